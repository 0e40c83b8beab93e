#include "tests/suite.h"

#include "app/letterhead.h"
#include "mailer/address.h"

enum {
	DAY_S = 86400,
	FROZEN = 1795501800, /* 24 November 2026 */
	FROZEN_DAY = FROZEN / DAY_S,
};

/* The newest first, as in a site. */
static struct token_key keys[3];
static int64_t made[] = {FROZEN_DAY + 3, FROZEN_DAY - 90, FROZEN_DAY - 180};
static struct site site;

static const struct edition edition = {
	.id = 42, .list = STR("courier"), .number = 2, .frozen_at = FROZEN};
static const struct edition_item items[] = {
	{.id = 7000, .position = 0},
	{.id = 7001, .position = 1, .article = 11},
	{.id = 7002, .position = 2, .article = 12},
};
static const struct delivery delivery = {
	.id = 100001,
	.address = STR("reader@example.net"),
	.has_verp = true,
	.pid = 0x1122334455,
	.leave_pid = STR("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a"),
};

static struct letterhead first, second;

/* A site whose file has all keys from number `from` on. */
static void use_keys(size_t from)
{
	site.key = keys + from;
	site.key_made = made + from;
	site.keys = (struct token_keys){keys + from, ARRAY_LEN(keys) - from,
	                                str_of("mail.example.org")};
}

static void fill(struct letterhead *letterhead)
{
	letterhead_fill(&site, &edition, items, ARRAY_LEN(items), &delivery,
	                letterhead);
}

static void ck_assert_same(void)
{
	ck_assert_uint_eq(first.n, second.n);
	for (size_t i = 0; i < first.n; i++)
		ck_assert_msg(str_eq(first.values[i], second.values[i]),
		              "slot %zu is another", i);
}

START_TEST(each_slot_has_its_text)
{
	struct token token;

	use_keys(0);
	fill(&first);
	ck_assert_uint_eq(first.n, SLOT_FIRST_ITEM + 2);
	ck_assert_text(first.values[SLOT_ADDRESS], "reader@example.net");
	ck_assert_uint_eq(first.values[SLOT_MESSAGE_ID].len, 16);

	ck_assert_int_eq(token_parse(first.values[SLOT_LEAVE], &token), OK);
	ck_assert_int_eq(token.kind, TOKEN_LEAVE);
	ck_assert_mem_eq(token.pid, delivery.leave_pid.ptr, TOKEN_PID_LEN);
	ck_assert_int_eq(token_verify(&site.keys, str_of("courier"),
	                              token_day(FROZEN), &token),
	                 OK);
}
END_TEST

START_TEST(reply_tokens_tell_subscriber_item_and_day)
{
	static const struct {
		size_t slot;
		int64_t item;
	} slots[] = {
		{SLOT_REPLY, 7000},
		{SLOT_FIRST_ITEM, 7001},
		{SLOT_FIRST_ITEM + 1, 7002},
	};

	use_keys(0);
	fill(&first);
	for (size_t i = 0; i < ARRAY_LEN(slots); i++) {
		struct token token;

		ck_assert_int_eq(
			token_parse(first.values[slots[i].slot], &token), OK);
		ck_assert_int_eq(token.kind, TOKEN_REPLY);
		ck_assert_int_eq(token.subscriber, delivery.pid);
		ck_assert_int_eq(token.item, slots[i].item);
		ck_assert_int_eq(token.day, token_day(FROZEN));
		ck_assert_int_eq(token_verify(&site.keys, str_of("courier"),
		                              token_day(FROZEN), &token),
		                 OK);
	}
}
END_TEST

START_TEST(a_second_filling_gives_the_same_texts)
{
	use_keys(0);
	fill(&first);
	memset(&second, 0x5a, sizeof(second));
	fill(&second);
	ck_assert_same();
}
END_TEST

START_TEST(a_key_that_was_added_since_changes_nothing)
{
	use_keys(1);
	fill(&first);
	use_keys(0);
	fill(&second);
	ck_assert_same();
}
END_TEST

START_TEST(a_key_that_was_added_on_the_same_day_changes_nothing)
{
	made[0] = FROZEN_DAY;
	use_keys(1);
	fill(&first);
	use_keys(0);
	fill(&second);
	ck_assert_same();
	made[0] = FROZEN_DAY - 1; /* but one from the day before signs */
	fill(&second);
	ck_assert(!str_eq(first.values[SLOT_LEAVE], second.values[SLOT_LEAVE]));
}
END_TEST

START_TEST(the_first_key_of_all_signs_on_its_first_day)
{
	made[2] = FROZEN_DAY;
	use_keys(2);
	fill(&first);
	ck_assert_uint_eq(first.n, SLOT_FIRST_ITEM + 2);
}
END_TEST

START_TEST(an_old_key_that_was_taken_out_changes_nothing)
{
	made[0] = FROZEN_DAY - 1;
	use_keys(0);
	fill(&first);
	site.keys.n = 1;
	fill(&second);
	ck_assert_same();
}
END_TEST

START_TEST(another_reader_or_edition_has_other_texts)
{
	struct delivery other = delivery;
	struct edition next = edition;

	use_keys(0);
	fill(&first);
	other.pid++;
	other.leave_pid = str_of("\x02\x02\x03\x04\x05\x06\x07\x08\x09\x0a");
	letterhead_fill(&site, &edition, items, ARRAY_LEN(items), &other,
	                &second);
	for (size_t i = SLOT_REPLY; i < first.n; i++)
		ck_assert(!str_eq(first.values[i], second.values[i]));
	next.id++;
	letterhead_fill(&site, &next, items, ARRAY_LEN(items), &delivery,
	                &second);
	ck_assert(!str_eq(first.values[SLOT_MESSAGE_ID],
	                  second.values[SLOT_MESSAGE_ID]));
}
END_TEST

