#include "tests/suite.h"

#include "base/buf.h"
#include "text/page.h"

static struct arena arena;
static struct html_article article;

/* Three of them make an article. */
#define PARAGRAPH                                                              \
	"<p>Plain words fill this paragraph, one after the other, until it "   \
	"is long enough, with commas and all, for somebody to read it.</p>"
#define LINE                                                                   \
	"Plain words fill this paragraph, one after the other, until it is "   \
	"long enough, with commas and all, for somebody to read it.\n"
#define MENU                                                                   \
	"<ul><li><a href=/a>News</a><li><a href=/b>Sports</a><li>"             \
	"<a href=/c>Weather</a></ul>"

static void teardown(void)
{
	arena_free(&arena);
}

static void read_page(const char *html)
{
	article = (struct html_article){0};
	ck_assert_int_eq(html_to_article(&arena, str_of(html), &article), OK);
}

static const char *const pages[] = {
	PARAGRAPH PARAGRAPH,
	MENU "<div>" PARAGRAPH PARAGRAPH "</div>" MENU,
	"<body class='has-sidebar'><nav>" MENU "</nav><article>" PARAGRAPH
	"<aside>Aside</aside>" PARAGRAPH "</article><footer>F</footer>",
	"<div class=relatedPosts>" PARAGRAPH
	"</div><div><div id=comments>" PARAGRAPH "</div><div>" PARAGRAPH
	"<figure><img><figcaption>C</figcaption></figure>" PARAGRAPH
	"</div></div>",
	"<form><table><tr><td>" MENU "<td>" PARAGRAPH PARAGRAPH
	"</table></form>",
	"<div><h2>Head</h2><p>by me</p><h1>Head</h1>" PARAGRAPH
	"<ul><li><a href=/a>More</a></ul>" PARAGRAPH "<script>x</script></div>"
	"<title>Head</title>",
	"<div><p>A teaser is as long as any paragraph could be, and breaks "
	"off where it begins to be of interest to ...</p><p>Another teaser "
	"is as long as any paragraph, and breaks off where it is of "
	"[\xe2\x80\xa6]</p></div><div>" PARAGRAPH PARAGRAPH "</div>",
};

START_TEST(article_is_the_text_without_what_is_around_it)
{
	read_page(pages[_i]);
	ck_assert_text(article.text, LINE "\n" LINE);
}
END_TEST

START_TEST(article_may_be_short)
{
	read_page("<p>Short.</p>");
	ck_assert_text(article.text, "Short.\n");
}
END_TEST

START_TEST(article_has_no_marks_of_a_letter)
{
	read_page("<div>" PARAGRAPH "<blockquote>Said <a href="
	          "'https://example.org/'>she</a>.</blockquote>" PARAGRAPH
	          "</div>");
	ck_assert_text(article.text, LINE "\nSaid she.\n\n" LINE);
}
END_TEST

static const char *const empty[] = {
	"", "<p>", "<script>x</script>", "<title>T</title>", "\xc2\xa0<br>",
};

START_TEST(article_is_refused_without_text)
{
	article.title = str_of("old");
	ck_assert_int_eq(html_to_article(&arena, str_of(empty[_i]), &article),
	                 ERR_INPUT);
	ck_assert_text(article.title, "old");
}
END_TEST

struct row {
	const char *head, *expected;
};

static const struct row titles[] = {
	{"", ""},
	{"<title>A &amp; B</title>", "A & B"},
	{"<h1>A <i>b</i></h1>", "A b"},
	{"<title>x</title><meta property=og:title content=' A\nB '>", "A B"},
	{"<title>Big headline | The Site</title><h1>Big headline</h1>",
         "Big headline"},
	{"<title>Head - Site</title><meta property=og:site_name content=site>",
         "Head"},
	{"<title>Head - Site</title>", "Head - Site"},
	{"<meta name=DC.title content=A><meta property=dc:title content=B>",
         "B"},
	{"<meta property=dc:title content=B><meta name=DC.title content=A>",
         "B"},
	{"<meta name=DC.title content=A><meta property=og:title content=B>",
         "A"},
};

