#include "tests/shapes.h"

#include "base/buf.h"
#include "digest/command.h"
#include "digest/kind.h"
#include "digest/restore.h"
#include "mailer/bounce.h"
#include "mailer/parse.h"
#include "mailer/scan.h"
#include "text/reply.h"

enum {
	HEADER_SIZE = 60 * 1024,
	ANSWERS_MAX = 10, /* as app/act.c takes */
};

static const char base64_digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* What stands before, again and again, and behind; %u is a number that goes
 * up. */
struct shape {
	const char *name, *head, *more, *tail;
	bool is_header; /* `more` stands in the header */
	bool is_base64; /* `more` is to be encoded */
};

#define PLAIN "Content-Type: text/plain; charset=utf-8\r\n\r\n"
#define HTML  "Content-Type: text/html; charset=utf-8\r\n\r\n"
#define BASE64(type)                                                           \
	"Content-Type: " type "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
#define LINE         "The harbour board voted for a roof of steel over the old quay\r\n"
#define TIMES4(text) text text text text
#define PARTS        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
#define DSN                                                                    \
	"Content-Type: multipart/report; report-type=delivery-status;"         \
	" boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n--b\r\n"                      \
	"Content-Type: message/delivery-status\r\n\r\n"

static const struct shape shapes[] = {
	{"own words", PLAIN, LINE, "", false, false},
	{"quotes", PLAIN, "> " LINE, "", false, false},
	{"answers between quotes", PLAIN, "> they %u\r\nmine\r\n", "", false,
         false},
	{"quoted answers far apart", PLAIN, "> they %u\r\n\r\n\r\nmine\r\n\r\n",
         "", false, false},
	{"towers of >", PLAIN, ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> x\r\n", "",
         false, false},
	{"one tower of > > >", BASE64("text/plain"), "> > > > ", "", false,
         true},
	{"attributions", PLAIN,
         "On Mon, 23 Nov 2026 at 08:%u, Ann <a@b.example> wrote:\r\n", "",
         false, false},
	{"half attributions", PLAIN, "On Mon, 23 Nov 2026 at 08:00, Ann\r\n",
         "", false, false},
	{"header blocks", PLAIN,
         "From: Ann <a@b.example>\r\nSent: Monday\r\nTo: Bo\r\nSubject: "
         "x\r\n\r\n",
         "", false, false},
	{"forwards", PLAIN,
         "-------- Forwarded Message --------\r\nFrom: a@b.example\r\n\r\n", "",
         false, false},
	{"one header", PLAIN, "Cc:\r\n", "", false, false},
	{"one header, quoted", PLAIN, ">Cc:\r\n", "", false, false},
	{"one header of no block", PLAIN, "Reply-To: x\r\n", "", false, false},
	{"signature marks", PLAIN, "-- \r\nAnn\r\n", "", false, false},
	{"dashes", PLAIN, "\xe2\x80\x94\r\n", "a text that goes on\r\n", false,
         false},
	{"sign-offs", PLAIN, "Best regards,\r\nAnn Lee\r\n\r\n", "", false,
         false},
	{"rules", PLAIN, "_______________________________\r\n", "", false,
         false},
	{"lists", PLAIN, "* one thing\r\n  * another\r\n1) a third\r\n", "",
         false, false},
	{"blank lines", PLAIN, "\r\n", "x\r\n", false, false},
	{"blanks", PLAIN,
         "                                                        \r\n",
         "x\r\n", false, false},
	{"names", PLAIN, "Ann Lee\r\n", "", false, false},
	{"names apart", PLAIN, "Ann Lee\r\n\r\n", "", false, false},
	{"phone numbers", PLAIN, "+47 22 33 44 %u\r\n", "", false, false},
	{"disclaimers", PLAIN,
         "This e-mail is confidential and for the intended recipient only."
         "\r\n\r\n",
         "", false, false},
	{"fences", PLAIN, "```\r\nx\r\n", "", false, false},
	{"initials", PLAIN, "AB> x\r\n", "", false, false},
	{"labels", PLAIN, "Subject: x %u\r\n\r\n", "", false, false},
	{"bold labels", PLAIN, "*From:* Ann\r\n*Date:* today\r\n", "", false,
         false},
	{"somebody wrote", PLAIN, "Ann wrote:\r\n", "", false, false},
	{"somebody wrote above", PLAIN, "Ann wrote:\r\n> x\r\n", "", false,
         false},
	{"dates", PLAIN, "Mon, 23 Nov 2026 08:00\r\n", "", false, false},
	{"marks and blanks", PLAIN, ">\r\n\r\n> >\r\n\r\n", "x\r\n", false,
         false},
	{"devices", PLAIN, "Sent from my iPhone\r\n\r\n", "", false, false},
	{"half edition lines", PLAIN, "> Piece %u of\r\n", "", false, false},
	{"edition lines, own lines", PLAIN,
         "The harbour board voted for a roof of steel.\r\nI say %u.\r\n", "",
         false, false},
	{"one giant line", BASE64("text/plain"), "word ", "", false, true},
	{"one giant word", BASE64("text/plain"), "w", "", false, true},
	{"flowed", "Content-Type: text/plain; format=flowed\r\n\r\n",
         "> a flowed line of words that goes on \r\n", "", false, false},
	{"edition lines", PLAIN,
         "Piece %u of the edition has some words of its own to be found\r\n",
         "", false, false},
	{"edition words in one line", BASE64("text/plain"),
         "Piece of the edition has some words ", "", false, true},
	{"links", PLAIN, "https://a.example/x?y=%u\r\n", "", false, false},
	{"addresses", PLAIN, "ann.lee%u@b.example\r\n", "", false, false},
	{"at signs", PLAIN, "a@a@a@a@a@a@a@a@a@a@a@a@a@a@a@a@\r\n", "", false,
         false},
	{"quoted local parts", PLAIN, "\"a b\"@ \"c d\"@\r\n", "", false,
         false},
	{"token shapes", PLAIN, "r718djrfae00000ag9trk55edae0jzp0jthd\r\n", "",
         false, false},
	{"bidi and marks", PLAIN,
         "\xe2\x80\xae"
         "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xe2\x80\xac\xe2\x80\x8b"
         "\r\n",
         "", false, false},
	{"marks alone", BASE64("text/plain; charset=utf-8"), "\xcc\x81\xcc\xa7",
         "", false, true},
	{"bytes of no charset", PLAIN, "\xff\xfe\x80\x81\xe9\xf6\xfc\r\n", "",
         false, false},
	{"utf-16", BASE64("text/plain; charset=utf-16"), "a\r\n\xd8\xe5", "",
         false, true},
	{"iso-2022-jp", BASE64("text/plain; charset=iso-2022-jp"),
         "\033$B$\"\033(Ba", "", false, true},
	{"quoted-printable",
         "Content-Type: text/plain\r\nContent-Transfer-Encoding: "
         "quoted-printable\r\n\r\n",
         "=C3=A5=20=\r\n", "", false, false},
	{"base64 of lines", BASE64("text/plain"), LINE, "", false, true},
	{"base64 with junk", BASE64("text/plain"), "QQ==\r\n!!\r\n", "", false,
         false},
	{"uuencode", PLAIN "begin 644 a.txt\r\n",
         "M5&AE(&AA<F)O=7(@8F]A<F0@=F]T960@9F]R(&$@<F]O9B!O9B!S=&5E;\"!O"
         "\r\n",
         "`\r\nend\r\n", false, false},
	{"uuencode begins", PLAIN, "begin 644 a%u.txt\r\n", "", false, false},
	{"html, open divs", HTML, "<div>x\r\n", "", false, false},
	{"html, nested quotes", HTML, "<blockquote>x\r\n", "", false, false},
	{"html, open spans", HTML, "<span><b><i>x\r\n", "", false, false},
	{"html, closing tags", HTML, "</div></p></b>x\r\n", "", false, false},
	{"html, tables", HTML, "<table><tr><td>a<td>b<tr><td>c</table>\r\n", "",
         false, false},
	{"html, nested tables", HTML, "<table><tr><td>x\r\n", "", false, false},
	{"html, entities", HTML, "&amp;&#x41;&nbsp;&lt;&bogus;&\r\n", "", false,
         false},
	{"html, half tags", HTML, "<a <a <a href=\r\n", "", false, false},
	{"html, attributes", HTML "<p ", "a%u=b \r\n", ">x</p>", false, false},
	{"html, half comments", HTML, "<!-- x -- \r\n", "", false, false},
	{"html, links", HTML, "<a href=\"https://a.example/%u\">x</a>\r\n", "",
         false, false},
	{"html, lists", HTML, "<ul><li>x\r\n", "", false, false},
	{"html, breaks", HTML, "x<br><br>\r\n", "", false, false},
	{"html, pre", HTML "<pre>", "a b  c\t\r\n", "", false, false},
	{"html, hidden", HTML, "<p style=\"display:none\">x</p>\r\n", "", false,
         false},
	{"html, quote classes", HTML, "<div class=\"gmail_quote\">x\r\n", "",
         false, false},
	{"html, quotes closed", HTML,
         "<blockquote type=\"cite\">x</blockquote>y\r\n", "", false, false},
	{"html, scripts", HTML, "<script><style>x</script>\r\n", "", false,
         false},
	{"parts", PARTS, "--b\r\n\r\n" TIMES4(TIMES4(TIMES4(LINE LINE LINE))),
         "--b--\r\n", false, false},
	{"lines like boundaries", PARTS "--b\r\n\r\n", "--bb\r\n-- b\r\n--\r\n",
         "--b--\r\n", false, false},
	{"reports", DSN,
         "\r\nFinal-Recipient: rfc822; a%u@b.example\r\nAction: "
         "failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no\r\n",
         "--b--\r\n", false, false},
	{"words of a report",
         "Return-Path: <>\r\nSubject: Undelivered Mail\r\n" PLAIN,
         "<a%u@b.example>: host mx said: 550 5.1.1 user unknown\r\n", "", false,
         false},
	{"fields", "",
         "X-A%u: " TIMES4("a value with some words to it ") "\r\n", "\r\nx\r\n",
         true, false},
	{"encoded words", "Subject: x\r\n",
         "X-W%u:" TIMES4(" =?utf-8?q?a=C3=A5?= =?utf-8?b?YQ==?=\r\n"),
         "\r\nx\r\n", true, false},
	{"half encoded words", "Subject: x\r\n",
         "X-W%u:" TIMES4(TIMES4(" =?utf-8?q?=?")) "\r\n", "\r\nx\r\n", true,
         false},
	{"recipients", "",
         "To: a%u@b.example" TIMES4(", \"Lee, A\" <ann@b.example>\r\n"),
         "\r\nx\r\n", true, false},
	{"empty groups", "", "Cc: a%u:" TIMES4(TIMES4(";;;;:,;:")) "\r\n",
         "\r\nx\r\n", true, false},
	{"From fields", "",
         "From: a%u@b.example" TIMES4(", Ann Lee <ann@b.example>\r\n"),
         "\r\nx\r\n", true, false},
	{"References", "",
         "References: <a%u@b.example>" TIMES4(
		 " <123456@bcdefgh.example>") "\r\n",
         "\r\nx\r\n", true, false},
	{"comments", "", "Sender: (%u)" TIMES4(TIMES4("(a(b(c)))")) "\r\n",
         "\r\nx\r\n", true, false},
	{"parameters", "",
         "Content-Type: text/plain; a*%u*=x" TIMES4(
		 "; a*1*=bcd; e=\"f\"; g*=h") "\r\n",
         "\r\nx\r\n", true, false},
};

