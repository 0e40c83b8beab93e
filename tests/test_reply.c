#include "tests/suite.h"

#include <glob.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "mailer/parse.h"
#include "text/html.h"
#include "text/lines.h"
#include "text/reply.h"

#define MAIL_MAX 100000

/* Editions as readers got them. */

static const struct edition_piece three_items[] = {
	{STR("The Valley Gazette\nMorning edition no. 12, Tuesday 3 May\n\n"),
         0},
	{STR("IN THIS EDITION\n"
             "1. Council votes on the new bridge\n"
             "2. Library opens on Sundays\n"
             "3. A long winter for the orchard growers\n\n"),
         0},
	{STR("1. Council votes on the new bridge\n"
             "By Ann Lee\n\n"
             "The town council decides on Thursday whether the old bridge "
             "over the river\n"
             "is repaired or torn down. Repairs would cost two million, "
             "and traffic would\n"
             "have to use the ford until autumn.\n\n"
             "Read on: https://gazette.example/2016/05/bridge\n"),
         71},
	{STR("COMMENTS (2)\n"
             "Comments are moderated and generally will be posted if they "
             "are on-topic\n"
             "and not abusive.\n\n"
             "Bert wrote:\n"
             "The ford floods every August, so there won\xe2\x80\x99t be "
             "any way to the school.\n\n"),
         71},
	{STR("Carla wrote:\n"
             "Two million is what the new town hall carpet cost.\n\n"),
         71},
	{STR("Answer this article: "
             "<mailto:letters+abc71@gazette.example>\n"
             "----------------------------------------\n"),
         71},
	{STR("2. Library opens on Sundays\n"
             "By Dora Fox\n\n"
             "From June the public library will be open on Sunday "
             "afternoons as well.\n"
             "Volunteers keep the desk, and the cafe sells cake.\n\n"
             "Read on: https://gazette.example/2016/05/library\n"),
         72},
	{STR("COMMENTS (0)\n"
             "Comments are moderated and generally will be posted if they "
             "are on-topic\n"
             "and not abusive.\n\n"),
         72},
	{STR("Answer this article: "
             "<mailto:letters+abc72@gazette.example>\n"
             "----------------------------------------\n"),
         72},
	{STR("3. A long winter for the orchard growers\n"
             "By Ed Moss\n\n"
             "Late frost has taken half of the blossom. Growers ask the "
             "county for help,\n"
             "and \"not for the first time\", as their speaker says.\n\n"
             "Read on: https://gazette.example/2016/05/orchard\n"),
         73},
	{STR("COMMENTS (0)\n"
             "Comments are moderated and generally will be posted if they "
             "are on-topic\n"
             "and not abusive.\n\n"),
         73},
	{STR("Answer this article: "
             "<mailto:letters+abc73@gazette.example>\n"
             "----------------------------------------\n"),
         73},
	{STR("You get this mail because you asked for it. To stop it, open\n"
             "https://gazette.example/stop/abc or answer with "
             "\"unsubscribe\".\n"),
         0},
};

static const struct edition_piece one_item[] = {
	{STR("Post vom Dorfblatt\n\n"), 0},
	{STR("1. Das Freibad bleibt zu\n"
             "Von Jana Wolf\n\n"
             "Die Gemeinde hat kein Geld f\xc3\xbcr die neue Pumpe, und "
             "ohne Pumpe bleibt\n"
             "das Freibad auch in diesem Sommer geschlossen.\n\n"
             "KOMMENTARE (0)\n"),
         9},
	{STR("Diese Post abbestellen: https://dorfblatt.example/ab\n"), 0},
};

static const struct edition_piece two_items[] = {
	{STR("Hill Notes, weekly\n\n"), 0},
	{STR("1. Sheep on the road again\n\n"
             "Drivers between Upper and Lower Hill waited an hour on "
             "Friday while a\n"
             "herd of some two hundred sheep crossed.\n\n"
             "Answer this article: <mailto:n+1@hill.example>\n\n"),
         1},
	{STR("2. Choir seeks voices\n\n"
             "The church choir has lost its last two tenors to the "
             "football club and\n"
             "asks everybody who can hold a tune to come on Monday.\n\n"
             "Answer this article: <mailto:n+2@hill.example>\n\n"),
         2},
};

static const struct edition {
	const struct edition_piece *pieces;
	size_t n;
	int64_t first, last; /* items */
} editions[] = {
	{three_items, ARRAY_LEN(three_items), 71, 73},
	{one_item, ARRAY_LEN(one_item), 9, 9},
	{two_items, ARRAY_LEN(two_items), 1, 2},
};

/* Programs that readers use. */
enum program {
	GMAIL,
	APPLE,
	THUNDERBIRD,
	OUTLOOK,
	HTML,      /* turned to text: long lines, rewritten links */
	REWRAPPED, /* marked lines wrapped once more */
	N_PROGRAMS,
};

static const char *const heads[] = {
	[GMAIL] = "On Tue, May 3, 2016 at 6:01 AM The Valley Gazette <\n"
		  "letters+abc@gazette.example> wrote:\n\n",
	[APPLE] = "> On 3 May 2016, at 06:01, The Valley Gazette "
		  "<letters+abc@gazette.example> wrote:\n> \n",
	[THUNDERBIRD] = "Am 03.05.2016 um 06:01 schrieb The Valley Gazette:\n",
	[OUTLOOK] = "________________________________\n"
		    "From: The Valley Gazette <letters+abc@gazette.example>\n"
		    "Sent: Tuesday, May 3, 2016 6:01 AM\n"
		    "To: Joe Reader <joe@example.org>\n"
		    "Subject: Morning edition no. 12\n\n",
	[HTML] = "On Tue, May 3, 2016 at 6:01 AM The Valley Gazette "
		 "<letters+abc@gazette.example> wrote:\n\n",
	[REWRAPPED] = "On Tue, May 3, 2016 The Valley Gazette wrote:\n",
};

