#include "tests/suite.h"

#include <math.h>

#include "text/words.h"

static struct arena arena;
static struct vocabulary *vocabulary;

static void teardown(void)
{
	vocabulary_close(&vocabulary);
	arena_free(&arena);
}

static void open_language(const char *language)
{
	vocabulary_close(&vocabulary);
	vocabulary = vocabulary_open(&arena, str_of(language));
}

/* The stems of `text`, with spaces between. */
static struct str stems(const char *text)
{
	struct word *words;
	size_t n = words_split(vocabulary, str_of(text), &words);
	const char *all = "";

	for (size_t i = 0; i < n; i++) {
		struct str stem = vocabulary_stem(vocabulary, words[i].stem);

		all = arena_printf(&arena, "%s%s%.*s", all, i > 0 ? " " : "",
		                   (int)stem.len, stem.ptr);
	}
	return str_of(all);
}

static const struct {
	const char *language, *text, *stems;
} rows[] = {
	{"en", "The cranes were running; THE CRANE ran.",
         "crane run crane ran"},
	{"en", "John's dogs' don’t O'Neill", "john dog o'neil"},
	{"en", "It cost 3.50 or 1,200,000 in 2011, 7.",
         "cost 3.50 1,200,000 2011"},
	{"en", "a I x 5", ""},
	{"en", "covid19 3rd", "covid 19 rd"},
	{"EN-gb", "running", "run"},
	{"", "The cranes' Running", "the cranes running"},
	{"xx", "running", "running"},
	{"e", "running", "running"},
	{"nb-NO", "Båtene og bilene kjører ÅRET", "båt bil kjør året"},
	{"de", "Die Häuser und das Haus", "haus haus"},
	{"fr", "L'homme n'est qu’une femme", "homm femm"},
	{"it", "dell'acqua", "acqua"},
	{"ru", "Книги КНИГА", "книг книг"},
	{"", "今天下雨", "今天 天下 下雨"},
	{"", "雨, 雨", ""},
	{"", "e\xcc\x81t\xc3\xa9", "e\xcc\x81t\xc3\xa9"},
	{"en", "", ""},
	{"en", "... '' -- \xff\xfe", ""},
};

START_TEST(split_gives_stems_without_stop_words)
{
	open_language(rows[_i].language);
	ck_assert_text(stems(rows[_i].text), rows[_i].stems);
}
END_TEST

START_TEST(split_keeps_the_word_as_written)
{
	struct word *words;

	open_language("en");
	ck_assert_uint_eq(words_split(vocabulary,
	                              str_of("The Crane's arms, ARMS!"),
	                              &words),
	                  3);
	ck_assert_text(words[0].text, "Crane's");
	ck_assert_text(words[1].text, "arms");
	ck_assert_text(words[2].text, "ARMS");
	ck_assert_uint_eq(words[1].stem, words[2].stem);
	ck_assert_uint_ne(words[0].stem, words[1].stem);
	ck_assert_uint_eq(vocabulary_size(vocabulary), 2);
}
END_TEST

START_TEST(split_lets_only_the_start_of_a_long_word_count)
{
	static char text[1001];
	struct word *words;

	open_language("");
	memset(text, 'x', 1000);
	ck_assert_uint_eq(words_split(vocabulary, str_of(text), &words), 1);
	ck_assert_uint_eq(words[0].text.len, 1000);
	ck_assert_uint_eq(vocabulary_stem(vocabulary, words[0].stem).len, 64);
}
END_TEST

START_TEST(split_numbers_thousands_of_stems_once_each)
{
	struct word *words;

	open_language("");
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 5000; i++) {
			const char *text =
				arena_printf(&arena, "%d", 10000 + i);

			ck_assert_uint_eq(
				words_split(vocabulary, str_of(text), &words),
				1);
			ck_assert_uint_eq(words[0].stem, (size_t)i);
		}
	ck_assert_uint_eq(vocabulary_size(vocabulary), 5000);
}
END_TEST

START_TEST(close_takes_nothing_and_twice)
{
	vocabulary_close(&vocabulary);
	open_language("en");
	vocabulary_close(&vocabulary);
	ck_assert_ptr_null(vocabulary);
	vocabulary_close(&vocabulary);
}
END_TEST

