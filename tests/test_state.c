#include "tests/suite.h"

#include "base/file.h"
#include "digest/state.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const enum comment_state states[] = {
	COMMENT_RECEIVED, COMMENT_ASKED,     COMMENT_HELD,
	COMMENT_APPROVED, COMMENT_PUBLISHED, COMMENT_REJECTED,
	COMMENT_APPEALED, COMMENT_WITHDRAWN, COMMENT_REMOVED,
};

/* The drawing as a matrix: a row for each of `states`, a column for each event
 * in the order of the enum; -1: no arrow. */
enum {
	NO = -1,
	HELD = COMMENT_HELD,
	ASK = COMMENT_ASKED,
	APPR = COMMENT_APPROVED,
	PUBL = COMMENT_PUBLISHED,
	REJ = COMMENT_REJECTED,
	APPL = COMMENT_APPEALED,
	WITH = COMMENT_WITHDRAWN,
	REM = COMMENT_REMOVED,
};
static const int arrows[ARRAY_LEN(states)][EVENTS] = {
	/* ask hold approve reject publish appeal withdraw remove undo */
	{ASK, HELD, NO, NO, NO, NO, WITH, NO, NO},    /* received */
	{NO, HELD, APPR, REJ, NO, NO, WITH, NO, NO},  /* asked */
	{NO, NO, APPR, REJ, NO, NO, WITH, NO, NO},    /* held */
	{NO, NO, NO, REJ, PUBL, NO, WITH, REM, HELD}, /* approved */
	{NO, NO, NO, NO, NO, NO, WITH, REM, NO},      /* published */
	{NO, NO, NO, NO, NO, APPL, NO, NO, HELD},     /* rejected */
	{NO, HELD, NO, NO, NO, NO, WITH, NO, NO},     /* appealed */
	{NO, NO, NO, NO, NO, NO, NO, NO, NO},         /* withdrawn */
	{NO, NO, NO, NO, NO, NO, NO, NO, NO},         /* removed */
};

START_TEST(next_goes_where_the_drawing_goes_and_nowhere_else)
{
	size_t row = (size_t)_i / EVENTS, event = (size_t)_i % EVENTS;
	enum comment_state next = (enum comment_state)99;
	enum err err =
		comment_next(states[row], (enum comment_event)event, &next);

	if (arrows[row][event] == NO) {
		ck_assert_int_eq(err, ERR_DENIED);
		ck_assert_int_eq((int)next, 99); /* untouched */
		return;
	}
	ck_assert_int_eq(err, OK);
	ck_assert_int_eq((int)next, arrows[row][event]);
}
END_TEST

/* The line of the header that tells of an arrow; false: there is none. */
static bool is_drawn(struct str header, const char *from, const char *event,
                     struct str *to)
{
	struct str line, word;

	while (str_next_line(&header, &line)) {
		if (!str_next_word(&line, &word) || !str_is(word, "*") ||
		    !str_next_word(&line, &word) || !str_is(word, from) ||
		    !str_next_word(&line, &word) || !str_is(word, event))
			continue;
		return str_next_word(&line, to);
	}
	return false;
}

START_TEST(the_header_lists_each_arrow)
{
	size_t row = (size_t)_i / EVENTS, event = (size_t)_i % EVENTS;
	struct str header, to = {"", 0};
	struct why why;

	ck_assert_int_eq(
		file_read(&arena, "digest/state.h", 100000, &header, &why), OK);
	if (!is_drawn(header, comment_state_name(states[row]),
	              comment_event_name((enum comment_event)event), &to)) {
		ck_assert_int_eq(arrows[row][event], NO);
		return;
	}
	ck_assert_int_ne(arrows[row][event], NO);
	ck_assert_text(
		to, comment_state_name((enum comment_state)arrows[row][event]));
}
END_TEST

START_TEST(nothing_is_published_that_was_not_approved)
{
	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		enum comment_state next;

		for (int e = 0; e < EVENTS; e++)
			if (comment_next(states[i], (enum comment_event)e,
			                 &next) == OK &&
			    next == COMMENT_PUBLISHED)
				ck_assert_int_eq(states[i], COMMENT_APPROVED);
	}
}
END_TEST

START_TEST(what_was_taken_back_stays_so)
{
	enum comment_state next;

	for (int e = 0; e < EVENTS; e++) {
		ck_assert_int_eq(comment_next(COMMENT_WITHDRAWN,
		                              (enum comment_event)e, &next),
		                 ERR_DENIED);
		ck_assert_int_eq(comment_next(COMMENT_REMOVED,
		                              (enum comment_event)e, &next),
		                 ERR_DENIED);
	}
}
END_TEST

START_TEST(events_have_the_names_of_the_drawing)
{
	static const char *const names[EVENTS] = {
		"ask",    "hold",     "approve", "reject", "publish",
		"appeal", "withdraw", "remove",  "undo",
	};

	ck_assert_str_eq(comment_event_name((enum comment_event)_i), names[_i]);
}
END_TEST

START_TEST(no_event_has_the_name_unknown)
{
	ck_assert_str_eq(comment_event_name(EVENTS), "unknown");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("state");
	TCase *next = tcase_create("comment_next");
	TCase *name = tcase_create("comment_event_name");
	int pairs = (int)ARRAY_LEN(states) * EVENTS;

	tcase_add_checked_fixture(next, NULL, drop_arena);
	tcase_add_loop_test(next,
	                    next_goes_where_the_drawing_goes_and_nowhere_else,
	                    0, pairs);
	tcase_add_loop_test(next, the_header_lists_each_arrow, 0, pairs);
	tcase_add_test(next, nothing_is_published_that_was_not_approved);
	tcase_add_test(next, what_was_taken_back_stays_so);
	suite_add_tcase(s, next);

	tcase_add_loop_test(name, events_have_the_names_of_the_drawing, 0,
	                    EVENTS);
	tcase_add_test(name, no_event_has_the_name_unknown);
	suite_add_tcase(s, name);
	return s;
}
