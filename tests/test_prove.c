#include "tests/suite.h"

#include "app/act.h"
#include "app/prove.h"
#include "mailer/head.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
};

static struct site site;
static struct arena arena;

static void open_site(void)
{
	site_in_memory(&site);
	store_add_subscriber(site.db, "news", "ann@work.example",
	                     SUBSCRIBER_ACTIVE);
}

static void close_site(void)
{
	site.config.auth = (struct auth_options){.depth = 0};
	site_close(&site);
	arena_free(&arena);
}

static void believe_border(void)
{
	static const char *hosts[] = {"mx.example.org"};

	site.config.auth = (struct auth_options){.authserv_ids = hosts,
	                                         .n_authserv_ids = 1,
	                                         .received_by = hosts,
	                                         .n_received_by = 1,
	                                         .depth = 1};
}

/* A letter with Ann's token, from another address, with `field` at its head:
 * how many questions does it make us ask? */
static int64_t asks(const char *field)
{
	struct mail mail = {.n_from = 0};
	struct letter letter = {.id = store_add_letter(site.db, "1", "raw")};
	char token[TOKEN_MAX + 1];
	struct str to;
	struct judgement j;
	struct act act = {&site, &arena, &letter, &mail, &j, NOW};
	struct why why = {""};

	token_format_reply(&site.keys, str_of("news"),
	                   store_number(site.db, "SELECT pid FROM subscribers"),
	                   0, token_day(NOW), token);
	to = str_of(arena_printf(&arena, "news+%s@example.org", token));
	head_read(&arena,
	          str_of(arena_printf(&arena,
	                              "%sReceived: from out.example by"
	                              " mx.example.org with ESMTPS; Mon\r\n"
	                              "From: <ann@home.example>\r\n\r\n",
	                              field)),
	          &mail);
	mail.recipients = &to;
	mail.n_recipients = 1;
	mail.text = str_of("Green suits the harbour.\n");
	ck_assert_int_eq(judge_mail(&site, &arena, &mail, NOW, &j, &why), OK);
	ck_assert_int_eq(j.class, CLASS_COMMENT);
	store_begin(site.db);
	ck_assert_msg(act_on(&act, &why) == OK, "%s", why.text);
	store_commit(site.db);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM comments"
	                                       " WHERE is_verified = 0"),
	                 1);
	return store_number(site.db, "SELECT COUNT(*) FROM deliveries"
	                             " WHERE kind = 'address'");
}

START_TEST(another_address_is_asked_about)
{
	ck_assert_int_eq(asks(""), 1);
}
END_TEST

START_TEST(what_came_over_a_list_asks_nobody)
{
	ck_assert_int_eq(asks("List-Id: <others.example>\r\n"), 0);
}
END_TEST

START_TEST(where_a_border_is_asked_it_has_to_vouch_for_the_address)
{
	believe_border();
	ck_assert_int_eq(asks(""), 0);
	store_run(site.db, "DELETE FROM comments");
	store_run(site.db, "DELETE FROM letters");
	ck_assert_int_eq(asks("Authentication-Results: mx.example.org;"
	                      " dmarc=pass header.from=home.example\r\n"),
	                 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("prove");
	TCase *t = tcase_create("prove_ask");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, another_address_is_asked_about);
	tcase_add_test(t, what_came_over_a_list_asks_nobody);
	tcase_add_test(t,
	               where_a_border_is_asked_it_has_to_vouch_for_the_address);
	suite_add_tcase(s, t);
	return s;
}
