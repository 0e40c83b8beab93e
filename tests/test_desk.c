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

static const struct article articles[] = {
	{.id = 11, .title = STR("Ferries leave from the fish market again")},
	{.id = 12, .title = STR("Council votes on the old bridge")},
};

static const struct desk_item items[] = {
	{.comment = &comments[0],
         .n_approved = 3,
         .n_rejected = 1,
         .advice = {.level = RECOMMEND_FINE}},
	{.comment = &comments[1],
         .parent = &older,
         .cuts = cuts,
         .n_cuts = ARRAY_LEN(cuts),
         .advice = {.level = RECOMMEND_PROBLEM,
                    .reasons = {STR("abuse: idiot, stupid"), STR("3 links"),
                                STR("a new reader")},
                    .n_reasons = 3},
         .is_again = true},
	{.comment = &comments[2],
         .n_rejected = 2,
         .advice = {.level = RECOMMEND_LOOK}},
};

static const struct value *queue(void)
{
	const struct desk_queue of = {
		.moderator = STR("desk@example.org"),
		.address = STR("courier+m0123456789abcdefghjkmnpqrs@"
	                       "example.org"),
		.items = items,
		.n = ARRAY_LEN(items),
		.articles = articles,
		.n_articles = ARRAY_LEN(articles),
		.now = NOW};

	return desk_queue_model(&arena, &paper_list, &of);
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

static struct str page(void)
{
	struct templates templates;
	struct str text;
	struct why why;

	paper_templates(&arena, &templates);
	ck_assert_int_eq(template_render(&arena,
	                                 templates.of[TEMPLATE_QUEUE_HTML],
	                                 queue(), &text, &why),
	                 OK);
	return text;
}

START_TEST(the_page_is_the_golden_one)
{
	ck_assert_golden(&arena, "queue.html", page());
}
END_TEST

START_TEST(t45_every_link_of_the_page_is_a_mail_that_says_its_decision)
{
	struct str rest = page();
	size_t n = 0, at = str_find(rest, "href=\"");

	for (; at != STR_NONE; at = str_find(rest, "href=\"")) {
		size_t body;

		rest = str_from(rest, at + 6);
		ck_assert(str_starts(rest, "mailto:courier+m0123456789"));
		body = str_find(rest, "body=");
		ck_assert_uint_lt(body, str_find_char(rest, '"'));
		n++;
	}
	/* 12 each, without 3 where the article is not known; and 3 */
	ck_assert_uint_eq(n, 3 * 12 - 3 + 3);
}
END_TEST

START_TEST(t17_readers_words_are_no_markup_of_the_page)
{
	struct comment comment = comments[0];
	const struct desk_item item = {.comment = &comment};
	const struct desk_queue of = {
		.moderator = STR("a@b"), .items = &item, .n = 1, .now = NOW};
	struct templates templates;
	struct str text;
	struct why why;

	comment.text = comment.author = comment.doubt = comment.title =
		str_of("<script>\"'x'\"</script>");
	paper_templates(&arena, &templates);
	ck_assert_int_eq(
		template_render(&arena, templates.of[TEMPLATE_QUEUE_HTML],
	                        desk_queue_model(&arena, &paper_list, &of),
	                        &text, &why),
		OK);
	ck_assert_uint_eq(str_find(text, "<script"), STR_NONE);
	ck_assert_uint_eq(str_find(text, "\"'x"), STR_NONE);
}
END_TEST

START_TEST(the_models_have_the_names_of_their_templates)
{
	const struct desk_queue none = {.moderator = STR("a@b"), .now = NOW};

	paper_check_names(&arena, queue(), TEMPLATE_QUEUE);
	paper_check_names(&arena, desk_queue_model(&arena, &paper_list, &none),
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

START_TEST(an_appeal_shows_the_decision_and_the_readers_words)
{
	const struct appeal appeal = {
		.actor = STR("desk@example.org"),
		.reason = STR("abuse (so)"),
		.words = STR("No.\nNever."),
		.at = 1795501800,
	};
	const struct desk_item item = {.comment = &comments[0],
	                               .appeal = &appeal};
	const struct desk_queue of = {
		.moderator = STR("a@b"), .items = &item, .n = 1, .now = NOW};
	const struct value *model = desk_queue_model(&arena, &paper_list, &of);
	struct str text = rendered(TEMPLATE_QUEUE, model);

	ck_assert_uint_ne(
		str_find(text, "    APPEAL: rejected by desk@example.org: abuse"
	                       " (so);"),
		STR_NONE);
	/* with marks before them: they are no decisions */
	ck_assert_uint_ne(str_find(text, "    > No.\n    > Never.\n"),
	                  STR_NONE);
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
	const struct desk_queue of = {
		.moderator = STR("a@b"), .items = &item, .n = 1, .now = NOW};
	const struct value *model;

	comment.received_at = NOW - ages[_i].seconds;
	model = desk_queue_model(&arena, &paper_list, &of);
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
	tcase_add_test(queues, the_page_is_the_golden_one);
	tcase_add_test(
		queues,
		t45_every_link_of_the_page_is_a_mail_that_says_its_decision);
	tcase_add_test(queues, t17_readers_words_are_no_markup_of_the_page);
	tcase_add_test(queues, the_models_have_the_names_of_their_templates);
	tcase_add_test(queues, a_queue_decides_nothing_however_it_is_quoted);
	tcase_add_test(queues,
	               what_was_cut_is_shown_without_addresses_and_tokens);
	tcase_add_test(queues,
	               an_appeal_shows_the_decision_and_the_readers_words);
	tcase_add_loop_test(queues, a_comment_tells_how_long_it_waits, 0,
	                    ARRAY_LEN(ages));
	suite_add_tcase(s, queues);
	return s;
}
