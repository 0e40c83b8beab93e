#include "tests/suite.h"

#include "base/buf.h"
#include "text/feed.h"

static struct arena arena;
static struct feed feed;

static void teardown(void)
{
	arena_free(&arena);
}

static void read_feed(const char *url, const char *text)
{
	struct why why = {""};

	ck_assert_msg(feed_parse(&arena, str_of(url), str_of(text), &feed,
	                         &why) == OK,
	              "%s", why.text);
}

static void ck_assert_ferry(void)
{
	ck_assert_text(feed.title, "The Courier");
	ck_assert_text(feed.link, "http://courier.example/");
	ck_assert_uint_eq(feed.n_items, 1);
	ck_assert_text(feed.items[0].title, "The ferry");
	ck_assert_text(feed.items[0].link, "http://courier.example/ferry");
	ck_assert_text(feed.items[0].summary, "It <b>leaves</b>.");
	ck_assert_text(feed.items[0].text, "It leaves.");
	ck_assert_int_eq(feed.items[0].published, 1072865695);
}

static const char *const formats[] = {
	"<rss version='2.0'><channel><title>The Courier</title>"
	"<link>http://courier.example/</link><image><title>No</title></image>"
	"<item><title>The ferry</title><link>http://courier.example/ferry"
	"</link><description>It &lt;b>leaves&lt;/b>.</description>"
	"<pubDate>Wed, 31 Dec 2003 10:14:55 GMT</pubDate></item>"
	"</channel></rss>",
	"<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
	" xmlns='http://purl.org/rss/1.0/'"
	" xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
	"<title>The Courier</title><link>http://courier.example/</link>"
	"</channel><item r:about='x'><title>The ferry</title>"
	"<link>http://courier.example/ferry</link>"
	"<description>It &lt;b>leaves&lt;/b>.</description>"
	"<dc:date>2003-12-31T10:14:55Z</dc:date></item></r:RDF>",
	"<feed xmlns='http://www.w3.org/2005/Atom' xml:base="
	"'http://courier.example/x'><title>The Courier</title>"
	"<link rel='self' href='http://no.example/'/><link href='/'/>"
	"<entry><title>The ferry</title><link href='ferry'/>"
	"<summary type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
	"It <b onclick='x'>leaves</b>.</div></summary>"
	"<published>2003-12-31T10:14:55Z</published></entry></feed>",
	"<a:feed xmlns:a='http://purl.org/atom/ns#'><a:title>The Courier"
	"</a:title><a:link rel='alternate' href='http://courier.example/'/>"
	"<a:entry><a:title>The ferry</a:title>"
	"<a:link href='http://courier.example/ferry'/>"
	"<a:summary mode='base64'>SXQgPGI+bGVhdmVzPC9iPi4=</a:summary>"
	"<a:issued>2003-12-31T11:14:55+01:00</a:issued></a:entry></a:feed>",
	"<channel href='http://courier.example/'><title>The Courier</title>"
	"<item HREF='http://courier.example/ferry' "
	"LASTMOD='2003-12-31T10:14:55Z'><title>The ferry</title>"
	"<abstract>It &lt;b>leaves&lt;/b>.</abstract></item></channel>",
	"{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\":"
	" \"The Courier\", \"home_page_url\": \"http://courier.example/\","
	" \"items\": [{\"id\": 7, \"title\": \"The ferry\", \"url\":"
	" \"http://courier.example/ferry\", \"content_html\":"
	" \"It <b>leaves</b>.<script>x</script>\","
	" \"date_published\": \"2003-12-31T10:14:55Z\"}]}",
	/* and one that breaks off */
	"<rss><channel><title>The Courier</title>"
	"<link>http://courier.example/</link>"
	"<item><title>The ferry</title><link>http://courier.example/ferry"
	"</link><pubDate>2003-12-31T10:14:55Z</pubDate>"
	"<description>It &lt;b>leaves&lt;/b>.",
};

START_TEST(parse_reads_each_format)
{
	read_feed("", formats[_i]);
	ck_assert_ferry();
}
END_TEST

#define RSS(item) "<rss><channel><item>" item "</item></channel></rss>"

