#include "tests/suite.h"

#include <sys/resource.h>

#include "base/buf.h"
#include "text/html.h"
#include "text/utf8.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

struct row {
	const char *in, *out;
};

static const struct row bodies[] = {
	{"", ""},
	{"plain", "plain\n"},
	{"<p>a<p>b<br>c<div>d</div>e", "a\n\nb\nc\n\nd\ne\n"},
	{"<div>a</div><div><br></div><div>b</div>", "a\n\nb\n"},
	{"<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb\n"},
	{"<h1>T</h1>x", "T\n\nx\n"},
	{"<ul><li>a<li><p>b</p></ul><p>c", "- a\n- b\n\nc\n"},
	{"<ol start=9><li>a<li value=20>b<li>c</ol>", "9. a\n20. b\n21. c\n"},
	{"<ul><li>a<ol><li>b<br>c</ol></ul>", "- a\n  1. b\n     c\n"},
	{"<table><tr><td>a<td><p>b</p><tr><th>c<td>d</table>", "a  b\nc  d\n"},
	{"<pre>a\n  b</pre>c", "a\n  b\n\nc\n"},
	{"<div style='white-space: pre-wrap'>a\n  b</div>", "a\n  b\n"},
	{"<head><title>t</title></head><style>s</style><script>x</script>a",
         "a\n"},
	{"<p hidden>a</p><i>b</i><p style='Display:None'>c", "b\n"},
	{"<b style='font-size:0px'>a</b><b style='font-size:0.9em'>b</b>",
         "b\n"},
	{"<!--[if mso]>a<![endif]--><![if !mso]>b<![endif]>", "b\n"},
	{"x<img alt='\xf0\x9f\x98\x80'><img alt='Logo'>",
         "x\xf0\x9f\x98\x80\n"},
	{"a<hr>b", "a\n\n----------\nb\n"},
	{"caf\xc3\xa9 caf\xe9 &eacute;&#128;",
         "caf\xc3\xa9 caf\xef\xbf\xbd \xc3\xa9\xe2\x82\xac\n"},
	{"<meta charset=koi8-r>\xc3\xa9", "\xc3\xa9\n"},
	{"a\xe2\x80\x8b" /* zero width */
         "b",
         "ab\n"},
};

static const struct row links[] = {
	{"<a href='https://example.org/a'>text</a> b",
         "text <https://example.org/a> b\n"},
	{"<a href='https://example.org/'>example.org</a>", "example.org\n"},
	{"<a href='http://www.example.org/a'>https://example.org/a</a>",
         "https://example.org/a\n"},
	{"<a href='mailto:a@example.org?subject=x'>a@example.org</a>",
         "a@example.org\n"},
	{"<a href='mailto:a@example.org'>Ann</a>", "Ann <a@example.org>\n"},
	{"<a href='javascript:x()'>a</a><a href='#b'>b</a>", "ab\n"},
	{"<a href='https://example.org/'><img></a>x", "x\n"},
	{"<a href='https://example.org/ a\"<b>'>x</a>",
         "x <https://example.org/%20a%22%3Cb%3E>\n"},
	{"<a href='https://example.org/a'><p>x</p></a><p>y",
         "x <https://example.org/a>\n\ny\n"},
};

static const struct row quotes[] = {
	/* A letter that is nothing but a quotation is set so. */
	{"<br><blockquote>b</blockquote><br>", "b\n"},
	{"<div><blockquote>b</blockquote></div><p>c", "> b\n\nc\n"},
	{"a<blockquote>b</blockquote>", "a\n\n> b\n"},
	{"a<blockquote>b</blockquote>c", "a\n\n> b\n\nc\n"},
	/* Above the head of what is quoted the writer set it off. */
	{"a<blockquote>b</blockquote><div>On X, Ann wrote:</div>"
         "<blockquote>c</blockquote>",
         "a\n\n  b\n\nOn X, Ann wrote:\n\n> c\n"},
	{"On X, Ann wrote:<blockquote>b</blockquote>On Y, Bo wrote:"
         "<blockquote type=cite>c</blockquote>",
         "On X, Ann wrote:\n\n> b\n\nOn Y, Bo wrote:\n\n> c\n"},
	{"a<blockquote style='border-left:1px solid'>b</blockquote>",
         "a\n\n> b\n"},
	{"a<blockquote type=cite>b<p>c<blockquote>d</blockquote></blockquote>e",
         "a\n\n> b\n>\n> c\n>\n> > d\n\ne\n"},
	/* Gmail, an answer between the lines */
	{"a<div class='gmail_quote x'><div class=gmail_attr>On X wrote:</div>"
         "<blockquote class=gmail_quote>b</blockquote><div>c</div>"
         "<blockquote class=gmail_quote>d</blockquote></div>",
         "a\n> On X wrote:\n>\n> b\n\nc\n\n> d\n"},
	/* Gmail, forwarded */
	{"a<div class=gmail_quote>-- Forwarded --<br>From: X<br><br>"
         "<blockquote type=cite>b</blockquote>c</div>",
         "a\n> -- Forwarded --\n> From: X\n>\n> > b\n>\n> c\n"},
	/* Thunderbird */
	{"a<div class=moz-cite-prefix>On X wrote:<br></div>"
         "<blockquote type=cite>b</blockquote>",
         "a\n> On X wrote:\n\n> b\n"},
	/* Outlook on the web, as another service copied it */
	{"<div>a</div><hr><div id=x_divRplyFwdMsg><b>From:</b> X</div>"
         "<div>b</div><ul><li>c</ul>",
         "a\n> ----------\n> From: X\n> b\n>\n> - c\n"},
	{"<div><div id=appendonsend></div><hr>b</div>c", "> ----------\n> b\n"
                                                         "> c\n"},
	/* Outlook on a desktop, in German */
	{"<p>a</p><div><div style='border:none;border-top:solid #E1E1E1'>"
         "<p><b>Von:</b> X<br><b>Gesendet:</b> Y<br><b>Betreff:</b> Z"
         "</div></div><p>b",
         "a\n\n> Von: X\n> Gesendet: Y\n> Betreff: Z\n>\n> b\n"},
	/* the same shape, but somebody's own words */
	{"<p><b>Day:</b> X<br><b>Hour:</b> Y<br><b>Place:</b> Z</p><p>b",
         "Day: X\nHour: Y\nPlace: Z\n\nb\n"},
	{"a<div class=yahoo_quoted><div>On X wrote:</div><div>b"
         "<blockquote>c</blockquote>d</div></div>",
         "a\n> On X wrote:\n> b\n>\n> > c\n>\n> d\n"},
	{"a<div class=protonmail_quote>On X wrote:<br>"
         "<blockquote class=protonmail_quote>b</blockquote></div>",
         "a\n> On X wrote:\n>\n> b\n"},
	{"a<blockquote type=cite><div>On X wrote:</div>b</blockquote>c",
         "a\n\n> On X wrote:\n> b\n\nc\n"},
	{"a<div class=gmail_signature>Ann</div>", "a\n-- \nAnn\n"},
	{"a<div>-- <br></div><div class=gmail_signature>Ann</div>",
         "a\n-- \nAnn\n"},
	{"a<pre class=moz-signature>-- \nAnn</pre>", "a\n\n-- \nAnn\n"},
};

