#include "digest/templates.h"

#include "digest/faq.h"

static const char *const digest_names[] = {
	"language",
	"title",
	"number",
	"date",
	"is_quiet",
	"items",
	"items[].mark",
	"items[].number",
	"items[].headline",
	"items[].meta",
	"items[].is_again",
	"items[].summary",
	"items[].link",
	"items[].n_letters",
	"items[].has_letters",
	"items[].letters",
	"items[].letters[].author",
	"items[].letters[].date",
	"items[].letters[].is_edited",
	"items[].letters[].answering",
	"items[].letters[].spaces",
	"items[].letters[].text_indented",
	"items[].letters[].indent_px",
	"items[].letters[].text_as_html",
	"items[].is_open",
	"items[].item_address",
	"items[].item_subject",
	"end_mark",
	"has_changes",
	"changes",
	"changes[].is_corrected",
	"changes[].author",
	"changes[].headline",
	"changes[].edition",
	"comments_faq",
	"faq_is_link",
	"reply_address",
	"address",
	"leave_address",
	"list_address",
	"schedule",
	"postal_address",
};

static const char *const notice_names[] = {
	"title",         "address",       "list_address",   "action_address",
	"leave_address", "other_address", "schedule",       "comments_faq",
	"hours",         "undo_hours",    "postal_address",
};

static const char *const queue_names[] = {
	"language",
	"title",
	"n",
	"n_again",
	"has_again",
	"moderator",
	"comments",
	"comments[].number",
	"comments[].headline",
	"comments[].is_placed",
	"comments[].author",
	"comments[].record",
	"comments[].age",
	"comments[].is_again",
	"comments[].answering",
	"comments[].doubt",
	"comments[].appeal",
	"comments[].appeal_quoted",
	"comments[].advice",
	"comments[].is_fine",
	"comments[].is_problem",
	"comments[].text_quoted",
	"comments[].text_as_html",
	"comments[].cut",
	"comments[].cut_as_html",
	"comments[].link_approve",
	"comments[].link_feature",
	"comments[].link_block",
	"comments[].link_show",
	"comments[].link_edit",
	"comments[].rejects",
	"comments[].rejects[].reason",
	"comments[].rejects[].link_reject",
	"articles",
	"has_articles",
	"articles[].id",
	"articles[].title_of_it",
	"n_fine",
	"fine",
	"has_fine",
	"link_fine",
	"link_undo",
	"link_help",
	"reasons",
	"example_approve",
	"example_reject",
	"example_words",
};

static const char *const receipt_names[] = {
	"title",
	"n",
	"n_done",
	"n_failed",
	"has_lines",
	"lines",
	"lines[].text",
	"code",
	"left",
	"n_left",
	"shown",
	"shown[].number",
	"shown[].author",
	"shown[].headline",
	"shown[].summary",
	"shown[].context",
	"shown[].doubt",
	"shown[].thread",
	"shown[].thread[].author",
	"shown[].thread[].text_quoted",
	"shown[].text_quoted",
	"shown[].cut",
	"is_incomplete",
	"reasons",
	"example_approve",
	"example_reject",
	"example_words",
};

static const char *const ask_names[] = {
	"title",
	"edition",
	"articles",
	"articles[].number",
	"articles[].headline",
	"days",
	"text_quoted",
	"postal_address",
};

static const char *const held_names[] = {
	"title",
	"list_address",
	"comments_faq",
	"postal_address",
	"comments",
	"comments[].number",
	"comments[].headline",
	"comments[].text_quoted",
	"is_several",
	"is_correction",
	"is_wanted",
};

static const char *const approved_names[] = {
	"title",     "list_address", "comments_faq", "postal_address",
	"headline",  "edition",      "is_printed",   "is_appeal",
	"is_edited", "text_quoted",
};

static const char *const rejected_names[] = {
	"title",          "list_address", "comments_faq", "postal_address",
	"headline",       "reason",       "reason_title", "reason_section",
	"words_indented", "text_quoted",  "can_appeal",   "is_appeal",
	"appeal_until",
};

