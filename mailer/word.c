#include "mailer/word.h"

#include <string.h>

#include "base/buf.h"
#include "mailer/transfer.h"
#include "text/charset.h"
#include "text/utf8.h"

#define CHARSET_NAME_MAX 64

/* An encoded word as it stands. */
struct word {
	struct str charset; /* without a language */
	char encoding;      /* 'q' or 'b' */
	struct str text;
};

/* Is `name` made of the characters of a charset's name? */
static bool charset_name_ok(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!char_is_alnum(name.ptr[i]) &&
		    str_find_char(str_of("-_.:+()"), name.ptr[i]) == STR_NONE)
			return false;
	return name.len > 0;
}

/*
 * Read the encoded word that `text` starts with; returns its length, 0 when
 * it is none.
 */
static size_t word_read(struct str text, struct word *word)
{
	size_t charset_end, star, end;
	struct str rest, name;

	if (!str_starts(text, "=?"))
		return 0;
	rest = str_from(text, 2);
	charset_end = str_find_char(str_slice(rest, 0, CHARSET_NAME_MAX), '?');
	if (charset_end == STR_NONE || charset_end + 3 > rest.len ||
	    rest.ptr[charset_end + 2] != '?')
		return 0;
	name = str_slice(rest, 0, charset_end);
	star = str_find_char(name, '*');
	/* RFC 2231, 5: a language may follow, of the same characters. */
	if (star != STR_NONE && star + 1 < name.len &&
	    !charset_name_ok(str_from(name, star + 1)))
		return 0;
	name = str_slice(name, 0, star);
	word->encoding = char_lower(rest.ptr[charset_end + 1]);
	if ((word->encoding != 'q' && word->encoding != 'b') ||
	    !charset_name_ok(name))
		return 0;
	rest = str_from(rest, charset_end + 3);
	end = str_find(rest, "?=");
	if (end == STR_NONE)
		return 0;
	word->charset = name;
	word->text = str_slice(rest, 0, end);
	return (size_t)(rest.ptr - text.ptr) + end + 2;
}

/* Find the first encoded word of `text`: where it starts, and its length. */
static size_t word_find(struct str text, struct word *word, size_t *len)
{
	/* Nothing behind the last "?=" can be one: no search goes there. */
	size_t last = text.len, at = 0;

	while (last > 1 && memcmp(text.ptr + last - 2, "?=", 2) != 0)
		last--;
	text = str_slice(text, 0, last > 1 ? last : 0);
	while (at < text.len) {
		size_t next = str_find(str_from(text, at), "=?");

		if (next == STR_NONE)
			break;
		at += next;
		*len = word_read(str_from(text, at), word);
		if (*len > 0)
			return at;
		at += 2;
	}
	return STR_NONE;
}

size_t word_count(struct str value)
{
	struct word word;
	size_t n = 0, len, at;

	while ((at = word_find(value, &word, &len)) != STR_NONE) {
		value = str_from(value, at + len);
		n++;
	}
	return n;
}

/* Bytes of one charset, which is known when the next word has another. */
struct run {
	struct str charset;
	struct buf bytes;
};

static void run_flush(struct arena *arena, struct run *run, struct buf *text)
{
	if (run->bytes.len > 0)
		buf_add(text, charset_to_utf8(arena, run->charset,
		                              buf_str(&run->bytes)));
	buf_cut(&run->bytes, 0);
}

static void run_add(struct arena *arena, struct run *run,
                    const struct word *word, struct buf *text)
{
	struct str bytes = word->encoding == 'b'
	                           ? transfer_base64(arena, word->text)
	                           : transfer_q(arena, word->text);

	/* One character may be cut in two words, against the standard. */
	if (!str_eq_nocase(run->charset, word->charset))
		run_flush(arena, run, text);
	run->charset = word->charset;
	buf_add(&run->bytes, bytes);
}

/* Words and what stands between them; blanks between two words go. */
static struct str decode_words(struct arena *arena, struct str value,
                               const struct charset_hint *hint)
{
	struct buf text = BUF_INIT(4 * value.len);
	struct run run = {.bytes = BUF_INIT(value.len)};
	struct word word;
	size_t at, len;

	while ((at = word_find(value, &word, &len)) != STR_NONE) {
		struct str before = str_slice(value, 0, at);

		if (run.bytes.len == 0 || str_trim(before).len > 0) {
			run_flush(arena, &run, &text);
			buf_add(&text, charset_to_utf8_hinted(arena, str_of(""),
			                                      hint, before));
		}
		run_add(arena, &run, &word, &text);
		value = str_from(value, at + len);
	}
	run_flush(arena, &run, &text);
	buf_add(&text, charset_to_utf8_hinted(arena, str_of(""), hint, value));
	buf_free(&run.bytes);
	return buf_take(&text, arena);
}

