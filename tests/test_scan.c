#include "tests/suite.h"

#include <stdlib.h>

#include "base/buf.h"
#include "mailer/scan.h"

#define MANY (4 * 1024 * 1024)

static struct buf mail;
static struct why why;

static void start(void)
{
	mail = (struct buf)BUF_INIT(MANY);
	why.text[0] = '\0';
}

static void stop(void)
{
	buf_free(&mail);
}

static void add_many(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_adds(&mail, text);
}

/* Whether the scan lets `mail` pass; it names the limit otherwise. */
static bool passes(void)
{
	enum err err;

	ck_assert(buf_ok(&mail));
	err = scan_mail(buf_str(&mail), MANY, &why);
	ck_assert(err == OK || err == ERR_INPUT);
	ck_assert(err == OK || why.text[0]);
	return err == OK;
}

/* A mail with `n` of something, and its limit. */
static void with_bytes(size_t n)
{
	buf_adds(&mail, "From: a@b.c\n\n");
	while (mail.len < n)
		buf_adds(&mail, "\n");
}

static void with_line(size_t n)
{
	buf_adds(&mail, "From: a@b.c\n\n");
	add_many("x", n);
	buf_adds(&mail, "\r\n");
}

static void with_header(size_t n)
{
	while (mail.len + 1000 < n) {
		buf_adds(&mail, "X:");
		add_many("x", 500);
		buf_adds(&mail, "\n");
	}
	buf_adds(&mail, "X:");
	while (mail.len + 1 < n)
		buf_adds(&mail, "x");
	buf_adds(&mail, "\n\nbody");
}

static void with_fields(size_t n)
{
	add_many("X: x\r\n", n);
	buf_adds(&mail, "\r\nX: x\r\n");
}

static void with_field(size_t n)
{
	buf_adds(&mail, "X:");
	add_many("y", n - 4);
	buf_adds(&mail, "\r\n z\r\n\r\n"); /* line ends are not counted */
}

static void with_comments(size_t n)
{
	buf_adds(&mail, "To: ()()\"((\"\\(a@b.c\r\n ");
	add_many("(", n);
	buf_adds(&mail, "\r\n\r\n((((");
}

static void with_words(size_t n)
{
	buf_adds(&mail, "Subject: ");
	add_many("=?utf-8?q?x?= ", n);
	buf_adds(&mail, "\n\n");
}

static void with_depth(size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addf(&mail,
		         "Content-Type: multipart/mixed; boundary=b%zu\n\n"
		         "--b%zu\n",
		         i, i);
	buf_adds(&mail, "\nx\n");
}

static void with_mails(size_t n)
{
	add_many("Content-Type: message/rfc822\n\n", n);
	buf_adds(&mail, "Subject: x\n\nx\n");
}

static void with_parts(size_t n)
{
	buf_adds(&mail, "Content-Type: multipart/mixed; boundary=\"b\"\n\n");
	add_many("--b\n\nx\n", n);
	buf_adds(&mail, "--b--\n");
}

static void with_boundary(size_t n)
{
	buf_adds(&mail, "Content-Type: multipart/mixed; boundary=\"");
	add_many("b", n);
	buf_adds(&mail, "\"\n\n");
}

static const struct {
	void (*write)(size_t n);
	size_t max;
	const char *why;
} limits[] = {
	{with_line, SCAN_LINE_MAX, "a line of more than 65536 bytes"},
	{with_header, SCAN_HEADER_MAX, "more than 65536 bytes of header"},
	{with_fields, SCAN_FIELDS_MAX, "more than 500 header fields"},
	{with_field, SCAN_FIELD_MAX, "more than 8192 bytes in a header field"},
	{with_comments, SCAN_COMMENT_MAX,
         "more than 32 comments in each other"},
	{with_words, SCAN_WORDS_MAX, "more than 200 encoded words in a field"},
	{with_depth, SCAN_DEPTH_MAX, "more than 20 parts in each other"},
	{with_mails, SCAN_DEPTH_MAX, "more than 20 parts in each other"},
	{with_parts, SCAN_PARTS_MAX, "more than 100 parts"},
	{with_boundary, SCAN_BOUNDARY_MAX,
         "a boundary that is not 1 to 70 plain characters"},
};

START_TEST(mail_passes_up_to_each_limit_and_not_above)
{
	for (size_t n = limits[_i].max - 1; n <= limits[_i].max + 1; n++) {
		buf_cut(&mail, 0);
		limits[_i].write(n);
		ck_assert_int_eq(passes(), n <= limits[_i].max);
	}
	ck_assert_str_eq(why.text, limits[_i].why);
}
END_TEST

