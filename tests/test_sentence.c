#include "tests/suite.h"

#include "text/sentence.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

/* The sentences of `text`, with '|' between. */
static struct str split(const char *text)
{
	struct sentence *sentences;
	struct str source = str_of(text);
	size_t n = sentence_split(&arena, source, &sentences);
	const char *all = "";

	for (size_t i = 0; i < n; i++) {
		struct str s = sentences[i].text;

		ck_assert(s.ptr >= source.ptr);
		ck_assert(s.ptr + s.len <= source.ptr + source.len);
		all = arena_printf(&arena, "%s%s%.*s", all, i > 0 ? "|" : "",
		                   (int)s.len, s.ptr);
	}
	return str_of(all);
}

/* '|' stands where one sentence ends and the next begins. */
static const char *const texts[] = {
	"One thing is sure.|Another is not!|Is a third?|Nobody knows.",
	"It costs 3.50 at example.com today.|That is little.",
	"\"It is late.\"|\"Is it?\"|(It was.)|“So it was.”|He left.",
	"\"Is it late?\" she asked.|He nodded.",
	"It rose to £5.|£3 was the price before.|12 came.",
	/* Abbreviations, initials, numbers. */
	"Mr. Smith met Dr. J. R. Doe of St. Ives.|They talked.",
	"Gen. Lee, Sen. Roe and Prof. Poe came.|All sat.",
	"It is in the U.S. Senate now.|Wait.",
	"He moved to the U.S.|The others stayed.",
	"It was 5 p.m. Monday.|It was 6 p.m.|They left.",
	"He works at Acme Inc. Monday to Friday.|He sleeps.",
	"He works at Acme Inc.|They pay.",
	"See No. 5 and p. 12 there.|He said no.|That was all.",
	"On Sept. 11 it began.|It went on until Dec. 24.|Now it ends.",
	"J.P. \"The Bear\" Doe sang.|All slept.",
	"He was 12.|She was 13.|May came.",
	"Wait... Doe said so.|He waited...|Then he left.",
	"Plans A. and B. failed.|Plan C.|The last one did not.",
	/* Other languages. */
	"Am 3. Oktober kam Dr. Müller.|„Er kam.“|Über allem war Ruhe.",
	"Das gilt z.B. Bei uns nicht.|Ärger folgte.",
	"« Il pleut. »|Élise est là.|L’été arrive !|Où est-elle ?",
	"¿Qué pasa?|¡Nada!|Él se fue.",
	"Han kom.|– Ja, sa hun.|Åse gikk.|Østen var stille.",
	"Дождь идёт.|Все спят.|«Да.»|Он ушёл.",
	"यह एक है।|वह दो है।",
	"هل جاء؟|نعم.|ذهب.",
};

/* The same where nothing stands between. */
static const char *const dense[] = {
	"今天下雨。|他来了！|“是吗？”他说。|好。",
	"「行く。」と言った。|彼は来た。",
	"यह एक है।|वह दो है।",
};

/* Split `marked` with `instead` for each '|'. */
static void check_marked(const char *marked, const char *instead)
{
	struct str rest = str_of(marked), part;
	const char *text = NULL;

	while (str_next_field(&rest, '|', &part))
		text = arena_printf(&arena, "%s%s%.*s", text ? text : "",
		                    text ? instead : "", (int)part.len,
		                    part.ptr);
	ck_assert_text(split(text), marked);
}

START_TEST(split_finds_where_sentences_end)
{
	check_marked(texts[_i], " ");
}
END_TEST

START_TEST(split_needs_no_space_where_none_is_written)
{
	check_marked(dense[_i], "");
}
END_TEST

START_TEST(split_ends_sentences_at_paragraphs)
{
	ck_assert_text(split("One line has no end mark but many words in it, "
	                     "as it seems\n\nAnother has one."),
	               "One line has no end mark but many words in it, as it "
	               "seems|Another has one.");
}
END_TEST

