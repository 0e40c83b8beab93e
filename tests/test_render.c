#include "tests/suite.h"
#include "tests/golden.h"
#include "tests/paper.h"

#include "base/buf.h"
#include "digest/scrub.h"
#include "mailer/token.h"
#include "text/reply.h"
#include "text/utf8.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static struct rendering paper(void)
{
	struct rendering r;

	paper_render(&arena, &paper_list, &paper_issue, &r);
	return r;
}

START_TEST(the_text_part_is_the_golden_one)
{
	ck_assert_golden(&arena, "digest.txt",
	                 paper_fill(&arena, paper().text));
}
END_TEST

START_TEST(the_html_part_is_the_golden_one)
{
	ck_assert_golden(&arena, "digest.html",
	                 paper_fill(&arena, paper().html));
}
END_TEST

START_TEST(the_header_is_the_golden_one)
{
	struct rendering r = paper();
	struct str mail = paper_mail(&arena, &r), line;
	struct buf out = BUF_INIT(HEADER_MAX);

	while (str_next_line(&mail, &line) && line.len > 0) {
		buf_add(&out, line);
		buf_addc(&out, '\n');
	}
	ck_assert_golden(&arena, "digest-header.txt", buf_take(&out, &arena));
}
END_TEST

START_TEST(the_mail_has_both_parts)
{
	struct rendering r = paper();
	struct str mail = paper_mail(&arena, &r);

	ck_assert_uint_ne(str_find(mail, "\r\nContent-Type: text/plain"),
	                  STR_NONE);
	ck_assert_uint_ne(str_find(mail, "\r\nContent-Type: text/html"),
	                  STR_NONE);
}
END_TEST

/* An edition of some articles that all are one, with one letter each. */
static struct article article;
static struct comment comment;
static struct issue_letter letters[ISSUE_LETTERS_MAX];
static struct issue_item items[ISSUE_ITEMS_MAX];
static struct render_issue issue;
static struct render_list list;

static void fresh_issue(void)
{
	list = paper_list;
	article = (struct article){.title = str_of("Title"),
	                           .summary = str_of("Sentence.\n"),
	                           .is_open = true};
	comment = (struct comment){.author = str_of("Ann"),
	                           .text = str_of("Hello")};
	for (size_t i = 0; i < ISSUE_LETTERS_MAX; i++)
		letters[i] = (struct issue_letter){.comment = &comment};
	for (size_t i = 0; i < ISSUE_ITEMS_MAX; i++)
		items[i] = (struct issue_item){.article = &article,
		                               .letters = letters,
		                               .n_letters = 1,
		                               .id = 500 + (int64_t)i};
	issue = (struct render_issue){.number = 7,
	                              .frozen_at = 1795501800,
	                              .items = items,
	                              .n_items = 1};
}

static struct rendering render(void)
{
	struct rendering r;

	paper_render(&arena, &list, &issue, &r);
	return r;
}

START_TEST(nothing_in_the_text_part_is_too_wide)
{
	article.title = str_of(
		"A title of two hundred characters, as long as one may be, "
		"that "
		"goes on and on about the harbour and the ferries and the fish "
		"until at last it comes to its end somewhere near the "
		"lighthouse "
		"of X");
	article.byline = article.title;
	article.published = article.title;
	article.summary = article.title;
	comment.author = article.title;
	comment.text =
		str_of(arena_printf(&arena, "%s\n\xe6\x9e\x9c\xe6\xa8\xb9 %s",
	                            article.title.ptr, article.title.ptr));
	list.title = list.schedule = list.postal_address = article.title;
	for (size_t i = 0; i < ISSUE_LETTERS_MAX; i++)
		letters[i].depth = (int)i % 4;
	items[0].n_letters = ISSUE_LETTERS_MAX;
	paper_check_columns(render().text);
	paper_check_columns(paper().text);
}
END_TEST

START_TEST(there_is_never_more_than_one_empty_line_of_ours)
{
	ck_assert_uint_eq(str_find(paper().text, "\n\n\n"), STR_NONE);
	article = (struct article){.title = str_of("Title")};
	items[0].n_letters = 0;
	list.postal_address = list.comments_faq = str_of("");
	ck_assert_uint_eq(str_find(render().text, "\n\n\n"), STR_NONE);
	issue.n_items = 0;
	ck_assert_uint_eq(str_find(render().text, "\n\n\n"), STR_NONE);
}
END_TEST

