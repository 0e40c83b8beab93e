/*
 * What delivery reports and complaints do: a report counts against the
 * subscriber whose delivery it names, a complaint ends the subscription.
 *
 * Both are written by whoever likes.  Nothing in them is believed but a token
 * of ours, and what was not believed is kept with its reason.
 */
#include "app/act.h"
#include "app/probe.h"
#include "digest/kind.h"
#include "store/bounces.h"

static enum err keep(struct act *act, const char *kind, int64_t delivery,
                     int64_t subscriber, const char *verdict, struct why *why)
{
	const struct config_list *list = act->judgement->list;

	return report_add(act->site->db, act->letter->id,
	                  str_of(list ? list->name : ""), str_of(kind),
	                  delivery, subscriber, str_of(verdict), act->now, why);
}

static enum err count(struct act *act, const struct bounce_recipient *one,
                      const char **verdict, struct why *why)
{
	struct judgement *j = act->judgement;
	const struct bounce_row row = {
		.subscriber = j->delivery.subscriber,
		.delivery = j->delivery.id,
		.letter = act->letter->id,
		.is_hard = one->is_hard,
		.status = one->status,
		.reason = str_of(bounce_reason_name(one->reason)),
		.at = act->now,
	};
	bool is_new = false;
	enum err err = bounce_add(act->site->db, &row, &is_new, why);

	if (err == OK && is_new)
		return probe_weigh(act->site, act->arena, j->list,
		                   j->delivery.subscriber, act->now, &j->story,
		                   why);
	*verdict = "this delivery has been counted before";
	return err;
}

/* Since when the subscription of `delivery` is what it is, 0 without one: a
 * bounce tells of its state, a complaint (`is_complaint`) of what its reader asked
 * for, which neither a suspension nor a resume has changed. */
static enum err since_of(struct act *act, const struct delivery *delivery,
                         bool is_complaint, int64_t *since, bool *is_gone,
                         struct why *why)
{
	struct subscriber row;
	enum err err;

	if (delivery->subscriber == 0)
		return OK;
	err = subscriber_get(act->site->db, act->arena, delivery->subscriber,
	                     &row, why);
	if (err == OK) {
		*since = is_complaint ? row.confirmed_at : row.state_at;
		*is_gone = row.state == SUBSCRIBER_GONE;
	}
	return err == ERR_ABSENT ? OK : err;
}

enum err act_bounce(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	bool is_verp = j->has_token && j->token.kind == TOKEN_VERP;
	const struct delivery *delivery = is_verp ? &j->delivery : NULL;
	const struct bounce_recipient *one = health_about(
		&j->bounce, delivery ? delivery->address : str_of(""));
	enum health_verdict verdict;
	const char *name;
	int64_t since = 0;
	bool is_gone = false;
	enum err err =
		delivery ? since_of(act, delivery, false, &since, &is_gone, why)
			 : OK;

	if (err)
		return err;
	verdict = health_judge(delivery, since, one, act->now);
	name = health_verdict_name(verdict);
	if (verdict == HEALTH_COUNTS)
		err = count(act, one, &name, why);
	story_step(&j->story, STEP_EFFECT, 100, is_verp ? "return path" : "",
	           verdict == HEALTH_COUNTS ? "%s" : "it does not count: %s",
	           name);
	return err ? err
	           : keep(act, "bounce", is_verp ? delivery->id : 0,
	                  is_verp ? delivery->subscriber : 0, name, why);
}

/* Has its reader sent it, as far as a domain can vouch for that? */
static bool is_readers_own(const struct judgement *j)
{
	return j->is_verified && auth_is_pass(j->auth.verdict);
}

/* The subscription that a delivery was for; 0 when `*verdict` says why not. */
static enum err complainer_of(struct act *act, int64_t *id,
                              const char **verdict, struct why *why)
{
	const struct delivery *delivery = &act->judgement->delivery;
	enum health_verdict health;
	int64_t since = 0;
	bool is_gone = false;
	enum err err = since_of(act, delivery, true, &since, &is_gone, why);

	if (err)
		return err;
	health = health_believe(delivery, is_gone ? 0 : since, act->now);
	if (!kind_is_feedback(act->mail))
		*verdict = "not believed: it is no report by its form";
	else if (health != HEALTH_COUNTS)
		*verdict = health_verdict_name(health);
	else
		*id = delivery->subscriber;
	return OK;
}

/*
 * The subscription that the complaint is about; 0 when `*verdict` says why it
 * is about none.  What ends it anyhow does so here; a delivery's token has to
 * come in a report about a mail of this subscription; and a reply token, which
 * whoever is written to sees, proves nothing.
 */
static enum err complainer(struct act *act, int64_t *id, const char **verdict,
                           struct why *why)
{
	const struct judgement *j = act->judgement;

	*id = 0;
	*verdict = "it names no mail of ours";
	if (!j->has_token)
		return OK;
	switch (j->token.kind) {
	case TOKEN_VERP:
		return complainer_of(act, id, verdict, why);
	case TOKEN_REPLY:
		*verdict = "not believed: nothing proves that its reader sent"
			   " it";
		if (is_readers_own(j))
			*id = j->subscriber.id;
		break;
	case TOKEN_LEAVE:
		*id = j->subscriber.id;
		break;
	case TOKEN_CONFIRM:
	case TOKEN_MODERATE:
	case TOKEN_QUESTION:
	case TOKEN_AUTHOR:
		break;
	}
	return OK;
}

/* No goodbye: a complaint is answered by silence. */
static enum err end_subscription(struct act *act, int64_t id,
                                 const char **verdict, struct why *why)
{
	struct db *db = act->site->db;
	struct subscriber row;
	enum err err = subscriber_get(db, act->arena, id, &row, why);

	*verdict = "the subscription has ended";
	if (err || row.state == SUBSCRIBER_GONE)
		return err;
	err = subscriber_set_state(db, id, SUBSCRIBER_GONE, str_of(""),
	                           act->now, why);
	if (err == OK)
		err = subscriber_set_reason(db, id, str_of("complaint"), why);
	if (err == OK)
		err = bounce_clear_all(db, id, act->now, why);
	if (err == OK)
		story_step(&act->judgement->story, STEP_STATE, 100,
		           token_kind_name(act->judgement->token.kind),
		           "subscriber %lld is gone", (long long)id);
	return err;
}

enum err act_complaint(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct str feedback = health_feedback(act->mail->report);
	int64_t subscriber = 0;
	const char *verdict = "";
	enum err err = complainer(act, &subscriber, &verdict, why);

	if (err)
		return err;
	if (subscriber != 0 && !health_is_complaint(feedback))
		verdict = "it does not ask for an end";
	else if (subscriber != 0)
		err = end_subscription(act, subscriber, &verdict, why);
	story_step(&j->story, STEP_EFFECT, 100, "Feedback-Type", "%s", verdict);
	return err ? err
	           : keep(act, "complaint", subscriber ? j->delivery.id : 0,
	                  subscriber, verdict, why);
}
