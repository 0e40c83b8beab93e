#include "tests/suite.h"

#include "text/quote.h"

static struct arena arena;
static struct lines lines;

static void teardown(void)
{
	arena_free(&arena);
}

static bool mark(const char *body)
{
	lines_split(&arena, str_of(body), &lines);
	return quote_mark(&arena, &lines);
}

/* The kinds of lines that are not blank, a letter each: o, q, f. */
static const char *kinds(void)
{
	char *text = arena_alloc(&arena, lines.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < lines.n; i++)
		if (!line_is_blank(&lines.line[i]))
			text[n++] = "oqsfd"[lines.line[i].kind];
	return text;
}

/* Header blocks, as Outlook and others write them. */
static const char *const blocks[] = {
	"From: Ann\nSent: Monday\nTo: Bert\nSubject: Bridge",
	"*From:* Ann\n*Sent:* Monday\n*To:* Bert\n*Subject:* Bridge",
	"Von: Ann\nGesendet: Montag\nAn: Bert\nBetreff: Br\xc3\xbc"
	"cke",
	"De : Ann\nEnvoyé : lundi\nÀ : Bert\nObjet : Pont",
	"De: Ann\nEnviado el: lunes\nPara: Bert\nAsunto: Puente",
	"Da: Ann\nInviato: lunedì\nA: Bert\nOggetto: Ponte",
	"De: Ann\nEnviada em: segunda\nPara: Bert\nAssunto: Ponte",
	"Van: Ann\nVerzonden: maandag\nAan: Bert\nOnderwerp: Brug",
	"Från: Ann\nSkickat: måndag\nTill: Bert\nÄmne: Bro",
	"Fra: Ann\nSendt: mandag\nTil: Bert\nEmne: Bro",
	"Lähettäjä: Ann\nLähetetty: maanantai\nVastaanottaja: B\nAihe: Silta",
	"Od: Ann\nWysłano: poniedziałek\nDo: Bert\nTemat: Most",
	"Od: Ann\nOdesláno: pondělí\nKomu: Bert\nPředmět: Most",
	"От: Ann\nОтправлено: понедельник\nКому: Bert\nТема: Мост",
	"Від: Ann\nНадіслано: понеділок\nКому: Bert\nТема: Міст",
	"Kimden: Ann\nGönderildi: Pazartesi\nKime: Bert\nKonu: Köprü",
	"Από: Ann\nΣτάλθηκε: Δευτέρα\nΠρος: Bert\nΘέμα: Γέφυρα",
	"מאת: Ann\nנשלח: יום שני\nאל: Bert\nנושא: גשר",
	"من: Ann\nتم الإرسال: الاثنين\nإلى: Bert\nالموضوع: جسر",
	"差出人: Ann\n送信日時: 月曜日\n宛先: Bert\n件名: 橋",
	"发件人: Ann\n发送时间: 星期一\n收件人: Bert\n主题: 桥",
	"寄件者: Ann\n傳送時間: 星期一\n收件者: Bert\n主旨: 橋",
	"보낸 사람: Ann\n보낸 날짜: 월요일\n받는 사람: Bert\n제목: 다리",
	"From: Ann\n<a-very-long-address@mail.example>\nSent: Monday\n"
	"To: Bert\nSubject: Bridge",
	"Ann Lee\n05/03/2016 06:01 AM\nTo: Bert\ncc:\nSubject: Bridge",
	"ann@mail.example on 05/03/2016 06:01:12 AM\n"
	"Please respond to <ann@mail.example>\n"
	"To: Bert\ncc:\nSubject: Bridge",
	"\"Ann Lee of the Gazette\" <ann@mail.example> on 05/03/2016\n"
	"06:01:12 AM\nTo: Bert\ncc:\nSubject: Bridge",
	">>> Ann Lee 5/3/16 06:01AM >>>",
	">>> <ann@mail.example> 5/3/16 6:01:12 am >>>",
};

START_TEST(header_blocks_of_many_languages_start_a_quote)
{
	const char *marks;

	ck_assert(mark(
		arena_printf(&arena, "own\n\n%s\n\nDear Bert\n", blocks[_i])));
	marks = kinds();
	ck_assert_int_eq(marks[0], 'o');
	ck_assert_uint_eq(strspn(marks + 1, "q"), strlen(marks) - 1);
}
END_TEST

