#include "tests/suite.h"

#include "base/buf.h"
#include "base/file.h"
#include "text/quote.h"

static struct arena arena;
static struct lines lines;

static void teardown(void)
{
	arena_free(&arena);
}

static bool mark(const char *body)
{
	lines_split(&arena, str_of(body), &lines);
	return quote_mark(&arena, &lines);
}

/* The kinds of lines that are not blank, a letter each: o, q, f. */
static const char *kinds(void)
{
	char *text = arena_alloc(&arena, lines.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < lines.n; i++)
		if (!line_is_blank(&lines.line[i]))
			text[n++] = "oqsfd"[lines.line[i].kind];
	return text;
}

/* Header blocks that no row of tests/heads has. */
static const char *const blocks[] = {
	"From: Ann\nSent: Monday, May 2, 2016\nTo: Bert\nSubject: Bridge",
	"From: Ann\n<a-very-long-address@mail.example>\nSent: Monday\n"
	"To: Bert\nSubject: Bridge",
	"Ann Lee\n05/03/2016 06:01 AM\nTo: Bert\ncc:\nSubject: Bridge",
	"ann@mail.example on 05/03/2016 06:01:12 AM\n"
	"Please respond to <ann@mail.example>\n"
	"To: Bert\ncc:\nSubject: Bridge",
	"\"Ann Lee of the Gazette\" <ann@mail.example> on 05/03/2016\n"
	"06:01:12 AM\nTo: Bert\ncc:\nSubject: Bridge",
	">>> Ann Lee 5/3/16 06:01AM >>>",
	">>> <ann@mail.example> 5/3/16 6:01:12 am >>>",
};

START_TEST(header_blocks_start_a_quote)
{
	const char *marks;

	ck_assert(mark(
		arena_printf(&arena, "own\n\n%s\n\nDear Bert\n", blocks[_i])));
	marks = kinds();
	ck_assert_int_eq(marks[0], 'o');
	ck_assert_uint_eq(strspn(marks + 1, "q"), strlen(marks) - 1);
}
END_TEST

/* A row of tests/heads: what a program writes, in a language. */
struct head {
	struct str program, language, text;
	const char *kind; /* letter of the lines that it heads */
};

#define ATTRIBUTIONS "tests/heads/attributions.txt"
#define BLOCKS       "tests/heads/blocks.txt"
#define HEADS_MAX    400
#define WRAP_AT      45 /* bytes */

static struct head heads[HEADS_MAX];
static size_t n_heads;

static void read_heads(const char *path)
{
	struct str rest, row, kind = str_of("q");
	struct why why = {""};

	n_heads = 0;
	ck_assert_msg(file_read(&arena, path, 1024 * 1024, &rest, &why) == OK,
	              "%s", why.text);
	while (str_next_line(&rest, &row)) {
		struct head *head = &heads[n_heads];

		if (str_starts(row, "#"))
			continue;
		ck_assert_uint_lt(n_heads, HEADS_MAX);
		ck_assert(str_next_field(&row, '\t', &head->program));
		ck_assert(str_next_field(&row, '\t', &head->language));
		if (!strcmp(path, BLOCKS))
			ck_assert(str_next_field(&row, '\t', &kind));
		head->kind = str_is(kind, "f") ? "f" : "q";
		head->text = row;
		n_heads++;
	}
}

/* `text` behind `prefix`, a line end for each '|' and, with `wrap_at`, for
 * the first space after so many bytes. */
static const char *lay_out(struct str text, const char *prefix, size_t wrap_at)
{
	struct buf out = BUF_INIT(64 * 1024);
	size_t column = 0;

	buf_adds(&out, prefix);
	for (size_t i = 0; i < text.len; i++, column++) {
		bool is_end = text.ptr[i] == '|' ||
		              (wrap_at > 0 && column >= wrap_at &&
		               text.ptr[i] == ' ');

		if (is_end)
			buf_addf(&out, "\n%s", prefix);
		else
			buf_addc(&out, text.ptr[i]);
		column = is_end ? 0 : column;
	}
	buf_addc(&out, '\0');
	return buf_take(&out, &arena).ptr;
}

static void ck_assert_head(const struct head *head, const char *body)
{
	const char *marks;

	ck_assert_msg(mark(body), "no head in:\n%s", body);
	marks = kinds();
	ck_assert_msg(marks[0] == 'o' && strspn(marks + 1, head->kind) + 1 ==
	                                         strlen(marks),
	              "%s of:\n%s", marks, body);
}

