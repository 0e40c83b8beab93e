#include "tests/suite.h"

#include "app/newcomer.h"
#include "app/unconfirmed.h"
#include "app/who.h"
#include "mailer/head.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
	HOUR_S = 3600,
};

#define BY_BORDER "Received: from out.example by mx.example.org; Mon\r\n"
#define DMARC                                                                  \
	"Authentication-Results: mx.example.org; dmarc=%s"                     \
	" header.from=home.example\r\n" BY_BORDER

static struct site site;
static struct arena arena;
static struct config_list *list;
static int n_letters;

static void open_site(void)
{
	static const char *hosts[] = {"mx.example.org"};

	site_in_memory(&site);
	n_letters = 0;
	list = (struct config_list *)site.config.lists;
	list->strangers = CONFIG_STRANGERS_CONFIRM;
	store_add_subscriber(site.db, "news", "ann@work.example",
	                     SUBSCRIBER_ACTIVE);
	site.config.auth = (struct auth_options){.authserv_ids = hosts,
	                                         .n_authserv_ids = 1,
	                                         .received_by = hosts,
	                                         .n_received_by = 1,
	                                         .depth = 1};
}

static void close_site(void)
{
	site.config.auth = (struct auth_options){.depth = 0};
	site_close(&site);
	arena_free(&arena);
}

/* A mail with this head to `to` takes effect; its class. */
static enum letter_class comes(const char *head, const char *to,
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

	head_read(&arena, str_of(arena_printf(&arena, "%s\r\n", head)), &mail);
	mail.recipients = &recipient;
	mail.n_recipients = 1;
	mail.text = str_of(text);
	ck_assert_int_eq(judge_mail(&site, &arena, &mail, now, &j, &why), OK);
	store_begin(site.db);
	ck_assert_msg(act_on(&act, &why) == OK, "%s", why.text);
	store_run(site.db,
	          arena_printf(&arena,
	                       "UPDATE letters SET from_addr = '%.*s'"
	                       " WHERE id = %lld",
	                       (int)mail.from_addr.len, mail.from_addr.ptr,
	                       (long long)letter.id));
	store_commit(site.db);
	return j.class;
}

static enum letter_class writes(const char *field)
{
	return comes(arena_printf(&arena,
	                          "%sFrom: Eve Gray <eve@home.example>\r\n",
	                          field),
	             "news@example.org", "Green suits the harbour.\n", NOW);
}

static int64_t count(const char *what)
{
	return store_number(
		site.db, arena_printf(&arena, "SELECT COUNT(*) FROM %s", what));
}

static int64_t n_asked(void)
{
	return count("deliveries WHERE kind = 'writer'"
	             " AND address = 'eve@home.example' AND has_verp = 0");
}

/* The address in the last mail that asks. */
static const char *action(void)
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
	text = str_from(text, str_find(text, "news+c"));
	return arena_copy(&arena, str_slice(text, 0, str_find(text, "\r\n")));
}

static struct comment comment(void)
{
	struct comment row;
	struct why why;

	ck_assert_int_eq(comment_get(site.db, &arena, 1, &row, &why), OK);
	return row;
}

START_TEST(who_drops_strangers_writes_to_nobody)
{
	list->strangers = CONFIG_STRANGERS_DROP;
	ck_assert_int_eq(writes(""), CLASS_JUNK);
	ck_assert_int_eq(count("comments"), 0);
	ck_assert_int_eq(count("deliveries"), 0);
}
END_TEST

START_TEST(who_holds_them_marks_them_and_writes_to_nobody)
{
	list->strangers = CONFIG_STRANGERS_HOLD;
	ck_assert_int_eq(writes(""), CLASS_COMMENT);
	ck_assert_int_eq(count("deliveries"), 0);
	ck_assert_int_eq(count("readers"), 1);
	ck_assert_int_eq(comment().state, COMMENT_HELD);
	ck_assert_int_eq(comment().reader, 0);
	ck_assert(!comment().is_verified);
	ck_assert_text(comment().author, "Eve Gray");
	ck_assert(str_starts(comment().doubt, WHO_STRANGER));
}
END_TEST

