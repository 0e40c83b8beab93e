#include "text/template.h"

#include "base/buf.h"
#include "text/template_private.h"

static struct value *new_value(struct arena *arena, enum value_kind kind)
{
	struct value *value = arena_new(arena, struct value);

	value->kind = kind;
	return value;
}

struct value *value_text(struct arena *arena, struct str text)
{
	struct value *value = new_value(arena, VALUE_TEXT);

	value->text = text;
	return value;
}

struct value *value_bool(struct arena *arena, bool is_true)
{
	return new_value(arena, is_true ? VALUE_TRUE : VALUE_NONE);
}

struct value *value_list(struct arena *arena)
{
	return new_value(arena, VALUE_LIST);
}

struct value *value_object(struct arena *arena)
{
	return new_value(arena, VALUE_OBJECT);
}

void value_push(struct arena *arena, struct value *list, struct value *item)
{
	list->items =
		arena_grow(arena, list->items, list->n, sizeof(struct value *));
	list->items[list->n++] = item;
}

void value_set(struct arena *arena, struct value *object, const char *name,
               struct value *value)
{
	object->fields = arena_grow(arena, object->fields, object->n,
	                            sizeof(struct value_field));
	object->fields[object->n++] = (struct value_field){name, value};
}

void value_set_text(struct arena *arena, struct value *object, const char *name,
                    struct str text)
{
	value_set(arena, object, name, value_text(arena, text));
}

void value_set_number(struct arena *arena, struct value *object,
                      const char *name, int64_t number)
{
	const char *text = arena_printf(arena, "%lld", (long long)number);

	value_set_text(arena, object, name, str_of(text));
}

bool template_next_key(struct str *rest, struct str *key)
{
	return !str_is(*rest, ".") && str_next_field(rest, '.', key);
}

/* The values whose sections are open, inmost first. */
struct frame {
	const struct value *value;
	const struct frame *up;
};

/* The partials that are open, inmost first. */
struct place {
	const struct part *part;
	struct str indent; /* before each line, behind that of `outer` */
	const struct place *outer; /* NULL when not alone on its line */
	size_t depth;
};

struct renderer {
	const struct template *template;
	struct buf out;
	size_t steps;
	struct why *why;
};

static const struct value *field(const struct value *object, struct str name)
{
	if (!object || object->kind != VALUE_OBJECT)
		return NULL;
	for (size_t i = 0; i < object->n; i++)
		if (str_is(name, object->fields[i].name))
			return object->fields[i].value;
	return NULL;
}

/* The first key anywhere on the way out, the others only in what it gave. */
static const struct value *find_value(const struct frame *frame,
                                      struct str name)
{
	const struct value *value = NULL;
	struct str rest = name, key;

	if (!template_next_key(&rest, &key))
		return frame->value;
	for (; frame && !value; frame = frame->up)
		value = field(frame->value, key);
	while (value && template_next_key(&rest, &key))
		value = field(value, key);
	return value;
}

static bool is_true(const struct value *value)
{
	if (!value)
		return false;
	switch (value->kind) {
	case VALUE_NONE:
		return false;
	case VALUE_TEXT:
		return value->text.len > 0;
	case VALUE_LIST:
		return value->n > 0;
	case VALUE_TRUE:
	case VALUE_OBJECT:
		break;
	}
	return true;
}

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	}
	return NULL;
}

static void add_html(struct buf *out, struct str text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.len; i++) {
		const char *instead = entity(text.ptr[i]);

		if (!instead)
			continue;
		buf_add(out, str_slice(text, from, i));
		buf_adds(out, instead);
		from = i + 1;
	}
	buf_add(out, str_from(text, from));
}

static void add_value(struct renderer *r, const struct value *value,
                      enum template_escape escape)
{
	if (!value || value->kind != VALUE_TEXT)
		return;
	if (escape == TEMPLATE_HTML)
		add_html(&r->out, value->text);
	else
		buf_add(&r->out, value->text);
}

