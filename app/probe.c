#include "app/probe.h"

#include "app/post.h"
#include "base/log.h"
#include "store/bounces.h"
#include "store/subscribers.h"

enum {
	DAY_S = 86400,
	WEIGH_MAX = 100, /* subscribers in one round */
	TELL_MAX = 100,  /* in one mail to the admins */
};

/* A subscriber on the scales. */
struct scales {
	struct site *site;
	struct arena *arena;
	const struct config_list *list;
	int64_t now;
	struct story *story; /* may be NULL */
	struct subscriber subscriber;
	struct health_event *events;
	size_t n;
	bool is_hard;      /* one of them */
	struct str reason; /* of the last one, and the letter that told it */
	int64_t letter;
	struct health_probe probe;
	int64_t probe_id; /* of an open one */
};

struct health_rules probe_rules(const struct config_list *list)
{
	return (struct health_rules){list->bounce_threshold,
	                             list->bounce_half_life_s};
}

static enum err load_events(struct site *site, struct arena *arena,
                            int64_t subscriber, struct scales *s,
                            struct why *why)
{
	struct bounce_row *rows;
	enum err err =
		bounce_list(site->db, arena, subscriber, &rows, &s->n, why);

	if (err)
		return err;
	s->events = arena_array(arena, struct health_event, s->n);
	for (size_t i = 0; i < s->n; i++) {
		s->events[i] =
			(struct health_event){rows[i].at, rows[i].is_hard};
		s->is_hard = s->is_hard || rows[i].is_hard;
		s->reason = rows[i].reason;
		s->letter = rows[i].letter;
	}
	return OK;
}

enum err probe_score(struct site *site, const struct config_list *list,
                     int64_t subscriber, int64_t now,
                     struct health_score *score, struct why *why)
{
	const struct health_rules rules = probe_rules(list);
	struct arena arena = {0};
	struct scales s = {.n = 0};
	enum err err = load_events(site, &arena, subscriber, &s, why);

	if (err == OK)
		*score = health_score(s.events, s.n, &rules, now);
	arena_free(&arena);
	return err;
}

static void tell(const struct scales *s, const char *what)
{
	if (s->story)
		story_step(s->story, STEP_STATE, 100, "bounces",
		           "subscriber %lld: %s", (long long)s->subscriber.id,
		           what);
}

/* The score in the letter's story: "4.0 points of 7". */
static void tell_score(const struct scales *s)
{
	const struct health_rules rules = probe_rules(s->list);
	struct health_score score =
		health_score(s->events, s->n, &rules, s->now);
	long long tenths = (score.hard + score.soft) / 100;

	if (s->story)
		story_step(s->story, STEP_EFFECT, 100, "bounces",
		           "subscriber %lld has %lld.%lld points of %lld",
		           (long long)s->subscriber.id, tenths / 10,
		           tenths % 10, (long long)rules.threshold);
}

static enum err send_probe(struct scales *s, struct why *why)
{
	struct str leave = post_leave_address(s->site, s->arena, s->list,
	                                      s->subscriber.leave_pid);
	struct render_list about;
	struct post post = {
		.list = s->list,
		.kind = "probe",
		.template = TEMPLATE_PROBE,
		.to = s->subscriber.address,
		.leave = leave,
		.has_verp = true,
		.subscriber = s->subscriber.id,
		.letter = s->letter,
	};
	int64_t delivery = 0;
	enum err err;

	site_render_list(s->site, s->arena, s->list, &about);
	post.model = notice_model(s->arena, &about, s->subscriber.address,
	                          str_of(""), leave, str_of(""));
	err = post_delivery(s->site, s->arena, &post, s->now, &delivery, why);
	if (err == OK)
		err = probe_add(s->site->db, s->subscriber.id, delivery, s->now,
		                why);
	if (err == OK) {
		tell(s, "a probe asks whether the address still works");
		log_event(LOG_LEVEL_INFO, "probe_written",
		          "subscriber=%lld delivery=%lld",
		          (long long)s->subscriber.id, (long long)delivery);
	}
	return err;
}

static enum err suspend(struct scales *s, struct why *why)
{
	struct db *db = s->site->db;
	int64_t id = s->subscriber.id;
	struct str reason = s->reason.len > 0 ? s->reason : str_of("unclear");
	enum err err = subscriber_set_state(db, id, SUBSCRIBER_SUSPENDED,
	                                    str_of(""), s->now, why);

