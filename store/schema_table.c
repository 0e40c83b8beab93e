/*
 * What the statements say of their tables.
 */
#include "store/schema.h"

#include <string.h>

#include "store/schema_private.h"

/* The primary key of a CREATE TABLE: "(a, b)" at its end, else the word that
 * its first column is called by. */
static struct str key_of(struct str sql)
{
	size_t at = str_find(sql, "PRIMARY KEY (");
	struct str rest;

	if (at != STR_NONE) {
		rest = str_from(sql, at + strlen("PRIMARY KEY ("));
		return str_slice(rest, 0, str_find_char(rest, ')'));
	}
	rest = str_trim_left(str_from(sql, str_find_char(sql, '(') + 1));
	return str_slice(rest, 0, str_find_char(rest, ' '));
}

bool schema_table(size_t i, struct schema_table *table)
{
	for (size_t v = 0; v < SCHEMA_VERSIONS; v++)
		for (const char *const *sql = schema_versions[v]; *sql; sql++) {
			struct str rest = str_of(*sql);

			if (!str_starts(rest, "CREATE TABLE ") || i-- > 0)
				continue;
			rest = str_from(rest, strlen("CREATE TABLE "));
			table->name =
				str_slice(rest, 0, str_find_char(rest, ' '));
			table->has_id = str_find(rest, " ( id $ID") != STR_NONE;
			table->key = key_of(rest);
			return true;
		}
	return false;
}
