#include "app/queue.h"

#include "app/post.h"
#include "base/log.h"
#include "digest/desk.h"
#include "store/tokens.h"

enum {
	DAY_S = 86400,
	EXPIRES_S = 7 * DAY_S, /* STANDARDS 5.3 */
	ITEMS_MAX = 100,       /* in one mail */
};

/* Of what a rule approved: who did, for the moderator who may take it back. */
static enum err tell_unseen(struct site *site, struct arena *arena,
                            const struct comment *comment,
                            struct desk_item *item, struct why *why)
{
	struct comment *shown = arena_new(arena, struct comment);
	struct decision *decisions = NULL;
	size_t n = 0;
	struct str by = {"", 0};
	enum err err = comment_decisions(site->db, arena, comment->id,
	                                 &decisions, &n, why);

	for (size_t i = 0; i < n; i++)
		if (decisions[i].state == COMMENT_APPROVED)
			by = decisions[i].actor;
	*shown = *comment;
	shown->doubt = str_of(arena_printf(
		arena, "%s already by %.*s: reject it to take it back%s%.*s",
		comment_state_name(comment->state), (int)by.len, by.ptr,
		comment->doubt.len > 0 ? "; " : "", (int)comment->doubt.len,
		comment->doubt.ptr));
	item->comment = shown;
	return err;
}

static enum err add_item(struct site *site, struct arena *arena,
                         const struct comment *comment, struct desk_item *item,
                         struct why *why)
{
	struct comment *parent = arena_new(arena, struct comment);
	struct comment_cut *cuts = NULL;
	enum err err = comment_cuts(site->db, arena, comment->id, &cuts,
	                            &item->n_cuts, why);

	item->comment = comment;
	item->cuts = cuts;
	if (err == OK && comment->is_unseen)
		err = tell_unseen(site, arena, comment, item, why);
	if (err == OK && comment->reader)
		err = comment_record(site->db, comment->reader,
		                     &item->n_approved, &item->n_rejected, why);
	if (err == OK && comment->parent) {
		err = comment_get(site->db, arena, comment->parent, parent,
		                  why);
		item->parent = parent;
	}
	return err;
}

static enum err write_mail(struct site *site, struct arena *arena,
                           const struct config_list *list, struct str moderator,
                           const struct comment *comments, size_t n,
                           int64_t now, struct why *why)
{
	struct desk_item *items = arena_array(arena, struct desk_item, n);
	int64_t *ids = arena_array(arena, int64_t, n), id;
	char hash[2 * HASH_LEN + 1];
	struct render_list about;
	struct post post = {
		.list = list,
		.kind = "queue",
		.template = TEMPLATE_QUEUE,
		.to = moderator,
		.reply_to =
			post_secret_address(arena, list, TOKEN_MODERATE, hash),
		.has_verp = true,
	};
	const struct queue queue = {
		.list = str_of(list->name),
		.moderator = moderator,
		.token_hash = str_of(hash),
		.sent_at = now,
		.expires_at = now + EXPIRES_S,
	};
	enum err err = OK;

	for (size_t i = 0; err == OK && i < n; i++) {
		err = add_item(site, arena, &comments[i], &items[i], why);
		ids[i] = comments[i].id;
	}
	if (err == OK)
		err = queue_add(site->db, &queue, ids, n, &id, why);
	if (err)
		return err;
	site_render_list(site, arena, list, &about);
	post.model = desk_queue_model(arena, &about, moderator, items, n, now);
	return post_notice(site, arena, &post, now, why);
}

/* What a mail to one moderator would hold now; nothing when none is due. */
static enum err queue_due(struct site *site, struct arena *arena,
                          const struct config_list *list, struct str moderator,
                          int64_t now, struct comment **comments, size_t *n,
                          struct why *why)
{
	int64_t last = 0;
	enum err err = comment_list_unqueued(site->db, arena,
	                                     str_of(list->name), moderator,
	                                     now - EXPIRES_S, comments, n, why);

	if (err || *n == 0)
		return err;
	err = queue_last(site->db, str_of(list->name), moderator, &last, why);
	if (last < (*comments)[0].received_at)
		last = (*comments)[0].received_at; /* the oldest that waits */
	if (now - last < list->queue_every_s && (int64_t)*n < list->queue_at)
		*n = 0;
	if (*n > ITEMS_MAX)
		*n = ITEMS_MAX;
	return err;
}

/*
 * Write one moderator's mail if it is due; `*n` says of how many comments.
 * Looked at twice: without the store's lock, and for good within it, so that
 * two editors do not send the same queue.
 */
static enum err queue_for(struct site *site, struct arena *arena,
                          const struct config_list *list, struct str moderator,
                          int64_t now, size_t *n, struct why *why)
{
	struct comment *comments;
	enum err err =
		queue_due(site, arena, list, moderator, now, &comments, n, why);

	if (err || *n == 0)
		return err;
	err = db_begin(site->db, DB_DURABLE, why);
	if (err)
		return err;
	err = queue_due(site, arena, list, moderator, now, &comments, n, why);
	if (err == OK && *n > 0)
		err = write_mail(site, arena, list, moderator, comments, *n,
		                 now, why);
	if (err == OK)
		return db_commit(site->db, why);
	db_rollback(site->db);
	return err;
}

void queue_send_due(struct site *site, int64_t now)
{
	for (int64_t i = 0; i < site->config.n_lists; i++) {
		const struct config_list *list = &site->config.lists[i];

		for (int64_t k = 0; k < list->n_moderators; k++) {
			struct arena arena = {0};
			struct why why;
			size_t n = 0;
			enum err err = queue_for(site, &arena, list,
			                         str_of(list->moderators[k]),
			                         now, &n, &why);

			if (err)
				log_event(LOG_LEVEL_ERROR, "queue_failed",
				          "list=%s why=%s", list->name,
				          why.text);
			else if (n > 0)
				log_event(LOG_LEVEL_INFO, "queue_written",
				          "list=%s moderator=%lld n=%zu",
				          list->name, (long long)k + 1, n);
			arena_free(&arena);
		}
	}
}
