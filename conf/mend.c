/*
 * mend.c - the grammar of libconfig as far as source.h mends it
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "conf/source_private.h"
#include "conf/literal.h"

#define BOM       "\xEF\xBB\xBF"
#define SHOWN_MAX 60 /* bytes of a file that a mistake repeats */

static char next_char(const struct file *file, size_t i)
{
	return i < file->rest.len ? file->rest.ptr[i] : '\0';
}

/* Leave `n` bytes of the file, which hold no line end, out of the text. */
static void skip(struct file *file, size_t n)
{
	file->rest = str_from(file->rest, n);
}

/* Take `n` bytes of the file, which hold no line end, into the text. */
static void take(struct scan *scan, struct file *file, size_t n)
{
	buf_add(&scan->text, str_slice(file->rest, 0, n));
	skip(file, n);
}

static void take_line_end(struct scan *scan, struct file *file)
{
	take(scan, file, 1);
	scan->line++;
	file->place.line++;
	file->is_line_start = true;
}

static void give_up(struct scan *scan, struct place place, const char *text)
{
	mistakes_add(scan->mistakes, place, "%s", text);
	scan->is_over = true;
}

static bool is_control(char c)
{
	return ((unsigned char)c < 0x20 && c != '\t') || c == 0x7f;
}

static void skip_control(struct scan *scan, struct file *file)
{
	/* CR belongs to the line end of other systems. */
	if (next_char(file, 0) != '\r' || next_char(file, 1) != '\n')
		mistakes_add(scan->mistakes, file->place,
		             "control character 0x%02X",
		             (unsigned)(unsigned char)next_char(file, 0));
	skip(file, 1);
}

static void skip_comment(struct file *file)
{
	size_t end = str_find_char(file->rest, '\n');

	skip(file, end == STR_NONE ? file->rest.len : end);
}

static void skip_block_comment(struct scan *scan, struct file *file)
{
	struct place start = file->place;

	skip(file, 2);
	while (file->rest.len > 0 && !str_starts(file->rest, "*/")) {
		if (next_char(file, 0) == '\n')
			take_line_end(scan, file);
		else
			skip(file, 1);
	}
	if (file->rest.len == 0)
		give_up(scan, start, "this comment has no end");
	buf_addc(&scan->text, ' ');
	skip(file, 2);
}

/* The line ended inside a string: close it before the ; or , of its end. */
static void close_string(struct scan *scan, struct file *file, size_t from)
{
	struct str text = str_trim_right(buf_str(&scan->text));
	bool ends =
		text.len > from && (str_ends(text, ";") || str_ends(text, ","));
	char end = ends ? text.ptr[text.len - 1] : ' ';

	mistakes_add(scan->mistakes, file->place,
	             "the text in this line has no closing quote");
	buf_cut(&scan->text, ends ? text.len - 1 : text.len);
	buf_addc(&scan->text, '"');
	buf_addc(&scan->text, end);
}

static void take_string(struct scan *scan, struct file *file)
{
	size_t from;

	take(scan, file, 1);
	from = buf_str(&scan->text).len;
	for (;;) {
		char c = next_char(file, 0);

		if (file->rest.len == 0 || c == '\n') {
			close_string(scan, file, from);
			return;
		}
		if (str_starts_nocase(file->rest, "\\x00")) {
			mistakes_add(scan->mistakes, file->place,
			             "\\x00 cannot stand in a text");
			skip(file, 4);
		} else if (c == '\\' && !is_control(next_char(file, 1))) {
			take(scan, file, 2);
		} else if (is_control(c)) {
			skip_control(scan, file);
		} else {
			take(scan, file, 1);
			if (c == '"')
				return;
		}
	}
}

static bool is_name_char(char c)
{
	return char_is_alnum(c) || c == '-' || c == '_' || c == '*';
}

/* The length of a value that somebody wrote without quotes. */
static size_t word_length(const struct file *file)
{
	for (size_t i = 0;; i++) {
		char c = next_char(file, i), d = next_char(file, i + 1);

		if (c == '\0' || c == ' ' || is_control(c) ||
		    strchr("\t;,=#\"()[]{}", c) ||
		    (c == '/' && (d == '/' || d == '*')))
			return i;
	}
}

