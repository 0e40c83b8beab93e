#include "tests/suite.h"

#include "app/act.h"
#include "store/tokens.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
};

static struct site site;
static struct arena arena;
static struct str to; /* the address that confirms */

/* Ann's subscription waits for her yes, or is gone and can be undone. */
static void open_site(void)
{
	uint8_t chance[TOKEN_RANDOM_LEN] = {7};
	char token[TOKEN_MAX + 1], hash[2 * HASH_LEN + 1];
	struct why why = {""};

	site_in_memory(&site);
	store_add_subscriber(site.db, "news", "ann@work.example",
	                     SUBSCRIBER_PENDING);
	token_format_random(TOKEN_CONFIRM, chance, token, hash);
	ck_assert_int_eq(token_store(site.db, str_of(hash), str_of("confirm"),
	                             1, NOW, NOW + 72 * 3600, &why),
	                 OK);
	to = str_of(arena_printf(&arena, "news+%s@example.org", token));
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

/* A mail to that address; its story. */
static struct str says(struct mail mail)
{
	static int n;
	struct letter letter = {
		.id = store_add_letter(
			site.db, arena_printf(&arena, "a%d", n++), "raw")};
	struct judgement j;
	struct act act = {&site, &arena, &letter, &mail, &j, NOW + 60};
	struct why why = {""};

	mail.from_addr = str_of("ann@work.example");
	mail.n_from = 1;
	mail.recipients = &to;
	mail.n_recipients = 1;
	ck_assert_int_eq(judge_mail(&site, &arena, &mail, NOW, &j, &why), OK);
	store_begin(site.db);
	ck_assert_msg(act_on(&act, &why) == OK, "%s", why.text);
	store_commit(site.db);
	return story_kept(&j.story);
}

static bool is_active(void)
{
	return store_number(site.db,
	                    "SELECT COUNT(*) FROM subscribers WHERE state = 1");
}

static int64_t n_told(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM deliveries WHERE"
	                             " kind = 'unclear' AND has_verp = 0"
	                             " AND address = 'ann@work.example'");
}

static const struct {
	const char *subject, *text;
	bool is_told;
} others[] = {
	{"", "No thanks! I did not ask for this.", false},
	{"No thanks", "", false},
	{"", "That was not me", true},
	{"I never asked", "", true},
	{"", "What is this?", true},
};

START_TEST(nobody_is_subscribed_by_other_words)
{
	struct mail mail = {.subject = str_of(others[_i].subject),
	                    .text = str_of(others[_i].text)};

	says(mail);
	says(mail);
	ck_assert(!is_active());
	ck_assert_int_eq(n_told(), others[_i].is_told);
}
END_TEST

static const char *const yeses[] = {"", "Yes!", "-- \nAnn", "*ja*"};

START_TEST(an_unclear_answer_leaves_the_question_open)
{
	says((struct mail){.text = str_of("What is this?")});
	says((struct mail){.text = str_of(yeses[_i])});
	ck_assert(is_active());
}
END_TEST

START_TEST(what_cannot_be_read_is_unclear)
{
	says((struct mail){.is_encrypted = true});
	ck_assert(!is_active());
	ck_assert_int_eq(n_told(), 1);
}
END_TEST

START_TEST(no_machine_is_told)
{
	struct mail_field field = {STR("List-Id"), STR("<a.b>")};
	struct mail mail = {.text = str_of("What is this?"), .n_fields = 1};

	mail.fields = &field;
	says(mail);
	ck_assert(!is_active());
	ck_assert_int_eq(n_told(), 0);
}
END_TEST

START_TEST(when_it_is_over_nobody_is_told)
{
	struct str story;

	says((struct mail){.text = str_of("yes")});
	story = says((struct mail){.text = str_of("What is this?")});
	ck_assert_uint_ne(str_find(story, "used already"), STR_NONE);
	ck_assert_int_eq(n_told(), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("unclear");
	TCase *t = tcase_create("unclear_tell");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_loop_test(t, nobody_is_subscribed_by_other_words, 0,
	                    ARRAY_LEN(others));
	tcase_add_loop_test(t, an_unclear_answer_leaves_the_question_open, 0,
	                    ARRAY_LEN(yeses));
	tcase_add_test(t, what_cannot_be_read_is_unclear);
	tcase_add_test(t, no_machine_is_told);
	tcase_add_test(t, when_it_is_over_nobody_is_told);
	suite_add_tcase(s, t);
	return s;
}
