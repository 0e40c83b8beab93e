#include "text/template_private.h"

#include <string.h>

/* The place in a source and what is open there. */
struct parser {
	struct arena *arena;
	struct template *template;
	struct part *part;
	struct why *why;
	size_t at, line;        /* next byte, and the line it is in */
	struct str open, close; /* delimiters */
	size_t sections[TEMPLATE_SECTIONS_MAX]; /* open ones, as nodes */
	size_t depth;
};

/* One tag: {{ sigil name }}. */
struct tag {
	char sigil; /* '\0' for a plain name */
	struct str name;
	size_t start, end; /* in the source, with the delimiters */
	size_t line;
	bool is_alone; /* on its line, and may take it with it */
};

static int shown(struct str text)
{
	return text.len > 60 ? 60 : (int)text.len;
}

#define fail_at(p, at_line, fmt, ...)                                          \
	err_because((p)->why, ERR_INPUT, "%s:%zu: " fmt, (p)->part->path,      \
	            (at_line), __VA_ARGS__)

static struct node *add_node(struct parser *p, enum node_kind kind,
                             struct str text, size_t line)
{
	struct part *part = p->part;
	struct node *node;

	part->nodes = arena_grow(p->arena, part->nodes, part->n, sizeof(*node));
	node = &part->nodes[part->n++];
	*node = (struct node){.kind = kind, .text = text, .line = line};
	return node;
}

static bool at_line_start(const struct parser *p, size_t at)
{
	return at == 0 || p->part->text.ptr[at - 1] == '\n';
}

/* The text from p->at to `end`, line by line. */
static void add_text(struct parser *p, size_t end)
{
	while (p->at < end) {
		struct str rest = str_slice(p->part->text, p->at, end);
		size_t n = str_find_char(rest, '\n');
		struct str line = str_slice(rest, 0, n == STR_NONE ? n : n + 1);

		/* An empty line gets no indentation. */
		if (at_line_start(p, p->at) &&
		    (n == STR_NONE || str_trim(line).len > 0))
			add_node(p, NODE_LINE, line, p->line);
		add_node(p, NODE_TEXT, line, p->line);
		p->at += line.len;
		p->line += n != STR_NONE;
	}
}

static bool is_name(struct str name)
{
	if (str_is(name, "."))
		return true;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		bool is_inner_dot = c == '.' && i > 0 && i + 1 < name.len &&
		                    name.ptr[i - 1] != '.';

		if (!char_is_alnum(c) && c != '_' && c != '-' && !is_inner_dot)
			return false;
	}
	return name.len > 0;
}

/* Where the tag's content ends, with `extra` before the closing delimiter. */
static size_t find_close(const struct parser *p, size_t from, const char *extra)
{
	const char *close = arena_printf(p->arena, "%s%.*s", extra,
	                                 (int)p->close.len, p->close.ptr);
	size_t n = str_find(str_from(p->part->text, from), close);

	return n == STR_NONE ? n : from + n;
}

/* Comments, sections, partials and delimiters: nothing else on the line? */
static bool is_alone(const struct parser *p, const struct tag *tag,
                     size_t *line_start, size_t *line_end)
{
	struct str text = p->part->text;
	size_t a = tag->start, b = tag->end;

	if (!tag->sigil || !strchr("#^/>!=", tag->sigil))
		return false;
	while (a > 0 && char_is_blank(text.ptr[a - 1]))
		a--;
	while (b < text.len && char_is_blank(text.ptr[b]))
		b++;
	if (b + 1 < text.len && text.ptr[b] == '\r' && text.ptr[b + 1] == '\n')
		b++;
	if (!at_line_start(p, a) || (b < text.len && text.ptr[b] != '\n'))
		return false;
	*line_start = a;
	*line_end = b < text.len ? b + 1 : b;
	return true;
}

/* Read the tag whose opening delimiter is at `start`. */
static enum err read_tag(struct parser *p, size_t start, struct tag *tag)
{
	static const char sigils[] = "#^/>!={&";
	struct str text = p->part->text;
	size_t from = start + p->open.len, end;
	const char *extra = "";

	*tag = (struct tag){.start = start, .line = p->line};
	while (from < text.len && char_is_space(text.ptr[from]))
		from++;
	if (from < text.len && text.ptr[from] != '\0' &&
	    strchr(sigils, text.ptr[from]))
		tag->sigil = text.ptr[from++];
	if (tag->sigil == '{')
		extra = "}";
	else if (tag->sigil == '=')
		extra = "=";
	end = find_close(p, from, extra);
	if (end == STR_NONE)
		return fail_at(p, tag->line, "the tag %.*s... is never closed",
		               (int)p->open.len, p->open.ptr);
	tag->name = str_trim(str_slice(text, from, end));
	tag->end = end + strlen(extra) + p->close.len;
	if (tag->sigil && strchr("!=", tag->sigil))
		return OK;
	if (!is_name(tag->name))
		return fail_at(p, tag->line, "\"%.*s\" is no name",
		               shown(tag->name), tag->name.ptr);
	return OK;
}

/* Printable ASCII but '=', so that they are found again and can be shown. */
static bool is_delimiter(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] <= ' ' || text.ptr[i] > '~' ||
		    text.ptr[i] == '=')
			return false;
	return true;
}

static enum err set_delimiters(struct parser *p, const struct tag *tag)
{
	struct str rest = tag->name, open, close, more;

	if (!str_next_word(&rest, &open) || !str_next_word(&rest, &close) ||
	    str_next_word(&rest, &more) || !is_delimiter(open) ||
	    !is_delimiter(close))
		return fail_at(p, tag->line, "\"%.*s\" are no two delimiters",
		               shown(tag->name), tag->name.ptr);
	p->open = open;
	p->close = close;
	return OK;
}