static struct arena arena;
static struct buf mail;

static void setup(void)
{
	buf_free(&mail);
	mail = (struct buf)BUF_INIT(MAIL_MAX);
}

static void teardown(void)
{
	buf_free(&mail);
	arena_free(&arena);
}

/* Add a line as a web mail does: its paragraph in one, links rewritten. */
static void add_reflowed(struct str text)
{
	struct str line;
	bool is_open = false;

	while (str_next_line(&text, &line)) {
		size_t link = str_find(line, "https://");

		if (line.len == 0) {
			buf_adds(&mail, is_open ? "\n> \n" : "> \n");
			is_open = false;
			continue;
		}
		buf_adds(&mail, is_open ? " " : "> ");
		buf_add(&mail, str_slice(line, 0, link));
		if (link != STR_NONE)
			buf_adds(&mail, "bridge <https://safe.example/?u=x1>");
		is_open = line.len > 60;
		if (!is_open)
			buf_addc(&mail, '\n');
	}
	if (is_open)
		buf_addc(&mail, '\n');
}

/* Add marked lines, those over 50 bytes broken, without a mark for the rest. */
static void add_rewrapped(struct str text)
{
	struct str line;

	while (str_next_line(&text, &line)) {
		size_t cut = line.len > 50 ? 50 : line.len;

		while (cut < line.len && cut > 0 && line.ptr[cut] != ' ')
			cut--;
		buf_adds(&mail, "> ");
		buf_add(&mail, str_slice(line, 0, cut));
		buf_addc(&mail, '\n');
		if (cut < line.len) {
			buf_add(&mail, str_from(line, cut + 1));
			buf_addc(&mail, '\n');
		}
	}
}

static void add_quoted(enum program program, struct str text)
{
	struct str line;

	if (program == HTML) {
		add_reflowed(text);
		return;
	}
	if (program == REWRAPPED) {
		add_rewrapped(text);
		return;
	}
	while (str_next_line(&text, &line)) {
		if (program != OUTLOOK)
			buf_adds(&mail, line.len > 0 ? "> " : ">");
		buf_add(&mail, line);
		buf_addc(&mail, '\n');
	}
}

/* Quote the pieces of `item`; all pieces when it is -1. */
static void add_item(enum program program, const struct edition *edition,
                     int64_t item)
{
	for (size_t i = 0; i < edition->n; i++)
		if (item < 0 || edition->pieces[i].item == item)
			add_quoted(program, edition->pieces[i].text);
}

static struct reply split(const struct edition *edition)
{
	struct reply reply;

	ck_assert(buf_ok(&mail));
	reply_split(&arena, buf_str(&mail), str_of(""),
	            edition ? edition->pieces : NULL, edition ? edition->n : 0,
	            &reply);
	return reply;
}

static struct reply split_text(const struct edition *edition, const char *text)
{
	buf_adds(&mail, text);
	return split(edition);
}

#define own                                                                    \
	"The ford is no way for a school bus.\n\n- it floods\n"                \
	"- it has no lights\n\nBuild a new one!"

#define ck_assert_answer(reply, i, text_, item_)                               \
	do {                                                                   \
		ck_assert_uint_gt((reply).n_answers, (i));                     \
		ck_assert_text((reply).answers[i].text, text_);                \
		ck_assert_int_eq((reply).answers[i].item, (item_));            \
	} while (0)

START_TEST(text_above_the_whole_edition_has_no_item_but_of_a_single_one)
{
	const struct edition *edition = &editions[_i / N_PROGRAMS];
	enum program program = (enum program)(_i % N_PROGRAMS);
	struct reply reply;

	buf_adds(&mail, own "\n\n");
	buf_adds(&mail, heads[program]);
	add_item(program, edition, -1);
	reply = split(edition);
	ck_assert(reply.is_aligned);
	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_answer(reply, 0, own,
	                 edition->first == edition->last ? edition->first : 0);
	ck_assert_text(reply.answers[0].context, "");
}
END_TEST

START_TEST(text_below_the_whole_edition_has_no_item_but_of_a_single_one)
{
	const struct edition *edition = &editions[_i / N_PROGRAMS];
	enum program program = (enum program)(_i % N_PROGRAMS);
	struct reply reply;

	buf_adds(&mail, heads[program]);
	add_item(program, edition, -1);
	buf_adds(&mail, "\n" own "\n");
	reply = split(edition);
	ck_assert(reply.is_aligned);
	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_answer(reply, 0, own,
	                 edition->first == edition->last ? edition->first : 0);
}
END_TEST

START_TEST(text_above_one_item_that_was_left_is_about_it)
{
	struct reply reply;

	buf_adds(&mail, own "\n\n");
	buf_adds(&mail, heads[_i]);
	add_item((enum program)_i, &editions[0], 72);
	reply = split(&editions[0]);
	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_answer(reply, 0, own, 72);
}
END_TEST

START_TEST(text_below_one_item_that_was_left_is_about_it)
{
	struct reply reply;

	buf_adds(&mail, heads[_i]);
	add_item((enum program)_i, &editions[0], 73);
	buf_adds(&mail, "\n" own "\n");
	reply = split(&editions[0]);
	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_answer(reply, 0, own, 73);
}
END_TEST

