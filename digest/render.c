#include "digest/render.h"
#include "text/html.h"

#include "base/buf.h"
#include "base/date.h"
#include "digest/column.h"
#include "digest/model.h"
#include "digest/outline.h"
#include "text/utf8.h"

enum {
	SUBJECT_MAX = 120,   /* characters */
	LIST_NAME_MAX = 100, /* bytes of a List-Id's name */
	LIST_ID_MAX = 512,
	ADDRESS_LIMIT = 512,
};

struct str render_address(struct arena *arena, struct str pattern,
                          struct str token)
{
	struct buf out = BUF_INIT(ADDRESS_LIMIT);
	size_t at = str_find(pattern, "{token}");

	buf_add(&out, str_slice(pattern, 0, at));
	if (at != STR_NONE) {
		buf_add(&out, token);
		buf_add(&out, str_from(pattern, at + 7));
	}
	return buf_take(&out, arena);
}

struct str render_slot(struct arena *arena, unsigned slot)
{
	char *mark = arena_alloc(arena, 3);

	mark[0] = SLOT_MARK;
	mark[1] = (char)('A' + slot);
	return (struct str){mark, 2};
}

struct str render_date(struct arena *arena, int64_t time, int offset_s)
{
	struct date date = date_of(time + offset_s);

	return str_of(arena_printf(arena, "%d %s %lld", date.day,
	                           date_month_name(date.month),
	                           (long long)date.year));
}

/* "The Courier #7: First headline, 3 comments": the headline gives way. */
static struct str subject_of(struct arena *arena,
                             const struct render_list *list,
                             const struct render_issue *issue)
{
	struct buf out = BUF_INIT(4096);
	struct str title = utf8_clean_line(arena, list->title, SUBJECT_MAX / 2);
	const char *tail = "";
	size_t used, comments = 0;

	for (size_t i = 0; i < issue->n_items; i++)
		comments += issue->items[i].n_letters;
	if (comments > 0)
		tail = arena_printf(arena, ", %zu comment%s", comments,
		                    comments == 1 ? "" : "s");
	buf_add(&out, title);
	buf_addf(&out, " #%lld", (long long)issue->number);
	used = utf8_length(buf_str(&out)) + str_of(tail).len + 2;
	if (issue->n_items > 0) {
		buf_adds(&out, ": ");
		buf_add(&out,
		        utf8_clean_line(arena, issue->items[0].article->title,
		                        SUBJECT_MAX - used));
	}
	buf_adds(&out, tail);
	return buf_take(&out, arena);
}

/* Can `text` stand between quotation marks in a header? */
static bool is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] < ' ' || text.ptr[i] > '~' ||
		    text.ptr[i] == '"' || text.ptr[i] == '\\')
			return false;
	return text.len > 0 && text.len <= LIST_NAME_MAX;
}

struct str render_list_id(struct arena *arena, const struct render_list *list,
                          const char *label)
{
	struct buf out = BUF_INIT(LIST_ID_MAX);

	if (is_plain(list->title))
		buf_addf(&out, "\"%.*s\" ", (int)list->title.len,
		         list->title.ptr);
	buf_addf(&out, "<%s", label);
	buf_add(&out, list->list_id);
	buf_addc(&out, '>');
	return buf_take(&out, arena);
}

struct str render_mailto(struct arena *arena, struct str address,
                         const char *subject)
{
	return str_of(arena_printf(arena, "<mailto:%s%s%s>",
	                           arena_copy(arena, address),
	                           *subject ? "?subject=" : "", subject));
}

