/*
 * tell.h - what the store knows of a letter, for people and for programs
 */
#ifndef APP_TELL_H
#define APP_TELL_H

#include "app/out.h"
#include "store/letters.h"

/* The fields of a letter's row; its story as "story", "why" and "steps". */
void tell_letter(struct out *out, struct arena *arena,
                 const struct letter *letter);

/* Print which letter it is: its state, kind, author, subject, times. */
void tell_letter_head(const struct letter *letter);

/* Print a line for each step: what it is about, how certain it is, in words,
 * what it rests on. */
void tell_steps(struct arena *arena, const struct letter *letter);

#endif
