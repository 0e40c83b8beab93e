#include "app/foretold.h"

#include "store/decisions.h"

enum {
	LESSONS_MAX = 20000, /* the newest decisions */
};

/* What was said of a comment when it was decided; false: it had no scores. */
static bool read_case(struct arena *arena, const struct scores_lesson *lesson,
                      struct calibration_case *one)
{
	const struct decision decision = {.scores = lesson->scores,
	                                  .model = lesson->model,
	                                  .at = lesson->at};
	struct recommend_author author;
	struct recommendation r;
	struct scores scores;

	if (!decision_scores(&decision, &scores, &author.n_approved,
	                     &author.n_rejected) ||
	    scores.abuse_state == SCORE_FAILED)
		return false;
	r = recommend(arena, &scores, &author);
	one->level = r.level;
	one->risk = r.risk;
	one->abuse = scores.abuse_state == SCORE_OK
	                     ? recommend_probability(scores.abuse_logit)
	                     : -1;
	one->outcome = lesson->is_approved               ? OUTCOME_APPROVED
	               : str_is(lesson->reason, "abuse") ? OUTCOME_ABUSE
	                                                 : OUTCOME_OTHER;
	return true;
}

enum err foretold_cases(struct db *db, struct arena *arena, struct str list,
                        struct str model, struct calibration_case **cases,
                        size_t *n, size_t *n_unscored, struct why *why)
{
	struct scores_lesson *lessons = NULL;
	size_t n_lessons = 0;
	enum err err = scores_lessons(db, arena, list, LESSONS_MAX, &lessons,
	                              &n_lessons, why);

	if (err)
		return err;
	*cases = arena_array(arena, struct calibration_case, n_lessons + 1);
	*n = *n_unscored = 0;
	for (size_t i = 0; i < n_lessons; i++) {
		struct str said = str_slice(lessons[i].model, 0, model.len);

		if (!str_eq(said, model))
			continue;
		if (read_case(arena, &lessons[i], &(*cases)[*n]))
			(*n)++;
		else
			(*n_unscored)++;
	}
	return OK;
}
