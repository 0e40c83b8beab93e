#include "tests/suite.h"

#include "mailer/record.h"

static struct arena arena;
static struct buf record;

static struct mail_field fields[] = {
	{STR("Subject"), STR("Hi")},
	{STR("X"), STR("")},
};
static struct str recipients[] = {STR("a@b.c"), STR("d@e.f")};
static struct mail_attachment attachments[] = {
	{STR("image/png"), STR("caf\xc3\xa9.png"), 12345},
};
static const struct mail sample = {
	.fields = fields,
	.n_fields = 2,
	.from_addr = STR("jan@example.net"),
	.from_name = STR("Jan"),
	.n_from = 1,
	.subject = STR("Hi"),
	.message_id = STR("1@example.net"),
	.in_reply_to = STR("0@example.net"),
	.references = STR("<0@example.net>"),
	.date = -1,
	.recipients = recipients,
	.n_recipients = 2,
	.text = STR("one\n\ttwo\n"),
	.html = STR("<p>one"),
	.html_text = STR("one\n"),
	.is_flowed = true,
	.closed = STR("-----BEGIN PGP MESSAGE-----\n"),
	.report_type = STR("delivery-status"),
	.report = STR("Action: failed\n"),
	.report_mail = STR("Subject: x\n"),
	.attachments = attachments,
	.n_attachments = 1,
	.is_encrypted = true,
};

static void start(void)
{
	record = (struct buf)BUF_INIT(RECORD_MAX + 100);
	record_encode(&sample, &record);
	ck_assert(buf_ok(&record));
}

static void stop(void)
{
	buf_free(&record);
	arena_free(&arena);
}

static bool same(struct str a, struct str b)
{
	return str_eq(a, b);
}

static void ck_assert_mail_eq(const struct mail *a, const struct mail *b)
{
	ck_assert_uint_eq(a->n_fields, b->n_fields);
	for (size_t i = 0; i < a->n_fields; i++) {
		ck_assert(same(a->fields[i].name, b->fields[i].name));
		ck_assert(same(a->fields[i].value, b->fields[i].value));
	}
	ck_assert(same(a->from_addr, b->from_addr));
	ck_assert(same(a->from_name, b->from_name));
	ck_assert_uint_eq(a->n_from, b->n_from);
	ck_assert(same(a->subject, b->subject));
	ck_assert(same(a->message_id, b->message_id));
	ck_assert(same(a->in_reply_to, b->in_reply_to));
	ck_assert(same(a->references, b->references));
	ck_assert_int_eq(a->date, b->date);
	ck_assert_uint_eq(a->n_recipients, b->n_recipients);
	for (size_t i = 0; i < a->n_recipients; i++)
		ck_assert(same(a->recipients[i], b->recipients[i]));
	ck_assert(same(a->text, b->text));
	ck_assert(same(a->html, b->html));
	ck_assert(same(a->html_text, b->html_text));
	ck_assert_int_eq(a->is_flowed, b->is_flowed);
	ck_assert(same(a->closed, b->closed));
	ck_assert(same(a->report_type, b->report_type));
	ck_assert(same(a->report, b->report));
	ck_assert(same(a->report_mail, b->report_mail));
	ck_assert_uint_eq(a->n_attachments, b->n_attachments);
	for (size_t i = 0; i < a->n_attachments; i++) {
		ck_assert(same(a->attachments[i].type, b->attachments[i].type));
		ck_assert(same(a->attachments[i].name, b->attachments[i].name));
		ck_assert_uint_eq(a->attachments[i].len, b->attachments[i].len);
	}
	ck_assert_int_eq(a->is_encrypted, b->is_encrypted);
}

/* `text` is refused, and leaves the result alone. */
static void ck_assert_refused(struct str text)
{
	struct mail mail = sample;
	struct why why = {""};

	ck_assert_int_eq(record_decode(&arena, text, &mail, &why), ERR_INPUT);
	ck_assert(why.text[0]);
	ck_assert_mail_eq(&mail, &sample);
}

/* A record of `mail` is refused. */
static void ck_assert_mail_refused(const struct mail *mail)
{
	buf_cut(&record, 0);
	record_encode(mail, &record);
	ck_assert(buf_ok(&record));
	ck_assert_refused(buf_str(&record));
}

START_TEST(decode_gives_back_what_encode_took)
{
	struct mail mail;

	ck_assert_int_eq(record_decode(&arena, buf_str(&record), &mail, NULL),
	                 OK);
	ck_assert_mail_eq(&mail, &sample);
}
END_TEST

