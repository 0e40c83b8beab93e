#include "digest/decision.h"

#include "base/buf.h"
#include "digest/typed.h"
#include "text/attribution.h"
#include "text/lines.h"
#include "text/mailwords.h"
#include "text/signature.h"
#include "text/unwrap.h"
#include "text/utf8.h"

enum {
	LONG_LINE = 56,        /* bytes: a program may have broken it there */
	JOINED_MAX = 40,       /* lines of one order */
	WORDS_MAX = 16 * 1024, /* bytes of them */
	NAME_WORDS = 3,        /* below a closing */
	RULER_MIN = 10,
};

struct answer {
	struct arena *arena;
	struct lines all;
	size_t end;           /* the first line that is not read */
	bool *is_attribution; /* or a ruler: of no meaning */
	struct orders orders;
	struct str *skeletons; /* of strangers' texts */
	size_t n_skeletons;
	size_t last_quote; /* the last line with a mark before `end`, or
	                      STR_NONE */
	bool is_below;     /* a quote has begun */
};

static void add_unknown(struct answer *a, enum order_fault fault,
                        struct str line)
{
	const struct order order = {.verb = VERB_UNKNOWN,
	                            .fault = fault,
	                            .reason = {"", 0},
	                            .words = {"", 0},
	                            .line = line};

	order_add(&a->orders, &order);
}

/* "[12] Ann ...": how an item of the queue begins. */
static bool is_queue_item(struct str text)
{
	size_t n = 1;

	while (n < text.len && char_is_digit(text.ptr[n]))
		n++;
	return str_starts(text, "[") && n > 1 && n < text.len &&
	       text.ptr[n] == ']';
}

/* Does a quote without marks, a signature or the queue begin with `line`? */
static bool is_end(const struct line *line)
{
	if (line->depth > 0 || order_starts(line->text))
		return false;
	return str_starts(line->text, "--") ||
	       str_starts(line->text, "_____") || is_queue_item(line->text) ||
	       header_of(line->text) != HEADER_NONE;
}

/* A ruler of the queue, which a program broke off its mark. */
static bool is_ruler(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != '-')
			return false;
	return text.len >= RULER_MIN;
}

/* Does a quote with marks follow the line before `i`? */
static bool is_marked_from(const struct lines *all, size_t i)
{
	i = lines_skip_blank(all, i);
	return i < all->n && all->line[i].depth > 0;
}

/* Find what is not the moderator's own. */
static void find_end(struct answer *a)
{
	a->end = a->all.n;
	a->last_quote = STR_NONE;
	for (size_t i = 0; i < a->end; i++) {
		size_t first = i;

		if (a->last_quote != STR_NONE &&
		    is_ruler(a->all.line[i].text)) {
			a->is_attribution[i] = true;
		} else if (is_end(&a->all.line[i])) {
			a->end = i;
		} else if (a->all.line[i].depth > 0) {
			a->last_quote = i;
		} else if (attribution_find(a->arena, &a->all, i, &first)) {
			if (!is_marked_from(&a->all, i + 1))
				a->end = first;
			for (size_t k = first; k <= i; k++)
				a->is_attribution[k] = true;
		}
	}
}

static void read_strangers(struct answer *a,
                           const struct decision_strangers *strangers)
{
	a->n_skeletons = strangers ? strangers->n : 0;
	a->skeletons = arena_array(a->arena, struct str, a->n_skeletons + 1);
	for (size_t i = 0; i < a->n_skeletons; i++)
		a->skeletons[i] = typed_skeleton(a->arena, strangers->texts[i]);
}

/* Do these words follow each other in a letter of the queue? */
static bool is_strangers(const struct answer *a, struct str text)
{
	struct str words = typed_skeleton(a->arena, text);
	char *needle = arena_copy(a->arena, words);

	for (size_t i = 0; i < a->n_skeletons; i++)
		if (str_find(a->skeletons[i], needle) != STR_NONE)
			return true;
	return false;
}

static struct str line_text(const struct answer *a, size_t i)
{
	return a->all.line[i].text;
}

/* Is `i` a line of the moderator's own, with something on it? */
static bool is_own(const struct answer *a, size_t i)
{
	const struct line *line = &a->all.line[i];

	return i < a->end && line->depth == 0 && !a->is_attribution[i] &&
	       !line_is_blank(line);
}

static bool is_order(const struct answer *a, struct str text)
{
	struct orders scratch = {.arena = a->arena};
	enum order_fault fault;

	return order_read(&scratch, text, &fault);
}

/* May the line `i` of `text` go on in the next one?  When a program broke it,
 * or within quotation marks. */
