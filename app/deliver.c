/*
 * The deliverer: claims deliveries, fills in what is a reader's own, submits
 * by SMTP, records each result before the next message starts.
 *
 * A result is committed so that it survives the end of this process, and is
 * flushed to the disk with the next claim (store/db.h, DB_KILLED): a killed
 * worker repeats at most the message that was under way; a power cut at most
 * those of one session.  Repeated ones are byte-identical.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/claims.h"
#include "app/letterhead.h"
#include "app/outcome.h"
#include "app/progress.h"
#include "app/refusals.h"
#include "app/relay.h"
#include "app/role.h"
#include "base/log.h"
#include "mailer/address.h"
#include "mailer/smtp.h"
#include "store/deliveries.h"
#include "store/editions.h"

enum {
	LEASE_S = 900, /* longer than one message may take */
	IDLE_MS = 250, /* between looks for work */
	RENEW_S = 30,  /* so old a lease is prolonged before the next message */
};

/* One message under way. */
struct job {
	const struct delivery *delivery;
	struct buf bytes;
	char from[ADDRESS_MAX + 1];
	const char *to;
};

/* What one session works on: an edition, or (NULL) notices of a list. */
struct batch {
	const struct config_list *list;
	const struct edition *edition;
	struct form form;
	struct edition_item *items;
	size_t n_items;
	struct delivery *deliveries;
	struct job *jobs;
	size_t n, next;
	struct arena arena;
};

struct deliverer {
	struct role *role;
	struct site *site;
	const struct config_relay *relay;
	struct smtp_options smtp;
	struct str owner;
	struct batch batch;
	struct progress progress;
	struct letterhead letterhead;
	int64_t n_done[DELIVERY_STATES];
	int64_t kept_at; /* when the leases were made or prolonged */
	int failures;    /* rounds in a row that ended badly */
	int64_t wait_ms; /* after this one */
	struct refusals refusals;
	bool is_refused; /* the relay refuses our sender */
	bool is_stuck;   /* results cannot be recorded, or leases kept */
};

/* Nothing more is sent once a result was not recorded: each would be sent again
 * when its lease ends. */
static void record(struct deliverer *d, const struct delivery *delivery,
                   const struct outcome *outcome)
{
	struct why why;
	enum err err =
		claims_record(d->site, delivery->id, d->owner, outcome, &why);

	if (err == OK) {
		d->n_done[outcome->state]++;
		progress_step(&d->progress);
		return;
	}
	d->is_stuck = true;
	log_event(LOG_LEVEL_ERROR, "delivery_not_recorded",
	          "delivery=%lld why=%s", (long long)delivery->id, why.text);
}

/* The reader left, or was suspended, after the edition was frozen: nothing goes
 * out. */
static void suppress(struct deliverer *d, const struct delivery *delivery)
{
	const struct outcome outcome = {
		.state = DELIVERY_SUPPRESSED,
		.reply = "no active subscriber any more"};

	record(d, delivery, &outcome);
}

/* A mail of ours that cannot be sent at all, for a mistake in the store. */
static void give_up(struct deliverer *d, const struct delivery *delivery,
                    const char *reason)
{
	struct outcome outcome = {.state = DELIVERY_FAILED};

	snprintf(outcome.reply, sizeof(outcome.reply), "%s", reason);
	record(d, delivery, &outcome);
}

static enum err fill(struct deliverer *d, struct job *job)
{
	struct batch *b = &d->batch;

	if (!b->edition) {
		buf_add(&job->bytes, job->delivery->bytes);
		return buf_ok(&job->bytes) ? OK : ERR_LIMIT;
	}
	letterhead_fill(d->site, b->edition, b->items, b->n_items,
	                job->delivery, &d->letterhead);
	return form_fill(&b->form, d->letterhead.values, d->letterhead.n,
	                 &job->bytes);
}

/* Whether what is left of the batch is ours for the next message at least. */
static bool keep_leases(struct deliverer *d)
{
	int64_t now = site_now();

	/* A clock that was set back: better once too often. */
	if (now >= d->kept_at && now < d->kept_at + RENEW_S)
		return true;
	d->is_stuck = !claims_keep(d->site, d->owner,
	                           d->batch.n - d->batch.next, now + LEASE_S);
	d->kept_at = now;
	return !d->is_stuck;
}

/* Whether the session may go on. */
static bool may_send(const struct deliverer *d)
{
	return !role_stopped() && !d->is_refused && !d->is_stuck;
}

static bool next_message(void *context, struct smtp_message *message)
{
	struct deliverer *d = context;
	struct batch *b = &d->batch;

	while (b->next < b->n && may_send(d) && keep_leases(d)) {
		struct job *job = &b->jobs[b->next];
		const struct delivery *delivery = &b->deliveries[b->next++];

		*job = (struct job){
			.delivery = delivery,
			.bytes = BUF_INIT(FORM_MAX),
			.to = arena_copy(&b->arena, delivery->address)};
		if (b->edition && !delivery->is_active) {
			suppress(d, delivery);
			continue;
		}
		if (letterhead_return_path(d->site, b->list, delivery,
		                           job->from, sizeof(job->from)) ||
		    fill(d, job)) {
			give_up(d, delivery, "cannot be written as a mail");
			buf_free(&job->bytes);
			continue;
		}
		*message = (struct smtp_message){
			.id = (int64_t)(job - b->jobs),
			.from = job->from,
			.to = job->to,
			.bytes = buf_str(&job->bytes),
		};
		return true;
	}
	return false;
}

