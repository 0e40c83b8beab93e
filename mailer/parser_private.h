/*
 * parser_private.h - what only the tests of parser.c may reach
 */
#ifndef MAILER_PARSER_PRIVATE_H
#define MAILER_PARSER_PRIVATE_H

#include <sys/types.h>

#include "mailer/parser.h"

/* parser_parse() without mailer/scan.h before it: the child's own walls. */
enum err parser_parse_unscanned(struct parser *parser, struct arena *arena,
                                struct str raw, struct mail *mail,
                                struct why *why) MUST_CHECK;

/* The child's process id; 0: none is running. */
pid_t parser_child(const struct parser *parser);

/* Kill the child after `ms` milliseconds instead of PARSER_DEADLINE_MS. */
void parser_set_deadline(struct parser *parser, int ms);

#endif
