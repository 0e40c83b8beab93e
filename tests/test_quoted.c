#include "tests/suite.h"

#include "mailer/compose.h"
#include "mailer/quoted.h"

static const struct {
	const char *text, *expected;
} rows[] = {
	{"", ""},
	{"\n", "\r\n"},
	{"a", "a\r\n"},
	{"a\nb\n", "a\r\nb\r\n"},
	{"a=b", "a=3Db\r\n"},
	{"caf\xc3\xa9", "caf=C3=A9\r\n"},
	{"a \nb\t\n", "a=20\r\nb=09\r\n"},
	{" a\n \n", " a\r\n=20\r\n"},
	{"-- \n", "--=20\r\n"},
	{".\n..\na.\n", "=2E\r\n=2E.\r\na.\r\n"},
	{"From here\nFrom\n>From \nxFrom y\n",
         "=46rom here\r\nFrom\r\n>From=20\r\nxFrom y\r\n"},
	{"a\rb\r\n", "a=0Db=0D\r\n"},
	{"\x7f\x1b[m", "=7F=1B[m\r\n"},
	{"\xff\xfe", "=FF=FE\r\n"},
	{"\x01", "=01\r\n"},
	{"\x01!", "=01!\r\n"}, /* the mark of no slot */
	{"\x01"
         "A",
         "\x01"
         "A\r\n"},
	{"a \x01"
         "A\n",
         "a =\r\n\x01"
         "A\r\n"},
	{"a\x01"
         "Ab",
         "a=\r\n\x01"
         "A=\r\nb\r\n"},
	{"\x01"
         "A\x01"
         "B.",
         "\x01"
         "A=\r\n\x01"
         "B=\r\n=2E\r\n"},
};

START_TEST(add_gives_the_pinned_text)
{
	struct buf out = BUF_INIT(1000);

	quoted_add(&out, str_of(rows[_i].text));
	ck_assert_text(buf_str(&out), rows[_i].expected);
	buf_free(&out);
}
END_TEST

static int hex_value(char c)
{
	return char_is_digit(c) ? c - '0' : c - 'A' + 10;
}

/* Decode `coded` by the letter of RFC 2045, 6.7, and check its lines. */
static void decode(struct str coded, struct buf *text)
{
	struct str line;

	ck_assert(coded.len == 0 || str_ends(coded, "\r\n"));
	while (coded.len > 0) {
		size_t end = str_find(coded, "\r\n"), i = 0;
		bool soft = false;

		line = str_slice(coded, 0, end);
		coded = str_from(coded, end + 2);
		ck_assert_uint_le(line.len, 76);
		ck_assert(!str_starts(line, ".") && !str_starts(line, "From "));
		ck_assert(!str_ends(line, " ") && !str_ends(line, "\t"));
		for (; i < line.len; i++) {
			unsigned char c = (unsigned char)line.ptr[i];

			if (c != '\t' && (c < ' ' || c > '~'))
				ck_abort_msg("byte %d", c);
			soft = c == '=' && i + 1 == line.len;
			if (soft)
				break;
			if (c == '=') {
				c = (unsigned char)(hex_value(line.ptr[i + 1])
				                            << 4 |
				                    hex_value(line.ptr[i + 2]));
				i += 2;
			}
			buf_addc(text, (char)c);
		}
		if (!soft)
			buf_addc(text, '\n');
	}
}

/* Bytes that look random but are the same each time. */
static void fill_noise(char *bytes, size_t n, unsigned seed,
                       const char *alphabet)
{
	size_t len = strlen(alphabet);

	for (size_t i = 0; i < n; i++) {
		seed = seed * 1103515245u + 12345u;
		bytes[i] = len > 0 ? alphabet[(seed >> 16) % len]
		                   : (char)(seed >> 16);
	}
}

