#include "app/newcomer.h"

#include "app/answer.h"
#include "app/refuse.h"
#include "app/unconfirmed.h"
#include "app/who.h"
#include "digest/scrub.h"
#include "digest/state.h"
#include "mailer/address.h"
#include "store/strangers.h"

#define WRITER "writer" /* kind of the mail that asks */

enum err newcomer_ask(struct act *act, bool *waits, struct why *why)
{
	struct judgement *j = act->judgement;
	char hash[2 * HASH_LEN + 1];
	struct answer answer = {
		.kind = WRITER,
		.template = TEMPLATE_LETTER,
		.action = post_secret_address(act->arena, j->list,
	                                      TOKEN_CONFIRM, hash),
		.is_stranger = true,
	};
	struct stranger stranger = {
		.token_hash = str_of(hash),
		.letter = act->letter->id,
		.name = scrub_name(act->arena, act->mail->from_name),
		.asked_at = act->now,
		.expires_at = act->now + ANSWER_CONFIRM_S,
	};
	bool is_allowed = false;
	enum err err;

	if (address_normalise(act->arena, act->mail->from_addr, &answer.to,
	                      NULL))
		return OK;
	err = answer_allowed(act, WRITER, answer.to, &is_allowed, why);
	if (err || !is_allowed)
		return err;
	stranger.address = answer.to;
	err = stranger_add(act->site->db, &stranger, why);
	if (err == OK)
		err = answer_send(act, &answer, why);
	if (err == OK)
		*waits = true;
	return err;
}

/* Its reader, who may be one for another list's sake. */
static enum err find_reader(struct act *act, const struct stranger *stranger,
                            int64_t *reader, struct why *why)
{
	struct str name;
	enum err err = reader_find(act->site->db, act->arena, stranger->address,
	                           reader, &name, why);

	if (err == ERR_ABSENT)
		err = reader_add(act->site->db, stranger->address,
		                 stranger->name, act->now, reader, why);
	return err;
}

static enum err accept(struct act *act, const struct stranger *stranger,
                       struct why *why)
{
	enum comment_state held;
	int64_t reader = 0, n = 0;
	enum err err = find_reader(act, stranger, &reader, why);

	if (err == OK &&
	    comment_next(COMMENT_RECEIVED, EVENT_HOLD, &held) != OK)
		err = err_because(why, ERR_FATAL, "a comment cannot be held");
	if (err == OK)
		err = stranger_confirm(act->site->db, stranger->letter, reader,
		                       held, str_of(WHO_STRANGER),
		                       str_of(WHO_NEWCOMER), &n, why);
	if (err == OK)
		story_step(&act->judgement->story, STEP_STATE, 100,
		           "confirmation token",
		           "%lld comments of letter %lld are confirmed and"
		           " held",
		           (long long)n, (long long)stranger->letter);
	return err;
}

enum err newcomer_answer(struct act *act, enum consent consent, struct why *why)
{
	struct judgement *j = act->judgement;
	struct str hash = str_of(j->token.secret_hash);
	struct stranger stranger;
	enum err err =
		stranger_get(act->site->db, act->arena, hash, &stranger, why);

	if (err == ERR_ABSENT) {
		story_step(&j->story, STEP_TOKEN, 100, "confirmation token",
		           "its token is unknown");
		return OK;
	}
	if (err == OK)
		err = stranger_close(act->site->db, hash, act->now, why);
	if (err == ERR_EXPIRED) {
		story_step(&j->story, STEP_TOKEN, 100, "confirmation token",
		           "its token is used already, or too old");
		return OK;
	}
	if (err)
		return err;
	if (consent == CONSENT_YES)
		return accept(act, &stranger, why);
	err = unconfirmed_deny(act, stranger.letter, why);
	if (err == OK && consent == CONSENT_BLOCK)
		err = refuse_take(act, stranger.address, why);
	return err;
}