START_TEST(title_is_the_headline)
{
	read_page(arena_printf(&arena, "%s<p>text", titles[_i].head));
	ck_assert_text(article.title, titles[_i].expected);
}
END_TEST

static const struct row bylines[] = {
	{"", ""},
	{"<meta name=author content='By Ann Lee'>", "Ann Lee"},
	{"<meta property=article:author content='https://example.org/ann'>",
         ""},
	{"<div class='x byline'>By: <a href=/a>Ann Lee</a></div>", "Ann Lee"},
	{"<p class=author>Bob<p><a rel=author>Ann</a>", "Ann"},
	{"<span itemprop=author>Ann</span><meta name=author content=Bob>",
         "Bob"},
};

START_TEST(byline_is_a_name)
{
	read_page(arena_printf(&arena, "%s<p>text", bylines[_i].head));
	ck_assert_text(article.byline, bylines[_i].expected);
}
END_TEST

static const struct row dates[] = {
	{"", ""},
	{"<time datetime=2026-11-23>Monday</time>", "2026-11-23"},
	{"<time datetime=2026-11-23>x</time>"
         "<meta property=article:published_time content=2026-11-22T08:00Z>",
         "2026-11-22T08:00Z"},
	{"<span itemprop=datePublished>23 Nov</span>", "23 Nov"},
};

START_TEST(published_is_as_it_stands)
{
	read_page(arena_printf(&arena, "%s<p>text", dates[_i].head));
	ck_assert_text(article.published, dates[_i].expected);
}
END_TEST

static const struct row links[] = {
	{"", ""},
	{"<meta property=og:url content=http://example.org/b>"
         "<link rel=canonical href=https://example.org/a>",
         "https://example.org/a"},
	{"<link rel=canonical href='javascript:x()'>", ""},
	{"<link rel=canonical href='https://example.org/a b'>", ""},
	{"<link rel=canonical href=/a>", ""},
};

START_TEST(link_is_http)
{
	read_page(arena_printf(&arena, "%s<p>text", links[_i].head));
	ck_assert_text(article.link, links[_i].expected);
}
END_TEST

static const char *const bombs[] = {
	"<div class=author>", "<h1>x</h1>", "<div id=comment>x",
	"<p><a href=x>y</a>", "<td>x",      "<article>",
};

START_TEST(article_ends_soon)
{
	struct buf page = BUF_INIT(16 * 1024 * 1024);

	for (int i = 0; i < 100000; i++)
		buf_adds(&page, bombs[_i]);
	buf_adds(&page, "text");
	article.text = str_of("old");
	if (html_to_article(&arena, buf_str(&page), &article) != OK)
		ck_assert_text(article.text, "old");
	else
		ck_assert_uint_gt(article.text.len, 0);
	buf_free(&page);
}
END_TEST

#define add_table(tcase, test, rows)                                           \
	tcase_add_loop_test(tcase, test, 0, (int)ARRAY_LEN(rows))

Suite *suite(void)
{
	Suite *s = suite_create("page");
	TCase *text = tcase_create("html_to_article");
	TCase *facts = tcase_create("html_article");

	tcase_add_checked_fixture(text, NULL, teardown);
	add_table(text, article_is_the_text_without_what_is_around_it, pages);
	tcase_add_test(text, article_may_be_short);
	tcase_add_test(text, article_has_no_marks_of_a_letter);
	add_table(text, article_is_refused_without_text, empty);
	add_table(text, article_ends_soon, bombs);
	suite_add_tcase(s, text);
	tcase_add_checked_fixture(facts, NULL, teardown);
	add_table(facts, title_is_the_headline, titles);
	add_table(facts, byline_is_a_name, bylines);
	add_table(facts, published_is_as_it_stands, dates);
	add_table(facts, link_is_http, links);
	suite_add_tcase(s, facts);
	return s;
}
