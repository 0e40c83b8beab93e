#include "tests/suite.h"

#include "app/stats.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
	DAY_S = 86400,
	COMMENTS = 1200, /* more than one page of decisions */
};

static struct site site;
static struct arena arena;

static void open_site(void)
{
	site_in_memory(&site);
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

START_TEST(gather_counts_all_pages_and_what_waits)
{
	int64_t article = store_add_article(site.db, "news", "a");
	struct statistics s;
	struct why why = {""};

	store_begin(site.db);
	for (int i = 0; i < COMMENTS; i++) {
		int64_t id = store_add_comment(site.db, article, COMMENT_HELD);

		ck_assert_int_eq(comment_decide(site.db, id, COMMENT_HELD,
		                                COMMENT_APPROVED,
		                                str_of("approve"),
		                                str_of("ida"), str_of(""),
		                                NOW - DAY_S, &why),
		                 OK);
	}
	store_add_comment(site.db, article, COMMENT_HELD);
	store_commit(site.db);
	store_run(site.db,
	          arena_printf(&arena, "UPDATE comments SET received_at = %d",
	                       NOW - DAY_S - 60));
	ck_assert_msg(stats_gather(&site, &arena, str_of("news"), 0, NOW, NOW,
	                           0, &s, &why) == OK,
	              "%s", why.text);
	ck_assert_int_eq(s.n_received, COMMENTS + 1);
	ck_assert_int_eq(s.n_approved, COMMENTS);
	ck_assert_int_eq(s.decided_half_s, 60);
	ck_assert_int_eq(s.n_waiting, 1);
	ck_assert_int_eq(s.oldest_s, DAY_S + 60);
	ck_assert_uint_le(s.n_days, 3); /* from the first comment on */
	ck_assert_int_eq(stats_gather(&site, &arena, str_of("sports"), 0, NOW,
	                              NOW, 0, &s, &why),
	                 OK);
	ck_assert_int_eq(s.n_received, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("stats");
	TCase *t = tcase_create("stats_gather");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, gather_counts_all_pages_and_what_waits);
	suite_add_tcase(s, t);
	return s;
}
