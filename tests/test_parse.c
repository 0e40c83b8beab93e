#include "tests/suite.h"

#include "base/buf.h"
#include "base/file.h"
#include "mailer/parse.h"
#include "text/utf8.h"

static struct arena arena;
static struct mail mail;
static struct str language; /* none */

static void free_arena(void)
{
	arena_free(&arena);
}

static void parse(struct str raw)
{
	memset(&mail, 0, sizeof(mail));
	ck_assert_int_eq(parse_mail(&arena, raw, language, &mail, NULL), OK);
}

/* Parse tests/mail/`name`.eml. */
static void parse_sample(const char *name)
{
	const char *path = arena_printf(&arena, "tests/mail/%s.eml", name);
	struct why why = {""};
	struct str raw;

	ck_assert_msg(file_read(&arena, path, 1024 * 1024, &raw, &why) == OK,
	              "%s", why.text);
	parse(raw);
}

START_TEST(mail_is_read_field_by_field)
{
	parse_sample("plain");
	ck_assert_uint_eq(mail.n_fields, 11);
	ck_assert_text(mail.fields[1].name, "Received");
	ck_assert_text(mail.fields[1].value,
	               "from mail.example.net (mail.example.net [192.0.2.7]) "
	               "by mx.example.org with ESMTPS id 4711 for "
	               "<post@example.org>; Mon, 23 Nov 2026 08:00:01 +0000");
	ck_assert_text(mail.from_addr, "jan@example.net");
	ck_assert_text(mail.from_name, "Jan Vos");
	ck_assert_uint_eq(mail.n_from, 1);
	ck_assert_text(mail.subject, "Re: The harbour in winter");
	ck_assert_text(mail.message_id, "letter-1@example.net");
	ck_assert_text(mail.in_reply_to, "edition-7@example.org");
	ck_assert_text(mail.references,
	               "<edition-6@example.org> <edition-7@example.org>");
	ck_assert_int_eq(mail.date, 1795420800);
	ck_assert_text(mail.text,
	               "The ferries should run at night.\n\n-- \nJan\n");
	ck_assert_text(mail.html, "");
	ck_assert_uint_eq(mail.n_attachments, 0);
	ck_assert(!mail.is_flowed && !mail.is_encrypted);
}
END_TEST

static const struct {
	const char *sample, *subject;
} subjects[] = {
	{"words-charsets", "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82, "
                           "\xe6\x97\xa5\xe6\x9c\xac caf\xc3\xa9"},
	{"words-control", "one Bcc: evil@example.com"},
	{"header-raw-utf8", "Gr\xc3\xbc\xc3\x9f"
                            "e"},
	{"header-raw-latin1", "Gr\xc3\xbc\xc3\x9f"
                              "e"},
	{"header-raw-body", "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82"},
	{"header-only", "all there is"},
	{"mbox", "x"},
	{"empty", ""},
};

START_TEST(mail_has_its_subject_in_utf8)
{
	parse_sample(subjects[_i].sample);
	ck_assert_text(mail.subject, subjects[_i].subject);
}
END_TEST

static const struct {
	const char *sample, *address, *name;
	size_t n;
} writers[] = {
	{"words-charsets", "andre@example.net", "Andr\xc3\xa9 Pirard", 1},
	{"from-twice", "jan@example.net", "Jan", 2},
	{"from-two", "jan@example.net", "Jan", 2},
	{"from-group", "jan@example.net", "Jan", 1},
	{"from-word-comma", "jan@example.net", "Vos, Jan (J\xc3\xbcrgen)", 1},
	{"from-word-quoted", "jose@example.net", "Jos\xc3\xa9", 1},
	{"from-word-address", "", "", 1},
	{"from-none", "", "", 1},
	{"header-junk", "jan@example.net", "", 2},
	{"empty", "", "", 0},
};

START_TEST(mail_has_one_writer_and_the_count_of_all)
{
	parse_sample(writers[_i].sample);
	ck_assert_text(mail.from_addr, writers[_i].address);
	ck_assert_text(mail.from_name, writers[_i].name);
	ck_assert_uint_eq(mail.n_from, writers[_i].n);
}
END_TEST

START_TEST(mail_with_junk_in_its_header_says_so)
{
	parse_sample("header-junk");
	ck_assert(mail.is_mended);
	ck_assert_uint_eq(mail.n_fields, 3);
	parse_sample("plain");
	ck_assert(!mail.is_mended);
}
END_TEST

