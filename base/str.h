/*
 * str.h - a borrowed run of bytes
 *
 * A `struct str` points at bytes that somebody else owns and counts them.  It
 * may hold NULs (mail does) and has none behind it.  Nothing here allocates:
 * every result is a slice of its argument.  Case is that of ASCII only.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *ptr;
	size_t len; /* bytes */
};

#define STR_NONE SIZE_MAX /* str_find*(): not there */

/* A `struct str` of a string literal, usable in tables. */
#define STR(literal)                                                           \
	{                                                                      \
		(literal), sizeof(literal) - 1                                 \
	}

bool str_eq_nocase(struct str a, struct str b);
bool str_ends(struct str text, const char *suffix);
bool str_ends_nocase(struct str text, const char *suffix);

/* Order of bytes, like strcmp(). */
int str_compare(struct str a, struct str b);

/* Index of the first occurrence, or STR_NONE.  An empty needle is at 0. */
size_t str_find(struct str text, const char *needle);
size_t str_find_nocase(struct str text, const char *needle);
size_t str_find_last_char(struct str text, char c);

/* Without the spaces, tabs, CRs, LFs, VTs and FFs at the ends. */
struct str str_trim(struct str text);
struct str str_trim_left(struct str text);
struct str str_trim_right(struct str text);

/*
 * Take the next line off `rest` without its LF or CRLF; false when `rest`
 * is empty.  A last line needs no line end.
 */
bool str_next_line(struct str *rest, struct str *line);

/* Take what stands before the next `separator`; false when `rest` is empty. */
bool str_next_field(struct str *rest, char separator, struct str *field);

/* Take the next run of non-blank bytes; false when there is none. */
bool str_next_word(struct str *rest, struct str *word);

/*
 * The decimal number (optional '-') that `text` holds and nothing else.
 * False, `value` untouched, on anything else or past int64_t.
 */
bool str_number(struct str text, int64_t *value);

/* How many bytes at the start of `text` are ASCII. */
size_t str_ascii(struct str text);

/* What follows is asked of each byte or line of each letter. */

/* The bytes of the NUL-terminated `text` (NULL: no bytes). */
static inline struct str str_of(const char *text)
{
	return (struct str){text, text ? strlen(text) : 0};
}

/* Bytes of ASCII, whatever the locale: a space or tab, */
static inline bool char_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* or one of CR LF VT FF as well. */
static inline bool char_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool char_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool char_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool char_is_alnum(char c)
{
	return char_is_alpha(c) || char_is_digit(c);
}

static inline char char_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The bytes from `from` on; none when `from` is past the end. */
static inline struct str str_from(struct str text, size_t from)
{
	if (from > text.len)
		from = text.len;
	return (struct str){from > 0 ? text.ptr + from : text.ptr,
	                    text.len - from};
}

/* The bytes [from, to), both cut to the end of `text`. */
static inline struct str str_slice(struct str text, size_t from, size_t to)
{
	if (to > text.len)
		to = text.len;
	if (from > to)
		from = to;
	return (struct str){from > 0 ? text.ptr + from : text.ptr, to - from};
}

/* Index of the first `c`, or STR_NONE. */
static inline size_t str_find_char(struct str text, char c)
{
	const char *p = text.len > 0 ? memchr(text.ptr, c, text.len) : NULL;

	return p ? (size_t)(p - text.ptr) : STR_NONE;
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || !memcmp(a.ptr, b.ptr, a.len));
}

static inline bool str_is(struct str a, const char *b)
{
	return (a.len == 0 || a.ptr[0] == *b) && str_eq(a, str_of(b));
}

/*
 * These are asked of each line, with one word of a long list after the other:
 * nearly always the first letter tells, before the word's length is known.
 */
static inline bool str_is_nocase(struct str a, const char *b)
{
	size_t i = 0;

	while (i < a.len && b[i] && char_lower(a.ptr[i]) == char_lower(b[i]))
		i++;
	return i == a.len && !b[i];
}

static inline bool str_starts(struct str text, const char *prefix)
{
	size_t i = 0;

	while (i < text.len && prefix[i] && text.ptr[i] == prefix[i])
		i++;
	return !prefix[i];
}

static inline bool str_starts_nocase(struct str text, const char *prefix)
{
	size_t i = 0;

	while (i < text.len && prefix[i] &&
	       char_lower(text.ptr[i]) == char_lower(prefix[i]))
		i++;
	return !prefix[i];
}

#endif
