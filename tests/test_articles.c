#include "tests/suite.h"

#include "store/articles.h"
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

static const struct article sample = {
	.list = STR("news"),
	.key = STR("https://paper.example/ferry"),
	.title = STR("The ferry's last \"quay\"; DROP TABLE articles"),
	.byline = STR("Jo Dahl"),
	.published = STR("23 November"),
	.link = STR("https://paper.example/ferry?a=1&b=2"),
	.text = STR("One.\n\nTwo."),
	.summary = STR("One.\nTwo."),
	.is_open = true,
	.added_at = 1000,
};

static void print(int64_t article, int64_t number)
{
	const struct edition_item item = {
		.edition = store_add_edition(db, "news", number),
		.position = 1,
		.article = article,
	};
	int64_t id;

	ck_assert_int_eq(edition_add_item(db, &item, &id, &why), OK);
}

/* Which articles a list_*() gives, as "1 3 ". */
static const char *ids(enum err list(struct db *, struct arena *, struct str,
                                     struct article **, size_t *, struct why *),
                       const char *name)
{
	struct article *articles;
	const char *text = "";
	size_t n;

	ck_assert_int_eq(list(db, &arena, str_of(name), &articles, &n, &why),
	                 OK);
	for (size_t i = 0; i < n; i++)
		text = arena_printf(&arena, "%s%lld ", text,
		                    (long long)articles[i].id);
	return text;
}

START_TEST(add_keeps_all_and_get_gives_it)
{
	struct article article;
	int64_t id = 0;

	ck_assert_int_eq(article_add(db, &sample, &id, &why), OK);
	ck_assert_int_eq(article_get(db, &arena, id, &article, &why), OK);
	ck_assert_int_eq(article.id, id);
	ck_assert(str_eq(article.list, sample.list));
	ck_assert(str_eq(article.key, sample.key));
	ck_assert(str_eq(article.title, sample.title));
	ck_assert(str_eq(article.byline, sample.byline));
	ck_assert(str_eq(article.published, sample.published));
	ck_assert(str_eq(article.link, sample.link));
	ck_assert(str_eq(article.text, sample.text));
	ck_assert(str_eq(article.summary, sample.summary));
	ck_assert(article.is_open);
	ck_assert_int_eq(article.added_at, 1000);
}
END_TEST

START_TEST(add_refuses_a_key_that_the_list_has)
{
	struct article other = sample;
	int64_t id = 0, again = 77;

	ck_assert_int_eq(article_add(db, &sample, &id, &why), OK);
	ck_assert_int_eq(article_add(db, &sample, &again, &why), ERR_INPUT);
	ck_assert_int_eq(again, 77);
	ck_assert_ptr_nonnull(strstr(why.text, "already"));
	other.list = str_of("sports");
	ck_assert_int_eq(article_add(db, &other, &again, &why), OK);
	ck_assert_int_ne(again, id);
}
END_TEST

