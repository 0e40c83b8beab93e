#include "tests/suite.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/zone.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static struct str tzif_of(const char *name)
{
	const char *path = arena_printf(&arena, "/usr/share/zoneinfo/%s", name);
	struct why why = {0};
	struct str text = {0};

	ck_assert_msg(file_read(&arena, path, 1 << 20, &text, &why) == OK,
	              "%s (the package tzdata?)", why.text);
	return text;
}

static const struct zone *zone_named(const char *name)
{
	const struct zone *zone = NULL;

	ck_assert_int_eq(zone_parse(&arena, tzif_of(name), &zone), OK);
	return zone;
}

static const struct {
	const char *name;
	bool expected;
} names[] = {
	{"UTC", true},
	{"Europe/Oslo", true},
	{"America/Argentina/Buenos_Aires", true},
	{"Etc/GMT+3", true},
	{"America/Port-au-Prince", true},
	{"", false},
	{"/etc/passwd", false},
	{"../../etc/passwd", false},
	{"Europe/../Oslo", false},
	{"Europe/Oslo ", false},
	{"Europe/Oslo\n", false},
	{"Europe\\Oslo", false},
	{"a2345678901234567890123456789012345678901234567890123456789012345",
         false},
};

START_TEST(name_ok_keeps_to_the_folder_of_zones)
{
	ck_assert_int_eq(zone_name_ok(str_of(names[_i].name)),
	                 names[_i].expected);
}
END_TEST

/* Pinned by Python's zoneinfo. */
static const struct {
	const char *name;
	int64_t time;
	int offset;
} offsets[] = {
	{"UTC", 0, 0},
	{"UTC", 4118083200, 0},
	{"Europe/Oslo", -3786828180, 43 * 60}, /* before the table */
	{"Europe/Oslo", -2208992400, 3600},
	{"Europe/Oslo", 1774745999, 3600},
	{"Europe/Oslo", 1774746000, 7200},
	{"Europe/Oslo", 1792889999, 7200},
	{"Europe/Oslo", 1792890000, 3600},
	{"Europe/Oslo", 2847661199, 3600}, /* by the footer, from here */
	{"Europe/Oslo", 2847661200, 7200},
	{"Europe/Oslo", 2866409999, 7200},
	{"Europe/Oslo", 2866410000, 3600},
	{"America/New_York", 4118126400, -4 * 3600},
	{"Australia/Lord_Howe", 4102405200, 11 * 3600},
	{"Australia/Lord_Howe", 4118045400, 10 * 3600 + 1800},
	{"Africa/Casablanca", 1771119000, 3600},
	{"Africa/Casablanca", 1771122600, 0}, /* Ramadan */
	{"Africa/Casablanca", 3802546800, 3600},
	{"Pacific/Apia", 1325239199, -10 * 3600},
	{"Pacific/Apia", 1325239200, 14 * 3600},
};

START_TEST(offset_is_what_the_zones_clocks_show)
{
	ck_assert_int_eq(
		zone_offset(zone_named(offsets[_i].name), offsets[_i].time),
		offsets[_i].offset);
}
END_TEST

