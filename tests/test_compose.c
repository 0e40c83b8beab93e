#include "tests/suite.h"

#include "mailer/compose.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

enum slot {
	REPLY,
	LEAVE,
	TO,
	ID
};

static const struct str values[] = {
	[REPLY] = STR("r718djrfae00000ag9trk55edae0jzp0jthd"),
	[LEAVE] = STR("u7008j4ct4ank7f24sbd4jaf07gfr14s3q"),
	[TO] = STR("reader@example.net"),
	[ID] = STR("wfa5n4nc4krbqkbc"),
};

static const struct compose_field list_fields[] = {
	{"List-Id", STR("\"Example Weekly\" <weekly.lists.example.org>")},
	{"List-Unsubscribe", STR("<https://lists.example.org/u/\001B>,"
                                 " <mailto:\001B@r.lists.example.org>")},
	{"List-Unsubscribe-Post", STR("List-Unsubscribe=One-Click")},
	{"X-Empty", STR("")},
	{"Auto-Submitted", STR("auto-generated")},
};

static const struct compose digest = {
	.from_name = STR("Example Weekly"),
	.from_addr = STR("weekly@lists.example.org"),
	.to_addr = STR("\001C"),
	.reply_name = STR("Example Weekly comments"),
	.reply_addr = STR("\001A@r.lists.example.org"),
	.subject = STR("Example Weekly #42: Caf\xc3\xa9 economics"),
	.message_id = STR("d42.\001D@lists.example.org"),
	.references = STR("<i42.weekly@lists.example.org>"),
	.date = 1795420800,
	.fields = list_fields,
	.n_fields = ARRAY_LEN(list_fields),
	.text = STR("Example Weekly #42\n\xe2\x80\xa6\n-- \n"
                    "Unsubscribe: https://lists.example.org/u/\001B\n"),
	.html = STR("<p lang=\"en\"><a href=\"https://lists.example.org/u/"
                    "\001B\">x</a></p>"),
	.boundary = STR("nl_7c1f0b6e2a9d4f35"),
};

/* Pinned after STANDARDS 5.6; read without defects by Python's strict parser.
 */
static const char digest_mail[] =
	"Date: Mon, 23 Nov 2026 08:00:00 +0000\r\n"
	"From: \"Example Weekly\" <weekly@lists.example.org>\r\n"
	"Reply-To: \"Example Weekly comments\"\r\n"
	" <r718djrfae00000ag9trk55edae0jzp0jthd@r.lists.example.org>\r\n"
	"To: <reader@example.net>\r\n"
	"Subject: =?UTF-8?Q?Example_Weekly_=2342=3A_Caf=C3=A9_economics?=\r\n"
	"Message-ID: <d42.wfa5n4nc4krbqkbc@lists.example.org>\r\n"
	"References: <i42.weekly@lists.example.org>\r\n"
	"List-Id: \"Example Weekly\" <weekly.lists.example.org>\r\n"
	"List-Unsubscribe:\r\n"
	" <https://lists.example.org/u/u7008j4ct4ank7f24sbd4jaf07gfr14s3q>,\r\n"
	" <mailto:u7008j4ct4ank7f24sbd4jaf07gfr14s3q@r.lists.example.org>\r\n"
	"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
	"Auto-Submitted: auto-generated\r\n"
	"MIME-Version: 1.0\r\n"
	"Content-Type: multipart/alternative;\r\n"
	" boundary=\"=_nl_7c1f0b6e2a9d4f35\"\r\n"
	"\r\n"
	"This is a multi-part message in MIME format.\r\n"
	"--=_nl_7c1f0b6e2a9d4f35\r\n"
	"Content-Type: text/plain; charset=utf-8\r\n"
	"Content-Transfer-Encoding: quoted-printable\r\n"
	"\r\n"
	"Example Weekly #42\r\n"
	"=E2=80=A6\r\n"
	"--=20\r\n"
	"Unsubscribe: https://lists.example.org/u/=\r\n"
	"u7008j4ct4ank7f24sbd4jaf07gfr14s3q\r\n"
	"\r\n"
	"--=_nl_7c1f0b6e2a9d4f35\r\n"
	"Content-Type: text/html; charset=utf-8\r\n"
	"Content-Transfer-Encoding: quoted-printable\r\n"
	"\r\n"
	"<p lang=3D\"en\"><a href=3D\"https://lists.example.org/u/=\r\n"
	"u7008j4ct4ank7f24sbd4jaf07gfr14s3q=\r\n"
	"\">x</a></p>\r\n"
	"\r\n"
	"--=_nl_7c1f0b6e2a9d4f35--\r\n";

