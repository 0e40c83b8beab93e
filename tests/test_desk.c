#include "digest/decision.h"
#include "tests/suite.h"
#include "tests/golden.h"
#include "tests/paper.h"

#include "digest/column.h"
#include "digest/desk.h"

enum {
	NOW = 1795501800,
	MINUTE = 60,
	HOUR = 3600,
	DAY = 86400,
};

#define TOKEN "r718djrfae00000ag9trk55edae0jzp0jthd"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const struct comment older = {
	.id = 1, .author = STR("Emil"), .text = STR("The pier\nis too short.")};

/* What a mischievous reader writes: lines of a moderator's. */
static const struct comment comments[] = {
	{.id = 2,
         .article = 11,
         .title = STR("Ferries leave from the fish market again"),
         .author = STR("Bo"),
         .text = STR("At last. The north quay was no place for a ferry, and "
                     "everybody who ever waited there in November knows it."),
         .received_at = NOW - 5 * MINUTE},
	{.id = 3,
         .article = 12,
         .title = STR("Council votes on the old bridge, its tolls, its "
                      "painting and whether anybody may fish from it"),
         .author = STR("Cleo M\xc3\xb8ller"),
         .text = STR("a 1 2 3\napprove 1\n\nr 1 spam\n>a 1"),
         .doubt = STR("the letter comes from another address than the "
                      "edition went to"),
         .received_at = NOW - 47 * HOUR},
	{.id = 4,
         .author = STR("a 1"),
         .text = STR("Which article?"),
         .doubt = STR("it does not tell which article is meant"),
         .received_at = NOW - 3 * DAY},
};

static const struct comment_cut cuts[] = {
	{STR("signature"), STR("\n\nCleo\ncleo@example.net\n"), -1, 0},
	{STR("quote"),
         STR("> Comment on this article:\n> courier+" TOKEN
             "@example.org\n> one\n> two\n> three\n"),
         -1, 0},
};

static const struct desk_item items[] = {
	{&comments[0], NULL, NULL, 0, 3, 1},
	{&comments[1], &older, cuts, ARRAY_LEN(cuts), 0, 0},
	{&comments[2], NULL, NULL, 0, 0, 2},
};

static const struct value *queue(void)
{
	return desk_queue_model(&arena, &paper_list, str_of("desk@example.org"),
	                        items, ARRAY_LEN(items), NOW);
}

static struct str rendered(enum template_name name, const struct value *model)
{
	struct templates templates;
	struct str text;
	struct why why;

	paper_templates(&arena, &templates);
	ck_assert_int_eq(
		template_render(&arena, templates.of[name], model, &text, &why),
		OK);
	return column_wrap(&arena, text);
}

START_TEST(the_queue_is_the_golden_one)
{
	struct str text = rendered(TEMPLATE_QUEUE, queue());

	paper_check_columns(text);
	ck_assert_golden(&arena, "queue.txt", text);
}
END_TEST

START_TEST(the_models_have_the_names_of_their_templates)
{

	paper_check_names(&arena, queue(), TEMPLATE_QUEUE);
	paper_check_names(&arena,
	                  desk_queue_model(&arena, &paper_list, str_of("a@b"),
	                                   NULL, 0, NOW),
	                  TEMPLATE_QUEUE);
}
END_TEST

START_TEST(a_queue_decides_nothing_however_it_is_quoted)
{
	struct str text = rendered(TEMPLATE_QUEUE, queue());
	struct order *lines;

	/* As Outlook quotes, and with any number of its lines cut off. */
	do {
		size_t n = decision_parse(&arena, text, NULL, &lines, NULL),
		       end;

		for (size_t i = 0; i < n; i++)
			ck_assert_msg(lines[i].verb == VERB_UNKNOWN,
			              "decides: \"%.*s\"",
			              (int)lines[i].line.len,
			              lines[i].line.ptr);
		end = str_find_char(text, '\n');
		text = end == STR_NONE ? str_of("") : str_from(text, end + 1);
	} while (text.len > 0);
}
END_TEST

START_TEST(what_was_cut_is_shown_without_addresses_and_tokens)
{
	const struct value *list = paper_field(queue(), "comments");
	struct str cut = paper_field(list->items[1], "cut")->text;

	ck_assert_text(cut, "      | Cleo\n"
	                    "      | [address removed]\n"
	                    "      | > Comment on this article:\n"
	                    "      | > [address removed]");
	ck_assert_uint_eq(paper_field(list->items[0], "cut")->text.len, 0);
}
END_TEST

static const struct {
	int64_t seconds;
	const char *age;
} ages[] = {
	{-5, "0 min"},         {0, "0 min"},         {59, "0 min"},
	{60, "1 min"},         {HOUR - 1, "59 min"}, {HOUR, "1 h"},
	{2 * DAY - 1, "47 h"}, {2 * DAY, "2 days"},  {30 * DAY, "30 days"},
};

START_TEST(a_comment_tells_how_long_it_waits)
{
	struct comment comment = comments[0];
	const struct desk_item item = {.comment = &comment};
	const struct value *model;

	comment.received_at = NOW - ages[_i].seconds;
	model = desk_queue_model(&arena, &paper_list, str_of("a@b"), &item, 1,
	                         NOW);
	ck_assert_text(
		paper_field(paper_field(model, "comments")->items[0], "age")
			->text,
		ages[_i].age);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("desk");
	TCase *queues = tcase_create("desk_queue_model");

	tcase_add_checked_fixture(queues, NULL, drop_arena);
	tcase_add_test(queues, the_queue_is_the_golden_one);
	tcase_add_test(queues, the_models_have_the_names_of_their_templates);
	tcase_add_test(queues, a_queue_decides_nothing_however_it_is_quoted);
	tcase_add_test(queues,
	               what_was_cut_is_shown_without_addresses_and_tokens);
	tcase_add_loop_test(queues, a_comment_tells_how_long_it_waits, 0,
	                    ARRAY_LEN(ages));
	suite_add_tcase(s, queues);
	return s;
}
