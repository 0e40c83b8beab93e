#include "tests/suite.h"

#include "text/places.h"

START_TEST(find_gives_the_last_and_next_the_ones_before)
{
	struct arena arena = {0};
	struct places places;

	places_open(&arena, &places, 100);
	for (size_t i = 0; i < 100; i++)
		places_add(&places, i % 10, i);
	for (uint64_t hash = 0; hash < 10; hash++) {
		size_t place = places_find(&places, hash), n = 0;

		ck_assert_uint_eq(place, 90 + hash);
		for (; place != PLACE_NONE;
		     place = places_next(&places, place)) {
			ck_assert_uint_eq(place % 10, hash);
			n++;
		}
		ck_assert_uint_eq(n, 10);
	}
	ck_assert_uint_eq(places_find(&places, 10), PLACE_NONE);
	arena_free(&arena);
}
END_TEST

START_TEST(an_empty_one_has_nothing)
{
	struct arena arena = {0};
	struct places places;

	places_open(&arena, &places, 0);
	ck_assert_uint_eq(places_find(&places, 0), PLACE_NONE);
	arena_free(&arena);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("places");
	TCase *t = tcase_create("places_find");

	tcase_add_test(t, find_gives_the_last_and_next_the_ones_before);
	tcase_add_test(t, an_empty_one_has_nothing);
	suite_add_tcase(s, t);
	return s;
}
