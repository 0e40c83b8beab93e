/*
 * config.h - postbag.conf as the options of the program
 *
 * libconfig's syntax with @include.  One row per key in config.c: name, type,
 * range, default; docs/postbag.conf.5 and conf/postbag.conf say the same, and a
 * test compares the three.  A file is loaded whole or not at all; every
 * mistake is reported with file and line, unknown keys with the nearest known
 * one.
 *
 * Sizes are written as "20MB", times as "90s", "15m", "2h", "7d" (libconfig 1.5
 * wraps large integers), hours of the day as "07:30".
 */
#ifndef CONF_CONFIG_H
#define CONF_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "digest/auth.h"
#include "digest/rules.h"

enum config_mailbox_type {
	CONFIG_MAILBOX_IMAP,
	CONFIG_MAILBOX_MAILDIR,
};

/* mailboxes = ( { ... }, ... ) */
struct config_mailbox {
	const char *name; /* [a-z0-9][a-z0-9_-]{0,63}, unique */
	int64_t type;     /* "imap" (default), "maildir" */
	/* imap */
	const char *host;
	int64_t port; /* default 993, 143 with tls other than implicit */
	int64_t tls;  /* "implicit", "starttls", "none": enum imap_tls */
	const char *ca_file;
	const char *user;
	const char *password_file; /* its first line; at most mode 0640 */
	const char *folder;        /* "INBOX" */
	const char *processed;     /* "Processed"; maildir: a path */
	int64_t poll_s;            /* "60s": without IDLE, or without news */
	int64_t idle_s;            /* "10m", < 29m */
	int64_t timeout_s;         /* "60s" */
	int64_t max_mail;          /* "1MB": bytes kept of one mail */
	/* maildir */
	const char *path;
};

/* relays = ( { ... }, ... ) */
struct config_relay {
	const char *name;
	const char *host; /* "127.0.0.1" */
	int64_t port;     /* 25 */
	int64_t tls;      /* "none", "starttls": enum smtp_tls */
	const char *ca_file;
	const char *user;
	const char *password_file;
	int64_t sessions; /* 1..16: deliver processes, default 1 */
	int64_t connect_timeout_s;
	int64_t timeout_s;
};

/* A letter of a subscriber to a list's address, without a token and no
 * command. */
enum config_tokenless {
	CONFIG_TOKENLESS_HOLD,    /* held, marked */
	CONFIG_TOKENLESS_CONFIRM, /* held once its author confirmed it */
	CONFIG_TOKENLESS_DROP,
};

/* The same of a letter whose writer is no subscriber. */
enum config_strangers {
	CONFIG_STRANGERS_DROP,
	CONFIG_STRANGERS_CONFIRM, /* held once its address confirmed it */
	CONFIG_STRANGERS_HOLD,    /* held, marked */
};

/* Which comments wait for a moderator: app/mode.h. */
enum config_moderation {
	CONFIG_BEFORE,
	CONFIG_FIRST,
	CONFIG_TRUSTED,
	CONFIG_AFTER,
	CONFIG_CLOSED,
};

#define CONFIG_NEVER 7 /* a weekday */

