#include "tests/suite.h"

#include "text/csv.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

#define ROWS_MAX 400

/* All records as "field|field/field|field", or what is wrong. */
static struct str read_all(struct str text)
{
	struct csv_reader reader = {.rest = text};
	struct csv_record record;
	struct buf out = BUF_INIT(1024 * 1024);
	enum err err = OK;

	for (size_t row = 0; row < ROWS_MAX && err == OK; row++) {
		err = csv_next(&arena, &reader, &record);
		if (err)
			break;
		buf_adds(&out, row > 0 ? "/" : "");
		for (size_t i = 0; i < record.n; i++) {
			buf_adds(&out, i > 0 ? "|" : "");
			buf_add(&out, record.fields[i]);
		}
	}
	if (err == ERR_INPUT)
		buf_adds(&out, " !");
	else
		ck_assert_int_eq(err, ERR_ABSENT);
	return buf_take(&out, &arena);
}

static const struct {
	const char *text, *read;
} tables[] = {
	{"", ""},
	{"\n\r\n  \n", ""},
	{"a", "a"},
	{"a,b\nc,d\n", "a|b/c|d"},
	{"a,b\r\nc,d", "a|b/c|d"},
	{"a,,c\n,,\n", "a||c/||"},
	{"a,b,\n", "a|b|"},
	{"a,b,", "a|b|"},
	{"a\n\n\nb\n", "a/b"},
	/* quotes, RFC 4180, 2 */
	{"\"a\",\"b\"\n", "a|b"},
	{"\"a,b\",c", "a,b|c"},
	{"\"a\nb\",c\nd,e", "a\nb|c/d|e"},
	{"\"a \"\"b\"\" c\",\"\"", "a \"b\" c|"},
	{"\"\"\"\"", "\""},
	{"a\"b,c", "a\"b|c"},
	{" \"a\" , b ,c ", "a|b|c"},
	{"\" a \",x", "a|x"},
	/* separators */
	{"a;b\nc,d;e\n", "a|b/c,d|e"},
	{"a\tb\nc\t\n", "a|b/c|"},
	{"a,b;c,d\n", "a|b;c|d"},
	{"name\nLee, Ann\n", "name/Lee|Ann"},
	/* a byte order mark */
	{"\xef\xbb\xbf"
         "a,b\n",
         "a|b"},
	{"\xef\xbb\xbf\"a\",b\n", "a|b"},
	/* the guard before a formula goes */
	{"'=1+1,'+a@b.example,'-,'@x", "=1+1|+a@b.example|-|@x"},
	{"''=1,'tis,''", "'=1|'tis|''"},
	/* mistakes */
	{"a\n\"b", "a !"},
	{"\"a\"b,c", " !"},
	{"\"a\"\"", " !"},
};

START_TEST(a_table_is_read_so)
{
	ck_assert_text(read_all(str_of(tables[_i].text)), tables[_i].read);
}
END_TEST

START_TEST(a_record_knows_the_line_it_starts_on)
{
	struct csv_reader reader = {.rest = str_of("a\n\n\"b\nb\",c\nd\n")};
	struct csv_record record;

	ck_assert_int_eq(csv_next(&arena, &reader, &record), OK);
	ck_assert_uint_eq(record.line, 1);
	ck_assert_int_eq(csv_next(&arena, &reader, &record), OK);
	ck_assert_uint_eq(record.line, 3);
	ck_assert_int_eq(csv_next(&arena, &reader, &record), OK);
	ck_assert_uint_eq(record.line, 5);
	ck_assert_int_eq(csv_next(&arena, &reader, &record), ERR_ABSENT);
}
END_TEST

START_TEST(a_mistake_is_on_the_readers_line)
{
	struct csv_reader reader = {.rest = str_of("a\nb\n\"c\n")};
	struct csv_record record;

	ck_assert_int_eq(csv_next(&arena, &reader, &record), OK);
	ck_assert_int_eq(csv_next(&arena, &reader, &record), OK);
	ck_assert_int_eq(csv_next(&arena, &reader, &record), ERR_INPUT);
	ck_assert_uint_eq(reader.line, 3);
}
END_TEST

START_TEST(a_separator_may_be_given)
{
	struct csv_reader reader = {.rest = str_of("a;b,c\n"),
	                            .separator = ';'};
	struct csv_record record;

	ck_assert_int_eq(csv_next(&arena, &reader, &record), OK);
	ck_assert_uint_eq(record.n, 2);
	ck_assert_text(record.fields[1], "b,c");
}
END_TEST

