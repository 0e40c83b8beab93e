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

/* The bytes of the NUL-terminated `text` (NULL: no bytes). */
struct str str_of(const char *text);

bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *b);
bool str_eq_nocase(struct str a, struct str b);
bool str_is_nocase(struct str a, const char *b);
bool str_starts(struct str text, const char *prefix);
bool str_starts_nocase(struct str text, const char *prefix);
bool str_ends(struct str text, const char *suffix);
bool str_ends_nocase(struct str text, const char *suffix);

/* Order of bytes, like strcmp(). */
int str_compare(struct str a, struct str b);

/* Index of the first occurrence, or STR_NONE.  An empty needle is at 0. */
size_t str_find(struct str text, const char *needle);
size_t str_find_nocase(struct str text, const char *needle);
size_t str_find_char(struct str text, char c);
size_t str_find_last_char(struct str text, char c);

/* The bytes from `from` on; none when `from` is past the end. */
struct str str_from(struct str text, size_t from);
/* The bytes [from, to), both cut to the end of `text`. */
struct str str_slice(struct str text, size_t from, size_t to);

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

/* Bytes of ASCII, whatever the locale. */
bool char_is_blank(char c); /* space or tab */
bool char_is_space(char c); /* those and CR LF VT FF */
bool char_is_digit(char c);
bool char_is_alpha(char c);
bool char_is_alnum(char c);
char char_lower(char c);

/* How many bytes at the start of `text` are ASCII. */
size_t str_ascii(struct str text);

#endif
