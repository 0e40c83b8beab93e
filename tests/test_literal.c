#include "conf/literal.h"

#include "tests/suite.h"

struct number {
	const char *text;
	int64_t value; /* -1: refused */
};

static const struct number sizes[] = {
	{"500B", 500},
	{"64KB", 65536},
	{"20MB", 20971520},
	{"1gb", 1073741824},
	{"0B", 0},
	{"8589934591GB", INT64_C(9223372035781033984)},
	{"8589934592GB", -1},
	{"99999999999999999999B", -1},
	{"20", -1},
	{"MB", -1},
	{"", -1},
	{"-1MB", -1},
	{"1.5MB", -1},
	{"1 MB", -1},
	{"1MBx", -1},
	{"1TB", -1},
};

START_TEST(size_reads)
{
	int64_t value = -1;

	ck_assert_int_eq(literal_size(str_of(sizes[_i].text), &value),
	                 sizes[_i].value >= 0);
	ck_assert_int_eq(value, sizes[_i].value);
}
END_TEST

static const struct number integers[] = {
	{"0", 0},
	{"010", 10},
	{"+7", 7},
	{"0x1F", 31},
	{"0XfFL", 255},
	{"5L", 5},
	{"5LL", 5},
	{"9223372036854775807", INT64_MAX},
	{"9223372036854775808", INT64_MAX},
	{"99999999999999999999", INT64_MAX},
	{"92233720368547758070", INT64_MAX},
	{"0x10000000000000001", INT64_MAX},
	{"", -1},
	{"-", -1},
	{"L", -1},
	{"0x", -1},
	{"-0x5", -1},
	{"5LLL", -1},
	{"1.0", -1},
	{"1f", -1},
	{"0xg", -1},
	{" 1", -1},
};

START_TEST(integer_reads)
{
	int64_t value = -1;

	ck_assert_int_eq(literal_integer(str_of(integers[_i].text), &value),
	                 integers[_i].value >= 0);
	ck_assert_int_eq(value, integers[_i].value);
}
END_TEST

START_TEST(integer_has_a_sign)
{
	int64_t value = 0;

	ck_assert(literal_integer(str_of("-5L"), &value));
	ck_assert_int_eq(value, -5);
	ck_assert(literal_integer(str_of("-99999999999999999999"), &value));
	ck_assert_int_eq(value, -INT64_MAX);
}
END_TEST

static const struct number durations[] = {
	{"90s", 90},    {"15m", 900}, {"2h", 7200},
	{"7d", 604800}, {"0s", 0},    {"7D", 604800},
	{"1m30s", -1},  {"15", -1},   {"m", -1},
	{"15min", -1},  {"-1s", -1},  {"9999999999999999999d", -1},
	{" 5s", -1},    {"5w", -1},   {"106751991167301d", -1},
};

START_TEST(duration_reads)
{
	int64_t value = -1;

	ck_assert_int_eq(literal_duration(str_of(durations[_i].text), &value),
	                 durations[_i].value >= 0);
	ck_assert_int_eq(value, durations[_i].value);
}
END_TEST

START_TEST(format_takes_the_largest_unit_without_a_rest)
{
	char text[VALUE_LEN];

	literal_format_size(1048576, text);
	ck_assert_str_eq(text, "1MB");
	literal_format_size(1048577, text);
	ck_assert_str_eq(text, "1048577B");
	literal_format_size(0, text);
	ck_assert_str_eq(text, "0B");
	literal_format_duration(90, text);
	ck_assert_str_eq(text, "90s");
	literal_format_duration(172800, text);
	ck_assert_str_eq(text, "2d");
	literal_format_size(INT64_MAX, text);
	ck_assert_str_eq(text, "9223372036854775807B");
}
END_TEST

static const struct number clocks[] = {
	{"00:00", 0},   {"07:30", 450}, {"7:30", 450},  {"23:59", 1439},
	{"24:00", -1},  {"12:60", -1},  {"7:3", -1},    {"730", -1},
	{":30", -1},    {"007:30", -1}, {"-7:30", -1},  {"07:-3", -1},
	{"07:30 ", -1}, {"", -1},       {"07:300", -1},
};

START_TEST(clock_reads)
{
	int64_t value = -1;

	ck_assert_int_eq(literal_clock(str_of(clocks[_i].text), &value),
	                 clocks[_i].value >= 0);
	ck_assert_int_eq(value, clocks[_i].value);
}
END_TEST