	if (err == OK)
		err = subscriber_set_reason(db, id, str_of("bounces"), why);
	if (err == OK)
		err = suspension_add(db, id, reason, s->now, why);
	if (err == OK)
		err = bounce_clear(db, id, s->now, why);
	if (err == OK) {
		tell(s, "suspended, for the probe came back too");
		log_event(LOG_LEVEL_WARN, "subscriber_suspended",
		          "subscriber=%lld list=%s reason=%.*s", (long long)id,
		          s->list->name, (int)reason.len, reason.ptr);
	}
	return err;
}

/* Whoever asked for the list has given an address that does not work: the
 * request is over (STANDARDS DSN-06). */
static enum err end_request(struct scales *s, struct why *why)
{
	struct db *db = s->site->db;
	enum err err = OK;

	if (s->is_hard)
		err = subscriber_set_state(db, s->subscriber.id,
		                           SUBSCRIBER_GONE, str_of(""), s->now,
		                           why);
	if (err == OK && s->is_hard) {
		err = subscriber_set_reason(db, s->subscriber.id,
		                            str_of("bounces"), why);
		tell(s, "gone, for the address does not work");
	}
	return err ? err : bounce_clear(db, s->subscriber.id, s->now, why);
}

/* The probe could not be sent: nothing is forgotten, and the address may be
 * asked anew. */
static enum err again(struct scales *s, struct why *why)
{
	const struct health_rules rules = probe_rules(s->list);
	enum err err = probe_end(s->site->db, s->probe_id, s->now, why);

	if (err)
		return err;
	s->probe = (struct health_probe){.is_open = false};
	tell(s, "the probe was given up and has told nothing");
	return health_step(s->events, s->n, &rules, &s->probe,
	                   s->list->probe_wait_s, s->now) == HEALTH_PROBE
	               ? send_probe(s, why)
	               : OK;
}

static enum err weigh_active(struct scales *s, struct why *why)
{
	const struct health_rules rules = probe_rules(s->list);

	tell_score(s);
	switch (health_step(s->events, s->n, &rules, &s->probe,
	                    s->list->probe_wait_s, s->now)) {
	case HEALTH_PROBE:
		return send_probe(s, why);
	case HEALTH_SUSPEND:
		return suspend(s, why);
	case HEALTH_CLEAR:
		tell(s, "the probe has arrived, nothing is held against it");
		return bounce_clear(s->site->db, s->subscriber.id, s->now, why);
	case HEALTH_AGAIN:
		return again(s, why);
	case HEALTH_NONE:
		break;
	}
	return OK;
}

static enum err load(struct scales *s, int64_t subscriber, struct why *why)
{
	struct probe_row probe;
	enum err err = subscriber_get(s->site->db, s->arena, subscriber,
	                              &s->subscriber, why);

	if (err == OK)
		err = load_events(s->site, s->arena, subscriber, s, why);
	if (err)
		return err;
	err = probe_open(s->site->db, s->arena, subscriber, &probe, why);
	if (err == OK)
		s->probe = (struct health_probe){
			true, probe.is_back, probe.is_lost, probe.arrived_at};
	if (err == OK)
		s->probe_id = probe.id;
	return err == ERR_ABSENT ? OK : err;
}

enum err probe_weigh(struct site *site, struct arena *arena,
                     const struct config_list *list, int64_t subscriber,
                     int64_t now, struct story *story, struct why *why)
{
	struct scales s = {.site = site,
	                   .arena = arena,
	                   .list = list,
	                   .now = now,
	                   .story = story};
	enum err err = bounce_weighed(site->db, subscriber, why);

	if (err == OK)
		err = load(&s, subscriber, why);
	if (err)
		return err;
	if (s.subscriber.state == SUBSCRIBER_ACTIVE)
		return weigh_active(&s, why);
	if (s.subscriber.state == SUBSCRIBER_PENDING)
		return end_request(&s, why);
	return bounce_clear(site->db, subscriber, now, why);
}

static enum err weigh_one(struct site *site, const struct config_list *list,
                          int64_t subscriber, int64_t now, struct why *why)
{
	struct arena arena = {0};
	enum err err = db_begin(site->db, DB_DURABLE, why);

	if (err)
		return err;
	err = probe_weigh(site, &arena, list, subscriber, now, NULL, why);
	if (err == OK)
		err = db_commit(site->db, why);
	else
		db_rollback(site->db);
	arena_free(&arena);
	return err;
}

/* Weigh each of `subscribers` in a transaction of its own: one that fails does
 * not keep the others from their turn. */
