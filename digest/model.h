/*
 * model.h - an issue as the tree of values that its templates name
 */
#ifndef DIGEST_MODEL_H
#define DIGEST_MODEL_H

#include "digest/render.h"

/* The names are those of digest/templates.c. */
struct value *model_of_issue(struct arena *arena,
                             const struct render_list *list,
                             const struct render_issue *issue);

#endif
