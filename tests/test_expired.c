#include "digest/expired.h"

#include "tests/paper.h"
#include "tests/suite.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

START_TEST(the_mail_names_each_comment_on_a_line)
{
	const struct comment one = {.id = 7,
	                            .author = STR("Ann"),
	                            .title = STR("A ferry"),
	                            .text = STR("It is\nlate.")};
	const struct value *model =
		expired_model(&arena, &paper_list, &one, 1, 30);
	struct templates templates;
	struct str text;
	struct why why;

	paper_check_names(&arena, model, TEMPLATE_EXPIRED);
	paper_templates(&arena, &templates);
	ck_assert_int_eq(template_render(&arena, templates.of[TEMPLATE_EXPIRED],
	                                 model, &text, &why),
	                 OK);
	ck_assert_uint_ne(str_find(text, "  comment 7, Ann, on: A ferry\n"
	                                 "    > It is late.\n"),
	                  STR_NONE);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("expired");
	TCase *t = tcase_create("expired_model");

	tcase_add_checked_fixture(t, NULL, drop_arena);
	tcase_add_test(t, the_mail_names_each_comment_on_a_line);
	suite_add_tcase(s, t);
	return s;
}
