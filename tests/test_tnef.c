#include "tests/suite.h"

#include "base/buf.h"
#include "mailer/tnef.h"

static struct buf stream;
static struct tnef tnef;

static void put(uint32_t number, size_t n_bytes)
{
	for (size_t i = 0; i < n_bytes; i++)
		buf_addc(&stream, (char)(number >> 8 * i & 0xff));
}

static void start(void)
{
	stream = (struct buf)BUF_INIT(100000);
	memset(&tnef, 0, sizeof(tnef));
	put(0x223e9f78, 4);
	put(1, 2);
}

static void stop(void)
{
	buf_free(&stream);
}

static void attribute(unsigned level, uint32_t id, struct str value)
{
	put(level, 1);
	put(id, 4);
	put((uint32_t)value.len, 4);
	buf_add(&stream, value);
	put(0, 2);
}

/* One property with one value that says how long it is. */
static void property(struct buf *to, uint32_t type, uint32_t id,
                     struct str value)
{
	struct buf outer = stream;

	stream = *to;
	put(type, 2);
	put(id, 2);
	put(1, 4);
	put((uint32_t)value.len, 4);
	buf_add(&stream, value);
	put(0, (4 - value.len % 4) % 4);
	*to = stream;
	stream = outer;
}

#define ck_assert_tnef() ck_assert(tnef_read(buf_str(&stream), &tnef))

START_TEST(read_finds_the_old_text_and_the_names_of_files)
{
	attribute(1, 0x69007, (struct str)STR("\xe4\x04\0\0\0\0\0\0"));
	attribute(1, 0x2800c, (struct str)STR("Some words.\0"));
	attribute(2, 0x69002, (struct str)STR("\0\0"));
	attribute(2, 0x18010, (struct str)STR("one.txt\0"));
	attribute(2, 0x6800f, (struct str)STR("12345"));
	attribute(2, 0x69002, (struct str)STR("\0\0"));
	attribute(2, 0x18010, (struct str)STR("two.txt\0"));
	ck_assert_tnef();
	ck_assert_uint_eq(tnef.codepage, 1252);
	ck_assert_text(tnef.text.bytes, "Some words.");
	ck_assert(!tnef.text.is_utf16);
	ck_assert_uint_eq(tnef.n_files, 2);
	ck_assert_text(tnef.files[0].name.bytes, "one.txt");
	ck_assert_uint_eq(tnef.files[0].len, 5);
	ck_assert_text(tnef.files[1].name.bytes, "two.txt");
}
END_TEST

START_TEST(read_finds_the_properties_among_others)
{
	struct buf properties = BUF_INIT(10000);

	buf_add(&properties, (struct str)STR("\x06\0\0\0"));
	/* A flag; a number with a name; a number of many values. */
	buf_add(&properties, (struct str)STR("\x0b\0\x1b\x0e\x01\0\0\0"));
	buf_add(&properties,
	        (struct str)STR("\x03\0\0\x80"
	                        "0123456789abcdef\x01\0\0\0\x06\0\0\0a\0b\0\0\0"
	                        "\0\0\x07\0\0\0"));
	buf_add(&properties,
	        (struct str)STR(
			"\x03\x10\x01\x10\x02\0\0\0\x01\0\0\0\x02\0\0\0"));
	property(&properties, 0x1f, 0x1000, (struct str)STR("H\0i\0\0\0"));
	property(&properties, 0x102, 0x1013, (struct str)STR("<p>Hi"));
	property(&properties, 0x102, 0x1009, (struct str)STR("packed"));
	attribute(1, 0x69003, buf_str(&properties));
	ck_assert_tnef();
	ck_assert_uint_eq(tnef.text.bytes.len, 4);
	ck_assert(tnef.text.is_utf16);
	ck_assert_text(tnef.html.bytes, "<p>Hi");
	ck_assert_text(tnef.rtf, "packed");
	buf_free(&properties);
}
END_TEST

START_TEST(read_takes_the_long_name_of_a_file)
{
	struct buf properties = BUF_INIT(10000);

	attribute(2, 0x69002, (struct str)STR("\0\0"));
	attribute(2, 0x18010, (struct str)STR("LONGNA~1.TXT\0"));
	buf_add(&properties, (struct str)STR("\x01\0\0\0"));
	property(&properties, 0x1e, 0x3707, (struct str)STR("long name.txt\0"));
	attribute(2, 0x69005, buf_str(&properties));
	ck_assert_tnef();
	ck_assert_text(tnef.files[0].name.bytes, "long name.txt");
	buf_free(&properties);
}
END_TEST

START_TEST(read_keeps_what_comes_before_the_damage)
{
	size_t whole;

	attribute(1, 0x2800c, (struct str)STR("Some words."));
	whole = stream.len;
	attribute(2, 0x18010, (struct str)STR("a name without a file"));
	for (size_t i = 6; i <= stream.len; i++) {
		struct str some = str_slice(buf_str(&stream), 0, i);

		ck_assert(tnef_read(some, &tnef));
		ck_assert_uint_eq(tnef.n_files, 0);
		if (i >= whole)
			ck_assert_text(tnef.text.bytes, "Some words.");
	}
}
END_TEST

START_TEST(read_lists_as_many_files_as_it_may)
{
	for (int i = 0; i < TNEF_FILES_MAX + 5; i++)
		attribute(2, 0x69002, (struct str)STR("\0\0"));
	ck_assert_tnef();
	ck_assert_uint_eq(tnef.n_files, TNEF_FILES_MAX);
}
END_TEST

START_TEST(read_refuses_what_is_no_tnef)
{
	static const struct str none[] = {STR(""), STR("y\x9f>\""),
	                                  STR("\x78\x9f>"),
	                                  STR("PK\3\4aaaaaa")};

	tnef.codepage = 7;
	ck_assert(!tnef_read(none[_i], &tnef));
	ck_assert_uint_eq(tnef.codepage, 7);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("tnef");
	TCase *read = tcase_create("tnef_read");

	tcase_add_checked_fixture(read, start, stop);
	tcase_add_test(read, read_finds_the_old_text_and_the_names_of_files);
	tcase_add_test(read, read_finds_the_properties_among_others);
	tcase_add_test(read, read_takes_the_long_name_of_a_file);
	tcase_add_test(read, read_keeps_what_comes_before_the_damage);
	tcase_add_test(read, read_lists_as_many_files_as_it_may);
	tcase_add_loop_test(read, read_refuses_what_is_no_tnef, 0, 4);
	suite_add_tcase(s, read);
	return s;
}
