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

/* The languages that mail programs write absence notices in; what each of them
 * writes, by their own interfaces. */
static const char *const subjects[] = {
	/* en */
	"Automatic reply: x",
	"Out of Office: x",
	"OOO: x",
	"Auto-Reply: x",
	"[Autoreply] x",
	/* de */
	"Automatische Antwort: x",
	"Abwesenheitsnotiz: x",
	"Abwesend: x",
	"Nicht im Büro",
	/* fr */
	"Réponse automatique : x",
	"Absence du bureau : x",
	"Message d'absence",
	"Absent : x",
	/* es */
	"Respuesta automática: x",
	"Fuera de la oficina: x",
	"Ausente: x",
	/* it */
	"Risposta automatica: x",
	"Fuori ufficio: x",
	"Assenza",
	/* pt */
	"Resposta automática: x",
	"Fora do escritório: x",
	"Ausência: x",
	/* nl */
	"Automatisch antwoord: x",
	"Afwezigheidsbericht: x",
	"Afwezig: x",
	/* sv */
	"Autosvar: x",
	"Automatiskt svar: x",
	"Frånvaromeddelande: x",
	"Frånvaro: x",
	/* da */
	"Automatisk svar: x",
	"Ude af kontoret: x",
	"Fravær",
	/* no */
	"Automatisk svar: x",
	"Fraværsmelding: x",
	"Ikke på kontoret: x",
	/* fi */
	"Automaattinen vastaus: x",
	"Poissaoloilmoitus: x",
	"Poissa: x",
	/* pl */
	"Odpowiedź automatyczna: x",
	"Automatyczna odpowiedź: x",
	"Poza biurem",
	"Nieobecność: x",
	/* cs */
	"Automatická odpověď: x",
	"Mimo kancelář: x",
	"Nepřítomnost: x",
	/* ru */
	"Автоответ: x",
	"Автоматический ответ: x",
	"Вне офиса",
	"Отсутствие: x",
	/* uk */
	"Автоматична відповідь: x",
	"Автовідповідь: x",
	"Відпустка: x",
	/* tr */
	"Otomatik Yanıt: x",
	"Otomatik cevap: x",
	"Ofis dışında",
	/* el */
	"Αυτόματη απάντηση: x",
	"Εκτός γραφείου: x",
	"Απουσία: x",
	/* he */
	"תשובה אוטומטית: x",
	"מענה אוטומטי: x",
	"מחוץ למשרד",
	/* ar */
	"رد تلقائي: x",
	"الرد التلقائي: x",
	"خارج المكتب",
	/* ja */
	"自動応答: x",
	"自動返信：x",
	"【自動返信】 x",
	"不在通知",
	"不在のお知らせ：x",
	/* zh */
	"自动答复: x",
	"自动回复：x",
	"自動回覆: x",
	"外出",
	"不在办公室",
	/* ko */
	"자동 회신: x",
	"자동응답: x",
	"부재중: x",
	"[자동회신] x",
	/* hu, ro */
	"Automatikus válasz: x",
	"Răspuns automat: x",
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
		"Away games", "Vacation homes on the coast", "Absent friends",
		/* words that headlines start with too */
		"Abwesend und doch da", "Absence de preuves",
		"Ausencia de datos", "Assenza di regole", "Frånvaro av skam",
		"Nieobecność prezydenta", "Отсутствие воды в городе",
		"Απουσία μέτρων", "外出禁止について", "Urlaub in den Bergen",
		"Poissa silmistä, poissa mielestä", "Férias no litoral",
		"Autosvaret på alt"};

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
