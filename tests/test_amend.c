#include "tests/suite.h"

#include "app/amend.h"
#include "tests/readers_fixture.h"
#include "tests/store_fixture.h"

#define ANN "ann@work.example"

static struct readers r;

static void open_readers(void)
{
	readers_open(&r);
}

static void close_readers(void)
{
	readers_close(&r);
}

static struct judgement answer(const char *words)
{
	return readers_answer(&r, ANN, "", words);
}

static void set_state(int64_t comment, enum comment_state state)
{
	store_run(r.site.db,
	          arena_printf(&r.arena,
	                       "UPDATE comments SET state = %d WHERE id = %lld",
	                       state, (long long)comment));
}

/* Is it printed in the list's first edition? */
static void print(int64_t comment)
{
	int64_t edition = store_add_edition(r.site.db, "news", comment);

	store_run(r.site.db,
	          arena_printf(&r.arena,
	                       "UPDATE comments SET state = 3, edition = %lld"
	                       " WHERE id = %lld",
	                       (long long)edition, (long long)comment));
}

START_TEST(a_correction_is_held_and_takes_the_place_of_what_waits)
{
	static const enum comment_state waiting[] = {
		COMMENT_HELD, COMMENT_APPROVED, COMMENT_ASKED,
		COMMENT_APPEALED};
	int64_t newest;

	set_state(r.comment, waiting[_i]);
	ck_assert_int_eq(answer("correct\n\nBetter words.").class,
	                 CLASS_REQUEST);
	newest = readers_newest(&r);
	ck_assert_int_ne(newest, r.comment);
	ck_assert_int_eq(readers_state(&r, r.comment), COMMENT_WITHDRAWN);
	ck_assert_int_eq(readers_state(&r, newest), COMMENT_HELD);
	ck_assert_int_eq(store_number(r.site.db,
	                              "SELECT COUNT(*) FROM comments WHERE"
	                              " text = 'Better words.' AND is_verified"
	                              " = 1"),
	                 1);
	/* never unseen: there is no decision about it */
	ck_assert_int_eq(
		store_number(r.site.db,
	                     arena_printf(&r.arena,
	                                  "SELECT COUNT(*) FROM decisions"
	                                  " WHERE comment = %lld",
	                                  (long long)newest)),
		0);
	ck_assert_int_eq(readers_mails(&r, "held"), 1);
}
END_TEST

START_TEST(a_correction_of_what_is_printed_or_rejected_leaves_it)
{
	static const enum comment_state staying[] = {COMMENT_PUBLISHED,
	                                             COMMENT_REJECTED};

	set_state(r.comment, staying[_i]);
	(void)answer("correct\nBetter words.");
	ck_assert_int_eq(readers_state(&r, r.comment), staying[_i]);
	ck_assert_int_eq(readers_state(&r, readers_newest(&r)), COMMENT_HELD);
}
END_TEST

START_TEST(what_was_taken_back_or_removed_is_not_corrected)
{
	static const enum comment_state over[] = {COMMENT_WITHDRAWN,
	                                          COMMENT_REMOVED};

	set_state(r.comment, over[_i]);
	(void)answer("correct\nBetter words.");
	ck_assert_int_eq(readers_newest(&r), r.comment);
	ck_assert_int_eq(readers_mails(&r, "request"), 1);
}
END_TEST

START_TEST(a_correction_without_words_is_none)
{
	(void)answer("correct\n\n> quoted words\n");
	ck_assert_int_eq(readers_newest(&r), r.comment);
	ck_assert_int_eq(readers_state(&r, r.comment), COMMENT_HELD);
	ck_assert_int_eq(readers_mails(&r, "request"), 1);
}
END_TEST

START_TEST(a_correction_is_corrected_and_all_are_taken_back)
{
	int64_t second;

	(void)answer("correct\nBetter words.");
	second = readers_newest(&r);
	(void)answer("correct\nStill better words.");
	ck_assert_int_eq(readers_state(&r, second), COMMENT_WITHDRAWN);
	ck_assert_int_gt(readers_newest(&r), second);
	(void)answer("withdraw");
	ck_assert_int_eq(readers_state(&r, readers_newest(&r)),
	                 COMMENT_WITHDRAWN);
	ck_assert_int_eq(
		store_number(r.site.db, "SELECT COUNT(*) FROM withdrawals"), 0);
}
END_TEST

