/*
 * link.h - where the links of a letter lead, and who needs to be told
 *
 * A reader's words are printed as text.  "As I read here" is worth nothing
 * without the target of "here"; behind a host's name, or as long as programs
 * make them to know who clicks, a target is only noise between the words.
 */
#ifndef TEXT_LINK_H
#define TEXT_LINK_H

#include <stdbool.h>

#include "base/str.h"

/*
 * Does `target` (a URL as the HTML has it) say more than the words `shown` that
 * lead there, and no more than a person would write down?  Of a "mailto:" it
 * is left to text/layout.h.
 */
bool link_tells(struct str shown, struct str target);

#endif