START_TEST(split_keeps_sentences_of_wrapped_text_whole)
{
	ck_assert_text(
		split("The harbour board met on Monday to talk about the\n"
	              "price of a berth. It has not been raised, said Mr.\n"
	              "Smith, for eleven years.\n"),
		"The harbour board met on Monday to talk about the\n"
		"price of a berth.|It has not been raised, said Mr.\n"
		"Smith, for eleven years.");
}
END_TEST

START_TEST(split_drops_datelines_captions_and_headings)
{
	ck_assert_text(split("By Jane Doe\n"
	                     "OSLO (NTB) - The crane fell on Monday.\n"
	                     "Photo: The crane before it fell.\n"
	                     "What comes next\n"
	                     "It will be built anew.\n"
	                     "Jane Doe / NTB"),
	               "The crane fell on Monday.|It will be built anew.");
}
END_TEST

START_TEST(split_keeps_headings_when_there_is_nothing_else)
{
	ck_assert_text(split("What comes next\nNobody knows"),
	               "What comes next|Nobody knows");
}
END_TEST

START_TEST(split_finds_nothing_in_nothing)
{
	ck_assert_text(split(""), "");
	ck_assert_text(split(" \n\n\t"), "");
	ck_assert_text(split("..."), "...");
}
END_TEST

START_TEST(split_counts_words_and_paragraphs)
{
	struct sentence *s;
	size_t n = sentence_split(&arena,
	                          str_of("One two three. Four five.\n"
	                                 "今天下雨。"),
	                          &s);

	ck_assert_uint_eq(n, 3);
	ck_assert_uint_eq(s[0].n_words, 3);
	ck_assert_uint_eq(s[1].n_words, 2);
	ck_assert_uint_eq(s[2].n_words, 3); /* a run, and two pairs in it */
	ck_assert_uint_eq(s[0].paragraph, 0);
	ck_assert_uint_eq(s[1].paragraph, 0);
	ck_assert_uint_eq(s[2].paragraph, 1);
}
END_TEST

static const struct {
	const char *text;
	bool is_whole;
} wholes[] = {
	{"It ends here.", true},  {"\"It ends,\" he said.", true},
	{"(It ends.)", true},     {"He said: “It ends.”", true},
	{"It has no end", false}, {"He said:", false},
	{"\"It goes on.", false}, {"That was all,\" he said.", false},
	{"“It goes on.", false},  {"(It goes on.", false},
	{"A heading .", false},
};

START_TEST(split_tells_which_sentences_are_whole)
{
	struct sentence *s;

	ck_assert_uint_eq(sentence_split(&arena, str_of(wholes[_i].text), &s),
	                  1);
	ck_assert_int_eq(s[0].is_whole, wholes[_i].is_whole);
}
END_TEST

START_TEST(split_stops_at_its_limit)
{
	static char text[5 * (SENTENCES_MAX + 1000) + 1];
	struct sentence *sentences;

	for (size_t i = 0; i + 5 < sizeof(text); i += 5)
		memcpy(text + i, "One. ", 5);
	ck_assert_uint_eq(sentence_split(&arena, str_of(text), &sentences),
	                  SENTENCES_MAX);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("sentence");
	TCase *tc = tcase_create("sentence_split");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_loop_test(tc, split_finds_where_sentences_end, 0,
	                    ARRAY_LEN(texts));
	tcase_add_loop_test(tc, split_needs_no_space_where_none_is_written, 0,
	                    ARRAY_LEN(dense));
	tcase_add_test(tc, split_ends_sentences_at_paragraphs);
	tcase_add_test(tc, split_keeps_sentences_of_wrapped_text_whole);
	tcase_add_test(tc, split_drops_datelines_captions_and_headings);
	tcase_add_test(tc, split_keeps_headings_when_there_is_nothing_else);
	tcase_add_test(tc, split_finds_nothing_in_nothing);
	tcase_add_test(tc, split_counts_words_and_paragraphs);
	tcase_add_loop_test(tc, split_tells_which_sentences_are_whole, 0,
	                    ARRAY_LEN(wholes));
	tcase_add_test(tc, split_stops_at_its_limit);
	suite_add_tcase(s, tc);
	return s;
}