static size_t count(struct str text, const char *part)
{
	size_t n = 0, at;

	while ((at = str_find(text, part)) != STR_NONE) {
		text = str_from(text, at + 1);
		n++;
	}
	return n;
}

/* `text` with runs of white space as one space. */
static struct str flat(struct str text)
{
	return utf8_clean_line(&arena, text, 1000000);
}

#define MODERATED                                                              \
	"Comments are moderated and generally will be posted if they are "     \
	"on-topic and not abusive. For more information, please see our "

START_TEST(each_part_tells_of_moderation_wherever_letters_are)
{
	for (size_t n = 0; n < 3; n++) {
		struct rendering r;

		issue.n_items = 3;
		for (size_t i = 0; i < 3; i++)
			items[i].n_letters = i < n;
		r = render();
		/* or once, when there is no letter at all */
		ck_assert_uint_eq(count(flat(r.text), MODERATED), n ? n : 1);
		ck_assert_uint_eq(count(flat(r.html), MODERATED), n ? n : 1);
	}
}
END_TEST

START_TEST(the_faq_is_a_link_where_it_can_be_one)
{
	ck_assert_uint_ne(
		str_find(render().html,
	                 "href=\"https://courier.example.org/comments-faq\""),
		STR_NONE);
	list.comments_faq = str_of("faq@example.org");
	ck_assert_uint_ne(
		str_find(render().html, "Comments FAQ: faq@example.org"),
		STR_NONE);
	ck_assert_uint_ne(
		str_find(flat(render().text), "Comments FAQ: faq@example.org"),
		STR_NONE);
	/* and without one it comes by mail */
	list.comments_faq = str_of("");
	ck_assert_uint_ne(str_find(flat(render().text),
	                           "Comments FAQ: mail the word faq to "
	                           "courier@example.org"),
	                  STR_NONE);
	ck_assert_uint_ne(
		str_find(render().html,
	                 "href=\"mailto:courier@example.org?subject=faq\""),
		STR_NONE);
}
END_TEST

START_TEST(an_edition_of_nothing_is_still_a_whole_mail)
{
	struct rendering r;

	issue.n_items = 0;
	r = render();
	ck_assert_text(r.subject, "The Harbour Courier #7");
	ck_assert_uint_ne(str_find(r.text, "To end the subscription"),
	                  STR_NONE);
	ck_assert_uint_gt(r.form.bytes.len, 0);
}
END_TEST

static const struct {
	const char *list, *title;
	size_t n_items, n_letters;
	const char *subject;
} subjects[] = {
	{"C", "Title", 1, 0, "C #7: Title"},
	{"C", "Title", 1, 1, "C #7: Title, 1 comment"},
	{"C", "Title", 3, 2, "C #7: Title, 6 comments"},
	{"C", "", 1, 0, "C #7: "},
	{"C\xc3\xa5", "\xe6\x9e\x9c", 1, 0, "C\xc3\xa5 #7: \xe6\x9e\x9c"},
};

START_TEST(the_subject_names_list_number_headline_and_letters)
{
	list.title = str_of(subjects[_i].list);
	article.title = str_of(subjects[_i].title);
	issue.n_items = subjects[_i].n_items;
	for (size_t i = 0; i < issue.n_items; i++)
		items[i].n_letters = subjects[_i].n_letters;
	ck_assert_text(render().subject, subjects[_i].subject);
}
END_TEST

START_TEST(a_long_headline_gives_way_in_the_subject)
{
	struct buf title = BUF_INIT(1000);
	struct str subject;

	for (int i = 0; i < 200; i++)
		buf_adds(&title, "\xc3\xa5");
	article.title = buf_take(&title, &arena);
	subject = render().subject;
	ck_assert_uint_eq(utf8_length(subject), 120);
	ck_assert(str_ends(subject, "\xe2\x80\xa6, 1 comment"));
	list.title = article.title;
	subject = render().subject;
	ck_assert_uint_eq(utf8_length(subject), 120);
	ck_assert_uint_ne(str_find(subject, " #7: "), STR_NONE);
}
END_TEST