START_TEST(answers_between_three_items_are_three)
{
	enum program program = (enum program)_i;
	struct reply reply;

	buf_adds(&mail, heads[program]);
	add_item(program, &editions[0], 71);
	buf_adds(&mail, "\nKeep the bridge.\n\nIt is older than the town.\n\n");
	add_item(program, &editions[0], 72);
	buf_adds(&mail, "\nSundays, at last!\n\n");
	add_item(program, &editions[0], 73);
	buf_adds(&mail, "\nPoor trees. Buy their cider.\n");
	reply = split(&editions[0]);
	ck_assert_uint_eq(reply.n_answers, 3);
	ck_assert_answer(reply, 0,
	                 "Keep the bridge.\n\nIt is older than the town.", 71);
	ck_assert_answer(reply, 1, "Sundays, at last!", 72);
	ck_assert_answer(reply, 2, "Poor trees. Buy their cider.", 73);
	for (size_t i = 0; i < 3; i++)
		ck_assert_int_ge(reply.answers[i].confidence, 80);
}
END_TEST

START_TEST(answers_between_the_items_of_a_short_edition_are_two)
{
	enum program program = (enum program)_i;
	struct reply reply;

	buf_adds(&mail, heads[program]);
	add_item(program, &editions[2], 0);
	add_item(program, &editions[2], 1);
	buf_adds(&mail, "\nMany more than two hundred.\n\n");
	add_item(program, &editions[2], 2);
	buf_adds(&mail, "\nI can hum.\n");
	reply = split(&editions[2]);
	ck_assert_uint_eq(reply.n_answers, 2);
	ck_assert_answer(reply, 0, "Many more than two hundred.", 1);
	ck_assert_answer(reply, 1, "I can hum.", 2);
}
END_TEST

START_TEST(an_answer_within_the_whole_edition_has_its_item)
{
	const struct edition *edition = &editions[0];
	enum program program = (enum program)_i;
	struct reply reply;

	buf_adds(&mail, heads[program]);
	for (size_t i = 0; i < edition->n; i++) {
		add_quoted(program, edition->pieces[i].text);
		if (edition->pieces[i].item == 72 &&
		    edition->pieces[i + 1].item == 73)
			buf_adds(&mail, "\nIs there tea as well?\n\n");
	}
	reply = split(edition);
	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_answer(reply, 0, "Is there tea as well?", 72);
}
END_TEST

START_TEST(an_answer_to_a_comment_keeps_its_item_and_line)
{
	const struct edition *edition = &editions[0];
	enum program program = (enum program)_i;
	struct reply reply;

	buf_adds(&mail, heads[program]);
	for (size_t i = 2; i < 5; i++) {
		add_quoted(program, edition->pieces[i].text);
		if (i == 3)
			buf_adds(&mail, "\nThere is the path by the mill.\n\n");
	}
	buf_adds(&mail, "\nThree million, I heard.\n\n");
	reply = split(edition);
	ck_assert_uint_eq(reply.n_answers, 2);
	ck_assert_answer(reply, 0, "There is the path by the mill.", 71);
	ck_assert_uint_ne(str_find(reply.answers[0].context, "the school."),
	                  STR_NONE);
	ck_assert_answer(reply, 1, "Three million, I heard.", 71);
	ck_assert_uint_ne(str_find(reply.answers[1].context, "carpet cost."),
	                  STR_NONE);
}
END_TEST

START_TEST(the_edition_alone_gives_no_answer)
{
	const struct edition *edition = &editions[_i / N_PROGRAMS];
	enum program program = (enum program)(_i % N_PROGRAMS);
	struct reply reply;

	buf_adds(&mail, heads[program]);
	add_item(program, edition, -1);
	buf_adds(&mail, "\n-- \nJoe\n");
	reply = split(edition);
	ck_assert(reply.is_aligned);
	ck_assert_uint_eq(reply.n_answers, 0);
	ck_assert_uint_eq(reply.n_cuts, 2);
	ck_assert_int_eq(reply.cuts[0].kind, CUT_QUOTE);
	ck_assert_int_eq(reply.cuts[1].kind, CUT_SIGNATURE);
}
END_TEST

START_TEST(the_first_item_below_the_masthead_is_not_taken_for_all)
{
	struct reply reply;

	buf_adds(&mail, "Interesting!\n\n");
	buf_adds(&mail, heads[GMAIL]);
	add_quoted(GMAIL, three_items[0].text);
	add_quoted(GMAIL, three_items[2].text);
	reply = split(&editions[0]);
	ck_assert_answer(reply, 0, "Interesting!", 0);
}
END_TEST

static void add_two_turned(const char *first)
{
	buf_adds(&mail, first);
	add_item(GMAIL, &editions[0], 71);
	buf_adds(&mail, "\nSundays, at last!\n\n");
	add_item(GMAIL, &editions[0], 72);
}

START_TEST(answers_that_may_stand_above_what_they_are_about_are_unsure)
{
	struct reply reply;

	add_two_turned("Keep the bridge.\n\n");
	reply = split(&editions[0]);
	ck_assert_uint_eq(reply.n_answers, 2);
	for (size_t i = 0; i < 2; i++)
		ck_assert_int_lt(reply.answers[i].confidence, 50);
	setup(); /* what stands last answers what is above it */
	add_two_turned("Keep the bridge.\n\n");
	buf_adds(&mail, "\nWho pays?\n");
	reply = split(&editions[0]);
	ck_assert_answer(reply, 1, "Sundays, at last!", 71);
	ck_assert_int_ge(reply.answers[1].confidence, 80);
	setup(); /* and so does all within the whole edition */
	buf_adds(&mail, "A good one.\n\n");
	add_quoted(GMAIL, three_items[0].text);
	add_two_turned("");
	reply = split(&editions[0]);
	ck_assert_answer(reply, 1, "Sundays, at last!", 71);
	ck_assert_int_ge(reply.answers[1].confidence, 80);
	setup(); /* a greeting answers nothing */
	add_two_turned("Hello,\n\n");
	reply = split(&editions[0]);
	ck_assert_answer(reply, 0, "Hello,\n\nSundays, at last!", 71);
	ck_assert_int_ge(reply.answers[0].confidence, 80);
}
END_TEST

