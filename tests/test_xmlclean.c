#include "tests/suite.h"

#include "base/buf.h"
#include "text/xmlclean.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct {
	const char *in, *out;
} rows[] = {
	{"", ""},
	{"<a>b</a>", "<a>b</a>"},
	{"junk <?xml version='1.0'?><a/>", "<a/>"},
	{"<?xml version='1.0' encoding=\"iso-8859-1\"?><a>\xe9</a>",
         "<a>\xc3\xa9</a>"},
	{"<!DOCTYPE rss PUBLIC \"x\" \"http://y.example/\"><a/>", "<a/>"},
	{"<!DOCTYPE rss [<!ELEMENT a ANY>]><a/>", "<a/>"},
	{"<a><!-- & < --></a>", "<a></a>"},
	{"<a>&eacute;&amp;&lt;&apos;</a>", "<a>\xc3\xa9&#38;&#60;&#39;</a>"},
	{"<a>&none; & b</a>", "<a>&amp;none; &amp; b</a>"},
	{"<a b='&copy;&x'/>", "<a b='\xc2\xa9&amp;x'/>"},
	{"<a>1 < 2\x01</a>", "<a>1 &lt; 2</a>"},
	{"<a><![CDATA[<&x;\x02]]></a>", "<a><![CDATA[<&x;]]></a>"},
	{"<a><![CDATA[x", "<a><![CDATA[x]]>"},
	{"<a b='c>d'>", "<a b='c>d'>"},
};

START_TEST(clean_mends_what_people_get_wrong)
{
	struct str xml = {"", 0};
	struct why why;

	ck_assert_int_eq(xmlclean(&arena, str_of(rows[_i].in), &xml, &why), OK);
	ck_assert_text(xml, rows[_i].out);
}
END_TEST

START_TEST(clean_refuses_entities)
{
	static const char *const bombs[] = {
		"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
		"<!DOCTYPE a [ <!ELEMENT a ANY> <!ENTITY % b SYSTEM 'c'> ]>",
		"<!doctype a [<!ENTITY b \"c\"",
	};

	for (size_t i = 0; i < ARRAY_LEN(bombs); i++) {
		struct why why = {""};
		struct str xml = {"", 0};

		ck_assert_int_eq(xmlclean(&arena, str_of(bombs[i]), &xml, &why),
		                 ERR_INPUT);
		ck_assert_str_eq(why.text, "it declares entities");
	}
}
END_TEST

START_TEST(clean_refuses_what_is_too_deep)
{
	struct buf deep = BUF_INIT(4096);
	struct str xml = {"", 0};
	struct why why = {""};

	for (int i = 0; i < XMLCLEAN_DEPTH_MAX; i++)
		buf_adds(&deep, "<a>");
	ck_assert_int_eq(xmlclean(&arena, buf_str(&deep), &xml, &why), OK);
	buf_adds(&deep, "<b>");
	ck_assert_int_eq(xmlclean(&arena, buf_str(&deep), &xml, &why),
	                 ERR_INPUT);
	buf_free(&deep);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("xmlclean");
	TCase *clean = tcase_create("xmlclean");

	tcase_add_checked_fixture(clean, NULL, teardown);
	tcase_add_loop_test(clean, clean_mends_what_people_get_wrong, 0,
	                    (int)ARRAY_LEN(rows));
	tcase_add_test(clean, clean_refuses_entities);
	tcase_add_test(clean, clean_refuses_what_is_too_deep);
	suite_add_tcase(s, clean);
	return s;
}
