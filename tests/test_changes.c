#include "tests/suite.h"

#include "app/changes.h"
#include "store/amends.h"
#include "tests/readers_fixture.h"
#include "tests/store_fixture.h"

static struct readers r;
static struct why why;
static int64_t edition;
static struct issue_change *changes;
static size_t n;

static void open_readers(void)
{
	readers_open(&r);
	edition = store_add_edition(r.site.db, "news", 4);
	store_run(r.site.db,
	          arena_printf(&r.arena,
	                       "UPDATE comments SET state = 3, edition = %lld",
	                       (long long)edition));
}

static void close_readers(void)
{
	readers_close(&r);
}

/* Gather with `comments` among the letters of the next edition. */
static void gather(const struct comment *comments, size_t n_comments)
{
	struct issue_letter letters[2];
	const struct issue_item item = {.letters = letters,
	                                .n_letters = n_comments};

	for (size_t i = 0; i < n_comments; i++)
		letters[i] = (struct issue_letter){&comments[i], NULL, 0};
	ck_assert_int_eq(changes_gather(&r.site, &r.arena,
	                                &r.site.config.lists[0], &item, 1,
	                                &changes, &n, &why),
	                 OK);
}

START_TEST(what_was_taken_back_is_told_once)
{
	gather(NULL, 0);
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(withdrawal_add(r.site.db, str_of("news"), r.comment,
	                                1000, &why),
	                 OK);
	gather(NULL, 0);
	ck_assert_uint_eq(n, 1);
	ck_assert(!changes[0].is_corrected);
	ck_assert_int_eq(changes[0].edition, 4);
	ck_assert_text(changes[0].author, "A. Reader");
	ck_assert_int_eq(changes_told(&r.site, changes, n, edition, &why), OK);
	gather(NULL, 0);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(a_correction_is_told_where_it_is_printed)
{
	struct comment two[2] = {{.id = 0}};

	two[0].id = store_add_comment(r.site.db, r.article, COMMENT_WITHDRAWN);
	two[1].id = store_add_comment(r.site.db, r.article, COMMENT_APPROVED);
	ck_assert_int_eq(amend_add(r.site.db, two[0].id, r.comment, &why), OK);
	ck_assert_int_eq(amend_add(r.site.db, two[1].id, two[0].id, &why), OK);
	gather(NULL, 0);
	ck_assert_uint_eq(n, 0);
	/* also by way of one that was never printed */
	gather(two + 1, 1);
	ck_assert_uint_eq(n, 1);
	ck_assert(changes[0].is_corrected);
	ck_assert_int_eq(changes[0].comment, r.comment);
}
END_TEST

START_TEST(a_correction_of_what_was_never_printed_is_not_told)
{
	struct comment one = {.id = store_add_comment(r.site.db, r.article,
	                                              COMMENT_APPROVED)};

	store_run(r.site.db, "UPDATE comments SET edition = NULL");
	ck_assert_int_eq(amend_add(r.site.db, one.id, r.comment, &why), OK);
	gather(&one, 1);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(so_many_are_told_and_the_others_later)
{
	for (int i = 0; i < ISSUE_CHANGES_MAX + 2; i++) {
		int64_t id = store_add_comment(r.site.db, r.article,
		                               COMMENT_WITHDRAWN);

		ck_assert_int_eq(withdrawal_add(r.site.db, str_of("news"), id,
		                                1000, &why),
		                 OK);
	}
	store_run(r.site.db,
	          arena_printf(&r.arena, "UPDATE comments SET edition = %lld",
	                       (long long)edition));
	gather(NULL, 0);
	ck_assert_uint_eq(n, ISSUE_CHANGES_MAX);
	ck_assert_int_eq(changes_told(&r.site, changes, n, edition, &why), OK);
	gather(NULL, 0);
	ck_assert_uint_eq(n, 2);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("changes");
	TCase *t = tcase_create("changes_gather");

	tcase_add_checked_fixture(t, open_readers, close_readers);
	tcase_add_test(t, what_was_taken_back_is_told_once);
	tcase_add_test(t, a_correction_is_told_where_it_is_printed);
	tcase_add_test(t, a_correction_of_what_was_never_printed_is_not_told);
	tcase_add_test(t, so_many_are_told_and_the_others_later);
	suite_add_tcase(s, t);
	return s;
}
