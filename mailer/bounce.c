#include "mailer/bounce.h"

#include "mailer/address.h"
#include "mailer/cause.h"
#include "mailer/dsn.h"
#include "mailer/failure.h"
#include "mailer/told.h"
#include "text/utf8.h"

enum {
	DIAGNOSTIC_MAX = 300,    /* characters */
	WORDS_LOOKED_AT = 16384, /* bytes of a mail that may be no report */
};

struct reading {
	struct arena *arena;
	const struct mail *mail;
	struct str report; /* the words, without the returned mail */
	struct bounce *bounce;
};

const char *bounce_reason_name(enum bounce_reason reason)
{
	static const char *const names[] = {
		[BOUNCE_UNCLEAR] = "unclear",
		[BOUNCE_NO_USER] = "no such user",
		[BOUNCE_NO_HOST] = "no such domain",
		[BOUNCE_MOVED] = "moved",
		[BOUNCE_FULL] = "mailbox full",
		[BOUNCE_SUSPENDED] = "mailbox closed",
		[BOUNCE_TOO_BIG] = "too big",
		[BOUNCE_POLICY] = "policy",
		[BOUNCE_EXPIRED] = "given up",
		[BOUNCE_NETWORK] = "network",
		[BOUNCE_SYSTEM] = "their system",
	};

	return (size_t)reason < ARRAY_LEN(names) ? names[reason] : "unclear";
}

/* Addresses that no report is about: the one that it was sent to, the one that
 * sent it, and those of the servers. */
static bool is_ours(const void *context, struct str address)
{
	static const char *const names[] = {"postmaster", "mailer-daemon",
	                                    "abuse", "support", "helpdesk"};
	const struct mail *mail = context;
	struct str local =
		str_slice(address, 0, str_find_last_char(address, '@'));

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_is_nocase(local, names[i]))
			return true;
	for (size_t i = 0; i < mail->n_recipients; i++)
		if (address_eq(address, mail->recipients[i]))
			return true;
	return mail->from_addr.len > 0 && address_eq(address, mail->from_addr);
}

static struct bounce_recipient *add(struct reading *r, struct str address)
{
	struct bounce *b = r->bounce;
	struct bounce_recipient *recipient;

	b->recipients = arena_grow(r->arena, b->recipients, b->n,
	                           sizeof(*b->recipients));
	recipient = &b->recipients[b->n++];
	*recipient = (struct bounce_recipient){
		.address = arena_str(r->arena, address)};
	return recipient;
}

/* Words that say that it is still being tried. */
static bool says_delayed(const struct reading *r)
{
	static const char *const words[] = {
		"will be retried",
		"will continue to",
		"attempts will continue",
		"has not yet been delivered",
		"not yet been delivered",
		"could not be delivered yet",
		"could not yet be delivered",
		"still being retried",
		"still trying",
		"will keep trying",
		"will try again",
		"will retry",
		"warning message only",
		"this is only a warning",
		"this is a warning message",
		"has been delayed",
		"do not need to resend",
		"retrying",
		"delivery delayed",
		"continue trying",
		"attempts will be made",
		"will be attempted",
		"will be tried again",
		"temporary delivery failure",
		"only a temporary",
		"not been delivered yet",
		"still undelivered",
		"no action is required",
		"noch nicht zugestellt",
		"weiterhin versucht",
		"n'a pas encore été",
		"todavía no",
		"non è ancora stato",
		"nog niet bezorgd",
		"nog niet afgeleverd",
	};
	struct str subject = r->mail->subject;

	if (str_starts_nocase(subject, "warning:") ||
	    str_find_nocase(subject, "(delay)") != STR_NONE ||
	    str_find_nocase(subject, "delayed") != STR_NONE)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_find_nocase(r->report, words[i]) != STR_NONE)
			return true;
	return false;
}

static enum bounce_action action_of(const struct reading *r, struct str action)
{
	if (str_starts_nocase(action, "delay"))
		return BOUNCE_DELAYED;
	if (str_starts_nocase(action, "deliver") ||
	    str_starts_nocase(action, "relay") ||
	    str_starts_nocase(action, "expand"))
		return BOUNCE_DELIVERED;
	return action.len == 0 && says_delayed(r) ? BOUNCE_DELAYED
	                                          : BOUNCE_FAILED;
}

/* RFC 3464; false when it names nobody. */
static bool read_machine(struct reading *r)
{
	struct dsn_recipient *list;
	size_t n = 0;

	dsn_read(r->arena, r->mail->report, &list, &n);
	for (size_t i = 0; i < n; i++) {
		const struct dsn_recipient *d = &list[i];
		bool is_mailbox = str_find_char(d->final, '@') != STR_NONE ||
		                  d->original.len == 0;
		struct bounce_recipient *one =
			add(r, is_mailbox ? d->final : d->original);

		one->action = action_of(r, d->action);
		one->status = one->action == BOUNCE_DELIVERED
		                      ? d->status
		                      : cause_status(d->status);
		one->diagnostic = d->diagnostic;
		cause_judge(r->arena, n == 1 ? r->report : str_of(""), one);
	}
	return n > 0;
}

/* Exim's field: the addresses, separated by commas. */
static void read_field(struct reading *r)
{
	struct str rest = mail_field(r->mail, "X-Failed-Recipients"), one;

	while (str_next_field(&rest, ',', &one))
		if (str_trim(one).len > 0 &&
		    r->bounce->n < BOUNCE_RECIPIENTS_MAX)
			add(r, str_trim(one));
}

/* What the report says of `address`; all of it when it names nobody. */
static struct str words_about(const struct reading *r,
                              const struct failure *failures, size_t n,
                              struct str address)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(failures[i].address, address))
			return n > 1 ? failures[i].words : r->report;
	return r->report;
}

