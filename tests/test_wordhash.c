#include "tests/suite.h"

#include "text/wordhash.h"

/* All words of `text` in one hash; how many there are in `n`. */
static uint64_t hash_all(const char *text, size_t *n)
{
	struct wordhash words = {str_of(text), 0};
	uint64_t hash, all = WORDS_SEED;
	bool is_end;

	*n = 0;
	while (wordhash_next(&words, &hash, &is_end)) {
		all = wordhash_mix(all, hash);
		(*n)++;
	}
	return all;
}

static const struct {
	const char *a, *b;
	size_t n;
} same[] = {
	{"One two three", "one, TWO\n  three!", 3},
	{"won't", "won\xe2\x80\x99t", 1},
	{"\"not for\" us", "\xe2\x80\x9cnot for\xe2\x80\x9d us", 3},
	{"*bold* _words_", "bold words", 2},
	{"a b",
         "a\xc2\xa0"
         "b",
         2},
	{"soft",
         "so\xc2\xad"
         "ft",
         1},
	{"see https://a.example/x here", "see <https://b.example/?u=1> here",
         2},
	{"write to <mailto:a@b.example>", "write to", 2},
	{"Read www.a.example/x(this)", "read this", 2},
	{"caf\xc3\xa9 au lait", "Caf\xc3\xa9\nau\xe2\x80\xafLait", 3},
	{"\xe6\x9d\xb1\xe4\xba\xac", "\xe6\x9d\xb1 \xe4\xba\xac", 2},
	{"", " -- \n https://a.example/ ", 0},
};

START_TEST(words_survive_what_mail_programs_do)
{
	size_t n_a, n_b;

	ck_assert_uint_eq(hash_all(same[_i].a, &n_a),
	                  hash_all(same[_i].b, &n_b));
	ck_assert_uint_eq(n_a, same[_i].n);
	ck_assert_uint_eq(n_b, same[_i].n);
}
END_TEST

static const char *const different[][2] = {
	{"one two", "two one"},
	{"one two", "onetwo"},
	{"caf\xc3\xa9", "cafe"},
	{"1", "2"},
};

START_TEST(other_words_have_other_hashes)
{
	size_t n;

	ck_assert_uint_ne(hash_all(different[_i][0], &n),
	                  hash_all(different[_i][1], &n));
}
END_TEST

START_TEST(next_says_where_a_sentence_ended)
{
	struct wordhash words = {{"No. Yes no", 10}, 0};
	uint64_t hash;
	bool is_end;

	ck_assert(wordhash_next(&words, &hash, &is_end) && !is_end);
	ck_assert(wordhash_next(&words, &hash, &is_end) && is_end);
	ck_assert(wordhash_next(&words, &hash, &is_end) && !is_end);
	ck_assert(!wordhash_next(&words, &hash, &is_end));
}
END_TEST

static const struct {
	const char *text, *inner;
	bool is_held;
} lists[] = {
	{"The quay gets a roof", "quay gets", true},
	{"The quay gets a roof", "the \xe2\x80\x9cquay\xe2\x80\x9d\ngets",
         true},
	{"The quay gets a roof", "a roof", true},
	{"The quay gets a roof", "The quay gets a roof", true},
	{"a a b", "a b", true},
	{"The quay gets a roof", "quay a roof", false},
	{"The quay gets a roof", "a roof again", false},
	{"quay", "quay quay", false},
	{"", "quay", false},
	{"quay", "", true},
};

START_TEST(holds_is_of_words_in_a_row)
{
	struct wordlist text, inner;
	struct arena arena = {0};

	wordlist_of(&arena, str_of(lists[_i].text), &text);
	wordlist_of(&arena, str_of(lists[_i].inner), &inner);
	ck_assert_int_eq(wordlist_holds(&text, &inner), lists[_i].is_held);
	arena_free(&arena);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("wordhash");
	TCase *t = tcase_create("wordhash_next");

	tcase_add_loop_test(t, words_survive_what_mail_programs_do, 0,
	                    (int)ARRAY_LEN(same));
	tcase_add_loop_test(t, other_words_have_other_hashes, 0,
	                    (int)ARRAY_LEN(different));
	tcase_add_test(t, next_says_where_a_sentence_ended);
	suite_add_tcase(s, t);

	t = tcase_create("wordlist_holds");
	tcase_add_loop_test(t, holds_is_of_words_in_a_row, 0,
	                    (int)ARRAY_LEN(lists));
	suite_add_tcase(s, t);
	return s;
}
