#include "app/publish.h"

#include "app/mode.h"
#include "app/changes.h"
#include "app/wording.h"
#include "base/log.h"
#include "digest/outline.h"
#include "digest/schedule.h"
#include "store/deliveries.h"
#include "store/editions.h"
#include "store/subscribers.h"

/* What goes into an edition, gathered from rows. */
struct plan {
	struct issue_item *items;
	size_t n;
	size_t room; /* bytes that its letters may still take */
	struct issue_change *changes;
	size_t n_changes;
};

static enum err add_item(struct site *site, struct arena *arena,
                         struct plan *plan, const struct article *article,
                         bool is_again, struct why *why)
{
	struct issue_item *item = &plan->items[plan->n];
	struct comment *comments = NULL;
	size_t n = 0;
	enum err err = comment_list_printable(site->db, arena, article->id,
	                                      &comments, &n, why);

	if (err)
		return err;
	*item = (struct issue_item){.article = article, .is_again = is_again};
	issue_thread(arena, comments, n, &plan->room, item);
	if (!is_again || item->n_letters > 0)
		plan->n++; /* else its letters have no room, and wait */
	return OK;
}

/* New articles first, then earlier ones that drew letters. */
static enum err gather(struct site *site, struct arena *arena,
                       const struct config_list *list, struct plan *plan,
                       struct why *why)
{
	struct article *fresh = NULL, *answered = NULL;
	size_t n_fresh = 0, n_answered = 0;
	enum err err = article_list_new(site->db, arena, str_of(list->name),
	                                &fresh, &n_fresh, why);

	if (err == OK)
		err = article_list_answered(site->db, arena, str_of(list->name),
		                            &answered, &n_answered, why);
	if (err)
		return err;
	for (size_t i = 0; i < n_fresh; i++)
		fresh[i].is_open = mode_is_open(list, &fresh[i]);
	for (size_t i = 0; i < n_answered; i++)
		answered[i].is_open = mode_is_open(list, &answered[i]);
	plan->items = arena_array(arena, struct issue_item, ISSUE_ITEMS_MAX);
	plan->n = 0;
	plan->room = ISSUE_BYTES_MAX;
	for (size_t i = 0; err == OK && i < n_fresh; i++)
		if (plan->n < ISSUE_ITEMS_MAX)
			err = add_item(site, arena, plan, &fresh[i], false,
			               why);
	for (size_t i = 0; err == OK && i < n_answered; i++)
		if (plan->n < ISSUE_ITEMS_MAX)
			err = add_item(site, arena, plan, &answered[i], true,
			               why);
	if (err == OK)
		err = changes_gather(site, arena, list, plan->items, plan->n,
		                     &plan->changes, &plan->n_changes, why);
	return err;
}

/* The rows of the edition and its items, so that the items have ids. */
static enum err freeze_rows(struct site *site, const struct edition *edition,
                            struct plan *plan, int64_t *id, struct why *why)
{
	struct edition_item row = {.position = 0};
	int64_t item;
	enum err err = edition_add(site->db, edition, id, why);

	row.edition = *id;
	if (err == OK)
		err = edition_add_item(site->db, &row, &item, why);
	for (size_t i = 0; err == OK && i < plan->n; i++) {
		row.position = (int64_t)i + 1;
		row.article = plan->items[i].article->id;
		row.comments = (int64_t)plan->items[i].n_letters;
		err = edition_add_item(site->db, &row, &plan->items[i].id, why);
	}
	return err;
}

static enum err render(struct site *site, struct arena *arena,
                       const struct config_list *list, struct plan *plan,
                       int64_t number, int64_t now, struct rendering *rendering,
                       struct why *why)
{
	struct render_list about;
	const struct render_issue issue = {
		.number = number,
		.frozen_at = now,
		.offset_s = zone_offset(site_zone(site, list), now),
		.items = plan->items,
		.n_items = plan->n,
		.changes = plan->changes,
		.n_changes = plan->n_changes,
	};

	site_render_list(site, arena, list, &about);
	return render_edition(arena, wording_of(site, list), &about, &issue,
	                      rendering, why);
}

/* Mark what is printed, one letter at a time: what did not fit stays. */
static enum err mark_published(struct site *site, const struct plan *plan,
                               int64_t edition, int64_t now, struct why *why)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < plan->n; i++)
		for (size_t k = 0; err == OK && k < plan->items[i].n_letters;
		     k++)
			err = comment_publish(
				site->db, plan->items[i].letters[k].comment->id,
				edition, now, why);
	return err;
}

static enum err store_edition(struct site *site, struct arena *arena,
                              const struct config_list *list, struct plan *plan,
                              struct edition *edition, struct why *why)
{
	struct rendering rendering;
	int64_t now = edition->frozen_at, audience = 0, id = 0;
	enum err err = freeze_rows(site, edition, plan, &id, why);

