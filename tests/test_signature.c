#include "tests/suite.h"

#include "text/signature.h"

static struct arena arena;
static struct lines lines;

static void teardown(void)
{
	arena_free(&arena);
}

/* The kinds of lines that are not blank, a letter each: o, q, s, d. */
static const char *mark_of(const char *writer, const char *body,
                           bool is_aligned)
{
	char *text;
	size_t n = 0;

	lines_split(&arena, str_of(body), &lines);
	for (size_t i = 0; i < lines.n; i++)
		if (lines.line[i].depth > 0)
			lines_mark(&lines, i, i + 1, LINE_QUOTE);
	signature_mark(&lines, is_aligned, str_of(writer));
	text = arena_alloc(&arena, lines.n + 1);
	for (size_t i = 0; i < lines.n; i++)
		if (!line_is_blank(&lines.line[i]))
			text[n++] = "oqsfd"[lines.line[i].kind];
	return text;
}

static const char *mark(const char *body, bool is_aligned)
{
	return mark_of("", body, is_aligned);
}

static const struct {
	const char *body, *kinds;
} bodies[] = {
	{"own\n-- \nAnn\nGazette\n", "osss"},
	{"own\n--\nAnn\n> quoted\nown\n", "ossqo"},
	{"own\n\xe2\x80\x94\nAnn\n", "oss"},
	{"own\n---\nAnn\n", "oss"},
	{"own\n\n_________________\nlist@mail.example\n", "oss"},
	{"own\n* * *\nAnn\n", "oss"},
	{"-- \n", "s"},
	{"a -- b\n", "o"},
	{"-- first point\n-- second point\n", "oo"},
	{"```\n--\n```\nown\n", "oooo"},
	{"own\n\nSent from my iPhone\n", "os"},
	{"own\n\nSent from my iPhone\n\nwhat was answered\n", "osq"},
	{"own\n\nSent from my iPhone\n\nPS: own\n", "oso"},
	{"own\n\nSent from my iPhone\n\nPS: own\n\nanswered\n", "osoq"},
	{"Gesendet mit iPhone\n\nown\n", "so"},
	{"own\n\nKind regards,\nAnn Lee\n", "oss"},
	{"own\n\nMit freundlichen Grüßen\n\nAnn\n", "oss"},
	{"own\n\nThanks,\nAnn\n", "ooo"},
	{"own\n\nKind regards\n", "oo"},
	/* a post of four words and no more is what a program signs with */
	{"own\n\nSincerely,\nThe Keepers Of Bridges\n", "ooo"},
	{"own\n\nSincerely,\nThe Bridge Keeper\n", "oss"},
	{"own\n\n-Ann\n", "os"},
	{"own words.\n\nAnn\n", "os"},
	{"own words.\n\nÉmile O'Neill\n", "os"},
	{"own words.\n\nDiane\nx-37059\n", "oss"},
	{"own words.\n\nJ. B. McKay\n713-345-7667\n", "oss"},
	/* right above a quote a name may tell whose it is */
	{"own words.\n\nAnn\n\n> quoted\n", "ooq"},
	{"own words.\n\nKind regards\n", "oo"},
	/* what the writer says below a name */
	{"own\n\nKind regards,\nAnn\n\nPS: more\n", "osso"},
	{"own [1]\n\nKind regards,\nAnn\n\n[1] this\n", "osso"},
	{"own\n\nKind regards,\nAnn\n\nTo be read by:\nall\n", "ossoo"},
	/* a rule between two parts of a text is of it */
	{"own\n\n---\n\nThis is the second part.\n", "ooo"},
	{"own\n\n---\nAnn\nThis is how to reach me.\nann@a.example\n", "ossss"},
	{"own\n-- \nThis is what I always say.\n", "oss"},
	{"own\n---\nThis is the second part.\n---\nThe end\n", "ooooo"},
	/* who types in the place of the signature */
	{"-- \nThis is all that I say.\n", "so"},
	{"-- \nAnn Lee\nThis is how to reach me.\na@b.example\n", "ssss"},
	{"> quoted\n\n--\nThis is all that I say.\n", "qso"},
	/* tables */
	{"Day Place\n---------\nMonday Mill\nFriday Ford\n", "oooo"},
	{"own\n\nDay      Place\n----     ----\nMonday   Mill\n", "oooo"},
	{"own\n\n=====\n", "oo"},
	{"own\n\nhttp://mail.example\nThe Gazette\n", "ooo"},
	/* what may be an answer, a list or a line of a text */
	{"Who did it?\n\nAnn\n", "oo"},
	{"Buy this:\n\nMilk\n", "oo"},
	{"own words.\nAnn\n", "oo"},
	{"own words.\n\nYes\n", "oo"},
	{"own words.\n\nNever!\n", "oo"},
	{"own words.\n\nNo to the Bridge\n", "oo"},
	{"Ann\n\nBob\n", "oo"},
	{"Ann\n", "o"},
	{"- milk\n\n- eggs\n", "oo"},
	{"own\n\nAnn Lee\nThe Gazette\n+49 30 1234567\nann@mail.example\n",
         "ossss"},
	{"own\n\nCall 030 1234567 or write to the town hall, please.\n", "oo"},
	{"own\n\nThanks in advance,\nAnn Lee\nEditor\n+49 30 1234567\n",
         "oosss"},
	{"[EXTERNAL EMAIL]\n\nown\n", "do"},
	{"own\n\n[1] External links\n", "oo"},
	{"own\n\nDisclaimer\n\nThis is secret.\n", "odd"},
	{"own\n\nThis email is confidential and may be privileged. If you are\n"
         "not the intended recipient, delete it.\n",
         "odd"},
	{"I call this confidential paper a scandal.\n", "o"},
	{"own\n\n=====\n#####\n> quoted\n", "ossq"},
	{"own\n==========\nmore of it, and longer than any line of a signature "
         "ever could be, so "
         "it stays\nand more of it, and longer than any line of a signature "
         "ever could be, so "
         "it stays\nand a third line of it, so that it is plain, to all of us, "
         "that it "
         "stays here\n",
         "ooooo"},
};