static int shown(size_t len)
{
	return len < SHOWN_MAX ? (int)len : SHOWN_MAX;
}

static void quote(struct scan *scan, struct file *file, size_t len)
{
	struct str word = str_slice(file->rest, 0, len);

	mistakes_add(scan->mistakes, file->place, "%.*s needs quotes: \"%.*s\"",
	             shown(len), word.ptr, shown(len), word.ptr);
	buf_addc(&scan->text, '"');
	for (size_t i = 0; i < len; i++)
		if (word.ptr[i] != '\\')
			buf_addc(&scan->text, word.ptr[i]);
	buf_addc(&scan->text, '"');
	skip(file, len);
}

static void take_name(struct scan *scan, struct file *file)
{
	size_t len = 0;

	while (is_name_char(next_char(file, len)))
		len++;
	scan->name_at = buf_str(&scan->text).len;
	take(scan, file, len);
}

static void take_word(struct scan *scan, struct file *file)
{
	size_t len = word_length(file);
	struct str word = str_slice(file->rest, 0, len);

	if (str_is_nocase(word, "true") || str_is_nocase(word, "false"))
		take(scan, file, len);
	else
		quote(scan, file, len);
}

/* "1.5", "2e3": left to libconfig; "127.0.0.1" is not one. */
static bool is_float(struct str text)
{
	size_t dots = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = char_lower(text.ptr[i]);

		dots += c == '.';
		if (!char_is_digit(c) && c != '.' && c != 'e' && c != '-' &&
		    c != '+')
			return false;
	}
	return dots < 2;
}

/* A number, or something that begins like one: 20MB, 07:30, 127.0.0.1. */
static void take_number(struct scan *scan, struct file *file)
{
	size_t len = word_length(file);
	struct str word = str_slice(file->rest, 0, len);
	int64_t value;

	if (literal_integer(word, &value) &&
	    (value > INT32_MAX || value < INT32_MIN)) {
		buf_addf(&scan->text, "%" PRId64 "L", value);
		skip(file, len);
	} else if (literal_integer(word, &value) || is_float(word)) {
		take(scan, file, len);
	} else {
		quote(scan, file, len);
	}
}

static void open_nest(struct scan *scan, struct file *file, char open)
{
	if (scan->depth + 1 == SOURCE_NEST_MAX) {
		give_up(scan, file->place, "too many brackets inside brackets");
		return;
	}
	scan->nests[++scan->depth] = (struct nest){.open = open};
	buf_addc(&scan->text, open == '[' ? '(' : open);
	skip(file, 1);
}

/* A comma behind the last element is fine with us. */
static void drop_comma(struct scan *scan)
{
	size_t end = str_trim_right(buf_str(&scan->text)).len;

	if (end > 0 && scan->text.ptr[end - 1] == ',')
		scan->text.ptr[end - 1] = ' ';
}

static void close_nest(struct scan *scan, struct file *file, char close)
{
	char open = scan->nests[scan->depth].open;

	if (close != '}' && open != '{')
		drop_comma(scan);
	buf_addc(&scan->text, close == ']' && open == '[' ? ')' : close);
	skip(file, 1);
	if (scan->depth > 0)
		scan->depth--;
}

/* Rename the last key, so that libconfig takes it and config.c leaves it. */
static void star_name(struct scan *scan, struct place place, size_t len)
{
	size_t end = scan->name_at + len;
	struct str behind =
		arena_str(scan->arena, str_from(buf_str(&scan->text), end));

	buf_cut(&scan->text, end);
	buf_addf(&scan->text, "*%u", ++scan->n_stars);
	buf_add(&scan->text, behind);
	/* libconfig compares each name with all before it. */
	if (scan->n_stars > SOURCE_KEYS_MAX)
		give_up(scan, place, "too many keys are set twice");
}

static void add_key(struct scan *scan, struct nest *nest, struct str name,
                    struct place place)
{
	if (nest->n == SOURCE_KEYS_MAX) {
		give_up(scan, place, "too many keys in one group");
		return;
	}
	nest->names = arena_grow(scan->arena, nest->names, nest->n,
	                         sizeof(*nest->names));
	nest->places = arena_grow(scan->arena, nest->places, nest->n,
	                          sizeof(*nest->places));
	nest->names[nest->n] = arena_str(scan->arena, name);
	nest->places[nest->n++] = place;
}

