#include "digest/render.h"

#include "base/buf.h"
#include "base/date.h"
#include "digest/model.h"
#include "digest/outline.h"
#include "text/utf8.h"

enum {
	SUBJECT_MAX = 120, /* characters */
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

static struct str subject_of(struct arena *arena,
                             const struct render_list *list,
                             const struct render_issue *issue)
{
	struct buf out = BUF_INIT(4096);
	int64_t comments = 0;

	for (size_t i = 0; i < issue->n_items; i++)
		comments += (int64_t)issue->items[i].n_letters;
	buf_add(&out, list->title);
	buf_addf(&out, " #%lld", (long long)issue->number);
	if (issue->n_items > 0) {
		buf_adds(&out, ": ");
		buf_add(&out, issue->items[0].article->title);
	}
	if (comments > 0)
		buf_addf(&out, ", %lld %s", (long long)comments,
		         comments == 1 ? "comment" : "comments");
	return utf8_clean_line(arena, buf_take(&out, arena), SUBJECT_MAX);
}

/* The list's fields of RFC 2369 and 2919 and those that stop auto-replies. */
static size_t add_fields(struct arena *arena, const struct render_list *list,
                         struct compose_field *fields)
{
	struct str leave = render_address(arena, list->reply_address,
	                                  render_slot(arena, SLOT_LEAVE));
	char *address = arena_copy(arena, list->address);
	char *id =
		arena_printf(arena, "<%s>", arena_copy(arena, list->list_id));
	size_t n = 0;

	fields[n++] = (struct compose_field){"List-Id", str_of(id)};
	fields[n++] = (struct compose_field){
		"List-Help",
		str_of(arena_printf(arena, "<mailto:%s?subject=help>",
	                            address))};
	fields[n++] = (struct compose_field){
		"List-Subscribe",
		str_of(arena_printf(arena, "<mailto:%s?subject=subscribe>",
	                            address))};
	fields[n++] = (struct compose_field){
		"List-Unsubscribe",
		str_of(arena_printf(arena, "<mailto:%s>",
	                            arena_copy(arena, leave)))};
	fields[n++] = (struct compose_field){"List-Post", str_of("NO")};
	fields[n++] = (struct compose_field){"Auto-Submitted",
	                                     str_of("auto-generated")};
	fields[n++] = (struct compose_field){"Precedence", str_of("bulk")};
	fields[n++] = (struct compose_field){"X-Auto-Response-Suppress",
	                                     str_of("OOF, AutoReply")};
	fields[n++] = (struct compose_field){"X-NL-Loop", list->list_id};
	return n;
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
	outline_cut(arena, text, &done.text, &done.pieces, &done.n_pieces);
	outline_cut(arena, html, &done.html, &pieces, &n);
	for (size_t i = 0; i < done.n_pieces; i++) {
		int64_t at = done.pieces[i].item;

		if (at > 0 && (uint64_t)at <= issue->n_items)
			done.pieces[i].item = issue->items[at - 1].id;
	}
	err = encode(arena, list, issue, &done, why);
	if (err == OK)
		*rendering = done;
	return err;
}
