#include "app/advice.h"

#include <stdio.h>

#include <jansson.h>

enum err advice_get(struct db *db, struct arena *arena,
                    const struct comment *comment, struct advice *advice,
                    struct why *why)
{
	struct recommend_author author = {0, 0};
	struct advice found = {.has_scores = true};
	enum err err = scores_get(db, arena, comment->id, &found.scores, why);

	if (err == ERR_ABSENT) {
		*advice = (struct advice){.has_scores = false};
		return OK;
	}
	if (err == OK && comment->reader)
		err = comment_record(db, comment->reader, &author.n_approved,
		                     &author.n_rejected, why);
	if (err)
		return err;
	found.made = recommend(arena, &found.scores, &author);
	*advice = found;
	return OK;
}

static json_t *probability(enum score_state state, int64_t logit)
{
	return state == SCORE_OK ? json_real(recommend_probability(logit))
	                         : json_null();
}

json_t *advice_json(const struct advice *a)
{
	const struct scores *s = &a->scores;
	json_t *reasons;

	if (!a->has_scores)
		return json_null();
	reasons = json_array();
	for (size_t i = 0; i < a->made.n_reasons; i++)
		json_array_append_new(reasons,
		                      json_stringn(a->made.reasons[i].ptr,
		                                   a->made.reasons[i].len));
	return json_pack("{s:s, s:i, s:o, s:o, s:o, s:f, s:f, s:s%}",
	                 "recommended", recommend_level_name(a->made.level),
	                 "risk", a->made.risk, "reasons", reasons, "abuse",
	                 probability(s->abuse_state, s->abuse_logit), "topic",
	                 probability(s->topic_state, s->topic_logit),
	                 "constructive", (double)s->constructive / 1000,
	                 "print", (double)s->print / 1000, "model",
	                 s->model.ptr ? s->model.ptr : "", s->model.len);
}

void advice_print(const struct advice *advice)
{
	const struct recommendation *r = &advice->made;

	if (!advice->has_scores)
		return;
	printf("Recommended: %s (risk %d %%)\n", recommend_level_name(r->level),
	       r->risk);
	for (size_t i = 0; i < r->n_reasons; i++)
		printf("  %.*s\n", (int)r->reasons[i].len, r->reasons[i].ptr);
}
