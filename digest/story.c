#include "digest/story.h"

#include "base/buf.h"

enum {
	STORY_MAX = 64 * 1024, /* bytes */
};

void story_add(struct story *story, const char *fmt, ...)
{
	va_list args;
	char *line;

	va_start(args, fmt);
	line = arena_vprintf(story->arena, fmt, args);
	va_end(args);
	for (char *p = line; *p; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	story->lines = arena_grow(story->arena, story->lines, story->n,
	                          sizeof(*story->lines));
	story->lines[story->n++] = str_of(line);
}

struct str story_text(const struct story *story)
{
	struct buf text = BUF_INIT(STORY_MAX);

	for (size_t i = 0; i < story->n; i++) {
		buf_add(&text, story->lines[i]);
		buf_addc(&text, '\n');
	}
	return buf_take(&text, story->arena);
}
