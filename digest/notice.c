#include "digest/notice.h"

#include "base/buf.h"
#include "digest/column.h"

enum {
	REFERENCES_MAX = 5, /* of a thread that are named again */
	REFERENCES_LEN_MAX = 4096,
};

static size_t add_fields(struct arena *arena, const struct render_list *list,
                         const struct notice *notice,
                         struct compose_field *fields)
{
	bool is_desks = notice->template == TEMPLATE_QUEUE ||
	                notice->template == TEMPLATE_SUSPENDED ||
	                notice->template == TEMPLATE_WEEKLY_TEXT ||
	                notice->template == TEMPLATE_EXPIRED ||
	                notice->template == TEMPLATE_RECEIPT;
	struct str leave = {"", 0};
	size_t n = 0;

	if (notice->leave.len > 0)
		leave = render_mailto(arena, notice->leave, "");
	fields[n++] = (struct compose_field){
		"List-Id", render_list_id(arena, list, is_desks ? "mod." : "")};
	fields[n++] = (struct compose_field){
		"List-Help", render_mailto(arena, list->address, "help")};
	fields[n++] = (struct compose_field){"List-Unsubscribe", leave};
	fields[n++] = (struct compose_field){
		"Auto-Submitted",
		str_of(notice->is_answer ? "auto-replied" : "auto-generated")};
	fields[n++] = (struct compose_field){"X-Auto-Response-Suppress",
	                                     str_of("All")};
	fields[n++] = (struct compose_field){"X-NL-Loop", list->list_id};
	return n;
}

/* A stranger's Message-ID as we can write it, or "". */
static struct str fit_id(struct str id)
{
	for (size_t i = 0; i < id.len; i++)
		if (id.ptr[i] <= ' ' || id.ptr[i] > '~' || id.ptr[i] == '<' ||
		    id.ptr[i] == '>')
			return (struct str){"", 0};
	return id;
}

/* `before`, the ids of a thread ("<a> <b>"), from its REFERENCES_MAX last ones
 * on, and `id`: what an answer to `id` refers to (RFC 5322, 3.6.4). */
static struct str references(struct arena *arena, struct str before,
                             struct str id)
{
	struct str kept[REFERENCES_MAX], word;
	struct buf out = BUF_INIT(REFERENCES_LEN_MAX);
	size_t n = 0;

	if (id.len == 0)
		return id;
	while (str_next_word(&before, &word)) {
		struct str inner = str_slice(word, 1, word.len - 1);

		if (word.len < 3 || !str_starts(word, "<") ||
		    !str_ends(word, ">") || fit_id(inner).len == 0 ||
		    str_eq(inner, id))
			continue;
		kept[n++ % REFERENCES_MAX] = word;
	}
	for (size_t i = n > REFERENCES_MAX ? n - REFERENCES_MAX : 0; i < n;
	     i++) {
		buf_add(&out, kept[i % REFERENCES_MAX]);
		buf_addc(&out, ' ');
	}
	buf_addc(&out, '<');
	buf_add(&out, id);
	buf_addc(&out, '>');
	return buf_take(&out, arena);
}

/* The ids that stand before that of the answered mail. */
static struct str before(struct arena *arena, const struct notice *notice)
{
	if (notice->thread.len == 0)
		return notice->references;
	return str_of(arena_printf(arena, "<%.*s>", (int)notice->thread.len,
	                           notice->thread.ptr));
}

struct str notice_id(struct arena *arena, struct str unique,
                     struct str hostname)
{
	return str_of(arena_printf(arena, "n.%.*s@%.*s", (int)unique.len,
	                           unique.ptr, (int)hostname.len,
	                           hostname.ptr));
}

bool notice_is_id(struct str id, struct str hostname)
{
	size_t at = str_find_last_char(id, '@');

	return at != STR_NONE && str_starts(id, "n.") &&
	       str_eq_nocase(str_from(id, at + 1), hostname);
}

enum err notice_compose(struct arena *arena, const struct templates *templates,
                        const struct render_list *list,
                        const struct notice *notice, int64_t now, int offset_s,
                        struct str *bytes, struct why *why)
{
	struct compose_field fields[8];
	struct buf out = BUF_INIT(FORM_MAX);
	struct str text, subject, html = {"", 0};
	struct str id = fit_id(notice->in_reply_to);
	struct form form;
	struct compose mail;
	enum err err = template_render(arena, templates->of[notice->template],
	                               notice->model, &text, why);

	if (err)
		return err;
	if (!template_subject(&text, &subject))
		return err_because(why, ERR_INPUT,
		                   "template %s: no \"Subject: ...\" line and"
		                   " empty line at its start",
		                   template_file(notice->template));
	if (notice->has_html)
		err = template_render(arena, templates->of[notice->html],
		                      notice->model, &html, why);
	if (err)
		return err;
	mail = (struct compose){
		.from_name = list->title,
		.from_addr = list->address,
		.to_addr = notice->to,
		.reply_addr = notice->reply_to.len > 0 ? notice->reply_to
	                                               : list->address,
		.subject = subject,
		.message_id = notice_id(arena, notice->unique, list->hostname),
		.in_reply_to = id,
		.references = references(arena, before(arena, notice), id),
		.date = now,
		.offset_s = offset_s,
		.fields = fields,
		.n_fields = add_fields(arena, list, notice, fields),
		.text = column_wrap(arena, text),
		.html = html,
		.images = notice->images,
		.n_images = notice->n_images,
		.boundary = str_of("postbag_notice"),
	};
	err = compose_mail(arena, &mail, &form, why);
	if (err == OK)
		err = form_fill(&form, NULL, 0, &out);
	if (err == OK)
		*bytes = buf_take(&out, arena);
	buf_free(&out);
	return err;
}

struct value *notice_model(struct arena *arena, const struct render_list *list,
                           struct str address, struct str action,
                           struct str leave, struct str other)
{
	struct value *v = value_object(arena);

	value_set_text(arena, v, "title", list->title);
	value_set_text(arena, v, "address", address);
	value_set_text(arena, v, "list_address", list->address);
	value_set_text(arena, v, "action_address", action);
	value_set_text(arena, v, "leave_address", leave);
	value_set_text(arena, v, "other_address", other);
	value_set_text(arena, v, "schedule", list->schedule);
	value_set_text(arena, v, "postal_address", list->postal_address);
	value_set_text(arena, v, "comments_faq", list->comments_faq);
	value_set_number(arena, v, "hours", NOTICE_CONFIRM_HOURS);
	value_set_number(arena, v, "undo_hours", NOTICE_UNDO_HOURS);
	return v;
}
