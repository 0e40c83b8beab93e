#include "tests/suite.h"

#include "text/weblink.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct {
	const char *link;
	bool is_safe;
} safe[] = {
	{"", true},
	{"a/b", true},
	{"/a:b", true},
	{"?a:b", true},
	{"http://a.example/", true},
	{"HTTPS://a.example/", true},
	{"mailto:a@b.example", true},
	{"javascript:x", false},
	{" java\tscript:x", false},
	{"vbscript:x", false},
	{"data:text/html,x", false},
	{"file:///etc/passwd", false},
	{"averyveryverylongscheme:x", false},
};

START_TEST(is_safe_knows_the_scheme)
{
	ck_assert_msg(weblink_is_safe(str_of(safe[_i].link)) ==
	                      safe[_i].is_safe,
	              "%s", safe[_i].link);
}
END_TEST

/* From RFC 3986, 5.4, seen from http://a/b/c/d;p?q. */
static const struct {
	const char *link, *expected;
} rows[] = {
	{"g:h", "g:h"},
	{"g", "http://a/b/c/g"},
	{"./g", "http://a/b/c/g"},
	{"g/", "http://a/b/c/g/"},
	{"/g", "http://a/g"},
	{"//g", "http://g"},
	{"?y", "http://a/b/c/d;p?y"},
	{"g?y", "http://a/b/c/g?y"},
	{"#s", "http://a/b/c/d;p?q#s"},
	{"g#s", "http://a/b/c/g#s"},
	{"", "http://a/b/c/d;p?q"},
	{".", "http://a/b/c/"},
	{"..", "http://a/b/"},
	{"../g", "http://a/b/g"},
	{"../..", "http://a/"},
	{"../../g", "http://a/g"},
	{"../../../g", "http://a/g"},
	{"g/../h", "http://a/b/c/h"},
	{"g?y/../x", "http://a/b/c/g?y/../x"},
	{" \n g\n", "http://a/b/c/g"},
};

START_TEST(resolve_does_as_the_standard_says)
{
	ck_assert_text(weblink_resolve(&arena, str_of("http://a/b/c/d;p?q"),
	                               str_of(rows[_i].link)),
	               rows[_i].expected);
}
END_TEST

START_TEST(resolve_leaves_a_link_alone_that_has_no_base)
{
	ck_assert_text(weblink_resolve(&arena, str_of(""), str_of("../g")),
	               "../g");
	ck_assert_text(weblink_resolve(&arena, str_of("mailto:a"), str_of("g")),
	               "g");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("weblink");
	TCase *is_safe = tcase_create("weblink_is_safe");
	TCase *resolve = tcase_create("weblink_resolve");

	tcase_add_loop_test(is_safe, is_safe_knows_the_scheme, 0,
	                    (int)ARRAY_LEN(safe));
	suite_add_tcase(s, is_safe);
	tcase_add_checked_fixture(resolve, NULL, teardown);
	tcase_add_loop_test(resolve, resolve_does_as_the_standard_says, 0,
	                    (int)ARRAY_LEN(rows));
	tcase_add_test(resolve, resolve_leaves_a_link_alone_that_has_no_base);
	suite_add_tcase(s, resolve);
	return s;
}
