#include "tests/suite.h"

#include "mailer/transfer.h"

static struct arena arena;

static void free_arena(void)
{
	arena_free(&arena);
}

START_TEST(base64_forgives_what_does_not_belong)
{
	static const struct {
		const char *text, *bytes;
	} rows[] = {
		{"", ""},
		{"aGVsbG8=", "hello"},
		{"aGVs\r\nbG8=\r\n", "hello"},
		{"aGVsbG8", "hello"},               /* no padding */
		{"aGVs bG8!=", "hello"},            /* foreign characters */
		{"aGVsbG8=aGVsbG8=", "hellohello"}, /* two pieces */
		{"aGk=\n=\n=aGk=", "hihi"},         /* too much padding */
		{"a", ""},                          /* six bits are no byte */
	};

	ck_assert_text(transfer_base64(&arena, str_of(rows[_i].text)),
	               rows[_i].bytes);
}
END_TEST

START_TEST(base64_gives_every_byte)
{
	struct str bytes = transfer_base64(&arena, str_of("AP/+/w=="));

	ck_assert_uint_eq(bytes.len, 4);
	ck_assert_mem_eq(bytes.ptr, "\0\xff\xfe\xff", 4);
}
END_TEST

START_TEST(quoted_undoes_lines_and_bytes)
{
	static const struct {
		const char *text, *bytes;
	} rows[] = {
		{"", ""},
		{"caf=C3=A9", "caf\xc3\xa9"},
		{"caf=c3=a9\r\n", "caf\xc3\xa9\n"},
		{"one =\r\nline\r\n", "one line\n"},
		{"one =  \t\nline\n", "one line\n"}, /* blanks behind the = */
		{"blanks  \t\r\nend", "blanks\nend"},
		{"kept=20\r\n", "kept \n"},
		{"a=b=ZZ=4", "a=b=ZZ=4"}, /* no hexadecimal digits */
		{"cut off=", "cut off"},
		{"a_b", "a_b"},
		{"\n\n=\n\n", "\n\n\n"},
	};

	ck_assert_text(transfer_quoted(&arena, str_of(rows[_i].text)),
	               rows[_i].bytes);
}
END_TEST

START_TEST(q_has_underscores_for_spaces)
{
	static const struct {
		const char *text, *bytes;
	} rows[] = {
		{"a_b", "a b"},   {"a=5Fb_c", "a_b c"},     {"=5f_=5f", "_ _"},
		{"=4_=", "=4 ="}, {"ends =  ", "ends =  "},
	};

	ck_assert_text(transfer_q(&arena, str_of(rows[_i].text)),
	               rows[_i].bytes);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("transfer");
	TCase *base64 = tcase_create("transfer_base64");
	TCase *quoted = tcase_create("transfer_quoted");
	TCase *q = tcase_create("transfer_q");

	tcase_add_checked_fixture(base64, NULL, free_arena);
	tcase_add_loop_test(base64, base64_forgives_what_does_not_belong, 0, 8);
	tcase_add_test(base64, base64_gives_every_byte);
	suite_add_tcase(s, base64);
	tcase_add_checked_fixture(quoted, NULL, free_arena);
	tcase_add_loop_test(quoted, quoted_undoes_lines_and_bytes, 0, 11);
	suite_add_tcase(s, quoted);
	tcase_add_checked_fixture(q, NULL, free_arena);
	tcase_add_loop_test(q, q_has_underscores_for_spaces, 0, 5);
	suite_add_tcase(s, q);
	return s;
}
