/*
 * wording.h - which files a list's templates are
 *
 * The first that is there, in the folder `templates` of the configuration and
 * then, without the folders of lists, in the shipped one:
 *
 *	lists/NAME/held.txt	of this list
 *	pt-br/held.txt		of its language
 *	pt/held.txt		of its language, wherever it is spoken
 *	held.txt
 *
 * So a site's own file without a language stands before a shipped one of the
 * list's language.
 */
#ifndef APP_WORDING_H
#define APP_WORDING_H

#include "app/site.h"

/* Load all lists' templates: fills in `site->templates`, which are those
 * without list and language, and `site->wording`.  Errors as templates_load();
 * of files, as file_read(). */
enum err wording_load(struct site *site, struct why *why) MUST_CHECK;

/* The templates of `list`. */
const struct templates *wording_of(const struct site *site,
                                   const struct config_list *list);

#endif
