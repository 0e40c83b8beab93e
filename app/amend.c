#include "app/amend.h"

#include "digest/restore.h"
#include "digest/state.h"
#include "store/amends.h"
#include "store/appeals.h"
#include "store/tellings.h"

enum {
	HOUR_S = 3600,
	DAY_S = 86400,
	PER_HOUR = 10, /* comments of one reader, STANDARDS T-11 */
	PER_DAY = 30,
	VERSIONS_MAX = 1000, /* of one comment: more cannot come in a token's
	                        life */
};

static struct str by_reader(void)
{
	return str_of("reader");
}

enum err amend_latest(struct site *site, int64_t *comment, struct why *why)
{
	enum err err = OK;

	for (int i = 0; err == OK && i < VERSIONS_MAX; i++) {
		int64_t next = 0;

		err = amend_next(site->db, *comment, &next, why);
		if (err || next == 0)
			return err;
		*comment = next;
	}
	return err;
}

/* The first version of `*comment`. */
static enum err find_first(struct site *site, int64_t *comment, struct why *why)
{
	enum err err = OK;

	for (int i = 0; err == OK && i < VERSIONS_MAX; i++) {
		int64_t original = 0;

		err = amend_original(site->db, *comment, &original, why);
		if (err || original == 0)
			return err;
		*comment = original;
	}
	return err;
}

/* Take one version back if its state allows that; a rejected one is not printed
 * anyhow. */
static enum err take_back(struct act *act, const struct comment *comment,
                          struct str reason, bool *is_done, struct why *why)
{
	enum comment_state next;
	enum err err;

	if (comment_next(comment->state, EVENT_WITHDRAW, &next) != OK)
		return OK;
	err = comment_decide(act->site->db, comment->id, comment->state, next,
	                     str_of(comment_event_name(EVENT_WITHDRAW)),
	                     by_reader(), reason, act->now, why);
	if (err == OK)
		err = appeal_end(act->site->db, comment->id, APPEAL_DROPPED,
		                 act->now, why);
	if (err == OK) {
		*is_done = true;
		story_step(&act->judgement->story, STEP_STATE, 100, "",
		           "comment %lld is withdrawn", (long long)comment->id);
	}
	return err;
}

enum err amend_withdraw(struct act *act, int64_t comment, bool *is_done,
                        bool *was_printed, struct why *why)
{
	struct db *db = act->site->db;
	int64_t printed = 0, id = comment;
	enum err err = find_first(act->site, &id, why);

	for (int i = 0; err == OK && id != 0 && i < VERSIONS_MAX; i++) {
		struct comment version;

		err = comment_get(db, act->arena, id, &version, why);
		if (err == OK && version.state == COMMENT_PUBLISHED)
			printed = id;
		if (err == OK && version.state == COMMENT_REJECTED)
			*is_done = true;
		if (err == OK)
			err = take_back(act, &version, str_of(""), is_done,
			                why);
		if (err == OK)
			err = amend_next(db, version.id, &id, why);
	}
	if (err || printed == 0)
		return err;
	*was_printed = true;
	return withdrawal_add(db, str_of(act->judgement->list->name), printed,
	                      act->now, why);
}

static enum err is_flood(struct act *act, int64_t reader, bool *is_so,
                         struct why *why)
{
	struct db *db = act->site->db;
	int64_t hour = 0, day = 0;
	enum err err = comment_count_since(db, reader, true, act->now - HOUR_S,
	                                   &hour, why);

	if (err == OK)
		err = comment_count_since(db, reader, true, act->now - DAY_S,
		                          &day, why);
	*is_so = hour >= PER_HOUR || day >= PER_DAY;
	return err;
}

/* The correction as a comment; `*id`. */
static enum err add_version(struct act *act, const struct comment *old,
                            struct str text, int64_t *id, struct why *why)
{
	struct judgement *j = act->judgement;
	const struct reply_answer *answer = &j->reply.answers[0];
	struct comment comment = *old;
	struct comment_cut *cuts;
	size_t n_cuts =
		restore_cuts(act->arena, &j->reply, answer, text, &cuts);

	comment.letter = act->letter->id;
	comment.answer = 1;
	comment.text = text;
	comment.confidence = answer->confidence;
	comment.is_verified = true;
	comment.received_at = act->now;
	comment.reason = str_of("");
	comment.doubt = str_of(arena_printf(
		act->arena, "its reader corrected comment %lld, which %s %s",
		(long long)old->id,
		old->state == COMMENT_PUBLISHED ? "stays" : "was",
		comment_state_name(old->state)));
	if (comment_next(COMMENT_RECEIVED, EVENT_HOLD, &comment.state))
		return err_because(why, ERR_FATAL, "a comment cannot be held");
	return comment_add(act->site->db, &comment, cuts, n_cuts, id, why);
}

/* What can be corrected: nothing that was taken back or removed. */
static bool is_correctable(enum comment_state state)
{
	return state != COMMENT_WITHDRAWN && state != COMMENT_REMOVED &&
	       state != COMMENT_RECEIVED;
}

static enum err replace(struct act *act, const struct comment *old,
                        struct str text, struct why *why)
{
	struct db *db = act->site->db;
	bool is_done = false, is_wanted = false;
	int64_t id = 0;
	enum err err = add_version(act, old, text, &id, why);

	if (err == OK)
		err = amend_add(db, id, old->id, why);
	if (err == OK)
		err = telling_is_wanted(db, old->id, 0, &is_wanted, why);
	if (err == OK && is_wanted)
		err = telling_want(db, id, why);
	if (err == OK && old->state != COMMENT_PUBLISHED)
		err = take_back(act, old,
		                str_of(arena_printf(act->arena,
		                                    "corrected by comment %lld",
		                                    (long long)id)),
		                &is_done, why);
	if (err == OK)
		story_step(&act->judgement->story, STEP_STATE, 100, "own words",
		           "comment %lld corrects comment %lld and is held",
		           (long long)id, (long long)old->id);
	return err;
}

enum err amend_correct(struct act *act, int64_t comment, struct str words,
                       enum hearing_result *result, struct why *why)
{
	struct str text = restore_kept(act->arena, words);
	struct comment old;
	bool is_full = false;
	enum err err = amend_latest(act->site, &comment, why);

	if (err == OK)
		err = comment_get(act->site->db, act->arena, comment, &old,
		                  why);
	if (err == OK)
		err = is_flood(act, old.reader, &is_full, why);
	if (err)
		return err;
	if (!is_correctable(old.state))
		*result = HEARING_OVER;
	else if (text.len == 0 || act->judgement->reply.n_answers == 0)
		*result = HEARING_EMPTY;
	else if (is_full)
		*result = HEARING_FLOOD;
	else
		return replace(act, &old, text, why);
	return OK;
}
