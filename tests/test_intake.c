#include "tests/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/intake.h"
#include "base/buf.h"
#include "base/file.h"

static struct arena arena;
static char folder[] = "/tmp/postbag-intake-XXXXXX";
static const char *path;
static struct article article;

static void make_folder(void)
{
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
	path = arena_printf(&arena, "%s/article.txt", folder);
	article = (struct article){.id = 99};
}

static void drop_folder(void)
{
	unlink(path);
	rmdir(folder);
	arena_free(&arena);
}

static enum err take(struct str text, struct why *why)
{
	ck_assert_int_eq(file_write(path, text, 0600, why), OK);
	return intake_file(&arena, path, &article, why);
}

#define X40  "abcdefghi abcdefghi abcdefghi abcdefghi "
#define X120 X40 X40 "abcdefghi abcdefghi abcdefghi abcdefghij"
#define X121 X120 "k"

static const struct {
	const char *file, *title, *byline, *text;
} texts[] = {
	{"The ferry\n\nIt leaves.\n", "The ferry", "", "It leaves."},
	{"\n\n The ferry \n\n\nIt leaves.\n\nIt comes.\n", "The ferry", "",
         "It leaves.\n\nIt comes."},
	{"The ferry\r\n\r\nIt leaves.\r\n", "The ferry", "", "It leaves."},
	{"\xef\xbb\xbfThe ferry\n\nIt leaves.\n", "The ferry", "",
         "It leaves."},
	/* a byline */
	{"The ferry\n\nBy Ann Lee\n\nIt leaves.\n", "The ferry", "Ann Lee",
         "It leaves."},
	{"The ferry\nby Ann Lee\nand by others.\n", "The ferry", "",
         "by Ann Lee\nand by others."},
	{"The ferry\nBy Ann Lee\n\nIt leaves.\n", "The ferry", "Ann Lee",
         "It leaves."},
	{"The ferry\n\nBy the river it is cold\nin winter.\n", "The ferry", "",
         "By the river it is cold\nin winter."},
	/* no headline: a sentence, a long line, a paragraph of several */
	{"It leaves.\n\nIt comes.\n", "", "", "It leaves.\n\nIt comes."},
	{X120 "\n\nIt leaves.\n", X120, "", "It leaves."},
	{X121 "\n\nIt leaves.\n", "", "", X121 "\n\nIt leaves."},
	{"It leaves, as it did\nevery day.\n\nIt comes.\n", "", "",
         "It leaves, as it did\nevery day.\n\nIt comes."},
	/* a paragraph a line */
	{"The ferry\n" X121 "\n" X121 "\n", "The ferry", "", X121 "\n" X121},
	/* Latin-1 is read, what a terminal would stumble over goes */
	{"Caf\xe9\n\nIt is \x07open.\n", "Caf\xc3\xa9", "", "It is open."},
};

START_TEST(a_text_file_is_read_so)
{
	struct why why;

	ck_assert_int_eq(take(str_of(texts[_i].file), &why), OK);
	ck_assert_text(article.title, texts[_i].title);
	ck_assert_text(article.byline, texts[_i].byline);
	ck_assert_text(article.text, texts[_i].text);
	ck_assert_text(article.key, texts[_i].title);
	ck_assert_text(article.link, "");
	ck_assert_text(article.summary, "");
	ck_assert(article.is_open);
}
END_TEST

START_TEST(a_page_is_read_in_the_charset_that_it_states)
{
	struct article page;
	struct why why;
	char *name = arena_printf(&arena, "%s/page.html", folder);
	struct str text = STR("<meta charset=\"iso-8859-7\"><title>T</title>"
	                      "<p>\xea\xe1\xeb\xe7\xec\xdd\xf1\xe1");

	ck_assert_int_eq(file_write(name, text, 0600, &why), OK);
	ck_assert_int_eq(intake_file(&arena, name, &page, &why), OK);
	unlink(name);
	ck_assert_text(page.text, "\xce\xba\xce\xb1\xce\xbb\xce\xb7"
	                          "\xce\xbc\xce\xad\xcf\x81\xce\xb1");
}
END_TEST

