#include "text/quote.h"

#include "text/attribution.h"
#include "text/block.h"
#include "text/mailwords.h"
#include "text/rulerwords.h"
#include "text/signwords.h"

#define WRAP_WIDTH  72 /* bytes at which programs start to wrap */
#define NAME_MAX    60 /* bytes of a line with a name or a date */
#define HEAD_MAX    6  /* lines of a quote in which its head must end */
#define WRAPPED_MAX 8  /* lines in a row that have lost their mark */

#define CROWDED_MIN   48 /* bytes of a line with several marks that was cut */
#define LEFT_OVER_MAX 40 /* bytes of what was cut off it */

/* Whether nothing but signs that draw a line stands in `text`. */
static bool is_rule(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!char_is_blank(text.ptr[i]) && text.ptr[i] != '-' &&
		    text.ptr[i] != '_' && text.ptr[i] != '=' &&
		    text.ptr[i] != '*')
			return false;
	return text.len > 1;
}

/* "-----Original Message-----" and the like, after the dashes. */
static bool is_ruler(struct str text, enum line_kind *kind)
{
	size_t i = 0;

	while (i < text.len && (text.ptr[i] == '*' || text.ptr[i] == ' '))
		i++;
	text = str_slice(text, i, i + 200);
	if (begins_forward(text)) {
		*kind = LINE_FORWARD;
		return true;
	}
	if (is_rule(text))
		return false;
	if (!str_starts(text, "--") && !str_starts(text, "__") &&
	    !str_starts(text, "==") && !str_starts(text, "##") &&
	    !str_starts(text, "\xe2\x80\x90"))
		return false;
	*kind = LINE_QUOTE;
	if (says_reply_above(text))
		return true;
	if (says_forwarded(text))
		*kind = LINE_FORWARD;
	else if (!says_original(text))
		return false;
	return true;
}

/* ">>> Ann Lee 5/3/16 06:01PM >>>", the head that GroupWise writes. */
static bool is_groupwise(const struct line *line)
{
	return line->depth == 3 && str_ends(line->text, ">>>") &&
	       block_tells_time(line->text);
}

/* "---- in whatever words ----" */
static bool is_framed(struct str text)
{
	return (str_starts(text, "---") || str_starts(text, "*---")) &&
	       (str_ends(text, "---") || str_ends(text, "---*")) &&
	       text.len <= NAME_MAX;
}

/* "Ann Lee ---05/03/2016 06:01 PM---Dear Bert": Notes shows it in a fold. */
static bool is_preview(struct str text)
{
	size_t at = str_find(text, " ---");

	return at != STR_NONE &&
	       str_find(str_from(text, at + 4), "---") != STR_NONE &&
	       block_tells_time(text);
}

/* Rules and empty lines right above line `i` belong to what starts there. */
static size_t with_rules(const struct lines *lines, size_t i)
{
	while (i > 0 && lines->line[i - 1].kind == LINE_OWN &&
	       (line_is_blank(&lines->line[i - 1]) ||
	        is_rule(lines->line[i - 1].text) ||
	        is_framed(lines->line[i - 1].text) ||
	        is_preview(lines->line[i - 1].text)))
		i--;
	return i;
}

/* The first line from `i` on that the edition has; the end when none. */
static size_t next_piece(const struct lines *lines, size_t i)
{
	while (i < lines->n && lines->line[i].piece == PIECE_NONE)
		i++;
	return i;
}

/*
 * Whether the unmarked lines from `i` on, below a quote's head, were typed
 * there: the program did mark what it quotes of the edition, further down.
 */
static bool is_typed_below(const struct lines *lines, size_t i)
{
	size_t piece = next_piece(lines, i);

	return i < piece && piece < lines->n && lines->line[piece].depth > 0;
}

/*
 * The head of a quote is [first, next): mark it and, unless '>' stands before
 * the lines below, these too.  Returns where to go on.
 */
static size_t mark_below(struct lines *lines, size_t first, size_t next,
                         enum line_kind kind)
{
	size_t body = lines_skip_blank(lines, next);

	if (body < lines->n && lines->line[body].depth == 0) {
		size_t end = block_end(lines, body);

		next = end > body ? end : next;
		body = lines_skip_blank(lines, next);
	}
	lines_mark(lines, with_rules(lines, first), next, kind);
	/* What is passed on may begin with what it quotes. */
	if (body < lines->n && lines->line[body].depth > 0 &&
	    kind != LINE_FORWARD)
		return next;
	if (kind != LINE_FORWARD && is_typed_below(lines, body)) {
		lines->is_unsure = true;
		return next;
	}
	next = next_piece(lines, next);
	lines->is_open |= body < next && kind != LINE_FORWARD;
	lines_mark(lines, first, next, kind);
	return next;
}

