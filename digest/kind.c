#include "digest/kind.h"

#include "digest/auto.h"
#include "mailer/address.h"
#include "mailer/bounce.h"
#include "mailer/told.h"
#include "mailer/token.h"

enum {
	TOKEN_LEN_MIN = 16, /* bytes of any service's in an address */
	BAR_SPAM = 10,      /* points; the usual limits are 5, 6 and 10 */
};

const char *kind_name(enum kind kind)
{
	static const char *const names[] = {"person", "bounce", "complaint",
	                                    "auto", "junk"};

	return (size_t)kind < ARRAY_LEN(names) ? names[kind] : "unknown";
}

/* "<>", or what mail servers write in its place. */
static bool has_null_sender(const struct mail *mail)
{
	struct str path = str_trim(mail_field(mail, "Return-Path"));

	return str_is(path, "<>") || str_starts_nocase(path, "<mailer-daemon");
}

static bool is_daemon(const struct mail *mail)
{
	struct str from = str_trim_left(mail_field(mail, "From"));

	/* As it stands too: "MAILER-DAEMON <>" is no address, and "Mailer-Daemon
	 * Fan <ann@...>" is somebody's name. */
	return (str_starts_nocase(from, "mailer-daemon") &&
	        mail->from_addr.len == 0) ||
	       str_starts_nocase(mail->from_addr, "mailer-daemon") ||
	       str_is_nocase(mail->from_name, "mailer-daemon") ||
	       str_is_nocase(mail->from_name, "mail delivery system") ||
	       str_is_nocase(mail->from_name, "mail delivery subsystem");
}

/* A notification of Amazon's in JSON, by mail: "notificationType" is `type`.
 * The quotes may be escaped, when it is a text within JSON. */
static bool is_amazons(const struct mail *mail, const char *type)
{
	static const char key[] = "notificationType";
	size_t at = str_find(mail->text, key);
	struct str rest = str_from(mail->text, at + sizeof(key) - 1);

	if (at == STR_NONE || mail_field(mail, "X-Amz-Sns-Message-Id").len == 0)
		return false;
	while (rest.len > 0 &&
	       (char_is_space(rest.ptr[0]) ||
	        str_find_char(str_of("\\\":"), rest.ptr[0]) != STR_NONE))
		rest = str_from(rest, 1);
	return str_starts(rest, type);
}

/* A delivery report by its form. */
static bool is_reported(const struct mail *mail, struct story *story)
{
	if (str_is(mail->report_type, "delivery-status")) {
		story_step(story, STEP_KIND, 99, "message/delivery-status",
		           "it is a delivery report (RFC 3464)");
		return true;
	}
	if (mail_field(mail, "X-Failed-Recipients").len > 0) {
		story_step(story, STEP_KIND, 97, "X-Failed-Recipients",
		           "it is a delivery report of Exim's");
		return true;
	}
	if (is_amazons(mail, "Bounce")) {
		story_step(story, STEP_KIND, 97, "X-Amz-Sns-Message-Id",
		           "it is a delivery report that Amazon passes on");
		return true;
	}
	return false;
}

static bool is_bounce(const struct mail *mail, struct story *story)
{
	if (is_reported(mail, story))
		return true;
	if (is_daemon(mail)) {
		story_step(story, STEP_KIND, 90, "From",
		           "it is a delivery report by its sender");
		return true;
	}
	if ((has_null_sender(mail) ||
	     str_starts_nocase(mail->from_addr, "postmaster@")) &&
	    told_subject(mail->subject)) {
		story_step(story, STEP_KIND, 85, "Subject",
		           "it is a delivery report by its subject");
		return true;
	}
	if (bounce_is_likely(story->arena, mail,
	                     auto_address(mail->from_addr))) {
		story_step(story, STEP_KIND, 75, "text",
		           "it is a delivery report by its words");
		return true;
	}
	return false;
}

