/*
 * Whatever the sources, loading either says where the mistake is or gives a
 * template that can be rendered within its limits.
 */
#include <stdlib.h>

#include "text/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct value *model(struct arena *arena)
{
	struct value *root = value_object(arena), *list = value_list(arena);
	struct value *item = value_object(arena);

	value_set_text(arena, item, "b", str_of("<b>\n\001X"));
	value_push(arena, list, item);
	value_push(arena, list, value_text(arena, str_of("x")));
	value_set(arena, root, "a", list);
	value_set(arena, root, "c", value_bool(arena, true));
	value_set_number(arena, root, "n", 7);
	return root;
}

/* The bytes are three sources, parted by NULs; the first flags how. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const schema[] = {"a[].b", "c", "n"};
	struct str rest = {(const char *)data, n}, part = {0};
	struct template_source sources[3] = {
		{"m", "m", {0}}, {"p", "p", {0}}, {"q", "q", {0}}};
	const struct template *template;
	bool is_checked = n > 0 && (data[0] & 1);
	struct arena arena = {0};
	struct why why = {{0}};
	struct str text;
	enum err e;

	for (size_t i = 0; i < 3 && str_next_field(&rest, '\0', &part); i++)
		sources[i].text = part;
	e = template_load(&arena, sources, 3, 0, (enum template_escape)(n & 1),
	                  is_checked ? schema : NULL, 3, &template, &why);
	if (e && (e != ERR_INPUT || why.text[1] != ':'))
		abort();
	if (!e) {
		e = template_render(&arena, template, model(&arena), &text,
		                    &why);
		if (e && e != ERR_LIMIT)
			abort();
	}
	arena_free(&arena);
	return 0;
}
