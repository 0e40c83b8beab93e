/*
 * source.h - a configuration file and what it includes, as one text
 *
 * libconfig gives up at the first mistake of grammar, wraps numbers past 32
 * bits without a word and opens whatever an @include names.  So the files are
 * read here, and libconfig gets one text in which
 *
 *   - each line `@include "file"` is replaced by that file,
 *   - numbers past 32 bits are marked as 64-bit ones,
 *   - an array [ ] has become a list ( ), which may mix types, and a comma
 *     behind the last element is gone,
 *   - what was reported here as a mistake is mended: a missing quote is put
 *     in, `60s` and `none` have got theirs, and of a key that is set twice
 *     the later one is called key*, which no key of ours is.
 *
 * Grammar: libconfig 1.5, "Configuration Files" of its manual.
 */
#ifndef CONF_SOURCE_H
#define CONF_SOURCE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "conf/mistakes.h"

#define SOURCE_MAX       262144 /* bytes of all files together */
#define SOURCE_DEPTH_MAX 10     /* files that include one another */
#define SOURCE_NEST_MAX  16     /* brackets inside brackets */
#define SOURCE_KEYS_MAX  200    /* keys in one group */

struct source_run; /* lines that follow one another in one file */

struct source {
	const char *folder; /* of the file, absolute; includes are below it */
	struct str text;    /* has a NUL behind it and none inside */
	struct source_run *runs;
	size_t n_runs;
};

/*
 * Read `path`.  Mistakes are added to `mistakes` and do not keep it from
 * returning OK, as long as there is something to go on with.
 *
 *	ERR_ABSENT	there is no such file
 *	ERR_INPUT	there is no text to go on with
 *
 * In both cases a mistake says why.
 */
enum err source_read(struct arena *arena, const char *path,
                     struct mistakes *mistakes,
                     struct source *source) MUST_CHECK;

/* Where line `line` (from 1) of the text came from. */
struct place source_place(const struct source *source, unsigned line);

/* Line `line` (from 1) of the text, without blanks around it. */
struct str source_line(const struct source *source, unsigned line);

#endif
