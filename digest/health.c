#include "digest/health.h"

#include <math.h>

#include "mailer/address.h"

enum {
	DAY_S = 86400,
	HARD = 4000, /* thousandths of a point */
	SOFT = 1000,
};

static int64_t weigh(const struct health_event *event,
                     const struct health_rules *rules, int64_t now)
{
	int64_t age = now > event->at ? now - event->at : 0;
	double points = event->is_hard ? HARD : SOFT;

	return llround(points *
	               exp2(-(double)age / (double)rules->half_life_s));
}

struct health_score health_score(const struct health_event *events, size_t n,
                                 const struct health_rules *rules, int64_t now)
{
	struct health_score score = {0, 0};

	for (size_t i = 0; i < n;) {
		struct health_event worst = events[i];
		int64_t day = events[i].at / DAY_S;

		for (; i < n && events[i].at / DAY_S == day; i++)
			if (events[i].is_hard)
				worst = events[i];
		if (worst.is_hard)
			score.hard += weigh(&worst, rules, now);
		else
			score.soft += weigh(&worst, rules, now);
	}
	return score;
}

static bool is_hard_after(const struct health_event *events, size_t n,
                          int64_t time)
{
	for (size_t i = 0; i < n; i++)
		if (events[i].is_hard && events[i].at > time)
			return true;
	return false;
}

enum health_step health_step(const struct health_event *events, size_t n,
                             const struct health_rules *rules,
                             const struct health_probe *probe, int64_t wait_s,
                             int64_t now)
{
	struct health_score score = health_score(events, n, rules, now);

	if (!probe->is_open)
		return score.hard + score.soft >= rules->threshold * 1000
		               ? HEALTH_PROBE
		               : HEALTH_NONE;
	if (probe->is_back)
		return HEALTH_SUSPEND;
	if (probe->arrived_at == 0 || now < probe->arrived_at + wait_s)
		return HEALTH_NONE;
	if (probe->is_lost)
		return HEALTH_AGAIN;
	return is_hard_after(events, n, probe->arrived_at) ? HEALTH_SUSPEND
	                                                   : HEALTH_CLEAR;
}

static bool is_worse(const struct bounce_recipient *a,
                     const struct bounce_recipient *b)
{
	if (a->action != b->action)
		return a->action < b->action;
	return a->is_hard && !b->is_hard;
}

const struct bounce_recipient *health_about(const struct bounce *report,
                                            struct str address)
{
	const struct bounce_recipient *worst = NULL;

	for (size_t i = 0; i < report->n; i++) {
		const struct bounce_recipient *one = &report->recipients[i];

		if (address_eq(one->address, address))
			return one;
		if (!worst || is_worse(one, worst))
			worst = one;
	}
	return worst;
}

static bool is_out(enum delivery_state state)
{
	/* Leased: the report may be faster than the relay's answer. */
	return state == DELIVERY_ACCEPTED || state == DELIVERY_IN_DOUBT ||
	       state == DELIVERY_LEASED;
}

enum health_verdict health_believe(const struct delivery *delivery,
                                   int64_t since, int64_t now)
{
	int64_t sent_at;

	if (!delivery || delivery->id == 0)
		return HEALTH_NO_DELIVERY;
	if (delivery->subscriber == 0)
		return HEALTH_NOBODYS;
	if (!is_out(delivery->state))
		return HEALTH_NOT_OUT;
	sent_at = delivery->done_at ? delivery->done_at : delivery->planned_at;
	if (now > sent_at + HEALTH_DAYS * DAY_S)
		return HEALTH_TOO_OLD;
	return delivery->planned_at < since ? HEALTH_EARLIER : HEALTH_COUNTS;
}

enum health_verdict health_judge(const struct delivery *delivery, int64_t since,
                                 const struct bounce_recipient *one,
                                 int64_t now)
{
	enum health_verdict verdict = health_believe(delivery, since, now);

	if (verdict != HEALTH_COUNTS)
		return verdict;
	if (!one || one->action == BOUNCE_DELIVERED)
		return HEALTH_ARRIVED;
	if (one->action == BOUNCE_DELAYED)
		return HEALTH_DELAYED;
	return one->reason == BOUNCE_POLICY ? HEALTH_POLICY : HEALTH_COUNTS;
}

const char *health_verdict_name(enum health_verdict verdict)
{
	static const char *const names[] = {
		[HEALTH_COUNTS] = "it counts",
		[HEALTH_NO_DELIVERY] = "it names no delivery of ours",
		[HEALTH_NOBODYS] = "it is about a mail to no subscriber",
		[HEALTH_NOT_OUT] = "no mail server has taken that delivery",
		[HEALTH_TOO_OLD] = "that delivery is too long ago",
		[HEALTH_EARLIER] = "that delivery is of before the"
				   " subscription's last change",
		[HEALTH_ARRIVED] = "the mail has arrived",
		[HEALTH_DELAYED] = "the mail is still being tried",
		[HEALTH_POLICY] = "it is about us, not about the reader",
	};

	return (size_t)verdict < ARRAY_LEN(names) ? names[verdict] : "unknown";
}

struct str health_feedback(struct str report)
{
	static const char field[] = "Feedback-Type:";
	struct str line;

	while (str_next_line(&report, &line))
		if (str_starts_nocase(line, field))
			return str_trim(str_from(line, sizeof(field) - 1));
	return str_of("abuse");
}

bool health_is_complaint(struct str feedback)
{
	static const char *const others[] = {"not-spam", "auth-failure",
	                                     "dmarc", "dkim"};

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (str_starts_nocase(feedback, others[i]))
			return false;
	return true;
}
