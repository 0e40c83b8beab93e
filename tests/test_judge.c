#include "app/judge.h"

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

/* The class of a mail whose text is `text`, by its form alone. */
static enum letter_class read_as(const char *text, struct judgement *judgement)
{
	const char *raw = arena_printf(&arena,
	                               "From: ann@example.net\n"
	                               "Subject: Re: News\n\n%s",
	                               text);
	struct mail mail;
	struct why why = {""};

	ck_assert_int_eq(
		parse_mail(&arena, str_of(raw), str_of("en"), &mail, &why), OK);
	ck_assert_int_eq(judge_mail(NULL, &arena, &mail, NOW, judgement, &why),
	                 OK);
	return judgement->class;
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
	suite_add_tcase(s, judge);
	return s;
}
