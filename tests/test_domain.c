#include "tests/suite.h"

#include "mailer/domain.h"

enum relation {
	APART, /* neither is the other nor below it */
	SAME,
	BELOW, /* the first below the second */
};

/* STANDARDS T-41: who may speak for whom. */
static const struct {
	const char *a, *b;
	enum relation expected;
} pairs[] = {
	{"example.org", "example.org", SAME},
	{"EXAMPLE.org", "example.ORG", SAME},
	{"example.org.", "example.org", SAME},
	{"example.org", "example.org.", SAME},
	{"example.org.", "EXAMPLE.ORG.", SAME},
	{"localhost", "localhost", SAME},
	{"mx", "MX", SAME},
	{"a_b.example.org", "A_B.example.org", SAME},
	{"b\xc3\xbc"
         "cher.example",
         "xn--bcher-kva.example", SAME},
	{"B\xc3\x9c"
         "CHER.example",
         "xn--bcher-kva.example", SAME},
	{"bu\xcc\x88"
         "cher.example",
         "xn--bcher-kva.example", SAME},
	{"xn--bcher-kva.example",
         "b\xc3\xbc"
         "cher.example",
         SAME},
	{"XN--BCHER-KVA.example", "xn--bcher-kva.EXAMPLE", SAME},
	{"b\xc3\xbc"
         "cher.example.",
         "xn--bcher-kva.example", SAME},
	{"fa\xc3\x9f.example", "xn--fa-hia.example", SAME},
	{"\xef\xbd\x85xample.org", "example.org", SAME},
	{"example\xe3\x80\x82org", "example.org", SAME},
	{"\xd0\xbf\xd0\xbe\xd1\x87\xd1\x82\xd0\xb0.example",
         "xn--80a1acny.example", SAME},
	{"a.example.org", "example.org", BELOW},
	{"a.b.c.example.org", "example.org", BELOW},
	{"A.Example.Org", "example.org", BELOW},
	{"a.example.org.", "example.org", BELOW},
	{"a.example.org", "example.org.", BELOW},
	{"example.org", "org", BELOW},
	{"mail.b\xc3\xbc"
         "cher.example",
         "xn--bcher-kva.example", BELOW},
	{"mail.xn--bcher-kva.example",
         "b\xc3\xbc"
         "cher.example",
         BELOW},
	{"mail\xe3\x80\x82"
         "example.org",
         "example.org", BELOW},
	{"xn--bcher-kva.example.org", "example.org", BELOW},
	{"a-b.example.org", "example.org", BELOW},
	{"1.example.org", "example.org", BELOW},
	{"evilexample.org", "example.org", APART},
	{"evil-example.org", "example.org", APART},
	{"example.org.evil.net", "example.org", APART},
	{"ample.org", "example.org", APART},
	{"example.com", "example.org", APART},
	{"example.orgx", "example.org", APART},
	{"xexample.org", "example.org", APART},
	{"a.evilexample.org", "example.org", APART},
	{"example.org-evil.net", "example.org", APART},
	{"exam.ple.org", "example.org", APART},
	{"a.example.org", "b.example.org", APART},
	{"fa\xc3\x9f.example", "fass.example", APART},
	{"\xd0\xb5xample.org", "example.org", APART}, /* a Cyrillic e */
	{"ex\xc3\xa4mple.org", "example.org", APART},
	{"example\xe2\x80\x8b.org", "example.net", APART},
	{"", "", APART},
	{"example.org", "", APART},
	{"", "example.org", APART},
	{".", ".", APART},
	{"example.org", ".", APART},
	{".example.org", "example.org", APART},
	{"a..example.org", "example.org", APART},
	{"example..org", "example..org", APART},
	{"example.org..", "example.org", APART},
	{"example.org", "example.org..", APART},
	{".example.org", ".example.org", APART},
	{"a.example.org", ".example.org", APART},
	{"a.example.org", "org.", BELOW},
	{" example.org", "example.org", APART},
	{"example.org ", "example.org", APART},
	{"example .org", "example .org", APART},
	{"example.org\t", "example.org\t", APART},
	{"a\x01.example.org", "example.org", APART},
	{"a\x7f.example.org", "example.org", APART},
	{"b\xfc"
         "cher.example",
         "xn--bcher-kva.example", APART}, /* no UTF-8 */
	{"xn--bcher-kvb.example", "xn--bcher-kva.example", APART},
};

