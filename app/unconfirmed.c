#include "app/unconfirmed.h"

#include "app/answer.h"
#include "base/log.h"
#include "digest/state.h"
#include "store/proofs.h"

/* Who is said to have decided, and why. */
struct end {
	const char *actor, *reason;
};

static enum err end_letter(struct site *site, struct arena *arena,
                           int64_t letter, const struct end *end, int64_t now,
                           int64_t *n, struct why *why)
{
	enum comment_state to;
	struct comment *comments;
	size_t count = 0;
	enum err err = comment_list_of_letter(site->db, arena, letter,
	                                      &comments, &count, why);

	if (err == OK &&
	    comment_next(COMMENT_RECEIVED, EVENT_WITHDRAW, &to) != OK)
		err = err_because(why, ERR_FATAL,
		                  "a comment cannot be withdrawn");
	for (size_t i = 0; err == OK && i < count; i++) {
		if (comments[i].state != COMMENT_RECEIVED)
			continue;
		err = comment_decide(
			site->db, comments[i].id, COMMENT_RECEIVED, to,
			str_of(comment_event_name(EVENT_WITHDRAW)),
			str_of(end->actor), str_of(end->reason), now, why);
		*n += 1;
	}
	return err;
}

enum err unconfirmed_deny(struct act *act, int64_t letter, struct why *why)
{
	const struct end end = {"reader", "who was asked says that it is not"
	                                  " theirs"};
	int64_t n = 0;
	enum err err = end_letter(act->site, act->arena, letter, &end, act->now,
	                          &n, why);

	if (err == OK)
		story_step(&act->judgement->story, STEP_EFFECT, 100,
		           "confirmation token",
		           "the answer is no: %lld comments of letter %lld are"
		           " withdrawn",
		           (long long)n, (long long)letter);
	return err;
}

static enum err expire_one(struct site *site, struct arena *arena,
                           int64_t letter, int64_t now, struct why *why)
{
	const struct end end = {"rule confirm",
	                        "nobody confirmed it within 72 hours"};
	int64_t n = 0;
	enum err err = db_begin(site->db, DB_DURABLE, why);

	if (err)
		return err;
	err = end_letter(site, arena, letter, &end, now, &n, why);
	if (err == OK)
		err = db_commit(site->db, why);
	else
		db_rollback(site->db);
	if (err == ERR_EXPIRED) /* an answer came, or another editor */
		return OK;
	if (err == OK)
		log_event(LOG_LEVEL_INFO, "letter_unconfirmed",
		          "letter=%lld comments=%lld", (long long)letter,
		          (long long)n);
	return err;
}

void unconfirmed_expire(struct site *site, int64_t now)
{
	_Static_assert(NOTICE_CONFIRM_HOURS == 72, "expire_one() says so");
	struct arena arena = {0};
	int64_t *letters;
	struct why why;
	size_t n = 0;
	enum err err = proof_list_unanswered(
		site->db, &arena, now - ANSWER_CONFIRM_S, &letters, &n, &why);

	if (err)
		log_event(LOG_LEVEL_ERROR, "unconfirmed_failed", "why=%s",
		          why.text);
	for (size_t i = 0; err == OK && i < n; i++)
		if (expire_one(site, &arena, letters[i], now, &why))
			log_event(LOG_LEVEL_ERROR, "unconfirmed_failed",
			          "letter=%lld why=%s", (long long)letters[i],
			          why.text);
	arena_free(&arena);
}
