/*
 * The crash test: a small day runs on a store that dies ahead of its n-th
 * statement, for n = 1, 2, ...; then the day is run again to its end, as the
 * roles would after a restart, and the promises of docs/design.md are looked
 * after.
 */
#include "tests/suite.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "store/articles.h"
#include "store/deliveries.h"
#include "store/editions.h"
#include "store/schema.h"
#include "tests/store_fixture.h"

enum {
	N_ACTIVE = 3, /* of the subscribers */
	CUTS = 2,     /* of each comment */
	NOW = 5000,
	UNTIL = 5900,
	DELIVERIES_MAX = 32,
	EXIT_MISTAKE = 3,
};

static const char *const subscribers[] = {"one@x", "two@x", "three@x",
                                          "pending@x"};
static const char *const articles[] = {"ferry", "library"};

/* What readers wrote: a letter for each row, an answer for each word, which
 * says what a moderator (or, in capitals, a rule) will think of it. */
static const char *const letters[] = {
	"approve",
	"APPROVE reject REJECT",
};
enum {
	N_ANSWERS = 4,
	N_APPROVED = 2,
};

/* What is outside of the store and does not die with it. */
struct world {
	bool is_moved[ARRAY_LEN(letters)]; /* the mail server was told */
	int n_sent[DELIVERIES_MAX + 1];    /* messages for each delivery */
	int n_statements;                  /* of the last run */
};

struct day {
	struct store_watched store;
	struct db *db; /* &store.db */
	struct arena arena;
	struct world *world;
	int crash_at; /* 0: never */
	struct str owner;
};

static void count_statement(void *context, const char *sql)
{
	struct day *day = context;

	(void)sql;
	if (++day->world->n_statements == day->crash_at)
		kill(getpid(), SIGKILL);
}

/* Nothing fails in a day but what the test makes fail. */
static void must(enum err err, const struct why *why, const char *what)
{
	if (err == OK)
		return;
	fprintf(stderr, "%s: %s: %s\n", what, err_name(err), why->text);
	_exit(EXIT_MISTAKE);
}

static void begin(struct day *day)
{
	struct why why;

	must(db_begin(day->db, DB_DURABLE, &why), &why, "begin");
}

static void commit(struct day *day)
{
	struct why why;

	must(db_commit(day->db, &why), &why, "commit");
}

/* Rows that are there already were added before the crash. */
static void must_or_known(enum err err, const struct why *why, const char *what)
{
	must(err == ERR_INPUT ? OK : err, why, what);
}

static void set_up_list(struct day *day)
{
	struct why why;
	int64_t id;

	must(schema_upgrade(day->db, &why), &why, "upgrade");
	for (size_t i = 0; i < ARRAY_LEN(subscribers); i++) {
		char leave_pid[SUBSCRIBER_LEAVE_LEN] = {(char)('a' + i)};
		const struct subscriber row = {
			.list = str_of("news"),
			.address = str_of(subscribers[i]),
			.pid = 1000 + (int64_t)i,
			.leave_pid = {leave_pid, sizeof(leave_pid)},
			.state = i < N_ACTIVE ? SUBSCRIBER_ACTIVE
		                              : SUBSCRIBER_PENDING,
			.created_at = NOW,
		};

		begin(day);
		must_or_known(subscriber_add(day->db, &row, &id, &why), &why,
		              "subscriber");
		commit(day);
	}
	for (size_t i = 0; i < ARRAY_LEN(articles); i++) {
		const struct article row = {.list = str_of("news"),
		                            .key = str_of(articles[i]),
		                            .added_at = NOW};

		must_or_known(article_add(day->db, &row, &id, &why), &why,
		              "article");
	}
}

/* The raw bytes are committed before the server is told. */
static void collect(struct day *day)
{
	for (size_t i = 0; i < ARRAY_LEN(letters); i++) {
		struct letter row = {
			.mailbox = str_of("letters"),
			.source = str_of(arena_printf(&day->arena, "7/%zu", i)),
			.raw = str_of(letters[i]),
			.is_whole = true,
			.fetched_at = NOW,
		};
		struct why why;
		bool is_new;

		if (day->world->is_moved[i])
			continue;
		begin(day);
		must(letter_add(day->db, &row, &is_new, &why), &why, "letter");
		commit(day);
		day->world->is_moved[i] = true;
	}
}

