#include "tests/suite.h"
#include "tests/paper.h"

#include "digest/model.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static struct str text_of(const struct value *object, const char *name)
{
	const struct value *value = paper_field(object, name);

	ck_assert_int_eq(value->kind, VALUE_TEXT);
	return value->text;
}

static bool is_set(const struct value *object, const char *name)
{
	return paper_field(object, name)->kind == VALUE_TRUE;
}

static const struct value *item(const struct value *model, size_t i)
{
	const struct value *items = paper_field(model, "items");

	ck_assert_uint_lt(i, items->n);
	return items->items[i];
}

static const struct value *letter(const struct value *model, size_t i, size_t k)
{
	const struct value *letters = paper_field(item(model, i), "letters");

	ck_assert_uint_lt(k, letters->n);
	return letters->items[k];
}

/* An edition of one article with one letter. */
static struct article article;
static struct comment comment, parent;
static struct issue_letter one_letter;
static struct issue_item one_item;
static struct render_issue issue;

static void fresh_issue(void)
{
	article = (struct article){.title = str_of("Title"), .is_open = true};
	comment = (struct comment){.id = 1,
	                           .author = str_of("Ann"),
	                           .text = str_of("Hello"),
	                           .received_at = 1795501800};
	parent = (struct comment){.id = 2,
	                          .author = str_of("Bo"),
	                          .text = str_of("\n\n First\n second")};
	one_letter = (struct issue_letter){.comment = &comment};
	one_item = (struct issue_item){
		.article = &article, .letters = &one_letter, .n_letters = 1};
	issue = (struct render_issue){
		.number = 7, .items = &one_item, .n_items = 1};
}

static const struct value *model(void)
{
	return model_of_issue(&arena, &paper_list, &issue);
}

START_TEST(each_object_has_the_names_of_the_templates_and_no_others)
{
	const struct render_list none = {.name = STR("x")};

	paper_check_names(&arena,
	                  model_of_issue(&arena, &paper_list, &paper_issue),
	                  TEMPLATE_DIGEST_TEXT);
	paper_check_names(&arena, model(), TEMPLATE_DIGEST_HTML);
	one_letter.parent = &parent;
	article.is_open = false;
	one_item.is_again = true;
	paper_check_names(&arena, model_of_issue(&arena, &none, &issue),
	                  TEMPLATE_DIGEST_TEXT);
	issue.n_items = 0;
	paper_check_names(&arena, model(), TEMPLATE_DIGEST_TEXT);
}
END_TEST

START_TEST(the_frame_is_the_lists)
{
	const struct value *m = model();

	issue.frozen_at = 1795501800;
	issue.offset_s = 3600;
	m = model();
	ck_assert_text(text_of(m, "language"), "en");
	ck_assert_text(text_of(m, "title"), "The Harbour Courier");
	ck_assert_text(text_of(m, "number"), "7");
	ck_assert_text(text_of(m, "date"), "24 November 2026");
	ck_assert_text(text_of(m, "address"), "\001A");
	ck_assert_text(text_of(m, "reply_address"),
	               "courier+\001B@example.org");
	ck_assert_text(text_of(m, "leave_address"),
	               "courier+\001C@example.org");
	ck_assert_text(text_of(m, "list_address"), "courier@example.org");
	ck_assert_text(text_of(m, "schedule"),
	               "every day at 07:30 (Europe/Oslo)");
	ck_assert_text(text_of(m, "postal_address"),
	               "Harbour Press, 1 Fish Market, 5003 Example");
	ck_assert_text(text_of(m, "comments_faq"),
	               "https://courier.example.org/comments-faq");
	ck_assert_text(text_of(m, "end_mark"), "\x02"
	                                       "0\x03");
}
END_TEST

START_TEST(a_faq_may_be_a_link_or_not)
{
	static const struct {
		const char *faq;
		bool is_link;
	} faqs[] = {
		{"https://a.example/faq", true},
		{"http://a.example/faq", true},
		{"faq@a.example", false},
		{"javascript:alert(1)", false},
		{"", false},
	};

	for (size_t i = 0; i < ARRAY_LEN(faqs); i++) {
		struct render_list list = paper_list;

		list.comments_faq = str_of(faqs[i].faq);
		ck_assert_int_eq(is_set(model_of_issue(&arena, &list, &issue),
		                        "faq_is_link"),
		                 faqs[i].is_link);
	}
}
END_TEST

