#include "tests/suite.h"

#include "app/jsonl.h"

static struct arena arena;

static void tear_down(void)
{
	arena_free(&arena);
}

static struct jsonl_line one(const char *text)
{
	struct jsonl_line *lines;

	ck_assert_uint_eq(jsonl_parse(&arena, str_of(text), &lines), 1);
	return lines[0];
}

START_TEST(parse_reads_every_field)
{
	struct jsonl_line line = one(
		"{\"id\": \"c1\", \"text\": \"Caf\\u00e9\", \"article_id\": 7,"
		" \"title\": \"T\", \"article\": \"A\", \"parent\": \"P\","
		" \"more\": [1, {}]}");

	ck_assert_ptr_null(line.mistake);
	ck_assert_text(line.id, "c1");
	ck_assert_text(line.id_json, "\"c1\"");
	ck_assert_text(line.text, "Caf\xc3\xa9");
	ck_assert_text(line.article_id, "7");
	ck_assert_text(line.title, "T");
	ck_assert_text(line.article, "A");
	ck_assert_text(line.parent, "P");
	ck_assert(line.has_article);
	ck_assert_int_eq(line.label, JSONL_NONE);
}
END_TEST

START_TEST(parse_keeps_the_id_as_it_stands)
{
	ck_assert_text(one("{\"id\": 12, \"text\": \"\"}").id_json, "12");
	ck_assert_text(one("{\"text\": \"\"}").id_json, "null");
	ck_assert_text(one("{\"id\": [1], \"text\": \"\"}").id_json, "null");
}
END_TEST

START_TEST(parse_counts_lines_and_passes_blank_ones_over)
{
	struct jsonl_line *lines;
	size_t n = jsonl_parse(&arena,
	                       str_of("\xef\xbb\xbf{\"text\": \"a\"}\r\n\n  \n"
	                              "{\"text\": \"b\"}"),
	                       &lines);

	ck_assert_uint_eq(n, 2);
	ck_assert_uint_eq(lines[0].number, 1);
	ck_assert_uint_eq(lines[1].number, 4);
	ck_assert_text(lines[1].text, "b");
	ck_assert_uint_eq(jsonl_parse(&arena, str_of(""), &lines), 0);
}
END_TEST

static const struct {
	const char *text, *mistake;
} wrong[] = {
	{"{\"id\": 1}", "it has no \"text\""},
	{"{\"text\": 5}", "it has no \"text\""},
	{"[]", "it is no object"},
	{"{\"text\": \"a\"", "'}'"},
	{"{\"text\": \"a\"} x", "end of file"},
	{"nonsense", "'{' expected"},
};

START_TEST(parse_says_what_is_wrong)
{
	struct jsonl_line line = one(wrong[_i].text);

	ck_assert_ptr_nonnull(line.mistake);
	ck_assert_msg(strstr(line.mistake, wrong[_i].mistake) != NULL, "%s",
	              line.mistake);
}
END_TEST

static const struct {
	const char *fields;
	enum jsonl_label label;
} labels[] = {
	{"\"label\": 1", JSONL_ABUSE},
	{"\"label\": 0", JSONL_FINE},
	{"\"label\": true", JSONL_ABUSE},
	{"\"label\": \"0\"", JSONL_FINE},
	{"\"label\": 2", JSONL_NONE},
	{"\"abuse\": false", JSONL_FINE},
	{"\"decision\": \"approve\"", JSONL_FINE},
	{"\"decision\": \"rejected\", \"reason\": \"abuse\"", JSONL_ABUSE},
	{"\"event\": \"reject\", \"reason\": \"off-topic\"", JSONL_OTHER},
	{"\"state\": \"rejected\"", JSONL_OTHER},
	{"\"state\": \"held\"", JSONL_NONE},
};

START_TEST(parse_reads_what_was_decided)
{
	struct jsonl_line line = one(arena_printf(
		&arena, "{\"text\": \"a\", %s}", labels[_i].fields));

	ck_assert_int_eq(line.label, labels[_i].label);
}
END_TEST

START_TEST(parse_makes_texts_valid)
{
	ck_assert_text(one("{\"text\": \"a\xff\"}").text, "a\xef\xbf\xbd");
	ck_assert_uint_eq(one("{\"text\": \"a\\u0000b\"}").text.len, 3);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("jsonl");
	TCase *tc = tcase_create("parse");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_test(tc, parse_reads_every_field);
	tcase_add_test(tc, parse_keeps_the_id_as_it_stands);
	tcase_add_test(tc, parse_counts_lines_and_passes_blank_ones_over);
	tcase_add_loop_test(tc, parse_says_what_is_wrong, 0, ARRAY_LEN(wrong));
	tcase_add_loop_test(tc, parse_reads_what_was_decided, 0,
	                    ARRAY_LEN(labels));
	tcase_add_test(tc, parse_makes_texts_valid);
	suite_add_tcase(s, tc);
	return s;
}
