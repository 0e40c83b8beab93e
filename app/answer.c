#include "app/answer.h"

enum err answer_allowed(struct act *act, const char *kind, struct str to,
                        bool *is_allowed, struct why *why)
{
	struct judgement *j = act->judgement;
	bool is_so = false;
	enum err err = post_allowed(act->site, j->list, kind, to, act->now,
	                            &is_so, why);

	if (err == OK && !is_so)
		story_step(&j->story, STEP_EFFECT, 100, "deliveries",
		           "no %s mail: this address had its share today",
		           kind);
	if (err == OK)
		*is_allowed = is_so;
	return err;
}

/* Whether a bounce of it should be heard of: it asks or begins something. */
static bool wants_verp(enum template_name template)
{
	return template != TEMPLATE_GOODBYE && template != TEMPLATE_HELP &&
	       template != TEMPLATE_OWNER;
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
