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
	store_run(site.db, "UPDATE letters SET from_addr ="
	                   " 'ann@home.example'");
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

START_TEST(who_gets_no_mail_is_not_asked)
{
	store_run(site.db, "UPDATE subscribers SET state = 3");
	ck_assert_int_eq(asks(""), 0);
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

/* The address with a token in the last notice of `kind`, which went to `to`. */
static struct str token_in(const char *kind, const char *to)
{
	struct db_row row;
	struct why why = {""};
	struct str text;
	size_t at;

	ck_assert_msg(
		db_one(site.db, &arena,
	               "SELECT n.bytes, d.address, d.subscriber, d.has_verp"
	               " FROM notices n JOIN deliveries d ON d.id = n.delivery"
	               " WHERE d.kind = $1 ORDER BY d.id DESC LIMIT 1",
	               DB_ARGS(DB_TEXT(str_of(kind))), &row, &why) == OK,
		"%s", why.text);
	ck_assert_text(db_text(&row, 1), to);
	text = db_text(&row, 0);
	at = str_find(text, "news+c");
	ck_assert_uint_ne(at, STR_NONE);
	text = str_from(text, at);
	return str_slice(text, 0, str_find(text, "\r\n"));
}

/* A mail to the token's address from `from`; its story. */
static struct str answers(const char *from, struct str to, const char *text)
{
	static int n;
	struct mail mail = {.from_addr = str_of(from),
	                    .n_from = 1,
	                    .subject = str_of(""),
	                    .text = str_of(text),
	                    .recipients = &to,
	                    .n_recipients = 1};
	struct letter letter = {
		.id = store_add_letter(
			site.db, arena_printf(&arena, "a%d", n++), "raw")};
	struct judgement j;
	struct act act = {&site, &arena, &letter, &mail, &j, NOW + 60};
	struct why why = {""};

	ck_assert_int_eq(judge_mail(&site, &arena, &mail, NOW, &j, &why), OK);
	ck_assert_int_eq(j.class, CLASS_COMMAND);
	store_begin(site.db);
	ck_assert_msg(act_on(&act, &why) == OK, "%s", why.text);
	store_commit(site.db);
	return story_kept(&j.story);
}

static int64_t addresses(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM addresses a JOIN"
	                             " subscribers s ON s.reader = a.reader");
}

static int64_t verified(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM comments"
	                             " WHERE is_verified = 1");
}

START_TEST(a_yes_alone_binds_no_address_that_nothing_vouched_for)
{
	struct str yes, owner;

	asks("");
	yes = token_in("address", "ann@work.example");
	answers("ann@work.example", yes, "");
	ck_assert_int_eq(addresses(), 1);
	ck_assert_int_eq(verified(), 0);
	owner = token_in("owner", "ann@home.example");
	ck_assert(!str_eq(owner, yes));
	/* The mail about it bounces to nobody, and tells of nobody. */
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM deliveries WHERE"
	                              " kind = 'owner' AND has_verp = 0"
	                              " AND subscriber IS NULL"),
	                 1);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM notices WHERE"
	                              " CAST(bytes AS TEXT) LIKE"
	                              " '%ann@work.example%' AND delivery ="
	                              " (SELECT MAX(id) FROM deliveries)"),
	                 0);
}
END_TEST

START_TEST(it_is_bound_when_it_has_answered_itself)
{
	struct str owner, story;

	asks("");
	answers("ann@work.example", token_in("address", "ann@work.example"),
	        "");
	owner = token_in("owner", "ann@home.example");
	story = answers("ann@work.example", owner, "");
	ck_assert_uint_ne(str_find(story, "does not come from the address"),
	                  STR_NONE);
	ck_assert_int_eq(addresses(), 1);
	answers("Ann@Home.example", owner, "");
	ck_assert_int_eq(addresses(), 2);
	ck_assert_int_eq(verified(), 1);
	story = answers("ann@home.example", owner, "");
	ck_assert_uint_ne(str_find(story, "used already"), STR_NONE);
}
END_TEST

/* A mail of ours to `address` that a stranger caused. */
static void spend_budget(const char *address)
{
	store_run(site.db,
	          arena_printf(&arena,
	                       "INSERT INTO deliveries (list, kind, address,"
	                       " has_verp, state, planned_at, next_at,"
	                       " asked_box) VALUES ('news', 'leave', '%s', 0,"
	                       " 4, %d, 1, '%s')",
	                       address, NOW - 60, address));
}

START_TEST(a_yes_stays_good_while_the_other_address_cannot_be_asked)
{
	struct str yes, story;

	asks("");
	yes = token_in("address", "ann@work.example");
	for (int i = 0; i < 3; i++)
		spend_budget("ann@home.example");
	story = answers("ann@work.example", yes, "");
	ck_assert_uint_ne(str_find(story, "the token stays good"), STR_NONE);
	store_run(site.db, "DELETE FROM deliveries WHERE kind = 'leave'");
	answers("ann@work.example", yes, "");
	token_in("owner", "ann@home.example");
}
END_TEST

START_TEST(the_owners_yes_is_not_taken_from_a_forged_mail)
{
	struct mail mail = {.from_addr = str_of("ann@home.example"),
	                    .n_from = 1,
	                    .subject = str_of(""),
	                    .text = str_of("")};
	struct letter letter = {.id = store_add_letter(site.db, "f", "raw")};
	struct judgement j;
	struct act act = {&site, &arena, &letter, &mail, &j, NOW + 60};
	struct why why = {""};
	struct str to;

	asks("");
	answers("ann@work.example", token_in("address", "ann@work.example"),
	        "");
	to = token_in("owner", "ann@home.example");
	mail.recipients = &to;
	mail.n_recipients = 1;
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(
			judge_mail(&site, &arena, &mail, NOW, &j, &why), OK);
		if (i == 0)
			j.auth.verdict = AUTH_FAIL;
		else
			mail.n_from = 2;
		store_begin(site.db);
		ck_assert_int_eq(act_on(&act, &why), OK);
		store_commit(site.db);
		ck_assert_int_eq(addresses(), 1);
	}
}
END_TEST