/* Nothing to decode, nothing to clean? */
static bool is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] < ' ' || text.ptr[i] > '~')
			return false;
	return str_find(text, "=?") == STR_NONE;
}

struct str word_decode_hinted(struct arena *arena, struct str value,
                              const struct charset_hint *hint)
{
	struct str text = str_trim(value);

	if (is_plain(text) && text.len <= WORD_TEXT_MAX)
		return text;
	return utf8_clean_line(arena, decode_words(arena, text, hint),
	                       WORD_TEXT_MAX);
}

struct str word_decode(struct arena *arena, struct str value)
{
	const struct charset_hint nothing = {{"", 0}, {"", 0}};

	return word_decode_hinted(arena, value, &nothing);
}

/* Add `text` in quotes. */
static void add_quoted(struct buf *buf, struct str text)
{
	buf_addc(buf, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"' || text.ptr[i] == '\\')
			buf_addc(buf, '\\');
		buf_addc(buf, text.ptr[i]);
	}
	buf_addc(buf, '"');
}

static bool has_special(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (str_find_char(str_of("()<>,;:\" \t"), text.ptr[i]) !=
		    STR_NONE)
			return true;
	return false;
}

/* Whether `text` ends inside a quoted string, when it `was` in one before. */
static bool ends_in_quotes(struct str text, bool was)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\\')
			i++;
		else if (text.ptr[i] == '"')
			was = !was;
	}
	return was;
}

struct str word_protect(struct arena *arena, struct str value)
{
	struct buf text = BUF_INIT(4 * value.len + 4);
	bool in_quotes = false;
	struct word word;
	size_t at, len;

	while ((at = word_find(value, &word, &len)) != STR_NONE) {
		struct str whole = str_slice(value, at, at + len);

		in_quotes = ends_in_quotes(str_slice(value, 0, at), in_quotes);
		buf_add(&text, str_slice(value, 0, at));
		if (!in_quotes && has_special(whole))
			add_quoted(&text, whole);
		else
			buf_add(&text, whole);
		value = str_from(value, at + len);
	}
	buf_add(&text, value);
	return buf_take(&text, arena);
}

struct str word_type(struct arena *arena, struct str value)
{
	struct str text = str_trim(value);
	char *type;
	size_t n = 0;

	while (n < text.len && !char_is_space(text.ptr[n]) &&
	       str_find_char(str_of(";,("), text.ptr[n]) == STR_NONE)
		n++;
	type = arena_copy(arena, str_slice(text, 0, n));
	for (size_t i = 0; i < n; i++)
		type[i] = char_lower(type[i]);
	return (struct str){type, n};
}

/* Take a quoted string off `rest`, which starts with its quote. */
static struct str take_quoted(struct arena *arena, struct str *rest)
{
	char *text = arena_alloc(arena, rest->len);
	size_t i = 1, len = 0;

	for (; i < rest->len && rest->ptr[i] != '"'; i++) {
		if (rest->ptr[i] == '\\' && i + 1 < rest->len)
			i++;
		text[len++] = rest->ptr[i];
	}
	*rest = str_from(*rest, i + 1);
	return (struct str){text, len};
}

/* Move `rest` behind the next word or ";", a quoted string being one. */
static void skip_word(struct str *rest)
{
	bool in_quotes = false;
	size_t i = 0;

	for (; i < rest->len; i++) {
		char c = rest->ptr[i];

		if (!in_quotes && (c == ';' || char_is_space(c)))
			break;
		if (c == '\\')
			i++;
		else if (c == '"')
			in_quotes = !in_quotes;
	}
	*rest = str_from(*rest, i + 1);
}

/* The length of the name at the start of `rest` that an "=" follows, or 0. */
static size_t parameter_name(struct str rest)
{
	size_t n = 0, equals;

	while (n < rest.len && !char_is_space(rest.ptr[n]) &&
	       str_find_char(str_of("=;\"(),"), rest.ptr[n]) == STR_NONE)
		n++;
	equals = n;
	while (equals < rest.len && char_is_space(rest.ptr[equals]))
		equals++;
	return equals < rest.len && rest.ptr[equals] == '=' ? n : 0;
}

/*
 * Take a value without quotes off `rest`: blanks are in it, as in the names of
 * files, unless a next parameter follows whose ";" was forgotten.
 */
