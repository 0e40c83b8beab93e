#include "tests/suite.h"

#include "base/buf.h"
#include "digest/issue.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

enum {
	A = COMMENT_APPROVED,
	P = COMMENT_PUBLISHED,
};

#define COMMENTS_MAX 8

START_TEST(what_is_featured_comes_first)
{
	const struct comment comments[] = {
		{.id = 1, .state = COMMENT_APPROVED},
		{.id = 2, .state = COMMENT_APPROVED},
		{.id = 3,
	         .parent = 2,
	         .state = COMMENT_APPROVED,
	         .is_featured = true},
		{.id = 4, .parent = 3, .state = COMMENT_APPROVED},
		{.id = 5, .state = COMMENT_HELD, .is_featured = true},
	};
	static const int64_t order[] = {3, 4, 1, 2};
	struct issue_item item = {0};
	size_t room = ISSUE_BYTES_MAX;

	issue_thread(&arena, comments, ARRAY_LEN(comments), &room, &item);
	ck_assert_uint_eq(item.n_letters, ARRAY_LEN(order));
	for (size_t i = 0; i < item.n_letters; i++)
		ck_assert_int_eq(item.letters[i].comment->id, order[i]);
	ck_assert_int_eq(item.letters[0].depth, 0);
	ck_assert_int_eq(item.letters[0].parent->id, 2);
}
END_TEST

/* Comments on one article as {id, parent, state}, and the order in which they
 * are to be read: "id" or "id<parent", a '.' before it for each step in. */
static const struct {
	struct {
		int id, parent, state;
	} comments[COMMENTS_MAX];
	const char *order;
} threads[] = {
	{{{0}}, ""},
	{{{1, 0, A}}, "1"},
	{{{1, 0, P}}, ""},
	{{{1, 0, COMMENT_HELD}, {2, 0, COMMENT_REJECTED}}, ""},
	/* by age */
	{{{1, 0, A}, {2, 0, A}, {3, 0, A}}, "1 2 3"},
	/* behind the one it answers */
	{{{1, 0, A}, {2, 0, A}, {3, 1, A}}, "1 .3<1 2"},
	{{{1, 0, A}, {2, 1, A}, {3, 1, A}, {4, 2, A}, {5, 0, A}},
         "1 .2<1 ..4<2 .3<1 5"},
	/* the answer came first */
	{{{1, 2, A}, {2, 0, A}}, "2 .1<2"},
	/* one printed earlier is known and not printed again */
	{{{1, 0, P}, {2, 1, A}, {3, 2, A}}, "2<1 .3<2"},
	/* one that may not be printed is not known */
	{{{2, 1, A}}, "2"},
	/* no deeper than three steps */
	{{{1, 0, A}, {2, 1, A}, {3, 2, A}, {4, 3, A}, {5, 4, A}, {6, 5, A}},
         "1 .2<1 ..3<2 ...4<3 ...5<4 ...6<5"},
	/* rings */
	{{{1, 1, A}}, "1"},
	{{{1, 2, A}, {2, 1, A}, {3, 0, A}}, "1<2 .2<1 3"},
	{{{1, 3, A}, {2, 1, A}, {3, 2, A}, {4, 3, A}}, "1<3 .2<1 ..3<2 ...4<3"},
};

START_TEST(letters_are_read_in_threads)
{
	struct comment comments[COMMENTS_MAX] = {{0}};
	struct issue_item item = {0};
	size_t room = ISSUE_BYTES_MAX;
	struct buf out = BUF_INIT(1000);
	size_t n = 0;

	for (; n < COMMENTS_MAX && threads[_i].comments[n].id; n++) {
		comments[n].id = threads[_i].comments[n].id;
		comments[n].parent = threads[_i].comments[n].parent;
		comments[n].state =
			(enum comment_state)threads[_i].comments[n].state;
	}
	issue_thread(&arena, comments, n, &room, &item);
	for (size_t i = 0; i < item.n_letters; i++) {
		const struct issue_letter *l = &item.letters[i];

		buf_adds(&out, i > 0 ? " " : "");
		for (int k = 0; k < l->depth; k++)
			buf_addc(&out, '.');
		buf_addf(&out, "%lld", (long long)l->comment->id);
		if (l->parent)
			buf_addf(&out, "<%lld", (long long)l->parent->id);
	}
	ck_assert_text(buf_take(&out, &arena), threads[_i].order);
}
END_TEST

