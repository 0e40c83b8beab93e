/*
 * intake.h - a file as an article
 */
#ifndef APP_INTAKE_H
#define APP_INTAKE_H

#include "base/arena.h"
#include "base/err.h"
#include "store/articles.h"

#define INTAKE_MAX (5 * 1024 * 1024) /* bytes of an article's file */

/*
 * Read `path` ("-": standard input) by its ending: .md and .markdown are
 * Markdown with front matter (title, byline or author, date, link, summary),
 * .html and .htm a page, all else plain text whose first paragraph is the
 * headline when it is a single short line (120 characters) and no sentence, and
 * whose next one is the byline when it starts with "By".  Fills title, byline,
 * published, link, text, key and, where the file gives one, summary; a headline
 * may be missing, and then key is the link or empty.
 *
 *	ERR_INPUT	no text, a link that is not http(s)
 *	ERR_ABSENT, ERR_LIMIT, ERR_FATAL	as file_read()
 */
enum err intake_file(struct arena *arena, const char *path,
                     struct article *article, struct why *why) MUST_CHECK;

/* Whether `link` is empty or an http(s) address of plain ASCII. */
bool intake_link_ok(struct str link);

/* Set the summary of `wanted` sentences (0: by length) unless there is one,
 * one sentence a line. */
void intake_summarize(struct arena *arena, struct str language, int64_t wanted,
                      struct article *article);

#endif