START_TEST(the_pieces_are_the_text_and_know_their_items)
{
	struct rendering r;
	struct buf all = BUF_INIT(FORM_MAX);

	issue.n_items = 2;
	r = render();
	/* the article, its letter and what is below that, twice; and what the
	 * HTML part alone says */
	ck_assert_uint_eq(r.n_pieces, 9);
	for (size_t i = 0; i < 8; i++)
		buf_add(&all, r.pieces[i].text);
	ck_assert(str_eq(buf_take(&all, &arena), r.text));
	for (size_t i = 0; i < 9; i++)
		ck_assert_int_eq(r.pieces[i].item, i == 0 || i >= 7 ? 0
		                                   : i < 4          ? 500
		                                                    : 501);
	ck_assert_uint_ne(str_find(r.pieces[1].text, "1. Title"), STR_NONE);
	ck_assert_uint_eq(str_find(r.pieces[1].text, "2025:"), STR_NONE);
	ck_assert_uint_ne(str_find(r.pieces[4].text, "2. Title"), STR_NONE);
	ck_assert_uint_ne(str_find(r.pieces[7].text, "postal"), 0);
	ck_assert_uint_ne(str_find(r.pieces[8].text, "Unsubscribe"), STR_NONE);
	ck_assert_uint_eq(str_find(r.pieces[8].text, "Title"), STR_NONE);
}
END_TEST

START_TEST(as_many_articles_and_letters_as_may_be_fit_into_one_mail)
{
	struct str values[SLOT_FIRST_ITEM + ISSUE_ITEMS_MAX];
	struct buf out = BUF_INIT(FORM_MAX);
	struct rendering r;
	struct str mail;

	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		values[i] = str_of(arena_printf(&arena, "value%zu.x", i));
	values[SLOT_ADDRESS] = str_of("reader@example.net");
	issue.n_items = ISSUE_ITEMS_MAX;
	for (size_t i = 0; i < ISSUE_ITEMS_MAX; i++)
		items[i].n_letters = ISSUE_LETTERS_MAX;
	r = render();
	ck_assert_int_eq(form_fill(&r.form, values, ARRAY_LEN(values), &out),
	                 OK);
	mail = buf_take(&out, &arena);
	for (size_t i = 0; i < ARRAY_LEN(values); i++)
		ck_assert_uint_ne(str_find(mail, arena_copy(&arena, values[i])),
		                  STR_NONE);
}
END_TEST

static struct str repeated(const char *text, size_t n)
{
	struct buf out = BUF_INIT(1024 * 1024);

	for (size_t i = 0; i < n; i++)
		buf_adds(&out, text);
	return buf_take(&out, &arena);
}

/* The worst that can be written in 10,000 characters, or in few. */
static const struct {
	const char *text;
	size_t n;
} worst[] = {
	{"\xf0\x9f\x90\x91", 10000},
	{"a\n", 5000},
	{"a\n\n", 3333},
	{"&", 10000},
	{"\"\n", 5000},
	{"=", 10000},
	{"\xc3\xa5\n\n", 2500},
	{"x", 1},
	{"a b ", 2500},
	{". ", 5000},
};

START_TEST(what_was_chosen_for_an_edition_always_fits_into_a_mail)
{
	struct comment *all =
		arena_array(&arena, struct comment, ISSUE_LETTERS_MAX);
	size_t room = ISSUE_BYTES_MAX;

	comment.text = repeated(worst[_i].text, worst[_i].n);
	comment.author = repeated("\xe6\x9e\x9c", 60);
	article.title = repeated("\xe6\x9e\x9c", 200);
	comment.state = COMMENT_APPROVED;
	for (size_t i = 0; i < ISSUE_LETTERS_MAX; i++) {
		all[i] = comment;
		all[i].id = (int64_t)i + 1;
		all[i].parent = (int64_t)i;
	}
	issue.n_items = ISSUE_ITEMS_MAX;
	for (size_t i = 0; i < ISSUE_ITEMS_MAX; i++)
		issue_thread(&arena, all, ISSUE_LETTERS_MAX, &room, &items[i]);
	ck_assert_uint_lt(room, ISSUE_BYTES_MAX);
	ck_assert_uint_gt(render().form.bytes.len, 0);
}
END_TEST