START_TEST(eq_and_under_keep_to_the_borders_of_labels)
{
	struct str a = str_of(pairs[_i].a), b = str_of(pairs[_i].b);
	enum relation expected = pairs[_i].expected;

	ck_assert_msg(domain_eq(a, b) == (expected == SAME), "%s eq %s",
	              pairs[_i].a, pairs[_i].b);
	ck_assert_msg(domain_eq(b, a) == (expected == SAME), "%s eq %s",
	              pairs[_i].b, pairs[_i].a);
	ck_assert_msg(domain_under(a, b) == (expected != APART), "%s under %s",
	              pairs[_i].a, pairs[_i].b);
	ck_assert_msg(domain_under(b, a) == (expected == SAME), "%s under %s",
	              pairs[_i].b, pairs[_i].a);
}
END_TEST

START_TEST(there_are_sixty_pairs_of_t_41)
{
	ck_assert_uint_ge(ARRAY_LEN(pairs), 60);
}
END_TEST

START_TEST(eq_does_not_end_at_a_nul)
{
	struct str a = STR("example.org\0.evil.net"), b = STR("example.org");

	ck_assert(!domain_eq(a, b));
	ck_assert(!domain_eq(a, a));
	ck_assert(!domain_under(a, b));
}
END_TEST

/* A name of `n` labels of 63 letters, with dots behind each. */
static struct str long_name(char *room, size_t n)
{
	for (size_t i = 0; i < 64 * n; i++)
		room[i] = i % 64 == 63 ? '.' : 'a';
	return (struct str){room, 64 * n};
}

START_TEST(eq_takes_names_up_to_the_limit)
{
	char room[64 * 20];
	struct str name = long_name(room, 4);

	name.len = DOMAIN_MAX; /* 3 labels of 63 and one of 61 */
	ck_assert(domain_eq(name, name));
	name.len++;
	ck_assert(!domain_eq(name, name));
	name = long_name(room, 20);
	ck_assert(!domain_eq(name, name));
	memset(room, 'a', 64);
	memcpy(room + 64, ".org", 4);
	ck_assert(!domain_eq((struct str){room, 68}, (struct str){room, 68}));
}
END_TEST

START_TEST(ascii_is_in_lower_case)
{
	struct arena arena = {0};

	ck_assert_text(domain_ascii(&arena, str_of("Example.ORG")),
	               "example.org");
	ck_assert_text(domain_ascii(&arena, str_of("B\xc3\xbc"
	                                           "cher.Example")),
	               "xn--bcher-kva.example");
	ck_assert_text(domain_ascii(&arena, str_of("a\xfe.example")), "");
	arena_free(&arena);
}
END_TEST

static const struct {
	const char *domain;
	bool expected;
} oks[] = {
	{"example.org", true},   {"localhost", true},
	{"a-1.example.o", true}, {"example", false},
	{"example.org.", false}, {"-a.example.org", false},
	{"a-.example", false},   {"192.0.2.1", false},
	{"a_b.example", false},  {"", false},
	{"a..example", false},   {"b\xc3\xbc.example", false},
};

START_TEST(ok_is_what_may_be_written_to)
{
	ck_assert_int_eq(domain_ok(str_of(oks[_i].domain)), oks[_i].expected);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("domain");
	TCase *compare = tcase_create("compare");
	TCase *ok = tcase_create("ok");

	tcase_add_loop_test(compare, eq_and_under_keep_to_the_borders_of_labels,
	                    0, ARRAY_LEN(pairs));
	tcase_add_test(compare, there_are_sixty_pairs_of_t_41);
	tcase_add_test(compare, eq_does_not_end_at_a_nul);
	tcase_add_test(compare, eq_takes_names_up_to_the_limit);
	tcase_add_test(compare, ascii_is_in_lower_case);
	tcase_add_loop_test(ok, ok_is_what_may_be_written_to, 0,
	                    ARRAY_LEN(oks));
	suite_add_tcase(s, compare);
	suite_add_tcase(s, ok);
	return s;
}
