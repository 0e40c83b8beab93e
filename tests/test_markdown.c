#include "tests/suite.h"

#include "text/markdown.h"

static struct arena arena;
static struct markdown_article article;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct row {
	const char *source, *title, *text;
} rows[] = {
	{"", "", ""},
	{"# Head\n\nOne\ntwo.\n\nThree.", "Head", "One two.\n\nThree.\n"},
	{"Head\n====\n## Sub\ntext", "Head", "Sub\n\ntext\n"},
	{"One\n\n## Late", "Late", "One\n"},
	{"# A *b* [c](https://example.org)\nx", "A b c", "x\n"},
	{"a  \nb", "", "a\nb\n"},
	{"- a\n- b *c*\n  - e\n\nf", "", "- a\n- b c\n  - e\n\nf\n"},
	{"- a\n\n- b\n\n  c", "", "- a\n\n- b\n\n  c\n"},
	{"1. a\n2. b", "", "- a\n- b\n"},
	{"[a](https://example.org/x) b", "", "a (https://example.org/x) b\n"},
	{"<https://example.org/x>", "", "https://example.org/x\n"},
	{"[a](/here)", "", "a\n"},
	{"![a *sign*](x.png)", "", "a sign\n"},
	{"a <b>c</b>\n\n<div>\nd\n</div>\n\ne", "", "a c\n\ne\n"},
	{"a <script>alert(1)</script>b <style>p{}</style>c", "", "a b c\n"},
	{"a <SCRIPT src=x>alert(1)</SCRIPT>\n\nb", "", "a\n\nb\n"},
	{"a <script>b\n\nc <scripture>d", "", "a\n\nc d\n"},
	{"<script>\nalert(1)\n\nb\n</script>\nc", "", "c\n"},
	{"&eacute;&#33; &nosuch; a < b", "", "\xc3\xa9! &nosuch; a < b\n"},
	{"```\na\n  b\n```\nc", "", "a\n  b\n\nc\n"},
	{"> a\n> b", "", "a b\n"},
	{"a\n\n---\n\nb `c`", "", "a\n\nb c\n"},
	{"a\xff", "", "a\xef\xbf\xbd\n"},
	{"---\ntitle: T\n---\n# H\nx", "T", "H\n\nx\n"},
	{"---\ntitle: \"T\"\n---\n# T\nx", "T", "x\n"},
	{"\xef\xbb\xbf---\r\na: 1\r\n---\r\n# H\r\nx", "H", "x\n"},
};

START_TEST(article_gives_title_and_text)
{
	const struct row *row = &rows[_i];

	ck_assert_int_eq(
		markdown_article(&arena, str_of(row->source), &article), OK);
	ck_assert_text(article.title, row->title);
	ck_assert_text(article.text, row->text);
}
END_TEST

START_TEST(article_lists_the_front_matter)
{
	static const char source[] = "---\n# comment\ntitle: 'It''s: a'\n"
				     "Author :  \"Ann\" \ntags:\n  - x: y\n"
				     "- z: z\nno colon\n---\ntext";

	ck_assert_int_eq(markdown_article(&arena, str_of(source), &article),
	                 OK);
	ck_assert_uint_eq(article.n_fields, 3);
	ck_assert_text(article.fields[0].key, "title");
	ck_assert_text(article.fields[0].value, "It''s: a");
	ck_assert_text(article.fields[1].key, "Author");
	ck_assert_text(article.fields[1].value, "Ann");
	ck_assert_text(article.fields[2].key, "tags");
	ck_assert_text(article.fields[2].value, "");
}
END_TEST

START_TEST(article_refuses_front_matter_without_end)
{
	article.n_fields = 7;
	ck_assert_int_eq(
		markdown_article(&arena, str_of("---\na: b\n"), &article),
		ERR_INPUT);
	ck_assert_uint_eq(article.n_fields, 7);
}
END_TEST

START_TEST(article_has_a_limit)
{
	struct str source = {arena_alloc(&arena, MARKDOWN_MAX + 1),
	                     MARKDOWN_MAX + 1};

	ck_assert_int_eq(markdown_article(&arena, source, &article), ERR_LIMIT);
	source.len--;
	ck_assert_int_eq(markdown_article(&arena, source, &article), OK);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("markdown");
	TCase *all = tcase_create("markdown_article");

	tcase_add_checked_fixture(all, NULL, teardown);
	tcase_add_loop_test(all, article_gives_title_and_text, 0,
	                    (int)ARRAY_LEN(rows));
	tcase_add_test(all, article_lists_the_front_matter);
	tcase_add_test(all, article_refuses_front_matter_without_end);
	tcase_add_test(all, article_has_a_limit);
	suite_add_tcase(s, all);
	return s;
}
