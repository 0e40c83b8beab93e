#include "digest/slip.h"

#include "base/buf.h"
#include "digest/column.h"
#include "digest/command.h"
#include "digest/scrub.h"
#include "text/utf8.h"

enum {
	LINE_MAX_SHOWN = 400, /* characters of a result: an edit's text */
	CUT_MAX = 16 * 1024,  /* bytes of what was cut */
	TEXT_MAX = 256 * 1024,
};

void slip_add_examples(struct arena *arena, struct value *v)
{
	value_set_text(arena, v, "example_approve", str_of("a 1 2 5-7"));
	value_set_text(arena, v, "example_reject", str_of("r 3 off-topic"));
	value_set_text(arena, v, "example_words",
	               str_of("r 4 other \"Please sign with your name\""));
	value_set_text(arena, v, "reasons", str_of(reject_reasons));
}

static struct str cut_text(struct arena *arena, const struct slip_item *item)
{
	struct buf out = BUF_INIT(TEXT_MAX);

	for (size_t i = 0; i < item->n_cuts; i++) {
		struct str text = str_slice(item->cuts[i].text, 0, CUT_MAX);

		buf_add(&out, scrub_text(arena, text));
		buf_addc(&out, '\n');
	}
	return column_indent(arena, str_trim(buf_take(&out, arena)), "    | ");
}

static struct value *thread_model(struct arena *arena,
                                  const struct slip_item *item)
{
	struct value *list = value_list(arena);

	for (size_t i = 0; i < item->n_thread; i++) {
		const struct comment *c = &item->thread[i];
		struct value *v = value_object(arena);

		value_set_text(arena, v, "author", c->author);
		value_set_text(arena, v, "text_quoted",
		               column_indent(arena, c->text, "    > "));
		value_push(arena, list, v);
	}
	return list;
}

static struct value *item_model(struct arena *arena,
                                const struct slip_item *item)
{
	const struct comment *c = item->comment;
	struct value *v = value_object(arena);

	value_set_number(arena, v, "number", item->number);
	value_set_text(arena, v, "author", c->author);
	value_set_text(arena, v, "headline",
	               c->article ? c->title
	                          : str_of("(it is not known which article)"));
	value_set_text(arena, v, "summary", item->summary);
	value_set_text(arena, v, "context", c->context);
	value_set_text(arena, v, "doubt", c->doubt);
	value_set(arena, v, "thread", thread_model(arena, item));
	value_set_text(arena, v, "text_quoted",
	               column_indent(arena, c->text, "    > "));
	value_set_text(arena, v, "cut", cut_text(arena, item));
	return v;
}

/* "482 913" */
static struct str spaced(struct arena *arena, struct str code)
{
	if (code.len != 6)
		return code;
	return str_of(arena_printf(arena, "%.3s %.3s", code.ptr, code.ptr + 3));
}

static int64_t add_lines(struct arena *arena, struct value *v,
                         const struct slip *slip)
{
	struct value *lines = value_list(arena);
	int64_t done = 0;

	for (size_t i = 0; i < slip->n; i++) {
		struct value *line = value_object(arena);

		value_set_text(arena, line, "text",
		               utf8_clean_line(arena, slip->results[i].text,
		                               LINE_MAX_SHOWN));
		value_push(arena, lines, line);
		done += slip->results[i].is_done;
	}
	value_set(arena, v, "lines", lines);
	return done;
}

struct value *slip_model(struct arena *arena, const struct render_list *list,
                         const struct slip *slip)
{
	struct value *v = value_object(arena), *shown = value_list(arena);
	int64_t done = add_lines(arena, v, slip);

	for (size_t i = 0; i < slip->n_shown; i++)
		value_push(arena, shown, item_model(arena, &slip->shown[i]));
	value_set_text(arena, v, "title", list->title);
	value_set_number(arena, v, "n", slip->n_queue);
	value_set_number(arena, v, "n_done", done);
	value_set_number(arena, v, "n_failed", (int64_t)slip->n - done);
	value_set(arena, v, "has_lines", value_bool(arena, slip->n > 0));
	value_set_text(arena, v, "code", spaced(arena, slip->code));
	value_set(arena, v, "shown", shown);
	value_set_text(arena, v, "left", slip->left);
	value_set_number(arena, v, "n_left", slip->n_left);
	value_set(arena, v, "is_incomplete",
	          value_bool(arena, slip->is_help || done < (int64_t)slip->n));
	slip_add_examples(arena, v);
	return v;
}
