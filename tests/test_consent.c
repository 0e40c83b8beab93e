#include "tests/suite.h"

#include "app/consent.h"
#include "store/tokens.h"
#include "tests/store_fixture.h"

#define ASKED "n.7@mail.example.org"

static struct site site;
static struct arena arena;
static struct why why;

static void open_site(void)
{
	struct str hash = str_of("0123abcd");

	site = (struct site){.db = store_in_memory(),
	                     .config = {.hostname = "mail.example.org"}};
	why = (struct why){""};
	store_add_subscriber(site.db, "news", "ann@work.example",
	                     SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(token_store(site.db, hash, str_of("address"), 1, 1000,
	                             2000, &why),
	                 OK);
	ck_assert_int_eq(token_set_mail(site.db, hash, str_of(ASKED), &why),
	                 OK);
}

static void close_site(void)
{
	db_close(&site.db);
	arena_free(&arena);
}

/* STANDARDS T-09: what answers a question of ours, and what does not. */
static const struct {
	const char *in_reply_to, *from, *text;
	size_t n_from;
	enum auth_verdict verdict;
	bool is_so, counts;
} rows[] = {
	{ASKED, "ann@work.example", "Yes", 1, AUTH_DMARC, true, true},
	{ASKED, "Ann@Work.example", "\nja.\n> no", 1, AUTH_DKIM, true, true},
	{ASKED, "ann@work.example", "No", 1, AUTH_DMARC, true, true},
	{ASKED, "ann@work.example", "Yes", 1, AUTH_SPF, true, false},
	{ASKED, "ann@work.example", "Yes", 1, AUTH_NONE, true, false},
	{ASKED, "ann@work.example", "Yes", 1, AUTH_FAIL, true, false},
	{ASKED, "ann@work.example", "Yes", 1, AUTH_OFF, true, false},
	{ASKED, "eve@evil.test", "Yes", 1, AUTH_DMARC, true, false},
	{ASKED, "ann@work.example", "Yes", 2, AUTH_DMARC, true, false},
	{ASKED, "ann@work.example", "I am away.\nYes", 1, AUTH_DMARC, true,
         false},
	{ASKED, "ann@work.example", "", 1, AUTH_DMARC, true, false},
	{ASKED, "ann@work.example", "> Yes", 1, AUTH_DMARC, true, false},
	{"n.8@mail.example.org", "ann@work.example", "Yes", 1, AUTH_DMARC, true,
         false},
	{"n.7@evil.test", "ann@work.example", "Yes", 1, AUTH_DMARC, false,
         false},
	{"d1.x@mail.example.org", "ann@work.example", "Yes", 1, AUTH_DMARC,
         false, false},
	{"", "ann@work.example", "Yes", 1, AUTH_DMARC, false, false},
};

START_TEST(an_answer_counts_when_all_agree)
{
	struct judgement j = {.story = {.arena = &arena},
	                      .auth = {rows[_i].verdict, {"", 0}}};
	struct mail mail = {.in_reply_to = str_of(rows[_i].in_reply_to),
	                    .from_addr = str_of(rows[_i].from),
	                    .n_from = rows[_i].n_from,
	                    .text = str_of(rows[_i].text)};
	bool is_so = !rows[_i].is_so;

	ck_assert_int_eq(consent_judge(&site, &arena, &mail, &j, &is_so, &why),
	                 OK);
	ck_assert_int_eq(is_so, rows[_i].is_so);
	ck_assert_int_eq(j.has_token, rows[_i].counts);
	if (rows[_i].counts) {
		ck_assert_int_eq(j.class, CLASS_COMMAND);
		ck_assert_int_eq(j.token.kind, TOKEN_CONFIRM);
		ck_assert_str_eq(j.token.secret_hash, "0123abcd");
	} else if (is_so) {
		ck_assert_int_eq(j.class, CLASS_JUNK);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("consent");
	TCase *t = tcase_create("consent_judge");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_loop_test(t, an_answer_counts_when_all_agree, 0,
	                    ARRAY_LEN(rows));
	suite_add_tcase(s, t);
	return s;
}
