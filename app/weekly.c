#include "app/weekly.h"

#include "app/post.h"
#include "app/stats.h"
#include "base/date.h"
#include "base/log.h"
#include "digest/chart.h"
#include "digest/account.h"
#include "mailer/image.h"

enum {
	DAY_S = 86400,
	WEEK = 7,
	CHART_DAYS = 28,
};

#define CHART "days"

/* The last day on which the mail was due by `now`, as a key and as midnight
 * there; false: it never is. */
static bool due_day(struct arena *arena, const struct zone *zone,
                    const struct config_list *list, int64_t now,
                    const char **period, int64_t *midnight)
{
	int64_t day, local = now + zone_offset(zone, now);
	struct date date;

	if (list->weekly_on < 0 || list->weekly_on >= CONFIG_NEVER)
		return false;
	day = (local - list->weekly_at * 60) / DAY_S;
	date = date_of(day * DAY_S);
	day -= (date.weekday - list->weekly_on + WEEK) % WEEK;
	date = date_of(day * DAY_S);
	*period = arena_printf(arena, "%04lld-%02d-%02d", (long long)date.year,
	                       date.month, date.day);
	*midnight = zone_time(zone, day * DAY_S);
	return true;
}

/* Text, tables and the picture for each admin; the week ends at `until`. */
static enum err write_mails(struct site *site, struct arena *arena,
                            const struct config_list *list, int64_t until,
                            int64_t now, struct why *why)
{
	struct str name = str_of(list->name);
	int offset_s = zone_offset(site_zone(site, list), now);
	struct statistics week, longer;
	struct account about = {.name = name,
	                        .week = &week,
	                        .longer = &longer,
	                        .offset_s = offset_s};
	struct compose_image image = {.name = CHART};
	struct post post = {.list = list,
	                    .kind = "weekly",
	                    .template = TEMPLATE_WEEKLY_TEXT,
	                    .has_html = true,
	                    .html = TEMPLATE_WEEKLY_HTML,
	                    .images = &image,
	                    .n_images = 1};
	struct render_list shown;
	enum err err = stats_gather(site, arena, name, until - WEEK * DAY_S,
	                            until, now, offset_s, &week, why);

	if (err == OK)
		err = stats_gather(site, arena, name,
		                   until - CHART_DAYS * DAY_S, until, now,
		                   offset_s, &longer, why);
	if (err == OK)
		err = chart_days(arena, longer.days, longer.n_days,
		                 &image.bytes, why);
	if (err == OK)
		err = decision_head(site->db, arena, &about.record,
		                    &about.record_hash, why);
	if (err)
		return err;
	site_render_list(site, arena, list, &shown);
	about.chart = image_link(arena, CHART, str_of(list->address));
	post.model = account_model(arena, &shown, &about);
	for (int64_t i = 0; err == OK && i < list->n_admins; i++) {
		post.to = str_of(list->admins[i]);
		err = post_notice(site, arena, &post, now, why);
	}
	return err;
}

/* The week's row and the mails are one transaction: of two editors one writes
 * them, and a crash leaves both or neither. */
static enum err send_for(struct site *site, struct arena *arena,
                         const struct config_list *list, const char *period,
                         int64_t until, int64_t now, bool *is_due,
                         struct why *why)
{
	enum err err = db_begin(site->db, DB_DURABLE, why);

	if (err)
		return err;
	err = tally_take_week(site->db, str_of(list->name), str_of(period), now,
	                      is_due, why);
	if (err == OK && *is_due)
		err = write_mails(site, arena, list, until, now, why);
	if (err == OK)
		return db_commit(site->db, why);
	db_rollback(site->db);
	return err;
}

static enum err send_due(struct site *site, const struct config_list *list,
                         int64_t now, bool *is_due, struct why *why)
{
	const char *period;
	struct arena arena = {0};
	int64_t until;
	bool was_told = false;
	enum err err = OK;

	*is_due = false;
	if (!due_day(&arena, site_zone(site, list), list, now, &period, &until))
		return OK;
	err = tally_has_week(site->db, str_of(list->name), str_of(period),
	                     &was_told, why);
	if (err == OK && !was_told)
		err = send_for(site, &arena, list, period, until, now, is_due,
		               why);
	arena_free(&arena);
	return err;
}

void weekly_send_due(struct site *site, int64_t now)
{
	for (int64_t i = 0; i < site->config.n_lists; i++) {
		const struct config_list *list = &site->config.lists[i];
		struct why why;
		bool is_due = false;

		if (send_due(site, list, now, &is_due, &why))
			log_event(LOG_LEVEL_ERROR, "weekly_failed",
			          "list=%s why=%s", list->name, why.text);
		else if (is_due)
			log_event(LOG_LEVEL_INFO, "weekly_written", "list=%s",
			          list->name);
	}
}
