#include "tests/suite.h"

#include <signal.h>

#include "store/deliveries.h"
#include "store/editions.h"
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

static const struct edition sample = {
	.list = STR("news"),
	.number = 1,
	.period = STR("2026-11-23"),
	.state = EDITION_PAUSED,
	.frozen_at = 1000,
};

static enum err add(const struct edition *edition, int64_t *id)
{
	enum err err;

	store_begin(db);
	err = edition_add(db, edition, id, &why);
	if (err == OK)
		store_commit(db);
	else
		db_rollback(db);
	return err;
}

static struct edition get(int64_t id)
{
	struct edition edition;

	ck_assert_int_eq(edition_get(db, &arena, id, &edition, &why), OK);
	return edition;
}

START_TEST(states_have_names)
{
	ck_assert_str_eq(edition_state_name(EDITION_DELIVERING), "delivering");
	ck_assert_str_eq(edition_state_name(EDITION_PAUSED), "paused");
	ck_assert_str_eq(edition_state_name(EDITION_DELIVERED), "delivered");
	ck_assert_str_eq(edition_state_name((enum edition_state)3), "unknown");
}
END_TEST

START_TEST(add_keeps_it_and_get_gives_it)
{
	struct edition edition;
	int64_t id = 0;

	ck_assert_int_eq(add(&sample, &id), OK);
	edition = get(id);
	ck_assert_int_eq(edition.id, id);
	ck_assert_text(edition.list, "news");
	ck_assert_int_eq(edition.number, 1);
	ck_assert_text(edition.period, "2026-11-23");
	ck_assert_int_eq(edition.state, EDITION_PAUSED);
	ck_assert_text(edition.subject, "");
	ck_assert_int_eq(edition.frozen_at, 1000);
	ck_assert_int_eq(edition.done_at, 0);
	ck_assert_int_eq(edition.audience, 0);
	ck_assert_int_eq(edition_get(db, &arena, 77, &edition, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(add_refuses_a_number_or_period_that_the_list_had)
{
	struct edition other = sample;
	int64_t id = 0, again = 77;

	ck_assert_int_eq(add(&sample, &id), OK);
	other.number = 2;
	ck_assert_int_eq(add(&other, &again), ERR_INPUT);
	ck_assert_ptr_nonnull(strstr(why.text, "2026-11-23"));
	other.number = 1;
	other.period = str_of("2026-11-24");
	ck_assert_int_eq(add(&other, &again), ERR_INPUT);
	ck_assert_int_eq(again, 77);
	other.number = 2;
	ck_assert_int_eq(add(&other, &again), OK);
	other = sample;
	other.list = str_of("sports");
	ck_assert_int_eq(add(&other, &again), OK);
}
END_TEST

START_TEST(add_aborts_without_a_transaction)
{
	int64_t id;

	if (edition_add(db, &sample, &id, &why) != OK)
		return;
}
END_TEST

START_TEST(by_number_finds_the_lists_own)
{
	struct edition edition;
	int64_t id = store_add_edition(db, "news", 3);

	store_add_edition(db, "sports", 4);
	ck_assert_int_eq(edition_by_number(db, &arena, str_of("news"), 3,
	                                   &edition, &why),
	                 OK);
	ck_assert_int_eq(edition.id, id);
	ck_assert_int_eq(edition_by_number(db, &arena, str_of("news"), 4,
	                                   &edition, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(list_gives_the_newest_first_by_list_and_state)
{
	struct edition *editions;
	size_t n;

	store_add_edition(db, "news", 1);
	store_add_edition(db, "sports", 1);
	store_add_edition(db, "news", 2);
	ck_assert_int_eq(edition_set_state(db, 3, EDITION_PAUSED, 2000, &why),
	                 OK);
	ck_assert_int_eq(edition_list(db, &arena, str_of("news"), -1, &editions,
	                              &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(editions[0].id, 3);
	ck_assert_int_eq(editions[1].id, 1);
	ck_assert_int_eq(
		edition_list(db, &arena, str_of(""), -1, &editions, &n, &why),
		OK);
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(edition_list(db, &arena, str_of("news"),
	                              EDITION_DELIVERING, &editions, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(editions[0].id, 1);
}
END_TEST

START_TEST(last_number_is_0_when_there_was_none)
{
	int64_t number = 9;

	store_add_edition(db, "sports", 8);
	ck_assert_int_eq(edition_last_number(db, str_of("news"), &number, &why),
	                 OK);
	ck_assert_int_eq(number, 0);
	store_add_edition(db, "news", 1);
	store_add_edition(db, "news", 12);
	ck_assert_int_eq(edition_last_number(db, str_of("news"), &number, &why),
	                 OK);
	ck_assert_int_eq(number, 12);
}
END_TEST

START_TEST(freeze_notes_subject_and_audience_once)
{
	int64_t id = store_add_edition(db, "news", 1);

	ck_assert_int_eq(
		edition_freeze(db, id, str_of("News no. 1"), 500, &why), OK);
	ck_assert_text(get(id).subject, "News no. 1");
	ck_assert_int_eq(get(id).audience, 500);
	ck_assert_int_eq(edition_freeze(db, id, str_of("Changed"), 1, &why),
	                 ERR_DENIED);
	ck_assert_text(get(id).subject, "News no. 1");
	ck_assert_int_eq(get(id).audience, 500);
}
END_TEST

START_TEST(items_are_given_by_id_and_by_position)
{
	struct edition_item item, *items;
	int64_t edition = store_add_edition(db, "news", 1);
	int64_t other = store_add_edition(db, "news", 2);
	int64_t article = store_add_article(db, "news", "a");
	const struct edition_item rows[] = {
		{0, edition, 1, article, 4},
		{0, edition, 0, 0, 0},
		{0, other, 0, 0, 0},
	};
	int64_t ids[ARRAY_LEN(rows)], again = 77;
	size_t n;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		ck_assert_int_eq(edition_add_item(db, &rows[i], &ids[i], &why),
		                 OK);
	ck_assert_int_eq(edition_add_item(db, &rows[0], &again, &why),
	                 ERR_INPUT);
	ck_assert_int_eq(again, 77);
	ck_assert_int_eq(edition_item_get(db, &arena, ids[0], &item, &why), OK);
	ck_assert_int_eq(item.id, ids[0]);
	ck_assert_int_eq(item.edition, edition);
	ck_assert_int_eq(item.position, 1);
	ck_assert_int_eq(item.article, article);
	ck_assert_int_eq(item.comments, 4);
	ck_assert_int_eq(edition_item_get(db, &arena, 77, &item, &why),
	                 ERR_ABSENT);
	ck_assert_int_eq(edition_items(db, &arena, edition, &items, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(items[0].id, ids[1]);
	ck_assert_int_eq(items[0].article, 0);
	ck_assert_int_eq(items[1].id, ids[0]);
}
END_TEST

START_TEST(form_gives_the_parts_that_are_wanted)
{
	struct str form, outline, text, html;
	int64_t id = store_add_edition(db, "news", 1);

	ck_assert_int_eq(edition_add_form(db, id, str_of("both"),
	                                  (struct str)STR("f\0rm"),
	                                  str_of("outline"), str_of("text"),
	                                  str_of("<p>html"), &why),
	                 OK);
	ck_assert_int_eq(edition_form(db, &arena, id, str_of("both"), &form,
	                              &outline, &text, &html, &why),
	                 OK);
	ck_assert(str_eq(form, (struct str)STR("f\0rm")));
	ck_assert_text(outline, "outline");
	ck_assert_text(text, "text");
	ck_assert_text(html, "<p>html");
	html = str_of("");
	ck_assert_int_eq(edition_form(db, &arena, id, str_of("both"), NULL,
	                              NULL, NULL, &html, &why),
	                 OK);
	ck_assert_text(html, "<p>html");
	ck_assert_int_eq(edition_form(db, &arena, id, str_of("text"), &form,
	                              NULL, NULL, NULL, &why),
	                 ERR_ABSENT);
	/* Never rebuilt differently. */
	ck_assert_int_eq(edition_add_form(db, id, str_of("both"), str_of("f"),
	                                  str_of("o"), str_of("t"), str_of("h"),
	                                  &why),
	                 ERR_INPUT);
}
END_TEST

START_TEST(a_period_is_closed_once_with_an_edition_or_none)
{
	struct str news = str_of("news"), day = str_of("2026-11-23");
	int64_t id = store_add_edition(db, "news", 1);
	bool is_over = true;

	ck_assert_int_eq(period_is_over(db, news, day, &is_over, &why), OK);
	ck_assert(!is_over);
	ck_assert_int_eq(period_close(db, news, day, id, 2000, &why), OK);
	ck_assert_int_eq(period_is_over(db, news, day, &is_over, &why), OK);
	ck_assert(is_over);
	ck_assert_int_eq(period_close(db, news, day, 0, 3000, &why), ERR_INPUT);
	ck_assert_int_eq(
		period_is_over(db, news, str_of("2026-11-24"), &is_over, &why),
		OK);
	ck_assert(!is_over);
	ck_assert_int_eq(
		period_is_over(db, str_of("sports"), day, &is_over, &why), OK);
	ck_assert(!is_over);
	ck_assert_int_eq(period_close(db, str_of("sports"), day, 0, 3000, &why),
	                 OK);
	ck_assert_int_eq(
		period_is_over(db, str_of("sports"), day, &is_over, &why), OK);
	ck_assert(is_over);
	ck_assert_int_eq(store_number(db,
	                              "SELECT COUNT(*) FROM periods"
	                              " WHERE list = 'news' AND edition = 1"),
	                 1);
	ck_assert_int_eq(
		store_number(db, "SELECT COUNT(*) FROM periods"
	                         " WHERE list = 'sports' AND edition IS NULL"),
		1);
}
END_TEST

START_TEST(set_state_pauses_goes_on_and_ends)
{
	int64_t id = store_add_edition(db, "news", 1);
	int64_t other = store_add_edition(db, "news", 2);

	ck_assert_int_eq(edition_set_state(db, id, EDITION_PAUSED, 2000, &why),
	                 OK);
	ck_assert_int_eq(get(id).state, EDITION_PAUSED);
	ck_assert_int_eq(get(id).done_at, 0);
	ck_assert_int_eq(
		edition_set_state(db, id, EDITION_DELIVERING, 2000, &why), OK);
	ck_assert_int_eq(get(id).state, EDITION_DELIVERING);
	ck_assert_int_eq(
		edition_set_state(db, id, EDITION_DELIVERED, 3000, &why), OK);
	ck_assert_int_eq(get(id).state, EDITION_DELIVERED);
	ck_assert_int_eq(get(id).done_at, 3000);
	ck_assert_int_eq(get(other).state, EDITION_DELIVERING);
}
END_TEST

START_TEST(set_state_of_a_delivered_one_is_denied)
{
	int64_t id = store_add_edition(db, "news", 1);

	ck_assert_int_eq(
		edition_set_state(db, id, EDITION_DELIVERED, 3000, &why), OK);
	ck_assert_int_eq(edition_set_state(db, id, EDITION_PAUSED, 4000, &why),
	                 ERR_DENIED);
	ck_assert_int_eq(
		edition_set_state(db, id, EDITION_DELIVERED, 4000, &why),
		ERR_DENIED);
	ck_assert_int_eq(get(id).state, EDITION_DELIVERED);
	ck_assert_int_eq(get(id).done_at, 3000);
}
END_TEST

START_TEST(list_of_is_what_a_subscriber_was_to_get_newest_first)
{
	int64_t ann = store_add_subscriber(db, "news", "ann@example.org",
	                                   SUBSCRIBER_ACTIVE);
	int64_t ids[] = {store_add_edition(db, "news", 1),
	                 store_add_edition(db, "news", 2),
	                 store_add_edition(db, "news", 3),
	                 store_add_edition(db, "town", 4)};
	int64_t *found, n_planned;
	size_t n = 0;

	store_begin(db);
	for (int i = 0; i < 3; i++)
		if (i != 1)
			ck_assert_int_eq(delivery_plan(db, ids[i],
			                               str_of("news"), 1000,
			                               &n_planned, &why),
			                 OK);
	store_commit(db);
	ck_assert_int_eq(edition_list_of(db, &arena, str_of("news"), ann, 9,
	                                 &found, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(found[0], ids[2]);
	ck_assert_int_eq(found[1], ids[0]);
	ck_assert_int_eq(edition_list_of(db, &arena, str_of("news"), ann, 1,
	                                 &found, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(edition_list_of(db, &arena, str_of("news"), ann + 1, 9,
	                                 &found, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("editions");
	TCase *t = tcase_create("edition_add");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, states_have_names);
	tcase_add_test(t, add_keeps_it_and_get_gives_it);
	tcase_add_test(t, add_refuses_a_number_or_period_that_the_list_had);
	tcase_add_test(t, by_number_finds_the_lists_own);
	tcase_add_test(t, list_gives_the_newest_first_by_list_and_state);
	tcase_add_test(t, list_of_is_what_a_subscriber_was_to_get_newest_first);
	tcase_add_test(t, last_number_is_0_when_there_was_none);
	suite_add_tcase(s, t);

	t = tcase_create("edition_freeze");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, freeze_notes_subject_and_audience_once);
	tcase_add_test(t, items_are_given_by_id_and_by_position);
	tcase_add_test(t, form_gives_the_parts_that_are_wanted);
	tcase_add_test(t, a_period_is_closed_once_with_an_edition_or_none);
	suite_add_tcase(s, t);

	t = tcase_create("edition_set_state");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, set_state_pauses_goes_on_and_ends);
	tcase_add_test(t, set_state_of_a_delivered_one_is_denied);
	suite_add_tcase(s, t);

	t = tcase_create("aborts");
	tcase_set_tags(t, "aborts");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test_raise_signal(t, add_aborts_without_a_transaction,
	                            SIGABRT);
	suite_add_tcase(s, t);
	return s;
}
