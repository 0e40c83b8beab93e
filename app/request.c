/*
 * A reader answers our mail about comments: withdraw, correct, tell, appeal.
 *
 * The token says which comments, and whose; From and the border have to say the
 * same (STANDARDS T-01), else nothing is done and nothing is answered (T-08).
 * What a comment's state has no arrow for is refused, and each correction and
 * appeal has its one row, so that nothing comes twice, whatever is sent again.
 */
#include "app/ack.h"
#include "app/act.h"
#include "app/amend.h"
#include "app/answer.h"
#include "app/blocked.h"
#include "app/judges.h"
#include "app/who.h"
#include "digest/restore.h"
#include "digest/hearing.h"
#include "digest/state.h"
#include "store/acks.h"
#include "store/tellings.h"

enum {
	WORDS_MAX = 64 * 1024, /* bytes of all answers of one mail */
};

/* What is asked for and what becomes of it. */
struct wish {
	struct act *act;
	struct request_words words;
	int64_t *comments; /* that are meant */
	size_t n;
	enum hearing_result result;
	bool was_printed;
	bool is_told; /* a mail of its own says so */
};

/* All of the reader's own words, in order. */
static struct str own_words(struct arena *arena, const struct reply *reply)
{
	struct buf out = BUF_INIT(WORDS_MAX);

	for (size_t i = 0; i < reply->n_answers; i++) {
		if (i > 0)
			buf_adds(&out, "\n\n");
		buf_add(&out, reply->answers[i].text);
	}
	return buf_take(&out, arena);
}

/* Take the comments that are meant; `result` says when that is not clear. */
static enum err pick(struct wish *w, struct why *why)
{
	const struct request_words *words = &w->words;
	int64_t *all;
	size_t n = 0;
	enum err err = ack_comments(w->act->site->db, w->act->arena,
	                            w->act->judgement->ack.id, &all, &n, why);

	if (err)
		return err;
	w->comments = all;
	w->n = n;
	if (words->number > 0 && (uint64_t)words->number <= n) {
		w->comments = all + words->number - 1;
		w->n = 1;
	} else if (words->number > 0 ||
	           (n > 1 && (words->request == REQUEST_CORRECT ||
	                      words->request == REQUEST_APPEAL))) {
		w->result = HEARING_WHICH;
	}
	return OK;
}

static enum err withdraw(struct wish *w, struct why *why)
{
	size_t n_done = 0;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < w->n; i++) {
		bool is_done = false;

		err = amend_withdraw(w->act, w->comments[i], &is_done,
		                     &w->was_printed, why);
		n_done += is_done;
	}
	if (n_done == 0)
		w->result = HEARING_OVER;
	return err;
}

/* A blocked writer's letters make no comments: told by silence. */
static enum err find_block(struct wish *w, bool *is_blocked, struct why *why)
{
	struct act *act = w->act;
	struct judgement copy = *act->judgement;
	enum err err = blocked_judge(act->site, act->arena, act->mail, act->now,
	                             &copy, why);

	act->judgement->story = copy.story;
	*is_blocked = copy.class == CLASS_BLOCKED;
	if (*is_blocked) {
		w->result = HEARING_OVER;
		w->is_told = true;
	}
	return err;
}

static enum err correct(struct wish *w, struct why *why)
{
	struct act *act = w->act;
	bool is_blocked = false;
	enum err err = find_block(w, &is_blocked, why);

	if (err || is_blocked)
		return err;
	err = amend_correct(act, w->comments[0], w->words.rest, &w->result,
	                    why);
	if (err == OK && w->result == HEARING_DONE) {
		w->is_told = true;
		err = ack_held(act, act->letter->id, true, why);
	}
	return err;
}

/* An approval of each is told, also one that was made before. */
static enum err tell(struct wish *w, struct why *why)
{
	struct db *db = w->act->site->db;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < w->n; i++) {
		struct comment comment;
		int64_t id = w->comments[i];

		err = amend_latest(w->act->site, &id, why);
		if (err == OK)
			err = telling_want(db, id, why);
		if (err == OK)
			err = comment_get(db, w->act->arena, id, &comment, why);
		if (err == OK && (comment.state == COMMENT_APPROVED ||
		                  comment.state == COMMENT_PUBLISHED))
			err = telling_plan(db, id, w->act->now, why);
	}
	return err;
}

/* The decision that rejected `comment` last. */
static enum err find_rejection(struct act *act, int64_t comment,
                               struct decision *found, struct why *why)
{
	struct decision *decisions;
	size_t n = 0;
	enum err err = comment_decisions(act->site->db, act->arena, comment,
	                                 &decisions, &n, why);

	*found = (struct decision){.actor = str_of("rule unknown"),
	                           .reason = str_of("other")};
	for (size_t i = 0; err == OK && i < n; i++)
		if (decisions[i].state == COMMENT_REJECTED)
			*found = decisions[i];
	return err;
}

/* Is there something to appeal, in time and for the first time? */
static enum err may_appeal(struct wish *w, const struct comment *comment,
                           struct why *why)
{
	struct act *act = w->act;
	struct appeal before;
	enum err err =
		appeal_of(act->site->db, act->arena, comment->id, &before, why);

