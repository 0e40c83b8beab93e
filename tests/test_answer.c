#include "tests/suite.h"

#include "app/answer.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
};

static struct site site;
static struct arena arena;
static struct judgement judgement;
static struct letter letter;
static struct mail mail;
static struct act act;

static void open_site(void)
{
	site_in_memory(&site);
	store_add_subscriber(site.db, "news", "ann@example.net",
	                     SUBSCRIBER_ACTIVE);
	judgement = (struct judgement){.list = &site.config.lists[0],
	                               .story = {.arena = &arena}};
	letter = (struct letter){.id = store_add_letter(site.db, "1", "raw")};
	mail = (struct mail){.message_id = STR("ask.1@example.net")};
	act = (struct act){&site, &arena, &letter, &mail, &judgement, NOW};
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

static void send(struct answer answer)
{
	struct why why = {""};

	answer.to = str_of("ann@example.net");
	answer.action = str_of("news+c1@example.org");
	answer.leave = str_of("news+u1@example.org");
	store_begin(site.db);
	ck_assert_msg(answer_send(&act, &answer, &why) == OK, "%s", why.text);
	store_commit(site.db);
}

/* The last mail has `words` in it. */
static bool says(const char *words)
{
	struct db_row row;
	struct why why;

	ck_assert_int_eq(db_one(site.db, &arena,
	                        "SELECT bytes FROM notices"
	                        " ORDER BY delivery DESC LIMIT 1",
	                        NULL, 0, &row, &why),
	                 OK);
	return str_find(db_text(&row, 0), words) != STR_NONE;
}

static int64_t n_mails(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM notices");
}

START_TEST(an_answer_belongs_to_its_letter)
{
	send((struct answer){
		.kind = "help", .template = TEMPLATE_HELP, .subscriber = 1});
	ck_assert_int_eq(n_mails(), 1);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM deliveries WHERE"
	                              " letter = 1 AND subscriber = 1"
	                              " AND kind = 'help' AND list = 'news'"
	                              " AND address = 'ann@example.net'"),
	                 1);
	ck_assert(says("In-Reply-To: <ask.1@example.net>"));
	ck_assert(says("Auto-Submitted: auto-replied"));
	ck_assert_uint_eq(judgement.story.n, 1);
}
END_TEST

START_TEST(nothing_of_a_strangers_letter_is_in_it)
{
	send((struct answer){.kind = "leave",
	                     .template = TEMPLATE_LEAVE,
	                     .subscriber = 1,
	                     .is_stranger = true});
	ck_assert(!says("ask.1@example.net"));
}
END_TEST

static const struct {
	enum template_name template;
	bool has_verp;
} paths[] = {
	{TEMPLATE_CONFIRM, true},  {TEMPLATE_WELCOME, true},
	{TEMPLATE_GOODBYE, false}, {TEMPLATE_HELP, false},
	{TEMPLATE_LEAVE, true},    {TEMPLATE_LETTER, true},
	{TEMPLATE_ADDRESS, true},  {TEMPLATE_OWNER, false},
	{TEMPLATE_UNCLEAR, false},
};

START_TEST(what_asks_or_begins_something_may_bounce)
{
	send((struct answer){.kind = "help",
	                     .template = paths[_i].template,
	                     .subscriber = 1});
	ck_assert_int_eq(
		store_number(site.db, "SELECT has_verp FROM deliveries"),
		paths[_i].has_verp);
}
END_TEST

START_TEST(over_its_budget_nothing_is_sent_and_the_story_says_so)
{
	const struct answer answer = {
		.kind = "help", .template = TEMPLATE_HELP, .subscriber = 1};
	bool is_allowed = false;
	struct why why;

	for (int i = 0; i < 7; i++)
		send(answer);
	ck_assert_int_eq(n_mails(), 5);
	ck_assert_uint_ne(
		str_find(story_kept(&judgement.story),
	                 "no help mail: this address had its share, or"),
		STR_NONE);
	ck_assert_int_eq(answer_allowed(&act, "help", str_of("ann@example.net"),
	                                &is_allowed, &why),
	                 OK);
	ck_assert(!is_allowed);
	ck_assert_int_eq(answer_allowed(&act, "help", str_of("bob@example.net"),
	                                &is_allowed, &why),
	                 OK);
	ck_assert(is_allowed);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("answer");
	TCase *t = tcase_create("answer_send");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, an_answer_belongs_to_its_letter);
	tcase_add_test(t, nothing_of_a_strangers_letter_is_in_it);
	tcase_add_loop_test(t, what_asks_or_begins_something_may_bounce, 0,
	                    ARRAY_LEN(paths));
	tcase_add_test(t,
	               over_its_budget_nothing_is_sent_and_the_story_says_so);
	suite_add_tcase(s, t);
	return s;
}