START_TEST(what_does_not_fit_waits)
{
	struct comment comments[ISSUE_LETTERS_MAX + 5] = {{0}};
	struct issue_item item = {0};
	size_t room = ISSUE_BYTES_MAX;

	for (size_t i = 0; i < ARRAY_LEN(comments); i++) {
		comments[i].id = (int64_t)i + 1;
		comments[i].state = COMMENT_APPROVED;
	}
	issue_thread(&arena, comments, ISSUE_LETTERS_MAX - 1, &room, &item);
	ck_assert_uint_eq(item.n_letters, ISSUE_LETTERS_MAX - 1);
	issue_thread(&arena, comments, ISSUE_LETTERS_MAX, &room, &item);
	ck_assert_uint_eq(item.n_letters, ISSUE_LETTERS_MAX);
	issue_thread(&arena, comments, ARRAY_LEN(comments), &room, &item);
	ck_assert_uint_eq(item.n_letters, ISSUE_LETTERS_MAX);
	/* the oldest ones are printed */
	ck_assert_int_eq(item.letters[ISSUE_LETTERS_MAX - 1].comment->id,
	                 ISSUE_LETTERS_MAX);
}
END_TEST

START_TEST(a_chain_of_answers_has_its_end)
{
	struct comment *comments = arena_array(&arena, struct comment, 100000);
	struct issue_item item = {0};
	size_t room = ISSUE_BYTES_MAX;

	for (int64_t i = 0; i < 100000; i++)
		comments[i] = (struct comment){
			.id = i + 1, .parent = i, .state = COMMENT_APPROVED};
	issue_thread(&arena, comments, 5000, &room, &item);
	ck_assert_uint_eq(item.n_letters, ISSUE_LETTERS_MAX);
	ck_assert_int_eq(item.letters[ISSUE_LETTERS_MAX - 1].depth, 3);
}
END_TEST

START_TEST(what_has_no_room_waits_and_its_answers_with_it)
{
	const struct comment comments[] = {
		{.id = 1, .state = COMMENT_APPROVED, .text = STR("short")},
		{.id = 2,
	         .state = COMMENT_APPROVED,
	         .text = STR("rather longer than the other two are")},
		{.id = 3, .parent = 2, .state = COMMENT_APPROVED},
		{.id = 4, .state = COMMENT_APPROVED, .text = STR("short")},
	};
	size_t two = 2 * issue_bytes(comments[0].text);
	size_t room = two;
	struct issue_item item;

	issue_thread(&arena, comments, ARRAY_LEN(comments), &room, &item);
	ck_assert_uint_eq(item.n_letters, 2);
	ck_assert_int_eq(item.letters[0].comment->id, 1);
	ck_assert_int_eq(item.letters[1].comment->id, 4);
	ck_assert_uint_eq(room, 0);
	/* what is left is the next article's */
	issue_thread(&arena, comments, ARRAY_LEN(comments), &room, &item);
	ck_assert_uint_eq(item.n_letters, 0);
}
END_TEST

START_TEST(a_letter_of_any_kind_fits_into_an_empty_edition)
{
	static const char *const units[] = {"a", "\xf0\x9f\x90\x91", "\n", "<"};
	struct buf text = BUF_INIT(100000);

	for (int i = 0; i < 10000; i++)
		buf_adds(&text, units[_i]);
	ck_assert_uint_le(issue_bytes(buf_take(&text, &arena)),
	                  ISSUE_BYTES_MAX);
}
END_TEST

static const struct comment said[] = {
	{.id = 1, .text = STR("The ferry leaves at seven, as always.")},
	{.id = 2, .text = STR("I like\nthe harbour lights\tin winter.")},
	{.id = 3,
         .text = STR("He said: The ferry leaves at seven, as always. No!")},
	{.id = 4, .text = STR("A roof by winter, they say?")},
};

static const struct {
	const char *context;
	int64_t id; /* 0: none */
} quoted[] = {
	{"The ferry leaves at seven", 3}, /* the newest that has it */
	{"  The ferry leaves at seven, as always. No! ", 3},
	{"I like the harbour lights in winter.", 2},
	{"I like   the harbour lights", 2},
	{"harbour\tlights in\n winter", 2},
	{"lights in wintr.", 0},
	{"The ferry leaves at eight", 0},
	{"THE FERRY leaves at seven", 3},
	{"leaves - at \xe2\x80\x9cseven\xe2\x80\x9d, as", 3},
	{"a roof by winter", 0}, /* the summary has it, too */
	{"Ilike the harbour", 0},
	{"ferry leav", 0}, /* too short to tell */
	{"ferry leave", 0},
	{"ferry leaves", 3},
	{"", 0},
	{"                 ", 0},
};

