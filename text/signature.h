/*
 * signature.h - what stands below a letter and is none of it
 *
 * "-- " and what follows, "Sent from my iPhone", a closing with a name, a
 * block with telephone numbers, notes of lawyers and virus scanners.  A plain
 * "Thanks, Ann" stays: it is the writer's own, and harmless.
 */
#ifndef TEXT_SIGNATURE_H
#define TEXT_SIGNATURE_H

#include "text/lines.h"

/*
 * Mark signatures and disclaimers among the lines that are still own.
 * `is_aligned`: the edition was recognised, so that whatever else is own stays
 * so; otherwise text below a device's line is the mail that was answered.
 * `writer`: whom From names (contact_is_of()), or empty.  One word alone at the
 * end is cut where it is the writer's name or nobody's is known; where a name
 * is known and this is another word, it stays.
 */
void signature_mark(struct lines *lines, bool is_aligned, struct str writer);

#endif