START_TEST(a_name_that_its_domain_calls_forged_is_not_kept)
{
	list->strangers = CONFIG_STRANGERS_HOLD;
	writes(arena_printf(&arena, DMARC, "fail"));
	ck_assert_text(comment().author, "Reader");
	ck_assert(str_starts(comment().doubt, WHO_FORGED));
}
END_TEST

START_TEST(spam_stays_junk_whatever_the_policy)
{
	for (int policy = 0; policy < 3; policy++) {
		list->strangers = policy;
		ck_assert_int_eq(writes("X-Spam-Flag: YES\r\n"), CLASS_JUNK);
	}
	ck_assert_int_eq(count("comments"), 0);
	ck_assert_int_eq(count("deliveries"), 0);
}
END_TEST

START_TEST(a_sender_has_ten_comments_an_hour_and_all_have_fifty)
{
	list->strangers = CONFIG_STRANGERS_HOLD;
	for (int i = 0; i < 10; i++)
		ck_assert_int_eq(writes(""), CLASS_COMMENT);
	ck_assert_int_eq(writes(""), CLASS_FLOOD);
	for (int i = 10; i < 50; i++)
		ck_assert_int_eq(
			comes(arena_printf(&arena, "From: x%d@y.example\r\n",
		                           i),
		              "news@example.org", "Blue.\n", NOW),
			CLASS_COMMENT);
	ck_assert_int_eq(comes("From: z@y.example\r\n", "news@example.org",
	                       "Blue.\n", NOW),
	                 CLASS_FLOOD);
	ck_assert_int_eq(comes("From: ann@work.example\r\n", "news@example.org",
	                       "Blue.\n", NOW),
	                 CLASS_COMMENT);
}
END_TEST

START_TEST(one_mail_asks_and_tells_nothing_of_the_letter)
{
	ck_assert_int_eq(writes("Message-ID: <eve.1@home.example>\r\n"),
	                 CLASS_COMMENT);
	ck_assert_int_eq(n_asked(), 1);
	ck_assert_int_eq(comment().state, COMMENT_RECEIVED);
	ck_assert_int_eq(count("readers"), 1);
	ck_assert_int_eq(count("notices WHERE CAST(bytes AS TEXT) LIKE"
	                       " '%Green%' OR CAST(bytes AS TEXT) LIKE"
	                       " '%Gray%' OR CAST(bytes AS TEXT) LIKE"
	                       " '%eve.1%'"),
	                 0);
}
END_TEST

static const char *const quiet[] = {
	"Auto-Submitted: auto-replied\r\n",
	"List-Id: <others.example>\r\n",
	"Precedence: list\r\n",
	"Return-Path: <>\r\n",
	"X-Spam-Flag: YES\r\n",
	"Authentication-Results: mx.example.org; dmarc=fail"
	" header.from=home.example\r\n" BY_BORDER,
};

START_TEST(no_mail_asks_machines_lists_spammers_and_forgers)
{
	enum letter_class class = writes(quiet[_i]);

	ck_assert_int_eq(count("deliveries"), 0);
	ck_assert_int_eq(count("comments"), 0);
	ck_assert(class == CLASS_JUNK || class == CLASS_AUTO ||
	          class == CLASS_BOUNCE);
}
END_TEST

START_TEST(over_the_budget_no_comment_is_made)
{
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(writes(""), CLASS_COMMENT);
	ck_assert_int_eq(writes(""), CLASS_JUNK);
	ck_assert_int_eq(n_asked(), 3);
	ck_assert_int_eq(count("comments"), 3);
}
END_TEST