size_t shape_count(void)
{
	return ARRAY_LEN(shapes);
}

const char *shape_name(size_t shape)
{
	return shapes[shape].name;
}

size_t shape_max(size_t shape)
{
	return shapes[shape].is_header ? HEADER_SIZE : SCAN_RAW_MAX;
}

/* `more` with the number in it. */
static void add_more(struct buf *out, const char *more, unsigned number)
{
	struct str text = str_of(more);
	size_t at = str_find(text, "%u");

	if (at == STR_NONE) {
		buf_add(out, text);
		return;
	}
	buf_add(out, str_slice(text, 0, at));
	buf_addf(out, "%u", number);
	buf_add(out, str_from(text, at + 2));
}

static void add_base64(struct buf *out, struct str bytes)
{
	for (size_t i = 0; i + 3 <= bytes.len; i += 3) {
		const unsigned char *b = (const unsigned char *)bytes.ptr + i;
		unsigned bits =
			(unsigned)b[0] << 16 | (unsigned)b[1] << 8 | b[2];

		for (int shift = 18; shift >= 0; shift -= 6)
			buf_addc(out, base64_digits[bits >> shift & 63]);
		if (i % 54 == 51)
			buf_adds(out, "\r\n");
	}
	buf_adds(out, "\r\n");
}

