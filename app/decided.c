#include "app/decided.h"

#include "app/ack.h"
#include "app/judges.h"
#include "app/post.h"
#include "app/wording.h"
#include "base/log.h"
#include "digest/faq.h"
#include "digest/hearing.h"
#include "store/acks.h"
#include "store/letters.h"
#include "store/subscribers.h"
#include "store/tellings.h"

enum {
	DAY_S = 86400,
	HOUR_S = 3600,
	AT_ONCE = 100, /* of a list, in one round */
};

/* One decision and whom it is told. */
struct decided {
	struct site *site;
	struct arena *arena;
	const struct config_list *list;
	int64_t now;
	struct comment comment;
	bool is_rejected;
	bool is_appeal; /* it ends one */
	struct subscriber reader;
	struct render_list about;
};

/* Does it end an appeal? */
static enum err find_appeal(struct decided *d, struct why *why)
{
	struct appeal appeal;
	enum err err =
		appeal_of(d->site->db, d->arena, d->comment.id, &appeal, why);

	if (err && err != ERR_ABSENT)
		return err;
	d->is_appeal = err == OK && appeal.outcome == APPEAL_OPEN;
	return OK;
}

/* Is there a reader who is to hear of it? */
static enum err find_reader(struct decided *d, bool *is_to_be_told,
                            struct why *why)
{
	bool is_wanted = d->is_rejected || d->is_appeal;
	enum err err;

	*is_to_be_told = false;
	if (!d->comment.is_verified || d->comment.reader == 0)
		return OK;
	err = subscriber_of_reader(d->site->db, d->arena, str_of(d->list->name),
	                           d->comment.reader, &d->reader, why);
	if (err == ERR_ABSENT)
		return OK;
	if (err == OK && !is_wanted)
		err = telling_is_wanted(d->site->db, d->comment.id,
		                        d->reader.id, &is_wanted, why);
	if (err == OK)
		*is_to_be_told =
			is_wanted && d->reader.state == SUBSCRIBER_ACTIVE;
	return err;
}

static enum err approved_model(struct decided *d, const struct value **model,
                               struct why *why)
{
	struct edition edition = {.number = 0};
	bool is_printed = d->comment.edition != 0;
	int64_t number = 0;
	enum err err;

	if (is_printed)
		err = edition_get(d->site->db, d->arena, d->comment.edition,
		                  &edition, why);
	else
		err = edition_last_number(d->site->db, str_of(d->list->name),
		                          &number, why);
	if (err == OK)
		*model = hearing_approved_model(
			d->arena, &d->about, &d->comment,
			is_printed ? edition.number : number + 1, is_printed,
			d->is_appeal);
	return err;
}

static enum err rejected_model(struct decided *d, const struct value **model,
                               struct why *why)
{
	struct hearing_rejection about = {
		.until = d->comment.decided_at + d->list->appeal_within_s,
		.offset_s = zone_offset(site_zone(d->site, d->list), d->now),
		.can_appeal = !d->is_appeal,
		.is_appeal = d->is_appeal,
	};
	enum err err =
		faq_text(d->arena, wording_of(d->site, d->list), &d->about,
	                 d->list->appeal_within_s, &about.faq, why);

	if (err == OK)
		*model = hearing_rejected_model(d->arena, &d->about,
		                                &d->comment, &about);
	return err;
}

static enum err send(struct decided *d, struct why *why)
{
	char hash[2 * HASH_LEN + 1];
	struct letter letter = {.message_id = {"", 0}};
	struct post post = {
		.list = d->list,
		.kind = "decision",
		.template =
			d->is_rejected ? TEMPLATE_REJECTED : TEMPLATE_APPROVED,
		.to = d->reader.address,
		.reply_to = post_secret_address(d->arena, d->list, TOKEN_AUTHOR,
	                                        hash),
		.is_answer = true,
		.subscriber = d->reader.id,
		.letter = d->comment.letter,
	};
	const struct ack ack = {
		.list = str_of(d->list->name),
		.subscriber = d->reader.id,
		.letter = d->comment.letter,
		.token_hash = str_of(hash),
		.sent_at = d->now,
		.expires_at =
			d->now + ACK_DAYS * DAY_S + d->list->appeal_within_s,
	};
	int64_t id = 0;
	enum err err = OK;

