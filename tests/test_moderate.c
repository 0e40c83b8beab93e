#include "app/act.h"

#include <stdio.h>

#include "base/log.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"
#include "tests/suite.h"

enum {
	NOW = 1795501800,
	DAY_S = 86400,
	COMMENTS = 9,
};

static struct site site;
static struct arena arena;
static int64_t comments[COMMENTS + 1]; /* by their number in the queue */
static struct judgement judgement;
static int n_letters;

static int64_t add_queue(const char *moderator, const char *hash)
{
	const struct queue queue = {.list = STR("news"),
	                            .moderator = str_of(moderator),
	                            .token_hash = str_of(hash),
	                            .sent_at = NOW,
	                            .expires_at = NOW + 7 * DAY_S};
	int64_t id;
	struct why why;

	store_begin(site.db);
	ck_assert_int_eq(
		queue_add(site.db, &queue, comments + 1, COMMENTS, &id, &why),
		OK);
	store_commit(site.db);
	return id;
}

/* A queue mail about nine held comments went to desk@example.org now. */
static void set_up(void)
{
	static const char *moderators[] = {"desk@example.org",
	                                   "other@example.org"};
	struct why why;
	int64_t article;

	site_in_memory(&site);
	site.config.lists[0].moderators = moderators;
	site.config.lists[0].n_moderators = 2;
	site.config.lists[0].block_for_s = 90 * DAY_S;
	article = store_add_article(site.db, "news", "ferry");
	store_add_subscriber(site.db, "news", "ann@example.org",
	                     SUBSCRIBER_ACTIVE);
	for (int i = 1; i <= COMMENTS; i++)
		comments[i] = store_add_comment(site.db, article, COMMENT_HELD);
	store_run(
		site.db,
		"UPDATE comments SET text = 'Comment ' || id, is_verified = 1,"
		" reader = (SELECT reader FROM subscribers)");
	judgement = (struct judgement){.class = CLASS_DECISION,
	                               .list = &site.config.lists[0],
	                               .has_token = true,
	                               .auth = {.verdict = AUTH_DKIM}};
	ck_assert_int_eq(add_queue("desk@example.org", "feed"), 1);
	ck_assert_int_eq(queue_by_token(site.db, &arena, str_of("feed"),
	                                &judgement.queue, &why),
	                 OK);
	n_letters = 0;
}

static void tear_down(void)
{
	site_close(&site);
	arena_free(&arena);
}

/* `from` answers `text` at `now`. */
static void answer_at(const char *from, const char *text, int64_t now)
{
	char source[20];
	const struct mail mail = {.from_addr = str_of(from),
	                          .n_from = 1,
	                          .message_id = STR("x@example.org"),
	                          .text = str_of(text)};
	struct letter letter = {.id = 0};
	struct act act = {&site, &arena, &letter, &mail, &judgement, now};
	struct why why = {""};

	snprintf(source, sizeof(source), "1/%d", ++n_letters);
	letter.id = store_add_letter(site.db, source, source);
	judgement.story = (struct story){.arena = &arena};
	store_begin(site.db);
	ck_assert_msg(act_decide(&act, &why) == OK, "%s", why.text);
	store_commit(site.db);
}

static void answer(const char *text)
{
	answer_at("desk@example.org", text, NOW);
}

static int64_t state(int number)
{
	char sql[80];

	snprintf(sql, sizeof(sql), "SELECT state FROM comments WHERE id = %d",
	         (int)comments[number]);
	return store_number(site.db, sql);
}

/* The last mail that was written, as it goes out. */
static struct str receipt(void)
{
	struct db_row row;
	struct why why;

	ck_assert_int_eq(db_one(site.db, &arena,
	                        "SELECT bytes FROM notices"
	                        " ORDER BY delivery DESC LIMIT 1",
	                        NULL, 0, &row, &why),
	                 OK);
	return db_text(&row, 0);
}

static int64_t n_mails(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM deliveries");
}

#define ck_assert_receipt(part)                                                \
	ck_assert_msg(str_find(receipt(), part) != STR_NONE,                   \
	              "\"%s\" is missing in:\n%.*s", part, (int)receipt().len, \
	              receipt().ptr)

