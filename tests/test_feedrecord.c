#include "tests/suite.h"

#include "mailer/feedrecord.h"

static struct arena arena;
static struct buf record;

static struct feed_item items[] = {
	{.id = STR("1"), .title = STR("caf\xc3\xa9"), .published = -1},
	{.text = STR("a\nb"), .updated = 1072865695},
};
static const struct feed sample = {
	.title = STR("T"),
	.link = STR("http://a.example/"),
	.items = items,
	.n_items = 2,
};

static void start(void)
{
	record = (struct buf)BUF_INIT(1024 * 1024);
}

static void stop(void)
{
	buf_free(&record);
	arena_free(&arena);
}

START_TEST(decode_gives_what_was_encoded)
{
	struct feed got;
	struct why why;

	feedrecord_encode(&sample, &record);
	ck_assert_int_eq(
		feedrecord_decode(&arena, buf_str(&record), &got, &why), OK);
	ck_assert_text(got.title, "T");
	ck_assert_text(got.link, "http://a.example/");
	ck_assert_text(got.author, "");
	ck_assert_uint_eq(got.n_items, 2);
	ck_assert_text(got.items[0].id, "1");
	ck_assert_text(got.items[0].title, "caf\xc3\xa9");
	ck_assert_int_eq(got.items[0].published, -1);
	ck_assert_text(got.items[1].text, "a\nb");
	ck_assert_int_eq(got.items[1].updated, 1072865695);
}
END_TEST

START_TEST(decode_refuses_what_is_short_or_long)
{
	struct feed got = {.n_items = 99};
	struct why why;

	feedrecord_encode(&sample, &record);
	for (size_t len = 0; len < record.len; len++)
		ck_assert_int_eq(
			feedrecord_decode(&arena,
		                          str_slice(buf_str(&record), 0, len),
		                          &got, &why),
			ERR_INPUT);
	buf_addc(&record, 'x');
	ck_assert_int_eq(
		feedrecord_decode(&arena, buf_str(&record), &got, &why),
		ERR_INPUT);
	ck_assert_uint_eq(got.n_items, 99);
}
END_TEST

START_TEST(decode_refuses_bytes_that_are_no_text)
{
	static const struct str bad[] = {STR("\xff"), STR("a\0b")};

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct feed feed = {.title = bad[i]}, got;
		struct why why;

		buf_cut(&record, 0);
		feedrecord_encode(&feed, &record);
		ck_assert_int_eq(
			feedrecord_decode(&arena, buf_str(&record), &got, &why),
			ERR_INPUT);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("feedrecord");
	TCase *decode = tcase_create("feedrecord_decode");

	tcase_add_checked_fixture(decode, start, stop);
	tcase_add_test(decode, decode_gives_what_was_encoded);
	tcase_add_test(decode, decode_refuses_what_is_short_or_long);
	tcase_add_test(decode, decode_refuses_bytes_that_are_no_text);
	suite_add_tcase(s, decode);
	return s;
}
