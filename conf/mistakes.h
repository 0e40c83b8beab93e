/*
 * mistakes.h - what is wrong with a configuration, collected to the end
 *
 * A mistake does not stop anybody: whoever finds one adds it and goes on, so
 * that one look at postbag.conf shows all of them.
 */
#ifndef CONF_MISTAKES_H
#define CONF_MISTAKES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "conf/config.h"

#define MISTAKES_MAX 200 /* more of them help nobody */

/* A line of a file; `file_no` counts files in the order they were read. */
struct place {
	const char *file;
	int file_no;
	int line; /* 0: the file as a whole */
};

struct mistake;

struct mistakes {
	struct arena *arena;
	struct mistake *list;
	size_t n;
};

/* Add one at `place`; past MISTAKES_MAX it only counts. */
void mistakes_add(struct mistakes *mistakes, struct place place,
                  const char *fmt, ...) PRINTF(3, 4);

/* Whether another one would not be shown any more. */
bool mistakes_full(const struct mistakes *mistakes);

/*
 * All of them in the order of files and lines, and of finding within a line;
 * the last says so when some were left out.  Returns their number.
 */
size_t mistakes_list(const struct mistakes *mistakes,
                     struct config_mistake **list);

#endif
