#include "tests/suite.h"

#include <math.h>

#include "text/topic.h"

static struct arena arena;
static struct topic *topic;

static const char harbour[] =
	"The harbour board voted on Monday for a steel roof over the old quay."
	" Fishermen had asked for shelter against the western gales.";

static void open_archive(size_t n_others)
{
	topic = topic_open(&arena, str_of("en"), NULL);
	ck_assert_uint_eq(topic_add(topic, str_of("A roof for the quay"),
	                            str_of(harbour)),
	                  0);
	for (size_t i = 0; i < n_others; i++)
		topic_add(topic, str_of("School budget"),
		          str_of(arena_printf(
				  &arena,
				  "Pupils of class %zu will get their books"
				  " and teachers in autumn, the council%zu"
				  " says of its budget.",
				  i, i)));
	topic_index(topic);
}

static void tear_down(void)
{
	topic_close(&topic);
	arena_free(&arena);
}

static struct topic_vector vector(const char *text)
{
	return topic_vector_of(&arena, topic, str_of(""), str_of(text));
}

static struct topic_result judge(const char *text)
{
	struct topic_vector v = vector(text);

	return topic_judge(topic, &arena, 0, NULL, &v, NULL, NULL);
}

START_TEST(judge_tells_the_article_from_others)
{
	struct topic_result on, off;

	open_archive(40);
	on = judge("A roof over the quay is what the fishermen need, and steel"
	           " lasts longer than wood against those gales");
	off = judge("Our teachers deserve better books, and the pupils of every"
	            " class know what the budget means in autumn");
	ck_assert_double_gt(on.logit, 1);
	ck_assert_double_lt(off.logit, -1);
	ck_assert_double_eq(on.z, 8);
	ck_assert_double_eq(off.cosine, 0);
	/* n = 9: .70 + .18 z - .67 ln 10 + .35 z ln 10 */
	on = judge("roof quay fishermen steel gales shelter board monday old");
	ck_assert_uint_eq(on.n_stems, 9);
	ck_assert_double_eq_tol(
		on.logit, .70 + .18 * 8 - .67 * log(10) + .35 * 8 * log(10),
		1e-9);
}
END_TEST

START_TEST(judge_names_the_rarest_shared_words_as_spelt)
{
	struct topic_result r;

	open_archive(40);
	r = judge("The Fisherman wants ROOFS of Steel, he says");
	ck_assert_uint_eq(r.n_shared, 2);
	ck_assert_text(r.shared[0], "ROOFS");
	ck_assert_text(r.shared[1], "Steel");
	ck_assert_uint_eq(judge("Nothing of this").n_shared, 0);
}
END_TEST

START_TEST(judge_lets_a_parent_speak_for_and_never_against)
{
	struct topic_vector parent, far, comment;
	double alone, beside, against;

	open_archive(40);
	parent = vector("The roof of the quay, and the gales at the harbour");
	far = vector("Teachers, books and pupils");
	comment = vector("I could not agree more with what was said before");
	alone = topic_judge(topic, &arena, 0, NULL, &comment, NULL, NULL).logit;
	beside = topic_judge(topic, &arena, 0, NULL, &comment, &parent, NULL)
	                 .logit;
	against =
		topic_judge(topic, &arena, 0, NULL, &comment, &far, NULL).logit;
	ck_assert_double_gt(beside, alone);
	ck_assert_double_eq(against, alone);
}
END_TEST

START_TEST(judge_counts_the_thread)
{
	struct topic_vector thread[3];
	struct topic_vector comment;
	struct terms middle;
	double with;

	open_archive(40);
	thread[0] = vector("Seagulls steal sandwiches");
	thread[1] = vector("Seagulls steal chips");
	thread[2] = vector("Those seagulls again");
	ck_assert_uint_eq(topic_middle(&arena, thread, 2).n, 0);
	middle = topic_middle(&arena, thread, 3);
	comment = vector("Seagulls, seagulls, and the roof");
	with = topic_judge(topic, &arena, 0, NULL, &comment, NULL, &middle)
	               .logit;
	ck_assert_double_gt(with, 0);
	comment = vector("Teachers and the roof of parliament");
	ck_assert_double_lt(
		topic_judge(topic, &arena, 0, NULL, &comment, NULL, &middle)
			.logit,
		with);
}
END_TEST

START_TEST(judge_takes_an_article_that_is_not_in_the_archive)
{
	struct topic_vector article, comment;

	open_archive(40);
	article = topic_vector_of(&arena, topic, str_of("Owls"),
	                          str_of("Owls nest in the tower again."));
	comment = vector("I saw the owls at their nest in the tower at night");
	ck_assert_double_gt(topic_judge(topic, &arena, TOPIC_NONE, &article,
	                                &comment, NULL, NULL)
	                            .logit,
	                    1);
}
END_TEST

START_TEST(is_ready_with_an_archive_or_a_background)
{
	static uint32_t hashes[] = {1}, frequencies[] = {1};
	static struct background_term term = {0, 1};
	static struct background_text text = {&term, 1};
	const struct background b = {.language = STR("en"),
	                             .n_documents = 10,
	                             .hashes = hashes,
	                             .frequencies = frequencies,
	                             .n_stems = 1,
	                             .texts = &text,
	                             .n_texts = 1};

	open_archive(28);
	ck_assert(!topic_is_ready(topic));
	topic_close(&topic);
	open_archive(29);
	ck_assert(topic_is_ready(topic));
	topic_close(&topic);
	topic = topic_open(&arena, str_of("en-GB"), &b);
	topic_index(topic);
	ck_assert(topic_is_ready(topic));
	topic_close(&topic);
	topic = topic_open(&arena, str_of("nb"), &b);
	topic_index(topic);
	ck_assert(!topic_is_ready(topic));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("topic");
	TCase *tc = tcase_create("topic");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_test(tc, judge_tells_the_article_from_others);
	tcase_add_test(tc, judge_names_the_rarest_shared_words_as_spelt);
	tcase_add_test(tc, judge_lets_a_parent_speak_for_and_never_against);
	tcase_add_test(tc, judge_counts_the_thread);
	tcase_add_test(tc, judge_takes_an_article_that_is_not_in_the_archive);
	tcase_add_test(tc, is_ready_with_an_archive_or_a_background);
	suite_add_tcase(s, tc);
	return s;
}
