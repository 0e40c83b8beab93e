#include "mailer/armour.h"

#include "base/buf.h"

static const char signed_mark[] = "-----BEGIN PGP SIGNED MESSAGE-----";
static const char signature_mark[] = "-----BEGIN PGP SIGNATURE-----";
static const char end_mark[] = "-----END PGP SIGNATURE-----";
static const char message_mark[] = "-----BEGIN PGP MESSAGE-----";
static const char message_end[] = "-----END PGP MESSAGE-----";

static bool is_mark(struct str line, const char *mark)
{
	return str_is(str_trim_right(line), mark);
}

/* Take "Hash: SHA256" and the like, and the empty line behind, off `rest`. */
static void skip_header(struct str *rest)
{
	struct str ahead = *rest, line;

	while (str_next_line(&ahead, &line)) {
		bool is_empty = str_trim(line).len == 0;

		if (!is_empty && str_find(line, ": ") == STR_NONE)
			return; /* text, too early */
		*rest = ahead;
		if (is_empty)
			return;
	}
}

/* Take all up to the signature's end off `rest`, or nothing without one. */
static void skip_signature(struct str *rest)
{
	struct str ahead = *rest, line;

	while (str_next_line(&ahead, &line)) {
		if (is_mark(line, end_mark)) {
			*rest = ahead;
			return;
		}
		if (str_trim(line).len > 0 && str_starts(line, "-----"))
			return;
	}
	*rest = ahead; /* the end was cut off */
}

struct str armour_strip(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(text.len);
	struct str rest = text, line;
	bool is_inside = false;

	if (str_find(text, signed_mark) == STR_NONE)
		return text;
	while (str_next_line(&rest, &line)) {
		bool has_end = rest.ptr[-1] == '\n';

		if (is_mark(line, signed_mark)) {
			is_inside = true;
			skip_header(&rest);
			continue;
		}
		if (is_inside && is_mark(line, signature_mark)) {
			is_inside = false;
			skip_signature(&rest);
			continue;
		}
		if (is_inside && str_starts(line, "- "))
			line = str_from(line, 2);
		buf_add(&out, line);
		if (has_end)
			buf_addc(&out, '\n');
	}
	return buf_take(&out, arena);
}

/* A line of base 64, the sum at its end ("=njUN") among them. */
static bool is_base64(struct str line)
{
	for (size_t i = 0; i < line.len; i++)
		if (!char_is_alnum(line.ptr[i]) &&
		    str_find_char(str_of("+/="), line.ptr[i]) == STR_NONE)
			return false;
	return true;
}

/* Take what follows a message's mark up to its end off `rest`, or nothing and
 * false when it is no message. */
static bool skip_message(struct str *rest)
{
	struct str ahead = *rest, line;
	bool is_header = true;

	while (str_next_line(&ahead, &line)) {
		line = str_trim(line);
		if (str_is(line, message_end))
			break;
		if (is_header && str_find_char(line, ':') != STR_NONE)
			continue; /* "Version: ...", "Comment: ..." */
		if (!is_base64(line))
			return false;
		is_header &= line.len == 0;
	}
	*rest = ahead;
	return true;
}

struct str armour_drop_messages(struct arena *arena, struct str text,
                                struct str *closed)
{
	struct buf out = BUF_INIT(text.len), dropped = BUF_INIT(text.len);
	struct str rest = text, line;

	*closed = str_of("");
	if (str_find(text, message_mark) == STR_NONE)
		return text;
	while (str_next_line(&rest, &line)) {
		bool is_message = str_is(str_trim(line), message_mark) &&
		                  skip_message(&rest);
		struct str lines = {line.ptr, (size_t)(rest.ptr - line.ptr)};

		buf_add(is_message ? &dropped : &out, lines);
	}
	*closed = buf_take(&dropped, arena);
	return buf_take(&out, arena);
}