static const char *const request_names[] = {
	"title",    "list_address", "comments_faq",    "postal_address",
	"is_done",  "is_withdrawn", "is_told",         "is_always",
	"is_never", "is_appealed",  "was_printed",     "is_over",
	"is_late",  "is_twice",     "is_not_rejected", "is_which",
	"is_empty", "is_flood",     "is_unclear",
};

static const char *const faq_names[] = {
	"title",       "list_address",   "comments_faq",
	"appeal_days", "postal_address",
};

static const char *const suspended_names[] = {
	"title",
	"name",
	"n",
	"n_more",
	"subscribers",
	"subscribers[].id",
	"subscribers[].address",
	"subscribers[].reason",
};

static const char *const weekly_names[] = {
	"language",
	"title",
	"name",
	"from",
	"until",
	"n_received",
	"n_approved",
	"n_rejected",
	"n_by_rules",
	"n_appeals",
	"n_waiting",
	"n_unseen",
	"oldest",
	"half_waits",
	"half_decided",
	"most_decided",
	"agreement",
	"reasons",
	"reasons[].name",
	"reasons[].n",
	"reasons[].overturned",
	"reasons[].bar_px",
	"rules",
	"rules[].name",
	"rules[].n",
	"rules[].overturned",
	"rules[].bar_px",
	"people",
	"people[].name",
	"people[].n",
	"people[].overturned",
	"people[].bar_px",
	"levels",
	"levels[].name",
	"levels[].n_approved",
	"levels[].n_rejected",
	"days",
	"days[].day",
	"days[].received",
	"days[].approved",
	"days[].rejected",
	"chart",
	"chart_alt",
	"chart_days",
	"record",
};

static const char *const expired_names[] = {
	"title",
	"n",
	"days",
	"comments",
	"comments[].id",
	"comments[].author",
	"comments[].headline",
	"comments[].beginning",
};

static const struct {
	const char *file;
	enum template_escape escape;
	const char *const *names;
	size_t n;
} kinds[TEMPLATES] = {
	[TEMPLATE_DIGEST_TEXT] = {"digest.txt", TEMPLATE_TEXT, digest_names,
                                  ARRAY_LEN(digest_names)},
	[TEMPLATE_DIGEST_HTML] = {"digest.html", TEMPLATE_HTML, digest_names,
                                  ARRAY_LEN(digest_names)},
	[TEMPLATE_CONFIRM] = {"confirm.txt", TEMPLATE_TEXT, notice_names,
                              ARRAY_LEN(notice_names)},
	[TEMPLATE_WELCOME] = {"welcome.txt", TEMPLATE_TEXT, notice_names,
                              ARRAY_LEN(notice_names)},
	[TEMPLATE_GOODBYE] = {"goodbye.txt", TEMPLATE_TEXT, notice_names,
                              ARRAY_LEN(notice_names)},
	[TEMPLATE_HELP] = {"help.txt", TEMPLATE_TEXT, notice_names,
                           ARRAY_LEN(notice_names)},
	[TEMPLATE_LEAVE] = {"leave.txt", TEMPLATE_TEXT, notice_names,
                            ARRAY_LEN(notice_names)},
	[TEMPLATE_LETTER] = {"letter.txt", TEMPLATE_TEXT, notice_names,
                             ARRAY_LEN(notice_names)},
	[TEMPLATE_ADDRESS] = {"address.txt", TEMPLATE_TEXT, notice_names,
                              ARRAY_LEN(notice_names)},
	[TEMPLATE_OWNER] = {"owner.txt", TEMPLATE_TEXT, notice_names,
                            ARRAY_LEN(notice_names)},
	[TEMPLATE_PROBE] = {"probe.txt", TEMPLATE_TEXT, notice_names,
                            ARRAY_LEN(notice_names)},
	[TEMPLATE_SUSPENDED] = {"suspended.txt", TEMPLATE_TEXT, suspended_names,
                                ARRAY_LEN(suspended_names)},
	[TEMPLATE_UNCLEAR] = {"unclear.txt", TEMPLATE_TEXT, notice_names,
                              ARRAY_LEN(notice_names)},
	[TEMPLATE_ENCRYPTED] = {"encrypted.txt", TEMPLATE_TEXT, notice_names,
                                ARRAY_LEN(notice_names)},
	[TEMPLATE_QUEUE] = {"queue.txt", TEMPLATE_TEXT, queue_names,
                            ARRAY_LEN(queue_names)},
	[TEMPLATE_QUEUE_HTML] = {"queue.html", TEMPLATE_HTML, queue_names,
                                 ARRAY_LEN(queue_names)},
	[TEMPLATE_EXPIRED] = {"expired.txt", TEMPLATE_TEXT, expired_names,
                              ARRAY_LEN(expired_names)},
	[TEMPLATE_RECEIPT] = {"receipt.txt", TEMPLATE_TEXT, receipt_names,
                              ARRAY_LEN(receipt_names)},
	[TEMPLATE_ASK] = {"ask.txt", TEMPLATE_TEXT, ask_names,
                          ARRAY_LEN(ask_names)},
	[TEMPLATE_HELD] = {"held.txt", TEMPLATE_TEXT, held_names,
                           ARRAY_LEN(held_names)},
	[TEMPLATE_APPROVED] = {"approved.txt", TEMPLATE_TEXT, approved_names,
                               ARRAY_LEN(approved_names)},
	[TEMPLATE_REJECTED] = {"rejected.txt", TEMPLATE_TEXT, rejected_names,
                               ARRAY_LEN(rejected_names)},
	[TEMPLATE_REQUEST] = {"request.txt", TEMPLATE_TEXT, request_names,
                              ARRAY_LEN(request_names)},
	[TEMPLATE_FAQ] = {"faq.txt", TEMPLATE_TEXT, faq_names,
                          ARRAY_LEN(faq_names)},
	[TEMPLATE_WEEKLY_TEXT] = {"weekly.txt", TEMPLATE_TEXT, weekly_names,
                                  ARRAY_LEN(weekly_names)},
	[TEMPLATE_WEEKLY_HTML] = {"weekly.html", TEMPLATE_HTML, weekly_names,
                                  ARRAY_LEN(weekly_names)},
};

