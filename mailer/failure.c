#include "mailer/failure.h"

#include <stdint.h>

#include "mailer/address.h"
#include "mailer/bounce.h"

enum {
	WORDS_MAX = 4000, /* bytes of what is said about one recipient */
	LOCAL_MAX = 64,   /* bytes of a local part (RFC 5321) */
	PER_LINE = 8,     /* addresses of a line that are looked at */
};

/* How sure it is that an address is a recipient; lower is surer. */
enum place {
	PLACE_START, /* it starts the line, or a label for it does */
	PLACE_TOLD,  /* behind "to", "for", "RCPT TO:" ... */
	PLACE_ANYWHERE,
	PLACES,
};

struct finder {
	struct arena *arena;
	bool (*is_ours)(const void *context, struct str address);
	const void *context;
	struct str report;
	bool has_lead; /* a line said that recipients follow */
	struct spot *spots;
	size_t n;
};

struct spot {
	struct str address;
	enum place place;
	size_t at; /* where its line starts in the report */
};

/* In the line above the returned mail, or what is left of it. */
static const char *const copies[] = {
	"below this line is a copy",
	"this is a copy of the message",
	"this is a copy of your message",
	"copy of the original message",
	"copy of the message",
	"copy of your message",
	"original message follows",
	"original message header",
	"original message text",
	"original mail",
	"unsent message follows",
	"unsent message below",
	"message headers follow",
	"message header follows",
	"message text follows",
	"message header for",
	"returned message",
	"returned mail follows",
	"undelivered message follows",
	"your message follows",
	"your original message",
	"text of your message",
	"header of the original",
	"headers of the original",
	"headers of the message",
	"rejected message follows",
	"start of the message",
	"message was as follows",
	"included is a copy",
	"end of message",
	"the body of the message",
};

/* Header fields that a returned mail starts with. */
static const char *const heads[] = {
	"Received: from ",
	"Received: by ",
	"Received: (",
	"Return-Path:",
	"DKIM-Signature:",
	"X-Received:",
	"Authentication-Results:",
	"ARC-Seal:",
	"Message-ID:",
	"X-Mozilla-Status:",
};

/* "... did NOT receive a copy of your message:", "you can delete your own text
 * from the attached returned message." */
static bool is_about_copy(struct str line)
{
	static const char *const words[] = {"not receive", "recipient",
	                                    "address", "delete your own"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_find_nocase(line, words[i]) != STR_NONE)
			return true;
	return false;
}

static bool starts_copy(struct str line)
{
	bool is_ruled = str_starts(str_trim_left(line), "--") ||
	                str_starts(str_trim_left(line), "==") ||
	                str_starts(str_trim_left(line), "**") ||
	                str_starts(str_trim_left(line), "__") ||
	                ((str_ends(str_trim_right(line), ":") ||
	                  str_ends(str_trim_right(line), ".")) &&
	                 !is_about_copy(line));

	for (size_t i = 0; i < ARRAY_LEN(heads); i++)
		if (str_starts_nocase(line, heads[i]))
			return true;
	if (str_starts(line, "--") &&
	    str_find_nocase(line, "original message") != STR_NONE)
		return true;
	for (size_t i = 0; is_ruled && i < ARRAY_LEN(copies); i++)
		if (str_find_nocase(line, copies[i]) != STR_NONE)
			return true;
	return false;
}

struct str failure_report(struct str text)
{
	struct str rest = text, line;

	while (str_next_line(&rest, &line)) {
		/* Some write it first and what failed below: "Your message
		 * ... Message-ID: <...>" is no start of a copy. */
		if (line.ptr > text.ptr && starts_copy(line))
			return str_slice(text, 0,
			                 (size_t)(line.ptr - text.ptr));
	}
	return text;
}

static bool is_address_char(char c)
{
	return char_is_alnum(c) ||
	       str_find_char(str_of("!#$%&*+-/=?^_{|}~."), c) != STR_NONE;
}

/* The address around the '@' at `at` of `line`; `start` says where it does. */
static struct str address_at(struct str line, size_t at, size_t *start)
{
	size_t from = at, to = at + 1;

	while (from > 0 && is_address_char(line.ptr[from - 1]))
		from--;
	while (to < line.len && (char_is_alnum(line.ptr[to]) ||
	                         line.ptr[to] == '-' || line.ptr[to] == '.'))
		to++;
	while (to > at && (line.ptr[to - 1] == '.' || line.ptr[to - 1] == '-'))
		to--;
	*start = from;
	return str_slice(line, from, to);
}

/* Only marks and a label ("To:", "Recipient:", "RCPT TO:") before it? */
static enum place place_of(struct str before)
{
	static const char *const labels[] = {
		"recipient",
		"recipients",
		"to",
		"address",
		"user",
		"for user",
		"final-recipient",
		"recipient address",
		"x-failed-recipients",
		"email",
		"e-mail",
		"original-recipient",
		"failed recipient",
		"mailbox",
	};
	static const char *const words[] = {
		"to",   "for", "rcpt to", "recipient", "recipients",
		"user", "is",  "address", "mailbox",   "account",
		"an",   "à",   "an:",     "addresses",
	};
	struct str text = before;

	while (text.len > 0 && str_find_char(str_of(" \t<*->\"'`([|:."),
	                                     text.ptr[0]) != STR_NONE)
		text = str_from(text, 1);
	while (text.len > 0 &&
	       str_find_char(str_of(" \t<\"'`([=;:"), text.ptr[text.len - 1]) !=
	               STR_NONE)
		text = str_slice(text, 0, text.len - 1);
	if (text.len == 0)
		return PLACE_START;
	if (str_ends_nocase(text, "rfc822")) /* a report's, as text */
		return PLACE_START;
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		if (str_is_nocase(text, labels[i]))
			return PLACE_START;
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		size_t len = str_of(words[i]).len;