static void weigh_all(struct site *site, const struct config_list *list,
                      const int64_t *subscribers, size_t n, int64_t now)
{
	for (size_t i = 0; i < n; i++) {
		struct why why;

		if (weigh_one(site, list, subscribers[i], now, &why) != OK)
			log_event(LOG_LEVEL_ERROR, "probe_failed",
			          "list=%s subscriber=%lld why=%s", list->name,
			          (long long)subscribers[i], why.text);
	}
}

static struct value *suspended_model(struct arena *arena,
                                     const struct render_list *about,
                                     const struct suspension *rows, size_t n)
{
	struct value *v = value_object(arena), *list = value_list(arena);
	size_t shown = n < TELL_MAX ? n : TELL_MAX;

	for (size_t i = 0; i < shown; i++) {
		struct value *one = value_object(arena);

		value_set_number(arena, one, "id", rows[i].subscriber);
		value_set_text(arena, one, "address", rows[i].address);
		value_set_text(arena, one, "reason", rows[i].reason);
		value_push(arena, list, one);
	}
	value_set_text(arena, v, "title", about->title);
	value_set_text(arena, v, "name", about->name);
	value_set_number(arena, v, "n", (int64_t)n);
	value_set_text(
		arena, v, "n_more",
		str_of(n > shown ? arena_printf(arena, "%zu", n - shown) : ""));
	value_set(arena, v, "subscribers", list);
	return v;
}

/* Whom the admins have to hear of now: nobody within a day after the last
 * mail. */
static enum err untold(struct site *site, struct arena *arena,
                       const struct config_list *list, int64_t now,
                       struct suspension **rows, size_t *n, struct why *why)
{
	struct str name = str_of(list->name);
	int64_t last = 0;
	enum err err = suspension_untold(site->db, arena, name, rows, n, why);

	if (err || *n == 0)
		return err;
	err = suspension_last(site->db, name, &last, why);
	if (now < last + DAY_S || list->n_admins == 0)
		*n = 0;
	return err;
}

/* One mail for each admin about all who were suspended since the last one. */
static enum err write_admins(struct site *site, struct arena *arena,
                             const struct config_list *list,
                             const struct suspension *rows, size_t n,
                             int64_t now, struct why *why)
{
	struct render_list about;
	struct post post = {.list = list,
	                    .kind = "suspended",
	                    .template = TEMPLATE_SUSPENDED};
	enum err err = OK;

	site_render_list(site, arena, list, &about);
	post.model = suspended_model(arena, &about, rows, n);
	for (int64_t i = 0; err == OK && i < list->n_admins; i++) {
		post.to = str_of(list->admins[i]);
		err = post_notice(site, arena, &post, now, why);
	}
	return err ? err
	           : suspension_told(site->db, str_of(list->name), now, why);
}

/* Looked at twice, the second time within the transaction: of two editors one
 * writes the mail. */
static enum err tell_admins(struct site *site, struct arena *arena,
                            const struct config_list *list, int64_t now,
                            struct why *why)
{
	struct suspension *rows;
	size_t n = 0;
	enum err err = untold(site, arena, list, now, &rows, &n, why);

	if (err || n == 0)
		return err;
	err = db_begin(site->db, DB_DURABLE, why);
	if (err)
		return err;
	err = untold(site, arena, list, now, &rows, &n, why);
	if (err == OK && n > 0)
		err = write_admins(site, arena, list, rows, n, now, why);
	if (err == OK)
		return db_commit(site->db, why);
	db_rollback(site->db);
	return err;
}

static enum err due_in(struct site *site, const struct config_list *list,
                       int64_t now, struct why *why)
{
	struct str name = str_of(list->name);
	struct arena arena = {0};
	int64_t *those;
	size_t n = 0;
	enum err err = bounce_unweighed(site->db, &arena, name, WEIGH_MAX,
	                                &those, &n, why);

	if (err == OK)
		weigh_all(site, list, those, n, now);
	if (err == OK)
		err = probe_waited(site->db, &arena, name,
		                   now - list->probe_wait_s, &those, &n, why);
	if (err == OK)
		weigh_all(site, list, those, n, now);
	if (err == OK)
		err = tell_admins(site, &arena, list, now, why);
	arena_free(&arena);
	return err;
}

void probe_due(struct site *site, int64_t now)
{
	for (int64_t i = 0; i < site->config.n_lists; i++) {
		const struct config_list *list = &site->config.lists[i];
		struct why why;

		if (due_in(site, list, now, &why) != OK)
			log_event(LOG_LEVEL_ERROR, "probe_failed",
			          "list=%s why=%s", list->name, why.text);
	}
}
