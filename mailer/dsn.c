#include "mailer/dsn.h"

#include <string.h>

#include "base/buf.h"
#include "text/utf8.h"

enum {
	FIELD_MAX = 8 * 1024,
	LINE_MAX_LEN = 1000,
};

struct reader {
	struct arena *arena;
	struct str name, value; /* of the field under way */
	struct dsn_recipient now;
	bool is_one; /* `now` names a recipient */
	struct dsn_recipient *list;
	size_t n;
};

static int hex(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "\x{20AC}" at the start of `text`: its character, and how long it is. */
static size_t escape_at(struct str text, uint32_t *c)
{
	size_t i = 3;

	*c = 0;
	if (!str_starts(text, "\\x{"))
		return 0;
	for (; i < text.len && i < 9 && hex(text.ptr[i]) >= 0; i++)
		*c = *c * 16 + (uint32_t)hex(text.ptr[i]);
	return i > 3 && i < text.len && text.ptr[i] == '}' ? i + 1 : 0;
}

/* Decode "+2B" (xtext, RFC 3461, 4) and the escapes of RFC 6533, 3. */
static struct str decode(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(FIELD_MAX);
	char bytes[4] = {0};
	uint32_t c;

	for (size_t i = 0; i < text.len;) {
		struct str rest = str_from(text, i);
		size_t n = escape_at(rest, &c);

		if (n > 0 && c >= ' ' && c <= 0x10ffff &&
		    (c < 0xd800 || c > 0xdfff)) {
			buf_add(&out, (struct str){bytes, utf8_put(c, bytes)});
			i += n;
		} else {
			buf_addc(&out, rest.ptr[0]);
			i++;
		}
	}
	return buf_take(&out, arena);
}

/* "rfc822; <a@b>" -> a@b; some write names or quotes around it. */
static struct str address_of(struct arena *arena, struct str value)
{
	size_t at = str_find_char(value, ';');
	struct str text =
		str_trim(at == STR_NONE ? value : str_from(value, at + 1));
	size_t left = str_find_char(text, '<'),
	       right = str_find_last_char(text, '>');

	if (left != STR_NONE && right != STR_NONE && right > left)
		text = str_trim(str_slice(text, left + 1, right));
	while (text.len > 1 && (text.ptr[0] == '\'' || text.ptr[0] == '"'))
		text = str_slice(
			text, 1,
			text.len - (text.ptr[text.len - 1] == text.ptr[0]));
	at = str_find_char(text, ' '); /* comments behind it */
	text = str_slice(text, 0, at == STR_NONE ? text.len : at);
	return decode(arena, text);
}

/* The field is whole: what does it say? */
static void take_field(struct reader *r)
{
	struct str value = str_trim(r->value);

	if (str_is_nocase(r->name, "Final-Recipient")) {
		r->now.final = address_of(r->arena, value);
		r->is_one = true;
	} else if (str_is_nocase(r->name, "Original-Recipient")) {
		r->now.original = address_of(r->arena, value);
		r->is_one = true;
	} else if (str_is_nocase(r->name, "X-Actual-Recipient") &&
	           r->now.final.len == 0) {
		r->now.final = address_of(r->arena, value);
	} else if (str_is_nocase(r->name, "Action")) {
		size_t n = 0;

		while (n < value.len && char_is_alpha(value.ptr[n]))
			n++;
		r->now.action = str_slice(value, 0, n);
		r->is_one = true;
	} else if (str_is_nocase(r->name, "Status")) {
		r->now.status = value;
	} else if (str_is_nocase(r->name, "Diagnostic-Code")) {
		r->now.diagnostic =
			utf8_clean_line(r->arena, value, LINE_MAX_LEN);
	}
	r->name = r->value = str_of("");
}

static void end_group(struct reader *r)
{
	take_field(r);
	if (r->is_one && r->n < BOUNCE_RECIPIENTS_MAX) {
		r->list = arena_grow(r->arena, r->list, r->n, sizeof(*r->list));
		r->list[r->n++] = r->now;
	}
	memset(&r->now, 0, sizeof(r->now));
	r->is_one = false;
}

static void take_line(struct reader *r, struct str line)
{
	size_t at = str_find_char(line, ':');

	if (str_trim(line).len == 0) {
		end_group(r);
	} else if (char_is_blank(line.ptr[0])) {
		/* The field goes on: the lines stand one behind the other. */
		if (r->name.len > 0)
			r->value.len =
				(size_t)(line.ptr + line.len - r->value.ptr);
	} else if (at != STR_NONE) {
		take_field(r);
		r->name = str_trim(str_slice(line, 0, at));
		r->value = str_from(line, at + 1);
		/* A second recipient without an empty line before it. */
		if (str_is_nocase(r->name, "Final-Recipient") &&
		    r->now.final.len > 0) {
			struct str name = r->name, value = r->value;

			r->name = str_of("");
			end_group(r);
			r->name = name;
			r->value = value;
		}
	}
}

void dsn_read(struct arena *arena, struct str report,
              struct dsn_recipient **recipients, size_t *n)
{
	struct reader r = {.arena = arena};
	struct str line;

	while (str_next_line(&report, &line))
		take_line(&r, line);
	end_group(&r);
	*recipients = r.list;
	*n = r.n;
}