START_TEST(lines_that_stand_in_every_item_tell_none)
{
	struct reply reply =
		split_text(&editions[0],
	                   "> Comments are moderated and generally will be "
	                   "posted if they are on-topic\n> and not abusive.\n"
	                   "\nWhat is on-topic?\n");

	ck_assert(reply.is_aligned);
	ck_assert_answer(reply, 0, "What is on-topic?", 0);
}
END_TEST

START_TEST(a_headline_tells_the_item_not_the_table_of_contents)
{
	struct reply reply =
		split_text(&editions[0], "> 2. Library opens on Sundays\n\n"
	                                 "Whose idea was that?\n");

	ck_assert_answer(reply, 0, "Whose idea was that?", 72);
	ck_assert_text(reply.answers[0].context, "2. Library opens on Sundays");
}
END_TEST

START_TEST(smart_quotes_case_and_depth_do_not_hide_a_quote)
{
	struct reply reply = split_text(
		&editions[0],
		"> > Late  frost has taken half of the blossom. Growers ask\n"
		"> > the county for help, and \xe2\x80\x9cnot for the first "
		"time\xe2\x80\x9d, as\n"
		"their speaker says.\n"
		"Every year the same.\n");

	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_answer(reply, 0, "Every year the same.", 73);
}
END_TEST

START_TEST(words_of_the_edition_within_a_sentence_stay)
{
	static const char text[] =
		"You say that, and I quote from the paper,\n"
		"the old bridge over the river is repaired\n"
		"or torn down, which is what I call a choice.";
	struct reply reply;

	buf_adds(&mail, text);
	buf_adds(&mail, "\n\n");
	buf_adds(&mail, heads[GMAIL]);
	add_item(GMAIL, &editions[0], 71);
	reply = split(&editions[0]);
	ck_assert_answer(reply, 0, text, 71);
}
END_TEST

START_TEST(a_quote_from_elsewhere_is_context)
{
	struct reply reply =
		split_text(&editions[0],
	                   "> 2. Library opens on Sundays\n\nMy uncle says:\n\n"
	                   "> Sundays are for sleeping.\n\nHe is wrong.\n");

	ck_assert_uint_eq(reply.n_answers, 2);
	ck_assert_answer(reply, 0, "My uncle says:", 72);
	ck_assert_text(reply.answers[1].text, "He is wrong.");
	ck_assert_text(reply.answers[1].context, "Sundays are for sleeping.");
	ck_assert_uint_eq(reply.n_cuts, 2);
	ck_assert_text(reply.cuts[1].text, "> Sundays are for sleeping.");
}
END_TEST

START_TEST(a_greeting_joins_the_first_answer_and_a_farewell_none)
{
	struct reply reply;

	buf_adds(&mail, "Dear editor,\n\n");
	add_item(GMAIL, &editions[0], 71);
	buf_adds(&mail, "\nNo.\n\n");
	add_item(GMAIL, &editions[0], 72);
	buf_adds(&mail, "\nYes.\n\n");
	add_item(GMAIL, &editions[0], 73);
	buf_adds(&mail, "\nCheers,\nJoe\n");
	reply = split(&editions[0]);
	ck_assert_uint_eq(reply.n_answers, 2);
	ck_assert_answer(reply, 0, "Dear editor,\n\nNo.", 71);
	ck_assert_answer(reply, 1, "Yes.", 72);
	ck_assert_int_eq(reply.cuts[reply.n_cuts - 1].kind, CUT_SIGNATURE);
}
END_TEST

START_TEST(a_mail_without_the_edition_goes_by_patterns)
{
	struct reply reply = split_text(
		&editions[0],
		"Where is my paper?\n\nOn Mon, May 2, 2016 at 9:00 AM "
		"Joe <joe@example.org> wrote:\n> Hello there\n");

	ck_assert(!reply.is_aligned);
	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_answer(reply, 0, "Where is my paper?", 0);
}
END_TEST

START_TEST(without_pieces_there_is_one_answer_at_most)
{
	struct reply reply = split_text(NULL, "> one\n\nfirst\n\n> two\n\n"
	                                      "second\n");

	ck_assert_uint_eq(reply.n_answers, 1);
	/* What nobody announced and the writer goes on from is the writer's. */
	ck_assert_answer(reply, 0, "> one\n\nfirst\n\n> two\n\nsecond", 0);
}
END_TEST

START_TEST(a_quote_that_nothing_follows_is_cut)
{
	struct reply reply = split_text(NULL, "first\n\n> one\n");

	ck_assert_answer(reply, 0, "first", 0);
}
END_TEST

START_TEST(nothing_but_a_quote_is_no_answer_where_a_program_made_it)
{
	struct reply reply = split_text(NULL, "> one\n");

	ck_assert_answer(reply, 0, "> one", 0);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
	setup();
	reply = split_text(NULL, "On 3 May 2016 Ann <a@b> wrote:\n> one\n");
	ck_assert_uint_eq(reply.n_answers, 0);
}
END_TEST

START_TEST(a_quote_that_a_program_announced_is_cut)
{
	struct reply reply =
		split_text(NULL, "On Mon, May 2, 2016 at 9:00 AM Joe "
	                         "<joe@example.org> wrote:\n> one\n\nfirst\n");

	ck_assert_answer(reply, 0, "first", 0);
	ck_assert_text(reply.answers[0].context, "one");
}
END_TEST

