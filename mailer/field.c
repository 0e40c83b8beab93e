#include "mailer/field.h"

#include <string.h>

#include "base/attr.h"

#define JUNK_LINES_MAX 64 /* that are no fields, between two that are */

/* The line that `rest` starts with, its line end included. */
static struct str first_line(struct str rest)
{
	size_t end = str_find_char(rest, '\n');

	return str_slice(rest, 0, end == STR_NONE ? rest.len : end + 1);
}

static bool is_empty_line(struct str line)
{
	return str_is(line, "\n") || str_is(line, "\r\n") || line.len == 0;
}

/* The length of the name that `line` starts with, 0 when it is no field. */
static size_t name_length(struct str line)
{
	size_t n = 0, colon;

	while (n < line.len && line.ptr[n] > ' ' && line.ptr[n] < 0x7f &&
	       line.ptr[n] != ':')
		n++;
	colon = n;
	while (colon < line.len && char_is_blank(line.ptr[colon]))
		colon++;
	return colon < line.len && line.ptr[colon] == ':' ? n : 0;
}

bool field_next(struct str *rest, struct field *field)
{
	struct str line = first_line(*rest), whole;
	size_t n = name_length(line), len = line.len;

	if (n == 0) {
		if (is_empty_line(line))
			*rest = str_from(*rest, line.len);
		return false;
	}
	while (len < rest->len && char_is_blank(rest->ptr[len]))
		len += first_line(str_from(*rest, len)).len;
	whole = str_slice(*rest, 0, len);
	*rest = str_from(*rest, len);
	field->name = str_slice(whole, 0, n);
	field->value = str_from(whole, str_find_char(whole, ':') + 1);
	return true;
}

/* Is `line` a field but for bytes in its name that are no ASCII?  Nobody knows
 * such a field; it is read over. */
static bool is_foreign(struct str line)
{
	size_t n = 0;
	bool is_wide = false;

	while (n < line.len && line.ptr[n] != ':' &&
	       ((unsigned char)line.ptr[n] > 0x7f ||
	        (line.ptr[n] > ' ' && line.ptr[n] < 0x7f))) {
		is_wide = is_wide || (unsigned char)line.ptr[n] > 0x7f;
		n++;
	}
	return is_wide && n < line.len && line.ptr[n] == ':';
}

/* Is `name` one that stands in the header of nearly every mail? */
static bool is_usual(struct str name)
{
	static const char *const names[] = {
		"From",       "To",           "Cc",           "Subject",
		"Date",       "Message-ID",   "MIME-Version", "Received",
		"Reply-To",   "Return-Path",  "Sender",       "In-Reply-To",
		"References", "Delivered-To",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_is_nocase(name, names[i]))
			return true;
	return str_starts_nocase(name, "Content-T");
}

/*
 * Where the usual field begins that follows in the same block as the junk at
 * the start of `rest`, or any field right below a foreign one; STR_NONE: none
 * does, the header is over.
 */
static size_t junk_length(struct str rest)
{
	size_t at = first_line(rest).len;

	if (is_foreign(first_line(rest)) &&
	    name_length(first_line(str_from(rest, at))) > 0)
		return at;
	at = 0;
	for (int i = 0; i < JUNK_LINES_MAX; i++) {
		struct str line = first_line(str_from(rest, at));
		struct str name = str_slice(line, 0, name_length(line));

		if (str_trim(line).len == 0)
			return STR_NONE;
		if (name.len > 0 && is_usual(name))
			return at;
		at += line.len;
	}
	return STR_NONE;
}

bool field_next_of_mail(struct str *rest, bool *is_mended, struct field *field)
{
	size_t junk;

	if (is_empty_line(first_line(*rest)) || name_length(first_line(*rest)))
		return field_next(rest, field);
	junk = junk_length(*rest);
	if (junk == STR_NONE)
		return field_next(rest, field);
	*is_mended = true;
	*rest = str_from(*rest, junk);
	return field_next(rest, field);
}

bool field_may_be_long(struct str name)
{
	static const char *const prefixes[] = {"X-", "UI-", "ARC-", "DKIM-"};

	for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
		if (str_starts_nocase(name, prefixes[i]))
			return true;
	return false;
}

struct str field_unfold(struct arena *arena, struct str value)
{
	struct str trimmed = str_trim(value), line;
	char *text;
	size_t len = 0;

	if (str_find_char(trimmed, '\n') == STR_NONE)
		return trimmed;
	text = arena_alloc(arena, trimmed.len);
	while (str_next_line(&trimmed, &line)) {
		line = str_trim(line);
		if (len > 0 && line.len > 0)
			text[len++] = ' ';
		memcpy(text + len, line.ptr, line.len);
		len += line.len;
	}
	return (struct str){text, len};
}

/* `raw` without empty lines above its first field. */
static struct str skip_empty(struct str raw)
{
	struct str rest = raw;

	while (rest.len > 0 && is_empty_line(first_line(rest)))
		rest = str_from(rest, first_line(rest).len);
	return name_length(first_line(rest)) > 0 ? rest : raw;
}

struct str field_skip_mbox(struct str raw)
{
	raw = skip_empty(raw);
	if (!str_starts(raw, "From ") && !str_starts(raw, ">From "))
		return raw;
	return str_from(raw, first_line(raw).len);
}