START_TEST(a_quoted_line_tells_the_newest_comment_that_holds_it)
{
	const struct comment *found =
		issue_quoted(&arena, said, ARRAY_LEN(said),
	                     str_of("The quay gets a roof by winter."),
	                     str_of(quoted[_i].context));

	ck_assert_int_eq(found ? found->id : 0, quoted[_i].id);
}
END_TEST

START_TEST(nothing_is_quoted_from_no_comments)
{
	ck_assert_ptr_null(issue_quoted(&arena, NULL, 0, str_of(""),
	                                str_of("a line of words")));
}
END_TEST

static const struct comment signed_ones[] = {
	{.id = 1, .author = STR("Emil Berg"), .text = STR("One.")},
	{.id = 2, .author = STR("Bo Nyman"), .text = STR("Two.")},
	{.id = 3, .author = STR("Ann Lee"), .text = STR("Three.")},
	{.id = 4, .author = STR("Ann Moe"), .text = STR("Four.")},
	{.id = 5, .author = STR("Ida Ek"), .text = STR("Five.")},
	{.id = 6, .author = STR("Ida Ek"), .text = STR("Six.")},
};

static const struct {
	const char *answer;
	int64_t id; /* 0: none */
} spoken[] = {
	{"Emil Berg: that is not so.", 1},
	{"In answer to Emil Berg:\n\nNo.", 1},
	{"In answer to EMIL BERG,\n\nNo.", 1},
	{"Dear Emil,\nno.", 1},
	{"Emil!\nNo.", 1},
	{"@Emil: no", 1},
	{"@Emil\nno", 1},
	{"Bo Nyman, no", 0}, /* a sentence may begin so */
	{"Bo:\nno", 0},      /* too short to be a name for sure */
	{"Bo Nyman:\nno", 2},
	{"Ann,\nno", 0}, /* which? */
	{"Ann Moe,\nno", 4},
	{"Ida,\nno", 0}, /* wrote two */
	{"Dear all who know Emil,\nno", 0},
	{"I met Emil and he said this to me: no", 0},
	{"No.\nEmil:\nNo.", 0},
	{"Dear editor,\nno", 0},
	{"Emil Berg and Bo Nyman:\nno", 0},
	{"", 0},
};

START_TEST(the_first_line_may_speak_to_an_author)
{
	const struct comment *found =
		issue_addressed(&arena, signed_ones, ARRAY_LEN(signed_ones),
	                        str_of(spoken[_i].answer), str_of("Ada"));

	ck_assert_int_eq(found ? found->id : 0, spoken[_i].id);
}
END_TEST

START_TEST(nobody_speaks_to_oneself)
{
	ck_assert_ptr_null(issue_addressed(&arena, signed_ones, 1,
	                                   str_of("Emil Berg:\nno"),
	                                   str_of("Emil Berg")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("issue");
	TCase *thread = tcase_create("issue_thread");
	TCase *quote = tcase_create("issue_quoted");

	tcase_add_checked_fixture(thread, NULL, drop_arena);
	tcase_add_test(thread, what_is_featured_comes_first);
	tcase_add_loop_test(thread, letters_are_read_in_threads, 0,
	                    ARRAY_LEN(threads));
	tcase_add_test(thread, what_does_not_fit_waits);
	tcase_add_test(thread, a_chain_of_answers_has_its_end);
	tcase_add_test(thread, what_has_no_room_waits_and_its_answers_with_it);
	tcase_add_loop_test(
		thread, a_letter_of_any_kind_fits_into_an_empty_edition, 0, 4);
	suite_add_tcase(s, thread);

	tcase_add_checked_fixture(quote, NULL, drop_arena);
	tcase_add_loop_test(
		quote, a_quoted_line_tells_the_newest_comment_that_holds_it, 0,
		ARRAY_LEN(quoted));
	tcase_add_test(quote, nothing_is_quoted_from_no_comments);
	tcase_add_loop_test(quote, the_first_line_may_speak_to_an_author, 0,
	                    ARRAY_LEN(spoken));
	tcase_add_test(quote, nobody_speaks_to_oneself);
	suite_add_tcase(s, quote);
	return s;
}