START_TEST(get_of_none_is_absent)
{
	struct article article;

	ck_assert_int_eq(article_get(db, &arena, 77, &article, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(list_gives_a_lists_or_all_in_order)
{
	store_add_article(db, "news", "z");
	store_add_article(db, "sports", "a");
	store_add_article(db, "news", "b");
	ck_assert_str_eq(ids(article_list, "news"), "1 3 ");
	ck_assert_str_eq(ids(article_list, ""), "1 2 3 ");
	ck_assert_str_eq(ids(article_list, "none"), "");
}
END_TEST

START_TEST(list_new_gives_those_that_no_edition_has_had)
{
	store_add_article(db, "news", "z");
	store_add_article(db, "sports", "a");
	store_add_article(db, "news", "b");
	store_add_article(db, "news", "a");
	ck_assert_str_eq(ids(article_list_new, "news"), "1 3 4 ");
	print(3, 1);
	ck_assert_str_eq(ids(article_list_new, "news"), "1 4 ");
	ck_assert_str_eq(ids(article_list_new, "sports"), "2 ");
}
END_TEST

START_TEST(list_answered_gives_printed_ones_with_new_approved_comments)
{
	int64_t printed = store_add_article(db, "news", "printed");
	int64_t fresh = store_add_article(db, "news", "fresh");
	int64_t quiet = store_add_article(db, "news", "quiet");
	int64_t edition, comment;

	store_add_comment(db, fresh, COMMENT_APPROVED);
	store_add_comment(db, quiet, COMMENT_HELD);
	print(quiet, 1);
	print(printed, 2);
	ck_assert_str_eq(ids(article_list_answered, "news"), "");
	comment = store_add_comment(db, printed, COMMENT_APPROVED);
	ck_assert_str_eq(ids(article_list_answered, "news"), "1 ");
	ck_assert_str_eq(ids(article_list_answered, "sports"), "");
	edition = store_add_edition(db, "news", 3);
	store_begin(db);
	ck_assert_int_eq(comment_publish(db, comment, edition, 300, &why), OK);
	store_commit(db);
	ck_assert_str_eq(ids(article_list_answered, "news"), "");
}
END_TEST

static void note(void *context, const char *sql)
{
	*(const char **)context = sql;
}

START_TEST(list_new_looks_items_up_by_their_article)
{
	const char *sql = NULL;
	struct store_watched watched;
	struct article *articles;
	size_t n;

	ONLY_SQLITE();
	store_watch(&watched, db, note, &sql);
	ck_assert_int_eq(article_list_new(&watched.db, &arena, str_of("news"),
	                                  &articles, &n, &why),
	                 OK);
	ck_assert_uint_ne(str_find(store_plan(db, &arena, sql),
	                           "edition_items_by_article"),
	                  STR_NONE);
}
END_TEST

START_TEST(open_opens_and_closes)
{
	struct article article;
	int64_t id = store_add_article(db, "news", "a");

	ck_assert_int_eq(article_open(db, id, false, &why), OK);
	ck_assert_int_eq(article_get(db, &arena, id, &article, &why), OK);
	ck_assert(!article.is_open);
	ck_assert_int_eq(article_open(db, id, true, &why), OK);
	ck_assert_int_eq(article_get(db, &arena, id, &article, &why), OK);
	ck_assert(article.is_open);
	ck_assert_int_eq(article_open(db, 77, true, &why), ERR_ABSENT);
}
END_TEST

START_TEST(list_newest_is_the_end_of_the_list)
{
	struct article *articles;
	int64_t last = 0, newest = 1;
	size_t n = 0;

	ck_assert_int_eq(article_newest(db, str_of("tides"), &newest, &why),
	                 OK);
	ck_assert_int_eq(newest, 0);
	for (int i = 0; i < 4; i++)
		last = store_add_article(db, "tides",
		                         arena_printf(&arena, "t%d", i));
	store_add_article(db, "owls", "o");
	ck_assert_int_eq(article_newest(db, str_of("tides"), &newest, &why),
	                 OK);
	ck_assert_int_eq(newest, last);
	ck_assert_int_eq(article_list_newest(db, &arena, str_of("tides"), 2,
	                                     &articles, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_text(articles[0].key, "t2");
	ck_assert_text(articles[1].key, "t3");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("articles");
	TCase *t = tcase_create("article_add");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, add_keeps_all_and_get_gives_it);
	tcase_add_test(t, add_refuses_a_key_that_the_list_has);
	tcase_add_test(t, get_of_none_is_absent);
	tcase_add_test(t, open_opens_and_closes);
	suite_add_tcase(s, t);

	t = tcase_create("article_list");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, list_gives_a_lists_or_all_in_order);
	tcase_add_test(t, list_new_gives_those_that_no_edition_has_had);
	tcase_add_test(
		t, list_answered_gives_printed_ones_with_new_approved_comments);
	tcase_add_test(t, list_new_looks_items_up_by_their_article);
	tcase_add_test(t, list_newest_is_the_end_of_the_list);
	suite_add_tcase(s, t);
	return s;
}
