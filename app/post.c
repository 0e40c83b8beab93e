#include "app/post.h"

#include <string.h>

#include "app/wording.h"
#include "base/base32.h"
#include "base/zone.h"
#include "base/log.h"
#include "store/asked.h"
#include "store/deliveries.h"
#include "store/tokens.h"

enum {
	DAY_S = 86400,
	UNIQUE_BYTES = 16,
	HOUR_S = 3600,
	/* STANDARDS T-05 */
	ASKED_PER_DAY = 3,
	ASKED_PER_MONTH = 6,
	ASKED_PER_HOUR_AND_DOMAIN = 200,
	ASKED_PER_HOUR = 1000,
};

/* All that strangers can make us mail to an address, each of it a question
 * whether something is really wanted. */
static const char *const questions[] = {"confirm", "address", "owner",
                                        "letter",  "leave",   "writer"};

static bool is_question(const char *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(questions); i++)
		if (!strcmp(kind, questions[i]))
			return true;
	return false;
}

enum err post_delivery(struct site *site, struct arena *arena,
                       const struct post *post, int64_t now, int64_t *delivery,
                       struct why *why)
{
	uint8_t chance[UNIQUE_BYTES];
	char unique[BASE32_LEN(UNIQUE_BYTES) + 1];
	struct render_list list;
	struct notice notice = {
		.template = post->template,
		.model = post->model,
		.to = post->to,
		.reply_to = post->reply_to,
		.in_reply_to = post->in_reply_to,
		.thread = post->thread,
		.references = post->references,
		.leave = post->leave,
		.is_answer = post->is_answer,
		.has_html = post->has_html,
		.html = post->html,
		.images = post->images,
		.n_images = post->n_images,
	};
	struct delivery row = {
		.subscriber = post->subscriber,
		.letter = post->letter,
		.list = str_of(post->list->name),
		.kind = str_of(post->kind),
		.address = post->to,
		.has_verp = post->has_verp,
		.is_asked_of = is_question(post->kind),
		.is_unproven = post->is_unproven,
		.planned_at = now,
	};
	struct str bytes;
	int64_t id;
	enum err err;

	crypto_random(chance, sizeof(chance));
	base32_encode(chance, sizeof(chance), unique);
	notice.unique = str_of(unique);
	site_render_list(site, arena, post->list, &list);
	row.asked_id = notice_id(arena, notice.unique, list.hostname);
	err = notice_compose(
		arena, wording_of(site, post->list), &list, &notice, now,
		zone_offset(site_zone(site, post->list), now), &bytes, why);
	if (err == OK)
		err = delivery_add_notice(site->db, &row, &id, why);
	if (err == OK)
		err = delivery_set_bytes(site->db, id, bytes, why);
	if (err == OK && post->token_hash.len > 0)
		err = token_set_mail(site->db, post->token_hash, row.asked_id,
		                     why);
	if (err == OK)
		*delivery = id;
	return err;
}

enum err post_notice(struct site *site, struct arena *arena,
                     const struct post *post, int64_t now, struct why *why)
{
	int64_t delivery;

	return post_delivery(site, arena, post, now, &delivery, why);
}

/* Has all the world been asked so much that something must be wrong?  Whoever
 * runs the service hears of it, once an hour. */
static enum err is_too_much(struct site *site, int64_t now, bool *is_so,
                            struct why *why)
{
	struct arena arena = {0};
	struct str owner = str_of(arena_printf(&arena, "%lld", (long long)now));
	bool is_news = false;
	int64_t n = 0;
	enum err err = asked_count(site->db, false, now - HOUR_S, &n, why);

	if (err == OK && n >= ASKED_PER_HOUR)
		err = lease_take(site->db, str_of("questions stopped"), owner,
		                 now, now + HOUR_S, &is_news, why);
	if (err == OK && is_news)
		log_event(LOG_LEVEL_ERROR, "questions_stopped",
		          "hour=%lld most=%d", (long long)n, ASKED_PER_HOUR);
	if (err == OK)
		*is_so = n >= ASKED_PER_HOUR;
	arena_free(&arena);
	return err;
}

/* May `address` be asked something more that a stranger may have caused? */
static enum err may_ask(struct site *site, struct str address, int64_t now,
                        bool *is_allowed, struct why *why)
{
	int64_t day = 0, month = 0, hour = 0;
	bool is_refused = false, is_over = false;
	enum err err = asked_is_refused(site->db, address, &is_refused, why);

	if (err == OK)
		err = is_too_much(site, now, &is_over, why);
	if (err == OK)
		err = delivery_count_asked(site->db, address, now - DAY_S, &day,
		                           why);
	if (err == OK)
		err = delivery_count_asked(site->db, address, now - 30 * DAY_S,
		                           &month, why);
	if (err == OK)
		err = delivery_count_asked_at(site->db, address, now - HOUR_S,
		                              &hour, why);
	if (err == OK)
		*is_allowed = !is_refused && !is_over && day < ASKED_PER_DAY &&
		              month < ASKED_PER_MONTH &&
		              hour < ASKED_PER_HOUR_AND_DOMAIN;
	return err;
}

/* How many of `kind` go to an address from one list within `*seconds`. */
static int64_t most_of(const char *kind, int64_t *seconds)
{
	*seconds = DAY_S;
	if (!strcmp(kind, "confirm"))
		return 1;
	if (strcmp(kind, "unclear"))
		return 5;
	*seconds =
		NOTICE_CONFIRM_HOURS * 3600; /* as long as a question waits */
	return 1;
}

enum err post_allowed(struct site *site, const struct config_list *list,
                      const char *kind, struct str address, int64_t now,
                      bool *is_allowed, struct why *why)
{
	bool may = true;
	int64_t here = 0, seconds;
	int64_t most = most_of(kind, &seconds);
	enum err err = delivery_count_notices(site->db, str_of(list->name),
	                                      str_of(kind), address,
	                                      now - seconds, &here, why);

	if (err == OK && is_question(kind))
		err = may_ask(site, address, now, &may, why);
	if (err == OK)
		*is_allowed = may && here < most;
	return err;
}

struct str post_secret_address(struct arena *arena,
                               const struct config_list *list,
                               enum token_kind kind,
                               char hash[2 * HASH_LEN + 1])
{
	uint8_t chance[TOKEN_RANDOM_LEN];
	char token[TOKEN_MAX + 1];

	crypto_random(chance, sizeof(chance));
	token_format_random(kind, chance, token, hash);
	return render_address(arena, str_of(list->reply_address),
	                      str_of(token));
}

struct str post_leave_address(const struct site *site, struct arena *arena,
                              const struct config_list *list,
                              struct str leave_pid)
{
	uint8_t pid[TOKEN_PID_LEN] = {0};
	char token[TOKEN_MAX + 1];

	if (leave_pid.len == sizeof(pid))
		memcpy(pid, leave_pid.ptr, sizeof(pid));
	token_format_leave(&site->keys, str_of(list->name), pid, token);
	return render_address(arena, str_of(list->reply_address),
	                      str_of(token));
}
