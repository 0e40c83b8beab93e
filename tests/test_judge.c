#include "app/judge.h"

#include "base/buf.h"
#include "base/file.h"
#include "mailer/parse.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"
#include "tests/suite.h"

enum {
	NOW = 1795501800,
};

static struct site site;
static struct arena arena;

static void set_up(void)
{
	site_in_memory(&site);
}

static void tear_down(void)
{
	site_close(&site);
	arena_free(&arena);
}

static enum letter_class judged(const char *from, const char *text)
{
	struct str to[] = {STR("news@example.org")};
	const struct mail mail = {.from_addr = str_of(from),
	                          .n_from = 1,
	                          .subject = str_of(text),
	                          .text = str_of(text),
	                          .recipients = to,
	                          .n_recipients = 1};
	struct judgement judgement;
	struct why why = {""};

	ck_assert_msg(judge_mail(&site, &arena, &mail, NOW, &judgement, &why) ==
	                      OK,
	              "%s", why.text);
	return judgement.class;
}

/* Else two lists would subscribe each other, and answer for ever. */
START_TEST(a_mail_from_an_address_of_ours_is_a_loop)
{
	ck_assert_int_eq(judged("ann@example.net", "subscribe"), CLASS_COMMAND);
	ck_assert_int_eq(judged("sports@example.org", "subscribe"), CLASS_AUTO);
	ck_assert_int_eq(judged("News@example.org", "subscribe"), CLASS_AUTO);
}
END_TEST

/* The class of the mail `raw`, by its form alone. */
static enum letter_class read_raw(struct str raw, struct judgement *judgement)
{
	struct mail mail;
	struct why why = {""};

	ck_assert_int_eq(parse_mail(&arena, raw, str_of("en"), &mail, &why),
	                 OK);
	ck_assert_int_eq(judge_mail(NULL, &arena, &mail, NOW, judgement, &why),
	                 OK);
	return judgement->class;
}

/* The same of a person's mail whose text is `text`. */
static enum letter_class read_as(const char *text, struct judgement *judgement)
{
	return read_raw(str_of(arena_printf(&arena,
	                                    "From: ann@example.net\n"
	                                    "Subject: Re: News\n\n%s",
	                                    text)),
	                judgement);
}

START_TEST(without_a_site_a_mail_to_its_own_address_with_a_token_is_a_loop)
{
	static const struct {
		const char *to;
		enum letter_class class;
	} rows[] = {
		{"ann+4f97315cc828096c9cb3@example.net", CLASS_AUTO},
		{"Bert <b@example.net>, Ann+4f97315cc828096c9cb3@example.NET",
	         CLASS_AUTO},
		{"ann@example.net", CLASS_COMMENT},
		{"ann+test@example.net", CLASS_COMMENT},
		{"ann+4f97315cc828096c9cb3@example.org", CLASS_COMMENT},
		{"anne+4f97315cc828096c9cb3@example.net", CLASS_COMMENT},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *raw = arena_printf(&arena,
		                               "From: ann@example.net\n"
		                               "To: %s\n\nThe bridge.\n",
		                               rows[i].to);
		struct judgement judgement;
		struct mail mail;
		struct why why = {""};

		ck_assert_int_eq(parse_mail(&arena, str_of(raw), str_of("en"),
		                            &mail, &why),
		                 OK);
		ck_assert_int_eq(
			judge_mail(NULL, &arena, &mail, NOW, &judgement, &why),
			OK);
		ck_assert_int_eq(judgement.class, rows[i].class);
	}
}
END_TEST

#define CLOSED                                                                 \
	"-----BEGIN PGP MESSAGE-----\nVersion: 2\n\nhQEMA0x/+Zz0\n=njUN\n"     \
	"-----END PGP MESSAGE-----\n"

