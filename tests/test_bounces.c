#include "tests/suite.h"

#include "store/bounces.h"
#include "store/deliveries.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;
static int64_t one, two, edition;

static void open_store(void)
{
	int64_t n = 0;

	db = store_in_memory();
	why = (struct why){""};
	one = store_add_subscriber(db, "news", "one@x", SUBSCRIBER_ACTIVE);
	two = store_add_subscriber(db, "news", "two@x", SUBSCRIBER_ACTIVE);
	for (int i = 1; i <= 3; i++) {
		edition = store_add_edition(db, "news", i);
		ck_assert_int_eq(delivery_plan(db, edition, str_of("news"),
		                               1000, &n, &why),
		                 OK);
	}
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

/* Deliveries 1, 3, 5 are for one, 2, 4, 6 for two. */
static bool add(int64_t subscriber, int64_t delivery, int64_t at)
{
	const struct bounce_row row = {
		.subscriber = subscriber,
		.delivery = delivery,
		.is_hard = delivery % 2 == 1,
		.code = 550,
		.status = str_of("5.1.1"),
		.reason = str_of("no such user"),
		.at = at,
	};
	bool is_new = false;

	ck_assert_int_eq(bounce_add(db, &row, &is_new, &why), OK);
	return is_new;
}

static size_t list(int64_t subscriber, struct bounce_row **rows)
{
	size_t n = 77;

	ck_assert_int_eq(bounce_list(db, &arena, subscriber, rows, &n, &why),
	                 OK);
	return n;
}

START_TEST(add_writes_a_delivery_once)
{
	struct bounce_row *rows;

	ck_assert(add(one, 1, 2000));
	ck_assert(!add(one, 1, 3000));
	ck_assert_uint_eq(list(one, &rows), 1);
	ck_assert_int_eq(rows[0].at, 2000);
	ck_assert_int_eq(rows[0].delivery, 1);
	ck_assert_int_eq(rows[0].letter, 0);
	ck_assert_int_eq(rows[0].code, 550);
	ck_assert(rows[0].is_hard);
	ck_assert(rows[0].counts);
	ck_assert_text(rows[0].status, "5.1.1");
	ck_assert_text(rows[0].reason, "no such user");
}
END_TEST

START_TEST(list_is_oldest_first_and_of_one_subscriber)
{
	struct bounce_row *rows;
	size_t n = 0;

	add(one, 3, 3000);
	add(one, 1, 2000);
	add(two, 2, 2500);
	ck_assert_uint_eq(list(one, &rows), 2);
	ck_assert_int_eq(rows[0].at, 2000);
	ck_assert_int_eq(rows[1].at, 3000);
	ck_assert_int_eq(bounce_last(db, &arena, one, 1, &rows, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].at, 3000);
}
END_TEST

static size_t unweighed(const char *of, int64_t limit, int64_t **those)
{
	size_t n = 77;

	ck_assert_int_eq(bounce_unweighed(db, &arena, str_of(of), limit, those,
	                                  &n, &why),
	                 OK);
	return n;
}

START_TEST(unweighed_are_those_with_something_new)
{
	int64_t *those;

	add(one, 1, 2000);
	add(one, 3, 3000);
	add(two, 2, 2500);
	ck_assert_uint_eq(unweighed("news", 10, &those), 2);
	ck_assert_int_eq(those[0], one);
	ck_assert_int_eq(those[1], two);
	ck_assert_uint_eq(unweighed("news", 1, &those), 1);
	ck_assert_uint_eq(unweighed("sports", 10, &those), 0);
	ck_assert_int_eq(bounce_weighed(db, one, &why), OK);
	ck_assert_uint_eq(unweighed("news", 10, &those), 1);
	ck_assert_int_eq(those[0], two);
	add(one, 5, 4000);
	ck_assert_uint_eq(unweighed("news", 10, &those), 2);
}
END_TEST

static enum err open_probe(int64_t subscriber, struct probe_row *probe)
{
	return probe_open(db, &arena, subscriber, probe, &why);
}

START_TEST(clear_keeps_the_rows_and_ends_the_probe)
{
	struct bounce_row *rows;
	struct probe_row probe;
	size_t n = 0;

	add(one, 1, 2000);
	add(two, 2, 2000);
	ck_assert_int_eq(probe_add(db, one, 3, 2000, &why), OK);
	store_begin(db);
	ck_assert_int_eq(bounce_clear_all(db, one, 5000, &why), OK);
	store_commit(db);
	ck_assert_uint_eq(list(one, &rows), 0);
	ck_assert_uint_eq(list(two, &rows), 1);
	ck_assert_int_eq(bounce_last(db, &arena, one, 9, &rows, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
	ck_assert(!rows[0].counts);
	ck_assert_int_eq(open_probe(one, &probe), ERR_ABSENT);
	ck_assert(!add(one, 1, 6000)); /* and does not count again */
}
END_TEST

START_TEST(clear_leaves_what_was_not_weighed)
{
	struct bounce_row *rows;
	int64_t *those;

	add(one, 1, 2000);
	ck_assert_int_eq(bounce_weighed(db, one, &why), OK);
	add(one, 3, 3000);
	store_begin(db);
	ck_assert_int_eq(bounce_clear(db, one, 5000, &why), OK);
	store_commit(db);
	ck_assert_uint_eq(list(one, &rows), 1);
	ck_assert_int_eq(rows[0].at, 3000);
	ck_assert_uint_eq(unweighed("news", 10, &those), 1);
}
END_TEST

START_TEST(probe_is_one_at_a_time)
{
	struct probe_row probe;

	ck_assert_int_eq(open_probe(one, &probe), ERR_ABSENT);
	ck_assert_int_eq(probe_add(db, one, 3, 2000, &why), OK);
	ck_assert_int_eq(probe_add(db, one, 5, 2001, &why), ERR_INPUT);
	ck_assert_int_eq(probe_add(db, two, 4, 2000, &why), OK);
	ck_assert_int_eq(open_probe(one, &probe), OK);
	ck_assert_int_eq(probe.subscriber, one);
	ck_assert_int_eq(probe.delivery, 3);
	ck_assert_int_eq(probe.at, 2000);
	ck_assert_int_eq(probe.arrived_at, 0);
	ck_assert(!probe.is_back);
	store_run(db, "UPDATE deliveries SET state = 4, done_at = 2500"
	              " WHERE id = 3");
	add(one, 3, 2600);
	ck_assert_int_eq(open_probe(one, &probe), OK);
	ck_assert_int_eq(probe.arrived_at, 2500);
	ck_assert(probe.is_back);
}
END_TEST

START_TEST(waited_are_probes_that_arrived_by_then)
{
	int64_t *those;
	size_t n = 77;

	ck_assert_int_eq(probe_add(db, one, 3, 2000, &why), OK);
	ck_assert_int_eq(probe_add(db, two, 4, 2000, &why), OK);
	store_run(db, "UPDATE deliveries SET state = 4, done_at = 2500"
	              " WHERE id = 3");
	ck_assert_int_eq(probe_waited(db, &arena, str_of("news"), 2499, &those,
	                              &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(probe_waited(db, &arena, str_of("news"), 2500, &those,
	                              &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(those[0], one);
	ck_assert_int_eq(probe_waited(db, &arena, str_of("sports"), 2500,
	                              &those, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(suspensions_are_told_once)
{
	struct suspension *rows;
	int64_t last = 77;
	size_t n = 0;

	ck_assert_int_eq(suspension_last(db, str_of("news"), &last, &why), OK);
	ck_assert_int_eq(last, 0);
	ck_assert_int_eq(
		suspension_add(db, one, str_of("no such user"), 3000, &why),
		OK);
	ck_assert_int_eq(
		suspension_untold(db, &arena, str_of("news"), &rows, &n, &why),
		OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(rows[0].subscriber, one);
	ck_assert_int_eq(rows[0].at, 3000);
	ck_assert_text(rows[0].address, "one@x");
	ck_assert_text(rows[0].reason, "no such user");
	ck_assert_int_eq(suspension_told(db, str_of("sports"), 4000, &why), OK);
	ck_assert_int_eq(suspension_told(db, str_of("news"), 4001, &why), OK);
	ck_assert_int_eq(
		suspension_untold(db, &arena, str_of("news"), &rows, &n, &why),
		OK);
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(suspension_last(db, str_of("news"), &last, &why), OK);
	ck_assert_int_eq(last, 4001);
}
END_TEST

START_TEST(report_is_kept_with_or_without_a_delivery)
{
	int64_t a = store_add_letter(db, "a", "A: a\n");
	int64_t b = store_add_letter(db, "b", "B: b\n");

	ck_assert_int_eq(report_add(db, a, str_of("news"), str_of("bounce"), 1,
	                            one, str_of("it counts"), 3000, &why),
	                 OK);
	ck_assert_int_eq(report_add(db, b, str_of(""), str_of("bounce"), 0, 0,
	                            str_of("no"), 3000, &why),
	                 OK);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM reports"
	                                  " WHERE delivery IS NULL"),
	                 1);
	ck_assert_int_eq(report_add(db, a, str_of("news"), str_of("bounce"), 1,
	                            one, str_of("twice"), 3000, &why),
	                 ERR_INPUT);
}
END_TEST

/* What the editor asks in each round looks at what is new only. */
START_TEST(what_is_new_is_found_by_its_index)
{
	ONLY_SQLITE();
	ck_assert_uint_ne(
		str_find(store_plan(db, &arena,
	                            "SELECT DISTINCT b.subscriber FROM bounces"
	                            " b WHERE b.is_weighed = 0 AND (SELECT"
	                            " s.list FROM subscribers s WHERE s.id ="
	                            " b.subscriber) = $1 ORDER BY b.subscriber"
	                            " LIMIT $2"),
	                 "bounces_unweighed"),
		STR_NONE);
	ck_assert_uint_ne(
		str_find(store_plan(db, &arena,
	                            "SELECT p.id FROM suspensions p WHERE"
	                            " p.told_at IS NULL AND (SELECT s.list FROM"
	                            " subscribers s WHERE s.id = p.subscriber)"
	                            " = $1 ORDER BY p.id"),
	                 "suspensions_untold"),
		STR_NONE);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("bounces");
	TCase *t = tcase_create("bounce");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, add_writes_a_delivery_once);
	tcase_add_test(t, list_is_oldest_first_and_of_one_subscriber);
	tcase_add_test(t, unweighed_are_those_with_something_new);
	tcase_add_test(t, clear_keeps_the_rows_and_ends_the_probe);
	tcase_add_test(t, clear_leaves_what_was_not_weighed);
	suite_add_tcase(s, t);
	t = tcase_create("probe");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, probe_is_one_at_a_time);
	tcase_add_test(t, waited_are_probes_that_arrived_by_then);
	suite_add_tcase(s, t);
	t = tcase_create("suspension_and_report");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, suspensions_are_told_once);
	tcase_add_test(t, report_is_kept_with_or_without_a_delivery);
	tcase_add_test(t, what_is_new_is_found_by_its_index);
	suite_add_tcase(s, t);
	return s;
}