static bool may_go_on(const struct answer *a, struct str text, size_t i,
                      enum order_fault fault)
{
	if (!is_own(a, i + 1) || order_starts(line_text(a, i + 1)))
		return false;
	return text.len >= LONG_LINE || fault == ORDER_FAULT_QUOTE;
}

static void add_all(struct answer *a, const struct orders *orders)
{
	for (size_t i = 0; i < orders->n; i++)
		order_add(&a->orders, &orders->order[i]);
	a->orders.is_full |= orders->is_full;
}

static bool is_edit(const struct orders *orders)
{
	return orders->n > 0 && orders->order[orders->n - 1].verb == VERB_EDIT;
}

/* Read the order that starts at line `i`, with the lines that it goes on in;
 * the last of these, or STR_NONE when there is none. */
static size_t read_order(struct answer *a, size_t i, struct orders *best,
                         enum order_fault *fault)
{
	struct buf joined = BUF_INIT(WORDS_MAX);
	enum order_fault one = ORDER_FAULT_WORDS;
	size_t last = STR_NONE;

	*best = (struct orders){.arena = a->arena};
	if (order_read(best, line_text(a, i), &one))
		last = i;
	*fault = one;
	buf_add(&joined, line_text(a, i));
	for (size_t k = i; k < i + JOINED_MAX && !is_edit(best); k++) {
		struct orders now = {.arena = a->arena};

		if (!may_go_on(a, line_text(a, k), k, one))
			break;
		buf_addc(&joined, ' ');
		buf_add(&joined, line_text(a, k + 1));
		if (!order_read(&now, arena_str(a->arena, buf_str(&joined)),
		                &one))
			continue;
		*best = now;
		last = k + 1;
		one = ORDER_FAULT_WORDS;
	}
	buf_free(&joined);
	return last;
}

/* Where an edit's text that starts at line `i` ends: at a ".", an order, a
 * signature when there is no ".", or a quote. */
static size_t text_end(const struct answer *a, size_t i, bool *is_closed)
{
	size_t signature = STR_NONE;

	for (; i < a->end && a->all.line[i].depth == 0 && !a->is_attribution[i];
	     i++) {
		*is_closed = str_is(line_text(a, i), ".");
		if (*is_closed)
			return i;
		if (is_order(a, line_text(a, i)))
			break;
		if (signature == STR_NONE && a->all.line[i].kind != LINE_OWN)
			signature = i;
	}
	*is_closed = false;
	return signature < i ? signature : i;
}

/* The text of an edit from line `i` on; the line behind it goes to `next`.
 * False: there is none, or nobody can tell where it ends. */
static bool read_text(struct answer *a, size_t i, struct str *words,
                      size_t *next)
{
	struct buf out = BUF_INIT(WORDS_MAX);
	bool has_gap = false, is_closed = false;
	size_t end = text_end(a, i, &is_closed);

	buf_add(&out, *words);
	for (; i < end; i++) {
		struct str line = line_text(a, i);

		if (line.len > 0 && out.len > 0 && i > 0 &&
		    line_is_blank(&a->all.line[i - 1]))
			has_gap = true;
		if (out.len > 0)
			buf_addc(&out, '\n');
		buf_add(&out, line);
	}
	*next = is_closed ? end + 1 : end;
	*words = str_trim(unwrap_text(a->arena, buf_take(&out, a->arena)));
	return words->len > 0 && (is_closed || !has_gap);
}

/* Read on behind an edit, the last order; the line behind its text. */
static size_t read_edit(struct answer *a, size_t i)
{
	struct order *edit = &a->orders.order[a->orders.n - 1];
	struct str words = edit->words;
	size_t next;

	if (!read_text(a, i, &words, &next)) {
		edit->verb = VERB_UNKNOWN;
		edit->fault = ORDER_FAULT_TEXT;
		return next;
	}
	edit->words = words;
	return next;
}

/* A name below a closing: "Ann", "Ann Lee, night desk". */
static bool is_name(struct str line)
{
	struct str word, rest = line;
	enum decision_verb verb;
	struct verb_form form;
	size_t n = 0;

	if (verb_take(&rest, &verb, &form))
		return false;
	for (size_t i = 0; i < line.len; i++)
		if (char_is_digit(line.ptr[i]) || line.ptr[i] == '?')
			return false;
	while (str_next_word(&line, &word))
		n++;
	return n <= NAME_WORDS;
}

/* Is the line the name below a closing, the last one of the answer? */
static bool is_closing_name(const struct answer *a, size_t i)
{
	size_t before = lines_before(&a->all, i), next;
	struct str text = line_text(a, i);

	if (before >= i || !verb_is_polite(line_text(a, before)) ||
	    !is_name(text))
		return false;
	next = lines_skip_blank(&a->all, i + 1);
	return next >= a->end || a->all.line[next].depth > 0 ||
	       a->is_attribution[next];
}

