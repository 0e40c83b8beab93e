/*
 * keys.h - the table of everything that may stand in postbag.conf
 *
 * One row per key.  A new key is a row in keys.c, a field in config.h, a line
 * in conf/postbag.conf and one in docs/postbag.conf.5; tests/test_keys.c holds
 * the four together.
 */
#ifndef CONF_KEYS_H
#define CONF_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum key_group {
	KEY_GROUP_TOP,
	KEY_GROUP_MAILBOX,
	KEY_GROUP_RELAY,
	KEY_GROUP_LIST,
	KEY_GROUP_RULE,
};

enum key_type {
	/* strings that stay strings */
	KEY_TEXT,
	KEY_NAME,
	KEY_HOST,
	KEY_DOMAIN,
	KEY_PATH, /* relative ones start at the configuration's folder */
	KEY_ADDRESS,
	KEY_PATTERN,
	KEY_LINK,
	KEY_LANGUAGE,
	KEY_ZONE,
	KEY_WORD, /* one of `words` */
	/* strings that become numbers */
	KEY_CHOICE, /* one of `words`, as its index */
	KEY_SIZE,
	KEY_DURATION,
	KEY_CLOCK,
	/* the rest */
	KEY_NUMBER,
	KEY_ADDRESSES, /* one string or a list of them */
	KEY_HOSTS,     /* likewise */
	KEY_NAMES,     /* likewise */
	KEY_TEXTS,     /* likewise */
	KEY_GROUPS,    /* a list of groups */
};

enum key_flag {
	KEY_REQUIRED = 1,
	KEY_IMAP = 2,    /* for mailboxes of type "imap" only */
	KEY_MAILDIR = 4, /* for mailboxes of type "maildir" only */
	KEY_FILE = 8,    /* names a file that must be readable */
	KEY_FOLDER = 16, /* names a folder that must be there */
	KEY_SECRET = 32, /* names a file that at most the group may read */
	KEY_OWN = 64,    /* names a file that only its owner may read */
};

struct key {
	enum key_group group;
	const char *name; /* "port"; "queue.at" stands inside queue = { } */
	enum key_type type;
	size_t at;            /* where in the group's struct */
	size_t n_at;          /* of lists and groups: where their number is */
	const char *standard; /* the default as written, without quotes */
	int64_t min, max;     /* of the value; strings: bytes; lists: length */
	const char *words;    /* "imap|maildir" */
	unsigned flags;       /* enum key_flag */
	const char *meaning;  /* one line */
};

#define KEY_NONE SIZE_MAX

/* The row number `i` < config_key_count(). */
const struct key *key_at(size_t i);

/* Is it a list of texts? */
bool key_is_list(const struct key *key);

/* Number of the row called `name` in `group`, or KEY_NONE. */
size_t key_find(enum key_group group, struct str name);

/* The known name of `group` that is most like `name`. */
const char *key_nearest(enum key_group group, struct str name);

/* "mailboxes" for KEY_GROUP_MAILBOX; "" for the top. */
const char *key_group_name(enum key_group group);
/* "mailbox" for KEY_GROUP_MAILBOX; "file" for the top. */
const char *key_group_noun(enum key_group group);

/* "duration", "text"; of choices their words: "imap|maildir". */
const char *key_type_name(const struct key *key);

/* What a mistake says was expected: `a duration such as "90s"`. */
const char *key_expects(const struct key *key);

/* "1..65535", "1s..28m"; "" where every value of the type is fine. */
const char *key_range(struct arena *arena, const struct key *key);

#endif
