#include "digest/expired.h"

#include "text/utf8.h"

enum {
	LINE_SHOWN = 60, /* characters */
};

static struct value *comment_model(struct arena *arena, const struct comment *c)
{
	struct value *v = value_object(arena);

	value_set_number(arena, v, "id", c->id);
	value_set_text(arena, v, "author",
	               utf8_clean_line(arena, c->author, LINE_SHOWN));
	value_set_text(arena, v, "headline",
	               utf8_clean_line(arena, c->title, LINE_SHOWN));
	value_set_text(arena, v, "beginning",
	               utf8_clean_line(arena, c->text, LINE_SHOWN));
	return v;
}

struct value *expired_model(struct arena *arena, const struct render_list *list,
                            const struct comment *comments, size_t n,
                            int64_t days)
{
	struct value *v = value_object(arena), *all = value_list(arena);

	for (size_t i = 0; i < n; i++)
		value_push(arena, all, comment_model(arena, &comments[i]));
	value_set_text(arena, v, "title", list->title);
	value_set_number(arena, v, "n", (int64_t)n);
	value_set_number(arena, v, "days", days);
	value_set(arena, v, "comments", all);
	return v;
}
