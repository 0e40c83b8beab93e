#include "digest/model.h"

#include "base/buf.h"
#include "base/date.h"
#include "digest/outline.h"
#include "text/html.h"
#include "text/utf8.h"

enum {
	COLUMNS = 72,           /* of the text part */
	INDENT_PX = 18,         /* a step of a thread in HTML */
	PARENT_LINE_MAX = 60,   /* characters of the letter answered */
	TEXT_MAX = 1024 * 1024, /* bytes of one value */
};

/* Spaces for the text part: `n` of them. */
static const char *spaces(size_t n)
{
	static const char blank[] = "                ";

	return blank + (n < sizeof(blank) - 1 ? sizeof(blank) - 1 - n : 0);
}

/* Wrap in the text part, without the last line end. */
static struct str wrapped(struct arena *arena, struct str text, size_t indent)
{
	return str_trim_right(utf8_wrap(arena, text, COLUMNS, spaces(indent)));
}

/* Text as HTML: escaped, empty lines part paragraphs, lines stay lines. */
static struct str as_html(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	struct str line;
	bool is_open = false;

	while (str_next_line(&text, &line)) {
		line = str_trim_right(line);
		if (line.len == 0) {
			buf_adds(&out, is_open ? "</p>\n" : "");
			is_open = false;
			continue;
		}
		buf_adds(&out, is_open ? "<br>\n"
		                       : "<p style=\"margin:0 0 10px 0\">");
		buf_add(&out, html_escape(arena, line));
		is_open = true;
	}
	buf_adds(&out, is_open ? "</p>" : "");
	return buf_take(&out, arena);
}

static struct str first_line(struct arena *arena, struct str text)
{
	struct str line = {"", 0};

	while (line.len == 0 && str_next_line(&text, &line))
		line = str_trim(line);
	return utf8_clean_line(arena, line, PARENT_LINE_MAX);
}

static struct value *letter_model(struct arena *arena,
                                  const struct issue_letter *letter,
                                  int offset_s)
{
	const struct comment *c = letter->comment;
	struct value *v = value_object(arena);
	struct str date = render_date(arena, c->received_at, offset_s);
	struct buf heading = BUF_INIT(TEXT_MAX), answering = BUF_INIT(TEXT_MAX);
	size_t indent = 2 + 2 * (size_t)letter->depth;

	if (letter->parent) {
		buf_add(&answering, letter->parent->author);
		buf_adds(&answering, ": \"");
		buf_add(&answering, first_line(arena, letter->parent->text));
		buf_adds(&answering, "\"");
	}
	buf_add(&heading, c->author);
	buf_adds(&heading, ", ");
	buf_add(&heading, date);
	if (letter->parent) {
		buf_adds(&heading, ", answering ");
		buf_add(&heading, buf_str(&answering));
	}
	buf_addc(&heading, ':');
	value_set_text(arena, v, "author", c->author);
	value_set_text(arena, v, "date", date);
	value_set_text(arena, v, "answering", buf_take(&answering, arena));
	value_set_text(arena, v, "heading_wrapped",
	               wrapped(arena, buf_take(&heading, arena), indent));
	value_set_text(arena, v, "text_wrapped",
	               wrapped(arena, c->text, indent + 2));
	value_set_text(arena, v, "text_as_html", as_html(arena, c->text));
	value_set_number(arena, v, "indent", letter->depth * INDENT_PX);
	return v;
}

/* Title as the subject of a mailto link: percent-encoded (RFC 6068). */
static struct str as_subject(struct arena *arena, struct str title)
{
	struct buf out = BUF_INIT(TEXT_MAX);

	buf_adds(&out, "Re%3A%20");
	for (size_t i = 0; i < title.len; i++) {
		if (char_is_alnum(title.ptr[i]))
			buf_addc(&out, title.ptr[i]);
		else
			buf_addf(&out, "%%%02X", (unsigned char)title.ptr[i]);
	}
	return buf_take(&out, arena);
}

static struct value *summary_model(struct arena *arena, struct str summary)
{
	struct value *list = value_list(arena);
	struct str line;

	while (str_next_line(&summary, &line)) {
		struct value *sentence = value_object(arena);

		value_set_text(arena, sentence, "sentence", line);
		value_push(arena, list, sentence);
	}
	return list;
}

/* Sentences in one paragraph, wrapped. */
static struct str summary_wrapped(struct arena *arena, struct str summary)
{
	char *copy = arena_copy(arena, str_trim(summary));

	for (char *p = copy; *p; p++)
		if (*p == '\n')
			*p = ' ';
	return wrapped(arena, str_of(copy), 2);
}