static struct str row_of(size_t n)
{
	struct buf out = BUF_INIT(1000);

	for (size_t i = 0; i < n; i++)
		buf_adds(&out, i > 0 ? ",x" : "x");
	return buf_take(&out, &arena);
}

START_TEST(a_record_has_no_more_than_its_fields)
{
	struct csv_record record;
	struct csv_reader fits = {.rest = row_of(CSV_FIELDS_MAX)};
	struct csv_reader over = {.rest = row_of(CSV_FIELDS_MAX + 1)};

	ck_assert_int_eq(csv_next(&arena, &fits, &record), OK);
	ck_assert_uint_eq(record.n, CSV_FIELDS_MAX);
	ck_assert_int_eq(csv_next(&arena, &over, &record), ERR_INPUT);
}
END_TEST

static struct str quoted_of(size_t n)
{
	struct buf out = BUF_INIT(2 * CSV_FIELD_MAX);

	buf_addc(&out, '"');
	for (size_t i = 0; i < n; i++)
		buf_addc(&out, 'x');
	buf_addc(&out, '"');
	return buf_take(&out, &arena);
}

START_TEST(a_quoted_field_has_a_limit)
{
	struct csv_record record;
	struct csv_reader fits = {.rest = quoted_of(CSV_FIELD_MAX)};
	struct csv_reader over = {.rest = quoted_of(CSV_FIELD_MAX + 1)};

	ck_assert_int_eq(csv_next(&arena, &fits, &record), OK);
	ck_assert_uint_eq(record.fields[0].len, CSV_FIELD_MAX);
	ck_assert_int_eq(csv_next(&arena, &over, &record), ERR_INPUT);
}
END_TEST

static const struct {
	const char *field, *written;
} fields[] = {
	{"", "\"\""},
	{"Ann", "\"Ann\""},
	{"Lee, Ann", "\"Lee, Ann\""},
	{"the \"captain\"", "\"the \"\"captain\"\"\""},
	{"two\nlines", "\"two\nlines\""},
	/* STANDARDS T-43 */
	{"=1+1", "\"'=1+1\""},
	{"+47 22", "\"'+47 22\""},
	{"-x", "\"'-x\""},
	{"@x", "\"'@x\""},
	{"\tx", "\"'\tx\""},
	{"\rx", "\"'\rx\""},
	{"'=x", "\"''=x\""},
	{"'tis", "\"'tis\""},
	{"a=b", "\"a=b\""},
};

START_TEST(a_field_is_written_so_and_read_back)
{
	struct buf out = BUF_INIT(1000);
	struct csv_reader reader = {.separator = ','};
	struct csv_record record;

	csv_add(&out, str_of(fields[_i].field), false);
	ck_assert_text(buf_str(&out),
	               arena_printf(&arena, "%s,", fields[_i].written));
	csv_add(&out, str_of(fields[_i].field), true);
	ck_assert_text(buf_str(&out),
	               arena_printf(&arena, "%s,%s\r\n", fields[_i].written,
	                            fields[_i].written));
	reader.rest = buf_take(&out, &arena);
	ck_assert_int_eq(csv_next(&arena, &reader, &record), OK);
	ck_assert_uint_eq(record.n, 2);
	ck_assert_text(record.fields[0], fields[_i].field);
	ck_assert_text(record.fields[1], fields[_i].field);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("csv");
	TCase *next = tcase_create("csv_next");
	TCase *add = tcase_create("csv_add");

	tcase_add_checked_fixture(next, NULL, drop_arena);
	tcase_add_loop_test(next, a_table_is_read_so, 0, ARRAY_LEN(tables));
	tcase_add_test(next, a_record_knows_the_line_it_starts_on);
	tcase_add_test(next, a_mistake_is_on_the_readers_line);
	tcase_add_test(next, a_separator_may_be_given);
	tcase_add_test(next, a_record_has_no_more_than_its_fields);
	tcase_add_test(next, a_quoted_field_has_a_limit);
	suite_add_tcase(s, next);

	tcase_add_checked_fixture(add, NULL, drop_arena);
	tcase_add_loop_test(add, a_field_is_written_so_and_read_back, 0,
	                    ARRAY_LEN(fields));
	suite_add_tcase(s, add);
	return s;
}
