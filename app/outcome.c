#include "app/outcome.h"

#include <stdio.h>
#include <string.h>

enum {
	MINUTE = 60,
};

static int64_t wait_s(const struct delivery *delivery)
{
	static const int64_t minutes[] = {5, 15, 30, 60};
	int64_t n = delivery->attempts;
	int64_t wait =
		n >= 1 && n <= 4 ? minutes[n - 1] * MINUTE : 240 * MINUTE;

	/* A fifth more or less, so that a domain's readers do not come back
	 * all at once. */
	return wait * (80 + delivery->id % 41) / 100;
}

static void try_again(const struct delivery *delivery, int64_t life_s,
                      int64_t now, enum delivery_state state,
                      struct outcome *outcome)
{
	outcome->state = state;
	outcome->next_at = now + wait_s(delivery);
	if (outcome->next_at <= delivery->planned_at + life_s)
		return;
	outcome->state = DELIVERY_FAILED;
	outcome->next_at = 0;
}

void outcome_of(const struct smtp_result *result,
                const struct delivery *delivery, int64_t life_s, int64_t now,
                struct outcome *outcome)
{
	bool is_policy = !strncmp(result->enhanced, "5.7.", 4);

	*outcome = (struct outcome){.code = result->code};
	snprintf(outcome->reply, sizeof(outcome->reply), "%s%s%s",
	         result->enhanced, *result->enhanced ? " " : "", result->text);
	switch (result->verdict) {
	case SMTP_SENT:
		outcome->state = DELIVERY_ACCEPTED;
		break;
	case SMTP_IN_DOUBT:
		try_again(delivery, life_s, now, DELIVERY_IN_DOUBT, outcome);
		break;
	case SMTP_NOT_TRIED:
		outcome->is_untried = true;
		outcome->next_at = now; /* the worker waits for its relay */
		break;
	case SMTP_SENDER_REFUSED:
		outcome->is_relays = true;
		try_again(delivery, life_s, now, DELIVERY_DEFERRED, outcome);
		break;
	case SMTP_REFUSED:
	case SMTP_MESSAGE_REFUSED:
		outcome->state = DELIVERY_FAILED;
		if (is_policy)
			try_again(delivery, life_s, now, DELIVERY_DEFERRED,
			          outcome);
		break;
	case SMTP_TEMPORARY:
		try_again(delivery, life_s, now, DELIVERY_DEFERRED, outcome);
		break;
	}
}
