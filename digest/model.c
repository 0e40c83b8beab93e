#include "digest/model.h"

#include "base/buf.h"
#include "base/date.h"
#include "digest/column.h"
#include "digest/outline.h"
#include "text/html.h"
#include "text/utf8.h"

enum {
	INDENT = 2,             /* columns of a step of a thread */
	LINE_MAX_LEN = 4000,    /* characters of a line */
	INDENT_PX = 16,         /* the same in HTML */
	PARENT_LINE_MAX = 60,   /* characters of the letter answered */
	TEXT_MAX = 1024 * 1024, /* bytes of one value */
};

/* A line that we did not write ourselves: no control character of it may pass
 * for a slot or a mark. */
static void set_line(struct arena *arena, struct value *v, const char *name,
                     struct str line)
{
	value_set_text(arena, v, name,
	               utf8_clean_line(arena, line, LINE_MAX_LEN));
}

static struct str first_line(struct arena *arena, struct str text)
{
	struct str line = {"", 0};

	while (line.len == 0 && str_next_line(&text, &line))
		line = str_trim(line);
	return utf8_clean_line(arena, line, PARENT_LINE_MAX);
}

/* Whom a letter answers: "Ann"; and what, when that is not in this edition:
 * Ann: "The ferry leaves ..."; or "". */
static struct str answering(struct arena *arena,
                            const struct issue_letter *letter)
{
	struct buf out = BUF_INIT(TEXT_MAX);

	if (!letter->parent)
		return (struct str){"", 0};
	buf_add(&out, letter->parent->author);
	if (letter->depth == 0) {
		buf_adds(&out, ": \"");
		buf_add(&out, first_line(arena, letter->parent->text));
		buf_addc(&out, '"');
	}
	return buf_take(&out, arena);
}

static struct value *letter_model(struct arena *arena,
                                  const struct issue_letter *letter,
                                  int offset_s)
{
	const struct comment *c = letter->comment;
	struct value *v = value_object(arena);
	struct str text = utf8_clean(arena, c->text);
	size_t indent = INDENT + INDENT * (size_t)letter->depth;

	set_line(arena, v, "author", c->author);
	value_set_text(arena, v, "date",
	               render_date(arena, c->received_at, offset_s));
	value_set(arena, v, "is_edited",
	          value_bool(arena, c->original.len > 0));
	set_line(arena, v, "answering", answering(arena, letter));
	value_set_text(arena, v, "spaces", str_of(column_spaces(indent)));
	value_set_text(
		arena, v, "text_indented",
		column_indent(arena, text, column_spaces(indent + INDENT)));
	value_set_number(arena, v, "indent_px", letter->depth * INDENT_PX);
	value_set_text(arena, v, "text_as_html", html_paragraphs(arena, text));
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

/* Pages tell dates as "2026-11-22" or "2026-11-22T08:00:00+01:00". */
static struct str published(struct arena *arena, struct str text)
{
	struct str rest = str_slice(text, 0, 10), year, month;
	int64_t y, m, d;

	if (rest.len < 10 || (text.len > 10 && text.ptr[10] != 'T') ||
	    !str_next_field(&rest, '-', &year) || !str_number(year, &y) ||
	    !str_next_field(&rest, '-', &month) || !str_number(month, &m) ||
	    !str_number(rest, &d) || year.len != 4 || m < 1 || m > 12 ||
	    d < 1 || d > 31)
		return text;
	return render_date(arena, date_days(y, (int)m, (int)d) * 86400, 0);
}

/* "By Ann Lee, 22 November 2026", or what of it is known. */
static struct str meta(struct arena *arena, const struct article *article)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	struct str date = published(arena, article->published);

	if (article->byline.len > 0) {
		buf_adds(&out, "By ");
		buf_add(&out, article->byline);
	}
	if (article->byline.len > 0 && date.len > 0)
		buf_adds(&out, ", ");
	buf_add(&out, date);
	return buf_take(&out, arena);
}

/* A link as it is, or nothing when it would be more than one. */
static struct str link_of(const struct article *article)
{
	struct str link = article->link;

	if (!str_starts_nocase(link, "https://") &&
	    !str_starts_nocase(link, "http://"))
		return (struct str){"", 0};
	for (size_t i = 0; i < link.len; i++)
		if (link.ptr[i] <= ' ' || link.ptr[i] > '~')
			return (struct str){"", 0};
	return link;
}