/* Those whom the relay refused, and not for a fault of ours, count like reports
 * that come later; the editor weighs them. */
static void count_refusals(struct deliverer *d)
{
	struct why why;

	if (refusals_write(&d->refusals, d->site->db, &why) != OK)
		log_event(LOG_LEVEL_ERROR, "refusals_not_counted", "why=%s",
		          why.text);
}

/* The relay refuses everybody: not the readers' fault, so nobody has failed. */
static void stop_refused(struct deliverer *d, const struct smtp_result *result)
{
	struct why why;

	d->is_refused = true;
	log_event(LOG_LEVEL_ERROR, "relay_refuses_everybody",
	          "relay=%s code=%d reply=%s", d->relay->name, result->code,
	          result->text);
	if (refusals_reopen(&d->refusals, d->site->db, site_now(), &why) != OK)
		log_event(LOG_LEVEL_ERROR, "deliveries_not_reopened", "why=%s",
		          why.text);
}

static void take_refusal(struct deliverer *d, const struct delivery *delivery,
                         const struct smtp_result *result,
                         enum delivery_state state)
{
	enum refusals_say say =
		refusals_take(&d->refusals, delivery, result, state,
	                      d->batch.list->max_attempts_s, site_now());

	if (say == REFUSALS_COUNT)
		count_refusals(d);
	if (say == REFUSALS_EVERYBODY)
		stop_refused(d, result);
}

static bool take_result(void *context, const struct smtp_message *message,
                        const struct smtp_result *result)
{
	struct deliverer *d = context;
	struct job *job = &d->batch.jobs[message->id];
	struct outcome outcome;

	role_busy(d->role, LEASE_S - 60);
	outcome_of(result, job->delivery, d->batch.list->max_attempts_s,
	           site_now(), &outcome);
	if (outcome.is_untried) {
		if (delivery_release(d->site->db, job->delivery->id, d->owner,
		                     outcome.next_at, NULL) != OK)
			log_event(LOG_LEVEL_WARN, "delivery_kept",
			          "delivery=%lld",
			          (long long)job->delivery->id);
	} else {
		record(d, job->delivery, &outcome);
	}
	take_refusal(d, job->delivery, result, outcome.state);
	if (outcome.is_relays && !d->is_refused) {
		d->is_refused = true;
		log_event(LOG_LEVEL_ERROR, "relay_refuses_us",
		          "relay=%s code=%d reply=%s", d->relay->name,
		          result->code, result->text);
	}
	buf_free(&job->bytes);
	return may_send(d);
}

/* Give back what was claimed and never handed out; where that fails the
 * leases will end. */
static void release_rest(struct deliverer *d)
{
	struct batch *b = &d->batch;
	enum err err;

	if (b->next >= b->n || db_begin(d->site->db, DB_KILLED, NULL) != OK)
		return;
	for (err = OK; err == OK && b->next < b->n; b->next++)
		err = delivery_release(d->site->db, b->deliveries[b->next].id,
		                       d->owner, site_now(), NULL);
	if (err != OK || db_commit(d->site->db, NULL) != OK)
		db_rollback(d->site->db);
}

/* Run one session on the batch; true when the relay worked. */
static bool send_batch(struct deliverer *d)
{
	struct batch *b = &d->batch;
	struct why why = {""};
	enum err err;

	b->jobs = arena_array(&b->arena, struct job, b->n);
	b->next = 0;
	d->is_refused = d->is_stuck = false;
	role_busy(d->role, LEASE_S - 60);
	err = smtp_send(&d->smtp, next_message, take_result, d, &why);
	if (err)
		log_event(err == ERR_TEMP ? LOG_LEVEL_WARN : LOG_LEVEL_ERROR,
		          "delivery_session_failed",
		          "relay=%s port=%lld why=%s again_in_s=%lld",
		          d->relay->name, (long long)d->smtp.port, why.text,
		          (long long)d->wait_ms / 1000);
	if (refusals_end(&d->refusals, site_now()))
		count_refusals(d);
	release_rest(d);
	return err == OK && !d->is_refused && !d->is_stuck;
}

static void log_batch(struct deliverer *d)
{
	const struct batch *b = &d->batch;
	int64_t n = 0;

	for (size_t i = 0; i < DELIVERY_STATES; i++)
		n += d->n_done[i];
	if (n == 0)
		return;
	log_event(LOG_LEVEL_INFO, "deliveries_done",
	          "list=%s edition=%lld accepted=%lld deferred=%lld"
	          " failed=%lld in_doubt=%lld suppressed=%lld",
	          b->list->name, b->edition ? (long long)b->edition->number : 0,
	          (long long)d->n_done[DELIVERY_ACCEPTED],
	          (long long)d->n_done[DELIVERY_DEFERRED],
	          (long long)d->n_done[DELIVERY_FAILED],
	          (long long)d->n_done[DELIVERY_IN_DOUBT],
	          (long long)d->n_done[DELIVERY_SUPPRESSED]);
	memset(d->n_done, 0, sizeof(d->n_done));
}

