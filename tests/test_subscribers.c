#include "tests/suite.h"

#include <signal.h>

#include "store/subscribers.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;

static void open_store(void)
{
	db = store_in_memory();
	why = (struct why){""};
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static const struct subscriber sample = {
	.list = STR("news"),
	.name = STR("Ann O'Hara"),
	.address = STR("Ann@Example.org"),
	.pid = (1LL << 40) - 1,
	.leave_pid = STR("\0\x01\xff'\"45678"),
	.state = SUBSCRIBER_PENDING,
	.created_at = 1000,
	.source = STR("mail"),
};

static enum err add(const struct subscriber *subscriber, int64_t *id)
{
	enum err err;

	store_begin(db);
	err = subscriber_add(db, subscriber, id, &why);
	if (err == OK)
		store_commit(db);
	else
		db_rollback(db);
	return err;
}

static struct subscriber get(int64_t id)
{
	struct subscriber s;

	ck_assert_int_eq(subscriber_get(db, &arena, id, &s, &why), OK);
	return s;
}

static int64_t add_reader(const char *address, const char *name)
{
	int64_t id = 0;

	store_begin(db);
	ck_assert_int_eq(
		reader_add(db, str_of(address), str_of(name), 1000, &id, &why),
		OK);
	store_commit(db);
	return id;
}

START_TEST(states_have_names)
{
	static const char *const names[] = {"pending",   "active", "paused",
	                                    "suspended", "gone",   "unknown"};

	for (int i = 0; i < 6; i++)
		ck_assert_str_eq(
			subscriber_state_name((enum subscriber_state)i),
			names[i]);
}
END_TEST

/* The drawing of subscribers.h: a row for each state, "from: to...". */
static const char *const ways[] = {
	[SUBSCRIBER_PENDING] = " active gone ",
	[SUBSCRIBER_ACTIVE] = " paused suspended gone ",
	[SUBSCRIBER_PAUSED] = " active gone ",
	[SUBSCRIBER_SUSPENDED] = " active gone ",
	[SUBSCRIBER_GONE] = " pending active ",
};

START_TEST(may_goes_the_ways_of_the_drawing_and_no_others)
{
	for (int to = 0; to < 5; to++) {
		const char *word = arena_printf(
			&arena, " %s ",
			subscriber_state_name((enum subscriber_state)to));

		ck_assert_int_eq(subscriber_may((enum subscriber_state)_i,
		                                (enum subscriber_state)to),
		                 strstr(ways[_i], word) != NULL);
	}
	ck_assert(!subscriber_may((enum subscriber_state)_i,
	                          (enum subscriber_state)5));
	ck_assert(!subscriber_may((enum subscriber_state)5,
	                          (enum subscriber_state)_i));
}
END_TEST

START_TEST(address_key_is_in_lower_case_of_ascii)
{
	ck_assert_text(
		reader_address_key(&arena, str_of("Z\xc3\x8b@EXAMPLE.org")),
		"z\xc3\x8b@example.org");
	ck_assert_text(reader_address_key(&arena, str_of("")), "");
}
END_TEST

START_TEST(reader_is_found_however_the_address_is_written)
{
	int64_t reader = 0, id = add_reader("Ann@Example.org", "Ann");
	struct str name;

	ck_assert_int_eq(reader_find(db, &arena, str_of("aNN@eXAMPLE.ORG"),
	                             &reader, &name, &why),
	                 OK);
	ck_assert_int_eq(reader, id);
	ck_assert_text(name, "Ann");
	ck_assert_int_eq(reader_find(db, &arena, str_of("bob@example.org"),
	                             &reader, &name, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(reader_add_refuses_an_address_that_is_anothers)
{
	int64_t reader = 0;

	add_reader("ann@example.org", "Ann");
	store_begin(db);
	ck_assert_int_eq(reader_add(db, str_of("ANN@example.org"),
	                            str_of("Eve"), 1000, &reader, &why),
	                 ERR_INPUT);
	db_rollback(db);
	ck_assert_int_eq(reader, 0);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM readers"), 1);
}
END_TEST

START_TEST(reader_name_is_noted_only_where_there_was_none)
{
	int64_t id = add_reader("ann@example.org", "");
	int64_t other = add_reader("bob@example.org", "");
	struct str name;

	ck_assert_int_eq(reader_name(db, id, str_of("Ann"), &why), OK);
	ck_assert_int_eq(reader_name(db, id, str_of("Eve"), &why), OK);
	ck_assert_int_eq(reader_find(db, &arena, str_of("ann@example.org"), &id,
	                             &name, &why),
	                 OK);
	ck_assert_text(name, "Ann");
	ck_assert_int_eq(reader_find(db, &arena, str_of("bob@example.org"),
	                             &other, &name, &why),
	                 OK);
	ck_assert_text(name, "");
}
END_TEST

START_TEST(add_keeps_all_and_get_gives_it)
{
	struct subscriber s;
	int64_t id = 0;

	ck_assert_int_eq(add(&sample, &id), OK);
	s = get(id);
	ck_assert_int_eq(s.id, id);
	ck_assert_text(s.list, "news");
	ck_assert_text(s.name, "Ann O'Hara");
	ck_assert_text(s.address, "Ann@Example.org");
	ck_assert_int_eq(s.pid, (1LL << 40) - 1);
	ck_assert(str_eq(s.leave_pid, sample.leave_pid));
	ck_assert_int_eq(s.state, SUBSCRIBER_PENDING);
	ck_assert_int_eq(s.state_at, 1000);
	ck_assert_int_eq(s.created_at, 1000);
	ck_assert_int_eq(s.confirmed_at, 0);
	ck_assert_text(s.source, "mail");
}
END_TEST

START_TEST(add_of_an_active_one_counts_as_confirmed)
{
	struct subscriber active = sample;
	int64_t id = 0;

	active.state = SUBSCRIBER_ACTIVE;
	ck_assert_int_eq(add(&active, &id), OK);
	ck_assert_int_eq(get(id).confirmed_at, 1000);
}
END_TEST

START_TEST(add_finds_the_reader_of_another_list)
{
	struct subscriber second = sample;
	int64_t one = 0, two = 0;

	ck_assert_int_eq(add(&sample, &one), OK);
	second.list = str_of("sports");
	second.address = str_of("ann@example.ORG");
	second.name = str_of("Somebody Else");
	second.pid = 2;
	second.leave_pid = str_of("another000");
	ck_assert_int_eq(add(&second, &two), OK);
	ck_assert_int_eq(get(one).reader, get(two).reader);
	ck_assert_text(get(two).name, "Ann O'Hara");
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM readers"), 1);
}
END_TEST

START_TEST(add_refuses_a_second_one_of_a_reader_in_whatever_state)
{
	struct subscriber again = sample;
	int64_t one = 0, two = 77;

	ck_assert_int_eq(add(&sample, &one), OK);
	ck_assert_int_eq(subscriber_set_state(db, one, SUBSCRIBER_GONE,
	                                      str_of(""), 2000, &why),
	                 OK);
	again.address = str_of("ANN@example.org");
	again.pid = 2;
	again.leave_pid = str_of("another000");
	ck_assert_int_eq(add(&again, &two), ERR_INPUT);
	ck_assert_int_eq(two, 77);
	ck_assert_ptr_nonnull(strstr(why.text, "already"));
	ck_assert_int_eq(get(one).state, SUBSCRIBER_GONE);
}
END_TEST

START_TEST(add_says_why_the_store_failed)
{
	int64_t id = 0;

	store_begin(db);
	store_run(db, "ALTER TABLE addresses RENAME TO elsewhere");
	ck_assert_int_eq(subscriber_add(db, &sample, &id, &why), ERR_FATAL);
	ck_assert_ptr_nonnull(strstr(why.text, "addresses"));
	db_rollback(db);
}
END_TEST

START_TEST(add_aborts_without_a_transaction)
{
	int64_t id;

	if (subscriber_add(db, &sample, &id, &why) != OK)
		return;
}
END_TEST

START_TEST(find_by_id_pid_leave_pid_and_address)
{
	struct subscriber s;
	int64_t id = 0;

	ck_assert_int_eq(add(&sample, &id), OK);
	ck_assert_int_eq(subscriber_by_pid(db, &arena, sample.pid, &s, &why),
	                 OK);
	ck_assert_int_eq(s.id, id);
	ck_assert_int_eq(
		subscriber_by_leave_pid(db, &arena, sample.leave_pid, &s, &why),
		OK);
	ck_assert_int_eq(s.id, id);
	ck_assert_int_eq(subscriber_by_address(db, &arena, str_of("news"),
	                                       str_of("ANN@EXAMPLE.ORG"), &s,
	                                       &why),
	                 OK);
	ck_assert_int_eq(s.id, id);
	ck_assert_int_eq(subscriber_get(db, &arena, 77, &s, &why), ERR_ABSENT);
	ck_assert_int_eq(subscriber_by_pid(db, &arena, 77, &s, &why),
	                 ERR_ABSENT);
	ck_assert_int_eq(
		subscriber_by_leave_pid(db, &arena, str_of("none"), &s, &why),
		ERR_ABSENT);
	ck_assert_int_eq(subscriber_by_address(db, &arena, str_of("sports"),
	                                       sample.address, &s, &why),
	                 ERR_ABSENT);
	ck_assert_int_eq(subscriber_by_address(db, &arena, str_of("news"),
	                                       str_of("' OR ''='"), &s, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(list_is_by_address)
{
	struct subscriber *all;
	size_t n;

	store_add_subscriber(db, "news", "carl@x", SUBSCRIBER_ACTIVE);
	store_add_subscriber(db, "sports", "adam@x", SUBSCRIBER_ACTIVE);
	store_add_subscriber(db, "news", "Bob@x", SUBSCRIBER_GONE);
	ck_assert_int_eq(
		subscriber_list(db, &arena, str_of("news"), &all, &n, &why),
		OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_text(all[0].address, "Bob@x");
	ck_assert_text(all[1].address, "carl@x");
	ck_assert_int_eq(
		subscriber_list(db, &arena, str_of(""), &all, &n, &why), OK);
	ck_assert_uint_eq(n, 3);
	ck_assert_text(all[2].list, "sports");
}
END_TEST

START_TEST(count_counts_active_ones)
{
	int64_t n = 0;

	store_add_subscriber(db, "news", "a@x", SUBSCRIBER_ACTIVE);
	store_add_subscriber(db, "news", "b@x", SUBSCRIBER_ACTIVE);
	store_add_subscriber(db, "news", "c@x", SUBSCRIBER_PENDING);
	store_add_subscriber(db, "news", "d@x", SUBSCRIBER_GONE);
	store_add_subscriber(db, "sports", "a@x", SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(subscriber_count(db, str_of("news"), &n, &why), OK);
	ck_assert_int_eq(n, 2);
}
END_TEST

static enum err set(int64_t id, enum subscriber_state state, const char *leave,
                    int64_t now)
{
	return subscriber_set_state(db, id, state, str_of(leave), now, &why);
}

START_TEST(set_state_notes_when_and_the_confirmation)
{
	int64_t id =
		store_add_subscriber(db, "news", "a@x", SUBSCRIBER_PENDING);
	struct str leave_pid = get(id).leave_pid;

	ck_assert_int_eq(set(id, SUBSCRIBER_ACTIVE, "", 2000), OK);
	ck_assert_int_eq(get(id).state, SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(get(id).state_at, 2000);
	ck_assert_int_eq(get(id).confirmed_at, 2000);
	ck_assert(str_eq(get(id).leave_pid, leave_pid));
	ck_assert_int_eq(set(id, SUBSCRIBER_PAUSED, "", 3000), OK);
	ck_assert_int_eq(set(id, SUBSCRIBER_ACTIVE, "", 4000), OK);
	ck_assert_int_eq(get(id).state_at, 4000);
	ck_assert_int_eq(get(id).confirmed_at, 2000);
}
END_TEST

START_TEST(set_state_gives_who_comes_back_a_new_way_to_leave)
{
	int64_t id = store_add_subscriber(db, "news", "a@x", SUBSCRIBER_ACTIVE);
	struct str old = get(id).leave_pid;
	struct subscriber s;

	ck_assert_int_eq(set(id, SUBSCRIBER_GONE, "", 2000), OK);
	ck_assert_int_eq(set(id, SUBSCRIBER_ACTIVE, "new-way-00", 3000), OK);
	ck_assert_text(get(id).leave_pid, "new-way-00");
	ck_assert_int_eq(get(id).confirmed_at, 3000);
	ck_assert_int_eq(subscriber_by_leave_pid(db, &arena, old, &s, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(set_state_refuses_what_may_not_be_and_who_is_not)
{
	int64_t id = store_add_subscriber(db, "news", "a@x", SUBSCRIBER_GONE);

	ck_assert_int_eq(set(id, SUBSCRIBER_PAUSED, "", 2000), ERR_DENIED);
	ck_assert_ptr_nonnull(strstr(why.text, "gone"));
	ck_assert_int_eq(get(id).state, SUBSCRIBER_GONE);
	ck_assert_int_eq(get(id).state_at, 100);
	ck_assert_int_eq(set(77, SUBSCRIBER_GONE, "", 2000), ERR_ABSENT);
}
END_TEST

/* Another program ends the subscription just before we write. */
static void end_it(void *context, const char *sql)
{
	if (str_starts(str_of(sql), "UPDATE subscribers"))
		store_run(context, "UPDATE subscribers SET state = 4");
}

START_TEST(set_state_does_not_undo_what_another_did_at_that_moment)
{
	int64_t id = store_add_subscriber(db, "news", "a@x", SUBSCRIBER_PAUSED);
	struct store_watched watched;

	store_watch(&watched, db, end_it, db);
	ck_assert_int_eq(subscriber_set_state(&watched.db, id,
	                                      SUBSCRIBER_ACTIVE, str_of(""),
	                                      2000, &why),
	                 ERR_TEMP);
	ck_assert_int_eq(get(id).state, SUBSCRIBER_GONE);
}
END_TEST

START_TEST(reader_add_address_is_for_one_reader_only)
{
	int64_t ann = store_add_subscriber(db, "news", "ann@work.example",
	                                   SUBSCRIBER_ACTIVE);
	struct str home = str_of("ann@home.example"), *addresses, name;
	struct subscriber row;
	int64_t reader = 0;
	size_t n = 0;

	store_add_subscriber(db, "news", "bob@work.example", SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(reader_add_address(db, 1, home, 2000, &why), OK);
	ck_assert_int_eq(reader_add_address(db, 1, home, 3000, &why), OK);
	ck_assert_int_eq(reader_add_address(db, 2, str_of("Ann@Home.example"),
	                                    2000, &why),
	                 ERR_INPUT);
	ck_assert_int_eq(reader_find(db, &arena, home, &reader, &name, &why),
	                 OK);
	ck_assert_int_eq(reader, 1);
	ck_assert_int_eq(reader_addresses(db, &arena, 1, &addresses, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_text(addresses[0], "ann@work.example");
	ck_assert_text(addresses[1], "ann@home.example");
	ck_assert_int_eq(subscriber_by_address(db, &arena, str_of("news"), home,
	                                       &row, &why),
	                 OK);
	ck_assert_int_eq(row.id, ann);
	ck_assert_text(row.address, "ann@work.example");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("subscribers");
	TCase *t = tcase_create("subscriber_may");

	tcase_add_checked_fixture(t, NULL, close_store);
	tcase_add_test(t, states_have_names);
	tcase_add_loop_test(t, may_goes_the_ways_of_the_drawing_and_no_others,
	                    0, ARRAY_LEN(ways));
	suite_add_tcase(s, t);

	t = tcase_create("reader");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, address_key_is_in_lower_case_of_ascii);
	tcase_add_test(t, reader_is_found_however_the_address_is_written);
	tcase_add_test(t, reader_add_refuses_an_address_that_is_anothers);
	tcase_add_test(t, reader_name_is_noted_only_where_there_was_none);
	tcase_add_test(t, reader_add_address_is_for_one_reader_only);
	suite_add_tcase(s, t);

	t = tcase_create("subscriber_add");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, add_keeps_all_and_get_gives_it);
	tcase_add_test(t, add_of_an_active_one_counts_as_confirmed);
	tcase_add_test(t, add_finds_the_reader_of_another_list);
	tcase_add_test(t,
	               add_refuses_a_second_one_of_a_reader_in_whatever_state);
	tcase_add_test(t, add_says_why_the_store_failed);
	tcase_add_test(t, find_by_id_pid_leave_pid_and_address);
	tcase_add_test(t, list_is_by_address);
	tcase_add_test(t, count_counts_active_ones);
	suite_add_tcase(s, t);

	t = tcase_create("subscriber_set_state");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, set_state_notes_when_and_the_confirmation);
	tcase_add_test(t, set_state_gives_who_comes_back_a_new_way_to_leave);
	tcase_add_test(t, set_state_refuses_what_may_not_be_and_who_is_not);
	tcase_add_test(t,
	               set_state_does_not_undo_what_another_did_at_that_moment);
	suite_add_tcase(s, t);

	t = tcase_create("aborts");
	tcase_set_tags(t, "aborts");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test_raise_signal(t, add_aborts_without_a_transaction,
	                            SIGABRT);
	suite_add_tcase(s, t);
	return s;
}
