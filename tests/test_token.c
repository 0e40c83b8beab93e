#include "tests/suite.h"

#include <ctype.h>
#include <signal.h>

#include "base/buf.h"
#include "mailer/token.h"

#define TODAY 2518 /* 2026-11-23 */

static const struct str list = STR("weekly");

static const uint8_t pid[TOKEN_PID_LEN] = {0x00, 0x11, 0x22, 0x33, 0x44,
                                           0x55, 0x66, 0x77, 0x88, 0x99};

/* Pinned (STANDARDS 5.1, and once more by Python): letters already sent carry
 * such tokens.  If one changes, replies get lost. */
static const char reply_text[] = "r718djrfae00000ag9trk55edae0jzp0jthd";
static const char verp_text[] = "b7000031n17enq1rfaq3gpc";
static const char leave_text[] = "u7008j4ct4ank7f24sbd4jaf07gfr14s3q";
static const char confirm_text[] = "c000g40r40m30e209185gr38e1w";
static const char confirm_hash[] =
	"b040d3aa4153df6e35d2cdcf5e74bcbcd452ea1ef22bc2e64ce5fa821aa3a4cd";
static const char moderate_hash[] =
	"7741b06f0350bd3ea3c104286562e4433ee96c0bc82f750dc57f174055697a8d";

static const char *const all_texts[] = {reply_text, verp_text, leave_text,
                                        confirm_text};

static struct token_key ring[2]; /* the newer one first */
static struct token_keys keys, rotated;

static void make_keys(void)
{
	uint8_t newer[KEY_LEN], older[KEY_LEN];

	for (size_t i = 0; i < KEY_LEN; i++) {
		newer[i] = (uint8_t)(100 + i);
		older[i] = (uint8_t)i;
	}
	token_key_set(&ring[0], '8', newer);
	token_key_set(&ring[1], '7', older);
	keys = (struct token_keys){&ring[1], 1, STR("nl1.lists.example.org")};
	rotated = (struct token_keys){&ring[0], 2, keys.instance};
}

static struct token parsed(const char *text)
{
	struct token token;

	ck_assert_int_eq(token_parse(str_of(text), &token), OK);
	return token;
}

START_TEST(kinds_have_names_that_tell_nothing_else)
{
	ck_assert_str_eq(token_kind_name(TOKEN_REPLY), "reply token");
	ck_assert_str_eq(token_kind_name(TOKEN_MODERATE), "moderator's token");
	ck_assert_str_eq(token_kind_name((enum token_kind)99), "token");
}
END_TEST

START_TEST(format_gives_the_pinned_texts)
{
	uint8_t chance[TOKEN_RANDOM_LEN];
	char text[TOKEN_MAX + 1], hash[2 * HASH_LEN + 1];

	token_format_reply(&keys, list, 0x0a1b2c3d4e, 42, TODAY, text);
	ck_assert_str_eq(text, reply_text);
	token_format_verp(&keys, list, 100001, text);
	ck_assert_str_eq(text, verp_text);
	token_format_leave(&keys, list, pid, text);
	ck_assert_str_eq(text, leave_text);
	for (size_t i = 0; i < sizeof(chance); i++)
		chance[i] = (uint8_t)i;
	token_format_random(TOKEN_CONFIRM, chance, text, hash);
	ck_assert_str_eq(text, confirm_text);
	ck_assert_str_eq(hash, confirm_hash);
	token_format_random(TOKEN_MODERATE, chance, text, hash);
	ck_assert_int_eq(text[0], 'm');
	ck_assert_str_eq(text + 1, confirm_text + 1);
	ck_assert_str_eq(hash, moderate_hash);
	token_format_random(TOKEN_QUESTION, chance, text, hash);
	ck_assert_int_eq(text[0], 'q');
	ck_assert_str_eq(text + 1, confirm_text + 1);
	ck_assert_str_ne(hash, moderate_hash);
}
END_TEST

START_TEST(format_aborts_on_a_subscriber_past_40_bits)
{
	char text[TOKEN_MAX + 1];

	token_format_reply(&keys, list, (int64_t)1 << 40, 42, TODAY, text);
}
END_TEST

