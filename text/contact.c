#include "text/contact.h"

#include "base/attr.h"

#define NAME_MAX   5   /* words of a name */
#define BARE_MAX   32  /* bytes of a name and nothing else */
#define WRITER_MAX 200 /* bytes of whom From names */
#define SHORT_NAME 3   /* letters of one that is short for another */

bool contact_is_name(struct str text)
{
	struct str word;
	size_t n = 0, at = 0;

	while (at < text.len && (text.ptr[at] == '-' || text.ptr[at] == '/' ||
	                         text.ptr[at] == '~' || text.ptr[at] == ' '))
		at++;
	text = str_from(text, at);
	if (text.len == 0 || text.len > 50 || str_ends(text, "?") ||
	    str_ends(text, "!") || str_ends(text, ":"))
		return false;
	while (str_next_word(&text, &word)) {
		char c = word.ptr[0];

		n++;
		if (char_is_digit(c) ||
		    (c >= 'a' && c <= 'z' && n > 1 && word.len > 3))
			return false;
	}
	return n <= NAME_MAX;
}

bool contact_is_address(struct str text)
{
	size_t digits = 0;

	if (text.len > 100)
		return false;
	if (str_find_nocase(text, "www.") == 0 ||
	    str_starts_nocase(text, "http") ||
	    (str_find_char(text, '@') != STR_NONE &&
	     str_find(text, "://") == STR_NONE))
		return true;
	for (size_t i = 0; i < text.len; i++)
		digits += char_is_digit(text.ptr[i]);
	return digits >= 7 && digits * 3 >= text.len;
}

/* A word as names have them: "Ann", "O'Neill", "J.", "McKay", "BT". */
static bool is_name_word(struct str word)
{
	unsigned char c = (unsigned char)word.ptr[0];

	if (word.len > 16 || !((c >= 'A' && c <= 'Z') || c >= 0xc3))
		return str_is(word, "and") || str_is(word, "&");
	for (size_t i = 0; i < word.len; i++) {
		c = (unsigned char)word.ptr[i];
		if (!char_is_alpha((char)c) && c < 0x80 && c != '.' &&
		    c != '-' && c != '\'' && c != ',')
			return false;
	}
	return true;
}

/* "Yes", "No to the bridge": it answers something. */
static bool is_answer(struct str text)
{
	static const char *const answers[] = {
		"yes",  "no",   "never", "always",  "maybe",      "exactly",
		"amen", "ok",   "okay",  "agreed",  "hello",      "sure",
		"none", "what", "why",   "nothing", "everything", "ja",
		"nein", "oui",  "non",
	};

	for (size_t i = 0; i < ARRAY_LEN(answers); i++)
		if (str_starts_nocase(text, answers[i]) &&
		    (text.len == str_of(answers[i]).len ||
		     !char_is_alpha(text.ptr[str_of(answers[i]).len])))
			return true;
	return false;
}

bool contact_is_bare_name(struct str text)
{
	struct str rest = text, word;
	size_t n = 0;

	if (text.len < 2 || text.len > BARE_MAX || str_ends(text, "!") ||
	    is_answer(text) ||
	    str_find(text, "  ") != STR_NONE) /* columns of a table */
		return false;
	while (str_next_word(&rest, &word))
		if (++n > 4 || !is_name_word(word))
			return false;
	return n > 0 && !(str_ends(text, ".") && (n > 1 || text.len > 5)) &&
	       !str_ends(text, "\xe3\x80\x82");
}

static bool is_letter(char c)
{
	return char_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* Take the next run of letters. */
static bool next_letters(struct str *rest, struct str *word)
{
	size_t at = 0, end;

	while (at < rest->len && !is_letter(rest->ptr[at]))
		at++;
	for (end = at; end < rest->len && is_letter(rest->ptr[end]);)
		end++;
	*word = str_slice(*rest, at, end);
	*rest = str_from(*rest, end);
	return word->len > 0;
}

/* Is `word` one of the names, an initial of one, or short for one? */
static bool is_of_name(struct str word, struct str names)
{
	struct str name;

	while (next_letters(&names, &name)) {
		struct str start = str_slice(name, 0, word.len);

		if (str_eq_nocase(start, word) &&
		    (name.len == word.len || word.len == 1 ||
		     word.len >= SHORT_NAME))
			return true;
	}
	return false;
}

/* Are the letters of `word` those that the names begin with? */
static bool is_initials(struct str word, struct str names)
{
	struct str name;
	size_t n = 0;

	while (n < word.len && next_letters(&names, &name))
		if (char_lower(name.ptr[0]) != char_lower(word.ptr[n++]))
			return false;
	return n == word.len && n > 1;
}

bool contact_is_of(struct str text, struct str writer)
{
	struct str rest = text, word;
	size_t longest = 0, n = 0;

	writer = str_slice(writer, 0, WRITER_MAX);
	if (text.len > BARE_MAX || is_answer(text))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!is_letter(text.ptr[i]) &&
		    str_find_char(str_of(" .,-\'/~"), text.ptr[i]) == STR_NONE)
			return false;
	while (next_letters(&rest, &word)) {
		n++;
		if (n == 1 && word.len == text.len &&
		    word.len < SHORT_NAME + 1 && is_initials(word, writer))
			return true;
		if (!is_of_name(word, writer))
			return false;
		longest = word.len > longest ? word.len : longest;
	}
	return longest > 1;
}

bool contact_is_number(struct str text)
{
	size_t digits = 0;

	for (size_t i = 0; i < text.len; i++)
		digits += char_is_digit(text.ptr[i]);
	return contact_is_address(text) ||
	       (digits >= 3 && digits * 2 >= text.len);
}

bool contact_is_postscript(struct str text)
{
	static const char *const marks[] = {
		"PS",   "P.S",  "P. S", "PPS", "P.P.S", "NB:",
		"N.B.", "N. B", "ЗЫ",   "П.С", "P.D.",  "PD:",
	};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		struct str rest = str_from(text, str_of(marks[i]).len);

		if (str_starts_nocase(text, marks[i]) &&
		    (rest.len == 0 || !char_is_alnum(rest.ptr[0])))
			return true;
	}
	return text.len > 2 && text.ptr[0] == '[' && char_is_digit(text.ptr[1]);
}
