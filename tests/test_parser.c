#include "tests/suite.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "mailer/parser_private.h"

#define MANY (16 * 1024 * 1024)

static struct parser *parser;
static struct arena arena;
static struct buf raw;
static struct mail mail;
static struct why why;

static const char good[] = "From: Jan <jan@example.net>\nSubject: Hi\n\n"
			   "I agree.\n";

static void start(void)
{
	parser_open(&parser);
	raw = (struct buf)BUF_INIT(MANY);
	memset(&mail, 0, sizeof(mail));
}

static void stop(void)
{
	parser_close(&parser);
	ck_assert_ptr_null(parser);
	buf_free(&raw);
	arena_free(&arena);
}

static void ck_assert_parses(const char *text)
{
	enum err err = parser_parse(parser, &arena, str_of(text), &mail, &why);

	ck_assert_msg(err == OK, "%s: %s", err_name(err), why.text);
}

static void ck_assert_still_well(void)
{
	ck_assert_parses(good);
	ck_assert_text(mail.from_addr, "jan@example.net");
	ck_assert_text(mail.subject, "Hi");
	ck_assert_text(mail.text, "I agree.\n");
}

/*
 * Mails that are built to kill parsers.  Alone, or inside of a multipart.
 */

static void add_many(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_adds(&raw, text);
}

static void open_multipart(void)
{
	buf_adds(&raw, "Subject: x\r\nContent-Type: multipart/mixed; "
	               "boundary=top\r\n\r\n--top\r\n");
}

static void quoted_boundary(void)
{
	buf_adds(&raw, "Content-Type: multipart/mixed; boundary=\"\\\"\"\r\n"
	               "\r\n");
}

static void parentheses(void)
{
	buf_adds(&raw, "To: ");
	add_many("(", 200000);
	buf_adds(&raw, "\r\n\r\n");
}

static void type_parentheses(void)
{
	buf_adds(&raw, "Content-Type: ");
	add_many("(", 400000);
	buf_adds(&raw, "\r\n\r\n");
}

static void nested_mails(void)
{
	add_many("Content-Type: message/rfc822\r\n\r\n", 30000);
}

static void nested_multiparts(void)
{
	for (int i = 0; i < 20000; i++)
		buf_addf(&raw,
		         "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n"
		         "--b%d\r\n",
		         i, i);
}

static void giant_header(void)
{
	add_many("X-Header: of many bytes\r\n", 100000);
	buf_adds(&raw, "\r\n");
}

static void giant_line(void)
{
	buf_adds(&raw, "Subject: ");
	add_many("xxxxxxxxxx", 100000);
	buf_adds(&raw, "\r\n\r\n");
}

static void (*const killers[])(void) = {
	quoted_boundary,   parentheses,  type_parentheses, nested_mails,
	nested_multiparts, giant_header, giant_line,
};

START_TEST(parse_gives_what_the_child_found)
{
	ck_assert_still_well();
	ck_assert_int_gt(parser_child(parser), 0);
}
END_TEST

START_TEST(parse_takes_the_language_for_a_hint)
{
	static const char russian[] = "Subject: \xcf\xf0\xe8\xe2\xe5\xf2\n\n"
				      "\xcf\xf0\xe8\xe2\xe5\xf2\n";

	parser_set_language(parser, str_of("ru"));
	ck_assert_parses(russian);
	ck_assert_text(mail.subject, "Привет");
	ck_assert_text(mail.text, "Привет\n");
	parser_set_language(parser, str_of("a-tag-that-is-longer-than-any"));
	ck_assert_still_well();
}
END_TEST

START_TEST(parse_has_one_child_for_many_mails)
{
	pid_t child;

	ck_assert_int_eq(parser_child(parser), 0);
	ck_assert_still_well();
	child = parser_child(parser);
	for (int i = 0; i < 100; i++)
		ck_assert_still_well();
	ck_assert_int_eq(parser_child(parser), child);
}
END_TEST

