#include "tests/suite.h"

#include "app/ask.h"
#include "base/log.h"
#include "store/questions.h"
#include "tests/store_fixture.h"

enum {
	ASKED_AT = 1000,
	EXPIRES_AT = 9000,
};

static struct site site;
static struct arena arena;
static int64_t comments[2]; /* of readers who were asked about them */

/* A letter whose reader was asked, and its comment. */
static int64_t ask_about(const char *source, const char *address)
{
	const struct question question = {
		.list = STR("news"),
		.letter = store_add_letter(site.db, source, "raw"),
		.subscriber = store_add_subscriber(site.db, "news", address,
	                                           SUBSCRIBER_ACTIVE),
		.edition = 1,
		.token_hash = str_of(source),
		.asked_at = ASKED_AT,
		.expires_at = EXPIRES_AT,
	};
	int64_t comment = store_add_comment(site.db, 1, COMMENT_ASKED), id;
	struct why why;

	store_run(site.db,
	          arena_printf(&arena,
	                       "UPDATE comments SET letter = %lld, reader ="
	                       " (SELECT reader FROM subscribers WHERE"
	                       " id = %lld) WHERE id = %lld",
	                       (long long)question.letter,
	                       (long long)question.subscriber,
	                       (long long)comment));
	store_begin(site.db);
	ck_assert_int_eq(question_add(site.db, &question, &id, &why), OK);
	store_commit(site.db);
	return comment;
}

static void open_site(void)
{
	log_set_level(LOG_LEVEL_ERROR);
	site = (struct site){.db = store_in_memory()};
	store_add_article(site.db, "news", "bridge");
	store_add_edition(site.db, "news", 1);
	comments[0] = ask_about("1", "ann@x.example");
	comments[1] = ask_about("2", "bob@x.example");
}

static void close_site(void)
{
	db_close(&site.db);
	arena_free(&arena);
}

static int64_t state_of(int64_t comment)
{
	return store_number(site.db, arena_printf(&arena,
	                                          "SELECT state FROM comments"
	                                          " WHERE id = %lld",
	                                          (long long)comment));
}

START_TEST(expire_holds_what_was_not_answered)
{
	ask_expire(&site, EXPIRES_AT - 1);
	ck_assert_int_eq(state_of(comments[0]), COMMENT_ASKED);
	ask_expire(&site, EXPIRES_AT + 1);
	ck_assert_int_eq(state_of(comments[0]), COMMENT_HELD);
	ck_assert_int_eq(state_of(comments[1]), COMMENT_HELD);
}
END_TEST

/* The store refuses Ann's: Bob's is held all the same. */
START_TEST(expire_goes_on_behind_one_that_fails)
{
	int64_t other = store_add_comment(site.db, 1, COMMENT_HELD);

	store_run(site.db,
	          arena_printf(&arena,
	                       "UPDATE comments SET reader = (SELECT reader"
	                       " FROM comments WHERE id = %lld) WHERE id ="
	                       " %lld",
	                       (long long)comments[0], (long long)other));
	store_run(site.db,
	          arena_printf(&arena,
	                       "CREATE UNIQUE INDEX stop ON comments (reader)"
	                       " WHERE state = %d",
	                       COMMENT_HELD));
	ask_expire(&site, EXPIRES_AT + 1);
	ck_assert_int_eq(state_of(comments[0]), COMMENT_ASKED);
	ck_assert_int_eq(state_of(comments[1]), COMMENT_HELD);
	store_run(site.db, "DROP INDEX stop");
	ask_expire(&site, EXPIRES_AT + 1);
	ck_assert_int_eq(state_of(comments[0]), COMMENT_HELD);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("ask");
	TCase *t = tcase_create("ask_expire");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, expire_holds_what_was_not_answered);
	tcase_add_test(t, expire_goes_on_behind_one_that_fails);
	suite_add_tcase(s, t);
	return s;
}
