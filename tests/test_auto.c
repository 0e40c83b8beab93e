#include "tests/suite.h"

#include "digest/auto.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static bool is_sent(const char *subject, const char *name, const char *value)
{
	struct mail_field field = {str_of(name), str_of(value)};
	struct mail mail = {.fields = &field,
	                    .n_fields = name ? 1 : 0,
	                    .subject = str_of(subject),
	                    .from_addr = str_of("ann@example.org")};
	struct story story = {.arena = &arena};
	bool is_so = auto_sent(&mail, &story);

	ck_assert_uint_eq(story.n, is_so ? 1 : 0);
	return is_so;
}

START_TEST(a_field_tells)
{
	ck_assert(is_sent("x", "Auto-Submitted", "auto-replied (vacation)"));
	ck_assert(is_sent("x", "auto-submitted", "auto-generated; a=b"));
	ck_assert(!is_sent("x", "Auto-Submitted", "no"));
	ck_assert(!is_sent("x", "Auto-Submitted", "No; a=b"));
	ck_assert(is_sent("x", "X-Autoreply", "yes"));
	ck_assert(!is_sent("x", "X-Mailer", "autoreply"));
}
END_TEST

/* The languages that mail programs write absence notices in. */
static const char *const subjects[] = {
	"Automatic reply: x",
	"Automatische Antwort: x",
	"Réponse automatique : x",
	"Respuesta automática: x",
	"Risposta automatica: x",
	"Resposta automática: x",
	"Automatisch antwoord: x",
	"Autosvar: x",
	"Automatisk svar: x",
	"Automatiskt svar: x",
	"Odpowiedź automatyczna",
	"Automatická odpověď: x",
	"Автоответ: x",
	"Автоматична відповідь: x",
	"Otomatik Yanıt: x",
	"Αυτόματη απάντηση: x",
	"תשובה אוטומטית: x",
	"رد تلقائي: x",
	"自動応答: x",
	"自动答复: x",
	"자동 회신: x",
	"Automatikus válasz: x",
	"Răspuns automat: x",
	"Abwesenheitsnotiz: x",
};

START_TEST(a_subject_tells)
{
	ck_assert_msg(is_sent(subjects[_i], NULL, ""), "%s", subjects[_i]);
}
END_TEST

START_TEST(a_headline_is_no_notice)
{
	static const char *const people[] = {
		"Re: Automatic reply: x", "Out of office-hours the bridge",
		"Away games", "Vacation homes on the coast", "Absent friends"};

	for (size_t i = 0; i < ARRAY_LEN(people); i++)
		ck_assert_msg(!is_sent(people[i], NULL, ""), "%s", people[i]);
}
END_TEST

START_TEST(nobody_writes_from_these)
{
	ck_assert(auto_address(str_of("MAILER-DAEMON@example.org")));
	ck_assert(auto_address(str_of("no-reply+7@example.org")));
	ck_assert(auto_address(str_of("cats-request@example.org")));
	ck_assert(!auto_address(str_of("owner@example.org")));
	ck_assert(!auto_address(str_of("norepl@example.org")));
	ck_assert(!auto_address(str_of("")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("auto");
	TCase *tc = tcase_create("auto");

	tcase_add_checked_fixture(tc, NULL, drop_arena);
	tcase_add_test(tc, a_field_tells);
	tcase_add_loop_test(tc, a_subject_tells, 0, ARRAY_LEN(subjects));
	tcase_add_test(tc, a_headline_is_no_notice);
	tcase_add_test(tc, nobody_writes_from_these);
	suite_add_tcase(s, tc);
	return s;
}