START_TEST(an_encrypted_message_in_the_text_is_no_comment)
{
	static const char *const texts[] = {
		CLOSED,
		"Hello,\n\n" CLOSED,
		"Dear editors,\n\n" CLOSED "\nBest wishes,\nAnn\n",
		CLOSED "\nOn 3 May 2024, News <news@example.org> wrote:\n"
		       "> The ferry sails again.\n",
	};
	struct judgement judgement;

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		ck_assert_msg(read_as(texts[i], &judgement) == CLASS_EMPTY,
		              "row %zu", i);
		ck_assert_uint_ne(str_find(story_text(&judgement.story),
		                           "it is encrypted"),
		                  STR_NONE);
	}
}
END_TEST

START_TEST(words_beside_an_encrypted_message_are_a_comment_in_doubt)
{
	struct judgement judgement;

	ck_assert_int_eq(
		read_as("The ferry must sail on Sundays too!\n\n" CLOSED,
	                &judgement),
		CLASS_COMMENT);
	ck_assert_uint_eq(judgement.reply.n_answers, 1);
	ck_assert_text(judgement.reply.answers[0].text,
	               "The ferry must sail on Sundays too!");
	ck_assert_int_lt(judgement.reply.answers[0].confidence, 50);
	ck_assert_uint_eq(judgement.reply.n_cuts, 1);
	ck_assert_int_eq(judgement.reply.cuts[0].kind, CUT_ENCRYPTED);
	ck_assert_text(judgement.reply.cuts[0].text, CLOSED);
}
END_TEST

/* As the servers and programs of their names write them; tests/mail/bounces. */
static const struct {
	const char *sample;
	enum letter_class class;
	const char *status; /* its class */
	bool is_hard;
	const char *recipients;
} reports[] = {
	{"qmail", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"qmail-remote", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"qmail-nohost", CLASS_BOUNCE, "5", true, "ann@gone.example"},
	{"qmail-long", CLASS_BOUNCE, "4", false, "ann@home.example"},
	{"yahoo", CLASS_BOUNCE, "5", true, "ann@mail.example"},
	{"yahoo-quota", CLASS_BOUNCE, "5", false, "ann@mail.example"},
	{"exim", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"exim-local", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"exim-delay", CLASS_BOUNCE, "4", false, "ann@home.example"},
	{"sendmail8", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"sendmail8-host", CLASS_BOUNCE, "5", true, "ann@gone.example"},
	{"sendmail8-warning", CLASS_BOUNCE, "4", false, "ann@home.example"},
	{"sendmail5", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"exchange55", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"exchange55-full", CLASS_BOUNCE, "5", false, "ann@home.example"},
	{"exchange2003", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"lotus", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"domino-route", CLASS_BOUNCE, "5", false, "ann@home.example"},
	{"groupwise", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"groupwise-noname", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"imail", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"imail-user", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"imail-full", CLASS_BOUNCE, "5", false, "ann@home.example"},
	{"mdaemon", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"compuserve", CLASS_BOUNCE, "5", true, ""},
	{"aol", CLASS_BOUNCE, "5", false, "annannann@aol.example"},
	{"aol-unknown", CLASS_BOUNCE, "5", true, "annann@aol.example"},
	{"msn", CLASS_BOUNCE, "5", false, "ann@msn.example"},
	{"postini", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"x400", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"ims", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"merak", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"mercury", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"smail", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"pmdf", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"surfcontrol", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"messagelabs", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"polish", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"spamblock", CLASS_BOUNCE, "5", false, "ann@home.example"},
	{"postfix-text", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"courier", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"interscan", CLASS_BOUNCE, "5", false, "ann@home.example"},
	{"gmail", CLASS_BOUNCE, "5", true, "ann@gmail.example"},
	{"gmail-quota", CLASS_BOUNCE, "4", false, "ann@gmail.example"},
	{"vacation", CLASS_AUTO, "", false, ""},
	{"aol-vacation", CLASS_AUTO, "", false, ""},
	{"exchange-ooo", CLASS_AUTO, "", false, ""},
	{"challenge", CLASS_AUTO, "", false, ""},
	{"earthlink-cr", CLASS_AUTO, "", false, ""},
	{"polish-autoreply", CLASS_AUTO, "", false, ""},
	{"virus-notice", CLASS_AUTO, "", false, ""},
	{"person-about-bounce", CLASS_COMMENT, "", false, ""},
	{"dsn", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"dsn-nostatus", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"dsn-mixed", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"dsn-overquota", CLASS_BOUNCE, "5", false, "ann@home.example"},
	{"dsn-delayed", CLASS_BOUNCE, "4", false, "ann@home.example"},
	{"iplanet", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"notes-mixed", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"groupwise7", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"hotmail-html", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"office365-html", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"earthlink", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"att", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"juno", CLASS_BOUNCE, "5", true, "ann@juno.example"},
	{"zap", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"bigfoot", CLASS_BOUNCE, "5", true, "ann@bigfoot.example"},
	{"netscape", CLASS_BOUNCE, "5", false, "ann@home.example"},
	{"intermail", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"netmail", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"sendmail-5days", CLASS_BOUNCE, "4", false, "ann@home.example"},
	{"vpopmail-quota", CLASS_BOUNCE, "5", false, "ann@home.example"},
	{"qmail-many", CLASS_BOUNCE, "5", true,
         "ann@home.example,bo@home.example"},
	{"german", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"mailmarshal", CLASS_BOUNCE, "5", true, "ann@home.example"},
	{"barracuda", CLASS_BOUNCE, "5", false, "ann@home.example"},
	{"spamarrest", CLASS_AUTO, "", false, ""},
	{"unix-vacation", CLASS_AUTO, "", false, ""},
	{"groupwise-ooo", CLASS_AUTO, "", false, ""},
	{"mdn", CLASS_AUTO, "", false, ""},
	{"person-forward", CLASS_COMMENT, "", false, ""},
	{"person-away", CLASS_COMMENT, "", false, ""},
};

