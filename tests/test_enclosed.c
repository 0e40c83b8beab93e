#include "tests/suite.h"

#include "base/buf.h"
#include "mailer/enclosed.h"

static struct arena arena;

static void free_arena(void)
{
	arena_free(&arena);
}

/* The texts were made by Python's binascii. */
static const struct {
	const char *text, *left, *files; /* "name len;" of each */
} rows[] = {
	{"Look:\nbegin 644 hello.txt\n,:&5L;&\\L('=O<FQD\n`\nend\nBye.\n",
         "Look:\nBye.\n", "hello.txt 12;"},
	{"begin 644 a b.txt\r\n#86)C\r\n`\r\nend\r\nrest", "rest",
         "a b.txt 3;"},
	{"begin 755 x\n#86)C\nThen he wrote on.\n", "Then he wrote on.\n",
         "x 3;"},
	{"begin-base64 644 y\naGVsbG8=\n====\nz", "z", "y 5;"},
	{"a\n=ybegin line=128 size=7 name=my file.bin\n\xff\xfe*J\n=yend "
         "size=7\nb\n",
         "a\nb\n", "my file.bin 7;"},
	/* Its end was cut off: what looks like no line of it is text. */
	{"=ybegin line=128 size=-1 name=z\nno end", "no end", "z 0;"},
	{"=ybegin line=4 size=11 name=z\nabcd\n=Jbcd\nabc\nabcd\nI add\n",
         "abcd\nI add\n", "z 11;"},
	{"=ybegin line=4 size=11 name=z\nabcd\nHear me!\n", "Hear me!\n",
         "z 11;"},
	{"=ybegin part=1 line=4 size=99 name=z\n=ypart begin=1 end=4\nabcd\n"
         "efgh\n",
         "efgh\n", "z 99;"},
	/* Another's end, or one too far away, is not its own. */
	{"=ybegin line=4 size=4 name=y\nabcd\nWords,\n\n\nmore.\n=yend "
         "size=4\n",
         "Words,\n\n\nmore.\n=yend size=4\n", "y 4;"},
	{"=ybegin line=4 size=4 name=y\nWords\n=ybegin line=4 size=2 name=z\n"
         "ab\n=yend size=2\n",
         "Words\n", "y 4;z 2;"},
	{"begin 644 one\n#86)C\n`\nend\n\nbegin 644 two\n#86)C\n`\nend\n", "\n",
         "one 3;two 3;"},
	/* No files. */
	{"begin 644 words\nthat follow are lower case\n",
         "begin 644 words\nthat follow are lower case\n", ""},
	{"begin at the beginning\n", "begin at the beginning\n", ""},
	{"begin 9999 x\n#86)C\n", "begin 9999 x\n#86)C\n", ""},
	{"> begin 644 x\n#86)C\n", "> begin 644 x\n#86)C\n", ""},
	{"begin 644 x\n", "begin 644 x\n", ""},
	{"=ybegin is a word\n", "=ybegin is a word\n", ""},
	{"", "", ""},
};

START_TEST(cut_takes_files_out_of_a_text)
{
	struct enclosed found = {.n = 0};
	struct buf list = BUF_INIT(1000);

	ck_assert_text(enclosed_cut(&arena, str_of(rows[_i].text), &found),
	               rows[_i].left);
	for (size_t i = 0; i < found.n; i++)
		buf_addf(&list, "%.*s %zu;", (int)found.files[i].name.len,
		         found.files[i].name.ptr, found.files[i].len);
	ck_assert_text(buf_str(&list), rows[_i].files);
	buf_free(&list);
}
END_TEST

START_TEST(cut_lists_as_many_as_it_may_and_cuts_them_all)
{
	struct enclosed found = {.n = 0};
	struct buf text = BUF_INIT(10000);

	for (int i = 0; i < ENCLOSED_MAX + 5; i++)
		buf_adds(&text, "begin 644 x\n#86)C\n`\nend\n");
	ck_assert_text(enclosed_cut(&arena, buf_str(&text), &found), "");
	ck_assert_uint_eq(found.n, ENCLOSED_MAX);
	buf_free(&text);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("enclosed");
	TCase *cut = tcase_create("enclosed_cut");

	tcase_add_checked_fixture(cut, NULL, free_arena);
	tcase_add_loop_test(cut, cut_takes_files_out_of_a_text, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(cut, cut_lists_as_many_as_it_may_and_cuts_them_all);
	suite_add_tcase(s, cut);
	return s;
}