static struct str take_bare(struct str *rest)
{
	struct str value = str_slice(*rest, 0, str_find_char(*rest, ';'));

	for (size_t i = 0; i < value.len; i++)
		if (char_is_space(value.ptr[i]) &&
		    parameter_name(str_from(value, i + 1)) > 0)
			value.len = i;
	*rest = str_from(*rest, value.len + 1);
	return str_trim(value);
}

bool word_next_parameter(struct arena *arena, struct str *rest,
                         struct parameter *parameter)
{
	while (rest->len > 0) {
		size_t n;

		*rest = str_trim_left(*rest);
		n = parameter_name(*rest);
		if (n == 0) {
			skip_word(rest);
			continue;
		}
		parameter->name = str_slice(*rest, 0, n);
		*rest = str_from(*rest, str_find_char(*rest, '=') + 1);
		*rest = str_trim_left(*rest);
		if (str_starts(*rest, "\""))
			parameter->value = take_quoted(arena, rest);
		else
			parameter->value = take_bare(rest);
		return true;
	}
	return false;
}

/* The bytes of "%41b" as "Ab". */
static struct str percent_decode(struct arena *arena, struct str text)
{
	struct buf bytes = BUF_INIT(text.len);
	struct str result;

	for (size_t i = 0; i < text.len; i++) {
		char quoted[3] = {'=', 0, 0};

		if (text.ptr[i] == '%' && i + 2 < text.len) {
			quoted[1] = text.ptr[i + 1];
			quoted[2] = text.ptr[i + 2];
			result = transfer_q(arena, (struct str){quoted, 3});
			if (result.len == 1) {
				buf_add(&bytes, result);
				i += 2;
				continue;
			}
		}
		buf_addc(&bytes, text.ptr[i]);
	}
	return buf_take(&bytes, arena);
}

/* A parameter in pieces: name*0*=utf-8'en'a%20; name*1=b */
struct pieces {
	struct str charset;
	struct str piece[WORD_SEGMENTS_MAX];
	bool is_there[WORD_SEGMENTS_MAX];
	bool any;
};

/* Take the charset'language' before the first piece. */
static void take_charset(struct pieces *pieces, struct str *value)
{
	size_t first = str_find_char(*value, '\''), second;

	if (first == STR_NONE)
		return;
	second = str_find_char(str_from(*value, first + 1), '\'');
	if (second == STR_NONE)
		return;
	pieces->charset = str_slice(*value, 0, first);
	*value = str_from(*value, first + second + 2);
}

/* Keep `parameter` when it is a piece; `suffix` is its name from the "*". */
static void add_piece(struct arena *arena, struct pieces *pieces,
                      struct str suffix, struct str value)
{
	bool is_encoded = str_ends(suffix, "*");
	int64_t index = 0;

	suffix = str_slice(suffix, 1, suffix.len - is_encoded);
	if (suffix.len > 0 && !str_number(suffix, &index))
		return;
	if (index < 0 || index >= WORD_SEGMENTS_MAX || pieces->is_there[index])
		return;
	if (is_encoded && index == 0)
		take_charset(pieces, &value);
	if (is_encoded)
		value = percent_decode(arena, value);
	pieces->piece[index] = value;
	pieces->is_there[index] = true;
	pieces->any = true;
}

static struct str join_pieces(struct arena *arena, const struct pieces *pieces)
{
	struct buf bytes = BUF_INIT(WORD_PARAM_MAX);
	struct str text;

	for (size_t i = 0; i < WORD_SEGMENTS_MAX && pieces->is_there[i]; i++)
		buf_add(&bytes, pieces->piece[i]);
	text = buf_take(&bytes, arena);
	return utf8_clean_line(arena,
	                       charset_to_utf8(arena, pieces->charset, text),
	                       WORD_PARAM_MAX);
}

bool word_parameter(struct arena *arena, struct str value, const char *name,
                    struct str *text)
{
	struct str rest = value, plain = {"", 0};
	struct pieces pieces = {.charset = {"", 0}};
	struct parameter p;
	bool found = false;

	while (word_next_parameter(arena, &rest, &p)) {
		size_t star = str_find_char(p.name, '*');

		if (!str_is_nocase(str_slice(p.name, 0, star), name))
			continue;
		if (star != STR_NONE) {
			add_piece(arena, &pieces, str_from(p.name, star),
			          p.value);
		} else if (!found) {
			plain = str_slice(p.value, 0, WORD_PARAM_MAX);
			found = true;
		}
	}
	if (pieces.any)
		*text = join_pieces(arena, &pieces);
	else if (found)
		*text = word_decode(arena, plain);
	return pieces.any || found;
}