START_TEST(every_line_is_in_an_answer_or_a_cut)
{
	struct reply reply = split_text(
		NULL, "mine\n\n> theirs\n\nSent from my iPhone\n\n"
		      "---------- Forwarded message ---------\nFrom: a@b\n");

	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_text(reply.answers[0].text, "mine");
	ck_assert_uint_eq(reply.n_cuts, 3);
	ck_assert_text(reply.cuts[0].text, "> theirs");
	ck_assert_int_eq(reply.cuts[1].kind, CUT_SIGNATURE);
	ck_assert_text(reply.cuts[1].text, "Sent from my iPhone");
	ck_assert_int_eq(reply.cuts[2].kind, CUT_FORWARD);
	ck_assert_text(reply.cuts[2].text,
	               "---------- Forwarded message ---------\nFrom: a@b");
}
END_TEST

/* What is own is guessed in such mails. */
static const char *const unsure[] = {
	"From: Ann\nSent: 3 May 2016\nSubject: Bridge\n\nown or quoted\n",
	"own\n\nSent from my iPhone\n\nown or quoted\n",
	"own\n\nFrom: Ann\n\nTo: Bert\n\nquoted or own\n",
	"I read it twice.\n\nBravo\n",
	"Old ferry at dawn\n--\nthe gulls know the timetable\n",
	"own\n\nOn 3 May 2024 the mayor wrote:\n\nquoted or own\n",
};

START_TEST(what_is_guessed_has_a_low_confidence)
{
	struct reply reply = split_text(NULL, unsure[_i]);

	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
}
END_TEST

/* A writer tells what somebody else wrote, and no program quotes anything. */
static const char *const told[] = {
	"On 3 May 2024 the mayor wrote:\n\nThe ferry must stay.\n\nHe lies.",
	"Dear editor,\n\nOn 3 May 2024 the mayor wrote:\n\nIt stays.\n\nNo "
	"more.",
	"Am 12.03.2025 um 18:00 schrieb der Rat an alle:\n\nSie bleibt.\n\nJa?",
	"Le 3 mai 2020, le maire a écrit:\n\"Il restera.\"\n\nIl a menti.",
	"El 12 de marzo de 2020 el alcalde escribió:\n\nSigue.\n\nMentira.",
	"Dnia 12.03.2020 burmistrz napisał:\n\nProm zostaje.\n\nNieprawda.",
};

START_TEST(who_tells_what_was_written_keeps_the_words_with_a_doubt)
{
	struct reply reply = split_text(NULL, told[_i]);

	ck_assert_answer(reply, 0, told[_i], 0);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
	setup();
	buf_adds(&mail, told[_i]);
	buf_adds(&mail, "\n\nOn Tue, May 3, 2016 The Valley Gazette <a@b> "
	                "wrote:\n");
	add_item(GMAIL, &editions[0], -1);
	reply = split(&editions[0]);
	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_text(reply.answers[0].text, told[_i]);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
}
END_TEST

/* What parts or lists in a text as programs do in a mail. */
static const char *const lists[] = {
	"Date: any Sunday\nTo: everyone\nSubject: picnic\n\nI suggest one.",
	"Das ist sie:\n\nVon: Hamburg\nNach: Harburg\nDatum: täglich\n\nGut "
	"so.",
	"First part.\n\n---\n\nThe second part of it is short.",
	"Part one is of the ferry.\n\n* * *\n\nPart two is of books.\nThey "
	"stay.",
	"Ferry: keep it.\n________\nLibrary: keep it, too.",
	"The ferry\n—\nit was my life.",
	"Our plan:\n\nFrom: Harbour\nTo: Island\nDate: every day\n"
	"Subject: to weather\n\nThat is how it was.",
};

START_TEST(lists_in_a_text_keep_the_words_with_a_doubt)
{
	struct reply reply = split_text(NULL, lists[_i]);

	ck_assert_answer(reply, 0, lists[_i], 0);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
	setup();
	buf_adds(&mail, lists[_i]);
	buf_adds(&mail, "\n\nOn Tue, May 3, 2016 The Valley Gazette <a@b> "
	                "wrote:\n");
	add_item(GMAIL, &editions[0], -1);
	reply = split(&editions[0]);
	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_text(reply.answers[0].text, lists[_i]);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
}
END_TEST

#define WROTE                                                                  \
	"On Tue, May 3, 2016 at 6:01 AM The Valley Gazette "                   \
	"<letters+abc@gazette.example> wrote:\n\n"

/* Some leave the line above the quote standing and write below it. */
START_TEST(words_right_below_a_quotes_head_are_kept_with_a_doubt)
{
	struct reply reply =
		split_text(&editions[0], WROTE "Keep the bridge, I say.\n");

	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_answer(reply, 0, "Keep the bridge, I say.", 0);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
	setup();
	buf_adds(&mail, WROTE "Keep the bridge, I say.\n\n");
	add_item(GMAIL, &editions[0], 71);
	buf_adds(&mail, "\nWho pays?\n");
	reply = split(&editions[0]);
	ck_assert_uint_eq(reply.n_answers, 2);
	ck_assert_answer(reply, 0, "Keep the bridge, I say.", 71);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
	setup();
	reply = split_text(&editions[0],
	                   "Hear, hear.\n\n" WROTE "Keep the bridge, I say.\n");
	ck_assert_answer(reply, 0, "Hear, hear.", 0);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
	setup();
	reply = split_text(&editions[0],
	                   "-----Original Message-----\n"
	                   "From: The Valley Gazette <l@gazette.example>\n"
	                   "Subject: Morning edition\n\n"
	                   "Keep the bridge, I say.\n");
	ck_assert_answer(reply, 0, "Keep the bridge, I say.", 0);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
	setup(); /* what has marks, or is the edition's, was not typed */
	reply = split_text(&editions[0],
	                   "Hear, hear.\n\n" WROTE "> Keep it.\n");
	ck_assert_int_ge(reply.answers[0].confidence, 50);
	setup();
	buf_adds(&mail, "Hear, hear.\n\n" WROTE);
	add_item(OUTLOOK, &editions[0], 71);
	reply = split(&editions[0]);
	ck_assert_answer(reply, 0, "Hear, hear.", 71);
	ck_assert_int_ge(reply.answers[0].confidence, 50);
}
END_TEST

