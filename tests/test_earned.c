#include "tests/suite.h"

#include "app/earned.h"
#include "base/log.h"
#include "store/comments.h"
#include "store/scores.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
	BELOW = 8,
	DECIDED = 310,
};

#define MODEL "0123456789abcdef-0123456789abcdef-"

static struct site site;
static struct arena arena;
static struct why why;
static struct buf lines = BUF_INIT(1024 * 1024);
static int64_t article, reader;

static void open_site(void)
{
	site_in_memory(&site);
	log_to(&lines);
	why = (struct why){""};
	site.config.lists[0].approve_below = BELOW;
	article = store_add_article(site.db, "news", "a");
	store_add_subscriber(site.db, "news", "ann@work.example",
	                     SUBSCRIBER_ACTIVE);
	reader = store_number(site.db, "SELECT MAX(id) FROM readers");
}

static void close_site(void)
{
	site_close(&site);
	log_to(NULL);
	buf_free(&lines);
	arena_free(&arena);
}

/* A held and scored comment by Ann that rules have passed by. */
static int64_t add(const char *model)
{
	struct scores s = {
		.model = str_of(model),
		.language = str_of("en"),
		.abuse_state = SCORE_OK,
		.topic_state = SCORE_OK,
		.abuse_logit = -3500, /* 3 % */
		.topic_logit = 1000,
		.n_words = 20,
		.n_stems = 15,
		.abuse_words = str_of(""),
		.topic_words = str_of(""),
		.failure = str_of(""),
	};

	s.comment = store_add_comment(site.db, article, COMMENT_HELD);
	store_run(site.db,
	          arena_printf(&arena,
	                       "UPDATE comments SET reader = %lld,"
	                       " is_verified = 1, confidence = 90,"
	                       " is_ruled = 1 WHERE id = %lld",
	                       (long long)reader, (long long)s.comment));
	ck_assert_int_eq(scores_set(site.db, &s, &why), OK);
	return s.comment;
}

static void decide(int64_t id, enum comment_state to)
{
	store_begin(site.db);
	ck_assert_int_eq(
		comment_decide(site.db, id, COMMENT_HELD, to, str_of("x"),
	                       str_of("ida"),
	                       str_of(to == COMMENT_REJECTED ? "abuse" : ""),
	                       NOW, &why),
		OK);
	store_commit(site.db);
}

static void decide_many(const char *model, size_t n_approved, size_t n_rejected)
{
	for (size_t i = 0; i < n_approved + n_rejected; i++)
		decide(add(model),
		       i < n_approved ? COMMENT_APPROVED : COMMENT_REJECTED);
}

/* A new one that is in no sample. */
static int64_t add_new(const char *model)
{
	int64_t id = add(model);

	while (earned_is_audited(id)) {
		decide(id, COMMENT_APPROVED);
		id = add(model);
	}
	return id;
}

static enum comment_state state_of(int64_t id)
{
	struct comment comment;

	ck_assert_int_eq(comment_get(site.db, &arena, id, &comment, &why), OK);
	return comment.state;
}

START_TEST(due_approves_what_is_earned_and_says_so)
{
	int64_t id;

	decide_many(MODEL "1", DECIDED, 0);
	id = add_new(MODEL "2"); /* what was learnt may differ */
	earned_due(&site, NOW);
	ck_assert_int_eq(state_of(id), COMMENT_APPROVED);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM decisions"
	                                       " WHERE rule = 'approve-below'"),
	                 1);
}
END_TEST

START_TEST(due_does_nothing_unless_it_is_wanted)
{
	int64_t id;

	site.config.lists[0].approve_below = 0;
	decide_many(MODEL "1", DECIDED, 0);
	id = add_new(MODEL "1");
	earned_due(&site, NOW);
	ck_assert_int_eq(state_of(id), COMMENT_HELD);
}
END_TEST

START_TEST(due_wants_300_decisions)
{
	int64_t id;

	decide_many(MODEL "1", 280, 0); /* some more by add_new() */
	id = add_new(MODEL "1");
	earned_due(&site, NOW);
	ck_assert_int_eq(state_of(id), COMMENT_HELD);
}
END_TEST

