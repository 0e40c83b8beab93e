#include "conf/mistakes.h"

#include <stdarg.h>
#include <stdlib.h>

struct mistake {
	struct place place;
	size_t number; /* keeps the order of finding within a line */
	const char *text;
};

bool mistakes_full(const struct mistakes *mistakes)
{
	return mistakes->n >= MISTAKES_MAX;
}

void mistakes_add(struct mistakes *mistakes, struct place place,
                  const char *fmt, ...)
{
	struct mistake *mistake;
	va_list args;

	if (mistakes_full(mistakes)) {
		mistakes->n++;
		return;
	}
	mistakes->list = arena_grow(mistakes->arena, mistakes->list,
	                            mistakes->n, sizeof(*mistake));
	mistake = &mistakes->list[mistakes->n];
	mistake->place = place;
	mistake->number = mistakes->n++;
	va_start(args, fmt);
	mistake->text = arena_vprintf(mistakes->arena, fmt, args);
	va_end(args);
}

static int in_order(const void *left, const void *right)
{
	const struct mistake *a = left, *b = right;

	if (a->place.file_no != b->place.file_no)
		return a->place.file_no < b->place.file_no ? -1 : 1;
	if (a->place.line != b->place.line)
		return a->place.line < b->place.line ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

size_t mistakes_list(const struct mistakes *mistakes,
                     struct config_mistake **list)
{
	size_t n = mistakes_full(mistakes) ? MISTAKES_MAX : mistakes->n;
	struct config_mistake *all;

	if (n == 0)
		return 0;
	all = arena_array(mistakes->arena, struct config_mistake, n + 1);
	qsort(mistakes->list, n, sizeof(mistakes->list[0]), in_order);
	for (size_t i = 0; i < n; i++) {
		const struct mistake *mistake = &mistakes->list[i];

		all[i].file = mistake->place.file;
		all[i].line = mistake->place.line;
		all[i].text = mistake->text;
	}
	*list = all;
	if (mistakes->n == n)
		return n;
	all[n].file = mistakes->list[0].place.file;
	all[n].text = arena_printf(mistakes->arena, "%zu more mistakes",
	                           mistakes->n - n);
	return n + 1;
}
