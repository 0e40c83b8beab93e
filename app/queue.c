#include "app/queue.h"

#include "app/judges.h"
#include "app/post.h"
#include "base/log.h"
#include "digest/desk.h"
#include "mailer/address.h"
#include "store/articles.h"
#include "store/scores.h"
#include "store/tokens.h"

enum {
	DAY_S = 86400,
	EXPIRES_S = 7 * DAY_S, /* STANDARDS 5.3 */
	ITEMS_MAX = 100,       /* in one mail */
	ARTICLES_MAX = 9,      /* to choose from */
};

/* A queue mail while it is put together. */
struct mailing {
	struct site *site;
	struct arena *arena;
	const struct config_list *list;
	struct str moderator;
	int64_t now;
};

/* Of what a rule approved: who did, for the moderator who may take it back. */
static enum err tell_unseen(const struct mailing *m,
                            const struct comment *comment,
                            struct desk_item *item, struct why *why)
{
	struct comment *shown = arena_new(m->arena, struct comment);
	struct decision *decisions = NULL;
	size_t n = 0;
	struct str by = {"", 0};
	enum err err = comment_decisions(m->site->db, m->arena, comment->id,
	                                 &decisions, &n, why);

	for (size_t i = 0; i < n; i++)
		if (decisions[i].state == COMMENT_APPROVED)
			by = decisions[i].actor;
	*shown = *comment;
	shown->doubt = str_of(arena_printf(
		m->arena, "%s already by %.*s: reject it to take it back%s%.*s",
		comment_state_name(comment->state), (int)by.len, by.ptr,
		comment->doubt.len > 0 ? "; " : "", (int)comment->doubt.len,
		comment->doubt.ptr));
	item->comment = shown;
	return err;
}

static enum err add_appeal(const struct mailing *m, struct desk_item *item,
                           struct why *why)
{
	struct appeal *appeal = arena_new(m->arena, struct appeal);
	enum err err = appeal_of(m->site->db, m->arena, item->comment->id,
	                         appeal, why);

	if (err == OK && appeal->outcome == APPEAL_OPEN)
		item->appeal = appeal;
	return err == ERR_ABSENT ? OK : err;
}

/* Leave in `comments` what the moderator may decide: of appeals not those against
 * an own decision; an admin gets only those that no moderator may. */
static enum err keep_own(const struct mailing *m, struct comment *comments,
                         size_t *n, struct why *why)
{
	bool is_admin = judges_is_admin(m->list, m->moderator);
	size_t n_kept = 0;
	enum err err = OK;

	for (int64_t i = 0; i < m->list->n_moderators; i++)
		if (address_eq(m->moderator, str_of(m->list->moderators[i])))
			is_admin = false;
	for (size_t i = 0; err == OK && i < *n; i++) {
		struct appeal appeal;
		bool is_own = false;

		err = judges_check(m->site, m->arena, comments[i].id,
		                   m->moderator, &is_own, &appeal, why);
		if (is_own && (appeal.id || !is_admin))
			comments[n_kept++] = comments[i];
	}
	if (err == OK)
		*n = n_kept;
	return err;
}

static enum err add_advice(const struct mailing *m, struct desk_item *item,
                           struct why *why)
{
	const struct recommend_author author = {item->n_approved,
	                                        item->n_rejected};
	struct scores scores;
	enum err err = scores_get(m->site->db, m->arena, item->comment->id,
	                          &scores, why);

	if (err && err != ERR_ABSENT)
		return err;
	item->advice = recommend(m->arena, err == OK ? &scores : NULL, &author);
	return OK;
}

static enum err add_item(const struct mailing *m, const struct comment *comment,
                         struct desk_item *item, struct why *why)
{
	struct db *db = m->site->db;
	struct comment *parent = arena_new(m->arena, struct comment);
	struct comment_cut *cuts = NULL;
	enum err err = comment_cuts(db, m->arena, comment->id, &cuts,
	                            &item->n_cuts, why);

	item->comment = comment;
	item->cuts = cuts;
	if (err == OK && comment->is_unseen)
		err = tell_unseen(m, comment, item, why);
	if (err == OK)
		err = add_appeal(m, item, why);
	if (err == OK && comment->reader)
		err = comment_record(db, comment->reader, &item->n_approved,
		                     &item->n_rejected, why);
	if (err == OK && comment->parent) {
		err = comment_get(db, m->arena, comment->parent, parent, why);
		item->parent = parent;
	}
	if (err == OK)
		err = queue_has(db, m->moderator, comment->id, &item->is_again,
		                why);
	return err ? err : add_advice(m, item, why);
}

/* The newest articles, where one has to be named for a comment. */
static enum err add_articles(const struct mailing *m, struct desk_queue *queue,
                             struct why *why)
{
	struct article *articles;
	bool is_wanted = false;
	size_t n = 0, left;
	enum err err;

	for (size_t i = 0; i < queue->n; i++)
		is_wanted |= queue->items[i].comment->article == 0;
	if (!is_wanted)
		return OK;
	err = article_list(m->site->db, m->arena, str_of(m->list->name),
	                   &articles, &n, why);
	if (err)
		return err;
	left = n > ARTICLES_MAX ? n - ARTICLES_MAX : 0;
	queue->articles = articles + left;
	queue->n_articles = n - left;
	return OK;
}

static enum err read_items(const struct mailing *m,
                           const struct comment *comments, size_t n,
                           struct desk_queue *queue, struct why *why)
{
	struct desk_item *items = arena_array(m->arena, struct desk_item, n);
	enum err err = OK;

	for (size_t i = 0; err == OK && i < n; i++)
		err = add_item(m, &comments[i], &items[i], why);
	queue->items = items;
	queue->n = n;
	return err ? err : add_articles(m, queue, why);
}