/* lists = ( { ... }, ... ) */
struct config_list {
	const char *name;          /* [a-z0-9][a-z0-9_-]{0,63}, unique */
	const char *title;         /* "The Harbour Courier" */
	const char *address;       /* From of editions; commands come here */
	const char *reply_address; /* pattern with {token}, see token.h */
	const char *list_id;       /* default name + "." + domain of address */
	const char *language;      /* "en" */
	const char *zone;          /* "UTC": IANA name */
	int64_t daily_at;          /* "07:00": minutes since midnight */
	const char *relay;         /* name of one; default: the first */
	const char *postal_address;
	const char *comments_faq; /* URL or address of the Comments FAQ */
	const char **moderators;  /* addresses, in order */
	int64_t n_moderators;
	const char **editors; /* whose mail is an article */
	int64_t n_editors;
	int64_t tokenless;      /* "hold": enum config_tokenless */
	int64_t strangers;      /* "drop": enum config_strangers */
	int64_t moderation;     /* "before": enum config_moderation */
	int64_t approve_below;  /* percent of risk; 0: nothing unseen */
	int64_t weekly_on;      /* weekly.on, "monday": as in struct date; or
	                      CONFIG_NEVER */
	int64_t weekly_at;      /* weekly.at, "08:00": minutes since midnight */
	int64_t trust_comments; /* trust.comments, 3 */
	int64_t trust_half_life_s; /* trust.half_life, "180d" */
	const char **admins;
	int64_t n_admins;
	int64_t queue_every_s; /* queue.at_most_every, "1h" */
	int64_t queue_at;      /* queue.at, 10: so many waiting send it early */
	int64_t acknowledge;   /* readers.acknowledge, 1: held letters */
	int64_t tell_after_s;  /* readers.tell_after, "10m" */
	int64_t appeal_within_s;  /* readers.appeal_within, "14d" */
	int64_t remind_after_s;   /* queue.remind_after, "1d" */
	int64_t escalate_after_s; /* queue.escalate_after, "0s": never */
	int64_t expire_after_s;   /* queue.expire_after, "30d" */
	int64_t block_for_s; /* queue.block_for, "90d": as moderators block */
	int64_t summary_sentences;  /* 0..10; 0: by length */
	int64_t max_attempts_s;     /* give_up_after, "5d": a delivery's life */
	int64_t bounce_threshold;   /* bounces.threshold, 7 points */
	int64_t bounce_half_life_s; /* bounces.half_life, "30d" */
	int64_t probe_wait_s;       /* bounces.probe_wait, "7d" */
	const char *complaints_address; /* takes feedback reports; NULL */
};

struct config {
	const char *store;     /* path of the SQLite file */
	const char *hostname;  /* for EHLO and Message-ID; also the instance */
	const char *keys_file; /* root keys of tokens, mode 0400 or 0600 */
	const char *templates; /* folder whose files replace the shipped ones */
	const char *models;    /* folder of other models; NULL: the shipped */
	int64_t learn;         /* scores learn from decisions: 0, 1 */
	const char *log_level; /* "info" */
	int64_t edit_every_s;  /* how often the editor looks for work, "5s" */
	struct auth_options auth; /* auth = { ... }: whose word is believed */
	struct config_mailbox *mailboxes;
	int64_t n_mailboxes;
	struct config_relay *relays;
	int64_t n_relays;
	struct config_list *lists;
	int64_t n_lists;
	struct rule *rules; /* digest/rules.h, in order */
	int64_t n_rules;
};

struct config_mistake {
	const char *file;
	int line; /* 0: of the whole file */
	const char *text;
};

/*
 * Load `path` into `arena`.  OK only without any mistake; else ERR_INPUT (or
 * ERR_ABSENT) and all mistakes in `mistakes`, in the order of file and line.
 * `files_too`: files that keys name (password_file, ca_file, keys_file) are
 * checked as well: there, readable, not open to others.
 */
enum err config_load(struct arena *arena, const char *path, bool files_too,
                     struct config *config, struct config_mistake **mistakes,
                     size_t *n_mistakes) MUST_CHECK;

/*
 * Load the rules in `path` for the lists of `config`; what else stands in the
 * file is checked and has no effect.  `rules` go into `config`.  Errors are those
 * of config_load().
 */
enum err config_load_rules(struct arena *arena, const char *path,
                           struct config *config,
                           struct config_mistake **mistakes,
                           size_t *n_mistakes) MUST_CHECK;

/* The list, mailbox or relay called `name`, or NULL. */
const struct config_list *config_list_named(const struct config *config,
                                            const char *name);
const struct config_relay *config_relay_of(const struct config *config,
                                           const struct config_list *list);

/*
 * Name, type, default and meaning of every key, for `postbag check --keys` and
 * the tests: returns how many, key number `i` through the pointers.  `group`
 * is "" outside of groups; `standard` is NULL for a key that must be set and
 * "" for one that has no value unless it is set.
 */
size_t config_key_count(void);
void config_key(size_t i, const char **group, const char **name,
                const char **type, const char **standard);
/* What key number `i` is for, in one line. */
const char *config_key_meaning(size_t i);

#endif