static const char notice_mail[] =
	"Date: Mon, 23 Nov 2026 09:00:00 +0100\r\n"
	"From: <weekly-owner@lists.example.org>\r\n"
	"To: \"Jane Doe\" <reader@example.net>\r\n"
	"Subject: Your comment\r\n"
	"Message-ID: <n.1@lists.example.org>\r\n"
	"In-Reply-To: <q@example.net>\r\n"
	"References: <p@example.net> <q@example.net>\r\n"
	"MIME-Version: 1.0\r\n"
	"Content-Type: text/plain; charset=utf-8\r\n"
	"Content-Transfer-Encoding: quoted-printable\r\n"
	"\r\n"
	"Thank you.\r\n";

static const struct compose notice = {
	.from_addr = STR("weekly-owner@lists.example.org"),
	.to_addr = STR("reader@example.net"),
	.to_name = STR("Jane Doe"),
	.subject = STR("Your comment"),
	.message_id = STR("n.1@lists.example.org"),
	.in_reply_to = STR("q@example.net"),
	.references = STR("<p@example.net> <q@example.net>"),
	.date = 1795420800,
	.offset_s = 3600,
	.text = STR("Thank you.\n"),
};

/* The form of `mail`, which must be fine. */
static struct form form_of(const struct compose *mail)
{
	struct form form = {0};
	struct why why = {0};

	ck_assert_msg(compose_mail(&arena, mail, &form, &why) == OK, "%s",
	              why.text);
	return form;
}

/* `mail` for one reader. */
static struct str filled(const struct compose *mail)
{
	struct form form = form_of(mail);
	struct buf out = BUF_INIT(FORM_MAX);

	ck_assert_int_eq(form_fill(&form, values, ARRAY_LEN(values), &out), OK);
	return buf_take(&out, &arena);
}

START_TEST(mail_gives_the_pinned_bytes)
{
	ck_assert_text(filled(&digest), digest_mail);
	ck_assert_text(filled(&notice), notice_mail);
}
END_TEST

/* What must never get into a header. */
static const struct str poison[] = {
	STR("x\rBcc: a@b.c"), STR("x\nBcc: a@b.c"),  STR("x\r\nBcc: a@b.c"),
	STR("x\r\n\r\nbody"), STR("x\0y"),           STR("x\ty"),
	STR("x\x0b"),         STR("x\x0c"),          STR("x\x1b[2J"),
	STR("x\x7f"),         STR("x\xc2\x80"),      STR("x\xc2\x85y"),
	STR("x\xc2\x9f"),     STR("x\xe2\x80\xa8y"), STR("x\xe2\x80\xa9y"),
	STR("x\1@"), /* the mark of no slot */
};

/* Put `text` into one field after the other; false when there is no more. */
static bool spoil(struct compose *mail, struct compose_field *field,
                  size_t which, struct str text)
{
	struct str *const places[] = {
		&mail->from_name,  &mail->from_addr,  &mail->to_name,
		&mail->to_addr,    &mail->reply_name, &mail->reply_addr,
		&mail->subject,    &mail->message_id, &mail->in_reply_to,
		&mail->references, &field->value,     &mail->boundary,
	};

	if (which >= ARRAY_LEN(places))
		return false;
	*places[which] = text;
	mail->fields = field;
	mail->n_fields = 1;
	return true;
}

