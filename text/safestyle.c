#include "text/safestyle.h"

#include "base/attr.h"
#include "base/buf.h"

#define STYLE_MAX 4096 /* bytes; what is longer is none */

/* Of these any value may stay that is_plain(). */
static const char *const properties[] = {
	"azimuth",
	"background-color",
	"border-bottom-color",
	"border-collapse",
	"border-color",
	"border-left-color",
	"border-right-color",
	"border-top-color",
	"clear",
	"color",
	"cursor",
	"direction",
	"display",
	"elevation",
	"float",
	"font",
	"font-family",
	"font-size",
	"font-style",
	"font-variant",
	"font-weight",
	"height",
	"letter-spacing",
	"line-height",
	"overflow",
	"pause",
	"pause-after",
	"pause-before",
	"pitch",
	"pitch-range",
	"richness",
	"speak",
	"speak-header",
	"speak-numeral",
	"speak-punctuation",
	"speech-rate",
	"stress",
	"text-align",
	"text-decoration",
	"text-indent",
	"unicode-bidi",
	"vertical-align",
	"voice-family",
	"volume",
	"white-space",
	"width",
};

/* Of these and what begins so ("margin-left"), only values of words below. */
static const char *const families[] = {
	"background",
	"border",
	"margin",
	"padding",
};

static const char *const keywords[] = {
	"auto",        "aqua",       "black",   "block",   "blue",
	"bold",        "both",       "bottom",  "brown",   "center",
	"collapse",    "dashed",     "dotted",  "fuchsia", "gray",
	"green",       "!important", "italic",  "left",    "lime",
	"maroon",      "medium",     "none",    "navy",    "normal",
	"nowrap",      "olive",      "pointer", "purple",  "red",
	"right",       "solid",      "silver",  "teal",    "top",
	"transparent", "underline",  "white",   "yellow",
};

static const char *const units[] = {
	"", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "%", ",", ")",
};

static bool is_listed(struct str word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(word, list[i]))
			return true;
	return false;
}

static bool is_family(struct str name)
{
	return is_listed(str_slice(name, 0, str_find_char(name, '-')), families,
	                 ARRAY_LEN(families));
}

static bool is_hex(struct str digits)
{
	for (size_t i = 0; i < digits.len; i++) {
		char c = char_lower(digits.ptr[i]);

		if (!char_is_digit(c) && !(c >= 'a' && c <= 'f'))
			return false;
	}
	return digits.len > 0;
}

static size_t skip_digits(struct str *rest)
{
	size_t n = 0;

	while (n < rest->len && char_is_digit(rest->ptr[n]))
		n++;
	*rest = str_from(*rest, n);
	return n;
}

/* "12px", "0.5em": nothing that covers the page (99999em). */
static bool is_length(struct str word)
{
	if (str_starts(word, "-"))
		return false;
	if (skip_digits(&word) > 2 && word.len > 0 && !str_is(word, "px"))
		return false;
	if (str_starts(word, ".")) {
		word = str_from(word, 1);
		if (skip_digits(&word) > 2)
			return false;
	}
	return is_listed(word, units, ARRAY_LEN(units));
}

static bool is_word_ok(struct str word)
{
	if (str_starts(word, "#"))
		return is_hex(str_from(word, 1));
	if (str_starts_nocase(word, "rgb("))
		return true; /* is_plain() has seen what is in it */
	return is_listed(word, keywords, ARRAY_LEN(keywords)) ||
	       is_length(word);
}

/* Letters, numbers, quoted names, "rgb(1, 2, 3)": no other function. */
static bool is_plain(struct str value)
{
	bool is_inside = false;

	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];

		if (c == '(') {
			if (is_inside || i < 3 ||
			    !str_is_nocase(str_slice(value, i - 3, i), "rgb"))
				return false;
			is_inside = true;
		} else if (c == ')') {
			is_inside = false;
		} else if (is_inside) {
			if (!char_is_digit(c) && c != ',' && c != ' ' &&
			    c != '%')
				return false;
		} else if (!char_is_alnum(c) && !char_is_space(c) &&
		           !memchr(",#%.!-_'\"", c, 9)) {
			return false;
		}
	}
	return !is_inside;
}

static bool is_value_ok(struct str name, struct str value)
{
	struct str word;

	if (str_trim(value).len == 0 || !is_plain(value))
		return false;
	if (is_listed(name, properties, ARRAY_LEN(properties)))
		return true;
	if (!is_family(name))
		return false;
	while (str_next_word(&value, &word)) {
		/* "rgb(0, 0, 0)" is several words */
		if (str_starts_nocase(word, "rgb(") &&
		    str_find_char(word, ')') == STR_NONE)
			while (str_next_word(&value, &word) &&
			       str_find_char(word, ')') == STR_NONE)
				;
		else if (!is_word_ok(word))
			return false;
	}
	return true;
}

struct str safestyle_clean(struct arena *arena, struct str style)
{
	struct buf out = BUF_INIT(STYLE_MAX * 2);
	struct str each;

	if (style.len > STYLE_MAX)
		return str_of("");
	while (str_next_field(&style, ';', &each)) {
		size_t colon = str_find_char(each, ':');
		struct str name = str_trim(str_slice(each, 0, colon));
		struct str value;

		if (colon == STR_NONE)
			continue;
		value = str_trim_left(str_from(each, colon + 1));
		if (!is_value_ok(name, value))
			continue;
		if (out.len > 0)
			buf_addc(&out, ' ');
		buf_add(&out, name);
		buf_adds(&out, ": ");
		buf_add(&out, value);
		buf_addc(&out, ';');
	}
	return buf_take(&out, arena);
}
