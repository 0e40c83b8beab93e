#include "tests/suite.h"

#include "mailer/compose.h"
#include "mailer/header.h"

static const struct {
	struct str text;
	bool text_ok, value_ok;
} checks[] = {
	{STR(""), true, true},
	{STR("plain ~"), true, true},
	{STR("caf\xc3\xa9"), true, false},
	{STR("\xc2\xa0"), true, false},
	{STR("\xe2\x80\xa6"), true, false},
	{STR("a\rb"), false, false},
	{STR("a\nb"), false, false},
	{STR("a\r\nBcc: x@y.z"), false, false},
	{STR("a\0b"), false, false},
	{STR("a\tb"), false, false},
	{STR("a\x0b"), false, false},
	{STR("a\x1b"), false, false},
	{STR("a\x7f"), false, false},
	{STR("a\xc2\x80"), false, false},
	{STR("a\xc2\x85"), false, false}, /* NEL */
	{STR("a\xc2\x9f"), false, false},
	{STR("a\xe2\x80\xa8"), false, false},
	{STR("a\xe2\x80\xa9"), false, false},
	{STR("a\1A"), false, true}, /* a slot */
	{STR("a\1\xc0"), false, true},
	{STR("a\1\xc1"), false, false}, /* one too many */
	{STR("a\1@"), false, false},
	{STR("a\1"), false, false},
};

START_TEST(ok_refuses_what_could_end_a_line)
{
	ck_assert_int_eq(header_text_ok(checks[_i].text), checks[_i].text_ok);
	ck_assert_int_eq(header_value_ok(checks[_i].text), checks[_i].value_ok);
}
END_TEST

static const struct {
	const char *value, *expected;
} folds[] = {
	{"value", "Name: value\r\n"},
	{"  a  b  ", "Name: a  b\r\n"},
	{"", "Name:\r\n"},
	/* 76 columns, 77 columns, a word that cannot be folded. */
	{"123456789 123456789 123456789 123456789 123456789 123456789 "
         "123456789",
         "Name: 123456789 123456789 123456789 123456789 123456789 123456789 "
         "123456789\r\n"},
	{"123456789 123456789 123456789 123456789 123456789 123456789 "
         "123456789 b",
         "Name: 123456789 123456789 123456789 123456789 123456789 123456789 "
         "123456789\r\n b\r\n"},
	{"12345678901234567890123456789012345678901234567890123456789012345678"
         "901234567890 a b",
         "Name:\r\n 123456789012345678901234567890123456789012345678901234567"
         "89012345678901234567890\r\n a b\r\n"},
	{"<mailto:weekly-request@lists.example.org?subject=help>, "
         "<https://lists.example.org/l/weekly>",
         "Name: <mailto:weekly-request@lists.example.org?subject=help>,\r\n "
         "<https://lists.example.org/l/weekly>\r\n"},
	/* A slot counts as 40 columns. */
	{"12345678901234567890123456789 \001A",
         "Name: 12345678901234567890123456789 \001A\r\n"},
	{"123456789012345678901234567890 \001A",
         "Name: 123456789012345678901234567890\r\n \001A\r\n"},
};

START_TEST(add_folds_at_spaces_only)
{
	struct buf out = BUF_INIT(1000);

	header_add(&out, "Name", str_of(folds[_i].value));
	ck_assert_text(buf_str(&out), folds[_i].expected);
	buf_free(&out);
}
END_TEST

static const struct {
	const char *text, *expected;
} texts[] = {
	{"Plain words", "Subject: Plain words\r\n"},
	{"Caf\xc3\xa9 economics",
         "Subject: =?UTF-8?Q?Caf=C3=A9_economics?=\r\n"},
	{"=?utf-8?q?x?=", "Subject: =?UTF-8?Q?=3D=3Futf-8=3Fq=3Fx=3F=3D?=\r\n"},
	{"a_b\xe2\x80\x94?", "Subject: =?UTF-8?Q?a=5Fb=E2=80=94=3F?=\r\n"},
	{"", "Subject:\r\n"},
};

START_TEST(add_text_encodes_what_plain_words_cannot_say)
{
	struct buf out = BUF_INIT(1000);

	header_add_text(&out, "Subject", str_of(texts[_i].text));
	ck_assert_text(buf_str(&out), texts[_i].expected);
	buf_free(&out);
}
END_TEST

static int hex_value(char c)
{
	return char_is_digit(c) ? c - '0' : c - 'A' + 10;
}