/* What mail servers and their filters write when they take it for spam. */
static const struct {
	const char *field, *value;
} spam_marks[] = {
	{"X-Spam-Flag", "yes"},
	{"X-Spam", "yes"},
	{"X-Spam-Status", "yes"},
	{"X-Rspamd-Action", "reject"},
	{"X-Rspamd-Action", "add header"},
	{"X-Rspamd-Action", "rewrite subject"},
	{"X-SES-Spam-Verdict", "fail"},
	{"X-SES-Virus-Verdict", "fail"},
	{"X-Barracuda-Spam-Status", "yes"},
	{"X-Proofpoint-Spam-Details", "rule=spam"},
	{"X-Virus-Status", "infected"},
	{"X-Virus-Status", "yes"},
	{"X-GMX-Antispam", "5 "},
	{"X-UI-Filterresults", "junk"},
};

/* Exchange's level of confidence: 5 and more is spam. */
static bool is_confident(struct str level)
{
	int64_t value;

	return str_number(str_trim(level), &value) && value >= 5;
}

/* Rspamd's own: "default: True [15.00 / 10.00]". */
static bool is_result(struct str value)
{
	size_t colon = str_find_char(value, ':');

	return colon != STR_NONE &&
	       str_starts_nocase(str_trim_left(str_from(value, colon + 1)),
	                         "true");
}

/* A bar with a mark for each point, where no verdict stands beside it that
 * knows the limit of the server: "++++++++++++". */
static const struct {
	const char *field, *verdict;
	char mark;
} spam_bars[] = {
	{"X-Spamd-Bar", "X-Spamd-Result", '+'},
	{"X-Spam-Bar", "X-Spam-Status", '+'},
	{"X-Spam-Level", "X-Spam-Status", '*'},
};

static const char *spam_bar(const struct mail *mail)
{
	for (size_t i = 0; i < ARRAY_LEN(spam_bars); i++) {
		struct str bar =
			str_trim_left(mail_field(mail, spam_bars[i].field));
		size_t n = 0;

		while (n < bar.len && bar.ptr[n] == spam_bars[i].mark)
			n++;
		if (n >= BAR_SPAM &&
		    mail_field(mail, spam_bars[i].verdict).len == 0)
			return spam_bars[i].field;
	}
	return NULL;
}

/* Does `field` start with `value` and go on with figures and the like, if at
 * all?  "yes, please" is a person's joke. */
static bool says(struct str field, const char *value)
{
	struct str rest, word;

	field = str_trim_left(field);
	if (!str_starts_nocase(field, value))
		return false;
	rest = str_from(field, str_of(value).len);
	while (rest.len > 0 && !char_is_alnum(rest.ptr[0]))
		rest = str_from(rest, 1);
	return !str_next_word(&rest, &word) || char_is_digit(word.ptr[0]) ||
	       str_find_char(word, '=') != STR_NONE ||
	       str_find_char(field, '=') != STR_NONE;
}

/* The field that says so; NULL: none does. */
static const char *spam_field(const struct mail *mail)
{
	struct str report = mail_field(mail, "X-Forefront-Antispam-Report");

	if (is_confident(mail_field(mail, "X-MS-Exchange-Organization-SCL")))
		return "X-MS-Exchange-Organization-SCL";
	if (str_find_nocase(report, "SFV:SPM") != STR_NONE)
		return "X-Forefront-Antispam-Report";
	if (is_result(mail_field(mail, "X-Spamd-Result")))
		return "X-Spamd-Result";
	for (size_t i = 0; i < ARRAY_LEN(spam_marks); i++)
		if (says(mail_field(mail, spam_marks[i].field),
		         spam_marks[i].value))
			return spam_marks[i].field;
	return spam_bar(mail);
}

static bool is_spam(const struct mail *mail, struct story *story)
{
	const char *field = spam_field(mail);

	if (field)
		story_step(story, STEP_KIND, 85, field,
		           "our mail server marked it as spam");
	return field != NULL;
}

