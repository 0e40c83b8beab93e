#include "tests/suite.h"

#include "digest/rules.h"

static struct arena arena;
static struct rule rule;
static struct rule_facts facts;
static struct scores scores;
static const char *list[2];
static const char *phrases[2];

static void set_up(void)
{
	const struct rule_range any = {0, RULE_MANY}, percent = {0, 100};

	rule = (struct rule){.name = "test",
	                     .approved = any,
	                     .rejected = any,
	                     .links = any,
	                     .length = any,
	                     .abuse = percent,
	                     .topic = percent,
	                     .constructive = percent,
	                     .article_age = {0, RULE_AGE_MAX}};
	scores = (struct scores){.abuse_state = SCORE_OK,
	                         .topic_state = SCORE_OK,
	                         .constructive = 700};
	facts = (struct rule_facts){
		.list = STR("news"),
		.is_verified = true,
		.n_approved = 3,
		.n_rejected = 1,
		.n_links = 2,
		.length = 120,
		.article_age_s = 3600,
		.scores = &scores,
		.text = whole_split(&arena, str_of("Win FREE money now")),
	};
}

static void tear_down(void)
{
	arena_free(&arena);
}

static bool holds(void)
{
	struct rule_verdict verdict;

	rules_apply(&arena, &rule, 1, &facts, &verdict);
	return verdict.rule && !verdict.failure;
}

static const char *failure(void)
{
	struct rule_verdict verdict;

	rules_apply(&arena, &rule, 1, &facts, &verdict);
	ck_assert(!verdict.failure || verdict.rule);
	return verdict.failure;
}

START_TEST(a_rule_without_conditions_holds)
{
	ck_assert(holds());
}
END_TEST

START_TEST(a_rule_is_of_its_lists)
{
	list[0] = "sports";
	list[1] = "news";
	rule.lists = list;
	rule.n_lists = 1;
	ck_assert(!holds());
	rule.n_lists = 2;
	ck_assert(holds());
}
END_TEST

START_TEST(yes_and_no_are_compared)
{
	int64_t *wants[] = {&rule.verified, &rule.trusted, &rule.doubtful,
	                    &rule.duplicate};
	bool is_so[] = {true, false, false, false};

	for (size_t i = 0; i < ARRAY_LEN(wants); i++) {
		*wants[i] = RULE_YES;
		ck_assert_msg(holds() == is_so[i], "yes, %zu", i);
		*wants[i] = RULE_NO;
		ck_assert_msg(holds() != is_so[i], "no, %zu", i);
		*wants[i] = RULE_ANY;
	}
}
END_TEST

START_TEST(bounds_are_within_the_range)
{
	const struct {
		struct rule_range *range;
		int64_t value;
	} rows[] = {
		{&rule.approved, 3},       {&rule.rejected, 1},
		{&rule.links, 2},          {&rule.length, 120},
		{&rule.article_age, 3600}, {&rule.abuse, 50},
		{&rule.topic, 50},         {&rule.constructive, 70},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct rule_range kept = *rows[i].range;

		rows[i].range->least = rows[i].value;
		ck_assert_msg(holds(), "at least, %zu", i);
		rows[i].range->least = rows[i].value + 1;
		ck_assert_msg(!holds(), "one more, %zu", i);
		*rows[i].range = kept;
		rows[i].range->most = rows[i].value;
		ck_assert_msg(holds(), "at most, %zu", i);
		rows[i].range->most = rows[i].value - 1;
		ck_assert_msg(!holds(), "one less, %zu", i);
		*rows[i].range = kept;
	}
}
END_TEST

START_TEST(one_of_the_words_is_enough)
{
	phrases[0] = "casino";
	phrases[1] = "free money";
	rule.words = phrases;
	rule.n_words = 1;
	ck_assert(!holds());
	rule.n_words = 2;
	ck_assert(holds());
	phrases[1] = "mone";
	ck_assert(!holds());
}
END_TEST

START_TEST(the_age_of_no_article_keeps_no_bound)
{
	facts.article_age_s = -1;
	ck_assert(holds());
	rule.article_age.most = 86400;
	ck_assert(!holds());
}
END_TEST