/* Own words, a head, and a quote with marks or without. */
static void ck_assert_heads(const char *prefix, size_t wrap_at)
{
	for (size_t i = 0; i < n_heads; i++) {
		const struct head *head = &heads[i];
		const char *text = lay_out(head->text, prefix, wrap_at);

		ck_assert_head(head, arena_printf(&arena,
		                                  "own\n\n%s\n%s\n"
		                                  "> quoted\n> more\n",
		                                  text, prefix));
		if (prefix[0] != '>')
			ck_assert_head(head, arena_printf(&arena,
			                                  "own\n\n%s\n\n"
			                                  "quoted\n\nmore\n",
			                                  text));
	}
}

START_TEST(attributions_of_many_programs_are_known)
{
	read_heads(ATTRIBUTIONS);
	ck_assert_heads("", 0);
	ck_assert_heads("", WRAP_AT);
	ck_assert_heads("> ", 0);
	ck_assert_heads("> ", WRAP_AT);
}
END_TEST

START_TEST(header_blocks_of_many_programs_are_known)
{
	read_heads(BLOCKS);
	ck_assert_heads("", 0);
	ck_assert_heads("> ", 0);
}
END_TEST

START_TEST(what_follows_a_quote_with_marks_is_own)
{
	read_heads(ATTRIBUTIONS);
	for (size_t i = 0; i < n_heads; i++) {
		const char *text = lay_out(heads[i].text, "", 0);

		mark(arena_printf(&arena, "%s\n> quoted\n\nown\n", text));
		ck_assert_str_eq(kinds(), "qqo");
	}
}
END_TEST

static bool has_head(const char *program, const char *language)
{
	for (size_t i = 0; i < n_heads; i++)
		if (str_is(heads[i].program, program) &&
		    str_is(heads[i].language, language))
			return true;
	return false;
}

START_TEST(each_program_is_tried_in_each_language)
{
	static const char *const languages[] = {
		"en", "de", "fr", "es", "it", "pt", "nl", "sv",
		"da", "no", "fi", "pl", "cs", "ru", "uk", "tr",
		"el", "he", "ar", "ja", "zh", "ko"};
	static const struct {
		const char *path, *program;
	} programs[] = {
		{ATTRIBUTIONS, "gmail"},       {ATTRIBUTIONS, "apple"},
		{ATTRIBUTIONS, "thunderbird"}, {ATTRIBUTIONS, "yahoo"},
		{ATTRIBUTIONS, "proton"},      {ATTRIBUTIONS, "fastmail"},
		{ATTRIBUTIONS, "k9"},          {ATTRIBUTIONS, "mutt"},
		{ATTRIBUTIONS, "notes"},       {BLOCKS, "notes"},
		{BLOCKS, "outlook"},           {BLOCKS, "outlook-mac"},
		{BLOCKS, "samsung"},           {BLOCKS, "apple"},
		{BLOCKS, "thunderbird"},
	};

	read_heads(programs[_i].path);
	for (size_t k = 0; k < ARRAY_LEN(languages); k++)
		ck_assert_msg(has_head(programs[_i].program, languages[k]),
		              "%s %s", programs[_i].program, languages[k]);
}
END_TEST

