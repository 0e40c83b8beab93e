#include "app/prove.h"

#include "app/answer.h"
#include "app/newcomer.h"
#include "app/unconfirmed.h"
#include "app/who.h"
#include "digest/kind.h"
#include "digest/state.h"
#include "mailer/address.h"
#include "store/proofs.h"

/* What is asked about another address that a letter came from. */
static const char *purpose_of(const struct judgement *j)
{
	return auth_is_pass(j->auth.verdict) ? PROVE_ADDRESS : PROVE_CLAIM;
}

/* Keep the question and mail it to the subscriber. */
static enum err ask(struct act *act, bool is_of_letter, struct str address,
                    struct why *why)
{
	struct judgement *j = act->judgement;
	const char *purpose = is_of_letter ? PROVE_LETTER : purpose_of(j);
	char hash[2 * HASH_LEN + 1];
	struct answer answer = {
		.kind = is_of_letter ? PROVE_LETTER : PROVE_ADDRESS,
		.template = is_of_letter ? TEMPLATE_LETTER : TEMPLATE_ADDRESS,
		.to = j->subscriber.address,
		.action = post_secret_address(act->arena, j->list,
	                                      TOKEN_CONFIRM, hash),
		.token_hash = str_of(hash),
		.other = address,
		.subscriber = j->subscriber.id,
		.is_stranger = true,
	};
	const struct proof proof = {
		.token_hash = str_of(hash),
		.reader = j->subscriber.reader,
		.address = address,
		.letter = act->letter->id,
		.is_of_letter = is_of_letter,
	};
	enum err err = token_store(act->site->db, str_of(hash), str_of(purpose),
	                           j->subscriber.id, act->now,
	                           act->now + ANSWER_CONFIRM_S, why);

	if (err == OK)
		err = proof_add(act->site->db, &proof, act->now, why);
	if (err == OK)
		err = answer_send(act, &answer, why);
	return err;
}

static enum err ask_address(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	bool was_asked = false, is_allowed = false;
	struct str address;
	enum err err;

	if (j->subscriber.state != SUBSCRIBER_ACTIVE ||
	    address_normalise(act->arena, act->mail->from_addr, &address, NULL))
		return OK;
	err = proof_was_asked(act->site->db, j->subscriber.reader, address,
	                      act->now, &was_asked, why);
	if (err == OK && was_asked)
		story_step(
			&j->story, STEP_EFFECT, 100, "proofs",
			"the subscriber was asked about this address before");
	if (err == OK && !was_asked)
		err = answer_allowed(act, PROVE_ADDRESS, j->subscriber.address,
		                     &is_allowed, why);
	if (err || !is_allowed)
		return err;
	return ask(act, false, address, why);
}

static enum err ask_letter(struct act *act, bool *waits, struct why *why)
{
	struct judgement *j = act->judgement;
	bool is_allowed = false;
	enum err err = answer_allowed(act, PROVE_LETTER, j->subscriber.address,
	                              &is_allowed, why);

	if (err || !is_allowed)
		return err;
	err = ask(act, true, act->mail->from_addr, why);
	if (err == OK)
		*waits = true;
	return err;
}

enum err prove_ask(struct act *act, bool *waits, struct why *why)
{
	const struct judgement *j = act->judgement;

	*waits = false;
	if (who_is_forged(j) || !kind_may_answer(act->mail))
		return OK;
	if (j->other == WHO_IS_UNKNOWN)
		return who_is_vouched(j) ? ask_address(act, why) : OK;
	if (j->is_stranger)
		return j->list->strangers == CONFIG_STRANGERS_CONFIRM
		               ? newcomer_ask(act, waits, why)
		               : OK;
	if (j->is_tokenless && j->subscriber.state == SUBSCRIBER_ACTIVE &&
	    j->list->tokenless == CONFIG_TOKENLESS_CONFIRM)
		return ask_letter(act, waits, why);
	return OK;
}

/* Those of the letter that its reader was asked about: the answer came to the
 * reader's address, and proves as much as a border could. */
static enum err verify_letter(struct act *act, const struct proof *proof,
                              int64_t *n, struct why *why)
{
	static const char *const doubts[] = {WHO_TOKENLESS_UNPROVEN,
	                                     WHO_TOKENLESS};
	enum comment_state held;
	enum err err = OK;

	*n = 0;
	if (comment_next(COMMENT_RECEIVED, EVENT_HOLD, &held))
		return err_because(why, ERR_FATAL, "a comment cannot be held");
	for (size_t i = 0; err == OK && i < ARRAY_LEN(doubts); i++) {
		int64_t more = 0;

		err = proof_verify(act->site->db, proof, COMMENT_RECEIVED, held,
		                   str_of(doubts[i]), str_of(WHO_UNPROVEN),
		                   &more, why);
		*n += more;
	}
	return err;
}

/* The comments that wait for the answer, in each state that they may be in. */
static enum err verify(struct act *act, const struct proof *proof, int64_t *n,
                       struct why *why)
{
	static const enum comment_state waiting[] = {COMMENT_HELD,
	                                             COMMENT_ASKED};
	struct str cleared = str_of(WHO_OTHER);
	enum err err = OK;

