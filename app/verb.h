/*
 * verb.h - commands with words such as "add" and "list" behind them
 */
#ifndef APP_VERB_H
#define APP_VERB_H

#include "app/args.h"
#include "app/site.h"

struct verb_call {
	const struct program *program;
	struct site *site;
	const struct args *args;
	struct arena *arena; /* for the length of the command */
	size_t n;            /* words behind the verb */
	char **words;
	const void *options; /* the command's own */
};

struct verb {
	const char *name;
	size_t min, max; /* words behind it */
	int (*run)(const struct verb_call *call);
};

/* Find the verb in args->words, open the site, run it; an exit code. */
int verb_run(const struct program *program, const struct args *args,
             const struct verb *verbs, size_t n_verbs, const void *options);

/* The list that the first word names, "" without one: of all lists.  NULL after
 * a message: there is no such list. */
const char *verb_list(const struct verb_call *call);

/* `text` ("2026-11-25") as the start of that day in UTC; false after a message.
 * NULL gives 0. */
bool verb_day(const char *text, int64_t *time);

/* The same for "90d", "12h" too: so long ago. */
bool verb_since(const char *text, int64_t *time);

/* Who sits at the keyboard: "ida (command line)". */
struct str verb_operator(struct arena *arena);

/* `text` as an id > 0, or 0 after a message. */
int64_t verb_id(const char *text);

#endif