START_TEST(one_answer_decides_any_number_with_one_receipt)
{
	answer("a 1 2 5-7\nr 3 off-topic\nr 4 abuse \"Mind your tone\"\n");
	for (int i = 1; i <= COMMENTS; i++)
		ck_assert_int_eq(state(i), i == 3 || i == 4 ? COMMENT_REJECTED
		                           : i <= 7         ? COMMENT_APPROVED
		                                            : COMMENT_HELD);
	ck_assert_int_eq(n_mails(), 1);
	ck_assert_receipt("done 7, not done 0");
	ck_assert_receipt("[4] rejected: abuse (Mind your tone)");
	ck_assert_receipt("Still to decide: 8-9");
	ck_assert_receipt("In-Reply-To: <x@example.org>");
}
END_TEST

START_TEST(what_is_not_understood_changes_nothing_and_is_named)
{
	answer("a 1\napprove 2 or 3\nr 4\na 99\n");
	ck_assert_int_eq(state(1), COMMENT_APPROVED);
	for (int i = 2; i <= COMMENTS; i++)
		ck_assert_int_eq(state(i), COMMENT_HELD);
	ck_assert_receipt("done 1, not done 3");
	ck_assert_receipt("not understood: approve 2 or 3");
	ck_assert_receipt("not understood: r 4; a reason is missing");
	ck_assert_receipt("[99] this queue has no such number");
}
END_TEST

START_TEST(an_answer_that_says_two_things_does_neither)
{
	answer("a 1-3\nr 2 spam\na 3\n");
	ck_assert_int_eq(state(1), COMMENT_APPROVED);
	ck_assert_int_eq(state(2), COMMENT_HELD);
	ck_assert_int_eq(state(3), COMMENT_APPROVED);
	ck_assert_receipt("[2] not done: your answer says two things");
}
END_TEST

START_TEST(an_edit_is_printed_and_the_readers_text_kept)
{
	answer("e 6\nThe ferry is late.\n.\nf 2\n");
	ck_assert_int_eq(state(6), COMMENT_APPROVED);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM comments"
	                              " WHERE text = 'The ferry is late.'"
	                              " AND original = 'Comment 6'"),
	                 1);
	ck_assert_int_eq(store_number(site.db, "SELECT id FROM comments"
	                                       " WHERE is_featured = 1"),
	                 comments[2]);
	ck_assert_receipt("[6] approved, edited: The ferry is late.");
	ck_assert_receipt("[2] approved, featured");
}
END_TEST

/* All comments came in a letter from `address`, which is proven. */
static void writer(const char *address)
{
	char sql[200];

	snprintf(sql, sizeof(sql),
	         "UPDATE letters SET from_addr = '%s' WHERE id = %d", address,
	         (int)store_add_letter(site.db, "7/7", "x"));
	store_run(site.db, sql);
	store_run(site.db,
	          "UPDATE comments SET is_verified = 1, answer = id, letter ="
	          " (SELECT id FROM letters WHERE from_addr <> '')");
}

START_TEST(a_block_is_on_the_readers_address_and_may_reject)
{
	store_run(site.db,
	          "UPDATE comments SET is_verified = 0, letter = NULL");
	answer("b 7");
	ck_assert_receipt("[7] not done: it is not proven who wrote it");
	writer("ann@example.org");
	answer("b 8 abuse");
	ck_assert_int_eq(state(8), COMMENT_REJECTED);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM blocks"
	                                       " WHERE pattern ="
	                                       " 'ann@example.org'"
	                                       " AND ended_at IS NULL"),
	                 1);
	ck_assert_receipt("[8] its reader is blocked for 90 days");
}
END_TEST

