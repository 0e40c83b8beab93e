#include "tests/suite.h"

#include "base/buf.h"
#include "text/dom_private.h"

static struct arena arena;
static xmlDoc *doc;

static void teardown(void)
{
	xmlFreeDoc(doc);
	doc = NULL;
	arena_free(&arena);
}

/* The first element called `name` in `html`. */
static const xmlNode *parse(const char *html, const char *name)
{
	const xmlNode *n;

	xmlFreeDoc(doc);
	doc = dom_parse(&arena, str_of(html));
	ck_assert_ptr_nonnull(doc);
	n = xmlDocGetRootElement(doc);
	while (n && !dom_is(n, name))
		n = dom_next(xmlDocGetRootElement(doc), n, false);
	ck_assert_ptr_nonnull(n);
	return n;
}

START_TEST(attr_is_empty_where_there_is_none)
{
	const xmlNode *p = parse("<p id=a class=''>x", "p");

	ck_assert_text(dom_attr(p, "id"), "a");
	ck_assert_text(dom_attr(p, "class"), "");
	ck_assert_text(dom_attr(p, "href"), "");
	ck_assert_text(dom_attr(p->children, "id"), "");
}
END_TEST

START_TEST(has_word_forgives_case_and_x)
{
	struct str list = str_of("one x_Two");

	ck_assert(dom_has_word(list, "two"));
	ck_assert(dom_has_word(list, "one"));
	ck_assert(!dom_has_word(list, "on"));
	ck_assert(!dom_has_word(str_of(""), "on"));
}
END_TEST

START_TEST(style_takes_the_last)
{
	const xmlNode *p =
		parse("<p style='a:1; Color : red;color:blue'>", "p");

	ck_assert_text(dom_style(p, "color"), "blue");
	ck_assert_text(dom_style(p, "width"), "");
}
END_TEST

static const struct {
	const char *html;
	bool is_hidden;
} hidden[] = {
	{"<p>", false},
	{"<p hidden>", true},
	{"<p style='display: none'>", true},
	{"<p style='visibility:hidden'>", true},
	{"<p style='font-size:0'>", true},
	{"<p style='font-size:0px !important'>", true},
	{"<p style='font-size:0.5em'>", false},
	{"<p style='max-height:0'>", true},
	{"<p style='opacity:0'>", true},
	{"<p style='opacity:0.6;display:block'>", false},
	{"<p style='color:#FFF;background:#fff'>", true},
	{"<p style='background-color:white;color:white'>", true},
	{"<p style='color:#fff;background:#000'>", false},
	{"<p style='color:#fff'>", false},
};

START_TEST(is_hidden_by_attribute_or_style)
{
	ck_assert_int_eq(dom_is_hidden(parse(hidden[_i].html, "p")),
	                 hidden[_i].is_hidden);
}
END_TEST

START_TEST(next_walks_in_order_and_skips)
{
	const xmlNode *div = parse("<div><p>a</p><b>c</b></div>z", "div");
	const xmlNode *p = dom_next(div, div, false);

	ck_assert(dom_is(p, "p"));
	ck_assert_int_eq(dom_next(div, p, false)->type, XML_TEXT_NODE);
	ck_assert(dom_is(dom_next(div, p, true), "b"));
	ck_assert_ptr_null(dom_next(div, dom_next(div, p, true), true));
}
END_TEST

START_TEST(text_is_one_line)
{
	const xmlNode *div = parse("<div>a <p>b<br>c</p>\n d</div>z", "div");

	ck_assert_text(dom_text(&arena, div), "a b c d");
}
END_TEST

START_TEST(tree_ends_at_256_levels)
{
	struct buf html = BUF_INIT(1 << 20);
	size_t n = 0;

	for (int i = 0; i < 1000; i++)
		buf_adds(&html, "<div>");
	doc = dom_parse(&arena, buf_str(&html));
	buf_free(&html);
	for (const xmlNode *e = xmlDocGetRootElement(doc); e; e = e->children)
		n++;
	ck_assert_uint_gt(n, 200);
	ck_assert_uint_le(n, 257);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("dom");
	TCase *dom = tcase_create("dom");

	tcase_add_checked_fixture(dom, NULL, teardown);
	tcase_add_test(dom, attr_is_empty_where_there_is_none);
	tcase_add_test(dom, has_word_forgives_case_and_x);
	tcase_add_test(dom, style_takes_the_last);
	tcase_add_loop_test(dom, is_hidden_by_attribute_or_style, 0,
	                    (int)ARRAY_LEN(hidden));
	tcase_add_test(dom, next_walks_in_order_and_skips);
	tcase_add_test(dom, text_is_one_line);
	tcase_add_test(dom, tree_ends_at_256_levels);
	suite_add_tcase(s, dom);
	return s;
}
