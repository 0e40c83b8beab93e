/*
 * check.h - what the keys of a configuration say about one another
 *
 * config.c fills the structs key by key; here is what takes more than one key
 * or a look at a file: what is missing, what is there twice, what does not go
 * together, who is named but not there.
 */
#ifndef CONF_CHECK_H
#define CONF_CHECK_H

#include <stdbool.h>

#include "conf/config.h"
#include "conf/keys.h"
#include "conf/mistakes.h"

/* One group of the file (or the file itself) and the struct made of it. */
struct check_entry {
	enum key_group group;
	struct place place; /* of its bracket */
	void *base;         /* struct config, config_mailbox, ... */
	struct place *set;  /* for each key of keys.h; line 0: not set */
};

struct check {
	struct arena *arena;
	struct mistakes *mistakes;
	struct config *config;
	struct check_entry **entries;
	size_t n;
	bool is_part;    /* what is missing at the top stands elsewhere */
	bool is_partial; /* the file broke off: what is missing may follow */
	bool files_too;
};

/*
 * Fill in the defaults that depend on other keys (port of a mailbox, processed
 * of a Maildir, list_id and relay of a list) and add all mistakes.  A field
 * whose value was a mistake is NULL, 0 or -1, and no further one comes of it.
 */
void check_all(struct check *check);

#endif