START_TEST(mail_refuses_a_control_character_in_each_place)
{
	struct compose_field field = {"X-Test", STR("x")};
	struct compose mail = digest;
	struct form form = {.n_slots = 77};

	for (size_t i = 0; spoil(&mail, &field, i, poison[_i]); i++) {
		struct why why = {0};

		ck_assert_int_eq(compose_mail(&arena, &mail, &form, &why),
		                 ERR_INPUT);
		ck_assert_str_ne(why.text, "");
		ck_assert_uint_eq(form.n_slots, 77);
		mail = digest;
		field.value = str_of("x");
	}
}
END_TEST

START_TEST(mail_refuses_what_is_no_address)
{
	static const char *const bad[] = {
		"",
		"x",
		"a@b.c>",
		"a@b.c, d@e.f",
		"a b@c.d",
		"<a@b.c>",
		"j\xc3\xb6@b.c",
		"\001A@b",
		"\001A b@c.d",
	};
	struct compose mail = digest;
	struct form form;

	for (int place = 0; place < 3; place++) {
		mail = digest;
		*(place == 0   ? &mail.from_addr
		  : place == 1 ? &mail.to_addr
		               : &mail.reply_addr) = str_of(bad[_i]);
		if (place == 2 && !bad[_i][0])
			continue; /* no Reply-To is fine */
		ck_assert_int_eq(compose_mail(&arena, &mail, &form, NULL),
		                 ERR_INPUT);
	}
}
END_TEST

static const char *const names[] = {
	"Subject", "date", "BCC", "Return-Path", "Content-Type", "Message-Id",
	"X-Twice", "",     "X Y", "X:",          "X\r\nY",       "J\xc3\xb6",
};

START_TEST(mail_writes_each_field_once_and_its_own_itself)
{
	struct compose_field fields[] = {{"X-Twice", STR("1")},
	                                 {names[_i], STR("2")}};
	struct compose mail = digest;
	struct form form;

	mail.fields = fields;
	mail.n_fields = 2;
	ck_assert_int_eq(compose_mail(&arena, &mail, &form, NULL), ERR_INPUT);
	fields[1].name = "X-Other";
	ck_assert_int_eq(compose_mail(&arena, &mail, &form, NULL), OK);
}
END_TEST

START_TEST(mail_does_without_ids_that_cannot_be_written)
{
	static const char *const bad[] = {"a b@c.d",       "a@b> <c@d", "no at",
	                                  "j\xc3\xb6@c.d", "@",         "a@"};
	struct compose mail = notice;
	struct str text;

	mail.in_reply_to = str_of(bad[_i]);
	mail.references = str_of(bad[_i]);
	text = filled(&mail);
	ck_assert_uint_eq(str_find(text, "In-Reply-To"), STR_NONE);
	ck_assert_uint_eq(str_find(text, "References"), STR_NONE);
}
END_TEST

START_TEST(mail_has_short_lines_of_seven_bits)
{
	struct buf noise = BUF_INIT(100000);
	struct compose mail = digest;
	struct str rest, line;
	unsigned seed = 1;
	int n_wrong = 0;

	for (int i = 0; i < 20000; i++) {
		seed = seed * 1103515245u + 12345u;
		if ((seed >> 16) % 199 == 0)
			buf_adds(&noise, "\001A");
		else if ((char)(seed >> 16) != SLOT_MARK)
			buf_addc(&noise, (char)(seed >> 16));
	}
	mail.text = mail.html = buf_str(&noise);
	rest = filled(&mail);
	while (rest.len > 0) {
		size_t end = str_find(rest, "\r\n");

		ck_assert_uint_ne(end, STR_NONE);
		line = str_slice(rest, 0, end);
		ck_assert_uint_le(line.len, 76);
		for (size_t i = 0; i < line.len; i++)
			n_wrong += line.ptr[i] != '\t' &&
			           (line.ptr[i] < ' ' || line.ptr[i] > '~');
		rest = str_from(rest, end + 2);
	}
	ck_assert_int_eq(n_wrong, 0);
	buf_free(&noise);
}
END_TEST

