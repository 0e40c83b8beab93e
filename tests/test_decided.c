#include "tests/suite.h"

#include "app/decided.h"
#include "base/log.h"
#include "store/appeals.h"
#include "store/tellings.h"
#include "tests/readers_fixture.h"
#include "tests/store_fixture.h"

enum {
	DECIDED_AT = READERS_NOW,
	TOLD_AT = READERS_NOW + 600,
};

static struct readers r;
static struct why why;

static void open_readers(void)
{
	log_set_level(LOG_LEVEL_ERROR);
	readers_open(&r);
}

static void close_readers(void)
{
	readers_close(&r);
}

static void decide(enum comment_state from, enum comment_state to,
                   const char *reason)
{
	store_begin(r.site.db);
	ck_assert_msg(comment_decide(r.site.db, r.comment, from, to,
	                             str_of("test"), str_of("desk@x.example"),
	                             str_of(reason), DECIDED_AT, &why) == OK,
	              "%s", why.text);
	store_commit(r.site.db);
}

START_TEST(a_rejection_is_told_once_when_it_has_stood)
{
	decide(COMMENT_HELD, COMMENT_REJECTED, "abuse");
	decided_tell_due(&r.site, TOLD_AT - 1);
	ck_assert_int_eq(readers_mails(&r, "decision"), 0);
	decided_tell_due(&r.site, TOLD_AT);
	decided_tell_due(&r.site, TOLD_AT + 1);
	ck_assert_int_eq(readers_mails(&r, "decision"), 1);
}
END_TEST

START_TEST(what_is_undone_or_taken_back_is_not_told)
{
	static const enum comment_state then[] = {COMMENT_HELD,
	                                          COMMENT_WITHDRAWN};

	decide(COMMENT_HELD, COMMENT_REJECTED, "abuse");
	decide(COMMENT_REJECTED, then[_i], "");
	decided_tell_due(&r.site, TOLD_AT);
	ck_assert_int_eq(readers_mails(&r, "decision"), 0);
	if (then[_i] != COMMENT_HELD)
		return;
	/* and what is decided then is */
	decide(COMMENT_HELD, COMMENT_REJECTED, "spam");
	decided_tell_due(&r.site, TOLD_AT);
	ck_assert_int_eq(readers_mails(&r, "decision"), 1);
}
END_TEST

START_TEST(an_approval_is_told_to_who_asked)
{
	decide(COMMENT_HELD, COMMENT_APPROVED, "");
	decided_tell_due(&r.site, TOLD_AT);
	ck_assert_int_eq(readers_mails(&r, "decision"), 0);
	(void)readers_answer(&r, "ann@work.example", "", "tell");
	decided_tell_due(&r.site, TOLD_AT);
	ck_assert_int_eq(readers_mails(&r, "decision"), 1);
}
END_TEST

static const char *const unheard[] = {
	"UPDATE comments SET is_verified = 0",
	"UPDATE comments SET reader = NULL",
	"UPDATE subscribers SET state = 4",
	"UPDATE subscribers SET state = 3",
};

START_TEST(only_proven_subscribers_hear_of_it_T_08)
{
	store_run(r.site.db, unheard[_i]);
	decide(COMMENT_HELD, COMMENT_REJECTED, "abuse");
	decided_tell_due(&r.site, TOLD_AT);
	ck_assert_int_eq(readers_mails(&r, "decision"), 0);
	ck_assert_int_eq(store_number(r.site.db, "SELECT COUNT(*) FROM tellings"
	                                         " WHERE waits_since > 0"),
	                 0);
}
END_TEST

START_TEST(what_is_over_the_budget_waits_T_05)
{
	decide(COMMENT_HELD, COMMENT_REJECTED, "abuse");
	for (int i = 0; i < 5; i++)
		store_run(r.site.db,
		          arena_printf(&r.arena,
		                       "INSERT INTO deliveries (list, kind,"
		                       " address, address_key, has_verp, state,"
		                       " planned_at, next_at) VALUES ('news',"
		                       " 'decision', 'ann@work.example',"
		                       " 'ann@work.example', 0, 4, %lld, 0)",
		                       (long long)READERS_NOW));
	decided_tell_due(&r.site, TOLD_AT);
	ck_assert_int_eq(readers_mails(&r, "decision"), 5);
	decided_tell_due(&r.site, TOLD_AT + 86400);
	ck_assert_int_eq(readers_mails(&r, "decision"), 6);
}
END_TEST

