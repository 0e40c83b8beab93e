/*
 * rulerwords.h - the words on the line above a letter that is passed on
 *
 * "Original Message", "Forwarded message" between dashes, and what Apple Mail
 * writes as a line: tables and the questions about one line that they answer,
 * as in text/mailwords.h.
 */
#ifndef TEXT_RULERWORDS_H
#define TEXT_RULERWORDS_H

#include <stdbool.h>

#include "base/str.h"

/* "Original Message", "Ursprüngliche Nachricht", ... anywhere in it. */
bool says_original(struct str text);

/* "Forwarded message", "Weitergeleitete Nachricht", ... anywhere in it. */
bool says_forwarded(struct str text);

/* The whole line that Apple Mail writes: "Begin forwarded message:". */
bool begins_forward(struct str text);

/* "##- Please type your reply above this line -##", as services write. */
bool says_reply_above(struct str text);

#endif