static const char *const alphabets[] = {
	"",  "a",        " ",     ".",          "=",
	"F", "From .\n", "\t \n", "a\xc3\xa9 ", "\xe2\x80\xa6\n.",
};

START_TEST(add_can_be_decoded_and_keeps_its_lines_short)
{
	char text[700];

	for (unsigned seed = 0; seed < 70; seed++) {
		struct buf coded = BUF_INIT(10000), back = BUF_INIT(10000);
		size_t n = seed * 9;

		fill_noise(text, n, seed, alphabets[_i]);
		for (size_t i = 0; i < n; i++) /* slots have their own test */
			text[i] = (char)(text[i] == SLOT_MARK ? 2 : text[i]);
		quoted_add(&coded, (struct str){text, n});
		decode(buf_str(&coded), &back);
		if (n > 0 && text[n - 1] != '\n') {
			ck_assert(str_ends(buf_str(&back), "\n"));
			buf_cut(&back, back.len - 1);
		}
		ck_assert(str_eq(buf_str(&back), (struct str){text, n}));
		buf_free(&coded);
		buf_free(&back);
	}
}
END_TEST

START_TEST(add_keeps_a_code_point_on_one_line)
{
	char text[400];
	struct buf coded = BUF_INIT(10000);
	struct str rest, line;

	for (size_t shift = 0; shift < 76; shift++) {
		memset(text, 'a', shift);
		for (size_t i = shift; i < shift + 300; i += 3)
			memcpy(text + i, "\xe2\x80\xa6", 3);
		buf_cut(&coded, 0);
		quoted_add(&coded, (struct str){text, shift + 300});
		rest = buf_str(&coded);
		while (str_next_line(&rest, &line)) {
			size_t n = line.len - (str_ends(line, "=") ? 1 : 0);
			struct str bytes = str_slice(line, 0, n);

			ck_assert(str_ends(bytes, "=A6") ||
			          str_find_char(bytes, '=') == STR_NONE);
		}
	}
	buf_free(&coded);
}
END_TEST

static const char *const values[] = {
	"x", "r7token", "a=b&c=d", "trailing ", ".dot", "From me", "=", " ",
};

START_TEST(add_value_fits_where_the_slot_was)
{
	struct buf coded = BUF_INIT(20000), back = BUF_INIT(20000);
	char value[QUOTED_VALUE_MAX + 1] = "";
	size_t len = strlen(values[_i]);

	for (size_t n = 0; n <= QUOTED_VALUE_MAX; n++) {
		struct str given = {value, n};
		struct buf expected = BUF_INIT(1000);

		for (size_t i = 0; i < n; i++)
			value[i] = values[_i][i % len];
		buf_cut(&coded, 0);
		buf_cut(&back, 0);
		buf_adds(&coded, "before=\r\n");
		quoted_add_value(&coded, given);
		buf_adds(&coded, "=\r\nbehind\r\n");
		quoted_add_value(&coded, given);
		buf_adds(&coded, "\r\n");
		decode(buf_str(&coded), &back);
		buf_addf(&expected, "before%.*sbehind\n%.*s\n", (int)n, value,
		         (int)n, value);
		ck_assert(str_eq(buf_str(&back), buf_str(&expected)));
		buf_free(&expected);
	}
	buf_free(&coded);
	buf_free(&back);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("quoted");
	TCase *add = tcase_create("quoted_add");
	TCase *value = tcase_create("quoted_add_value");

	tcase_add_loop_test(add, add_gives_the_pinned_text, 0, ARRAY_LEN(rows));
	tcase_add_loop_test(add, add_can_be_decoded_and_keeps_its_lines_short,
	                    0, ARRAY_LEN(alphabets));
	tcase_add_test(add, add_keeps_a_code_point_on_one_line);
	suite_add_tcase(s, add);

	tcase_add_loop_test(value, add_value_fits_where_the_slot_was, 0,
	                    ARRAY_LEN(values));
	suite_add_tcase(s, value);
	return s;
}
