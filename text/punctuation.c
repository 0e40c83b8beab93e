#include "text/punctuation.h"

#include "base/attr.h"
#include "text/utf8.h"

static const struct {
	uint32_t code;
	enum punctuation kind;
} marks[] = {
	{'.', PUNCTUATION_END},         {'!', PUNCTUATION_END},
	{'?', PUNCTUATION_END},         {0x2026, PUNCTUATION_END}, /* … */
	{0x203c, PUNCTUATION_END},                                 /* ‼ */
	{0x2047, PUNCTUATION_END},                                 /* ⁇ */
	{0x2048, PUNCTUATION_END},                                 /* ⁈ */
	{0x2049, PUNCTUATION_END},                                 /* ⁉ */
	{0x061f, PUNCTUATION_WIDE_END}, /* Arabic question mark */
	{0x06d4, PUNCTUATION_WIDE_END}, /* Urdu full stop */
	{0x0964, PUNCTUATION_WIDE_END}, /* danda */
	{0x0965, PUNCTUATION_WIDE_END}, /* double danda */
	{0x3002, PUNCTUATION_WIDE_END}, /* 。 */
	{0xff01, PUNCTUATION_WIDE_END}, /* ！ */
	{0xff0e, PUNCTUATION_WIDE_END}, /* ． */
	{0xff1f, PUNCTUATION_WIDE_END}, /* ？ */
	{0xff61, PUNCTUATION_WIDE_END}, /* ｡ */
	{'"', PUNCTUATION_QUOTE},       {'\'', PUNCTUATION_QUOTE},
	{0x2018, PUNCTUATION_QUOTE}, /* ‘ */
	{0x2019, PUNCTUATION_QUOTE}, /* ’ */
	{0x201c, PUNCTUATION_QUOTE}, /* “ closes in German */
	{0x201d, PUNCTUATION_QUOTE}, /* ” opens in Swedish */
	{0x00ab, PUNCTUATION_QUOTE}, /* « closes in Danish */
	{0x00bb, PUNCTUATION_QUOTE}, /* » */
	{0x2039, PUNCTUATION_QUOTE}, /* ‹ */
	{0x203a, PUNCTUATION_QUOTE}, /* › */
	{'(', PUNCTUATION_OPEN},        {'[', PUNCTUATION_OPEN},
	{0x00a1, PUNCTUATION_OPEN}, /* ¡ */
	{0x00bf, PUNCTUATION_OPEN}, /* ¿ */
	{0x201a, PUNCTUATION_OPEN}, /* ‚ */
	{0x201e, PUNCTUATION_OPEN}, /* „ */
	{0x300a, PUNCTUATION_OPEN}, /* 《 */
	{0x300c, PUNCTUATION_OPEN}, /* 「 */
	{0x300e, PUNCTUATION_OPEN}, /* 『 */
	{0xff08, PUNCTUATION_OPEN}, /* （ */
	{')', PUNCTUATION_CLOSE},       {']', PUNCTUATION_CLOSE},
	{0x300b, PUNCTUATION_CLOSE}, /* 》 */
	{0x300d, PUNCTUATION_CLOSE}, /* 」 */
	{0x300f, PUNCTUATION_CLOSE}, /* 』 */
	{0xff09, PUNCTUATION_CLOSE}, /* ） */
};

enum punctuation punctuation_of(uint32_t code)
{
	if (code == ' ' || (code < 0x80 && char_is_alnum((char)code)))
		return PUNCTUATION_NONE; /* most are: do not search */
	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (marks[i].code == code)
			return marks[i].kind;
	return PUNCTUATION_NONE;
}

bool punctuation_last(struct str *text, uint32_t *code)
{
	size_t at = text->len;
	struct str last;

	if (at == 0)
		return false;
	do
		at--;
	while (at > 0 && text->len - at < 4 &&
	       ((unsigned char)text->ptr[at] & 0xc0) == 0x80);
	last = str_from(*text, at);
	utf8_next(&last, code);
	if (last.len > 0) { /* no valid character: one byte of it */
		*code = 0xfffd;
		at = text->len - 1;
	}
	text->len = at;
	return true;
}

bool punctuation_ends_sentence(struct str text)
{
	uint32_t code;

	while (punctuation_last(&text, &code)) {
		if (code == ' ' || code == 0xa0 || code == 0x202f)
			continue; /* French has them before marks */
		switch (punctuation_of(code)) {
		case PUNCTUATION_QUOTE:
		case PUNCTUATION_CLOSE:
			continue;
		case PUNCTUATION_END:
		case PUNCTUATION_WIDE_END:
			return true;
		case PUNCTUATION_NONE:
		case PUNCTUATION_OPEN:
			break;
		}
		return false;
	}
	return false;
}
