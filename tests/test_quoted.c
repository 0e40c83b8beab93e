#include "tests/suite.h"

#include "app/quoted.h"
#include "app/target.h"
#include "digest/outline.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
};

#define FERRY   "The ferry to the island sails again from Monday on.\n"
#define LIBRARY "A library for everybody opens in the old town hall.\n"
#define NOISE   "Bells ring at night again, and nobody sleeps.\n"

/* Editions 1 and 2, which Ann got, with an article each. */
static struct site site;
static struct arena arena;
static struct why why;
static int64_t items[2][2]; /* of an edition: its own, its article's */
static int64_t articles[2];

static int64_t add_item(int64_t edition, int64_t position, int64_t article)
{
	struct edition_item item = {
		.edition = edition, .position = position, .article = article};

	ck_assert_int_eq(edition_add_item(site.db, &item, &item.id, &why), OK);
	return item.id;
}

static void add_edition(int i, const char *key, const char *words)
{
	int64_t edition = store_add_edition(site.db, "news", i + 1);
	struct edition_piece piece = {.text = str_of(words)};

	articles[i] = store_add_article(site.db, "news", key);
	store_run(site.db, arena_printf(&arena,
	                                "UPDATE articles SET title ="
	                                " 'All about the %s' WHERE key = '%s'",
	                                key, key));
	store_begin(site.db);
	items[i][0] = add_item(edition, 0, 0);
	items[i][1] = piece.item = add_item(edition, 1, articles[i]);
	ck_assert_int_eq(edition_add_form(site.db, edition, str_of("both"),
	                                  str_of(""),
	                                  outline_format(&arena, &piece, 1),
	                                  piece.text, str_of(""), &why),
	                 OK);
	store_commit(site.db);
	store_run(site.db,
	          arena_printf(&arena,
	                       "INSERT INTO deliveries (edition, subscriber,"
	                       " list, kind, address, has_verp, state,"
	                       " planned_at, next_at) VALUES (%lld, 1, 'news',"
	                       " 'edition', 'ann@example.net', 1, 4, 1, 1)",
	                       (long long)edition));
}

static void open_site(void)
{
	site_in_memory(&site);
	store_add_subscriber(site.db, "news", "ann@example.net",
	                     SUBSCRIBER_ACTIVE);
	add_edition(0, "ferry", FERRY);
	add_edition(1, "library", LIBRARY);
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

static struct judgement j;

/* The target of a letter of hers to the item's address. */
static struct target found(int64_t item, const char *subject, const char *text)
{
	char token[TOKEN_MAX + 1];
	struct target target;
	struct str to;
	struct mail mail = {.from_addr = str_of("ann@example.net"),
	                    .n_from = 1,
	                    .subject = str_of(subject),
	                    .text = str_of(text),
	                    .recipients = &to,
	                    .n_recipients = 1};

	token_format_reply(&site.keys, str_of("news"),
	                   store_number(site.db, "SELECT pid FROM subscribers"),
	                   item, token_day(NOW), token);
	to = str_of(arena_printf(&arena, "news+%s@example.org", token));
	ck_assert_msg(judge_mail(&site, &arena, &mail, NOW, &j, &why) == OK,
	              "%s", why.text);
	ck_assert_int_eq(j.class, CLASS_COMMENT);
	ck_assert_msg(target_find(&site, &arena, &j, &mail, &j.reply.answers[0],
	                          &target, &why) == OK,
	              "%s", why.text);
	return target;
}

START_TEST(an_old_address_and_a_new_quote_are_a_doubt)
{
	struct target t = found(items[0][1], "Re: News", "Mine.\n\n> " LIBRARY);

	ck_assert_int_eq(t.article, articles[1]);
	ck_assert_int_eq(t.number, 1);
	ck_assert_text(t.doubt, "it was sent to another article's address than"
	                        " that of what it quotes");
	ck_assert_int_ne(j.quoted_edition, 0);
	ck_assert_int_ne(j.quoted_edition, j.item.edition);
	t = found(items[0][0], "Re: News", "> " LIBRARY "\nMine.\n");
	ck_assert_int_eq(t.article, articles[1]);
	ck_assert_text(t.doubt,
	               "it quotes another edition than its address is for");
	ck_assert(!t.may_ask);
}
END_TEST

START_TEST(a_quote_of_the_addresss_edition_is_none)
{
	struct target t = found(items[0][1], "Re: News", "Mine.\n\n> " FERRY);

	ck_assert_int_eq(t.article, articles[0]);
	ck_assert_text(t.doubt, "");
	ck_assert_int_eq(j.quoted_edition, 0);
}
END_TEST

START_TEST(an_edition_that_she_did_not_get_is_not_looked_at)
{
	struct target t;

	store_run(site.db, "DELETE FROM deliveries");
	t = found(items[0][1], "Re: News", "Mine.\n\n> " LIBRARY);
	ck_assert_int_eq(t.article, articles[0]);
	ck_assert_int_eq(j.quoted_edition, 0);
	ck_assert_uint_ne(t.doubt.len, 0);
}
END_TEST

START_TEST(a_quote_of_no_edition_is_a_doubt)
{
	struct target t = found(items[0][1], "Re: News", "Mine.\n\n> " NOISE);

	ck_assert_int_eq(t.article, articles[0]);
	ck_assert_text(t.doubt,
	               "what it quotes is of no edition that its reader got");
}
END_TEST

START_TEST(the_headline_of_another_edition_is_a_doubt)
{
	struct target t =
		found(items[0][1], "Re: All about the library", "Mine.\n");

	ck_assert_int_eq(t.article, articles[0]);
	ck_assert_int_eq(t.number, 1);
	ck_assert_text(t.doubt, "its subject is the headline of another article"
	                        " than its address is for");
	t = found(items[0][1], "Re: All about the ferry", "Mine.\n");
	ck_assert_text(t.doubt, "");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("quoted");
	TCase *t = tcase_create("quoted_find");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, an_old_address_and_a_new_quote_are_a_doubt);
	tcase_add_test(t, a_quote_of_the_addresss_edition_is_none);
	tcase_add_test(t, an_edition_that_she_did_not_get_is_not_looked_at);
	tcase_add_test(t, a_quote_of_no_edition_is_a_doubt);
	tcase_add_test(t, the_headline_of_another_edition_is_a_doubt);
	suite_add_tcase(s, t);
	return s;
}