static enum err open_section(struct parser *p, const struct tag *tag)
{
	if (p->depth == TEMPLATE_SECTIONS_MAX)
		return fail_at(p, tag->line, "sections nest deeper than %d",
		               TEMPLATE_SECTIONS_MAX);
	p->sections[p->depth++] = p->part->n;
	add_node(p, tag->sigil == '#' ? NODE_SECTION : NODE_INVERTED, tag->name,
	         tag->line);
	return OK;
}

static enum err close_section(struct parser *p, const struct tag *tag)
{
	struct node *section;

	if (p->depth == 0)
		return fail_at(p, tag->line,
		               "nothing is open that {{/%.*s}} "
		               "could close",
		               shown(tag->name), tag->name.ptr);
	section = &p->part->nodes[p->sections[--p->depth]];
	if (!str_eq(section->text, tag->name))
		return fail_at(p, tag->line,
		               "{{/%.*s}} where the section "
		               "\"%.*s\" of line %zu is open",
		               shown(tag->name), tag->name.ptr,
		               shown(section->text), section->text.ptr,
		               section->line);
	section->end = p->part->n;
	return OK;
}

static enum err add_partial(struct parser *p, const struct tag *tag,
                            struct str indent)
{
	struct template *t = p->template;

	for (size_t i = 0; i < t->n; i++) {
		struct node *node;

		if (!str_is(tag->name, t->parts[i].name))
			continue;
		node = add_node(p, NODE_PARTIAL, indent, tag->line);
		node->part = i;
		node->is_alone = tag->is_alone;
		return OK;
	}
	return fail_at(p, tag->line, "there is no template \"%.*s\"",
	               shown(tag->name), tag->name.ptr);
}

/* What `tag` stands for; `indent` is what is before it if it is alone. */
static enum err add_tag(struct parser *p, const struct tag *tag,
                        struct str indent)
{
	if (at_line_start(p, tag->start) && !tag->is_alone)
		add_node(p, NODE_LINE, tag->name, tag->line);
	switch (tag->sigil) {
	case '!':
		return OK;
	case '=':
		return set_delimiters(p, tag);
	case '/':
		return close_section(p, tag);
	case '#':
	case '^':
		return open_section(p, tag);
	case '>':
		return add_partial(p, tag, indent);
	case '{':
	case '&':
		add_node(p, NODE_RAW, tag->name, tag->line);
		return OK;
	}
	add_node(p, NODE_VALUE, tag->name, tag->line);
	return OK;
}

static size_t count_lines(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\n';
	return n;
}

/* The text up to the next tag, and the tag; `more` unless that was all. */
static enum err next_tag(struct parser *p, bool *more)
{
	struct str text = p->part->text;
	const char *open = arena_copy(p->arena, p->open);
	size_t n = str_find(str_from(text, p->at), open);
	size_t start = p->at + n, before = start, after;
	struct tag tag;
	enum err e;

	*more = n != STR_NONE;
	if (!*more) {
		add_text(p, text.len);
		return OK;
	}
	/* Not yet the blanks before a tag: they may go with its line. */
	while (before > p->at && char_is_blank(text.ptr[before - 1]))
		before--;
	add_text(p, before);
	e = read_tag(p, start, &tag);
	if (e)
		return e;
	after = tag.end;
	tag.is_alone = is_alone(p, &tag, &before, &after);
	if (!tag.is_alone)
		add_text(p, start);
	e = add_tag(p, &tag, str_slice(text, before, start));
	p->line += count_lines(str_slice(text, start, after));
	p->at = after;
	return e;
}

static enum err parse_part(struct parser *p, struct part *part)
{
	bool more = true;
	enum err e;

	p->part = part;
	p->at = p->depth = 0;
	p->line = 1;
	p->open = str_of("{{");
	p->close = str_of("}}");
	part->is_parsed = true;
	while (more) {
		e = next_tag(p, &more);
		if (e)
			return e;
	}
	if (p->depth > 0) {
		struct node *open = &part->nodes[p->sections[p->depth - 1]];

		return fail_at(p, open->line,
		               "the section \"%.*s\" is never closed",
		               shown(open->text), open->text.ptr);
	}
	return OK;
}

/* The main source and whatever it can reach. */
static enum err parse_reached(struct parser *p, struct part *part)
{
	enum err e = parse_part(p, part);

	for (size_t i = 0; !e && i < part->n; i++) {
		struct part *next = &p->template->parts[part->nodes[i].part];

		if (part->nodes[i].kind == NODE_PARTIAL && !next->is_parsed)
			e = parse_reached(p, next);
	}
	return e;
}

enum err template_load(struct arena *arena,
                       const struct template_source *sources, size_t n,
                       size_t main_source, enum template_escape escape,
                       const char *const *schema, size_t n_schema,
                       const struct template **result, struct why *why)
{
	struct template *t = arena_new(arena, struct template);
	struct parser p = {.arena = arena, .template = t, .why = why};
	enum err e;

	t->parts = arena_array(arena, struct part, n);
	t->n = n;
	t->main_part = main_source;
	t->escape = escape;
	for (size_t i = 0; i < n; i++) {
		t->parts[i].name = arena_copy(arena, str_of(sources[i].name));
		t->parts[i].path = arena_copy(arena, str_of(sources[i].path));
		t->parts[i].text = arena_str(arena, sources[i].text);
	}
	e = parse_reached(&p, &t->parts[main_source]);
	if (!e && schema)
		e = template_check(arena, t, schema, n_schema, why);
	if (!e)
		*result = t;
	return e;
}
