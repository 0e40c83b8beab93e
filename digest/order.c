#include "digest/order.h"

#include "digest/typed.h"

enum {
	RANGES_MAX = ORDER_NUMBERS_MAX,
	DIGITS_MAX = 6, /* of a number */
	ARTICLE_MAX = 9,
};

/* What has been read of a line so far. */
struct reader {
	struct orders *orders;
	struct str line, rest;
	enum order_fault fault;
};

struct numbers {
	int64_t from[RANGES_MAX], to[RANGES_MAX];
	size_t n;
	bool has_hash; /* all of them had a '#' */
	int64_t article;
};

void order_add(struct orders *orders, const struct order *order)
{
	if (orders->n == ORDER_NUMBERS_MAX) {
		orders->is_full = true;
		return;
	}
	orders->order = arena_grow(orders->arena, orders->order, orders->n,
	                           sizeof(*orders->order));
	orders->order[orders->n++] = *order;
}

static void skip_marks(struct str *rest, const char *marks)
{
	*rest = str_trim_left(*rest);
	while (rest->len > 0 &&
	       str_find_char(str_of(marks), rest->ptr[0]) != STR_NONE)
		*rest = str_trim_left(str_from(*rest, 1));
}

/* Digits that end there: not "12a", "1.5", "3/4". */
static bool take_digits(struct str *rest, size_t max, int64_t *number)
{
	size_t n = 0;

	while (n < rest->len && char_is_digit(rest->ptr[n]))
		n++;
	if (n == 0 || n > max || !str_number(str_slice(*rest, 0, n), number))
		return false;
	if (n < rest->len && (char_is_alpha(rest->ptr[n]) ||
	                      rest->ptr[n] == '/' || rest->ptr[n] == '_'))
		return false;
	if (n + 1 < rest->len && rest->ptr[n] == '.' &&
	    char_is_digit(rest->ptr[n + 1]))
		return false;
	*rest = str_from(*rest, n);
	return true;
}

/* "3", "#3", "comment 3" */
static bool take_number(struct str *rest, size_t max, bool *has_hash,
                        int64_t *number)
{
	struct str text = str_trim_left(*rest);

	*has_hash = false;
	if (verb_take_noun(&text))
		skip_marks(&text, ".");
	if (str_starts(text, "#")) {
		*has_hash = true;
		text = str_trim_left(str_from(text, 1));
	}
	if (!take_digits(&text, max, number))
		return false;
	*rest = text;
	return true;
}

/* What stands between two numbers: nothing but a blank, a comma, "and". */
static void skip_between(struct str *rest)
{
	struct str text;

	skip_marks(rest, ",;.");
	text = *rest;
	if (verb_take_and(&text)) {
		skip_marks(&text, ",");
		*rest = text;
	}
}

/* "5", "5-7", "5 to 7" */
static bool take_range(struct str *rest, bool is_spanish, bool *has_hash,
                       int64_t *from, int64_t *to)
{
	struct str text = *rest, behind;
	bool ignored;

	if (!take_number(&text, DIGITS_MAX, has_hash, from))
		return false;
	*to = *from;
	behind = str_trim_left(text);
	if (verb_take_to(&behind, is_spanish) &&
	    take_number(&behind, DIGITS_MAX, &ignored, to))
		text = behind;
	if (*to < *from || *to - *from >= ORDER_NUMBERS_MAX)
		return false;
	*rest = text;
	return true;
}

/* "on 41", "on #41", "zu Artikel 41" */
static bool take_article(struct str *rest, int64_t *article)
{
	struct str text = str_trim_left(*rest);
	bool has_hash;

	if (!verb_take_on(&text) ||
	    !take_number(&text, ARTICLE_MAX, &has_hash, article) ||
	    *article == 0)
		return false;
	*rest = text;
	return true;
}

/* The numbers of an order, and the article behind them: "on 41", or the only
 * number with a '#' behind others that have none. */
static bool take_numbers(struct str *rest, bool is_spanish, struct numbers *n)
{
	struct str text = *rest;
	bool has_hash;

	n->n = 0;
	n->article = 0;
	skip_marks(&text, ":.");
	while (n->n < RANGES_MAX) {
		struct str next = text;

		if (n->n > 0)
			skip_between(&next);
		if (!take_range(&next, is_spanish, &has_hash, &n->from[n->n],
		                &n->to[n->n]))
			break;
		if (n->n > 0 && has_hash && !n->has_hash) {
			n->article = n->from[n->n];
			if (n->to[n->n] != n->article || n->article == 0)
				return false;
			text = next;
			break;
		}
		if (n->n == 0)
			n->has_hash = has_hash;
		n->n++;
		text = next;
	}
	if (n->n == 0)
		return false;
	if (n->article == 0)
		take_article(&text, &n->article);
	*rest = text;
	return true;
}

/* Which marks may close the quotation marks of each kind, as telephones pair
 * them. */
