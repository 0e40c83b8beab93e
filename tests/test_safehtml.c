#include "tests/suite.h"

#include "base/buf.h"
#include "text/safehtml.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static struct str clean(const char *html)
{
	return safehtml_clean(&arena, str_of("http://a.example/b/c"),
	                      str_of(html));
}

static const struct {
	const char *in, *out;
} rows[] = {
	{"", ""},
	{"plain", "plain"},
	{"a & b &amp; &eacute; &x", "a &amp; b &amp; &eacute; &amp;x"},
	{"don&#146;t", "don\xe2\x80\x99t"},
	{"1 < 2 <3", "1 &lt; 2 &lt;3"},
	{"<P CLASS=x>a<br>b</P>", "<p class=\"x\">a<br />b</p>"},
	/* what is opened is closed, and nothing else */
	{"<b>a", "<b>a</b>"},
	{"a</b></div>", "a"},
	{"<p>a<p>b", "<p>a</p><p>b</p>"},
	{"<i><b>a</i>b", "<i><b>a</b></i>b"},
	/* what goes, with its content or without */
	{"a<script>b</script>c", "ac"},
	{"a<SCRIPT>b</b></ScRiPt >c", "ac"},
	{"a<style>b", "a"},
	{"a<iframe src=x>b</iframe>c", "abc"},
	{"<form action=x>a</form>", "a"},
	{"<!-- <b> -->a<!-- >b", "ab"},
	{"<?php a ?>b<![CDATA[c>d", "bd"},
	{"<x:y>a</x:y>", "a"},
	/* attributes */
	{"<a onclick=x href='d'>e</a>",
         "<a href=\"http://a.example/b/d\">e</a>"},
	{"<a href=javascript:x>e</a>", "<a href=\"\">e</a>"},
	{"<a href='&#106;ava\nscript:x'>e</a>", "<a href=\"\">e</a>"},
	{"<a href=' data:text/html,x'>e</a>", "<a href=\"\">e</a>"},
	{"<img src=x src=y>", "<img src=\"http://a.example/b/x\" />"},
	{"<i title='\"><b>'>a", "<i title=\"&quot;&gt;&lt;b&gt;\">a</i>"},
	{"<i style='color: red; position: fixed'>a",
         "<i style=\"color: red;\">a</i>"},
	{"<i style='position: fixed'>a", "<i>a</i>"},
	{"<i title=\"a", "<i title=\"a\"></i>"},
};

START_TEST(clean_leaves_nothing_that_does_harm)
{
	ck_assert_text(clean(rows[_i].in), rows[_i].out);
}
END_TEST

START_TEST(clean_twice_is_clean_once)
{
	struct str once = clean(rows[_i].in);
	struct str twice = safehtml_clean(&arena, str_of(""), once);

	ck_assert_uint_eq(once.len, twice.len);
	ck_assert(str_eq(once, twice));
}
END_TEST

START_TEST(clean_closes_however_many_are_open)
{
	struct buf deep = BUF_INIT(1024 * 1024);
	struct str got;

	for (int i = 0; i < 10000; i++)
		buf_adds(&deep, "<b><!--");
	got = safehtml_clean(&arena, str_of(""), buf_str(&deep));
	ck_assert(str_ends(got, "</b>"));
	ck_assert_uint_lt(got.len, 200 * 8);
	buf_free(&deep);
}
END_TEST

START_TEST(void_elements_have_no_end)
{
	ck_assert(safehtml_is_void(str_of("br")));
	ck_assert(!safehtml_is_void(str_of("b")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("safehtml");
	TCase *cleaning = tcase_create("safehtml_clean");
	TCase *voids = tcase_create("safehtml_is_void");

	tcase_add_checked_fixture(cleaning, NULL, teardown);
	tcase_add_loop_test(cleaning, clean_leaves_nothing_that_does_harm, 0,
	                    (int)ARRAY_LEN(rows));
	tcase_add_loop_test(cleaning, clean_twice_is_clean_once, 0,
	                    (int)ARRAY_LEN(rows));
	tcase_add_test(cleaning, clean_closes_however_many_are_open);
	suite_add_tcase(s, cleaning);
	tcase_add_test(voids, void_elements_have_no_end);
	suite_add_tcase(s, voids);
	return s;
}
