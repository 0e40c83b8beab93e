#include "tests/suite.h"

#include "base/buf.h"
#include "mailer/part.h"

static struct arena arena;

static void end(void)
{
	arena_free(&arena);
}

static struct part read_part(const char *text)
{
	struct part part;

	part_read(&arena, str_of(text), "text/plain", &part);
	return part;
}

START_TEST(read_knows_type_name_and_body)
{
	struct part part =
		read_part("Content-Type: IMAGE/Png; name=\"a b.png\"\r\n"
	                  "Content-Disposition: attachment\r\n"
	                  "Content-Transfer-Encoding: BASE64\r\n"
	                  "\r\n"
	                  "aGk=\r\n");

	ck_assert_text(part.type, "image/png");
	ck_assert_text(part.subtype, "png");
	ck_assert_text(part.name, "a b.png");
	ck_assert_text(part.encoding, "base64");
	ck_assert(part.is_attachment);
	ck_assert_text(part_bytes(&arena, &part), "hi");
}
END_TEST

START_TEST(read_takes_the_given_type_where_there_is_none)
{
	struct part part = read_part("\r\njust text\r\n");

	ck_assert_text(part.type, "text/plain");
	ck_assert(!part.is_attachment);
	ck_assert_text(part.body, "just text\r\n");
}
END_TEST

START_TEST(bytes_are_decoded_from_quoted_printable)
{
	struct part part =
		read_part("Content-Transfer-Encoding: quoted-printable\r\n\r\n"
	                  "a=3Db =\r\nc");

	ck_assert_text(part_bytes(&arena, &part), "a=b c");
}
END_TEST

START_TEST(text_is_utf8_with_plain_line_ends)
{
	struct part part =
		read_part("Content-Type: text/plain; charset=iso-8859-1\r\n\r\n"
	                  "caf\xe9\r\nau\x07 lait\r\n");

	ck_assert_text(part_text(&arena, &part), "caf\xc3\xa9\nau lait\n");
}
END_TEST

START_TEST(text_ends_at_its_limit)
{
	for (size_t n = PART_TEXT_MAX - 1; n <= PART_TEXT_MAX + 1; n++) {
		struct buf raw = BUF_INIT(PART_TEXT_MAX * 2);
		struct part part;

		buf_adds(&raw, "\r\n");
		while (raw.len < n + 2)
			buf_addc(&raw, raw.len % 80 ? 'w' : '\n');
		part = read_part(raw.ptr);
		ck_assert_uint_eq(part_text(&arena, &part).len,
		                  n < PART_TEXT_MAX ? n : PART_TEXT_MAX);
		buf_free(&raw);
	}
}
END_TEST

START_TEST(clean_keeps_tabs_and_drops_other_controls)
{
	ck_assert_text(part_clean(&arena, str_of("a\tb\x01\rc\r\nd")),
	               "a\tb\nc\nd");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("part");
	TCase *read = tcase_create("part_read");
	TCase *text = tcase_create("part_text");

	tcase_add_checked_fixture(read, NULL, end);
	tcase_add_test(read, read_knows_type_name_and_body);
	tcase_add_test(read, read_takes_the_given_type_where_there_is_none);
	tcase_add_test(read, bytes_are_decoded_from_quoted_printable);
	suite_add_tcase(s, read);
	tcase_add_checked_fixture(text, NULL, end);
	tcase_add_test(text, text_is_utf8_with_plain_line_ends);
	tcase_add_test(text, text_ends_at_its_limit);
	tcase_add_test(text, clean_keeps_tabs_and_drops_other_controls);
	suite_add_tcase(s, text);
	return s;
}