static int64_t outcome(void)
{
	return store_number(r.site.db, "SELECT outcome FROM appeals");
}

START_TEST(an_appeal_ends_with_the_decision_that_stands)
{
	static const enum comment_state ends[] = {COMMENT_APPROVED,
	                                          COMMENT_REJECTED};

	decide(COMMENT_HELD, COMMENT_REJECTED, "abuse");
	decided_tell_due(&r.site, TOLD_AT);
	(void)readers_answer(&r, "ann@work.example", "", "appeal\nNo.");
	ck_assert_int_eq(readers_mails(&r, "request"), 1);
	/* the fixture's list has no moderators, but an admin */
	ck_assert_int_eq(readers_state(&r, r.comment), COMMENT_HELD);
	decided_tell_due(&r.site, TOLD_AT);
	ck_assert_int_eq(outcome(), APPEAL_OPEN);
	decide(COMMENT_HELD, ends[_i], "spam");
	decided_tell_due(&r.site, TOLD_AT - 1);
	ck_assert_int_eq(outcome(), APPEAL_OPEN);
	decided_tell_due(&r.site, TOLD_AT);
	ck_assert_int_eq(outcome(), ends[_i] == COMMENT_APPROVED
	                                    ? APPEAL_OVERTURNED
	                                    : APPEAL_UPHELD);
	ck_assert_int_eq(readers_mails(&r, "decision"), 2);
}
END_TEST

START_TEST(an_appeal_is_counted_though_nobody_hears_of_it)
{
	decide(COMMENT_HELD, COMMENT_REJECTED, "abuse");
	(void)readers_answer(&r, "ann@work.example", "", "appeal\nNo.");
	store_run(r.site.db, "UPDATE subscribers SET state = 4");
	decide(COMMENT_HELD, COMMENT_REJECTED, "abuse");
	decided_tell_due(&r.site, TOLD_AT);
	ck_assert_int_eq(outcome(), APPEAL_UPHELD);
	ck_assert_int_eq(readers_mails(&r, "decision"), 0);
}
END_TEST

START_TEST(an_appeal_is_made_once_and_in_time)
{
	decide(COMMENT_HELD, COMMENT_REJECTED, "abuse");
	r.site.config.lists[0].appeal_within_s = -1;
	(void)readers_answer(&r, "ann@work.example", "", "appeal\nLate.");
	ck_assert_int_eq(readers_state(&r, r.comment), COMMENT_REJECTED);
	r.site.config.lists[0].appeal_within_s = 0;
	(void)readers_answer(&r, "ann@work.example", "", "appeal\nNow.");
	ck_assert_int_eq(readers_state(&r, r.comment), COMMENT_HELD);
	(void)readers_answer(&r, "ann@work.example", "", "appeal\nAgain.");
	ck_assert_int_eq(store_number(r.site.db, "SELECT COUNT(*) FROM appeals"
	                                         " WHERE words = 'Now.'"),
	                 1);
	ck_assert_int_eq(readers_mails(&r, "request"), 3);
}
END_TEST

START_TEST(an_appeal_that_nobody_may_decide_stays_appealed)
{
	r.site.config.lists[0].n_admins = 0;
	decide(COMMENT_HELD, COMMENT_REJECTED, "abuse");
	(void)readers_answer(&r, "ann@work.example", "", "appeal\nNo.");
	ck_assert_int_eq(readers_state(&r, r.comment), COMMENT_APPEALED);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("decided");
	TCase *t = tcase_create("decided_tell_due");

	tcase_add_checked_fixture(t, open_readers, close_readers);
	tcase_add_test(t, a_rejection_is_told_once_when_it_has_stood);
	tcase_add_loop_test(t, what_is_undone_or_taken_back_is_not_told, 0, 2);
	tcase_add_test(t, an_approval_is_told_to_who_asked);
	tcase_add_loop_test(t, only_proven_subscribers_hear_of_it_T_08, 0,
	                    ARRAY_LEN(unheard));
	tcase_add_test(t, what_is_over_the_budget_waits_T_05);
	tcase_add_loop_test(t, an_appeal_ends_with_the_decision_that_stands, 0,
	                    2);
	tcase_add_test(t, an_appeal_is_counted_though_nobody_hears_of_it);
	tcase_add_test(t, an_appeal_is_made_once_and_in_time);
	tcase_add_test(t, an_appeal_that_nobody_may_decide_stays_appealed);
	suite_add_tcase(s, t);
	return s;
}
