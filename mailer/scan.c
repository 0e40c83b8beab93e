#include "mailer/scan.h"

#include <string.h>

#include "mailer/field.h"
#include "mailer/word.h"

/* A multipart or an inner mail whose end has not come. */
struct level {
	char boundary[SCAN_BOUNDARY_MAX]; /* of a multipart */
	size_t len;                       /* 0: an inner mail */
};

struct scan {
	struct str rest; /* not looked at yet */
	struct level level[SCAN_DEPTH_MAX];
	size_t depth;
	size_t n_parts;
	bool is_in_part; /* the header of the whole mail is behind us */
	struct why *why;
};

/* The kind of body that a header announces. */
enum body {
	BODY_LEAF,
	BODY_MULTIPART,
	BODY_MAIL
};

static enum err over(const struct scan *scan, const char *what, size_t limit)
{
	return err_because(scan->why, ERR_INPUT, "more than %zu %s", limit,
	                   what);
}

static enum err check_lines(struct str raw, struct why *why)
{
	struct str rest = raw, line;

	while (str_next_line(&rest, &line))
		if (line.len > SCAN_LINE_MAX)
			return err_because(why, ERR_INPUT,
			                   "a line of more than %d bytes",
			                   SCAN_LINE_MAX);
	return OK;
}

/* Does the grammar allow comments in the field `name`? */
static bool is_structured(struct str name)
{
	static const char *const names[] = {
		"From",         "To",          "Cc",          "Bcc",
		"Sender",       "Reply-To",    "Date",        "Message-ID",
		"References",   "In-Reply-To", "Return-Path", "Received",
		"MIME-Version",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_is_nocase(name, names[i]))
			return true;
	return str_starts_nocase(name, "Content-") ||
	       str_starts_nocase(name, "Resent-");
}

/* How deep comments in comments go in `value`, quoted strings left out. */
static size_t comment_depth(struct str value)
{
	size_t depth = 0, deepest = 0;
	bool in_quotes = false;

	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];

		if (c == '\\')
			i++;
		else if (c == '"' && depth == 0)
			in_quotes = !in_quotes;
		else if (c == '(' && !in_quotes)
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		if (depth > deepest)
			deepest = depth;
	}
	return deepest;
}

static size_t field_length(struct str bytes)
{
	size_t len = 0;

	for (size_t i = 0; i < bytes.len; i++)
		len += bytes.ptr[i] != '\r' && bytes.ptr[i] != '\n';
	return len;
}

static enum err check_field(const struct scan *scan, const struct field *field)
{
	struct str value = field->value;
	size_t len = field->name.len + 1 + field_length(value);

	if (len > SCAN_FIELD_MAX && !field_may_be_long(field->name))
		return over(scan, "bytes in a header field", SCAN_FIELD_MAX);
	if (str_find_char(value, '\0') != STR_NONE)
		return err_because(scan->why, ERR_INPUT, "NUL in the header");
	if (word_count(value) > SCAN_WORDS_MAX)
		return over(scan, "encoded words in a field", SCAN_WORDS_MAX);
	if (is_structured(field->name) &&
	    comment_depth(value) > SCAN_COMMENT_MAX)
		return over(scan, "comments in each other", SCAN_COMMENT_MAX);
	return OK;
}

bool scan_boundary_ok(struct str boundary)
{
	boundary = str_trim_right(boundary);
	if (boundary.len < 1 || boundary.len > SCAN_BOUNDARY_MAX)
		return false;
	for (size_t i = 0; i < boundary.len; i++) {
		unsigned char c = (unsigned char)boundary.ptr[i];

		if (c < ' ' || c == 0x7f || c == '"' || c == '\\')
			return false;
	}
	return true;
}

static enum err push(struct scan *scan, struct str boundary)
{
	struct level *level;

	if (scan->depth == SCAN_DEPTH_MAX)
		return over(scan, "parts in each other", SCAN_DEPTH_MAX);
	level = &scan->level[scan->depth++];
	level->len = boundary.len;
	if (boundary.len > 0)
		memcpy(level->boundary, boundary.ptr, boundary.len);
	return OK;
}

/*
 * Enter the part whose Content-Type is `value`.  Every boundary in it has to
 * be good, since parsers differ in which they take; the first one counts here.
 */