START_TEST(the_answer_makes_a_reader_and_a_held_comment)
{
	const char *to;

	writes("");
	to = action();
	ck_assert_int_eq(comes("From: eve@office.example\r\n", to, "", NOW + 5),
	                 CLASS_COMMAND);
	ck_assert_int_eq(count("readers WHERE name = 'Eve Gray'"), 1);
	ck_assert_int_eq(comment().state, COMMENT_HELD);
	ck_assert_int_eq(comment().reader, 2);
	ck_assert(comment().is_verified);
	ck_assert(str_starts(comment().doubt, WHO_NEWCOMER));
	comes("From: eve@home.example\r\n", to, "no", NOW + 6); /* too late */
	ck_assert_int_eq(comment().state, COMMENT_HELD);
	writes(""); /* a reader who is no subscriber is asked again */
	ck_assert_int_eq(n_asked(), 2);
	comes("From: eve@home.example\r\n", action(), "", NOW + 6);
	ck_assert_int_eq(count("readers"), 2);
	ck_assert_int_eq(count("comments WHERE reader = 2 AND state = 1"), 2);
}
END_TEST

START_TEST(a_no_withdraws_it)
{
	writes("");
	comes("From: eve@home.example\r\n", action(), "No.\n", NOW + 5);
	ck_assert_int_eq(comment().state, COMMENT_WITHDRAWN);
	ck_assert_int_eq(count("readers"), 1);
	comes("From: eve@home.example\r\n", action(), "", NOW + 6);
	ck_assert_int_eq(comment().state, COMMENT_WITHDRAWN);
}
END_TEST

START_TEST(an_unclear_answer_leaves_it_and_is_answered_once)
{
	const char *to;

	writes("");
	to = action();
	comes("From: eve@home.example\r\n", to, "Who are you?\n", NOW + 5);
	comes("From: eve@home.example\r\n", to, "Yes, I am Eve\n", NOW + 6);
	ck_assert_int_eq(comment().state, COMMENT_RECEIVED);
	ck_assert_int_eq(count("readers"), 1);
	ck_assert_int_eq(count("deliveries WHERE kind = 'unclear'"), 1);
	comes("From: eve@home.example\r\n", to, "No, not mine\n", NOW + 7);
	ck_assert_int_eq(comment().state, COMMENT_WITHDRAWN);
	comes("From: eve@home.example\r\n", to, "Who are you?\n", NOW + 8);
	ck_assert_int_eq(count("readers"), 1);
}
END_TEST

START_TEST(without_an_answer_it_is_withdrawn_after_72_hours)
{
	writes("");
	unconfirmed_expire(&site, NOW + 72 * HOUR_S - 1);
	ck_assert_int_eq(comment().state, COMMENT_RECEIVED);
	unconfirmed_expire(&site, NOW + 72 * HOUR_S);
	ck_assert_int_eq(comment().state, COMMENT_WITHDRAWN);
	ck_assert_int_eq(count("decisions WHERE actor = 'rule confirm' AND"
	                       " reason LIKE 'nobody confirmed%'"),
	                 1);
	comes("From: eve@home.example\r\n", action(), "", NOW + 72 * HOUR_S);
	ck_assert_int_eq(comment().state, COMMENT_WITHDRAWN);
	ck_assert_int_eq(count("readers"), 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("newcomer");
	TCase *t = tcase_create("newcomer_ask");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, who_drops_strangers_writes_to_nobody);
	tcase_add_test(t, who_holds_them_marks_them_and_writes_to_nobody);
	tcase_add_test(t, a_name_that_its_domain_calls_forged_is_not_kept);
	tcase_add_test(t, spam_stays_junk_whatever_the_policy);
	tcase_add_test(t, a_sender_has_ten_comments_an_hour_and_all_have_fifty);
	tcase_add_test(t, one_mail_asks_and_tells_nothing_of_the_letter);
	tcase_add_loop_test(t, no_mail_asks_machines_lists_spammers_and_forgers,
	                    0, ARRAY_LEN(quiet));
	tcase_add_test(t, over_the_budget_no_comment_is_made);
	suite_add_tcase(s, t);
	t = tcase_create("newcomer_answer");
	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, the_answer_makes_a_reader_and_a_held_comment);
	tcase_add_test(t, a_no_withdraws_it);
	tcase_add_test(t, an_unclear_answer_leaves_it_and_is_answered_once);
	tcase_add_test(t, without_an_answer_it_is_withdrawn_after_72_hours);
	suite_add_tcase(s, t);
	return s;
}
