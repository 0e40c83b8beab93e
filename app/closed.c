/*
 * Letters that we cannot read: their writer is told, once.
 */
#include "app/act.h"
#include "app/post.h"
#include "digest/kind.h"
#include "store/deliveries.h"

enum {
	QUIET_S = 30 * 86400, /* a second note within that is none */
};

/* Was the writer told lately, or had today's share of notices? */
static enum err may_tell(struct act *act, bool *is_so, struct why *why)
{
	const struct judgement *j = act->judgement;
	struct str to = j->subscriber.address;
	bool is_allowed = false;
	int64_t told = 0;
	enum err err = post_allowed(act->site, j->list, "encrypted", to,
	                            act->now, &is_allowed, why);

	if (err == OK)
		err = delivery_count_notices(act->site->db,
		                             str_of(j->list->name),
		                             str_of("encrypted"), to,
		                             act->now - QUIET_S, &told, why);
	if (err == OK)
		*is_so = is_allowed && told == 0;
	return err;
}

static enum err tell(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct render_list about;
	struct post post = {
		.list = j->list,
		.kind = "encrypted",
		.template = TEMPLATE_ENCRYPTED,
		.to = j->subscriber.address,
		.in_reply_to = act->mail->message_id,
		.is_answer = true,
		.subscriber = j->subscriber.id,
		.letter = act->letter->id,
	};

	site_render_list(act->site, act->arena, j->list, &about);
	post.model = notice_model(act->arena, &about, post.to, str_of(""),
	                          str_of(""), str_of(""));
	story_step(&j->story, STEP_EFFECT, 0, "",
	           "its writer is told that we cannot read it");
	return post_notice(act->site, act->arena, &post, act->now, why);
}

enum err act_empty(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	bool is_so = false;
	enum err err;

	if (!act->mail->is_encrypted || !j->is_verified || !j->list ||
	    !kind_may_answer(act->mail)) {
		story_step(&j->story, STEP_EFFECT, 0, "", "it has no effect");
		return OK;
	}
	err = may_tell(act, &is_so, why);
	if (err)
		return err;
	if (is_so)
		return tell(act, why);
	story_step(&j->story, STEP_EFFECT, 0, "",
	           "its writer was told before that we cannot read it");
	return OK;
}
