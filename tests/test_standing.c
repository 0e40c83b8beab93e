#include "tests/suite.h"

#include "store/standing.h"
#include "tests/store_fixture.h"

enum {
	LATE = 1000000,
};

static struct db *db;
static struct arena arena;
static struct why why;
static int64_t article, reader;

static void open_store(void)
{
	db = store_in_memory();
	why = (struct why){""};
	article = store_add_article(db, "news", "a");
	store_add_subscriber(db, "news", "ann@x", SUBSCRIBER_ACTIVE);
	reader = store_number(db, "SELECT MAX(id) FROM readers");
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static int64_t add(const char *list, bool is_verified)
{
	int64_t id = store_add_comment(db, article, COMMENT_HELD);

	store_run(db, arena_printf(&arena,
	                           "UPDATE comments SET reader = %lld,"
	                           " list = '%s', is_verified = %d"
	                           " WHERE id = %lld",
	                           (long long)reader, list, is_verified,
	                           (long long)id));
	return id;
}

static void decide(int64_t id, enum comment_state to, const char *actor,
                   const char *reason, int64_t at)
{
	enum comment_state from = (enum comment_state)store_number(
		db, arena_printf(&arena,
	                         "SELECT state FROM comments WHERE id = %lld",
	                         (long long)id));

	store_begin(db);
	ck_assert_msg(comment_decide(db, id, from, to, str_of("test"),
	                             str_of(actor), str_of(reason), at,
	                             &why) == OK,
	              "%s", why.text);
	store_commit(db);
}

static struct standing standing_at(int64_t at, int64_t but)
{
	struct standing s = {0};

	ck_assert_msg(standing_get(db, &arena, str_of("news"), reader, at, but,
	                           &s, &why) == OK,
	              "%s", why.text);
	return s;
}

START_TEST(approvals_by_persons_count_once_a_comment_at_their_last)
{
	int64_t id = add("news", true);

	decide(id, COMMENT_APPROVED, "ida", "", 100);
	decide(id, COMMENT_PUBLISHED, "edition", "", 150);
	decide(add("news", true), COMMENT_APPROVED, "ida", "", 200);
	ck_assert_uint_eq(standing_at(LATE, 0).n, 2);
	ck_assert_int_eq(standing_at(LATE, 0).approved_at[0], 100);
	ck_assert_int_eq(standing_at(LATE, 0).approved_at[1], 200);
	ck_assert_int_eq(standing_at(LATE, 0).n_approved, 2);
}
END_TEST

START_TEST(T01_what_a_rule_approved_or_nobody_proved_earns_nothing)
{
	int64_t id = add("news", true);

	decide(id, COMMENT_APPROVED, "rule mode-after", "", 100);
	decide(add("news", false), COMMENT_APPROVED, "ida", "", 200);
	decide(add("sports", true), COMMENT_APPROVED, "ida", "", 300);
	ck_assert_uint_eq(standing_at(LATE, 0).n, 0);
	ck_assert_int_eq(standing_at(LATE, 0).n_approved, 3);
	store_begin(db);
	ck_assert_int_eq(comment_confirm(db, id, str_of("ida"), 400, &why), OK);
	store_commit(db);
	ck_assert_uint_eq(standing_at(LATE, 0).n, 1);
	ck_assert_int_eq(standing_at(LATE, 0).approved_at[0], 400);
}
END_TEST

START_TEST(T01_what_a_reader_does_to_an_own_comment_earns_nothing)
{
	int64_t id = add("news", true);

	decide(id, COMMENT_APPROVED, "rule mode-after", "", 100);
	decide(id, COMMENT_APPROVED, "reader", "", 200);
	ck_assert_uint_eq(standing_at(LATE, 0).n, 0);
	ck_assert_int_eq(store_number(db, "SELECT is_unseen FROM comments"), 1);
}
END_TEST

START_TEST(what_was_taken_back_does_not_count)
{
	int64_t id = add("news", true);

	decide(id, COMMENT_APPROVED, "ida", "", 100);
	decide(id, COMMENT_REMOVED, "ida", "", 200);
	ck_assert_uint_eq(standing_at(LATE, 0).n, 0);
	ck_assert_int_eq(standing_at(LATE, 0).lost_at, 0);
}
END_TEST

static const struct {
	enum comment_state to;
	const char *reason;
	bool is_verified, is_lost;
} losses[] = {
	{COMMENT_REJECTED, "abuse", true, true},
	{COMMENT_REJECTED, "abuse (your tone)", true, true},
	{COMMENT_REJECTED, "spam", true, true},
	{COMMENT_REJECTED, "off-topic", true, false},
	{COMMENT_REJECTED, "other (no abuse)", true, false},
	{COMMENT_REJECTED, "abuse", false, false},
};

START_TEST(a_rejection_for_abuse_or_spam_is_told)
{
	decide(add("news", losses[_i].is_verified), losses[_i].to, "ida",
	       losses[_i].reason, 500);
	ck_assert_int_eq(standing_at(LATE, 0).lost_at,
	                 losses[_i].is_lost ? 500 : 0);
	ck_assert_int_eq(standing_at(LATE, 0).n_rejected, 1);
}
END_TEST

START_TEST(a_rejection_that_was_undone_is_forgiven)
{
	int64_t id = add("news", true);

	decide(id, COMMENT_REJECTED, "ida", "abuse", 500);
	decide(id, COMMENT_HELD, "ola", "", 600);
	ck_assert_int_eq(standing_at(LATE, 0).lost_at, 0);
	ck_assert_int_eq(standing_at(599, 0).lost_at, 500);
}
END_TEST

START_TEST(the_past_is_told_as_it_was)
{
	int64_t id = add("news", true);

	decide(id, COMMENT_APPROVED, "ida", "", 100);
	decide(id, COMMENT_REMOVED, "ida", "abuse", 200);
	ck_assert_uint_eq(standing_at(99, 0).n, 0);
	ck_assert_uint_eq(standing_at(100, 0).n, 1);
	ck_assert_int_eq(standing_at(199, 0).n_approved, 1);
	ck_assert_int_eq(standing_at(200, 0).n_approved, 0);
	ck_assert_int_eq(standing_at(200, 0).lost_at, 200);
	ck_assert_uint_eq(standing_at(150, id).n, 0);
}
END_TEST

START_TEST(nobody_has_no_standing)
{
	struct standing s = {.n_approved = 7};

	ck_assert_int_eq(
		standing_get(db, &arena, str_of("news"), 0, LATE, 0, &s, &why),
		OK);
	ck_assert_int_eq(s.n_approved, 0);
	ck_assert_uint_eq(s.n, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("standing");
	TCase *t = tcase_create("standing_get");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t,
	               approvals_by_persons_count_once_a_comment_at_their_last);
	tcase_add_test(t,
	               T01_what_a_rule_approved_or_nobody_proved_earns_nothing);
	tcase_add_test(t,
	               T01_what_a_reader_does_to_an_own_comment_earns_nothing);
	tcase_add_test(t, what_was_taken_back_does_not_count);
	tcase_add_loop_test(t, a_rejection_for_abuse_or_spam_is_told, 0,
	                    ARRAY_LEN(losses));
	tcase_add_test(t, a_rejection_that_was_undone_is_forgiven);
	tcase_add_test(t, the_past_is_told_as_it_was);
	tcase_add_test(t, nobody_has_no_standing);
	suite_add_tcase(s, t);
	return s;
}