START_TEST(the_first_that_holds_counts)
{
	struct rule rules[3] = {rule, rule, rule};
	struct rule_verdict verdict;

	rules[0].links.least = 5;
	rules_apply(&arena, rules, 3, &facts, &verdict);
	ck_assert_ptr_eq(verdict.rule, &rules[1]);
	rules[1].links.least = rules[2].links.least = 5;
	rules_apply(&arena, rules, 3, &facts, &verdict);
	ck_assert_ptr_null(verdict.rule);
	ck_assert_ptr_null(verdict.failure);
}
END_TEST

static const struct {
	enum score_state state;
	const char *cause;
} states[] = {
	{SCORE_NONE, "there is no such score of it"},
	{SCORE_NO_MODEL, "there is no model for its language"},
	{SCORE_TOO_SHORT, "it is too short for a score"},
	{SCORE_FAILED, "its score failed"},
};

START_TEST(a_rule_fails_that_wants_a_score_that_there_is_not)
{
	rule.abuse.most = 20;
	scores.abuse_state = states[_i].state;
	ck_assert_str_eq(failure(), states[_i].cause);
	rule.abuse.most = 100;
	if (states[_i].state != SCORE_FAILED)
		ck_assert_ptr_null(failure());
	scores.abuse_state = SCORE_OK;
	rule.topic.least = 20;
	scores.topic_state = states[_i].state;
	ck_assert_str_eq(failure(), states[_i].cause);
}
END_TEST

START_TEST(a_rule_fails_without_any_scores)
{
	facts.scores = NULL;
	ck_assert(holds());
	rule.abuse.most = 20;
	ck_assert_ptr_nonnull(failure());
	rule.abuse.most = 100;
	rule.constructive.least = 20;
	ck_assert_ptr_nonnull(failure());
	rule.constructive.least = 0;
	rule.duplicate = RULE_YES;
	ck_assert_ptr_nonnull(failure());
}
END_TEST

START_TEST(a_rule_that_does_not_concern_a_comment_does_not_fail)
{
	facts.scores = NULL;
	rule.abuse.most = 20;
	rule.links.most = 0;
	ck_assert_ptr_null(failure());
	ck_assert(!holds());
	rule.links.most = 9;
	facts.scores = &scores;
	scores.topic_state = SCORE_NO_MODEL;
	rule.topic.least = 10;
	ck_assert_ptr_null(failure()); /* abuse alone tells: it is 50 % */
	ck_assert(!holds());
}
END_TEST

START_TEST(no_later_rule_is_asked_behind_one_that_failed)
{
	struct rule rules[2] = {rule, rule};
	struct rule_verdict verdict;

	facts.scores = NULL;
	rules[0].abuse.most = 20;
	rules[1].act = RULE_APPROVE;
	rules_apply(&arena, rules, 2, &facts, &verdict);
	ck_assert_ptr_eq(verdict.rule, &rules[0]);
	ck_assert_ptr_nonnull(verdict.failure);
}
END_TEST

START_TEST(acts_have_names)
{
	ck_assert_str_eq(rule_act_name(RULE_HOLD), "hold");
	ck_assert_str_eq(rule_act_name(RULE_REJECT), "reject");
	ck_assert_str_eq(rule_act_name(9), "unknown");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("rules");
	TCase *t = tcase_create("rules_apply");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_rule_without_conditions_holds);
	tcase_add_test(t, a_rule_is_of_its_lists);
	tcase_add_test(t, yes_and_no_are_compared);
	tcase_add_test(t, bounds_are_within_the_range);
	tcase_add_test(t, one_of_the_words_is_enough);
	tcase_add_test(t, the_age_of_no_article_keeps_no_bound);
	tcase_add_test(t, the_first_that_holds_counts);
	tcase_add_loop_test(t,
	                    a_rule_fails_that_wants_a_score_that_there_is_not,
	                    0, ARRAY_LEN(states));
	tcase_add_test(t, a_rule_fails_without_any_scores);
	tcase_add_test(t, a_rule_that_does_not_concern_a_comment_does_not_fail);
	tcase_add_test(t, no_later_rule_is_asked_behind_one_that_failed);
	tcase_add_test(t, acts_have_names);
	suite_add_tcase(s, t);
	return s;
}
