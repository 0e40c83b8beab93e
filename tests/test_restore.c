#include "tests/suite.h"

#include "base/buf.h"
#include "digest/restore.h"
#include "digest/scrub.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const char body[] = "On Monday, The Courier wrote:\n"
			   "> The quay is old.\n"
			   "\n"
			   "It is older than that, write to ann@example.org.\n"
			   "\n"
			   "> The roof leaks.\n"
			   "\n"
			   "Mine too.\n"
			   "\n"
			   "-- \n"
			   "Ann\n";

/* The body split, and its cuts with their places in the kept text. */
static size_t split(struct str text, struct str *kept,
                    struct comment_cut **cuts)
{
	struct reply reply;

	reply_split(&arena, text, str_of(""), NULL, 0, &reply);
	ck_assert_uint_eq(reply.n_answers, 1);
	*kept = restore_kept(&arena, reply.answers[0].text);
	return restore_cuts(&arena, &reply, &reply.answers[0], *kept, cuts);
}

static struct str restored(struct str text, const struct comment_cut *cut)
{
	struct str out = {"", 0};

	ck_assert_int_eq(restore_text(&arena, text, cut, &out), OK);
	return out;
}

START_TEST(cuts_know_how_much_of_the_kept_text_is_before_them)
{
	struct comment_cut *cuts;
	struct str kept;
	size_t n = split(str_of(body), &kept, &cuts);

	ck_assert_text(kept, "It is older than that, write to"
	                     " [address removed].\n\nMine too.");
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(cuts[0].place, 0);
	ck_assert_int_eq(cuts[1].place, (int64_t)str_find(kept, "\n\nMine"));
	ck_assert_int_eq(cuts[2].place, (int64_t)kept.len);
	ck_assert_text(cuts[1].kind, "quote");
	ck_assert_text(cuts[1].text, "> The roof leaks.");
}
END_TEST

START_TEST(a_cut_comes_back_where_it_stood)
{
	struct comment_cut *cuts;
	struct str kept;

	split(str_of(body), &kept, &cuts);
	ck_assert_text(restored(kept, &cuts[1]),
	               "It is older than that, write to [address removed].\n\n"
	               "> The roof leaks.\n\nMine too.");
	ck_assert_text(restored(str_of("Mine too."), &cuts[0]),
	               "On Monday, The Courier wrote:\n> The quay is old.\n\n"
	               "Mine too.");
}
END_TEST

START_TEST(what_is_known_of_no_place_comes_back_at_the_end)
{
	static const int64_t places[] = {-1, 2, 99, INT64_MAX};

	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		const struct comment_cut cut = {
			.text = str_of("Ann"),
			.place = places[i],
		};

		/* 2 is within the second letter. */
		ck_assert_text(restored(str_of("a\xc3\xa5"), &cut),
		               "a\xc3\xa5\n\nAnn");
	}
}
END_TEST

START_TEST(what_comes_back_is_fit_to_print)
{
	const struct comment_cut cut = {
		.text = str_of("write to\nann@example.org\033[2J"),
		.place = 0,
	};

	ck_assert_text(restored(str_of("I agree."), &cut),
	               "write to\n[address removed][2J\n\nI agree.");
}
END_TEST

START_TEST(a_comment_does_not_grow_over_its_limit)
{
	struct str out = str_of("untouched");
	char *text = arena_alloc(&arena, COMMENT_MAX + 1);
	const struct comment_cut cut = {.text = str_of("ab"), .place = 0};

	memset(text, 'x', COMMENT_MAX);
	/* with the empty line between them */
	ck_assert_int_eq(restore_text(&arena,
	                              (struct str){text, COMMENT_MAX - 4}, &cut,
	                              &out),
	                 OK);
	ck_assert_uint_eq(out.len, COMMENT_MAX);
	ck_assert_int_eq(restore_text(&arena,
	                              (struct str){text, COMMENT_MAX - 3}, &cut,
	                              &out),
	                 ERR_LIMIT);
	ck_assert_uint_eq(out.len, COMMENT_MAX);
}
END_TEST

START_TEST(so_many_cuts_are_kept_and_no_more)
{
	struct buf text = BUF_INIT(1024 * 1024);
	struct comment_cut *cuts;
	struct str kept;

	buf_adds(&text, "On Monday, The Courier wrote:\n> a\n\n");
	for (size_t i = 0; i < 2 * RESTORE_CUTS_MAX; i++)
		buf_addf(&text, "Line %zu.\n\n> %zu\n\n", i, i);
	ck_assert_uint_eq(split(buf_take(&text, &arena), &kept, &cuts),
	                  RESTORE_CUTS_MAX);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("restore");
	TCase *cuts = tcase_create("restore_cuts");
	TCase *text = tcase_create("restore_text");

	tcase_add_checked_fixture(cuts, NULL, drop_arena);
	tcase_add_test(cuts,
	               cuts_know_how_much_of_the_kept_text_is_before_them);
	tcase_add_test(cuts, so_many_cuts_are_kept_and_no_more);
	suite_add_tcase(s, cuts);

	tcase_add_checked_fixture(text, NULL, drop_arena);
	tcase_add_test(text, a_cut_comes_back_where_it_stood);
	tcase_add_test(text, what_is_known_of_no_place_comes_back_at_the_end);
	tcase_add_test(text, what_comes_back_is_fit_to_print);
	tcase_add_test(text, a_comment_does_not_grow_over_its_limit);
	suite_add_tcase(s, text);
	return s;
}
