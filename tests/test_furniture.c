#include "tests/suite.h"

#include "text/furniture.h"

static const struct {
	const char *dateline, *rest;
} datelines[] = {
	{"(CNN) -- ", "The vote is over."},
	{"(CNN)", "The vote is over."},
	{"LONDON, England (CNN) -- ", "The vote is over."},
	{"WASHINGTON (Reuters) - ", "The vote is over."},
	{"BERLIN, Sept. 22 (AP) — ", "The vote is over."},
	{"Seyne-les-Alpes, France (AFP)", "Investigators came."},
	{"New Delhi, Jul 30 (PTI) ", "The vote is over."},
	{"OSLO – ", "The vote is over."},
	{"NEW YORK -- ", "The vote is over."},
	/* None of these is one. */
	{"", "The vote (Monday) is over."},
	{"", "The Federal Bureau (FBI) Director spoke."},
	{"", "(He was late.) The vote began."},
	{"", "Paris - the old one - is gone."},
	{"", "He came late - as always."},
	{"", "NATO-led forces left."},
	{"", "I - for one - agree."},
	{"", "It rained. (Oslo) - Then it stopped."},
	{"", "("},
	{"", ""},
};

START_TEST(dateline_is_place_and_agency_only)
{
	struct str dateline = str_of(datelines[_i].dateline);
	char text[200];

	memcpy(text, dateline.ptr, dateline.len);
	memcpy(text + dateline.len, datelines[_i].rest,
	       strlen(datelines[_i].rest) + 1);
	ck_assert_uint_eq(furniture_dateline(str_of(text)), dateline.len);
}
END_TEST

static const char *const furniture[] = {
	"Photo: The crane at work.",
	"PHOTO BY Jane Doe",
	"Scroll down for video",
	"Read more: How the crane was built.",
	"PUBLISHED: 08:51, 4 March.",
	"By Jane Doe",
	"By Jane Doe and John Roe for The Evening Post",
	"By . Jane Doe . PUBLISHED: . 08:51",
	"© The Evening Post.",
	"Foto: Kari Nordmann.",
};

static const char *const sentences[] = {
	"Photographs of the crane were shown.",
	"By Monday the crane was gone.",
	"By then it was late.",
	"Copyright is what they talk about.",
	"Videos are cheap.",
	"By",
	"",
};

START_TEST(is_finds_what_is_no_sentence_of_the_article)
{
	ck_assert(furniture_is(str_of(furniture[_i])));
}
END_TEST

START_TEST(is_leaves_sentences_alone)
{
	ck_assert(!furniture_is(str_of(sentences[_i])));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("furniture");
	TCase *dateline = tcase_create("furniture_dateline");
	TCase *is = tcase_create("furniture_is");

	tcase_add_loop_test(dateline, dateline_is_place_and_agency_only, 0,
	                    ARRAY_LEN(datelines));
	suite_add_tcase(s, dateline);
	tcase_add_loop_test(is, is_finds_what_is_no_sentence_of_the_article, 0,
	                    ARRAY_LEN(furniture));
	tcase_add_loop_test(is, is_leaves_sentences_alone, 0,
	                    ARRAY_LEN(sentences));
	suite_add_tcase(s, is);
	return s;
}