		if (text.len > len && str_ends_nocase(text, words[i]) &&
		    char_is_space(text.ptr[text.len - len - 1]))
			return PLACE_TOLD;
	}
	return PLACE_ANYWHERE;
}

static bool is_known(const struct finder *f, struct str address,
                     enum place place)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->spots[i].place <= place &&
		    str_eq_nocase(f->spots[i].address, address))
			return true;
	return false;
}

/* "did not reach the following recipient(s):": who was named above is not
 * meant, but the mail's own To and From. */
static bool is_lead(struct str line)
{
	return str_ends(str_trim_right(line), ":") &&
	       str_find_char(line, '@') == STR_NONE &&
	       (str_find_nocase(line, "recipient") != STR_NONE ||
	        str_find_nocase(line, "address") != STR_NONE) &&
	       (str_find_nocase(line, "following") != STR_NONE ||
	        str_find_nocase(line, "fail") != STR_NONE ||
	        str_find_nocase(line, "deliver") != STR_NONE ||
	        str_find_nocase(line, "reach") != STR_NONE);
}

static void look_at(struct finder *f, struct str line)
{
	size_t from = 0;

	for (int i = 0; i < PER_LINE; i++) {
		size_t at = str_find_char(str_from(line, from), '@'), start;
		struct str address;
		enum place place;

		if (at == STR_NONE)
			return;
		at += from;
		from = at + 1;
		address = address_at(line, at, &start);
		if (!address_ok(address) || f->is_ours(f->context, address))
			continue;
		place = place_of(str_slice(line, 0, start));
		if (f->n >= BOUNCE_RECIPIENTS_MAX ||
		    is_known(f, address, place))
			continue;
		f->spots =
			arena_grow(f->arena, f->spots, f->n, sizeof(*f->spots));
		f->spots[f->n++] = (struct spot){
			address, place, (size_t)(line.ptr - f->report.ptr)};
	}
}

/* What is said of the spot at `i`: from its line to the next spot's of the same
 * sort. */
static struct str words_of(const struct finder *f, size_t i)
{
	size_t to = f->report.len;

	for (size_t k = i + 1; k < f->n; k++)
		if (f->spots[k].place == f->spots[i].place &&
		    f->spots[k].at > f->spots[i].at) {
			to = f->spots[k].at;
			break;
		}
	if (to > f->spots[i].at + WORDS_MAX)
		to = f->spots[i].at + WORDS_MAX;
	return str_slice(f->report, f->spots[i].at, to);
}

void failure_find(struct arena *arena, struct str report,
                  bool (*is_ours)(const void *context, struct str address),
                  const void *context, struct failure **failures, size_t *n,
                  bool *is_sure)
{
	struct finder f = {.arena = arena,
	                   .is_ours = is_ours,
	                   .context = context,
	                   .report = report};
	struct str rest = report, line;
	enum place best = PLACES;

	while (str_next_line(&rest, &line)) {
		if (is_lead(line) && !f.has_lead) {
			for (size_t i = 0; i < f.n; i++)
				f.spots[i].place = PLACE_ANYWHERE;
			f.has_lead = true;
		}
		look_at(&f, line);
	}
	for (size_t i = 0; i < f.n; i++)
		if (f.spots[i].place < best)
			best = f.spots[i].place;
	*is_sure = best == PLACE_START;
	*failures = arena_array(arena, struct failure, f.n);
	*n = 0;
	for (size_t i = 0; i < f.n; i++)
		if (f.spots[i].place == best)
			(*failures)[(*n)++] = (struct failure){
				f.spots[i].address, words_of(&f, i)};
}

/* Is it an indented word that can be a local part?  "(user not found)" may stand
 * behind it. */
static bool is_name(struct str line, struct str *name)
{
	*name = str_trim(line);
	if (str_ends(*name, ")"))
		*name = str_slice(*name, 0, str_find(*name, " ("));
	if (name->len == 0 || name->len > LOCAL_MAX ||
	    !char_is_blank(line.ptr[0]))
		return false;
	for (size_t i = 0; i < name->len; i++)
		if (!char_is_alnum(name->ptr[i]) &&
		    str_find_char(str_of("._-+"), name->ptr[i]) == STR_NONE)
			return false;
	return true;
}

/* Does the paragraph end by promising recipients? */
static bool promises(struct str paragraph)
{
	return str_ends(str_trim_right(paragraph), ":") &&
	       (str_find_nocase(paragraph, "recipient") != STR_NONE ||
	        str_find_nocase(paragraph, "undeliverable") != STR_NONE) &&
	       str_find_nocase(paragraph, "following") != STR_NONE;
}

void failure_names(struct arena *arena, struct str report, struct str **names,
                   size_t *n)
{
	struct str paragraph = {report.ptr, 0}, line, name;
	bool is_below = false;

	*names = NULL;
	*n = 0;
	while (str_next_line(&report, &line) && *n < BOUNCE_RECIPIENTS_MAX) {
		if (is_below && is_name(line, &name)) {
			*names = arena_grow(arena, *names, *n, sizeof(name));
			(*names)[(*n)++] = name;
		} else if (str_trim(line).len > 0) {
			if (paragraph.len == 0)
				paragraph.ptr = line.ptr;
			paragraph.len =
				(size_t)(line.ptr + line.len - paragraph.ptr);
			is_below = paragraph.len <= WORDS_MAX &&
			           promises(paragraph);
		} else {
			paragraph.len = 0;
		}
	}
}
