#include "tests/suite.h"

#include "app/decide.h"
#include "app/screen.h"
#include "base/log.h"
#include "store/chain.h"
#include "store/scores.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1795501800,
	DAY_S = 86400,
};

static struct site site;
static struct arena arena;
static struct why why;
static int64_t article, reader;
static struct rule rules[3];
static int n_letters;

static void open_site(void)
{
	const struct rule_range any = {0, RULE_MANY}, percent = {0, 100};

	site_in_memory(&site);
	why = (struct why){""};
	article = store_add_article(site.db, "news", "a");
	store_add_subscriber(site.db, "news", "ann@work.example",
	                     SUBSCRIBER_ACTIVE);
	reader = store_number(site.db, "SELECT MAX(id) FROM readers");
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		rules[i] = (struct rule){.name = "mine",
		                         .approved = any,
		                         .rejected = any,
		                         .links = any,
		                         .length = any,
		                         .abuse = percent,
		                         .topic = percent,
		                         .constructive = percent,
		                         .article_age = {0, RULE_AGE_MAX}};
	site.config.rules = rules;
	site.config.n_rules = 0;
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

static struct config_list *news(void)
{
	return &site.config.lists[0];
}

/* A held comment by Ann as `change` has it. */
static int64_t add(const struct comment *change)
{
	struct comment row = *change;
	int64_t id = 0;

	row.list = str_of("news");
	row.article = row.article < 0 ? 0 : article;
	row.reader = reader;
	row.answer = ++n_letters;
	row.author = str_of("Ann");
	row.text = row.text.len ? row.text : str_of("Green suits it.");
	row.confidence = row.confidence ? row.confidence : 90;
	row.received_at = NOW;
	store_begin(site.db);
	ck_assert_msg(comment_add(site.db, &row, NULL, 0, &id, &why) == OK,
	              "%s", why.text);
	store_commit(site.db);
	return id;
}

static int64_t held(void)
{
	return add(
		&(struct comment){.is_verified = true, .state = COMMENT_HELD});
}

static struct comment get(int64_t id)
{
	struct comment comment = {0};

	ck_assert_int_eq(comment_get(site.db, &arena, id, &comment, &why), OK);
	return comment;
}

static enum comment_state judged(int64_t id)
{
	screen_due(&site, NOW);
	return get(id).state;
}

/* The last decision about a comment. */
static struct decision last(int64_t id)
{
	struct decision *decisions;
	size_t n = 0;

	ck_assert_int_eq(
		comment_decisions(site.db, &arena, id, &decisions, &n, &why),
		OK);
	return n > 0 ? decisions[n - 1] : (struct decision){.at = 0};
}

static void decide(int64_t id, enum comment_event event, const char *reason)
{
	struct str text;
	bool is_done = false;

	store_begin(site.db);
	ck_assert_int_eq(decide_comment(&site, &arena, id, event,
	                                str_of("ida@example.org"),
	                                str_of(reason), NOW, &is_done, &text,
	                                &why),
	                 OK);
	store_commit(site.db);
	ck_assert_msg(is_done, "%.*s", (int)text.len, text.ptr);
}

START_TEST(mode_before_holds_and_records_nothing)
{
	int64_t id = held();

	ck_assert_int_eq(judged(id), COMMENT_HELD);
	ck_assert_int_eq(last(id).at, 0);
}
END_TEST

START_TEST(mode_after_prints_and_gives_it_to_moderators_afterwards)
{
	struct comment *comments;
	int64_t id = held();
	size_t n = 0;

	news()->moderation = CONFIG_AFTER;
	ck_assert_int_eq(judged(id), COMMENT_APPROVED);
	ck_assert(get(id).is_unseen);
	ck_assert_text(last(id).actor, "rule mode-after");
	ck_assert_text(last(id).rule, "mode-after");
	ck_assert_int_eq(comment_list_printable(site.db, &arena, article,
	                                        &comments, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(comment_list_unqueued(site.db, &arena, str_of("news"),
	                                       str_of("ida@example.org"), 0,
	                                       &comments, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	decide(id, EVENT_APPROVE, "");
	ck_assert(!get(id).is_unseen);
	ck_assert_text(last(id).event, "confirm");
	ck_assert_int_eq(get(id).state, COMMENT_APPROVED);
	ck_assert_int_eq(comment_list_unqueued(site.db, &arena, str_of("news"),
	                                       str_of("ida@example.org"), 0,
	                                       &comments, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(what_a_mode_approved_is_rejected_or_taken_out_of_print)
{
	int64_t id = held(), printed = held();

	news()->moderation = CONFIG_AFTER;
	ck_assert_int_eq(judged(id), COMMENT_APPROVED);
	store_begin(site.db);
	ck_assert_int_eq(comment_publish(site.db, printed,
	                                 store_add_edition(site.db, "news", 1),
	                                 NOW, &why),
	                 OK);
	store_commit(site.db);
	ck_assert(get(printed).is_unseen);
	decide(id, EVENT_REJECT, "abuse");
	ck_assert_int_eq(get(id).state, COMMENT_REJECTED);
	decide(printed, EVENT_REJECT, "abuse");
	ck_assert_int_eq(get(printed).state, COMMENT_REMOVED);
	ck_assert(!get(printed).is_unseen);
}
END_TEST

START_TEST(mode_first_holds_until_a_person_approved_one)
{
	int64_t first = held(), second;

	news()->moderation = CONFIG_FIRST;
	ck_assert_int_eq(judged(first), COMMENT_HELD);
	decide(first, EVENT_APPROVE, "");
	second = held();
	ck_assert_int_eq(judged(second), COMMENT_APPROVED);
	ck_assert_text(last(second).rule, "mode-first");
	decide(held(), EVENT_REJECT, "off-topic");
	ck_assert_int_eq(judged(held()), COMMENT_APPROVED);
	decide(held(), EVENT_REJECT, "spam");
	ck_assert_int_eq(judged(held()), COMMENT_HELD);
}
END_TEST

START_TEST(mode_trusted_lets_trusted_readers_pass)
{
	news()->moderation = CONFIG_TRUSTED;
	for (int i = 0; i < 3; i++) {
		int64_t id = held();

		ck_assert_int_eq(judged(id), COMMENT_HELD);
		decide(id, EVENT_APPROVE, "");
	}
	ck_assert_int_eq(judged(held()), COMMENT_APPROVED);
	news()->trust_comments = 4;
	ck_assert_int_eq(judged(held()), COMMENT_HELD);
}
END_TEST

START_TEST(an_articles_mode_counts_for_its_comments)
{
	ck_assert_int_eq(
		article_moderate(site.db, article, str_of("after"), &why), OK);
	ck_assert_int_eq(judged(held()), COMMENT_APPROVED);
	ck_assert_int_eq(
		article_moderate(site.db, article, str_of("closed"), &why), OK);
	ck_assert_int_eq(judged(held()), COMMENT_HELD);
}
END_TEST

/* What no rule or mode approves, and why. */
static const struct {
	struct comment comment;
	const char *why;
} waiting[] = {
	{{.is_verified = false}, "nothing proves that it is its reader's"},
	{{.is_verified = true, .doubt = STR("look")},
         "there is something to look at"},
	{{.is_verified = true, .confidence = 49},
         "it is not certain which words are its writer's"},
	{{.is_verified = true, .article = -1},
         "it is not known which article it is about"},
};

START_TEST(T01_neither_mode_nor_rule_approves_what_a_person_should_see)
{
	struct comment row = waiting[_i].comment;
	int64_t id;

	row.state = COMMENT_HELD;
	news()->moderation = CONFIG_AFTER;
	ck_assert_int_eq(judged(add(&row)), COMMENT_HELD);
	rules[0].act = RULE_APPROVE;
	site.config.n_rules = 1;
	id = add(&row);
	ck_assert_int_eq(judged(id), COMMENT_HELD);
	ck_assert_text(last(id).event, "hold");
	ck_assert_text(last(id).rule, "mine");
	ck_assert_uint_ne(str_find(get(id).doubt, waiting[_i].why), STR_NONE);
}
END_TEST

START_TEST(T01_a_comment_on_a_closed_article_is_approved_by_nobody_unseen)
{
	news()->moderation = CONFIG_AFTER;
	ck_assert_int_eq(article_open(site.db, article, false, &why), OK);
	ck_assert_int_eq(judged(held()), COMMENT_HELD);
}
END_TEST

START_TEST(a_rule_approves_and_its_name_is_kept)
{
	int64_t id = held();

	rules[0].act = RULE_APPROVE;
	site.config.n_rules = 1;
	ck_assert_int_eq(judged(id), COMMENT_APPROVED);
	ck_assert_text(last(id).actor, "rule mine");
	ck_assert(get(id).is_unseen);
	ck_assert_text(get(id).doubt, "");
}
END_TEST

START_TEST(a_rule_rejects_with_its_reason)
{
	int64_t id = held();

	rules[0].act = RULE_REJECT;
	rules[0].reason = "spam";
	site.config.n_rules = 1;
	ck_assert_int_eq(judged(id), COMMENT_REJECTED);
	ck_assert_text(last(id).reason, "spam");
	ck_assert_text(last(id).rule, "mine");
	ck_assert(!get(id).is_unseen);
}
END_TEST

START_TEST(a_rule_holds_in_any_mode_and_tells_why)
{
	int64_t id = held();

	news()->moderation = CONFIG_AFTER;
	rules[0].act = RULE_HOLD;
	rules[0].reason = "look at the links";
	site.config.n_rules = 1;
	ck_assert_int_eq(judged(id), COMMENT_HELD);
	ck_assert_text(get(id).doubt, "rule mine: look at the links");
	ck_assert_text(last(id).event, "hold");
}
END_TEST

START_TEST(a_rule_marks_and_the_mode_decides)
{
	int64_t id = held(), other;

	rules[0].act = RULE_MARK;
	rules[0].reason = "many links";
	site.config.n_rules = 1;
	ck_assert_int_eq(judged(id), COMMENT_HELD);
	ck_assert_text(last(id).event, "mark");
	ck_assert_text(get(id).doubt, "rule mine: many links");
	news()->moderation = CONFIG_AFTER;
	other = held();
	ck_assert_int_eq(judged(other), COMMENT_APPROVED);
	ck_assert_text(last(other).rule, "mode-after");
	ck_assert_text(get(other).doubt, "rule mine: many links");
}
END_TEST

static size_t n_queued(const char *moderator)
{
	struct comment *comments;
	size_t n = 0;

	ck_assert_int_eq(comment_list_unqueued(site.db, &arena, str_of("news"),
	                                       str_of(moderator), 0, &comments,
	                                       &n, &why),
	                 OK);
	return n;
}

START_TEST(a_rule_gives_it_to_one_moderator_for_a_day)
{
	rules[0].act = RULE_HOLD;
	rules[0].to = "ola@example.org";
	site.config.n_rules = 1;
	ck_assert_int_eq(judged(held()), COMMENT_HELD);
	ck_assert_uint_eq(n_queued("ola@example.org"), 1);
	ck_assert_uint_eq(n_queued("ida@example.org"), 0);
	screen_due(&site, NOW + DAY_S);
	ck_assert_uint_eq(n_queued("ida@example.org"), 0);
	screen_due(&site, NOW + DAY_S + 1);
	ck_assert_uint_eq(n_queued("ida@example.org"), 1);
}
END_TEST

static void score(int64_t id, enum score_state state)
{
	const struct scores scores = {.comment = id,
	                              .model = STR("m1"),
	                              .language = STR("en"),
	                              .at = NOW,
	                              .abuse_state = state,
	                              .topic_state = SCORE_OK,
	                              .abuse_logit = -4000};

	store_begin(site.db);
	ck_assert_int_eq(scores_set(site.db, &scores, &why), OK);
	store_commit(site.db);
}

START_TEST(a_rule_with_a_score_knows_it_and_the_record_keeps_it)
{
	int64_t id = held();

	rules[0].act = RULE_APPROVE;
	rules[0].abuse.most = 10;
	site.config.n_rules = 1;
	score(id, SCORE_OK);
	ck_assert_int_eq(judged(id), COMMENT_APPROVED);
	ck_assert_text(last(id).model, "m1");
	ck_assert_uint_gt(last(id).scores.len, 0);
}
END_TEST

static const enum score_state failures[] = {SCORE_NONE, SCORE_NO_MODEL,
                                            SCORE_TOO_SHORT, SCORE_FAILED};

START_TEST(nothing_is_published_unseen_when_a_score_fails)
{
	int64_t id = held();

	news()->moderation = CONFIG_AFTER;
	rules[0].act = RULE_HOLD;
	rules[0].abuse.least = 90;
	site.config.n_rules = 1;
	score(id, failures[_i]);
	ck_assert_int_eq(judged(id), COMMENT_HELD);
	ck_assert_text(last(id).event, "hold");
	ck_assert_uint_ne(
		str_find(get(id).doubt, "rule mine cannot be applied: "),
		STR_NONE);
	id = held(); /* without scores at all */
	ck_assert_int_eq(judged(id), COMMENT_HELD);
}
END_TEST

START_TEST(a_score_that_failed_holds_without_any_rule)
{
	int64_t id = held();

	news()->moderation = CONFIG_AFTER;
	score(id, SCORE_FAILED);
	ck_assert_int_eq(judged(id), COMMENT_HELD);
}
END_TEST

START_TEST(a_comment_is_judged_once)
{
	int64_t id = held();

	ck_assert_int_eq(judged(id), COMMENT_HELD);
	news()->moderation = CONFIG_AFTER;
	ck_assert_int_eq(judged(id), COMMENT_HELD);
	ck_assert_int_eq(judged(held()), COMMENT_APPROVED);
}
END_TEST

START_TEST(what_is_asked_about_waits_until_it_is_held)
{
	int64_t id = add(
		&(struct comment){.is_verified = true, .state = COMMENT_ASKED});

	news()->moderation = CONFIG_AFTER;
	ck_assert_int_eq(judged(id), COMMENT_ASKED);
	store_decide(site.db, id, COMMENT_ASKED, COMMENT_HELD);
	ck_assert_int_eq(judged(id), COMMENT_APPROVED);
}
END_TEST

START_TEST(the_record_of_rules_and_modes_is_whole)
{
	struct chain_report report;

	news()->moderation = CONFIG_AFTER;
	rules[0].act = RULE_MARK;
	site.config.n_rules = 1;
	for (int i = 0; i < 5; i++)
		held();
	screen_due(&site, NOW);
	ck_assert_int_eq(chain_verify(site.db, &arena, &report, &why), OK);
	ck_assert_uint_eq(report.n_findings, 0);
	ck_assert_int_eq(report.n, 10);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("screen");
	TCase *t = tcase_create("screen_due");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, mode_before_holds_and_records_nothing);
	tcase_add_test(t,
	               mode_after_prints_and_gives_it_to_moderators_afterwards);
	tcase_add_test(t,
	               what_a_mode_approved_is_rejected_or_taken_out_of_print);
	tcase_add_test(t, mode_first_holds_until_a_person_approved_one);
	tcase_add_test(t, mode_trusted_lets_trusted_readers_pass);
	tcase_add_test(t, an_articles_mode_counts_for_its_comments);
	tcase_add_loop_test(
		t, T01_neither_mode_nor_rule_approves_what_a_person_should_see,
		0, ARRAY_LEN(waiting));
	tcase_add_test(
		t,
		T01_a_comment_on_a_closed_article_is_approved_by_nobody_unseen);
	tcase_add_test(t, a_rule_approves_and_its_name_is_kept);
	tcase_add_test(t, a_rule_rejects_with_its_reason);
	tcase_add_test(t, a_rule_holds_in_any_mode_and_tells_why);
	tcase_add_test(t, a_rule_marks_and_the_mode_decides);
	tcase_add_test(t, a_rule_gives_it_to_one_moderator_for_a_day);
	tcase_add_test(t, a_rule_with_a_score_knows_it_and_the_record_keeps_it);
	tcase_add_loop_test(t, nothing_is_published_unseen_when_a_score_fails,
	                    0, ARRAY_LEN(failures));
	tcase_add_test(t, a_score_that_failed_holds_without_any_rule);
	tcase_add_test(t, a_comment_is_judged_once);
	tcase_add_test(t, what_is_asked_about_waits_until_it_is_held);
	tcase_add_test(t, the_record_of_rules_and_modes_is_whole);
	suite_add_tcase(s, t);
	return s;
}
