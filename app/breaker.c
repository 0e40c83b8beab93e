#include "app/breaker.h"

enum {
	HOUR_S = 3600,
};

static void begin_row(struct breaker *breaker)
{
	breaker->n = breaker->in_a_row = 0;
}

bool breaker_take(struct breaker *breaker, int64_t delivery,
                  enum smtp_verdict verdict, enum delivery_state state,
                  int64_t now)
{
	bool is_alive =
		breaker->accepted_at > 0 && now - breaker->accepted_at < HOUR_S;

	switch (verdict) {
	case SMTP_SENT:
		breaker->accepted_at = now;
		begin_row(breaker);
		return false;
	case SMTP_REFUSED:
	case SMTP_MESSAGE_REFUSED:
		break;
	default: /* says nothing of whom it takes mail for */
		return false;
	}
	breaker->in_a_row++;
	if (state == DELIVERY_FAILED && breaker->n < BREAKER_ROW)
		breaker->failed[breaker->n++] = delivery;
	return breaker->in_a_row >= (is_alive ? BREAKER_ROW : BREAKER_NEW);
}

enum err breaker_reopen(struct breaker *breaker, struct db *db, int64_t next_at,
                        struct why *why)
{
	enum err err = db_begin(db, DB_KILLED, why);

	for (size_t i = 0; err == OK && i < breaker->n; i++)
		err = delivery_reopen(db, breaker->failed[i], next_at, why);
	if (err == OK)
		err = db_commit(db, why);
	else
		db_rollback(db);
	begin_row(breaker);
	return err;
}
