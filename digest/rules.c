#include "digest/rules.h"

#include "digest/recommend.h"

enum {
	PERCENT = 100,
};

static bool is_in(const struct rule_range *range, int64_t value)
{
	return value >= range->least && value <= range->most;
}

static bool is_wanted(int64_t want, bool is_so)
{
	return want == RULE_ANY || (want == RULE_YES) == is_so;
}

static bool is_of_list(const struct rule *rule, struct str list)
{
	for (int64_t i = 0; i < rule->n_lists; i++)
		if (str_is(list, rule->lists[i]))
			return true;
	return rule->n_lists == 0;
}

static bool has_word(struct arena *arena, const struct rule *rule,
                     const struct whole *text)
{
	for (int64_t i = 0; i < rule->n_words; i++) {
		struct whole phrase =
			whole_split(arena, str_of(rule->words[i]));

		if (whole_in(text, &phrase))
			return true;
	}
	return rule->n_words == 0;
}

/* The age of no article is no age: a bound on it is not kept. */
static bool is_of_age(const struct rule_range *range, int64_t age_s)
{
	if (age_s < 0)
		return range->least == 0 && range->most == RULE_AGE_MAX;
	return is_in(range, age_s);
}

/* The conditions that cannot fail. */
static bool is_met(struct arena *arena, const struct rule *rule,
                   const struct rule_facts *f)
{
	return is_of_list(rule, f->list) &&
	       is_wanted(rule->verified, f->is_verified) &&
	       is_wanted(rule->trusted, f->is_trusted) &&
	       is_wanted(rule->doubtful, f->is_doubtful) &&
	       is_in(&rule->approved, f->n_approved) &&
	       is_in(&rule->rejected, f->n_rejected) &&
	       is_in(&rule->links, f->n_links) &&
	       is_in(&rule->length, f->length) &&
	       is_of_age(&rule->article_age, f->article_age_s) &&
	       has_word(arena, rule, &f->text);
}

static bool bounds(const struct rule_range *range)
{
	return range->least > 0 || range->most < PERCENT;
}

static const char *cause_of(enum score_state state)
{
	static const char *const causes[] = {
		[SCORE_NONE] = "there is no such score of it",
		[SCORE_OK] = NULL,
		[SCORE_NO_MODEL] = "there is no model for its language",
		[SCORE_TOO_SHORT] = "it is too short for a score",
		[SCORE_FAILED] = "its score failed",
	};

	return (size_t)state < ARRAY_LEN(causes) ? causes[state]
	                                         : causes[SCORE_FAILED];
}

static int64_t percent(int64_t logit)
{
	return (int64_t)(recommend_probability(logit) * PERCENT + .5);
}

/* What the conditions on scores came to so far. */
struct scoring {
	bool is_not;         /* one is known, and not as the rule wants it */
	const char *failure; /* why one is not known; NULL */
};

static void ask_score(struct scoring *scoring, const struct rule_range *range,
                      enum score_state state, int64_t value)
{
	if (!bounds(range))
		return;
	if (state == SCORE_OK)
		scoring->is_not |= !is_in(range, value);
	else if (!scoring->failure)
		scoring->failure = cause_of(state);
}

static struct scoring ask_scores(const struct rule *rule,
                                 const struct scores *s)
{
	static const struct scores none = {.abuse_state = SCORE_NONE};
	enum score_state any = s ? SCORE_OK : SCORE_NONE;
	struct scoring scoring = {.failure = NULL};

	if (s && s->abuse_state == SCORE_FAILED)
		any = SCORE_FAILED;
	s = s ? s : &none;
	ask_score(&scoring, &rule->abuse, s->abuse_state,
	          percent(s->abuse_logit));
	ask_score(&scoring, &rule->topic, s->topic_state,
	          percent(s->topic_logit));
	ask_score(&scoring, &rule->constructive, any,
	          (s->constructive + 5) / 10);
	if (rule->duplicate == RULE_ANY)
		return scoring;
	if (any == SCORE_OK)
		scoring.is_not |= !is_wanted(rule->duplicate, s->duplicate);
	else if (!scoring.failure)
		scoring.failure = cause_of(any);
	return scoring;
}

void rules_apply(struct arena *arena, const struct rule *rules, size_t n,
                 const struct rule_facts *facts, struct rule_verdict *verdict)
{
	*verdict = (struct rule_verdict){.rule = NULL};
	for (size_t i = 0; i < n; i++) {
		struct scoring scoring;

		if (!is_met(arena, &rules[i], facts))
			continue;
		scoring = ask_scores(&rules[i], facts->scores);
		if (scoring.is_not)
			continue;
		verdict->rule = &rules[i];
		verdict->failure = scoring.failure;
		return;
	}
}

const char *rule_act_name(int64_t act)
{
	static const char *const names[] = {"hold", "mark", "approve",
	                                    "reject"};

	return act >= 0 && act < (int64_t)ARRAY_LEN(names) ? names[act]
	                                                   : "unknown";
}
