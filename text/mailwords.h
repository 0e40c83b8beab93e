/*
 * mailwords.h - the words that mail programs write, language by language
 *
 * Tables only and the questions about one line that they answer; what a line
 * means among its neighbours is decided in text/attribution.h and text/quote.h.  Letters compare without case in ASCII only: tables
 * hold other letters in the case that programs use.  All texts are the `text`
 * of a struct line.
 */
#ifndef TEXT_MAILWORDS_H
#define TEXT_MAILWORDS_H

#include <stdbool.h>

#include "base/str.h"

enum header {
	HEADER_NONE,
	HEADER_FROM,
	HEADER_DATE,
	HEADER_TO,
	HEADER_CC,
	HEADER_SUBJECT,
	HEADER_OTHER,
};

/* "From: ...", "*Von:* ...", "Objet : ...": which header such a line has. */
enum header header_of(struct str text);

/*
 * Where a verb of "On ... wrote:" ends in `text` ("wrote", "a écrit", "写道"):
 * the last one's place behind its last byte; STR_NONE when there is none.
 */
size_t wrote_find(struct str text);

/* Whether it starts as "On ...", "Am ...", "Le ..." do; with case. */
bool has_lead(struct str text);

/* "Original Message", "Ursprüngliche Nachricht", ... anywhere in it. */
bool says_original(struct str text);

/* "Forwarded message", "Weitergeleitete Nachricht", ... anywhere in it. */
bool says_forwarded(struct str text);

/* The whole line that Apple Mail writes: "Begin forwarded message:". */
bool begins_forward(struct str text);

#endif