START_TEST(parse_refuses_a_killer_before_the_child_sees_it)
{
	killers[_i]();
	ck_assert_int_eq(
		parser_parse(parser, &arena, buf_str(&raw), &mail, &why),
		ERR_INPUT);
	ck_assert(why.text[0]);
	ck_assert_int_eq(parser_child(parser), 0);
	ck_assert_still_well();
}
END_TEST

START_TEST(parse_refuses_a_killer_inside_of_a_multipart)
{
	open_multipart();
	killers[_i]();
	ck_assert_int_eq(
		parser_parse(parser, &arena, buf_str(&raw), &mail, &why),
		ERR_INPUT);
	ck_assert_still_well();
}
END_TEST

START_TEST(parse_survives_a_killer_that_passed_the_scan)
{
	enum err err;

	ck_assert_still_well();
	open_multipart();
	killers[_i]();
	err = parser_parse_unscanned(parser, &arena, buf_str(&raw), &mail,
	                             &why);
	ck_assert(err == OK || err == ERR_INPUT || err == ERR_LIMIT);
	ck_assert(err == OK || why.text[0]);
	ck_assert_still_well();
}
END_TEST

/* Have `victim`, which is stopped, die a little later. */
static pid_t send_killer(pid_t victim)
{
	static const struct timespec moment = {0, 50000000};
	pid_t killer = fork();

	if (killer == 0) {
		(void)nanosleep(&moment, NULL);
		(void)kill(victim, SIGTERM);
		(void)kill(victim, SIGCONT);
		_exit(0);
	}
	return killer;
}

START_TEST(parse_tells_of_what_the_child_died)
{
	pid_t child, killer;

	ck_assert_still_well();
	child = parser_child(parser);
	ck_assert_int_eq(kill(child, SIGSTOP), 0);
	killer = send_killer(child);
	ck_assert_int_gt(killer, 0);
	ck_assert_int_eq(
		parser_parse(parser, &arena, str_of(good), &mail, &why),
		ERR_LIMIT);
	ck_assert_str_eq(why.text, "the parser died of signal 15");
	ck_assert_int_eq(waitpid(killer, NULL, 0), killer);
	ck_assert_int_eq(parser_child(parser), 0);
	ck_assert_still_well();
	ck_assert_int_ne(parser_child(parser), child);
}
END_TEST

START_TEST(parse_stops_a_child_that_passes_the_deadline)
{
	ck_assert_still_well();
	parser_set_deadline(parser, 100);
	ck_assert_int_eq(kill(parser_child(parser), SIGSTOP), 0);
	ck_assert_int_eq(
		parser_parse(parser, &arena, str_of(good), &mail, &why),
		ERR_LIMIT);
	ck_assert_str_eq(why.text, "the parser passed its deadline of 100 ms");
	parser_set_deadline(parser, 10000);
	ck_assert_still_well();
}
END_TEST

START_TEST(parse_stops_a_child_that_does_not_take_the_mail)
{
	ck_assert_still_well();
	parser_set_deadline(parser, 100);
	ck_assert_int_eq(kill(parser_child(parser), SIGSTOP), 0);
	buf_adds(&raw, "Subject: x\n\n");
	add_many("more than a socket's buffer holds\n", 30000);
	ck_assert_int_eq(
		parser_parse(parser, &arena, buf_str(&raw), &mail, &why),
		ERR_LIMIT);
}
END_TEST

START_TEST(parse_does_not_blame_a_mail_for_an_earlier_death)
{
	static const struct timespec moment = {0, 100000000};

	ck_assert_still_well();
	ck_assert_int_eq(kill(parser_child(parser), SIGKILL), 0);
	ck_assert_int_eq(nanosleep(&moment, NULL), 0);
	ck_assert_still_well();
}
END_TEST

START_TEST(parse_takes_up_to_a_megabyte)
{
	buf_adds(&raw, "Subject: x\n\n");
	while (raw.len < 1024 * 1024)
		buf_adds(&raw, "\n");
	ck_assert_int_eq(
		parser_parse(parser, &arena, buf_str(&raw), &mail, &why), OK);
	ck_assert_text(mail.subject, "x");
	buf_adds(&raw, "\n");
	ck_assert_int_eq(
		parser_parse(parser, &arena, buf_str(&raw), &mail, &why),
		ERR_INPUT);
	ck_assert_str_eq(why.text, "a mail of more than 1048576 bytes");
}
END_TEST

