#include "tests/suite.h"

#include "app/act.h"
#include "app/blocked.h"
#include "mailer/head.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
	DAY_S = 86400,
};

static struct site site;
static struct arena arena;
static struct why why;
static struct judgement judged;

static void open_site(void)
{
	site_in_memory(&site);
	store_add_subscriber(site.db, "news", "eve@work.example",
	                     SUBSCRIBER_ACTIVE);
	why = (struct why){""};
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

static void block(const char *whom, const char *list, int64_t expires_at)
{
	struct block row = {.list = str_of(list),
	                    .actor = str_of("ida@example.org"),
	                    .reason = str_of("insults"),
	                    .added_at = NOW - 10,
	                    .expires_at = expires_at};

	ck_assert_msg(blocked_read(&arena, str_of(whom), &row, &why) == OK,
	              "%s", why.text);
	store_begin(site.db);
	ck_assert_msg(blocks_add(site.db, &row, &row.id, &why) == OK, "%s",
	              why.text);
	store_commit(site.db);
}

/* The class of a letter by `from` with Eve's token and `text`, and what it
 * makes: comments and mails. */
static enum letter_class take(const char *from, const char *text)
{
	static int n;
	struct mail mail = {.n_from = 0};
	struct letter letter = {0};
	struct act act = {&site, &arena, &letter, &mail, &judged, NOW};
	char token[TOKEN_MAX + 1];
	struct str to;

	letter.id = store_add_letter(site.db, arena_printf(&arena, "%d", ++n),
	                             "raw");
	token_format_reply(&site.keys, str_of("news"),
	                   store_number(site.db, "SELECT pid FROM subscribers"),
	                   0, token_day(NOW), token);
	to = str_of(arena_printf(&arena, "news+%s@example.org", token));
	head_read(&arena,
	          str_of(arena_printf(&arena, "From: <%s>\r\n\r\n", from)),
	          &mail);
	mail.recipients = &to;
	mail.n_recipients = 1;
	mail.text = str_of(text);
	ck_assert_msg(judge_mail(&site, &arena, &mail, NOW, &judged, &why) ==
	                      OK,
	              "%s", why.text);
	store_begin(site.db);
	ck_assert_msg(act_on(&act, &why) == OK, "%s", why.text);
	store_commit(site.db);
	return judged.class;
}

static int64_t comments(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM comments");
}

static int64_t mails(void)
{
	return store_number(site.db, "SELECT COUNT(*) FROM deliveries");
}

static const struct {
	const char *word, *pattern; /* NULL: it is refused */
	enum block_kind kind;
} words[] = {
	{"eve@example.org", "eve@example.org", BLOCK_ADDRESS},
	{" eve@EXAMPLE.org ", "eve@example.org", BLOCK_ADDRESS},
	{"example.org", "example.org", BLOCK_DOMAIN},
	{"@example.org", "example.org", BLOCK_DOMAIN},
	{"B\xc3\xbc"
         "cher.example",
         "xn--bcher-kva.example", BLOCK_DOMAIN},
	{"*@mail-?.example", "*@mail-?.example", BLOCK_EXPRESSION},
	{"*eve*", "*eve*", BLOCK_EXPRESSION},
	{"*", NULL, 0},
	{"*@*", NULL, 0},
	{"?*@", NULL, 0},
	{"* @example.org", NULL, 0},
	{"", NULL, 0},
	{"eve", NULL, 0},
	{"eve@", NULL, 0},
	{"eve eve@example.org", NULL, 0},
};

START_TEST(read_takes_addresses_domains_and_expressions)
{
	struct block row = {0};
	enum err err = blocked_read(&arena, str_of(words[_i].word), &row, &why);

	ck_assert_msg(err == (words[_i].pattern ? OK : ERR_INPUT), "%s: %s",
	              words[_i].word, why.text);
	if (err)
		return;
	ck_assert_int_eq(row.kind, words[_i].kind);
	ck_assert_text(row.pattern, words[_i].pattern);
}
END_TEST

START_TEST(a_blocked_writers_letter_makes_no_comment_and_no_mail)
{
	ck_assert_int_eq(take("eve@work.example", "You are wrong.\n"),
	                 CLASS_COMMENT);
	ck_assert_int_eq(comments(), 1);
	block("eve@work.example", "news", NOW + DAY_S);
	ck_assert_int_eq(take("eve@work.example", "You are wrong!\n"),
	                 CLASS_BLOCKED);
	ck_assert_int_eq(comments(), 1);
	ck_assert_int_eq(mails(), 1); /* that the first one is held */
	ck_assert_uint_ne(str_find(story_text(&judged.story),
	                           "its writer is blocked until 25 November"),
	                  STR_NONE);
	ck_assert_uint_ne(str_find(story_text(&judged.story),
	                           "set by ida@example.org: insults"),
	                  STR_NONE);
}
END_TEST

START_TEST(a_letter_without_words_is_not_answered_either)
{
	block("eve@work.example", "", 0);
	ck_assert_int_eq(take("eve@work.example", "\n"), CLASS_BLOCKED);
	ck_assert_int_eq(mails(), 0);
}
END_TEST

START_TEST(a_block_follows_the_token_to_another_address)
{
	block("eve@work.example", "news", 0);
	ck_assert_int_eq(take("eve@home.example", "You are wrong!\n"),
	                 CLASS_BLOCKED);
	ck_assert_int_eq(mails(), 0); /* she is not asked whether it is hers */
}
END_TEST

START_TEST(T08_an_address_is_blocked_whosever_token_it_uses)
{
	block("mallory@home.example", "news", 0);
	ck_assert_int_eq(take("mallory@home.example", "I am Eve.\n"),
	                 CLASS_BLOCKED);
	ck_assert_int_eq(take("eve@work.example", "I am Eve.\n"),
	                 CLASS_COMMENT);
}
END_TEST

START_TEST(a_block_of_another_list_or_time_is_none)
{
	block("eve@work.example", "sports", 0);
	block("eve@work.example", "news", NOW);
	ck_assert_int_eq(take("eve@work.example", "You are wrong.\n"),
	                 CLASS_COMMENT);
}
END_TEST

START_TEST(who_is_blocked_can_still_leave)
{
	block("work.example", "", 0);
	ck_assert_int_eq(take("eve@work.example", "unsubscribe\n"),
	                 CLASS_COMMAND);
	ck_assert_int_eq(mails(), 1); /* the question whether she meant it */
}
END_TEST

static int64_t comment_of(const char *from)
{
	int64_t letter = store_add_letter(site.db, from, "raw");
	struct comment row = {.list = STR("news"),
	                      .reader = 1,
	                      .letter = letter,
	                      .is_verified = true,
	                      .answer = 1,
	                      .state = COMMENT_HELD};
	int64_t id = 0;

	store_run(site.db, arena_printf(&arena,
	                                "UPDATE letters SET from_addr = '%s'"
	                                " WHERE id = %lld",
	                                from, (long long)letter));
	store_begin(site.db);
	ck_assert_int_eq(comment_add(site.db, &row, NULL, 0, &id, &why), OK);
	store_commit(site.db);
	return id;
}

static enum err add_writer(int64_t id, struct block *row)
{
	enum err err;

	store_begin(site.db);
	err = blocked_add_writer(&site, &arena, id, str_of("ida@example.org"),
	                         str_of("insults"), NOW, NOW + DAY_S, row,
	                         &why);
	store_commit(site.db);
	return err;
}

START_TEST(add_writer_blocks_the_address_that_the_comment_came_from)
{
	struct block row = {0};

	ck_assert_int_eq(add_writer(comment_of("Eve@work.example"), &row), OK);
	ck_assert_int_gt(row.id, 0);
	ck_assert_text(row.list, "news");
	ck_assert_int_eq(row.expires_at, NOW + DAY_S);
	ck_assert_int_eq(take("eve@work.example", "Again.\n"), CLASS_BLOCKED);
	ck_assert_int_eq(add_writer(99, &row), ERR_ABSENT);
}
END_TEST

START_TEST(T42_add_writer_blocks_nobody_with_a_role_of_the_list)
{
	struct block row = {0};

	ck_assert_int_eq(add_writer(comment_of("admin@example.org"), &row),
	                 ERR_DENIED);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM blocks"),
	                 0);
}
END_TEST

