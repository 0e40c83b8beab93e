#include "tests/suite.h"

#include "store/appeals.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;
static struct appeal sample;

static void open_store(void)
{
	db = store_in_memory();
	why = (struct why){""};
	sample = (struct appeal){
		.comment = store_add_comment(
			db, store_add_article(db, "news", "bridge"),
			COMMENT_REJECTED),
		.letter = store_add_letter(db, "1", "raw"),
		.list = STR("news"),
		.actor = STR("desk@x.example"),
		.reason = STR("abuse (so)"),
		.words = STR("No."),
		.at = 1000,
	};
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static enum err add(void)
{
	enum err err;

	store_begin(db);
	err = appeal_add(db, &sample, &why);
	store_commit(db);
	return err;
}

static struct appeal get(void)
{
	struct appeal appeal = {0};

	ck_assert_int_eq(appeal_of(db, &arena, sample.comment, &appeal, &why),
	                 OK);
	return appeal;
}

START_TEST(add_keeps_who_decided_and_what_is_said)
{
	struct appeal appeal;

	ck_assert_int_eq(appeal_of(db, &arena, sample.comment, &appeal, &why),
	                 ERR_ABSENT);
	store_run(db, "UPDATE comments SET moderator = 'desk@x.example'");
	ck_assert_int_eq(add(), OK);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM comments"
	                                  " WHERE moderator = ''"),
	                 1);
	appeal = get();
	ck_assert_int_eq(appeal.letter, sample.letter);
	ck_assert_text(appeal.list, "news");
	ck_assert_text(appeal.actor, "desk@x.example");
	ck_assert_text(appeal.reason, "abuse (so)");
	ck_assert_text(appeal.words, "No.");
	ck_assert_int_eq(appeal.at, 1000);
	ck_assert_int_eq(appeal.outcome, APPEAL_OPEN);
}
END_TEST

START_TEST(add_takes_one_for_each_comment)
{
	ck_assert_int_eq(add(), OK);
	ck_assert_int_eq(add(), ERR_INPUT);
	ck_assert_int_eq(
		appeal_end(db, sample.comment, APPEAL_UPHELD, 2000, &why), OK);
	ck_assert_int_eq(add(), ERR_INPUT);
	ck_assert_int_eq(get().outcome, APPEAL_UPHELD);
}
END_TEST

START_TEST(end_is_once)
{
	ck_assert_int_eq(add(), OK);
	ck_assert_int_eq(
		appeal_end(db, sample.comment, APPEAL_OVERTURNED, 2000, &why),
		OK);
	ck_assert_int_eq(
		appeal_end(db, sample.comment, APPEAL_UPHELD, 3000, &why), OK);
	ck_assert_int_eq(get().outcome, APPEAL_OVERTURNED);
	ck_assert_int_eq(get().ended_at, 2000);
}
END_TEST

static int64_t count(const char *list, enum appeal_outcome outcome)
{
	int64_t n = -1;

	ck_assert_int_eq(appeal_count(db, str_of(list), outcome, &n, &why), OK);
	return n;
}

static size_t listed(const char *list, bool is_open)
{
	struct appeal *appeals;
	size_t n = 99;

	ck_assert_int_eq(appeal_list(db, &arena, str_of(list), is_open,
	                             &appeals, &n, &why),
	                 OK);
	return n;
}

START_TEST(counts_go_by_list_and_outcome)
{
	ck_assert_int_eq(add(), OK);
	ck_assert_int_eq(count("news", APPEAL_OPEN), 1);
	ck_assert_int_eq(count("sports", APPEAL_OPEN), 0);
	ck_assert_uint_eq(listed("news", true), 1);
	ck_assert_int_eq(
		appeal_end(db, sample.comment, APPEAL_UPHELD, 2000, &why), OK);
	ck_assert_int_eq(count("", APPEAL_UPHELD), 1);
	ck_assert_int_eq(count("", APPEAL_OPEN), 0);
	ck_assert_uint_eq(listed("news", true), 0);
	ck_assert_uint_eq(listed("", false), 1);
	ck_assert_uint_eq(listed("sports", false), 0);
}
END_TEST

START_TEST(an_appealed_comment_is_unqueued_again)
{
	struct comment *comments;
	size_t n = 0;
	int64_t id = sample.comment;

	store_run(db, "INSERT INTO queues (id, list, moderator, token_hash,"
	              " sent_at, expires_at) VALUES (7, 'news', 'two@x', 'a',"
	              " 900, 9000)");
	store_run(db,
	          arena_printf(&arena,
	                       "INSERT INTO queue_items VALUES (7, 1, %lld)",
	                       (long long)id));
	store_run(db, "UPDATE comments SET state = 1");
	ck_assert_int_eq(comment_list_unqueued(db, &arena, str_of("news"),
	                                       str_of("two@x"), 0, &comments,
	                                       &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(add(), OK);
	ck_assert_int_eq(comment_list_unqueued(db, &arena, str_of("news"),
	                                       str_of("two@x"), 0, &comments,
	                                       &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	store_run(db, "UPDATE queues SET sent_at = 1001");
	ck_assert_int_eq(comment_list_unqueued(db, &arena, str_of("news"),
	                                       str_of("two@x"), 0, &comments,
	                                       &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(outcomes_have_names)
{
	ck_assert_str_eq(appeal_outcome_name(APPEAL_OPEN), "open");
	ck_assert_str_eq(appeal_outcome_name(APPEAL_OVERTURNED), "overturned");
	ck_assert_str_eq(appeal_outcome_name(APPEAL_UPHELD), "upheld");
	ck_assert_str_eq(appeal_outcome_name(APPEAL_DROPPED), "dropped");
	ck_assert_str_eq(appeal_outcome_name((enum appeal_outcome)9),
	                 "unknown");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("appeals");
	TCase *t = tcase_create("appeal_add");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, add_keeps_who_decided_and_what_is_said);
	tcase_add_test(t, add_takes_one_for_each_comment);
	tcase_add_test(t, end_is_once);
	tcase_add_test(t, counts_go_by_list_and_outcome);
	tcase_add_test(t, an_appealed_comment_is_unqueued_again);
	tcase_add_test(t, outcomes_have_names);
	suite_add_tcase(s, t);
	return s;
}