START_TEST(what_is_printed_leaves_one_line_however_often_it_was_corrected)
{
	int64_t second;

	print(r.comment);
	(void)answer("correct\nBetter words.");
	second = readers_newest(&r);
	print(second);
	(void)answer("correct\nStill better words.");
	(void)answer("withdraw");
	(void)answer("withdraw");
	ck_assert_int_eq(readers_state(&r, r.comment), COMMENT_WITHDRAWN);
	ck_assert_int_eq(readers_state(&r, second), COMMENT_WITHDRAWN);
	ck_assert_int_eq(readers_state(&r, readers_newest(&r)),
	                 COMMENT_WITHDRAWN);
	ck_assert_int_eq(
		store_number(r.site.db, "SELECT COUNT(*) FROM withdrawals"), 1);
	ck_assert_int_eq(
		store_number(r.site.db, "SELECT comment FROM withdrawals"),
		second);
}
END_TEST

START_TEST(corrections_count_as_comments_T_11)
{
	for (int i = 0; i < 20; i++)
		(void)answer(arena_printf(&r.arena, "correct\nWords %d.", i));
	ck_assert_int_eq(
		store_number(r.site.db, "SELECT COUNT(*) FROM comments"), 11);
}
END_TEST

/* Nobody but Ann, and she by a person's mail. */
static const struct {
	const char *from, *field;
} strangers[] = {
	{"eve@work.example", ""},
	{ANN ">, <eve@work.example", ""},
	{ANN, "Auto-Submitted: auto-replied\r\n"},
	{ANN, "List-Id: <others.example>\r\n"},
};

START_TEST(nobody_else_takes_back_or_corrects_T_01_T_08)
{
	(void)readers_answer(&r, strangers[_i].from, strangers[_i].field,
	                     "withdraw");
	(void)readers_answer(&r, strangers[_i].from, strangers[_i].field,
	                     "correct\nOthers' words.");
	ck_assert_int_eq(readers_state(&r, r.comment), COMMENT_HELD);
	ck_assert_int_eq(readers_newest(&r), r.comment);
	ck_assert_int_eq(
		store_number(r.site.db, "SELECT COUNT(*) FROM deliveries"), 0);
}
END_TEST

START_TEST(a_token_that_is_too_old_does_nothing)
{
	store_run(r.site.db,
	          arena_printf(&r.arena, "UPDATE acks SET expires_at = %lld",
	                       (long long)READERS_NOW - 1));
	(void)answer("withdraw");
	ck_assert_int_eq(readers_state(&r, r.comment), COMMENT_HELD);
	ck_assert_int_eq(
		store_number(r.site.db, "SELECT COUNT(*) FROM deliveries"), 0);
}
END_TEST

START_TEST(a_token_of_another_list_does_nothing_T_42)
{
	store_run(r.site.db, "UPDATE acks SET list = 'sports'");
	(void)answer("withdraw");
	ck_assert_int_eq(readers_state(&r, r.comment), COMMENT_HELD);
}
END_TEST

START_TEST(a_blocked_writer_corrects_nothing_but_may_take_back)
{
	store_run(r.site.db,
	          "INSERT INTO blocks (list, kind, pattern, actor, reason,"
	          " added_at, expires_at) VALUES ('news', 0, '" ANN
	          "', 'desk@x', '', 1, NULL)");
	(void)answer("correct\nBuy this.");
	ck_assert_int_eq(readers_newest(&r), r.comment);
	ck_assert_int_eq(readers_mails(&r, "request"), 0);
	(void)answer("withdraw");
	ck_assert_int_eq(readers_state(&r, r.comment), COMMENT_WITHDRAWN);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("amend");
	TCase *t = tcase_create("amend");

	tcase_add_checked_fixture(t, open_readers, close_readers);
	tcase_add_loop_test(
		t, a_correction_is_held_and_takes_the_place_of_what_waits, 0,
		4);
	tcase_add_loop_test(
		t, a_correction_of_what_is_printed_or_rejected_leaves_it, 0, 2);
	tcase_add_loop_test(t, what_was_taken_back_or_removed_is_not_corrected,
	                    0, 2);
	tcase_add_test(t, a_correction_without_words_is_none);
	tcase_add_test(t, a_correction_is_corrected_and_all_are_taken_back);
	tcase_add_test(
		t,
		what_is_printed_leaves_one_line_however_often_it_was_corrected);
	tcase_add_test(t, corrections_count_as_comments_T_11);
	tcase_add_loop_test(t, nobody_else_takes_back_or_corrects_T_01_T_08, 0,
	                    ARRAY_LEN(strangers));
	tcase_add_test(t, a_token_that_is_too_old_does_nothing);
	tcase_add_test(t, a_token_of_another_list_does_nothing_T_42);
	tcase_add_test(t, a_blocked_writer_corrects_nothing_but_may_take_back);
	suite_add_tcase(s, t);
	return s;
}
