#include "tests/suite.h"

#include "base/buf.h"
#include "digest/scrub.h"
#include "text/utf8.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

/* One of each kind, from STANDARDS 5.1. */
#define REPLY  "r718djrfae00000ag9trk55edae0jzp0jthd"
#define VERP   "b7000031n17enq1rfaq3gpc"
#define LEAVE  "u7008j4ct4ank7f24sbd4jaf07gfr14s3q"
#define RANDOM "c000g40r40m30e209185gr38e1w"
#define MIXED  "r718DJrfae00000ag9TRK55edae0jzp0JTHD" /* a mail program's */
#define GONE   "[removed]"
#define HIDDEN "[address removed]"

static const struct {
	const char *text, *printed;
} texts[] = {
	/* what stays */
	{"I agree.", "I agree."},
	{"  two\n\nlines  ", "two\n\nlines"},
	{"", ""},
	{"costs 5 @ 3 each, see @harbour and me@work",
         "costs 5 @ 3 each, see @harbour and me@work"},
	{"https://video.example/@ann/films",
         "https://video.example/@ann/films"},
	{"https://maps.example/@59.91,10.75",
         "https://maps.example/@59.91,10.75"},
	{"a@b", "a@b"},
	{"@example.org", "@example.org"},
	{"commit b1946ac92492d2347c6235b4d2611184e9d8a1f2",
         "commit b1946ac92492d2347c6235b4d2611184e9d8a1f2"},
	{"congratulations communicationsministry",
         "congratulations communicationsministry"},
	{"a <b>bold</b> word & \"more\"", "a <b>bold</b> word & \"more\""},
	/* addresses */
	{"ann@example.org", HIDDEN},
	{"Write to ann@example.org.", "Write to " HIDDEN "."},
	{"<ann@example.org>", "<" HIDDEN ">"},
	{"Ann <Ann.Lee+news@Mail.Example.ORG>, yes", "Ann <" HIDDEN ">, yes"},
	{"mailto:ann@example.org?subject=x", "mailto:" HIDDEN "?subject=x"},
	{"mailto:ann%40example.org", "mailto:" HIDDEN},
	{"ann&#64;example.org", HIDDEN},
	{"ann\xef\xbc\xa0"
         "example.org",
         HIDDEN},
	{"(ann@example.org)", "(" HIDDEN ")"},
	{"\"ann lee\"@example.org", HIDDEN},
	{"*ann@example.org*", "*" HIDDEN "*"},
	{"'ann@example.org'", "'" HIDDEN "'"},
	{"\xe2\x80\x9c"
         "ann@example.org\xe2\x80\x9d",
         "\xe2\x80\x9c" HIDDEN "\xe2\x80\x9d"},
	{"o'brien@example.org", HIDDEN},
	{"a@b.example,c@d.example;e@f.example", HIDDEN "," HIDDEN ";" HIDDEN},
	{"a@b.example@c.example", HIDDEN "@c.example"},
	{"a%40b%40c.example", "a%40" HIDDEN},
	{"j\xc3\xbcrgen@ex\xc3\xa4mple.org!", HIDDEN "!"},
	{"\xe7\x94\xa8\xe6\x88\xb7@\xe4\xbe\x8b\xe5\xad\x90.example", HIDDEN},
	/* words of a script without spaces in front of one stay */
	{"\xe8\x81\x94\xe7\xb3\xbb"
         "ann@example.org",
         "\xe8\x81\x94\xe7\xb3\xbb" HIDDEN},
	{"\xf0\x9f\x93\xa7"
         "ann@example.org",
         "\xf0\x9f\x93\xa7" HIDDEN},
	{"ann@[192.0.2.7]", HIDDEN},
	{"http://ann:x@example.org/", "http://ann:" HIDDEN "/"},
	{"ann_lee@example.org_", HIDDEN "_"},
	{"ann=40example.org", HIDDEN}, /* of mail that was not decoded */
	{"ann&#x40;example.org", HIDDEN},
	{"ann@example.org\nbert@example.org", HIDDEN "\n" HIDDEN},
	{"ann\xe2\x80\x8b@example.org", HIDDEN}, /* zero width space */
	/* dots and signs of other scripts */
	{"me@my\xe3\x80\x82"
         "example",
         HIDDEN},
	{"me@my\xef\xbc\x8e"
         "example\xef\xbd\xa1"
         "org, yes",
         HIDDEN ", yes"},
	{"me\xef\xbc\xa0my\xef\xbd\xa1"
         "example",
         HIDDEN},
	{"ann@example.org\xe3\x80\x82\xe8\x81\x94\xe7\xb3\xbb",
         HIDDEN "\xe3\x80\x82\xe8\x81\x94\xe7\xb3\xbb"},
	{"me@work\xe3\x80\x82", "me@work\xe3\x80\x82"},
	/* our own addresses go with their tokens */
	{"courier+" REPLY "@example.org", HIDDEN},
	{"<mailto:" REPLY "@r.example.org>", "<mailto:" HIDDEN ">"},
	{"courier+\n" REPLY "@example.org", "courier+\n" HIDDEN},
	/* tokens by themselves */
	{REPLY, GONE},
	{VERP, GONE},
	{LEAVE, GONE},
	{RANDOM, GONE},
	{"R718DJRFAE00000AG9TRK55EDAE0JZP0JTHD", GONE},
	{"r718DJrfae00000ag9TRK55edae0jzp0JTHD", GONE},
	{"r718djrfaeOOOOOag9trk55edaeOjzpOjthd", GONE},
	{"(" REPLY "), \"" LEAVE "\".", "(" GONE "), \"" GONE "\"."},
	{"courier+" REPLY, "courier+" GONE},
	{"=" REPLY "=", "=" GONE "="},
	{"x-" REPLY "-y", "x-" GONE "-y"},
	{"https://lists.example.org/u/" LEAVE,
         "https://lists.example.org/u/" GONE},
	{"\xc3\xa5" REPLY "\xc3\xa5", "\xc3\xa5" GONE "\xc3\xa5"},
	{REPLY "\n" LEAVE, GONE "\n" GONE},
	{"r718djrfae0000\xe2\x80\x8b"
         "0ag9trk55edae0jzp0jthd",
         GONE},
	/* broken over lines, quoted or by soft line ends */
	{"to r718djrfae00000ag9\ntrk55edae0jzp0jthd now", "to " GONE " now"},
	{"> r718djrfae00000ag9\n> trk55edae0jzp0jthd\n", "> " GONE},
	{"r718djrfae00000ag9=\n> > trk55edae0jzp0jthd", GONE},
	{"r718djrf\nae00000ag9trk55\nedae0jzp0jthd", GONE},
	{"courier+r718djrfae00000ag9\ntrk55edae0jzp0jthd@example.org", HIDDEN},
	/* the tail looks like an address of its own */
	{"courier+r718djrfae00000ag9trk55edae0jzp0j\nthd@example.org", HIDDEN},
	{"courier+r718djrfae00000ag9trk55edae0jzp0j=\nthd@example.org", HIDDEN},
	/* something is glued to it */
	{"courier=2B" REPLY "=40example.org", HIDDEN},
	{"courier=2B" REPLY, "courier=2B" GONE},
	{"mailto:courier%2B" REPLY "?x", "mailto:courier%2B" GONE "?x"},
	{"courier%252B" REPLY "%2540example.org",
         "courier%252B" GONE "%2540example.org"},
	{"Antwort" REPLY, "Antwort" GONE},
	{"xx" REPLY "yy", "xx" GONE "yy"},
	{REPLY "X", GONE "X"},
	{"xx" LEAVE, "xx" GONE},
	{"2B" RANDOM, "2B" GONE},
	{"courier%2Br718djrfae00000ag9\ntrk55edae0jzp0jthd", "courier%2B" GONE},
	{"see 3c5be7a1f2b1946ac92492d2347c6235b4d2611184e9d8a1f2b1946ac92492d2",
         "see 3c5be7a1f2b1946ac92492d2347c6235b4d2611184e9d8a1f2b1946ac92492d"
         "2"},
	{"https://doc.example/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms",
         "https://doc.example/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"},
	{"r718djrfae00000ag9-\ntrk55edae0jzp0jthd", GONE},
	{"> r718djrfae00000ag9-\n> trk55edae0jzp0jthd", "> " GONE},
	/* with blanks in it, and in wide characters */
	{"r 7 1 8 d j r f a e 0 0 0 0 0 a g 9 t r k 5 5 e d a e 0 j z p 0 j t h"
         " d",
         GONE},
	{"so: r718djrf ae00000ag9 trk55edae\xe3\x80\x80"
         "0jzp0jthd!",
         "so: " GONE "!"},
	{"\xef\xbd\x92\xef\xbc\x97"
         "18djrfae00000ag9trk55edae0jzp0jthd",
         GONE},
	{"r718djrfae00000ag9trk55edae0jzp\xef\xbc\x90jthd", GONE},
	{"r\n7\n1\n8\nd\nj\nr\nf\na\ne\n0\n0\n0\n0\n0\na\ng\n9\nt\nr\nk\n5\n5"
         "\ne\nd\na\ne\n0\nj\nz\np\n0\nj\nt\nh\nd",
         GONE},
	/* sentences and numbers of a token's length */
	{"cats and dogs may not sit there on",
         "cats and dogs may not sit there on"},
	{"block 1 2 3 4 5 6 7 8 9 10 11 12 13 1",
         "block 1 2 3 4 5 6 7 8 9 10 11 12 13 1"},
	{"b 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2",
         "b 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2"},
	{"\xef\xbc\xa1\xef\xbc\x91", "\xef\xbc\xa1\xef\xbc\x91"},
	/* words at the ends of lines are not joined into one */
	{"biodiversity\nconservations", "biodiversity\nconservations"},
};

