#include "app/judge.h"

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

Suite *suite(void)
{
	Suite *s = suite_create("judge");
	TCase *judge = tcase_create("judge_mail");

	tcase_add_checked_fixture(judge, set_up, tear_down);
	tcase_add_test(judge, a_mail_from_an_address_of_ours_is_a_loop);
	suite_add_tcase(s, judge);
	return s;
}
