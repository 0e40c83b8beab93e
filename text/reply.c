#include "text/reply.h"

#include "base/buf.h"
#include "text/above.h"
#include "text/align.h"
#include "text/context.h"
#include "text/inside.h"
#include "text/keep.h"
#include "text/mailwords.h"
#include "text/quote.h"
#include "text/signature.h"
#include "text/signwords.h"
#include "text/utf8.h"

#define FAREWELL_MAX 4  /* lines of "Cheers, Ann" below the last quote */
#define LABEL_MAX    24 /* characters of "Subject" in the languages we know */
#define TELLING_MIN  40 /* bytes of a line that a reader may have answered */
#define UNSURE       45 /* percent: a moderator is told */

/* Lines [from, to) between cut ones, and what they answer. */
struct segment {
	size_t from, to;
	size_t above; /* first line of the quote right above it */
	size_t piece; /* it answers; PIECE_NONE */
	int64_t item;
	struct above seen;
	int confidence;
};

struct splitter {
	struct arena *arena;
	struct lines lines;
	const struct edition_piece *pieces;
	size_t n_pieces;
	size_t n_items;    /* in the edition */
	int64_t only_item; /* that the whole quote is about, or 0 */
	size_t pieces_end; /* behind the last line that is of a piece */
	struct segment *segment;
	size_t n;
	size_t body_len;
	bool is_aligned;
	bool has_pattern;
	bool is_inside; /* the own words have marks as if they were quoted */
};

const char *cut_kind_name(enum cut_kind kind)
{
	static const char *const names[] = {
		[CUT_QUOTE] = "quote",         [CUT_SIGNATURE] = "signature",
		[CUT_FORWARD] = "forward",     [CUT_DISCLAIMER] = "disclaimer",
		[CUT_ENCRYPTED] = "encrypted",
	};

	return names[kind];
}

static const enum cut_kind cut_kinds[] = {
	[LINE_QUOTE] = CUT_QUOTE,
	[LINE_SIGNATURE] = CUT_SIGNATURE,
	[LINE_FORWARD] = CUT_FORWARD,
	[LINE_DISCLAIMER] = CUT_DISCLAIMER,
};

/* The body's bytes of the lines [from, to), without empty lines around. */
static struct str lines_raw(const struct lines *lines, size_t from, size_t to)
{
	struct str text;

	from = lines_skip_blank(lines, from);
	while (to > from && line_is_blank(&lines->line[to - 1]))
		to--;
	if (from >= to)
		return str_of("");
	text.ptr = lines->line[from].raw.ptr;
	text.len = (size_t)(lines->line[to - 1].raw.ptr - text.ptr) +
	           lines->line[to - 1].raw.len;
	return str_trim(text);
}

/* Items of the edition, each of which is one run of pieces. */
static size_t count_items(const struct edition_piece *pieces, size_t n)
{
	int64_t last = 0;
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		count += pieces[i].item != 0 && pieces[i].item != last;
		last = pieces[i].item != 0 ? pieces[i].item : last;
	}
	return count;
}

/* The piece of the line, when it tells one for sure. */
static size_t piece_of(const struct line *line)
{
	return line->is_certain ? line->piece : PIECE_NONE;
}

static int64_t item_of(const struct splitter *s, const struct line *line)
{
	size_t piece = piece_of(line);

	return piece == PIECE_NONE ? 0 : s->pieces[piece].item;
}

/*
 * "Subject: ...", "Betreff: ...": a header line that a program put above its
 * quote.  An edition's subject names its first article, whatever is answered.
 */
static bool is_labelled(struct str text)
{
	size_t colon = str_find_char(str_trim_left(text), ':');

	text = str_trim_left(text);
	return colon != STR_NONE && colon > 0 &&
	       utf8_length(str_slice(text, 0, colon)) <= LABEL_MAX &&
	       str_find_char(str_slice(text, 0, colon), '.') == STR_NONE &&
	       str_starts(str_from(text, colon + 1), " ") &&
	       str_trim(str_from(text, colon + 1)).len > 0;
}

/* Lines of a header block are of no piece, whatever their subject is. */
static void pass_headers(struct lines *lines)
{
	bool was = false;

	for (size_t i = 0; i < lines->n; i++) {
		bool is = is_labelled(lines->line[i].text);

		if (is && was)
			lines->line[i - 1].piece = lines->line[i].piece =
				PIECE_NONE;
		was = is;
	}
}

/*
 * The one item that all quoted lines are about, or 0.  The masthead with the
 * first item alone may be what a program left of the whole edition.
 */
static int64_t find_only_item(const struct splitter *s)
{
	bool has_front = false;
	int64_t only = 0;
	size_t front = 0;

	while (front < s->n_pieces && s->pieces[front].item == 0)
		front++;
	for (size_t i = 0; i < s->lines.n; i++) {
		const struct line *line = &s->lines.line[i];
		int64_t item = item_of(s, line);

		has_front |= line->piece < front;
		if (item == 0 || is_labelled(line->text))
			continue;
		if (only != 0 && item != only)
			return 0;
		only = item;
	}
	if (only != 0 && has_front && s->n_items > 1 &&
	    only == s->pieces[front].item)
		return 0;
	return only;
}