/* Heads of quotes that no program of today writes. */
static const char *const unknown_heads[] = {
	"Valley Gazette <l@gazette.example>\n03.05.2016 06:01\n\nReader\n"
	"joe@example.org\n\nTopic\nMorning edition\n\n",
	"May 3, 2016, 06:01, letters@gazette.example:\n\n",
};

START_TEST(a_head_that_nobody_knows_is_a_doubt)
{
	struct reply reply;

	buf_adds(&mail, "Hear, hear.\n\n");
	buf_adds(&mail, unknown_heads[_i]);
	add_item(OUTLOOK, &editions[0], -1);
	reply = split(&editions[0]);
	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
	setup();
	buf_adds(&mail, "Hear, hear.\n\n");
	add_item(OUTLOOK, &editions[0], -1);
	reply = split(&editions[0]);
	ck_assert_int_ge(reply.answers[0].confidence, 50);
}
END_TEST

START_TEST(words_typed_within_the_quote_lose_its_marks)
{
	struct reply reply =
		split_text(&editions[0],
	                   "On Tue, May 3, 2016 The Valley Gazette wrote:\n"
	                   "> 2. Library opens on Sundays\n>\n> At last.\n>\n"
	                   "> Who has the key?\n");

	ck_assert_uint_eq(reply.n_answers, 1);
	ck_assert_answer(reply, 0, "At last.\n\nWho has the key?", 72);
	ck_assert_int_lt(reply.answers[0].confidence, 50);
}
END_TEST

START_TEST(what_is_known_has_a_high_confidence)
{
	struct reply reply = split_text(
		NULL, "own\n\nOn 3 May 2016 Ann <a@b> wrote:\n> quoted\n");

	ck_assert_int_ge(reply.answers[0].confidence, 70);
	setup();
	reply = split_text(NULL, "own\n\nSent from my iPhone\n");
	ck_assert_int_ge(reply.answers[0].confidence, 50);
}
END_TEST

/* Lines of mails of all kinds, to be put together by chance. */
static const char *const any_lines[] = {
	"",
	"",
	"",
	"Own words, a line of them.",
	"And more: of these,",
	"- one",
	"  - two",
	"1. three",
	"\tif (x > 1)",
	"```",
	"Yes",
	"Ann",
	"> quoted",
	"> > deeper",
	">",
	">quoted without a space",
	"AL> quoted",
	"AL> more",
	"> On 3 May 2016, Ann <ann@mail.example> wrote:",
	"On 3 May 2016 at 10:05, Ann Lee <ann@mail.example> wrote:",
	"On 3 May 2016 at 10:05, Ann Lee",
	"<ann@mail.example> wrote:",
	"Am 03.05.2016 um 10:05 schrieb Ann Lee:",
	"wrote:",
	"-----Original Message-----",
	"---------- Forwarded message ---------",
	"Begin forwarded message:",
	"________________________________",
	"From: Ann Lee <ann@mail.example>",
	"Sent: Tuesday, May 3, 2016",
	"To: Bert",
	"Subject: Bridge",
	"Von: Ann",
	"Betreff: Br\xc3\xbc"
	"cke",
	"Bert on 05/03/2016 06:01:12 AM",
	">>> Ann Lee 5/3/16 06:01AM >>>",
	"-- ",
	"--",
	"---",
	"=====",
	"Kind regards,",
	"Thanks,",
	"Ann Lee",
	"+49 30 1234567",
	"PS: the ford",
	"[1] https://mail.example/",
	"Sent from my iPhone",
	"-Ann",
	"This is confidential and privileged. If you are not the intended "
	"recipient, please notify the sender.",
	"Disclaimer",
	"2. Library opens on Sundays",
	"the old bridge over the river is repaired",
	"\xe2\x80\x8b",
	" \xc2\xa0 ",
	"\xc2\xa0own after a wide space",
};

/* Words of `line`, one space between them; empty: nothing to keep. */
static struct str content_of(struct str line)
{
	struct buf out = BUF_INIT(64 * 1024);
	struct lines lines;
	struct str word;

	lines_split(&arena, line, &lines);
	if (lines.n == 0 || line_is_blank(&lines.line[0]))
		return str_of("");
	line = lines.line[0].text; /* marks may be lost, words may not */
	while (str_next_word(&line, &word)) {
		buf_adds(&out, out.len > 0 ? " " : "");
		buf_add(&out, word);
	}
	return buf_take(&out, &arena);
}

struct contents {
	struct str *line;
	size_t n;
};

static void add_contents(struct contents *all, struct str text)
{
	struct str line;

	while (str_next_line(&text, &line)) {
		struct str content = content_of(line);

		if (content.len == 0)
			continue;
		all->line = arena_grow(&arena, all->line, all->n,
		                       sizeof(*all->line));
		all->line[all->n++] = content;
	}
}