static struct value *item_model(struct arena *arena,
                                const struct render_list *list,
                                const struct render_issue *issue, size_t i)
{
	const struct issue_item *item = &issue->items[i];
	const struct article *a = item->article;
	struct value *v = value_object(arena), *letters = value_list(arena);
	struct buf meta = BUF_INIT(TEXT_MAX);
	const char *numbered = arena_printf(arena, "%zu. %s", i + 1,
	                                    arena_copy(arena, a->title));

	if (a->byline.len > 0)
		buf_addf(&meta, "By %.*s", (int)a->byline.len, a->byline.ptr);
	if (a->byline.len > 0 && a->published.len > 0)
		buf_adds(&meta, ", ");
	buf_add(&meta, a->published);
	for (size_t k = 0; k < item->n_letters; k++)
		value_push(arena, letters,
		           letter_model(arena, &item->letters[k],
		                        issue->offset_s));
	value_set_text(arena, v, "mark", outline_mark(arena, (int64_t)i + 1));
	value_set_number(arena, v, "number", (int64_t)i + 1);
	value_set_text(arena, v, "headline", a->title);
	value_set_text(arena, v, "headline_wrapped",
	               wrapped(arena, str_of(numbered), 0));
	value_set_text(arena, v, "byline", a->byline);
	value_set_text(arena, v, "published", a->published);
	value_set_text(arena, v, "meta", buf_take(&meta, arena));
	value_set(arena, v, "is_again", value_bool(arena, item->is_again));
	value_set(arena, v, "summary", summary_model(arena, a->summary));
	value_set_text(arena, v, "summary_wrapped",
	               summary_wrapped(arena, a->summary));
	value_set_text(arena, v, "link", a->link);
	value_set_number(arena, v, "comments", (int64_t)item->n_letters);
	value_set(arena, v, "is_open", value_bool(arena, a->is_open));
	value_set(arena, v, "letters", letters);
	value_set_text(arena, v, "reply_address",
	               render_address(arena, list->reply_address,
	                              render_slot(arena, SLOT_FIRST_ITEM +
	                                                         (unsigned)i)));
	value_set_text(arena, v, "reply_subject", as_subject(arena, a->title));
	return v;
}

static struct value *contents_model(struct arena *arena,
                                    const struct render_issue *issue)
{
	struct value *contents = value_list(arena);

	for (size_t i = 0; i < issue->n_items; i++) {
		struct value *v = value_object(arena);

		value_set_number(arena, v, "number", (int64_t)i + 1);
		value_set_text(arena, v, "headline",
		               issue->items[i].article->title);
		value_set_number(arena, v, "comments",
		                 (int64_t)issue->items[i].n_letters);
		value_push(arena, contents, v);
	}
	return contents;
}

static void add_frame(struct arena *arena, const struct render_list *list,
                      struct value *v)
{
	bool is_link = str_starts(list->comments_faq, "https://") ||
	               str_starts(list->comments_faq, "http://");

	value_set_text(arena, v, "language", list->language);
	value_set_text(arena, v, "title", list->title);
	value_set_text(arena, v, "end_mark", outline_mark(arena, 0));
	value_set_text(arena, v, "comments_faq", list->comments_faq);
	value_set(arena, v, "faq_is_link", value_bool(arena, is_link));
	value_set_text(arena, v, "reply_address",
	               render_address(arena, list->reply_address,
	                              render_slot(arena, SLOT_REPLY)));
	value_set_text(arena, v, "address", render_slot(arena, SLOT_ADDRESS));
	value_set_text(arena, v, "leave_address",
	               render_address(arena, list->reply_address,
	                              render_slot(arena, SLOT_LEAVE)));
	value_set_text(arena, v, "request_address", list->address);
	value_set_text(arena, v, "schedule", list->schedule);
	value_set_text(arena, v, "postal_address", list->postal_address);
	value_set_text(arena, v, "postal_wrapped",
	               wrapped(arena, list->postal_address, 0));
}

struct value *model_of_issue(struct arena *arena,
                             const struct render_list *list,
                             const struct render_issue *issue)
{
	struct value *v = value_object(arena), *items = value_list(arena);
	int64_t n_comments = 0;

	for (size_t i = 0; i < issue->n_items; i++) {
		value_push(arena, items, item_model(arena, list, issue, i));
		n_comments += (int64_t)issue->items[i].n_letters;
	}
	add_frame(arena, list, v);
	value_set_number(arena, v, "number", issue->number);
	value_set_text(arena, v, "date",
	               render_date(arena, issue->frozen_at, issue->offset_s));
	value_set_number(arena, v, "n_articles", (int64_t)issue->n_items);
	value_set_number(arena, v, "n_comments", n_comments);
	value_set(arena, v, "contents", contents_model(arena, issue));
	value_set(arena, v, "items", items);
	return v;
}
