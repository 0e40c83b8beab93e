#include "tests/suite.h"

#include "base/buf.h"
#include "mailer/authres.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

/* A record in one line: id/version, then method=result[type.name:value ...]. */
static struct str shown(const struct authres *a)
{
	struct buf out = BUF_INIT(1 << 16);

	buf_addf(&out, "%.*s/%lld", (int)a->id.len, a->id.ptr,
	         (long long)a->version);
	for (size_t i = 0; i < a->n; i++) {
		const struct authres_result *r = &a->results[i];

		buf_adds(&out, " ");
		buf_add(&out, r->method);
		buf_adds(&out, "=");
		buf_add(&out, r->result);
		for (size_t k = 0; k < r->n_properties; k++) {
			buf_adds(&out, k == 0 ? "[" : " ");
			buf_add(&out, r->properties[k].type);
			buf_adds(&out, ".");
			buf_add(&out, r->properties[k].name);
			buf_adds(&out, ":");
			buf_add(&out, r->properties[k].value);
		}
		buf_adds(&out, r->n_properties > 0 ? "]" : "");
	}
	return buf_take(&out, &arena);
}

static const struct {
	const char *text, *expected; /* NULL: refused */
} rows[] = {
	{"mx.example.org; none", "mx.example.org/1"},
	{"mx.example.org 1; none", "mx.example.org/1"},
	{"mx.example.org 1 ; none (nothing was done)", "mx.example.org/1"},
	{"mx.example.org 2; none", "mx.example.org/2"},
	{" \t(a) mx.example.org (b) 1 (c) ; (d) none (e) ", "mx.example.org/1"},
	{"\"mx.example.org\"; none", "mx.example.org/1"},
	{"\"mx \\\"7\\\"\"; none", "mx \"7\"/1"},
	{"mx; dmarc=pass header.from=example.net",
         "mx/1 dmarc=pass[header.from:example.net]"},
	{"mx;dmarc=pass header.from=example.net;",
         "mx/1 dmarc=pass[header.from:example.net]"},
	{"mx;\r\n\tdmarc=pass\r\n\theader.from=example.net",
         "mx/1 dmarc=pass[header.from:example.net]"},
	{"mx; dmarc = pass header . from = example.net",
         "mx/1 dmarc=pass[header.from:example.net]"},
	{"mx; dmarc/1=pass header.from=example.net",
         "mx/1 dmarc=pass[header.from:example.net]"},
	{"mx; dmarc / 1 (v) = (r) pass (p) header (t) . (n) from (e) = (v) a.b",
         "mx/1 dmarc=pass[header.from:a.b]"},
	{"mx; dmarc/2=pass header.from=example.net",
         "mx/1 =pass[header.from:example.net]"},
	{"mx; dkim=pass (2048-bit key; unprotected) header.d=example.net "
         "header.i=@example.net header.b=\"AbC/+d=\"",
         "mx/1 dkim=pass[header.d:example.net header.i:@example.net "
         "header.b:AbC/+d=]"},
	{"mx; dkim=pass header.b=AbC/+d= header.s=s1",
         "mx/1 dkim=pass[header.b:AbC/+d= header.s:s1]"},
	{"mx; spf=pass smtp.mailfrom=ann@example.net smtp.helo=out.example.net",
         "mx/1 spf=pass[smtp.mailfrom:ann@example.net "
         "smtp.helo:out.example.net]"},
	{"mx; spf=pass smtp.mailfrom=\"ann lee\"@example.net",
         "mx/1 spf=pass[smtp.mailfrom:ann lee@example.net]"},
	{"mx; spf=pass smtp.mailfrom=\"; dmarc=pass "
         "header.from=a.b\"@evil.test",
         "mx/1 spf=pass[smtp.mailfrom:; dmarc=pass header.from=a.b@evil.test]"},
	{"mx; spf=none smtp.mailfrom= smtp.helo=a.b",
         "mx/1 spf=none[smtp.mailfrom: smtp.helo:a.b]"},
	{"mx; spf=none smtp.mailfrom=; dkim=none",
         "mx/1 spf=none[smtp.mailfrom:] dkim=none"},
	{"mx; spf=none smtp.mailfrom=<>", "mx/1 spf=none[smtp.mailfrom:<>]"},
	{"mx; spf=none smtp.mailfrom=\"\"", "mx/1 spf=none[smtp.mailfrom:]"},
	{"mx; spf=pass reason=\"good; very (good)\" smtp.mailfrom=a.b",
         "mx/1 spf=pass[.reason:good; very (good) smtp.mailfrom:a.b]"},
	{"mx; dmarc=pass action=none header.from=a.b",
         "mx/1 dmarc=pass[.action:none header.from:a.b]"},
	{"mx; dkim=pass header.d=a.b x-bits=2048",
         "mx/1 dkim=pass[header.d:a.b .x-bits:2048]"},
	{"mx; dmarc=none (p=none (or so) dis=none) header.from=a.b; "
         "x-ptr=pass smtp.helo=a.b policy.ptr=c.d",
         "mx/1 dmarc=none[header.from:a.b] x-ptr=pass[smtp.helo:a.b "
         "policy.ptr:c.d]"},
	{"mx; auth=pass (a \\) b) smtp.auth=ann",
         "mx/1 auth=pass[smtp.auth:ann]"},
	{"mx; iprev=pass policy.iprev=2001:db8::1",
         "mx/1 iprev=pass[policy.iprev:2001:db8::1]"},
	{"mx; dkim=pass ((((())))) header.d=a.b",
         "mx/1 dkim=pass[header.d:a.b]"},
	/* not of the grammar */
	{"", NULL},
	{"   ", NULL},
	{"mx", NULL},
	{"mx;", NULL},
	{"mx;;dkim=pass", NULL},
	{"; dkim=pass", NULL},
	{"\"\"; dkim=pass", NULL},
	{"spf=pass smtp.mailfrom=a.b; dkim=pass header.d=a.b", NULL},
	{"mx dkim=pass header.d=a.b", NULL},
	{"mx, my; dkim=pass", NULL},
	{"mx/1; dkim=pass", NULL},
	{"mx; dkim", NULL},
	{"mx; dkim=", NULL},
	{"mx; =pass", NULL},
	{"mx; dkim=pass header.d", NULL},
	{"mx; dkim=pass header.=a.b", NULL},
	{"mx; dkim=pass .d=a.b", NULL},
	{"mx; dkim=pass header.d=a.b \"loose\"", NULL},
	{"mx; dkim=pass, dmarc=pass header.from=a.b", NULL},
	{"mx; dkim=pass(x)header.d=a.b(", NULL},
	{"mx; dkim=pass (open header.d=a.b", NULL},
	{"mx; dkim=pass \"open", NULL},
	{"mx; dkim=pass header.b=\"open", NULL},
	{"mx; dkim=pass ) header.d=a.b", NULL},
	{"mx; dkim=pass (((((()))))) header.d=a.b", NULL},
	{"mx x; none", NULL},
	{"mx 1x; none", NULL},
	{"mx 12345678901; none", NULL},
	{"mx; none; dkim=pass", NULL},
	{"mx; none dkim=pass", NULL},
	{"mx; dkim=pass; none", NULL},
	{"mx; dkim/x=pass", NULL},
	{"mx; dm\xc3\xa4rc=pass", NULL},
	{"mx; dkim=pass (gr\xc3\xbc\xc3\x9f) header.d=a.b", NULL},
	{"mx; dkim=pass \x01", NULL},
	{"mx; dkim=pass \x7f", NULL},
	{"=?utf-8?q?mx?=; dkim=pass", NULL},
};

