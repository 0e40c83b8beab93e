#include "digest/order.h"

#include "base/buf.h"
#include "digest/command.h"
#include "tests/suite.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

/* "a 1", "a 2 on 41", "r 3 spam (words)", "e 6 (text)"; "-": not understood. */
static struct str told(const char *line)
{
	static const char letters[] = "arefb?huc";
	struct orders orders = {.arena = &arena};
	struct buf out = BUF_INIT(1024 * 1024);
	enum order_fault fault;

	if (!order_read(&orders, str_of(line), &fault))
		return str_of("-");
	for (size_t i = 0; i < orders.n; i++) {
		const struct order *o = &orders.order[i];

		buf_addf(&out, "%s%c", i ? "; " : "", letters[o->verb]);
		if (o->number)
			buf_addf(&out, " %lld", (long long)o->number);
		if (o->article)
			buf_addf(&out, " on %lld", (long long)o->article);
		if (o->reason.len > 0)
			buf_addf(&out, " %.*s", (int)o->reason.len,
			         o->reason.ptr);
		if (o->words.len > 0)
			buf_addf(&out, " (%.*s)", (int)o->words.len,
			         o->words.ptr);
	}
	return buf_take(&out, &arena);
}

static const struct {
	const char *line, *told;
} lines[] = {
	{"a 1 2 5-7", "a 1; a 2; a 5; a 6; a 7"},
	{"A1, 2 and 5 to 7.", "a 1; a 2; a 5; a 6; a 7"},
	{"Please approve comments 1 and 2", "a 1; a 2"},
	{"Approve 1 and 2, please.", "a 1; a 2"},
	{"A 1. 2. 3.", "a 1; a 2; a 3"},
	{"a 1, 2, and 3!", "a 1; a 2; a 3"},
	{"Annehmen: 1, 2 und 5 bis 7", "a 1; a 2; a 5; a 6; a 7"},
	{"1, 2 und 5 bis 7 annehmen", "a 1; a 2; a 5; a 6; a 7"},
	{"Bitte Nr. 1 und Nr. 2 freigeben", "a 1; a 2"},
	{"Approuver 1, 2 et 5 \xc3\xa0 7", "a 1; a 2; a 5; a 6; a 7"},
	{"Aprobar 1 y 5 a 7", "a 1; a 5; a 6; a 7"},
	{"a 5\xe2\x80\x93"
         "7",
         "a 5; a 6; a 7"},
	{"r 3 off-topic", "r 3 off-topic"},
	{"R 3 off topic.", "r 3 off-topic"},
	{"R3 Offtopic", "r 3 off-topic"},
	{"Reject 3 and 4 as spam.", "r 3 spam; r 4 spam"},
	{"3 ablehnen: am Thema vorbei", "r 3 off-topic"},
	{"Refuser 3\xc2\xa0: hors sujet", "r 3 off-topic"},
	{"Rechazar 3 por fuera de tema", "r 3 off-topic"},
	{"r 4 abuse \"your own words\"", "r 4 abuse (your own words)"},
	{"r 4 abuse \xe2\x80\x9cyour own words\xe2\x80\x9d.",
         "r 4 abuse (your own words)"},
	{"r 4 abus \xc2\xab\xc2\xa0vos mots\xc2\xa0\xc2\xbb",
         "r 4 abuse (vos mots)"},
	{"r 4 abuse - \xe2\x80\x9eIhre Worte\xe2\x80\x9c",
         "r 4 abuse (Ihre Worte)"},
	{"r 4 (spam)", "r 4 spam"},
	{"a 1, r 2 spam, f 3", "a 1; r 2 spam; f 3"},
	{"A 1 2. R 3 off topic. F 4", "a 1; a 2; r 3 off-topic; f 4"},
	{"a 1; a 4", "a 1; a 4"},
	{"f 2", "f 2"},
	{"Feature 2.", "f 2"},
	{"b 8", "b 8"},
	{"Block 8 for abuse \"Enough\"", "b 8 abuse (Enough)"},
	{"b 8, a 3", "b 8; a 3"},
	{"e 6", "e 6"},
	{"Edit 6:", "e 6"},
	{"e 6: A text", "e 6 (A text)"},
	{"? 4", "? 4"},
	{"?4 5", "? 4; ? 5"},
	{"show 4", "? 4"},
	{"?", "h"},
	{"u", "u"},
	{"Undo.", "u"},
	{"R\xc3\xbc"
         "ckg\xc3\xa4ngig",
         "u"},
	{"code 482913", "c (482913)"},
	{"Code: 482 913.", "c (482913)"},
	{"482913", "c (482913)"},
	{"482-913", "c (482913)"},
	{"a 2 on 41", "a 2 on 41"},
	{"a 2 #41", "a 2 on 41"},
	{"Approve 2 on article 41", "a 2 on 41"},
	{"annehmen 2 zu #41", "a 2 on 41"},
	{"f 2 sur 41", "f 2 on 41"},
	{"a #1 #2", "a 1; a 2"},
	/* what has one word too many, or two meanings */
	{"a", "-"},
	{"a all", "-"},
	{"a 1 a 4", "-"},
	{"a 5 a 7", "-"},
	{"a 1 or 2", "-"},
	{"a 1 but not 2", "-"},
	{"a 1 2?", "-"},
	{"approve 1 not 2", "-"},
	{"don't approve 1", "-"},
	{"do not approve 1", "-"},
	{"a 1.5", "-"},
	{"a 1/2", "-"},
	{"a 1st", "-"},
	{"a no 3", "-"},
	{"a 2 on", "-"},
	{"a 2 on the ferry", "-"},
	{"a 2 on 0", "-"},
	{"a 2 on 3 4", "-"},
	{"a 1 #3 #4", "-"},
	{"r 2 spam on 41", "-"},
	{"r 3", "-"},
	{"r 3 off-topic spam", "-"},
	{"r 3 spam \"it's the boys'", "-"},
	{"r 3 spam your words", "-"},
	{"3 r spam", "-"},
	{"3 approve 4", "-"},
	{"e 6 7", "-"},
	{"e 6 and 7", "-"},
	{"e 6 on 41", "-"},
	{"a 1, e 6", "-"},
	{"u 3", "-"},
	{"a 1, u", "-"},
	{"undo that please not", "-"},
	{"code 48291", "-"},
	{"code 4829133", "-"},
	{"4829 13", "-"},
	{"b 8 because I say so", "-"},
	{"", "-"},
};

