#include "tests/suite.h"

#include "store/tally.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;
static int64_t article;

static void open_store(void)
{
	db = store_in_memory();
	why = (struct why){""};
	article = store_add_article(db, "news", "a");
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static int64_t add(int64_t received_at)
{
	int64_t id = store_add_comment(db, article, COMMENT_HELD);

	store_run(db, arena_printf(&arena,
	                           "UPDATE comments SET received_at = %lld"
	                           " WHERE id = %lld",
	                           (long long)received_at, (long long)id));
	return id;
}

static void decide(int64_t id, enum comment_state from, enum comment_state to,
                   const char *event, const char *actor, int64_t at)
{
	store_begin(db);
	ck_assert_msg(comment_decide(db, id, from, to, str_of(event),
	                             str_of(actor), str_of(""), at, &why) == OK,
	              "%s", why.text);
	store_commit(db);
}

static size_t decisions(const char *list, int64_t from, int64_t until,
                        struct tally_row **rows)
{
	size_t n = 0;

	ck_assert_int_eq(tally_decisions(db, &arena, str_of(list), from, until,
	                                 0, 100, rows, &n, &why),
	                 OK);
	return n;
}

START_TEST(decisions_are_those_of_the_time_and_list)
{
	struct tally_row *rows;
	int64_t id = add(50), other = add(60);

	decide(id, COMMENT_HELD, COMMENT_APPROVED, "approve", "ida", 100);
	decide(id, COMMENT_APPROVED, COMMENT_PUBLISHED, "publish", "edition",
	       150);
	decide(other, COMMENT_HELD, COMMENT_REJECTED, "reject", "rule x", 200);
	ck_assert_uint_eq(decisions("news", 0, 1000, &rows), 2);
	ck_assert_text(rows[0].decision.event, "approve");
	ck_assert_int_eq(rows[0].received_at, 50);
	ck_assert_int_eq(rows[0].state_now, COMMENT_PUBLISHED);
	ck_assert_text(rows[1].decision.rule, "x");
	ck_assert_uint_eq(decisions("", 100, 200, &rows), 1);
	ck_assert_uint_eq(decisions("news", 101, 201, &rows), 1);
	ck_assert_uint_eq(decisions("sports", 0, 1000, &rows), 0);
}
END_TEST

START_TEST(received_is_from_the_start_to_before_the_end)
{
	int64_t *times;
	size_t n = 0;

	add(20);
	add(10);
	add(30);
	ck_assert_int_eq(tally_received(db, &arena, str_of("news"), 10, 30,
	                                &times, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(times[0], 10);
	ck_assert_int_eq(times[1], 20);
	ck_assert_int_eq(tally_received(db, &arena, str_of("sports"), 0, 99,
	                                &times, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(waiting_is_what_is_held_and_what_nobody_saw)
{
	int64_t *times, n_unseen = 0;
	size_t n = 0;

	add(20);
	add(10);
	decide(add(5), COMMENT_HELD, COMMENT_APPROVED, "approve", "rule x",
	       100);
	decide(add(6), COMMENT_HELD, COMMENT_APPROVED, "approve", "ida", 100);
	ck_assert_int_eq(tally_waiting(db, &arena, str_of("news"), &times, &n,
	                               &n_unseen, &why),
	                 OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(times[0], 10);
	ck_assert_int_eq(n_unseen, 1);
}
END_TEST

static bool take(const char *list, const char *period)
{
	bool is_due = false;

	store_begin(db);
	ck_assert_int_eq(tally_take_week(db, str_of(list), str_of(period), 7,
	                                 &is_due, &why),
	                 OK);
	store_commit(db);
	return is_due;
}

START_TEST(a_week_is_taken_once_and_the_first_is_not_told)
{
	bool has_week = true;

	ck_assert_int_eq(tally_has_week(db, str_of("news"),
	                                str_of("2026-11-23"), &has_week, &why),
	                 OK);
	ck_assert(!has_week);
	ck_assert(!take("news", "2026-11-23"));
	ck_assert_int_eq(tally_has_week(db, str_of("news"),
	                                str_of("2026-11-23"), &has_week, &why),
	                 OK);
	ck_assert(has_week);
	ck_assert(!take("news", "2026-11-23"));
	ck_assert(take("news", "2026-11-30"));
	ck_assert(!take("news", "2026-11-30"));
	ck_assert(!take("sports", "2026-11-30"));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("tally");
	TCase *t = tcase_create("tally");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, decisions_are_those_of_the_time_and_list);
	tcase_add_test(t, received_is_from_the_start_to_before_the_end);
	tcase_add_test(t, waiting_is_what_is_held_and_what_nobody_saw);
	tcase_add_test(t, a_week_is_taken_once_and_the_first_is_not_told);
	suite_add_tcase(s, t);
	return s;
}