const char *template_file(enum template_name name)
{
	return kinds[name].file;
}

const char *const *template_names(enum template_name name, size_t *n)
{
	*n = kinds[name].n;
	return kinds[name].names;
}

bool template_subject(struct str *text, struct str *subject)
{
	struct str rest = *text, first, second;

	if (!str_next_line(&rest, &first) || !str_starts(first, "Subject: ") ||
	    !str_next_line(&rest, &second) || str_trim(second).len > 0)
		return false;
	*subject = str_trim(str_from(first, 9));
	*text = rest;
	return true;
}

/* Whatever its values will be, a notice starts as one, and a FAQ has its
 * sections. */
static enum err check_notice(struct arena *arena, enum template_name name,
                             const struct template *template, const char *path,
                             struct why *why)
{
	struct str text, subject;
	struct why fault;
	enum err err = template_render(arena, template, value_object(arena),
	                               &text, why);

	if (err == OK && !template_subject(&text, &subject))
		err = err_because(why, ERR_INPUT,
		                  "%s:1: no \"Subject: ...\" line with an empty"
		                  " line behind it",
		                  path);
	if (err == OK && name == TEMPLATE_FAQ && faq_check(text, &fault) != OK)
		err = err_because(why, ERR_INPUT, "%s: %s", path, fault.text);
	return err;
}

enum err templates_load(struct arena *arena,
                        const struct template_source sources[TEMPLATES],
                        struct templates *templates, struct why *why)
{
	struct templates loaded;

	for (size_t i = 0; i < TEMPLATES; i++) {
		enum err err = template_load(arena, sources, TEMPLATES, i,
		                             kinds[i].escape, kinds[i].names,
		                             kinds[i].n, &loaded.of[i], why);

		if (err == OK && kinds[i].names != digest_names &&
		    kinds[i].escape != TEMPLATE_HTML)
			err = check_notice(arena, (enum template_name)i,
			                   loaded.of[i], sources[i].path, why);
		if (err)
			return err;
	}
	*templates = loaded;
	return OK;
}