static enum err write_mail(const struct mailing *m,
                           const struct comment *comments, size_t n,
                           struct why *why)
{
	int64_t *ids = arena_array(m->arena, int64_t, n), id;
	char hash[2 * HASH_LEN + 1];
	struct render_list about;
	struct post post = {
		.list = m->list,
		.kind = "queue",
		.template = TEMPLATE_QUEUE,
		.has_html = true,
		.html = TEMPLATE_QUEUE_HTML,
		.to = m->moderator,
		.reply_to = post_secret_address(m->arena, m->list,
	                                        TOKEN_MODERATE, hash),
		.has_verp = true,
	};
	const struct queue row = {
		.list = str_of(m->list->name),
		.moderator = m->moderator,
		.token_hash = str_of(hash),
		.sent_at = m->now,
		.expires_at = m->now + EXPIRES_S,
	};
	struct desk_queue queue = {.moderator = m->moderator,
	                           .address = post.reply_to,
	                           .now = m->now};
	enum err err = read_items(m, comments, n, &queue, why);

	for (size_t i = 0; i < n; i++)
		ids[i] = comments[i].id;
	if (err == OK)
		err = queue_add(m->site->db, &row, ids, n, &id, why);
	if (err)
		return err;
	site_render_list(m->site, m->arena, m->list, &about);
	post.model = desk_queue_model(m->arena, &about, &queue);
	return post_notice(m->site, m->arena, &post, m->now, why);
}

/*
 * Is it this moderator's turn?  Without escalation it is everybody's.  With it
 * the first moderator has `escalate_after` for a comment, then the next one
 * hears of it, too, and so on.  What a rule gave to one is that one's alone, as
 * long as the rule says.
 */
static bool is_turn(const struct mailing *m, const struct comment *c)
{
	const struct config_list *list = m->list;
	int64_t own = 0;

	if (list->escalate_after_s == 0 || c->moderator.len > 0)
		return true;
	while (own < list->n_moderators &&
	       !address_eq(str_of(list->moderators[own]), m->moderator))
		own++;
	return own <= (m->now - c->received_at) / list->escalate_after_s;
}

/* Only those of `comments` that it is the moderator's turn to decide. */
static void keep_turns(const struct mailing *m, struct comment *comments,
                       size_t *n)
{
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++)
		if (is_turn(m, &comments[i]))
			comments[kept++] = comments[i];
	*n = kept;
}

/* When a mail that a comment stood in is so old, it stands in one again. */
static int64_t since(const struct mailing *m)
{
	int64_t wait = m->list->remind_after_s;

	return m->now - (wait < EXPIRES_S ? wait : EXPIRES_S);
}

/* What a mail to one moderator would hold now; nothing when none is due. */
static enum err queue_due(const struct mailing *m, struct comment **comments,
                          size_t *n, struct why *why)
{
	const struct config_list *list = m->list;
	int64_t last = 0;
	enum err err =
		comment_list_unqueued(m->site->db, m->arena, str_of(list->name),
	                              m->moderator, since(m), comments, n, why);

	if (err == OK)
		err = keep_own(m, *comments, n, why);
	if (err)
		return err;
	keep_turns(m, *comments, n);
	if (*n == 0)
		return OK;
	err = queue_last(m->site->db, str_of(list->name), m->moderator, &last,
	                 why);
	if (last < (*comments)[0].received_at)
		last = (*comments)[0].received_at; /* the oldest that waits */
	if (m->now - last < list->queue_every_s && (int64_t)*n < list->queue_at)
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
static enum err queue_for(const struct mailing *m, size_t *n, struct why *why)
{
	struct db *db = m->site->db;
	struct comment *comments;
	enum err err = queue_due(m, &comments, n, why);

	if (err || *n == 0)
		return err;
	err = db_begin(db, DB_DURABLE, why);
	if (err)
		return err;
	err = queue_due(m, &comments, n, why);
	if (err == OK && *n > 0)
		err = write_mail(m, comments, *n, why);
	if (err == OK)
		return db_commit(db, why);
	db_rollback(db);
	return err;
}

/* Does anything but a moderator's queue wait for the admins: an appeal that they
 * alone may decide? */
static bool has_appeals(struct site *site, const struct config_list *list)
{
	int64_t n = 0;
	struct why why;

	return appeal_count(site->db, str_of(list->name), APPEAL_OPEN, &n,
	                    &why) == OK &&
	       n > 0;
}

static void send_to(struct site *site, const struct config_list *list,
                    const char *who, int64_t number, int64_t now)
{
	struct arena arena = {0};
	const struct mailing m = {site, &arena, list, str_of(who), now};
	struct why why;
	size_t n = 0;
	enum err err = queue_for(&m, &n, &why);

	if (err)
		log_event(LOG_LEVEL_ERROR, "queue_failed", "list=%s why=%s",
		          list->name, why.text);
	else if (n > 0)
		log_event(LOG_LEVEL_INFO, "queue_written",
		          "list=%s moderator=%lld n=%zu", list->name,
		          (long long)number, n);
	arena_free(&arena);
}

void queue_send_due(struct site *site, int64_t now)
{
	for (int64_t i = 0; i < site->config.n_lists; i++) {
		const struct config_list *list = &site->config.lists[i];
		int64_t n = list->n_moderators;

		for (int64_t k = 0; k < n; k++)
			send_to(site, list, list->moderators[k], k + 1, now);
		if (!has_appeals(site, list))
			continue;
		for (int64_t k = 0; k < list->n_admins; k++)
			send_to(site, list, list->admins[k], n + k + 1, now);
	}
}