/* Decode one encoded word of ours and check that it is whole UTF-8. */
static void decode_word(struct str word, struct buf *text)
{
	size_t start = text->len;

	ck_assert_uint_le(word.len, 75);
	ck_assert(str_starts(word, "=?UTF-8?Q?") && str_ends(word, "?="));
	word = str_slice(word, 10, word.len - 2);
	ck_assert_uint_gt(word.len, 0);
	for (size_t i = 0; i < word.len; i++) {
		char c = word.ptr[i];

		ck_assert(c > ' ' && c <= '~' && c != '?');
		if (c == '_')
			c = ' ';
		if (c == '=') {
			c = (char)(hex_value(word.ptr[i + 1]) << 4 |
			           hex_value(word.ptr[i + 2]));
			i += 2;
		}
		buf_addc(text, c);
	}
	ck_assert_int_ne((unsigned char)text->ptr[start] & 0xc0, 0x80);
}

START_TEST(add_text_can_be_decoded_and_keeps_its_lines_short)
{
	static const char *const pieces[] = {"\xc3\xa9", "\xe4\xbe\x8b",
	                                     " ",        "\xf0\x9f\x93\xb0",
	                                     "word",     "=?"};

	for (unsigned n = 1; n < 150; n++) {
		struct buf text = BUF_INIT(1000), out = BUF_INIT(10000),
			   back = BUF_INIT(1000);
		struct str rest, line;

		buf_adds(&text, pieces[_i]);
		for (unsigned i = 0; i < n; i++)
			buf_adds(&text, pieces[i * i % ARRAY_LEN(pieces)]);
		buf_adds(&text, "\xc3\xa9");
		header_add_text(&out, "Subject", buf_str(&text));
		rest = str_from(buf_str(&out), strlen("Subject:"));
		while (str_next_line(&rest, &line)) {
			ck_assert_uint_le(line.len, 76);
			ck_assert(str_starts(line, " "));
			decode_word(str_from(line, 1), &back);
		}
		ck_assert(str_eq(buf_str(&back), str_trim(buf_str(&text))));
		buf_free(&text);
		buf_free(&out);
		buf_free(&back);
	}
}
END_TEST

START_TEST(add_text_encodes_a_word_too_long_to_fold)
{
	struct buf out = BUF_INIT(2000);
	char word[500];
	struct str rest, line;

	memset(word, 'a', sizeof(word));
	header_add_text(&out, "Subject", (struct str){word, sizeof(word)});
	rest = buf_str(&out);
	while (str_next_line(&rest, &line))
		ck_assert_uint_le(line.len, 76);
	ck_assert_uint_gt(out.len, 500);
	buf_free(&out);
}
END_TEST

static const struct {
	const char *display, *address, *expected;
} boxes[] = {
	{"", "a@b.c", "To: <a@b.c>\r\n"},
	{"Example Weekly", "a@b.c", "To: \"Example Weekly\" <a@b.c>\r\n"},
	{"a \"b\" \\c", "a@b.c", "To: \"a \\\"b\\\" \\\\c\" <a@b.c>\r\n"},
	{"Doe, Jane (x) <y@z>", "a@b.c",
         "To: \"Doe, Jane (x) <y@z>\" <a@b.c>\r\n"},
	{"J\xc3\xb6rg \"x\" <y@z>", "a@b.c",
         "To: =?UTF-8?Q?J=C3=B6rg_=22x=22_=3Cy=40z=3E?= <a@b.c>\r\n"},
	{"=?utf-8?q?x?=", "a@b.c",
         "To: =?UTF-8?Q?=3D=3Futf-8=3Fq=3Fx=3F=3D?= <a@b.c>\r\n"},
	{"Example Weekly comments", "\001A@r.lists.example.org",
         "To: \"Example Weekly comments\"\r\n <\001A@r.lists.example.org>\r\n"},
};

START_TEST(add_mailbox_quotes_or_encodes_the_name)
{
	struct buf out = BUF_INIT(1000);

	header_add_mailbox(&out, "To", str_of(boxes[_i].display),
	                   str_of(boxes[_i].address));
	ck_assert_text(buf_str(&out), boxes[_i].expected);
	buf_free(&out);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("header");
	TCase *ok = tcase_create("header_text_ok");
	TCase *add = tcase_create("header_add");

	tcase_add_loop_test(ok, ok_refuses_what_could_end_a_line, 0,
	                    ARRAY_LEN(checks));
	suite_add_tcase(s, ok);

	tcase_add_loop_test(add, add_folds_at_spaces_only, 0, ARRAY_LEN(folds));
	tcase_add_loop_test(add, add_text_encodes_what_plain_words_cannot_say,
	                    0, ARRAY_LEN(texts));
	tcase_add_loop_test(
		add, add_text_can_be_decoded_and_keeps_its_lines_short, 0, 6);
	tcase_add_test(add, add_text_encodes_a_word_too_long_to_fold);
	tcase_add_loop_test(add, add_mailbox_quotes_or_encodes_the_name, 0,
	                    ARRAY_LEN(boxes));
	suite_add_tcase(s, add);
	return s;
}