/* Does an order stand in the lines from `i` to the next quote? */
static bool has_order_from(const struct answer *a, size_t i)
{
	for (; i < a->end && a->all.line[i].depth == 0; i++)
		if (is_own(a, i) && is_order(a, line_text(a, i)))
			return true;
	return false;
}

/* Does the block of own lines around `i` hold an order?  What a program broke
 * off a quote is a block without one. */
static bool has_order_beside(const struct answer *a, size_t i)
{
	while (i > 0 && a->all.line[i - 1].depth == 0)
		i--;
	return has_order_from(a, i);
}

/* A line that is no order: named, unless it says nothing. */
static void pass_over(struct answer *a, size_t i, enum order_fault fault)
{
	struct str text = line_text(a, i), rest = text;
	enum decision_verb verb;
	struct verb_form form;

	if (verb_is_polite(text) || is_closing_name(a, i) ||
	    (a->all.line[i].kind != LINE_OWN && !has_order_from(a, i + 1)))
		return;
	if (a->is_below && !order_starts(text) &&
	    (is_strangers(a, text) ||
	     (i < a->last_quote && !verb_take(&rest, &verb, &form) &&
	      !has_order_beside(a, i))))
		return; /* the rest of a quoted line, most likely */
	add_unknown(a, fault, text);
}

/* May the order on line `i` be a letter's words, from which a program lost the
 * mark?  Not what stands behind all that is quoted, with an empty line before
 * it: the queue does not end with a letter. */
static bool may_be_strangers(const struct answer *a, size_t i,
                             const struct orders *orders)
{
	bool changes = false;

	for (size_t k = 0; k < orders->n; k++)
		changes |= orders->order[k].verb != VERB_SHOW &&
		           orders->order[k].verb != VERB_HELP;
	if (!a->is_below || !changes ||
	    (i > a->last_quote && line_is_blank(&a->all.line[i - 1])))
		return false;
	return is_strangers(a, line_text(a, i));
}

/* Read the own line `i`; the next one to be read. */
static size_t read_line(struct answer *a, size_t i)
{
	enum order_fault fault;
	struct orders orders;
	size_t last = read_order(a, i, &orders, &fault);

	if (last == STR_NONE) {
		pass_over(a, i, fault);
		return i + 1;
	}
	if (may_be_strangers(a, i, &orders)) {
		add_unknown(a, ORDER_FAULT_STRANGER, line_text(a, i));
		return last + 1;
	}
	add_all(a, &orders);
	return is_edit(&orders) ? read_edit(a, last + 1) : last + 1;
}

size_t decision_parse(struct arena *arena, struct str text,
                      const struct decision_strangers *strangers,
                      struct order **orders, bool *is_full)
{
	struct answer a = {.arena = arena, .orders = {.arena = arena}};
	size_t i = 0;

	lines_split(arena, utf8_clean(arena, text), &a.all);
	a.is_attribution = arena_array(arena, bool, a.all.n + 1);
	find_end(&a);
	signature_mark(&a.all, true, str_of(""));
	read_strangers(&a, strangers);
	while (i < a.end) {
		if (a.all.line[i].depth > 0)
			a.is_below = true;
		i = is_own(&a, i) ? read_line(&a, i) : i + 1;
	}
	*orders = a.orders.order;
	if (is_full)
		*is_full = a.orders.is_full;
	return a.orders.n;
}

struct str decision_text(struct arena *arena, const struct order *order)
{
	static const char *const letters[] = {
		[VERB_APPROVE] = "a", [VERB_REJECT] = "r",
		[VERB_EDIT] = "e",    [VERB_FEATURE] = "f",
		[VERB_BLOCK] = "b",   [VERB_SHOW] = "?",
		[VERB_HELP] = "?",    [VERB_UNDO] = "u",
		[VERB_CODE] = "code", [VERB_UNKNOWN] = "not understood: ",
	};
	bool is_quoted = order->verb != VERB_EDIT && order->verb != VERB_CODE;
	struct buf out = BUF_INIT(2 * WORDS_MAX);

	buf_adds(&out, letters[order->verb]);
	if (order->verb == VERB_UNKNOWN)
		buf_add(&out, order->line);
	if (order->number)
		buf_addf(&out, " %lld", (long long)order->number);
	if (order->article)
		buf_addf(&out, " on %lld", (long long)order->article);
	if (order->reason.len > 0) {
		buf_addc(&out, ' ');
		buf_add(&out, order->reason);
	}
	if (order->words.len > 0) {
		buf_adds(&out, order->verb == VERB_EDIT ? ": "
		               : is_quoted              ? " \""
		                                        : " ");
		buf_add(&out, order->words);
		buf_adds(&out, is_quoted ? "\"" : "");
	}
	return buf_take(&out, arena);
}
