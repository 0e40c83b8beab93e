#include "text/reply.h"

#include "base/buf.h"
#include "text/about.h"
#include "text/align.h"
#include "text/attribution.h"
#include "text/context.h"
#include "text/inside.h"
#include "text/keep.h"
#include "text/mailwords.h"
#include "text/quote.h"
#include "text/signature.h"
#include "text/signwords.h"
#include "text/utf8.h"

#define HEAD_LEN_MAX   160 /* bytes of a line of a quote's head */
#define HEAD_LINES_MAX 16  /* of it, empty ones too */
#define FAREWELL_MAX   4   /* lines of "Cheers, Ann" below the last quote */

/* Lines [from, to) between cut ones, and what they answer. */
struct segment {
	size_t from, to;
	size_t above; /* first line of the quote right above it */
	struct about about;
};

struct splitter {
	struct arena *arena;
	struct lines lines;
	const struct edition_piece *pieces;
	size_t n_pieces;
	struct about_view view;
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
		segment.about.piece = PIECE_NONE;
		s->segment =
			arena_grow(s->arena, s->segment, s->n, sizeof(segment));
		s->segment[s->n++] = segment;
	}
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
	return a->about.item == b->about.item &&
	       (a->about.item == 0 || a->about.piece == b->about.piece);
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
		answer->item = segment->about.item;
		answer->is_picked = segment->about.seen.is_picked;
		answer->is_whole = segment->about.seen.is_whole;
		answer->context =
			context_above(s->arena, &s->lines, segment->above,
		                      segment->from, &answer->is_next);
		if (answer->context.len == 0 && s->view.only_item != 0) {
			answer->context = context_alone(s->arena, &s->lines);
			answer->is_next = answer->context.len > 0;
		}
		answer->confidence = segment->about.confidence;
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

/* Whether a line may be of a quote's head that nobody knows: an address, or a
 * day and a time. */
static bool is_like_head(const struct line *line)
{
	struct sight sight = sight_of(line->text);

	return !line->is_code && line->text.len <= HEAD_LEN_MAX &&
	       (sight.has_address || (sight.has_time && sight.n_numbers > 3));
}

/* Lines like a head's left among what is own: header lines, or, right above
 * what is the edition's, those of a program that is not known. */
static bool has_leftovers(const struct splitter *s,
                          const struct segment *segment)
{
	size_t below = lines_skip_blank(&s->lines, segment->to), n = 0;
	bool is_above = s->is_aligned && !s->has_pattern &&
	                below < s->lines.n &&
	                s->lines.line[below].piece != PIECE_NONE;

	for (size_t i = segment->from; i < segment->to; i++) {
		n += !s->lines.line[i].is_code &&
		     s->lines.line[i].header != HEADER_NONE;
		if (is_above && segment->to - i <= HEAD_LINES_MAX &&
		    is_like_head(&s->lines.line[i]))
			return true;
	}
	return n > 1;
}

/* "Hi Ann," has what the answer below it has. */
static bool begins_with_greeting(const struct splitter *s)
{
	return s->n > 1 && is_only_greeting(s, &s->segment[0]);
}

/* Where each answer may stand above what it is about none is sure. */
static void judge_turned(struct splitter *s)
{
	size_t first = begins_with_greeting(s) ? 1 : 0;
	const struct segment *one = &s->segment[first];

	if (s->n < first + 2 || !about_is_turned(&s->view, one->from, one->to,
	                                         s->segment[s->n - 1].to))
		return;
	for (size_t i = first; i < s->n; i++)
		s->segment[i].about.confidence = ABOUT_UNSURE;
}

static void judge(struct splitter *s)
{
	if (s->is_aligned)
		about_open(&s->view, s->arena, &s->lines, s->pieces,
		           s->n_pieces);
	for (size_t i = 0; i < s->n; i++) {
		struct segment *one = &s->segment[i];

		one->about.confidence = s->has_pattern ? 70 : 60;
		if (s->is_aligned)
			about_find(&s->view, one->above, one->from, one->to,
			           &one->about);
		if (one->about.confidence > ABOUT_UNSURE &&
		    (is_inside(s, one) || s->lines.is_unsure ||
		     has_leftovers(s, one)))
			one->about.confidence = ABOUT_UNSURE;
	}
	if (s->is_aligned)
		judge_turned(s);
	if (begins_with_greeting(s))
		s->segment[0].about = s->segment[1].about;
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
	/* A quote without marks that is not the edition's may be typed. */
	s.lines.is_unsure |= n_pieces > 0 && s.lines.is_open;
	signature_mark(&s.lines, s.is_aligned, writer);
	about_pass_headers(&s.lines);
	if (s.is_aligned)
		keep_cited(&s.lines);
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
	reply->share = share_of(arena, &s.lines);
	reply->how = say_how(&s);
}
