/*
 * template_private.h - a template as its loader leaves it to its renderer
 *
 * template_load.c cuts each source in nodes, template_check.c holds them
 * against the schema, template.c walks them.  A part is one source: the main
 * one or a partial.  A section's nodes follow it up to its `end`.
 */
#ifndef TEXT_TEMPLATE_PRIVATE_H
#define TEXT_TEMPLATE_PRIVATE_H

#include "text/template.h"

#define TEMPLATE_PARTIALS_MAX 16      /* within each other */
#define TEMPLATE_SECTIONS_MAX 32      /* within each other, in one source */
#define TEMPLATE_STEPS_MAX    4000000 /* nodes looked at in one rendering */

enum node_kind {
	NODE_TEXT,
	NODE_LINE, /* a line starts here: a partial's indentation goes here */
	NODE_VALUE,
	NODE_RAW,
	NODE_SECTION,
	NODE_INVERTED,
	NODE_PARTIAL,
};

struct node {
	enum node_kind kind;
	struct str text; /* as it is; a name; of a partial its indentation */
	size_t line;     /* in the source, from 1 */
	size_t end;      /* of a section: the node behind it */
	size_t part;     /* of a partial: its index */
	bool is_alone;   /* of a partial: on its line */
};

struct part {
	const char *name, *path;
	struct str text;
	struct node *nodes;
	size_t n;
	bool is_parsed;
};

struct template
{
	struct part *parts; /* as the sources; those never named are empty */
	size_t n, main_part;
	enum template_escape escape;
};

/* Take the name before the first dot off `rest` ("." has none: false). */
bool template_next_key(struct str *rest, struct str *key);

/*
 * Hold every name that `template` can come across against the schema.
 * ERR_INPUT as template_load() says.
 */
enum err template_check(struct arena *arena, const struct template *template,
                        const char *const *schema, size_t n_schema,
                        struct why *why) MUST_CHECK;

#endif