START_TEST(choice_is_the_index_of_its_word)
{
	int64_t index = -1;

	ck_assert(literal_choice(str_of("STARTTLS"), "none|starttls", &index));
	ck_assert_int_eq(index, 1);
	ck_assert(!literal_choice(str_of("start"), "none|starttls", &index));
	ck_assert(!literal_choice(str_of("none|starttls"), "none|starttls",
	                          &index));
	ck_assert(!literal_choice(str_of(""), "none|starttls", &index));
	ck_assert_int_eq(index, 1);
	ck_assert_text(literal_word("none|starttls", 0), "none");
	ck_assert_text(literal_word("none|starttls", 1), "starttls");
}
END_TEST

#define X8  "xxxxxxxx"
#define X63 X8 X8 X8 X8 X8 X8 X8 "xxxxxxx"

struct shape {
	const char *text;
	bool ok;
};

static const struct shape names[] = {
	{"courier", true}, {"9-a_b", true},    {X63 "x", true},
	{X63 "xx", false}, {"", false},        {"-a", false},
	{"_a", false},     {"Courier", false}, {"a b", false},
	{"a.b", false},    {"a/b", false},     {"\xc3\xa6", false},
};

START_TEST(name_ok_knows)
{
	ck_assert_int_eq(literal_name_ok(str_of(names[_i].text)), names[_i].ok);
}
END_TEST

static const struct shape hosts[] = {
	{"localhost", true},    {"imap.example.org", true},
	{"127.0.0.1", true},    {"::1", true},
	{"2001:db8::25", true}, {X63 ".org", true},
	{X63 "x.org", false},   {"", false},
	{".", false},           {"a..b", false},
	{"a.b.", false},        {"-a.org", false},
	{"a-.org", false},      {"h_h.org", false},
	{"1.2.3", false},       {"1.2.3.256", false},
	{"a b", false},         {"[::1]", false},
	{"a.org:25", false},
};

START_TEST(host_ok_knows)
{
	ck_assert_int_eq(literal_host_ok(str_of(hosts[_i].text)), hosts[_i].ok);
}
END_TEST

START_TEST(domain_ok_wants_a_dot)
{
	ck_assert(literal_domain_ok(str_of("lists.example.org")));
	ck_assert(literal_domain_ok(str_of("localhost")));
	ck_assert(!literal_domain_ok(str_of("lists")));
	ck_assert(!literal_domain_ok(str_of("127.0.0.1")));
	ck_assert(!literal_domain_ok(str_of("::1")));
}
END_TEST

START_TEST(loopback_is_this_host_only)
{
	ck_assert(literal_is_loopback(str_of("localhost")));
	ck_assert(literal_is_loopback(str_of("LOCALHOST")));
	ck_assert(literal_is_loopback(str_of("127.0.0.1")));
	ck_assert(literal_is_loopback(str_of("127.9.9.9")));
	ck_assert(literal_is_loopback(str_of("::1")));
	ck_assert(!literal_is_loopback(str_of("")));
	ck_assert(!literal_is_loopback(str_of("128.0.0.1")));
	ck_assert(!literal_is_loopback(str_of("::2")));
	ck_assert(!literal_is_loopback(str_of("127.0.0.1.example.org")));
	ck_assert(!literal_is_loopback(str_of("localhost.example.org")));
}
END_TEST

static const struct shape languages[] = {
	{"en", true},      {"nob", true},     {"pt-BR", true},
	{"zh-Hant", true}, {"e", false},      {"english", false},
	{"en-", false},    {"en--us", false}, {"e1", false},
	{"", false},       {"en_US", false},  {"en-abcdefghi", false},
};

START_TEST(language_ok_knows)
{
	ck_assert_int_eq(literal_language_ok(str_of(languages[_i].text)),
	                 languages[_i].ok);
}
END_TEST

static const struct shape links[] = {
	{"https://www.example.org/faq?a=b#c", true},
	{"HTTP://example.org", true},
	{"mailto:faq@example.org", true},
	{"faq@example.org", true},
	{"https://", false},
	{"https:///x", false},
	{"javascript:alert(1)", false},
	{"https://example.org/a b", false},
	{"https://example.org/<b>", false},
	{"https://example.org/\"", false},
	{"mailto:", false},
	{"www.example.org", false},
	{"", false},
};

START_TEST(link_ok_knows)
{
	ck_assert_int_eq(literal_link_ok(str_of(links[_i].text)), links[_i].ok);
}
END_TEST

#define X27 X8 X8 X8 "xxx"

