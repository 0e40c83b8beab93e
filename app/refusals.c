#include "app/refusals.h"

#include <stdio.h>

#include "mailer/cause.h"

enum {
	HOUR_S = 3600,
};

/* Did the relay say no to this mail, for whatever reason? */
static bool is_refused(const struct smtp_result *result)
{
	return result->verdict == SMTP_REFUSED ||
	       result->verdict == SMTP_MESSAGE_REFUSED ||
	       result->verdict == SMTP_SENDER_REFUSED;
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

static void hold(struct refusals *r, const struct delivery *delivery,
                 const struct smtp_result *result, int64_t now)
{
	struct arena arena = {0};
	struct bounce_recipient one;
	char(*words)[32] = r->words[r->n];

	if (r->n < REFUSALS_ROW && delivery->subscriber != 0 &&
	    judge(result, &arena, &one)) {
		snprintf(words[0], sizeof(words[0]), "%.*s",
		         (int)one.status.len, one.status.ptr);
		snprintf(words[1], sizeof(words[1]), "%s",
		         bounce_reason_name(one.reason));
		r->held[r->n++] = (struct bounce_row){
			.subscriber = delivery->subscriber,
			.delivery = delivery->id,
			.is_hard = one.is_hard,
			.code = result->code,
			.status = str_of(words[0]),
			.reason = str_of(words[1]),
			.at = now,
		};
	}
	arena_free(&arena);
}

bool refusals_take(struct refusals *refusals, const struct delivery *delivery,
                   const struct smtp_result *result, enum delivery_state state,
                   int64_t now)
{
	if (result->verdict == SMTP_SENT) {
		refusals->in_a_row = refusals->in_batch = 0;
		refusals->accepted_at = now;
		return refusals->n > 0;
	}
	if (is_refused(result)) {
		refusals->in_a_row++;
		refusals->in_batch++;
	}
	if (refusals->in_a_row >= REFUSALS_ROW)
		refusals_drop(refusals);
	else if (state == DELIVERY_FAILED)
		hold(refusals, delivery, result, now);
	return false;
}

bool refusals_end(struct refusals *refusals, int64_t now)
{
	bool is_alive = now - refusals->accepted_at < HOUR_S;
	bool counts = refusals->n > 0 && refusals->in_a_row < REFUSALS_ROW &&
	              (is_alive || refusals->in_batch < REFUSALS_ALONE);

	refusals->in_batch = 0;
	if (!counts)
		refusals_drop(refusals);
	return counts;
}

enum err refusals_write(struct refusals *refusals, struct db *db,
                        struct why *why)
{
	bool is_new;
	enum err err = db_begin(db, DB_KILLED, why);

	for (size_t i = 0; err == OK && i < refusals->n; i++)
		err = bounce_add(db, &refusals->held[i], &is_new, why);
	if (err == OK)
		err = db_commit(db, why);
	else
		db_rollback(db);
	refusals_drop(refusals);
	return err;
}

void refusals_drop(struct refusals *refusals)
{
	refusals->n = 0;
}
