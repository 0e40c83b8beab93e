#include "digest/question.h"

#include "digest/column.h"
#include "text/utf8.h"

enum {
	WORDS_SHOWN = 2000, /* characters of the letter in the question */
};

/* The first `max` code points of `text`. */
static struct str cut(struct str text, size_t max)
{
	struct str rest = text;
	uint32_t code;

	for (size_t i = 0; i < max && utf8_next(&rest, &code); i++)
		;
	return str_slice(text, 0, text.len - rest.len);
}

struct value *question_model(struct arena *arena,
                             const struct render_list *list, int64_t number,
                             const struct str *headlines, size_t n,
                             struct str words)
{
	struct value *v = value_object(arena), *articles = value_list(arena);
	struct str shown = cut(words, WORDS_SHOWN);

	if (shown.len < words.len)
		shown = str_of(arena_printf(arena, "%.*s [...]", (int)shown.len,
		                            shown.ptr));
	for (size_t i = 0; i < n; i++) {
		struct value *article = value_object(arena);

		value_set_number(arena, article, "number", (int64_t)i + 1);
		value_set_text(arena, article, "headline", headlines[i]);
		value_push(arena, articles, article);
	}
	value_set_text(arena, v, "title", list->title);
	value_set_number(arena, v, "edition", number);
	value_set(arena, v, "articles", articles);
	value_set_number(arena, v, "days", QUESTION_DAYS);
	value_set_text(arena, v, "text_quoted",
	               column_indent(arena, shown, "> "));
	value_set_text(arena, v, "postal_address", list->postal_address);
	return v;
}
