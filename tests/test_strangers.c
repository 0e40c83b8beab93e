#include "tests/suite.h"

#include "store/strangers.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;

/* Letters 1 and 2 of eve, 3 of bob; comment N of letter N, without a reader, at
 * 1000 * N; 3 is of list "sports". */
static void open_store(void)
{
	static const char *const froms[] = {
		"Eve@home.example", "eve@HOME.example", "bob@x.example"};

	db = store_in_memory();
	why = (struct why){""};
	store_add_subscriber(db, "news", "ann@work.example", SUBSCRIBER_ACTIVE);
	store_add_article(db, "news", "bridge");
	for (int i = 1; i <= 3; i++) {
		store_add_letter(db, arena_printf(&arena, "%d", i), "raw");
		store_add_comment(db, 1, COMMENT_RECEIVED);
		store_run(db, arena_printf(&arena,
		                           "UPDATE letters SET from_addr ="
		                           " '%s' WHERE id = %d",
		                           froms[i - 1], i));
		store_run(db,
		          arena_printf(&arena,
		                       "UPDATE comments SET letter = %d, reader"
		                       " = NULL, received_at = %d, list = '%s',"
		                       " doubt = 'stranger; odd' WHERE id = %d",
		                       i, 1000 * i, i == 3 ? "sports" : "news",
		                       i));
	}
	store_begin(db);
	ck_assert_int_eq(stranger_add(db,
	                              &(struct stranger){
					      .token_hash = STR("h"),
					      .letter = 1,
					      .address = STR("e@home.example"),
					      .name = STR("Eve"),
					      .asked_at = 1000,
					      .expires_at = 2000},
	                              &why),
	                 OK);
	store_commit(db);
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

START_TEST(get_finds_what_was_added_and_nothing_else)
{
	struct stranger row;

	ck_assert_int_eq(stranger_get(db, &arena, str_of("h"), &row, &why), OK);
	ck_assert_int_eq(row.letter, 1);
	ck_assert_text(row.address, "e@home.example");
	ck_assert_text(row.name, "Eve");
	ck_assert_int_eq(row.expires_at, 2000);
	ck_assert_int_eq(row.closed_at, 0);
	ck_assert_int_eq(stranger_get(db, &arena, str_of("g"), &row, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(close_is_once_and_in_time)
{
	ck_assert_int_eq(stranger_close(db, str_of("h"), 2000, &why),
	                 ERR_EXPIRED);
	ck_assert_int_eq(stranger_close(db, str_of("h"), 1999, &why), OK);
	ck_assert_int_eq(stranger_close(db, str_of("h"), 1999, &why),
	                 ERR_EXPIRED);
	ck_assert_int_eq(stranger_close(db, str_of("g"), 1999, &why),
	                 ERR_EXPIRED);
}
END_TEST

START_TEST(confirm_gives_the_letters_comments_to_a_reader)
{
	struct comment row;
	int64_t n = 0;

	ck_assert_int_eq(stranger_confirm(db, 1, 1, COMMENT_HELD,
	                                  str_of("stranger"), str_of("new"), &n,
	                                  &why),
	                 OK);
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(comment_get(db, &arena, 1, &row, &why), OK);
	ck_assert_int_eq(row.reader, 1);
	ck_assert_int_eq(row.state, COMMENT_HELD);
	ck_assert(row.is_verified);
	ck_assert_text(row.doubt, "new; odd");
	ck_assert_int_eq(comment_get(db, &arena, 2, &row, &why), OK);
	ck_assert_int_eq(row.reader, 0);
	ck_assert_int_eq(row.state, COMMENT_RECEIVED);
}
END_TEST

static int64_t count(const char *list, const char *address, int64_t since)
{
	int64_t n = -1;

	ck_assert_int_eq(stranger_count(db, str_of(list), str_of(address),
	                                since, &n, &why),
	                 OK);
	return n;
}

START_TEST(count_is_of_a_list_an_address_and_a_time)
{
	ck_assert_int_eq(count("news", "", 0), 2);
	ck_assert_int_eq(count("sports", "", 0), 1);
	ck_assert_int_eq(count("news", "EVE@home.example", 0), 2);
	ck_assert_int_eq(count("news", "bob@x.example", 0), 0);
	ck_assert_int_eq(count("news", "eve@home.example", 1000), 1);
	store_run(db, "UPDATE comments SET reader = 1 WHERE id = 1");
	ck_assert_int_eq(count("news", "eve@home.example", 0), 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("strangers");
	TCase *t = tcase_create("strangers");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, get_finds_what_was_added_and_nothing_else);
	tcase_add_test(t, close_is_once_and_in_time);
	tcase_add_test(t, confirm_gives_the_letters_comments_to_a_reader);
	tcase_add_test(t, count_is_of_a_list_an_address_and_a_time);
	suite_add_tcase(s, t);
	return s;
}
