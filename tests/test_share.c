#include "tests/suite.h"

#include "text/share.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct {
	const char *body;
	size_t n_foreign;
} mails[] = {
	{"> All words of it are foreign\n\nand these are own\n", 6},
	{"own\n", 0},
	{"> too few\n", 0},
	{"> On Mon, Nov 23, 2026 at 9:00 AM The Gazette\n> <a@b.example> "
         "wrote:\n",
         0},
	{"> Subject: The Gazette of this morning\n", 0},
};

START_TEST(sentences_that_are_quoted_from_elsewhere_are_foreign)
{
	struct lines lines;
	struct share share;

	lines_split(&arena, str_of(mails[_i].body), &lines);
	share = share_of(&arena, &lines);
	ck_assert_uint_eq(share.n_copied, 0);
	ck_assert_uint_eq(share.n_foreign, mails[_i].n_foreign);
	ck_assert_int_eq(share_is_foreign(&share), mails[_i].n_foreign > 0);
}
END_TEST

START_TEST(lines_of_a_piece_are_copied)
{
	struct lines lines;
	struct share share;

	lines_split(&arena,
	            str_of("> One two three four five six seven eight nine\n"
	                   "> ten eleven twelve one\n> and two three of\n"),
	            &lines);
	lines.line[0].piece = lines.line[1].piece = 0;
	share = share_of(&arena, &lines);
	ck_assert_uint_eq(share.n_copied, 13);
	ck_assert_uint_eq(share.n_foreign, 4);
	ck_assert(share_is_foreign(&share));
	lines.line[2].piece = 0;
	share = share_of(&arena, &lines);
	ck_assert(!share_is_foreign(&share));
}
END_TEST

START_TEST(below_a_quotes_head_all_may_be_quoted)
{
	struct lines lines;
	struct share share;

	lines_split(&arena, str_of("They said this of it\n"), &lines);
	share = share_of(&arena, &lines);
	ck_assert_uint_eq(share.n_open, 0);
	lines.is_open = true;
	share = share_of(&arena, &lines);
	ck_assert_uint_eq(share.n_open, 5);
	ck_assert_uint_eq(share.n_foreign, 0);
	ck_assert(share_is_foreign(&share));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("share");
	TCase *t = tcase_create("share_of");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(
		t, sentences_that_are_quoted_from_elsewhere_are_foreign, 0,
		(int)ARRAY_LEN(mails));
	tcase_add_test(t, below_a_quotes_head_all_may_be_quoted);
	tcase_add_test(t, lines_of_a_piece_are_copied);
	suite_add_tcase(s, t);
	return s;
}