static void decide(struct day *day, int64_t id, enum comment_state from,
                   enum comment_state to, const char *actor)
{
	struct why why;

	must(comment_decide(day->db, id, from, to, str_of("decide"),
	                    str_of(actor), str_of(""), NOW, &why),
	     &why, "decide");
}

/* The articles' ids: they need not be 1 and 2 after a crash. */
static int64_t article_of(struct day *day, int64_t answer)
{
	struct article *rows;
	struct why why;
	size_t n = 0;

	must(article_list(day->db, &day->arena, str_of("news"), &rows, &n,
	                  &why),
	     &why, "articles");
	return rows[answer % (int64_t)n].id;
}

static void add_answer(struct day *day, int64_t letter, int64_t answer,
                       struct str word)
{
	static const struct comment_cut cuts[CUTS] = {
		{STR("quote"), STR("> yes"), 0, 0},
		{STR("signature"), STR("-- "), -1, 0}};
	const struct comment row = {
		.list = str_of("news"),
		.article = article_of(day, answer),
		.reader = 1,
		.letter = letter,
		.answer = answer,
		.text = word,
		.state = COMMENT_RECEIVED,
		.received_at = NOW,
	};
	int64_t id = 0;
	struct why why;

	must(comment_add(day->db, &row, cuts, CUTS, &id, &why), &why,
	     "comment");
	decide(day, id, COMMENT_RECEIVED, COMMENT_HELD, "rule all");
	if (str_is(word, "APPROVE"))
		decide(day, id, COMMENT_HELD, COMMENT_APPROVED, "rule known");
	if (str_is(word, "REJECT"))
		decide(day, id, COMMENT_HELD, COMMENT_REJECTED, "rule words");
}

/* All effects of a letter, a receipt among them, are one transaction. */
static void edit_letter(struct day *day, struct letter *letter)
{
	const struct delivery notice = {.list = str_of("news"),
	                                .kind = str_of("receipt"),
	                                .address = str_of("one@x"),
	                                .planned_at = NOW};
	struct str rest = letter->raw, word;
	int64_t id = 0, answer = 0;
	struct why why;

	begin(day);
	while (str_next_word(&rest, &word))
		add_answer(day, letter->id, ++answer, word);
	must(delivery_add_notice(day->db, &notice, &id, &why), &why, "notice");
	must(delivery_set_bytes(day->db, id, letter->raw, &why), &why, "bytes");
	letter->state = LETTER_DONE;
	letter->done_at = NOW;
	must(letter_finish(day->db, letter, letter->raw, &why), &why, "finish");
	commit(day);
}

static void edit(struct day *day)
{
	struct letter letter;
	struct why why;
	enum err err;

	while ((err = letter_next(day->db, &day->arena, 0, &letter, &why)) ==
	       OK)
		edit_letter(day, &letter);
	must(err == ERR_ABSENT ? OK : err, &why, "next");
}

static void moderate(struct day *day)
{
	struct comment *comments;
	struct why why;
	size_t n = 0;

	must(comment_list(day->db, &day->arena, str_of("news"), COMMENT_HELD,
	                  &comments, &n, &why),
	     &why, "held");
	for (size_t i = 0; i < n; i++) {
		bool is_good = str_is(comments[i].text, "approve");

		begin(day);
		decide(day, comments[i].id, COMMENT_HELD,
		       is_good ? COMMENT_APPROVED : COMMENT_REJECTED, "mod@x");
		commit(day);
	}
}

/* Print an article with its comments: their ids are the rendering. */
static void print_article(struct day *day, int64_t edition, int64_t position,
                          int64_t article, struct buf *text)
{
	struct edition_item item = {
		.edition = edition, .position = position, .article = article};
	struct comment *comments;
	struct why why;
	size_t n = 0;
	int64_t id;

	must(comment_list_printable(day->db, &day->arena, article, &comments,
	                            &n, &why),
	     &why, "printable");
	item.comments = (int64_t)n;
	must(edition_add_item(day->db, &item, &id, &why), &why, "item");
	for (size_t i = 0; i < n; i++) {
		buf_addf(text, " %lld", (long long)comments[i].id);
		must(comment_publish(day->db, comments[i].id, edition, NOW,
		                     &why),
		     &why, "publish");
	}
}