START_TEST(parse_reads_the_grammar_and_nothing_else)
{
	struct authres a = {.id = str_of("as it was")};
	enum err err = authres_parse(&arena, str_of(rows[_i].text), &a);

	if (rows[_i].expected) {
		ck_assert_msg(err == OK, "%s", rows[_i].text);
		ck_assert_text(shown(&a), rows[_i].expected);
	} else {
		ck_assert_msg(err == ERR_INPUT, "%s", rows[_i].text);
		ck_assert_text(a.id, "as it was");
	}
}
END_TEST

/* "mx", then `n` times `each`, then `end`, parsed. */
static enum err parse_many(const char *start, const char *each, size_t n,
                           const char *end)
{
	struct buf text = BUF_INIT(1 << 20);
	struct authres a;
	enum err err;

	buf_adds(&text, start);
	for (size_t i = 0; i < n; i++)
		buf_adds(&text, each);
	buf_adds(&text, end);
	err = authres_parse(&arena, buf_str(&text), &a);
	buf_free(&text);
	return err;
}

START_TEST(parse_takes_as_many_results_as_the_limit)
{
	ck_assert_int_eq(parse_many("mx", "; a=b", 50, ""), OK);
	ck_assert_int_eq(parse_many("mx", "; a=b", 51, ""), ERR_INPUT);
}
END_TEST

START_TEST(parse_takes_as_many_properties_as_the_limit)
{
	ck_assert_int_eq(parse_many("mx; a=b", " c.d=e", 50, ""), OK);
	ck_assert_int_eq(parse_many("mx; a=b", " c.d=e", 51, ""), ERR_INPUT);
}
END_TEST

START_TEST(parse_takes_as_many_bytes_as_the_limit)
{
	ck_assert_int_eq(parse_many("mx; none", " ", AUTHRES_MAX - 8, ""), OK);
	ck_assert_int_eq(parse_many("mx; none", " ", AUTHRES_MAX - 7, ""),
	                 ERR_INPUT);
}
END_TEST

START_TEST(property_is_the_only_one_of_its_name)
{
	struct authres a;

	ck_assert_int_eq(
		authres_parse(&arena,
	                      str_of("mx; dkim=pass Header.D=a.b header.i=@a.b"
	                             " header.i=@c.d header.s=x header.s=X"),
	                      &a),
		OK);
	ck_assert_text(authres_property(&a.results[0], "header", "d"), "a.b");
	ck_assert_text(authres_property(&a.results[0], "header", "i"), "");
	ck_assert_text(authres_property(&a.results[0], "header", "s"), "x");
	ck_assert_text(authres_property(&a.results[0], "smtp", "d"), "");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("authres");
	TCase *parse = tcase_create("parse");
	TCase *property = tcase_create("property");

	tcase_add_checked_fixture(parse, NULL, drop_arena);
	tcase_add_loop_test(parse, parse_reads_the_grammar_and_nothing_else, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(parse, parse_takes_as_many_results_as_the_limit);
	tcase_add_test(parse, parse_takes_as_many_properties_as_the_limit);
	tcase_add_test(parse, parse_takes_as_many_bytes_as_the_limit);
	tcase_add_checked_fixture(property, NULL, drop_arena);
	tcase_add_test(property, property_is_the_only_one_of_its_name);
	suite_add_tcase(s, parse);
	suite_add_tcase(s, property);
	return s;
}
