#include "app/expire.h"

#include "app/decide.h"
#include "app/post.h"
#include "base/log.h"
#include "digest/expired.h"

enum {
	BATCH_MAX = 100,
	DAY_S = 86400,
};

/* The held ones of a list that have waited too long, the first of them. */
static enum err find_old(struct site *site, struct arena *arena,
                         const struct config_list *list, int64_t now,
                         struct comment **comments, size_t *n, struct why *why)
{
	enum err err = comment_list(site->db, arena, str_of(list->name),
	                            COMMENT_HELD, comments, n, why);
	size_t kept = 0;

	for (size_t i = 0; err == OK && i < *n && kept < BATCH_MAX; i++)
		if (now - (*comments)[i].received_at >= list->expire_after_s)
			(*comments)[kept++] = (*comments)[i];
	*n = kept;
	return err;
}

static enum err reject(struct site *site, struct arena *arena,
                       const struct comment *comments, size_t n, int64_t now,
                       struct why *why)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < n; i++) {
		struct str text;
		bool is_done;

		err = decide_comment(site, arena, comments[i].id, EVENT_REJECT,
		                     str_of(EXPIRE_ACTOR),
		                     str_of("other (nobody decided about it in"
		                            " time)"),
		                     now, &is_done, &text, why);
	}
	return err;
}

static enum err tell_admins(struct site *site, struct arena *arena,
                            const struct config_list *list,
                            const struct comment *comments, size_t n,
                            int64_t now, struct why *why)
{
	struct render_list about;
	struct post post = {
		.list = list,
		.kind = "expired",
		.template = TEMPLATE_EXPIRED,
		.has_verp = true,
	};
	enum err err = OK;

	site_render_list(site, arena, list, &about);
	post.model = expired_model(arena, &about, comments, n,
	                           list->expire_after_s / DAY_S);
	for (int64_t i = 0; err == OK && i < list->n_admins; i++) {
		post.to = str_of(list->admins[i]);
		err = post_notice(site, arena, &post, now, why);
	}
	return err;
}

/* Looked at twice, as a queue is: for good within the transaction. */
static enum err expire_of(struct site *site, struct arena *arena,
                          const struct config_list *list, int64_t now,
                          size_t *n, struct why *why)
{
	struct comment *comments;
	enum err err = find_old(site, arena, list, now, &comments, n, why);

	if (err || *n == 0)
		return err;
	err = db_begin(site->db, DB_DURABLE, why);
	if (err)
		return err;
	err = find_old(site, arena, list, now, &comments, n, why);
	if (err == OK && *n > 0)
		err = reject(site, arena, comments, *n, now, why);
	if (err == OK && *n > 0)
		err = tell_admins(site, arena, list, comments, *n, now, why);
	if (err == OK)
		return db_commit(site->db, why);
	db_rollback(site->db);
	return err;
}

void expire_due(struct site *site, int64_t now)
{
	for (int64_t i = 0; i < site->config.n_lists; i++) {
		const struct config_list *list = &site->config.lists[i];
		struct arena arena = {0};
		struct why why;
		size_t n = 0;
		enum err err = expire_of(site, &arena, list, now, &n, &why);

		if (err)
			log_event(LOG_LEVEL_ERROR, "expire_failed",
			          "list=%s why=%s", list->name, why.text);
		else if (n > 0)
			log_event(LOG_LEVEL_WARN, "comments_expired",
			          "list=%s n=%zu", list->name, n);
		arena_free(&arena);
	}
}