START_TEST(what_would_be_larger_than_a_mail_is_refused)
{
	struct templates templates;
	struct rendering r = {.n_pieces = 9};
	struct why why;

	comment.text = repeated("\xe6\x9e\x9c", 10000);
	issue.n_items = ISSUE_ITEMS_MAX;
	for (size_t i = 0; i < ISSUE_ITEMS_MAX; i++)
		items[i].n_letters = 2;
	paper_templates(&arena, &templates);
	ck_assert_int_eq(
		render_edition(&arena, &templates, &list, &issue, &r, &why),
		ERR_LIMIT);
	ck_assert_uint_eq(r.n_pieces, 9);
}
END_TEST

START_TEST(a_value_that_may_not_stand_in_a_header_is_refused)
{
	struct templates templates;
	struct rendering r = {.n_pieces = 9};
	struct why why = {""};

	list.list_id = str_of("a\r\nBcc: b@example.org");
	paper_templates(&arena, &templates);
	ck_assert_int_eq(
		render_edition(&arena, &templates, &list, &issue, &r, &why),
		ERR_INPUT);
	ck_assert_uint_eq(r.n_pieces, 9);
	ck_assert_ptr_nonnull(strstr(why.text, "List-Id"));
}
END_TEST

/* What people try to get into pages (STANDARDS T-17). */
static const char *const payloads[] = {
	"<script>alert(1)</script>",
	"<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
	"<scr<script>ipt>alert(1)</scr</script>ipt>",
	"<img src=x onerror=alert(1)>",
	"<img src=\"javascript:alert(1)\">",
	"<svg/onload=alert(1)>",
	"<svg><style><img src=x onerror=alert(1)></style></svg>",
	"<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
	"<iframe src=javascript:alert(1)></iframe>",
	"<body onload=alert(1)>",
	"<a href=\"javascript:alert(1)\">x</a>",
	"<a href='data:text/html,<script>alert(1)</script>'>x</a>",
	"<form action=//evil.example><input type=submit></form>",
	"<meta http-equiv=refresh content=0;url=//evil.example>",
	"<base href=//evil.example>",
	"<link rel=stylesheet href=//evil.example/x.css>",
	"<style>*{background:url(//evil.example/x)}</style>",
	"<table background=//evil.example/x>",
	"<div style=\"background:url(//evil.example/x)\">",
	"</p></td></tr></table><h1>Own page</h1>",
	"</title><script>alert(1)</script>",
	"</style><script>alert(1)</script>",
	"<!-- x",
	"--><script>alert(1)</script>",
	"<![CDATA[<script>alert(1)</script>]]>",
	"<?php echo 1 ?>",
	"\"><script>alert(1)</script>",
	"'><script>alert(1)</script>",
	"\" onmouseover=\"alert(1)",
	"' onmouseover='alert(1)",
	"\" style=\"position:fixed;top:0\" x=\"",
	"&lt;script&gt;alert(1)&lt;/script&gt;",
	"&#60;script&#62;alert(1)&#60;/script&#62;",
	"&#x3c;script&#x3e;",
	"\\x3cscript\\x3e",
	"%3Cscript%3Ealert(1)%3C/script%3E",
	"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
	"<scr\x01ipt>alert(1)</scr\x01ipt>",
	"<\xc0\xbcscript>",
	"\xef\xbc\x9cscript\xef\xbc\x9e",
	"{{leave_address}} {{{text_as_html}}} {{#items}}",
	"<!--[if mso]><script>alert(1)</script><![endif]-->",
	"<details open ontoggle=alert(1)>",
	"<video><source onerror=alert(1)></video>",
	"<plaintext>",
	"<xmp><script>alert(1)</script>",
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
	"<bdo dir=rtl>x</bdo>",
	"<blink>x</blink>",
	"<!DOCTYPE html>",
};

static struct str everywhere(const char *text)
{
	static struct comment older;
	struct str t = str_of(text);

	article.title = article.byline = article.published = t;
	article.summary = article.link = t;
	comment.author = comment.text = t;
	older = comment;
	letters[0].parent = &older;
	if (str_find_char(t, '\x01') != STR_NONE)
		t = str_of("x"); /* no header takes it, nor the configuration */
	list.title = list.schedule = list.postal_address = t;
	list.language = list.comments_faq = t;
	return render().html;
}

START_TEST(no_markup_of_a_strangers_survives)
{
	struct str page = everywhere(payloads[_i]);
	struct str plain = everywhere("x");
	static const char *const marks[] = {"<", ">", "\"", "'"};

	/* Not one character that could begin or end anything is theirs. */
	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		ck_assert_uint_eq(count(page, marks[i]),
		                  count(plain, marks[i]));
}
END_TEST

