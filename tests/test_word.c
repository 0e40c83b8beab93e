#include "tests/suite.h"

#include "base/buf.h"
#include "mailer/word.h"
#include "text/utf8.h"

static struct arena arena;

static void free_arena(void)
{
	arena_free(&arena);
}

static const struct {
	const char *value, *text;
} decoded[] = {
	{"plain", "plain"},
	{"=?utf-8?q?caf=C3=A9?=", "caf\xc3\xa9"},
	{"=?ISO-8859-1?Q?Andr=E9?= Pirard", "Andr\xc3\xa9 Pirard"},
	{"=?utf-8?B?Y2Fmw6k=?=", "caf\xc3\xa9"},
	{"=?koi8-r?B?8NLJ18XU?=",
         "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82"},
	{"=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", "\xe6\x97\xa5\xe6\x9c\xac"},
	/* Blanks between two words go, others stay. */
	{"=?utf-8?q?a?= =?utf-8?q?b?=", "ab"},
	{"=?utf-8?q?a?=\t =?iso-8859-1?q?b?=", "ab"},
	{"=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"},
	{"=?utf-8?q?a_?= =?utf-8?q?b?=", "a b"},
	/* A character cut in two words of one charset. */
	{"=?utf-8?q?caf=C3?= =?UTF-8?q?=A9?=", "caf\xc3\xa9"},
	{"=?utf-8?b?Y2Fmww==?= =?utf-8?q?=A9?=", "caf\xc3\xa9"},
	/* A language (RFC 2231, 5). */
	{"=?us-ascii*en-us?q?hi?=", "hi"},
	{"=?us-ascii*?q?hi?=", "hi"},
	/* Inside of other text, in quotes, with blanks in it. */
	{"a=?utf-8?q?_b_?=c", "a b c"},
	{"\"=?utf-8?q?caf=C3=A9?=\"", "\"caf\xc3\xa9\""},
	{"=?utf-8?q?a b c?=", "a b c"},
	/* No encoded words. */
	{"=?utf-8?x?abc?=", "=?utf-8?x?abc?="},
	{"=?utf-8?q?abc", "=?utf-8?q?abc"},
	{"=?*en?q?abc?=", "=?*en?q?abc?="},
	{"=?a b?q?abc?=", "=?a b?q?abc?="},
	{"=?us-ascii*\"?q?abc?=", "=?us-ascii*\"?q?abc?="},
	{"=?utf-8?qq?abc?=", "=?utf-8?qq?abc?="},
	{"what=?", "what=?"},
	/* Raw bytes: UTF-8 when they are, else windows-1252. */
	{"caf\xc3\xa9", "caf\xc3\xa9"},
	{"caf\xe9", "caf\xc3\xa9"},
	{"\xe9 =?utf-8?q?=C3=A9?=", "\xc3\xa9 \xc3\xa9"},
	/* No control character comes out of a word (MIME-07). */
	{"=?utf-8?q?a=0D=0ABcc:_x@y?=", "a Bcc: x@y"},
	{"=?utf-8?q?a=00b=1B?=", "ab"},
	{"=?utf-8?b?YQpi?=", "a b"},
	{"=?utf-8?q?"
         "?=",
         ""},
};

START_TEST(decode_gives_what_the_writer_meant)
{
	ck_assert_text(word_decode(&arena, str_of(decoded[_i].value)),
	               decoded[_i].text);
}
END_TEST

START_TEST(decode_is_valid_utf8_whatever_the_word_says)
{
	static const char *const values[] = {
		"=?utf-8?q?=C3?=",
		"=?utf-8?q?=ED=A0=80?=",
		"=?nonsense?q?=FF=FE?=",
		"=?big5?b?gYGB?=",
	};

	ck_assert(utf8_ok(word_decode(&arena, str_of(values[_i]))));
}
END_TEST

START_TEST(count_is_of_words_only)
{
	ck_assert_uint_eq(word_count(str_of("a =?b?= c")), 0);
	ck_assert_uint_eq(word_count(str_of("=?a?q?b?==?a?q?b?= =?a?q?b?")), 2);
}
END_TEST

START_TEST(protect_quotes_only_words_that_would_fall_apart)
{
	static const struct {
		const char *value, *text;
	} rows[] = {
		{"=?utf-8?q?Doe?= <a@b.c>", "=?utf-8?q?Doe?= <a@b.c>"},
		{"=?utf-8?q?Doe,_J?= <a@b.c>",
	         "\"=?utf-8?q?Doe,_J?=\" <a@b.c>"},
		{"\"=?utf-8?q?Doe,_J?=\" <a@b>",
	         "\"=?utf-8?q?Doe,_J?=\" <a@b>"},
		{"=?utf-8?q?a\"b?= <a@b>", "\"=?utf-8?q?a\\\"b?=\" <a@b>"},
	};

	ck_assert_text(word_protect(&arena, str_of(rows[_i].value)),
	               rows[_i].text);
}
END_TEST