static void publish_in(struct day *day, struct str list, struct str period)
{
	struct edition edition = {
		.list = list, .period = period, .frozen_at = NOW};
	struct buf text = BUF_INIT(1000);
	struct article *fresh;
	int64_t id = 0, audience = 0;
	struct why why;
	size_t n = 0;

	must(article_list_new(day->db, &day->arena, list, &fresh, &n, &why),
	     &why, "fresh");
	must(edition_last_number(day->db, list, &edition.number, &why), &why,
	     "number");
	edition.number++;
	must(edition_add(day->db, &edition, &id, &why), &why, "edition");
	for (size_t i = 0; i < n; i++)
		print_article(day, id, (int64_t)i + 1, fresh[i].id, &text);
	must(edition_add_form(day->db, id, str_of("both"), str_of("form"),
	                      str_of(""), buf_str(&text), str_of(""), &why),
	     &why, "form");
	must(delivery_plan(day->db, id, list, NOW, &audience, &why), &why,
	     "plan");
	must(edition_freeze(day->db, id, str_of("News"), audience, &why), &why,
	     "freeze");
	must(period_close(day->db, list, period, id, NOW, &why), &why, "close");
	buf_free(&text);
}

static void publish(struct day *day)
{
	struct str list = str_of("news"), period = str_of("2026-11-23");
	bool is_over = false;
	struct why why;

	must(period_is_over(day->db, list, period, &is_over, &why), &why,
	     "period");
	if (is_over)
		return;
	begin(day);
	publish_in(day, list, period);
	commit(day);
}

/* Nobody else is alive: whoever holds a lease died. */
static void take_over(struct day *day)
{
	struct str *owners;
	struct why why;
	int64_t rows;
	size_t n = 0;

	must(delivery_owners(day->db, &day->arena, &owners, &n, &why), &why,
	     "owners");
	for (size_t i = 0; i < n; i++)
		must(delivery_orphan(day->db, owners[i], NOW, &rows, &why),
		     &why, "orphan");
}

/* Send what is due of `edition` (0: notices) until nothing is. */
static void send_all(struct day *day, int64_t edition)
{
	struct delivery *batch;
	struct why why;
	size_t n = 0;

	do {
		must(delivery_claim(day->db, &day->arena, edition,
		                    str_of("news"), day->owner, NOW, UNTIL, 2,
		                    &batch, &n, &why),
		     &why, "claim");
		for (size_t i = 0; i < n; i++) {
			day->world->n_sent[batch[i].id]++;
			must(db_begin(day->db, DB_KILLED, &why), &why, "begin");
			must(delivery_record(day->db, batch[i].id, day->owner,
			                     DELIVERY_ACCEPTED, 250, str_of(""),
			                     0, NOW, &why),
			     &why, "record");
			commit(day);
		}
	} while (n > 0);
}

static void deliver(struct day *day)
{
	struct edition *editions;
	struct why why;
	int64_t open = 0;
	size_t n = 0;

	take_over(day);
	send_all(day, 0);
	must(edition_list(day->db, &day->arena, str_of("news"),
	                  EDITION_DELIVERING, &editions, &n, &why),
	     &why, "editions");
	for (size_t i = 0; i < n; i++) {
		send_all(day, editions[i].id);
		must(delivery_open(day->db, editions[i].id, &open, &why), &why,
		     "open");
		if (open == 0)
			must(edition_set_state(day->db, editions[i].id,
			                       EDITION_DELIVERED, NOW, &why),
			     &why, "delivered");
	}
}

/* A day in this process, which may not live to its end. */
static void live(const char *path, struct world *world, int crash_at)
{
	struct day day = {.world = world, .crash_at = crash_at};
	struct db *inner = NULL;
	struct why why;

	must(db_open(path, &inner, &why), &why, "open");
	store_watch(&day.store, inner, count_statement, &day);
	day.db = &day.store.db;
	day.owner = str_of(
		arena_printf(&day.arena, "process %lld", (long long)getpid()));
	world->n_statements = 0;
	set_up_list(&day);
	collect(&day);
	edit(&day);
	moderate(&day);
	publish(&day);
	deliver(&day);
	db_close(&day.db);
	arena_free(&day.arena);
}

