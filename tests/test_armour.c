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

#define MESSAGE     "-----BEGIN PGP MESSAGE-----\n"
#define MESSAGE_END "-----END PGP MESSAGE-----\n"

static const struct {
	const char *text, *left, *closed;
} closed[] = {
	{MESSAGE "\nhQEM+/ab\n=abcd\n" MESSAGE_END, "",
         MESSAGE "\nhQEM+/ab\n=abcd\n" MESSAGE_END},
	{"\n" MESSAGE "\nhQEM\n", "\n", MESSAGE "\nhQEM\n"},
	{"Hi\n\n" MESSAGE "Version: 1 (x)\nComment:\n\nhQEM\n" MESSAGE_END
         "> quoted\n",
         "Hi\n\n> quoted\n",
         MESSAGE "Version: 1 (x)\nComment:\n\nhQEM\n" MESSAGE_END},
	{"  " MESSAGE "\r\n  hQEM \r\n" MESSAGE_END "Bye", "Bye",
         "  " MESSAGE "\r\n  hQEM \r\n" MESSAGE_END},
	{MESSAGE "\nhQEM\n" MESSAGE_END "and\n" MESSAGE "\nhQ\n" MESSAGE_END,
         "and\n", MESSAGE "\nhQEM\n" MESSAGE_END MESSAGE "\nhQ\n" MESSAGE_END},
	/* somebody writes about one */
	{MESSAGE "is what it starts with.\n",
         MESSAGE "is what it starts with.\n", ""},
	{"> " MESSAGE "> hQEM\n> " MESSAGE_END,
         "> " MESSAGE "> hQEM\n> " MESSAGE_END, ""},
	{BEGIN, BEGIN, ""},
	{"", "", ""},
};

START_TEST(drop_messages_leaves_what_stands_around_them)
{
	struct str dropped;

	ck_assert_text(
		armour_drop_messages(&arena, str_of(closed[_i].text), &dropped),
		closed[_i].left);
	ck_assert_text(dropped, closed[_i].closed);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("armour");
	TCase *strip = tcase_create("armour_strip");
	TCase *drop = tcase_create("armour_drop_messages");

	tcase_add_checked_fixture(strip, NULL, free_arena);
	tcase_add_loop_test(strip, strip_leaves_what_was_signed, 0,
	                    ARRAY_LEN(rows));
	suite_add_tcase(s, strip);
	tcase_add_checked_fixture(drop, NULL, free_arena);
	tcase_add_loop_test(drop, drop_messages_leaves_what_stands_around_them,
	                    0, ARRAY_LEN(closed));
	suite_add_tcase(s, drop);
	return s;
}
