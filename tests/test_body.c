#include "tests/suite.h"

#include "text/body_private.h"
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

static xmlNode *find(const char *html)
{
	doc = dom_parse(&arena, str_of(html));
	ck_assert_ptr_nonnull(doc);
	return body_find(&arena, xmlDocGetRootElement(doc));
}

#define WORDS                                                                  \
	"<p>Words and words that are not in any link, enough of them for one." \
	"</p>"

START_TEST(find_takes_the_heaviest_element)
{
	xmlNode *found =
		find("<div id=a><a href=x>A link to something else, "
	             "long enough</a></div><div id=b>" WORDS WORDS "</div>");

	ck_assert_text(dom_attr(found, "id"), "b");
}
END_TEST

START_TEST(find_believes_an_article_that_is_half_of_it)
{
	xmlNode *found = find("<div>" WORDS "<article id=a>" WORDS WORDS
	                      "</article></div>");

	ck_assert_text(dom_attr(found, "id"), "a");
}
END_TEST

START_TEST(find_keeps_what_is_large_whatever_its_name)
{
	xmlNode *found = find("<div class=sidebar id=a>" WORDS WORDS WORDS
	                      "<p class=share>Share</p></div>");

	ck_assert_text(dom_attr(found, "id"), "a");
	ck_assert_uint_eq(str_find(textify_node(&arena, found, false), "Share"),
	                  STR_NONE);
}
END_TEST

START_TEST(find_needs_text)
{
	ck_assert_ptr_null(find("<div><img></div>"));
}
END_TEST

START_TEST(behead_takes_the_heading_and_what_is_before)
{
	xmlNode *found = find("<div id=a><div>" WORDS "<h2>Head</h2></div>"
	                      "<h3>Sub</h3>" WORDS "</div>");
	struct str before = textify_node(&arena, found, false);

	body_behead(&arena, found, str_of("Other"));
	ck_assert(str_eq(textify_node(&arena, found, false), before));
	body_behead(&arena, found, str_of("head"));
	ck_assert_text(textify_node(&arena, found, false),
	               "Sub\n\nWords and words that are not in any link, "
	               "enough of them for one.\n");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("body");
	TCase *body = tcase_create("body_find");

	tcase_add_checked_fixture(body, NULL, teardown);
	tcase_add_test(body, find_takes_the_heaviest_element);
	tcase_add_test(body, find_believes_an_article_that_is_half_of_it);
	tcase_add_test(body, find_keeps_what_is_large_whatever_its_name);
	tcase_add_test(body, find_needs_text);
	tcase_add_test(body, behead_takes_the_heading_and_what_is_before);
	suite_add_tcase(s, body);
	return s;
}
