#include "tests/suite.h"

#include "app/route.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
};

static struct site site;
static struct arena arena;
static int64_t subscriber, delivery;

static void open_site(void)
{
	int64_t edition, n = 0;
	struct why why;

	site_in_memory(&site);
	subscriber = store_add_subscriber(site.db, "news", "ann@example.net",
	                                  SUBSCRIBER_ACTIVE);
	edition = store_add_edition(site.db, "news", 1);
	ck_assert_int_eq(
		delivery_plan(site.db, edition, str_of("news"), NOW, &n, &why),
		OK);
	delivery = store_number(site.db, "SELECT MAX(id) FROM deliveries");
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

/* Route a mail to the two addresses (the second may be NULL). */
static struct judgement route(struct str one, const char *two, bool *is_to_list)
{
	struct str to[] = {one, str_of(two)};
	const struct mail mail = {.recipients = to,
	                          .n_recipients = two ? 2 : 1};
	struct judgement j = {.story = {.arena = &arena}};
	struct why why;

	ck_assert_int_eq(
		route_letter(&site, &arena, &mail, NOW, &j, is_to_list, &why),
		OK);
	return j;
}

START_TEST(letter_to_a_lists_own_address_is_for_that_list)
{
	bool is_to_list = false;
	struct judgement j =
		route(str_of("SPORTS@example.org"), NULL, &is_to_list);

	ck_assert(is_to_list);
	ck_assert_str_eq(j.list->name, "sports");
	ck_assert(!j.has_token);
	j = route(str_of("nobody@example.org"), NULL, &is_to_list);
	ck_assert(!is_to_list);
	ck_assert_ptr_null(j.list);
}
END_TEST

START_TEST(letter_to_a_return_path_names_its_delivery)
{
	bool is_to_list = true;
	struct judgement j = route(site_verp(&site, &arena, "news", delivery),
	                           NULL, &is_to_list);

	ck_assert(!is_to_list);
	ck_assert(j.has_token);
	ck_assert_int_eq(j.token.kind, TOKEN_VERP);
	ck_assert_int_eq(j.delivery.id, delivery);
	ck_assert_int_eq(j.delivery.subscriber, subscriber);
}
END_TEST

START_TEST(letter_with_a_token_for_another_list_names_nothing)
{
	char token[TOKEN_MAX + 1];
	bool is_to_list = false;
	struct judgement j;

	/* signed for sports, sent to either list's pattern */
	token_format_verp(&site.keys, str_of("sports"), delivery, token);
	for (int i = 0; i < 2; i++) {
		j = route(str_of(arena_printf(&arena, "%s+%s@example.org",
		                              i ? "news" : "sports", token)),
		          NULL, &is_to_list);
		ck_assert(!j.has_token);
		ck_assert_int_eq(j.delivery.id, 0);
		ck_assert_ptr_null(j.list);
	}
}
END_TEST

START_TEST(letter_takes_the_first_good_token)
{
	bool is_to_list = false;
	struct str bad = site_verp(&site, &arena, "news", delivery + 1);
	struct judgement j =
		route(bad, site_verp(&site, &arena, "news", delivery).ptr,
	              &is_to_list);

	ck_assert(j.has_token);
	ck_assert_int_eq(j.delivery.id, delivery);
}
END_TEST

START_TEST(returned_mail_tells_its_token_wherever_it_stands)
{
	struct str verp = site_verp(&site, &arena, "news", delivery);
	const char *rows[] = {
		arena_printf(&arena, "Return-Path: <%s>\nTo: x@y.example\n",
	                     verp.ptr),
		arena_printf(&arena, "Original-Mail-From: %s", verp.ptr),
		arena_printf(&arena, "X: <mailto:%s>, a@b\n", verp.ptr),
		"Return-Path: <news+b1234567812345678901234@example.org>",
		"",
	};
	struct why why;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct judgement j = {.story = {.arena = &arena}};

		ck_assert_int_eq(route_returned(&site, &arena, str_of(rows[i]),
		                                NOW, &j, &why),
		                 OK);
		ck_assert_int_eq(j.has_token, i < 3);
		ck_assert_int_eq(j.delivery.id, i < 3 ? delivery : 0);
	}
}
END_TEST

START_TEST(is_from_us_knows_our_own_mail_by_its_list_and_id)
{
	static const struct {
		const char *list_id, *message_id;
		bool is_ours;
	} rows[] = {
		{"\"The news\" <news.example.org>", "", true},
		{"<NEWS.example.org>", "", true},
		{"<bad-news.example.org>", "", false},
		{"<news.example.org.example.net>", "", false},
		{"", "d7.abcdefghjkmnpqrs@lists.example.org", true},
		{"", "n.abcdefghjkmnpqrstvwxyz0123@Lists.Example.Org", true},
		{"", "d.abcdefghjkmnpqrs@lists.example.org", false},
		{"", "d7.abcdefghjkmnpqrs@mail.lists.example.org", false},
		{"", "daniel.7@lists.example.org", false},
		{"", "", false},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct mail_field field = {str_of("List-Id"),
		                           str_of(rows[i].list_id)};
		const struct mail mail = {
			.from_addr = str_of("ann@example.net"),
			.fields = &field,
			.n_fields = 1,
			.message_id = str_of(rows[i].message_id)};

		ck_assert_msg(route_is_from_us(&site, &mail) == rows[i].is_ours,
		              "row %zu", i);
	}
}
END_TEST

START_TEST(is_from_us_knows_the_addresses_that_we_write_from)
{
	static const struct {
		const char *from;
		bool is_ours;
	} rows[] = {
		{"news@example.org", true},
		{"Sports@Example.org", true},
		{"news+r123@example.org", true},
		{"newsroom@example.org", false},
		{"news@example.net", false},
		{"", false},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct mail mail = {.from_addr = str_of(rows[i].from)};

		ck_assert_msg(route_is_from_us(&site, &mail) == rows[i].is_ours,
		              "%s", rows[i].from);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("route");
	TCase *t = tcase_create("route_letter");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, letter_to_a_lists_own_address_is_for_that_list);
	tcase_add_test(t, letter_to_a_return_path_names_its_delivery);
	tcase_add_test(t, letter_with_a_token_for_another_list_names_nothing);
	tcase_add_test(t, letter_takes_the_first_good_token);
	suite_add_tcase(s, t);
	t = tcase_create("route_returned");
	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, returned_mail_tells_its_token_wherever_it_stands);
	suite_add_tcase(s, t);
	t = tcase_create("route_is_from_us");
	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, is_from_us_knows_our_own_mail_by_its_list_and_id);
	tcase_add_test(t, is_from_us_knows_the_addresses_that_we_write_from);
	suite_add_tcase(s, t);
	return s;
}