START_TEST(mail_takes_no_verdict_from_behind_junk)
{
	parse(str_of("Authentication-Results: one\nlost\n"
	             "Authentication-Results: two\nSubject: x\n"
	             "Authentication-Results: three\n\nx"));
	ck_assert_text(mail.subject, "x");
	ck_assert_uint_eq(mail.n_fields, 2);
	ck_assert_text(mail_field(&mail, "Authentication-Results"), "one");
}
END_TEST

START_TEST(mail_is_read_without_what_a_provider_made_too_long)
{
	struct buf long_one = BUF_INIT(20000);

	buf_addf(&long_one, "X-Report: %09000d\nSubject: x\n\nx", 1);
	parse(buf_str(&long_one));
	ck_assert_uint_eq(mail.n_fields, 1);
	ck_assert_text(mail.subject, "x");
	buf_free(&long_one);
}
END_TEST

START_TEST(mail_has_its_recipients_in_order)
{
	static const char *const addresses[] = {
		"post@example.org",  "post+tag@example.org", "env@example.org",
		"one@example.org",   "four@example.org",     "two@example.org",
		"three@example.org",
	};

	parse_sample("recipients");
	ck_assert_uint_eq(mail.n_recipients, ARRAY_LEN(addresses));
	for (size_t i = 0; i < mail.n_recipients; i++)
		ck_assert_text(mail.recipients[i], addresses[i]);
}
END_TEST

START_TEST(mail_has_at_most_100_recipients)
{
	struct buf raw = BUF_INIT(65536);

	for (int i = 0; i < 150; i++)
		buf_addf(&raw, "To: a%d@b.c, b%d@b.c\n", i, i);
	parse(buf_str(&raw));
	ck_assert_uint_eq(mail.n_recipients, 100);
	buf_free(&raw);
}
END_TEST

static const struct {
	const char *sample, *text;
} texts[] = {
	{"charset-missing", "Caf\xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d\n"},
	{"charset-unknown", "Caf\xc3\xa9\n"},
	{"charset-lies", "Caf\xc3\xa9\n"},
	{"alternative-nested", "Plain words."},
	{"alternative-blank-plain", ""},
	{"html-only", ""},
	{"winmail", "Voil\xc3\xa0.\n"},
	{"report", "I am sorry.\n"},
	{"header-only", ""},
	{"header-junk", "x\n"},
	{"mbox", "x\n"},
	{"empty", ""},
	{"boundary-never", "Nobody wrote a boundary.\n"},
	{"boundary-wrong", "The only words."},
	{"boundary-unnamed", "Nobody named one.\n"},
	{"boundary-open", "The end is missing."},
	{"boundary-twice", "Twice."},
	{"boundary-folded", "Folded."},
	{"boundary-prefix", "One.\n\nTwo."},
	{"boundary-blanks", "Words.\n--cut here \nMore words."},
	{"part-without-header", "Note: this is text.\n\nThis: too."},
	{"type-broken", "Still text.\n"},
	{"forwarded", "See below."},
	{"attached-text", "The letter.\n\nBye."},
	{"attached-only", "The letter.\n"},
	{"signed-smime",
         "The ferries should run at night, \xe2\x82\xac or not.\n"},
	{"signed-smime-stream",
         "The ferries should run at night, \xe2\x82\xac or not.\n"},
	{"signed-inline", "The ferries should run.\n-- \nJan\n"},
	{"uuencoded", "See the table.\nJan\n"},
	{"enriched-only", "Voil\xc3\xa0 what I think.\n"},
	{"markdown-only", "*All* of it.\n"},
	{"rtf-only", "Voil\xc3\xa0.\n"},
	{"winmail-text", "Voil\xc3\xa0, all of it.\n"},
	{"winmail-rtf", "hello world"},
	{"digest", ""},
	{"body-nul", "ab\nc[1m\n"},
};

START_TEST(mail_has_the_text_that_was_written)
{
	parse_sample(texts[_i].sample);
	ck_assert_text(mail.text, texts[_i].text);
}
END_TEST

