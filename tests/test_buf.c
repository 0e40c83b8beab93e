#include "tests/suite.h"

#include "base/buf.h"

START_TEST(empty_is_text_without_memory)
{
	struct buf b = BUF_INIT(10);

	ck_assert(buf_ok(&b));
	ck_assert_text(buf_str(&b), "");
	buf_cut(&b, 0);
	buf_adds(&b, "");
	ck_assert_text(buf_str(&b), "");
	buf_free(&b);
	ck_assert_ptr_null(b.ptr);
}
END_TEST

START_TEST(add_appends_in_every_way_and_ends_with_a_nul)
{
	struct buf b = BUF_INIT(100);
	struct str nul = STR("d\0e");

	buf_adds(&b, "a");
	buf_addc(&b, 'b');
	buf_addf(&b, "%s%d", "c", 42);
	buf_add(&b, nul);
	ck_assert(buf_ok(&b));
	ck_assert_uint_eq(b.len, 8);
	ck_assert_mem_eq(b.ptr, "abc42d\0e", 9);
	buf_free(&b);
}
END_TEST

START_TEST(add_fills_up_to_the_limit_and_leaves_out_whole_what_passes_it)
{
	struct buf b = BUF_INIT(5);

	buf_adds(&b, "abc");
	buf_adds(&b, "def");
	ck_assert(!buf_ok(&b));
	ck_assert_text(buf_str(&b), "abc");
	buf_addc(&b, 'x'); /* it would fit, but nothing follows a gap */
	ck_assert_text(buf_str(&b), "abc");
	buf_free(&b);
	ck_assert(buf_ok(&b));
	buf_adds(&b, "abcde");
	ck_assert(buf_ok(&b));
	buf_addf(&b, "%s", "");
	ck_assert(buf_ok(&b));
	buf_addf(&b, "%d", 1);
	ck_assert(!buf_ok(&b));
	ck_assert_text(buf_str(&b), "abcde");
	buf_free(&b);
}
END_TEST

START_TEST(add_grows_through_many_sizes)
{
	struct buf b = BUF_INIT(100000);
	int n_wrong = 0;

	for (int i = 0; i < 100000; i++)
		buf_addc(&b, (char)('a' + i % 26));
	ck_assert(buf_ok(&b));
	for (int i = 0; i < 100000; i++)
		n_wrong += b.ptr[i] != 'a' + i % 26;
	ck_assert_int_eq(n_wrong, 0);
	buf_addc(&b, 'x');
	ck_assert(!buf_ok(&b));
	buf_free(&b);
}
END_TEST

START_TEST(cut_keeps_the_start)
{
	struct buf b = BUF_INIT(10);

	buf_adds(&b, "abcdef");
	buf_cut(&b, 99);
	ck_assert_text(buf_str(&b), "abcdef");
	buf_cut(&b, 2);
	ck_assert_str_eq(b.ptr, "ab");
	buf_adds(&b, "x");
	ck_assert_text(buf_str(&b), "abx");
	buf_free(&b);
}
END_TEST

START_TEST(take_moves_the_text_and_empties_the_buffer)
{
	struct arena arena = {0};
	struct buf b = BUF_INIT(10);
	struct str text;

	buf_adds(&b, "abc");
	text = buf_take(&b, &arena);
	ck_assert_text(text, "abc");
	ck_assert_ptr_null(b.ptr);
	ck_assert_uint_eq(b.max, 10);
	ck_assert_text(buf_take(&b, &arena), "");
	arena_free(&arena);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("buf");
	TCase *add = tcase_create("buf_add");
	TCase *other = tcase_create("buf_cut_take");

	tcase_add_test(add, empty_is_text_without_memory);
	tcase_add_test(add, add_appends_in_every_way_and_ends_with_a_nul);
	tcase_add_test(
		add,
		add_fills_up_to_the_limit_and_leaves_out_whole_what_passes_it);
	tcase_add_test(add, add_grows_through_many_sizes);
	suite_add_tcase(s, add);

	tcase_add_test(other, cut_keeps_the_start);
	tcase_add_test(other, take_moves_the_text_and_empties_the_buffer);
	suite_add_tcase(s, other);
	return s;
}
