#include "tests/suite.h"

#include "base/crypto.h"
#include "store/letters.h"
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

static const struct letter sample = {
	.mailbox = STR("letters"),
	.source = STR("7/12"),
	.raw = STR("From: a@b\0\r\n\r\n'; DROP TABLE letters; --\xff"),
	.is_whole = true,
	.arrived_at = 1000,
	.fetched_at = 2000,
};

static bool add(const struct letter *letter)
{
	bool is_new = false;

	store_begin(db);
	ck_assert_int_eq(letter_add(db, letter, &is_new, &why), OK);
	store_commit(db);
	return is_new;
}

static struct letter get(int64_t id)
{
	struct letter letter;

	ck_assert_int_eq(letter_get(db, &arena, id, &letter, &why), OK);
	return letter;
}

/* letter_finish() with plain words. */
static enum err finish_with(int64_t id, enum letter_state state,
                            const char *kind, const char *key)
{
	const struct letter letter = {
		.id = id,
		.state = state,
		.kind = str_of(kind),
		.list = str_of("news"),
		.from_addr = str_of("a@b.example"),
		.subject = str_of("Re: The Post"),
		.message_id = str_of("m1@b.example"),
		.story = str_of("one\ntwo\n"),
		.done_at = 3000,
	};

	return letter_finish(db, &letter, str_of(key), &why);
}

static enum err finish(int64_t id, enum letter_state state, const char *key)
{
	return finish_with(id, state, "comment", key);
}

static enum err finish_as(int64_t id, const char *kind, const char *key)
{
	return finish_with(id, LETTER_DONE, kind, key);
}

START_TEST(states_have_names)
{
	ck_assert_str_eq(letter_state_name(LETTER_FETCHED), "fetched");
	ck_assert_str_eq(letter_state_name(LETTER_DONE), "done");
	ck_assert_str_eq(letter_state_name(LETTER_ASIDE), "aside");
	ck_assert_str_eq(letter_state_name((enum letter_state)9), "unknown");
}
END_TEST

START_TEST(add_keeps_what_was_fetched)
{
	struct letter letter;

	ck_assert(add(&sample));
	letter = get(1);
	ck_assert_int_eq(letter.id, 1);
	ck_assert_text(letter.mailbox, "letters");
	ck_assert_text(letter.source, "7/12");
	ck_assert(str_eq(letter.raw, sample.raw));
	ck_assert(letter.is_whole);
	ck_assert_int_eq(letter.arrived_at, 1000);
	ck_assert_int_eq(letter.fetched_at, 2000);
	ck_assert_int_eq(letter.done_at, 0);
	ck_assert_int_eq(letter.state, LETTER_FETCHED);
	ck_assert_int_eq(letter.crashes, 0);
	ck_assert_text(letter.kind, "");
	ck_assert_text(letter.story, "");
}
END_TEST

START_TEST(add_notes_that_a_mail_was_cut)
{
	struct letter cut = sample;

	cut.is_whole = false;
	ck_assert(add(&cut));
	ck_assert(!get(1).is_whole);
}
END_TEST

START_TEST(add_writes_nothing_for_a_source_that_is_there)
{
	struct letter again = sample;

	ck_assert(add(&sample));
	again.raw = str_of("other bytes");
	again.fetched_at = 9000;
	ck_assert(!add(&again));
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM letters"), 1);
	ck_assert(str_eq(get(1).raw, sample.raw));
	ck_assert_int_eq(get(1).fetched_at, 2000);
}
END_TEST

START_TEST(add_tells_mailboxes_apart)
{
	struct letter other = sample;

	ck_assert(add(&sample));
	other.mailbox = str_of("bounces");
	ck_assert(add(&other));
	ck_assert_int_eq(get(2).state, LETTER_FETCHED);
	ck_assert(str_eq(get(2).raw, sample.raw));
}
END_TEST

