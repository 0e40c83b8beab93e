/*
 * What readers ask for by mail: to get a list, to get it no more, help.
 *
 * From alone never acts (STANDARDS T-02, T-03): to subscribe wants the token
 * that we mail to the address, to leave wants the token of an edition or of the
 * mail that we send to the subscribed address when somebody only says so.
 */
#include "app/act.h"
#include "app/answer.h"
#include "app/newcomer.h"
#include "app/prove.h"
#include "app/refuse.h"
#include "app/subscription.h"
#include "app/unclear.h"
#include "app/who.h"
#include "mailer/address.h"
#include "store/bounces.h"

#define CONFIRM "confirm" /* purposes of tokens */
#define UNDO    "undo"

/* Keep a token of `purpose` for the subscriber that `answer` goes to, and put
 * its address in. */
static enum err keep_token(struct act *act, const char *purpose,
                           int64_t seconds, struct answer *answer,
                           struct why *why)
{
	char hash[2 * HASH_LEN + 1];

	answer->action = post_secret_address(act->arena, act->judgement->list,
	                                     TOKEN_CONFIRM, hash);
	answer->token_hash = arena_str(act->arena, str_of(hash));
	return token_store(act->site->db, answer->token_hash, str_of(purpose),
	                   answer->subscriber, act->now, act->now + seconds,
	                   why);
}

/* Make sure of a pending row for `*address`, which may be another one of its
 * reader and becomes the subscribed one; `*id` 0: there is nothing to ask for,
 * the subscription is there. */
static enum err make_pending(struct act *act, struct str *address, int64_t *id,
                             struct why *why)
{
	struct judgement *j = act->judgement;
	struct subscriber row;
	enum err err = subscriber_by_address(act->site->db, act->arena,
	                                     str_of(j->list->name), *address,
	                                     &row, NULL);

	*id = 0;
	if (err == ERR_ABSENT)
		return subscription_add(
			act->site, act->arena, j->list, *address, str_of(""),
			SUBSCRIBER_PENDING, "mail", act->now, id, why);
	if (err)
		return err_because(why, err, "subscriber lookup failed");
	*address = row.address;
	if (row.state == SUBSCRIBER_PENDING ||
	    row.state == SUBSCRIBER_SUSPENDED) { /* until it is confirmed */
		*id = row.id;
		return OK;
	}
	if (row.state != SUBSCRIBER_GONE) {
		story_step(&j->story, STEP_EFFECT, 0, "",
		           "this address is %s already",
		           subscriber_state_name(row.state));
		return OK;
	}
	*id = row.id;
	return subscriber_set_state(act->site->db, row.id, SUBSCRIBER_PENDING,
	                            str_of(""), act->now, why);
}

static enum err subscribe(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct answer answer = {.kind = CONFIRM, .template = TEMPLATE_CONFIRM};
	bool is_allowed = false;
	struct str to;
	int64_t id = 0;
	enum err err;

	if (act->mail->n_from != 1 ||
	    address_normalise(act->arena, act->mail->from_addr, &to, NULL)) {
		story_step(&j->story, STEP_EFFECT, 0, "",
		           "not subscribed: no address that we can"
		           " write to");
		return OK;
	}
	err = answer_allowed(act, CONFIRM, to, &is_allowed, why);
	if (err || !is_allowed)
		return err;
	err = make_pending(act, &to, &id, why);
	if (err || id == 0)
		return err;
	answer.to = to;
	answer.subscriber = id;
	err = keep_token(act, CONFIRM, ANSWER_CONFIRM_S, &answer, why);
	return err ? err : answer_send(act, &answer, why);
}

/* `id` is active from now on, with a new way to leave, and hears of it. */
static enum err activate(struct act *act, const struct subscriber *row,
                         struct why *why)
{
	struct judgement *j = act->judgement;
	struct str leave_pid = subscription_leave_pid(act->arena);
	enum err err =
		subscriber_set_state(act->site->db, row->id, SUBSCRIBER_ACTIVE,
	                             leave_pid, act->now, why);

	if (err == OK)
		err = bounce_clear_all(act->site->db, row->id, act->now, why);
	if (err)
		return err;
	story_step(&j->story, STEP_STATE, 0, "",
	           "subscriber %lld is active now", (long long)row->id);
	return answer_send(act,
	                   &(struct answer){.kind = "welcome",
	                                    .template = TEMPLATE_WELCOME,
	                                    .to = row->address,
	                                    .leave = post_leave_address(
						    act->site, act->arena,
						    j->list, leave_pid),
	                                    .subscriber = row->id},
	                   why);
}

/* Use up the token of a confirmation, or of an undo, for whoever is in `state`.
 * Possession is enough: it was mailed to the subscribed address only. */
static enum err confirm(struct act *act, const char *purpose,
                        enum subscriber_state state, struct why *why)
{
	struct judgement *j = act->judgement;
	struct subscriber row;
	int64_t id = 0;
	enum err err = token_use(act->site->db, str_of(j->token.secret_hash),
	                         str_of(purpose), act->now, &id, why);

	if (err == ERR_EXPIRED) {
		story_step(&j->story, STEP_TOKEN, 100, "confirmation token",
		           "its token is used already, or too old");
		return OK;
	}
	if (err == OK)
		err = subscriber_get(act->site->db, act->arena, id, &row, why);
	if (err)
		return err;
	if ((row.state != state && !(state == SUBSCRIBER_PENDING &&
	                             row.state == SUBSCRIBER_SUSPENDED)) ||
	    !str_is(row.list, j->list->name)) {
		story_step(&j->story, STEP_EFFECT, 0, "subscription",
		           "there is nothing to confirm any more");
		return OK;
	}
	return activate(act, &row, why);
}

