#include "app/unclear.h"

#include "app/answer.h"
#include "app/prove.h"
#include "app/who.h"
#include "digest/kind.h"
#include "store/proofs.h"
#include "store/strangers.h"
#include "store/tokens.h"

#define UNCLEAR "unclear" /* kind of the mail */

/* Where a stranger was asked; ERR_ABSENT: nowhere, or it is over. */
static enum err of_stranger(struct act *act, struct str hash, struct str *to,
                            struct why *why)
{
	struct stranger stranger;
	enum err err =
		stranger_get(act->site->db, act->arena, hash, &stranger, why);

	if (err == OK &&
	    (stranger.closed_at || stranger.expires_at <= act->now))
		return ERR_ABSENT;
	if (err == OK)
		*to = stranger.address;
	return err;
}

/* Where the question with the letter's token went. */
static enum err asked_at(struct act *act, struct str purpose,
                         struct answer *answer, struct why *why)
{
	struct db *db = act->site->db;
	struct str hash = str_of(act->judgement->token.secret_hash);
	struct subscriber row;
	struct proof proof;
	enum err err;

	if (purpose.len == 0)
		return of_stranger(act, hash, &answer->to, why);
	err = token_open(db, hash, act->now, &answer->subscriber, why);
	if (err == OK && str_is(purpose, PROVE_OWNER)) {
		answer->subscriber = 0; /* it is told of no reader */
		err = proof_get(db, act->arena, hash, &proof, why);
		if (err == OK)
			answer->to = proof.address;
		return err;
	}
	if (err == OK)
		err = subscriber_get(db, act->arena, answer->subscriber, &row,
		                     why);
	if (err == OK)
		answer->to = row.address;
	return err;
}

enum err unclear_tell(struct act *act, struct str purpose, struct why *why)
{
	struct judgement *j = act->judgement;
	struct answer answer = {
		.kind = UNCLEAR,
		.template = TEMPLATE_UNCLEAR,
		.is_stranger = true,
	};
	enum err err = asked_at(act, purpose, &answer, why);

	story_step(&j->story, STEP_EFFECT, 100, "own words",
	           "nothing is done: it says neither yes nor no");
	if (err == ERR_ABSENT) {
		story_step(&j->story, STEP_TOKEN, 100, "confirmation token",
		           "its token is unknown, used already, or too old");
		return OK;
	}
	if (err)
		return err;
	if (who_is_forged(j) || !kind_may_answer(act->mail))
		return OK;
	return answer_send(act, &answer, why);
}