START_TEST(undo_takes_the_last_answer_back)
{
	writer("ann@example.org");
	answer("a 1");
	answer("e 6\nAnother text\n.\nf 2\nr 3 spam\nb 8");
	answer("u");
	ck_assert_int_eq(state(1), COMMENT_APPROVED);
	for (int i = 2; i <= COMMENTS; i++)
		ck_assert_int_eq(state(i), COMMENT_HELD);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM comments"
	                                       " WHERE original IS NOT NULL"
	                                       " OR is_featured = 1"
	                                       " OR text = 'Another text'"),
	                 0);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM blocks"
	                                       " WHERE ended_at IS NULL"),
	                 0);
	ck_assert_receipt("[6] held again");
	answer("Undo.");
	ck_assert_int_eq(state(1), COMMENT_HELD);
	answer("u");
	ck_assert_receipt("there is no answer of yours to undo");
}
END_TEST

START_TEST(undo_leaves_what_an_edition_has)
{
	answer("a 1 2");
	store_run(site.db, "UPDATE comments SET state = 3 WHERE id ="
	                   " (SELECT MIN(id) FROM comments)");
	answer("u");
	ck_assert_int_eq(state(1), COMMENT_PUBLISHED);
	ck_assert_int_eq(state(2), COMMENT_HELD);
	ck_assert_receipt("[1] not undone: it is published");
}
END_TEST

START_TEST(undo_is_of_the_moderators_own_answer)
{
	answer("a 1");
	add_queue("other@example.org", "cafe");
	judgement.queue.moderator = str_of("other@example.org");
	answer_at("other@example.org", "u", NOW);
	ck_assert_int_eq(state(1), COMMENT_APPROVED);
}
END_TEST

START_TEST(a_late_answer_is_told_who_was_first)
{
	answer("a 1");
	judgement.queue.moderator = str_of("other@example.org");
	answer_at("other@example.org", "r 1 spam", NOW + 60);
	ck_assert_int_eq(state(1), COMMENT_APPROVED);
	ck_assert_receipt("[1] already approved by desk@example.org at 06:30");
}
END_TEST

START_TEST(an_article_is_named_where_it_is_not_known)
{
	char text[40];
	int64_t other;

	other = store_add_article(site.db, "news", "bridge");
	store_run(site.db, "UPDATE comments SET article = NULL WHERE id ="
	                   " (SELECT MIN(id) FROM comments)");
	answer("a 1");
	ck_assert_int_eq(state(1), COMMENT_HELD);
	answer("a 1 on 999");
	ck_assert_int_eq(state(1), COMMENT_HELD);
	ck_assert_receipt("[1] not done: there is no article #999");
	snprintf(text, sizeof(text), "a 1 #%d\na 2 on %d", (int)other,
	         (int)other);
	answer(text);
	ck_assert_int_eq(state(1), COMMENT_APPROVED);
	ck_assert_int_eq(state(2), COMMENT_HELD);
	ck_assert_int_eq(store_number(site.db, "SELECT article FROM comments"
	                                       " ORDER BY id LIMIT 1"),
	                 other);
	answer("u");
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM comments"
	                                       " WHERE article IS NULL"
	                                       " AND state = 1"),
	                 1);
}
END_TEST

START_TEST(a_comment_is_shown_whole_with_its_thread)
{
	store_run(site.db, "UPDATE comments SET parent = id - 1 WHERE id ="
	                   " (SELECT MAX(id) FROM comments)");
	answer("? 9");
	ck_assert_int_eq(state(9), COMMENT_HELD);
	ck_assert_receipt("> Comment 9");
	ck_assert_receipt("> Comment 8");
	answer("?");
	ck_assert_receipt("A line decides any number of them");
}
END_TEST

/* T-04, T-42: token x authentication x role, of which one cell acts. */

enum token_is {
	TOKEN_OWN,
	TOKEN_ANOTHERS,
	TOKEN_OLD,
};

static const enum auth_verdict verdicts[] = {AUTH_DKIM, AUTH_FAIL, AUTH_NONE,
                                             AUTH_OFF};
static const char *const roles[] = {"desk@example.org", "other@example.org",
                                    "former@example.org", "ann@example.org"};

