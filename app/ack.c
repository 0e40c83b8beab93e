#include "app/ack.h"

#include "app/answer.h"
#include "app/who.h"
#include "digest/kind.h"
#include "digest/hearing.h"
#include "store/acks.h"
#include "store/comments.h"
#include "store/tellings.h"

enum {
	DAY_S = 86400,
};

bool ack_may_answer(const struct act *act)
{
	const struct judgement *j = act->judgement;

	return j->is_verified && j->has_subscriber &&
	       j->subscriber.state == SUBSCRIBER_ACTIVE && !who_is_forged(j) &&
	       kind_may_answer(act->mail);
}

/* Those of the letter that wait and that nobody was told of. */
static enum err find_held(struct act *act, int64_t letter,
                          struct comment **held, int64_t **ids, size_t *n,
                          struct why *why)
{
	struct comment *all;
	size_t n_all = 0;
	enum err err = comment_list_of_letter(act->site->db, act->arena, letter,
	                                      &all, &n_all, why);

	if (err)
		return err;
	*n = 0;
	*held = arena_array(act->arena, struct comment, n_all + 1);
	*ids = arena_array(act->arena, int64_t, n_all + 1);
	for (size_t i = 0; err == OK && i < n_all; i++) {
		bool was_sent = false;

		if (all[i].state != COMMENT_HELD || !all[i].is_verified)
			continue;
		err = ack_was_sent(act->site->db, all[i].id, &was_sent, why);
		if (err || was_sent)
			continue;
		(*ids)[*n] = all[i].id;
		(*held)[(*n)++] = all[i];
	}
	return err;
}

static enum err send(struct act *act, int64_t letter,
                     const struct comment *held, const int64_t *ids, size_t n,
                     bool is_correction, struct why *why)
{
	struct judgement *j = act->judgement;
	char hash[2 * HASH_LEN + 1];
	struct render_list about;
	struct post post = {
		.list = j->list,
		.kind = "held",
		.template = TEMPLATE_HELD,
		.to = j->subscriber.address,
		.reply_to = post_secret_address(act->arena, j->list,
	                                        TOKEN_AUTHOR, hash),
		.in_reply_to = act->mail->message_id,
		.references = act->mail->references,
		.is_answer = true,
		.subscriber = j->subscriber.id,
		.letter = act->letter->id,
	};
	const struct ack ack = {
		.list = str_of(j->list->name),
		.subscriber = j->subscriber.id,
		.letter = letter,
		.token_hash = str_of(hash),
		.sent_at = act->now,
		.expires_at = act->now + ACK_DAYS * DAY_S,
	};
	bool is_wanted = false;
	int64_t id = 0;
	enum err err = ack_add(act->site->db, &ack, ids, n, &id, why);

	if (err == OK)
		err = telling_is_wanted(act->site->db, ids[0], j->subscriber.id,
		                        &is_wanted, why);
	if (err)
		return err;
	site_render_list(act->site, act->arena, j->list, &about);
	post.model = hearing_held_model(act->arena, &about, held, n,
	                                auth_is_pass(j->auth.verdict),
	                                is_correction, is_wanted);
	story_step(&j->story, STEP_EFFECT, 100, "",
	           "the reader is told that it is held");
	return post_notice(act->site, act->arena, &post, act->now, why);
}

enum err ack_held(struct act *act, int64_t letter, bool is_correction,
                  struct why *why)
{
	struct judgement *j = act->judgement;
	struct comment *held;
	bool is_allowed = false;
	int64_t *ids;
	size_t n = 0;
	enum err err;

	if ((!j->list->acknowledge && !is_correction) || !ack_may_answer(act))
		return OK;
	err = find_held(act, letter, &held, &ids, &n, why);
	if (err || n == 0)
		return err;
	err = answer_allowed(act, "held", j->subscriber.address, &is_allowed,
	                     why);
	if (err || !is_allowed)
		return err;
	return send(act, letter, held, ids, n, is_correction, why);
}