START_TEST(format_aborts_on_a_signed_kind_without_signature)
{
	uint8_t chance[TOKEN_RANDOM_LEN] = {0};
	char text[TOKEN_MAX + 1], hash[2 * HASH_LEN + 1];

	token_format_random(TOKEN_REPLY, chance, text, hash);
}
END_TEST

START_TEST(day_counts_from_2020_and_never_below)
{
	ck_assert_int_eq(token_day(1577836799), 0);
	ck_assert_int_eq(token_day(1577836800), 0);
	ck_assert_int_eq(token_day(1577836800 + 86400), 1);
	ck_assert_int_eq(token_day(1795420800), TODAY);
	ck_assert_int_eq(token_day(-1), 0);
	ck_assert_int_eq(token_day(INT64_MIN), 0);
}
END_TEST

START_TEST(parse_gives_back_what_format_took)
{
	struct token token = parsed(reply_text);

	ck_assert_int_eq(token.kind, TOKEN_REPLY);
	ck_assert_int_eq(token.kid, '7');
	ck_assert_int_eq(token.subscriber, 0x0a1b2c3d4e);
	ck_assert_int_eq(token.item, 42);
	ck_assert_int_eq(token.day, TODAY);
	token = parsed(verp_text);
	ck_assert_int_eq(token.kind, TOKEN_VERP);
	ck_assert_int_eq(token.delivery, 100001);
	token = parsed(leave_text);
	ck_assert_int_eq(token.kind, TOKEN_LEAVE);
	ck_assert_mem_eq(token.pid, pid, sizeof(pid));
	token = parsed(confirm_text);
	ck_assert_int_eq(token.kind, TOKEN_CONFIRM);
	ck_assert_str_eq(token.secret_hash, confirm_hash);
}
END_TEST

START_TEST(parse_keeps_the_largest_numbers)
{
	char text[TOKEN_MAX + 1];
	struct token token;

	token_format_reply(&keys, list, ((int64_t)1 << 40) - 1, UINT32_MAX,
	                   UINT16_MAX, text);
	token = parsed(text);
	ck_assert_int_eq(token.subscriber, ((int64_t)1 << 40) - 1);
	ck_assert_int_eq(token.item, UINT32_MAX);
	ck_assert_int_eq(token.day, UINT16_MAX);
}
END_TEST

START_TEST(parse_forgives_case_and_confusable_letters)
{
	const char *given = all_texts[_i];
	char text[TOKEN_MAX + 1] = "";
	struct token token;

	for (size_t i = 0; given[i]; i++) {
		text[i] = (char)toupper(given[i]);
		if (i > 1 && given[i] == '0')
			text[i] = i % 2 ? 'O' : 'o';
		if (i > 1 && given[i] == '1')
			text[i] = i % 2 ? 'I' : 'l';
	}
	token = parsed(text);
	ck_assert_str_eq(token.text, given);
}
END_TEST

/* What token_parse() must refuse and leave the result alone. */
static void ck_assert_no_token(struct str text)
{
	struct token token = {.kid = 'x', .item = 77};

	ck_assert_int_eq(token_parse(text, &token), ERR_INPUT);
	ck_assert_int_eq(token.kid, 'x');
	ck_assert_int_eq(token.item, 77);
}

START_TEST(parse_refuses_every_other_length)
{
	char text[2 * TOKEN_MAX];

	memset(text, '0', sizeof(text));
	for (size_t k = 0; k < ARRAY_LEN(all_texts); k++) {
		size_t len = strlen(all_texts[k]);

		memcpy(text, all_texts[k], len);
		for (size_t n = 0; n < sizeof(text); n++)
			if (n != len)
				ck_assert_no_token((struct str){text, n});
	}
}
END_TEST

START_TEST(parse_refuses_a_foreign_character_anywhere)
{
	static const char foreign[] = "u-=+@. \n\xc3_*";
	char text[TOKEN_MAX + 1];

	for (size_t k = 0; k < ARRAY_LEN(all_texts); k++) {
		size_t len = strlen(all_texts[k]);

		for (size_t i = 0; i < len; i++) {
			memcpy(text, all_texts[k], len);
			text[i] = foreign[_i];
			if (tolower((unsigned char)foreign[_i]) !=
			    all_texts[k][i])
				ck_assert_no_token((struct str){text, len});
		}
	}
}
END_TEST