/* Names without a domain are of the server that reports; false: there are
 * none. */
static bool add_names(struct reading *r)
{
	struct str from = r->mail->from_addr;
	size_t at = str_find_last_char(from, '@'), n = 0;
	struct str *names;

	if (at == STR_NONE)
		return false;
	failure_names(r->arena, r->report, &names, &n);
	for (size_t i = 0; i < n; i++)
		add(r, str_of(arena_printf(r->arena, "%.*s%.*s",
		                           (int)names[i].len, names[i].ptr,
		                           (int)str_from(from, at).len,
		                           str_from(from, at).ptr)));
	return n > 0;
}

/* What stands behind the next `key` of a JSON text, past the marks between; the
 * text behind it is left in `rest`. */
static bool next_value(struct str *rest, const char *key, struct str *value)
{
	static const char marks[] = "\\\": \t";
	size_t at = str_find(*rest, key), n = 0;

	if (at == STR_NONE)
		return false;
	*rest = str_from(*rest, at + str_of(key).len);
	while (rest->len > 0 &&
	       str_find_char(str_of(marks), rest->ptr[0]) != STR_NONE)
		*rest = str_from(*rest, 1);
	while (n < rest->len && rest->ptr[n] != '"' && rest->ptr[n] != '\\')
		n++;
	*value = str_slice(*rest, 0, n);
	return true;
}

/* Amazon's notification in JSON: "emailAddress" of each, and what is said up to
 * the end of its object; false when there is none. */
static bool read_json(struct reading *r)
{
	struct str rest = r->mail->text, address;
	bool is_temporary = str_find(rest, "Transient") != STR_NONE;

	if (mail_field(r->mail, "X-Amz-Sns-Message-Id").len == 0)
		return false;
	while (r->bounce->n < BOUNCE_RECIPIENTS_MAX &&
	       next_value(&rest, "emailAddress", &address)) {
		struct str words = str_slice(rest, 0, str_find_char(rest, '}'));
		struct bounce_recipient *one = add(r, address);

		one->status = is_temporary ? str_of("4.0.0") : str_of("");
		one->diagnostic =
			utf8_clean_line(r->arena, words, DIAGNOSTIC_MAX);
		cause_judge(r->arena, words, one);
	}
	return r->bounce->n > 0;
}

static void read_words(struct reading *r)
{
	struct failure *failures;
	enum bounce_action action = action_of(r, str_of(""));
	bool is_told = r->bounce->n > 0; /* by the field */
	bool is_sure;
	size_t n = 0;

	failure_find(r->arena, r->report, is_ours, r->mail, &failures, &n,
	             &is_sure);
	if (!is_told && !is_sure)
		is_told = add_names(r);
	for (size_t i = 0; !is_told && i < n; i++)
		add(r, failures[i].address);
	if (r->bounce->n == 0)
		add(r, str_of(""));
	for (size_t i = 0; i < r->bounce->n; i++) {
		struct bounce_recipient *one = &r->bounce->recipients[i];
		struct str words = words_about(r, failures, n, one->address);

		one->action = action;
		cause_judge(r->arena, words, one);
		one->diagnostic =
			utf8_clean_line(r->arena, words, DIAGNOSTIC_MAX);
	}
}

static struct str words_of(const struct mail *mail)
{
	return str_trim(mail->text).len > 0 ? mail->text : mail->html_text;
}

static bool has_mail_attached(const struct mail *mail)
{
	for (size_t i = 0; i < mail->n_attachments; i++)
		if (str_starts(mail->attachments[i].type, "message/") ||
		    str_ends(mail->attachments[i].type, "rfc822-headers"))
			return true;
	return false;
}

bool bounce_is_likely(struct arena *arena, const struct mail *mail,
                      bool is_machine)
{
	struct str text = words_of(mail), report;
	bool is_named = told_subject(mail->subject);
	bool is_answer = mail->in_reply_to.len > 0;
	bool is_told, is_sure = false, has_code, has_mail;
	struct failure *failures;
	size_t n = 0;

	/* Some servers say what they answer, but then they have their form. */
	if (str_starts_nocase(mail->subject, "fwd:") ||
	    str_starts_nocase(mail->subject, "fw:") || (is_answer && !is_named))
		return false;
	report = failure_report(text);
	has_mail = report.len < text.len || has_mail_attached(mail);
	is_told = told_failure(arena, report);
	if ((is_told || is_named || is_machine) && told_fields(report))
		return true;
	if (is_answer)
		return false;
	if (!is_machine && !is_told && !is_named)
		return false;
	failure_find(arena, report, is_ours, mail, &failures, &n, &is_sure);
	has_code = cause_code(report) > 0 || cause_status(report).len > 0;
	if (is_machine && n > 0 && has_mail && (is_sure || has_code || is_told))
		return true;
	if (is_named && n > 0 && has_mail &&
	    cause_reason(str_slice(report, 0, WORDS_LOOKED_AT), str_of("")) !=
	            BOUNCE_UNCLEAR)
		return true;
	if (!is_told)
		return false;
	if (is_named && (is_sure || has_code || has_mail))
		return true;
	return is_sure && (has_code || has_mail || mail->from_addr.len == 0);
}

void bounce_read(struct arena *arena, const struct mail *mail,
                 struct bounce *bounce)
{
	struct reading r = {arena, mail, failure_report(words_of(mail)),
	                    bounce};

	*bounce = (struct bounce){NULL, 0};
	if (read_machine(&r) || read_json(&r))
		return;
	read_field(&r);
	read_words(&r);
}
