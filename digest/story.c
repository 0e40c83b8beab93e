#include "digest/story.h"

#include "base/buf.h"
#include "text/utf8.h"

void story_add(struct story *story, const char *fmt, ...)
{
	va_list args;
	char *line;

	va_start(args, fmt);
	line = arena_vprintf(story->arena, fmt, args);
	va_end(args);
	if (story->n == STORY_LINES_MAX)
		return;
	story->lines = arena_grow(story->arena, story->lines, story->n,
	                          sizeof(*story->lines));
	story->lines[story->n++] =
		utf8_clean_line(story->arena, str_of(line), STORY_LINE_MAX);
}

struct str story_text(const struct story *story)
{
	/* A code point has at most 4 bytes, and each line its LF. */
	struct buf text = BUF_INIT(STORY_LINES_MAX * (4 * STORY_LINE_MAX + 1));

	for (size_t i = 0; i < story->n; i++) {
		buf_add(&text, story->lines[i]);
		buf_addc(&text, '\n');
	}
	return buf_take(&text, story->arena);
}
