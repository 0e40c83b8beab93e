#include "tests/suite.h"

#include "text/disguise.h"

static struct arena arena;

static void tear_down(void)
{
	arena_free(&arena);
}

/* The tokens of `text`, with spaces between. */
static struct str tokens_of(const char *text)
{
	struct disguise_token *tokens;
	size_t n = disguise_tokens(&arena, str_of(text), &tokens);
	const char *all = "";

	for (size_t i = 0; i < n; i++)
		all = arena_printf(&arena, "%s%s%.*s", all, i > 0 ? " " : "",
		                   (int)tokens[i].text.len, tokens[i].text.ptr);
	return str_of(all);
}

static const struct {
	const char *text, *tokens;
} rows[] = {
	{"", ""},
	{"The tide tables, please.", "the tide tables please"},
	{"the board's vote isn't over", "the board vote isn't over"},
	/* digits and signs for letters */
	{"you 1d10t", "you idiot"},
	{"$tup1d @ss m0r0n", "stupid ass moron"},
	{"1st 20th 5pm covid19 $5m 2nd", "1st 20th 5pm covid19 $5m 2nd"},
	{"in 2026, 12 boats", "in _num_ _num_ boats"},
	/* letters apart */
	{"you i d i o t now", "you idiot now"},
	{"i.d.i.o.t", "idiot"},
	{"an i-d-i-o-t", "an idiot"},
	{"i  d  i  o  t", "idiot"},
	{"as I said, a b", "as i said a b"},
	{"A. B. Smith", "a b smith"},
	{"he is a f o o l", "he is a fool"},
	{"i d.i o t", "i d iot"},
	/* stars */
	{"f**k this mor*n", "fuck this moron"},
	{"a h*rb*ur", "a hrbur"},
	{"*stars*", "stars"},
	/* hyphens and repeats */
	{"id-iot well-known mo_ron", "idiot well known moron"},
	{"stuuuupid sooo iidiott", "stupid soo idiot"},
	/* accents and look-alikes */
	{"\xc3\xad"
         "d\xc3\xac\xc3\xb6t",
         "idiot"},
	{"\xd1\x96"
         "di\xd0\xbe"
         "t",
         "idiot"},
	/* addresses */
	{"see http://example.org/x?y=1 or www.example.net, ok",
         "see _url_ or _url_ ok"},
	{"read example.com/page now", "read _url_ now"},
	{"write bo@mail.example.org or @bo", "write _email_ or _user_"},
	{"a sh@t here", "a shat here"},
	{"end.Next etc. example.commerce", "end next etc example commerce"},
	/* groups of people are one */
	{"Muslims and women and the old", "_grp_ and _grp_ and the _grp_"},
	/* marks */
	{"No! Really?? What?!! ok", "no really ?? what !! ok"},
	{"!!!!", "!!"},
	{"\xe6\xb8\xaf x", "x"},
};

START_TEST(tokens_are_words_again)
{
	ck_assert_text(tokens_of(rows[_i].text), rows[_i].tokens);
}
END_TEST

START_TEST(tokens_tell_what_was_written)
{
	struct disguise_token *tokens;
	size_t n = disguise_tokens(
		&arena, str_of("You '1D\xc3\xacOT' a f o o l, 99!"), &tokens);

	ck_assert_uint_eq(n, 5);
	ck_assert_text(tokens[0].written, "You");
	ck_assert_text(tokens[1].text, "idiot");
	ck_assert_text(tokens[1].written, "1D\xc3\xacOT");
	ck_assert(tokens[1].is_word);
	ck_assert_text(tokens[3].text, "fool");
	ck_assert_text(tokens[3].written, "f o o l");
	ck_assert(!tokens[4].is_word);
}
END_TEST

/* A letter apart from others, again and again, and what it is next to. */
START_TEST(tokens_of_a_long_text_take_linear_time)
{
	static const char *const shapes[] = {"a ", "a.",  "a-b",  "a@b", "<",
	                                     "&",  "f**", "www.", "-a",  "'"};
	size_t len = 400000;
	char *text = arena_alloc(&arena, len);
	struct disguise_token *tokens;

	for (size_t i = 0; i < len; i++)
		text[i] = shapes[_i][i % strlen(shapes[_i])];
	disguise_tokens(&arena, (struct str){text, len}, &tokens);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("disguise");
	TCase *tc = tcase_create("tokens");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_loop_test(tc, tokens_are_words_again, 0, ARRAY_LEN(rows));
	tcase_add_test(tc, tokens_tell_what_was_written);
	tcase_add_loop_test(tc, tokens_of_a_long_text_take_linear_time, 0, 10);
	suite_add_tcase(s, tc);
	return s;
}
