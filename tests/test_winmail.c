#include "tests/suite.h"

#include "mailer/winmail.h"

static struct arena arena;
static struct winmail mail;

static void free_arena(void)
{
	arena_free(&arena);
}

#define SIGNATURE        "\x78\x9f\x3e\x22\x01\x00"
#define CODEPAGE(bytes)  "\x01\x07\x90\x06\x00\x04\0\0\0" bytes "\0\0"
#define BODY_OF_3(bytes) "\x01\x0c\x80\x02\x00\x03\0\0\0" bytes "\0\0"

static const struct {
	struct str bytes;
	const char *text;
} rows[] = {
	{STR(SIGNATURE CODEPAGE("\xe3\x04\0\0") BODY_OF_3("\xcf\xf0\xe8")),
         "\xd0\x9f\xd1\x80\xd0\xb8"},
	{STR(SIGNATURE CODEPAGE("\xe9\xfd\0\0") BODY_OF_3("\xe2\x82\xac")),
         "\xe2\x82\xac"},
	{STR(SIGNATURE BODY_OF_3("abc")), "abc"},
	{STR(SIGNATURE), ""},
};

START_TEST(read_gives_the_text_by_its_code_page)
{
	ck_assert(winmail_read(&arena, rows[_i].bytes, &mail));
	ck_assert_text(mail.text, rows[_i].text);
	ck_assert_text(mail.html, "");
	ck_assert_uint_eq(mail.n_files, 0);
}
END_TEST

START_TEST(read_gives_names_on_one_line)
{
	static const char bytes[] =
		SIGNATURE "\x02\x02\x90\x06\x00\x00\0\0\0\0\0"
			  "\x02\x10\x80\x01\x00\x05\0\0\0a\nb\0\0\0\0";

	ck_assert(winmail_read(&arena, (struct str){bytes, sizeof(bytes) - 1},
	                       &mail));
	ck_assert_uint_eq(mail.n_files, 1);
	ck_assert_text(mail.files[0].name, "a b");
}
END_TEST

START_TEST(read_refuses_what_is_no_winmail)
{
	ck_assert(!winmail_read(&arena, str_of("hello"), &mail));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("winmail");
	TCase *read = tcase_create("winmail_read");

	tcase_add_checked_fixture(read, NULL, free_arena);
	tcase_add_loop_test(read, read_gives_the_text_by_its_code_page, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(read, read_gives_names_on_one_line);
	tcase_add_test(read, read_refuses_what_is_no_winmail);
	suite_add_tcase(s, read);
	return s;
}
