#include "tests/suite.h"

#include <time.h>

#include "app/who.h"
#include "digest/outline.h"
#include "tests/store_fixture.h"

/*
 * Ann has two addresses, the second one confirmed; Bob has one.  The store's
 * side of the table in app/who.h; tests/day/check_who.py walks all of it.
 */
static struct site site;
static struct config_list list;
static struct arena arena;
static struct why why;
static struct judgement j;
static struct mail mail;
static const char *editors[] = {"news@example.org"};

static void open_site(void)
{
	site = (struct site){.db = store_in_memory()};
	list = (struct config_list){
		.name = "news", .editors = editors, .n_editors = 1};
	why = (struct why){""};
	store_add_subscriber(site.db, "news", "ann@work.example",
	                     SUBSCRIBER_ACTIVE);
	store_add_subscriber(site.db, "news", "bob@xn--bcher-kva.example",
	                     SUBSCRIBER_ACTIVE);
	store_add_subscriber(site.db, "news", "old@work.example",
	                     SUBSCRIBER_GONE);
	ck_assert_int_eq(reader_add_address(site.db, 1,
	                                    str_of("ann@home.example"), 1000,
	                                    &why),
	                 OK);
}

static void close_site(void)
{
	db_close(&site.db);
	arena_free(&arena);
}

/* A fresh judgement of a mail from `from`; `verdict` is the border's. */
static void begin(const char *from, size_t n_from, enum auth_verdict verdict)
{
	j = (struct judgement){.story = {.arena = &arena},
	                       .list = &list,
	                       .auth = {verdict, {"", 0}}};
	mail = (struct mail){.from_addr = str_of(from),
	                     .n_from = n_from,
	                     .text = str_of("I agree.\n")};
}

static const struct {
	const char *from;
	size_t n_from;
	enum auth_verdict verdict;
	const char *doubt; /* NULL: verified */
	enum who_is other;
} authors[] = {
	{"ann@work.example", 1, AUTH_OFF, NULL, WHO_IS_SAME},
	{"Ann@Work.Example", 1, AUTH_OFF, NULL, WHO_IS_SAME},
	{"ann@home.example", 1, AUTH_OFF, NULL, WHO_IS_SAME},
	{"ann@work.example", 1, AUTH_DMARC, NULL, WHO_IS_SAME},
	{"ann@home.example", 1, AUTH_DKIM, NULL, WHO_IS_SAME},
	{"ann@work.example", 1, AUTH_SPF, WHO_UNPROVEN, WHO_IS_SAME},
	{"ann@work.example", 1, AUTH_NONE, WHO_UNPROVEN, WHO_IS_SAME},
	{"ann@work.example", 1, AUTH_FAIL, WHO_FORGED, WHO_IS_SAME},
	{"ann@work.example", 2, AUTH_OFF,
         "the letter has not exactly one author", WHO_IS_SAME},
	{"eve@evil.test", 1, AUTH_OFF, WHO_OTHER, WHO_IS_UNKNOWN},
	{"eve@evil.test", 1, AUTH_DMARC, WHO_OTHER, WHO_IS_UNKNOWN},
	{"eve@evil.test", 1, AUTH_NONE, WHO_OTHER_UNPROVEN, WHO_IS_UNKNOWN},
	{"eve@evil.test", 1, AUTH_SPF, WHO_OTHER_UNPROVEN, WHO_IS_UNKNOWN},
	{"eve@evil.test", 1, AUTH_FAIL, WHO_FORGED, WHO_IS_SAME},
	{"bob@xn--bcher-kva.example", 1, AUTH_OFF, WHO_OTHER, WHO_IS_READER},
	{"bob@b\xc3\xbc"
         "cher.example",
         1, AUTH_DMARC, WHO_OTHER, WHO_IS_READER},
	{"old@work.example", 1, AUTH_OFF, WHO_OTHER, WHO_IS_READER},
	{"", 1, AUTH_OFF, WHO_OTHER, WHO_IS_UNKNOWN},
};

START_TEST(author_is_verified_by_token_from_and_border_together)
{
	const char *wanted = authors[_i].doubt;

	begin(authors[_i].from, authors[_i].n_from, authors[_i].verdict);
	ck_assert_int_eq(
		subscriber_get(site.db, &arena, 1, &j.subscriber, &why), OK);
	ck_assert_int_eq(who_author(&site, &arena, &mail, &j, &why), OK);
	ck_assert_int_eq(j.is_verified, !wanted);
	ck_assert_text(j.doubt, wanted ? wanted : "");
	ck_assert_int_eq(j.other, authors[_i].other);
	ck_assert_uint_eq(j.story.n, 1);
}
END_TEST

