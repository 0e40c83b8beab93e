#include "tests/suite.h"
#include "tests/paper.h"

#include "base/file.h"
#include "digest/column.h"
#include "digest/faq.h"
#include "digest/hearing.h"

static struct arena arena;
static struct comment comment;

static void set_up(void)
{
	comment = (struct comment){
		.title = STR("Ferries leave from the fish market again"),
		.text = STR("About time.\n\nIt was a long way."),
		.reason = STR("off-topic (See the other article.)"),
		.edition = 3,
	};
}

static void drop_arena(void)
{
	arena_free(&arena);
}

static const char *const languages[] = {"", "de/", "fr/", "es/"};

/* The templates of one language. */
static void load(const char *folder, struct templates *templates)
{
	struct template_source sources[TEMPLATES];
	struct why why = {""};

	paper_sources(&arena, sources);
	for (size_t i = 0; i < TEMPLATES; i++) {
		const char *path = arena_printf(&arena, "templates/%s%s",
		                                folder, sources[i].name);

		(void)!file_read(&arena, path, 100000, &sources[i].text, &why);
	}
	ck_assert_msg(templates_load(&arena, sources, templates, &why) == OK,
	              "%s%s", folder, why.text);
}

static struct str render(const struct templates *templates,
                         enum template_name name, const struct value *model)
{
	struct str text = {"", 0};
	struct why why = {""};

	ck_assert_msg(template_render(&arena, templates->of[name], model, &text,
	                              &why) == OK,
	              "%s", why.text);
	paper_check_columns(column_wrap(&arena, text));
	ck_assert_uint_eq(str_find(text, "\n\n\n"), STR_NONE);
	return text;
}

static bool has(struct str text, const char *part)
{
	return str_find(text, part) != STR_NONE;
}

static struct value *held(size_t n, bool with_words)
{
	struct comment *two = arena_array(&arena, struct comment, 2);

	two[0] = two[1] = comment;
	return hearing_held_model(&arena, &paper_list, two, n, with_words,
	                          false, false);
}

static struct value *rejected(const char *reason, bool is_appeal)
{
	struct hearing_rejection about = {
		.until = 1795501800,
		.offset_s = 3600,
		.can_appeal = !is_appeal,
		.is_appeal = is_appeal,
	};
	struct templates templates;
	struct why why;

	paper_templates(&arena, &templates);
	ck_assert_int_eq(faq_text(&arena, &templates, &paper_list, 86400,
	                          &about.faq, &why),
	                 OK);
	comment.reason = str_of(reason);
	return hearing_rejected_model(&arena, &paper_list, &comment, &about);
}

START_TEST(an_edited_letter_is_told_as_such)
{
	struct comment edited = comment;
	struct templates templates;
	struct str text;
	struct why why;

	edited.original = str_of("as it was");
	paper_templates(&arena, &templates);
	ck_assert_int_eq(
		template_render(&arena, templates.of[TEMPLATE_APPROVED],
	                        hearing_approved_model(&arena, &paper_list,
	                                               &edited, 3, true, false),
	                        &text, &why),
		OK);
	ck_assert_uint_ne(str_find(text, "A moderator edited it."), STR_NONE);
}
END_TEST

START_TEST(models_have_the_names_of_their_templates)
{
	paper_check_names(&arena, held(2, true), TEMPLATE_HELD);
	paper_check_names(&arena,
	                  hearing_approved_model(&arena, &paper_list, &comment,
	                                         3, true, false),
	                  TEMPLATE_APPROVED);
	paper_check_names(&arena, rejected("abuse", false), TEMPLATE_REJECTED);
	for (int i = 0; i < HEARING_RESULTS; i++)
		paper_check_names(&arena,
		                  hearing_request_model(
					  &arena, &paper_list, REQUEST_WITHDRAW,
					  (enum hearing_result)i, true),
		                  TEMPLATE_REQUEST);
}
END_TEST

START_TEST(reason_is_a_code_and_words)
{
	struct str code, words;

	hearing_reason(str_of("abuse"), &code, &words);
	ck_assert_text(code, "abuse");
	ck_assert_text(words, "");
	hearing_reason(str_of("other (Sign (please).)"), &code, &words);
	ck_assert_text(code, "other");
	ck_assert_text(words, "Sign (please).");
}
END_TEST