static const struct {
	const char *text, *why; /* NULL: fine */
} patterns[] = {
	{"courier+{token}@example.org", NULL},
	{"{token}@r.example.org", NULL},
	{X27 "{token}@example.org", NULL},
	{X27 "x{token}@example.org",
         "28 octets before {token}, at most 27 fit"},
	{X27 "{token}x@example.org", NULL},
	{X27 "{token}xx@example.org",
         "no valid address with a token of 36 characters in it"},
	{"courier@example.org", "{token} is missing"},
	{"courier+{TOKEN}@example.org", "{token} is missing"},
	{"{token}{token}@example.org", "{token} stands twice"},
	{"{token}@{token}.org", "{token} stands twice"},
	{"courier@{token}.example.org", "{token} must stand before the @"},
	{"{token}", "{token} must stand before the @"},
	{"a b{token}@example.org",
         "no valid address with a token of 36 characters in it"},
	{"{token}@", "no valid address with a token of 36 characters in it"},
	{"{token}@" X63 "." X63 "." X63 "." X63 ".org",
         "longer than 254 octets"},
};

START_TEST(pattern_wants_one_token_that_fits)
{
	struct why why = {""};
	enum err err = literal_pattern(str_of(patterns[_i].text), &why);

	ck_assert_int_eq(err, patterns[_i].why ? ERR_INPUT : OK);
	ck_assert_str_eq(why.text, patterns[_i].why ? patterns[_i].why : "");
}
END_TEST

START_TEST(text_refuses_control_characters)
{
	struct why why;

	ck_assert_int_eq(
		literal_text(str_of("H\xc3\xa6ren \xe2\x82\xac"), &why), OK);
	ck_assert_int_eq(literal_text(str_of("a\r\nBcc: b"), &why), ERR_INPUT);
	ck_assert_str_eq(why.text, "holds the control character U+000D");
	ck_assert_int_eq(literal_text(str_of("a\x7f"), &why), ERR_INPUT);
	ck_assert_int_eq(literal_text(str_of("a\xc2\x85"), &why), ERR_INPUT);
	ck_assert_str_eq(why.text, "holds the control character U+0085");
	ck_assert_int_eq(literal_text((struct str){"a\0b", 3}, &why),
	                 ERR_INPUT);
	ck_assert_int_eq(literal_text(str_of("a\xff"), &why), ERR_INPUT);
	ck_assert_str_eq(why.text, "is not valid UTF-8");
}
END_TEST

START_TEST(distance_counts_changed_letters)
{
	ck_assert_uint_eq(literal_distance(str_of("port"), str_of("port")), 0);
	ck_assert_uint_eq(literal_distance(str_of("prot"), str_of("port")), 2);
	ck_assert_uint_eq(literal_distance(str_of("adress"), str_of("address")),
	                  1);
	ck_assert_uint_eq(literal_distance(str_of(""), str_of("port")), 4);
	ck_assert_uint_eq(literal_distance(str_of("kitten"), str_of("sitting")),
	                  3);
	ck_assert_uint_eq(literal_distance(str_of(X63 X63), str_of("")), 64);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("literal");
	TCase *c = tcase_create("value");

	tcase_add_loop_test(c, size_reads, 0, ARRAY_LEN(sizes));
	tcase_add_loop_test(c, integer_reads, 0, ARRAY_LEN(integers));
	tcase_add_test(c, integer_has_a_sign);
	tcase_add_loop_test(c, duration_reads, 0, ARRAY_LEN(durations));
	tcase_add_test(c, format_takes_the_largest_unit_without_a_rest);
	tcase_add_loop_test(c, clock_reads, 0, ARRAY_LEN(clocks));
	tcase_add_test(c, choice_is_the_index_of_its_word);
	tcase_add_loop_test(c, name_ok_knows, 0, ARRAY_LEN(names));
	tcase_add_loop_test(c, host_ok_knows, 0, ARRAY_LEN(hosts));
	tcase_add_test(c, domain_ok_wants_a_dot);
	tcase_add_test(c, loopback_is_this_host_only);
	tcase_add_loop_test(c, language_ok_knows, 0, ARRAY_LEN(languages));
	tcase_add_loop_test(c, link_ok_knows, 0, ARRAY_LEN(links));
	tcase_add_loop_test(c, pattern_wants_one_token_that_fits, 0,
	                    ARRAY_LEN(patterns));
	tcase_add_test(c, text_refuses_control_characters);
	tcase_add_test(c, distance_counts_changed_letters);
	suite_add_tcase(s, c);
	return s;
}
