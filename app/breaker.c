#include "app/breaker.h"

#include "store/bounces.h"

enum {
	HOUR_S = 3600,
	AGAIN_S = 300,
	DOUBLINGS = 5,
	AGAIN_MAX_S = 4 * HOUR_S,
};

static void begin_row(struct breaker *breaker)
{
	breaker->n = breaker->in_a_row = 0;
}

bool breaker_take(struct breaker *breaker, const struct delivery *delivery,
                  enum smtp_verdict verdict, enum delivery_state state,
                  int64_t life_s, int64_t now)
{
	bool is_alive =
		breaker->accepted_at > 0 && now - breaker->accepted_at < HOUR_S;

	switch (verdict) {
	case SMTP_SENT:
		breaker->accepted_at = now;
		breaker->n_trips = 0;
		begin_row(breaker);
		return false;
	case SMTP_REFUSED:
	case SMTP_MESSAGE_REFUSED:
		break;
	default: /* says nothing of whom it takes mail for */
		return false;
	}
	breaker->in_a_row++;
	if (state == DELIVERY_FAILED && breaker->n < BREAKER_ROW) {
		breaker->failed[breaker->n].delivery = delivery->id;
		breaker->failed[breaker->n++].give_up_at =
			delivery->planned_at + life_s;
	}
	return breaker->in_a_row >= (is_alive ? BREAKER_ROW : BREAKER_NEW);
}

static int64_t wait_s(struct breaker *breaker)
{
	int64_t n = breaker->n_trips++;

	return n < DOUBLINGS ? (int64_t)AGAIN_S << n : AGAIN_MAX_S;
}

enum err breaker_reopen(struct breaker *breaker, struct db *db, int64_t now,
                        struct why *why)
{
	int64_t next_at = now + wait_s(breaker);
	enum err err = db_begin(db, DB_KILLED, why);

	for (size_t i = 0; err == OK && i < breaker->n; i++) {
		int64_t id = breaker->failed[i].delivery;

		if (next_at >= breaker->failed[i].give_up_at)
			continue;
		err = delivery_reopen(db, id, next_at, why);
		if (err == OK)
			err = bounce_forget(db, id, why);
	}
	if (err == OK)
		err = db_commit(db, why);
	else
		db_rollback(db);
	begin_row(breaker);
	return err;
}