START_TEST(whoever_has_it_may_say_no)
{
	asks("");
	answers("ann@work.example", token_in("address", "ann@work.example"),
	        "");
	answers("ann@home.example", token_in("owner", "ann@home.example"),
	        "No.\n");
	ck_assert_int_eq(addresses(), 1);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM comments"
	                                       " WHERE doubt LIKE 'who has the"
	                                       " address%'"),
	                 1);
}
END_TEST

static int64_t n_unclear(const char *to)
{
	return store_number(
		site.db,
		arena_printf(&arena,
	                     "SELECT COUNT(*) FROM deliveries WHERE kind ="
	                     " 'unclear' AND address = '%s'",
	                     to));
}

static const char *const denials[] = {
	"No, that is not my address! I did not write it.\n",
	"*No*\n",
	"Nein, das war ich nicht\n",
	"\xd0\x9d\xd0\x95\xd0\xa2\n",
	"No -- Ann\n",
	"> yes\nno thanks\n",
};

START_TEST(a_no_with_further_words_is_one)
{
	struct str yes, story;

	believe_border();
	asks("Authentication-Results: mx.example.org;"
	     " dmarc=pass header.from=home.example\r\n");
	yes = token_in("address", "ann@work.example");
	story = answers("ann@work.example", yes, denials[_i]);
	ck_assert_uint_ne(str_find(story, "the answer is no: 1 comments"),
	                  STR_NONE);
	answers("ann@work.example", yes, "");
	ck_assert_int_eq(addresses(), 1);
	ck_assert_int_eq(verified(), 0);
	ck_assert_int_eq(n_unclear("ann@work.example"), 0);
}
END_TEST

static const char *const vague[] = {
	"That is not mine.\n",
	"I did not write this\n",
	"Yes, but I did not write it.\n",
	"Hi,\nno\n",
	"Yes?\n",
};

START_TEST(other_words_bind_nothing_and_the_question_stays_open)
{
	struct str yes, story;

	believe_border();
	asks("Authentication-Results: mx.example.org;"
	     " dmarc=pass header.from=home.example\r\n");
	yes = token_in("address", "ann@work.example");
	for (int i = 0; i < 2; i++) {
		story = answers("ann@work.example", yes, vague[_i]);
		ck_assert_uint_ne(str_find(story, "neither yes nor no"),
		                  STR_NONE);
	}
	ck_assert_int_eq(addresses(), 1);
	ck_assert_int_eq(verified(), 0);
	ck_assert_int_eq(n_unclear("ann@work.example"), 1);
	answers("ann@work.example", yes, "Yes\n");
	ck_assert_int_eq(addresses(), 2);
	answers("ann@work.example", yes, vague[_i]);
	ck_assert_int_eq(n_unclear("ann@work.example"), 1);
}
END_TEST

START_TEST(whoever_is_asked_as_owner_is_told_alone)
{
	struct str owner;

	asks("");
	answers("ann@work.example", token_in("address", "ann@work.example"),
	        "");
	owner = token_in("owner", "ann@home.example");
	answers("ann@home.example", owner, "I do not know this person.\n");
	ck_assert_int_eq(addresses(), 1);
	ck_assert_int_eq(n_unclear("ann@home.example"), 1);
	ck_assert_int_eq(n_unclear("ann@work.example"), 0);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM notices WHERE"
	                              " CAST(bytes AS TEXT) LIKE"
	                              " '%ann@work.example%' AND delivery ="
	                              " (SELECT MAX(id) FROM deliveries)"),
	                 0);
}
END_TEST

START_TEST(a_yes_is_enough_where_the_border_vouched_for_it)
{
	believe_border();
	asks("Authentication-Results: mx.example.org;"
	     " dmarc=pass header.from=home.example\r\n");
	answers("ann@work.example", token_in("address", "ann@work.example"),
	        "");
	ck_assert_int_eq(addresses(), 2);
	ck_assert_int_eq(verified(), 1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("prove");
	TCase *t = tcase_create("prove_ask");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, another_address_is_asked_about);
	tcase_add_test(t, what_came_over_a_list_asks_nobody);
	tcase_add_test(t, who_gets_no_mail_is_not_asked);
	tcase_add_test(t,
	               where_a_border_is_asked_it_has_to_vouch_for_the_address);
	suite_add_tcase(s, t);
	t = tcase_create("prove_answer");
	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t,
	               a_yes_alone_binds_no_address_that_nothing_vouched_for);
	tcase_add_test(t, it_is_bound_when_it_has_answered_itself);
	tcase_add_test(t, whoever_has_it_may_say_no);
	tcase_add_test(
		t, a_yes_stays_good_while_the_other_address_cannot_be_asked);
	tcase_add_test(t, the_owners_yes_is_not_taken_from_a_forged_mail);
	tcase_add_loop_test(t, a_no_with_further_words_is_one, 0,
	                    ARRAY_LEN(denials));
	tcase_add_loop_test(
		t, other_words_bind_nothing_and_the_question_stays_open, 0,
		ARRAY_LEN(vague));
	tcase_add_test(t, whoever_is_asked_as_owner_is_told_alone);
	tcase_add_test(t, a_yes_is_enough_where_the_border_vouched_for_it);
	suite_add_tcase(s, t);
	return s;
}