START_TEST(an_edition_without_a_letter_is_quiet)
{
	ck_assert(!is_set(model(), "is_quiet"));
	ck_assert(is_set(item(model(), 0), "has_letters"));
	one_item.n_letters = 0;
	ck_assert(is_set(model(), "is_quiet"));
	ck_assert(!is_set(item(model(), 0), "has_letters"));
	ck_assert_text(text_of(item(model(), 0), "n_letters"), "0");
	issue.n_items = 0;
	ck_assert(is_set(model(), "is_quiet"));
}
END_TEST

START_TEST(an_article_is_told_so)
{
	const struct value *first =
		item(model_of_issue(&arena, &paper_list, &paper_issue), 0);
	const struct value *third =
		item(model_of_issue(&arena, &paper_list, &paper_issue), 2);

	ck_assert_text(text_of(first, "mark"), "\x02"
	                                       "1\x03");
	ck_assert_text(text_of(first, "number"), "1");
	ck_assert_text(text_of(first, "headline"),
	               "Ferries leave from the fish market again");
	ck_assert_text(text_of(first, "link"),
	               "https://courier.example.org/2026/ferries");
	ck_assert_text(text_of(first, "n_letters"), "4");
	ck_assert(is_set(first, "is_open"));
	ck_assert(!is_set(first, "is_again"));
	ck_assert_text(text_of(first, "item_address"),
	               "courier+\001E@example.org");
	ck_assert_text(text_of(third, "mark"), "\x02"
	                                       "3\x03");
	ck_assert_text(text_of(third, "number"), "3");
	ck_assert(is_set(third, "is_again"));
	ck_assert_text(text_of(third, "item_address"),
	               "courier+\001G@example.org");
	article.is_open = false;
	ck_assert(!is_set(item(model(), 0), "is_open"));
}
END_TEST

START_TEST(a_summary_is_one_paragraph)
{
	article.summary = str_of("One.\nTwo.\r\n Three.\n");
	ck_assert_text(text_of(item(model(), 0), "summary"),
	               "One. Two. Three.");
}
END_TEST

static const struct {
	const char *byline, *published, *meta;
} metas[] = {
	{"", "", ""},
	{"Ann Lee", "", "By Ann Lee"},
	{"", "22 November 2026", "22 November 2026"},
	{"Ann Lee", "yesterday", "By Ann Lee, yesterday"},
	{"Ann Lee", "2026-11-02", "By Ann Lee, 2 November 2026"},
	{"", "2026-11-22T08:00:00+01:00", "22 November 2026"},
	{"", "2026-11-22 and later", "2026-11-22 and later"},
	{"", "2026-13-22", "2026-13-22"},
	{"", "2026-11-32", "2026-11-32"},
	{"", "2026-00-01", "2026-00-01"},
	{"", "22-11-2026", "22-11-2026"},
	{"", "2026-1-222", "2026-1-222"},
};

START_TEST(meta_says_who_wrote_it_and_when)
{
	article.byline = str_of(metas[_i].byline);
	article.published = str_of(metas[_i].published);
	ck_assert_text(text_of(item(model(), 0), "meta"), metas[_i].meta);
}
END_TEST

static const struct {
	const char *link;
	bool is_shown;
} links[] = {
	{"https://a.example/x?y=1&z=%20#f", true},
	{"http://a.example/", true},
	{"HTTPS://a.example/", true},
	{"", false},
	{"javascript:alert(1)", false},
	{"data:text/html,x", false},
	{"//a.example/", false},
	{"https://a.example/ x", false},
	{"https://a.example/\n", false},
	{"https://a.example/\001C", false},
	{"https://a.example/\xc3\xa5", false},
};

START_TEST(a_link_is_a_link_or_nothing)
{
	article.link = str_of(links[_i].link);
	ck_assert_text(text_of(item(model(), 0), "link"),
	               links[_i].is_shown ? links[_i].link : "");
}
END_TEST

START_TEST(the_subject_of_a_mailto_link_is_percent_encoded)
{
	article.title = str_of("a B9-_.~ &?#%\"<\xc3\xa5\r\n");
	ck_assert_text(text_of(item(model(), 0), "item_subject"),
	               "Re%3A%20a%20B9%2D%5F%2E%7E%20%26%3F%23%25%22%3C%C3%A5"
	               "%0D%0A");
}
END_TEST

START_TEST(a_letter_is_told_so)
{
	const struct value *l = letter(model(), 0, 0);

	ck_assert_text(text_of(l, "author"), "Ann");
	ck_assert_text(text_of(l, "date"), "24 November 2026");
	ck_assert_text(text_of(l, "answering"), "");
	ck_assert_text(text_of(l, "spaces"), "  ");
	ck_assert_text(text_of(l, "text_indented"), "    Hello");
	ck_assert_text(text_of(l, "indent_px"), "0");
}
END_TEST

