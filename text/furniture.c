#include "text/furniture.h"

#include "base/attr.h"

#define PLACE_MAX  50 /* bytes before an agency or a dash */
#define AGENCY_MAX 24
#define BYLINE_MAX 10 /* words */

/* Starts of captions and pointers: any case, whatever follows. */
static const char *const starts[] = {
	"photo:",
	"photos:",
	"photo by ",
	"photograph:",
	"photographs:",
	"photo credit",
	"file photo",
	"image:",
	"images:",
	"image source",
	"image caption",
	"media caption",
	"picture:",
	"pictured:",
	"caption:",
	"illustration:",
	"video:",
	"watch:",
	"listen:",
	"credit:",
	"getty images",
	"scroll down for",
	"scroll to ",
	"click here",
	"read more",
	"read also",
	"read:",
	"see more",
	"see also",
	"related:",
	"more:",
	"published:",
	"updated:",
	"last updated",
	"story continues",
	"article continues",
	"follow us ",
	"share this",
	"copyright ©",
	"copyright (c)",
	"copyright 20",
	"©",
	"all rights reserved",
	"reporting by ",
	"editing by ",
	"(reporting by ",
	"(editing by ",
	"foto:",
	"bild:",
	"bilde:",
	"les også",
	"læs også",
	"läs också",
	"lesen sie auch",
	"lire aussi",
	"crédit photo",
	"leer más",
	"lea también",
	"leggi anche",
	"lees ook",
};

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Letters in capitals, "CNN", and more than one. */
static bool is_all_capitals(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] >= 'a' && text.ptr[i] <= 'z')
			return false;
		n += is_upper(text.ptr[i]);
	}
	return n > 1;
}

/* "New Delhi, Jul 30": words with capitals, numbers, commas. */
static bool is_place(struct str text)
{
	struct str word;

	if (text.len > PLACE_MAX)
		return false;
	while (str_next_word(&text, &word)) {
		unsigned char c = (unsigned char)word.ptr[0];

		if (!is_upper((char)c) && !char_is_digit((char)c) && c < 0x80)
			return false;
		if (str_ends(word, ".") && word.len > 6)
			return false; /* the end of a sentence */
	}
	return true;
}

/* The bytes of a dash and the blanks around it; 0: no dash here. */
static size_t dash_length(struct str text)
{
	static const char *const dashes[] = {"--", "—", "–", "-"};
	struct str rest = str_trim_left(text);

	for (size_t i = 0; i < ARRAY_LEN(dashes); i++)
		if (str_starts(rest, dashes[i])) {
			rest = str_from(rest, str_of(dashes[i]).len);
			if (rest.len == 0 || !char_is_space(rest.ptr[0]))
				return 0;
			return text.len - str_trim_left(rest).len;
		}
	return 0;
}

/* "PLACE - " without an agency. */
static size_t bare_dateline(struct str text)
{
	for (size_t i = 2; i < text.len && i <= PLACE_MAX; i++) {
		struct str place = str_slice(text, 0, i), word;
		size_t n = dash_length(str_from(text, i));

		if (text.ptr[i] == '\n')
			return 0;
		if (n == 0 || !char_is_space(text.ptr[i]))
			continue;
		if (!is_place(place) || !str_next_word(&place, &word) ||
		    !is_all_capitals(word))
			return 0;
		return i + n;
	}
	return 0;
}

size_t furniture_dateline(struct str text)
{
	size_t open = str_find_char(str_slice(text, 0, PLACE_MAX), '(');
	struct str place, agency, rest;
	size_t close, dash;

	if (open == STR_NONE)
		return bare_dateline(text);
	place = str_slice(text, 0, open);
	rest = str_from(text, open + 1);
	close = str_find_char(str_slice(rest, 0, AGENCY_MAX), ')');
	if (close == STR_NONE || close == 0 || !is_upper(rest.ptr[0]) ||
	    !is_place(place))
		return bare_dateline(text);
	agency = str_slice(rest, 0, close);
	if (!is_place(agency)) /* but something said in brackets */
		return 0;
	rest = str_from(rest, close + 1);
	dash = dash_length(rest);
	if (dash > 0)
		return text.len - rest.len + dash;
	/* "(CNN)The ...", "Delhi, Jul 30 (PTI) The ..." */
	rest = str_trim_left(rest);
	if (rest.len == 0 || !is_upper(rest.ptr[0]))
		return 0;
	if (place.len > 0 &&
	    (str_find_char(place, ',') == STR_NONE || !is_all_capitals(agency)))
		return 0;
	return text.len - rest.len;
}

/* "By Jane Doe": a few names and nothing else. */
static bool is_byline(struct str text)
{
	struct str word;
	size_t n = 0;

	if (!str_starts(text, "By ") && !str_starts(text, "By."))
		return false;
	text = str_from(text, 3);
	while (str_next_word(&text, &word)) {
		if (str_starts(word, "PUBLISHED") ||
		    str_starts(word, "UPDATED"))
			return true;
		if (!is_upper(word.ptr[0]) && !str_is(word, "and") &&
		    !str_is(word, "for") && !str_is(word, "."))
			return false;
		if (++n > BYLINE_MAX)
			return false;
	}
	return n > 0;
}

bool furniture_is(struct str sentence)
{
	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (str_starts_nocase(sentence, starts[i]))
			return true;
	return is_byline(sentence);
}