START_TEST(due_ends_when_people_reject_too_many)
{
	int64_t id;

	decide_many(MODEL "1", DECIDED, 3);
	id = add_new(MODEL "1");
	earned_due(&site, NOW);
	ck_assert_int_eq(state_of(id), COMMENT_HELD);
}
END_TEST

START_TEST(due_ends_with_other_models)
{
	int64_t id;

	decide_many(MODEL "1", DECIDED, 0);
	id = add_new("fedcba9876543210-0123456789abcdef-1");
	earned_due(&site, NOW);
	ck_assert_int_eq(state_of(id), COMMENT_HELD);
}
END_TEST

START_TEST(due_leaves_one_in_twenty_to_people)
{
	size_t n = 0;

	for (int64_t id = 1; id <= 10000; id++)
		n += earned_is_audited(id);
	ck_assert_uint_ge(n, 450);
	ck_assert_uint_le(n, 550);
	decide_many(MODEL "1", DECIDED, 0);
	for (int i = 0; i < 60; i++)
		add(MODEL "1");
	earned_due(&site, NOW);
	for (int64_t id = DECIDED + 1; id <= DECIDED + 60; id++)
		ck_assert_int_eq(state_of(id), earned_is_audited(id)
		                                       ? COMMENT_HELD
		                                       : COMMENT_APPROVED);
}
END_TEST

/* What a person has to see, each the only thing that is so. */
static const char *const doubtful[] = {
	"UPDATE comments SET is_verified = 0",
	"UPDATE comments SET doubt = 'look'",
	"UPDATE comments SET confidence = 40",
	"UPDATE comments SET article = NULL",
	"UPDATE comments SET reader = NULL",
	"UPDATE comments SET is_ruled = 0",
	"UPDATE scores SET n_links = 1",
	"UPDATE scores SET abuse_logit = -2000", /* 12 % */
	"UPDATE scores SET abuse_state = 2",
	"UPDATE scores SET topic_state = 4",
	"UPDATE articles SET is_open = 0",
};

START_TEST(due_never_approves_what_a_person_should_see)
{
	const char *column =
		strstr(doubtful[_i], "UPDATE scores") ? "comment" : "id";
	int64_t id;

	decide_many(MODEL "1", DECIDED, 0);
	id = add_new(MODEL "1");
	store_run(site.db,
	          strstr(doubtful[_i], "articles")
	                  ? doubtful[_i]
	                  : arena_printf(&arena, "%s WHERE %s = %lld",
	                                 doubtful[_i], column, (long long)id));
	earned_due(&site, NOW);
	ck_assert_int_eq(state_of(id), COMMENT_HELD);
}
END_TEST

START_TEST(due_never_decides_again_what_was_decided)
{
	int64_t id;

	decide_many(MODEL "1", DECIDED, 0);
	id = add_new(MODEL "1");
	decide(id, COMMENT_REJECTED);
	store_begin(site.db);
	ck_assert_int_eq(comment_decide(site.db, id, COMMENT_REJECTED,
	                                COMMENT_HELD, str_of("undo"),
	                                str_of("ida"), str_of(""), NOW, &why),
	                 OK);
	store_commit(site.db);
	earned_due(&site, NOW);
	ck_assert_int_eq(state_of(id), COMMENT_HELD);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("earned");
	TCase *tc = tcase_create("due");

	tcase_add_checked_fixture(tc, open_site, close_site);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, due_approves_what_is_earned_and_says_so);
	tcase_add_test(tc, due_does_nothing_unless_it_is_wanted);
	tcase_add_test(tc, due_wants_300_decisions);
	tcase_add_test(tc, due_ends_when_people_reject_too_many);
	tcase_add_test(tc, due_ends_with_other_models);
	tcase_add_test(tc, due_leaves_one_in_twenty_to_people);
	tcase_add_loop_test(tc, due_never_approves_what_a_person_should_see, 0,
	                    ARRAY_LEN(doubtful));
	tcase_add_test(tc, due_never_decides_again_what_was_decided);
	suite_add_tcase(s, tc);
	return s;
}