/* The last name turns out to be a key: = or : stands behind it. */
static void note_key(struct scan *scan, const struct file *file)
{
	struct nest *nest = &scan->nests[scan->depth];
	struct str text = str_from(buf_str(&scan->text), scan->name_at), name;
	size_t len = 0, i = 0;

	while (len < text.len && is_name_char(text.ptr[len]))
		len++;
	name = str_slice(text, 0, len);
	if (str_find_char(name, '*') != STR_NONE) {
		mistakes_add(scan->mistakes, file->place,
		             "\"%.*s\" is no name of a key", shown(len),
		             name.ptr);
		star_name(scan, file->place, len);
		return;
	}
	while (i < nest->n && !str_eq(nest->names[i], name))
		i++;
	if (i == nest->n) {
		add_key(scan, nest, name, file->place);
		return;
	}
	mistakes_add(scan->mistakes, file->place,
	             "%.*s is set twice, first in %s:%d", shown(len), name.ptr,
	             nest->places[i].file, nest->places[i].line);
	star_name(scan, file->place, len);
}

static void take_mark(struct scan *scan, struct file *file, char c)
{
	bool in_list = scan->nests[scan->depth].open != '{' && scan->depth > 0;

	if ((c == '=' || c == ':') && scan->name_at != STR_NONE)
		note_key(scan, file);
	if (c == '{' || c == '(' || c == '[')
		open_nest(scan, file, c);
	else if (c == '}' || c == ')' || c == ']')
		close_nest(scan, file, c);
	else
		take(scan, file, 1);
	scan->name_at = STR_NONE;
	scan->wants_value = c == '=' || c == ':' || c == '(' || c == '[' ||
	                    (c == ',' && in_list);
}

static void take_include(struct scan *scan, struct file *file)
{
	size_t end;

	skip(file, strlen("@include"));
	while (char_is_blank(next_char(file, 0)))
		skip(file, 1);
	end = str_find_char(str_from(file->rest, 1), '"');
	if (next_char(file, 0) != '"' || end == STR_NONE ||
	    end + 1 > str_find_char(file->rest, '\n')) {
		mistakes_add(scan->mistakes, file->place,
		             "@include wants the name of a file in quotes");
		skip_comment(file);
		return;
	}
	source_include(scan, file, str_slice(file->rest, 1, end + 1));
	skip(file, end + 2);
}

static void take_value(struct scan *scan, struct file *file, char c)
{
	scan->name_at = STR_NONE;
	if (c == '"')
		take_string(scan, file);
	else if (char_is_digit(c) ||
	         (strchr("+-.", c) && char_is_digit(next_char(file, 1))))
		take_number(scan, file);
	else
		take_word(scan, file);
	scan->wants_value = false;
}

static bool begins_value(const struct scan *scan, const struct file *file,
                         char c)
{
	if (c == '"' || char_is_digit(c))
		return true;
	return scan->wants_value && word_length(file) > 0;
}

static void scan_next(struct scan *scan, struct file *file)
{
	char c = next_char(file, 0);
	bool is_line_start = file->is_line_start;

	if (char_is_blank(c)) {
		take(scan, file, 1);
		return;
	}
	file->is_line_start = false;
	if (c == '\n')
		take_line_end(scan, file);
	else if (is_control(c))
		skip_control(scan, file);
	else if (c == '#' || str_starts(file->rest, "//"))
		skip_comment(file);
	else if (str_starts(file->rest, "/*"))
		skip_block_comment(scan, file);
	else if (is_line_start && str_starts(file->rest, "@include"))
		take_include(scan, file);
	else if (begins_value(scan, file, c))
		take_value(scan, file, c);
	else if (is_name_char(c))
		take_name(scan, file);
	else
		take_mark(scan, file, c);
}

void scan_file(struct scan *scan, struct file *file)
{
	file->is_line_start = true;
	if (str_starts(file->rest, BOM)) {
		mistakes_add(scan->mistakes, file->place,
		             "the file begins with a byte order mark: "
		             "save it as UTF-8 without one");
		skip(file, strlen(BOM));
	}
	while (file->rest.len > 0 && !scan->is_over)
		scan_next(scan, file);
	assert(buf_ok(&scan->text));
}
