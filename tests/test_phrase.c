#include "tests/suite.h"

#include "base/attr.h"
#include "text/phrase_private.h"

static const char *const phrases[] = {"sent from", "sent", "envoyé"};

START_TEST(start_gives_the_first_that_fits)
{
	ck_assert_str_eq(phrase_start(str_of("Sent from my desk"), phrases, 3),
	                 "sent from");
	ck_assert_str_eq(phrase_start(str_of("SENT by hand"), phrases, 3),
	                 "sent");
	ck_assert_ptr_null(phrase_start(str_of("I sent it"), phrases, 3));
	ck_assert_ptr_null(phrase_start(str_of("sent"), phrases, 0));
}
END_TEST

START_TEST(ends_looks_at_the_end_alone)
{
	ck_assert(phrase_ends(str_of("as it was SENT"), phrases, 3));
	ck_assert(!phrase_ends(str_of("sent off"), phrases, 3));
}
END_TEST

START_TEST(bare_takes_off_what_is_around)
{
	ck_assert_text(phrase_bare(str_of("*[Sent by hand)_ ")),
	               "Sent by hand");
	ck_assert_text(phrase_bare(str_of("- milk")), "milk");
	ck_assert_text(phrase_bare(str_of("a (b) c")), "a (b) c");
	ck_assert_uint_eq(phrase_bare(str_of("(*_)")).len, 0);
}
END_TEST

START_TEST(words_are_parted_by_blanks)
{
	ck_assert_uint_eq(phrase_words(str_of("")), 0);
	ck_assert_uint_eq(phrase_words(str_of("  well-known\tname ")), 2);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("phrase");
	TCase *t = tcase_create("phrase");

	tcase_add_test(t, start_gives_the_first_that_fits);
	tcase_add_test(t, ends_looks_at_the_end_alone);
	tcase_add_test(t, bare_takes_off_what_is_around);
	tcase_add_test(t, words_are_parted_by_blanks);
	suite_add_tcase(s, t);
	return s;
}
