#include "digest/statistics.h"

#include <stdlib.h>

enum {
	DAY_S = 86400,
	HOUR_S = 3600,
	MINUTE_S = 60,
	NINE_TENTHS = 90, /* percent */
};

static int64_t day_of(const struct statistics_maker *m, int64_t at)
{
	return (at + m->offset_s) / DAY_S;
}

void statistics_open(struct statistics_maker *maker, struct arena *arena,
                     int64_t from, int64_t until, int offset_s)
{
	struct statistics_maker *m = maker;
	int64_t first, last;

	*m = (struct statistics_maker){.arena = arena,
	                               .s = {.from = from, .until = until},
	                               .offset_s = offset_s};
	first = day_of(m, from);
	last = day_of(m, until - 1);
	if (last - first >= STATISTICS_DAYS_MAX)
		first = last - STATISTICS_DAYS_MAX + 1;
	m->s.n_days = last >= first ? (size_t)(last - first + 1) : 0;
	m->s.days = arena_array(arena, struct statistics_day, m->s.n_days);
	for (size_t i = 0; i < m->s.n_days; i++)
		m->s.days[i] =
			(struct statistics_day){.day = first + (int64_t)i};
}

/* The day that `at` is counted on, or one that nobody reads. */
static struct statistics_day *day_at(struct statistics_maker *m, int64_t at)
{
	static struct statistics_day none;
	int64_t day = day_of(m, at);

	if (m->s.n_days == 0 || day < m->s.days[0].day ||
	    day >= m->s.days[0].day + (int64_t)m->s.n_days)
		return &none;
	return &m->s.days[day - m->s.days[0].day];
}

void statistics_received(struct statistics_maker *maker, int64_t at)
{
	maker->s.n_received++;
	day_at(maker, at)->received++;
}

static void count(struct statistics_maker *m, struct statistics_shares *shares,
                  struct str name, bool is_overturned)
{
	size_t i = 0;

	while (i < shares->n && !str_eq(shares->of[i].name, name))
		i++;
	if (i == shares->n) {
		shares->of = arena_grow(m->arena, shares->of, shares->n,
		                        sizeof(*shares->of));
		shares->of[shares->n++] = (struct statistics_share){
			.name = arena_str(m->arena, name)};
	}
	shares->of[i].n++;
	shares->of[i].n_overturned += is_overturned;
}

/* "abuse" of "abuse (your tone)". */
static struct str code_of(struct str reason)
{
	size_t end = str_find_char(reason, ' ');

	return reason.len > 0 ? str_slice(reason, 0, end) : str_of("other");
}

static bool is_rejection(const struct tally_row *row)
{
	return row->decision.state == COMMENT_REJECTED ||
	       row->decision.state == COMMENT_REMOVED;
}

/* What was recommended for what a person decided. */
static void compare(struct statistics_maker *m, const struct decision *d,
                    bool is_rejected)
{
	struct recommend_author author = {0, 0};
	struct scores scores;

	if (!decision_scores(d, &scores, &author.n_approved,
	                     &author.n_rejected))
		return;
	m->s.recommended[recommend(m->arena, &scores, &author).level]
			[is_rejected]++;
}

static void take_person(struct statistics_maker *m, const struct tally_row *row)
{
	const struct decision *d = &row->decision;
	bool is_rejected = is_rejection(row);

	count(m, &m->s.people, d->actor, false);
	if (is_rejected)
		m->s.n_rejected++;
	else
		m->s.n_approved++;
	if (str_is(d->event, "confirm") || str_is(d->event, "remove"))
		return; /* it was printed already: nobody waited for it */
	m->durations = arena_grow(m->arena, m->durations, m->n_durations,
	                          sizeof(*m->durations));
	m->durations[m->n_durations++] = d->at - row->received_at;
	compare(m, d, is_rejected);
}

void statistics_decision(struct statistics_maker *maker,
                         const struct tally_row *row)
{
	const struct decision *d = &row->decision;
	bool is_rejected = is_rejection(row);
	bool is_overturned =
		is_rejected && (row->state_now == COMMENT_APPROVED ||
	                        row->state_now == COMMENT_PUBLISHED);

	if (str_is(d->event, "appeal")) {
		maker->s.n_appeals++;
		return;
	}
	if (is_rejected)
		count(maker, &maker->s.reasons, code_of(d->reason),
		      is_overturned);
	if (d->rule.len > 0) {
		maker->s.n_by_rules++;
		count(maker, &maker->s.rules, d->rule, is_overturned);
	} else {
		take_person(maker, row);
	}
	if (str_is(d->event, "confirm"))
		return; /* the rule's approval was counted that day */
	if (is_rejected)
		day_at(maker, d->at)->rejected++;
	else
		day_at(maker, d->at)->approved++;
}

void statistics_waiting(struct statistics_maker *maker, const int64_t *times,
                        size_t n, int64_t n_unseen, int64_t now)
{
	struct statistics *s = &maker->s;

	s->n_waiting = (int64_t)n;
	s->n_unseen = n_unseen;
	if (n == 0)
		return;
	s->oldest_s = now - times[0];
	s->median_s = now - times[n / 2];
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int by_frequency(const void *a, const void *b)
{
	const struct statistics_share *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return str_compare(x->name, y->name);
}

static void sort(struct statistics_shares *shares)
{
	if (shares->n > 1)
		qsort(shares->of, shares->n, sizeof(*shares->of), by_frequency);
}

void statistics_close(struct statistics_maker *maker,
                      struct statistics *statistics)
{
	struct statistics *s = &maker->s;
	size_t n = maker->n_durations;

	sort(&s->reasons);
	sort(&s->rules);
	sort(&s->people);
	if (n > 0) {
		qsort(maker->durations, n, sizeof(*maker->durations), by_size);
		s->decided_half_s = maker->durations[(n - 1) / 2];
		s->decided_most_s =
			maker->durations[(n * NINE_TENTHS + 99) / 100 - 1];
	}
	*statistics = *s;
}

int64_t statistics_agreement(const struct statistics *statistics)
{
	const int64_t(*r)[2] = statistics->recommended;
	int64_t agreed = r[RECOMMEND_FINE][0] + r[RECOMMEND_PROBLEM][1];
	int64_t all = agreed + r[RECOMMEND_FINE][1] + r[RECOMMEND_PROBLEM][0];

	return all > 0 ? (agreed * 100 + all / 2) / all : -1;
}

struct str statistics_duration(struct arena *arena, int64_t seconds)
{
	long long s = seconds > 0 ? (long long)seconds : 0;

	if (s < MINUTE_S)
		return str_of(arena_printf(arena, "%lld s", s));
	if (s < HOUR_S)
		return str_of(arena_printf(arena, "%lld min", s / MINUTE_S));
	if (s < 2 * DAY_S)
		return str_of(arena_printf(arena, "%lld h %lld min", s / HOUR_S,
		                           s % HOUR_S / MINUTE_S));
	return str_of(arena_printf(arena, "%lld days", s / DAY_S));
}
