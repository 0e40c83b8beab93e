#include "tests/suite.h"

#include "text/when.h"

/* Times by date -u -d ... +%s. */
static const struct {
	const char *text;
	int64_t time;
} rows[] = {
	{"2003-12-31T10:14:55Z", 1072865695},
	{"2003-12-31T10:14:55.250Z", 1072865695},
	{"2003-12-31T10:14:55-08:00", 1072894495},
	{"2003-12-31T10:14:55+0130", 1072860295},
	{"2003-12-31T10:14Z", 1072865640},
	{" 2003-12-31 10:14:55 ", 1072865695},
	{"2003-12-31", 1072828800},
	{"20031231", 1072828800},
	{"2003-365", 1072828800},
	{"2003-12", 1070236800},
	{"2003", 1041379200},
	{"Wed, 31 Dec 2003 10:14:55 GMT", 1072865695},
	{"Wed, 31 Dec 2003 10:14:55 +0130", 1072860295},
	{"Wed Dec 31 10:14:55 2003", 1072865695},
	{"Wed Dec 31 02:14:55 PST 2003", 1072865695},
};

START_TEST(parse_reads_what_feeds_write)
{
	int64_t time = -1;

	ck_assert(when_parse(str_of(rows[_i].text), &time));
	ck_assert_int_eq(time, rows[_i].time);
}
END_TEST

static const char *const bad[] = {
	"",
	"yesterday",
	"2003-13-01",
	"2003-02-30",
	"2003-12-31T",
	"2003-12-31T25:00Z",
	"2003-12-31T10:14:55Zx",
	"0000",
};

START_TEST(parse_refuses_what_cannot_be)
{
	int64_t time = -1;

	ck_assert_msg(!when_parse(str_of(bad[_i]), &time), "%s", bad[_i]);
	ck_assert_int_eq(time, -1);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("when");
	TCase *parse = tcase_create("when_parse");

	tcase_add_loop_test(parse, parse_reads_what_feeds_write, 0,
	                    (int)ARRAY_LEN(rows));
	tcase_add_loop_test(parse, parse_refuses_what_cannot_be, 0,
	                    (int)ARRAY_LEN(bad));
	suite_add_tcase(s, parse);
	return s;
}
