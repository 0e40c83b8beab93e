#include "digest/slip.h"

#include "digest/column.h"
#include "digest/command.h"
#include "digest/decision.h"
#include "tests/golden.h"
#include "tests/paper.h"
#include "tests/suite.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static struct str rendered(const struct slip *slip)
{
	struct templates templates;
	struct str text;
	struct why why;

	paper_templates(&arena, &templates);
	ck_assert_int_eq(template_render(&arena, templates.of[TEMPLATE_RECEIPT],
	                                 slip_model(&arena, &paper_list, slip),
	                                 &text, &why),
	                 OK);
	return column_wrap(&arena, text);
}

static const struct desk_result results[] = {
	{STR("[1] approved"), true},
	{STR("[2] rejected: off-topic (Please keep to the bridge, the tolls, "
             "and "
             "the paint)"),
         true},
	{STR("[7] this queue has no such number"), false},
	{STR("not understood: approve 1 or 2"), false},
};

static const struct comment parent = {.author = STR("Ann"),
                                      .text = STR("The ferry is late.\n\na 5")};
static const struct comment comment = {.author = STR("Bo"),
                                       .article = 41,
                                       .title = STR("A ferry"),
                                       .text = STR("It is not.\na 6"),
                                       .doubt = STR("a new address")};
static const struct comment_cut cut = {.kind = STR("signature"),
                                       .text = STR("Bo, bo@example.org")};
static const struct slip_item shown = {
	.number = 4,
	.comment = &comment,
	.thread = &parent,
	.n_thread = 1,
	.cuts = &cut,
	.n_cuts = 1,
	.summary = STR("The ferry is late again."),
};

static struct slip whole(void)
{
	return (struct slip){.results = results,
	                     .n = ARRAY_LEN(results),
	                     .shown = &shown,
	                     .n_shown = 1,
	                     .n_queue = 9,
	                     .left = STR("4 6-9"),
	                     .n_left = 5,
	                     .code = {"", 0},
	                     .address = STR("m@example.org")};
}

START_TEST(the_receipt_is_the_golden_one)
{
	const struct slip slip = whole();
	struct str text = rendered(&slip);

	paper_check_columns(text);
	ck_assert_golden(&arena, "receipt.txt", text);
}
END_TEST

START_TEST(the_model_has_the_names_of_its_template)
{
	struct slip slip = whole();

	paper_check_names(&arena, slip_model(&arena, &paper_list, &slip),
	                  TEMPLATE_RECEIPT);
	slip = (struct slip){.code = STR("123456")};
	paper_check_names(&arena, slip_model(&arena, &paper_list, &slip),
	                  TEMPLATE_RECEIPT);
}
END_TEST

START_TEST(a_receipt_of_success_is_short_and_has_the_queues_subject)
{
	struct slip slip = whole();
	struct str text;

	slip.n = 2;
	slip.n_shown = 0;
	text = rendered(&slip);
	ck_assert(str_starts(
		text, "Subject: Re: The Harbour Courier: 9 to decide\n"));
	ck_assert_uint_ne(str_find(text, "done 2, not done 0."), STR_NONE);
	ck_assert_uint_eq(str_find(text, "Reasons:"), STR_NONE);
	ck_assert_uint_eq(str_find(text, "NOTHING"), STR_NONE);
}
END_TEST

START_TEST(t09_the_code_stands_in_the_body_alone)
{
	struct slip slip = whole();
	struct str text, subject;

	slip.code = str_of("482913");
	text = rendered(&slip);
	ck_assert(template_subject(&text, &subject));
	ck_assert_uint_eq(str_find(subject, "482"), STR_NONE);
	ck_assert_uint_ne(str_find(text, "code 482 913"), STR_NONE);
}
END_TEST

START_TEST(t45_a_receipt_decides_nothing_however_it_is_quoted)
{
	struct slip slip = whole();
	struct str text;

	slip.code = str_of("482913");
	text = rendered(&slip);
	do {
		struct order *orders;
		size_t n = decision_parse(&arena, text, NULL, &orders, NULL);
		size_t end = str_find_char(text, '\n');

		for (size_t i = 0; i < n; i++)
			ck_assert_msg(orders[i].verb == VERB_UNKNOWN,
			              "decides: \"%.*s\"",
			              (int)orders[i].line.len,
			              orders[i].line.ptr);
		text = str_from(text, end == STR_NONE ? text.len : end + 1);
	} while (text.len > 0);
}
END_TEST

START_TEST(the_examples_are_decisions)
{
	static const char *const names[] = {"example_approve", "example_reject",
	                                    "example_words"};
	struct value *v = value_object(&arena);

	slip_add_examples(&arena, v);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct order *orders;

		ck_assert_uint_gt(decision_parse(&arena,
		                                 paper_field(v, names[i])->text,
		                                 NULL, &orders, NULL),
		                  0);
		ck_assert_int_eq(orders[0].verb,
		                 i == 0 ? VERB_APPROVE : VERB_REJECT);
	}
	ck_assert_text(paper_field(v, "reasons")->text, reject_reasons);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("slip");
	TCase *t = tcase_create("slip_model");

	tcase_add_checked_fixture(t, NULL, drop_arena);
	tcase_add_test(t, the_receipt_is_the_golden_one);
	tcase_add_test(t, the_model_has_the_names_of_its_template);
	tcase_add_test(
		t, a_receipt_of_success_is_short_and_has_the_queues_subject);
	tcase_add_test(t, t09_the_code_stands_in_the_body_alone);
	tcase_add_test(t, t45_a_receipt_decides_nothing_however_it_is_quoted);
	tcase_add_test(t, the_examples_are_decisions);
	suite_add_tcase(s, t);
	return s;
}