START_TEST(author_of_a_damaged_header_is_not_verified)
{
	begin("ann@work.example", 1, AUTH_OFF);
	mail.is_mended = true;
	ck_assert_int_eq(
		subscriber_get(site.db, &arena, 1, &j.subscriber, &why), OK);
	ck_assert_int_eq(who_author(&site, &arena, &mail, &j, &why), OK);
	ck_assert(!j.is_verified);
	ck_assert_uint_ne(j.doubt.len, 0);
}
END_TEST

static const struct {
	const char *from;
	enum auth_verdict verdict;
	enum config_tokenless policy;
	enum letter_class class;
	const char *doubt; /* of a comment */
} letters[] = {
	{"ann@work.example", AUTH_OFF, CONFIG_TOKENLESS_HOLD, CLASS_COMMENT,
         WHO_TOKENLESS},
	{"ann@home.example", AUTH_OFF, CONFIG_TOKENLESS_HOLD, CLASS_COMMENT,
         WHO_TOKENLESS},
	{"ann@work.example", AUTH_DMARC, CONFIG_TOKENLESS_HOLD, CLASS_COMMENT,
         WHO_TOKENLESS},
	{"ann@work.example", AUTH_FAIL, CONFIG_TOKENLESS_HOLD, CLASS_COMMENT,
         WHO_FORGED},
	{"ann@work.example", AUTH_NONE, CONFIG_TOKENLESS_CONFIRM, CLASS_COMMENT,
         WHO_TOKENLESS_UNPROVEN},
	{"ann@work.example", AUTH_SPF, CONFIG_TOKENLESS_HOLD, CLASS_COMMENT,
         WHO_TOKENLESS_UNPROVEN},
	{"ann@work.example", AUTH_DMARC, CONFIG_TOKENLESS_DROP, CLASS_JUNK,
         NULL},
	{"old@work.example", AUTH_DMARC, CONFIG_TOKENLESS_HOLD, CLASS_JUNK,
         NULL},
	{"eve@evil.test", AUTH_DMARC, CONFIG_TOKENLESS_HOLD, CLASS_JUNK, NULL},
	{"eve@evil.test", AUTH_DMARC, CONFIG_TOKENLESS_CONFIRM, CLASS_JUNK,
         NULL},
	{"eve@evil.test", AUTH_DMARC, CONFIG_TOKENLESS_DROP, CLASS_JUNK, NULL},
	{"news@example.org", AUTH_DMARC, CONFIG_TOKENLESS_DROP, CLASS_ARTICLE,
         NULL},
	{"News@Example.org", AUTH_DKIM, CONFIG_TOKENLESS_HOLD, CLASS_ARTICLE,
         NULL},
	{"news@example.org", AUTH_SPF, CONFIG_TOKENLESS_HOLD, CLASS_JUNK, NULL},
	{"news@example.org", AUTH_NONE, CONFIG_TOKENLESS_HOLD, CLASS_JUNK,
         NULL},
	{"news@example.org", AUTH_FAIL, CONFIG_TOKENLESS_HOLD, CLASS_JUNK,
         NULL},
	{"news@example.org", AUTH_OFF, CONFIG_TOKENLESS_HOLD, CLASS_JUNK, NULL},
};

START_TEST(tokenless_is_by_policy_and_never_verified)
{
	begin(letters[_i].from, 1, letters[_i].verdict);
	list.tokenless = letters[_i].policy;
	ck_assert_int_eq(who_tokenless(&site, &arena, &mail, &j, &why), OK);
	ck_assert(!j.is_verified);
	ck_assert_int_eq(j.is_tokenless, letters[_i].doubt != NULL);
	ck_assert_text(j.doubt, letters[_i].doubt ? letters[_i].doubt : "");
	ck_assert_int_eq(who_is_signed(&j),
	                 letters[_i].doubt &&
	                         !strcmp(letters[_i].doubt, WHO_TOKENLESS));
	if (letters[_i].doubt) {
		ck_assert_int_eq(j.subscriber.id, 1);
		ck_assert_uint_eq(j.reply.n_answers, 1);
		ck_assert_int_eq(j.item.id, 0);
	} else {
		ck_assert_int_eq(j.class, letters[_i].class);
	}
}
END_TEST

START_TEST(tokenless_of_who_gets_no_mail_for_a_while_is_a_comment_too)
{
	begin("bob@xn--bcher-kva.example", 1, AUTH_OFF);
	store_run(site.db, "UPDATE subscribers SET state = 3 WHERE id = 2");
	ck_assert_int_eq(who_tokenless(&site, &arena, &mail, &j, &why), OK);
	ck_assert(j.is_tokenless);
	ck_assert_text(j.doubt, WHO_TOKENLESS);
	begin("bob@xn--bcher-kva.example", 1, AUTH_OFF);
	store_run(site.db, "UPDATE subscribers SET state = 0 WHERE id = 2");
	ck_assert_int_eq(who_tokenless(&site, &arena, &mail, &j, &why), OK);
	ck_assert_int_eq(j.class, CLASS_JUNK); /* never confirmed */
}
END_TEST

