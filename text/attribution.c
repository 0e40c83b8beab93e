#include "text/attribution.h"

#include "base/buf.h"
#include "text/mailwords.h"
#include "text/phrase_private.h"

#define TEXT_MAX    500 /* bytes of an attribution */
#define LINES_MAX   5   /* that it is wrapped to */
#define LEAD_MAX    80 /* bytes of its first line, above one that has all else */
#define UNKNOWN_MAX 18 /* words of one in a language that we do not know */
#define DATED_MAX   14 /* words of one that ends in a date */
#define WORDS_MAX   8  /* of one that has no date, "Ann Lee (editor) wrote:" */

/* Bytes of a digit, ASCII's, Arabic or Persian, at `i`; 0: none. */
static size_t digit(struct str text, size_t i)
{
	unsigned char c;

	if (i < text.len && char_is_digit(text.ptr[i]))
		return 1;
	if (i + 1 >= text.len)
		return 0;
	c = (unsigned char)text.ptr[i + 1];
	if (text.ptr[i] == '\xd9' && c >= 0xa0 && c <= 0xa9)
		return 2;
	return text.ptr[i] == '\xdb' && c >= 0xb0 && c <= 0xb9 ? 2 : 0;
}

/* Look at the number that starts at `i` and return where it ends. */
static size_t see_number(struct str text, size_t i, struct sight *sight)
{
	size_t n = 0, width;

	while ((width = digit(text, i)) > 0) {
		i += width;
		n++;
	}
	sight->n_numbers++;
	sight->has_year |= n == 4;
	if (n <= 2 && i < text.len &&
	    (text.ptr[i] == ':' || text.ptr[i] == '.') &&
	    (width = digit(text, i + 1)) > 0 && digit(text, i + 1 + width) > 0)
		sight->has_time = true;
	return i;
}

/* Whether the first word of `text` is an address. */
static bool is_address(struct str text)
{
	struct str word;

	return str_next_word(&text, &word) &&
	       str_find_char(word, '@') != STR_NONE;
}

struct sight sight_of(struct str text)
{
	struct sight sight = {.has_lead = has_lead(text)};
	bool is_inside = false;

	sight.starts_date = digit(text, 0) > 0 && !is_address(text);
	if (is_address(text)) {
		sight.has_address = true;
		return sight;
	}

	for (size_t i = 0; i < text.len;) {
		if (!is_inside && digit(text, i) > 0) {
			i = see_number(text, i, &sight);
			continue;
		}
		sight.has_address |= text.ptr[i] == '@';
		if (text.ptr[i] == '<')
			is_inside = true;
		else if (text.ptr[i] == '>')
			is_inside = false;
		i++;
	}
	return sight;
}

/* What stands around a line's words. */
struct frame {
	struct str text;
	bool has_colon;
	bool is_ruled; /* dashes on both sides */
};

static struct frame unframe(struct str text)
{
	struct frame frame = {.text = text};
	size_t front = 0, back = 0;

	while (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == ' ' ||
	                        text.ptr[0] == '*')) {
		front += text.ptr[0] == '-';
		text = str_from(text, 1);
	}
	while (text.len > 0) {
		char c = text.ptr[text.len - 1];

		if (str_ends(text, "\xef\xbc\x9a")) {
			text.len -= 2; /* and one more below */
			frame.has_colon = true;
		} else if (c == ':') {
			frame.has_colon = true;
		} else if (c != '-' && c != ' ' && c != '*') {
			break;
		}
		back += c == '-';
		text.len--;
	}
	frame.text = text;
	frame.is_ruled = front > 1 && back > 1;
	return frame;
}

/* "... wrote:" - the verb comes last. */
static bool verb_closes(const struct frame *frame, const struct sight *sight,
                        bool is_quote_next)
{
	if (!frame->has_colon && !frame->is_ruled && !is_quote_next)
		return false;
	if (sight->has_address || frame->is_ruled)
		return true;
	if (sight->has_lead && (sight->has_year || sight->n_numbers > 2))
		return true;
	if (sight->n_numbers > 1 && (sight->has_time || is_quote_next))
		return true;
	return is_quote_next && phrase_words(frame->text) <= WORDS_MAX;
}

/* No verb: "2016-03-03 17:21 GMT+01:00 Ann <ann@example.org>:" */
static bool date_and_person(const struct frame *frame,
                            const struct sight *sight)
{
	if (frame->has_colon && str_ends(frame->text, ">") && sight->has_year &&
	    sight->has_time && sight->n_numbers > 3)
		return true; /* the day of the week comes first */
	/* mutt: "* Ann <ann@example.org> [2016-05-03 10:05]:" */
	if (frame->has_colon && sight->has_address && sight->has_year &&
	    sight->has_time && sight->n_numbers > 3 &&
	    str_ends(frame->text, "]"))
		return true;
	if (!sight->starts_date || sight->n_numbers < 3)
		return false;
	if (sight->has_address)
		return (frame->has_colon || str_ends(frame->text, ">")) &&
		       phrase_words(frame->text) <= 12;
	return sight->n_numbers >= 6 &&
	       str_find(frame->text, " GMT") != STR_NONE &&
	       phrase_words(frame->text) <= WORDS_MAX;
}

/* "... schrieb am Dienstag, den 03. Mai 2016": nothing behind the date. */
static bool ends_in_year(struct str text)
{
	size_t n = 0;

	while (n < text.len && char_is_digit(text.ptr[text.len - 1 - n]))
		n++;
	return n == 4;
}