/* Claim and send until nothing of this is due; false: the relay failed. */
static bool deliver_all(struct deliverer *d, const struct config_list *list,
                        const struct edition *edition)
{
	struct batch *b = &d->batch;
	bool is_fine = true, has_sent = false;

	while (is_fine && !role_stopped()) {
		struct why why;
		int64_t now = site_now();
		enum err err;

		b->list = list;
		b->edition = edition;
		err = delivery_claim(
			d->site->db, &b->arena, edition ? edition->id : 0,
			str_of(list->name), d->owner, now, now + LEASE_S,
			SMTP_SESSION_MAX, &b->deliveries, &b->n, &why);
		if (err)
			log_event(LOG_LEVEL_ERROR, "claim_failed",
			          "list=%s why=%s", list->name, why.text);
		d->kept_at = now;
		is_fine = err == OK; /* a full disk: not at once again */
		if (err || b->n == 0)
			break;
		has_sent = true;
		is_fine = send_batch(d);
		if (edition) /* look again whether it is paused */
			break;
	}
	if (has_sent)
		log_batch(d);
	return is_fine;
}

/* Load what an edition's copies are made of. */
static enum err load_edition(struct deliverer *d, const struct edition *edition,
                             struct why *why)
{
	struct batch *b = &d->batch;
	struct str form;
	enum err err =
		edition_form(d->site->db, &b->arena, edition->id,
	                     str_of("both"), &form, NULL, NULL, NULL, why);

	if (err == OK && form_parse(&b->arena, form, &b->form) != OK)
		err = err_because(why, ERR_FATAL, "its form is damaged");
	if (err == OK)
		err = edition_items(d->site->db, &b->arena, edition->id,
		                    &b->items, &b->n_items, why);
	return err;
}

static bool deliver_edition(struct deliverer *d, const struct config_list *list,
                            const struct edition *edition, bool *has_work)
{
	struct why why;
	bool is_fine = true;
	enum err err = load_edition(d, edition, &why);

	if (err) {
		log_event(LOG_LEVEL_ERROR, "edition_not_sendable",
		          "list=%s edition=%lld why=%s", list->name,
		          (long long)edition->number, why.text);
		return true;
	}
	is_fine = deliver_all(d, list, edition);
	*has_work = *has_work || d->batch.n > 0;
	if (d->batch.n == 0)
		claims_close(d->site, edition);
	arena_free(&d->batch.arena);
	return is_fine;
}

/* One look at everything that this relay serves; false: the relay failed. */
static bool deliver_round(struct deliverer *d, bool *has_work)
{
	const struct config *config = &d->site->config;
	struct arena arena = {0};
	struct edition *editions;
	bool is_fine = true;
	size_t n = 0;

	for (int64_t i = 0; is_fine && i < config->n_lists; i++) {
		const struct config_list *list = &config->lists[i];

		if (config_relay_of(config, list) != d->relay)
			continue;
		is_fine = deliver_all(d, list, NULL);
		*has_work = *has_work || d->batch.n > 0;
		arena_free(&d->batch.arena);
		if (!is_fine ||
		    edition_list(d->site->db, &arena, str_of(list->name),
		                 EDITION_DELIVERING, &editions, &n, NULL) != OK)
			continue;
		for (size_t k = n; is_fine && k-- > 0;)
			is_fine = deliver_edition(d, list, &editions[k],
			                          has_work);
	}
	arena_free(&arena);
	return is_fine;
}

int role_deliver(struct role *role)
{
	struct arena arena = {0};
	struct deliverer d = {
		.role = role,
		.site = role->site,
		.relay = relay_find(&role->site->config, role->object),
		.owner = role_owner(&arena),
	};
	struct why why = {""};
	enum err err = relay_options(&role->site->config, d.relay, &arena,
	                             &d.smtp, &why);

	if (err)
		log_event(LOG_LEVEL_ERROR, "relay_unusable", "relay=%s why=%s",
		          d.relay->name, why.text);
	claims_take_over(d.site);
	progress_open(&d.progress, role->is_once ? claims_open(d.site) : 0);
	while (err == OK && !role_stopped()) {
		bool has_work = false, is_fine;

		d.wait_ms = role_backoff_ms(d.failures + 1);
		is_fine = deliver_round(&d, &has_work);
		d.failures = is_fine ? 0 : d.failures + 1;
		if (role->is_once && (!has_work || !is_fine))
			break;
		role_busy(role, 600);
		if (!is_fine)
			role_sleep(d.wait_ms);
		else if (!has_work)
			role_sleep(IDLE_MS);
	}
	progress_close(&d.progress);
	crypto_wipe(&d.letterhead, sizeof(d.letterhead));
	arena_free(&arena);
	return err ? EX_UNAVAILABLE : d.failures > 0 ? EX_TEMPFAIL : EX_OK;
}
