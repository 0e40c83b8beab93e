/*
 * tnef.h - what is inside of a winmail.dat
 *
 * Outlook and Exchange wrap a mail in attributes of their own ([MS-OXTNEF]):
 * its text as plain text, HTML or compressed RTF, and its attachments.  One pass
 * over the attributes, each of them has its length; nothing is kept but slices
 * of the bytes.
 */
#ifndef MAILER_TNEF_H
#define MAILER_TNEF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define TNEF_FILES_MAX 50

struct tnef_text {
	struct str bytes; /* as they stand; may be empty */
	bool is_utf16;    /* else in the charset of `codepage` */
};

struct tnef {
	struct tnef_text text, html;
	struct str rtf;    /* compressed, see text/rtf.h */
	uint32_t codepage; /* 0: not told */
	struct {
		struct tnef_text name;
		size_t len;
	} files[TNEF_FILES_MAX];
	size_t n_files;
};

/* False: `bytes` are no TNEF, `tnef` is untouched.  Of a stream that is cut off
 * or damaged, what comes before counts. */
bool tnef_read(struct str bytes, struct tnef *tnef);

#endif