START_TEST(parse_refuses_set_bits_behind_the_last_byte)
{
	char text[sizeof(confirm_text)];

	memcpy(text, confirm_text, sizeof(text));
	text[sizeof(text) - 2] = 'x'; /* w is 28, x is 29 */
	ck_assert_no_token(str_of(text));
}
END_TEST

START_TEST(verify_believes_our_own)
{
	for (size_t k = 0; k < 3; k++) {
		struct token token = parsed(all_texts[k]);

		ck_assert_int_eq(token_verify(&keys, list, TODAY, &token), OK);
	}
}
END_TEST

START_TEST(verify_believes_an_old_key_until_it_is_removed)
{
	struct token_keys newer = {&ring[0], 1, keys.instance};
	struct token token = parsed(reply_text);

	ck_assert_int_eq(token_verify(&rotated, list, TODAY, &token), OK);
	ck_assert_int_eq(token_verify(&newer, list, TODAY, &token), ERR_DENIED);
}
END_TEST

START_TEST(verify_tries_each_key_of_one_kid)
{
	struct token token = parsed(reply_text);

	ring[0].kid = '7';
	ck_assert_int_eq(token_verify(&rotated, list, TODAY, &token), OK);
}
END_TEST

START_TEST(verify_denies_another_list_or_instance)
{
	struct token_keys other = {&ring[1], 1, STR("nl2.lists.example.org")};
	struct token token = parsed(reply_text);

	ck_assert_int_eq(token_verify(&keys, str_of("daily"), TODAY, &token),
	                 ERR_DENIED);
	ck_assert_int_eq(token_verify(&other, list, TODAY, &token), ERR_DENIED);
}
END_TEST

START_TEST(verify_denies_a_change_of_any_character)
{
	static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
	const char *given = all_texts[_i];
	struct token token;
	char text[TOKEN_MAX + 1];

	for (size_t i = 1; given[i]; i++) {
		for (const char *d = digits; *d; d++) {
			memcpy(text, given, strlen(given) + 1);
			text[i] = *d;
			if (*d == given[i] ||
			    token_parse(str_of(text), &token) != OK)
				continue;
			ck_assert_int_eq(
				token_verify(&keys, list, TODAY, &token),
				ERR_DENIED);
		}
	}
}
END_TEST

/* STANDARDS T-10.  Chance from a generator with a fixed start, so that a token
 * that gets through could be found again. */
START_TEST(verify_denies_whatever_is_guessed)
{
	static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
	uint64_t chance = 20261123;
	struct token token;
	size_t n_shaped = 0;

	for (int i = 0; i < 20000; i++) {
		const char *given = all_texts[i % TOKEN_SIGNED];
		char text[TOKEN_MAX + 1];

		memcpy(text, given, strlen(given) + 1);
		for (size_t k = 2; given[k]; k++) {
			chance = chance * 6364136223846793005U +
			         1442695040888963407U;
			text[k] = digits[chance >> 59];
		}
		if (token_parse(str_of(text), &token) != OK)
			continue;
		n_shaped++;
		ck_assert_int_eq(token_verify(&keys, list, TODAY, &token),
		                 ERR_DENIED);
	}
	ck_assert_uint_gt(n_shaped, 500);
}
END_TEST

START_TEST(verify_never_believes_a_random_kind)
{
	struct token token = parsed(confirm_text);

	ck_assert_int_eq(token_verify(&keys, list, TODAY, &token), ERR_DENIED);
}
END_TEST

static const struct {
	int64_t today;
	enum err expected;
} days[] = {
	{TODAY - 1, ERR_EXPIRED}, {TODAY, OK},
	{TODAY + TOKEN_DAYS, OK}, {TODAY + TOKEN_DAYS + 1, ERR_EXPIRED},
	{0, ERR_EXPIRED},         {INT64_MAX, ERR_EXPIRED},
};

START_TEST(verify_listens_to_a_reply_for_60_days)
{
	struct token token = parsed(reply_text);

	ck_assert_int_eq(token_verify(&keys, list, days[_i].today, &token),
	                 days[_i].expected);
}
END_TEST

START_TEST(verify_never_lets_leaving_expire)
{
	struct token token = parsed(leave_text);

	ck_assert_int_eq(token_verify(&keys, list, TODAY + 5000, &token), OK);
}
END_TEST