START_TEST(parse_needs_no_file_for_any_charset)
{
	static const char *const names[] = {
		"utf-8",        "iso-8859-2",  "iso-8859-15", "windows-1251",
		"koi8-r",       "gb18030",     "gbk",         "big5",
		"euc-jp",       "iso-2022-jp", "shift_jis",   "euc-kr",
		"windows-1252", "utf-16",      "us-ascii",    "x-unheard-of",
	};
	const char *name = names[_i];
	const char *text = arena_printf(
		&arena,
		"Subject: =?%s?q?abc?=\n"
		"Content-Type: multipart/mixed; boundary=b\n\n"
		"--b\nContent-Type: text/html; charset=%s\n\n"
		"<p>&eacute; \xa4\xa2\xc3\xa9</p>\n"
		"--b\nContent-Type: a/b; name=\"=?%s?q?abc?=\"\n"
		"Content-Disposition: inline; filename=\"=?%s?q?abc?=\"\n\n"
		"--b--\n",
		name, name, name, name);
	pid_t child;

	ck_assert_still_well();
	child = parser_child(parser);
	ck_assert_parses(text);
	ck_assert_int_eq(parser_child(parser), child);
}
END_TEST

START_TEST(parse_leaves_other_descriptors_to_the_parent)
{
	int fds[2];
	char c;

	ck_assert_int_eq(pipe(fds), 0);
	ck_assert_still_well();
	close(fds[1]);
	/* Did the child hold the other end, this would wait for ever. */
	ck_assert_int_eq(read(fds[0], &c, 1), 0);
	close(fds[0]);
}
END_TEST

START_TEST(close_of_nothing_is_fine)
{
	struct parser *none = NULL, *unused;

	parser_close(&none);
	parser_open(&unused);
	parser_close(&unused);
	ck_assert_ptr_null(unused);
}
END_TEST

START_TEST(close_ends_the_child)
{
	pid_t child;

	ck_assert_still_well();
	child = parser_child(parser);
	parser_close(&parser);
	ck_assert_int_eq(kill(child, 0), -1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("parser");
	TCase *parse = tcase_create("parser_parse");
	TCase *close_case = tcase_create("parser_close");
	const int n = (int)ARRAY_LEN(killers);

	tcase_set_tags(parse, "aborts"); /* valgrind is no prisoner */
	tcase_set_timeout(parse, 60);
	tcase_add_checked_fixture(parse, start, stop);
	tcase_add_test(parse, parse_gives_what_the_child_found);
	tcase_add_test(parse, parse_takes_the_language_for_a_hint);
	tcase_add_test(parse, parse_has_one_child_for_many_mails);
	tcase_add_loop_test(
		parse, parse_refuses_a_killer_before_the_child_sees_it, 0, n);
	tcase_add_loop_test(parse, parse_refuses_a_killer_inside_of_a_multipart,
	                    0, n);
	tcase_add_loop_test(parse, parse_survives_a_killer_that_passed_the_scan,
	                    0, n);
	tcase_add_test(parse, parse_tells_of_what_the_child_died);
	tcase_add_test(parse, parse_stops_a_child_that_passes_the_deadline);
	tcase_add_test(parse, parse_stops_a_child_that_does_not_take_the_mail);
	tcase_add_test(parse, parse_does_not_blame_a_mail_for_an_earlier_death);
	tcase_add_test(parse, parse_takes_up_to_a_megabyte);
	tcase_add_loop_test(parse, parse_needs_no_file_for_any_charset, 0, 16);
	tcase_add_test(parse, parse_leaves_other_descriptors_to_the_parent);
	tcase_add_test(parse, close_ends_the_child);
	suite_add_tcase(s, parse);
	tcase_add_test(close_case, close_of_nothing_is_fine);
	suite_add_tcase(s, close_case);
	return s;
}
