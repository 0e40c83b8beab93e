/*
 * The screen of app/console.h.
 */
#include "app/console.h"
#include "base/buf.h"
#include "digest/command.h"
#include "digest/recommend.h"
#include "store/scores.h"
#include "text/utf8.h"
#include "text/wrap.h"

enum {
	VIEW_MAX = 256 * 1024, /* bytes of a view */
	THREAD_MAX = 10,
	NAME_SHOWN = 16, /* characters of a name in the list */
	FRAME = 4,       /* lines that are neither list nor view */
};

struct drawing {
	struct console *desk;
	struct arena *arena;
	size_t rows, columns;
	int64_t now;
	struct console_screen *screen;
};

/* What of `line` fits on the screen, controls as blanks. */
static struct str fitted(struct drawing *d, struct str line)
{
	struct buf out = BUF_INIT(line.len + 1);
	size_t left = d->columns;
	uint32_t c;

	while (line.len > 0) {
		struct str from = line;
		size_t width;

		utf8_next(&line, &c);
		from = str_slice(from, 0, from.len - line.len);
		width = text_width(from);
		if (width > left)
			break;
		left -= width;
		if (c < ' ' || (c >= 0x7f && c < 0xa0))
			buf_addc(&out, ' ');
		else
			buf_add(&out, from);
	}
	return buf_take(&out, d->arena);
}

static void add(struct drawing *d, struct str line)
{
	if (d->screen->n < d->rows)
		d->screen->lines[d->screen->n++] = fitted(d, line);
}

static void add_rule(struct drawing *d)
{
	struct buf out = BUF_INIT(4096);

	for (size_t i = 0; i < d->columns && i < 400; i++)
		buf_addc(&out, '-');
	add(d, buf_take(&out, d->arena));
}

static struct str age(struct drawing *d, int64_t since)
{
	int64_t minutes = d->now > since ? (d->now - since) / 60 : 0;

	if (minutes < 100)
		return str_of(
			arena_printf(d->arena, "%lldm", (long long)minutes));
	if (minutes < 100 * 60)
		return str_of(arena_printf(d->arena, "%lldh",
		                           (long long)(minutes / 60)));
	return str_of(arena_printf(d->arena, "%lldd",
	                           (long long)(minutes / 60 / 24)));
}

static enum err advice_of(struct drawing *d, const struct comment *c,
                          struct recommendation *advice, struct scores *scores,
                          bool *has_scores, struct why *why)
{
	struct recommend_author author = {0, 0};
	enum err err = OK;

	if (c->reader)
		err = comment_record(d->desk->site->db, c->reader,
		                     &author.n_approved, &author.n_rejected,
		                     why);
	if (err == OK)
		err = scores_get(d->desk->site->db, d->arena, c->id, scores,
		                 why);
	*has_scores = err == OK;
	if (err && err != ERR_ABSENT)
		return err;
	*advice = recommend(d->arena, *has_scores ? scores : NULL, &author);
	return OK;
}

static enum err add_item(struct drawing *d, size_t i, struct why *why)
{
	const struct comment *c = &d->desk->comments[i];
	struct recommendation advice;
	struct scores scores;
	bool has_scores, is_chosen = i == d->desk->at;
	struct str name = utf8_clean_line(d->arena, c->author, NAME_SHOWN);
	struct str when = age(d, c->received_at);
	enum err err = advice_of(d, c, &advice, &scores, &has_scores, why);

	if (err)
		return err;
	if (is_chosen)
		d->screen->chosen = d->screen->n;
	add(d, str_of(arena_printf(d->arena, "%c %lld %.*s %.*s | %s | %.*s",
	                           is_chosen ? '>' : ' ', (long long)c->id,
	                           (int)when.len, when.ptr, (int)name.len,
	                           name.ptr, recommend_level_name(advice.level),
	                           (int)c->title.len, c->title.ptr)));
	return OK;
}

static void add_text(struct drawing *d, struct buf *out, struct str text)
{
	buf_add(out, text_wrap(d->arena, utf8_clean(d->arena, text),
	                       d->columns - 2, ""));
}

static enum err view_thread(struct drawing *d, const struct comment *c,
                            struct buf *out, struct why *why)
{
	struct comment parent;
	int64_t id = c->parent;
	enum err err = OK;

	if (!id)
		buf_adds(out, "It answers the article.\n");
	for (int i = 0; err == OK && id && i < THREAD_MAX; i++) {
		err = comment_get(d->desk->site->db, d->arena, id, &parent,
		                  why);
		if (err)
			break;
		buf_addf(out, "It answers %.*s:\n", (int)parent.author.len,
		         parent.author.ptr);
		add_text(d, out, parent.text);
		id = parent.parent;
	}
	return err;
}

static enum err view_cut(struct drawing *d, const struct comment *c,
                         struct buf *out, struct why *why)
{
	struct comment_cut *cuts;
	size_t n = 0;
	enum err err = comment_cuts(d->desk->site->db, d->arena, c->id, &cuts,
	                            &n, why);

