/*
 * The collector: mail of one mailbox becomes letters.  The raw bytes are
 * committed, then the server is told (MOVE); of a mail that a crash left in
 * between the letter is there already, and the next round only moves it.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/args.h"
#include "app/program.h"
#include "app/role.h"
#include "base/crypto.h"
#include "base/log.h"
#include "conf/secret.h"
#include "mailer/imap.h"
#include "mailer/maildir.h"
#include "store/letters.h"
#include "store/tokens.h"

enum {
	BATCH = 200,                   /* mails in one FETCH */
	BATCH_BYTES = 8 * 1024 * 1024, /* held before they are committed */
	LEASE_S = 30,                  /* a mailbox moves to another host */
	LEASE_SPARE_S = 10,            /* what a look may take */
};

struct collector {
	struct role *role;
	const struct config_mailbox *mailbox;
	struct str name, owner, lease;
	int64_t lease_until;    /* of the lease that we hold */
	char session[17];       /* by chance */
	struct arena arena;     /* of the batch */
	struct letter *letters; /* not committed yet */
	size_t n, bytes;
	uint32_t uids[BATCH]; /* fetched, for IMAP; the last n uncommitted */
	size_t n_uids;
	struct imap *imap;
	int64_t n_new;
};

/* Commit the letters at hand; all or none. */
static enum err commit_batch(struct collector *c, struct why *why)
{
	struct db *db = c->role->site->db;
	int64_t n_new = 0;
	enum err err = db_begin(db, DB_DURABLE, why);

	if (err)
		return err;
	for (size_t i = 0; err == OK && i < c->n; i++) {
		bool is_new = false;

		err = letter_add(db, &c->letters[i], &is_new, why);
		n_new += is_new;
	}
	if (err == OK)
		err = db_commit(db, why);
	if (err) {
		struct why cause = *why;

		db_rollback(db);
		return err_because(why, err, "%zu letters not kept: %s", c->n,
		                   cause.text);
	}
	c->n_new += n_new;
	return OK;
}

static void empty_batch(struct collector *c)
{
	arena_free(&c->arena);
	c->letters = NULL;
	c->n = 0;
	c->bytes = 0;
}

static void add_letter(struct collector *c, const char *source, struct str raw,
                       bool is_whole, int64_t arrived_at)
{
	c->letters =
		arena_grow(&c->arena, c->letters, c->n, sizeof(*c->letters));
	c->letters[c->n++] = (struct letter){
		.mailbox = c->name,
		.source = str_of(source),
		.raw = arena_str(&c->arena, raw),
		.is_whole = is_whole,
		.arrived_at = arrived_at,
		.fetched_at = site_now(),
	};
	c->bytes += raw.len;
}

/* What names a mail: its UID for good, but without UIDVALIDITY for this
 * session only; the bytes say then what came before. */
static const char *source_of(struct collector *c, uint32_t uid)
{
	unsigned long validity = imap_uidvalidity(c->imap);

	if (validity == 0)
		return arena_printf(&c->arena, "0/%s/%lu", c->session,
		                    (unsigned long)uid);
	return arena_printf(&c->arena, "%lu/%lu", validity, (unsigned long)uid);
}

static enum err take_mail(void *context, const struct imap_mail *mail,
                          struct why *why)
{
	struct collector *c = context;
	enum err err = OK;

	if (c->n_uids == BATCH)
		return err_because(why, ERR_TEMP,
		                   "the server sent more mails than asked for");
	add_letter(c, source_of(c, mail->uid), mail->raw, mail->is_whole,
	           mail->arrived_at);
	c->uids[c->n_uids++] = mail->uid;
	if (c->bytes >= BATCH_BYTES) {
		err = commit_batch(c, why);
		empty_batch(c);
	}
	return err;
}

/* Fetch, commit, move: one batch of mails that are not known yet. */
static enum err collect_batch(struct collector *c, const uint32_t *uids,
                              size_t n, struct why *why)
{
	enum err err;

	c->n_uids = 0;
	err = imap_fetch(c->imap, uids, n, take_mail, c, why);
	if (err == OK && c->n > 0)
		err = commit_batch(c, why);
	if (err == OK && c->n_uids > 0)
		err = imap_move(c->imap, c->uids, c->n_uids, why);
	empty_batch(c);
	return err;
}

/* Leave in `uids` those that are not known; move the others at once. */
static enum err split_known(struct collector *c, uint32_t *uids, size_t *n,
                            struct why *why)
{
	struct db *db = c->role->site->db;
	uint32_t known[BATCH];
	size_t n_known = 0, kept = 0;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < *n; i++) {
		bool is_known = false;

		err = letter_known(db, c->name, str_of(source_of(c, uids[i])),
		                   &is_known, why);
		if (is_known && n_known < BATCH)
			known[n_known++] = uids[i];
		else if (!is_known)
			uids[kept++] = uids[i];
	}
	*n = kept;
	if (err == OK && n_known > 0)
		err = imap_move(c->imap, known, n_known, why);
	empty_batch(c);
	return err;
}