START_TEST(a_letter_shows_what_was_written_and_is_no_template)
{
	ck_assert_uint_ne(
		str_find(everywhere("{{leave_address}}"), "{{leave_address}}"),
		STR_NONE);
	comment.text = str_of("a < b & c > d");
	ck_assert_uint_ne(str_find(render().text, "a < b & c > d"), STR_NONE);
	ck_assert_uint_ne(str_find(render().html, "a &lt; b &amp; c &gt; d"),
	                  STR_NONE);
}
END_TEST

START_TEST(a_page_loads_nothing_from_anywhere)
{
	static const char *const loaders[] = {
		"<img", "<script", "<link",   "<iframe",
		"url(", "src=",    "@import", "@font-face"};

	for (size_t i = 0; i < ARRAY_LEN(loaders); i++)
		ck_assert_uint_eq(str_find_nocase(paper().html, loaders[i]),
		                  STR_NONE);
}
END_TEST

START_TEST(each_open_article_has_its_own_mailto_link)
{
	struct str page = paper_fill(&arena, paper().html);

	ck_assert_uint_ne(
		str_find(page,
	                 "href=\"mailto:courier+r718djrfae00000agaaaaaaaaaaaaa"
	                 "aaaaaa@example.org?subject=Re%3A%20Ferries%20leave%20"
	                 "from%20the%20fish%20market%20again\""),
		STR_NONE);
	ck_assert_uint_ne(str_find(page, "courier+r718djrfae00000agccccc"),
	                  STR_NONE);
	/* the second one is closed */
	ck_assert_uint_eq(str_find(page, "courier+r718djrfae00000agbbbbb"),
	                  STR_NONE);
}
END_TEST

/* Promise 8: a reader's address is seen by no other reader, and tokens never
 * appear in what we print. */

#define OTHER_TOKEN "r718djrfae00000agzzzzzzzzzzzzzzzzzzz"

static bool has_token(struct str text)
{
	for (size_t i = 0, start = 0; i <= text.len; i++) {
		struct token token;

		if (i < text.len && char_is_alnum(text.ptr[i]))
			continue;
		if (token_parse(str_slice(text, start, i), &token) == OK)
			return true;
		start = i + 1;
	}
	return false;
}

START_TEST(no_readers_address_and_no_token_is_printed)
{
	/* Bo quotes all of his edition, signs with his address, and his mail
	 * program puts both into his name. */
	struct str edition = paper_fill(&arena, paper().text);
	struct str said = str_of(arena_printf(
		&arena,
		"I agree.\nBo "
		"<bo.secret@example.net>\nmailto:courier+" OTHER_TOKEN
		"@example.org\n%s\n" OTHER_TOKEN,
		arena_copy(&arena, edition)));
	struct rendering r;

	comment.text = scrub_text(&arena, said);
	comment.author = scrub_name(
		&arena, str_of("Bo bo.secret@example.net " OTHER_TOKEN));
	comment.received_at = 1795422000;
	list.address = str_of("courier@mail.example.org");
	r = render();
	ck_assert_uint_eq(str_find(r.text, "bo.secret"), STR_NONE);
	ck_assert_uint_eq(str_find(r.html, "bo.secret"), STR_NONE);
	ck_assert_uint_eq(str_find(r.text, "reader@example.net"), STR_NONE);
	ck_assert_uint_eq(str_find(r.html, "reader@example.net"), STR_NONE);
	ck_assert(!has_token(r.text));
	ck_assert(!has_token(r.html));
	ck_assert(!has_token(r.form.bytes));
	ck_assert(has_token(edition)); /* the test would notice one */
}
END_TEST

START_TEST(a_mail_names_its_own_reader_alone)
{
	struct str other[PAPER_SLOTS], mine, theirs;
	struct buf out = BUF_INIT(FORM_MAX);
	struct rendering r = paper();

	for (size_t i = 0; i < PAPER_SLOTS; i++)
		other[i] = str_of(arena_printf(&arena, "o%zu.secret", i));
	other[SLOT_ADDRESS] = str_of("other@example.net");
	mine = paper_mail(&arena, &r);
	ck_assert_int_eq(form_fill(&r.form, other, PAPER_SLOTS, &out), OK);
	theirs = buf_take(&out, &arena);
	ck_assert_uint_eq(str_find(mine, "other@example.net"), STR_NONE);
	ck_assert_uint_eq(str_find(theirs, "reader@example.net"), STR_NONE);
	for (size_t i = 0; i < PAPER_SLOTS; i++)
		ck_assert_uint_eq(
			str_find(theirs, arena_copy(&arena, paper_values[i])),
			STR_NONE);
}
END_TEST

