#include "tests/suite.h"

#include "base/buf.h"
#include "mailer/address.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const char *const good[] = {
	"reader@example.org",
	"a@b.c",
	"reader@localhost",
	"first.last+tag=1@sub.example.org",
	"o'neill{x}|y~z!#$%&*/?^_`@example.org",
	"UPPER@EXAMPLE.ORG",
	"1@1.example",
	"a@xn--bcher-kva.example",
	"1234567890123456789012345678901234567890123456789012345678901234@e."
	"org",
	"a@123456789012345678901234567890123456789012345678901234567890123.org",
};

START_TEST(ok_takes_what_a_relay_takes)
{
	ck_assert(address_ok(str_of(good[_i])));
}
END_TEST

static const char *const bad[] = {
	"",
	"@",
	"reader",
	"reader@",
	"@example.org",
	"reader@example",
	"reader@example.",
	"reader@.example.org",
	"reader@example..org",
	"reader@-example.org",
	"reader@example-.org",
	"reader@exa_mple.org",
	"reader@[127.0.0.1]",
	"reader@127.0.0.1",
	"re@der@example.org",
	".reader@example.org",
	"reader.@example.org",
	"rea..der@example.org",
	"rea der@example.org",
	" reader@example.org",
	"reader@example.org ",
	"\"reader\"@example.org",
	"<reader@example.org>",
	"rea(d)er@example.org",
	"rea,der@example.org",
	"rea;der@example.org",
	"rea:der@example.org",
	"rea\\der@example.org",
	"rea[d]er@example.org",
	"reader@example.org\n",
	"reader@example.org\r\nRCPT TO:<x@y.z>",
	"rea\tder@example.org",
	"rea\x7f"
	"der@example.org",
	"jürgen@example.org",
	"reader@bücher.example",
	"12345678901234567890123456789012345678901234567890123456789012345@e."
	"org",
	"a@1234567890123456789012345678901234567890123456789012345678901234."
	"org",
};

START_TEST(ok_refuses_what_could_break_a_command_or_a_header)
{
	ck_assert(!address_ok(str_of(bad[_i])));
}
END_TEST

START_TEST(ok_refuses_a_nul)
{
	struct str text = STR("reader@exam\0ple.org");

	ck_assert(!address_ok(text));
}
END_TEST

START_TEST(ok_counts_254_octets_and_no_more)
{
	char text[ADDRESS_MAX + 1];

	memset(text, 'a', sizeof(text));
	text[60] = '@';
	for (size_t i = 100; i < ADDRESS_MAX - 2; i += 50)
		text[i] = '.';
	ck_assert(address_ok((struct str){text, ADDRESS_MAX}));
	ck_assert(!address_ok((struct str){text, ADDRESS_MAX + 1}));
}
END_TEST

static const struct {
	const char *given, *expected; /* NULL: refused */
} normal[] = {
	{" Reader@Example.ORG\r\n", "Reader@example.org"},
	{"x@bücher.example", "x@xn--bcher-kva.example"},
	{"x@BÜCHER.Example", "x@xn--bcher-kva.example"},
	{"x@faß.example", "x@xn--fa-hia.example"},
	{"x@例え。テスト", "x@xn--r8jz45g.xn--zckzah"},
	{"x@XN--bcher-KVA.example", "x@xn--bcher-kva.example"},
	{"jürgen@example.org", NULL},
	{"x@ex\xff\xfe.org", NULL},
	{"a@b＠c.example", NULL},
	{"a@℀.example", NULL},
	{"a@\xe2\x80\xae"
         "gro.elpmaxe",
         NULL},
	{"a b@example.org", NULL},
	{"example.org", NULL},
	{"", NULL},
};

START_TEST(normalise_makes_one_spelling_or_refuses)
{
	struct str address = STR("untouched");
	struct why why = {0};
	enum err err = address_normalise(&arena, str_of(normal[_i].given),
	                                 &address, &why);

	if (normal[_i].expected) {
		ck_assert_int_eq(err, OK);
		ck_assert_text(address, normal[_i].expected);
	} else {
		ck_assert_int_eq(err, ERR_INPUT);
		ck_assert_text(address, "untouched");
		ck_assert_str_ne(why.text, "");
	}
}
END_TEST