START_TEST(a_text_is_printed_so)
{
	ck_assert_text(scrub_text(&arena, str_of(texts[_i].text)),
	               texts[_i].printed);
}
END_TEST

START_TEST(no_shape_of_a_token_is_left_by_any_break)
{
	/* A line's end behind any character: nothing of use stays. */
	static const char *const marks[] = {"\n",     "\r\n",  "=\r\n", "\n> ",
	                                    "  \n\t", "-\n> ", " "};
	static const char token[] = REPLY;
	size_t at = 1 + (size_t)_i % (sizeof(token) - 2);

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		struct str text =
			str_of(arena_printf(&arena, "see %.*s%s%s ok", (int)at,
		                            token, marks[i], token + at));

		ck_assert_text(scrub_text(&arena, text), "see " GONE " ok");
	}
}
END_TEST

START_TEST(what_a_terminal_or_a_page_could_stumble_over_is_cleaned)
{
	ck_assert_text(scrub_text(&arena, str_of("a\x01\x02\x03"
	                                         "b\xe2\x80\xae"
	                                         "c\xff\r\nd\n\n\n\n\n\ne")),
	               "abc\xef\xbf\xbd\nd\n\n\ne");
}
END_TEST

static struct str repeated(const char *text, size_t n)
{
	struct buf out = BUF_INIT(10 * 1024 * 1024);