START_TEST(signatures_are_told_from_text)
{
	ck_assert_str_eq(mark(bodies[_i].body, false), bodies[_i].kinds);
}
END_TEST

START_TEST(where_the_edition_is_known_a_device_cuts_its_line_only)
{
	ck_assert_str_eq(mark("own\n\nSent from my iPhone\n\nown\n", true),
	                 "oso");
}
END_TEST

/* Closings with a name below, in 22 languages. */
static const char *const closings[] = {
	"Kind regards,\nAnn Lee",
	"Mit freundlichen Grüßen\nAnn Lee",
	"Viele Grüße\nAnn",
	"Cordialement,\nAnne",
	"Un saludo,\nAna",
	"Saludos cordiales\nAna",
	"Cordiali saluti,\nAnna",
	"Atenciosamente,\nAna",
	"Com os melhores cumprimentos,\nAna",
	"Met vriendelijke groet,\nAnna",
	"Med vänliga hälsningar\nAnna",
	"Med venlig hilsen\nAnne",
	"Med vennlig hilsen\nAnne",
	"Ystävällisin terveisin\nAnna",
	"Z poważaniem\nAnna",
	"S pozdravem\nAnna",
	"С уважением,\nАнна",
	"З повагою,\nГанна",
	"Saygılarımla,\nAyşe",
	"Με εκτίμηση,\nΆννα",
	"בברכה,\nאנה",
	"مع تحياتي،\nآن",
	"よろしくお願いいたします。\n山田花子",
	"敬具\n山田花子",
	"此致\n敬礼\n安娜",
	"祝好！\n安娜",
	"감사합니다.\n김안나",
};

START_TEST(closings_of_many_languages_are_signatures)
{
	const char *body = arena_printf(&arena, "These are own words.\n\n%s\n",
	                                closings[_i]);
	const char *kinds = mark(body, false);

	ck_assert_int_eq(kinds[0], 'o');
	ck_assert_uint_ge(strspn(kinds + 1, "s"), 2);
	ck_assert_uint_eq(strspn(kinds + 1, "s"), strlen(kinds) - 1);
}
END_TEST

