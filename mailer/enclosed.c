#include "mailer/enclosed.h"

#include <string.h>

#define NAME_MAX_LEN 255 /* bytes of a file's name */
#define UU_LINE_MAX  63  /* bytes that a line can hold */

#define YENC_LINE       128 /* bytes of a line that nothing is said of */
#define YENC_LINES_MORE 3   /* the last one, "=ypart" and "=yend" */
#define YENC_SIZE_MAX   (1024 * 1024 * 1024)

/* How many bytes the line of uuencode holds; 0: none, or it is no such line. */
static size_t uu_bytes(struct str line)
{
	size_t n, chars;

	if (line.len < 2)
		return 0;
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] < ' ' || line.ptr[i] > '`')
			return 0;
	n = (size_t)(line.ptr[0] - ' ') & UU_LINE_MAX;
	chars = (n + 2) / 3 * 4;
	/* Blanks at the end get lost, a checksum may follow. */
	if (n == 0 || line.len - 1 > chars + 1 || line.len + 7 < chars)
		return 0;
	return n;
}

/* How many bytes a line of base64 holds; 0: it is none. */
static size_t base64_bytes(struct str line)
{
	size_t pad = 0;

	line = str_trim(line);
	if (line.len == 0 || line.len % 4 != 0)
		return 0;
	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];

		pad += c == '=';
		if (!char_is_alnum(c) && c != '+' && c != '/' && c != '=')
			return 0;
	}
	return pad > 2 ? 0 : line.len / 4 * 3 - pad;
}

/* Does `line` begin a file "begin 644 name"?  Then `name` is set. */
static bool begins(struct str line, const char *word, struct str *name)
{
	struct str mode;

	if (!str_starts(line, word))
		return false;
	line = str_from(line, strlen(word));
	if (!str_next_word(&line, &mode) || mode.len < 3 || mode.len > 4)
		return false;
	for (size_t i = 0; i < mode.len; i++)
		if (mode.ptr[i] < '0' || mode.ptr[i] > '7')
			return false;
	*name = str_slice(str_trim(line), 0, NAME_MAX_LEN);
	return name->len > 0;
}

static void add_file(struct enclosed *found, struct str name, size_t len)
{
	if (found->n == ENCLOSED_MAX)
		return;
	found->files[found->n].name = name;
	found->files[found->n++].len = len;
}

/* Take the lines of a file off `rest`; false, and nothing taken, when there is
 * none.  What comes after the last line that can be one is text again. */
static bool take_lines(struct str *rest, size_t (*bytes_of)(struct str),
                       const char *end, size_t *len)
{
	struct str ahead = *rest, line;
	size_t total = 0;

	while (str_next_line(&ahead, &line)) {
		size_t n = bytes_of(line);
		bool is_end = str_is(str_trim(line), end);
		bool is_last = str_is(line, "`") || str_trim(line).len == 0;

		if (is_end || n == 0) {
			if (total == 0)
				return false;
			if (!is_end && !is_last)
				break;
			*rest = ahead;
			if (is_end)
				break;
			continue;
		}
		total += n;
		*rest = ahead;
	}
	*len = total;
	return total > 0;
}

/* The rest of the line behind `key`; without it, nothing. */
static struct str after(struct str line, const char *key)
{
	size_t at = str_find(line, key);

	return at == STR_NONE ? str_of("")
	                      : str_trim(str_from(line, at + strlen(key)));
}

/* The number behind `key`; 0 when none is there. */
static size_t number_after(struct str line, const char *key)
{
	struct str digits = after(line, key);
	int64_t number = 0;

	digits = str_slice(digits, 0, str_find_char(digits, ' '));
	if (!str_number(digits, &number) || number < 0 ||
	    number > YENC_SIZE_MAX)
		return 0;
	return (size_t)number;
}

/* How many bytes the line of yEnc holds: a "=" makes one with what follows. */
static size_t yenc_bytes(struct str line)
{
	size_t n = line.len;

	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] != '=')
			continue;
		n--;
		i++;
	}
	return n;
}

/*
 * Take the lines of yEnc off `rest`: those that hold `per_line` bytes each and
 * the one that makes `size` full, up to a "=yend".  What looks like none is
 * text, as everything behind a file that was cut off is.
 */
static void take_yenc_lines(struct str *rest, size_t per_line, size_t size)
{
	struct str ahead = *rest, line;
	size_t total = 0;

	while (str_next_line(&ahead, &line)) {
		size_t n = yenc_bytes(line);

		if (str_starts(line, "=yend ")) {
			*rest = ahead;
			return;
		}
		if (str_starts(line, "=ypart "))
			size = number_after(line, " end=");
		else if (total < size && (n == per_line || total + n == size))
			total += n;
		else
			return;
		*rest = ahead;
	}
}

/* Where the "=yend" of a file that goes on at `rest` is, at most so many lines
 * ahead as it can have; false: it has none, or another file begins before. */
static bool find_yend(struct str *rest, size_t lines_max)
{
	struct str ahead = *rest, line;

	for (size_t i = 0; i < lines_max; i++) {
		if (!str_next_line(&ahead, &line) ||
		    str_starts(line, "=ybegin "))
			return false;
		if (str_starts(line, "=yend ")) {
			*rest = ahead;
			return true;
		}
	}
	return false;
}

/* Take a file of yEnc off `rest`, whose "=ybegin" was `line`. */
static void take_yenc(struct str line, struct str *rest, struct enclosed *found)
{
	size_t size = number_after(line, " size=");
	size_t per_line = number_after(line, " line=");

	if (per_line == 0)
		per_line = YENC_LINE;
	/* Systems on the way break bytes: with its end there it may be any. */
	if (!find_yend(rest, size / per_line + YENC_LINES_MORE))
		take_yenc_lines(rest, per_line, size);
	add_file(found, str_slice(after(line, " name="), 0, NAME_MAX_LEN),
	         size);
}

/* Take the file that `line` begins off `rest`; false: it begins none. */
static bool take_file(struct str line, struct str *rest, struct enclosed *found)
{
	struct str name;
	size_t len = 0;

	if (str_starts(line, "=ybegin ") &&
	    str_find(line, " name=") != STR_NONE) {
		take_yenc(line, rest, found);
		return true;
	}
	if (begins(line, "begin-base64 ", &name)) {
		if (!take_lines(rest, base64_bytes, "====", &len))
			return false;
	} else if (!begins(line, "begin ", &name) ||
	           !take_lines(rest, uu_bytes, "end", &len)) {
		return false;
	}
	add_file(found, name, len);
	return true;
}

struct str enclosed_cut(struct arena *arena, struct str text,
                        struct enclosed *found)
{
	char *out = NULL;
	struct str rest = text, line;
	const char *kept = text.ptr; /* up to here all is dealt with */
	size_t len = 0;

	while (str_next_line(&rest, &line)) {
		struct str before = {kept, (size_t)(line.ptr - kept)};

		if ((line.ptr[0] != 'b' && line.ptr[0] != '=') ||
		    line.len == 0 || !take_file(line, &rest, found))
			continue;
		if (!out)
			out = arena_alloc(arena, text.len + 1);
		memcpy(out + len, before.ptr, before.len);
		len += before.len;
		kept = rest.ptr;
	}
	if (!out)
		return text;
	rest = (struct str){kept, (size_t)(text.ptr + text.len - kept)};
	memcpy(out + len, rest.ptr, rest.len);
	return (struct str){out, len + rest.len};
}