	for (size_t i = 0; i < n; i++)
		buf_adds(&out, text);
	return buf_take(&out, &arena);
}

START_TEST(a_long_comment_is_cut_at_its_characters)
{
	struct str whole = repeated("\xc3\xa5", COMMENT_MAX);
	struct str more = repeated("\xc3\xa5", COMMENT_MAX + 1);
	struct str cut = scrub_text(&arena, more);

	ck_assert(str_eq(scrub_text(&arena, whole), whole));
	ck_assert(str_ends(cut, "\xc3\xa5 [...]"));
	ck_assert_uint_eq(utf8_length(cut), COMMENT_MAX + 6);
}
END_TEST

START_TEST(a_cut_makes_no_token_of_a_longer_word)
{
	size_t n = COMMENT_MAX - (sizeof(REPLY) - 1);
	struct str before = repeated("- ", n / 2);
	struct str text = str_of(arena_printf(&arena, "%.*s" MIXED "xxxx",
	                                      (int)before.len, before.ptr));
	struct str name = str_of("nn Ann Ann Ann Ann Ann " MIXED "xxxx");

	ck_assert(str_ends(scrub_text(&arena, text), "- " GONE " [...]"));
	ck_assert_text(scrub_name(&arena, name), "nn Ann Ann Ann Ann Ann");
}
END_TEST