static void add_indent(struct renderer *r, const struct place *place)
{
	if (place->outer)
		add_indent(r, place->outer);
	buf_add(&r->out, place->indent);
}

static enum err textify_nodes(struct renderer *r, const struct place *place,
                              size_t from, size_t to,
                              const struct frame *frame);

static enum err render_section(struct renderer *r, const struct place *place,
                               size_t at, const struct frame *frame)
{
	const struct node *node = &place->part->nodes[at];
	const struct value *value = find_value(frame, node->text);
	struct frame inner = {value, frame};
	enum err e = OK;

	if (node->kind == NODE_INVERTED && is_true(value))
		return OK;
	if (node->kind == NODE_INVERTED)
		return textify_nodes(r, place, at + 1, node->end, frame);
	if (!is_true(value))
		return OK;
	if (value->kind != VALUE_LIST)
		return textify_nodes(r, place, at + 1, node->end, &inner);
	r->steps += value->n;
	for (size_t i = 0; !e && i < value->n; i++) {
		inner.value = value->items[i];
		e = textify_nodes(r, place, at + 1, node->end, &inner);
	}
	return e;
}

static enum err render_partial(struct renderer *r, const struct place *place,
                               const struct node *node,
                               const struct frame *frame)
{
	const struct part *part = &r->template->parts[node->part];
	struct place inner = {.part = part, .depth = place->depth + 1};

	if (node->is_alone) {
		inner.indent = node->text;
		inner.outer = place;
	}
	if (inner.depth > TEMPLATE_PARTIALS_MAX)
		return err_because(r->why, ERR_LIMIT,
		                   "%s:%zu: partials nest deeper than %d",
		                   place->part->path, node->line,
		                   TEMPLATE_PARTIALS_MAX);
	return textify_nodes(r, &inner, 0, part->n, frame);
}

static enum err over_limit(struct renderer *r, const struct place *place,
                           const struct node *node)
{
	return err_because(r->why, ERR_LIMIT,
	                   "%s:%zu: more than %d bytes or %d steps",
	                   place->part->path, node->line, TEMPLATE_OUTPUT_MAX,
	                   TEMPLATE_STEPS_MAX);
}

static enum err textify_nodes(struct renderer *r, const struct place *place,
                              size_t from, size_t to, const struct frame *frame)
{
	const struct node *nodes = place->part->nodes;
	enum err e = OK;

	for (size_t i = from; !e && i < to; i++) {
		switch (nodes[i].kind) {
		case NODE_TEXT:
			buf_add(&r->out, nodes[i].text);
			break;
		case NODE_LINE:
			add_indent(r, place);
			break;
		case NODE_VALUE:
			add_value(r, find_value(frame, nodes[i].text),
			          r->template->escape);
			break;
		case NODE_RAW:
			add_value(r, find_value(frame, nodes[i].text),
			          TEMPLATE_TEXT);
			break;
		case NODE_SECTION:
		case NODE_INVERTED:
			e = render_section(r, place, i, frame);
			break;
		case NODE_PARTIAL:
			e = render_partial(r, place, &nodes[i], frame);
			break;
		}
		if (!e && (!buf_ok(&r->out) || ++r->steps > TEMPLATE_STEPS_MAX))
			e = over_limit(r, place, &nodes[i]);
		if (nodes[i].end > 0) /* a section's own nodes are done */
			i = nodes[i].end - 1;
	}
	return e;
}

enum err template_render(struct arena *arena, const struct template *template,
                         const struct value *model, struct str *text,
                         struct why *why)
{
	struct renderer r = {.template = template,
	                     .out = BUF_INIT(TEMPLATE_OUTPUT_MAX),
	                     .why = why};
	const struct part *part = &template->parts[template->main_part];
	struct place place = {.part = part};
	struct frame root = {model, NULL};
	enum err e = textify_nodes(&r, &place, 0, part->n, &root);

	if (e)
		buf_free(&r.out);
	else
		*text = buf_take(&r.out, arena);
	return e;
}
