/*
 * rtf.h - Rich Text Format as text
 *
 * As it comes in winmail.dat: compressed ([MS-OXRTFCP]), often with the HTML
 * hidden in it that it was made of ([MS-OXRTFEX]).  Read as a program that knows
 * nothing of that HTML: its tags are in groups to pass over, the words are not.
 */
#ifndef TEXT_RTF_H
#define TEXT_RTF_H

#include "base/arena.h"
#include "base/str.h"

#define RTF_MAX (1024 * 1024) /* bytes after they were inflated */

/* The RTF in `packed`; empty when it is none or damaged from the start. */
struct str rtf_inflate(struct arena *arena, struct str packed);

/* The words of `rtf` as UTF-8 with LF line ends; never longer than four times
 * the RTF. */
struct str rtf_to_text(struct arena *arena, struct str rtf);

#endif