START_TEST(blanks_behind_a_comment_do_not_count)
{
	struct str whole = repeated("a", COMMENT_MAX);
	struct str text = str_of(arena_printf(&arena, "\n  %s \n \n",
	                                      arena_copy(&arena, whole)));

	ck_assert(str_eq(scrub_text(&arena, text), whole));
}
END_TEST

static const char *const floods[] = {
	"a@",
	"@",
	"\"@",
	"a@b.",
	"a.b@c ",
	"r 1 ",
	"r   ",
	"r-\n",
	"r\n\n",
	"\xef\xbd\x92\xef\xbc\x97",
	"a@b\xe3\x80\x82",
	REPLY " ",
	"r7\n",
	"0",
	"%40",
	"a\n> ",
};

START_TEST(no_flood_takes_long_and_none_comes_out_longer)
{
	struct str text = repeated(floods[_i], 300000);

	ck_assert_uint_le(utf8_length(scrub_text(&arena, text)),
	                  COMMENT_MAX + 6);
}
END_TEST

static const struct {
	const char *name, *printed;
} names[] = {
	{"Ann Lee", "Ann Lee"},
	{"  Ann \t\r\n Lee  ", "Ann Lee"},
	{"Kari \xc3\x98yen", "Kari \xc3\x98yen"},
	{"\xe5\xb1\xb1\xe7\x94\xb0", "\xe5\xb1\xb1\xe7\x94\xb0"},
	{"O'Brien, P. (Oslo)", "O'Brien, P. (Oslo)"},
	{"", "Reader"},
	{" ", "Reader"},
	{"...", "Reader"},
	{"ann@example.org", "Reader"},
	{"\"ann@example.org\"", "Reader"},
	{"ann@work", "Reader"},
	{"Ann Lee <ann@example.org>", "Ann Lee"},
	{"Ann Lee ann%40example.org", "Ann Lee"},
	{REPLY, "Reader"},
	{"Ann " LEAVE, "Ann"},
	{"Ann\x1b[2J\xe2\x80\xae"
         "eeL",
         "Ann[2JeeL"},
};

START_TEST(a_name_is_printed_so)
{
	ck_assert_text(scrub_name(&arena, str_of(names[_i].name)),
	               names[_i].printed);
}
END_TEST

START_TEST(a_name_has_sixty_characters_at_most)
{
	struct str whole = repeated("\xc3\xa5", 60);
	struct str cut = scrub_name(&arena, repeated("\xc3\xa5", 61));

	ck_assert(str_eq(scrub_name(&arena, whole), whole));
	ck_assert_uint_eq(utf8_length(cut), 60);
	ck_assert(str_ends(cut, "\xe2\x80\xa6"));
}
END_TEST

START_TEST(an_address_at_the_cut_of_a_name_does_not_slip_through)
{
	for (size_t n = 40; n < 70; n++) {
		char *name = arena_printf(&arena, "%s %s",
		                          arena_copy(&arena, repeated("x", n)),
		                          "ann.secret@example.org");
		struct str printed = scrub_name(&arena, str_of(name));

		ck_assert_uint_eq(str_find(printed, "ann"), STR_NONE);
	}
}
END_TEST

/* `n` times `piece`. */
static struct str many(const char *piece, size_t n)
{
	struct buf out = BUF_INIT(1024 * 1024);

	for (size_t i = 0; i < n; i++)
		buf_adds(&out, piece);
	return buf_take(&out, &arena);
}

