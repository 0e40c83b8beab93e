#include "tests/suite.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "app/audit.h"
#include "base/file.h"
#include "store/chain.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

static struct site site;
static struct arena arena;
static const char *folder, *path;

static void open_site(void)
{
	int64_t id;

	site_in_memory(&site);
	id = store_add_comment(site.db, store_add_article(site.db, "news", "a"),
	                       COMMENT_HELD);
	store_decide(site.db, id, COMMENT_HELD, COMMENT_APPROVED);
	store_decide(site.db, id, COMMENT_APPROVED, COMMENT_PUBLISHED);
	folder = store_folder(&arena);
	path = store_path(&arena, folder, "out");
}

static void close_site(void)
{
	store_remove_folder(folder);
	site_close(&site);
	arena_free(&arena);
}

/* The exit code, and what was printed. */
static int audit(bool is_json, int64_t since, const char *head,
                 struct str *printed)
{
	const struct args args = {.is_json = is_json};
	const struct verb_call call = {
		.site = &site, .args = &args, .arena = &arena};
	struct why why = {""};
	int code, kept;

	fflush(stdout);
	kept = dup(STDOUT_FILENO);
	ck_assert_ptr_nonnull(freopen(path, "w", stdout));
	code = audit_moderation(&call, since, head);
	fflush(stdout);
	dup2(kept, STDOUT_FILENO);
	close(kept);
	ck_assert_msg(file_read(&arena, path, 1 << 20, printed, &why) == OK,
	              "%s", why.text);
	return code;
}

static void has(struct str text, const char *part)
{
	ck_assert_msg(str_find(text, part) != STR_NONE, "%s in %.*s", part,
	              (int)text.len, text.ptr);
}

START_TEST(a_whole_record_is_told_with_its_last_row)
{
	struct str text, hash;
	int64_t number;
	struct why why;

	ck_assert_int_eq(audit(false, 0, NULL, &text), EX_OK);
	ck_assert_int_eq(decision_head(site.db, &arena, &number, &hash, &why),
	                 OK);
	has(text, "2 decisions, 2 of them");
	has(text, "The record is whole.");
	has(text, arena_printf(&arena, "The last row is 2:%.*s\n",
	                       (int)hash.len, hash.ptr));
	ck_assert_int_eq(
		audit(false, 0,
	              arena_printf(&arena, "2:%.*s", (int)hash.len, hash.ptr),
	              &text),
		EX_OK);
	ck_assert_int_eq(
		audit(false, 0,
	              arena_printf(&arena, "1:%.*s", (int)hash.len, hash.ptr),
	              &text),
		1);
	has(text, "is not in it");
}
END_TEST

START_TEST(each_decision_is_a_line_of_json)
{
	struct str text, line;
	size_t n = 0;

	ck_assert_int_eq(audit(true, 0, NULL, &text), EX_OK);
	has(text, "\"event\":\"test\",\"state\":\"approved\","
	          "\"actor\":\"rule test\",\"rule\":\"test\"");
	has(text, "\"fault\":null");
	has(text, "{\"whole\":true,\"decisions\":2,\"head_number\":2,");
	while (str_next_line(&text, &line))
		n++;
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(audit(true, INT64_MAX, NULL, &text), EX_OK);
	ck_assert_uint_eq(str_find(text, "{\"whole\":true"), 0);
}
END_TEST

START_TEST(T42_what_was_changed_is_named)
{
	struct str text;

	store_run(site.db, "UPDATE decisions SET actor = 'eve'"
	                   " WHERE number = 1");
	ck_assert_int_eq(audit(false, 0, NULL, &text), 1);
	has(text, "row 1 (comment 1) was changed");
	has(text, "THE RECORD IS NOT WHOLE.");
	ck_assert_int_eq(audit(true, 0, NULL, &text), 1);
	has(text, "\"fault\":\"was changed\"");
	has(text, "{\"whole\":false,");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("audit");
	TCase *t = tcase_create("audit_moderation");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, a_whole_record_is_told_with_its_last_row);
	tcase_add_test(t, each_decision_is_a_line_of_json);
	tcase_add_test(t, T42_what_was_changed_is_named);
	suite_add_tcase(s, t);
	return s;
}