static struct terms count(const char *text)
{
	struct word *words;
	size_t n = words_split(vocabulary, str_of(text), &words);

	return terms_count(&arena, words, n);
}

START_TEST(count_has_each_stem_once_and_in_order)
{
	struct terms terms;

	open_language("en");
	terms = count("ships crane ship harbour crane ships");
	ck_assert_uint_eq(terms.n, 3);
	ck_assert_uint_eq(terms.terms[0].stem, 0);
	ck_assert_uint_eq(terms.terms[0].n, 3);
	ck_assert_uint_eq(terms.terms[1].stem, 1);
	ck_assert_uint_eq(terms.terms[1].n, 2);
	ck_assert_uint_eq(terms.terms[2].stem, 2);
	ck_assert_uint_eq(terms.terms[2].n, 1);
	ck_assert_uint_eq(count("").n, 0);
}
END_TEST

START_TEST(idf_is_that_of_the_documents_counted)
{
	struct frequencies df = {0};
	struct terms first, second;

	open_language("en");
	first = count("crane crane ship");
	second = count("crane harbour");
	frequencies_add(&arena, &df, &first);
	frequencies_add(&arena, &df, &second);
	ck_assert_double_eq_tol(frequencies_idf(&df, 0), log(3 / 2.5), 1e-12);
	ck_assert_double_eq_tol(frequencies_idf(&df, 1), log(3 / 1.5), 1e-12);
	ck_assert_double_eq_tol(frequencies_idf(&df, 99), log(3 / .5), 1e-12);
}
END_TEST

START_TEST(weigh_is_linear_or_logarithmic)
{
	struct frequencies none = {0};
	struct terms terms;
	double idf = log(1 / .5);

	open_language("en");
	terms = count("crane crane crane ship");
	terms_weigh(&terms, &none, TERM_LINEAR);
	ck_assert_double_eq_tol(terms.terms[0].weight, 3 * idf, 1e-12);
	ck_assert_double_eq_tol(terms.length, sqrt(10) * idf, 1e-12);
	terms_weigh(&terms, &none, TERM_LOG);
	ck_assert_double_eq_tol(terms.terms[0].weight, (1 + log(3)) * idf,
	                        1e-12);
	ck_assert_double_eq_tol(terms.terms[1].weight, idf, 1e-12);
}
END_TEST

START_TEST(cosine_is_one_to_itself_and_none_to_strangers)
{
	struct frequencies none = {0};
	struct terms a, b, c, empty;

	open_language("en");
	a = count("crane ship");
	b = count("ship harbour");
	c = count("weather");
	empty = count("the");
	terms_weigh(&a, &none, TERM_LOG);
	terms_weigh(&b, &none, TERM_LOG);
	terms_weigh(&c, &none, TERM_LOG);
	terms_weigh(&empty, &none, TERM_LOG);
	ck_assert_double_eq_tol(terms_cosine(&a, &a), 1, 1e-12);
	ck_assert_double_eq_tol(terms_cosine(&a, &b), .5, 1e-12);
	ck_assert_double_eq_tol(terms_cosine(&b, &a), .5, 1e-12);
	ck_assert_double_eq(terms_cosine(&a, &c), 0);
	ck_assert_double_eq(terms_cosine(&a, &empty), 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("words");
	TCase *words = tcase_create("words_split");
	TCase *terms = tcase_create("terms");

	tcase_add_checked_fixture(words, NULL, teardown);
	tcase_add_loop_test(words, split_gives_stems_without_stop_words, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(words, split_keeps_the_word_as_written);
	tcase_add_test(words, split_lets_only_the_start_of_a_long_word_count);
	tcase_add_test(words, split_numbers_thousands_of_stems_once_each);
	tcase_add_test(words, close_takes_nothing_and_twice);
	suite_add_tcase(s, words);
	tcase_add_checked_fixture(terms, NULL, teardown);
	tcase_add_test(terms, count_has_each_stem_once_and_in_order);
	tcase_add_test(terms, idf_is_that_of_the_documents_counted);
	tcase_add_test(terms, weigh_is_linear_or_logarithmic);
	tcase_add_test(terms, cosine_is_one_to_itself_and_none_to_strangers);
	suite_add_tcase(s, terms);
	return s;
}
