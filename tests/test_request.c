#include "tests/suite.h"

#include "digest/request.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static struct request_words read_words(const char *subject, const char *words)
{
	struct request_words found;

	request_read(&arena, str_of(subject), str_of(words), &found);
	return found;
}

static const struct {
	const char *words;
	enum request request;
	int64_t number;
} lines[] = {
	{"withdraw", REQUEST_WITHDRAW, 0},
	{"\n\n  Withdraw.  \nmore", REQUEST_WITHDRAW, 0},
	{"WITHDRAW!", REQUEST_WITHDRAW, 0},
	{"withdraw 2", REQUEST_WITHDRAW, 2},
	{"Withdraw #3, please", REQUEST_WITHDRAW, 3},
	{"Please withdraw", REQUEST_WITHDRAW, 0},
	{"zur\xc3\xbc"
         "ckziehen",
         REQUEST_WITHDRAW, 0},
	{"Zur\xc3\xbc"
         "ckziehen 2",
         REQUEST_WITHDRAW, 2},
	{"ZUR\xc3\x9c"
         "CKZIEHEN",
         REQUEST_WITHDRAW, 0},
	{"zurueckziehen bitte", REQUEST_WITHDRAW, 0},
	{"Retirer", REQUEST_WITHDRAW, 0},
	{"retirar, por favor", REQUEST_WITHDRAW, 0},
	{"correct:", REQUEST_CORRECT, 0},
	{"Korrigieren", REQUEST_CORRECT, 0},
	{"corriger 1", REQUEST_CORRECT, 1},
	{"corregir", REQUEST_CORRECT, 0},
	{"CORRECCI\xc3\x93N", REQUEST_CORRECT, 0},
	{"tell", REQUEST_TELL, 0},
	{"Tell me", REQUEST_TELL, 0},
	{"tell always", REQUEST_TELL_ALWAYS, 0},
	{"Always tell.", REQUEST_TELL_ALWAYS, 0},
	{"tell never", REQUEST_TELL_NEVER, 0},
	{"melden", REQUEST_TELL, 0},
	{"melden immer", REQUEST_TELL_ALWAYS, 0},
	{"informer jamais", REQUEST_TELL_NEVER, 0},
	{"avisar siempre", REQUEST_TELL_ALWAYS, 0},
	{"appeal", REQUEST_APPEAL, 0},
	{"Einspruch!", REQUEST_APPEAL, 0},
	{"recours", REQUEST_APPEAL, 0},
	{"recurso", REQUEST_APPEAL, 0},
	/* nothing more and nothing less (T-45) */
	{"", REQUEST_NONE, 0},
	{"please", REQUEST_NONE, 0},
	{"2", REQUEST_NONE, 0},
	{"I withdraw my remark about you", REQUEST_NONE, 0},
	{"withdraw it all", REQUEST_NONE, 0},
	{"do not withdraw", REQUEST_NONE, 0},
	{"withdraw 2 3", REQUEST_NONE, 0},
	{"withdraw 0", REQUEST_NONE, 0},
	{"Dear editors,\nwithdraw", REQUEST_NONE, 0},
	{"withdrawn", REQUEST_NONE, 0},
	{"tell always never", REQUEST_NONE, 0},
};

START_TEST(read_takes_one_word_of_the_first_line)
{
	struct request_words found = read_words("Re: x", lines[_i].words);

	ck_assert_int_eq(found.request, lines[_i].request);
	ck_assert_int_eq(found.number, lines[_i].number);
}
END_TEST

START_TEST(read_takes_the_subject_too)
{
	struct request_words found = read_words("Correct", "New words.\n");

	ck_assert_int_eq(found.request, REQUEST_CORRECT);
	ck_assert_text(found.rest, "New words.");
	/* a subject that answers is no word of anybody's */
	ck_assert_int_eq(read_words("Re: withdraw", "x").request, REQUEST_NONE);
}
END_TEST

START_TEST(read_gives_the_lines_behind_the_word)
{
	struct request_words found =
		read_words("Re: x", "\ncorrect 2\n\nOne.\n\nTwo.\n");

	ck_assert_text(found.rest, "One.\n\nTwo.");
	ck_assert_text(read_words("", "Thanks!").rest, "Thanks!");
}
END_TEST

START_TEST(names_are_those_of_the_words)
{
	ck_assert_str_eq(request_name(REQUEST_NONE), "none");
	ck_assert_str_eq(request_name(REQUEST_TELL_NEVER), "tell never");
	for (int i = REQUEST_WITHDRAW; i <= REQUEST_APPEAL; i++)
		ck_assert_int_eq(
			read_words("", request_name((enum request)i)).request,
			i);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("request");
	TCase *t = tcase_create("request_read");

	tcase_add_checked_fixture(t, NULL, drop_arena);
	tcase_add_loop_test(t, read_takes_one_word_of_the_first_line, 0,
	                    ARRAY_LEN(lines));
	tcase_add_test(t, read_takes_the_subject_too);
	tcase_add_test(t, read_gives_the_lines_behind_the_word);
	tcase_add_test(t, names_are_those_of_the_words);
	suite_add_tcase(s, t);
	return s;
}