START_TEST(each_language_tells_that_it_is_held)
{
	struct templates t;
	struct str text;

	load(languages[_i], &t);
	text = render(&t, TEMPLATE_HELD, held(1, true));
	ck_assert(has(text, "> About time."));
	ck_assert(has(text, "Ferries leave"));
	ck_assert(!has(text, "1. Ferries"));
	text = render(&t, TEMPLATE_HELD, held(2, false));
	ck_assert(!has(text, "About time."));
	ck_assert(has(text, "2. Ferries"));
}
END_TEST

START_TEST(each_language_tells_what_was_decided)
{
	struct templates t;
	struct str text;

	load(languages[_i], &t);
	text = render(&t, TEMPLATE_APPROVED,
	              hearing_approved_model(&arena, &paper_list, &comment, 3,
	                                     false, true));
	ck_assert(has(text, "> About time."));
	ck_assert(has(text, " 3"));
	text = render(&t, TEMPLATE_REJECTED,
	              rejected("off-topic (See the other article.)", false));
	ck_assert(has(text, "off-topic"));
	ck_assert(has(text, "    See the other article."));
	ck_assert(has(text, "2026-11-24"));
	ck_assert(has(text, "> About time."));
	text = render(&t, TEMPLATE_REJECTED, rejected("spam", true));
	ck_assert(!has(text, "2026-11-24"));
}
END_TEST

/* Each result has its own words, in each language. */
START_TEST(each_language_tells_each_result)
{
	struct templates t;
	struct str seen[HEARING_RESULTS + REQUEST_APPEAL + 1];
	size_t n = 0;

	load(languages[_i], &t);
	for (int i = HEARING_OVER; i < HEARING_RESULTS; i++)
		seen[n++] = render(&t, TEMPLATE_REQUEST,
		                   hearing_request_model(
					   &arena, &paper_list, REQUEST_CORRECT,
					   (enum hearing_result)i, false));
	for (int i = REQUEST_WITHDRAW; i <= REQUEST_APPEAL; i++)
		if (i != REQUEST_CORRECT)
			seen[n++] = render(
				&t, TEMPLATE_REQUEST,
				hearing_request_model(&arena, &paper_list,
			                              (enum request)i,
			                              HEARING_DONE, false));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_msg(!str_eq(seen[i], seen[k]), "%.*s",
			              (int)seen[i].len, seen[i].ptr);
}
END_TEST

START_TEST(a_rejection_quotes_the_section_of_its_reason)
{
	struct templates t;
	struct str text;

	load("", &t);
	text = render(&t, TEMPLATE_REJECTED, rejected("duplicate", false));
	ck_assert(has(text, "duplicate. It was said before"));
	ck_assert(has(text, "The same letter came already"));
	ck_assert(!has(text, "It advertises"));
	/* what an older store may have is "other" */
	text = render(&t, TEMPLATE_REJECTED, rejected("", false));
	ck_assert(has(text, "Another reason"));
}
END_TEST

/* The words that a template names are understood. */
START_TEST(what_the_templates_name_is_understood)
{
	struct templates t;
	struct str text, line, word;
	size_t n = 0;

	load(languages[_i], &t);
	text = render(&t, TEMPLATE_REQUEST,
	              hearing_request_model(&arena, &paper_list, REQUEST_NONE,
	                                    HEARING_UNCLEAR, false));
	while (str_next_line(&text, &line)) {
		struct request_words found;

		if (!str_starts(line, "  ") || str_starts(line, "   "))
			continue;
		ck_assert(str_next_word(&line, &word));
		request_read(&arena, str_of(""), word, &found);
		ck_assert_msg(found.request != REQUEST_NONE, "%.*s",
		              (int)word.len, word.ptr);
		n++;
	}
	ck_assert_uint_eq(n, 4);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("hearing");
	TCase *t = tcase_create("hearing_models");
	int n = ARRAY_LEN(languages);

	tcase_add_checked_fixture(t, set_up, drop_arena);
	tcase_add_test(t, an_edited_letter_is_told_as_such);
	tcase_add_test(t, models_have_the_names_of_their_templates);
	tcase_add_test(t, reason_is_a_code_and_words);
	tcase_add_loop_test(t, each_language_tells_that_it_is_held, 0, n);
	tcase_add_loop_test(t, each_language_tells_what_was_decided, 0, n);
	tcase_add_loop_test(t, each_language_tells_each_result, 0, n);
	tcase_add_test(t, a_rejection_quotes_the_section_of_its_reason);
	tcase_add_loop_test(t, what_the_templates_name_is_understood, 0, n);
	suite_add_tcase(s, t);
	return s;
}
