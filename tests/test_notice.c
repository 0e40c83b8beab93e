#include "tests/suite.h"
#include "tests/golden.h"
#include "tests/paper.h"

#include "digest/notice.h"

static struct arena arena;
static struct templates templates;
static struct notice notice;

#define READER "reader@example.net"
#define ACTION "courier+c000g40r40m30e209185gr38e1w@example.org"
#define LEAVE  "courier+u7008j4ct4ank7f24sbd4jaf07gfr14s3q@example.org"

static void fresh_notice(void)
{
	paper_templates(&arena, &templates);
	notice = (struct notice){
		.template = TEMPLATE_HELP,
		.model = notice_model(&arena, &paper_list, str_of(READER),
	                              str_of(""), str_of(LEAVE), str_of("")),
		.to = str_of(READER),
		.unique = str_of("000g40r40m30e209185gr38e1w"),
		.is_answer = true,
	};
}

static void drop_arena(void)
{
	arena_free(&arena);
}

static enum err compose(struct str *mail)
{
	struct why why = {""};

	return notice_compose(&arena, &templates, &paper_list, &notice,
	                      1795501800, 3600, mail, &why);
}

static struct str composed(void)
{
	struct str mail = {"", 0};

	ck_assert_int_eq(compose(&mail), OK);
	return mail;
}

/* The mail with LF for its line ends, for golden files. */
static struct str readable(struct str mail)
{
	struct buf out = BUF_INIT(1024 * 1024);

	for (size_t i = 0; i < mail.len; i++)
		if (mail.ptr[i] != '\r')
			buf_addc(&out, mail.ptr[i]);
	return buf_take(&out, &arena);
}

static const struct {
	enum template_name template;
	const char *golden, *action, *leave, *answers;
} mails[] = {
	{TEMPLATE_CONFIRM, "confirm.txt", ACTION, "", "ask.1@example.net"},
	{TEMPLATE_WELCOME, "welcome.txt", "", LEAVE, "yes.2@example.net"},
	{TEMPLATE_GOODBYE, "goodbye.txt", ACTION, "", ""},
	{TEMPLATE_HELP, "help.txt", "", LEAVE, "help.3@example.net"},
	{TEMPLATE_LEAVE, "leave.txt", "", LEAVE, ""},
	{TEMPLATE_LETTER, "letter.txt", ACTION, "", ""},
	{TEMPLATE_ADDRESS, "address.txt", ACTION, "", ""},
	{TEMPLATE_OWNER, "owner.txt", ACTION, "", ""},
	{TEMPLATE_UNCLEAR, "unclear.txt", "", "", ""},
	{TEMPLATE_ENCRYPTED, "encrypted.txt", "", "", "shut.4@example.net"},
};

/* The model of a notice with all that may be in it. */
static struct value *notice_of(const struct render_list *list,
                               const char *action, const char *leave,
                               const char *other)
{
	return notice_model(&arena, list, str_of(READER), str_of(action),
	                    str_of(leave), str_of(other));
}

START_TEST(a_notice_is_the_golden_one)
{
	notice.template = mails[_i].template;
	notice.leave = str_of(mails[_i].leave);
	notice.in_reply_to = str_of(mails[_i].answers);
	notice.model = notice_of(&paper_list, mails[_i].action, mails[_i].leave,
	                         "ann@home.example");
	ck_assert_golden(&arena, mails[_i].golden, readable(composed()));
}
END_TEST

START_TEST(the_model_has_the_names_of_its_templates)
{
	const struct render_list empty = {.name = STR("x")};

	paper_check_names(&arena, notice.model, TEMPLATE_HELP);
	paper_check_names(&arena,
	                  notice_model(&arena, &empty, str_of(""), str_of(""),
	                               str_of(""), str_of("")),
	                  TEMPLATE_CONFIRM);
}
END_TEST

static bool has_line(struct str mail, const char *line)
{
	return str_find(mail, arena_printf(&arena, "\r\n%s\r\n", line)) !=
	       STR_NONE;
}

