#include "tests/suite.h"

#include "base/log.h"

static struct buf lines = BUF_INIT(10000);

static void catch_lines(void)
{
	log_to(&lines);
	log_set_role("edit");
	log_set_level(LOG_LEVEL_INFO);
}

static void drop_lines(void)
{
	log_to(NULL);
	buf_free(&lines);
}

START_TEST(event_writes_one_line)
{
	log_event(LOG_LEVEL_INFO, "comment_held", "comment=%d reason=%s", 812,
	          "first");
	log_event(LOG_LEVEL_ERROR, "store_failed", "cause=disk");
	ck_assert_text(buf_str(&lines),
	               "info edit: comment_held comment=812 reason=first\n"
	               "error edit: store_failed cause=disk\n");
}
END_TEST

START_TEST(event_escapes_what_could_forge_a_line)
{
	log_event(LOG_LEVEL_WARN, "odd", "subject=%s",
	          "x\r\nerror edit: \x1b[2J\x7f\t\xc3\xa9");
	ck_assert_text(buf_str(&lines),
	               "warn edit: odd subject=x\\x0d\\x0aerror edit: "
	               "\\x1b[2J\\x7f\\x09\xc3\xa9\n");
}
END_TEST

START_TEST(event_wipes_a_bar_that_is_shown)
{
	log_over_bar(true);
	log_event(LOG_LEVEL_INFO, "edition_frozen", "list=%s", "news");
	log_over_bar(false);
	log_event(LOG_LEVEL_INFO, "edition_frozen", "list=%s", "news");
	ck_assert_text(buf_str(&lines),
	               "\r\033[Kinfo edit: edition_frozen list=news\n"
	               "info edit: edition_frozen list=news\n");
}
END_TEST

START_TEST(event_drops_what_is_above_the_level)
{
	log_event(LOG_LEVEL_DEBUG, "quiet", "x=1");
	ck_assert_text(buf_str(&lines), "");
	log_set_level(LOG_LEVEL_DEBUG);
	log_event(LOG_LEVEL_DEBUG, "loud", "x=1");
	ck_assert_text(buf_str(&lines), "debug edit: loud x=1\n");
	log_set_level(LOG_LEVEL_ERROR);
	log_event(LOG_LEVEL_WARN, "quiet", "x=1");
	ck_assert_text(buf_str(&lines), "debug edit: loud x=1\n");
}
END_TEST

START_TEST(event_cuts_a_text_that_is_too_long)
{
	log_event(LOG_LEVEL_INFO, "long", "x=%05000d", 1);
	ck_assert(str_ends(buf_str(&lines), "\n"));
	ck_assert_uint_lt(lines.len, 1100);
	ck_assert_uint_gt(lines.len, 900);
}
END_TEST

START_TEST(level_named_knows_four_names)
{
	enum log_level level = LOG_LEVEL_WARN;

	ck_assert(log_level_named("error", &level));
	ck_assert_int_eq(level, LOG_LEVEL_ERROR);
	ck_assert(log_level_named("debug", &level));
	ck_assert_int_eq(level, LOG_LEVEL_DEBUG);
	ck_assert(!log_level_named("Debug", &level));
	ck_assert(!log_level_named("", &level));
	ck_assert_int_eq(level, LOG_LEVEL_DEBUG);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("log");
	TCase *event = tcase_create("log_event");
	TCase *level = tcase_create("log_level_named");

	tcase_add_checked_fixture(event, catch_lines, drop_lines);
	tcase_add_test(event, event_writes_one_line);
	tcase_add_test(event, event_escapes_what_could_forge_a_line);
	tcase_add_test(event, event_wipes_a_bar_that_is_shown);
	tcase_add_test(event, event_drops_what_is_above_the_level);
	tcase_add_test(event, event_cuts_a_text_that_is_too_long);
	suite_add_tcase(s, event);

	tcase_add_test(level, level_named_knows_four_names);
	suite_add_tcase(s, level);
	return s;
}