START_TEST(type_is_lower_case_and_alone)
{
	ck_assert_text(word_type(&arena, str_of(" Text/Plain ; x=y")),
	               "text/plain");
	ck_assert_text(word_type(&arena, str_of("TEXT/HTML(c)")), "text/html");
	ck_assert_text(word_type(&arena, str_of("")), "");
}
END_TEST

static const struct {
	const char *value, *name, *text; /* NULL: no such parameter */
} parameters[] = {
	{"text/plain; charset=utf-8", "charset", "utf-8"},
	{"text/plain; CharSet=\"utf-8\"", "charset", "utf-8"},
	{"text/plain;charset = utf-8 ;format=flowed", "format", "flowed"},
	{"text/plain charset=utf-8 format=flowed", "charset", "utf-8"},
	{"text/plain; charset=utf-8 format=flowed", "format", "flowed"},
	{"a/b; name=two words.pdf; x=y", "name", "two words.pdf"},
	{"a/b; x=\"; name=evil\"; name=good", "name", "good"},
	{"a/b; name=\"a\\\"b\"", "name", "a\"b"},
	{"a/b; name=\"open", "name", "open"},
	{"a/b; name=", "name", ""},
	{"a/b;;; name=x", "name", "x"},
	{"a/b; filename=x", "name", NULL},
	{"a/b", "name", NULL},
	{"", "name", NULL},
	/* RFC 2047 in a parameter is wrong, and common. */
	{"a/b; name=\"=?utf-8?q?caf=C3=A9?=\"", "name", "caf\xc3\xa9"},
	/* RFC 2231. */
	{"a/b; name*=utf-8'en'caf%C3%A9", "name", "caf\xc3\xa9"},
	{"a/b; name*=iso-8859-1''caf%E9", "name", "caf\xc3\xa9"},
	{"a/b; name*0=one; name*1=\" two\"", "name", "one two"},
	{"a/b; name*1=two; name*0=one", "name", "onetwo"},
	{"a/b; name*0*=utf-8''caf%C3; name*1*=%A9; name*2=\"%41\"", "name",
         "caf\xc3\xa9%41"},
	{"a/b; name=plain; name*=utf-8''better", "name", "better"},
	{"a/b; name*0=a; name*2=c", "name", "a"}, /* one is missing */
	{"a/b; name*0*=utf-8''a%0D%0Ab", "name", "a b"},
	{"a/b; name*=%zz%4", "name", "%zz%4"},
	{"a/b; name*99=x", "name", NULL},
	{"a/b; name*-1=x", "name", NULL},
	{"a/b; name*x=x", "name", NULL},
};

START_TEST(parameter_is_unquoted_joined_and_decoded)
{
	struct str text = {"untouched", 9};
	bool found = word_parameter(&arena, str_of(parameters[_i].value),
	                            parameters[_i].name, &text);

	ck_assert_int_eq(found, parameters[_i].text != NULL);
	ck_assert_text(text, found ? parameters[_i].text : "untouched");
}
END_TEST

START_TEST(parameter_is_of_at_most_1024_bytes)
{
	struct buf value = BUF_INIT(8192);
	struct str text;

	buf_adds(&value, "a/b");
	for (int i = 0; i < 40; i++)
		buf_addf(&value, "; name*%d=%040d", i, i);
	ck_assert(word_parameter(&arena, buf_str(&value), "name", &text));
	ck_assert_uint_le(text.len, WORD_PARAM_MAX);
	ck_assert_uint_ge(text.len, WORD_PARAM_MAX - 40);
	buf_free(&value);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("word");
	TCase *decode = tcase_create("word_decode");
	TCase *protect = tcase_create("word_protect");
	TCase *parameter = tcase_create("word_parameter");

	tcase_add_checked_fixture(decode, NULL, free_arena);
	tcase_add_loop_test(decode, decode_gives_what_the_writer_meant, 0,
	                    ARRAY_LEN(decoded));
	tcase_add_loop_test(decode, decode_is_valid_utf8_whatever_the_word_says,
	                    0, 4);
	tcase_add_test(decode, count_is_of_words_only);
	suite_add_tcase(s, decode);
	tcase_add_checked_fixture(protect, NULL, free_arena);
	tcase_add_loop_test(
		protect, protect_quotes_only_words_that_would_fall_apart, 0, 4);
	suite_add_tcase(s, protect);
	tcase_add_checked_fixture(parameter, NULL, free_arena);
	tcase_add_test(parameter, type_is_lower_case_and_alone);
	tcase_add_loop_test(parameter, parameter_is_unquoted_joined_and_decoded,
	                    0, ARRAY_LEN(parameters));
	tcase_add_test(parameter, parameter_is_of_at_most_1024_bytes);
	suite_add_tcase(s, parameter);
	return s;
}