START_TEST(mail_refuses_a_header_over_its_limit)
{
	struct compose_field field = {"X-Long", {0}};
	struct compose mail = digest;
	struct form form;
	char text[HEADER_MAX];

	memset(text, 'a', sizeof(text));
	mail.fields = &field;
	mail.n_fields = 1;
	field.value = (struct str){text, 990}; /* a line of its own is fine */
	ck_assert_int_eq(compose_mail(&arena, &mail, &form, NULL), OK);
	field.value = (struct str){text, 998};
	ck_assert_int_eq(compose_mail(&arena, &mail, &form, NULL), ERR_LIMIT);
	for (size_t i = 50; i < sizeof(text); i += 50)
		text[i] = ' ';
	field.value = (struct str){text, 2000};
	ck_assert_int_eq(compose_mail(&arena, &mail, &form, NULL), OK);
	field.value = (struct str){text, sizeof(text)};
	ck_assert_int_eq(compose_mail(&arena, &mail, &form, NULL), ERR_LIMIT);
}
END_TEST

START_TEST(mail_refuses_a_body_over_its_limit)
{
	struct compose mail = notice;
	struct form form;
	char *text = arena_alloc(&arena, FORM_MAX);

	memset(text, 'a', FORM_MAX);
	mail.text = (struct str){text, FORM_MAX};
	ck_assert_int_eq(compose_mail(&arena, &mail, &form, NULL), ERR_LIMIT);
}
END_TEST

START_TEST(fill_puts_each_value_in_its_place)
{
	struct compose mail = notice;
	struct form form;
	struct buf out = BUF_INIT(10000);

	mail.text = str_of("a\001Bb\001A\n");
	form = form_of(&mail);
	ck_assert_uint_eq(form.n_slots, 2);
	ck_assert_int_eq(form.slots[0].slot, 1);
	ck_assert_int_eq(form.slots[0].encoding, FORM_QP);
	ck_assert_int_eq(form_fill(&form,
	                           (const struct str[]){STR("="), STR("")}, 2,
	                           &out),
	                 OK);
	ck_assert(str_ends(buf_str(&out), "\r\na=\r\n=\r\nb=\r\n=3D\r\n"));
	buf_free(&out);
}
END_TEST

static const struct {
	struct str value;
	bool header_ok, body_ok;
} fills[] = {
	{STR("x"), true, true},
	{STR(""), false, true},
	{STR("a=b&c?d:/~!#%"), true, true},
	{{NULL, 0}, false, false},
	{STR("a b"), false, true},
	{STR("a>b"), false, true},
	{STR("<a"), false, true},
	{STR("a,b"), false, true},
	{STR("a\"b"), false, true},
	{STR("a(b)"), false, true},
	{STR("a\\b"), false, true},
	{STR("a;b"), false, true},
	{STR("a\r\nb"), false, false},
	{STR("a\nb"), false, false},
	{STR("a\tb"), false, false},
	{STR("a\0b"), false, false},
	{STR("a\x7f"), false, false},
	{STR("\xc3\xa9"), false, false},
	{STR("\001A"), false, false},
};

START_TEST(fill_refuses_what_could_break_its_place)
{
	struct compose mail = notice;
	struct buf out = BUF_INIT(10000);
	struct form form;

	mail.to_addr = str_of("\001A");
	form = form_of(&mail);
	ck_assert_int_eq(form_fill(&form, &fills[_i].value, 1, &out),
	                 fills[_i].header_ok ? OK : ERR_INPUT);
	mail = notice;
	mail.text = str_of("\001A");
	form = form_of(&mail);
	buf_cut(&out, 0);
	buf_adds(&out, "before");
	ck_assert_int_eq(form_fill(&form, &fills[_i].value, 1, &out),
	                 fills[_i].body_ok ? OK : ERR_INPUT);
	ck_assert_int_eq(out.len > 6, fills[_i].body_ok);
	buf_free(&out);
}
END_TEST

START_TEST(fill_refuses_a_missing_value_and_one_too_long)
{
	static char text[255];
	struct str long_value = {text, 254};
	struct compose mail = notice;
	struct buf out = BUF_INIT(10000);
	struct form form;

	memset(text, 'a', sizeof(text));
	mail.text = str_of("\001A");
	form = form_of(&mail);
	ck_assert_int_eq(form_fill(&form, &long_value, 0, &out), ERR_INPUT);
	ck_assert_int_eq(form_fill(&form, &long_value, 1, &out), OK);
	long_value.len = 255;
	ck_assert_int_eq(form_fill(&form, &long_value, 1, &out), ERR_INPUT);
	buf_free(&out);
}
END_TEST