static const struct {
	const char *open, *close[4];
} quotes[] = {
	{"\"", {"\"", "\xe2\x80\x9d", NULL}},
	{"\xe2\x80\x9c", {"\xe2\x80\x9d", "\xe2\x80\x9c", "\"", NULL}},
	{"\xe2\x80\x9d", {"\xe2\x80\x9d", NULL}},
	{"\xe2\x80\x9e", {"\xe2\x80\x9c", "\xe2\x80\x9d", "\"", NULL}},
	{"\xc2\xab", {"\xc2\xbb", "\"", NULL}},
	{"\xc2\xbb", {"\xc2\xab", NULL}},
	{"'", {"'", "\xe2\x80\x99", NULL}},
	{"\xe2\x80\x98", {"\xe2\x80\x99", "\xe2\x80\x98", "'", NULL}},
	{"\xe2\x80\x9a", {"\xe2\x80\x98", "\xe2\x80\x99", "'", NULL}},
};

/* `text` without one of `marks` at its end; false when none is there. */
static bool cut_end(struct str *text, const char *const *marks)
{
	for (; *marks; marks++)
		if (str_ends(*text, *marks)) {
			text->len -= str_of(*marks).len;
			return true;
		}
	return false;
}

/* Words in quotation marks, straight or not, up to the end of the line. */
static bool take_words(struct str *rest, struct str *words)
{
	struct str text = str_trim(*rest);

	while (str_ends(text, ".") || str_ends(text, "!"))
		text = str_trim_right(str_slice(text, 0, text.len - 1));
	for (size_t i = 0; i < ARRAY_LEN(quotes); i++) {
		struct str inner = str_from(text, str_of(quotes[i].open).len);

		if (!str_starts(text, quotes[i].open) ||
		    !cut_end(&inner, quotes[i].close))
			continue;
		*words = str_trim(inner);
		*rest = (struct str){"", 0};
		return true;
	}
	return false;
}

static bool starts_words(struct str text)
{
	return text.len > 0 && !char_is_alnum(text.ptr[0]) &&
	       str_find_char(str_of(",;.!:-"), text.ptr[0]) == STR_NONE;
}

/* A code, then words of one's own. */
static bool read_reason(struct reader *r, struct str *reason, struct str *words)
{
	struct str rest = r->rest;
	bool is_open;

	skip_marks(&rest, ",:.");
	if (verb_take_dash(&rest))
		skip_marks(&rest, ",:.");
	if (verb_take_because(&rest))
		skip_marks(&rest, ":");
	is_open = str_starts(rest, "(");
	if (is_open)
		rest = str_trim_left(str_from(rest, 1));
	if (!verb_take_reason(&rest, reason))
		return false;
	rest = str_trim_left(rest);
	if (is_open && !str_starts(rest, ")"))
		return false;
	if (is_open)
		rest = str_trim_left(str_from(rest, 1));
	r->rest = rest;
	skip_marks(&rest, ",:.");
	if (verb_take_dash(&rest))
		skip_marks(&rest, ",:.");
	if (!starts_words(rest))
		return true;
	if (!take_words(&rest, words)) {
		r->fault = ORDER_FAULT_QUOTE;
		return false;
	}
	r->rest = rest;
	return true;
}

/* An edit's text may begin on its own line, behind a colon. */
static bool read_edit(struct reader *r, const struct numbers *n,
                      struct str *words)
{
	if (n->n != 1 || n->from[0] != n->to[0] || n->article != 0)
		return false;
	r->rest = str_trim_left(r->rest);
	if (str_starts(r->rest, ":"))
		*words = str_trim(str_from(r->rest, 1));
	else
		skip_marks(&r->rest, ".");
	if (words->len == 0 && r->rest.len > 1)
		return false;
	r->rest = (struct str){"", 0};
	return true;
}

static bool add_all(struct reader *r, struct order *order,
                    const struct numbers *n)
{
	order->article = n->article;
	if (n->article != 0 && order->verb != VERB_APPROVE &&
	    order->verb != VERB_FEATURE)
		return false;
	for (size_t i = 0; i < n->n; i++)
		for (order->number = n->from[i]; order->number <= n->to[i];
		     order->number++)
			order_add(r->orders, order);
	return true;
}

/* One verb with its numbers. */
static bool read_order(struct reader *r, bool is_first)
{
	struct order order = {
		.line = r->line, .reason = {"", 0}, .words = {"", 0}};
	struct verb_form form;
	struct numbers n;

	if (!verb_take(&r->rest, &order.verb, &form) ||
	    order.verb == VERB_UNDO || order.verb == VERB_CODE ||
	    (order.verb == VERB_EDIT && !is_first) ||
	    !take_numbers(&r->rest, form.is_spanish, &n))
		return false;
	if (order.verb == VERB_EDIT && !read_edit(r, &n, &order.words))
		return false;
	if (order.verb == VERB_REJECT) {
		r->fault = ORDER_FAULT_REASON;
		if (!read_reason(r, &order.reason, &order.words))
			return false;
		r->fault = ORDER_FAULT_WORDS;
	}
	if (order.verb == VERB_BLOCK) {
		struct reader with = *r;

		if (read_reason(&with, &order.reason, &order.words))
			*r = with;
	}
	return add_all(r, &order, &n);
}

