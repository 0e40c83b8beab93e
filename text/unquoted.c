#include "text/unquoted.h"

#include <stdlib.h>

#include "base/buf.h"

/* A run of the body, and what it is. */
struct run {
	struct str text;
	enum {
		RUN_OWN,
		RUN_SIGNATURE,
		RUN_QUOTE
	} sort;
};

static int by_place(const void *a, const void *b)
{
	const struct run *x = a, *y = b;

	return (x->text.ptr > y->text.ptr) - (x->text.ptr < y->text.ptr);
}

static size_t count(const struct reply *reply)
{
	size_t n = reply->n_cuts;

	for (size_t i = 0; i < reply->n_answers; i++)
		n += reply->answers[i].n_parts;
	return n;
}

/* All runs, in order. */
static size_t collect(const struct reply *reply, struct run *runs)
{
	size_t n = 0;

	for (size_t i = 0; i < reply->n_answers; i++)
		for (size_t k = 0; k < reply->answers[i].n_parts; k++)
			runs[n++] = (struct run){reply->answers[i].parts[k],
			                         RUN_OWN};
	for (size_t i = 0; i < reply->n_cuts; i++) {
		enum cut_kind kind = reply->cuts[i].kind;

		runs[n].text = reply->cuts[i].text;
		runs[n++].sort = kind == CUT_SIGNATURE || kind == CUT_DISCLAIMER
		                         ? RUN_SIGNATURE
		                         : RUN_QUOTE;
	}
	if (n > 1)
		qsort(runs, n, sizeof(*runs), by_place);
	return n;
}

/* Leave those that are not quoted: a signature right below a quote may as well
 * be the quoted letter's. */
static size_t leave(struct run *runs, size_t n)
{
	bool is_quoted = false;
	size_t left = 0;

	for (size_t i = 0; i < n; i++) {
		if (runs[i].sort != RUN_SIGNATURE)
			is_quoted = runs[i].sort == RUN_QUOTE;
		if (!is_quoted)
			runs[left++] = runs[i];
	}
	return left;
}

/* What stands between two runs: the blanks of the letter, where it is nothing
 * else, or an empty line. */
static struct str between(struct str above, struct str below)
{
	struct str gap = {above.ptr + above.len,
	                  (size_t)(below.ptr - above.ptr) - above.len};

	return str_trim(gap).len == 0 ? gap : str_of("\n\n");
}

struct str unquoted_text(struct arena *arena, const struct reply *reply)
{
	struct run *runs = arena_array(arena, struct run, count(reply) + 1);
	size_t n = leave(runs, collect(reply, runs)), len = 2 * n;
	struct buf out;

	if (n == 0)
		return str_of("");
	len += (size_t)(runs[n - 1].text.ptr - runs[0].text.ptr) +
	       runs[n - 1].text.len;
	out = (struct buf)BUF_INIT(len);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_add(&out, between(runs[i - 1].text, runs[i].text));
		buf_add(&out, runs[i].text);
	}
	return buf_take(&out, arena);
}
