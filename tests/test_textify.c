#include "tests/suite.h"

#include "text/dom_private.h"
#include "text/textify_private.h"

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

START_TEST(render_of_a_page_has_no_marks)
{
	const xmlNode *div = parse("<div><a href='https://example.org'>a</a>"
	                           "<hr><blockquote>b</blockquote></div>c",
	                           "div");

	ck_assert_text(textify_node(&arena, div, false), "a\n\nb\n");
	ck_assert_text(textify_node(&arena, div, true),
	               "a <https://example.org>\n\n----------\n\n> b\n");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("textify");
	TCase *render = tcase_create("textify_node");

	tcase_add_checked_fixture(render, NULL, teardown);
	tcase_add_test(render, render_of_a_page_has_no_marks);
	suite_add_tcase(s, render);
	return s;
}