START_TEST(add_keeps_the_same_bytes_under_a_new_source_as_done)
{
	struct letter moved = sample;
	struct letter found;

	ck_assert(add(&sample));
	moved.source = str_of("8/1");
	moved.fetched_at = 9000;
	ck_assert(add(&moved));
	found = get(2);
	ck_assert_int_eq(found.state, LETTER_DONE);
	ck_assert_int_eq(found.done_at, 9000);
	ck_assert_text(found.kind, "repeat");
	ck_assert_uint_gt(found.story.len, 0);
	ck_assert_uint_eq(found.raw.len, 0);
	ck_assert(!add(&moved));
	ck_assert_int_eq(get(1).state, LETTER_FETCHED);
	ck_assert(str_eq(get(1).raw, sample.raw));
}
END_TEST

START_TEST(add_is_given_up_with_its_transaction)
{
	bool is_new;

	store_begin(db);
	ck_assert_int_eq(letter_add(db, &sample, &is_new, &why), OK);
	db_rollback(db);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM letters"), 0);
}
END_TEST

START_TEST(add_says_temp_when_the_store_is_full_and_keeps_nothing)
{
	bool is_new = false;
	struct letter large = sample;

	ONLY_SQLITE();
	large.raw.ptr = arena_alloc(&arena, 1000000);
	large.raw.len = 1000000;
	store_run(db, "PRAGMA max_page_count=100");
	store_begin(db);
	ck_assert_int_eq(letter_add(db, &large, &is_new, &why), ERR_TEMP);
	ck_assert(!is_new);
	db_rollback(db);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM letters"), 0);
}
END_TEST

START_TEST(known_says_whether_a_source_is_there)
{
	bool is_known = true;

	ck_assert_int_eq(letter_known(db, sample.mailbox, sample.source,
	                              &is_known, &why),
	                 OK);
	ck_assert(!is_known);
	ck_assert(add(&sample));
	ck_assert_int_eq(letter_known(db, sample.mailbox, sample.source,
	                              &is_known, &why),
	                 OK);
	ck_assert(is_known);
	ck_assert_int_eq(letter_known(db, sample.mailbox, str_of("7/13"),
	                              &is_known, &why),
	                 OK);
	ck_assert(!is_known);
	ck_assert_int_eq(letter_known(db, str_of("bounces"), sample.source,
	                              &is_known, &why),
	                 OK);
	ck_assert(!is_known);
}
END_TEST

START_TEST(next_gives_the_oldest_that_is_fetched_above_an_id)
{
	struct letter letter;
	int64_t first = store_add_letter(db, "1", "one");
	int64_t second = store_add_letter(db, "2", "two");
	int64_t third = store_add_letter(db, "3", "three");

	ck_assert_int_eq(letter_next(db, &arena, 0, &letter, &why), OK);
	ck_assert_int_eq(letter.id, first);
	ck_assert_text(letter.raw, "one");
	ck_assert_int_eq(letter_next(db, &arena, first, &letter, &why), OK);
	ck_assert_int_eq(letter.id, second);
	ck_assert_int_eq(finish(first, LETTER_DONE, ""), OK);
	ck_assert_int_eq(finish(second, LETTER_ASIDE, ""), OK);
	ck_assert_int_eq(letter_next(db, &arena, 0, &letter, &why), OK);
	ck_assert_int_eq(letter.id, third);
	ck_assert_int_eq(letter_next(db, &arena, third, &letter, &why),
	                 ERR_ABSENT);
}
END_TEST

static void note_next(void *context, const char *sql)
{
	*(const char **)context = sql;
}

START_TEST(next_asks_the_index_of_letters_to_do)
{
	const char *sql = NULL;
	struct store_watched watched;
	struct letter letter;

	ONLY_SQLITE();
	store_watch(&watched, db, note_next, &sql);
	ck_assert_int_eq(letter_next(&watched.db, &arena, 0, &letter, &why),
	                 ERR_ABSENT);
	ck_assert_uint_ne(
		str_find(store_plan(db, &arena, sql), "letters_to_do"),
		STR_NONE);
}
END_TEST

