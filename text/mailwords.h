/*
 * mailwords.h - the words that mail programs write, language by language
 *
 * Tables only and the questions about one line that they answer; what a line
 * means among its neighbours is decided in text/attribution.h and text/quote.h,
 * and what programs write on rulers stands in text/rulerwords.h.  Letters
 * compare without case in ASCII only: tables hold other letters in the case
 * that programs use.  All texts are the `text` of a struct line.
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

/* "From: ...", "*Von:* ...", "Objet : ...", "To  ..." in a table's columns:
 * which header such a line has. */
enum header header_of(struct str text);

/*
 * Where a verb of "On ... wrote:" ends in `text` ("wrote", "a écrit", "写道"):
 * the last one's place behind its last byte; STR_NONE when there is none.
 */
size_t wrote_find(struct str text);

/* Whether it starts as "On ...", "Am ...", "Le ..." do; with case. */
bool has_lead(struct str text);

#endif
