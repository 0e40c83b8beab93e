#include "tests/suite.h"

#include <string.h>

#include "app/refuse.h"
#include "mailer/head.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
};

static struct site site;
static struct arena arena;
static int n_letters;

static void open_site(void)
{
	site_in_memory(&site);
	n_letters = 0;
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

/* A mail takes effect; its story. */
static struct str comes(const char *head, const char *to, const char *subject,
                        const char *text, int64_t now)
{
	struct mail mail = {.n_from = 0};
	struct letter letter = {
		.id = store_add_letter(site.db,
	                               arena_printf(&arena, "l%d", n_letters++),
	                               "raw")};
	struct str recipient = str_of(to);
	struct judgement j;
	struct act act = {&site, &arena, &letter, &mail, &j, now};
	struct why why = {""};

	head_read(&arena,
	          str_of(arena_printf(&arena, "%sSubject: %s\r\n\r\n", head,
	                              subject)),
	          &mail);
	mail.recipients = &recipient;
	mail.n_recipients = 1;
	mail.text = str_of(text);
	ck_assert_int_eq(judge_mail(&site, &arena, &mail, now, &j, &why), OK);
	store_begin(site.db);
	ck_assert_msg(act_on(&act, &why) == OK, "%s", why.text);
	store_commit(site.db);
	return story_kept(&j.story);
}

static struct str subscribes(int user, int64_t now)
{
	return comes(arena_printf(&arena, "From: u%d@example.net\r\n", user),
	             "news@example.org", "subscribe", "", now);
}

static int64_t n_asked(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM deliveries"
	                             " WHERE kind = 'confirm'");
}

static int64_t n_refused(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM refusals");
}

/* What stands between `from` and the line's end in the last mail. */
static const char *in_mail(const char *from)
{
	struct db_row row;
	struct why why = {""};
	struct str text;

	ck_assert_int_eq(db_one(site.db, &arena,
	                        "SELECT bytes FROM notices"
	                        " ORDER BY delivery DESC LIMIT 1",
	                        NULL, 0, &row, &why),
	                 OK);
	text = db_text(&row, 0);
	ck_assert_uint_ne(str_find(text, from), STR_NONE);
	text = str_from(text, str_find(text, from));
	return arena_copy(&arena, str_slice(text, 0, str_find(text, "\r\n")));
}

START_TEST(the_word_in_an_answer_ends_all_questions)
{
	const char *id;

	subscribes(1, NOW);
	ck_assert_int_eq(n_asked(), 1);
	in_mail("  block");
	id = in_mail("Message-ID: <") + strlen("Message-ID: ");
	comes(arena_printf(&arena,
	                   "From: u1@example.net\r\nIn-Reply-To: %s\r\n", id),
	      "news@example.org", "Re: Please confirm",
	      "Block.\n\n> Somebody\n", NOW + 5);
	ck_assert_int_eq(n_refused(), 1);
	comes("From: U1+other@example.net\r\n", "sports@example.org",
	      "subscribe", "", NOW + 10);
	subscribes(1, NOW + 40 * 86400);
	ck_assert_int_eq(n_asked(), 1);
	subscribes(2, NOW + 10);
	ck_assert_int_eq(n_asked(), 2);
}
END_TEST

START_TEST(to_the_address_in_the_mail_it_confirms_nothing)
{
	subscribes(1, NOW);
	comes("From: u1@example.net\r\n", in_mail("news+c"), "", "block\n",
	      NOW + 5);
	ck_assert_int_eq(n_refused(), 1);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM subscribers"
	                              " WHERE state = 1"),
	                 0);
}
END_TEST

START_TEST(an_answer_to_nothing_that_we_asked_refuses_nothing)
{
	comes("From: u1@example.net\r\n"
	      "In-Reply-To: <n.aaaaaaaaaaaaaaaaaaaaaaaaaa@lists.example.org>"
	      "\r\n",
	      "news@example.org", "Re: x", "block\n", NOW);
	comes("From: u1@example.net\r\n", "news@example.org", "Re: x",
	      "block\n", NOW);
	ck_assert_int_eq(n_refused(), 0);
}
END_TEST

START_TEST(without_a_proof_twenty_an_hour_are_answered)
{
	struct str story = {"", 0};

	for (int i = 0; i < 21; i++)
		story = subscribes(i, NOW);
	ck_assert_int_eq(n_asked(), 20);
	ck_assert_uint_ne(str_find(story, "nothing proves who wrote"),
	                  STR_NONE);
	subscribes(30, NOW + 3600);
	ck_assert_int_eq(n_asked(), 21);
}
END_TEST

START_TEST(with_a_proof_a_thousand_of_all_the_world)
{
	static const char *hosts[] = {"mx.example.org"};

	site.config.auth = (struct auth_options){.authserv_ids = hosts,
	                                         .n_authserv_ids = 1,
	                                         .received_by = hosts,
	                                         .n_received_by = 1,
	                                         .depth = 1};
	for (int i = 0; i < 1001; i++)
		comes(arena_printf(&arena,
		                   "Authentication-Results: mx.example.org;"
		                   " dmarc=pass header.from=e%d.example\r\n"
		                   "Received: from o.example by"
		                   " mx.example.org; Mon\r\n"
		                   "From: u@e%d.example\r\n",
		                   i, i),
		      "news@example.org", "subscribe", "", NOW);
	site.config.auth = (struct auth_options){.depth = 0};
	ck_assert_int_eq(n_asked(), 1000);
	/* Who was asked before can still confirm. */
	comes("From: u@e999.example\r\n", in_mail("news+c"), "", "", NOW + 5);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM subscribers"
	                              " WHERE state = 1"),
	                 1);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM leases"),
	                 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("refuse");
	TCase *t = tcase_create("refuse");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, the_word_in_an_answer_ends_all_questions);
	tcase_add_test(t, to_the_address_in_the_mail_it_confirms_nothing);
	tcase_add_test(t, an_answer_to_nothing_that_we_asked_refuses_nothing);
	tcase_add_test(t, without_a_proof_twenty_an_hour_are_answered);
	tcase_add_test(t, with_a_proof_a_thousand_of_all_the_world);
	suite_add_tcase(s, t);
	return s;
}