/* The same in a child: whether it came to its end. */
static bool run_day(const char *path, struct world *world, int crash_at)
{
	int status;
	pid_t child = fork();

	ck_assert_int_ge(child, 0);
	if (child == 0) {
		live(path, world, crash_at);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status)) {
		ck_assert_int_eq(WTERMSIG(status), SIGKILL);
		return false;
	}
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	return true;
}

static int64_t count(struct db *db, const char *from)
{
	char sql[400];

	snprintf(sql, sizeof(sql), "SELECT COUNT(*) FROM %s", from);
	return store_number(db, sql);
}

/* What holds at every moment. */
static void check_always(struct db *db, const struct world *world)
{
	ck_assert_int_eq(count(db, "pragma_integrity_check"
	                           " WHERE integrity_check <> 'ok'"),
	                 0);
	ck_assert_int_eq(count(db, "pragma_foreign_key_check"), 0);
	for (size_t i = 0; i < ARRAY_LEN(letters); i++) {
		char from[200];

		snprintf(from, sizeof(from),
		         "letters WHERE source = '7/%zu'"
		         " AND CAST(raw AS TEXT) = '%s'",
		         i, letters[i]);
		if (world->is_moved[i])
			ck_assert_int_eq(count(db, from), 1);
	}
	/* A comment is printed, or may be, only if somebody approved it. */
	ck_assert_int_eq(count(db,
	                       "comments c WHERE state IN (2, 3) AND NOT EXISTS"
	                       " (SELECT 1 FROM decisions WHERE comment = c.id"
	                       " AND state = 2)"),
	                 0);
	/* A letter has all its effects or none. */
	ck_assert_int_eq(count(db,
	                       "comments c JOIN letters l ON l.id = c.letter"
	                       " WHERE l.state <> 1"),
	                 0);
	ck_assert_int_eq(count(db, "cuts"), CUTS * count(db, "comments"));
	ck_assert_int_eq(count(db, "notices"),
	                 count(db, "letters WHERE state = 1"));
	/* An edition is whole, and its audience is accounted for. */
	ck_assert_int_eq(count(db, "editions"), count(db, "periods"));
	ck_assert_int_eq(count(db, "editions e WHERE audience <> (SELECT"
	                           " COUNT(*) FROM deliveries"
	                           " WHERE edition = e.id)"),
	                 0);
}

/* What holds at the end of the day, however often it was begun. */
static void check_end(struct db *db, const struct world *world, int n_crashes)
{
	int64_t n_deliveries = N_ACTIVE + ARRAY_LEN(letters);
	int n_repeats = 0; /* of messages sent twice */

	ck_assert_int_eq(count(db, "letters WHERE state = 1"),
	                 ARRAY_LEN(letters));
	ck_assert_int_eq(count(db, "comments"), N_ANSWERS);
	ck_assert_int_eq(count(db, "(SELECT DISTINCT letter, answer"
	                           " FROM comments)"),
	                 N_ANSWERS);
	ck_assert_int_eq(count(db, "decisions WHERE state IN (2, 4)"),
	                 N_ANSWERS);
	ck_assert_int_eq(count(db, "comments WHERE state = 3"), N_APPROVED);
	ck_assert_int_eq(count(db, "comments WHERE state = 3"
	                           " AND lower(text) <> 'approve'"),
	                 0);
	/* One edition, which printed those and no others. */
	ck_assert_int_eq(count(db, "editions WHERE state = 2 AND number = 1"),
	                 1);
	ck_assert_int_eq(
		count(db, "edition_forms f JOIN comments c ON c.state = 3"
	                  " AND instr(f.text || ' ', ' ' || c.id || ' ') > 0"),
		N_APPROVED);
	ck_assert_int_eq(
		store_number(db, "SELECT length(text) FROM edition_forms"),
		2 * N_APPROVED);
	/* One delivery for each of the audience, sent once but for crashes. */
	ck_assert_int_eq(
		count(db, "deliveries WHERE edition = 1 AND state = 4"),
		N_ACTIVE);
	ck_assert_int_eq(count(db, "deliveries WHERE state = 4"), n_deliveries);
	ck_assert_int_eq(count(db, "deliveries"), n_deliveries);
	for (int64_t id = 1; id <= DELIVERIES_MAX; id++) {
		char from[60];

		snprintf(from, sizeof(from), "deliveries WHERE id = %lld",
		         (long long)id);
		ck_assert_int_ge(world->n_sent[id], count(db, from));
		n_repeats += world->n_sent[id];
	}
	n_repeats -= (int)n_deliveries;
	ck_assert_int_le(n_repeats, n_crashes);
}