static enum err open_type(struct scan *scan, struct str value, enum body *body)
{
	struct arena arena = {0};
	struct str type = word_type(&arena, value);
	struct str rest = field_unfold(&arena, value);
	bool is_multipart = str_starts(type, "multipart/");
	struct parameter p;
	enum err err = OK;

	*body = BODY_LEAF;
	while (is_multipart && !err && word_next_parameter(&arena, &rest, &p)) {
		if (!str_is_nocase(p.name, "boundary"))
			continue;
		if (!scan_boundary_ok(p.value))
			err = err_because(scan->why, ERR_INPUT,
			                  "a boundary that is not 1 to %d "
			                  "plain characters",
			                  SCAN_BOUNDARY_MAX);
		else if (*body == BODY_LEAF)
			err = push(scan, str_trim_right(p.value));
		*body = BODY_MULTIPART;
	}
	if (!err && (str_is(type, "message/rfc822") ||
	             str_is(type, "message/global"))) {
		err = push(scan, str_of(""));
		*body = BODY_MAIL;
	}
	arena_free(&arena);
	return err;
}

/* The next field of a part's header, or of the whole mail's. */
static bool next_field(struct scan *scan, struct field *field)
{
	bool is_mended = false;

	return scan->is_in_part
	               ? field_next(&scan->rest, field)
	               : field_next_of_mail(&scan->rest, &is_mended, field);
}

/* Take one header off `rest` and enter what it announces. */
static enum err scan_header(struct scan *scan, enum body *body)
{
	const char *start = scan->rest.ptr;
	bool has_type = false;
	struct field field;
	size_t n = 0;

	*body = BODY_LEAF;
	while (next_field(scan, &field)) {
		enum err err = check_field(scan, &field);

		if (!err && !has_type &&
		    str_is_nocase(field.name, "Content-Type")) {
			err = open_type(scan, field.value, body);
			has_type = true;
		}
		if (err)
			return err;
		if (++n > SCAN_FIELDS_MAX)
			return over(scan, "header fields", SCAN_FIELDS_MAX);
		if (scan->rest.ptr - start > SCAN_HEADER_MAX)
			return over(scan, "bytes of header", SCAN_HEADER_MAX);
	}
	return OK;
}

/* A header, and those of the mails that begin behind it. */
static enum err scan_headers(struct scan *scan)
{
	enum body body;
	enum err err;

	do {
		err = scan_header(scan, &body);
		scan->is_in_part = true;
	} while (!err && body == BODY_MAIL);
	return err;
}

/* The innermost level whose boundary `line` is, or STR_NONE. */
static size_t find_level(const struct scan *scan, struct str line, bool *ends)
{
	struct str text = str_from(line, 2);

	for (size_t i = scan->depth; i-- > 0;) {
		const struct level *level = &scan->level[i];
		struct str boundary = {level->boundary, level->len};
		struct str after = str_from(text, level->len);

		if (level->len == 0 ||
		    !str_eq(str_slice(text, 0, level->len), boundary))
			continue;
		*ends = str_starts(after, "--");
		if (*ends || str_trim(after).len == 0)
			return i;
	}
	return STR_NONE;
}

/* A line of a body: does a part begin or end with it? */
static enum err scan_line(struct scan *scan, struct str line)
{
	bool ends = false;
	size_t level = str_starts(line, "--") ? find_level(scan, line, &ends)
	                                      : STR_NONE;

	if (level == STR_NONE)
		return OK;
	scan->depth = ends ? level : level + 1;
	if (ends)
		return OK;
	if (++scan->n_parts > SCAN_PARTS_MAX)
		return over(scan, "parts", SCAN_PARTS_MAX);
	return scan_headers(scan);
}

enum err scan_mail(struct str raw, size_t max, struct why *why)
{
	struct scan scan = {.rest = field_skip_mbox(raw), .why = why};
	struct str line;
	enum err err;

	if (raw.len > max)
		return err_because(why, ERR_INPUT,
		                   "a mail of more than %zu bytes", max);
	err = check_lines(raw, why);
	if (!err)
		err = scan_headers(&scan);
	while (!err && str_next_line(&scan.rest, &line))
		err = scan_line(&scan, line);
	return err;
}
