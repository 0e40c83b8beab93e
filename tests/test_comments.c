#include "tests/suite.h"

#include <signal.h>

#include "store/comments.h"
#include "store/tokens.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;

static void open_store(void)
{
	db = store_in_memory();
	why = (struct why){""};
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static struct comment get(int64_t id)
{
	struct comment comment;

	ck_assert_int_eq(comment_get(db, &arena, id, &comment, &why), OK);
	return comment;
}

/* comment_decide() in a transaction that is kept when it worked. */
static enum err try_decide(int64_t id, enum comment_state from,
                           enum comment_state to, const char *actor)
{
	enum err err;

	store_begin(db);
	err = comment_decide(db, id, from, to, str_of("approve"), str_of(actor),
	                     str_of("it is fair"), 5000, &why);
	if (err == OK)
		store_commit(db);
	else
		db_rollback(db);
	return err;
}

static enum err try_publish(int64_t id, int64_t edition)
{
	enum err err;

	store_begin(db);
	err = comment_publish(db, id, edition, 6000, &why);
	if (err == OK)
		store_commit(db);
	else
		db_rollback(db);
	return err;
}

/* Ids as "1 3 ". */
static const char *ids_of(const struct comment *comments, size_t n)
{
	const char *text = "";

	for (size_t i = 0; i < n; i++)
		text = arena_printf(&arena, "%s%lld ", text,
		                    (long long)comments[i].id);
	return text;
}

static const char *printable(int64_t article)
{
	struct comment *comments;
	size_t n;

	ck_assert_int_eq(comment_list_printable(db, &arena, article, &comments,
	                                        &n, &why),
	                 OK);
	return ids_of(comments, n);
}

START_TEST(states_have_names)
{
	static const char *const names[] = {
		"received", "held",     "approved",  "published", "rejected",
		"asked",    "appealed", "withdrawn", "removed",   "unknown"};

	for (int i = 0; i < 10; i++)
		ck_assert_str_eq(comment_state_name((enum comment_state)i),
		                 names[i]);
}
END_TEST

static struct comment sample(void)
{
	return (struct comment){
		.list = str_of("news"),
		.article = store_add_article(db, "news", "The ferry"),
		.letter = store_add_letter(db, "1", "raw"),
		.answer = 2,
		.author = str_of("Ann O'Hara"),
		.text = str_of("'; DROP TABLE comments; --\n\nYours"),
		.context = str_of("> quoted"),
		.confidence = 90,
		.is_verified = true,
		.doubt = str_of("first"),
		.state = COMMENT_HELD,
		.reason = str_of(""),
		.received_at = 1000,
	};
}

START_TEST(add_keeps_all_and_get_gives_it_with_the_title)
{
	const struct comment_cut cuts[] = {
		{STR("quote"), STR("> one"), 3, 0},
		{STR("signature"), STR("-- \nAnn"), -1, 0},
	};
	struct comment comment = sample(), found;
	struct comment_cut *found_cuts;
	int64_t id = 0;
	size_t n;

	store_add_subscriber(db, "news", "ann@x", SUBSCRIBER_ACTIVE);
	comment.reader = 1;
	comment.parent =
		store_add_comment(db, comment.article, COMMENT_RECEIVED);
	store_begin(db);
	ck_assert_int_eq(comment_add(db, &comment, cuts, 2, &id, &why), OK);
	store_commit(db);
	found = get(id);
	ck_assert_int_eq(found.id, id);
	ck_assert(str_eq(found.list, comment.list));
	ck_assert_int_eq(found.article, comment.article);
	ck_assert_int_eq(found.parent, comment.parent);
	ck_assert_int_eq(found.reader, 1);
	ck_assert_int_eq(found.letter, comment.letter);
	ck_assert_int_eq(found.answer, 2);
	ck_assert(str_eq(found.author, comment.author));
	ck_assert(str_eq(found.text, comment.text));
	ck_assert(str_eq(found.context, comment.context));
	ck_assert_int_eq(found.confidence, 90);
	ck_assert(found.is_verified);
	ck_assert_text(found.doubt, "first");
	ck_assert_int_eq(found.state, COMMENT_HELD);
	ck_assert_int_eq(found.received_at, 1000);
	ck_assert_int_eq(found.decided_at, 0);
	ck_assert_int_eq(found.edition, 0);
	ck_assert_text(found.title, "The ferry");
	ck_assert_int_eq(comment_cuts(db, &arena, id, &found_cuts, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_text(found_cuts[0].kind, "quote");
	ck_assert_text(found_cuts[0].text, "> one");
	ck_assert_int_eq(found_cuts[0].place, 3);
	ck_assert_int_eq(found_cuts[0].restored_at, 0);
	ck_assert_text(found_cuts[1].kind, "signature");
	ck_assert_int_eq(found_cuts[1].place, -1);
}
END_TEST

/* A held comment of three cuts at 0, 5 and nowhere. */
static int64_t add_with_cuts(void)
{
	const struct comment_cut cuts[] = {
		{STR("quote"), STR("> one"), 0, 0},
		{STR("quote"), STR("> two"), 5, 0},
		{STR("signature"), STR("Ann"), -1, 0},
	};
	struct comment comment = sample();
	int64_t id = 0;

	store_begin(db);
	ck_assert_int_eq(comment_add(db, &comment, cuts, 3, &id, &why), OK);
	store_commit(db);
	return id;
}

static enum err restore(int64_t id, int64_t position)
{
	enum err err;

	store_begin(db);
	err = comment_restore(db, id, position, str_of("new text"), 7,
	                      str_of("ida"), str_of("cut"), 2000, &why);
	if (err == OK)
		store_commit(db);
	else
		db_rollback(db);
	return err;
}

START_TEST(restore_changes_the_text_and_says_who_did_it)
{
	struct decision *decisions;
	struct comment_cut *cuts;
	int64_t id = add_with_cuts();
	size_t n;

	ck_assert_int_eq(restore(id, 0), OK);
	ck_assert_text(get(id).text, "new text");
	ck_assert_int_eq(get(id).state, COMMENT_HELD);
	ck_assert_int_eq(
		comment_decisions(db, &arena, id, &decisions, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_text(decisions[0].event, "restore");
	ck_assert_text(decisions[0].actor, "ida");
	ck_assert_int_eq(decisions[0].state, COMMENT_HELD);
	ck_assert_int_eq(comment_cuts(db, &arena, id, &cuts, &n, &why), OK);
	ck_assert_int_eq(cuts[0].restored_at, 2000);
	ck_assert_int_eq(cuts[0].place, 0);
	ck_assert_int_eq(cuts[1].place, 5 + 7);
	ck_assert_int_eq(cuts[2].place, -1);
}
END_TEST

START_TEST(restore_does_so_once_and_while_it_is_held)
{
	int64_t id = add_with_cuts();

	ck_assert_int_eq(restore(id, 1), OK);
	ck_assert_int_eq(restore(id, 1), ERR_EXPIRED);
	ck_assert_int_eq(restore(id, 3), ERR_EXPIRED);
	store_begin(db);
	ck_assert_int_eq(comment_decide(db, id, COMMENT_HELD, COMMENT_APPROVED,
	                                str_of("approve"), str_of("ida"),
	                                str_of(""), 1, &why),
	                 OK);
	store_commit(db);
	ck_assert_int_eq(restore(id, 0), ERR_EXPIRED);
}
END_TEST

START_TEST(comments_are_found_by_their_letter)
{
	struct comment *comments;
	int64_t id = add_with_cuts();
	size_t n;

	ck_assert_int_eq(comment_list_of_letter(db, &arena, get(id).letter,
	                                        &comments, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(comments[0].id, id);
	ck_assert_int_eq(
		comment_list_of_letter(db, &arena, 77, &comments, &n, &why),
		OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(add_takes_one_without_article_reader_or_letter)
{
	int64_t id = store_add_comment(db, 0, COMMENT_ASKED);

	ck_assert_int_eq(get(id).article, 0);
	ck_assert_int_eq(get(id).reader, 0);
	ck_assert_int_eq(get(id).letter, 0);
	ck_assert_text(get(id).title, "");
}
END_TEST

START_TEST(add_refuses_a_second_one_of_a_letter_and_answer)
{
	struct comment comment = sample();
	int64_t id = 0, again = 77;

	store_begin(db);
	ck_assert_int_eq(comment_add(db, &comment, NULL, 0, &id, &why), OK);
	ck_assert_int_eq(comment_add(db, &comment, NULL, 0, &again, &why),
	                 ERR_INPUT);
	ck_assert_int_eq(again, 77);
	db_rollback(db);
	store_begin(db);
	ck_assert_int_eq(comment_add(db, &comment, NULL, 0, &id, &why), OK);
	comment.answer = 3;
	ck_assert_int_eq(comment_add(db, &comment, NULL, 0, &again, &why), OK);
	store_commit(db);
	ck_assert_int_ne(again, id);
}
END_TEST

START_TEST(add_refuses_an_article_that_is_not)
{
	struct comment comment = sample();
	int64_t id = 0;

	comment.article = 77;
	store_begin(db);
	ck_assert_int_eq(comment_add(db, &comment, NULL, 0, &id, &why),
	                 ERR_INPUT);
	db_rollback(db);
}
END_TEST

START_TEST(get_of_none_is_absent)
{
	struct comment comment;

	ck_assert_int_eq(comment_get(db, &arena, 77, &comment, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(list_is_by_list_and_state_and_id)
{
	struct comment *comments;
	size_t n;

	store_add_comment(db, 0, COMMENT_HELD);
	store_add_comment(db, 0, COMMENT_REJECTED);
	store_add_comment(db, 0, COMMENT_HELD);
	store_run(db, "UPDATE comments SET list = 'sports' WHERE id = 3");
	ck_assert_int_eq(comment_list(db, &arena, str_of("news"), -1, &comments,
	                              &n, &why),
	                 OK);
	ck_assert_str_eq(ids_of(comments, n), "1 2 ");
	ck_assert_int_eq(comment_list(db, &arena, str_of(""), COMMENT_HELD,
	                              &comments, &n, &why),
	                 OK);
	ck_assert_str_eq(ids_of(comments, n), "1 3 ");
	ck_assert_int_eq(comment_list(db, &arena, str_of(""), COMMENT_RECEIVED,
	                              &comments, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(decide_writes_the_state_and_who_said_so)
{
	struct decision *decisions;
	size_t n;
	int64_t id = store_add_comment(db, 0, COMMENT_RECEIVED);

	store_decide(db, id, COMMENT_RECEIVED, COMMENT_HELD);
	ck_assert_int_eq(
		try_decide(id, COMMENT_HELD, COMMENT_APPROVED, "mod@x"), OK);
	ck_assert_int_eq(get(id).state, COMMENT_APPROVED);
	ck_assert_text(get(id).reason, "it is fair");
	ck_assert_int_eq(get(id).decided_at, 5000);
	ck_assert_int_eq(
		comment_decisions(db, &arena, id, &decisions, &n, &why), OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_text(decisions[0].actor, "rule test");
	ck_assert_int_eq(decisions[0].state, COMMENT_HELD);
	ck_assert_text(decisions[1].event, "approve");
	ck_assert_text(decisions[1].actor, "mod@x");
	ck_assert_text(decisions[1].reason, "it is fair");
	ck_assert_int_eq(decisions[1].state, COMMENT_APPROVED);
	ck_assert_int_eq(decisions[1].at, 5000);
}
END_TEST

START_TEST(decide_of_two_moderators_one_comes_second)
{
	int64_t id = store_add_comment(db, 0, COMMENT_HELD);

	ck_assert_int_eq(
		try_decide(id, COMMENT_HELD, COMMENT_APPROVED, "mod@x"), OK);
	ck_assert_int_eq(
		try_decide(id, COMMENT_HELD, COMMENT_REJECTED, "mod@y"),
		ERR_EXPIRED);
	ck_assert_ptr_nonnull(strstr(why.text, "not held any more"));
	ck_assert_int_eq(get(id).state, COMMENT_APPROVED);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM decisions"), 1);
	ck_assert_int_eq(
		try_decide(77, COMMENT_HELD, COMMENT_APPROVED, "mod@x"),
		ERR_EXPIRED);
}
END_TEST

START_TEST(decide_wants_somebody_who_decides)
{
	int64_t id = store_add_comment(db, 0, COMMENT_HELD);

	ck_assert_int_eq(try_decide(id, COMMENT_HELD, COMMENT_APPROVED, ""),
	                 ERR_INPUT);
	ck_assert_int_eq(get(id).state, COMMENT_HELD);
}
END_TEST

START_TEST(decide_aborts_without_a_transaction)
{
	if (comment_decide(db, 1, COMMENT_HELD, COMMENT_APPROVED, str_of("x"),
	                   str_of("y"), str_of(""), 1, &why) != OK)
		return;
}
END_TEST

START_TEST(printable_are_approved_and_published_ones_of_the_article)
{
	int64_t article = store_add_article(db, "news", "a");
	int64_t other = store_add_article(db, "news", "b");
	int64_t edition = store_add_edition(db, "news", 1);

	for (int i = 0; i < 4; i++)
		store_decide(db,
		             store_add_comment(db, i == 1 ? other : article,
		                               COMMENT_HELD),
		             COMMENT_HELD, COMMENT_APPROVED);
	ck_assert_int_eq(try_publish(4, edition), OK);
	ck_assert_str_eq(printable(article), "1 3 4 ");
	ck_assert_str_eq(printable(other), "2 ");
}
END_TEST

/* Promise: nothing is printed without an approved record.  Whatever a row
 * says, it takes a decision. */
START_TEST(printable_is_none_without_an_approving_decision)
{
	int64_t article = store_add_article(db, "news", "a");
	int64_t id = store_add_comment(db, article, (enum comment_state)_i);

	ck_assert_str_eq(printable(article), "");
	store_run(db,
	          arena_printf(&arena,
	                       "INSERT INTO decisions (comment, event,"
	                       " state, actor, reason, at)"
	                       " VALUES (%lld, 'x', 1, 'mod', '', 1),"
	                       " (%lld, 'x', 3, 'mod', '', 1),"
	                       " (%lld, 'x', 4, 'mod', '', 1)",
	                       (long long)id, (long long)id, (long long)id));
	ck_assert_str_eq(printable(article), "");
}
END_TEST

START_TEST(printable_is_none_that_is_not_approved_any_more)
{
	int64_t article = store_add_article(db, "news", "a");
	int64_t id = store_add_comment(db, article, COMMENT_HELD);
	enum comment_state state = (enum comment_state)_i;

	store_decide(db, id, COMMENT_HELD, COMMENT_APPROVED);
	store_decide(db, id, COMMENT_APPROVED, state);
	if (state == COMMENT_APPROVED || state == COMMENT_PUBLISHED) {
		ck_assert_str_eq(printable(article), "1 ");
		return;
	}
	ck_assert_str_eq(printable(article), "");
	/* Nor does the old decision count when the row is changed back. */
	store_run(db, "UPDATE comments SET state = 2");
	ck_assert_str_eq(printable(article), "");
	store_run(db, arena_printf(&arena, "UPDATE comments SET state = %d",
	                           (int)state));
	store_decide(db, id, state, COMMENT_APPROVED);
	ck_assert_str_eq(printable(article), "1 ");
}
END_TEST

START_TEST(printable_is_none_in_another_state_whatever_was_decided)
{
	int64_t article = store_add_article(db, "news", "a");
	int64_t id = store_add_comment(db, article, COMMENT_HELD);
	bool may = _i == COMMENT_APPROVED || _i == COMMENT_PUBLISHED;

	store_decide(db, id, COMMENT_HELD, COMMENT_APPROVED);
	store_run(db,
	          arena_printf(&arena, "UPDATE comments SET state = %d", _i));
	ck_assert_str_eq(printable(article), may ? "1 " : "");
}
END_TEST

START_TEST(printable_asks_no_other_comments_decisions)
{
	int64_t article = store_add_article(db, "news", "a");
	int64_t id = store_add_comment(db, article, COMMENT_HELD);

	store_add_comment(db, article, COMMENT_APPROVED);
	store_decide(db, id, COMMENT_HELD, COMMENT_APPROVED);
	ck_assert_str_eq(printable(article), "1 ");
}
END_TEST

static const char *unqueued(const char *list, const char *moderator,
                            int64_t since)
{
	struct comment *comments;
	size_t n;

	ck_assert_int_eq(comment_list_unqueued(db, &arena, str_of(list),
	                                       str_of(moderator), since,
	                                       &comments, &n, &why),
	                 OK);
	return ids_of(comments, n);
}

START_TEST(unqueued_are_held_ones_in_no_newer_mail_to_the_moderator)
{
	const struct queue queue = {.list = str_of("news"),
	                            .moderator = str_of("mod@x"),
	                            .token_hash = str_of("h"),
	                            .sent_at = 1000,
	                            .expires_at = 2000};
	int64_t id, first = store_add_comment(db, 0, COMMENT_HELD);

	store_add_comment(db, 0, COMMENT_HELD);
	store_add_comment(db, 0, COMMENT_RECEIVED);
	store_begin(db);
	ck_assert_int_eq(queue_add(db, &queue, &first, 1, &id, &why), OK);
	store_commit(db);
	ck_assert_str_eq(unqueued("news", "mod@x", 999), "2 ");
	ck_assert_str_eq(unqueued("news", "mod@x", 1000), "1 2 ");
	ck_assert_str_eq(unqueued("news", "mod@y", 999), "1 2 ");
	ck_assert_str_eq(unqueued("sports", "mod@x", 999), "");
}
END_TEST

START_TEST(record_counts_approved_and_rejected_ones_of_a_reader)
{
	int64_t n_approved = 9, n_rejected = 9;

	store_add_subscriber(db, "news", "a@x", SUBSCRIBER_ACTIVE);
	store_add_subscriber(db, "news", "b@x", SUBSCRIBER_ACTIVE);
	for (int state = 0; state < 9; state++)
		store_add_comment(db, 0, (enum comment_state)state);
	store_run(db, "UPDATE comments SET reader = 1");
	store_add_comment(db, 0, COMMENT_APPROVED);
	ck_assert_int_eq(comment_record(db, 1, &n_approved, &n_rejected, &why),
	                 OK);
	ck_assert_int_eq(n_approved, 2);
	ck_assert_int_eq(n_rejected, 1);
	ck_assert_int_eq(comment_record(db, 2, &n_approved, &n_rejected, &why),
	                 OK);
	ck_assert_int_eq(n_approved, 0);
	ck_assert_int_eq(n_rejected, 0);
}
END_TEST

START_TEST(count_since_counts_later_ones_of_a_reader)
{
	int64_t n = 9;

	store_add_subscriber(db, "news", "a@x", SUBSCRIBER_ACTIVE);
	store_add_comment(db, 0, COMMENT_HELD);
	store_add_comment(db, 0, COMMENT_REJECTED);
	store_run(db, "UPDATE comments SET reader = 1");
	store_add_comment(db, 0, COMMENT_HELD);
	ck_assert_int_eq(comment_count_since(db, 1, false, 99, &n, &why), OK);
	ck_assert_int_eq(n, 2);
	store_run(db, "UPDATE comments SET is_verified = 1 WHERE id = 1");
	ck_assert_int_eq(comment_count_since(db, 1, false, 99, &n, &why), OK);
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(comment_count_since(db, 1, true, 99, &n, &why), OK);
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(comment_count_since(db, 1, false, 100, &n, &why), OK);
	ck_assert_int_eq(n, 0);
}
END_TEST

static void note(void *context, const char *sql)
{
	*(const char **)context = sql;
}

START_TEST(a_readers_comments_are_found_by_an_index)
{
	const char *sql = NULL;
	struct store_watched watched;
	int64_t n, m;

	ONLY_SQLITE();
	store_watch(&watched, db, note, &sql);
	ck_assert_int_eq(
		comment_count_since(&watched.db, 1, true, 99, &n, &why), OK);
	ck_assert_uint_ne(
		str_find(store_plan(db, &arena, sql), "comments_by_reader"),
		STR_NONE);
	ck_assert_int_eq(comment_record(&watched.db, 1, &n, &m, &why), OK);
	ck_assert_uint_ne(
		str_find(store_plan(db, &arena, sql), "comments_by_reader"),
		STR_NONE);
}
END_TEST

START_TEST(set_target_says_what_it_is_about)
{
	int64_t article = store_add_article(db, "news", "a");
	int64_t parent = store_add_comment(db, article, COMMENT_HELD);
	int64_t id = store_add_comment(db, 0, COMMENT_ASKED);

	ck_assert_int_eq(comment_set_target(db, id, article, parent, &why), OK);
	ck_assert_int_eq(get(id).article, article);
	ck_assert_int_eq(get(id).parent, parent);
	ck_assert_int_eq(comment_set_target(db, id, article, 0, &why), OK);
	ck_assert_int_eq(get(id).parent, 0);
	ck_assert_int_eq(get(parent).article, article);
	ck_assert_int_eq(comment_set_target(db, id, 77, 0, &why), ERR_INPUT);
}
END_TEST

START_TEST(set_doubt_replaces_the_one_before)
{
	int64_t id = store_add_comment(db, 0, COMMENT_ASKED);

	ck_assert_int_eq(comment_set_doubt(db, id, str_of("look"), &why), OK);
	ck_assert_text(get(id).doubt, "look");
	ck_assert_int_eq(comment_set_doubt(db, id, str_of(""), &why), OK);
	ck_assert_text(get(id).doubt, "");
}
END_TEST

START_TEST(asked_are_those_of_the_letter_that_wait)
{
	int64_t letter = store_add_letter(db, "q", "raw");
	int64_t asked = store_add_comment(db, 0, COMMENT_ASKED);
	int64_t held = store_add_comment(db, 0, COMMENT_HELD);
	struct comment *list;
	size_t n = 7;

	store_add_comment(db, 0, COMMENT_ASKED); /* of another letter */
	ck_assert_int_eq(
		comment_list_asked(db, &arena, letter, &list, &n, &why), OK);
	ck_assert_uint_eq(n, 0);
	store_run(db, arena_printf(&arena,
	                           "UPDATE comments SET letter = %d, answer ="
	                           " id WHERE id IN (%d, %d)",
	                           (int)letter, (int)asked, (int)held));
	ck_assert_int_eq(
		comment_list_asked(db, &arena, letter, &list, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(list[0].id, asked);
}
END_TEST

START_TEST(publish_marks_an_approved_one_once)
{
	int64_t id = store_add_comment(db, 0, COMMENT_HELD);
	int64_t edition = store_add_edition(db, "news", 1);

	ck_assert_int_eq(try_publish(id, edition), ERR_EXPIRED);
	ck_assert_int_eq(get(id).state, COMMENT_HELD);
	store_decide(db, id, COMMENT_HELD, COMMENT_APPROVED);
	ck_assert_int_eq(try_publish(id, edition), OK);
	ck_assert_int_eq(get(id).state, COMMENT_PUBLISHED);
	ck_assert_int_eq(get(id).edition, edition);
	ck_assert_int_eq(get(id).decided_at, 6000);
	ck_assert_int_eq(try_publish(id, edition + 1), ERR_EXPIRED);
	ck_assert_int_eq(get(id).edition, edition);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("comments");
	TCase *t = tcase_create("comment_add");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, states_have_names);
	tcase_add_test(t, add_keeps_all_and_get_gives_it_with_the_title);
	tcase_add_test(t, restore_changes_the_text_and_says_who_did_it);
	tcase_add_test(t, restore_does_so_once_and_while_it_is_held);
	tcase_add_test(t, comments_are_found_by_their_letter);
	tcase_add_test(t, add_takes_one_without_article_reader_or_letter);
	tcase_add_test(t, add_refuses_a_second_one_of_a_letter_and_answer);
	tcase_add_test(t, add_refuses_an_article_that_is_not);
	tcase_add_test(t, get_of_none_is_absent);
	tcase_add_test(t, list_is_by_list_and_state_and_id);
	tcase_add_test(t, set_target_says_what_it_is_about);
	tcase_add_test(t, set_doubt_replaces_the_one_before);
	tcase_add_test(t, asked_are_those_of_the_letter_that_wait);
	suite_add_tcase(s, t);

	t = tcase_create("comment_decide");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, decide_writes_the_state_and_who_said_so);
	tcase_add_test(t, decide_of_two_moderators_one_comes_second);
	tcase_add_test(t, decide_wants_somebody_who_decides);
	tcase_add_test(t, publish_marks_an_approved_one_once);
	suite_add_tcase(s, t);

	t = tcase_create("comment_list_printable");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(
		t, printable_are_approved_and_published_ones_of_the_article);
	tcase_add_loop_test(t, printable_is_none_without_an_approving_decision,
	                    COMMENT_RECEIVED, COMMENT_REMOVED + 1);
	tcase_add_loop_test(t, printable_is_none_that_is_not_approved_any_more,
	                    COMMENT_RECEIVED, COMMENT_REMOVED + 1);
	tcase_add_loop_test(
		t, printable_is_none_in_another_state_whatever_was_decided,
		COMMENT_RECEIVED, COMMENT_REMOVED + 1);
	tcase_add_test(t, printable_asks_no_other_comments_decisions);
	suite_add_tcase(s, t);

	t = tcase_create("comment_record");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(
		t, unqueued_are_held_ones_in_no_newer_mail_to_the_moderator);
	tcase_add_test(t, record_counts_approved_and_rejected_ones_of_a_reader);
	tcase_add_test(t, count_since_counts_later_ones_of_a_reader);
	tcase_add_test(t, a_readers_comments_are_found_by_an_index);
	suite_add_tcase(s, t);

	t = tcase_create("aborts");
	tcase_set_tags(t, "aborts");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test_raise_signal(t, decide_aborts_without_a_transaction,
	                            SIGABRT);
	suite_add_tcase(s, t);
	return s;
}
