/*
 * keys_private.h - the rows of keys.c that stand in files of their own
 */
#ifndef CONF_KEYS_PRIVATE_H
#define CONF_KEYS_PRIVATE_H

#include "conf/keys.h"

/* keys_rule.c: those of rules. */
size_t key_rule_count(void);
const struct key *key_rule(size_t i);

#endif
