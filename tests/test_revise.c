#include "store/revise.h"

#include "tests/store_fixture.h"
#include "tests/suite.h"

enum {
	NOW = 1795501800,
};

static struct db *db;
static struct arena arena;
static struct why why;
static int64_t id;

static void set_up(void)
{
	db = store_in_memory();
	id = store_add_comment(db, store_add_article(db, "news", "ferry"),
	                       COMMENT_HELD);
	store_run(db, "UPDATE comments SET text = 'first'");
	store_begin(db);
}

static void tear_down(void)
{
	db_rollback(db);
	db_close(&db);
	arena_free(&arena);
}

static struct comment comment(void)
{
	struct comment c;

	ck_assert_int_eq(comment_get(db, &arena, id, &c, &why), OK);
	return c;
}

START_TEST(an_edit_keeps_the_readers_first_text)
{
	ck_assert_text(comment().original, "");
	ck_assert_int_eq(revise_text(db, id, str_of("second"), &why), OK);
	ck_assert_int_eq(revise_text(db, id, str_of("third"), &why), OK);
	ck_assert_text(comment().text, "third");
	ck_assert_text(comment().original, "first");
	ck_assert_int_eq(revise_text(db, 99, str_of("x"), &why), ERR_ABSENT);
}
END_TEST

START_TEST(undo_gives_the_first_text_back)
{
	ck_assert_int_eq(revise_text(db, id, str_of("second"), &why), OK);
	ck_assert_int_eq(revise_undo(db, id, &why), OK);
	ck_assert_text(comment().text, "first");
	ck_assert_text(comment().original, "");
	ck_assert_int_eq(revise_undo(db, id, &why), OK);
	ck_assert_text(comment().text, "first");
}
END_TEST

START_TEST(a_comment_is_featured_and_not_any_more)
{
	ck_assert(!comment().is_featured);
	ck_assert_int_eq(revise_feature(db, id, true, &why), OK);
	ck_assert(comment().is_featured);
	ck_assert_int_eq(revise_feature(db, id, false, &why), OK);
	ck_assert(!comment().is_featured);
	ck_assert_int_eq(revise_feature(db, 99, true, &why), ERR_ABSENT);
}
END_TEST

START_TEST(a_note_is_a_decision_that_leaves_the_state)
{
	struct decision *decisions;
	size_t n = 0;

	ck_assert_int_eq(revise_note(db, id, str_of("feature"), str_of("a@b"),
	                             str_of(""), NOW, &why),
	                 OK);
	ck_assert_int_eq(
		comment_decisions(db, &arena, id, &decisions, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_text(decisions[0].event, "feature");
	ck_assert_int_eq(decisions[0].state, COMMENT_HELD);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("revise");
	TCase *t = tcase_create("revise");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, an_edit_keeps_the_readers_first_text);
	tcase_add_test(t, undo_gives_the_first_text_back);
	tcase_add_test(t, a_comment_is_featured_and_not_any_more);
	tcase_add_test(t, a_note_is_a_decision_that_leaves_the_state);
	suite_add_tcase(s, t);
	return s;
}
