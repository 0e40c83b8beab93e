/*
 * paper.h - a newspaper to test with: a list, its articles and letters
 */
#ifndef TESTS_PAPER_H
#define TESTS_PAPER_H

#include "digest/render.h"

/* "The Harbour Courier" of example.org. */
extern const struct render_list paper_list;

/* Its second edition: an article with letters in a thread, a closed one, one
 * that was printed before. */
extern const struct render_issue paper_issue;

/* One reader's values for all slots, as wide as they are in earnest. */
#define PAPER_SLOTS (SLOT_FIRST_ITEM + 3)
extern const struct str paper_values[PAPER_SLOTS];

/* The shipped templates; a mistake in them fails the test. */
void paper_templates(struct arena *arena, struct templates *templates);

/* The files of the shipped templates. */
void paper_sources(struct arena *arena,
                   struct template_source sources[TEMPLATES]);

/* `text` with paper_values in its slots. */
struct str paper_fill(struct arena *arena, struct str text);

/* `list` and `issue` rendered by the shipped templates. */
void paper_render(struct arena *arena, const struct render_list *list,
                  const struct render_issue *issue,
                  struct rendering *rendering);

/* `model` has, in each of its objects, exactly the names that templates of
 * `name` may use, once each. */
void paper_check_names(struct arena *arena, const struct value *model,
                       enum template_name name);

/* The field called `name`; the test fails when it is not there. */
const struct value *paper_field(const struct value *object, const char *name);

/* Every line of `text` has at most 72 columns or is a word by itself. */
void paper_check_columns(struct str text);

/* The whole mail of `rendering` for that reader. */
struct str paper_mail(struct arena *arena, const struct rendering *rendering);

#endif
