#include "tests/suite.h"

#include "text/rulerwords.h"

START_TEST(rulers_are_known_in_many_languages)
{
	ck_assert(says_original(str_of("-----Original Message-----")));
	ck_assert(says_original(str_of("-----Ursprüngliche Nachricht-----")));
	ck_assert(says_original(str_of("---- Message d'origine ----")));
	ck_assert(says_original(str_of("-----原始邮件-----")));
	ck_assert(!says_original(str_of("-----------")));
	ck_assert(says_forwarded(str_of("--- Forwarded message ---")));
	ck_assert(says_forwarded(str_of("--- Mensaje reenviado ---")));
	ck_assert(!says_forwarded(str_of("--- Original Message ---")));
}
END_TEST

START_TEST(begins_forward_wants_the_whole_line)
{
	ck_assert(begins_forward(str_of("Begin forwarded message:")));
	ck_assert(begins_forward(str_of("Inizio messaggio inoltrato:")));
	ck_assert(!begins_forward(str_of("Begin forwarded messages now")));
	ck_assert(!begins_forward(str_of("I begin forwarded message:")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("rulerwords");
	TCase *t = tcase_create("says_original");

	tcase_add_test(t, rulers_are_known_in_many_languages);
	tcase_add_test(t, begins_forward_wants_the_whole_line);
	suite_add_tcase(s, t);
	return s;
}
