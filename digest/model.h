/*
 * model.h - an issue as the tree of values that its templates name
 *
 * The names are those of digest/templates.c, and every object has all of its
 * own: a name that an article's object lacked would show the edition's value
 * of that name.
 */
#ifndef DIGEST_MODEL_H
#define DIGEST_MODEL_H

#include "digest/render.h"

/*
 * The model, in `arena`.  Readers' and editors' words are text whatever they
 * hold: cleaned, and escaped where they come as HTML.  A link that is not
 * http(s) is left out.
 */
struct value *model_of_issue(struct arena *arena,
                             const struct render_list *list,
                             const struct render_issue *issue);

#endif
