#include "tests/suite.h"

#include "base/buf.h"
#include "mailer/split.h"

static struct arena arena;

static void free_arena(void)
{
	arena_free(&arena);
}

static const struct {
	const char *body, *parts; /* each with a "|" behind it */
} bodies[] = {
	{"--b\nA\n--b\nB\n--b--\n", "A|B|"},
	{"before\r\n--b\r\nA\r\n\r\nx\r\n--b--\r\nafter", "A\r\n\r\nx|"},
	{"--b\nA", "A|"},               /* no end */
	{"--b\n--b\nA\n--b--", "A|"},   /* twice */
	{"--b\n\n--b--", "|"},          /* an empty one */
	{"--b  \t\nA\n--b-- \n", "A|"}, /* blanks behind it */
	{"--b-2\nA\n--bb\n", ""},       /* another one's */
	{" --b\nA\n", ""},
	{"--b\nA\n--b--\nx\n--b\nB\n", "A|B|"}, /* the end came too early */
	{"--b\n", ""},
	{"no boundary\n", ""},
	{"", ""},
};

START_TEST(body_is_parted_at_its_boundary_lines)
{
	struct split split =
		split_body(&arena, str_of(bodies[_i].body), str_of("b"));
	struct buf seen = BUF_INIT(100);

	for (size_t i = 0; i < split.n; i++) {
		buf_add(&seen, split.raw[i]);
		buf_addc(&seen, '|');
	}
	ck_assert_text(buf_str(&seen), bodies[_i].parts);
	buf_free(&seen);
}
END_TEST

START_TEST(body_gives_as_many_parts_as_are_taken)
{
	struct buf body = BUF_INIT(10000);
	struct split split;

	for (int i = 0; i < SPLIT_PARTS_MAX + 5; i++)
		buf_adds(&body, "--b\nx\n");
	split = split_body(&arena, buf_str(&body), str_of("b"));
	ck_assert_uint_eq(split.n, SPLIT_PARTS_MAX);
	buf_free(&body);
}
END_TEST

static const struct {
	const char *body, *boundary;
} guesses[] = {
	{"x\n--=_1\nContent-Type: text/plain\n\nx\n--=_1--\n", "=_1"},
	{"--a \r\ncontent-type: text/plain\r\n", "a"},
	{"-- \nJan\n--\nContent with it all\n", ""},
	{"--a\"b\nContent-Type: text/plain\n", ""}, /* no boundary could be */
	{"--a\n\nContent-Type: text/plain\n", ""},
	{"", ""},
};

START_TEST(guess_finds_the_line_before_a_parts_header)
{
	ck_assert_text(split_guess(str_of(guesses[_i].body)),
	               guesses[_i].boundary);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("split");
	TCase *body = tcase_create("split_body");
	TCase *guess = tcase_create("split_guess");

	tcase_add_checked_fixture(body, NULL, free_arena);
	tcase_add_loop_test(body, body_is_parted_at_its_boundary_lines, 0,
	                    ARRAY_LEN(bodies));
	tcase_add_test(body, body_gives_as_many_parts_as_are_taken);
	suite_add_tcase(s, body);
	tcase_add_loop_test(guess, guess_finds_the_line_before_a_parts_header,
	                    0, ARRAY_LEN(guesses));
	suite_add_tcase(s, guess);
	return s;
}
