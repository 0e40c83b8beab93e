#include "mailer/record.h"

#include "text/utf8.h"

static const char magic[] = "PBM1";

/* The texts of struct mail: the one list of them. */
static const struct text_member {
	size_t offset;
	bool is_body; /* may have lines */
} members[] = {
	{offsetof(struct mail, from_addr), false},
	{offsetof(struct mail, from_name), false},
	{offsetof(struct mail, subject), false},
	{offsetof(struct mail, message_id), false},
	{offsetof(struct mail, in_reply_to), false},
	{offsetof(struct mail, references), false},
	{offsetof(struct mail, text), true},
	{offsetof(struct mail, html), true},
	{offsetof(struct mail, html_text), true},
	{offsetof(struct mail, closed), true},
	{offsetof(struct mail, report_type), false},
	{offsetof(struct mail, report), true},
	{offsetof(struct mail, report_mail), true},
};

static struct str *member(struct mail *mail, size_t i)
{
	return (struct str *)(void *)((char *)mail + members[i].offset);
}

static void put_number(struct buf *record, uint64_t number, size_t n_bytes)
{
	for (size_t i = 0; i < n_bytes; i++)
		buf_addc(record, (char)(number >> 8 * i & 0xff));
}

static void put_text(struct buf *record, struct str text)
{
	put_number(record, text.len, 4);
	buf_add(record, text);
}

void record_encode(const struct mail *mail, struct buf *record)
{
	struct mail copy = *mail;

	buf_adds(record, magic);
	for (size_t i = 0; i < ARRAY_LEN(members); i++)
		put_text(record, *member(&copy, i));
	put_number(record, (uint64_t)mail->date, 8);
	put_number(record, mail->n_from, 8);
	put_number(record, mail->is_flowed, 8);
	put_number(record, mail->is_encrypted, 8);
	put_number(record, mail->is_mended, 8);
	put_number(record, mail->n_fields, 8);
	for (size_t i = 0; i < mail->n_fields; i++) {
		put_text(record, mail->fields[i].name);
		put_text(record, mail->fields[i].value);
	}
	put_number(record, mail->n_recipients, 8);
	for (size_t i = 0; i < mail->n_recipients; i++)
		put_text(record, mail->recipients[i]);
	put_number(record, mail->n_attachments, 8);
	for (size_t i = 0; i < mail->n_attachments; i++) {
		put_text(record, mail->attachments[i].type);
		put_text(record, mail->attachments[i].name);
		put_number(record, mail->attachments[i].len, 8);
	}
}

/* A record being read; `bad` says what is wrong with it, once something is. */
struct reader {
	struct str rest;
	const char *bad;
};

static uint64_t get_number(struct reader *r, size_t n_bytes)
{
	uint64_t number = 0;

	if (r->bad)
		return 0;
	if (r->rest.len < n_bytes) {
		r->bad = "it is cut short";
		return 0;
	}
	for (size_t i = 0; i < n_bytes; i++)
		number |= (uint64_t)(unsigned char)r->rest.ptr[i] << 8 * i;
	r->rest = str_from(r->rest, n_bytes);
	return number;
}

/* A number from 0 to `max`. */
static size_t get_count(struct reader *r, uint64_t max)
{
	uint64_t number = get_number(r, 8);

	if (number <= max)
		return (size_t)number;
	r->bad = "a number in it is too large";
	return 0;
}

/* Free of control characters but, in a body, LF and TAB? */
static bool is_clean(struct str text, bool is_body)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (is_body && (c == '\n' || c == '\t'))
			continue;
		if (c < ' ' || c == 0x7f)
			return false;
	}
	return true;
}

static struct str get_text(struct reader *r, bool is_body)
{
	uint64_t len = get_number(r, 4);
	struct str text;

	if (r->bad)
		return (struct str){"", 0};
	text = str_slice(r->rest, 0, (size_t)len);
	if (len > RECORD_TEXT_MAX || text.len < len)
		r->bad = "a text in it is too long";
	else if (!utf8_ok(text))
		r->bad = "a text in it is no UTF-8";
	else if (!is_clean(text, is_body))
		r->bad = "a control character is in it";
	r->rest = str_from(r->rest, text.len);
	return text;
}

static void get_fields(struct arena *arena, struct reader *r, struct mail *mail)
{
	mail->n_fields = get_count(r, RECORD_FIELDS_MAX);
	mail->fields = arena_array(arena, struct mail_field, mail->n_fields);
	for (size_t i = 0; i < mail->n_fields; i++) {
		mail->fields[i].name = get_text(r, false);
		mail->fields[i].value = get_text(r, false);
	}
}

static void get_recipients(struct arena *arena, struct reader *r,
                           struct mail *mail)
{
	mail->n_recipients = get_count(r, RECORD_RECIPIENTS_MAX);
	mail->recipients = arena_array(arena, struct str, mail->n_recipients);
	for (size_t i = 0; i < mail->n_recipients; i++)
		mail->recipients[i] = get_text(r, false);
}

static void get_attachments(struct arena *arena, struct reader *r,
                            struct mail *mail)
{
	mail->n_attachments = get_count(r, RECORD_ATTACHMENTS_MAX);
	mail->attachments =
		arena_array(arena, struct mail_attachment, mail->n_attachments);
	for (size_t i = 0; i < mail->n_attachments; i++) {
		mail->attachments[i].type = get_text(r, false);
		mail->attachments[i].name = get_text(r, false);
		mail->attachments[i].len = get_count(r, SIZE_MAX / 2);
	}
}

enum err record_decode(struct arena *arena, struct str record,
                       struct mail *mail, struct why *why)
{
	struct reader r = {.rest = str_from(record, sizeof(magic) - 1)};
	struct mail m = {0};

	if (!str_starts(record, magic) || record.len > RECORD_MAX)
		return err_because(why, ERR_INPUT, "this is no record");
	for (size_t i = 0; i < ARRAY_LEN(members); i++)
		*member(&m, i) = get_text(&r, members[i].is_body);
	m.date = (int64_t)get_number(&r, 8);
	m.n_from = get_count(&r, RECORD_FROM_MAX);
	m.is_flowed = get_count(&r, 1) == 1;
	m.is_encrypted = get_count(&r, 1) == 1;
	m.is_mended = get_count(&r, 1) == 1;
	get_fields(arena, &r, &m);
	get_recipients(arena, &r, &m);
	get_attachments(arena, &r, &m);
	if (!r.bad && r.rest.len > 0)
		r.bad = "something is behind its end";
	if (r.bad)
		return err_because(why, ERR_INPUT, "a bad record: %s", r.bad);
	*mail = m;
	return OK;
}
