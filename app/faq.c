/*
 * Who asks for the Comments FAQ by mail gets it.
 */
#include "app/act.h"
#include "app/answer.h"
#include "digest/faq.h"
#include "digest/kind.h"
#include "mailer/address.h"

/* Where it may go: the address that the writer subscribed, or the one that the
 * border vouches for; "" for nobody.  Nothing of the letter is in it. */
static enum err find_asker(struct act *act, struct str *to, int64_t *subscriber,
                           struct why *why)
{
	struct judgement *j = act->judgement;
	struct subscriber row = j->subscriber;
	enum err err = OK;

	*to = str_of("");
	*subscriber = 0;
	if (!kind_may_answer(act->mail) || act->mail->n_from != 1)
		return OK;
	if (!j->has_subscriber) {
		err = subscriber_by_address(act->site->db, act->arena,
		                            str_of(j->list->name),
		                            act->mail->from_addr, &row, why);
		if (err && err != ERR_ABSENT)
			return err;
	}
	if (err == OK && row.state == SUBSCRIBER_ACTIVE) {
		*to = row.address;
		*subscriber = row.id;
	} else if (auth_is_pass(j->auth.verdict) &&
	           address_normalise(act->arena, act->mail->from_addr, to,
	                             NULL) != OK) {
		*to = str_of("");
	}
	return OK;
}

enum err act_faq(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct render_list about;
	struct post post = {
		.list = j->list,
		.kind = "faq",
		.template = TEMPLATE_FAQ,
		.is_answer = true,
		.letter = act->letter->id,
	};
	bool is_allowed = false;
	enum err err = find_asker(act, &post.to, &post.subscriber, why);

	if (err)
		return err;
	if (post.to.len == 0) {
		story_step(&j->story, STEP_EFFECT, 100, "From",
		           "not answered: only subscribers are, and whose"
		           " domain signed the letter");
		return OK;
	}
	err = answer_allowed(act, "faq", post.to, &is_allowed, why);
	if (err || !is_allowed)
		return err;
	if (auth_is_pass(j->auth.verdict))
		post.in_reply_to = act->mail->message_id;
	site_render_list(act->site, act->arena, j->list, &about);
	post.model = faq_model(act->arena, &about, j->list->appeal_within_s);
	story_step(&j->story, STEP_EFFECT, 100, "",
	           "answered by the Comments FAQ");
	return post_notice(act->site, act->arena, &post, act->now, why);
}
