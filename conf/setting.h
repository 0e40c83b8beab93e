/*
 * setting.h - a value of postbag.conf into the field that its key names
 *
 * Knows types, ranges and words, but not libconfig.  A value that is not as
 * its key wants it leaves the field alone (of choices: makes it -1) and adds
 * one mistake.
 */
#ifndef CONF_SETTING_H
#define CONF_SETTING_H

#include <stdbool.h>

#include "conf/keys.h"
#include "conf/mistakes.h"

#define SETTING_SHOWN_MAX 60 /* bytes of a value that a mistake repeats */

struct setting {
	struct arena *arena;
	struct mistakes *mistakes;
	const char *folder; /* where relative paths start */
	const struct key *key;
	void *base; /* the struct of the key's group */
	struct place place;
};

/* A string of any type: checked, read, copied. */
void setting_set_text(const struct setting *field, struct str text);

/* KEY_NUMBER */
void setting_set_number(const struct setting *field, int64_t value);

/* KEY_ADDRESSES, KEY_HOSTS, KEY_GROUPS: `n` elements at `list`. */
void setting_set_list(const struct setting *field, const void *list, int64_t n);

/* The key's default, if it has one. */
void setting_set_standard(const struct setting *field);

/* Is a list of `n` long enough and not too long?  Else a mistake. */
bool setting_length_ok(const struct setting *field, int64_t n);

/* One text of KEY_ADDRESSES or KEY_HOSTS, in the arena; NULL with a mistake. */
const char *field_element(const struct setting *field, struct str text);

/* Add the mistake that `found` stands where the key wants something else. */
void field_mistake(const struct setting *field, const char *found);

#endif