/* A collector of this host that was killed has its lease still: end it. */
static void take_over(struct collector *c)
{
	struct db *db = c->role->site->db;
	struct arena arena = {0};
	struct str owner;

	if (lease_owner(db, &arena, c->lease, &owner, NULL) == OK &&
	    role_owner_is_dead(owner) &&
	    lease_give(db, c->lease, owner, NULL) == OK)
		log_event(LOG_LEVEL_WARN, "mailbox_taken_over", "mailbox=%s",
		          c->mailbox->name);
	arena_free(&arena);
}

/* Take the lease for `seconds` and what it takes to prolong it. */
static enum err take_lease(struct collector *c, int64_t seconds, bool *is_ours,
                           struct why *why)
{
	int64_t now = site_now(), until = now + seconds + LEASE_S;
	enum err err;

	*is_ours = false;
	take_over(c);
	err = lease_take(c->role->site->db, c->lease, c->owner, now, until,
	                 is_ours, why);
	if (err == OK && *is_ours)
		c->lease_until = until;
	return err;
}

/* Be sure of the lease for `seconds` from now on; a write to the store only
 * when it would end before. */
static enum err keep_lease(struct collector *c, int64_t seconds, bool *is_ours,
                           struct why *why)
{
	*is_ours = true;
	if (c->lease_until - site_now() >= seconds + LEASE_SPARE_S)
		return OK;
	return take_lease(c, seconds, is_ours, why);
}

static void log_new(struct collector *c)
{
	if (c->n_new > 0)
		log_event(LOG_LEVEL_INFO, "letters_collected",
		          "mailbox=%s n=%lld", c->mailbox->name,
		          (long long)c->n_new);
	c->n_new = 0;
}

/* Everything that lies in the folder, batch by batch. */
static enum err collect_all(struct collector *c, bool *is_ours, struct why *why)
{
	struct arena arena = {0};
	uint32_t *uids = NULL;
	size_t n = 0;
	enum err err = imap_list(c->imap, &arena, &uids, &n, why);

	if (err == OK && n > 0 && imap_uidvalidity(c->imap) != 0)
		err = split_known(c, uids, &n, why);
	for (size_t i = 0; err == OK && i < n && !role_stopped(); i += BATCH) {
		err = keep_lease(c, 0, is_ours, why);
		if (err || !*is_ours)
			break;
		role_busy(c->role, 4 * c->mailbox->timeout_s + 600);
		err = collect_batch(c, uids + i, n - i < BATCH ? n - i : BATCH,
		                    why);
	}
	log_new(c);
	arena_free(&arena);
	return err;
}

static enum err connect_imap(struct collector *c, struct why *why)
{
	const struct config_mailbox *m = c->mailbox;
	struct arena arena = {0};
	struct imap_options options = {
		.host = m->host,
		.port = m->port,
		.tls = m->tls,
		.ca_file = m->ca_file,
		.user = m->user,
		.folder = m->folder,
		.processed = m->processed,
		.max_mail = m->max_mail,
		.timeout_s = m->timeout_s,
	};
	unsigned long long chance;
	enum err err =
		secret_read(&arena, m->password_file, &options.password, why);

	crypto_random(&chance, sizeof(chance));
	snprintf(c->session, sizeof(c->session), "%016llx", chance);
	role_busy(c->role, 4 * m->timeout_s + 60);
	if (err == OK)
		err = imap_open(&options, &c->imap, why);
	arena_free(&arena);
	if (err == OK)
		log_event(LOG_LEVEL_INFO, "mailbox_open",
		          "mailbox=%s host=%s idle=%s", m->name, m->host,
		          imap_has_idle(c->imap) ? "yes" : "no");
	return err;
}

/* Wait for news or until it is time to look; the lease is kept, and the server
 * hears of us, meanwhile. */
static enum err await_news(struct collector *c, bool *is_ours, struct why *why)
{
	const struct config_mailbox *m = c->mailbox;
	int64_t left = imap_has_idle(c->imap) ? m->idle_s : m->poll_s, wait;
	bool has_news = false;
	enum err err = OK;

	for (; err == OK && left > 0 && !has_news && !role_stopped();
	     left -= wait) {
		wait = left < m->idle_s ? left : m->idle_s;
		err = keep_lease(c, wait, is_ours, why);
		if (err || !*is_ours)
			break;
		role_busy(c->role, wait + 4 * m->timeout_s + 60);
		err = imap_wait(c->imap, wait, role_signal_fd(), &has_news,
		                why);
	}
	return err;
}

/* One session: until it fails, the end, or (once) all is collected. */
static enum err imap_session(struct collector *c, int *failures,
                             struct why *why)
{
	bool is_ours = true;
	enum err err = connect_imap(c, why);