static struct arena arena;
static const char *folder, *path;
static struct world *world;
static struct str upgraded; /* the bytes of a store without rows */

static void open_world(void)
{
	const struct world nothing = {.n_statements = 0};
	const char *name;
	struct db *db;
	int fd;

	folder = store_folder(&arena);
	path = store_path(&arena, folder, "store.db");
	name = store_path(&arena, folder, "world");
	fd = open(name, O_RDWR | O_CREAT, 0600);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, &nothing, sizeof(nothing)), sizeof(nothing));
	world = mmap(NULL, sizeof(*world), PROT_READ | PROT_WRITE, MAP_SHARED,
	             fd, 0);
	ck_assert(world != MAP_FAILED);
	close(fd);
	db = store_upgraded(path);
	db_close(&db);
	ck_assert_int_eq(file_read(&arena, path, 1 << 20, &upgraded, NULL), OK);
}

static void close_world(void)
{
	munmap(world, sizeof(*world));
	store_remove_folder(folder);
	arena_free(&arena);
}

/* A new morning, with the store as `bytes` (none: there is no file yet). */
static void start(struct str bytes)
{
	memset(world, 0, sizeof(*world));
	if (bytes.len > 0)
		ck_assert_int_eq(file_write(path, bytes, 0600, NULL), OK);
	else
		ck_assert_int_eq(unlink(path), 0);
}

/* Run the day with a crash at each of `crashes` (0 at the end), then to its
 * end; false when it was too short for the first one. */
static bool survive(const int *crashes)
{
	struct db *db;
	int n = 0;

	while (crashes[n] && !run_day(path, world, crashes[n])) {
		n++;
		db = store_open(path);
		if (schema_check(db, NULL) == OK)
			check_always(db, world);
		db_close(&db);
	}
	if (!crashes[n])
		ck_assert(run_day(path, world, 0));
	db = store_open(path);
	check_always(db, world);
	check_end(db, world, n);
	db_close(&db);
	return n > 0;
}

START_TEST(a_day_runs_to_its_end_once)
{
	start(upgraded);
	ck_assert(!survive((const int[]){0}));
	/* Enough for a crash test to be one. */
	ck_assert_int_gt(world->n_statements, 80);
}
END_TEST

START_TEST(a_day_repeated_changes_nothing)
{
	start(upgraded);
	for (int i = 0; i < 3; i++)
		ck_assert(!survive((const int[]){0}));
}
END_TEST

START_TEST(a_crash_at_any_statement_breaks_no_promise)
{
	int n = 0;

	do
		start(upgraded);
	while (survive((const int[]){++n, 0}));
	ck_assert_int_gt(n, 80);
}
END_TEST

START_TEST(a_second_crash_after_the_first_breaks_no_promise)
{
	for (int n = 12; n < 80; n += 6) {
		start(upgraded);
		ck_assert(survive((const int[]){n, 10 + n / 3, 0}));
	}
}
END_TEST

START_TEST(a_crash_while_the_tables_are_made_breaks_no_promise)
{
	for (int n = 1; n < 60; n += 5) {
		start((struct str){NULL, 0});
		ck_assert(survive((const int[]){n, 0}));
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("crash");
	TCase *t = tcase_create("day");

	tcase_add_checked_fixture(t, open_world, close_world);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, a_day_runs_to_its_end_once);
	tcase_add_test(t, a_day_repeated_changes_nothing);
	suite_add_tcase(s, t);

	/* Who ends in the middle of a statement leaves memory behind. */
	t = tcase_create("crash");
	tcase_set_tags(t, "aborts");
	tcase_add_checked_fixture(t, open_world, close_world);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, a_crash_at_any_statement_breaks_no_promise);
	tcase_add_test(t, a_second_crash_after_the_first_breaks_no_promise);
	tcase_add_test(t, a_crash_while_the_tables_are_made_breaks_no_promise);
	suite_add_tcase(s, t);
	return s;
}