/* Whether the segment was typed within the quote. */
static bool is_inside(const struct splitter *s, const struct segment *segment)
{
	return s->is_inside && s->lines.line[segment->from].depth > 0;
}

/* Cut the body into what is own; each run of such lines is a segment. */
static void find_segments(struct splitter *s)
{
	const struct lines *lines = &s->lines;
	size_t i = 0, above = 0;

	while ((i = lines_skip_blank(lines, i)) < lines->n) {
		struct segment segment = {.from = i, .above = above};

		if (lines->line[i].kind != LINE_OWN) {
			i++;
			continue;
		}
		while (i < lines->n && lines->line[i].kind == LINE_OWN)
			i++;
		segment.to = above = i;
		segment.piece = PIECE_NONE;
		s->segment =
			arena_grow(s->arena, s->segment, s->n, sizeof(segment));
		s->segment[s->n++] = segment;
	}
}

/* Items that the lines [from, to) are about, up to two. */
static size_t count_quoted(const struct splitter *s, size_t from, size_t to,
                           size_t max)
{
	int64_t last = 0;
	size_t n = 0;

	for (size_t i = from; i < to && n < max; i++) {
		int64_t item = item_of(s, &s->lines.line[i]);

		n += item != 0 && item != last;
		last = item != 0 ? item : last;
	}
	return n;
}

/* Whether the line stands in several items, and could be what is answered. */
static bool may_be_meant(const struct splitter *s, const struct line *line)
{
	return line->piece != PIECE_NONE && !line->is_certain &&
	       s->pieces[line->piece].item != 0 &&
	       line->text.len >= TELLING_MIN;
}

/* The item is that of the nearest line above that tells one. */
static void find_item(const struct splitter *s, struct segment *segment)
{
	size_t i = segment->from;
	bool is_doubtful = false;

	segment->item = s->only_item;
	segment->confidence = s->only_item != 0 ? 90 : 50;
	for (; i > segment->above &&
	       piece_of(&s->lines.line[i - 1]) == PIECE_NONE;
	     i--)
		is_doubtful |= may_be_meant(s, &s->lines.line[i - 1]);
	if (is_doubtful)
		segment->confidence = UNSURE;
	if (i == segment->above || item_of(s, &s->lines.line[i - 1]) == 0)
		return;
	/* Below the whole edition it is about any of it. */
	if (segment->from >= s->pieces_end && s->n_items > 1 &&
	    count_quoted(s, segment->above, segment->from, s->n_items) >=
	            s->n_items)
		return;
	segment->piece = piece_of(&s->lines.line[i - 1]);
	segment->item = s->pieces[segment->piece].item;
	segment->seen = above_find(s->arena, &s->lines, s->pieces, s->n_pieces,
	                           segment->above, segment->from, segment->to);
	if (!is_doubtful)
		segment->confidence = s->lines.line[i - 1].depth > 0 ? 95 : 85;
}

/* "Hi Ann," above the first quote is part of the first answer. */
static bool is_only_greeting(const struct splitter *s,
                             const struct segment *segment)
{
	return lines_count(&s->lines, segment->from, segment->to) == 1 &&
	       is_greeting(s->lines.line[segment->from].text);
}

/* "Cheers, Ann" below the last quote answers nothing. */
static void cut_farewell(struct splitter *s)
{
	const struct segment *last = &s->segment[s->n - 1];

	if (s->n < 2 || last->from == 0 ||
	    lines_count(&s->lines, last->from, last->to) > FAREWELL_MAX ||
	    !is_farewell(s->lines.line[last->from].text))
		return;
	lines_mark(&s->lines, last->from, last->to, LINE_SIGNATURE);
	s->n--;
}

/* Whether both are answers to the same, so that they make one. */
static bool belong_together(const struct splitter *s, const struct segment *a,
                            const struct segment *b)
{
	if (!s->is_aligned)
		return true;
	return a->item == b->item && (a->item == 0 || a->piece == b->piece);
}

/* A segment's words: as they stand, or without marks that are not theirs. */
static void add_own(const struct splitter *s, struct buf *buf,
                    const struct segment *segment, struct str raw)
{
	size_t to = segment->to;

	if (!is_inside(s, segment)) {
		buf_add(buf, raw);
		return;
	}
	while (to > segment->from && line_is_blank(&s->lines.line[to - 1]))
		to--;
	for (size_t i = segment->from; i < to; i++) {
		if (i > segment->from)
			buf_addc(buf, '\n');
		buf_add(buf, s->lines.line[i].text);
	}
}

/* The segments from `i` on that belong to its answer; they are used up. */
static void take_text(struct splitter *s, size_t i, bool *is_used,
                      struct reply_answer *answer)
{
	struct buf buf = BUF_INIT(s->body_len + 2 * s->n);

