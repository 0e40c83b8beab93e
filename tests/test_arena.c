#include "tests/suite.h"

#include <signal.h>
#include <stdint.h>

#include "base/arena.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
	ck_assert_ptr_null(arena.top);
}

START_TEST(alloc_gives_zeroed_memory_aligned_for_every_type)
{
	int n_wrong = 0;

	for (size_t size = 0; size < 300; size++) {
		char *bytes = arena_alloc(&arena, size);

		ck_assert_ptr_nonnull(bytes);
		ck_assert_uint_eq((uintptr_t)bytes % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			n_wrong += bytes[i] != 0;
		memset(bytes, 0xff, size);
	}
	ck_assert_int_eq(n_wrong, 0);
}
END_TEST

START_TEST(alloc_never_gives_the_same_bytes_twice)
{
	char *parts[1000];
	int n_wrong = 0;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		parts[i] = arena_alloc(&arena, i);
		memset(parts[i], (int)(i & 0xff), i);
	}
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		for (size_t k = 0; k < i; k++)
			n_wrong += (unsigned char)parts[i][k] != (i & 0xff);
	ck_assert_int_eq(n_wrong, 0);
}
END_TEST

START_TEST(alloc_gives_more_than_a_block_in_one_piece)
{
	char *big = arena_alloc(&arena, 1000000);

	ck_assert_int_eq(big[999999], 0);
	memset(big, 1, 1000000);
	ck_assert_int_eq(*(char *)arena_alloc(&arena, 1), 0);
}
END_TEST

START_TEST(array_aborts_when_the_size_overflows)
{
	(void)arena_alloc_array(&arena, 16, SIZE_MAX / 8);
}
END_TEST

START_TEST(alloc_aborts_on_a_size_that_is_none)
{
	(void)arena_alloc(&arena, SIZE_MAX - 8);
}
END_TEST

START_TEST(grow_keeps_what_is_there)
{
	int *numbers = NULL, n_wrong = 0;

	for (int n = 0; n < 1000; n++) {
		numbers = arena_grow(&arena, numbers, (size_t)n,
		                     sizeof(*numbers));
		numbers[n] = n;
		for (int i = 0; i <= n; i++)
			n_wrong += numbers[i] != i;
	}
	ck_assert_int_eq(n_wrong, 0);
}
END_TEST

START_TEST(copy_ends_with_a_nul_and_keeps_those_inside)
{
	struct str text = STR("a\0b");
	char *copy = arena_copy(&arena, text);

	ck_assert_mem_eq(copy, "a\0b", 4);
	ck_assert_str_eq(arena_copy(&arena, str_of(NULL)), "");
	ck_assert_text(arena_str(&arena, str_of("xyz")), "xyz");
}
END_TEST

START_TEST(printf_prints_what_printf_would)
{
	ck_assert_str_eq(arena_printf(&arena, "%s-%05d%%", "a", 42),
	                 "a-00042%");
	ck_assert_str_eq(arena_printf(&arena, "%s", ""), "");
	ck_assert_uint_eq(strlen(arena_printf(&arena, "%5000d", 1)), 5000);
}
END_TEST

START_TEST(free_leaves_an_arena_that_can_be_used_again)
{
	(void)arena_alloc(&arena, 10);
	arena_free(&arena);
	ck_assert_ptr_null(arena.top);
	arena_free(&arena);
	ck_assert_int_eq(*(char *)arena_alloc(&arena, 1), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("arena");
	TCase *alloc = tcase_create("arena_alloc");
	TCase *copy = tcase_create("arena_copy");
	TCase *aborts = tcase_create("aborts");

	tcase_add_checked_fixture(alloc, NULL, drop_arena);
	tcase_add_test(alloc, alloc_gives_zeroed_memory_aligned_for_every_type);
	tcase_add_test(alloc, alloc_never_gives_the_same_bytes_twice);
	tcase_add_test(alloc, alloc_gives_more_than_a_block_in_one_piece);
	tcase_add_test(alloc, grow_keeps_what_is_there);
	tcase_add_test(alloc, free_leaves_an_arena_that_can_be_used_again);
	suite_add_tcase(s, alloc);

	tcase_add_checked_fixture(copy, NULL, drop_arena);
	tcase_add_test(copy, copy_ends_with_a_nul_and_keeps_those_inside);
	tcase_add_test(copy, printf_prints_what_printf_would);
	suite_add_tcase(s, copy);

	tcase_set_tags(aborts, "aborts"); /* need a process of their own */
	tcase_add_test_raise_signal(
		aborts, array_aborts_when_the_size_overflows, SIGABRT);
	tcase_add_test_raise_signal(aborts, alloc_aborts_on_a_size_that_is_none,
	                            SIGABRT);
	suite_add_tcase(s, aborts);
	return s;
}
