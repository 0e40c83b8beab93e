#include "tests/suite.h"

#include "store/mailbox.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const struct {
	const char *address, *key, *domain;
} rows[] = {
	{"Ann@Example.NET", "ann@example.net", "example.net"},
	{"ann+a+b@example.net", "ann@example.net", "example.net"},
	{"a.nn@example.net", "a.nn@example.net", "example.net"},
	{"a.n.n+x@Gmail.com", "ann@gmail.com", "gmail.com"},
	{"a.nn@googlemail.com", "ann@googlemail.com", "googlemail.com"},
	{"\"a@b\"@example.net", "\"a@b\"@example.net", "example.net"},
	{"nobody", "nobody@", ""},
};

START_TEST(addresses_of_one_mailbox_have_one_key)
{
	struct str address = str_of(rows[_i].address);

	ck_assert_text(mailbox_key(&arena, address), rows[_i].key);
	ck_assert_text(mailbox_domain(&arena, address), rows[_i].domain);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("mailbox");
	TCase *t = tcase_create("mailbox");

	tcase_add_checked_fixture(t, NULL, drop_arena);
	tcase_add_loop_test(t, addresses_of_one_mailbox_have_one_key, 0,
	                    ARRAY_LEN(rows));
	suite_add_tcase(s, t);
	return s;
}