START_TEST(format_can_be_parsed_again)
{
	struct form form = form_of(&digest), back = {0};
	struct str bytes = form_format(&arena, &form);
	struct buf out = BUF_INIT(10000);

	ck_assert_int_eq(form_parse(&arena, bytes, &back), OK);
	ck_assert_int_eq(form_fill(&back, values, ARRAY_LEN(values), &out), OK);
	ck_assert_text(buf_str(&out), digest_mail);
	buf_free(&out);
}
END_TEST

START_TEST(parse_refuses_every_cut_in_the_table)
{
	struct form form = form_of(&digest), back = {.n_slots = 77};
	struct str bytes = form_format(&arena, &form);

	for (size_t n = 0; n < 8 + 8 * form.n_slots; n++)
		ck_assert_int_eq(
			form_parse(&arena,
		                   arena_str(&arena, str_slice(bytes, 0, n)),
		                   &back),
			ERR_INPUT);
	ck_assert_uint_eq(back.n_slots, 77);
}
END_TEST

START_TEST(parse_never_gives_a_form_that_reads_past_its_end)
{
	struct form form = form_of(&digest), back;
	struct str bytes = form_format(&arena, &form);
	size_t table = 8 + 8 * form.n_slots, n_refused = 0;
	struct str all[SLOTS_MAX];

	for (size_t i = 0; i < SLOTS_MAX; i++)
		all[i] = str_of("x");
	for (size_t i = 0; i < table; i++) {
		struct arena job = {0};
		char *copy = arena_copy(&job, bytes);
		struct buf out = BUF_INIT(FORM_MAX);

		copy[i] = (char)(copy[i] ^ 0x55);
		if (form_parse(&job, (struct str){copy, bytes.len}, &back))
			n_refused++;
		else
			ck_assert_int_eq(form_fill(&back, all, SLOTS_MAX, &out),
			                 OK);
		buf_free(&out);
		arena_free(&job);
	}
	ck_assert_uint_ge(n_refused, 8);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("compose");
	TCase *mail = tcase_create("compose_mail");
	TCase *fill = tcase_create("form_fill");
	TCase *parse = tcase_create("form_parse");

	tcase_add_checked_fixture(mail, NULL, drop_arena);
	tcase_add_test(mail, mail_gives_the_pinned_bytes);
	tcase_add_loop_test(mail,
	                    mail_refuses_a_control_character_in_each_place, 0,
	                    ARRAY_LEN(poison));
	tcase_add_loop_test(mail, mail_refuses_what_is_no_address, 0, 9);
	tcase_add_loop_test(mail,
	                    mail_writes_each_field_once_and_its_own_itself, 0,
	                    ARRAY_LEN(names));
	tcase_add_loop_test(mail, mail_does_without_ids_that_cannot_be_written,
	                    0, 6);
	tcase_add_test(mail, mail_has_short_lines_of_seven_bits);
	tcase_add_test(mail, mail_refuses_a_header_over_its_limit);
	tcase_add_test(mail, mail_refuses_a_body_over_its_limit);
	suite_add_tcase(s, mail);

	tcase_add_checked_fixture(fill, NULL, drop_arena);
	tcase_add_test(fill, fill_puts_each_value_in_its_place);
	tcase_add_loop_test(fill, fill_refuses_what_could_break_its_place, 0,
	                    ARRAY_LEN(fills));
	tcase_add_test(fill, fill_refuses_a_missing_value_and_one_too_long);
	suite_add_tcase(s, fill);

	tcase_add_checked_fixture(parse, NULL, drop_arena);
	tcase_add_test(parse, format_can_be_parsed_again);
	tcase_add_test(parse, parse_refuses_every_cut_in_the_table);
	tcase_add_test(parse, parse_never_gives_a_form_that_reads_past_its_end);
	suite_add_tcase(s, parse);
	return s;
}