static const struct {
	const char *address, *pattern, *expected; /* NULL: not of it */
} places[] = {
	{"courier+r7abc@example.org", "courier+{token}@example.org", "r7abc"},
	{"R7ABC@R.Example.org", "{token}@r.example.org", "R7ABC"},
	{"COURIER+r7abc@EXAMPLE.org", "courier+{token}@example.org", "r7abc"},
	{"courier+@example.org", "courier+{token}@example.org", NULL},
	{"courier@example.org", "courier+{token}@example.org", NULL},
	{"@r.example.org", "{token}@r.example.org", NULL},
	{"x@y.org@r.example.org", "{token}@r.example.org", NULL},
	{"r7abc@s.example.org", "{token}@r.example.org", NULL},
	{"xcourier+r7@example.org", "courier+{token}@example.org", NULL},
	{"r7abc@r.example.org.evil.com", "{token}@r.example.org", NULL},
	{"r7abc@r.example.org", "r.example.org", NULL},
	{"", "{token}@r.example.org", NULL},
	{"a@a", "{token}a@a", NULL}, /* the two ends must not overlap */
};

START_TEST(in_address_finds_the_token_of_the_pattern)
{
	struct str token = STR("untouched");
	bool found = token_in_address(str_of(places[_i].address),
	                              str_of(places[_i].pattern), &token);

	ck_assert_int_eq(found, places[_i].expected != NULL);
	ck_assert_text(token, found ? places[_i].expected : "untouched");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("token");
	TCase *format = tcase_create("token_format");
	TCase *aborts = tcase_create("aborts");
	TCase *parse = tcase_create("token_parse");
	TCase *verify = tcase_create("token_verify");
	TCase *place = tcase_create("token_in_address");

	tcase_add_checked_fixture(format, make_keys, NULL);
	tcase_add_test(format, format_gives_the_pinned_texts);
	tcase_add_test(format, day_counts_from_2020_and_never_below);
	suite_add_tcase(s, format);

	tcase_set_tags(aborts, "aborts"); /* need a process of their own */
	tcase_add_checked_fixture(aborts, make_keys, NULL);
	tcase_add_test_raise_signal(
		aborts, format_aborts_on_a_subscriber_past_40_bits, SIGABRT);
	tcase_add_test_raise_signal(
		aborts, format_aborts_on_a_signed_kind_without_signature,
		SIGABRT);
	suite_add_tcase(s, aborts);

	tcase_add_checked_fixture(parse, make_keys, NULL);
	tcase_add_test(parse, parse_gives_back_what_format_took);
	tcase_add_test(parse, parse_keeps_the_largest_numbers);
	tcase_add_loop_test(parse, parse_forgives_case_and_confusable_letters,
	                    0, ARRAY_LEN(all_texts));
	tcase_add_test(parse, parse_refuses_every_other_length);
	tcase_add_loop_test(parse, parse_refuses_a_foreign_character_anywhere,
	                    0, 11);
	tcase_add_test(parse, parse_refuses_set_bits_behind_the_last_byte);
	suite_add_tcase(s, parse);

	tcase_add_checked_fixture(verify, make_keys, NULL);
	tcase_add_test(verify, verify_believes_our_own);
	tcase_add_test(verify, verify_believes_an_old_key_until_it_is_removed);
	tcase_add_test(verify, verify_tries_each_key_of_one_kid);
	tcase_add_test(verify, verify_denies_another_list_or_instance);
	tcase_add_loop_test(verify, verify_denies_a_change_of_any_character, 0,
	                    3);
	tcase_add_test(verify, verify_denies_whatever_is_guessed);
	tcase_add_test(verify, verify_never_believes_a_random_kind);
	tcase_add_test(verify, kinds_have_names_that_tell_nothing_else);
	tcase_add_loop_test(verify, verify_listens_to_a_reply_for_60_days, 0,
	                    ARRAY_LEN(days));
	tcase_add_test(verify, verify_never_lets_leaving_expire);
	suite_add_tcase(s, verify);

	tcase_add_loop_test(place, in_address_finds_the_token_of_the_pattern, 0,
	                    ARRAY_LEN(places));
	suite_add_tcase(s, place);
	return s;
}
