/*
 * child.h - programs and servers that a test starts, and ends by process id
 */
#ifndef TESTS_CHILD_H
#define TESTS_CHILD_H

#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

struct child {
	pid_t pid;
	int out; /* its standard output */
};

/*
 * Start `argv` (NULL at the end) with `input` as its standard input.  A program
 * "peer/x" is the one built beside the tests.
 */
void child_start(struct child *child, const char *const argv[],
                 const char *input);

/* Read a line of its output, without the line end; "" at the end. */
void child_line(struct child *child, struct buf *line);

/* Read the rest of its output, wait for its end: the exit code. */
int child_end(struct child *child, struct buf *rest);

/* Run `argv` to its end: the exit code. */
int child_run(const char *const argv[]);

/* A TCP port of 127.0.0.1 that nobody listens on now. */
int64_t child_port(void);

/* Start peer/`name` with a script: its port. */
int64_t child_peer(struct child *child, const char *name, const char *script);

#endif