	if (err == OK)
		w->result = HEARING_TWICE;
	else if (err == ERR_ABSENT && comment->state != COMMENT_REJECTED)
		w->result = HEARING_REJECTED;
	else if (err == ERR_ABSENT &&
	         act->now > comment->decided_at +
	                            act->judgement->list->appeal_within_s)
		w->result = HEARING_LATE;
	return err == ERR_ABSENT ? OK : err;
}

static enum err appeal(struct wish *w, struct why *why)
{
	struct act *act = w->act;
	struct db *db = act->site->db;
	struct comment comment;
	struct decision rejection;
	enum comment_state next;
	bool is_held = false;
	enum err err =
		comment_get(db, act->arena, w->comments[0], &comment, why);

	if (err == OK)
		err = may_appeal(w, &comment, why);
	if (err || w->result != HEARING_DONE)
		return err;
	err = find_rejection(act, comment.id, &rejection, why);
	if (err == OK && comment_next(comment.state, EVENT_APPEAL, &next))
		err = err_because(why, ERR_FATAL, "no appeal from %s",
		                  comment_state_name(comment.state));
	if (err == OK)
		err = appeal_add(
			db,
			&(struct appeal){.comment = comment.id,
		                         .letter = act->letter->id,
		                         .list = comment.list,
		                         .actor = rejection.actor,
		                         .reason = rejection.reason,
		                         .words = restore_kept(act->arena,
		                                               w->words.rest),
		                         .at = act->now},
			why);
	if (err == OK)
		err = comment_decide(db, comment.id, comment.state, next,
		                     str_of(comment_event_name(EVENT_APPEAL)),
		                     str_of("reader"), rejection.reason,
		                     act->now, why);
	if (err == OK)
		err = judges_hold(act->site, act->arena, act->judgement->list,
		                  comment.id, act->now, &is_held, why);
	return err;
}

static enum err fulfil(struct wish *w, struct why *why)
{
	switch (w->words.request) {
	case REQUEST_WITHDRAW:
		return withdraw(w, why);
	case REQUEST_CORRECT:
		return correct(w, why);
	case REQUEST_TELL:
		return tell(w, why);
	case REQUEST_TELL_ALWAYS:
	case REQUEST_TELL_NEVER:
		return telling_set_always(
			w->act->site->db, w->act->judgement->subscriber.id,
			w->words.request == REQUEST_TELL_ALWAYS, why);
	case REQUEST_APPEAL:
		return appeal(w, why);
	case REQUEST_NONE:
		w->result = HEARING_UNCLEAR;
		break;
	}
	return OK;
}

/* Say what became of it, by the same token; that nothing was understood once
 * only, for a machine may have written that. */
static enum err tell_result(struct wish *w, struct why *why)
{
	struct act *act = w->act;
	struct judgement *j = act->judgement;
	struct render_list about;
	struct post post = {
		.list = j->list,
		.kind = "request",
		.template = TEMPLATE_REQUEST,
		.to = j->subscriber.address,
		.reply_to = render_address(act->arena,
	                                   str_of(j->list->reply_address),
	                                   str_of(j->token.text)),
		.in_reply_to = act->mail->message_id,
		.references = act->mail->references,
		.is_answer = true,
		.subscriber = j->subscriber.id,
		.letter = act->letter->id,
	};
	bool is_allowed = !w->is_told;
	enum err err = OK;

	if (w->result == HEARING_UNCLEAR)
		err = ack_puzzled(act->site->db, j->ack.id, act->now,
		                  &is_allowed, why);
	if (err == OK && is_allowed)
		err = answer_allowed(act, "request", post.to, &is_allowed, why);
	if (err || !is_allowed)
		return err;
	site_render_list(act->site, act->arena, j->list, &about);
	post.model = hearing_request_model(act->arena, &about, w->words.request,
	                                   w->result, w->was_printed);
	return post_notice(act->site, act->arena, &post, act->now, why);
}

/* Whoever asks is not who is meant, or asks too late: nothing, and no mail. */
static bool is_refused(struct act *act)
{
	struct judgement *j = act->judgement;
	const char *words = NULL;

	if (who_is_forged(j))
		words = WHO_FORGED;
	else if (!ack_may_answer(act))
		words = "it is not proven that the reader wrote it";
	else if (act->now > j->ack.expires_at)
		words = "our mail is too old";
	if (words)
		story_step(&j->story, STEP_EFFECT, 100, "token and From",
		           "not done: %s", words);
	return words != NULL;
}

enum err act_request(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct wish wish = {.act = act};
	enum err err;

	if (is_refused(act))
		return OK;
	request_read(act->arena, act->mail->subject,
	             own_words(act->arena, &j->reply), &wish.words);
	err = pick(&wish, why);
	if (err == OK && wish.result == HEARING_DONE)
		err = fulfil(&wish, why);
	if (err)
		return err;
	story_step(&j->story, STEP_EFFECT, 100, "own words", "%s: %s",
	           request_name(wish.words.request),
	           hearing_result_name(wish.result));
	return tell_result(&wish, why);
}
