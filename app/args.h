/*
 * args.h - the command line: one table of options for each command
 */
#ifndef APP_ARGS_H
#define APP_ARGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An option of a command.  Exactly one of the three targets is set. */
struct option {
	const char *name;  /* "--reason" */
	const char *value; /* what its value is called in --help, or NULL */
	const char *help;  /* one line */
	const char **text; /* gets the value */
	int64_t *number;   /* gets the value as a number >= 0 */
	bool *flag;        /* becomes true */
};

struct args {
	const char *config; /* -c, --config, or the standard path */
	bool has_config;    /* it was given */
	bool is_json;
	char **words; /* what is no option, in order */
	size_t n_words;
};

struct program; /* a command: see app/program.h */

/*
 * Read argv[1..] of a command by its `options` (and those that all have: -c,
 * --json, --help).  Returns -1 to go on, else the exit code: --help has been
 * printed (0), or a mistake was reported (EX_USAGE).
 */
int args_read(const struct program *program, int argc, char **argv,
              const struct option *options, size_t n_options,
              struct args *args);

/* Report a wrong call of `program` on stderr; returns EX_USAGE. */
int args_wrong(const struct program *program, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
