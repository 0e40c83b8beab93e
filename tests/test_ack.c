#include "tests/suite.h"

#include "app/ack.h"
#include "base/log.h"
#include "mailer/head.h"
#include "tests/readers_fixture.h"
#include "tests/store_fixture.h"

#define ANN "ann@work.example"

static struct readers r;

static void open_readers(void)
{
	readers_open(&r);
	store_run(r.site.db, "DELETE FROM ack_items");
}

static void close_readers(void)
{
	r.site.config.auth = (struct auth_options){.depth = 0};
	readers_close(&r);
}

/* A comment with Ann's reply token from `from`, with `field` at its head. */
static void write_comment(const char *from, const char *field)
{
	const char *source =
		arena_printf(&r.arena, "c%lld", (long long)++r.n_letters);
	struct mail mail = {.n_from = 0};
	struct letter letter = {
		.id = store_add_letter(r.site.db, source, source)};
	char token[TOKEN_MAX + 1];
	struct str to;
	struct judgement j;
	struct act act = {&r.site, &r.arena, &letter, &mail, &j, READERS_NOW};
	struct why why = {""};

	token_format_reply(
		&r.site.keys, str_of("news"),
		store_number(r.site.db, "SELECT pid FROM subscribers"), 0,
		token_day(READERS_NOW), token);
	to = str_of(arena_printf(&r.arena, "news+%s@example.org", token));
	head_read(&r.arena,
	          str_of(arena_printf(&r.arena,
	                              "%sReceived: from out.example by"
	                              " mx.example.org with ESMTPS; Mon\r\n"
	                              "From: <%s>\r\nSubject: FORGED\r\n"
	                              "References: <a@b> <c@d>\r\n"
	                              "Message-ID: <%s@work.example>\r\n\r\n",
	                              field, from, source)),
	          &mail);
	mail.recipients = &to;
	mail.n_recipients = 1;
	mail.text = str_of("Green suits the harbour.\n");
	ck_assert_int_eq(
		judge_mail(&r.site, &r.arena, &mail, READERS_NOW, &j, &why),
		OK);
	store_begin(r.site.db);
	ck_assert_msg(act_on(&act, &why) == OK, "%s", why.text);
	store_commit(r.site.db);
}

static struct str last_mail(void)
{
	struct db_row row;
	struct why why;

	ck_assert_int_eq(db_one(r.site.db, &r.arena,
	                        "SELECT bytes FROM notices"
	                        " ORDER BY delivery DESC LIMIT 1",
	                        NULL, 0, &row, &why),
	                 OK);
	return db_text(&row, 0);
}

static bool has(struct str text, const char *part)
{
	return str_find(text, part) != STR_NONE;
}

START_TEST(a_held_comment_is_told_of_in_its_thread)
{
	struct str mail;

	write_comment(ANN, "");
	ck_assert_int_eq(readers_mails(&r, "held"), 1);
	mail = last_mail();
	ck_assert(has(mail, "In-Reply-To: <c1@work.example>"));
	ck_assert(has(mail, "<a@b> <c@d>"));
	ck_assert(has(mail, "Auto-Submitted: auto-replied"));
	ck_assert(has(mail, "Reply-To: "));
	ck_assert(has(mail, "news+a"));
}
END_TEST

/* Nothing proves it: then none of its words are in our mail. */
START_TEST(without_auth_nothing_of_the_letter_is_quoted_T_06)
{
	write_comment(ANN, "");
	ck_assert(!has(last_mail(), "Green"));
	ck_assert(!has(last_mail(), "FORGED"));
}
END_TEST

static void believe_border(void)
{
	static const char *hosts[] = {"mx.example.org"};

	r.site.config.auth = (struct auth_options){.authserv_ids = hosts,
	                                           .n_authserv_ids = 1,
	                                           .received_by = hosts,
	                                           .n_received_by = 1,
	                                           .depth = 1};
}

START_TEST(what_the_border_vouches_for_is_quoted)
{
	believe_border();
	write_comment(ANN, "Authentication-Results: mx.example.org;"
	                   " dmarc=pass header.from=work.example\r\n");
	ck_assert(has(last_mail(), "> Green"));
	ck_assert(!has(last_mail(), "FORGED"));
}
END_TEST

static const struct {
	const char *from, *field;
	bool is_asked;
} others[] = {
	{"eve@home.example", "", false},
	{ANN, "List-Id: <others.example>\r\n", false},
	{ANN, "", true}, /* nothing from the border */
	{ANN,
         "Authentication-Results: mx.example.org; dmarc=fail"
         " header.from=work.example\r\n",
         true},
};

START_TEST(nobody_is_told_who_is_not_proven_T_08)
{
	if (others[_i].is_asked)
		believe_border();
	write_comment(others[_i].from, others[_i].field);
	ck_assert_int_eq(readers_mails(&r, "held"), 0);
}
END_TEST

START_TEST(the_key_turns_it_off)
{
	r.site.config.lists[0].acknowledge = 0;
	write_comment(ANN, "");
	ck_assert_int_eq(readers_mails(&r, "held"), 0);
}
END_TEST

START_TEST(so_many_a_day_and_no_more_T_05)
{
	for (int i = 0; i < 8; i++)
		write_comment(ANN, "");
	ck_assert_int_eq(readers_mails(&r, "held"), 5);
}
END_TEST

START_TEST(who_left_is_not_told)
{
	store_run(r.site.db, "UPDATE subscribers SET state = 4");
	write_comment(ANN, "");
	ck_assert_int_eq(readers_mails(&r, "held"), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("ack");
	TCase *t = tcase_create("ack_held");

	tcase_add_checked_fixture(t, open_readers, close_readers);
	tcase_add_test(t, a_held_comment_is_told_of_in_its_thread);
	tcase_add_test(t, without_auth_nothing_of_the_letter_is_quoted_T_06);
	tcase_add_test(t, what_the_border_vouches_for_is_quoted);
	tcase_add_loop_test(t, nobody_is_told_who_is_not_proven_T_08, 0,
	                    ARRAY_LEN(others));
	tcase_add_test(t, the_key_turns_it_off);
	tcase_add_test(t, so_many_a_day_and_no_more_T_05);
	tcase_add_test(t, who_left_is_not_told);
	suite_add_tcase(s, t);
	return s;
}
