/*
 * template.h - logic-less templates in the manner of Mustache
 *
 * {{name}}            the value, escaped for the part the template stands in
 * {{{name}}} {{&name}} the value raw
 * {{#name}}..{{/name}} for each element, or once when true
 * {{^name}}..{{/name}} when false or empty
 * {{>name}}           another template, indented as the tag
 * {{!..}} {{=<% %>=}}  comment, other delimiters
 *
 * Names are dotted ("item.title"), "." is the element itself.  A tag alone on
 * its line takes the line with it (the public Mustache specification, 1.1.3).
 *
 * What a template may name is stated by a schema: names that it does not know,
 * sections that are never closed and partials that are missing fail when the
 * template is loaded, with file and line; nothing fails when it is rendered
 * but a limit.  Loops nest two deep at most.
 */
#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum template_escape {
	TEMPLATE_TEXT, /* as it is: plain text mail */
	TEMPLATE_HTML, /* & < > " ' */
};

/* A value of the model: a tree in the caller's arena. */
enum value_kind {
	VALUE_NONE, /* false */
	VALUE_TRUE,
	VALUE_TEXT,   /* false when empty */
	VALUE_LIST,   /* false when empty */
	VALUE_OBJECT, /* fields */
};

struct value {
	enum value_kind kind;
	struct str text;
	struct value **items; /* of a list */
	struct value_field *fields;
	size_t n; /* items or fields */
};

struct value_field {
	const char *name;
	struct value *value;
};

struct value *value_text(struct arena *arena, struct str text);
struct value *value_bool(struct arena *arena, bool is_true);
struct value *value_list(struct arena *arena);
struct value *value_object(struct arena *arena);
/* Add to the end of a list. */
void value_push(struct arena *arena, struct value *list, struct value *item);
/* Add a field; `name` is borrowed. */
void value_set(struct arena *arena, struct value *object, const char *name,
               struct value *value);
/* The same for a text and for a number. */
void value_set_text(struct arena *arena, struct value *object, const char *name,
                    struct str text);
void value_set_number(struct arena *arena, struct value *object,
                      const char *name, int64_t number);

/* A template's source, as the caller read it from a file. */
struct template_source {
	const char *name; /* "digest.txt": what {{>name}} says */
	const char *path; /* for messages */
	struct str text;
};

struct template;

/*
 * Load `sources[main]` with the others as partials.  `schema` lists the names
 * allowed as dotted paths from the root, a list's elements behind "[]":
 * "title", "items", "items[].title", "items[].letters[].text"; NULL: all
 * names are allowed (and absent ones are false).
 *
 * ERR_INPUT: `why` is "path:line: what is wrong".
 */
enum err template_load(struct arena *arena,
                       const struct template_source *sources, size_t n,
                       size_t main_source, enum template_escape escape,
                       const char *const *schema, size_t n_schema,
                       const struct template **result,
                       struct why *why) MUST_CHECK;

#define TEMPLATE_OUTPUT_MAX (4 * 1024 * 1024) /* bytes */

/* ERR_LIMIT when more than TEMPLATE_OUTPUT_MAX would come out or partials
 * nest deeper than 16. */
enum err template_render(struct arena *arena, const struct template *template,
                         const struct value *model, struct str *text,
                         struct why *why) MUST_CHECK;

#endif
