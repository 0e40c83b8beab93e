/*
 * devicewords.h - the line that a telephone or a program adds to a letter
 *
 * Tables of what they write in many languages, as in text/mailwords.h.
 */
#ifndef TEXT_DEVICEWORDS_H
#define TEXT_DEVICEWORDS_H

#include <stdbool.h>

#include "base/str.h"

/* "Sent from my iPhone", "Get Outlook for iOS", "Von meinem ... gesendet". */
bool is_mobile_line(struct str text);

#endif
