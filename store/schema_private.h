/*
 * schema_private.h - the statements of schema 1, which never change again
 *
 * Times are Unix seconds.  Booleans are 0 and 1.  `list` is the name of a list
 * of the configuration.  $ID and $BLOB are the engine's words for an id that
 * counts up and for bytes.
 */
#ifndef STORE_SCHEMA_PRIVATE_H
#define STORE_SCHEMA_PRIVATE_H

enum {
	SCHEMA_VERSIONS = 2,
};

/* In order, NULL at the end. */
extern const char *const schema_first[];

/* The statements of each version. */
extern const char *const *const schema_versions[SCHEMA_VERSIONS];

#endif