START_TEST(decode_takes_an_empty_mail)
{
	struct mail empty = {0}, mail = sample;

	buf_cut(&record, 0);
	record_encode(&empty, &record);
	ck_assert_int_eq(record_decode(&arena, buf_str(&record), &mail, NULL),
	                 OK);
	ck_assert_mail_eq(&mail, &empty);
}
END_TEST

START_TEST(decode_refuses_every_shorter_record)
{
	for (size_t n = 0; n < record.len; n++)
		ck_assert_refused(str_slice(buf_str(&record), 0, n));
}
END_TEST

START_TEST(decode_refuses_a_longer_record)
{
	buf_addc(&record, '\0');
	ck_assert_refused(buf_str(&record));
}
END_TEST

START_TEST(decode_refuses_another_version)
{
	record.ptr[3] = '2';
	ck_assert_refused(buf_str(&record));
}
END_TEST

START_TEST(decode_refuses_texts_that_are_not_what_mail_promises)
{
	static const struct str bad[] = {
		STR("a\0b"),  STR("a\rb"),  STR("a\nb"),         STR("a\x1b"),
		STR("a\x7f"), STR("a\xff"), STR("\xed\xa0\x80"), STR("a\tb"),
	};
	struct mail mail = sample;

	mail.subject = bad[_i];
	ck_assert_mail_refused(&mail);
	mail = sample;
	mail.text = bad[_i];
	if (!str_is(bad[_i], "a\nb") && !str_is(bad[_i], "a\tb"))
		ck_assert_mail_refused(&mail);
}
END_TEST

START_TEST(decode_refuses_a_text_over_its_limit)
{
	static char text[RECORD_TEXT_MAX + 1];
	struct mail mail = sample, result;

	memset(text, 'x', sizeof(text));
	mail.text = (struct str){text, sizeof(text)};
	ck_assert_mail_refused(&mail);
	mail.text.len--;
	buf_cut(&record, 0);
	record_encode(&mail, &record);
	ck_assert_int_eq(record_decode(&arena, buf_str(&record), &result, NULL),
	                 OK);
}
END_TEST

START_TEST(decode_refuses_more_of_a_list_than_its_limit)
{
	static struct mail_field f[RECORD_FIELDS_MAX + 1];
	static struct str r[RECORD_RECIPIENTS_MAX + 1];
	static struct mail_attachment a[RECORD_ATTACHMENTS_MAX + 1];
	struct mail mail = sample;

	mail.fields = f;
	mail.n_fields = ARRAY_LEN(f);
	ck_assert_mail_refused(&mail);
	mail = sample;
	mail.recipients = r;
	mail.n_recipients = ARRAY_LEN(r);
	ck_assert_mail_refused(&mail);
	mail = sample;
	mail.attachments = a;
	mail.n_attachments = ARRAY_LEN(a);
	ck_assert_mail_refused(&mail);
	mail = sample;
	mail.n_from = RECORD_FROM_MAX + 1;
	ck_assert_mail_refused(&mail);
}
END_TEST

START_TEST(decode_survives_a_change_of_any_byte)
{
	static const char bytes[] = {'\0', '\x01', '\x7f', '\xff'};
	struct mail mail;

	for (size_t i = 0; i < record.len; i++) {
		char old = record.ptr[i];
		enum err err;

		record.ptr[i] = bytes[_i];
		err = record_decode(&arena, buf_str(&record), &mail, NULL);
		ck_assert(err == OK || err == ERR_INPUT);
		record.ptr[i] = old;
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("record");
	TCase *decode = tcase_create("record_decode");

	tcase_add_checked_fixture(decode, start, stop);
	tcase_add_test(decode, decode_gives_back_what_encode_took);
	tcase_add_test(decode, decode_takes_an_empty_mail);
	tcase_add_test(decode, decode_refuses_every_shorter_record);
	tcase_add_test(decode, decode_refuses_a_longer_record);
	tcase_add_test(decode, decode_refuses_another_version);
	tcase_add_loop_test(
		decode, decode_refuses_texts_that_are_not_what_mail_promises, 0,
		8);
	tcase_add_test(decode, decode_refuses_a_text_over_its_limit);
	tcase_add_test(decode, decode_refuses_more_of_a_list_than_its_limit);
	tcase_add_loop_test(decode, decode_survives_a_change_of_any_byte, 0, 4);
	suite_add_tcase(s, decode);
	return s;
}