/* The list's fields of RFC 2369, 2919 and 9477, and those that stop auto-replies. */
static size_t add_fields(struct arena *arena, const struct render_list *list,
                         struct compose_field *fields)
{
	struct str leave = render_address(arena, list->reply_address,
	                                  render_slot(arena, SLOT_LEAVE));
	const struct compose_field all[] = {
		{"List-Id", render_list_id(arena, list, "")},
		{"List-Help", render_mailto(arena, list->address, "help")},
		{"List-Subscribe",
	         render_mailto(arena, list->address, "subscribe")},
		{"List-Unsubscribe", render_mailto(arena, leave, "")},
		{"List-Owner", list->owner.len > 0
	                               ? render_mailto(arena, list->owner, "")
	                               : list->owner},
		{"List-Post", STR("NO")},
		{"CFBL-Address",
	         list->complaints.len > 0
	                 ? str_of(arena_printf(
				   arena, "%s; report=arf",
				   arena_copy(arena, list->complaints)))
	                 : list->complaints},
		{"Auto-Submitted", STR("auto-generated")},
		{"Precedence", STR("bulk")},
		{"X-Auto-Response-Suppress", STR("OOF, AutoReply")},
		{"X-NL-Loop", list->list_id},
	};

	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		fields[i] = all[i];
	return ARRAY_LEN(all);
}

static enum err encode(struct arena *arena, const struct render_list *list,
                       const struct render_issue *issue,
                       struct rendering *rendering, struct why *why)
{
	struct compose_field fields[16];
	char *host = arena_copy(arena, list->hostname);
	char *name = arena_copy(arena, list->name);
	long long number = (long long)issue->number;
	struct compose mail = {
		.from_name = list->title,
		.from_addr = list->address,
		.to_addr = render_slot(arena, SLOT_ADDRESS),
		.reply_name = str_of(arena_printf(
			arena, "%s comments", arena_copy(arena, list->title))),
		.reply_addr = render_address(arena, list->reply_address,
	                                     render_slot(arena, SLOT_REPLY)),
		.subject = rendering->subject,
		.references = str_of(arena_printf(arena, "<i%lld.%s@%s>",
	                                          number, name, host)),
		.date = issue->frozen_at,
		.offset_s = issue->offset_s,
		.fields = fields,
		.n_fields = add_fields(arena, list, fields),
		.text = rendering->text,
		.html = rendering->html,
		.boundary = str_of(arena_printf(arena, "postbag_%lld", number)),
	};

	mail.message_id = str_of(arena_printf(
		arena, "d%lld.%s@%s", number,
		arena_copy(arena, render_slot(arena, SLOT_MESSAGE_ID)), host));
	return compose_mail(arena, &mail, &rendering->form, why);
}

/* `html` with a letter for each slot: no reader's own. */
static struct str without_slots(struct arena *arena, struct str html)
{
	char *copy = arena_copy(arena, html);

	for (size_t i = 0; i < html.len; i++)
		if (copy[i] == SLOT_MARK)
			copy[i] = 'x';
	return (struct str){copy, html.len};
}

enum err render_edition(struct arena *arena, const struct templates *templates,
                        const struct render_list *list,
                        const struct render_issue *issue,
                        struct rendering *rendering, struct why *why)
{
	struct value *model = model_of_issue(arena, list, issue);
	struct rendering done = {.subject = subject_of(arena, list, issue)};
	struct edition_piece *pieces;
	struct str text, html;
	size_t n;
	enum err err = template_render(
		arena, templates->of[TEMPLATE_DIGEST_TEXT], model, &text, why);

	if (err == OK)
		err = template_render(arena,
		                      templates->of[TEMPLATE_DIGEST_HTML],
		                      model, &html, why);
	if (err)
		return err;
	text = column_wrap(arena, text);
	outline_cut(arena, text, &done.text, &done.pieces, &done.n_pieces);
	outline_cut(arena, html, &done.html, &pieces, &n);
	for (size_t i = 0; i < done.n_pieces; i++) {
		int64_t at = done.pieces[i].item;

		if (at > 0 && (uint64_t)at <= issue->n_items)
			done.pieces[i].item = issue->items[at - 1].id;
	}
	outline_add_page(arena, html_to_text(arena, without_slots(arena, html)),
	                 &done.pieces, &done.n_pieces);
	err = encode(arena, list, issue, &done, why);
	if (err == OK)
		*rendering = done;
	return err;
}