static int compare_contents(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	size_t n = x->len < y->len ? x->len : y->len;
	int order = memcmp(x->ptr, y->ptr, n);

	return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

/* All lines of `body` are in an answer or a cut, and nothing besides. */
static void ck_assert_kept(struct str body, const struct edition *edition)
{
	struct contents want = {0}, got = {0};
	struct reply reply;

	reply_split(&arena, body, str_of(""), edition ? edition->pieces : NULL,
	            edition ? edition->n : 0, &reply);
	add_contents(&want, body);
	for (size_t i = 0; i < reply.n_answers; i++)
		add_contents(&got, reply.answers[i].text);
	for (size_t i = 0; i < reply.n_cuts; i++)
		add_contents(&got, reply.cuts[i].text);
	if (want.n > 0)
		qsort(want.line, want.n, sizeof(struct str), compare_contents);
	if (got.n > 0)
		qsort(got.line, got.n, sizeof(struct str), compare_contents);
	for (size_t i = 0; i < want.n || i < got.n; i++)
		ck_assert_msg(i < want.n && i < got.n &&
		                      str_eq(want.line[i], got.line[i]),
		              "lost or made up in:\n%.*s", (int)body.len,
		              body.ptr);
}

START_TEST(nothing_of_any_mail_is_lost)
{
	uint32_t state = (uint32_t)_i + 1;

	for (int k = 0; k < 200; k++) {
		struct buf body = BUF_INIT(64 * 1024);

		for (int i = 0; i < 5 + k % 20; i++) {
			state = state * 1664525u + 1013904223u;
			buf_adds(
				&body,
				any_lines[(state >> 8) % ARRAY_LEN(any_lines)]);
			buf_adds(&body, (state >> 4) % 9 ? "\n" : "\r\n");
		}
		ck_assert_kept(buf_str(&body), NULL);
		ck_assert_kept(buf_str(&body), &editions[_i % 3]);
		buf_free(&body);
	}
}
END_TEST

START_TEST(nothing_of_the_samples_is_lost)
{
	glob_t found = {0};
	size_t n = 0;

	ck_assert_int_eq(glob("tests/mail/*.eml", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct mail letter = {0};
		struct why why = {""};
		struct str raw;

		ck_assert_int_eq(file_read(&arena, found.gl_pathv[i],
		                           16 * 1024 * 1024, &raw, &why),
		                 OK);
		if (parse_mail(&arena, raw, str_of("en"), &letter, &why) != OK)
			continue;
		n += letter.text.len > 0;
		ck_assert_kept(letter.text, &editions[0]);
		ck_assert_kept(letter.html_text, NULL);
	}
	globfree(&found);
	ck_assert_uint_gt(n, 10);
}
END_TEST

/* Letters as mail programs set them in HTML, "fwd-" those that pass one on. */
START_TEST(own_words_are_told_from_quotes_in_html)
{
	glob_t found = {0};

	ck_assert_int_eq(glob("tests/heads/html/*.html", 0, NULL, &found), 0);
	ck_assert_uint_gt(found.gl_pathc, 50);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *path = found.gl_pathv[i];
		enum cut_kind kind =
			strstr(path, "/fwd-") ? CUT_FORWARD : CUT_QUOTE;
		struct why why = {""};
		struct reply reply;
		struct str raw;
		size_t n = 0;

		ck_assert_int_eq(file_read(&arena, path, 64 * 1024, &raw, &why),
		                 OK);
		reply_split(&arena, html_to_text(&arena, raw), str_of(""), NULL,
		            0, &reply);
		ck_assert_msg(reply.n_answers == 1 &&
		                      str_is(reply.answers[0].text,
		                             "Own words here."),
		              "%s", path);
		for (size_t k = 0; k < reply.n_cuts; k++)
			n += reply.cuts[k].kind == kind;
		ck_assert_msg(n > 0 && strstr(reply.how, "program"), "%s: %s",
		              path, reply.how);
	}
	globfree(&found);
}
END_TEST

START_TEST(the_subject_in_a_header_block_tells_no_item)
{
	struct reply reply = split_text(
		&editions[0],
		"\xd0\x9e\xd1\x82: The Valley Gazette <l@gazette.example>\n"
		"\xd0\xa2\xd0\xb5\xd0\xbc\xd0\xb0: Library opens on Sundays\n"
		"\nComments are moderated and generally will be posted if they"
		" are on-topic\nand not abusive.\n\nSince when?\n");

	ck_assert_int_eq(reply.answers[reply.n_answers - 1].item, 0);
}
END_TEST

static const struct {
	const char *body, *context;
} nexts[] = {
	{"> 2. Library opens on Sundays\n\nWhy?\n",
         "2. Library opens on Sundays"},
	{"Why?\n\n> 2. Library opens on Sundays\n",
         "2. Library opens on Sundays"},
	{"Why?\n", ""},
};

START_TEST(the_context_is_next_to_its_answer_or_all_that_is_quoted)
{
	struct reply reply = split_text(&editions[0], nexts[_i].body);

	ck_assert_text(reply.answers[0].context, nexts[_i].context);
	ck_assert_int_eq(reply.answers[0].is_next, nexts[_i].context[0] != 0);
}
END_TEST

START_TEST(an_empty_mail_gives_nothing)
{
	struct reply reply = split_text(&editions[0], " \n\n");

	ck_assert_uint_eq(reply.n_answers, 0);
	ck_assert_uint_eq(reply.n_cuts, 0);
	ck_assert(!reply.is_aligned);
	ck_assert_ptr_nonnull(reply.how);
}
END_TEST

START_TEST(a_million_lines_take_linear_time)
{
	static const char *const lines[] = {
		"---\n",
		"De: a\nDate: b\n",
		"Sent from my iPhone\n",
		"> \n",
		"a-b-c-d-",
		"-- \n",
		"x wrote:\n",
		"the old bridge over the river\n",
		"> On 3 May 2016 A <a@b> wrote:\n",
		"Ann Lee <a@b>\n",
		"a@b on 05/03/2016 10:05:12\nTo  a\n",
		"To: a\n\n\n",
		">>> A 5/3/16 06:01AM >>>\n",
		"forwarded message:\n\n",
		"own\n> x\n",
		"Regards,\nAnn\n\nPS: x\n"};
	struct reply reply;

	mail.max = 4000000;
	while (mail.len < 1000000)
		buf_adds(&mail, lines[_i]);
	reply = split(&editions[0]); /* check's time limit is the assertion */
	ck_assert_uint_le(reply.n_answers, 1 + mail.len);
}
END_TEST

START_TEST(cut_kind_name_names_each_kind)
{
	ck_assert_str_eq(cut_kind_name(CUT_QUOTE), "quote");
	ck_assert_str_eq(cut_kind_name(CUT_SIGNATURE), "signature");
	ck_assert_str_eq(cut_kind_name(CUT_FORWARD), "forward");
	ck_assert_str_eq(cut_kind_name(CUT_DISCLAIMER), "disclaimer");
	ck_assert_str_eq(cut_kind_name(CUT_ENCRYPTED), "encrypted");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("reply");
	TCase *names = tcase_create("cut_kind_name");
	TCase *t = tcase_create("reply_split");
	const int all = (int)ARRAY_LEN(editions) * N_PROGRAMS;

	tcase_add_test(names, cut_kind_name_names_each_kind);
	suite_add_tcase(s, names);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 20);
	tcase_add_loop_test(
		t, text_above_the_whole_edition_has_no_item_but_of_a_single_one,
		0, all);
	tcase_add_loop_test(
		t, text_below_the_whole_edition_has_no_item_but_of_a_single_one,
		0, all);
	tcase_add_loop_test(t, text_above_one_item_that_was_left_is_about_it, 0,
	                    N_PROGRAMS);
	tcase_add_loop_test(t, text_below_one_item_that_was_left_is_about_it, 0,
	                    N_PROGRAMS);
	tcase_add_loop_test(t, answers_between_three_items_are_three, 0,
	                    N_PROGRAMS);
	tcase_add_loop_test(
		t, answers_between_the_items_of_a_short_edition_are_two, 0,
		N_PROGRAMS);
	tcase_add_loop_test(t, an_answer_within_the_whole_edition_has_its_item,
	                    0, N_PROGRAMS);
	tcase_add_loop_test(t, an_answer_to_a_comment_keeps_its_item_and_line,
	                    0, N_PROGRAMS);
	tcase_add_loop_test(t, the_edition_alone_gives_no_answer, 0, all);
	tcase_add_test(t,
	               the_first_item_below_the_masthead_is_not_taken_for_all);
	tcase_add_test(
		t, answers_that_may_stand_above_what_they_are_about_are_unsure);
	tcase_add_test(t, lines_that_stand_in_every_item_tell_none);
	tcase_add_test(t, a_headline_tells_the_item_not_the_table_of_contents);
	tcase_add_test(t, smart_quotes_case_and_depth_do_not_hide_a_quote);
	tcase_add_test(t, words_of_the_edition_within_a_sentence_stay);
	tcase_add_test(t, a_quote_from_elsewhere_is_context);
	tcase_add_test(t,
	               a_greeting_joins_the_first_answer_and_a_farewell_none);
	tcase_add_test(t, a_mail_without_the_edition_goes_by_patterns);
	tcase_add_test(t, without_pieces_there_is_one_answer_at_most);
	tcase_add_test(t, a_quote_that_nothing_follows_is_cut);
	tcase_add_test(
		t, nothing_but_a_quote_is_no_answer_where_a_program_made_it);
	tcase_add_test(t, a_quote_that_a_program_announced_is_cut);
	tcase_add_test(t, every_line_is_in_an_answer_or_a_cut);
	tcase_add_loop_test(t, what_is_guessed_has_a_low_confidence, 0,
	                    (int)ARRAY_LEN(unsure));
	tcase_add_loop_test(
		t, who_tells_what_was_written_keeps_the_words_with_a_doubt, 0,
		(int)ARRAY_LEN(told));
	tcase_add_loop_test(t, lists_in_a_text_keep_the_words_with_a_doubt, 0,
	                    (int)ARRAY_LEN(lists));
	tcase_add_test(t, what_is_known_has_a_high_confidence);
	tcase_add_loop_test(t, nothing_of_any_mail_is_lost, 0, 30);
	tcase_add_test(t, nothing_of_the_samples_is_lost);
	tcase_add_test(t, own_words_are_told_from_quotes_in_html);
	tcase_add_test(t,
	               words_right_below_a_quotes_head_are_kept_with_a_doubt);
	tcase_add_loop_test(t, a_head_that_nobody_knows_is_a_doubt, 0,
	                    (int)ARRAY_LEN(unknown_heads));
	tcase_add_test(t, words_typed_within_the_quote_lose_its_marks);
	tcase_add_test(t, the_subject_in_a_header_block_tells_no_item);
	tcase_add_loop_test(
		t, the_context_is_next_to_its_answer_or_all_that_is_quoted, 0,
		(int)ARRAY_LEN(nexts));
	tcase_add_test(t, an_empty_mail_gives_nothing);
	tcase_add_loop_test(t, a_million_lines_take_linear_time, 0, 16);
	suite_add_tcase(s, t);
	return s;
}
