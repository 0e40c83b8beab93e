#include "tests/suite.h"

#include "text/block.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const struct {
	const char *body;
	size_t end; /* line behind the block that the first line starts */
	bool is_certain;
} blocks[] = {
	{"From: Ann <a@b>\nSubject: B\n\nx\n", 2, true},
	{"Von: Ann\nGesendet: 3. Mai 2016 10:05\nAn: Bo\nBetreff: B\nx\n", 4,
         true},
	{"From: Ann Lee\n<a@b>\nDate: today\nx\n", 3, true},
	{"Date: 12.03.2025\nTo: B\nSubject: C\nx\n", 3, true},
	{"From: Ann\nSent: Monday, May 2, 2016\nx\n", 2, true},
	{"From: 1960\nTo: Island\nDate: then\nx\n", 3, false},
	{"Von: Hamburg\nNach: Harburg\nDatum: jeden Tag\nx\n", 3, false},
	{"Date: any Sunday, at 10\nTo: all\nSubject: C\nx\n", 3, false},
	{"From: Harbour\nx\n", 0, false},
	{"Cc: a@b\nCc: a@b\nCc: a@b\n", 0, false},
	{"From: a@b\n> Subject: B\n", 0, false},
};

START_TEST(a_block_is_known_by_headers_that_come_together)
{
	struct lines lines;
	size_t end;

	lines_split(&arena, str_of(blocks[_i].body), &lines);
	end = block_end(&lines, 0);
	ck_assert_uint_eq(end, blocks[_i].end);
	ck_assert_int_eq(block_is_certain(&lines, 0, end),
	                 blocks[_i].is_certain);
}
END_TEST

START_TEST(a_name_and_a_time_above_belong_to_the_block)
{
	struct lines lines;

	lines_split(&arena,
	            str_of("own\nAnn Lee\n05/03/2016 10:05 AM\nTo: B\n"
	                   "Subject: C\n"),
	            &lines);
	ck_assert_uint_eq(block_end(&lines, 3), 5);
	ck_assert_uint_eq(block_start(&lines, 3), 1);
	ck_assert_uint_eq(block_start(&lines, 4), 4);
}
END_TEST

START_TEST(a_time_needs_a_day_as_well)
{
	ck_assert(block_tells_time(str_of("Ann Lee 5/3/16 06:01PM")));
	ck_assert(block_tells_time(str_of("ann@b on 05/03/2016 06:01")));
	ck_assert(!block_tells_time(str_of("at 06:01")));
	ck_assert(!block_tells_time(str_of("5/3/16")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("block");
	TCase *t = tcase_create("block");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, a_block_is_known_by_headers_that_come_together,
	                    0, (int)ARRAY_LEN(blocks));
	tcase_add_test(t, a_name_and_a_time_above_belong_to_the_block);
	tcase_add_test(t, a_time_needs_a_day_as_well);
	suite_add_tcase(s, t);
	return s;
}