	if (err == OK)
		err = render(site, arena, list, plan, edition->number, now,
		             &rendering, why);
	if (err == OK)
		err = edition_add_form(site->db, id, str_of("both"),
		                       form_format(arena, &rendering.form),
		                       outline_format(arena, rendering.pieces,
		                                      rendering.n_pieces),
		                       rendering.text, rendering.html, why);
	if (err == OK)
		err = mark_published(site, plan, id, now, why);
	if (err == OK)
		err = changes_told(site, plan->changes, plan->n_changes, id,
		                   why);
	if (err == OK)
		err = delivery_plan(site->db, id, str_of(list->name), now,
		                    &audience, why);
	if (err == OK)
		err = edition_freeze(site->db, id, rendering.subject, audience,
		                     why);
	if (err == OK)
		err = period_close(site->db, str_of(list->name),
		                   edition->period, id, now, why);
	edition->id = id;
	edition->audience = audience;
	return err;
}

static bool is_ordered(struct str period)
{
	return str_starts(period, "order ");
}

static enum err publish_in(struct site *site, struct arena *arena,
                           const struct config_list *list, struct str period,
                           int64_t now, struct edition *edition,
                           struct why *why)
{
	struct plan plan;
	int64_t last = 0, audience = 0;
	enum err err =
		subscriber_count(site->db, str_of(list->name), &audience, why);

	if (err == OK && audience == 0)
		err = err_because(why, ERR_ABSENT,
		                  "nobody is subscribed to %s: no edition",
		                  list->name);
	if (err == OK)
		err = gather(site, arena, list, &plan, why);
	if (err == OK)
		err = edition_last_number(site->db, str_of(list->name), &last,
		                          why);
	if (err)
		return err;
	if (plan.n == 0 && is_ordered(period))
		return OK;
	if (plan.n == 0)
		return period_close(site->db, str_of(list->name), period, 0,
		                    now, why);
	*edition = (struct edition){
		.list = str_of(list->name),
		.number = last + 1,
		.period = period,
		.state = EDITION_DELIVERING,
		.frozen_at = now,
	};
	return store_edition(site, arena, list, &plan, edition, why);
}

enum err publish_edition(struct site *site, const struct config_list *list,
                         struct str period, int64_t now, int64_t *number,
                         struct why *why)
{
	struct arena arena = {0};
	struct edition edition = {.number = 0};
	bool is_over = false;
	enum err err = db_begin(site->db, DB_DURABLE, why);

	if (err)
		return err;
	/* Within the store's lock: another editor may have been first. */
	err = period_is_over(site->db, str_of(list->name), period, &is_over,
	                     why);
	if (err == OK && !is_over)
		err = publish_in(site, &arena, list, period, now, &edition,
		                 why);
	if (err == OK)
		err = db_commit(site->db, why);
	else
		db_rollback(site->db);
	if (err == OK) {
		*number = edition.number;
		if (edition.number > 0)
			log_event(LOG_LEVEL_INFO, "edition_frozen",
			          "list=%s edition=%lld audience=%lld",
			          list->name, (long long)edition.number,
			          (long long)edition.audience);
		else if (!is_over)
			log_event(LOG_LEVEL_INFO, "edition_skipped",
			          "list=%s reason=nothing_new", list->name);
	}
	arena_free(&arena);
	return err;
}

enum err publish_preview(struct site *site, struct arena *arena,
                         const struct config_list *list, int64_t now,
                         struct rendering *rendering, struct why *why)
{
	struct plan plan;
	int64_t last = 0;
	enum err err = gather(site, arena, list, &plan, why);

	if (err == OK)
		err = edition_last_number(site->db, str_of(list->name), &last,
		                          why);
	if (err)
		return err;
	if (plan.n == 0)
		return err_because(why, ERR_ABSENT, "list %s has nothing new",
		                   list->name);
	return render(site, arena, list, &plan, last + 1, now, rendering, why);
}

void publish_due(struct site *site, int64_t now)
{
	for (int64_t i = 0; i < site->config.n_lists; i++) {
		const struct config_list *list = &site->config.lists[i];
		char period[SCHEDULE_PERIOD_LEN + 1];
		bool is_over = false;
		int64_t number = 0;
		struct why why;
		enum err err = OK;

		if (!schedule_due(site->zones[i], list->daily_at, now, period))
			continue;
		err = period_is_over(site->db, str_of(list->name),
		                     str_of(period), &is_over, &why);
		if (err == OK && !is_over)
			err = publish_edition(site, list, str_of(period), now,
			                      &number, &why);
		if (err && err != ERR_ABSENT) /* nobody is subscribed */
			log_event(LOG_LEVEL_ERROR, "edition_failed",
			          "list=%s why=%s", list->name, why.text);
	}
}