struct str shape_mail(struct arena *arena, size_t shape, size_t size)
{
	const struct shape *s = &shapes[shape];
	struct buf out = BUF_INIT(2 * size + 1024);
	struct buf body = BUF_INIT(2 * size + 1024);
	size_t step = str_of(s->more).len + 4;

	if (!s->is_header)
		buf_adds(&out, "From: Ann <ann@b.example>\r\n");
	buf_adds(&out, s->head);
	for (unsigned i = 0;
	     out.len + body.len * 4 / 3 + body.len / 27 + step + 64 < size; i++)
		add_more(s->is_base64 ? &body : &out, s->more, i);
	if (s->is_base64)
		add_base64(&out, buf_str(&body));
	buf_free(&body);
	buf_adds(&out, s->tail);
	return buf_take(&out, arena);
}

/* An edition of 60 pieces. */
static const struct edition_piece *edition(struct arena *arena, size_t *n)
{
	struct edition_piece *pieces =
		arena_array(arena, struct edition_piece, 60);

	for (*n = 0; *n < 60; ++*n) {
		pieces[*n].item = (int64_t)(*n / 3);
		pieces[*n].text = str_of(arena_printf(
			arena,
			"Piece %zu of the edition has some words of its own to"
			" be found.\nThe harbour board voted for a roof of"
			" steel.\n",
			*n));
	}
	return pieces;
}