static enum err leave(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct subscriber *s = &j->subscriber;
	struct answer goodbye = {
		.kind = "goodbye",
		.template = TEMPLATE_GOODBYE,
		.to = s->address,
		.subscriber = s->id,
	};
	enum err err;

	if (s->state == SUBSCRIBER_GONE) {
		story_step(&j->story, STEP_EFFECT, 0, "",
		           "the subscription has ended already");
		return OK;
	}
	err = subscriber_set_state(act->site->db, s->id, SUBSCRIBER_GONE,
	                           str_of(""), act->now, why);
	if (err)
		return err;
	story_step(&j->story, STEP_STATE, 0, "", "subscriber %lld is gone",
	           (long long)s->id);
	err = keep_token(act, UNDO, NOTICE_UNDO_HOURS * 3600, &goodbye, why);
	return err ? err : answer_send(act, &goodbye, why);
}

/* A mail about the subscription of whoever wrote, to the subscribed address,
 * with the address that ends it.  Strangers get nothing from us. */
static enum err tell_leave(struct act *act, const struct subscriber *row,
                           struct why *why)
{
	bool is_help = act->judgement->command == COMMAND_HELP;
	struct answer answer = {
		.kind = is_help ? "help" : "leave",
		.template = is_help ? TEMPLATE_HELP : TEMPLATE_LEAVE,
		.to = row->address,
		.leave = post_leave_address(act->site, act->arena,
	                                    act->judgement->list,
	                                    row->leave_pid),
		.subscriber = row->id,
		.is_stranger = true,
	};

	if (row->state == SUBSCRIBER_ACTIVE)
		return answer_send(act, &answer, why);
	story_step(&act->judgement->story, STEP_EFFECT, 0, "",
	           "not answered: only subscribers are");
	return OK;
}

/* "help" and "unsubscribe" end nothing by themselves. */
static enum err help(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct subscriber row = {.state = SUBSCRIBER_GONE};
	enum err err;

	if (j->has_subscriber) /* in an answer to an edition */
		return tell_leave(act, &j->subscriber, why);
	err = subscriber_by_address(act->site->db, act->arena,
	                            str_of(j->list->name), act->mail->from_addr,
	                            &row, why);
	if (err && err != ERR_ABSENT)
		return err;
	return tell_leave(act, &row, why);
}

/* What the letter says to the question whose address it was sent to.  A no that
 * is taken for part of a quote or signature is one even so. */
static enum consent say(const struct act *act)
{
	struct str body = judge_body(act->mail), own = {"", 0};
	enum consent said;
	struct reply reply;

	if (act->mail->is_encrypted)
		return CONSENT_NONE;
	said = consent_given(act->mail->subject, body);
	if (said == CONSENT_NO || said == CONSENT_BLOCK)
		return said;
	reply_split(act->arena, body, judge_writer(act->arena, act->mail), NULL,
	            0, &reply);
	if (reply.n_answers > 0)
		own = reply.answers[0].text;
	return consent_given(act->mail->subject, own);
}

/* A mail to the address of a token that we stored: what was it for? */
static enum err confirm_any(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct str purpose = {"", 0};
	enum consent consent;
	enum err err =
		token_purpose(act->site->db, act->arena,
	                      str_of(j->token.secret_hash), &purpose, why);

	if (err && err != ERR_ABSENT)
		return err;
	consent = say(act);
	if (consent == CONSENT_NONE)
		return unclear_tell(act, purpose, why);
	if (err == ERR_ABSENT)
		return newcomer_answer(act, consent, why);
	if (consent == CONSENT_BLOCK)
		return refuse_answer(act, why);
	if (str_is(purpose, CONFIRM) && consent == CONSENT_YES)
		return confirm(act, CONFIRM, SUBSCRIBER_PENDING, why);
	if (str_is(purpose, UNDO) && consent == CONSENT_YES)
		return confirm(act, UNDO, SUBSCRIBER_GONE, why);
	if (str_is(purpose, CONFIRM) || str_is(purpose, UNDO)) {
		story_step(&j->story, STEP_EFFECT, 100, "Subject and text",
		           "nothing is done: it says no");
		return OK;
	}
	return prove_answer(act, purpose, consent == CONSENT_NO, why);
}

enum err act_command(struct act *act, struct why *why)
{
	const struct judgement *j = act->judgement;

	if (j->has_token && j->token.kind == TOKEN_CONFIRM)
		return confirm_any(act, why);
	if (j->has_token && j->token.kind == TOKEN_LEAVE)
		return leave(act, why);
	if (j->command == COMMAND_BLOCK)
		return refuse_answer(act, why);
	if (who_is_forged(j)) {
		story_step(&act->judgement->story, STEP_EFFECT, 100,
		           "Authentication-Results", "not done: %s",
		           WHO_FORGED);
		return OK;
	}
	switch (j->command) {
	case COMMAND_SUBSCRIBE:
		return subscribe(act, why);
	case COMMAND_UNSUBSCRIBE:
	case COMMAND_HELP:
		return help(act, why);
	case COMMAND_FAQ:
		return act_faq(act, why);
	case COMMAND_BLOCK: /* above */
	case COMMAND_NONE:
		break;
	}
	return OK;
}