	if (d->comment.letter)
		err = letter_get(d->site->db, d->arena, d->comment.letter,
		                 &letter, why);
	if (err == OK)
		err = ack_add(d->site->db, &ack, &d->comment.id, 1, &id, why);
	if (err)
		return err;
	site_render_list(d->site, d->arena, d->list, &d->about);
	err = d->is_rejected ? rejected_model(d, &post.model, why)
	                     : approved_model(d, &post.model, why);
	if (err)
		return err;
	post.in_reply_to = letter.message_id;
	err = post_notice(d->site, d->arena, &post, d->now, why);
	if (err == OK)
		log_event(LOG_LEVEL_INFO, "decision_told",
		          "comment=%lld state=%s", (long long)d->comment.id,
		          comment_state_name(d->comment.state));
	return err;
}

/* In a transaction: the decision that stands now, whatever it was before. */
static enum err tell(struct decided *d, int64_t comment, struct why *why)
{
	bool is_to_be_told = false, is_allowed = false;
	enum err err =
		comment_get(d->site->db, d->arena, comment, &d->comment, why);

	if (err)
		return err;
	d->is_rejected = d->comment.state == COMMENT_REJECTED;
	if (!d->is_rejected && d->comment.state != COMMENT_APPROVED &&
	    d->comment.state != COMMENT_PUBLISHED)
		return OK; /* undone, or taken back */
	err = find_appeal(d, why);
	if (err == OK)
		err = find_reader(d, &is_to_be_told, why);
	if (err == OK && is_to_be_told)
		err = post_allowed(d->site, d->list, "decision",
		                   d->reader.address, d->now, &is_allowed, why);
	if (err == OK && is_to_be_told && !is_allowed) /* it waits */
		return telling_plan(d->site->db, comment, d->now + HOUR_S, why);
	if (err == OK && d->is_appeal)
		err = appeal_end(d->site->db, comment,
		                 d->is_rejected ? APPEAL_UPHELD
		                                : APPEAL_OVERTURNED,
		                 d->now, why);
	if (err || !is_to_be_told)
		return err;
	return send(d, why);
}

static enum err tell_one(struct site *site, const struct config_list *list,
                         int64_t comment, int64_t now, struct why *why)
{
	struct arena arena = {0};
	struct decided d = {
		.site = site, .arena = &arena, .list = list, .now = now};
	bool is_ours = false;
	enum err err = db_begin(site->db, DB_DURABLE, why);

	if (err)
		return err;
	err = telling_done(site->db, comment, &is_ours, why);
	if (err == OK && is_ours)
		err = tell(&d, comment, why);
	if (err == OK)
		err = db_commit(site->db, why);
	else
		db_rollback(site->db);
	arena_free(&arena);
	return err;
}

static void tell_list(struct site *site, const struct config_list *list,
                      int64_t now)
{
	struct arena arena = {0};
	int64_t *comments;
	struct why why;
	size_t n = 0;
	enum err err = telling_list_due(site->db, &arena, str_of(list->name),
	                                now - list->tell_after_s, AT_ONCE,
	                                &comments, &n, &why);

	if (err)
		log_event(LOG_LEVEL_ERROR, "decided_failed", "list=%s why=%s",
		          list->name, why.text);
	for (size_t i = 0; err == OK && i < n; i++)
		if (tell_one(site, list, comments[i], now, &why))
			log_event(LOG_LEVEL_ERROR, "decided_failed",
			          "comment=%lld why=%s", (long long)comments[i],
			          why.text);
	arena_free(&arena);
}

void decided_tell_due(struct site *site, int64_t now)
{
	for (int64_t i = 0; i < site->config.n_lists; i++)
		tell_list(site, &site->config.lists[i], now);
}
