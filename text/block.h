/*
 * block.h - "From: ... Sent: ... To: ... Subject: ...", a mail's head in a body
 *
 * Mail programs put it above what they quote or pass on.  It is known by which
 * headers come together (text/mailwords.h), in whatever order and language;
 * lines in between are what its lines were wrapped to.
 */
#ifndef TEXT_BLOCK_H
#define TEXT_BLOCK_H

#include <stdbool.h>

#include "text/lines.h"

/* The line behind the header block that starts at `i`; `i` when none does. */
size_t block_end(const struct lines *lines, size_t i);

/*
 * Where a block that starts with "To:" at `i` really starts: some programs
 * write the name and the date above it.
 */
size_t block_start(const struct lines *lines, size_t i);

/*
 * Whether the block [from, to) has what a mail's head has and a list in a text,
 * "From: Harbour", "To: Island", "Date: daily", has not: an address or a day.
 */
bool block_is_certain(const struct lines *lines, size_t from, size_t to);

/* Whether `text` has a day and a time, "Ann Lee 5/3/16 06:01PM". */
bool block_tells_time(struct str text);

#endif
