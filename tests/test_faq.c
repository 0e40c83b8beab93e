#include "tests/suite.h"
#include "tests/paper.h"

#include "base/file.h"
#include "digest/command.h"
#include "digest/faq.h"

enum {
	APPEAL_S = 14 * 86400,
};

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const char faq[] = "Subject: x\n\nFAQ\n\n[one] First\n    a\n\n    b\n"
			  "\nMore?\n    c\n[two]\n[three]   Third  \n\td\n";

START_TEST(section_is_the_indented_lines_behind_its_code)
{
	struct str title, text;

	ck_assert(faq_section(str_of(faq), str_of("ONE"), &title, &text));
	ck_assert_text(title, "First");
	ck_assert_text(text, "    a\n\n    b");
	ck_assert(faq_section(str_of(faq), str_of("three"), &title, &text));
	ck_assert_text(title, "Third");
	ck_assert_text(text, "\td");
}
END_TEST

START_TEST(section_is_none_of_another_code)
{
	struct str title = str_of("was"), text = str_of("was");

	ck_assert(!faq_section(str_of(faq), str_of("four"), &title, &text));
	ck_assert(!faq_section(str_of(""), str_of("one"), &title, &text));
	ck_assert_text(title, "was");
	ck_assert_text(text, "was");
}
END_TEST

static const char *const languages[] = {"", "de/", "fr/", "es/"};

static struct str shipped(const char *folder)
{
	struct why why = {""};
	struct str text = {"", 0};

	ck_assert_msg(
		file_read(&arena,
	                  arena_printf(&arena, "templates/%sfaq.txt", folder),
	                  100000, &text, &why) == OK,
		"%s", why.text);
	return text;
}

/* What `make lint` would say: codes and sections are the same. */
START_TEST(each_shipped_language_has_the_sections_of_all_reasons)
{
	struct why why = {""};

	ck_assert_msg(faq_check(shipped(languages[_i]), &why) == OK, "%s%s",
	              languages[_i], why.text);
}
END_TEST

START_TEST(check_names_a_section_that_is_missing_or_too_many)
{
	struct str text = shipped("");
	size_t at = str_find(text, "[spam]");
	struct why why = {""};
	char *changed = arena_copy(&arena, text);

	ck_assert_uint_ne(at, STR_NONE);
	changed[at + 1] = 'S'; /* case aside */
	ck_assert_int_eq(faq_check(str_of(changed), &why), OK);
	changed[at + 1] = 'x';
	ck_assert_int_eq(faq_check(str_of(changed), &why), ERR_INPUT);
	ck_assert_msg(strstr(why.text, "[spam]") != NULL, "%s", why.text);
	ck_assert_int_eq(
		faq_check(str_of(arena_printf(&arena, "%.*s[rude] x\n y\n",
	                                      (int)text.len, text.ptr)),
	                  &why),
		ERR_INPUT);
	ck_assert_msg(strstr(why.text, "[rude]") != NULL, "%s", why.text);
}
END_TEST

START_TEST(the_model_has_the_names_of_its_template)
{
	paper_check_names(&arena, faq_model(&arena, &paper_list, APPEAL_S),
	                  TEMPLATE_FAQ);
}
END_TEST

START_TEST(the_text_names_the_days_and_the_address)
{
	struct templates templates;
	struct why why;
	struct str text;

	paper_templates(&arena, &templates);
	ck_assert_int_eq(faq_text(&arena, &templates, &paper_list, APPEAL_S,
	                          &text, &why),
	                 OK);
	ck_assert(!str_starts(text, "Subject"));
	ck_assert_uint_ne(str_find(text, "within 14 days"), STR_NONE);
	ck_assert_uint_ne(str_find(text, "courier@example.org"), STR_NONE);
	paper_check_columns(text);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("faq");
	TCase *section = tcase_create("faq_section");
	TCase *check = tcase_create("faq_check");
	TCase *model = tcase_create("faq_text");

	tcase_add_checked_fixture(section, NULL, drop_arena);
	tcase_add_test(section, section_is_the_indented_lines_behind_its_code);
	tcase_add_test(section, section_is_none_of_another_code);
	suite_add_tcase(s, section);
	tcase_add_checked_fixture(check, NULL, drop_arena);
	tcase_add_loop_test(
		check, each_shipped_language_has_the_sections_of_all_reasons, 0,
		ARRAY_LEN(languages));
	tcase_add_test(check,
	               check_names_a_section_that_is_missing_or_too_many);
	suite_add_tcase(s, check);
	tcase_add_checked_fixture(model, NULL, drop_arena);
	tcase_add_test(model, the_model_has_the_names_of_its_template);
	tcase_add_test(model, the_text_names_the_days_and_the_address);
	suite_add_tcase(s, model);
	return s;
}