START_TEST(tokenless_with_two_authors_is_junk)
{
	begin("ann@work.example", 2, AUTH_OFF);
	ck_assert_int_eq(who_tokenless(&site, &arena, &mail, &j, &why), OK);
	ck_assert_int_eq(j.class, CLASS_JUNK);
	begin("news@example.org", 2, AUTH_DMARC);
	ck_assert_int_eq(who_tokenless(&site, &arena, &mail, &j, &why), OK);
	ck_assert_int_eq(j.class, CLASS_JUNK);
}
END_TEST

/* Edition `number`, which Ann got, with one item of these words. */
static int64_t add_edition(int64_t number, const char *words)
{
	struct edition_item item = {
		.edition = store_add_edition(site.db, "news", number)};
	struct edition_piece piece = {.text = str_of(words)};

	store_begin(site.db);
	ck_assert_int_eq(edition_add_item(site.db, &item, &item.id, &why), OK);
	piece.item = item.id;
	ck_assert_int_eq(edition_add_form(site.db, item.edition, str_of("both"),
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
	                       " 'edition', 'ann@work.example', 1, 4, 1, 1)",
	                       (long long)item.edition));
	return item.id;
}

START_TEST(tokenless_is_about_the_edition_that_it_quotes)
{
	int64_t old = add_edition(
		1, "The ferry to the island sails again from Monday on.\n");

	add_edition(2, "A library for everybody opens in the old town hall.\n");
	begin("ann@work.example", 1, AUTH_OFF);
	mail.text = str_of("At last!\n\n> The ferry to the island sails again"
	                   " from Monday on.\n");
	ck_assert_int_eq(who_tokenless(&site, &arena, &mail, &j, &why), OK);
	ck_assert_int_eq(j.item.id, old);
	ck_assert_int_eq(j.edition.number, 1);
	ck_assert(j.reply.is_aligned);
	ck_assert_uint_eq(j.reply.n_answers, 1);
	ck_assert_text(j.reply.answers[0].text, "At last!");
}
END_TEST

/* CPU milliseconds for a letter whose lines are costly to look at. */
static double cost_of_headers(void)
{
	struct buf text = BUF_INIT(1 << 20);
	clock_t start;

	while (text.len < 100000)
		buf_adds(&text, "Reply-To: x\n");
	begin("ann@work.example", 1, AUTH_OFF);
	mail.text = buf_str(&text);
	start = clock();
	ck_assert_int_eq(who_tokenless(&site, &arena, &mail, &j, &why), OK);
	start = clock() - start;
	buf_free(&text);
	return (double)start * 1000 / CLOCKS_PER_SEC;
}

START_TEST(tokenless_costs_the_same_for_any_number_of_editions)
{
	double none, five;

	cost_of_headers(); /* what is made once */
	none = cost_of_headers();
	for (int i = 1; i <= 5; i++)
		add_edition(i, "A library for everybody opens on Monday.\n");
	five = cost_of_headers();
	ck_assert_msg(five < 2 * none + 50, "%.0f ms with none, %.0f with five",
	              none, five);
}
END_TEST

START_TEST(border_tells_nothing_where_none_is_configured)
{
	begin("ann@work.example", 1, AUTH_DMARC);
	who_border(&site, &arena, &mail, &j);
	ck_assert_int_eq(j.auth.verdict, AUTH_OFF);
	ck_assert_uint_eq(j.story.n, 0);
	ck_assert(!who_is_forged(&j));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("who");
	TCase *t = tcase_create("who");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_loop_test(
		t, author_is_verified_by_token_from_and_border_together, 0,
		ARRAY_LEN(authors));
	tcase_add_test(t, author_of_a_damaged_header_is_not_verified);
	tcase_add_loop_test(t, tokenless_is_by_policy_and_never_verified, 0,
	                    ARRAY_LEN(letters));
	tcase_add_test(
		t, tokenless_of_who_gets_no_mail_for_a_while_is_a_comment_too);
	tcase_add_test(t, tokenless_with_two_authors_is_junk);
	tcase_add_test(t, tokenless_is_about_the_edition_that_it_quotes);
	tcase_add_test(t, tokenless_costs_the_same_for_any_number_of_editions);
	tcase_add_test(t, border_tells_nothing_where_none_is_configured);
	suite_add_tcase(s, t);
	return s;
}
