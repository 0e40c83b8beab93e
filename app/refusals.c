#include "app/refusals.h"

#include <stdio.h>

#include "mailer/cause.h"

enum {
	HOUR_S = 3600,
	AGAIN_S = 300,
	DOUBLINGS = 5,
	AGAIN_MAX_S = 4 * HOUR_S,
};

/* Did the relay say no to this mail?  To the sender it does once for all, and
 * other answers say nothing of whom it takes mail for. */
static bool is_refused(const struct smtp_result *result)
{
	return result->verdict == SMTP_REFUSED ||
	       result->verdict == SMTP_MESSAGE_REFUSED;
}

/* What the relay's words say of the address; false: nothing that counts. */
static bool judge(const struct smtp_result *result, struct arena *arena,
                  struct bounce_recipient *one)
{
	char line[sizeof(result->text) + 32];

	if (result->code < 400 || result->verdict == SMTP_SENDER_REFUSED)
		return false;
	snprintf(line, sizeof(line), "%d %s %s", result->code, result->enhanced,
	         result->text);
	*one = (struct bounce_recipient){
		.action = BOUNCE_FAILED,
		.status = str_of(result->enhanced),
		.diagnostic = str_of(line),
	};
	cause_judge(arena, str_of(line), one);
	return one->reason != BOUNCE_POLICY;
}

/* Note a delivery that has failed, as a bounce where that counts. */
static void note(struct refusals *r, const struct delivery *delivery,
                 const struct smtp_result *result, int64_t life_s, int64_t now)
{
	struct refusal *failed = &r->failed[r->n];
	struct arena arena = {0};
	struct bounce_recipient one;

	if (r->n == REFUSALS_ROW)
		return;
	*failed = (struct refusal){.give_up_at = delivery->planned_at + life_s};
	failed->bounce.delivery = delivery->id;
	if (delivery->subscriber != 0 && judge(result, &arena, &one)) {
		snprintf(failed->status, sizeof(failed->status), "%.*s",
		         (int)one.status.len, one.status.ptr);
		snprintf(failed->reason, sizeof(failed->reason), "%s",
		         bounce_reason_name(one.reason));
		failed->is_bounce = true;
		failed->bounce = (struct bounce_row){
			.subscriber = delivery->subscriber,
			.delivery = delivery->id,
			.is_hard = one.is_hard,
			.code = result->code,
			.status = str_of(failed->status),
			.reason = str_of(failed->reason),
			.at = now,
		};
	}
	r->n++;
	arena_free(&arena);
}

static bool has_bounces(const struct refusals *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->failed[i].is_bounce)
			return true;
	return false;
}

static void forget_bounces(struct refusals *r)
{
	for (size_t i = 0; i < r->n; i++)
		r->failed[i].is_bounce = false;
}

static bool is_alive(const struct refusals *r, int64_t now)
{
	return r->accepted_at > 0 && now - r->accepted_at < HOUR_S;
}

enum refusals_say refusals_take(struct refusals *refusals,
                                const struct delivery *delivery,
                                const struct smtp_result *result,
                                enum delivery_state state, int64_t life_s,
                                int64_t now)
{
	struct refusals *r = refusals;
	size_t row = is_alive(r, now) ? REFUSALS_ROW : REFUSALS_NEW;

	if (result->verdict == SMTP_SENT) {
		r->accepted_at = now;
		r->n_trips = 0;
		r->in_a_row = r->in_batch = 0;
		if (has_bounces(r))
			return REFUSALS_COUNT;
		r->n = 0;
		return REFUSALS_WAIT;
	}
	if (state == DELIVERY_FAILED)
		note(r, delivery, result, life_s, now);
	if (!is_refused(result))
		return REFUSALS_WAIT;
	r->in_a_row++;
	r->in_batch++;
	return r->in_a_row >= row ? REFUSALS_EVERYBODY : REFUSALS_WAIT;
}

bool refusals_end(struct refusals *refusals, int64_t now)
{
	bool counts =
		is_alive(refusals, now) || refusals->in_batch < REFUSALS_ALONE;

	refusals->in_batch = 0;
	if (!counts)
		forget_bounces(refusals);
	return has_bounces(refusals);
}

enum err refusals_write(struct refusals *refusals, struct db *db,
                        struct why *why)
{
	struct refusals *r = refusals;
	bool is_new;
	enum err err = db_begin(db, DB_KILLED, why);

	for (size_t i = 0; err == OK && i < r->n; i++)
		if (r->failed[i].is_bounce)
			err = bounce_add(db, &r->failed[i].bounce, &is_new,
			                 why);
	if (err == OK)
		err = db_commit(db, why);
	else
		db_rollback(db);
	forget_bounces(r);
	if (r->in_a_row == 0) /* somebody was accepted */
		r->n = 0;
	return err;
}

static int64_t wait_s(struct refusals *r)
{
	int64_t n = r->n_trips++;

	return n < DOUBLINGS ? (int64_t)AGAIN_S << n : AGAIN_MAX_S;
}

enum err refusals_reopen(struct refusals *refusals, struct db *db, int64_t now,
                         struct why *why)
{
	struct refusals *r = refusals;
	int64_t next_at = now + wait_s(r);
	enum err err = db_begin(db, DB_KILLED, why);

	for (size_t i = 0; err == OK && i < r->n; i++) {
		int64_t id = r->failed[i].bounce.delivery;

		if (next_at >= r->failed[i].give_up_at)
			continue;
		err = delivery_reopen(db, id, next_at, why);
		if (err == OK)
			err = bounce_forget(db, id, why);
	}
	if (err == OK)
		err = db_commit(db, why);
	else
		db_rollback(db);
	r->n = r->in_a_row = r->in_batch = 0;
	return err;
}