	*n = 0;
	if (proof->is_of_letter)
		return verify_letter(act, proof, n, why);
	for (size_t i = 0; err == OK && i < ARRAY_LEN(waiting); i++) {
		int64_t more = 0;

		err = proof_verify(act->site->db, proof, waiting[i], waiting[i],
		                   cleared, str_of(WHO_UNPROVEN), &more, why);
		*n += more;
	}
	return err;
}

static enum err disown(struct act *act, const struct proof *proof,
                       const char *doubt, struct why *why)
{
	int64_t n = 0;
	enum err err;

	if (proof->is_of_letter)
		return unconfirmed_deny(act, proof->letter, why);
	err = proof_disown(act->site->db, proof, COMMENT_HELD,
	                   str_of(WHO_OTHER), str_of(doubt), &n, why);
	if (err == OK)
		story_step(&act->judgement->story, STEP_EFFECT, 100,
		           "confirmation token",
		           "the answer is no: %lld comments are marked",
		           (long long)n);
	return err;
}

/* The reader says that the address is theirs; now who has it is asked. */
static enum err ask_owner(struct act *act, const struct proof *proof,
                          int64_t subscriber, struct why *why)
{
	struct judgement *j = act->judgement;
	struct db *db = act->site->db;
	char hash[2 * HASH_LEN + 1];
	struct answer answer = {
		.kind = PROVE_OWNER,
		.template = TEMPLATE_OWNER,
		.to = proof->address,
		.action = post_secret_address(act->arena, j->list,
	                                      TOKEN_CONFIRM, hash),
		.token_hash = str_of(hash),
		.is_stranger = true,
	};
	bool is_allowed = false;
	enum err err = answer_allowed(act, PROVE_OWNER, proof->address,
	                              &is_allowed, why);

	if (err || !is_allowed)
		return err;
	err = token_store(db, str_of(hash), str_of(PROVE_OWNER), subscriber,
	                  act->now, act->now + ANSWER_CONFIRM_S, why);
	if (err == OK)
		err = proof_go_on(db, proof->token_hash, str_of(hash), why);
	if (err == OK)
		err = answer_send(act, &answer, why);
	if (err == OK)
		story_step(&j->story, STEP_EFFECT, 100, "confirmation token",
		           "the reader says yes: now the other address is"
		           " asked");
	return err;
}

static enum err accept(struct act *act, const struct proof *proof,
                       struct why *why)
{
	struct story *story = &act->judgement->story;
	int64_t n = 0;
	enum err err = OK;

	if (!proof->is_of_letter) {
		err = reader_add_address(act->site->db, proof->reader,
		                         proof->address, act->now, why);
		if (err == ERR_INPUT) {
			story_step(story, STEP_EFFECT, 100, "addresses",
			           "not added: the address is another"
			           " reader's by now");
			return OK;
		}
		if (err == OK)
			story_step(story, STEP_EFFECT, 100,
			           "confirmation token",
			           "the address is one more of reader %lld",
			           (long long)proof->reader);
	}
	if (err == OK)
		err = verify(act, proof, &n, why);
	if (err == OK)
		story_step(story, STEP_STATE, 100, "confirmation token",
		           "%lld comments are verified and held", (long long)n);
	return err;
}

/* An answer for an address that does not come from there: it may have been
 * handed on.  The token stays good. */
static bool is_elsewhere(const struct act *act, const struct proof *proof)
{
	return act->mail->n_from != 1 || who_is_forged(act->judgement) ||
	       !address_eq(act->mail->from_addr, proof->address);
}

enum err prove_answer(struct act *act, struct str purpose, bool is_no,
                      struct why *why)
{
	struct judgement *j = act->judgement;
	struct str hash = str_of(j->token.secret_hash);
	bool is_owner = str_is(purpose, PROVE_OWNER), is_allowed = true;
	struct proof proof;
	int64_t subscriber = 0;
	enum err err = proof_get(act->site->db, act->arena, hash, &proof, why);

	if (err == OK && is_owner && is_elsewhere(act, &proof)) {
		story_step(&j->story, STEP_AUTHOR, 100, "From",
		           "not done: it does not come from the address that"
		           " was asked");
		return OK;
	}
	if (err == OK && !is_no && str_is(purpose, PROVE_CLAIM))
		err = answer_allowed(act, PROVE_OWNER, proof.address,
		                     &is_allowed, why);
	if (err == OK && !is_allowed) {
		story_step(&j->story, STEP_EFFECT, 100, "confirmation token",
		           "not done: the other address cannot be asked now,"
		           " and the token stays good");
		return OK;
	}
	if (err == OK)
		err = token_use(act->site->db, hash, purpose, act->now,
		                &subscriber, why);
	if (err == ERR_ABSENT || err == ERR_EXPIRED) {
		story_step(&j->story, STEP_TOKEN, 100, "confirmation token",
		           "its token is used already, or too old");
		return OK;
	}
	if (err)
		return err;
	if (is_no)
		return disown(act, &proof,
		              is_owner ? WHO_NOT_THEIRS : WHO_DISOWNED, why);
	if (str_is(purpose, PROVE_CLAIM))
		return ask_owner(act, &proof, subscriber, why);
	return accept(act, &proof, why);
}
