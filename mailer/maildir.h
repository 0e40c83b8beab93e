/*
 * maildir.h - a Maildir as a source of letters
 *
 * For sites whose MTA delivers on the same host.  New mail in new/ and cur/ is
 * read, and moved to the sibling folder `processed` (itself a Maildir, made
 * when absent) once it has been committed.
 */
#ifndef MAILER_MAILDIR_H
#define MAILER_MAILDIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct maildir_options {
	const char *path;      /* the Maildir */
	const char *processed; /* path of the Maildir for what is done */
	int64_t max_mail;      /* bytes read of one mail, plus one */
};

struct maildir_entry {
	const char *path;   /* of the file */
	const char *name;   /* its unique part, without ":2,flags" */
	int64_t arrived_at; /* its mtime */
};

/* The mails of new/ and cur/, oldest first, at most `max`. */
enum err maildir_list(struct arena *arena,
                      const struct maildir_options *options, size_t max,
                      struct maildir_entry **entries, size_t *n,
                      struct why *why) MUST_CHECK;

/* Read one; `*is_whole` is false when it is longer than max_mail.  ERR_ABSENT
 * when another program took it meanwhile. */
enum err maildir_read(struct arena *arena,
                      const struct maildir_options *options,
                      const struct maildir_entry *entry, struct str *raw,
                      bool *is_whole, struct why *why) MUST_CHECK;

/*
 * Move one to the processed Maildir's cur/ with the flag S; one of the same
 * name there stays.  ERR_ABSENT when another program took it meanwhile,
 * ERR_FATAL when it cannot be moved there (another file system, no right).
 */
enum err maildir_done(const struct maildir_options *options,
                      const struct maildir_entry *entry,
                      struct why *why) MUST_CHECK;

/*
 * Be told of mails that arrive from now on: a descriptor for maildir_wait(), to
 * be closed by maildir_unwatch().  -1 where the system tells of none (it is not
 * Linux; there is no such folder).  A folder that another host writes to over
 * the network gives no news either: look from time to time.
 */
int maildir_watch(const struct maildir_options *options);

/* Wait at most `ms`; true when mail arrived.  Returns early, too, when
 * `stop_fd` (-1: none) becomes readable. */
bool maildir_wait(int watch, int64_t ms, int stop_fd);

/* Close; -1 is fine; sets -1. */
void maildir_unwatch(int *watch);

#endif