static const struct {
	const char *sample, *part; /* what html_text holds */
} htmls[] = {
	{"html-only", "I agree & more."},
	{"alternative-nested", "Rich words."},
	{"alternative-blank-plain", "Only here."},
	{"charset-meta", "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82"},
	{"winmail-html", "Only here."},
	{"html-footer", "The letter."},
	{"html-footer", "____\nThe list"},
};

START_TEST(mail_has_its_html_as_text)
{
	parse_sample(htmls[_i].sample);
	ck_assert(str_find(mail.html, "<p>") != STR_NONE);
	ck_assert_msg(str_find(mail.html_text, htmls[_i].part) != STR_NONE,
	              "\"%.*s\"", (int)mail.html_text.len, mail.html_text.ptr);
}
END_TEST

START_TEST(mail_of_html_and_a_plain_footer_is_no_plain_footer)
{
	parse_sample("html-footer");
	ck_assert(str_starts(mail.text, "The letter."));
	ck_assert(str_find(mail.text, "The list") != STR_NONE);
}
END_TEST

START_TEST(mail_that_flows_comes_in_paragraphs)
{
	parse_sample("flowed");
	ck_assert(mail.is_flowed);
	ck_assert_text(mail.text, "> One line that goes on.\n"
	                          "An answer in two lines.\n");
	parse_sample("flowed-delsp");
	ck_assert_text(mail.text, "halfword\n");
}
END_TEST

static const struct {
	const char *sample, *list; /* "type name len;" of each */
} attachments[] = {
	{"winmail", "application/ms-tnef winmail.dat 6;"},
	{"alternative-nested",
         "image/png logo.png 8;application/pdf caf\xc3\xa9 menu.pdf 5;"},
	{"winmail-text", "application/ms-tnef winmail.dat 153;"
                         "application/octet-stream Men\xc3\xbc.txt 5;"},
	{"uuencoded", "application/octet-stream table.txt 3;"},
	{"signed-smime", ""},
	{"forwarded", "message/rfc822 x.eml 100;"},
	{"attached-text", "text/plain notes.txt 6;text/plain  5;"},
	{"attached-only", ""},
	{"digest", "message/rfc822  15;message/rfc822  15;"},
	{"report", ""},
	{"encrypted-smime", "application/pkcs7-mime smime.p7m 3;"},
};

START_TEST(mail_counts_its_attachments)
{
	struct buf list = BUF_INIT(1000);

	parse_sample(attachments[_i].sample);
	for (size_t i = 0; i < mail.n_attachments; i++) {
		buf_add(&list, mail.attachments[i].type);
		buf_adds(&list, " ");
		buf_add(&list, mail.attachments[i].name);
		buf_addf(&list, " %zu;", mail.attachments[i].len);
	}
	ck_assert_text(buf_str(&list), attachments[_i].list);
	buf_free(&list);
}
END_TEST

START_TEST(mail_that_is_encrypted_says_so)
{
	static const char *const samples[] = {
		"encrypted",
		"encrypted-inline",
		"encrypted-smime",
		"encrypted-smime-whole",
	};

	parse_sample(samples[_i]);
	ck_assert(mail.is_encrypted);
}
END_TEST

START_TEST(mail_that_is_signed_is_not_encrypted)
{
	parse_sample("signed-smime");
	ck_assert(!mail.is_encrypted);
	parse_sample("signed-inline");
	ck_assert(!mail.is_encrypted);
}
END_TEST

START_TEST(mail_inside_of_a_mail_has_no_effect)
{
	parse_sample("forwarded");
	ck_assert_text(mail_field(&mail, "Authentication-Results"), "");
	ck_assert_text(mail.from_addr, "jan@example.net");
	ck_assert_text(mail.report_mail, "");
}
END_TEST

START_TEST(report_comes_in_its_parts)
{
	parse_sample("report");
	ck_assert_text(mail.report_type, "delivery-status");
	ck_assert(str_starts(mail.report, "Reporting-MTA: dns;"));
	ck_assert(str_find(mail.report, "\nStatus: 5.1.1\n") != STR_NONE);
	ck_assert_text(mail.report_mail,
	               "From: post@example.org\nSubject: Edition 7\n\n"
	               "Text of the edition.");
}
END_TEST

START_TEST(report_that_does_not_say_so_is_one)
{
	parse_sample("report-untyped");
	ck_assert_text(mail.report_type, "feedback-report");
	ck_assert_text(mail.report, "Feedback-Type: abuse");
	ck_assert_text(mail.text, "It failed.");
}
END_TEST