START_TEST(t04_t42_one_cell_of_48_decides)
{
	enum token_is token = (enum token_is)(_i / 16);
	enum auth_verdict verdict = verdicts[_i / 4 % 4];
	const char *from = roles[_i % 4];
	bool acts = _i == 0;
	int64_t before = n_mails();

	if (token == TOKEN_ANOTHERS)
		judgement.queue.moderator = str_of(
			_i % 4 == 1 ? "desk@example.org" : "other@example.org");
	if (token == TOKEN_ANOTHERS && _i % 4 == 2)
		judgement.queue.moderator = str_of("former@example.org");
	judgement.auth.verdict = verdict;
	if (token == TOKEN_OWN && _i % 4 == 2)
		judgement.queue.moderator = str_of("former@example.org");
	answer_at(from, "a 1", token == TOKEN_OLD ? NOW + 7 * DAY_S + 1 : NOW);
	ck_assert_int_eq(state(1), acts ? COMMENT_APPROVED : COMMENT_HELD);
	/* T-08: who is refused hears nothing; without a border the moderator
	 * whom the queue went to gets a code. */
	ck_assert_int_eq(n_mails() - before,
	                 acts || (token == TOKEN_OWN && verdict == AUTH_OFF &&
	                          _i % 4 == 0));
}
END_TEST

START_TEST(t08_who_is_refused_is_not_answered)
{
	judgement.auth.verdict = AUTH_FAIL;
	answer("a 1");
	judgement.auth.verdict = AUTH_DKIM;
	answer_at("stranger@example.net", "a 1", NOW);
	answer_at("desk@example.org", "a 1", NOW + 8 * DAY_S);
	ck_assert_int_eq(n_mails(), 0);
	ck_assert_int_eq(state(1), COMMENT_HELD);
}
END_TEST

START_TEST(t03_a_queue_unsubscribes_nobody)
{
	answer("unsubscribe");
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM subscribers"
	                              " WHERE state = 1"),
	                 1);
	ck_assert_receipt("not understood: unsubscribe");
}
END_TEST

START_TEST(t01_who_is_not_proven_is_not_blocked)
{
	store_run(site.db, "UPDATE comments SET is_verified = 0");
	answer("b 7");
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM blocks"),
	                 0);
	ck_assert_int_eq(state(7), COMMENT_HELD);
}
END_TEST

START_TEST(t11_an_answer_that_comes_again_does_nothing_more)
{
	answer("a 1\nr 2 spam\nf 3\nb 4");
	answer("a 1\nr 2 spam\nf 3");
	ck_assert_receipt("done 0, not done 3");
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM decisions"
	                                       " WHERE event IN ('approve',"
	                                       " 'reject')"),
	                 3);
}
END_TEST

START_TEST(two_authors_decide_nothing)
{
	const struct mail mail = {.from_addr = STR("desk@example.org"),
	                          .n_from = 2,
	                          .text = STR("a 1")};
	struct letter letter = {.id = store_add_letter(site.db, "9/9", "x")};
	struct act act = {&site, &arena, &letter, &mail, &judgement, NOW};
	struct why why;

	judgement.story = (struct story){.arena = &arena};
	store_begin(site.db);
	ck_assert_int_eq(act_decide(&act, &why), OK);
	store_commit(site.db);
	ck_assert_int_eq(state(1), COMMENT_HELD);
}
END_TEST

/* "code 482 913" in the last receipt. */
static const char *code_line(void)
{
	struct str text = receipt();
	size_t at = str_find(text, "code ");

	while (at != STR_NONE && !char_is_digit(text.ptr[at + 5])) {
		text = str_from(text, at + 5);
		at = str_find(text, "code ");
	}
	ck_assert_uint_ne(at, STR_NONE);
	return arena_copy(&arena, str_slice(text, at, at + 12));
}

START_TEST(t04_without_a_border_the_code_has_to_come_back)
{
	const char *code;

	judgement.auth.verdict = AUTH_OFF;
	answer("a 1 2\nr 3 spam");
	ck_assert_int_eq(state(1), COMMENT_HELD);
	ck_assert_receipt("NOTHING IS DONE YET");
	code = code_line();
	answer("code 000 000");
	ck_assert_int_eq(state(1), COMMENT_HELD);
	ck_assert_receipt("this code is wrong");
	answer(code);
	ck_assert_int_eq(state(1), COMMENT_APPROVED);
	ck_assert_int_eq(state(2), COMMENT_APPROVED);
	ck_assert_int_eq(state(3), COMMENT_REJECTED);
	ck_assert_receipt("the code is right");
}
END_TEST

