/*
 * What readers ask for by mail: to get a list, to get it no more, help.
 *
 * From alone never acts (STANDARDS T-02, T-03): to subscribe wants the token
 * that we mail to the address, to leave wants the token of an edition.
 */
#include "app/act.h"
#include "app/post.h"
#include "app/subscription.h"
#include "mailer/address.h"

enum {
	CONFIRM_S = NOTICE_CONFIRM_HOURS * 3600,
};

/* A notice to `to` that answers the letter, if the budget allows. */
static enum err answer(struct act *act, const char *kind,
                       enum template_name template, struct str to,
                       struct str action, struct str leave, int64_t subscriber,
                       struct why *why)
{
	const struct config_list *list = act->judgement->list;
	struct render_list about;
	bool is_allowed = false;
	struct post post = {
		.list = list,
		.kind = kind,
		.template = template,
		.to = to,
		.in_reply_to = act->mail->message_id,
		.leave = leave,
		.is_answer = true,
		.subscriber = subscriber,
		.letter = act->letter->id,
		.has_verp = template == TEMPLATE_CONFIRM ||
	                    template == TEMPLATE_WELCOME,
	};
	enum err err = post_allowed(act->site, list, kind, to, act->now,
	                            &is_allowed, why);

	if (err == OK && !is_allowed)
		story_step(&act->judgement->story, STEP_EFFECT, 0, "",
		           "no %s mail: this address had its share today",
		           kind);
	if (err || !is_allowed)
		return err;
	site_render_list(act->site, act->arena, list, &about);
	post.model = notice_model(act->arena, &about, to, action, leave);
	story_step(&act->judgement->story, STEP_EFFECT, 0, "",
	           "answered by a %s mail", kind);
	return post_notice(act->site, act->arena, &post, act->now, why);
}

/* Make sure of a pending row for `address`; `*id` 0: there is nothing to ask
 * for, the subscription is there. */
static enum err make_pending(struct act *act, struct str address, int64_t *id,
                             struct why *why)
{
	struct judgement *j = act->judgement;
	struct subscriber row;
	enum err err = subscriber_by_address(act->site->db, act->arena,
	                                     str_of(j->list->name), address,
	                                     &row, NULL);

	*id = 0;
	if (err == ERR_ABSENT)
		return subscription_add(act->site, act->arena, j->list, address,
		                        str_of(""), SUBSCRIBER_PENDING, "mail",
		                        act->now, id, why);
	if (err)
		return err_because(why, err, "subscriber lookup failed");
	if (row.state == SUBSCRIBER_PENDING) {
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
	char hash[2 * HASH_LEN + 1];
	bool is_allowed = false;
	struct str to, action;
	int64_t id = 0;
	enum err err;

	if (act->mail->n_from != 1 ||
	    address_normalise(act->arena, act->mail->from_addr, &to, NULL)) {
		story_step(&j->story, STEP_EFFECT, 0, "",
		           "not subscribed: no address that we can"
		           " write to");
		return OK;
	}
	err = post_allowed(act->site, j->list, "confirm", to, act->now,
	                   &is_allowed, why);
	if (err == OK && !is_allowed)
		story_step(&j->story, STEP_EFFECT, 0, "",
		           "no confirm mail: this address had its"
		           " share today");
	if (err || !is_allowed)
		return err;
	err = make_pending(act, to, &id, why);
	if (err || id == 0)
		return err;
	action = post_secret_address(act->arena, j->list, TOKEN_CONFIRM, hash);
	err = token_store(act->site->db, str_of(hash), str_of("confirm"), id,
	                  act->now, act->now + CONFIRM_S, why);
	if (err)
		return err;
	return answer(act, "confirm", TEMPLATE_CONFIRM, to, action, str_of(""),
	              id, why);
}

static enum err confirm(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct subscriber row;
	struct str leave_pid;
	int64_t id = 0;
	enum err err = token_use(act->site->db, str_of(j->token.secret_hash),
	                         str_of("confirm"), act->now, &id, why);

	if (err == ERR_ABSENT || err == ERR_EXPIRED) {
		story_step(&j->story, STEP_TOKEN, 100, "confirmation token",
		           "its token is %s",
		           err == ERR_ABSENT ? "unknown"
		                             : "used already, or too old");
		return OK;
	}
	if (err == OK)
		err = subscriber_get(act->site->db, act->arena, id, &row, why);
	if (err)
		return err;
	if (row.state != SUBSCRIBER_PENDING ||
	    !str_is(row.list, j->list->name)) {
		story_step(&j->story, STEP_EFFECT, 0, "subscription",
		           "there is nothing to confirm any more");
		return OK;
	}
	leave_pid = subscription_leave_pid(act->arena);
	err = subscriber_set_state(act->site->db, id, SUBSCRIBER_ACTIVE,
	                           leave_pid, act->now, why);
	if (err)
		return err;
	story_step(&j->story, STEP_STATE, 0, "",
	           "subscriber %lld is active now", (long long)id);
	return answer(
		act, "welcome", TEMPLATE_WELCOME, row.address, str_of(""),
		post_leave_address(act->site, act->arena, j->list, leave_pid),
		id, why);
}

static enum err leave(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct subscriber *s = &j->subscriber;
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
	return answer(act, "goodbye", TEMPLATE_GOODBYE, s->address, str_of(""),
	              str_of(""), s->id, why);
}

/* Help goes to subscribers only: strangers get nothing from us. */
static enum err help(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct subscriber row;
	enum err err = subscriber_by_address(act->site->db, act->arena,
	                                     str_of(j->list->name),
	                                     act->mail->from_addr, &row, why);

	if (err == ERR_ABSENT ||
	    (err == OK && row.state != SUBSCRIBER_ACTIVE)) {
		story_step(&j->story, STEP_EFFECT, 0, "",
		           "not answered: only subscribers are");
		return OK;
	}
	if (err)
		return err;
	return answer(act, "help", TEMPLATE_HELP, row.address, str_of(""),
	              post_leave_address(act->site, act->arena, j->list,
	                                 row.leave_pid),
	              row.id, why);
}

enum err act_command(struct act *act, struct why *why)
{
	const struct judgement *j = act->judgement;

	if (j->has_token && j->token.kind == TOKEN_CONFIRM)
		return confirm(act, why);
	if (j->has_token && j->token.kind == TOKEN_LEAVE)
		return leave(act, why);
	switch (j->command) {
	case COMMAND_SUBSCRIBE:
		return subscribe(act, why);
	case COMMAND_UNSUBSCRIBE: /* the help mail has the address for it */
	case COMMAND_HELP:
		return help(act, why);
	case COMMAND_NONE:
		break;
	}
	return OK;
}
