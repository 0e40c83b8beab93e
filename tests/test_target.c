#include "app/target.h"

#include "store/editions.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"
#include "tests/suite.h"

enum {
	NOW = 1795501800,
};

static struct site site;
static struct arena arena;
static struct edition_item items[3]; /* the edition itself and two articles */
static int64_t subscriber_pid;
static bool is_encrypted;   /* a part of the letter */
static bool is_picked;      /* it stands below parts of several articles */
static bool is_whole;       /* below all of an article */
static const char *context; /* the quoted line right above it; "" */
static const char *words;

static void open_site(void)
{
	struct why why;

	is_encrypted = is_picked = is_whole = false;
	context = "";
	words = "At last, after thirty long years!\n";
	site_in_memory(&site);
	store_add_subscriber(site.db, "news", "ann@example.net",
	                     SUBSCRIBER_ACTIVE);
	subscriber_pid = store_number(site.db, "SELECT pid FROM subscribers");
	items[0].edition = store_add_edition(site.db, "news", 1);
	items[1].article = store_add_article(site.db, "news", "ferry");
	items[2].article = store_add_article(site.db, "news", "library");
	store_run(site.db, "UPDATE articles SET title ="
	                   " 'The ferry sails again' WHERE key = 'ferry'");
	store_run(site.db, "UPDATE articles SET title ="
	                   " 'A library for everybody' WHERE key = 'library'");
	store_begin(site.db);
	for (int i = 0; i < 3; i++) {
		items[i].edition = items[0].edition;
		items[i].position = i;
		ck_assert_int_eq(edition_add_item(site.db, &items[i],
		                                  &items[i].id, &why),
		                 OK);
	}
	ck_assert_int_eq(edition_add_form(site.db, items[0].edition,
	                                  str_of("both"), str_of(""),
	                                  str_of(""), str_of("text"),
	                                  str_of(""), &why),
	                 OK);
	store_commit(site.db);
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

/* The reply address of item `i`. */
static struct str address(int i)
{
	char token[TOKEN_MAX + 1];

	token_format_reply(&site.keys, str_of("news"), subscriber_pid,
	                   items[i].id, token_day(NOW), token);
	return str_of(arena_printf(&arena, "news+%s@example.org", token));
}

/* Find it for a letter to the addresses of the items `one` and `two` (-1:
 * none) that quotes something of item `quoted` (0: nothing). */
static struct target found(int one, int two, const char *subject, int quoted)
{
	struct str to[] = {address(one), address(two < 0 ? one : two)};
	const struct mail mail = {.from_addr = str_of("ann@example.net"),
	                          .n_from = 1,
	                          .subject = str_of(subject),
	                          .text = str_of(words),
	                          .is_encrypted = is_encrypted,
	                          .recipients = to,
	                          .n_recipients = two < 0 ? 1 : 2};
	const struct reply_answer answer = {
		.text = mail.text,
		.item = quoted ? items[quoted].id : 0,
		.is_picked = is_picked,
		.is_whole = is_whole,
		.context = str_of(context),
		.is_next = *context != '\0',
		.confidence = 90,
	};
	struct judgement judgement;
	struct target target;
	struct why why = {""};

	ck_assert_msg(judge_mail(&site, &arena, &mail, NOW, &judgement, &why) ==
	                      OK,
	              "%s", why.text);
	ck_assert_int_eq(judgement.class, CLASS_COMMENT);
	ck_assert_msg(target_find(&site, &arena, &judgement, &mail, &answer,
	                          &target, &why) == OK,
	              "%s", why.text);
	return target;
}

static void ck_assert_sure(struct target target, int item)
{
	ck_assert_int_eq(target.article, items[item].article);
	ck_assert_text(target.doubt, "");
}

static void ck_assert_doubt(struct target target, int item, const char *doubt)
{
	ck_assert_int_eq(target.article, items[item].article);
	ck_assert_text(target.doubt, doubt);
}

START_TEST(an_articles_own_address_tells_it)
{
	ck_assert_sure(found(1, -1, "Re: News #1", 0), 1);
	ck_assert_sure(found(2, -1, "A library for everybody", 0), 2);
	ck_assert_sure(found(1, 1, "Re: News #1", 0), 1);
	ck_assert_sure(found(2, 0, "Re: News #1", 0), 2);
}
END_TEST

START_TEST(below_parts_of_several_articles_nothing_is_sure)
{
	struct target target;

	is_picked = true;
	target = found(0, -1, "Re: News #1", 2);
	ck_assert_int_eq(target.article, 0);
	ck_assert(target.may_ask);
	ck_assert_uint_ne(target.doubt.len, 0);
	/* but for an address, or a headline in the answer */
	ck_assert_sure(found(2, -1, "Re: News #1", 2), 2);
	words = "\"The ferry sails again\" is what I mean.\n";
	ck_assert_sure(found(0, -1, "Re: News #1", 2), 1);
	words = "The ferry sails again, A library for everybody: both wrong.\n";
	ck_assert_int_eq(found(0, -1, "Re: News #1", 2).article, 0);
}
END_TEST

START_TEST(below_all_of_an_article_its_last_letter_is_not_meant)
{
	int64_t comment =
		store_add_comment(site.db, items[1].article, COMMENT_HELD);

	store_run(site.db, "UPDATE comments SET text ="
	                   " 'The ford floods every August, children swim.'");
	store_decide(site.db, comment, COMMENT_HELD, COMMENT_APPROVED);
	context = "The ford floods every August, children swim.";
	ck_assert_int_eq(found(0, -1, "Re: News #1", 1).parent, comment);
	is_whole = true;
	ck_assert_int_eq(found(0, -1, "Re: News #1", 1).parent, 0);
	ck_assert_int_eq(found(0, -1, "Re: News #1", 1).article,
	                 items[1].article);
}
END_TEST

/* A letter of hers to the list's own address. */
static struct target tokenless(const char *subject)
{
	struct str to = STR("news@example.org");
	const struct mail mail = {.from_addr = str_of("ann@example.net"),
	                          .n_from = 1,
	                          .subject = str_of(subject),
	                          .text = str_of(words),
	                          .recipients = &to,
	                          .n_recipients = 1};
	struct judgement judgement;
	struct target target;
	struct why why = {""};

	ck_assert_int_eq(
		judge_mail(&site, &arena, &mail, NOW, &judgement, &why), OK);
	ck_assert_int_eq(judgement.class, CLASS_COMMENT);
	ck_assert(judgement.is_tokenless);
	ck_assert_msg(target_find(&site, &arena, &judgement, &mail,
	                          &judgement.reply.answers[0], &target,
	                          &why) == OK,
	              "%s", why.text);
	return target;
}

START_TEST(a_headline_as_subject_tells_the_article_without_a_token)
{
	ck_assert_int_eq(tokenless("Re: A library for everybody").article, 0);
	store_run(site.db, "INSERT INTO deliveries (edition, subscriber, list,"
	                   " kind, address, has_verp, state, planned_at,"
	                   " next_at) VALUES (1, 1, 'news', 'edition',"
	                   " 'ann@example.net', 1, 4, 1, 1)");
	ck_assert_int_eq(tokenless("Re: A library for everybody").article,
	                 items[2].article);
	ck_assert_uint_ne(tokenless("Re: A library for everybody").doubt.len,
	                  0);
	ck_assert_int_eq(tokenless("Re: A library").article, 0);
	ck_assert_int_eq(tokenless("").article, 0);
}
END_TEST

START_TEST(the_addresses_of_two_articles_are_a_doubt)
{
	static const char doubt[] =
		"it was sent to the addresses of several articles";

	ck_assert_doubt(found(1, 2, "Re: News #1", 0), 1, doubt);
	ck_assert_doubt(found(2, 1, "A library for everybody", 0), 2, doubt);
	ck_assert_doubt(found(1, 2, "Re: News #1", 1), 1, doubt);
}
END_TEST

START_TEST(the_headline_of_another_article_is_a_doubt)
{
	static const char doubt[] = "its subject is the headline of another"
				    " article than its address is for";

	ck_assert_doubt(found(1, -1, "A library for everybody", 0), 1, doubt);
	ck_assert_doubt(found(1, -1, "AW: Re: a library for everybody", 0), 1,
	                doubt);
	ck_assert_sure(found(1, -1, "A library for everybody, too", 0), 1);
	/* what is quoted tells more than a subject */
	ck_assert_sure(found(1, -1, "A library for everybody", 1), 1);
}
END_TEST

START_TEST(a_quote_of_another_article_is_a_doubt)
{
	ck_assert_doubt(found(1, -1, "Re: News #1", 2), 2,
	                "it was sent to another article's address than that of"
	                " what it quotes");
}
END_TEST

START_TEST(words_beside_what_is_encrypted_are_a_doubt)
{
	is_encrypted = true;
	ck_assert_doubt(found(1, -1, "Re: News #1", 1), 1,
	                "a part of it is encrypted and cannot be read");
}
END_TEST

START_TEST(the_edition_alone_tells_no_article)
{
	ck_assert_doubt(found(0, -1, "Re: News #1", 0), 0,
	                "it does not tell which article is meant");
	ck_assert_sure(found(0, -1, "Re: A library for everybody", 0), 2);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("target");
	TCase *t = tcase_create("target_find");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, an_articles_own_address_tells_it);
	tcase_add_test(t, below_parts_of_several_articles_nothing_is_sure);
	tcase_add_test(t, below_all_of_an_article_its_last_letter_is_not_meant);
	tcase_add_test(t,
	               a_headline_as_subject_tells_the_article_without_a_token);
	tcase_add_test(t, the_addresses_of_two_articles_are_a_doubt);
	tcase_add_test(t, the_headline_of_another_article_is_a_doubt);
	tcase_add_test(t, a_quote_of_another_article_is_a_doubt);
	tcase_add_test(t, words_beside_what_is_encrypted_are_a_doubt);
	tcase_add_test(t, the_edition_alone_tells_no_article);
	suite_add_tcase(s, t);
	return s;
}