START_TEST(t11_a_code_works_once_and_for_a_day)
{
	const char *code;

	judgement.auth.verdict = AUTH_OFF;
	answer("a 1");
	code = code_line();
	answer(code);
	answer("u");
	answer(code_line());
	ck_assert_int_eq(state(1), COMMENT_HELD);
	answer(code);
	ck_assert_int_eq(state(1), COMMENT_HELD);
	answer("a 1");
	answer_at("desk@example.org", code_line(), NOW + DAY_S + 1);
	ck_assert_int_eq(state(1), COMMENT_HELD);
}
END_TEST

START_TEST(t04_a_code_is_of_one_queue)
{
	const char *code;

	judgement.auth.verdict = AUTH_OFF;
	answer("a 1");
	code = code_line();
	judgement.queue.id = add_queue("desk@example.org", "cafe");
	answer(code);
	ck_assert_int_eq(state(1), COMMENT_HELD);
}
END_TEST

START_TEST(t05_no_more_than_thirty_codes_go_out_a_day)
{
	judgement.auth.verdict = AUTH_OFF;
	for (int i = 0; i < 40; i++)
		answer("a 1");
	ck_assert_int_eq(n_mails(), 30);
}
END_TEST

START_TEST(t06_a_receipt_goes_to_the_moderator_of_the_queue)
{
	judgement.auth.verdict = AUTH_OFF;
	answer("a 1");
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM deliveries"
	                              " WHERE address <> 'desk@example.org'"),
	                 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("moderate");
	TCase *decide = tcase_create("act_decide");
	TCase *threats = tcase_create("act_decide_threats");

	tcase_add_checked_fixture(decide, set_up, tear_down);
	tcase_add_test(decide, one_answer_decides_any_number_with_one_receipt);
	tcase_add_test(decide,
	               what_is_not_understood_changes_nothing_and_is_named);
	tcase_add_test(decide, an_answer_that_says_two_things_does_neither);
	tcase_add_test(decide, an_edit_is_printed_and_the_readers_text_kept);
	tcase_add_test(decide,
	               a_block_is_on_the_readers_address_and_may_reject);
	tcase_add_test(decide, undo_takes_the_last_answer_back);
	tcase_add_test(decide, undo_leaves_what_an_edition_has);
	tcase_add_test(decide, undo_is_of_the_moderators_own_answer);
	tcase_add_test(decide, a_late_answer_is_told_who_was_first);
	tcase_add_test(decide, an_article_is_named_where_it_is_not_known);
	tcase_add_test(decide, a_comment_is_shown_whole_with_its_thread);
	suite_add_tcase(s, decide);
	tcase_add_checked_fixture(threats, set_up, tear_down);
	tcase_add_loop_test(threats, t04_t42_one_cell_of_48_decides, 0, 48);
	tcase_add_test(threats, t01_who_is_not_proven_is_not_blocked);
	tcase_add_test(threats, t03_a_queue_unsubscribes_nobody);
	tcase_add_test(threats, t08_who_is_refused_is_not_answered);
	tcase_add_test(threats,
	               t11_an_answer_that_comes_again_does_nothing_more);
	tcase_add_test(threats, two_authors_decide_nothing);
	tcase_add_test(threats, t04_without_a_border_the_code_has_to_come_back);
	tcase_add_test(threats, t11_a_code_works_once_and_for_a_day);
	tcase_add_test(threats, t04_a_code_is_of_one_queue);
	tcase_add_test(threats, t05_no_more_than_thirty_codes_go_out_a_day);
	tcase_add_test(threats,
	               t06_a_receipt_goes_to_the_moderator_of_the_queue);
	suite_add_tcase(s, threats);
	return s;
}
