#include "tests/suite.h"

#include <unistd.h>

#include "app/progress.h"

static const struct {
	int64_t done, total, ms;
	const char *text;
} bars[] = {
	{1200, 5000, 387, "1,200/5,000  24 %  3,100/s  2 s left"},
	{0, 5000, 0, "0/5,000  0 %  0/s  ? left"},
	{0, 5000, 9000, "0/5,000  0 %  0/s  ? left"},
	{5000, 5000, 2000, "5,000/5,000  100 %  2,500/s  0 s left"},
	{4999, 5000, 4999, "4,999/5,000  99 %  1,000/s  1 s left"},
	{0, 0, 0, "0/0  100 %  0/s  0 s left"},
	{1, 1000, 1000, "1/1,000  0 %  1/s  17 min left"},
	/* less than one a second */
	{1, 3, 5000, "1/3  33 %  0/s  10 s left"},
	{1, 10001, 1000, "1/10,001  0 %  1/s  3 h left"},
	{999, 1000, 1, "999/1,000  99 %  999,000/s  1 s left"},
	{1000, 1000, 0, "1,000/1,000  100 %  0/s  0 s left"},
	{123456789, 1234567890, 123456789,
         "123,456,789/1,234,567,890  10 %  1,000/s  309 h left"},
};

START_TEST(the_bar_tells_count_share_rate_and_time)
{
	char text[120];

	progress_format(bars[_i].done, bars[_i].total, bars[_i].ms, text,
	                sizeof(text));
	ck_assert_str_eq(text, bars[_i].text);
}
END_TEST

START_TEST(the_bar_keeps_to_the_room_it_has)
{
	char text[20];

	for (unsigned size = 1; size <= sizeof(text); size++) {
		memset(text, 'x', sizeof(text));
		progress_format(1200, 5000, 387, text, size);
		ck_assert_uint_eq(strlen(text), size - 1);
	}
}
END_TEST

START_TEST(nothing_is_shown_where_nobody_looks)
{
	struct progress progress;
	int ends[2], saved = dup(STDERR_FILENO);
	char c;

	ck_assert_int_eq(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	progress_open(&progress, 3);
	for (int i = 0; i < 5; i++)
		progress_step(&progress);
	progress_close(&progress);
	dup2(saved, STDERR_FILENO);
	close(ends[1]);
	close(saved);
	ck_assert_int_eq(read(ends[0], &c, 1), 0);
	close(ends[0]);
	/* more steps than there were to be do not count */
	ck_assert_int_eq(progress.done, 3);
	ck_assert(!progress.is_shown);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("progress");
	TCase *format = tcase_create("progress_format");
	TCase *show = tcase_create("progress_step");

	tcase_add_loop_test(format, the_bar_tells_count_share_rate_and_time, 0,
	                    ARRAY_LEN(bars));
	tcase_add_test(format, the_bar_keeps_to_the_room_it_has);
	suite_add_tcase(s, format);

	tcase_add_test(show, nothing_is_shown_where_nobody_looks);
	suite_add_tcase(s, show);
	return s;
}
