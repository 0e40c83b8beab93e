#include "tests/suite.h"

#include "text/markup.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct row {
	const char *in, *out;
} rows[] = {
	{"", ""},
	{"a < b & c > d", "a &lt; b &amp; c &gt; d"},
	{"<P Class=x onclick='y()'>z</P >", "<p class=\"x\">z</p>"},
	{"<p id=a id=b>", "<p id=\"a\">"},
	{"<a href='\"<>'>", "<a href=\"&quot;&lt;&gt;\">"},
	{"<a href=x?a=1&copy=2&amp;b>", "<a href=\"x?a=1&amp;copy=2&amp;b\">"},
	{"a<!-- <b> -->b<!-->c<!x>d<?php ?>e", "abcde"},
	{"<script>if (a</b/>c) '</p>'</script>x", "x"},
	{"<STYLE>p</style >x<svg><path/></svg>y", "xy"},
	{"<title>a<b>c</title>", "<title>a&lt;b&gt;c</title>"},
	{"&#150;&#x92;&#60;&#0;&#xd800;&#99999999;",
         "\xe2\x80\x93\xe2\x80\x99&lt; \xef\xbf\xbd\xef\xbf\xbd"},
	{"&eacute;&nbspx&#;", "&eacute;&nbsp;x&amp;#;"},
	{"<o:p/><div/>x</br>", "<div>x<br>"},
	{"<john@example.org>x", "x"},
	{"<font><i>x</i></font>", "x"},
	{"x<p", "x<p>"},
	{"<p hidden>", "<p hidden=\"\">"},
	{"a\xff\x01z", "a\xef\xbf\xbd z"},
	{"<", "&lt;"},
	{"</", ""},
};

START_TEST(clean_writes_plain_markup)
{
	struct str got = markup_clean(&arena, str_of(rows[_i].in));

	ck_assert(str_starts(got, "<html><body>"));
	ck_assert_text(str_from(got, strlen("<html><body>")), rows[_i].out);
}
END_TEST

START_TEST(reference_gives_the_character)
{
	ck_assert_uint_eq(markup_reference(str_of("&eacute;")), 0xe9);
	ck_assert_uint_eq(markup_reference(str_of("&#233;")), 0xe9);
	ck_assert_uint_eq(markup_reference(str_of("&#xE9;")), 0xe9);
	ck_assert_uint_eq(markup_reference(str_of("&#150;")), 0x2013);
	ck_assert_uint_eq(markup_reference(str_of("&nosuch;")), 0);
	ck_assert_uint_eq(markup_reference(str_of("&;")), 0);
	ck_assert_uint_eq(markup_reference(str_of("eacute;")), 0);
	ck_assert_uint_eq(markup_reference(str_of("")), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("markup");
	TCase *clean = tcase_create("markup_clean");
	TCase *reference = tcase_create("markup_reference");

	tcase_add_checked_fixture(clean, NULL, teardown);
	tcase_add_loop_test(clean, clean_writes_plain_markup, 0,
	                    (int)ARRAY_LEN(rows));
	suite_add_tcase(s, clean);
	tcase_add_test(reference, reference_gives_the_character);
	suite_add_tcase(s, reference);
	return s;
}
