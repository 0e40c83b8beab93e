#include "digest/desk.h"

#include "base/buf.h"
#include "digest/column.h"
#include "digest/scrub.h"
#include "text/utf8.h"

enum {
	CUT_LINES_SHOWN = 4,
	CUT_READ = 4096,       /* bytes of a cut that are looked at */
	LINE_MAX_SHOWN = 60,   /* characters */
	PARENT_MAX_SHOWN = 50, /* characters of the letter answered */
	TEXT_MAX = 64 * 1024,
};

static struct str age(struct arena *arena, int64_t since, int64_t now)
{
	int64_t minutes = now > since ? (now - since) / 60 : 0;

	if (minutes < 60)
		return str_of(
			arena_printf(arena, "%lld min", (long long)minutes));
	if (minutes < 48 * 60)
		return str_of(arena_printf(arena, "%lld h",
		                           (long long)(minutes / 60)));
	return str_of(arena_printf(arena, "%lld days",
	                           (long long)(minutes / 60 / 24)));
}

/* The first lines of what was cut, so that a moderator sees a wrong cut. */
static struct str cut_lines(struct arena *arena, const struct desk_item *item)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	int left = CUT_LINES_SHOWN;

	for (size_t i = 0; i < item->n_cuts; i++) {
		struct str line,
			rest = str_slice(item->cuts[i].text, 0, CUT_READ);

		rest = scrub_text(arena, rest);
		while (left > 0 && str_next_line(&rest, &line)) {
			line = utf8_clean_line(arena, line, LINE_MAX_SHOWN);
			if (line.len == 0)
				continue;
			buf_adds(&out, "      | ");
			buf_add(&out, line);
			buf_addc(&out, '\n');
			left--;
		}
		if (left == 0)
			break;
	}
	return str_trim_right(buf_take(&out, arena));
}

static struct str record(struct arena *arena, const struct desk_item *item)
{
	if (item->n_approved + item->n_rejected == 0)
		return str_of("nothing decided yet");
	return str_of(arena_printf(arena, "%lld approved, %lld rejected",
	                           (long long)item->n_approved,
	                           (long long)item->n_rejected));
}

static struct str answering(struct arena *arena, const struct comment *parent)
{
	struct buf out = BUF_INIT(TEXT_MAX);

	if (!parent)
		return (struct str){"", 0};
	buf_add(&out, parent->author);
	buf_adds(&out, ": \"");
	buf_add(&out, utf8_clean_line(arena, parent->text, PARENT_MAX_SHOWN));
	buf_addc(&out, '"');
	return buf_take(&out, arena);
}

static struct value *item_model(struct arena *arena,
                                const struct desk_item *item, size_t number,
                                int64_t now)
{
	const struct comment *c = item->comment;
	struct value *v = value_object(arena);

	value_set_number(arena, v, "number", (int64_t)number);
	value_set_text(arena, v, "headline",
	               c->article ? c->title
	                          : str_of("(it is not known which article)"));
	value_set_text(arena, v, "author", c->author);
	value_set_text(arena, v, "record", record(arena, item));
	value_set_text(arena, v, "age", age(arena, c->received_at, now));
	value_set_text(arena, v, "answering", answering(arena, item->parent));
	value_set_text(arena, v, "doubt", c->doubt);
	value_set_text(arena, v, "text_quoted",
	               column_indent(arena, c->text, "    > "));
	value_set_text(arena, v, "cut", cut_lines(arena, item));
	return v;
}

struct value *desk_queue_model(struct arena *arena,
                               const struct render_list *list,
                               struct str moderator,
                               const struct desk_item *items, size_t n,
                               int64_t now)
{
	struct value *v = value_object(arena), *comments = value_list(arena);

	for (size_t i = 0; i < n; i++)
		value_push(arena, comments,
		           item_model(arena, &items[i], i + 1, now));
	value_set_text(arena, v, "title", list->title);
	value_set_number(arena, v, "n", (int64_t)n);
	value_set_text(arena, v, "moderator", moderator);
	value_set(arena, v, "comments", comments);
	slip_add_examples(arena, v);
	return v;
}