START_TEST(T08_add_writer_blocks_nobody_for_what_is_not_proven_theirs)
{
	struct block row = {0};
	int64_t id = comment_of("eve@work.example");

	store_run(site.db, "UPDATE comments SET is_verified = 0");
	ck_assert_int_eq(add_writer(id, &row), ERR_DENIED);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM blocks"),
	                 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("blocked");
	TCase *t = tcase_create("blocked");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_loop_test(t, read_takes_addresses_domains_and_expressions, 0,
	                    ARRAY_LEN(words));
	tcase_add_test(t,
	               a_blocked_writers_letter_makes_no_comment_and_no_mail);
	tcase_add_test(t, a_letter_without_words_is_not_answered_either);
	tcase_add_test(t, a_block_follows_the_token_to_another_address);
	tcase_add_test(t, T08_an_address_is_blocked_whosever_token_it_uses);
	tcase_add_test(t, a_block_of_another_list_or_time_is_none);
	tcase_add_test(t, who_is_blocked_can_still_leave);
	tcase_add_test(
		t, add_writer_blocks_the_address_that_the_comment_came_from);
	tcase_add_test(t, T42_add_writer_blocks_nobody_with_a_role_of_the_list);
	tcase_add_test(
		t, T08_add_writer_blocks_nobody_for_what_is_not_proven_theirs);
	suite_add_tcase(s, t);
	return s;
}
