/*
 * safehtml_private.h - the names that safehtml.c keeps and drops
 */
#ifndef TEXT_SAFEHTML_PRIVATE_H
#define TEXT_SAFEHTML_PRIVATE_H

#include "base/str.h"

enum safe_list {
	SAFE_ELEMENTS,
	SAFE_VOIDS,
	SAFE_OPAQUE,
	SAFE_ATTRIBUTES,
	SAFE_LINKS,
	SAFE_SIBLINGS,
};

/* `name`, in any case, as the list has it; NULL: it is not on it. */
const char *safehtml_find(enum safe_list list, struct str name);

#endif
