/*
 * The schema says what the model may hold; a template is walked as it will be
 * rendered, with the path of each open section, and every name is looked for
 * as the renderer does: inmost section first, and only by its first key.
 */
#include "text/template_private.h"

#define LOOPS_MAX 2
#define STEPS_MAX 100000 /* nodes looked at, each as often as it is named */

/* An open section, inmost first. */
struct scope {
	struct str path; /* "items[]" */
	size_t n_loops;  /* it is in, or is */
	const struct scope *up;
};

/* A part being walked, and who named it. */
struct walk {
	const struct part *part;
	const struct walk *up;
	size_t depth;
};

struct checker {
	struct arena *arena;
	const struct template *template;
	const char *const *schema;
	size_t n_schema, steps;
	struct why *why;
};

enum path_kind {
	PATH_UNKNOWN,
	PATH_LEAF,
	PATH_OBJECT,
	PATH_LIST,
};

static enum path_kind path_kind(const struct checker *c, struct str path)
{
	enum path_kind kind = PATH_UNKNOWN;

	for (size_t i = 0; i < c->n_schema; i++) {
		struct str known = str_of(c->schema[i]), rest;

		if (!str_eq(str_slice(known, 0, path.len), path))
			continue;
		rest = str_from(known, path.len);
		if (str_starts(rest, "[]"))
			return PATH_LIST;
		if (str_starts(rest, "."))
			kind = PATH_OBJECT;
		else if (rest.len == 0 && kind == PATH_UNKNOWN)
			kind = PATH_LEAF;
	}
	return kind;
}

static struct str join(const struct checker *c, struct str path, struct str key)
{
	return str_of(arena_printf(c->arena, "%.*s%s%.*s", (int)path.len,
	                           path.ptr, path.len > 0 ? "." : "",
	                           (int)key.len, key.ptr));
}

/* The whole path of `name` as seen from `scope`. */
static enum path_kind find_path(const struct checker *c,
                                const struct scope *scope, struct str name,
                                struct str *path)
{
	struct str rest = name, key;

	*path = scope->path;
	if (!template_next_key(&rest, &key))
		return path_kind(c, *path);
	for (; scope; scope = scope->up) {
		*path = join(c, scope->path, key);
		if (path_kind(c, *path) != PATH_UNKNOWN)
			break;
	}
	while (scope && template_next_key(&rest, &key))
		*path = join(c, *path, key);
	return scope ? path_kind(c, *path) : PATH_UNKNOWN;
}

static enum err complain(const struct checker *c, const struct walk *walk,
                         const struct node *node, const char *what)
{
	int n = node->text.len > 60 ? 60 : (int)node->text.len;

	return err_because(c->why, ERR_INPUT, "%s:%zu: \"%.*s\" %s",
	                   walk->part->path, node->line, n, node->text.ptr,
	                   what);
}

static enum err check_nodes(struct checker *c, const struct walk *walk,
                            size_t from, size_t to, const struct scope *scope);

static enum err check_section(struct checker *c, const struct walk *walk,
                              size_t at, const struct scope *scope)
{
	const struct node *node = &walk->part->nodes[at];
	struct scope inner = {.up = scope, .n_loops = scope->n_loops};
	enum path_kind kind = find_path(c, scope, node->text, &inner.path);

	if (kind == PATH_UNKNOWN)
		return complain(c, walk, node, "is no name of this template");
	if (node->kind == NODE_INVERTED)
		return check_nodes(c, walk, at + 1, node->end, scope);
	if (kind == PATH_LIST) {
		inner.path = str_of(arena_printf(c->arena, "%.*s[]",
		                                 (int)inner.path.len,
		                                 inner.path.ptr));
		if (++inner.n_loops > LOOPS_MAX)
			return complain(c, walk, node,
			                "is a loop in a loop in a loop");
	}
	return check_nodes(c, walk, at + 1, node->end, &inner);
}

static enum err check_partial(struct checker *c, const struct walk *walk,
                              const struct node *node,
                              const struct scope *scope)
{
	const struct part *part = &c->template->parts[node->part];
	struct walk inner = {part, walk, walk->depth + 1};
	struct node named = {.text = str_of(part->name), .line = node->line};

	for (const struct walk *w = walk; w; w = w->up)
		if (w->part == part)
			return complain(c, walk, &named, "includes itself");
	if (inner.depth > TEMPLATE_PARTIALS_MAX)
		return complain(c, walk, &named, "is nested too deep");
	return check_nodes(c, &inner, 0, part->n, scope);
}

static enum err check_value(struct checker *c, const struct walk *walk,
                            const struct node *node, const struct scope *scope)
{
	struct str path;

	switch (find_path(c, scope, node->text, &path)) {
	case PATH_UNKNOWN:
		return complain(c, walk, node, "is no name of this template");
	case PATH_LEAF:
		return OK;
	case PATH_LIST:
		return complain(c, walk, node, "is a list, not a text");
	case PATH_OBJECT:
		break;
	}
	return complain(c, walk, node, "has parts, it is no text");
}

static enum err check_nodes(struct checker *c, const struct walk *walk,
                            size_t from, size_t to, const struct scope *scope)
{
	const struct node *nodes = walk->part->nodes;
	enum err e = OK;

	for (size_t i = from; !e && i < to; i++) {
		if (++c->steps > STEPS_MAX)
			return complain(c, walk, &nodes[i],
			                "is too much for one template");
		switch (nodes[i].kind) {
		case NODE_TEXT:
		case NODE_LINE:
			break;
		case NODE_VALUE:
		case NODE_RAW:
			e = check_value(c, walk, &nodes[i], scope);
			break;
		case NODE_SECTION:
		case NODE_INVERTED:
			e = check_section(c, walk, i, scope);
			i = nodes[i].end - 1;
			break;
		case NODE_PARTIAL:
			e = check_partial(c, walk, &nodes[i], scope);
			break;
		}
	}
	return e;
}

enum err template_check(struct arena *arena, const struct template *template,
                        const char *const *schema, size_t n_schema,
                        struct why *why)
{
	struct checker c = {arena, template, schema, n_schema, 0, why};
	const struct part *part = &template->parts[template->main_part];
	struct walk walk = {part, NULL, 0};
	struct scope root = {{"", 0}, 0, NULL};

	return check_nodes(&c, &walk, 0, part->n, &root);
}
