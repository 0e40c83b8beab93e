#include "digest/hearing.h"

#include "base/date.h"
#include "digest/column.h"
#include "digest/faq.h"
#include "text/utf8.h"

enum {
	HEADLINE_SHOWN = 200, /* characters */
};

static struct str headline_of(struct arena *arena,
                              const struct comment *comment)
{
	return utf8_clean_line(arena, comment->title, HEADLINE_SHOWN);
}

static void add_frame(struct arena *arena, const struct render_list *list,
                      struct value *v)
{
	value_set_text(arena, v, "title", list->title);
	value_set_text(arena, v, "list_address", list->address);
	value_set_text(arena, v, "comments_faq", list->comments_faq);
	value_set_text(arena, v, "postal_address", list->postal_address);
}

static struct str quoted(struct arena *arena, const struct comment *comment)
{
	return column_indent(arena, utf8_clean(arena, comment->text), "> ");
}

struct value *hearing_held_model(struct arena *arena,
                                 const struct render_list *list,
                                 const struct comment *comments, size_t n,
                                 bool with_words, bool is_correction,
                                 bool is_wanted)
{
	struct value *v = value_object(arena), *rows = value_list(arena);

	for (size_t i = 0; i < n; i++) {
		struct value *row = value_object(arena);

		value_set_number(arena, row, "number", (int64_t)i + 1);
		value_set_text(arena, row, "headline",
		               headline_of(arena, &comments[i]));
		value_set_text(arena, row, "text_quoted",
		               with_words ? quoted(arena, &comments[i])
		                          : str_of(""));
		value_push(arena, rows, row);
	}
	add_frame(arena, list, v);
	value_set(arena, v, "comments", rows);
	value_set(arena, v, "is_several", value_bool(arena, n > 1));
	value_set(arena, v, "is_correction", value_bool(arena, is_correction));
	value_set(arena, v, "is_wanted", value_bool(arena, is_wanted));
	return v;
}

struct value *hearing_approved_model(struct arena *arena,
                                     const struct render_list *list,
                                     const struct comment *comment,
                                     int64_t edition, bool is_printed,
                                     bool is_appeal)
{
	struct value *v = value_object(arena);

	add_frame(arena, list, v);
	value_set_text(arena, v, "headline", headline_of(arena, comment));
	value_set_number(arena, v, "edition", edition);
	value_set(arena, v, "is_printed", value_bool(arena, is_printed));
	value_set(arena, v, "is_appeal", value_bool(arena, is_appeal));
	value_set(arena, v, "is_edited",
	          value_bool(arena, comment->original.len > 0));
	value_set_text(arena, v, "text_quoted", quoted(arena, comment));
	return v;
}

void hearing_reason(struct str reason, struct str *code, struct str *words)
{
	size_t at = str_find(reason, " (");

	*code = str_slice(reason, 0, at);
	*words = str_of("");
	if (at != STR_NONE && str_ends(reason, ")"))
		*words = str_slice(reason, at + 2, reason.len - 1);
}

/* "2026-12-09": the same in all languages. */
static struct str day(struct arena *arena, int64_t time, int offset_s)
{
	struct date date = date_of(time + offset_s);

	return str_of(arena_printf(arena, "%04d-%02d-%02d", (int)date.year,
	                           date.month, date.day));
}

struct value *hearing_rejected_model(struct arena *arena,
                                     const struct render_list *list,
                                     const struct comment *comment,
                                     const struct hearing_rejection *about)
{
	struct value *v = value_object(arena);
	struct str code, words, title = {"", 0}, section = {"", 0};

	hearing_reason(comment->reason, &code, &words);
	if (!faq_section(about->faq, code, &title, &section))
		(void)faq_section(about->faq, str_of("other"), &title,
		                  &section);
	add_frame(arena, list, v);
	value_set_text(arena, v, "headline", headline_of(arena, comment));
	value_set_text(arena, v, "reason", code);
	value_set_text(arena, v, "reason_title", title);
	value_set_text(arena, v, "reason_section", section);
	value_set_text(arena, v, "words_indented",
	               column_indent(arena, utf8_clean(arena, words), "    "));
	value_set_text(arena, v, "text_quoted", quoted(arena, comment));
	value_set(arena, v, "can_appeal", value_bool(arena, about->can_appeal));
	value_set(arena, v, "is_appeal", value_bool(arena, about->is_appeal));
	value_set_text(arena, v, "appeal_until",
	               day(arena, about->until, about->offset_s));
	return v;
}

const char *hearing_result_name(enum hearing_result result)
{
	static const char *const names[HEARING_RESULTS] = {
		[HEARING_DONE] = "done",
		[HEARING_OVER] = "it is over",
		[HEARING_LATE] = "too late",
		[HEARING_TWICE] = "appealed before",
		[HEARING_REJECTED] = "it is not rejected",
		[HEARING_WHICH] = "it does not say which comment",
		[HEARING_EMPTY] = "no words behind it",
		[HEARING_FLOOD] = "too many comments",
		[HEARING_UNCLEAR] = "not understood",
	};

	return names[result];
}

struct value *hearing_request_model(struct arena *arena,
                                    const struct render_list *list,
                                    enum request request,
                                    enum hearing_result result,
                                    bool was_printed)
{
	static const struct {
		const char *name;
		enum request request;
	} done[] = {
		{"is_withdrawn", REQUEST_WITHDRAW},
		{"is_told", REQUEST_TELL},
		{"is_always", REQUEST_TELL_ALWAYS},
		{"is_never", REQUEST_TELL_NEVER},
		{"is_appealed", REQUEST_APPEAL},
	};
	static const char *const failed[HEARING_RESULTS] = {
		[HEARING_OVER] = "is_over",
		[HEARING_LATE] = "is_late",
		[HEARING_TWICE] = "is_twice",
		[HEARING_REJECTED] = "is_not_rejected",
		[HEARING_WHICH] = "is_which",
		[HEARING_EMPTY] = "is_empty",
		[HEARING_FLOOD] = "is_flood",
		[HEARING_UNCLEAR] = "is_unclear",
	};
	struct value *v = value_object(arena);

	add_frame(arena, list, v);
	value_set(arena, v, "is_done",
	          value_bool(arena, result == HEARING_DONE));
	for (size_t i = 0; i < ARRAY_LEN(done); i++)
		value_set(
			arena, v, done[i].name,
			value_bool(arena, result == HEARING_DONE &&
		                                  request == done[i].request));
	value_set(arena, v, "was_printed", value_bool(arena, was_printed));
	for (size_t i = HEARING_DONE + 1; i < HEARING_RESULTS; i++)
		value_set(arena, v, failed[i], value_bool(arena, result == i));
	return v;
}
