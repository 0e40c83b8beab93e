#include "digest/account.h"

#include "base/date.h"
#include "digest/chart.h"

enum {
	BAR_PX = 220, /* of the most frequent */
	SHARES_MAX = 20,
};

/* "23 November" on the list's calendar. */
static struct str day_text(struct arena *arena, int64_t at, int offset_s)
{
	struct date date = date_of(at + offset_s);

	return str_of(arena_printf(arena, "%d %s", date.day,
	                           date_month_name(date.month)));
}

/* "2 (14 %)", or "" for none. */
static struct str part_of(struct arena *arena, int64_t n, int64_t all)
{
	if (n == 0 || all == 0)
		return str_of("");
	return str_of(arena_printf(arena, "%lld (%lld %%)", (long long)n,
	                           (long long)((n * 100 + all / 2) / all)));
}

static struct value *shares_value(struct arena *arena,
                                  const struct statistics_shares *shares)
{
	struct value *list = value_list(arena);

	for (size_t i = 0; i < shares->n && i < SHARES_MAX; i++) {
		const struct statistics_share *share = &shares->of[i];
		struct value *v = value_object(arena);
		int64_t bar = BAR_PX * share->n / shares->of[0].n;

		value_set_text(arena, v, "name", share->name);
		value_set_number(arena, v, "n", share->n);
		value_set_text(arena, v, "overturned",
		               part_of(arena, share->n_overturned, share->n));
		value_set_number(arena, v, "bar_px", bar > 0 ? bar : 1);
		value_push(arena, list, v);
	}
	return list;
}

static struct value *levels_value(struct arena *arena,
                                  const struct statistics *s)
{
	struct value *list = value_list(arena);

	for (int i = 0; i < 3; i++) {
		struct value *v = value_object(arena);

		if (s->recommended[i][0] + s->recommended[i][1] == 0)
			continue;
		value_set_text(
			arena, v, "name",
			str_of(recommend_level_name((enum recommend_level)i)));
		value_set_number(arena, v, "n_approved", s->recommended[i][0]);
		value_set_number(arena, v, "n_rejected", s->recommended[i][1]);
		value_push(arena, list, v);
	}
	return list;
}

/* A duration; "" when there is none. */
static struct str wait_text(struct arena *arena, int64_t seconds)
{
	return seconds > 0 ? statistics_duration(arena, seconds) : str_of("");
}

static void set_numbers(struct arena *arena, struct value *v,
                        const struct statistics *s)
{
	int64_t agreement = statistics_agreement(s);

	value_set_number(arena, v, "n_received", s->n_received);
	value_set_number(arena, v, "n_approved", s->n_approved);
	value_set_number(arena, v, "n_rejected", s->n_rejected);
	value_set_number(arena, v, "n_by_rules", s->n_by_rules);
	value_set_number(arena, v, "n_appeals", s->n_appeals);
	value_set_number(arena, v, "n_waiting", s->n_waiting);
	value_set_number(arena, v, "n_unseen", s->n_unseen);
	value_set_text(arena, v, "oldest", wait_text(arena, s->oldest_s));
	value_set_text(arena, v, "half_waits", wait_text(arena, s->median_s));
	value_set_text(arena, v, "half_decided",
	               wait_text(arena, s->decided_half_s));
	value_set_text(arena, v, "most_decided",
	               wait_text(arena, s->decided_most_s));
	value_set_text(arena, v, "agreement",
	               agreement < 0
	                       ? str_of("")
	                       : str_of(arena_printf(arena, "%lld %%",
	                                             (long long)agreement)));
	value_set(arena, v, "reasons", shares_value(arena, &s->reasons));
	value_set(arena, v, "rules", shares_value(arena, &s->rules));
	value_set(arena, v, "people", shares_value(arena, &s->people));
	value_set(arena, v, "levels", levels_value(arena, s));
}

static void set_days(struct arena *arena, struct value *v,
                     const struct account *w)
{
	struct value *list = value_list(arena);

	for (size_t i = 0; i < w->week->n_days; i++) {
		const struct statistics_day *day = &w->week->days[i];
		struct value *one = value_object(arena);

		value_set_text(arena, one, "day",
		               day_text(arena, day->day * 86400, 0));
		value_set_number(arena, one, "received", day->received);
		value_set_number(arena, one, "approved", day->approved);
		value_set_number(arena, one, "rejected", day->rejected);
		value_push(arena, list, one);
	}
	value_set(arena, v, "days", list);
}

struct value *account_model(struct arena *arena, const struct render_list *list,
                            const struct account *account)
{
	const struct account *w = account;
	struct value *v = value_object(arena);

	value_set_text(arena, v, "language", list->language);
	value_set_text(arena, v, "title", list->title);
	value_set_text(arena, v, "name", w->name);
	value_set_text(arena, v, "from",
	               day_text(arena, w->week->from, w->offset_s));
	value_set_text(arena, v, "until",
	               day_text(arena, w->week->until - 1, w->offset_s));
	set_numbers(arena, v, w->week);
	set_days(arena, v, w);
	value_set_text(arena, v, "chart", w->chart);
	value_set_text(arena, v, "chart_alt",
	               chart_alt(arena, w->longer->days, w->longer->n_days));
	value_set_number(arena, v, "chart_days", (int64_t)w->longer->n_days);
	value_set_text(arena, v, "record",
	               w->record == 0
	                       ? str_of("")
	                       : str_of(arena_printf(arena, "%lld:%.*s",
	                                             (long long)w->record,
	                                             (int)w->record_hash.len,
	                                             w->record_hash.ptr)));
	return v;
}
