#include "tests/suite.h"

#include "app/unconfirmed.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
	WAIT_S = 72 * 3600,
};

static struct site site;
static struct arena arena;

/* Letter 1 has comments 1, received, and 2, held; letter 2 has 3, received an
 * hour later. */
static void open_site(void)
{
	site_in_memory(&site);
	store_add_article(site.db, "news", "bridge");
	store_add_comment(site.db, 1, COMMENT_RECEIVED);
	store_add_comment(site.db, 1, COMMENT_HELD);
	store_add_comment(site.db, 1, COMMENT_RECEIVED);
	store_add_letter(site.db, "a", "raw");
	store_add_letter(site.db, "b", "raw");
	for (int id = 1; id <= 3; id++)
		store_run(site.db,
		          arena_printf(&arena,
		                       "UPDATE comments SET letter = %d,"
		                       " answer = %d, received_at = %d"
		                       " WHERE id = %d",
		                       id == 3 ? 2 : 1, id,
		                       id == 3 ? NOW + 3600 : NOW, id));
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

static int64_t state_of(int id)
{
	return store_number(site.db, arena_printf(&arena,
	                                          "SELECT state FROM comments"
	                                          " WHERE id = %d",
	                                          id));
}

START_TEST(expire_ends_what_waits_and_its_time_is_over_and_nothing_else)
{
	unconfirmed_expire(&site, NOW + WAIT_S - 1);
	ck_assert_int_eq(state_of(1), COMMENT_RECEIVED);
	unconfirmed_expire(&site, NOW + WAIT_S);
	ck_assert_int_eq(state_of(1), COMMENT_WITHDRAWN);
	ck_assert_int_eq(state_of(2), COMMENT_HELD);
	ck_assert_int_eq(state_of(3), COMMENT_RECEIVED);
	unconfirmed_expire(&site, NOW + WAIT_S + 3600);
	ck_assert_int_eq(state_of(3), COMMENT_WITHDRAWN);
	ck_assert_int_eq(
		store_number(site.db, "SELECT COUNT(*) FROM decisions"), 2);
}
END_TEST

START_TEST(deny_ends_what_waits_of_one_letter)
{
	struct judgement j = {.story = {.arena = &arena}};
	struct act act = {&site, &arena, NULL, NULL, &j, NOW};
	struct why why = {""};

	store_begin(site.db);
	ck_assert_int_eq(unconfirmed_deny(&act, 1, &why), OK);
	store_commit(site.db);
	ck_assert_int_eq(state_of(1), COMMENT_WITHDRAWN);
	ck_assert_int_eq(state_of(2), COMMENT_HELD);
	ck_assert_int_eq(state_of(3), COMMENT_RECEIVED);
	ck_assert_uint_eq(j.story.n, 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("unconfirmed");
	TCase *t = tcase_create("unconfirmed");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(
		t,
		expire_ends_what_waits_and_its_time_is_over_and_nothing_else);
	tcase_add_test(t, deny_ends_what_waits_of_one_letter);
	suite_add_tcase(s, t);
	return s;
}