	while (err == OK && is_ours && !role_stopped()) {
		err = collect_all(c, &is_ours, why);
		if (err || !is_ours || c->role->is_once)
			break;
		*failures = 0;
		err = await_news(c, &is_ours, why);
	}
	imap_close(&c->imap);
	return err;
}

static struct maildir_options maildir_of(const struct config_mailbox *m)
{
	return (struct maildir_options){m->path, m->processed, m->max_mail};
}

/* One look into a Maildir. */
static enum err maildir_round(struct collector *c, struct why *why)
{
	struct maildir_options options = maildir_of(c->mailbox);
	struct maildir_entry *entries;
	struct arena arena = {0};
	size_t n = 0, first = 0;
	enum err err = maildir_list(&arena, &options, BATCH, &entries, &n, why);

	for (size_t i = 0; err == OK && i < n; i++) {
		struct str raw;
		bool is_whole;
		enum err gone = maildir_read(&c->arena, &options, &entries[i],
		                             &raw, &is_whole, why);

		if (gone == OK)
			add_letter(c, entries[i].name, raw, is_whole,
			           entries[i].arrived_at);
		else if (gone != ERR_ABSENT)
			err = gone;
		if (err || (c->bytes < BATCH_BYTES && i + 1 < n))
			continue;
		if (c->n > 0)
			err = commit_batch(c, why);
		for (; err == OK && first <= i; first++)
			err = maildir_done(&options, &entries[first], why);
		empty_batch(c);
	}
	log_new(c);
	arena_free(&arena);
	return err;
}

/* Wait until mail arrives or it is time to look. */
static enum err await_delivery(struct collector *c, int watch, bool *is_ours,
                               struct why *why)
{
	int64_t left = c->mailbox->poll_s, wait;
	enum err err = OK;

	for (; err == OK && left > 0 && !role_stopped(); left -= wait) {
		wait = left < LEASE_S ? left : LEASE_S;
		err = keep_lease(c, wait, is_ours, why);
		if (err || !*is_ours)
			break;
		role_busy(c->role, wait + 60);
		if (maildir_wait(watch, wait * 1000, role_signal_fd()))
			break;
	}
	return err;
}

static enum err maildir_session(struct collector *c, int *failures,
                                struct why *why)
{
	struct maildir_options options = maildir_of(c->mailbox);
	int watch = maildir_watch(&options);
	bool is_ours = true;
	enum err err = OK;

	while (err == OK && is_ours && !role_stopped()) {
		role_busy(c->role, 600);
		err = maildir_round(c, why);
		if (err || c->role->is_once)
			break;
		*failures = 0;
		err = await_delivery(c, watch, &is_ours, why);
	}
	maildir_unwatch(&watch);
	return err;
}

static const struct config_mailbox *find_mailbox(const struct config *config,
                                                 const char *name)
{
	for (int64_t i = 0; i < config->n_mailboxes; i++)
		if (!strcmp(config->mailboxes[i].name, name))
			return &config->mailboxes[i];
	return NULL;
}

static void log_failure(const struct collector *c, enum err err,
                        const struct why *why, int64_t wait_ms)
{
	log_event(err == ERR_DENIED || err == ERR_FATAL ? LOG_LEVEL_ERROR
	                                                : LOG_LEVEL_WARN,
	          "collect_failed", "mailbox=%s again_in_s=%lld why=%s",
	          c->mailbox->name, (long long)(wait_ms / 1000), why->text);
}

int role_collect(struct role *role)
{
	struct arena arena = {0};
	struct collector c = {
		.role = role,
		.mailbox = find_mailbox(&role->site->config, role->object),
		.owner = role_owner(&arena),
	};
	int failures = 0;
	enum err err = OK;

	c.name = str_of(c.mailbox->name);
	c.lease = str_of(arena_printf(&arena, "mailbox %s", c.mailbox->name));
	while (!role_stopped()) {
		struct why why = {""};
		bool is_ours;
		int64_t wait_ms;

		role_busy(role, 600);
		err = take_lease(&c, 0, &is_ours, &why);
		if (is_ours) /* if not, another has it: look again later */
			err = c.mailbox->type == CONFIG_MAILBOX_IMAP
			              ? imap_session(&c, &failures, &why)
			              : maildir_session(&c, &failures, &why);
		empty_batch(&c);
		if (err)
			failures++;
		wait_ms = role_backoff_ms(failures > 0 ? failures : 1);
		if (err)
			log_failure(&c, err, &why, wait_ms);
		if (role->is_once || role_stopped())
			break;
		role_busy(role, wait_ms / 1000 + 60);
		role_sleep(wait_ms);
	}
	if (lease_give(role->site->db, c.lease, c.owner, NULL) != OK)
		log_event(LOG_LEVEL_WARN, "lease_kept", "mailbox=%s",
		          c.mailbox->name);
	arena_free(&arena);
	return err ? EX_TEMPFAIL : EX_OK;
}
