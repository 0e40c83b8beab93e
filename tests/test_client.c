#include "tests/suite.h"

#include "text/client_private.h"
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

static const struct {
	const char *html, *name;
	enum client_mark mark;
} marks[] = {
	{"<div>", "div", CLIENT_NONE},
	{"<div class='a gmail_quote'>", "div", CLIENT_QUOTE},
	{"<div class=x_yahoo_quoted>", "div", CLIENT_QUOTE},
	{"<div class=moz-cite-prefix>", "div", CLIENT_PREFIX},
	{"<div id=divRplyFwdMsg>", "div", CLIENT_REST},
	{"<hr><div id=divRplyFwdMsg>", "hr", CLIENT_REST},
	{"<hr><div>", "hr", CLIENT_NONE},
	{"<hr data-marker=__DIVIDER__>", "hr", CLIENT_REST},
	{"<div id=Signature>", "div", CLIENT_SIGNATURE},
	{"<div name=messageSignatureSection>", "div", CLIENT_SIGNATURE},
	{"<div><b>A:</b> x@y<br><b>B:</b> x<br><b>C:</b> x", "div",
         CLIENT_REST},
	{"<div>Hi <b>A:</b> x@y<br><b>B:</b> x<br><b>C:</b> x", "div",
         CLIENT_NONE},
};

START_TEST(client_mark_knows_mail_programs)
{
	ck_assert_int_eq(client_mark(parse(marks[_i].html, marks[_i].name)),
	                 marks[_i].mark);
}
END_TEST

START_TEST(inner_quote_is_a_blockquote_of_the_same_program)
{
	const xmlNode *div = parse("<div class=gmail_quote>"
	                           "<blockquote class=gmail_quote>a"
	                           "</blockquote><blockquote>b</blockquote>"
	                           "</div>",
	                           "div");
	const xmlNode *first = div->children;

	ck_assert(client_is_inner_quote(div, first));
	ck_assert(!client_is_inner_quote(div, first->next));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("client");
	TCase *client = tcase_create("client_mark");

	tcase_add_checked_fixture(client, NULL, teardown);
	tcase_add_loop_test(client, client_mark_knows_mail_programs, 0,
	                    (int)ARRAY_LEN(marks));
	tcase_add_test(client, inner_quote_is_a_blockquote_of_the_same_program);
	suite_add_tcase(s, client);
	return s;
}