static struct value *item_model(struct arena *arena,
                                const struct render_list *list,
                                const struct render_issue *issue, size_t i)
{
	const struct issue_item *item = &issue->items[i];
	const struct article *a = item->article;
	struct value *v = value_object(arena), *letters = value_list(arena);
	struct str token = render_slot(arena, SLOT_FIRST_ITEM + (unsigned)i);

	for (size_t k = 0; k < item->n_letters; k++)
		value_push(arena, letters,
		           letter_model(arena, &item->letters[k],
		                        issue->offset_s));
	value_set_text(arena, v, "mark", outline_mark(arena, (int64_t)i + 1));
	value_set_number(arena, v, "number", (int64_t)i + 1);
	set_line(arena, v, "headline", a->title);
	set_line(arena, v, "meta", meta(arena, a));
	value_set(arena, v, "is_again", value_bool(arena, item->is_again));
	set_line(arena, v, "summary", a->summary);
	value_set_text(arena, v, "link", link_of(a));
	value_set_number(arena, v, "n_letters", (int64_t)item->n_letters);
	value_set(arena, v, "has_letters",
	          value_bool(arena, item->n_letters > 0));
	value_set(arena, v, "letters", letters);
	value_set(arena, v, "is_open", value_bool(arena, a->is_open));
	value_set_text(arena, v, "item_address",
	               render_address(arena, list->reply_address, token));
	value_set_text(arena, v, "item_subject", as_subject(arena, a->title));
	return v;
}

static struct value *changes_model(struct arena *arena,
                                   const struct render_issue *issue)
{
	struct value *changes = value_list(arena);

	for (size_t i = 0; i < issue->n_changes; i++) {
		const struct issue_change *change = &issue->changes[i];
		struct value *v = value_object(arena);

		value_set(arena, v, "is_corrected",
		          value_bool(arena, change->is_corrected));
		set_line(arena, v, "author", change->author);
		set_line(arena, v, "headline", change->headline);
		value_set_number(arena, v, "edition", change->edition);
		value_push(arena, changes, v);
	}
	return changes;
}

/* What is the list's own. */
static void add_frame(struct arena *arena, const struct render_list *list,
                      struct value *v)
{
	bool is_link = str_starts(list->comments_faq, "https://") ||
	               str_starts(list->comments_faq, "http://");

	value_set_text(arena, v, "language", list->language);
	value_set_text(arena, v, "title", list->title);
	value_set_text(arena, v, "comments_faq", list->comments_faq);
	value_set(arena, v, "faq_is_link", value_bool(arena, is_link));
	value_set_text(arena, v, "reply_address",
	               render_address(arena, list->reply_address,
	                              render_slot(arena, SLOT_REPLY)));
	value_set_text(arena, v, "address", render_slot(arena, SLOT_ADDRESS));
	value_set_text(arena, v, "leave_address",
	               render_address(arena, list->reply_address,
	                              render_slot(arena, SLOT_LEAVE)));
	value_set_text(arena, v, "list_address", list->address);
	value_set_text(arena, v, "schedule", list->schedule);
	value_set_text(arena, v, "postal_address", list->postal_address);
}

struct value *model_of_issue(struct arena *arena,
                             const struct render_list *list,
                             const struct render_issue *issue)
{
	struct value *v = value_object(arena), *items = value_list(arena);
	size_t n_letters = 0;

	for (size_t i = 0; i < issue->n_items; i++) {
		value_push(arena, items, item_model(arena, list, issue, i));
		n_letters += issue->items[i].n_letters;
	}
	add_frame(arena, list, v);
	value_set_number(arena, v, "number", issue->number);
	value_set_text(arena, v, "date",
	               render_date(arena, issue->frozen_at, issue->offset_s));
	value_set(arena, v, "is_quiet", value_bool(arena, n_letters == 0));
	value_set(arena, v, "items", items);
	value_set(arena, v, "has_changes",
	          value_bool(arena, issue->n_changes > 0));
	value_set(arena, v, "changes", changes_model(arena, issue));
	value_set_text(arena, v, "end_mark", outline_mark(arena, 0));
	return v;
}