START_TEST(an_answer_of_a_machine_says_so)
{
	ck_assert(has_line(composed(), "Auto-Submitted: auto-replied"));
	ck_assert(has_line(composed(), "X-Auto-Response-Suppress: All"));
	notice.is_answer = false;
	ck_assert(has_line(composed(), "Auto-Submitted: auto-generated"));
}
END_TEST

START_TEST(an_answer_names_the_mail_that_it_answers)
{
	ck_assert_uint_eq(str_find(composed(), "In-Reply-To:"), STR_NONE);
	ck_assert_uint_eq(str_find(composed(), "References:"), STR_NONE);
	notice.in_reply_to = str_of("a.b@example.net");
	ck_assert(has_line(composed(), "In-Reply-To: <a.b@example.net>"));
	ck_assert(has_line(composed(), "References: <a.b@example.net>"));
}
END_TEST

static const struct {
	const char *before, *line;
} threads[] = {
	{"<x@y>", "References: <x@y> <a.b@example.net>"},
	/* once, and nothing that we could not write */
	{"<a.b@example.net> <x@y>", "References: <x@y> <a.b@example.net>"},
	{"x@y <p q> <x\001@y> <> <x@y", "References: <a.b@example.net>"},
	/* the last five of a long thread */
	{"<1@x> <2@x> <3@x> <4@x> <5@x> <6@x>",
         "References: <2@x> <3@x> <4@x> <5@x> <6@x> <a.b@example.net>"},
};

START_TEST(an_answer_stands_in_its_thread)
{
	notice.in_reply_to = str_of("a.b@example.net");
	notice.references = str_of(threads[_i].before);
	ck_assert(has_line(composed(), threads[_i].line));
}
END_TEST

START_TEST(a_message_id_that_we_could_not_write_is_not_named)
{
	static const char *const ids[] = {"a b@x>\r\nBcc: <c@x", "x", "<a@b>",
	                                  "a@b\001C", "\xff@x"};

	for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
		struct str mail;

		notice.in_reply_to = str_of(ids[i]);
		mail = composed();
		ck_assert_uint_eq(str_find(mail, "In-Reply-To:"), STR_NONE);
		ck_assert_uint_eq(str_find(mail, "References:"), STR_NONE);
		ck_assert_uint_eq(str_find(mail, "Bcc"), STR_NONE);
	}
}
END_TEST

START_TEST(answers_go_to_the_list_or_where_the_notice_says)
{
	ck_assert(has_line(composed(), "Reply-To: <courier@example.org>"));
	notice.reply_to = str_of("m@example.org");
	ck_assert(has_line(composed(), "Reply-To: <m@example.org>"));
	ck_assert_uint_eq(str_find(composed(), "Reply-To: <courier"), STR_NONE);
}
END_TEST

START_TEST(the_way_out_is_in_the_header_where_there_is_one)
{
	ck_assert_uint_eq(str_find(composed(), "List-Unsubscribe"), STR_NONE);
	notice.leave = str_of(LEAVE);
	ck_assert_uint_ne(str_find(composed(),
	                           "List-Unsubscribe:\r\n <mailto:" LEAVE
	                           ">\r\n"),
	                  STR_NONE);
}
END_TEST

START_TEST(mails_for_moderators_have_a_list_id_of_their_own)
{
	static const enum template_name desk[] = {TEMPLATE_QUEUE,
	                                          TEMPLATE_RECEIPT};

	ck_assert(has_line(composed(), "List-Id: \"The Harbour Courier\""
	                               " <courier.example.org>"));
	for (size_t i = 0; i < ARRAY_LEN(desk); i++) {
		notice.template = desk[i];
		ck_assert(has_line(composed(),
		                   "List-Id: \"The Harbour Courier\""
		                   " <mod.courier.example.org>"));
	}
}
END_TEST

START_TEST(the_confirmations_token_is_in_the_body_alone)
{
	struct str mail, head;

	notice.template = TEMPLATE_CONFIRM;
	notice.model = notice_model(&arena, &paper_list, str_of(READER),
	                            str_of(ACTION), str_of(""), str_of(""));
	mail = composed();
	head = str_slice(mail, 0, str_find(mail, "\r\n\r\n"));
	ck_assert_uint_eq(str_find(head, "c000g40r4"), STR_NONE);
	ck_assert_uint_ne(str_find(mail, "c000g40r4"), STR_NONE);
	/* STANDARDS 5.6a: 2 KB, and nothing of the request */
	ck_assert_uint_lt(mail.len, 2048);
}
END_TEST