START_TEST(a_line_is_read_so)
{
	ck_assert_text(told(lines[_i].line), lines[_i].told);
}
END_TEST

START_TEST(a_line_that_is_not_understood_adds_nothing)
{
	struct orders orders = {.arena = &arena};
	enum order_fault fault = ORDER_FAULT_WORDS;

	ck_assert(!order_read(&orders, str_of("a 1 2, r 3 spam, f x"), &fault));
	ck_assert_uint_eq(orders.n, 0);
	ck_assert(!order_read(&orders, str_of("r 3"), &fault));
	ck_assert_int_eq(fault, ORDER_FAULT_REASON);
	ck_assert(!order_read(&orders, str_of("r 3 spam \"half"), &fault));
	ck_assert_int_eq(fault, ORDER_FAULT_QUOTE);
}
END_TEST

START_TEST(every_reason_that_is_taken_is_a_code_of_the_faq)
{
	static const char *const words[] = {
		"off topic", "themenfremd", "Beleidigung", "abusif",
		"doublon",   "duplicado",   "SPAM",        "zu lang",
		"trop long", "unverified",  "sonstiges",   "autre",
		"otro",      "too long"};
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		struct str rest = str_of(words[i]), code;

		if (!verb_take_reason(&rest, &code))
			continue;
		ck_assert(reject_reason_ok(code));
		n++;
	}
	ck_assert_uint_eq(n, ARRAY_LEN(words) - 1);
}
END_TEST

START_TEST(starts_is_a_verb_with_a_number)
{
	ck_assert(order_starts(str_of("a 1 hm")));
	ck_assert(order_starts(str_of("Reject: 3")));
	ck_assert(order_starts(str_of("?4")));
	ck_assert(!order_starts(str_of("a ferry")));
	ck_assert(!order_starts(str_of("[3] Ann")));
	ck_assert(!order_starts(str_of("From: 3")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("order");
	TCase *read = tcase_create("order_read");
	TCase *starts = tcase_create("order_starts");

	tcase_add_checked_fixture(read, NULL, drop_arena);
	tcase_add_loop_test(read, a_line_is_read_so, 0, ARRAY_LEN(lines));
	tcase_add_test(read, a_line_that_is_not_understood_adds_nothing);
	tcase_add_test(read, every_reason_that_is_taken_is_a_code_of_the_faq);
	suite_add_tcase(s, read);
	tcase_add_test(starts, starts_is_a_verb_with_a_number);
	suite_add_tcase(s, starts);
	return s;
}