/* Local times that come once, twice, or not at all. */
static const struct {
	const char *name;
	struct date local;
	int64_t time;
} locals[] = {
	{"UTC", {2026, 1, 1, 0, 0, 0, 0}, 1767225600},
	{"Europe/Oslo", {2026, 3, 29, 1, 59, 59, 0}, 1774745999},
	{"Europe/Oslo", {2026, 3, 29, 2, 0, 0, 0}, 1774746000}, /* left out */
	{"Europe/Oslo", {2026, 3, 29, 2, 30, 0, 0}, 1774746000},
	{"Europe/Oslo", {2026, 3, 29, 2, 59, 59, 0}, 1774746000},
	{"Europe/Oslo", {2026, 3, 29, 3, 0, 0, 0}, 1774746000},
	{"Europe/Oslo", {2026, 3, 29, 3, 0, 1, 0}, 1774746001},
	{"Europe/Oslo", {2026, 10, 25, 2, 30, 0, 0}, 1792888200}, /* twice */
	{"Europe/Oslo", {2060, 3, 28, 2, 30, 0, 0}, 2847661200},
	{"Europe/Oslo", {2060, 10, 31, 2, 30, 0, 0}, 2866408200},
	{"America/New_York", {2026, 3, 8, 2, 30, 0, 0}, 1772953200},
	{"America/New_York", {2026, 11, 1, 1, 30, 0, 0}, 1793511000},
	{"Australia/Lord_Howe", {2026, 10, 4, 2, 15, 0, 0}, 1791041400},
	{"Australia/Lord_Howe", {2026, 4, 5, 1, 45, 0, 0}, 1775313900},
	{"Africa/Casablanca", {2026, 2, 15, 2, 30, 0, 0}, 1771119000},
	{"Africa/Casablanca", {2026, 3, 22, 2, 30, 0, 0}, 1774144800},
	{"Pacific/Apia", {2011, 12, 29, 23, 59, 59, 0}, 1325239199},
	{"Pacific/Apia", {2011, 12, 30, 12, 0, 0, 0}, 1325239200}, /* no day */
	{"Pacific/Apia", {2011, 12, 31, 0, 0, 0, 0}, 1325239200},
};

START_TEST(time_loses_nothing_when_clocks_change)
{
	ck_assert_int_eq(zone_time(zone_named(locals[_i].name),
	                           date_time(&locals[_i].local)),
	                 locals[_i].time);
}
END_TEST