/* A quote's head [first, end) with nothing of the writer's above it: what the
 * writer says comes below, if anywhere. */
static size_t mark_head(struct lines *lines, size_t first, size_t end)
{
	if (lines_skip_blank(lines, end) < lines->n)
		lines->is_unsure = lines->is_open = true;
	lines_mark(lines, with_rules(lines, first), end, LINE_QUOTE);
	return end;
}

/* Where a header block ends that starts at `i` or below empty lines; `i` when
 * none does. */
static size_t head_end(const struct lines *lines, size_t i)
{
	size_t first = lines_skip_blank(lines, i);
	size_t end = block_end(lines, first);

	return end > first ? end : i;
}

/* Whether words without a mark are below the last line `i` of a head. */
static bool is_bare_below(const struct lines *lines, size_t i)
{
	i = lines_skip_blank(lines, i + 1);
	return i < lines->n && lines->line[i].depth == 0 &&
	       block_end(lines, i) == i;
}

/* "Forwarded message:" above a header block. */
static bool announces_forward(const struct lines *lines, size_t i,
                              enum line_kind *kind)
{
	struct str text = lines->line[i].text;
	size_t next = lines_skip_blank(lines, i + 1);

	if (text.len > NAME_MAX || !str_ends(text, ":") ||
	    !says_forwarded(text) || next == lines->n ||
	    block_end(lines, next) == next)
		return false;
	*kind = LINE_FORWARD;
	return true;
}

/*
 * Whether people write such a line as well as programs: no address in the
 * lines [first, last], and nothing below that is quoted for sure.
 */
static bool is_told(const struct lines *lines, size_t first, size_t last)
{
	size_t next = lines_skip_blank(lines, last + 1);

	for (size_t i = first; i <= last; i++)
		if (sight_of(lines->line[i].text).has_address ||
		    str_starts(lines->line[i].text, "--"))
			return false;
	return next < lines->n && lines->line[next].depth == 0 &&
	       lines->line[next].piece == PIECE_NONE &&
	       block_end(lines, next) == next;
}

/*
 * Whether people write such a block as well, "From: Harbour", "To: Island", as
 * a list in their text: nothing in it nor above it is a program's for sure.
 */
static bool is_list(const struct lines *lines, size_t first, size_t end)
{
	size_t rules = with_rules(lines, first);

	return !block_is_certain(lines, first, end) &&
	       lines_count(lines, rules, first) == 0;
}

/*
 * What starts at the line `i`; returns where to go on, `i` when nothing does.
 * `own`: the first line of the writer's above it.
 * `is_all`: nothing own stands above it, nor anything of the edition below.
 */
static size_t mark_at(struct arena *arena, struct lines *lines, size_t i,
                      size_t own, bool is_all)
{
	struct str text = lines->line[i].text;
	enum line_kind kind = LINE_QUOTE;
	size_t first, end;

	if (is_groupwise(&lines->line[i]))
		return mark_below(lines, i, i + 1, LINE_QUOTE);
	if (is_ruler(text, &kind) || announces_forward(lines, i, &kind)) {
		if (is_all && kind != LINE_FORWARD)
			return mark_head(lines, i, head_end(lines, i + 1));
		return mark_below(lines, i, i + 1, kind);
	}
	end = block_end(lines, i);
	first = end > i ? block_start(lines, i) : i;
	if (end > i && is_list(lines, first, end)) {
		lines->is_unsure = true;
	} else if (end > i) {
		if (!is_all)
			return mark_below(lines, first, end, kind);
		return mark_head(lines, first, end);
	}
	if (!attribution_find(arena, lines, i, &first))
		return i;
	if (is_told(lines, first, i)) {
		lines->is_unsure = true;
		/* A quote of all that there is would leave no letter. */
		if (own >= first)
			return i;
	}
	if (is_all && is_bare_below(lines, i))
		return mark_head(lines, first, i + 1);
	return mark_below(lines, first, i + 1, kind);
}

/* Whether a program that wraps lines broke one between `above` and `text`. */
static bool is_broken(const struct line *above, struct str text)
{
	struct str word, rest = text, last = above->text;

	if (!str_next_word(&rest, &word) ||
	    above->raw.len + 1 + word.len < WRAP_WIDTH)
		return false;
	if (word.ptr[0] >= 'a' && word.ptr[0] <= 'z')
		return true;
	return !str_ends(last, ".") && !str_ends(last, "?") &&
	       !str_ends(last, "!") && !str_ends(last, ":");
}

/* A few words that a line lost because so many marks stand before it. */
static bool is_left_over(const struct line *marked, struct str text)
{
	return marked->depth > 1 && marked->raw.len >= CROWDED_MIN &&
	       text.len > 0 && text.len <= LEFT_OVER_MAX;
}