START_TEST(a_file_without_text_is_refused)
{
	static const char *const empty[] = {"", "\n \n", "The ferry\n",
	                                    "The ferry\n\nBy Ann Lee\n"};

	for (size_t i = 0; i < ARRAY_LEN(empty); i++) {
		struct why why = {""};

		ck_assert_int_eq(take(str_of(empty[i]), &why), ERR_INPUT);
		ck_assert_ptr_nonnull(strstr(why.text, path));
		ck_assert_int_eq(article.id, 99); /* untouched */
	}
}
END_TEST

START_TEST(a_file_that_is_not_there_is_absent)
{
	struct why why = {""};

	ck_assert_int_eq(intake_file(&arena, path, &article, &why), ERR_ABSENT);
	ck_assert_ptr_nonnull(strstr(why.text, path));
}
END_TEST

START_TEST(a_file_over_the_limit_is_refused)
{
	struct why why = {""};
	char *text = arena_alloc(&arena, INTAKE_MAX + 1);

	memset(text, 'x', INTAKE_MAX + 1);
	ck_assert_int_eq(take((struct str){text, INTAKE_MAX + 1}, &why),
	                 ERR_LIMIT);
}
END_TEST

START_TEST(a_link_is_http_or_nothing)
{
	static const struct {
		const char *link;
		bool is_ok;
	} links[] = {
		{"", true},
		{"https://a.example/x?y=1#z", true},
		{"HTTP://a.example/", true},
		{"javascript:alert(1)", false},
		{"ftp://a.example/", false},
		{"https", false},
		{"https://a.example/ x", false},
		{"https://a.example/\n", false},
		{"https://a.example/\"", false},
		{"https://a.example/<", false},
		{"https://a.example/>", false},
		{"https://a.example/\x7f", false},
		{"https://\xc3\xa5.example/", false},
	};

	for (size_t i = 0; i < ARRAY_LEN(links); i++)
		ck_assert_msg(intake_link_ok(str_of(links[i].link)) ==
		                      links[i].is_ok,
		              "%s", links[i].link);
}
END_TEST

START_TEST(a_summary_has_a_sentence_a_line_and_is_of_the_text)
{
	struct str rest, line;
	size_t n = 0;

	article.title = str_of("The ferry");
	article.text = str_of(
		"The ferry leaves from the fish market again. Nobody liked the "
		"old pier on the north quay.\n\nThe harbour board decided so "
		"on "
		"Thursday evening. It rained all the time, as it does. The "
		"first boat leaves on Monday at seven in the morning.");
	intake_summarize(&arena, str_of("en"), 2, &article);
	rest = article.summary;
	while (str_next_line(&rest, &line)) {
		ck_assert_uint_ne(
			str_find(article.text, arena_copy(&arena, line)),
			STR_NONE);
		n++;
	}
	ck_assert_uint_eq(n, 2);
	ck_assert(str_ends(article.summary, "\n"));
}
END_TEST

START_TEST(a_summary_that_is_there_stays)
{
	article.text = str_of("One sentence. Another sentence.");
	article.summary = str_of("By hand.");
	intake_summarize(&arena, str_of("en"), 1, &article);
	ck_assert_text(article.summary, "By hand.");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("intake");
	TCase *file = tcase_create("intake_file");
	TCase *link = tcase_create("intake_link_ok");
	TCase *summary = tcase_create("intake_summarize");

	tcase_add_checked_fixture(file, make_folder, drop_folder);
	tcase_add_loop_test(file, a_text_file_is_read_so, 0, ARRAY_LEN(texts));
	tcase_add_test(file, a_page_is_read_in_the_charset_that_it_states);
	tcase_add_test(file, a_file_without_text_is_refused);
	tcase_add_test(file, a_file_that_is_not_there_is_absent);
	tcase_add_test(file, a_file_over_the_limit_is_refused);
	suite_add_tcase(s, file);

	tcase_add_test(link, a_link_is_http_or_nothing);
	suite_add_tcase(s, link);

	tcase_add_checked_fixture(summary, make_folder, drop_folder);
	tcase_add_test(summary,
	               a_summary_has_a_sentence_a_line_and_is_of_the_text);
	tcase_add_test(summary, a_summary_that_is_there_stays);
	suite_add_tcase(s, summary);
	return s;
}