START_TEST(get_of_none_is_absent)
{
	struct letter letter;

	ck_assert_int_eq(letter_get(db, &arena, 77, &letter, &why), ERR_ABSENT);
	ck_assert_ptr_nonnull(strstr(why.text, "77"));
}
END_TEST

static size_t listed(struct letter_filter filter, struct letter **letters)
{
	size_t n = 0;

	ck_assert_int_eq(letter_list(db, &arena, &filter, letters, &n, &why),
	                 OK);
	return n;
}

START_TEST(list_gives_the_newest_of_a_state_without_raw)
{
	struct letter *letters;

	for (int i = 1; i <= 4; i++)
		store_add_letter(db, arena_printf(&arena, "%d", i),
		                 arena_printf(&arena, "raw %d", i));
	ck_assert_int_eq(finish(3, LETTER_DONE, ""), OK);
	ck_assert_uint_eq(
		listed((struct letter_filter){.state = -1, .limit = 3},
	               &letters),
		3);
	ck_assert_int_eq(letters[0].id, 4);
	ck_assert_int_eq(letters[1].id, 3);
	ck_assert_int_eq(letters[2].id, 2);
	ck_assert_uint_eq(letters[0].raw.len, 0);
	ck_assert_uint_eq(listed((struct letter_filter){.state = LETTER_FETCHED,
	                                                .limit = 9},
	                         &letters),
	                  3);
	ck_assert_uint_eq(
		listed((struct letter_filter){.state = LETTER_DONE, .limit = 9},
	               &letters),
		1);
	ck_assert_int_eq(letters[0].id, 3);
	ck_assert_text(letters[0].subject, "Re: The Post");
}
END_TEST

START_TEST(list_gives_those_of_a_kind_a_list_and_a_time)
{
	const struct letter_filter filters[] = {
		{.state = -1, .limit = 9, .kind = STR("comment")},
		{.state = -1, .limit = 9, .list = STR("news")},
		{.state = -1, .limit = 9, .kind = STR("bounce")},
		{.state = -1, .limit = 9, .list = STR("other")},
	};
	static const size_t expected[] = {1, 1, 0, 0};
	struct letter_filter since = {.state = -1, .limit = 9};
	struct letter *letters;

	store_add_letter(db, "1", "one");
	store_add_letter(db, "2", "two");
	ck_assert_int_eq(finish(2, LETTER_DONE, ""), OK);
	for (size_t i = 0; i < ARRAY_LEN(filters); i++)
		ck_assert_uint_eq(listed(filters[i], &letters), expected[i]);
	since.since = get(1).fetched_at;
	ck_assert_uint_eq(listed(since, &letters), 2);
	since.since++;
	ck_assert_uint_eq(listed(since, &letters), 0);
}
END_TEST

