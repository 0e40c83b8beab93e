/*
 * absence.h - subjects that programs give to the answers they send by themselves
 */
#ifndef DIGEST_ABSENCE_H
#define DIGEST_ABSENCE_H

#include "base/str.h"

/* The words of an absence notice, or of another automatic answer, that `subject`
 * starts with, brackets aside, in some thirty languages; NULL: with none. */
const char *absence_start(struct str subject);

#endif