/* "1, 2 annehmen", "3 reject: spam" */
static bool read_behind(struct reader *r)
{
	struct order order = {
		.line = r->line, .reason = {"", 0}, .words = {"", 0}};
	struct verb_form form;
	struct numbers n;

	if (!take_numbers(&r->rest, false, &n) || n.article != 0)
		return false;
	skip_marks(&r->rest, ":,");
	if (!verb_take(&r->rest, &order.verb, &form) || !form.is_word ||
	    order.verb == VERB_EDIT || order.verb == VERB_UNDO ||
	    order.verb == VERB_CODE)
		return false;
	if (order.verb == VERB_REJECT) {
		r->fault = ORDER_FAULT_REASON;
		if (!read_reason(r, &order.reason, &order.words))
			return false;
		r->fault = ORDER_FAULT_WORDS;
	}
	return add_all(r, &order, &n);
}

/* Six digits, a blank or a hyphen between them allowed. */
static bool is_code(struct arena *arena, struct str text, struct str *code)
{
	char *digits = arena_array(arena, char, ORDER_CODE_LEN + 1);
	size_t n = 0;

	skip_marks(&text, ":.");
	text = str_trim(text);
	while (str_ends(text, "."))
		text.len--;
	for (size_t i = 0; i < text.len; i++) {
		if (char_is_digit(text.ptr[i]) && n < ORDER_CODE_LEN)
			digits[n++] = text.ptr[i];
		else if ((text.ptr[i] != ' ' && text.ptr[i] != '-') || n != 3)
			return false;
	}
	*code = (struct str){digits, n};
	return n == ORDER_CODE_LEN;
}

/* What stands alone on its line: undo, "?", a code. */
static bool read_alone(struct reader *r)
{
	struct order order = {
		.line = r->line, .reason = {"", 0}, .words = {"", 0}};
	struct verb_form form;
	struct str rest = r->rest;

	if (is_code(r->orders->arena, rest, &order.words)) {
		order.verb = VERB_CODE;
	} else if (!verb_take(&rest, &order.verb, &form)) {
		return false;
	} else if (order.verb == VERB_CODE) {
		if (!is_code(r->orders->arena, rest, &order.words))
			return false;
	} else {
		skip_marks(&rest, ".!,");
		if (verb_take_please(&rest))
			skip_marks(&rest, ".!,");
		if (rest.len > 0 ||
		    (order.verb != VERB_UNDO && order.verb != VERB_SHOW))
			return false;
		if (order.verb == VERB_SHOW)
			order.verb = VERB_HELP;
	}
	order_add(r->orders, &order);
	return true;
}

static bool read_orders(struct reader *r)
{
	struct str number = r->rest;
	bool is_first = true, has_hash;
	int64_t ignored;

	if (take_number(&number, DIGITS_MAX, &has_hash, &ignored)) {
		if (!read_behind(r))
			return false;
		skip_marks(&r->rest, ".!");
		return r->rest.len == 0;
	}
	while (r->rest.len > 0) {
		struct str behind;

		if (!read_order(r, is_first))
			return false;
		is_first = false;
		behind = str_trim_left(r->rest);
		if (typed_length(behind, "a", true) > 0)
			return false; /* "a 1 a 4": is that "1 to 4"? */
		skip_between(&r->rest);
		if (verb_take_please(&r->rest))
			skip_between(&r->rest);
		skip_marks(&r->rest, "!");
		if (verb_is_polite(r->rest))
			return true;
	}
	return !is_first;
}

bool order_read(struct orders *orders, struct str line, enum order_fault *fault)
{
	struct reader r = {.orders = orders, .line = str_trim(line)};
	size_t before = orders->n;
	bool was_full = orders->is_full;

	r.rest = str_trim(typed_blanks(orders->arena, r.line));
	if (verb_take_please(&r.rest))
		skip_marks(&r.rest, ",:");
	if (read_alone(&r) || read_orders(&r))
		return true;
	orders->n = before;
	orders->is_full = was_full;
	*fault = r.fault;
	return false;
}

bool order_starts(struct str line)
{
	struct str rest = str_trim(line);
	enum decision_verb verb;
	struct verb_form form;
	int64_t number;
	bool has_hash;

	if (!verb_take(&rest, &verb, &form))
		return false;
	skip_marks(&rest, ":.");
	return take_number(&rest, DIGITS_MAX, &has_hash, &number);
}
