#include "tests/suite.h"

#include "store/asked.h"
#include "store/deliveries.h"
#include "store/tokens.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;

static void add(const char *id, bool is_asked, bool is_unproven, int64_t at)
{
	const struct delivery row = {.list = STR("news"),
	                             .kind = STR("confirm"),
	                             .address = STR("ann+x@example.net"),
	                             .is_asked_of = is_asked,
	                             .is_unproven = is_unproven,
	                             .asked_id = str_of(id),
	                             .planned_at = at};
	int64_t delivery = 0;

	ck_assert_int_eq(delivery_add_notice(db, &row, &delivery, &why), OK);
}

static void open_store(void)
{
	db = store_in_memory();
	why = (struct why){""};
	add("n.1@x", true, false, 1000);
	add("n.2@x", true, true, 2000);
	add("n.3@x", false, false, 3000);
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static int64_t count(bool is_unproven, int64_t since)
{
	int64_t n = -1;

	ck_assert_int_eq(asked_count(db, is_unproven, since, &n, &why), OK);
	return n;
}

START_TEST(count_is_of_questions_after_a_time)
{
	ck_assert_int_eq(count(false, 0), 2);
	ck_assert_int_eq(count(true, 0), 1);
	ck_assert_int_eq(count(false, 1000), 1);
	ck_assert_int_eq(count(true, 2000), 0);
}
END_TEST

START_TEST(address_is_found_by_the_mail_or_its_token)
{
	struct str address;

	ck_assert_int_eq(asked_address(db, &arena, str_of("n.2@x"), false,
	                               &address, &why),
	                 OK);
	ck_assert_text(address, "ann+x@example.net");
	ck_assert_int_eq(asked_address(db, &arena, str_of("n.3@x"), false,
	                               &address, &why),
	                 ERR_ABSENT); /* nothing was asked */
	store_add_subscriber(db, "news", "ann@example.net", SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(
		token_store(db, str_of("h"), str_of("confirm"), 1, 1, 2, &why),
		OK);
	ck_assert_int_eq(
		asked_address(db, &arena, str_of("h"), true, &address, &why),
		ERR_ABSENT);
	ck_assert_int_eq(token_set_mail(db, str_of("h"), str_of("n.1@x"), &why),
	                 OK);
	ck_assert_int_eq(
		asked_address(db, &arena, str_of("h"), true, &address, &why),
		OK);
}
END_TEST

static bool is_refused(const char *address)
{
	bool is_so = false;

	ck_assert_int_eq(asked_is_refused(db, str_of(address), &is_so, &why),
	                 OK);
	return is_so;
}

START_TEST(a_refusal_is_of_the_mailbox)
{
	ck_assert(!is_refused("ann@example.net"));
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(asked_refuse(db, str_of("Ann+x@example.net"),
		                              0, 1000, &why),
		                 OK);
	ck_assert(is_refused("ann@EXAMPLE.net"));
	ck_assert(is_refused("ann+other@example.net"));
	ck_assert(!is_refused("bob@example.net"));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("asked");
	TCase *t = tcase_create("asked");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, count_is_of_questions_after_a_time);
	tcase_add_test(t, address_is_found_by_the_mail_or_its_token);
	tcase_add_test(t, a_refusal_is_of_the_mailbox);
	suite_add_tcase(s, t);
	return s;
}
