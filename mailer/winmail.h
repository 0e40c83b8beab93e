/*
 * winmail.h - the mail inside of a winmail.dat, as text
 */
#ifndef MAILER_WINMAIL_H
#define MAILER_WINMAIL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "mailer/tnef.h"

struct winmail {
	struct str text; /* the plain one, else that of the RTF; may be empty */
	struct str html; /* source, as UTF-8; may be empty */
	struct {
		struct str name; /* for showing only */
		size_t len;
	} files[TNEF_FILES_MAX];
	size_t n_files;
};

/* All as UTF-8, in `arena`; false: `bytes` are no TNEF. */
bool winmail_read(struct arena *arena, struct str bytes,
                  struct winmail *winmail);

#endif