START_TEST(a_letter_is_found_by_its_message_id)
{
	struct letter *letters;
	size_t n = 9;

	store_add_letter(db, "1", "one");
	store_add_letter(db, "2", "two");
	ck_assert_int_eq(letter_list_named(db, &arena, str_of("m1@b.example"),
	                                   &letters, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 0);
	ck_assert_int_eq(finish(2, LETTER_ASIDE, ""), OK);
	ck_assert_int_eq(letter_list_named(db, &arena, str_of("m1@b.example"),
	                                   &letters, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(letters[0].id, 2);
}
END_TEST

static bool is_repeat(int64_t id, const char *key)
{
	bool answer = false;

	ck_assert_int_eq(letter_is_repeat(db, id, str_of(key), &answer, &why),
	                 OK);
	return answer;
}

START_TEST(is_repeat_when_another_that_is_done_has_the_key)
{
	int64_t first = store_add_letter(db, "1", "one");
	int64_t second = store_add_letter(db, "2", "two");

	ck_assert(!is_repeat(second, "k1"));
	ck_assert_int_eq(finish(first, LETTER_DONE, "k1"), OK);
	ck_assert(is_repeat(second, "k1"));
	ck_assert(!is_repeat(second, "k2"));
	ck_assert(!is_repeat(first, "k1"));
}
END_TEST

START_TEST(is_no_repeat_of_one_that_was_set_aside)
{
	int64_t first = store_add_letter(db, "1", "one");
	int64_t second = store_add_letter(db, "2", "two");

	ck_assert_int_eq(finish(first, LETTER_ASIDE, "k1"), OK);
	ck_assert(!is_repeat(second, "k1"));
	ck_assert_int_eq(finish(second, LETTER_DONE, "k1"), OK);
	ck_assert_int_eq(letter_retry(db, first, &why), OK);
	ck_assert(is_repeat(first, "k1"));
}
END_TEST

START_TEST(crashed_counts)
{
	int64_t id = store_add_letter(db, "1", "one");

	ck_assert_int_eq(letter_crashed(db, id, &why), OK);
	ck_assert_int_eq(letter_crashed(db, id, &why), OK);
	ck_assert_int_eq(get(id).crashes, 2);
	ck_assert_int_eq(get(id).state, LETTER_FETCHED);
}
END_TEST

START_TEST(finish_writes_what_became_of_it)
{
	struct letter letter;
	int64_t id = store_add_letter(db, "1", "one");

	ck_assert_int_eq(finish(id, LETTER_DONE, "k1"), OK);
	letter = get(id);
	ck_assert_int_eq(letter.state, LETTER_DONE);
	ck_assert_text(letter.kind, "comment");
	ck_assert_text(letter.list, "news");
	ck_assert_text(letter.from_addr, "a@b.example");
	ck_assert_text(letter.subject, "Re: The Post");
	ck_assert_text(letter.message_id, "m1@b.example");
	ck_assert_text(letter.story, "one\ntwo\n");
	ck_assert_int_eq(letter.done_at, 3000);
	ck_assert_text(letter.raw, "one");
}
END_TEST

START_TEST(finish_works_once_so_that_effects_happen_once)
{
	int64_t id = store_add_letter(db, "1", "one");

	ck_assert_int_eq(finish(id, LETTER_DONE, "k1"), OK);
	ck_assert_int_eq(finish(id, LETTER_ASIDE, ""), ERR_EXPIRED);
	ck_assert_int_eq(get(id).state, LETTER_DONE);
	ck_assert_int_eq(finish(77, LETTER_DONE, "k2"), ERR_EXPIRED);
}
END_TEST

START_TEST(finish_refuses_a_content_key_that_another_has)
{
	int64_t first = store_add_letter(db, "1", "one");
	int64_t second = store_add_letter(db, "2", "two");
	int64_t third = store_add_letter(db, "3", "three");
	int64_t fourth = store_add_letter(db, "4", "four");

	ck_assert_int_eq(finish(first, LETTER_DONE, "k1"), OK);
	ck_assert_int_eq(finish(second, LETTER_DONE, "k1"), ERR_INPUT);
	ck_assert_int_eq(get(second).state, LETTER_FETCHED);
	ck_assert_int_eq(finish(third, LETTER_DONE, ""), OK);
	ck_assert_int_eq(finish(fourth, LETTER_DONE, ""), OK);
}
END_TEST

START_TEST(retry_brings_one_back_that_was_aside)
{
	int64_t id = store_add_letter(db, "1", "one");

	ck_assert_int_eq(letter_retry(db, id, &why), ERR_DENIED);
	ck_assert_ptr_nonnull(strstr(why.text, "waits"));
	ck_assert_int_eq(letter_crashed(db, id, &why), OK);
	ck_assert_int_eq(finish(id, LETTER_ASIDE, ""), OK);
	ck_assert_int_eq(letter_retry(db, id, &why), OK);
	ck_assert_int_eq(get(id).state, LETTER_FETCHED);
	ck_assert_int_eq(get(id).crashes, 0);
	ck_assert_int_eq(get(id).done_at, 0);
	ck_assert_int_eq(finish(id, LETTER_DONE, ""), OK);
	ck_assert_int_eq(letter_retry(db, id, &why), ERR_DENIED);
	ck_assert_ptr_nonnull(strstr(why.text, "done"));
	ck_assert_int_eq(letter_retry(db, 77, &why), ERR_ABSENT);
}
END_TEST

START_TEST(retry_brings_one_back_that_had_no_effect)
{
	static const struct {
		const char *kind;
		enum err expected;
	} rows[] = {{"empty", OK},           {"junk", OK},
	            {"comment", ERR_DENIED}, {"repeat", OK},
	            {"command", ERR_DENIED}, {"bounce", ERR_DENIED},
	            {"blocked", OK},         {"auto", OK}};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int64_t id = store_add_letter(db, rows[i].kind, rows[i].kind);

		ck_assert_int_eq(finish_as(id, rows[i].kind, rows[i].kind), OK);
		ck_assert_msg(letter_retry(db, id, &why) == rows[i].expected,
		              "%s", rows[i].kind);
		if (rows[i].expected == OK)
			ck_assert_int_eq(get(id).state, LETTER_FETCHED);
	}
}
END_TEST

START_TEST(retry_lets_the_same_mail_come_meanwhile)
{
	int64_t id = store_add_letter(db, "1", "one");
	int64_t again = store_add_letter(db, "2", "two");

	ck_assert_int_eq(finish_as(id, "empty", "k"), OK);
	ck_assert_int_eq(letter_retry(db, id, &why), OK);
	ck_assert_int_eq(finish_as(again, "empty", "k"), OK);
}
END_TEST

START_TEST(retry_leaves_one_whose_comment_is_there)
{
	int64_t article = store_add_article(db, "news", "ferry");
	int64_t id = store_add_letter(db, "1", "one");

	ck_assert_int_eq(finish_as(id, "empty", "k"), OK);
	store_add_comment(db, article, COMMENT_HELD);
	store_run(db, "UPDATE comments SET letter ="
	              " (SELECT MAX(id) FROM letters)");
	ck_assert_int_eq(letter_retry(db, id, &why), ERR_DENIED);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("letters");
	TCase *t = tcase_create("letter_add");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, add_keeps_what_was_fetched);
	tcase_add_test(t, add_notes_that_a_mail_was_cut);
	tcase_add_test(t, add_writes_nothing_for_a_source_that_is_there);
	tcase_add_test(t, add_tells_mailboxes_apart);
	tcase_add_test(t, add_keeps_the_same_bytes_under_a_new_source_as_done);
	tcase_add_test(t, add_is_given_up_with_its_transaction);
	tcase_add_test(t,
	               add_says_temp_when_the_store_is_full_and_keeps_nothing);
	tcase_add_test(t, known_says_whether_a_source_is_there);
	suite_add_tcase(s, t);

	t = tcase_create("letter_next");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, next_gives_the_oldest_that_is_fetched_above_an_id);
	tcase_add_test(t, next_asks_the_index_of_letters_to_do);
	tcase_add_test(t, get_of_none_is_absent);
	tcase_add_test(t, list_gives_the_newest_of_a_state_without_raw);
	tcase_add_test(t, list_gives_those_of_a_kind_a_list_and_a_time);
	tcase_add_test(t, a_letter_is_found_by_its_message_id);
	suite_add_tcase(s, t);

	t = tcase_create("letter_finish");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, states_have_names);
	tcase_add_test(t, is_repeat_when_another_that_is_done_has_the_key);
	tcase_add_test(t, is_no_repeat_of_one_that_was_set_aside);
	tcase_add_test(t, crashed_counts);
	tcase_add_test(t, finish_writes_what_became_of_it);
	tcase_add_test(t, finish_works_once_so_that_effects_happen_once);
	tcase_add_test(t, finish_refuses_a_content_key_that_another_has);
	tcase_add_test(t, retry_brings_one_back_that_was_aside);
	tcase_add_test(t, retry_brings_one_back_that_had_no_effect);
	tcase_add_test(t, retry_lets_the_same_mail_come_meanwhile);
	tcase_add_test(t, retry_leaves_one_whose_comment_is_there);
	suite_add_tcase(s, t);
	return s;
}
