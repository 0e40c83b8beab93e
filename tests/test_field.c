#include "tests/suite.h"

#include "mailer/field.h"

static struct arena arena;

static void free_arena(void)
{
	arena_free(&arena);
}

START_TEST(next_walks_to_the_body)
{
	struct str rest = str_of("A: one\r\nB :two\n\t2\n \r\nC:\n\nbody\n");
	struct field field;

	ck_assert(field_next(&rest, &field));
	ck_assert_text(field.name, "A");
	ck_assert_text(field.value, " one\r\n");
	ck_assert(field_next(&rest, &field));
	ck_assert_text(field.name, "B");
	ck_assert_text(field.value, "two\n\t2\n \r\n");
	ck_assert(field_next(&rest, &field));
	ck_assert_text(field.name, "C");
	ck_assert_text(field.value, "\n");
	ck_assert(!field_next(&rest, &field));
	ck_assert_text(rest, "body\n");
}
END_TEST

START_TEST(next_takes_what_is_no_field_for_body)
{
	static const char *const bodies[] = {
		"hello world\nB: 2\n", "two words: 2\n",       ": no name\n",
		"n\xc3\xa4me: 2\n",    " continues nothing\n",
	};
	struct str rest = str_of(bodies[_i]);
	struct field field;

	ck_assert(!field_next(&rest, &field));
	ck_assert_text(rest, bodies[_i]);
}
END_TEST

START_TEST(next_ends_with_the_bytes)
{
	struct str rest = str_of("A: 1");
	struct field field;

	ck_assert(field_next(&rest, &field));
	ck_assert_text(field.value, " 1");
	ck_assert(!field_next(&rest, &field));
	ck_assert_uint_eq(rest.len, 0);
}
END_TEST

static const struct {
	const char *header;
	size_t n; /* fields */
	const char *rest;
	bool is_mended;
} mended[] = {
	{"A: 1\nSubject: x\n\nbody", 2, "body", false},
	{"A: 1\nlost its fold\nfor two lines\nSubject: x\n\nbody", 2, "body",
         true},
	{"---- a note ----\r\nFrom: a@b\r\n\r\nbody", 1, "body", true},
	{"A: 1\nnot a field\nB: 2\n\nbody", 1, "not a field\nB: 2\n\nbody",
         false},
	{"A: 1\nN\xc3\xa4me: 2\nC : 3\n\nbody", 2, "body", true},
	{"A: 1\nN\xc3\xa4me: 2\nwords\n\nbody", 1,
         "N\xc3\xa4me: 2\nwords\n\nbody", false},
	{"A: 1\nDear all,\n\nFrom: here on\n", 1,
         "Dear all,\n\nFrom: here on\n", false},
};

START_TEST(next_of_mail_passes_over_lines_before_a_usual_field)
{
	struct str rest = str_of(mended[_i].header);
	bool is_mended = false;
	struct field field;
	size_t n = 0;

	while (field_next_of_mail(&rest, &is_mended, &field))
		n++;
	ck_assert_uint_eq(n, mended[_i].n);
	ck_assert_text(rest, mended[_i].rest);
	ck_assert_int_eq(is_mended, mended[_i].is_mended);
}
END_TEST

START_TEST(may_be_long_is_what_providers_add)
{
	ck_assert(field_may_be_long(str_of("X-Report")));
	ck_assert(field_may_be_long(str_of("DKIM-Signature")));
	ck_assert(!field_may_be_long(str_of("Subject")));
	ck_assert(!field_may_be_long(str_of("Content-Type")));
}
END_TEST

START_TEST(unfold_makes_one_space_of_a_fold)
{
	static const struct {
		const char *value, *text;
	} rows[] = {
		{" plain \r\n", "plain"},
		{" a\r\n b\n\tc \n", "a b c"},
		{" a  \r\n    b  b\r\n", "a b  b"},
		{"\r\n a\r\n \r\n b", "a b"},
		{"", ""},
	};

	ck_assert_text(field_unfold(&arena, str_of(rows[_i].value)),
	               rows[_i].text);
}
END_TEST

START_TEST(skip_mbox_drops_empty_lines_above_a_header_only)
{
	ck_assert_text(field_skip_mbox(str_of("\r\n\nA: 1\n")), "A: 1\n");
	ck_assert_text(field_skip_mbox(str_of("\nno field\n")), "\nno field\n");
	ck_assert_text(field_skip_mbox(str_of("\n\n")), "\n\n");
}
END_TEST

START_TEST(skip_mbox_drops_the_line_of_an_mbox_file_only)
{
	ck_assert_text(field_skip_mbox(str_of("From a@b Mon\r\nA: 1\n")),
	               "A: 1\n");
	ck_assert_text(field_skip_mbox(str_of("From: a@b\n")), "From: a@b\n");
	ck_assert_text(field_skip_mbox(str_of("From a@b")), "");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("field");
	TCase *next = tcase_create("field_next");
	TCase *unfold = tcase_create("field_unfold");
	TCase *skip = tcase_create("field_skip_mbox");

	tcase_add_test(next, next_walks_to_the_body);
	tcase_add_loop_test(next, next_takes_what_is_no_field_for_body, 0, 5);
	tcase_add_test(next, next_ends_with_the_bytes);
	tcase_add_loop_test(next,
	                    next_of_mail_passes_over_lines_before_a_usual_field,
	                    0, ARRAY_LEN(mended));
	tcase_add_test(next, may_be_long_is_what_providers_add);
	suite_add_tcase(s, next);
	tcase_add_checked_fixture(unfold, NULL, free_arena);
	tcase_add_loop_test(unfold, unfold_makes_one_space_of_a_fold, 0, 5);
	suite_add_tcase(s, unfold);
	tcase_add_test(skip, skip_mbox_drops_empty_lines_above_a_header_only);
	tcase_add_test(skip, skip_mbox_drops_the_line_of_an_mbox_file_only);
	suite_add_tcase(s, skip);
	return s;
}
