#include "digest/recommend.h"

#include <math.h>

enum {
	TOPIC_STEMS_MIN = 15, /* fewer say nothing of the topic, TEXT.md 3 */
	LINKS_MANY = 3,
	CAPITALS_MANY = 30, /* percent; of fewer words than this: */
	CAPITALS_WORDS_MIN = 5,
	RECORD_SHOWN = 3, /* decided comments that make a record */
	FOUND_MAX = 12,
};

/* Risks from which on a level is higher, and a reason is worth telling. */
static const double risk_look = .12, risk_problem = .35;
static const double risk_told = .04, abuse_told = .08;

/* One reason with what it adds to the risk; < 0: it speaks for the comment. */
struct found {
	double risk;
	struct str text;
};

struct weighing {
	struct arena *arena;
	double fine;     /* the product of what the risks leave */
	bool is_unknown; /* something could not be judged */
	struct found found[FOUND_MAX];
	size_t n;
};

const char *recommend_level_name(enum recommend_level level)
{
	static const char *const names[] = {"likely fine", "look",
	                                    "likely problem"};

	return names[level];
}

double recommend_probability(int64_t logit)
{
	return 1 / (1 + exp(-(double)logit / 1000));
}

static void add(struct weighing *w, double risk, const char *text)
{
	if (risk > 0)
		w->fine *= 1 - risk;
	if (w->n < FOUND_MAX)
		w->found[w->n++] = (struct found){risk, str_of(text)};
}

/* A score that is missing is named, and keeps the comment from looking fine. */
static void add_unknown(struct weighing *w, double weight, const char *text)
{
	w->is_unknown = true;
	if (w->n < FOUND_MAX)
		w->found[w->n++] = (struct found){weight, str_of(text)};
}

static void weigh_abuse(struct weighing *w, const struct scores *s)
{
	double p;

	if (s->abuse_state == SCORE_NO_MODEL)
		add_unknown(
			w, risk_look,
			arena_printf(w->arena,
		                     "no model of abuse for this language"
		                     " (%.*s)",
		                     (int)s->language.len,
		                     s->language.ptr ? s->language.ptr : ""));
	if (s->abuse_state != SCORE_OK)
		return;
	p = recommend_probability(s->abuse_logit);
	if (p < abuse_told)
		w->fine *= 1 - p;
	else if (s->abuse_words.len > 0)
		add(w, p,
		    arena_printf(w->arena, "reads like abuse: %.*s",
		                 (int)s->abuse_words.len, s->abuse_words.ptr));
	else
		add(w, p, p < risk_look ? "may be abuse" : "reads like abuse");
}

static void weigh_topic(struct weighing *w, const struct scores *s)
{
	double p;

	if (s->topic_state == SCORE_NO_MODEL)
		add_unknown(w, 0, "the topic is not judged in this language");
	if (s->topic_state != SCORE_OK)
		return;
	p = s->n_stems < TOPIC_STEMS_MIN
	            ? 0
	            : .5 * recommend_probability(-2 * (s->topic_logit + 1500));
	if (p >= risk_told)
		add(w, p,
		    s->topic_words.len > 0
		            ? arena_printf(w->arena,
		                           "may be off topic: shares only"
		                           " %.*s with the article",
		                           (int)s->topic_words.len,
		                           s->topic_words.ptr)
		            : arena_printf(w->arena,
		                           "may be off topic: shares none of"
		                           " its %lld content words",
		                           (long long)s->n_stems));
	else if (s->topic_words.len > 0 && s->topic_logit > 0)
		add(w, -risk_told,
		    arena_printf(w->arena, "shares %.*s with the article",
		                 (int)s->topic_words.len, s->topic_words.ptr));
}

static void weigh_form(struct weighing *w, const struct scores *s)
{
	if (s->duplicate)
		add(w, .6,
		    arena_printf(w->arena, "the same words as comment %lld",
		                 (long long)s->duplicate));
	if (s->n_links > 0)
		add(w, s->n_links >= LINKS_MANY ? .3 : .06,
		    arena_printf(w->arena, "%lld %s", (long long)s->n_links,
		                 s->n_links == 1 ? "link" : "links"));
	if (s->capitals > CAPITALS_MANY && s->n_words >= CAPITALS_WORDS_MIN)
		add(w, .08, "much of it is in capitals");
}

/* (r + 1) / (a + r + 10) is a tenth for somebody new, TEXT.md 4; what is above
 * that counts. */
static void weigh_author(struct weighing *w,
                         const struct recommend_author *author)
{
	int64_t a = author->n_approved, r = author->n_rejected;
	double rate = ((double)r + 1) / ((double)(a + r) + 10) - .1;

	if (a + r == 0)
		add(w, -.01, "nothing of this reader was decided yet");
	else if (rate > 0)
		add(w, rate,
		    arena_printf(w->arena,
		                 "%lld of %lld earlier comments rejected",
		                 (long long)r, (long long)(a + r)));
	else if (a + r >= RECORD_SHOWN)
		add(w, rate,
		    arena_printf(w->arena,
		                 "%lld earlier comments approved, %lld"
		                 " rejected",
		                 (long long)a, (long long)r));
}

/* The weightiest first; what speaks for the comment is told last. */
static void choose_reasons(struct weighing *w, struct recommendation *made)
{
	while (made->n_reasons < RECOMMEND_REASONS_MAX && w->n > 0) {
		size_t best = 0;

		for (size_t i = 1; i < w->n; i++) {
			double a = w->found[i].risk, b = w->found[best].risk;

			if ((a > 0) != (b > 0) ? a > 0 : fabs(a) > fabs(b))
				best = i;
		}
		made->reasons[made->n_reasons++] = w->found[best].text;
		w->found[best] = w->found[--w->n];
	}
}

struct recommendation recommend(struct arena *arena,
                                const struct scores *scores,
                                const struct recommend_author *author)
{
	struct weighing w = {.arena = arena, .fine = 1};
	struct recommendation made = {.level = RECOMMEND_LOOK};
	double risk;

	if (scores && scores->failure.len == 0) {
		weigh_abuse(&w, scores);
		weigh_topic(&w, scores);
		weigh_form(&w, scores);
	} else {
		add_unknown(&w, 1,
		            scores ? arena_printf(arena,
		                                  "it could not be scored:"
		                                  " %.*s",
		                                  (int)scores->failure.len,
		                                  scores->failure.ptr)
		                   : "it has no scores");
	}
	if (author)
		weigh_author(&w, author);
	risk = 1 - w.fine;
	made.risk = (int)lround(100 * risk);
	if (risk >= risk_problem)
		made.level = RECOMMEND_PROBLEM;
	else if (risk < risk_look && !w.is_unknown)
		made.level = RECOMMEND_FINE;
	choose_reasons(&w, &made);
	return made;
}
