#include "tests/suite.h"

#include "base/buf.h"
#include "mailer/head.h"

static struct arena arena;

static void end(void)
{
	arena_free(&arena);
}

static struct mail read_head(const char *text)
{
	struct mail mail = {.n_from = 0};

	head_read(&arena, str_of(text), &mail);
	return mail;
}

START_TEST(read_takes_the_fields_in_their_order)
{
	struct mail mail =
		read_head("Subject: One\r\nX-Two: 2\r\n\r\nbody: no");

	ck_assert_uint_eq(mail.n_fields, 2);
	ck_assert_text(mail.fields[0].name, "Subject");
	ck_assert_text(mail.fields[1].value, "2");
	ck_assert_text(mail.subject, "One");
}
END_TEST

START_TEST(read_joins_a_name_with_a_comma_and_counts_two)
{
	struct mail mail = read_head("From: Vos, Jan <jan@example.net>\n\n");

	ck_assert_text(mail.from_addr, "jan@example.net");
	ck_assert_text(mail.from_name, "Vos, Jan");
	ck_assert_uint_eq(mail.n_from, 2);
	mail = read_head("From: root, jan@example.net\n\n");
	ck_assert_text(mail.from_addr, "root");
	mail = read_head("From: a@example.net, Jan <jan@example.net>\n\n");
	ck_assert_text(mail.from_addr, "a@example.net");
	mail = read_head("From: a, b, Jan <jan@example.net>\n\n");
	ck_assert_text(mail.from_addr, "a");
	ck_assert_uint_eq(mail.n_from, 3);
}
END_TEST

START_TEST(read_joins_folded_lines_and_decodes_words)
{
	struct mail mail = read_head(
		"Subject: =?utf-8?Q?Caf=C3=A9?=\r\n =?utf-8?Q?_au?=\r\n"
		"  lait\r\n\r\n");

	ck_assert_text(mail.subject, "Caf\xc3\xa9 au lait");
}
END_TEST

START_TEST(read_decodes_no_field_of_a_mail_server)
{
	struct mail mail = read_head(
		"Authentication-Results: =?utf-8?Q?mx.example.org?=;\r\n"
		"\tdkim=pass (\xc3\xbc\x01)\r\n"
		"RECEIVED: by =?utf-8?Q?mx?=\r\n\r\n");

	ck_assert_text(mail.fields[0].value,
	               "=?utf-8?Q?mx.example.org?=; dkim=pass (?\?\?)");
	ck_assert_text(mail.fields[1].value, "by =?utf-8?Q?mx?=");
}
END_TEST

START_TEST(read_keeps_each_of_the_fields_that_there_are_many_of)
{
	struct buf text = BUF_INIT(1 << 16);
	struct mail mail;

	for (int i = 0; i < HEAD_FIELDS_MAX; i++)
		buf_addf(&text, "Received: by mx%d\r\n", i);
	buf_adds(&text, "\r\n");
	mail = read_head(buf_str(&text).ptr);
	ck_assert_uint_eq(mail.n_fields, HEAD_FIELDS_MAX);
	for (int i = 0; i < HEAD_FIELDS_MAX; i++)
		ck_assert_text(mail.fields[i].value,
		               arena_printf(&arena, "by mx%d", i));
	buf_free(&text);
}
END_TEST

START_TEST(read_counts_the_mailboxes_of_all_from_fields)
{
	struct mail one = read_head("From: Ann <ann@example.org>\r\n\r\n");
	struct mail two = read_head("From: ann@example.org\r\n"
	                            "From: bob@example.org\r\n\r\n");
	struct mail both =
		read_head("From: ann@example.org, bob@example.org\r\n\r\n");

	ck_assert_text(one.from_addr, "ann@example.org");
	ck_assert_text(one.from_name, "Ann");
	ck_assert_uint_eq(one.n_from, 1);
	ck_assert_text(two.from_addr, "ann@example.org");
	ck_assert_uint_eq(two.n_from, 2);
	ck_assert_uint_eq(both.n_from, 2);
	ck_assert_uint_eq(read_head("To: x@example.org\r\n\r\n").n_from, 0);
}
END_TEST

START_TEST(read_takes_ids_without_their_brackets)
{
	struct mail mail = read_head("Message-ID: <1@example.org>\r\n"
	                             "In-Reply-To: <2@example.org>\r\n\r\n");

	ck_assert_text(mail.message_id, "1@example.org");
	ck_assert_text(mail.in_reply_to, "2@example.org");
}
END_TEST

START_TEST(read_puts_the_envelope_before_what_the_sender_wrote)
{
	struct mail mail = read_head("To: list@example.org\r\n"
	                             "Cc: other@example.org\r\n"
	                             "Delivered-To: real@example.org\r\n\r\n");

	ck_assert_uint_eq(mail.n_recipients, 3);
	ck_assert_text(mail.recipients[0], "real@example.org");
	ck_assert_text(mail.recipients[1], "list@example.org");
	ck_assert_text(mail.recipients[2], "other@example.org");
}
END_TEST

