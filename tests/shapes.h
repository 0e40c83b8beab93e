/*
 * shapes.h - mails built to make parsers slow, of any size
 *
 * Each is a mail of one shape all through: what is quadratic anywhere on the
 * way of a letter shows when its size doubles (STANDARDS T-20, T-21).
 */
#ifndef TESTS_SHAPES_H
#define TESTS_SHAPES_H

#include "base/arena.h"
#include "base/str.h"

size_t shape_count(void);
const char *shape_name(size_t shape);

/* The most bytes that are worth it: a header is held to its own limit. */
size_t shape_max(size_t shape);

/* A mail of at most `size` bytes, nearly. */
struct str shape_mail(struct arena *arena, size_t shape, size_t size);

/* The whole way of a letter in this process: scan, parse, kind, own words
 * beside an edition, what is kept of them.  Returns whether it was read. */
bool shape_walk(struct arena *arena, struct str raw);

#endif