START_TEST(mail_is_of_at_most_the_bytes_that_the_caller_allows)
{
	with_bytes(1000);
	ck_assert_int_eq(scan_mail(buf_str(&mail), 1001, &why), OK);
	ck_assert_int_eq(scan_mail(buf_str(&mail), 1000, &why), OK);
	ck_assert_int_eq(scan_mail(buf_str(&mail), 999, &why), ERR_INPUT);
	ck_assert_str_eq(why.text, "a mail of more than 999 bytes");
}
END_TEST

START_TEST(mail_with_a_bad_boundary_is_refused_at_any_level)
{
	static const char *const boundaries[] = {
		"\"\\\"\"",
		"\"\"",
		"",
		"\"a\\\\b\"",
		"\"\\\"abc\"",
		"\"a\tb\"",
		"ok; boundary=\"\\\"\"",
	};

	buf_addf(&mail, "Content-Type: multipart/mixed; boundary=%s\n\n",
	         boundaries[_i]);
	ck_assert(!passes());
	buf_cut(&mail, 0);
	buf_addf(&mail,
	         "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
	         "Content-Type: multipart/mixed;\r\n\tboundary=%s\r\n\r\n",
	         boundaries[_i]);
	ck_assert(!passes());
}
END_TEST

START_TEST(mail_with_an_odd_boundary_passes)
{
	static const char *const boundaries[] = {
		"\"a b\"", "\"=_'()+,-./:=?@\"", "\"a\r\n b\"", "\"a  \"",
		"\"\\a\"",
	};

	buf_addf(&mail, "Content-Type: multipart/mixed; boundary=%s\r\n\r\n",
	         boundaries[_i]);
	ck_assert(passes());
}
END_TEST

START_TEST(mail_with_a_nul_passes_in_the_body_only)
{
	buf_adds(&mail, "Subject: x\n\n");
	buf_add(&mail, (struct str){"a\0b", 3});
	ck_assert(passes());
	buf_cut(&mail, 0);
	buf_add(&mail, (struct str){"Subject: \0x\n\n", 13});
	ck_assert(!passes());
	ck_assert_str_eq(why.text, "NUL in the header");
}
END_TEST

START_TEST(mail_may_say_in_free_text_what_it_likes)
{
	buf_adds(&mail, "Subject: ");
	add_many("(", SCAN_COMMENT_MAX + 1);
	buf_adds(&mail, "\n\n");
	add_many("--b\n\n", SCAN_PARTS_MAX + 1); /* nobody's boundary */
	ck_assert(passes());
}
END_TEST

START_TEST(mail_closes_the_levels_that_it_has_left)
{
	buf_adds(&mail, "Content-Type: multipart/mixed; boundary=a\n\n");
	for (int i = 0; i < 2 * SCAN_DEPTH_MAX; i++)
		buf_adds(&mail, i % 2 ? "--a\nContent-Type: multipart/mixed; "
		                        "boundary=b\n\n--b\n\n--b--\n"
		                      : "--a\nContent-Type: message/rfc822\n\n"
		                        "Content-Type: multipart/mixed; "
		                        "boundary=c\n\n--c\n\n");
	ck_assert(passes());
}
END_TEST

START_TEST(mail_of_a_megabyte_of_anything_takes_its_time_once)
{
	static const char *const pieces[] = {
		"(",         "\"",
		"\\",        "=?",
		"=?a?q?",    "--",
		"--b\n",     "\n ",
		"a:\n",      ";",
		"boundary=", "\r",
		"=?a?b?x?=", "Content-Type: x\n",
	};

	/* Quadratic, it would pass the timeout of the case. */
	buf_adds(&mail, "Content-Type: multipart/mixed; boundary=bb\n");
	while (mail.len < 1024 * 1024)
		buf_adds(&mail, pieces[_i]);
	(void)passes();
	buf_cut(&mail, 0);
	buf_adds(&mail, "Content-Type: multipart/mixed; boundary=bb\n\n");
	while (mail.len < 1024 * 1024)
		buf_adds(&mail, pieces[_i]);
	ck_assert_int_eq(passes(), passes());
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("scan");
	TCase *scan = tcase_create("scan_mail");

	tcase_add_checked_fixture(scan, start, stop);
	tcase_add_loop_test(scan, mail_passes_up_to_each_limit_and_not_above, 0,
	                    ARRAY_LEN(limits));
	tcase_add_test(scan,
	               mail_is_of_at_most_the_bytes_that_the_caller_allows);
	tcase_add_loop_test(
		scan, mail_with_a_bad_boundary_is_refused_at_any_level, 0, 7);
	tcase_add_loop_test(scan, mail_with_an_odd_boundary_passes, 0, 5);
	tcase_add_test(scan, mail_with_a_nul_passes_in_the_body_only);
	tcase_add_test(scan, mail_may_say_in_free_text_what_it_likes);
	tcase_add_test(scan, mail_closes_the_levels_that_it_has_left);
	tcase_add_loop_test(scan,
	                    mail_of_a_megabyte_of_anything_takes_its_time_once,
	                    0, 14);
	suite_add_tcase(s, scan);
	return s;
}
