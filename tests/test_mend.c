/*
 * mend.c through source_read(): how what stands in a file is mended
 */
#include "conf/source.h"

#include "tests/config_text.h"

/* How the text of a file is mended, and what is said about it. */
static const struct {
	const char *text, *mended, *mistake;
} rows[] = {
	/* nothing to mend */
	{"a = 1;\n", "a = 1;\n", ""},
	{"a = 2147483647; b = -5; c = 0x7F\n",
         "a = 2147483647; b = -5; c = 0x7F\n", ""},
	{"a = 5L; b = 1.5; c = 2e3;\n", "a = 5L; b = 1.5; c = 2e3;\n", ""},
	{"a = true; b : FALSE;\n", "a = true; b : FALSE;\n", ""},
	{"a = \"x # y // z /* @include \\\"q\\\" \";\n",
         "a = \"x # y // z /* @include \\\"q\\\" \";\n", ""},
	{"a = ( \"x\", { b = 1; c = \"y\" \"z\"; } );\n",
         "a = ( \"x\", { b = 1; c = \"y\" \"z\"; } );\n", ""},
	{"a = { x = 1; }; b = { x = 1; }; x = 1;\n",
         "a = { x = 1; }; b = { x = 1; }; x = 1;\n", ""},
	/* comments */
	{"a = 1; # b = 2;\n", "a = 1; \n", ""},
	{"a = 1; // b\nb = /* c\n\n */ 2;\n", "a = 1; \nb = \n\n  2;\n", ""},
	{"/* a", " ", "1: this comment has no end"},
	{"a = 1;\r\n", "a = 1;\n", ""},
	/* numbers */
	{"a = 2147483648;\n", "a = 2147483648L;\n", ""},
	{"a = -2147483649;\n", "a = -2147483649L;\n", ""},
	{"a = 99999999999999999999;\n", "a = 9223372036854775807L;\n", ""},
	{"a = -99999999999999999999L;\n", "a = -9223372036854775807L;\n", ""},
	{"a = 0xFFFFFFFF;\n", "a = 4294967295L;\n", ""},
	{"a = 0x1FFFFFFFFFFFFFFFFL;\n", "a = 9223372036854775807L;\n", ""},
	{"a = 010;\n", "a = 010;\n", ""},
	/* lists */
	{"a = [ 1, \"x\" ];\n", "a = ( 1, \"x\" );\n", ""},
	{"a = ( 1, 2, );\n", "a = ( 1, 2  );\n", ""},
	{"a = ( 1 ];\n", "a = ( 1 ];\n", ""},
	/* quotes */
	{"a = none;\n", "a = \"none\";\n", "1: none needs quotes: \"none\""},
	{"a = 20MB;\n", "a = \"20MB\";\n", "1: 20MB needs quotes: \"20MB\""},
	{"a = 07:30;\n", "a = \"07:30\";\n",
         "1: 07:30 needs quotes: \"07:30\""},
	{"a = 127.0.0.1;\n", "a = \"127.0.0.1\";\n",
         "1: 127.0.0.1 needs quotes: \"127.0.0.1\""},
	{"a = /var/x;\n", "a = \"/var/x\";\n",
         "1: /var/x needs quotes: \"/var/x\""},
	{"a = ( x@y.org );\n", "a = ( \"x@y.org\" );\n",
         "1: x@y.org needs quotes: \"x@y.org\""},
	{"\na = \"x;\nb = 1;\n", "\na = \"x\";\nb = 1;\n",
         "2: the text in this line has no closing quote"},
	{"a = ( \"x, \n\"y\" );\n", "a = ( \"x\",\n\"y\" );\n",
         "1: the text in this line has no closing quote"},
	{"a = \"x", "a = \"x\" ",
         "1: the text in this line has no closing quote"},
	/* keys */
	{"a = 1;\nb = { a = 1; };\na = 2;\n",
         "a = 1;\nb = { a = 1; };\na*1 = 2;\n",
         "3: a is set twice, first in F:1"},
	{"a* = 1;\n", "a**1 = 1;\n", "1: \"a*\" is no name of a key"},
	/* bytes */
	{"\xEF\xBB\xBF"
         "a = 1;\n",
         "a = 1;\n",
         "1: the file begins with a byte order mark: save it as UTF-8 "
         "without one"},
	{"a = \"x\x01y\";\n", "a = \"xy\";\n", "1: control character 0x01"},
	{"a = \"x\\x00y\";\n", "a = \"xy\";\n",
         "1: \\x00 cannot stand in a text"},
	{"a\x1b = 1;\n", "a = 1;\n", "1: control character 0x1B"},
	/* includes that are none */
	{"@include a.conf\nb = 1;\n", "\nb = 1;\n",
         "1: @include wants the name of a file in quotes"},
	{"@include \"a.conf\n\";\n", "\n\"\";\n",
         "1: @include wants the name of a file in quotes"},
	{"a = 1; @include \"x\"\n", "a = 1; @include \"x\"\n", ""},
};