/* Some label its part otherwise. */
static bool has_feedback(const struct mail *mail)
{
	return str_is(mail->report_type, "feedback-report") ||
	       str_find_nocase(mail->report, "Feedback-Type:") != STR_NONE;
}

bool kind_is_feedback(const struct mail *mail)
{
	return has_feedback(mail) && mail->report.len > 0 &&
	       str_starts_nocase(str_trim(mail_field(mail, "Content-Type")),
	                         "multipart/report");
}

/* A report of a provider's (RFC 5965), or what a mail program's own button
 * for it sends. */
static bool is_complaint(const struct mail *mail, struct story *story)
{
	if (has_feedback(mail)) {
		story_step(story, STEP_KIND, 99, "message/feedback-report",
		           "it is a complaint (RFC 5965)");
		return true;
	}
	if (str_starts_nocase(mail_field(mail, "X-Apple-Unsubscribe"),
	                      "true")) {
		story_step(story, STEP_KIND, 95, "X-Apple-Unsubscribe",
		           "it was sent by the \"unsubscribe\" button of Apple"
		           " Mail");
		return true;
	}
	if (is_amazons(mail, "Complaint")) {
		story_step(story, STEP_KIND, 97, "X-Amz-Sns-Message-Id",
		           "it is a complaint that Amazon passes on");
		return true;
	}
	return false;
}

enum kind kind_of(const struct mail *mail, struct story *story)
{
	if (is_complaint(mail, story))
		return KIND_COMPLAINT;
	if (is_bounce(mail, story))
		return KIND_BOUNCE;
	if (auto_sent(mail, story))
		return KIND_AUTO;
	if (has_null_sender(mail)) {
		story_step(story, STEP_KIND, 95, "Return-Path",
		           "a machine sent it: its sender is empty");
		return KIND_AUTO;
	}
	if (is_spam(mail, story))
		return KIND_JUNK;
	return KIND_PERSON;
}

bool kind_is_by_words(const struct mail *mail, enum kind kind)
{
	struct arena arena = {0};
	struct story story = {.arena = &arena};
	bool is_marked = has_null_sender(mail) || is_daemon(mail) ||
	                 is_reported(mail, &story) || auto_marked(mail, &story);

	arena_free(&arena);
	return !is_marked && (kind == KIND_AUTO || kind == KIND_BOUNCE);
}

bool kind_may_answer(const struct mail *mail)
{
	static const char *const fields[] = {
		"List-Id",        "List-Unsubscribe",
		"List-Post",      "List-Help",
		"List-Owner",     "List-Archive",
		"Mailing-List",   "X-Auto-Response-Suppress",
		"X-Loop",         "X-NL-Loop",
		"X-Mailing-List",
	};
	struct arena arena = {0};
	struct story story = {.arena = &arena};
	bool may = kind_of(mail, &story) == KIND_PERSON &&
	           !str_starts_nocase(mail_field(mail, "Precedence"), "list") &&
	           mail->from_addr.len > 0;

	for (size_t i = 0; may && i < ARRAY_LEN(fields); i++)
		may = mail_field(mail, fields[i]).len == 0;
	arena_free(&arena);
	return may;
}

bool kind_is_to_itself(struct arena *arena, const struct mail *mail)
{
	struct str rest = mail_field(mail, "To"), from = mail->from_addr;
	struct mailbox box;

	while (address_next(arena, &rest, &box)) {
		size_t plus = str_find_char(box.address, '+');
		size_t at = str_find_last_char(box.address, '@');

		if (plus == STR_NONE || at == STR_NONE ||
		    at < plus + 1 + TOKEN_LEN_MIN)
			continue;
		if (str_eq_nocase(str_slice(from, 0, plus),
		                  str_slice(box.address, 0, plus)) &&
		    str_eq_nocase(str_from(from, plus),
		                  str_from(box.address, at)))
			return true;
	}
	return false;
}