START_TEST(read_drops_what_is_past_its_limits)
{
	struct buf text = BUF_INIT(1024 * 1024);
	struct mail mail;

	for (int i = 0; i <= HEAD_FIELDS_MAX; i++)
		buf_adds(&text, "X-A: b\r\n");
	mail = read_head(text.ptr);
	ck_assert_uint_eq(mail.n_fields, HEAD_FIELDS_MAX);
	buf_free(&text);
	for (int i = 0; i <= HEAD_RECIPIENTS_MAX; i++)
		buf_adds(&text, "To: a@example.org\r\n");
	mail = read_head(text.ptr);
	ck_assert_uint_eq(mail.n_recipients, HEAD_RECIPIENTS_MAX);
	buf_free(&text);
}
END_TEST

/* A header of `n` fields. */
static struct mail read_many(const char *field, size_t n)
{
	struct buf text = BUF_INIT(1024 * 1024);

	for (size_t i = 0; i < n; i++)
		buf_adds(&text, field);
	buf_adds(&text, "\r\n");
	return read_head(buf_take(&text, &arena).ptr);
}

START_TEST(read_looks_at_100_addresses_and_no_more)
{
	for (size_t n = 99; n <= 101; n++) {
		size_t kept = n < 100 ? n : 100;
		struct mail from = read_many("From: a@example.org\r\n", n);
		struct mail to = read_many("To: a@example.org\r\n", n);
		struct buf list = BUF_INIT(1024 * 1024);

		ck_assert_uint_eq(from.n_from, kept);
		ck_assert_uint_eq(to.n_recipients, kept);
		buf_adds(&list, "Cc: a@example.org");
		for (size_t i = 1; i < n; i++)
			buf_adds(&list, ", a@example.org");
		buf_adds(&list, "\r\nCc: last@example.org\r\n\r\n");
		to = read_head(buf_take(&list, &arena).ptr);
		ck_assert_uint_eq(to.n_recipients, 100);
		ck_assert_int_eq(str_is(to.recipients[99], "last@example.org"),
		                 n == 99);
	}
}
END_TEST

START_TEST(read_keeps_100_references_and_no_more)
{
	for (size_t n = 99; n <= 101; n++) {
		struct buf list = BUF_INIT(1024 * 1024);
		struct mail mail;
		struct str kept;

		buf_adds(&list, "References:");
		for (size_t i = 1; i <= n; i++)
			buf_addf(&list, " <%zu@b>", i);
		buf_adds(&list, "\r\n\r\n");
		mail = read_head(buf_take(&list, &arena).ptr);
		kept = mail.references;
		ck_assert(str_starts(kept, "<1@b> <2@b> "));
		ck_assert(str_ends(kept, n == 99 ? " <99@b>" : " <100@b>"));
	}
}
END_TEST

START_TEST(read_keeps_references_of_250_bytes_and_no_longer)
{
	for (int len = 249; len <= 251; len++) {
		struct mail mail = read_head(arena_printf(
			&arena, "References: <%0*d> <b@c> > <\r\n\r\n", len,
			7));

		ck_assert_int_eq(str_is(mail.references, "<b@c>"), len > 250);
		ck_assert(str_ends(mail.references, "<b@c>"));
	}
}
END_TEST

START_TEST(read_takes_the_date_or_nothing)
{
	struct mail mail =
		read_head("Date: Mon, 23 Nov 2026 08:00:00 +0100\r\n\r\n");

	ck_assert_int_eq(mail.date, 1795417200);
	ck_assert_int_eq(read_head("Date: soon\r\n\r\n").date, 0);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("head");
	TCase *c = tcase_create("head_read");

	tcase_add_checked_fixture(c, NULL, end);
	tcase_add_test(c, read_takes_the_fields_in_their_order);
	tcase_add_test(c, read_joins_a_name_with_a_comma_and_counts_two);
	tcase_add_test(c, read_joins_folded_lines_and_decodes_words);
	tcase_add_test(c, read_decodes_no_field_of_a_mail_server);
	tcase_add_test(c, read_keeps_each_of_the_fields_that_there_are_many_of);
	tcase_add_test(c, read_counts_the_mailboxes_of_all_from_fields);
	tcase_add_test(c, read_takes_ids_without_their_brackets);
	tcase_add_test(c, read_puts_the_envelope_before_what_the_sender_wrote);
	tcase_add_test(c, read_drops_what_is_past_its_limits);
	tcase_add_test(c, read_looks_at_100_addresses_and_no_more);
	tcase_add_test(c, read_keeps_100_references_and_no_more);
	tcase_add_test(c, read_keeps_references_of_250_bytes_and_no_longer);
	tcase_add_test(c, read_takes_the_date_or_nothing);
	suite_add_tcase(s, c);
	return s;
}
