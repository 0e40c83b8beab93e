#include "tests/suite.h"

#include "mailer/armour.h"

static struct arena arena;

static void free_arena(void)
{
	arena_free(&arena);
}

#define BEGIN  "-----BEGIN PGP SIGNED MESSAGE-----\n"
#define HASH   "Hash: SHA512\n\n"
#define SIGNED "-----BEGIN PGP SIGNATURE-----\n\niQEz\n=abcd\n"
#define END    "-----END PGP SIGNATURE-----\n"

static const struct {
	const char *text, *left;
} rows[] = {
	{BEGIN HASH "Words.\n" SIGNED END, "Words.\n"},
	{"Above.\n" BEGIN HASH "Words.\n" SIGNED END "Below.\n",
         "Above.\nWords.\nBelow.\n"},
	{BEGIN HASH "- -- \n- - a list\n-x\n" SIGNED END,
         "-- \n- a list\n-x\n"},
	{BEGIN "\nOld form.\n" SIGNED END, "Old form.\n"},
	{BEGIN "No header.\n" SIGNED END, "No header.\n"},
	{BEGIN HASH "Cut off.\n" SIGNED, "Cut off.\n"},
	{BEGIN HASH "No signature.\n", "No signature.\n"},
	{BEGIN HASH "One.\n" SIGNED END BEGIN HASH "Two.\n" SIGNED END,
         "One.\nTwo.\n"},
	{"> " BEGIN "- quoted\n", "> " BEGIN "- quoted\n"},
	{"- no marks\n", "- no marks\n"},
	{"", ""},
};

START_TEST(strip_leaves_what_was_signed)
{
	ck_assert_text(armour_strip(&arena, str_of(rows[_i].text)),
	               rows[_i].left);
}
END_TEST

START_TEST(is_encrypted_when_nothing_stands_before_the_message)
{
	ck_assert(armour_is_encrypted(
		str_of("\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n")));
	ck_assert(!armour_is_encrypted(
		str_of("Hi\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n")));
	ck_assert(!armour_is_encrypted(str_of(BEGIN)));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("armour");
	TCase *strip = tcase_create("armour_strip");
	TCase *is = tcase_create("armour_is_encrypted");

	tcase_add_checked_fixture(strip, NULL, free_arena);
	tcase_add_loop_test(strip, strip_leaves_what_was_signed, 0,
	                    ARRAY_LEN(rows));
	suite_add_tcase(s, strip);
	tcase_add_test(is, is_encrypted_when_nothing_stands_before_the_message);
	suite_add_tcase(s, is);
	return s;
}
