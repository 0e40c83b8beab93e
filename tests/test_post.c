#include "tests/suite.h"

#include <string.h>

#include "app/post.h"
#include "store/deliveries.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	DAY_S = 86400,
	NOW = 1795501800,
};

static struct site site;
static struct str ann = STR("ann@example.net");

static void open_site(void)
{
	site_in_memory(&site);
}

static void close_site(void)
{
	site_close(&site);
}

/* A notice of `kind` from list `list` was planned at `at`, which a stranger may
 * have caused unless it is "help". */
static void post_to(struct str address, const char *list, const char *kind,
                    int64_t at)
{
	const struct delivery notice = {
		.list = str_of(list),
		.kind = str_of(kind),
		.address = address,
		.is_asked_of = strcmp(kind, "help") != 0,
		.planned_at = at,
	};
	struct why why;
	int64_t id = 0;

	ck_assert_int_eq(delivery_add_notice(site.db, &notice, &id, &why), OK);
}

static void post(const char *list, const char *kind, int64_t at)
{
	post_to(ann, list, kind, at);
}

/* May list 0, "news", or 1, "sports", send `address` another one? */
static bool may(size_t list, const char *kind, struct str address)
{
	struct why why;
	bool is_allowed = false;

	ck_assert_int_eq(post_allowed(&site, &site.config.lists[list], kind,
	                              address, NOW, &is_allowed, &why),
	                 OK);
	return is_allowed;
}

static const char *const questions[] = {"confirm", "address", "owner",
                                        "letter",  "leave",   "writer"};

START_TEST(strangers_cause_three_mails_a_day_over_all_lists_and_kinds)
{
	post("news", "address", NOW - 60);
	post("sports", "letter", NOW - 50);
	for (size_t i = 0; i < ARRAY_LEN(questions); i++)
		ck_assert(may(0, questions[i], ann));
	post("sports", "leave", NOW - 40);
	for (size_t i = 0; i < ARRAY_LEN(questions); i++) {
		ck_assert(!may(0, questions[i], ann));
		ck_assert(!may(1, questions[i], ann));
		ck_assert(!may(0, questions[i], str_of("Ann@EXAMPLE.net")));
		ck_assert(may(0, questions[i], str_of("bob@example.net")));
	}
	ck_assert(may(0, "welcome", ann));
}
END_TEST

START_TEST(strangers_cause_six_mails_a_month)
{
	for (int i = 1; i <= 5; i++)
		post("news", "leave", NOW - i * 4 * DAY_S);
	ck_assert(may(0, "leave", ann));
	post("sports", "confirm", NOW - 30 * DAY_S);
	ck_assert(may(0, "leave", ann)); /* the month is over */
	post("sports", "confirm", NOW - 30 * DAY_S + 1);
	ck_assert(!may(0, "leave", ann));
	ck_assert(!may(1, "confirm", ann));
	ck_assert(may(1, "help", ann));
}
END_TEST

START_TEST(all_spellings_of_a_mailbox_share_its_budget)
{
	post_to(str_of("Ann+a@example.net"), "news", "confirm", NOW - 60);
	post_to(str_of("ANN+b+c@Example.NET"), "sports", "confirm", NOW - 50);
	ck_assert(may(0, "leave", ann));
	post_to(str_of("ann@example.net"), "sports", "leave", NOW - 40);
	ck_assert(!may(0, "leave", ann));
	ck_assert(!may(0, "leave", str_of("ann+new@example.net")));
	ck_assert(may(0, "leave", str_of("an.n@example.net")));
	for (int i = 0; i < 3; i++)
		post_to(str_of("a.nn@gmail.com"), "news", "leave", NOW - 60);
	ck_assert(!may(1, "leave", str_of("An.n+x@gmail.com")));
}
END_TEST

START_TEST(strangers_cause_200_mails_an_hour_to_a_domain)
{
	struct arena arena = {0};

	for (int i = 0; i < 199; i++)
		post_to(str_of(arena_printf(&arena, "u%d@Example.net", i)),
		        "news", "confirm", NOW - 3599);
	ck_assert(may(0, "confirm", ann));
	post_to(str_of("v@example.net"), "news", "confirm", NOW - 3600);
	ck_assert(may(0, "confirm", ann)); /* the hour is over */
	post_to(str_of("w@example.net"), "sports", "leave", NOW - 3599);
	ck_assert(!may(0, "confirm", ann));
	ck_assert(!may(1, "leave", ann));
	ck_assert(may(1, "help", ann));
	ck_assert(may(0, "confirm", str_of("ann@sub.example.net")));
	arena_free(&arena);
}
END_TEST

START_TEST(mails_of_yesterday_do_not_count)
{
	for (size_t i = 0; i < 5; i++) /* six are a month's */
		post("news", questions[i], NOW - DAY_S - 1);
	for (size_t i = 0; i < ARRAY_LEN(questions); i++)
		ck_assert(may(0, questions[i], ann));
}
END_TEST

START_TEST(a_list_asks_for_a_confirmation_once_a_day)
{
	post("news", "confirm", NOW - 60);
	ck_assert(!may(0, "confirm", ann));
	ck_assert(may(1, "confirm", ann));
	ck_assert(may(0, "leave", ann));
}
END_TEST

START_TEST(a_list_says_once_while_a_question_waits_how_to_answer)
{
	post("news", "unclear", NOW - 71 * 3600);
	ck_assert(!may(0, "unclear", ann));
	ck_assert(may(1, "unclear", ann));
	store_run(site.db, "DELETE FROM deliveries");
	post("news", "unclear", NOW - 73 * 3600);
	ck_assert(may(0, "unclear", ann));
}
END_TEST

START_TEST(other_answers_are_five_a_day_of_a_list_and_kind)
{
	for (int i = 0; i < 4; i++)
		post("news", "help", NOW - 60);
	ck_assert(may(0, "help", ann));
	post("news", "help", NOW - 60);
	ck_assert(!may(0, "help", ann));
	ck_assert(may(0, "goodbye", ann));
	ck_assert(may(1, "help", ann));
	ck_assert(may(0, "leave", ann)); /* and do not use up the others */
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("post");
	TCase *t = tcase_create("post_allowed");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(
		t, strangers_cause_three_mails_a_day_over_all_lists_and_kinds);
	tcase_add_test(t, strangers_cause_six_mails_a_month);
	tcase_add_test(t, all_spellings_of_a_mailbox_share_its_budget);
	tcase_add_test(t, strangers_cause_200_mails_an_hour_to_a_domain);
	tcase_add_test(t, mails_of_yesterday_do_not_count);
	tcase_add_test(t, a_list_asks_for_a_confirmation_once_a_day);
	tcase_add_test(t,
	               a_list_says_once_while_a_question_waits_how_to_answer);
	tcase_add_test(t, other_answers_are_five_a_day_of_a_list_and_kind);
	suite_add_tcase(s, t);
	return s;
}
