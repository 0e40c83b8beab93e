#include "app/answer.h"

#include <string.h>

#include "store/asked.h"

enum {
	HOUR_S = 3600,
	UNPROVEN_PER_HOUR = 20, /* STANDARDS T-05 */
};

/* Is `kind` one that anybody can ask for, and does nothing prove who did? */
static bool is_unproven(const struct act *act, const char *kind)
{
	return (!strcmp(kind, "confirm") || !strcmp(kind, "writer")) &&
	       !auth_is_pass(act->judgement->auth.verdict);
}

/* Without a proof of who asks for it there is one share for all the world. */
static enum err share_of_unproven(struct act *act, const char *kind,
                                  bool *is_there, struct why *why)
{
	int64_t n = 0;
	enum err err;

	*is_there = true;
	if (!is_unproven(act, kind))
		return OK;
	err = asked_count(act->site->db, true, act->now - HOUR_S, &n, why);
	*is_there = n < UNPROVEN_PER_HOUR;
	if (err == OK && !*is_there)
		story_step(&act->judgement->story, STEP_EFFECT, 100,
		           "deliveries",
		           "no %s mail: nothing proves who wrote, and %d such"
		           " were sent within an hour",
		           kind, UNPROVEN_PER_HOUR);
	return err;
}

enum err answer_allowed(struct act *act, const char *kind, struct str to,
                        bool *is_allowed, struct why *why)
{
	struct judgement *j = act->judgement;
	bool is_so = false, is_left = true;
	enum err err = post_allowed(act->site, j->list, kind, to, act->now,
	                            &is_so, why);

	if (err == OK && !is_so)
		story_step(&j->story, STEP_EFFECT, 100, "deliveries",
		           "no %s mail: this address had its share, or wants"
		           " none",
		           kind);
	else if (err == OK)
		err = share_of_unproven(act, kind, &is_left, why);
	is_so = is_so && is_left;
	if (err == OK)
		*is_allowed = is_so;
	return err;
}

/* Whether a bounce of it should be heard of: it asks or begins something. */
static bool wants_verp(enum template_name template)
{
	return template != TEMPLATE_GOODBYE && template != TEMPLATE_HELP &&
	       template != TEMPLATE_OWNER && template != TEMPLATE_UNCLEAR;
}

enum err answer_send(struct act *act, const struct answer *answer,
                     struct why *why)
{
	struct judgement *j = act->judgement;
	struct render_list about;
	struct post post = {
		.list = j->list,
		.kind = answer->kind,
		.template = answer->template,
		.to = answer->to,
		.leave = answer->leave,
		.token_hash = answer->token_hash,
		.is_answer = true,
		.subscriber = answer->subscriber,
		.letter = act->letter->id,
		.is_unproven = is_unproven(act, answer->kind),
		.has_verp = answer->subscriber && wants_verp(answer->template),
	};
	bool is_allowed = false;
	enum err err =
		answer_allowed(act, answer->kind, answer->to, &is_allowed, why);

	if (err || !is_allowed)
		return err;
	if (!answer->is_stranger)
		post.in_reply_to = act->mail->message_id;
	site_render_list(act->site, act->arena, j->list, &about);
	post.model = notice_model(act->arena, &about, answer->to,
	                          answer->action, answer->leave, answer->other);
	story_step(&j->story, STEP_EFFECT, 100, "", "answered by a %s mail",
	           answer->kind);
	return post_notice(act->site, act->arena, &post, act->now, why);
}
