/*
 * faq.h - the Comments FAQ: what becomes of a letter, and why it was rejected
 *
 * faq.txt has a section for each reason that a moderator can give
 * (digest/command.h): a line "[code] What it is called", and the lines behind it
 * that are blank or begin with a blank.  A decision letter quotes the section of
 * its reason, so that what is said there and what the FAQ says is one text.
 */
#ifndef DIGEST_FAQ_H
#define DIGEST_FAQ_H

#include "digest/render.h"

/* The section of `code` in a FAQ: what it is called, and its lines as they are;
 * false when it has none. */
bool faq_section(struct str faq, struct str code, struct str *title,
                 struct str *text);

/* Whether a FAQ has a section for each reason, and none for another.  ERR_INPUT
 * with what is wrong in `why`. */
enum err faq_check(struct str faq, struct why *why) MUST_CHECK;

/* The model of faq.txt; `appeal_s`: so long a rejection can be appealed. */
struct value *faq_model(struct arena *arena, const struct render_list *list,
                        int64_t appeal_s);

/* The FAQ of `list` as a text, without its subject.  Errors as
 * template_render(). */
enum err faq_text(struct arena *arena, const struct templates *templates,
                  const struct render_list *list, int64_t appeal_s,
                  struct str *text, struct why *why) MUST_CHECK;

#endif