static const struct {
	const char *body, *kinds;
} bodies[] = {
	{"own\n", "o"},
	{"own\n\n> quoted\n\nown\n", "oqo"},
	{"own\n\nFrom: Ann\n\n> Date: 3 May 2016\n> To: Bert\n> Subject: x\n"
         ">\n> quoted\n",
         "oqqqqq"},
	{"own\n\nFrom: Ann\n\n> quoted\n", "ooq"},
	{"own\n\nOn 3 May 2016 Ann <a@b> wrote:\n\n> quoted\n\nown\n", "oqqo"},
	{"own\n\nOn 3 May 2016 Ann <a@b> wrote:\n\nquoted\n\nquoted\n", "oqqq"},
	{"own\n\n-----Original Message-----\nFrom: A\nDate: B\n\nx\n", "oqqqq"},
	{"own\n\n-----Ursprüngliche Nachricht-----\nx\n", "oqq"},
	{"own\n\n*-------- Original Message --------*\nx\n", "oqq"},
	{"own\n\n---------- Forwarded message ---------\nFrom: A\n\nx\n",
         "offf"},
	{"Begin forwarded message:\n\nFrom: A\nDate: B\n\nx\n", "ffff"},
	{"own\n________________________________\nFrom: A\nSent: B\n\nx\n",
         "oqqqq"},
	{"From: a@b\nSent: B\nSubject: C\n\nown, below all\n", "qqqo"},
	{"From: A\nSent: B\nSubject: C\n\nown, below all\n", "oooo"},
	/* in a language that is not in the tables */
	{"own\n\n2016-05-03 10:05, Ann Lee rašė:\n> x\n", "oqq"},
	{"own\n\nMissatge de Ann <a@b> del dia 3 de maig 2016 a les 10:05:\n> "
         "x\n",
         "oqq"},
	{"own\n\nدر تاریخ ۳ مهٔ ۲۰۱۶،‏ ۱۰:۰۵ Ann <a@b> "
         "نوشت:\n> "
         "x\n",
         "oqq"},
	{"own\n\nMeet on 2016-05-03 at 10:05, all of you:\n\nown\n", "ooo"},
	{"own\n\nForwarded message:\n\nFrom: A\nSubject: B\n\nx\n", "offff"},
	{"own\n\nForwarded message: read it\n\nown\n", "ooo"},
	{"own\n> ---------- Forwarded message ---------\n> From: A\n>\n> x\n"
         "own\n",
         "offfo"},
	{"own\n\nAnn Lee ---05/03/2016 10:05:12 AM---Dear\n\nFrom: A\nTo: B\n"
         "Date: C\nSubject: D\n\nDear Bert\n",
         "oqqqqqq"},
	{"own\n\nAnn <a@b>\n\n05/03/2016 10:05 AM\n\nTo  B\nSubject  C\nx\n",
         "oqqqqq"},
	{"own\n\nTo  town\nSubject  to change\nown\n", "oooo"},
	{"own\n\n##- Please type your reply above this line -##\n\nx\n", "oqq"},
	{"own\n\n--- Bitte oberhalb dieser Zeile antworten ---\nx\n", "oqq"},
	{"own\n\nThe sign above this line is a dash\nown\n", "ooo"},
	{"own\n----------\nown\n", "ooo"},
	{"own\n\nTo: all who read this\nown\n", "ooo"},
	{"```\n> code\nOn 3 May 2016 Ann <a@b> wrote:\n```\nown\n", "ooooo"},
	{"> > > that many marks leave no room, so that it goes\n"
         "on here\nand here\n> > > and so on\n",
         "qqqq"},
	{"> one mark does not do that, so that it goes on\nmy answer\n"
         "> and so on\n",
         "qoq"},
	{"> This line is long, and the program that sent it did wrap it once "
         "more\nwithout a mark\n> here.\nown\n",
         "qqqo"},
	{"> Short?\nown\n> more\nown\n", "qoqo"},
	{"own\n\nOn 3 May 2016 at 6:01 Ann\n\n<\nmailto:a@b\n> wrote:\nx\n",
         "oqqqqq"},
};

START_TEST(what_is_quoted_is_marked)
{
	mark(bodies[_i].body);
	ck_assert_str_eq(kinds(), bodies[_i].kinds);
}
END_TEST

START_TEST(a_quote_without_marks_ends_where_the_edition_starts)
{
	lines_split(&arena,
	            str_of("own\n\nOn 3 May 2016 Ann <a@b> wrote:\n\nstranger\n"
	                   "edition\n\nanswer\n"),
	            &lines);
	lines.line[5].kind = LINE_QUOTE;
	lines.line[5].piece = 0;
	ck_assert(quote_mark(&arena, &lines));
	ck_assert_str_eq(kinds(), "oqqqo");
}
END_TEST

START_TEST(marks_before_a_head_are_a_pattern)
{
	ck_assert(mark("own\n> On 3 May 2016 Ann <a@b> wrote:\n>\n> x\n"));
	ck_assert(mark("own\n> On 3 May 2016 at 10:05 Ann Lee\n"
	               "> <a@b> wrote:\n>\n> x\n"));
	ck_assert(mark("own\n> From: A\n> Sent: B\n> Subject: C\n>\n> x\n"));
	ck_assert(!mark("own\n> quoted\n> more\n> On 3 May 2016 Ann <a@b> "
	                "wrote:\n> > x\n"));
}
END_TEST

START_TEST(marks_alone_are_no_pattern)
{
	ck_assert(!mark("own\n> quoted\n"));
	ck_assert(!mark("own\n"));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("quote");
	TCase *t = tcase_create("quote_mark");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, header_blocks_start_a_quote, 0,
	                    (int)ARRAY_LEN(blocks));
	tcase_add_test(t, attributions_of_many_programs_are_known);
	tcase_add_test(t, header_blocks_of_many_programs_are_known);
	tcase_add_test(t, what_follows_a_quote_with_marks_is_own);
	tcase_add_loop_test(t, each_program_is_tried_in_each_language, 0, 15);
	tcase_add_loop_test(t, what_is_quoted_is_marked, 0,
	                    (int)ARRAY_LEN(bodies));
	tcase_add_test(t, a_quote_without_marks_ends_where_the_edition_starts);
	tcase_add_test(t, marks_before_a_head_are_a_pattern);
	tcase_add_test(t, marks_alone_are_no_pattern);
	suite_add_tcase(s, t);
	return s;
}
