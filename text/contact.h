/*
 * contact.h - lines that tell who somebody is and where to find them
 *
 * What a signature is made of, by the shape of one line: it takes its
 * neighbours to be sure (text/signature.h).  All texts are the `text` of a
 * struct line.
 */
#ifndef TEXT_CONTACT_H
#define TEXT_CONTACT_H

#include <stdbool.h>

#include "base/str.h"

/* "Ann Lee", "-Ann", "//Jef", "Bank of England": few words, no sentence. */
bool contact_is_name(struct str text);

/* One to four words as names have them and nothing else, none an answer. */
bool contact_is_bare_name(struct str text);

/*
 * Nothing but words of `writer`, in any order: the first name of "Ann Lee",
 * "ann", "Lee, A.", "AL".  `writer` is what From tells, the name and what
 * stands before the '@' of the address; empty: nothing is of it.
 */
bool contact_is_of(struct str text, struct str writer);

/* A telephone number, an address of mail or web: not for print. */
bool contact_is_address(struct str text);

/* The same or an extension, "x-37059", as it stands below a name. */
bool contact_is_number(struct str text);

/* "PS: ...", "N.B. ...", "[1] ...": said below the name and by the writer. */
bool contact_is_postscript(struct str text);

#endif
