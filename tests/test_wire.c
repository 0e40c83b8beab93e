#include "tests/suite.h"

#include <signal.h>

#include "store/wire.h"

static const struct {
	int64_t number;
	const char bytes[9]; /* big-endian, two's complement */
} numbers[] = {
	{0, "\0\0\0\0\0\0\0\0"},
	{1, "\0\0\0\0\0\0\0\x01"},
	{-1, "\xff\xff\xff\xff\xff\xff\xff\xff"},
	{1795420800, "\0\0\0\0\x6b\x03\xf2\x80"},
	{INT64_MAX, "\x7f\xff\xff\xff\xff\xff\xff\xff"},
	{INT64_MIN, "\x80\0\0\0\0\0\0\0"},
};

START_TEST(a_number_is_its_bytes_in_network_order_both_ways)
{
	struct wire wire;
	struct db_value value = DB_INT(numbers[_i].number);

	wire_bind(&wire, 3, &value);
	ck_assert_int_eq(wire.lengths[3], 8);
	ck_assert_int_eq(wire.formats[3], 1);
	ck_assert_mem_eq(wire.values[3], numbers[_i].bytes, 8);
	value = wire_value(WIRE_INT8, (struct str){numbers[_i].bytes, 8});
	ck_assert_int_eq(value.kind, DB_IS_INT);
	ck_assert_int_eq(value.number, numbers[_i].number);
}
END_TEST

START_TEST(a_narrow_number_keeps_its_sign)
{
	ck_assert_int_eq(
		wire_value(WIRE_INT2, (struct str){"\xff\xfe", 2}).number, -2);
	ck_assert_int_eq(
		wire_value(WIRE_INT4, (struct str){"\0\0\x01\0", 4}).number,
		256);
	ck_assert_int_eq(wire_value(WIRE_BOOL, (struct str){"\x01", 1}).number,
	                 1);
}
END_TEST

START_TEST(texts_and_blobs_are_their_bytes)
{
	struct wire wire;
	struct db_value value = DB_BLOB(((struct str){"a\0b", 3}));

	wire_bind(&wire, 0, &value);
	ck_assert_int_eq(wire.lengths[0], 3);
	ck_assert_mem_eq(wire.values[0], "a\0b", 3);
	value = wire_value(WIRE_BYTEA, (struct str){"a\0b", 3});
	ck_assert_int_eq(value.kind, DB_IS_BLOB);
	ck_assert_uint_eq(value.text.len, 3);
	ck_assert_int_eq(wire_value(WIRE_TEXT, str_of("x")).kind, DB_IS_TEXT);
}
END_TEST

START_TEST(null_is_no_text_and_an_empty_text_is_not_null)
{
	struct wire wire;
	struct db_value null = DB_NULL, text = DB_TEXT(((struct str){NULL, 0}));

	wire_bind(&wire, 0, &null);
	wire_bind(&wire, 1, &text);
	ck_assert_ptr_null(wire.values[0]);
	ck_assert_ptr_nonnull(wire.values[1]);
}
END_TEST

START_TEST(a_type_that_nobody_asked_for_aborts)
{
	wire_value(1700, str_of("12"));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("wire");
	TCase *tc = tcase_create("wire_bind");

	tcase_add_loop_test(tc,
	                    a_number_is_its_bytes_in_network_order_both_ways, 0,
	                    ARRAY_LEN(numbers));
	tcase_add_test(tc, texts_and_blobs_are_their_bytes);
	tcase_add_test(tc, null_is_no_text_and_an_empty_text_is_not_null);
	suite_add_tcase(s, tc);
	tc = tcase_create("wire_value");
	tcase_add_test(tc, a_narrow_number_keeps_its_sign);
	suite_add_tcase(s, tc);
	tc = tcase_create("aborts");
	tcase_set_tags(tc, "aborts");
	tcase_add_test_raise_signal(tc, a_type_that_nobody_asked_for_aborts,
	                            SIGABRT);
	suite_add_tcase(s, tc);
	return s;
}
