#include "tests/suite.h"

#include "text/background.h"

static struct arena arena;
static uint32_t hashes[] = {10, 20, 0xe81ebb08};
static uint32_t frequencies[] = {7, 70000, 3};
static struct background_term terms[] = {{0, 1}, {2, 255}, {1, 2}};
static struct background_text texts[] = {
	{terms, 2}, {terms + 2, 1}, {terms, 0}};
static struct background sample;

static void set_up(void)
{
	sample = (struct background){
		.language = STR("en"),
		.n_documents = 100000,
		.hashes = hashes,
		.frequencies = frequencies,
		.n_stems = 3,
		.texts = texts,
		.n_texts = 3,
	};
}

static void tear_down(void)
{
	arena_free(&arena);
}

START_TEST(hash_is_fnv_1a)
{
	/* by a few lines of Python */
	ck_assert_uint_eq(background_hash(str_of("harbour")), 0xe81ebb08);
	ck_assert_uint_eq(background_hash(str_of("")), 2166136261u);
}
END_TEST

START_TEST(find_knows_each_stem_and_no_other)
{
	for (size_t i = 0; i < 3; i++)
		ck_assert_uint_eq(background_find(&sample, hashes[i]), i);
	ck_assert_uint_eq(background_find(&sample, 0), BACKGROUND_NONE);
	ck_assert_uint_eq(background_find(&sample, 15), BACKGROUND_NONE);
	ck_assert_uint_eq(background_find(&sample, UINT32_MAX),
	                  BACKGROUND_NONE);
}
END_TEST

START_TEST(parse_reads_what_format_wrote)
{
	struct str bytes = background_format(&arena, &sample);
	struct background b;

	ck_assert_uint_eq(bytes.len, BACKGROUND_HEAD + 3 * 8 + 3 * 2 + 3 * 3);
	ck_assert_int_eq(background_parse(&arena, bytes, &b), OK);
	ck_assert_text(b.language, "en");
	ck_assert_uint_eq(b.n_documents, 100000);
	ck_assert_uint_eq(b.n_stems, 3);
	ck_assert_uint_eq(b.hashes[2], 0xe81ebb08);
	ck_assert_uint_eq(b.frequencies[1], 70000);
	ck_assert_uint_eq(b.n_texts, 3);
	ck_assert_uint_eq(b.texts[0].n, 2);
	ck_assert_uint_eq(b.texts[0].terms[1].stem, 2);
	ck_assert_uint_eq(b.texts[0].terms[1].n, 255);
	ck_assert_uint_eq(b.texts[1].terms[0].stem, 1);
	ck_assert_uint_eq(b.texts[2].n, 0);
}
END_TEST

START_TEST(parse_refuses_each_shorter_and_each_changed_file)
{
	struct str bytes = background_format(&arena, &sample);
	struct background b;

	for (size_t n = 0; n < bytes.len; n++) {
		char *copy = arena_copy(&arena, bytes);

		ck_assert_int_eq(
			background_parse(&arena, str_slice(bytes, 0, n), &b),
			ERR_INPUT);
		copy[n] ^= 4;
		ck_assert_int_eq(background_parse(&arena,
		                                  (struct str){copy, bytes.len},
		                                  &b),
		                 ERR_INPUT);
	}
}
END_TEST

/* Files with a right sum over wrong numbers. */
START_TEST(parse_refuses_numbers_that_do_not_fit)
{
	struct background b;

	terms[1].stem = 3;
	ck_assert_int_eq(background_parse(&arena,
	                                  background_format(&arena, &sample),
	                                  &b),
	                 ERR_INPUT);
	terms[1].stem = 2;
	hashes[1] = 10; /* twice */
	ck_assert_int_eq(background_parse(&arena,
	                                  background_format(&arena, &sample),
	                                  &b),
	                 ERR_INPUT);
	hashes[1] = 20;
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("background");
	TCase *tc = tcase_create("background");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, hash_is_fnv_1a);
	tcase_add_test(tc, find_knows_each_stem_and_no_other);
	tcase_add_test(tc, parse_reads_what_format_wrote);
	tcase_add_test(tc, parse_refuses_each_shorter_and_each_changed_file);
	tcase_add_test(tc, parse_refuses_numbers_that_do_not_fit);
	suite_add_tcase(s, tc);
	return s;
}
