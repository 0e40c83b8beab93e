/*
 * parser_serve_private.h - the child that parses, and how its parent talks to it
 *
 * A job and its answer are a frame and as many bytes as it says.
 */
#ifndef MAILER_PARSER_SERVE_PRIVATE_H
#define MAILER_PARSER_SERVE_PRIVATE_H

#include <stdint.h>

#include "base/attr.h"
#include "base/buf.h"
#include "mailer/parser.h"

#define SERVE_RAW_MAX (64 * 1024 * 1024) /* bytes that the child takes */

/* What the child is to do with the bytes. */
enum serve_job {
	SERVE_MAIL,
	SERVE_FEED, /* its URL and a line end stand before it */
};

/* What stands before a mail and before an answer, as the machine has it. */
struct serve_frame {
	uint64_t len;  /* bytes that follow */
	uint64_t code; /* of an answer: an enum err; else an enum serve_job */
	char language[PARSER_LANGUAGE_MAX]; /* of a mail */
};

/* Frame and text in one piece, so that the other end wakes up once. */
struct buf serve_framed(uint64_t code, const char *language, struct str text);

/* The life of a child at its end `fd` of a socket pair: it locks itself in
 * (mailer/jail.h), says so with an empty answer, and ends with its parent. */
_Noreturn void serve_jobs(int fd);

#endif