static const char *const notices[] = {
	"This e-mail is confidential and may be privileged. If you are not "
	"the intended recipient, please notify the sender.",
	"Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der "
	"richtige Adressat sind, informieren Sie bitte den Absender und "
	"vernichten Sie diese Mail.",
	"Ce message est confidentiel et destiné à son seul destinataire. Si "
	"vous l'avez reçu par erreur, merci de le supprimer.",
	"Este mensaje es confidencial y va dirigido a su destinatario. Si lo "
	"ha recibido por error, bórrelo.",
	"Questo messaggio contiene informazioni riservate ai soli "
	"destinatari. Se lo avete ricevuto per errore, eliminatelo.",
	"Esta mensagem é confidencial e destina-se ao seu destinatário. Se a "
	"recebeu por erro, apague-a.",
	"Dit bericht is vertrouwelijk en alleen bestemd voor de "
	"geadresseerde. Als u dit ten onrechte ontvangt, verwijder het dan.",
	"Detta meddelande är konfidentiellt och endast avsett för "
	"mottagaren. Om du har fått det av misstag, radera det.",
	"Denne e-mail er fortrolig og kun beregnet for modtageren. Har du "
	"modtaget den ved en fejl, så slet den.",
	"Denne e-posten er konfidensiell og kun ment for mottakeren. Har du "
	"fått den ved en feil, slett den.",
	"Tämä viesti on luottamuksellinen ja tarkoitettu vain "
	"vastaanottajalle. Jos sait sen erehdyksessä, poista se.",
	"Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata. "
	"Jeśli otrzymali ją Państwo omyłkowo, prosimy o usunięcie.",
	"Tato zpráva je důvěrná a určená pouze adresátovi. Pokud jste ji "
	"obdrželi omylem, smažte ji.",
	"Это сообщение конфиденциально и предназначено только для адресата. "
	"Если вы получили его по ошибке, удалите его.",
	"Це повідомлення конфіденційне і призначене лише адресату. Якщо ви "
	"отримали його помилково, видаліть його.",
	"Bu ileti gizli bilgiler içerebilir ve yalnızca alıcısı içindir. "
	"Yanlışlıkla aldıysanız lütfen siliniz.",
	"Το μήνυμα είναι εμπιστευτικό και προορίζεται μόνο για τον παραλήπτη. "
	"Αν το λάβατε κατά λάθος, διαγράψτε το.",
	"הודעה זו היא חסויה ומיועדת לנמען בלבד. אם קיבלת אותה בטעות, מחק אותה.",
	"هذه الرسالة سرية ومخصصة للمرسل إليه فقط. إذا وصلتك عن طريق الخطأ "
	"فاحذفها.",
	"このメールは機密情報を含み、宛先の受信者のみを対象としています。"
	"誤って受信された場合は削除してください。",
	"本邮件含有保密信息，仅供收件人使用。如误收本邮件，请删除。",
	"이 메일은 기밀 정보를 포함하며 지정된 수신인만을 위한 것입니다. "
	"잘못 받으셨다면 삭제해 주십시오.",
};

START_TEST(notices_of_many_languages_are_disclaimers)
{
	ck_assert_str_eq(
		mark(arena_printf(&arena, "own words.\n\n%s\n", notices[_i]),
	             false),
		"od");
}
END_TEST

/* The last words of letters of "Ann-Marie Lee ann.lee" are her name or not. */
static const struct {
	const char *body, *kinds;
	bool is_unsure;
} names[] = {
	{"I read it twice.\n\nAnn\n", "os", false},
	{"I read it twice.\n\nann\n", "os", false},
	{"I read it twice.\n\nAnn-Marie\n", "os", false},
	{"I read it twice.\n\nLee, Ann\n", "os", false},
	{"I read it twice.\n\nA. Lee\n+49 30 1234567\n", "oss", false},
	{"I read it twice.\n\nAML\n", "os", false},
	{"I read it twice.\nAnn\n", "os", false},
	{"Who wants this?\n\nAnn\n", "os", false},
	{"I read it twice.\n\nAnn\n\n> quoted\n", "ooq", false},
	{"own\n> quoted\nAnn\n", "oqs", false},
	{"I read it twice, as did\nAnn\n", "oo", false},
	{"Thanks,\nAnn\n", "oo", false},
	{"These wrote it:\n\nAnn\n", "oo", false},
	{"Ann\n", "o", false},
	{"I read it twice.\n\nBravo\n", "oo", true},
	{"I read it twice.\n\nAnn!\n", "oo", false},
	{"I read it twice.\n\nA\n", "oo", false},
	{"I read it twice.\n\nBert Low\n", "os", false},
};

START_TEST(one_word_at_the_end_is_a_signature_where_it_is_the_writers_name)
{
	ck_assert_str_eq(
		mark_of("Ann-Marie Lee ann.lee", names[_i].body, false),
		names[_i].kinds);
	ck_assert(lines.is_unsure == names[_i].is_unsure);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("signature");
	TCase *t = tcase_create("signature_mark");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, signatures_are_told_from_text, 0,
	                    (int)ARRAY_LEN(bodies));
	tcase_add_test(t,
	               where_the_edition_is_known_a_device_cuts_its_line_only);
	tcase_add_loop_test(
		t,
		one_word_at_the_end_is_a_signature_where_it_is_the_writers_name,
		0, (int)ARRAY_LEN(names));
	tcase_add_loop_test(t, closings_of_many_languages_are_signatures, 0,
	                    (int)ARRAY_LEN(closings));
	tcase_add_loop_test(t, notices_of_many_languages_are_disclaimers, 0,
	                    (int)ARRAY_LEN(notices));
	suite_add_tcase(s, t);
	return s;
}