START_TEST(mail_keeps_what_base64_has_of_text)
{
	parse_sample("base64-broken");
	ck_assert(str_starts(mail.text, "hello world"));
	ck_assert(utf8_ok(mail.text));
}
END_TEST

START_TEST(mail_with_too_many_parts_is_refused)
{
	struct buf raw = BUF_INIT(65536);
	struct why why = {""};

	buf_adds(&raw, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (int i = 0; i < 101; i++)
		buf_adds(&raw, "--b\n\nx\n");
	ck_assert_int_eq(
		parse_mail(&arena, buf_str(&raw), language, &mail, &why),
		ERR_INPUT);
	ck_assert_str_eq(why.text, "more than 100 parts");
	buf_free(&raw);
}
END_TEST

START_TEST(mail_of_many_texts_gives_as_many_as_a_text_may_hold)
{
	struct buf raw = BUF_INIT(4 * 1024 * 1024);

	buf_adds(&raw, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (int i = 0; i < 99; i++)
		buf_addf(&raw, "--b\n\n%010000d\n", i);
	parse(buf_str(&raw));
	ck_assert_uint_le(mail.text.len, 256 * 1024);
	ck_assert_uint_ge(mail.text.len, 256 * 1024 - 10002);
	buf_free(&raw);
}
END_TEST

static TCase *header_case(void)
{
	TCase *header = tcase_create("header");

	tcase_add_checked_fixture(header, NULL, free_arena);
	tcase_add_test(header, mail_is_read_field_by_field);
	tcase_add_loop_test(header, mail_has_its_subject_in_utf8, 0,
	                    ARRAY_LEN(subjects));
	tcase_add_loop_test(header, mail_has_one_writer_and_the_count_of_all, 0,
	                    ARRAY_LEN(writers));
	tcase_add_test(header, mail_with_junk_in_its_header_says_so);
	tcase_add_test(header, mail_takes_no_verdict_from_behind_junk);
	tcase_add_test(header,
	               mail_is_read_without_what_a_provider_made_too_long);
	tcase_add_test(header, mail_has_its_recipients_in_order);
	tcase_add_test(header, mail_has_at_most_100_recipients);
	return header;
}

/* One oddity each, as people's mail programs write them; tests/mail/people. */
static const struct {
	const char *sample, *address, *name, *subject, *words;
} people[] = {
	{"latin1-8bit", "jean@home.example", "Jean Pélé", "Café fermé",
         "Le café est fermé."},
	{"raw-utf8-headers", "jean@home.example", "Jean Pélé", "Café fermé",
         "Le café."},
	{"raw-latin1-headers", "jean@home.example", "Jean Pélé", "Café fermé",
         "Le café."},
	{"comment-from", "john@home.example", "John Smith", "Hello",
         "Words here."},
	{"quoted-from", "john.smith@home.example", "Smith, John (News)",
         "Hello", "Words here."},
	{"no-subject-header", "john@home.example", "John", "", "Words here."},
	{"empty-subject", "john@home.example", "John", "", "Words here."},
	{"html-only", "john@home.example", "John", "HTML",
         "This is a html-only email. Heading With a special char & more. - One "
         "- Two"},
	{"multipart-empty-plain", "john@home.example", "John", "HTML",
         "The html part. Second line."},
	{"attach-encoded-name", "john@home.example", "John", "Files",
         "See the file."},
	{"apple-inline", "john@home.example", "John", "Pictures",
         "Above the picture. Below the picture."},
	{"apple-alt", "john@home.example", "John", "Pictures", "Plain words."},
	{"iso2022jp", "jp@home.example", "山田太郎", "渡し船について",
         "渡し船がまた動きます。"},
	{"gb2312", "cn@home.example", "王小明", "渡船", "渡船又开了。"},
	{"koi8", "ru@home.example", "Иван", "Паром", "Паром снова ходит."},
	{"odd-charset-names", "john@home.example", "Jürg", "Grüße",
         "Schöne Grüße."},
	{"cp932-label", "jp@home.example", "jp", "x", "①渡し船です。"},
	{"bom", "john@home.example", "John", "BOM", "Words here."},
	{"multiline-subject", "john@home.example", "John",
         "New ticket on a given project with a very long subject line which "
         "goes beyond the limit of a line",
         "Words here."},
	{"split-words", "john@home.example", "John",
         "Testmail from Webmail: ä ö ü...", "Words here."},
	{"split-char", "jp@home.example", "jp", "渡し船について", "Words."},
	{"reply-quoted", "john@home.example", "John",
         "Re: [Paper - Feature #1]",
         "My answer. On Monday Post wrote: > The question"},
	{"text-attached", "john@home.example", "John", "x", "The letter."},
	{"sender-unquoted-dot", "john.a@home.example", "John A. Smith", "x",
         "Words."},
	{"from-bare", "john@home.example", "", "x", "Words."},
	{"from-8bit-quoted", "a@home.example", "Äöü", "x", "Words."},
	{"outlook-nbsp", "john@home.example", "John", "x", "One Two Three"},
	{"gmail-wbr", "john@home.example", "John", "x",
         "A long-word and a link <http://x.example/>."},
	{"pre", "john@home.example", "John", "x",
         "Some code: def f return 1 end"},
	{"cte-unknown", "john@home.example", "John", "x", "Words =3D here."},
	{"crlf-mixed-qp", "john@home.example", "John", "x",
         "A line that is broken softly."},
	{"utf8-label-latin", "john@home.example", "John", "x",
         "Schöne Grüße aus Köln."},
	{"gbk-subject-raw", "john@home.example", "John", "渡船又开了我们很高兴",
         "Words."},
	{"name-with-at", "bo@home.example", "bo@home.example", "x", "Words."},
	{"mac-roman-html-entities", "john@home.example", "John", "x",
         "Café – “yes” €5"},
	{"two-langs", "john@home.example", "John", "Re: Ärger über Öl",
         "Words."},
	{"lowercase-q", "john@home.example", "John", "Grüße", "Words."},
	{"illegal-blank-in-word", "john@home.example", "John", "Grüße an alle",
         "Words."},
};

/* The same words, whatever white space is between them. */
static void ck_assert_words(struct str text, struct str words)
{
	struct str got, wanted;

	while (str_next_word(&words, &wanted)) {
		ck_assert(str_next_word(&text, &got));
		ck_assert_msg(str_eq(got, wanted), "%.*s for %.*s",
		              (int)got.len, got.ptr, (int)wanted.len,
		              wanted.ptr);
	}
	ck_assert(!str_next_word(&text, &got));
}

START_TEST(mail_of_people_is_read_whatever_wrote_it)
{
	parse_sample(arena_printf(&arena, "people/%s", people[_i].sample));
	ck_assert_text(mail.from_addr, people[_i].address);
	ck_assert_text(mail.from_name, people[_i].name);
	ck_assert_text(mail.subject, people[_i].subject);
	ck_assert_words(mail.text.len > 0 ? mail.text : mail.html_text,
	                str_of(people[_i].words));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("parse");
	TCase *body = tcase_create("body");

	suite_add_tcase(s, header_case());
	tcase_add_checked_fixture(body, NULL, free_arena);
	tcase_add_loop_test(body, mail_has_the_text_that_was_written, 0,
	                    ARRAY_LEN(texts));
	tcase_add_loop_test(body, mail_of_people_is_read_whatever_wrote_it, 0,
	                    ARRAY_LEN(people));
	tcase_add_loop_test(body, mail_has_its_html_as_text, 0,
	                    ARRAY_LEN(htmls));
	tcase_add_test(body,
	               mail_of_html_and_a_plain_footer_is_no_plain_footer);
	tcase_add_test(body, mail_that_flows_comes_in_paragraphs);
	tcase_add_loop_test(body, mail_counts_its_attachments, 0,
	                    ARRAY_LEN(attachments));
	tcase_add_loop_test(body, mail_that_is_encrypted_says_so, 0, 4);
	tcase_add_test(body, mail_that_is_signed_is_not_encrypted);
	tcase_add_test(body, mail_inside_of_a_mail_has_no_effect);
	tcase_add_test(body, report_comes_in_its_parts);
	tcase_add_test(body, report_that_does_not_say_so_is_one);
	tcase_add_test(body, mail_keeps_what_base64_has_of_text);
	tcase_add_test(body, mail_with_too_many_parts_is_refused);
	tcase_add_test(body,
	               mail_of_many_texts_gives_as_many_as_a_text_may_hold);
	suite_add_tcase(s, body);
	return s;
}