	for (size_t i = 0; err == OK && i < n; i++) {
		buf_addf(out, "-- cut %zu (%.*s)\n", i + 1,
		         (int)cuts[i].kind.len, cuts[i].kind.ptr);
		add_text(d, out, cuts[i].text);
	}
	if (err == OK && n == 0)
		buf_adds(out, "Nothing was cut.\n");
	return err;
}

static enum err view_scores(struct drawing *d, const struct comment *c,
                            struct buf *out, struct why *why)
{
	struct recommendation advice;
	struct scores s;
	bool has_scores = false;
	enum err err = advice_of(d, c, &advice, &s, &has_scores, why);

	if (err)
		return err;
	buf_addf(out, "%s, risk %d %%\n", recommend_level_name(advice.level),
	         advice.risk);
	for (size_t i = 0; i < advice.n_reasons; i++)
		buf_addf(out, "  %.*s\n", (int)advice.reasons[i].len,
		         advice.reasons[i].ptr);
	if (!has_scores)
		return OK;
	buf_addf(out, "abuse: %s", score_state_name(s.abuse_state));
	if (s.abuse_state == SCORE_OK)
		buf_addf(out, ", %.0f %%",
		         100 * recommend_probability(s.abuse_logit));
	buf_addf(out, "\non topic: %s", score_state_name(s.topic_state));
	if (s.topic_state == SCORE_OK)
		buf_addf(out, ", %.0f %%",
		         100 * recommend_probability(s.topic_logit));
	buf_addf(out, "\nconstructive: %lld of 1000\nmodel: %.*s\n",
	         (long long)s.constructive, (int)s.model.len, s.model.ptr);
	return OK;
}

static enum err view_of(struct drawing *d, const struct comment *c,
                        struct buf *out, struct why *why)
{
	static const char *const names[] = {"text", "thread", "cut", "scores"};

	buf_addf(out, "[%s] %.*s%s, on: %.*s\n", names[d->desk->view],
	         (int)c->author.len, c->author.ptr,
	         c->is_verified ? "" : " (not verified)", (int)c->title.len,
	         c->title.len > 0 ? c->title.ptr : "");
	if (c->doubt.len > 0)
		buf_addf(out, "LOOK: %.*s\n", (int)c->doubt.len, c->doubt.ptr);
	buf_addc(out, '\n');
	switch (d->desk->view) {
	case CONSOLE_THREAD:
		return view_thread(d, c, out, why);
	case CONSOLE_CUT:
		return view_cut(d, c, out, why);
	case CONSOLE_SCORES:
		return view_scores(d, c, out, why);
	default:
		add_text(d, out, c->text);
		return OK;
	}
}

static enum err add_view(struct drawing *d, size_t last, struct why *why)
{
	struct buf out = BUF_INIT(VIEW_MAX);
	struct str rest, line;
	size_t skip = d->desk->scroll;
	enum err err = OK;

	if (d->desk->n > 0)
		err = view_of(d, &d->desk->comments[d->desk->at], &out, why);
	rest = buf_take(&out, d->arena);
	while (d->screen->n < last && str_next_line(&rest, &line)) {
		if (skip > 0)
			skip--;
		else
			add(d, line);
	}
	while (d->screen->n < last)
		add(d, str_of(""));
	return err;
}

static void add_help(struct drawing *d)
{
	struct str rest = str_of(reject_reasons), code;
	struct buf out = BUF_INIT(1000);

	if (d->desk->message[0]) {
		add(d, str_of(d->desk->message));
		return;
	}
	if (!d->desk->asks_reason) {
		add(d, str_of("a approve  f feature  r reject  b block  u undo"
		              "  j k move  TAB view  q quit"));
		return;
	}
	buf_adds(&out, "why?");
	for (int i = 1; str_next_field(&rest, ',', &code); i++) {
		code = str_trim(code);
		buf_addf(&out, "  %d %.*s", i, (int)code.len, code.ptr);
	}
	add(d, buf_take(&out, d->arena));
}

enum err console_draw(struct console *desk, struct arena *arena, size_t rows,
                      size_t columns, int64_t now,
                      struct console_screen *screen, struct why *why)
{
	struct drawing d = {desk, arena, rows, columns, now, screen};
	size_t shown = (rows - FRAME) / 3 + 1, first = 0;
	enum err err = OK;

	*screen = (struct console_screen){
		.lines = arena_array(arena, struct str, rows),
		.chosen = SIZE_MAX};
	add(&d, str_of(arena_printf(arena, "Postbag desk: %zu held%s%.*s",
	                            desk->n, desk->list.len > 0 ? " for " : "",
	                            (int)desk->list.len, desk->list.ptr)));
	if (desk->at >= shown)
		first = desk->at - shown + 1;
	for (size_t i = first; err == OK && i < desk->n && i < first + shown;
	     i++)
		err = add_item(&d, i, why);
	if (err)
		return err;
	add_rule(&d);
	err = add_view(&d, rows - 2, why);
	if (err)
		return err;
	add_rule(&d);
	add_help(&d);
	return OK;
}