START_TEST(a_message_id_cannot_be_made_without_the_key)
{
	const uint8_t root[KEY_LEN] = {77};

	use_keys(0);
	fill(&first);
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		token_key_set(&keys[i], keys[i].kid, root);
	second = (struct letterhead){.n = 0};
	fill(&second);
	ck_assert(!str_eq(first.values[SLOT_MESSAGE_ID],
	                  second.values[SLOT_MESSAGE_ID]));
}
END_TEST

START_TEST(nothing_of_the_copy_before_is_left)
{
	const struct edition_item gap[] = {{.id = 8002, .position = 2}};

	use_keys(0);
	fill(&first);
	letterhead_fill(&site, &edition, gap, 1, &delivery, &first);
	ck_assert_ptr_null(first.values[SLOT_REPLY].ptr);
	ck_assert_ptr_null(first.values[SLOT_FIRST_ITEM].ptr);
	ck_assert_ptr_nonnull(first.values[SLOT_FIRST_ITEM + 1].ptr);
}
END_TEST

START_TEST(items_beyond_the_form_are_left_out)
{
	const struct edition_item far[] = {
		{.id = 1, .position = ISSUE_ITEMS_MAX},
		{.id = 2, .position = ISSUE_ITEMS_MAX + 1},
		{.id = 3, .position = INT64_MAX},
	};

	use_keys(0);
	letterhead_fill(&site, &edition, far, ARRAY_LEN(far), &delivery,
	                &first);
	ck_assert_uint_eq(first.n, LETTERHEAD_VALUES);
}
END_TEST

START_TEST(the_return_path_carries_a_verp_token)
{
	const struct config_list list = {.name = "courier",
	                                 .reply_address =
	                                         "courier+{token}@example.org"};
	char path[ADDRESS_MAX + 1];
	struct token token;
	struct str text;

	use_keys(0);
	ck_assert_int_eq(letterhead_return_path(&site, &list, &delivery, path,
	                                        sizeof(path)),
	                 OK);
	ck_assert(address_ok(str_of(path)));
	ck_assert(token_in_address(str_of(path), str_of(list.reply_address),
	                           &text));
	ck_assert_int_eq(token_parse(text, &token), OK);
	ck_assert_int_eq(token.kind, TOKEN_VERP);
	ck_assert_int_eq(token.delivery, delivery.id);
	ck_assert_int_eq(token_verify(&site.keys, str_of("courier"), 0, &token),
	                 OK);
}
END_TEST

START_TEST(the_return_path_of_others_is_empty)
{
	const struct config_list list = {.name = "courier",
	                                 .reply_address =
	                                         "courier+{token}@example.org"};
	struct delivery notice = delivery;
	char path[ADDRESS_MAX + 1] = "x";

	use_keys(0);
	notice.has_verp = false;
	ck_assert_int_eq(letterhead_return_path(&site, &list, &notice, path,
	                                        sizeof(path)),
	                 OK);
	ck_assert_str_eq(path, "");
}
END_TEST

START_TEST(a_return_path_that_does_not_fit_is_refused)
{
	const struct config_list list = {.name = "courier",
	                                 .reply_address = "{token}@x.example"};
	char path[64];
	size_t needed = 23 + strlen("@x.example") + 1;

	use_keys(0);
	ck_assert_int_eq(
		letterhead_return_path(&site, &list, &delivery, path, needed),
		OK);
	ck_assert_int_eq(letterhead_return_path(&site, &list, &delivery, path,
	                                        needed - 1),
	                 ERR_LIMIT);
}
END_TEST

static void fresh_keys(void)
{
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const uint8_t root[KEY_LEN] = {(uint8_t)(i + 1)};

		token_key_set(&keys[i], (char)('2' - i), root);
	}
	made[0] = FROZEN_DAY + 3;
	made[1] = FROZEN_DAY - 90;
	made[2] = FROZEN_DAY - 180;
}

Suite *suite(void)
{
	Suite *s = suite_create("letterhead");
	TCase *filling = tcase_create("letterhead_fill");
	TCase *path = tcase_create("letterhead_return_path");

	tcase_add_checked_fixture(filling, fresh_keys, NULL);
	tcase_add_test(filling, each_slot_has_its_text);
	tcase_add_test(filling, reply_tokens_tell_subscriber_item_and_day);
	tcase_add_test(filling, a_second_filling_gives_the_same_texts);
	tcase_add_test(filling, a_key_that_was_added_since_changes_nothing);
	tcase_add_test(filling,
	               a_key_that_was_added_on_the_same_day_changes_nothing);
	tcase_add_test(filling, the_first_key_of_all_signs_on_its_first_day);
	tcase_add_test(filling, an_old_key_that_was_taken_out_changes_nothing);
	tcase_add_test(filling, another_reader_or_edition_has_other_texts);
	tcase_add_test(filling, a_message_id_cannot_be_made_without_the_key);
	tcase_add_test(filling, nothing_of_the_copy_before_is_left);
	tcase_add_test(filling, items_beyond_the_form_are_left_out);
	suite_add_tcase(s, filling);

	tcase_add_checked_fixture(path, fresh_keys, NULL);
	tcase_add_test(path, the_return_path_carries_a_verp_token);
	tcase_add_test(path, the_return_path_of_others_is_empty);
	tcase_add_test(path, a_return_path_that_does_not_fit_is_refused);
	suite_add_tcase(s, path);
	return s;
}
