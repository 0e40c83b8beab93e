#include "app/expire.h"

#include "store/decisions.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"
#include "tests/suite.h"

enum {
	NOW = 1795501800,
	DAY = 86400,
};

static struct site site;
static struct arena arena;
static int64_t comment;

static void set_up(void)
{
	site_in_memory(&site);
	site.config.n_lists = 1;
	comment = store_add_comment(site.db,
	                            store_add_article(site.db, "news", "ferry"),
	                            COMMENT_HELD);
	store_run(site.db, "UPDATE comments SET received_at = 1795501800");
}

static void tear_down(void)
{
	site_close(&site);
	arena_free(&arena);
}

START_TEST(what_nobody_decided_is_rejected_and_admins_are_told)
{
	struct decision *decisions;
	size_t n = 0;
	struct why why;

	expire_due(&site, NOW + 30 * DAY - 1);
	ck_assert_int_eq(store_number(site.db, "SELECT state FROM comments"),
	                 COMMENT_HELD);
	expire_due(&site, NOW + 30 * DAY);
	ck_assert_int_eq(store_number(site.db, "SELECT state FROM comments"),
	                 COMMENT_REJECTED);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM deliveries"
	                                       " WHERE kind = 'expired'"),
	                 1);
	ck_assert_int_eq(decision_list_of(site.db, &arena, comment, &decisions,
	                                  &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	ck_assert(!decision_is_persons(&decisions[0]));
	ck_assert(str_starts(decisions[0].reason, "other ("));
	expire_due(&site, NOW + 31 * DAY);
	ck_assert_int_eq(
		store_number(site.db, "SELECT COUNT(*) FROM deliveries"), 1);
}
END_TEST

START_TEST(what_was_decided_does_not_expire)
{
	store_run(site.db, "UPDATE comments SET state = 2");
	expire_due(&site, NOW + 300 * DAY);
	ck_assert_int_eq(store_number(site.db, "SELECT state FROM comments"),
	                 COMMENT_APPROVED);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("expire");
	TCase *t = tcase_create("expire_due");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, what_nobody_decided_is_rejected_and_admins_are_told);
	tcase_add_test(t, what_was_decided_does_not_expire);
	suite_add_tcase(s, t);
	return s;
}