static void ck_assert_rows(const struct row *row)
{
	ck_assert_text(html_to_text(&arena, str_of(row->in)), row->out);
}

START_TEST(to_text_reads_as_a_person_does)
{
	ck_assert_rows(&bodies[_i]);
}
END_TEST

START_TEST(to_text_shows_where_links_lead)
{
	ck_assert_rows(&links[_i]);
}
END_TEST

START_TEST(to_text_marks_what_mail_programs_quote)
{
	ck_assert_rows(&quotes[_i]);
}
END_TEST

static struct str repeat(const char *head, const char *piece, const char *end,
                         size_t n)
{
	struct buf out = BUF_INIT(16 * 1024 * 1024);

	buf_adds(&out, head);
	for (size_t i = 0; i < n; i++)
		buf_addf(&out, "%s%zx%s", piece, i, end);
	return buf_take(&out, &arena);
}

static const struct {
	const char *head, *piece, *end;
} bombs[] = {
	{"<p", " a", ""},
	{"", "<div>", ""},
	{"", "<blockquote>a<br>", ""},
	{"<p>", "<!--", ""},
	{"", "<a href=x>", ""},
	{"<svg>", "<path/>", ""},
	{"<table>", "<td>", ""},
	{"", "<ul><li>", ""},
	{"", "</div>", "<br>"},
	{"", "<p style='", ":x'>"},
};

START_TEST(to_text_ends_soon)
{
	struct str html =
		repeat(bombs[_i].head, bombs[_i].piece, bombs[_i].end, 100000);
	struct str text = html_to_text(&arena, html);

	ck_assert(utf8_ok(text));
	ck_assert_uint_le(text.len, 4 * 1024 * 1024 + 2);
}
END_TEST

START_TEST(to_text_opens_no_file)
{
	static const char page[] =
		"<!DOCTYPE html SYSTEM \"file:///etc/passwd\">"
		"<?xml-stylesheet href='file:///etc/passwd'?>&xxe;a";
	struct rlimit none, before;

	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
	none = (struct rlimit){0, before.rlim_max};
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
	ck_assert_text(html_to_text(&arena, str_of(page)), "&xxe;a\n");
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &before), 0);
}
END_TEST

START_TEST(escape_leaves_no_markup)
{
	ck_assert_text(html_escape(&arena, str_of("a <b> & \"c\" 'd'")),
	               "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
	ck_assert_text(html_escape(&arena, str_of("")), "");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("html");
	TCase *text = tcase_create("html_to_text");
	TCase *alone = tcase_create("html_to_text_alone");
	TCase *escape = tcase_create("html_escape");

	tcase_add_checked_fixture(text, NULL, teardown);
	tcase_add_loop_test(text, to_text_reads_as_a_person_does, 0,
	                    (int)ARRAY_LEN(bodies));
	tcase_add_loop_test(text, to_text_shows_where_links_lead, 0,
	                    (int)ARRAY_LEN(links));
	tcase_add_loop_test(text, to_text_marks_what_mail_programs_quote, 0,
	                    (int)ARRAY_LEN(quotes));
	tcase_add_loop_test(text, to_text_ends_soon, 0, (int)ARRAY_LEN(bombs));
	suite_add_tcase(s, text);
	tcase_add_checked_fixture(alone, NULL, teardown);
	tcase_set_tags(alone, "aborts"); /* shuts the process's files */
	tcase_add_test(alone, to_text_opens_no_file);
	suite_add_tcase(s, alone);
	tcase_add_checked_fixture(escape, NULL, teardown);
	tcase_add_test(escape, escape_leaves_no_markup);
	suite_add_tcase(s, escape);
	return s;
}