static void keep(struct arena *arena, const struct reply *reply)
{
	for (size_t i = 0; i < reply->n_answers && i < ANSWERS_MAX; i++) {
		const struct reply_answer *answer = &reply->answers[i];
		struct str kept = restore_kept(arena, answer->text);
		struct comment_cut *cuts;

		(void)restore_cuts(arena, reply, answer, kept, &cuts);
	}
}

bool shape_walk(struct arena *arena, struct str raw)
{
	struct story story = {.arena = arena};
	const struct edition_piece *pieces;
	struct bounce bounce;
	struct mail mail = {0};
	struct reply reply;
	struct str body;
	size_t n;

	if (scan_mail(raw, SCAN_RAW_MAX, NULL) != OK ||
	    parse_mail(arena, raw, str_of(""), &mail, NULL) != OK)
		return false;
	if (kind_of(&mail, &story) == KIND_BOUNCE)
		bounce_read(arena, &mail, &bounce);
	body = str_trim(mail.text).len > 0 ? mail.text : mail.html_text;
	(void)command_find(mail.subject, body);
	pieces = edition(arena, &n);
	reply_split(arena, body, mail.from_name, pieces, n, &reply);
	keep(arena, &reply);
	reply_split(arena, body, str_of(""), NULL, 0, &reply);
	keep(arena, &reply);
	return true;
}