/* A small file: `n` changes and the footer, with one type for each change. */
static struct str tzif_with(const char *footer)
{
	static const char head[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
				   "\0\0\0\0\0\0\0\0\0\0\0\0"
				   "\0\0\0\0\0\0\0\1\0\0\0\4";
	static const char type[] = "\0\0\x0e\x10\0\0CET";
	struct buf text = BUF_INIT(1000);

	for (int i = 0; i < 2; i++) {
		buf_add(&text, (struct str){head, 44});
		buf_add(&text, (struct str){type, 10});
	}
	buf_addf(&text, "\n%s\n", footer);
	return buf_take(&text, &arena);
}

static const struct {
	const char *footer;
	int64_t time; /* of 2026 */
	int offset;
} footers[] = {
	{"", 1782900000, 3600},
	{"CET-1", 1782900000, 3600},
	{"<-03>3", 1782900000, -3 * 3600},
	{"EST5EDT,M3.2.0,M11.1.0", 1782900000, -4 * 3600},
	{"IST-1GMT0,M10.5.0,M3.5.0/1", 1768000000, 0}, /* winter is "summer" */
	{"IST-1GMT0,M10.5.0,M3.5.0/1", 1782900000, 3600},
	{"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1774745999, -7200},
	{"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1774746000, -3600},
	{"EET-2EEST,M3.4.4/50,M10.4.4/50", 1774655999, 7200},
	{"EET-2EEST,M3.4.4/50,M10.4.4/50", 1774656000, 10800},
	{"XXX3EDT4,0/0,J365/23", 1768000000, -4 * 3600}, /* all the year */
	{"XXX3EDT4,0/0,J365/23", 1798761600, -4 * 3600},
	{"AAA0BBB,J59,J60", 1709085599, 0}, /* 2024 has a 29 February */
	{"AAA0BBB,J59,J60", 1709085600, 3600},
	{"AAA0BBB,J59,J60", 1709254799, 3600},
	{"AAA0BBB,J59,J60", 1709254800, 0},
	{"AAA0BBB,59,60", 1709171999, 0},
	{"AAA0BBB,59,60", 1709172000, 3600},
	{"AAA0BBB,59,60", 1709254800, 0},
};

START_TEST(footer_is_read_as_posix_writes_it)
{
	const struct zone *zone = NULL;

	ck_assert_int_eq(
		zone_parse(&arena, tzif_with(footers[_i].footer), &zone), OK);
	ck_assert_int_eq(zone_offset(zone, footers[_i].time),
	                 footers[_i].offset);
}
END_TEST

static const char *const bad_footers[] = {
	"CE-1",
	"CET",
	"CET-",
	"CET-200",
	"CET-1:60",
	"<+01-1",
	"CET-1CEST",
	"CET-1CEST,",
	"CET-1CEST,M3.5.0",
	"CET-1CEST,M13.5.0,M10.5.0",
	"CET-1CEST,M0.5.0,M10.5.0",
	"CET-1CEST,M3.6.0,M10.5.0",
	"CET-1CEST,M3.0.0,M10.5.0",
	"CET-1CEST,M3.5.7,M10.5.0",
	"CET-1CEST,M3.5,M10.5.0",
	"CET-1CEST,J0,J60",
	"CET-1CEST,J366,J60",
	"CET-1CEST,M3.5.0/,M10.5.0",
	"CET-1CEST,M3.5.0,M10.5.0x",
	"CET-27",
	"CET-1CEST-27,M3.5.0,M10.5.0",
};

START_TEST(parse_refuses_a_footer_that_it_cannot_read)
{
	const struct zone *zone = NULL;

	ck_assert_int_eq(zone_parse(&arena, tzif_with(bad_footers[_i]), &zone),
	                 ERR_INPUT);
	ck_assert_ptr_null(zone);
}
END_TEST

START_TEST(parse_refuses_every_shorter_file)
{
	struct str whole = tzif_of("Europe/Oslo");
	const struct zone *zone = NULL;

	for (size_t n = 0; n < whole.len; n++) {
		/* A copy of its own, so that reading past it is seen. */
		struct str part = arena_str(&arena, str_slice(whole, 0, n));

		ck_assert_int_eq(zone_parse(&arena, part, &zone), ERR_INPUT);
	}
	ck_assert_ptr_null(zone);
}
END_TEST

START_TEST(parse_survives_a_change_of_any_byte)
{
	struct str whole = tzif_of("Africa/Casablanca");
	int n_refused = 0;

	for (size_t i = 0; i < whole.len; i++) {
		struct arena job = {0};
		char *copy = arena_copy(&job, whole);
		const struct zone *zone;

		copy[i] = (char)(copy[i] ^ 0x81);
		if (zone_parse(&job, (struct str){copy, whole.len}, &zone)) {
			n_refused++;
		} else {
			int offset = zone_offset(zone, 1782900000);

			ck_assert_int_le(offset, 26 * 3600);
			ck_assert_int_ge(offset, -26 * 3600);
		}
		arena_free(&job);
	}
	ck_assert_int_gt(n_refused, 8);
}
END_TEST

START_TEST(parse_refuses_zones_that_count_leap_seconds)
{
	struct str text = tzif_with("CET-1");
	char *bytes = arena_copy(&arena, text);
	const struct zone *zone = NULL;

	bytes[44 + 10 + 31] = 1;
	ck_assert_int_eq(
		zone_parse(&arena, (struct str){bytes, text.len}, &zone),
		ERR_INPUT);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("zone");
	TCase *name = tcase_create("zone_name_ok");
	TCase *parse = tcase_create("zone_parse");
	TCase *offset = tcase_create("zone_offset");
	TCase *time = tcase_create("zone_time");

	tcase_add_loop_test(name, name_ok_keeps_to_the_folder_of_zones, 0,
	                    ARRAY_LEN(names));
	suite_add_tcase(s, name);

	tcase_add_checked_fixture(parse, NULL, drop_arena);
	tcase_add_loop_test(parse, footer_is_read_as_posix_writes_it, 0,
	                    ARRAY_LEN(footers));
	tcase_add_loop_test(parse, parse_refuses_a_footer_that_it_cannot_read,
	                    0, ARRAY_LEN(bad_footers));
	tcase_add_test(parse, parse_refuses_every_shorter_file);
	tcase_add_test(parse, parse_survives_a_change_of_any_byte);
	tcase_add_test(parse, parse_refuses_zones_that_count_leap_seconds);
	suite_add_tcase(s, parse);

	tcase_add_checked_fixture(offset, NULL, drop_arena);
	tcase_add_loop_test(offset, offset_is_what_the_zones_clocks_show, 0,
	                    ARRAY_LEN(offsets));
	suite_add_tcase(s, offset);

	tcase_add_checked_fixture(time, NULL, drop_arena);
	tcase_add_loop_test(time, time_loses_nothing_when_clocks_change, 0,
	                    ARRAY_LEN(locals));
	suite_add_tcase(s, time);
	return s;
}
