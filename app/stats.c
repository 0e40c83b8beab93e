#include "app/stats.h"

enum {
	PAGE = 500, /* decisions that are in memory at once */
};

static enum err add_decisions(struct site *site, struct str list,
                              struct statistics_maker *maker, struct why *why)
{
	int64_t after = 0;
	size_t n = PAGE;
	enum err err = OK;

	while (err == OK && n == PAGE) {
		struct arena page = {0};
		struct tally_row *rows;

		err = tally_decisions(site->db, &page, list, maker->s.from,
		                      maker->s.until, after, PAGE, &rows, &n,
		                      why);
		for (size_t i = 0; err == OK && i < n; i++) {
			after = rows[i].decision.id;
			statistics_decision(maker, &rows[i]);
		}
		arena_free(&page);
	}
	return err;
}

enum err stats_gather(struct site *site, struct arena *arena, struct str list,
                      int64_t from, int64_t until, int64_t now, int offset_s,
                      struct statistics *statistics, struct why *why)
{
	struct statistics_maker maker;
	int64_t *times, n_unseen = 0;
	size_t n = 0;
	enum err err = tally_received(site->db, arena, list, from, until,
	                              &times, &n, why);

	if (err)
		return err;
	if (from == 0 && n > 0)
		from = times[0];
	statistics_open(&maker, arena, from, until, offset_s);
	for (size_t i = 0; i < n; i++)
		statistics_received(&maker, times[i]);
	err = add_decisions(site, list, &maker, why);
	if (err == OK)
		err = tally_waiting(site->db, arena, list, &times, &n,
		                    &n_unseen, why);
	if (err)
		return err;
	statistics_waiting(&maker, times, n, n_unseen, now);
	statistics_close(&maker, statistics);
	return OK;
}