START_TEST(a_comment_has_10000_code_points_and_no_more)
{
	for (size_t n = COMMENT_MAX - 1; n <= COMMENT_MAX + 1; n++) {
		struct str text = many("\xc3\xa5", n);
		bool fits = n <= COMMENT_MAX;

		ck_assert_int_eq(scrub_fits(text), fits);
		ck_assert_uint_eq(utf8_length(scrub_text(&arena, text)),
		                  fits ? n : COMMENT_MAX + 6);
	}
}
END_TEST

START_TEST(a_comment_has_200_lines_and_no_more)
{
	for (size_t n = COMMENT_LINES_MAX - 1; n <= COMMENT_LINES_MAX + 1;
	     n++) {
		struct str text = str_trim(many("a\n", n));
		struct str printed = scrub_text(&arena, text);
		bool fits = n <= COMMENT_LINES_MAX;

		ck_assert_int_eq(scrub_fits(text), fits);
		ck_assert_int_eq(str_eq(printed, text), fits);
		ck_assert_int_eq(str_ends(printed, "a [...]"), !fits);
		ck_assert(scrub_fits(printed));
	}
}
END_TEST

START_TEST(a_comment_has_20_links_and_no_more)
{
	static const char *const links[] = {"https://a.example/x ",
	                                    "(http://a.example) ",
	                                    "WWW.a.example, "};

	for (size_t k = 0; k < ARRAY_LEN(links); k++) {
		for (size_t n = COMMENT_LINKS_MAX - 1;
		     n <= COMMENT_LINKS_MAX + 1; n++) {
			struct str text = str_trim(many(links[k], n));
			struct str printed = scrub_text(&arena, text);
			bool fits = n <= COMMENT_LINKS_MAX;

			ck_assert_int_eq(scrub_fits(text), fits);
			ck_assert_int_eq(str_eq(printed, text), fits);
			ck_assert_int_eq(str_find(printed, "[link removed]") ==
			                         STR_NONE,
			                 fits);
			ck_assert(scrub_fits(printed));
		}
	}
}
END_TEST

START_TEST(a_word_that_holds_www_is_no_link)
{
	struct str text = str_trim(many("awww. ", 2 * COMMENT_LINKS_MAX));

	ck_assert(str_eq(scrub_text(&arena, text), text));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("scrub");
	TCase *limits = tcase_create("scrub_fits");
	TCase *text = tcase_create("scrub_text");
	TCase *name = tcase_create("scrub_name");

	tcase_add_checked_fixture(text, NULL, drop_arena);
	tcase_add_loop_test(text, a_text_is_printed_so, 0, ARRAY_LEN(texts));
	tcase_add_loop_test(text, no_shape_of_a_token_is_left_by_any_break, 0,
	                    (int)sizeof(REPLY) - 2);
	tcase_add_test(text,
	               what_a_terminal_or_a_page_could_stumble_over_is_cleaned);
	tcase_add_test(text, a_long_comment_is_cut_at_its_characters);
	tcase_add_test(text, a_cut_makes_no_token_of_a_longer_word);
	tcase_add_test(text, blanks_behind_a_comment_do_not_count);
	tcase_add_loop_test(text, no_flood_takes_long_and_none_comes_out_longer,
	                    0, ARRAY_LEN(floods));
	suite_add_tcase(s, text);

	tcase_add_checked_fixture(name, NULL, drop_arena);
	tcase_add_loop_test(name, a_name_is_printed_so, 0, ARRAY_LEN(names));
	tcase_add_test(name, a_name_has_sixty_characters_at_most);
	tcase_add_test(name,
	               an_address_at_the_cut_of_a_name_does_not_slip_through);
	suite_add_tcase(s, name);
	tcase_add_checked_fixture(limits, NULL, drop_arena);
	tcase_add_test(limits, a_comment_has_10000_code_points_and_no_more);
	tcase_add_test(limits, a_comment_has_200_lines_and_no_more);
	tcase_add_test(limits, a_comment_has_20_links_and_no_more);
	tcase_add_test(limits, a_word_that_holds_www_is_no_link);
	suite_add_tcase(s, limits);
	return s;
}