START_TEST(an_answer_stands_further_in_with_each_step)
{
	for (int depth = 0; depth <= 3; depth++) {
		const struct value *l;
		size_t in = 2 + 2 * (size_t)depth;
		struct str text;

		one_letter.depth = depth;
		l = letter(model(), 0, 0);
		text = text_of(l, "text_indented");
		ck_assert_uint_eq(text_of(l, "spaces").len, in);
		ck_assert_uint_eq(text.len - str_trim_left(text).len, in + 2);
		ck_assert_text(text_of(l, "indent_px"),
		               arena_printf(&arena, "%d", 16 * depth));
	}
}
END_TEST

START_TEST(an_answer_names_whom_it_answers)
{
	one_letter.parent = &parent;
	one_letter.depth = 1;
	ck_assert_text(text_of(letter(model(), 0, 0), "answering"), "Bo");
	/* and what, when that was printed earlier */
	one_letter.depth = 0;
	ck_assert_text(text_of(letter(model(), 0, 0), "answering"),
	               "Bo: \"First\"");
	parent.text = str_of("1234567890123456789012345678901234567890123456789"
	                     "012345678901");
	ck_assert_text(text_of(letter(model(), 0, 0), "answering"),
	               "Bo: \"123456789012345678901234567890123456789012345678"
	               "90123456789\xe2\x80\xa6\"");
}
END_TEST

#define P "<p dir=\"auto\" style=\"margin:0 0 10px\">"

static const struct {
	const char *text, *html;
} pages[] = {
	{"", ""},
	{"a", P "a</p>"},
	{"a\nb", P "a<br>\nb</p>"},
	{"a\n\nb\n", P "a</p>\n" P "b</p>"},
	{"\n\na\n \n\nb\n\n", P "a</p>\n" P "b</p>"},
	{"<b>&\"'", P "&lt;b&gt;&amp;&quot;&#39;</p>"},
	{"{{title}} {{{mark}}}", P "{{title}} {{{mark}}}</p>"},
};

START_TEST(a_letter_as_html_has_paragraphs_and_lines_and_no_markup)
{
	comment.text = str_of(pages[_i].text);
	ck_assert_text(text_of(letter(model(), 0, 0), "text_as_html"),
	               pages[_i].html);
}
END_TEST

/* Whether any text of the tree holds one of the bytes that steer us. */
static bool has_control(const struct value *v)
{
	for (size_t i = 0; v->kind == VALUE_TEXT && i < v->text.len; i++)
		if (v->text.ptr[i] == 0x1b)
			return true;
	for (size_t i = 0; i < v->n; i++)
		if (has_control(v->kind == VALUE_LIST ? v->items[i]
		                                      : v->fields[i].value))
			return true;
	return false;
}

START_TEST(no_control_character_of_a_strangers_gets_through)
{
	/* ESC stands for all of them: slots and marks are ours. */
	const struct str bad = STR("a\x1b"
	                           "b");

	article.title = article.byline = article.published = bad;
	article.summary = article.link = bad;
	comment.author = comment.text = bad;
	parent.author = parent.text = bad;
	one_letter.parent = &parent;
	ck_assert(!has_control(model()));
	comment.text = str_of("\001C \x02"
	                      "2\x03");
	ck_assert_text(text_of(letter(model(), 0, 0), "text_indented"),
	               "    C 2");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("model");
	TCase *of = tcase_create("model_of_issue");

	tcase_add_checked_fixture(of, fresh_issue, drop_arena);
	tcase_add_test(
		of, each_object_has_the_names_of_the_templates_and_no_others);
	tcase_add_test(of, the_frame_is_the_lists);
	tcase_add_test(of, a_faq_may_be_a_link_or_not);
	tcase_add_test(of, an_edition_without_a_letter_is_quiet);
	tcase_add_test(of, an_article_is_told_so);
	tcase_add_test(of, a_summary_is_one_paragraph);
	tcase_add_loop_test(of, meta_says_who_wrote_it_and_when, 0,
	                    ARRAY_LEN(metas));
	tcase_add_loop_test(of, a_link_is_a_link_or_nothing, 0,
	                    ARRAY_LEN(links));
	tcase_add_test(of, the_subject_of_a_mailto_link_is_percent_encoded);
	tcase_add_test(of, a_letter_is_told_so);
	tcase_add_test(of, an_answer_stands_further_in_with_each_step);
	tcase_add_test(of, an_answer_names_whom_it_answers);
	tcase_add_loop_test(
		of, a_letter_as_html_has_paragraphs_and_lines_and_no_markup, 0,
		ARRAY_LEN(pages));
	tcase_add_test(of, no_control_character_of_a_strangers_gets_through);
	suite_add_tcase(s, of);
	return s;
}
