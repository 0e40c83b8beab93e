#include "tests/suite.h"

#include "app/claims.h"
#include "base/log.h"
#include "store/deliveries.h"
#include "tests/store_fixture.h"

static struct site site;
static struct arena arena;
static struct buf logged;
static struct why why;
static int64_t edition;

static const struct str mine = STR("host/1/1"), others = STR("host/2/2");

static void open_store(void)
{
	int64_t n = 0;

	site = (struct site){.db = store_in_memory()};
	why = (struct why){""};
	logged = (struct buf)BUF_INIT(4096);
	log_to(&logged);
	store_add_subscriber(site.db, "news", "one@x", SUBSCRIBER_ACTIVE);
	store_add_subscriber(site.db, "news", "two@x", SUBSCRIBER_ACTIVE);
	edition = store_add_edition(site.db, "news", 1);
	ck_assert_int_eq(
		delivery_plan(site.db, edition, str_of("news"), 1000, &n, &why),
		OK);
}

static void close_store(void)
{
	log_to(NULL);
	buf_free(&logged);
	db_close(&site.db);
	arena_free(&arena);
}

/* Claim both at `now` until `until`; the first one's id. */
static int64_t claim(struct str owner, int64_t now, int64_t until)
{
	struct delivery *claimed;
	size_t n = 0;

	ck_assert_int_eq(delivery_claim(site.db, &arena, edition,
	                                str_of("news"), owner, now, until, 10,
	                                &claimed, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 2);
	return claimed[0].id;
}

START_TEST(record_writes_the_outcome)
{
	const struct outcome accepted = {
		.state = DELIVERY_ACCEPTED, .code = 250, .reply = "2.0.0 ok"};
	int64_t id = claim(mine, 1000, 1900);
	struct delivery d;

	ck_assert_int_eq(claims_record(&site, id, mine, &accepted, &why), OK);
	ck_assert_int_eq(delivery_get(site.db, &arena, id, &d, &why), OK);
	ck_assert_int_eq(d.state, DELIVERY_ACCEPTED);
	ck_assert_int_eq(d.code, 250);
	ck_assert(!db_is_begun(site.db));
}
END_TEST

START_TEST(record_says_when_the_lease_is_anothers)
{
	const struct outcome accepted = {.state = DELIVERY_ACCEPTED};
	int64_t id = claim(mine, 1000, 1900);

	claim(others, 1900, 2800);
	ck_assert_int_eq(claims_record(&site, id, mine, &accepted, &why),
	                 ERR_EXPIRED);
	ck_assert(!db_is_begun(site.db));
}
END_TEST

START_TEST(keep_is_true_while_all_are_ours)
{
	claim(mine, 1000, 1900);
	ck_assert(claims_keep(&site, mine, 2, 5000));
	ck_assert(claims_keep(&site, mine, 1, 5000));
	ck_assert_uint_eq(logged.len, 0);
}
END_TEST

START_TEST(keep_is_false_and_says_so_when_others_took_some)
{
	claim(mine, 1000, 1900);
	claim(others, 1900, 2800);
	ck_assert(!claims_keep(&site, mine, 2, 5000));
	ck_assert_uint_ne(str_find(buf_str(&logged), "lease_lost"), STR_NONE);
	ck_assert(claims_keep(&site, others, 2, 5000));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("claims");
	TCase *t = tcase_create("claims_record");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, record_writes_the_outcome);
	tcase_add_test(t, record_says_when_the_lease_is_anothers);
	suite_add_tcase(s, t);
	t = tcase_create("claims_keep");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, keep_is_true_while_all_are_ours);
	tcase_add_test(t, keep_is_false_and_says_so_when_others_took_some);
	suite_add_tcase(s, t);
	return s;
}
