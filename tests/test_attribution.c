#include "tests/suite.h"

#include "text/attribution.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

/* How many lines the attribution has that ends on the line before the last
 * of `text`, which is what comes below it; 0: there is none. */
static size_t lines_of(const char *text)
{
	struct lines lines;
	size_t first, i;

	lines_split(&arena, str_of(text), &lines);
	i = lines_before(&lines, lines.n - 1);
	ck_assert_uint_lt(i, lines.n);
	return attribution_find(&arena, &lines, i, &first) ? i - first + 1 : 0;
}

#define A "Ann Lee <ann@mail.example>"

/* As programs write them in each language, in one line. */
static const char *const found[] = {
	"On Tue, May 3, 2016 at 6:01 AM, " A " wrote:",
	"On 3 May 2016, at 06:01, Ann Lee wrote:",
	"On 05/03/2016 06:01 AM, Ann Lee wrote:",
	"Ann Lee <ann@mail.example> writes:",
	"ann@mail.example wrote:",
	"---- Ann Lee wrote ----",
	"------On 12/29/2016 17:32 PM, Ann Lee wrote-----",
	"Am 03.05.2016 um 06:01 schrieb Ann Lee:",
	"Am Di., 3. Mai 2016 um 06:01 Uhr schrieb " A ":",
	A " schrieb am Di., 3. Mai 2016, 06:01:",
	"Le mar. 3 mai 2016 à 06:01, " A " a écrit :",
	"El mar, 3 may 2016 a las 6:01, Ann Lee (<ann@mail.example>) escribió:",
	"Il giorno mar 3 mag 2016 alle ore 06:01 " A " ha scritto:",
	"Em ter., 3 de mai. de 2016 às 06:01, " A " escreveu:",
	"Op di 3 mei 2016 om 06:01 schreef " A ":",
	"Op 3 mei 2016, om 06:01 heeft " A " het volgende geschreven:",
	"Den tis 3 maj 2016 kl 06:01 skrev " A ":",
	"Den tir. 3. maj 2016 kl. 06.01 skrev " A ":",
	"tir. 3. mai 2016 kl. 06:01 skrev " A ":",
	"ti 3. toukok. 2016 klo 6.01 " A " kirjoitti:",
	"wt., 3 maj 2016 o 06:01 " A " napisał(a):",
	"W dniu 03.05.2016 o 06:01, Ann Lee pisze:",
	"út 3. 5. 2016 v 6:01 odesílatel " A " napsal:",
	"вт, 3 мая 2016 г. в 06:01, " A ":",
	"3 мая 2016 г., 6:01 пользователь " A " написал:",
	"вт, 3 трав. 2016 р. о 06:01 " A " пише:",
	A ", 3 May 2016 Sal, 06:01 tarihinde şunu yazdı:",
	"Στις Τρί, 3 Μαΐ 2016 στις 6:01 π.μ., ο χρήστης " A " έγραψε:",
	"בתאריך יום ג׳, 3 במאי 2016 ב-6:01 מאת " A " כתב:",
	"في الثلاثاء، ٣ مايو ٢٠١٦ ٦:٠١ ص " A " كتب:",
	"2016年5月3日(火) 6:01 " A ":",
	"2016/05/03 6:01、" A " のメール:",
	"于2016年5月3日周二 上午6:01写道： " A "：",
	"在 2016年5月3日，上午6:01，" A " 写道：",
	"2016년 5월 3일 (화) 오전 6:01, " A "님이 작성:",
	"2016-05-03 6:01 GMT+02:00 " A ":",
	"2016/5/3 Ann Lee <ann@mail.example>",
	"mar., 3 mai 2016, 06:01 Ann Lee <ann@mail.example> a scris:",
	A " ezt írta (időpont: 2016. máj. 3., K, 6:01):",
};

START_TEST(attributions_of_many_languages_are_found)
{
	ck_assert_uint_eq(lines_of(arena_printf(&arena, "own\n\n%s\n\nbelow\n",
	                                        found[_i])),
	                  1);
}
END_TEST

/* The same, wrapped: below a line of the writer's own. */
static const struct {
	const char *text;
	size_t n;
} wrapped[] = {
	{"On Tue, May 3, 2016 at 6:01 AM, Ann Lee\n<ann@mail.example> wrote:",
         2},
	{"On Tue, May 3, 2016 at 6:01 AM, Ann Lee <\nann@mail.example>\nwrote:",
         3},
	{"On May 3, 2016,\nat 6:01,\n" A " wrote:", 3},
	{"On Tuesday,\n3 May 2016 at 6:01 " A " wrote:", 2},
	{"Op 3 mei 2016 06:01 schreef " A " het\nvolgende geschreven:", 2},
	{"2016-05-03 6:01 GMT+02:00 Ann Lee <\nann@mail.example>:", 2},
	{"On Tue, May 3, 2016 at 6:01 Ann Lee\n\n<ann@mail.example> wrote:", 3},
	{"--- \"Lee, Ann\" <ann@mail.example>\nwrote:", 2},
};

START_TEST(wrapped_attributions_start_at_their_first_line)
{
	ck_assert_uint_eq(lines_of(arena_printf(&arena, "I agree.\n%s\nbelow\n",
	                                        wrapped[_i].text)),
	                  wrapped[_i].n);
}
END_TEST

/* What people write themselves. */
static const char *const not_found[] = {
	"On the other hand, we should be careful:",
	"On average this works.",
	"I told you what he wrote:",
	"That is what the mayor wrote",
	"In 2016 I wrote:",
	"These are the dates:",
	"2016-05-03 14:30:25",
	"Wie ich am 3. Mai schrieb, gilt folgendes:",
	"Il est signalé inaccessible:",
	"Call me at 12:30 on 5 May:",
	"a@b.example",
};

START_TEST(sentences_are_no_attributions)
{
	ck_assert_uint_eq(lines_of(arena_printf(&arena, "own\n\n%s\n\nbelow\n",
	                                        not_found[_i])),
	                  0);
}
END_TEST

START_TEST(a_short_line_with_a_verb_counts_above_marks_only)
{
	ck_assert_uint_eq(lines_of("own\n\nAnn Lee wrote:\n> below\n"), 1);
	ck_assert_uint_eq(lines_of("own\n\nAnn Lee wrote:\n\nbelow\n"), 0);
}
END_TEST

START_TEST(sight_tells_what_a_line_shows)
{
	struct sight sight = sight_of(str_of("On 3 May 2016 at 6:01, <a1@b>"));

	ck_assert_uint_eq(sight.n_numbers, 4);
	ck_assert(sight.has_year);
	ck_assert(sight.has_time);
	ck_assert(sight.has_address);
	ck_assert(sight.has_lead);
	ck_assert(!sight.starts_date);
	ck_assert(sight_of(str_of("3 May")).starts_date);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("attribution");
	TCase *find = tcase_create("attribution_find");
	TCase *sight = tcase_create("sight_of");

	tcase_add_checked_fixture(find, NULL, teardown);
	tcase_add_loop_test(find, attributions_of_many_languages_are_found, 0,
	                    (int)ARRAY_LEN(found));
	tcase_add_loop_test(find,
	                    wrapped_attributions_start_at_their_first_line, 0,
	                    (int)ARRAY_LEN(wrapped));
	tcase_add_loop_test(find, sentences_are_no_attributions, 0,
	                    (int)ARRAY_LEN(not_found));
	tcase_add_test(find, a_short_line_with_a_verb_counts_above_marks_only);
	suite_add_tcase(s, find);
	tcase_add_test(sight, sight_tells_what_a_line_shows);
	suite_add_tcase(s, sight);
	return s;
}