static enum err read_text(struct loaded *loaded, struct mistakes *mistakes,
                          struct source *source)
{
	enum err err;

	mistakes->arena = &loaded->arena;
	err = source_read(&loaded->arena, loaded_path(loaded, "postbag.conf"),
	                  mistakes, source);
	loaded->n = mistakes_list(mistakes, &loaded->mistakes);
	return err;
}

/* `text` with F for the path of the file. */
static const char *expand(struct loaded *loaded, const char *text)
{
	size_t at = str_find(str_of(text), "F:");

	if (at == STR_NONE)
		return text;
	return arena_printf(&loaded->arena, "%.*s%s%s", (int)at, text,
	                    loaded_path(loaded, "postbag.conf"), text + at + 1);
}

START_TEST(read_mends)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct source source = {NULL};

	loaded_open(&loaded);
	loaded_put(&loaded, "postbag.conf", str_of(rows[_i].text), 0600);
	if (!read_text(&loaded, &mistakes, &source))
		ck_assert_text(source.text, rows[_i].mended);
	ck_assert_str_eq(loaded_mistake(&loaded, 0),
	                 expand(&loaded, rows[_i].mistake));
	ck_assert_uint_le(loaded.n, 2);
	loaded_close(&loaded);
}
END_TEST

START_TEST(group_has_no_more_keys_than_it_may)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct source source;
	struct buf text = BUF_INIT(65536);

	loaded_open(&loaded);
	for (int i = 0; i <= SOURCE_KEYS_MAX; i++)
		buf_addf(&text, "a%d = 1;\n", i);
	loaded_put(&loaded, "postbag.conf", buf_str(&text), 0600);
	ck_assert_int_eq(read_text(&loaded, &mistakes, &source), ERR_INPUT);
	ck_assert_only(&loaded, "201: too many keys in one group");
	buf_free(&text);
	loaded_close(&loaded);
}
END_TEST

START_TEST(key_that_is_set_very_often_ends_the_reading)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct source source;
	struct buf text = BUF_INIT(65536);

	loaded_open(&loaded);
	for (int i = 0; i < 2 * SOURCE_KEYS_MAX; i++)
		buf_adds(&text, "a = 1;\n");
	loaded_put(&loaded, "postbag.conf", buf_str(&text), 0600);
	ck_assert_int_eq(read_text(&loaded, &mistakes, &source), ERR_INPUT);
	buf_free(&text);
	loaded_close(&loaded);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("mend");
	TCase *c = tcase_create("scan_file");

	tcase_add_loop_test(c, read_mends, 0, ARRAY_LEN(rows));
	tcase_add_test(c, group_has_no_more_keys_than_it_may);
	tcase_add_test(c, key_that_is_set_very_often_ends_the_reading);
	suite_add_tcase(s, c);
	return s;
}
