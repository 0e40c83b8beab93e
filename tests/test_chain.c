#include "tests/suite.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/chain.h"
#include "tests/store_fixture.h"

enum {
	ROWS = 6,
};

static struct db *db;
static struct arena arena;
static struct why why;

/* Six decisions about three comments. */
static void open_store(void)
{
	int64_t article;

	db = store_in_memory();
	why = (struct why){""};
	article = store_add_article(db, "news", "a");
	for (int i = 0; i < ROWS / 2; i++) {
		int64_t id = store_add_comment(db, article, COMMENT_HELD);

		store_decide(db, id, COMMENT_HELD, COMMENT_APPROVED);
		store_decide(db, id, COMMENT_APPROVED, COMMENT_PUBLISHED);
	}
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static struct chain_report verify(void)
{
	struct chain_report report = {0};

	ck_assert_msg(chain_verify(db, &arena, &report, &why) == OK, "%s",
	              why.text);
	return report;
}

static int64_t id_of(int64_t number)
{
	return store_number(db, arena_printf(&arena,
	                                     "SELECT id FROM decisions"
	                                     " WHERE number = %lld",
	                                     (long long)number));
}

/* One finding, of that row. */
static void expect(enum chain_fault fault, int64_t number)
{
	struct chain_report report = verify();

	ck_assert_uint_eq(report.n_findings, 1);
	ck_assert_int_eq(report.findings[0].fault, fault);
	ck_assert_int_eq(report.findings[0].number, number);
}

START_TEST(text_says_each_field_with_its_length)
{
	const struct decision d = {.number = 7,
	                           .comment = 12,
	                           .event = STR("reject"),
	                           .actor = STR("ida@x"),
	                           .reason = STR("abuse"),
	                           .state = COMMENT_REJECTED,
	                           .at = 1795501800,
	                           .rule = STR("a,b"),
	                           .text_hash = STR("cafe"),
	                           .scores = STR("1 2"),
	                           .model = STR("m"),
	                           .previous = STR("beef")};
	char hash[2 * HASH_LEN + 1];

	ck_assert_text(chain_text(&arena, &d),
	               "18:postbag decision 1,1:7,2:12,6:reject,8:rejected,"
	               "5:ida@x,5:abuse,10:1795501800,3:a,b,4:cafe,3:1 2,1:m,"
	               "4:beef,");
	chain_hash(&d, hash);
	/* printf '%s' TEXT | sha256sum */
	ck_assert_str_eq(hash, "8a666418f3f52917e02c60325bedc5d8b2d3f019a6affd5"
	                       "b53ce5cce8d25f45d");
}
END_TEST

START_TEST(verify_finds_nothing_in_a_whole_record)
{
	struct chain_report report = verify();

	ck_assert_uint_eq(report.n_findings, 0);
	ck_assert_int_eq(report.n, ROWS);
	ck_assert_int_eq(report.number, ROWS);
	ck_assert_uint_eq(report.hash.len, 64);
}
END_TEST

START_TEST(verify_finds_nothing_in_an_empty_record)
{
	struct chain_report report;

	store_run(db, "DELETE FROM decisions");
	store_run(db, "DELETE FROM decision_heads");
	report = verify();
	ck_assert_uint_eq(report.n_findings, 0);
	ck_assert_int_eq(report.n, 0);
}
END_TEST

static const char *const changes[] = {
	"actor = 'eve@example.org'",
	"reason = 'another'",
	"event = 'reject'",
	"at = at + 1",
	"rule = ''",
	"text_hash = ''",
	"scores = '1 2 3'",
	"model = 'another'",
	"previous = 'cafe'",
	"hash = 'cafe'",
	"comment = comment - 1",
	"state = 4",
};

START_TEST(T42_verify_names_a_row_that_was_changed)
{
	store_run(db, arena_printf(&arena,
	                           "UPDATE decisions SET %s WHERE number = 3",
	                           changes[_i]));
	if (_i == 9) { /* the next one tells, too */
		struct chain_report report = verify();

		ck_assert_uint_eq(report.n_findings, 2);
		ck_assert_int_eq(report.findings[0].number, 3);
		ck_assert_int_eq(report.findings[1].fault, CHAIN_MOVED);
		return;
	}
	if (_i == 10) { /* another comment's last decision, then */
		ck_assert_int_eq(verify().findings[0].fault, CHAIN_CHANGED);
		ck_assert_int_eq(verify().findings[0].number, 3);
		return;
	}
	expect(CHAIN_CHANGED, 3);
}
END_TEST

/* Who changes a row and its hash has to change all that follow. */
START_TEST(T42_verify_names_the_row_behind_one_with_a_new_hash)
{
	struct decision *rows;
	char hash[2 * HASH_LEN + 1];
	size_t n = 0;

	ck_assert_int_eq(decision_list(db, &arena, 0, 100, &rows, &n, &why),
	                 OK);
	rows[2].actor = str_of("eve@example.org");
	chain_hash(&rows[2], hash);
	store_run(db, arena_printf(&arena,
	                           "UPDATE decisions SET hash = '%s',"
	                           " actor = 'eve@example.org'"
	                           " WHERE number = 3",
	                           hash));
	expect(CHAIN_MOVED, 4);
}
END_TEST

START_TEST(T42_verify_names_the_row_behind_one_that_was_deleted)
{
	store_run(db, "DELETE FROM decisions WHERE number = 3");
	expect(CHAIN_MISSING, 4);
}
END_TEST

START_TEST(T42_verify_tells_that_the_last_rows_are_gone)
{
	struct chain_report report;

	store_run(db, "DELETE FROM decisions WHERE number >= 5");
	report = verify();
	ck_assert_uint_eq(report.n_findings, 1);
	ck_assert_int_eq(report.findings[0].fault, CHAIN_CUT);
	ck_assert_int_eq(report.findings[0].number, 4);
}
END_TEST

START_TEST(T42_verify_names_a_row_that_was_put_in)
{
	static const char *const numbers[] = {"NULL", "0", "-3"};
	struct chain_report report;

	store_run(db, arena_printf(&arena,
	                           "INSERT INTO decisions (number, comment,"
	                           " event, state, actor, reason, at) VALUES"
	                           " (%s, 1, 'publish', 3, 'ida', '', 7)",
	                           numbers[_i]));
	report = verify();
	ck_assert_uint_ge(report.n_findings, 1);
	ck_assert_int_eq(report.findings[0].fault, CHAIN_INSERTED);
	ck_assert_int_eq(report.findings[0].id,
	                 store_number(db, "SELECT MAX(id) FROM decisions"));
}
END_TEST

START_TEST(T42_verify_names_a_row_that_was_put_in_at_the_end)
{
	store_run(db, "INSERT INTO decisions (number, comment, event, state,"
	              " actor, reason, at) VALUES (7, 1, 'publish', 3, 'ida',"
	              " '', 7)");
	ck_assert_int_eq(verify().findings[0].fault, CHAIN_CHANGED);
	ck_assert_int_eq(verify().findings[0].number, 7);
}
END_TEST

/* With the right hash, too. */
START_TEST(T42_verify_names_a_well_made_row_that_the_head_does_not_know)
{
	struct decision d = {.number = 7,
	                     .comment = 1,
	                     .event = STR("publish"),
	                     .actor = STR("ida"),
	                     .state = COMMENT_PUBLISHED,
	                     .at = 7};
	struct chain_report report = verify();
	char hash[2 * HASH_LEN + 1];

	d.previous = report.hash;
	chain_hash(&d, hash);
	store_run(db,
	          arena_printf(&arena,
	                       "INSERT INTO decisions (number, comment, event,"
	                       " state, actor, reason, at, previous, hash)"
	                       " VALUES (7, 1, 'publish', 3, 'ida', '', 7,"
	                       " '%.*s', '%s')",
	                       (int)d.previous.len, d.previous.ptr, hash));
	expect(CHAIN_INSERTED, 7);
}
END_TEST

START_TEST(T42_verify_names_rows_that_changed_places)
{
	int64_t a = id_of(3), b = id_of(4);
	struct chain_report report;

	store_run(db, "UPDATE decisions SET number = 99 WHERE number = 3");
	store_run(db, "UPDATE decisions SET number = 3 WHERE number = 4");
	store_run(db, "UPDATE decisions SET number = 4 WHERE number = 99");
	report = verify();
	ck_assert_uint_ge(report.n_findings, 2);
	ck_assert_int_eq(report.findings[0].id, a);
	ck_assert_int_eq(report.findings[1].id, b);
	/* Ids, not numbers: the order in which they are read. */
	store_run(db, "UPDATE decisions SET number = 99 WHERE number = 3");
	store_run(db, "UPDATE decisions SET number = 3 WHERE number = 4");
	store_run(db, "UPDATE decisions SET number = 4 WHERE number = 99");
	ck_assert_uint_eq(verify().n_findings, 0);
	store_run(db, arena_printf(&arena,
	                           "UPDATE decisions SET id = 999"
	                           " WHERE id = %lld",
	                           (long long)a));
	ck_assert_uint_ge(verify().n_findings, 1);
}
END_TEST

START_TEST(T42_verify_names_a_decision_whose_comment_has_another_text)
{
	store_run(db, "UPDATE comments SET text = 'changed' WHERE id = 2");
	expect(CHAIN_TEXT, 4);
	ck_assert_int_eq(verify().findings[0].comment, 2);
}
END_TEST

START_TEST(T42_verify_names_a_comment_that_was_approved_by_nobody)
{
	store_run(db, "UPDATE comments SET state = 2 WHERE id = 2");
	expect(CHAIN_STATE, 4);
}
END_TEST

START_TEST(a_head_that_was_taken_away_is_found_and_does_no_harm)
{
	store_run(db, "DELETE FROM decision_heads");
	ck_assert_uint_ge(verify().n_findings, 1);
	store_decide(db, 1, COMMENT_PUBLISHED, COMMENT_REMOVED);
	ck_assert_uint_eq(verify().n_findings, 0);
	ck_assert_int_eq(verify().number, ROWS + 1);
}
END_TEST

/* A store that several processes can open: its path, or the address of the
 * schema that this test has on the server. */
static const char *open_for_all(const char *folder)
{
	const char *where = store_path(&arena, folder, "store.db");
	struct db_row row;

	if (!store_is_postgres()) {
		db_close(&db);
		db = store_upgraded(where);
		return where;
	}
	store_run(db, "DELETE FROM decisions");
	store_run(db, "DELETE FROM decision_heads");
	store_run(db, "DELETE FROM comments");
	ck_assert_int_eq(db_one(db, &arena,
	                        "SELECT CAST(current_schema() AS TEXT)", NULL,
	                        0, &row, &why),
	                 OK);
	return arena_printf(&arena, "%s?options=-csearch_path%%3D%.*s",
	                    getenv("PGURL"), (int)db_text(&row, 0).len,
	                    db_text(&row, 0).ptr);
}

/* In a process of its own: decide about every second comment from `first`. */
static void decide_alone(const char *where, int64_t first, int n)
{
	struct db *own = NULL;
	bool is_ok = db_open(where, &own, &why) == OK;

	for (int i = 0; is_ok && i < n; i++)
		is_ok = db_begin(own, DB_DURABLE, &why) == OK &&
		        comment_decide(own, first + 2 * i, COMMENT_HELD,
		                       COMMENT_APPROVED, str_of("approve"),
		                       str_of("ida"), str_of(""), 7,
		                       &why) == OK &&
		        db_commit(own, &why) == OK;
	db_close(&own);
	_exit(is_ok ? 0 : 1);
}

/* On either engine none of the numbers is given twice. */
START_TEST(those_who_decide_at_once_wait_for_each_other)
{
	const char *folder = store_folder(&arena);
	const char *where = open_for_all(folder);
	pid_t children[2];
	int64_t first = 0;
	int status = 0;

	for (int i = 0; i < 40; i++) {
		int64_t id = store_add_comment(db, 0, COMMENT_HELD);

		first = first ? first : id;
	}
	db_close(&db);
	for (int k = 0; k < 2; k++) {
		children[k] = fork();
		ck_assert_int_ge(children[k], 0);
		if (children[k] == 0)
			decide_alone(where, first + k, 20);
	}
	for (int k = 0; k < 2; k++) {
		ck_assert_int_eq(waitpid(children[k], &status, 0), children[k]);
		ck_assert_int_eq(status, 0);
	}
	ck_assert_int_eq(db_open(where, &db, &why), OK);
	ck_assert_uint_eq(verify().n_findings, 0);
	ck_assert_int_eq(verify().number, 40);
	db_close(&db);
	store_remove_folder(folder);
}
END_TEST

START_TEST(faults_have_names)
{
	ck_assert_str_eq(chain_fault_name(CHAIN_CHANGED), "was changed");
	ck_assert_str_eq(chain_fault_name(CHAIN_INSERTED), "was put in");
	ck_assert_str_eq(chain_fault_name((enum chain_fault)99), "unknown");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("chain");
	TCase *t = tcase_create("chain");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, text_says_each_field_with_its_length);
	tcase_add_test(t, verify_finds_nothing_in_a_whole_record);
	tcase_add_test(t, verify_finds_nothing_in_an_empty_record);
	tcase_add_loop_test(t, T42_verify_names_a_row_that_was_changed, 0,
	                    ARRAY_LEN(changes));
	tcase_add_test(t, T42_verify_names_the_row_behind_one_with_a_new_hash);
	tcase_add_test(t, T42_verify_names_the_row_behind_one_that_was_deleted);
	tcase_add_test(t, T42_verify_tells_that_the_last_rows_are_gone);
	tcase_add_loop_test(t, T42_verify_names_a_row_that_was_put_in, 0, 3);
	tcase_add_test(t, T42_verify_names_a_row_that_was_put_in_at_the_end);
	tcase_add_test(
		t,
		T42_verify_names_a_well_made_row_that_the_head_does_not_know);
	tcase_add_test(t, T42_verify_names_rows_that_changed_places);
	tcase_add_test(
		t, T42_verify_names_a_decision_whose_comment_has_another_text);
	tcase_add_test(t,
	               T42_verify_names_a_comment_that_was_approved_by_nobody);
	tcase_add_test(t, a_head_that_was_taken_away_is_found_and_does_no_harm);
	tcase_add_test(t, those_who_decide_at_once_wait_for_each_other);
	tcase_add_test(t, faults_have_names);
	suite_add_tcase(s, t);
	return s;
}