START_TEST(an_item_is_known_by_guid_else_by_link)
{
	read_feed("", RSS("<guid>http://a.example/1</guid>"));
	ck_assert_text(feed.items[0].id, "http://a.example/1");
	ck_assert_text(feed.items[0].link, "http://a.example/1");
	read_feed("", RSS("<guid isPermaLink='false'>http://a.example/1</guid>"
	                  "<link>http://a.example/2</link>"));
	ck_assert_text(feed.items[0].id, "http://a.example/1");
	ck_assert_text(feed.items[0].link, "http://a.example/2");
	read_feed("", RSS("<link>http://a.example/2</link>"));
	ck_assert_text(feed.items[0].id, "http://a.example/2");
}
END_TEST

START_TEST(links_are_seen_from_where_the_feed_is)
{
	read_feed("http://a.example/feeds/x",
	          RSS("<link>../1</link><description>&lt;img src='i'>"
	              "</description>"));
	ck_assert_text(feed.items[0].link, "http://a.example/1");
	ck_assert_text(feed.items[0].summary,
	               "<img src=\"http://a.example/feeds/i\" />");
	read_feed("", RSS("<link>javascript:x</link>"));
	ck_assert_text(feed.items[0].link, "");
}
END_TEST

START_TEST(the_feeds_own_words_go_before_those_of_modules)
{
	read_feed("", "<rss xmlns:dc='http://purl.org/dc/elements/1.1/'"
	              " xmlns:x='http://x.example/'><channel><item>"
	              "<dc:title>B</dc:title><x:title>C</x:title>"
	              "<title>A</title><dc:creator>Ann</dc:creator>"
	              "</item></channel></rss>");
	ck_assert_text(feed.items[0].title, "A");
	ck_assert_text(feed.items[0].author, "Ann");
}
END_TEST

START_TEST(an_author_is_a_name_and_maybe_an_address)
{
	read_feed("", "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"
	              "<author><name>Ann</name><email>a@b.example</email>"
	              "</author></entry></feed>");
	ck_assert_text(feed.items[0].author, "Ann (a@b.example)");
}
END_TEST

START_TEST(who_writes_summary_and_description_means_two_things)
{
	read_feed("", RSS("<description>a</description><summary>b</summary>"));
	ck_assert_text(feed.items[0].summary, "a");
	ck_assert_text(feed.items[0].content, "b");
	ck_assert_text(feed.items[0].text, "b");
}
END_TEST

START_TEST(what_is_no_feed_is_refused)
{
	static const char *const none[] = {
		"",  "<html><title>T</title></html>",          "{\"a\": 1}",
		"{", "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>",
	};

	for (size_t i = 0; i < ARRAY_LEN(none); i++) {
		struct why why = {""};

		feed.n_items = 99;
		ck_assert_int_eq(feed_parse(&arena, str_of(""), str_of(none[i]),
		                            &feed, &why),
		                 ERR_INPUT);
		ck_assert(why.text[0]);
		ck_assert_uint_eq(feed.n_items, 99); /* untouched */
	}
}
END_TEST

START_TEST(items_end_at_their_limit)
{
	struct buf many = BUF_INIT(FEED_MAX);
	struct why why;

	buf_adds(&many, "<rss><channel>");
	for (int i = 0; i < FEED_ITEMS_MAX + 5; i++)
		buf_addf(&many, "<item><title>%d</title></item>", i);
	ck_assert_int_eq(
		feed_parse(&arena, str_of(""), buf_str(&many), &feed, &why),
		OK);
	ck_assert_uint_eq(feed.n_items, FEED_ITEMS_MAX);
	buf_free(&many);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("feed");
	TCase *parse = tcase_create("feed_parse");

	tcase_add_checked_fixture(parse, NULL, teardown);
	tcase_add_loop_test(parse, parse_reads_each_format, 0,
	                    (int)ARRAY_LEN(formats));
	tcase_add_test(parse, an_item_is_known_by_guid_else_by_link);
	tcase_add_test(parse, links_are_seen_from_where_the_feed_is);
	tcase_add_test(parse, the_feeds_own_words_go_before_those_of_modules);
	tcase_add_test(parse, an_author_is_a_name_and_maybe_an_address);
	tcase_add_test(parse,
	               who_writes_summary_and_description_means_two_things);
	tcase_add_test(parse, what_is_no_feed_is_refused);
	tcase_add_test(parse, items_end_at_their_limit);
	suite_add_tcase(s, parse);
	return s;
}