START_TEST(normalise_refuses_a_nul_in_a_foreign_domain)
{
	struct str text = STR("x@b\xc3\xbc.example\0.evil.org");
	struct str address = STR("untouched");

	ck_assert_int_eq(address_normalise(&arena, text, &address, NULL),
	                 ERR_INPUT);
}
END_TEST

START_TEST(normalise_refuses_what_gets_too_long_in_ascii)
{
	struct buf text = BUF_INIT(2000);
	struct str address = STR("untouched");

	buf_adds(&text, "x@");
	for (int i = 0; i < 100; i++)
		buf_adds(&text, "ü.");
	buf_adds(&text, "org");
	ck_assert_int_eq(
		address_normalise(&arena, buf_str(&text), &address, NULL),
		ERR_INPUT);
	buf_free(&text);
}
END_TEST

START_TEST(eq_ignores_case)
{
	ck_assert(address_eq(str_of("A.b@Example.org"),
	                     str_of("a.B@eXample.org")));
	ck_assert(!address_eq(str_of("a.b@example.org"),
	                      str_of("a.c@example.org")));
}
END_TEST

START_TEST(domain_is_what_stands_behind_the_last_at)
{
	ck_assert_text(address_domain(str_of("a@b.c")), "b.c");
	ck_assert_text(address_domain(str_of("\"a@b\"@c.d")), "c.d");
	ck_assert_text(address_domain(str_of("nobody")), "");
	ck_assert_text(address_domain(str_of("")), "");
}
END_TEST

/* What a list holds, as "name|address" with ";" between. */
static const struct {
	const char *text, *expected;
} lists[] = {
	{"a@b.c", "|a@b.c;"},
	{" a@b.c , <d@e.f>,, ", "|a@b.c;|d@e.f;"},
	{"Jane Doe <a@b.c>", "Jane Doe|a@b.c;"},
	{"\"Doe, Jane\" <a@b.c>, x@y.z", "Doe, Jane|a@b.c;|x@y.z;"},
	{"\"say \\\"hi\\\"\" <a@b.c>", "say \"hi\"|a@b.c;"},
	{"Jörg   Ä <a@b.c>", "Jörg Ä|a@b.c;"},
	{"a@b.c (Jane (the) Doe)", "Jane (the) Doe|a@b.c;"},
	{"Jane (x) Doe<a@b.c>(y)", "Jane Doe|a@b.c;"},
	{"jane@home via Some List <list@b.c>",
         "jane@home via Some List|list@b.c;"},
	{"Staff: a@b.c, D <d@e.f>; x@y.z", "|a@b.c;D|d@e.f;|x@y.z;"},
	{"undisclosed-recipients:;", ""},
	{"<@one.org,@two.org:a@b.c>", "|a@b.c;"},
	{"\"john.doe\"@b.c", "|john.doe@b.c;"},
	{"\"john doe\"@b.c", "|\"john doe\"@b.c;"},
	{"\"a@b.c\"@d.e", "|\"a@b.c\"@d.e;"},
	{"jürgen@bücher.example", "|jürgen@bücher.example;"},
	{"a..b@c.d", "|a..b@c.d;"},
	/* What cannot be read is there, without an address. */
	{"", ""},
	{" \t\r\n", ""},
	{"(nobody)", ""},
	{"nobody", "|nobody;"},
	{"Jane <nobody>, a@b.c", "Jane|nobody;|a@b.c;"},
	{"<a@b.c> <d@e.f>, g@h.i", "|;|g@h.i;"},
	{"a@b.c d@e.f, g@h.i", "|;|g@h.i;"},
	{"<a@b.c> jane, g@h.i", "|;|g@h.i;"},
	{"<a b@c.d>", "|;"},
	{"a@b@c.d", "|;"},
	{"=?utf-8?q?evil=40x.y?=@b.c", "|;"},
	{"x@=?utf-8?q?evil?=.c", "|;"},
	{"Jane <a@b.c", "Jane|;"},
	{"\"Jane <a@b.c>", "|;"},
	{"(Jane <a@b.c>", "|;"},
	{"Jane) <a@b.c>", "Jane|;"},
	{"<a@b.c, d@e.f>", "|;|;"},
	{"\"a\"b\"@c.d", "|;"},
	{"a@\"b\".c", "|;"},
	{"a\x01@b.c", "|;"},
};