/* What is sent can be told from what is answered. */

static struct str quoted(struct str text)
{
	struct buf out = BUF_INIT(FORM_MAX);
	struct str line;

	while (str_next_line(&text, &line)) {
		buf_adds(&out, line.len > 0 ? "> " : ">");
		buf_add(&out, line);
		buf_addc(&out, '\n');
	}
	return buf_take(&out, &arena);
}

START_TEST(an_answer_above_the_whole_edition_is_all_that_is_left)
{
	struct rendering r = paper();
	struct str mine = paper_fill(&arena, r.text);
	struct reply reply;

	/* With marks of a quote, and as Outlook does it. */
	for (int i = 0; i < 2; i++) {
		struct str below = i == 0 ? quoted(mine) : mine;
		struct str body = str_of(
			arena_printf(&arena, "I do not like the pier.\n\n%.*s",
		                     (int)below.len, below.ptr));

		reply_split(&arena, body, str_of(""), r.pieces, r.n_pieces,
		            &reply);
		ck_assert(reply.is_aligned);
		ck_assert_uint_eq(reply.n_answers, 1);
		ck_assert_text(reply.answers[0].text,
		               "I do not like the pier.");
	}
}
END_TEST

START_TEST(an_answer_under_an_article_finds_it)
{
	static const struct {
		const char *mark;
		int64_t item;
	} places[] = {
		{"either.\"\n", 101},
		{"The council votes on Thursday.\n", 102},
		{"Late frost has taken half of the blossom.\n", 103},
	};
	struct rendering r = paper();
	struct str mine = paper_fill(&arena, r.text), above, below;
	size_t at = str_find(mine, places[_i].mark);
	struct reply reply;

	ck_assert_uint_ne(at, STR_NONE);
	at += strlen(places[_i].mark);
	above = quoted(str_slice(mine, 0, at));
	below = quoted(str_from(mine, at));
	reply_split(&arena,
	            str_of(arena_printf(&arena, "%.*s\nMy own words.\n\n%.*s",
	                                (int)above.len, above.ptr,
	                                (int)below.len, below.ptr)),
	            str_of(""), r.pieces, r.n_pieces, &reply);
	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_text(reply.answers[0].text, "My own words.");
	ck_assert_int_eq(reply.answers[0].item, places[_i].item);
}
END_TEST

START_TEST(an_address_is_its_pattern_with_the_token_in_it)
{
	ck_assert_text(render_address(&arena, str_of("a+{token}@x.example"),
	                              str_of("t")),
	               "a+t@x.example");
	ck_assert_text(render_address(&arena, str_of("{token}@x.example"),
	                              str_of("t")),
	               "t@x.example");
	ck_assert_text(
		render_address(&arena, str_of("a@x.example"), str_of("t")),
		"a@x.example");
}
END_TEST

START_TEST(each_slot_has_two_bytes_of_its_own)
{
	for (unsigned i = 0; i < SLOT_FIRST_ITEM + ISSUE_ITEMS_MAX; i++) {
		struct str slot = render_slot(&arena, i);

		ck_assert_uint_eq(slot.len, 2);
		ck_assert_int_eq(slot.ptr[0], SLOT_MARK);
		ck_assert_int_eq(slot.ptr[1], 'A' + (int)i);
	}
}
END_TEST

START_TEST(a_date_is_that_of_the_place)
{
	ck_assert_text(render_date(&arena, 1795420800, 0), "23 November 2026");
	ck_assert_text(render_date(&arena, 1795474799, 3600),
	               "23 November 2026");
	ck_assert_text(render_date(&arena, 1795474800, 3600),
	               "24 November 2026");
	ck_assert_text(render_date(&arena, 0, -3600), "31 December 1969");
}
END_TEST

