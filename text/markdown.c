#include "text/markdown.h"

#include <md4c.h>
#include <stdlib.h>

#include "text/layout.h"
#include "text/markup.h"
#include "text/utf8.h"

#define OUTPUT_MAX (4 * 1024 * 1024) /* bytes */
#define FENCE      "---"

struct reader {
	struct arena *arena;
	struct layout body, heading;
	struct layout *layout; /* the one of the two that is written */
	struct str title;
	size_t *outside; /* for layout_pop(), of each open item */
	size_t n_items, max_items;
	size_t link_at; /* bytes of the layout when the link began */
	size_t n_links; /* open; only the outermost counts */
	size_t n_url;   /* bytes of all targets so far */
	bool had_heading;
	bool is_code;
	bool is_hidden;  /* within raw HTML whose content is no text */
	struct buf code; /* of this block: it comes in pieces */
};

static bool is_fence(struct str line)
{
	return str_is(str_trim_right(line), FENCE);
}

static struct str unquote(struct str value)
{
	if (value.len >= 2 && (*value.ptr == '"' || *value.ptr == '\'') &&
	    value.ptr[value.len - 1] == *value.ptr)
		return str_slice(value, 1, value.len - 1);
	return value;
}

static void add_field(struct arena *arena, struct markdown_article *article,
                      struct str line)
{
	size_t colon = str_find_char(line, ':');
	struct markdown_field *field;
	struct str key = str_trim(str_slice(line, 0, colon));

	if (colon == STR_NONE || key.len == 0 || *line.ptr == '#' ||
	    char_is_blank(*line.ptr) || str_starts(line, "- "))
		return;
	article->fields = arena_grow(arena, article->fields, article->n_fields,
	                             sizeof(*article->fields));
	field = &article->fields[article->n_fields++];
	field->key = key;
	field->value = unquote(str_trim(str_from(line, colon + 1)));
	if (str_is_nocase(key, "title"))
		article->title = field->value;
}

/* Take the front matter off `source`, if there is any. */
static enum err take_fields(struct arena *arena, struct str *source,
                            struct markdown_article *article)
{
	struct str rest = *source, line;

	if (!str_next_line(&rest, &line) || !is_fence(line))
		return OK;
	while (str_next_line(&rest, &line)) {
		if (is_fence(line)) {
			*source = rest;
			return OK;
		}
		add_field(arena, article, line);
	}
	return ERR_INPUT;
}

static void open_item(struct reader *r)
{
	if (r->n_items == r->max_items) {
		r->outside = arena_grow(r->arena, r->outside, r->n_items,
		                        sizeof(*r->outside));
		r->max_items = r->n_items > 0 ? 2 * r->n_items : 1;
	}
	layout_break(r->layout, 1);
	r->outside[r->n_items++] = layout_item(r->layout, "- ");
}

static void close_item(struct reader *r)
{
	layout_pop(r->layout, r->outside[--r->n_items]);
	layout_break(r->layout, 1);
}

/* The first heading is the title unless the front matter has another. */
static void close_heading(struct reader *r)
{
	struct str text;

	if (r->layout != &r->heading)
		return;
	text = str_trim(layout_take(&r->heading, r->arena));
	r->layout = &r->body;
	if (r->title.len == 0)
		r->title = text;
	else if (!str_eq_nocase(r->title, text))
		layout_text(&r->body, text);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *reader)
{
	struct reader *r = reader;

	(void)detail;
	if (type == MD_BLOCK_LI) {
		open_item(r);
		return 0;
	}
	layout_break(r->layout, r->n_items > 0 && type == MD_BLOCK_UL ? 1 : 2);
	if (type == MD_BLOCK_H && !r->had_heading) {
		r->had_heading = true;
		r->layout = &r->heading;
	}
	r->is_code = type == MD_BLOCK_CODE;
	return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *reader)
{
	struct reader *r = reader;

	(void)detail;
	if (type == MD_BLOCK_LI) {
		close_item(r);
		return 0;
	}
	r->is_hidden = false; /* an end that is missing hides no more */
	if (type == MD_BLOCK_H)
		close_heading(r);
	if (type == MD_BLOCK_CODE) {
		layout_pre(r->layout, buf_str(&r->code));
		buf_free(&r->code);
		r->is_code = false;
	}
	layout_break(r->layout, r->n_items > 0 && type == MD_BLOCK_UL ? 1 : 2);
	return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *reader)
{
	struct reader *r = reader;
	const MD_SPAN_A_DETAIL *link = detail;

	if (type != MD_SPAN_A)
		return 0;
	if (r->n_links++ == 0)
		r->link_at = r->layout->out.len;
	/* One long target may be named by thousands of short links. */
	r->n_url += link->href.size;
	return 0;
}