START_TEST(its_message_id_is_made_of_what_is_unique)
{
	ck_assert(has_line(composed(),
	                   "Message-ID: <n.000g40r40m30e209185gr38e1w"
	                   "@mail.example.org>"));
}
END_TEST

START_TEST(what_may_not_stand_in_a_header_is_refused)
{
	struct str mail = str_of("as was");

	notice.to = str_of("a@b.example>\r\nBcc: <c@d.example");
	ck_assert_int_eq(compose(&mail), ERR_INPUT);
	ck_assert_text(mail, "as was");
}
END_TEST

static const struct {
	const char *id;
	bool expected;
} ids[] = {
	{"n.000g40r40m30e209185gr38e1w@mail.example.org", true},
	{"n.1@MAIL.example.org", true},
	{"d1.000g40r40m30e209@mail.example.org", false},
	{"n.1@example.org", false},
	{"n.1@evil.test@mail.example.org", true},
	{"n.1@mail.example.org.evil.test", false},
	{"n.1", false},
	{"", false},
};

START_TEST(an_id_is_a_notices_by_its_form)
{
	ck_assert_int_eq(
		notice_is_id(str_of(ids[_i].id), str_of("mail.example.org")),
		ids[_i].expected);
	ck_assert_text(notice_id(&arena, str_of("7"), str_of("x.org")),
	               "n.7@x.org");
}
END_TEST

START_TEST(a_long_title_is_laid_out)
{
	struct render_list list = paper_list;
	struct str mail, line;
	struct why why;

	list.title = str_of("The Very Long Newspaper of the Harbour, the "
	                    "Lighthouse and the Seven Islands in Front of It");
	for (int i = TEMPLATE_CONFIRM; i <= TEMPLATE_OWNER; i++) {
		notice.template = (enum template_name)i;
		notice.model =
			notice_of(&list, ACTION, LEAVE, "ann@home.example");
		ck_assert_int_eq(notice_compose(&arena, &templates, &list,
		                                &notice, 0, 0, &mail, &why),
		                 OK);
		while (str_next_line(&mail, &line))
			ck_assert_uint_le(line.len, 78);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("notice");
	TCase *mail = tcase_create("notice_compose");
	TCase *model = tcase_create("notice_model");

	tcase_add_checked_fixture(mail, fresh_notice, drop_arena);
	tcase_add_loop_test(mail, a_notice_is_the_golden_one, 0,
	                    ARRAY_LEN(mails));
	tcase_add_test(mail, an_answer_of_a_machine_says_so);
	tcase_add_test(mail, an_answer_names_the_mail_that_it_answers);
	tcase_add_loop_test(mail, an_answer_stands_in_its_thread, 0,
	                    ARRAY_LEN(threads));
	tcase_add_test(mail, a_message_id_that_we_could_not_write_is_not_named);
	tcase_add_test(mail, answers_go_to_the_list_or_where_the_notice_says);
	tcase_add_test(mail, the_way_out_is_in_the_header_where_there_is_one);
	tcase_add_test(mail, mails_for_moderators_have_a_list_id_of_their_own);
	tcase_add_test(mail, the_confirmations_token_is_in_the_body_alone);
	tcase_add_test(mail, its_message_id_is_made_of_what_is_unique);
	tcase_add_test(mail, what_may_not_stand_in_a_header_is_refused);
	tcase_add_test(mail, a_long_title_is_laid_out);
	tcase_add_loop_test(mail, an_id_is_a_notices_by_its_form, 0,
	                    ARRAY_LEN(ids));
	suite_add_tcase(s, mail);

	tcase_add_checked_fixture(model, fresh_notice, drop_arena);
	tcase_add_test(model, the_model_has_the_names_of_its_templates);
	suite_add_tcase(s, model);
	return s;
}