static bool is_attribution(struct str text, bool is_quote_next)
{
	struct frame frame = unframe(text);
	struct sight sight = sight_of(frame.text);
	size_t verb = wrote_find(frame.text);

	if (text.len > TEXT_MAX)
		return false;
	if (verb == STR_NONE)
		return date_and_person(&frame, &sight) ||
		       (is_quote_next && frame.has_colon && sight.has_year &&
		        sight.has_time && sight.n_numbers > 3 &&
		        phrase_words(frame.text) <= UNKNOWN_MAX);
	if (verb == frame.text.len)
		return verb_closes(&frame, &sight, is_quote_next);
	if (frame.has_colon && sight.has_year && sight.n_numbers > 1 &&
	    ends_in_year(frame.text) && phrase_words(frame.text) <= DATED_MAX)
		return true;
	return (frame.has_colon || is_quote_next) &&
	       (sight.has_lead || sight.has_time || sight.starts_date) &&
	       (sight.has_address || sight.n_numbers > 3);
}

/* "Ann Lee <ann@example.org>", whatever follows. */
static bool names_sender(struct str text)
{
	size_t open = str_find_char(text, '<'), at;

	if (open == STR_NONE)
		return false;
	text = str_from(text, open);
	at = str_find_char(text, '@');
	return at != STR_NONE && at < str_find_char(text, '>') &&
	       str_find_char(text, '>') != STR_NONE;
}

/* Whether a mail program may start an attribution with such a line. */
static bool may_start(struct str text)
{
	struct sight sight = sight_of(unframe(text).text);

	return (sight.has_lead || sight.n_numbers > 0) && text.len <= TEXT_MAX;
}

/* Whether the lines `a` and `b` = `a` + 1 may be of one attribution. */
static bool may_join(const struct lines *lines, size_t a, size_t b)
{
	const struct line *above = &lines->line[a], *below = &lines->line[b];

	if (above->is_code || above->kind != LINE_OWN ||
	    (above->depth > 0 && above->depth != below->depth))
		return false;
	if (!line_is_blank(above))
		return true;
	/* Some put an empty line before the address. */
	return str_starts(below->text, "<");
}

/* The lines [first, last], joined. */
static struct str join(struct arena *arena, const struct lines *lines,
                       size_t first, size_t last)
{
	struct buf buf = BUF_INIT(TEXT_MAX * LINES_MAX);

	for (size_t i = first; i <= last; i++) {
		buf_add(&buf, str_slice(lines->line[i].text, 0, TEXT_MAX));
		if (i < last && !line_is_blank(&lines->line[i]))
			buf_addc(&buf, ' ');
	}
	return buf_take(&buf, arena);
}

/* Whether `i` can be a last line at all: cheap, most lines cannot. */
static bool may_end(const struct line *line, bool is_quote_next)
{
	struct str text = line->text;

	if (line->is_code || line_is_blank(line) || text.len > TEXT_MAX)
		return false;
	return is_quote_next || str_ends(text, ":") || str_ends(text, ">") ||
	       str_ends(text, "-") || str_ends(text, "*") ||
	       str_ends(text, "\xef\xbc\x9a") ||
	       str_find(text, "GMT") != STR_NONE;
}

/* Lines with marks or a header below: what comes is quoted for sure. */
static bool quote_follows(const struct lines *lines, size_t i)
{
	size_t next = lines_skip_blank(lines, i + 1);

	return next < lines->n &&
	       (lines->line[next].depth > lines->line[i].depth ||
	        lines->line[next].header != HEADER_NONE);
}

/* Above an attribution's date its first words may stand alone: "On Friday,",
 * or the writer's name and address. */
static size_t with_lead(const struct lines *lines, size_t i)
{
	const struct line *above = &lines->line[i - 1];

	if (!may_join(lines, i - 1, i))
		return i;
	if (names_sender(above->text) &&
	    !sight_of(lines->line[i].text).has_address)
		return i - 1;
	if (above->text.len > LEAD_MAX || !has_lead(above->text))
		return i;
	return str_ends(above->text, ",") || sight_of(above->text).n_numbers > 0
	               ? i - 1
	               : i;
}

/* The first line of an attribution in several lines, the last of which is
 * `i`; a line with "On" wins over one that has a date only. */
static size_t walk_up(struct arena *arena, const struct lines *lines, size_t i,
                      bool is_quote_next)
{
	size_t at = i, best = i;

	while (at > 0 && i - at + 1 < LINES_MAX &&
	       may_join(lines, at - 1, at)) {
		struct str text = lines->line[--at].text;
		bool has_lead_here = has_lead(text);

		if (line_is_blank(&lines->line[at]) ||
		    !(may_start(text) || names_sender(text)) ||
		    (best < i && !has_lead_here) ||
		    !is_attribution(join(arena, lines, at, i), is_quote_next))
			continue;
		best = at;
		if (has_lead_here)
			break;
	}
	return best;
}

bool attribution_find(struct arena *arena, const struct lines *lines, size_t i,
                      size_t *first)
{
	bool is_quote_next = quote_follows(lines, i);
	struct str text = lines->line[i].text;
	bool is_alone;
	size_t at;

	if (!may_end(&lines->line[i], is_quote_next))
		return false;
	is_alone = is_attribution(text, is_quote_next);
	if (is_alone && may_start(text)) {
		*first = i > 0 ? with_lead(lines, i) : i;
		return true;
	}
	at = walk_up(arena, lines, i, is_quote_next);
	/* "Ann Lee <ann@example.org>" stands above a mere "wrote:". */
	if (at == i && i > 0 && phrase_words(text) == 1 &&
	    wrote_find(text) != STR_NONE && may_join(lines, i - 1, i) &&
	    is_attribution(join(arena, lines, i - 1, i), is_quote_next))
		at = i - 1;
	*first = at;
	return is_alone || at < i;
}
