/*
 * shipped.h - what comes with the program: templates, models
 */
#ifndef APP_SHIPPED_H
#define APP_SHIPPED_H

#include "base/arena.h"

/* Where `name` ("templates", "models/abuse.model") of what is shipped lies: in
 * the tree that the program was built in, else where it is installed. */
const char *shipped_path(struct arena *arena, const char *name);

#endif
