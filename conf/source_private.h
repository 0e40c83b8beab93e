/*
 * source_private.h - what source.c (files) and mend.c (grammar) share
 */
#ifndef CONF_SOURCE_PRIVATE_H
#define CONF_SOURCE_PRIVATE_H

#include <stdbool.h>

#include "base/buf.h"
#include "conf/source.h"

/* The lines of the text from `line` on are those of a file from `place`. */
struct source_run {
	unsigned line;
	struct place place;
};

/* A file that is being read, and the one that includes it. */
struct file {
	const char *real; /* without symbolic links; NULL: not known */
	struct place place;
	struct str rest;
	bool is_line_start; /* only blanks so far */
	const struct file *above;
	size_t depth;
};

/* An open bracket; '{' and the whole file have keys. */
struct nest {
	char open;
	struct str *names;
	struct place *places;
	size_t n;
};

struct scan {
	struct arena *arena;
	struct mistakes *mistakes;
	struct source *source;
	const char *shown_folder; /* as in `path`: "" or with a slash behind */
	struct buf text;
	unsigned line; /* of the text, from 1 */
	int n_files;
	size_t read;  /* bytes of all files so far */
	bool is_over; /* there is nothing to go on with */
	struct nest nests[SOURCE_NEST_MAX];
	size_t depth;
	size_t name_at;   /* where the last name begins; STR_NONE: no key */
	bool wants_value; /* behind = or : or inside a list */
	unsigned n_stars; /* keys that were renamed */
};

/* The rest of `file` into the text. */
void scan_file(struct scan *scan, struct file *file);

/* The file called `name`, which line `from->place` includes, likewise. */
void source_include(struct scan *scan, const struct file *from,
                    struct str name);

#endif
