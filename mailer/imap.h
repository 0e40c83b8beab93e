/*
 * imap.h - one mailbox on an IMAP server, by libetpan over our own transport
 *
 * A session is one connection, logged in, one folder selected.  Messages are
 * known by UIDVALIDITY and UID only (STANDARDS 1.10).  Every call has a
 * deadline and a byte budget; after any error the session is of no use and is
 * closed, the caller opens a new one later with back-off.
 */
#ifndef MAILER_IMAP_H
#define MAILER_IMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum imap_tls {
	IMAP_TLS_IMPLICIT,
	IMAP_TLS_STARTTLS,
	IMAP_TLS_NONE, /* loopback only: anything else is refused */
};

struct imap_options {
	const char *host;
	int64_t port;
	int64_t tls;         /* enum imap_tls */
	const char *ca_file; /* NULL: the system's */
	const char *user;
	struct str password;   /* borrowed */
	const char *folder;    /* "INBOX" */
	const char *processed; /* folder that fetched mail is moved to */
	int64_t max_mail;      /* bytes fetched of one mail, plus one */
	int64_t timeout_s;     /* for one command, besides its size / 8 KiB/s */
};

struct imap;

struct imap_mail {
	uint32_t uid;
	int64_t arrived_at; /* INTERNALDATE, Unix seconds */
	struct str raw;     /* borrowed during the call */
	bool is_whole; /* false: longer than max_mail, `raw` is its start */
};

/* What is done with each mail as it arrives; an error ends the fetch. */
typedef enum err imap_sink(void *context, const struct imap_mail *mail,
                           struct why *why);

/*
 * Connect, verify the certificate, log in, select the folder; make the
 * processed folder when it is not there.
 *
 *	ERR_TEMP	no connection, time-out, server says BYE or NO
 *	ERR_DENIED	wrong user or password
 *	ERR_FATAL	certificate not trusted or of another name, TLS missing,
 *			plain text to another host
 *
 * `why` names host and cause; never the password.
 */
enum err imap_open(const struct imap_options *options, struct imap **imap,
                   struct why *why) MUST_CHECK;

/* Log out within two seconds and close; NULL is fine; sets NULL. */
void imap_close(struct imap **imap);

/* UIDVALIDITY of the selected folder. */
uint32_t imap_uidvalidity(const struct imap *imap);

/* The UIDs in the folder that are not marked \Deleted, ascending. */
enum err imap_list(struct imap *imap, struct arena *arena, uint32_t **uids,
                   size_t *n, struct why *why) MUST_CHECK;

/*
 * Fetch `n` mails (at most 200) by UID with BODY.PEEK and give each to `sink`.
 * Mails that vanished meanwhile are left out.  Returns the sink's error too.
 */
enum err imap_fetch(struct imap *imap, const uint32_t *uids, size_t n,
                    imap_sink *sink, void *context, struct why *why) MUST_CHECK;

/*
 * Take `n` mails away to the processed folder: MOVE, else COPY, STORE \Deleted
 * and UID EXPUNGE, else (no UIDPLUS) COPY and STORE only.
 */
enum err imap_move(struct imap *imap, const uint32_t *uids, size_t n,
                   struct why *why) MUST_CHECK;

/*
 * Wait at most `seconds` for news in the folder: IDLE where the server has it
 * (the caller keeps `seconds` under 29 minutes), else sleep and NOOP.  Returns
 * early when `stop_fd` (-1: none) becomes readable.  `*news` says whether
 * something arrived.
 */
enum err imap_wait(struct imap *imap, int64_t seconds, int stop_fd, bool *news,
                   struct why *why) MUST_CHECK;

/* Whether imap_wait() uses IDLE here. */
bool imap_has_idle(const struct imap *imap);

#endif
