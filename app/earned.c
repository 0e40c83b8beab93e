#include "app/earned.h"

#include "app/decide.h"
#include "app/foretold.h"
#include "app/mode.h"
#include "base/log.h"
#include "store/articles.h"

enum {
	CERTAIN = 50,  /* percent: below it a moderator looks */
	AT_ONCE = 200, /* comments of one round */
	SHIPPED = 33,  /* bytes of a model's id: what was not learnt here */
};

bool earned_is_audited(int64_t comment)
{
	uint64_t mixed = (uint64_t)comment * UINT64_C(0x9e3779b97f4a7c15) >> 32;

	return mixed % EARNED_AUDIT == 0;
}

struct claim {
	struct site *site;
	struct arena *arena;
	const struct config_list *list;
	struct str model; /* that `is_earned` is about; "": not known yet */
	bool is_earned;
};

/* Whether people's decisions answer for the list's key, under `model`. */
static enum err look_whether(struct claim *c, struct str model, struct why *why)
{
	struct calibration_case *cases = NULL;
	size_t n = 0, n_unscored = 0, below = 0, rejected = 0;
	enum err err;

	if (c->model.len > 0 && str_eq(c->model, model))
		return OK;
	err = foretold_cases(c->site->db, c->arena, str_of(c->list->name),
	                     model, &cases, &n, &n_unscored, why);
	if (err)
		return err;
	for (size_t i = 0; i < n; i++)
		if (cases[i].risk < c->list->approve_below) {
			below++;
			rejected += cases[i].outcome != OUTCOME_APPROVED;
		}
	c->model = model;
	c->is_earned =
		below >= CALIBRATION_OFFER_MIN &&
		calibration_bound(rejected, below) <= CALIBRATION_OFFER_MAX;
	return OK;
}

/* What its scores and its author say: may nobody look at it? */
static bool is_harmless(struct claim *c, const struct comment *comment,
                        const struct scores *scores,
                        const struct recommend_author *author)
{
	struct recommendation r = recommend(c->arena, scores, author);

	return comment->is_verified && comment->doubt.len == 0 &&
	       comment->confidence >= CERTAIN &&
	       scores->abuse_state == SCORE_OK &&
	       scores->topic_state != SCORE_FAILED && scores->n_links == 0 &&
	       author->n_approved > 0 && r.level == RECOMMEND_FINE &&
	       r.risk < c->list->approve_below &&
	       !earned_is_audited(comment->id);
}

static enum err approve(struct claim *c, int64_t id, int64_t now,
                        struct why *why)
{
	bool is_done = false;
	struct str text;
	enum err err = db_begin(c->site->db, DB_DURABLE, why);

	if (err)
		return err;
	err = decide_comment(c->site, c->arena, id, EVENT_APPROVE,
	                     str_of("rule " EARNED_RULE), str_of(""), now,
	                     &is_done, &text, why);
	if (err == OK && is_done)
		err = db_commit(c->site->db, why);
	else
		db_rollback(c->site->db);
	if (err == OK && is_done)
		log_event(LOG_LEVEL_INFO, "comment_ruled",
		          "comment=%lld state=approved by=" EARNED_RULE,
		          (long long)id);
	return err;
}

static enum err consider(struct claim *c, int64_t id, int64_t now,
                         struct why *why)
{
	struct recommend_author author = {0, 0};
	struct comment comment;
	struct article article;
	struct scores scores;
	enum err err = comment_get(c->site->db, c->arena, id, &comment, why);

	if (err == OK)
		err = scores_get(c->site->db, c->arena, id, &scores, why);
	if (err == OK && comment.reader)
		err = comment_record(c->site->db, comment.reader,
		                     &author.n_approved, &author.n_rejected,
		                     why);
	if (err || !comment.article ||
	    !is_harmless(c, &comment, &scores, &author))
		return err;
	err = article_get(c->site->db, c->arena, comment.article, &article,
	                  why);
	if (err == OK)
		err = look_whether(c, str_slice(scores.model, 0, SHIPPED), why);
	if (err || !c->is_earned || !mode_is_open(c->list, &article))
		return err;
	return approve(c, id, now, why);
}

static void consider_list(struct site *site, const struct config_list *list,
                          int64_t now)
{
	struct arena arena = {0};
	struct claim claim = {.site = site, .arena = &arena, .list = list};
	struct why why = {""};
	int64_t *ids = NULL;
	size_t n = 0;
	enum err err = scores_untold(site->db, &arena, str_of(list->name),
	                             AT_ONCE, &ids, &n, &why);

	for (size_t i = 0; err == OK && i < n; i++)
		err = consider(&claim, ids[i], now, &why);
	if (err)
		log_event(LOG_LEVEL_ERROR, "earned_failed", "list=%s why=%s",
		          list->name, why.text);
	arena_free(&arena);
}

void earned_due(struct site *site, int64_t now)
{
	for (int64_t i = 0; i < site->config.n_lists; i++)
		if (site->config.lists[i].approve_below > 0)
			consider_list(site, &site->config.lists[i], now);
}