START_TEST(next_reads_each_mailbox_of_a_list)
{
	struct str rest = str_of(lists[_i].text);
	struct buf seen = BUF_INIT(1000);
	struct mailbox box;

	while (address_next(&arena, &rest, &box)) {
		buf_add(&seen, box.name);
		buf_addc(&seen, '|');
		buf_add(&seen, box.address);
		buf_addc(&seen, ';');
	}
	ck_assert_text(buf_str(&seen), lists[_i].expected);
	ck_assert_uint_eq(rest.len, 0);
	buf_free(&seen);
}
END_TEST

START_TEST(next_gives_up_on_a_mailbox_of_more_than_100_tokens)
{
	struct buf text = BUF_INIT(1000);
	struct mailbox box;
	struct str rest;

	for (int i = 0; i < 101; i++)
		buf_adds(&text, "a ");
	buf_adds(&text, "<a@b.c>, d@e.f");
	rest = buf_str(&text);
	ck_assert(address_next(&arena, &rest, &box));
	ck_assert_text(box.address, "");
	ck_assert(!address_next(&arena, &rest, &box));
	buf_free(&text);
}
END_TEST

START_TEST(next_survives_comments_of_any_depth)
{
	struct buf text = BUF_INIT(300000);
	struct mailbox box;
	struct str rest;

	for (int i = 0; i < 100000; i++)
		buf_addc(&text, '(');
	for (int i = 0; i < 100000; i++)
		buf_addc(&text, ')');
	buf_adds(&text, "a@b.c");
	rest = buf_str(&text);
	ck_assert(address_next(&arena, &rest, &box));
	ck_assert_text(box.address, "a@b.c");
	buf_free(&text);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("address");
	TCase *ok = tcase_create("address_ok");
	TCase *normalise = tcase_create("address_normalise");
	TCase *parts = tcase_create("address_parts");
	TCase *next = tcase_create("address_next");

	tcase_add_loop_test(ok, ok_takes_what_a_relay_takes, 0,
	                    ARRAY_LEN(good));
	tcase_add_loop_test(ok,
	                    ok_refuses_what_could_break_a_command_or_a_header,
	                    0, ARRAY_LEN(bad));
	tcase_add_test(ok, ok_refuses_a_nul);
	tcase_add_test(ok, ok_counts_254_octets_and_no_more);
	suite_add_tcase(s, ok);

	tcase_add_checked_fixture(normalise, NULL, drop_arena);
	tcase_add_loop_test(normalise, normalise_makes_one_spelling_or_refuses,
	                    0, ARRAY_LEN(normal));
	tcase_add_test(normalise, normalise_refuses_a_nul_in_a_foreign_domain);
	tcase_add_test(normalise,
	               normalise_refuses_what_gets_too_long_in_ascii);
	suite_add_tcase(s, normalise);

	tcase_add_test(parts, eq_ignores_case);
	tcase_add_test(parts, domain_is_what_stands_behind_the_last_at);
	suite_add_tcase(s, parts);

	tcase_add_checked_fixture(next, NULL, drop_arena);
	tcase_add_loop_test(next, next_reads_each_mailbox_of_a_list, 0,
	                    ARRAY_LEN(lists));
	tcase_add_test(next,
	               next_gives_up_on_a_mailbox_of_more_than_100_tokens);
	tcase_add_test(next, next_survives_comments_of_any_depth);
	suite_add_tcase(s, next);
	return s;
}
