#include "tests/suite.h"

#include "app/act.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
	HOUR_S = 3600,
};

static struct site site;
static struct arena arena;

static void open_site(void)
{
	site_in_memory(&site);
	store_add_subscriber(site.db, "news", "ann@work.example",
	                     SUBSCRIBER_ACTIVE);
	store_add_article(site.db, "news", "bridge");
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

/* Ann's reader has sent `n` comments more at `at`. */
static void had(int n, bool is_verified, int64_t at)
{
	while (n-- > 0) {
		int64_t id = store_add_comment(site.db, 1, COMMENT_HELD);

		store_run(site.db,
		          arena_printf(&arena,
		                       "UPDATE comments SET reader = 1,"
		                       " is_verified = %d, received_at = %lld"
		                       " WHERE id = %lld",
		                       is_verified, (long long)at,
		                       (long long)id));
	}
}

/* A letter with Ann's token from `from`;
 * what becomes of it. */
static enum letter_class writes(const char *from)
{
	struct mail mail = {.n_from = 1,
	                    .from_addr = str_of(from),
	                    .text = str_of("Green suits the harbour.\n")};
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
	mail.recipients = &to;
	mail.n_recipients = 1;
	ck_assert_int_eq(judge_mail(&site, &arena, &mail, NOW, &j, &why), OK);
	ck_assert_int_eq(j.class, CLASS_COMMENT);
	store_begin(site.db);
	ck_assert_msg(act_on(&act, &why) == OK, "%s", why.text);
	store_commit(site.db);
	return j.class;
}

static const struct {
	int n;
	bool is_verified;
	int64_t ago_s;
	const char *from;
	enum letter_class class;
} floods[] = {
	{9, true, HOUR_S - 1, "ann@work.example", CLASS_COMMENT},
	{10, true, HOUR_S - 1, "ann@work.example", CLASS_FLOOD},
	{10, true, HOUR_S, "ann@work.example", CLASS_COMMENT},
	{29, true, 24 * HOUR_S - 1, "ann@work.example", CLASS_COMMENT},
	{30, true, 24 * HOUR_S - 1, "ann@work.example", CLASS_FLOOD},
	{30, true, 24 * HOUR_S, "ann@work.example", CLASS_COMMENT},
	/* What may be somebody else's fills up nobody's share but its own. */
	{30, false, 60, "ann@work.example", CLASS_COMMENT},
	{30, true, 60, "eve@evil.example", CLASS_COMMENT},
	{30, false, 60, "eve@evil.example", CLASS_FLOOD},
};

START_TEST(a_reader_has_ten_comments_an_hour_and_thirty_a_day)
{
	had(floods[_i].n, floods[_i].is_verified, NOW - floods[_i].ago_s);
	ck_assert_int_eq(writes(floods[_i].from), floods[_i].class);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM comments"),
	                 floods[_i].n + (floods[_i].class == CLASS_COMMENT));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("act");
	TCase *t = tcase_create("act_on");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_loop_test(t,
	                    a_reader_has_ten_comments_an_hour_and_thirty_a_day,
	                    0, ARRAY_LEN(floods));
	suite_add_tcase(s, t);
	return s;
}