/* Write a link's target with its references read. */
static void put_attribute(struct buf *out, const MD_ATTRIBUTE *from)
{
	for (size_t i = 0; from->size > 0; i++) {
		MD_OFFSET at = from->substr_offsets[i];
		MD_OFFSET end = from->substr_offsets[i + 1];
		struct str part = {from->text + at, end - at};
		uint32_t code = from->substr_types[i] == MD_TEXT_ENTITY
		                        ? markup_reference(part)
		                        : 0;
		char bytes[4];

		if (code != 0)
			part = (struct str){bytes, utf8_put(code, bytes)};
		buf_add(out, part);
		if (end == from->size)
			break;
	}
}

static int leave_span(MD_SPANTYPE type, void *detail, void *reader)
{
	struct reader *r = reader;
	const MD_SPAN_A_DETAIL *link = detail;
	struct buf url = BUF_INIT(4096); /* longer ones are not shown */

	if (type != MD_SPAN_A || --r->n_links > 0 || r->layout != &r->body)
		return 0;
	put_attribute(&url, &link->href);
	if (buf_ok(&url))
		layout_url(r->layout, r->link_at, buf_str(&url), "()");
	buf_free(&url);
	return 0;
}

static void put_reference(struct layout *layout, struct str reference)
{
	uint32_t code = markup_reference(reference);
	char bytes[4];

	if (code != 0)
		reference = (struct str){bytes, utf8_put(code, bytes)};
	layout_text(layout, reference);
}

/*
 * Not 0 where enough was written or read: md4c stops then.  It listens to
 * that after a text, but not after a link (0.4.8).
 */
static int is_enough(const struct reader *r)
{
	return !buf_ok(&r->layout->out) || r->n_url > OUTPUT_MAX;
}

/* Raw HTML is left out; what stands in these elements is code, too. */
static void note_raw(struct reader *r, struct str html)
{
	static const char *const starts[] = {"<script>", "<script ", "<style>",
	                                     "<style "};

	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (str_starts_nocase(html, starts[i]))
			r->is_hidden = true;
	if (str_starts(html, "</"))
		r->is_hidden = false;
}

static int put_text(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE n,
                    void *reader)
{
	struct reader *r = reader;
	struct str text = {bytes, n};

	if (r->is_hidden && type != MD_TEXT_HTML)
		return 0;
	switch (type) {
	case MD_TEXT_HTML:
		note_raw(r, text);
		break;
	case MD_TEXT_BR:
		layout_br(r->layout);
		break;
	case MD_TEXT_SOFTBR:
		layout_gap(r->layout, " ");
		break;
	case MD_TEXT_ENTITY:
		put_reference(r->layout, text);
		break;
	case MD_TEXT_NULLCHAR:
		layout_text(r->layout, str_of("\xef\xbf\xbd"));
		break;
	default:
		if (r->is_code)
			buf_add(&r->code, text);
		else
			layout_text(r->layout, text);
	}
	return is_enough(r);
}

enum err markdown_article(struct arena *arena, struct str source,
                          struct markdown_article *article)
{
	static const MD_PARSER parser = {
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = put_text,
	};
	struct markdown_article found = {0};
	struct reader r = {.arena = arena,
	                   .body = LAYOUT_INIT(OUTPUT_MAX),
	                   .heading = LAYOUT_INIT(OUTPUT_MAX),
	                   .code = BUF_INIT(OUTPUT_MAX)};

	if (source.len > MARKDOWN_MAX)
		return ERR_LIMIT;
	source = utf8_repair(arena, source);
	if (str_starts(source, "\xef\xbb\xbf"))
		source = str_from(source, 3);
	if (take_fields(arena, &source, &found) != OK)
		return ERR_INPUT;
	r.title = found.title;
	r.layout = &r.body;
	if (md_parse(source.ptr, (MD_SIZE)source.len, &parser, &r) < 0)
		abort(); /* no memory */
	found.title = r.title;
	buf_free(&r.heading.out);
	buf_free(&r.code);
	found.text = layout_take(&r.body, arena);
	*article = found;
	return OK;
}