START_TEST(a_list_id_has_a_name_where_ascii_can_tell_it)
{
	list.title = str_of("The Courier, daily");
	ck_assert_text(render_list_id(&arena, &list, ""),
	               "\"The Courier, daily\" <courier.example.org>");
	ck_assert_text(render_list_id(&arena, &list, "mod."),
	               "\"The Courier, daily\" <mod.courier.example.org>");
	list.title = str_of("Caf\xc3\xa9");
	ck_assert_text(render_list_id(&arena, &list, ""),
	               "<courier.example.org>");
	list.title = str_of("The \"Courier\"");
	ck_assert_text(render_list_id(&arena, &list, ""),
	               "<courier.example.org>");
	list.title = str_of("");
	ck_assert_text(render_list_id(&arena, &list, ""),
	               "<courier.example.org>");
}
END_TEST

START_TEST(a_mailto_may_have_a_subject)
{
	ck_assert_text(render_mailto(&arena, str_of("a@x.example"), ""),
	               "<mailto:a@x.example>");
	ck_assert_text(render_mailto(&arena, str_of("a@x.example"), "help"),
	               "<mailto:a@x.example?subject=help>");
}
END_TEST

static void add_pages(TCase *pages)
{
	tcase_add_checked_fixture(pages, fresh_issue, drop_arena);
	tcase_add_loop_test(pages, no_markup_of_a_strangers_survives, 0,
	                    ARRAY_LEN(payloads));
	tcase_add_test(pages,
	               a_letter_shows_what_was_written_and_is_no_template);
	tcase_add_test(pages, a_page_loads_nothing_from_anywhere);
	tcase_add_test(pages, each_open_article_has_its_own_mailto_link);
	tcase_add_test(pages, no_readers_address_and_no_token_is_printed);
	tcase_add_test(pages, a_mail_names_its_own_reader_alone);
	tcase_add_test(pages,
	               an_answer_above_the_whole_edition_is_all_that_is_left);
	tcase_add_loop_test(pages, an_answer_under_an_article_finds_it, 0, 3);
}

static void add_parts(TCase *parts)
{
	tcase_add_checked_fixture(parts, fresh_issue, drop_arena);
	tcase_add_test(parts, an_address_is_its_pattern_with_the_token_in_it);
	tcase_add_test(parts, each_slot_has_two_bytes_of_its_own);
	tcase_add_test(parts, a_date_is_that_of_the_place);
	tcase_add_test(parts, a_list_id_has_a_name_where_ascii_can_tell_it);
	tcase_add_test(parts, a_mailto_may_have_a_subject);
}

Suite *suite(void)
{
	Suite *s = suite_create("render");
	TCase *edition = tcase_create("render_edition");
	TCase *pages = tcase_create("strangers");
	TCase *parts = tcase_create("render_address");

	tcase_add_checked_fixture(edition, fresh_issue, drop_arena);
	tcase_add_test(edition, the_text_part_is_the_golden_one);
	tcase_add_test(edition, the_html_part_is_the_golden_one);
	tcase_add_test(edition, the_header_is_the_golden_one);
	tcase_add_test(edition, the_mail_has_both_parts);
	tcase_add_test(edition, nothing_in_the_text_part_is_too_wide);
	tcase_add_test(edition,
	               there_is_never_more_than_one_empty_line_of_ours);
	tcase_add_test(edition,
	               each_part_tells_of_moderation_wherever_letters_are);
	tcase_add_test(edition, the_faq_is_a_link_where_it_can_be_one);
	tcase_add_test(edition, an_edition_of_nothing_is_still_a_whole_mail);
	tcase_add_loop_test(edition,
	                    the_subject_names_list_number_headline_and_letters,
	                    0, ARRAY_LEN(subjects));
	tcase_add_test(edition, a_long_headline_gives_way_in_the_subject);
	tcase_add_test(edition, the_pieces_are_the_text_and_know_their_items);
	tcase_add_test(
		edition,
		as_many_articles_and_letters_as_may_be_fit_into_one_mail);
	tcase_add_loop_test(
		edition, what_was_chosen_for_an_edition_always_fits_into_a_mail,
		0, ARRAY_LEN(worst));
	tcase_add_test(edition, what_would_be_larger_than_a_mail_is_refused);
	tcase_add_test(edition,
	               a_value_that_may_not_stand_in_a_header_is_refused);
	suite_add_tcase(s, edition);

	add_pages(pages);
	suite_add_tcase(s, pages);
	add_parts(parts);
	suite_add_tcase(s, parts);
	return s;
}
