#include "tests/suite.h"

#include "digest/absence.h"

static const char *const machines[] = {
	"Out of office",
	"OUT OF OFFICE: Re: The Harbour Courier #3",
	"[Out of office] back on 3 December",
	"Automatic reply: The Harbour Courier #3",
	"Abwesenheitsnotiz: Harbour Courier",
	"Abwesend bis 3.12.",
	"R\u00e9ponse automatique : Harbour Courier",
	"Urlaub",
	"\u3010\u4e0d\u5728\u901a\u77e5\u3011",
	"\u81ea\u52d5\u8fd4\u4fe1: Courier",
};

static const char *const persons[] = {
	"",
	"Re: Out of office",
	"Out of office hours at the library",
	"out of office-hours",
	"Absences at the council",
	"Vacation homes on the quay",
	"The ferry",
};

START_TEST(a_start_that_programs_write_is_found)
{
	ck_assert_msg(absence_start(str_of(machines[_i])) != NULL, "%s",
	              machines[_i]);
}
END_TEST

START_TEST(what_people_write_is_no_such_start)
{
	ck_assert_msg(!absence_start(str_of(persons[_i])), "%s", persons[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("absence");
	TCase *subjects = tcase_create("absence_start");

	tcase_add_loop_test(subjects, a_start_that_programs_write_is_found, 0,
	                    (int)ARRAY_LEN(machines));
	tcase_add_loop_test(subjects, what_people_write_is_no_such_start, 0,
	                    (int)ARRAY_LEN(persons));
	suite_add_tcase(s, subjects);
	return s;
}