	for (size_t k = i; k < s->n; k++) {
		const struct segment *segment = &s->segment[k];
		struct str part;

		if (is_used[k] || !belong_together(s, &s->segment[i], segment))
			continue;
		is_used[k] = true;
		if (buf.len > 0)
			buf_adds(&buf, "\n\n");
		part = lines_raw(&s->lines, segment->from, segment->to);
		add_own(s, &buf, segment, part);
		answer->parts = arena_grow(s->arena, answer->parts,
		                           answer->n_parts, sizeof(part));
		answer->parts[answer->n_parts++] = part;
	}
	answer->text = buf_take(&buf, s->arena);
}

static void add_answers(struct splitter *s, struct reply *reply)
{
	bool *is_used = arena_array(s->arena, bool, s->n + 1);

	reply->answers = arena_array(s->arena, struct reply_answer, s->n + 1);
	for (size_t i = 0; i < s->n; i++) {
		const struct segment *segment = &s->segment[i];
		struct reply_answer *answer;

		if (is_used[i])
			continue;
		answer = &reply->answers[reply->n_answers++];
		take_text(s, i, is_used, answer);
		answer->item = segment->item;
		answer->is_picked = segment->seen.is_picked;
		answer->is_whole = segment->seen.is_whole;
		answer->context =
			context_above(s->arena, &s->lines, segment->above,
		                      segment->from, &answer->is_next);
		if (answer->context.len == 0 && s->only_item != 0) {
			answer->context = context_alone(s->arena, &s->lines);
			answer->is_next = answer->context.len > 0;
		}
		answer->confidence = segment->confidence;
	}
}

static void add_cuts(struct splitter *s, struct reply *reply)
{
	const struct lines *lines = &s->lines;
	size_t i = 0;

	while ((i = lines_skip_blank(lines, i)) < lines->n) {
		enum line_kind kind = lines->line[i].kind;
		size_t from = i, to = i;

		while (i < lines->n && lines->line[i].kind == kind) {
			to = i + 1;
			i = lines_skip_blank(lines, to);
		}
		if (kind == LINE_OWN)
			continue;
		reply->cuts = arena_grow(s->arena, reply->cuts, reply->n_cuts,
		                         sizeof(*reply->cuts));
		reply->cuts[reply->n_cuts++] = (struct cut){
			cut_kinds[kind], lines_raw(lines, from, to)};
	}
}

/* Header lines left among what is own: a quote that nobody recognised? */
static bool has_leftovers(const struct splitter *s,
                          const struct segment *segment)
{
	size_t n = 0;

	for (size_t i = segment->from; i < segment->to; i++)
		n += !s->lines.line[i].is_code &&
		     s->lines.line[i].header != HEADER_NONE;
	return n > 1;
}

static void judge(struct splitter *s)
{
	s->n_items = count_items(s->pieces, s->n_pieces);
	s->pieces_end = s->lines.n;
	while (s->pieces_end > 0 &&
	       s->lines.line[s->pieces_end - 1].piece == PIECE_NONE)
		s->pieces_end--;
	if (s->is_aligned)
		s->only_item = find_only_item(s);
	for (size_t i = 0; i < s->n; i++) {
		s->segment[i].confidence = s->has_pattern ? 70 : 60;
		if (s->is_aligned)
			find_item(s, &s->segment[i]);
		if (s->segment[i].confidence > UNSURE &&
		    (is_inside(s, &s->segment[i]) || s->lines.is_unsure ||
		     has_leftovers(s, &s->segment[i])))
			s->segment[i].confidence = UNSURE;
	}
	if (s->n > 1 && is_only_greeting(s, &s->segment[0])) {
		s->segment[0].item = s->segment[1].item;
		s->segment[0].piece = s->segment[1].piece;
		s->segment[0].confidence = s->segment[1].confidence;
	}
}

static const char *say_how(const struct splitter *s)
{
	if (s->is_aligned)
		return "lines of the edition were recognised";
	if (s->has_pattern)
		return "a mail program's quote was recognised";
	for (size_t i = 0; i < s->lines.n; i++)
		if (s->lines.line[i].kind == LINE_QUOTE)
			return "quote marks were recognised";
	return "nothing quoted was recognised";
}

void reply_split(struct arena *arena, struct str body, struct str writer,
                 const struct edition_piece *pieces, size_t n_pieces,
                 struct reply *reply)
{
	struct splitter s = {
		.arena = arena,
		.pieces = pieces,
		.n_pieces = n_pieces,
		.body_len = body.len,
	};

	*reply = (struct reply){0};
	lines_split(arena, body, &s.lines);
	if (n_pieces > 0)
		s.is_aligned = align_mark(arena, &s.lines, pieces, n_pieces);
	s.has_pattern = quote_mark(arena, &s.lines);
	signature_mark(&s.lines, s.is_aligned, writer);
	pass_headers(&s.lines);
	s.is_inside = s.is_aligned && inside_mark(&s.lines, pieces);
	if (!s.is_aligned && !s.has_pattern)
		keep_quotes(&s.lines);
	find_segments(&s);
	if (s.n > 0 && s.is_aligned)
		cut_farewell(&s);
	judge(&s);
	add_answers(&s, reply);
	add_cuts(&s, reply);
	reply->is_aligned = s.is_aligned;
	reply->how = say_how(&s);
}