START_TEST(a_report_of_any_form_tells_whom_it_is_about)
{
	const char *path = arena_printf(&arena, "tests/mail/bounces/%s.eml",
	                                reports[_i].sample);
	struct judgement j;
	struct why why = {""};
	struct buf names = BUF_INIT(1000);
	struct str raw;

	ck_assert_int_eq(file_read(&arena, path, 100000, &raw, &why), OK);
	ck_assert_int_eq(read_raw(raw, &j), reports[_i].class);
	for (size_t i = 0; i < j.bounce.n; i++) {
		const struct bounce_recipient *one = &j.bounce.recipients[i];

		buf_adds(&names, i > 0 ? "," : "");
		buf_add(&names, one->address);
		ck_assert_text(str_slice(one->status, 0, 1),
		               reports[_i].status);
		ck_assert_int_eq(one->is_hard, reports[_i].is_hard);
	}
	ck_assert_int_eq(j.bounce.n > 0, reports[_i].class == CLASS_BOUNCE);
	ck_assert_text(buf_str(&names), reports[_i].recipients);
	buf_free(&names);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("judge");
	TCase *judge = tcase_create("judge_mail");

	tcase_add_checked_fixture(judge, set_up, tear_down);
	tcase_add_test(judge, a_mail_from_an_address_of_ours_is_a_loop);
	tcase_add_test(
		judge,
		without_a_site_a_mail_to_its_own_address_with_a_token_is_a_loop);
	tcase_add_test(judge, an_encrypted_message_in_the_text_is_no_comment);
	tcase_add_test(
		judge,
		words_beside_an_encrypted_message_are_a_comment_in_doubt);
	tcase_add_loop_test(judge, a_report_of_any_form_tells_whom_it_is_about,
	                    0, ARRAY_LEN(reports));
	suite_add_tcase(s, judge);
	return s;
}
