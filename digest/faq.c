#include "digest/faq.h"

#include "digest/command.h"

enum {
	DAY_S = 86400,
};

/* "[code] Title": the two, or false. */
static bool read_heading(struct str line, struct str *code, struct str *title)
{
	size_t end = str_find_char(line, ']');

	if (!str_starts(line, "[") || end == STR_NONE)
		return false;
	*code = str_slice(line, 1, end);
	*title = str_trim(str_from(line, end + 1));
	return true;
}

static bool is_of_section(struct str line)
{
	return str_trim(line).len == 0 || char_is_blank(line.ptr[0]);
}

bool faq_section(struct str faq, struct str code, struct str *title,
                 struct str *text)
{
	struct str line, found, name;

	while (str_next_line(&faq, &line)) {
		struct str rest = faq, next;
		size_t len = 0;

		if (!read_heading(line, &found, &name) ||
		    !str_eq_nocase(found, code))
			continue;
		while (str_next_line(&rest, &next) && is_of_section(next))
			len = faq.len - rest.len;
		*title = name;
		*text = str_trim_right(str_slice(faq, 0, len));
		return true;
	}
	return false;
}

enum err faq_check(struct str faq, struct why *why)
{
	struct str codes = str_of(reject_reasons), code, title, text, line;

	while (str_next_field(&codes, ',', &code)) {
		code = str_trim(code);
		if (!faq_section(faq, code, &title, &text) || title.len == 0 ||
		    text.len == 0)
			return err_because(why, ERR_INPUT,
			                   "no section \"[%.*s] ...\" with"
			                   " indented lines behind it",
			                   (int)code.len, code.ptr);
	}
	while (str_next_line(&faq, &line))
		if (read_heading(line, &code, &title) &&
		    !reject_reason_ok(code))
			return err_because(why, ERR_INPUT,
			                   "a section \"[%.*s]\", which is no"
			                   " reason; there are: %s",
			                   (int)code.len, code.ptr,
			                   reject_reasons);
	return OK;
}

struct value *faq_model(struct arena *arena, const struct render_list *list,
                        int64_t appeal_s)
{
	struct value *v = value_object(arena);

	value_set_text(arena, v, "title", list->title);
	value_set_text(arena, v, "list_address", list->address);
	value_set_text(arena, v, "comments_faq", list->comments_faq);
	value_set_number(arena, v, "appeal_days", appeal_s / DAY_S);
	value_set_text(arena, v, "postal_address", list->postal_address);
	return v;
}

enum err faq_text(struct arena *arena, const struct templates *templates,
                  const struct render_list *list, int64_t appeal_s,
                  struct str *text, struct why *why)
{
	struct str rendered, subject;
	enum err err = template_render(arena, templates->of[TEMPLATE_FAQ],
	                               faq_model(arena, list, appeal_s),
	                               &rendered, why);

	if (err == OK && template_subject(&rendered, &subject))
		*text = rendered;
	return err;
}