static const struct {
	const char *body, *kinds;
} bodies[] = {
	{"own\n", "o"},
	{"own\n\n> quoted\n\nown\n", "oqo"},
	{"own\n\nOn 3 May 2016 Ann <a@b> wrote:\n\n> quoted\n\nown\n", "oqqo"},
	{"own\n\nOn 3 May 2016 Ann <a@b> wrote:\n\nquoted\n\nquoted\n", "oqqq"},
	{"own\n\n-----Original Message-----\nFrom: A\nDate: B\n\nx\n", "oqqqq"},
	{"own\n\n-----Ursprüngliche Nachricht-----\nx\n", "oqq"},
	{"own\n\n*-------- Original Message --------*\nx\n", "oqq"},
	{"own\n\n---------- Forwarded message ---------\nFrom: A\n\nx\n",
         "offf"},
	{"Begin forwarded message:\n\nFrom: A\nDate: B\n\nx\n", "ffff"},
	{"own\n________________________________\nFrom: A\nSent: B\n\nx\n",
         "oqqqq"},
	{"From: A\nSent: B\nSubject: C\n\nown, below all\n", "qqqo"},
	{"own\n\nForwarded message:\n\nFrom: A\nSubject: B\n\nx\n", "offff"},
	{"own\n\nForwarded message: read it\n\nown\n", "ooo"},
	{"own\n> ---------- Forwarded message ---------\n> From: A\n>\n> x\n"
         "own\n",
         "offfo"},
	{"own\n----------\nown\n", "ooo"},
	{"own\n\nTo: all who read this\nown\n", "ooo"},
	{"```\n> code\nOn 3 May 2016 Ann <a@b> wrote:\n```\nown\n", "ooooo"},
	{"> > > that many marks leave no room, so that it goes\n"
         "on here\nand here\n> > > and so on\n",
         "qqqq"},
	{"> one mark does not do that, so that it goes on\nmy answer\n"
         "> and so on\n",
         "qoq"},
	{"> This line is long, and the program that sent it did wrap it once "
         "more\nwithout a mark\n> here.\nown\n",
         "qqqo"},
	{"> Short?\nown\n> more\nown\n", "qoqo"},
	{"own\n\nOn 3 May 2016 at 6:01 Ann\n\n<\nmailto:a@b\n> wrote:\nx\n",
         "oqqqqq"},
};

START_TEST(what_is_quoted_is_marked)
{
	mark(bodies[_i].body);
	ck_assert_str_eq(kinds(), bodies[_i].kinds);
}
END_TEST

START_TEST(a_quote_without_marks_ends_where_the_edition_starts)
{
	lines_split(&arena,
	            str_of("own\n\nOn 3 May 2016 Ann <a@b> wrote:\n\nstranger\n"
	                   "edition\n\nanswer\n"),
	            &lines);
	lines.line[5].kind = LINE_QUOTE;
	lines.line[5].piece = 0;
	ck_assert(quote_mark(&arena, &lines));
	ck_assert_str_eq(kinds(), "oqqqo");
}
END_TEST

START_TEST(marks_before_a_head_are_a_pattern)
{
	ck_assert(mark("own\n> On 3 May 2016 Ann <a@b> wrote:\n>\n> x\n"));
	ck_assert(mark("own\n> On 3 May 2016 at 10:05 Ann Lee\n"
	               "> <a@b> wrote:\n>\n> x\n"));
	ck_assert(mark("own\n> From: A\n> Sent: B\n> Subject: C\n>\n> x\n"));
	ck_assert(!mark("own\n> quoted\n> more\n> On 3 May 2016 Ann <a@b> "
	                "wrote:\n> > x\n"));
}
END_TEST

START_TEST(marks_alone_are_no_pattern)
{
	ck_assert(!mark("own\n> quoted\n"));
	ck_assert(!mark("own\n"));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("quote");
	TCase *t = tcase_create("quote_mark");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, header_blocks_of_many_languages_start_a_quote, 0,
	                    (int)ARRAY_LEN(blocks));
	tcase_add_loop_test(t, what_is_quoted_is_marked, 0,
	                    (int)ARRAY_LEN(bodies));
	tcase_add_test(t, a_quote_without_marks_ends_where_the_edition_starts);
	tcase_add_test(t, marks_before_a_head_are_a_pattern);
	tcase_add_test(t, marks_alone_are_no_pattern);
	suite_add_tcase(s, t);
	return s;
}
