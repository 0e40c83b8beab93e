#include "app/judges.h"

#include "base/log.h"
#include "digest/state.h"
#include "mailer/address.h"

#define RULE "rule "

static bool is_same(struct str a, struct str b)
{
	return str_eq_nocase(a, b) || address_eq(a, b);
}

static bool is_among(const char *const *list, int64_t n, struct str who)
{
	for (int64_t i = 0; i < n; i++)
		if (is_same(str_of(list[i]), who))
			return true;
	return false;
}

/* Does the list name another than `first`? */
static bool has_other(const char *const *list, int64_t n, struct str first)
{
	for (int64_t i = 0; i < n; i++)
		if (!is_same(str_of(list[i]), first))
			return true;
	return false;
}

bool judges_is_admin(const struct config_list *list, struct str who)
{
	return is_among(list->admins, list->n_admins, who);
}

bool judges_may(const struct config_list *list, struct str first,
                struct str who)
{
	if (str_starts(who, RULE) || is_same(first, who))
		return false;
	/* Only who keeps the site is neither: an operator at its console. */
	if (str_find_char(who, '@') == STR_NONE)
		return true;
	if (is_among(list->moderators, list->n_moderators, who))
		return true;
	return judges_is_admin(list, who) &&
	       !has_other(list->moderators, list->n_moderators, first);
}

bool judges_any(const struct config_list *list, struct str first)
{
	return has_other(list->moderators, list->n_moderators, first) ||
	       has_other(list->admins, list->n_admins, first);
}

enum err judges_check(struct site *site, struct arena *arena, int64_t comment,
                      struct str who, bool *is_so, struct appeal *appeal,
                      struct why *why)
{
	struct appeal found = {.id = 0};
	struct str list_name;
	const struct config_list *list;
	enum err err = appeal_of(site->db, arena, comment, &found, why);

	*is_so = true;
	if (err && err != ERR_ABSENT)
		return err;
	if (err == ERR_ABSENT || found.outcome != APPEAL_OPEN) {
		*appeal = (struct appeal){.id = 0};
		return OK;
	}
	list_name = found.list;
	list = config_list_named(&site->config, arena_copy(arena, list_name));
	*is_so = list && judges_may(list, found.actor, who);
	*appeal = found;
	return OK;
}

enum err judges_hold(struct site *site, struct arena *arena,
                     const struct config_list *list, int64_t comment,
                     int64_t now, bool *is_held, struct why *why)
{
	struct appeal appeal;
	enum comment_state next;
	enum err err = appeal_of(site->db, arena, comment, &appeal, why);

	*is_held = false;
	if (err)
		return err;
	if (!judges_any(list, appeal.actor))
		return OK;
	if (comment_next(COMMENT_APPEALED, EVENT_HOLD, &next))
		return err_because(why, ERR_FATAL,
		                   "an appealed comment cannot be held");
	err = comment_decide(site->db, comment, COMMENT_APPEALED, next,
	                     str_of(comment_event_name(EVENT_HOLD)),
	                     str_of(RULE "appeal"),
	                     str_of("for another moderator"), now, why);
	if (err == OK)
		*is_held = true;
	return err;
}

static enum err hold_one(struct site *site, struct arena *arena,
                         const struct config_list *list, int64_t comment,
                         int64_t now, struct why *why)
{
	struct comment row;
	bool is_held = false;
	enum err err = db_begin(site->db, DB_DURABLE, why);

	if (err)
		return err;
	err = comment_get(site->db, arena, comment, &row, why);
	if (err == OK && row.state == COMMENT_APPEALED)
		err = judges_hold(site, arena, list, comment, now, &is_held,
		                  why);
	if (err == OK)
		return db_commit(site->db, why);
	db_rollback(site->db);
	return err == ERR_EXPIRED ? OK : err; /* another editor was first */
}

static enum err hold_list(struct site *site, struct arena *arena,
                          const struct config_list *list, int64_t now,
                          struct why *why)
{
	struct appeal *appeals;
	size_t n = 0;
	enum err err = appeal_list(site->db, arena, str_of(list->name), true,
	                           &appeals, &n, why);

	for (size_t i = 0; err == OK && i < n; i++) {
		struct comment row;

		err = comment_get(site->db, arena, appeals[i].comment, &row,
		                  why);
		if (err == OK && row.state == COMMENT_APPEALED &&
		    judges_any(list, appeals[i].actor))
			err = hold_one(site, arena, list, row.id, now, why);
	}
	return err;
}

void judges_hold_due(struct site *site, int64_t now)
{
	for (int64_t i = 0; i < site->config.n_lists; i++) {
		struct arena arena = {0};
		struct why why;
		const struct config_list *list = &site->config.lists[i];

		if (hold_list(site, &arena, list, now, &why))
			log_event(LOG_LEVEL_ERROR, "appeal_failed",
			          "list=%s why=%s", list->name, why.text);
		arena_free(&arena);
	}
}
