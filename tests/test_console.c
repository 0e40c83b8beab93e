#include "app/console.h"

#include "base/buf.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"
#include "tests/suite.h"
#include "text/wrap.h"

enum {
	NOW = 1795501800,
	ROWS = 24,
	COLUMNS = 80,
};

static struct site site;
static struct arena arena;
static struct console desk;
static struct why why;

static void set_up(void)
{
	int64_t article, first;

	site_in_memory(&site);
	site.config.n_lists = 1;
	article = store_add_article(site.db, "news", "ferry");
	first = store_add_comment(site.db, article, COMMENT_HELD);
	store_add_comment(site.db, article, COMMENT_HELD);
	ck_assert_int_eq(first, 1);
	store_run(site.db, "UPDATE comments SET text = 'Letter ' || id,"
	                   " author = 'Ann\x1b[2J', received_at = 1795501500");
	store_run(site.db, "UPDATE comments SET parent = 1 WHERE id = 2");
	store_begin(site.db);
	ck_assert_int_eq(db_run(site.db,
	                        "INSERT INTO cuts (comment, position, kind,"
	                        " text) VALUES (1, 0, 'signature', 'Ann Lee')",
	                        NULL, 0, &why),
	                 OK);
	store_commit(site.db);
	ck_assert_int_eq(console_open(&desk, &site, str_of(""),
	                              str_of("ida (command line)"), &why),
	                 OK);
}

static void tear_down(void)
{
	console_close(&desk);
	site_close(&site);
	arena_free(&arena);
}

static void press(int key)
{
	ck_assert_msg(console_press(&desk, key, NOW, &why) == OK, "%s",
	              why.text);
}

/* All lines of the screen. */
static struct str screen(void)
{
	struct console_screen shown;
	struct buf out = BUF_INIT(64 * 1024);

	ck_assert_int_eq(
		console_draw(&desk, &arena, ROWS, COLUMNS, NOW, &shown, &why),
		OK);
	ck_assert_uint_eq(shown.n, ROWS);
	for (size_t i = 0; i < shown.n; i++) {
		ck_assert_uint_le(text_width(shown.lines[i]), COLUMNS);
		ck_assert_uint_eq(str_find_char(shown.lines[i], '\x1b'),
		                  STR_NONE);
		buf_add(&out, shown.lines[i]);
		buf_addc(&out, '\n');
	}
	return buf_take(&out, &arena);
}

#define ck_assert_screen(part)                                                 \
	ck_assert_msg(str_find(screen(), part) != STR_NONE,                    \
	              "\"%s\" is missing in\n%.*s", part, (int)screen().len,   \
	              screen().ptr)

static int64_t state(int id)
{
	return store_number(site.db,
	                    id == 1 ? "SELECT state FROM comments WHERE id = 1"
	                            : "SELECT state FROM comments WHERE id ="
	                              " 2");
}

START_TEST(the_screen_has_list_text_and_keys)
{
	ck_assert_screen("Postbag desk: 2 held");
	ck_assert_screen("> 1 5m Ann");
	ck_assert_screen("  2 5m Ann");
	ck_assert_screen("Letter 1");
	ck_assert_screen("a approve");
}
END_TEST

START_TEST(a_key_decides_at_once)
{
	press('a');
	ck_assert_int_eq(state(1), COMMENT_APPROVED);
	ck_assert_screen("1: approved");
	ck_assert_screen("> 2 5m Ann");
	press('r');
	ck_assert_screen("1 off-topic");
	ck_assert_int_eq(state(2), COMMENT_HELD);
	press('4');
	ck_assert_int_eq(state(2), COMMENT_REJECTED);
	ck_assert_screen("2: rejected: spam");
	ck_assert_screen("Postbag desk: 0 held");
	press('a');
	press('f');
}
END_TEST

START_TEST(another_key_rejects_nothing)
{
	press('r');
	press('x');
	ck_assert_int_eq(state(1), COMMENT_HELD);
	ck_assert_screen("not rejected");
	press('4');
	ck_assert_int_eq(state(1), COMMENT_HELD);
}
END_TEST

START_TEST(undo_goes_back_key_by_key)
{
	press('f');
	press('a');
	press('u');
	ck_assert_screen("> 2 5m Ann");
	ck_assert_int_eq(state(2), COMMENT_HELD);
	ck_assert_int_eq(state(1), COMMENT_APPROVED);
	press('u');
	ck_assert_screen("> 1 5m Ann");
	ck_assert_int_eq(state(1), COMMENT_HELD);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM comments"
	                                       " WHERE is_featured = 1"),
	                 0);
	press('u');
	ck_assert_screen("there is nothing of yours to undo");
}
END_TEST

START_TEST(tab_turns_to_thread_cuts_and_scores)
{
	press('\t');
	ck_assert_screen("It answers the article.");
	press('\t');
	ck_assert_screen("-- cut 1 (signature)");
	ck_assert_screen("Ann Lee");
	press('\t');
	ck_assert_screen("[scores]");
	press(CONSOLE_KEY_RIGHT);
	ck_assert_screen("[text]");
	press('j');
	press('\t');
	ck_assert_screen("It answers Ann");
	ck_assert_screen("Letter 1");
}
END_TEST

START_TEST(what_others_decide_is_seen)
{
	store_run(site.db, "UPDATE comments SET state = 2 WHERE id = 1");
	press(CONSOLE_KEY_NONE);
	ck_assert_screen("Postbag desk: 1 held");
	press('q');
	ck_assert(desk.is_done);
}
END_TEST

START_TEST(the_smallest_screen_is_drawn)
{
	struct console_screen shown;

	ck_assert_int_eq(console_draw(&desk, &arena, 8, 8, NOW, &shown, &why),
	                 OK);
	ck_assert_uint_eq(shown.n, 8);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("console");
	TCase *t = tcase_create("console");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, the_screen_has_list_text_and_keys);
	tcase_add_test(t, a_key_decides_at_once);
	tcase_add_test(t, another_key_rejects_nothing);
	tcase_add_test(t, undo_goes_back_key_by_key);
	tcase_add_test(t, tab_turns_to_thread_cuts_and_scores);
	tcase_add_test(t, what_others_decide_is_seen);
	tcase_add_test(t, the_smallest_screen_is_drawn);
	suite_add_tcase(s, t);
	return s;
}