/*
 * A marked line that was wrapped once more goes on without a mark: lines that
 * stand between two marked ones, each above them too long for the next word.
 */
static void mark_wrapped(struct lines *lines)
{
	for (size_t i = 1; i < lines->n; i++) {
		size_t end = i;

		if (lines->line[i - 1].depth == 0 || lines->line[i].depth > 0)
			continue;
		while (end < lines->n && end - i < WRAPPED_MAX &&
		       lines->line[end].depth == 0 &&
		       (is_broken(&lines->line[end - 1],
		                  lines->line[end].text) ||
		        is_left_over(&lines->line[i - 1],
		                     lines->line[end].text)))
			end++;
		if (end > i && end < lines->n && lines->line[end].depth > 0)
			lines_mark(lines, i, end, LINE_QUOTE);
	}
}

/* "> wrote:" is the end of a "<ann@example.org>" in three lines. */
static bool may_be_head(const struct line *line)
{
	return line->kind == LINE_OWN && !line->is_code &&
	       !line_is_blank(line) &&
	       (line->depth == 0 || is_groupwise(line) ||
	        (line->depth == 1 && line->text.len < 20 &&
	         str_ends(line->text, ":")));
}

/* The line behind the marked lines that start at `i`. */
static size_t region_end(const struct lines *lines, size_t i)
{
	while (i < lines->n && lines->line[i].depth > 0 &&
	       !lines->line[i].is_code)
		i++;
	return i;
}

/*
 * Whether the marked lines [from, to) begin as programs begin a quote: some
 * set the marks before their "On ... wrote:", and so does HTML made text.
 */
static bool has_head(struct arena *arena, const struct lines *lines,
                     size_t from, size_t to, enum line_kind *kind)
{
	size_t first;

	from = lines_skip_blank(lines, from);
	if (from < to && (is_ruler(lines->line[from].text, kind) ||
	                  announces_forward(lines, from, kind)))
		return true;
	for (size_t i = from; i < to && i < from + HEAD_MAX; i++) {
		if (line_is_blank(&lines->line[i]))
			continue;
		if (is_rule(lines->line[i].text))
			from = i + 1;
		else if (block_end(lines, i) > i ||
		         (attribution_find(arena, lines, i, &first) &&
		          lines_count(lines, from, first) == 0))
			return true;
	}
	return false;
}

/* "From: Ann" right above the marked lines at `i`, the rest of whose header
 * block is in them: some programs lose its mark. */
static void mark_lost_from(struct lines *lines, size_t i)
{
	size_t above = lines_before(lines, i);

	i = lines_skip_blank(lines, i);
	if (above < lines->n && i < lines->n &&
	    lines->line[above].kind == LINE_OWN &&
	    lines->line[above].header == HEADER_FROM &&
	    lines->line[i].header != HEADER_NONE &&
	    lines->line[i].header != HEADER_FROM)
		lines_mark(lines, above, i, LINE_QUOTE);
}

/* Mark what has quote marks; true when some of it has a program's head. */
static bool mark_regions(struct arena *arena, struct lines *lines)
{
	bool is_found = false;

	for (size_t i = 0; i < lines->n; i++) {
		size_t end = region_end(lines, i);
		enum line_kind kind = LINE_QUOTE;

		if (end == i)
			continue;
		if (lines->line[i].kind == LINE_OWN &&
		    has_head(arena, lines, i, end, &kind)) {
			mark_lost_from(lines, i);
			is_found = true;
		}
		lines_mark(lines, i, end,
		           kind == LINE_FORWARD ? LINE_FORWARD : LINE_QUOTE);
		i = end - 1;
	}
	return is_found;
}

bool quote_mark(struct arena *arena, struct lines *lines)
{
	bool is_found = false, has_own = false;
	size_t pieces = lines->n; /* behind the last line of one */
	size_t own = lines->n;    /* the first line that is no mere greeting */

	while (pieces > 0 && lines->line[pieces - 1].piece == PIECE_NONE)
		pieces--;
	for (size_t i = 0; i < lines->n;) {
		struct line *line = &lines->line[i];
		size_t next = i;

		if (may_be_head(line))
			next = mark_at(arena, lines, i, own,
			               !has_own && i >= pieces);
		is_found |= next > i;
		if (line->kind == LINE_OWN && line->depth == 0 &&
		    !line_is_blank(line)) {
			has_own = true;
			if (own == lines->n && !is_greeting(line->text))
				own = i;
		}
		i = next > i ? next : i + 1;
	}
	is_found |= mark_regions(arena, lines);
	mark_wrapped(lines);
	return is_found;
}
