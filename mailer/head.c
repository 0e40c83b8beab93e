#include "mailer/head.h"

#include "base/buf.h"
#include "base/date.h"
#include "mailer/address.h"
#include "mailer/field.h"
#include "mailer/scan.h"
#include "mailer/word.h"
#include "text/utf8.h"

#define ID_MAX         998 /* code points of a message identifier */
#define ADDRESS_LENGTH 512 /* code points of an address that is kept */

/* The raw value of the first field called `name`; false: there is none. */
static bool find_field(struct str raw, const char *name, struct str *value)
{
	bool is_mended = false;
	struct field field;

	while (field_next_of_mail(&raw, &is_mended, &field)) {
		if (!str_is_nocase(field.name, name))
			continue;
		*value = field.value;
		return true;
	}
	return false;
}

/*
 * The value of a field that a mail server wrote about the mail: not decoded,
 * since no encoded word is one there, and a sign that is no printable ASCII is
 * a "?".
 */
static struct str trace_value(struct arena *arena, struct str value)
{
	struct str text = str_trim(field_unfold(arena, value));
	char *plain = arena_copy(arena, text);

	for (size_t i = 0; i < text.len; i++)
		if (char_is_space(plain[i]))
			plain[i] = ' ';
		else if (plain[i] < ' ' || plain[i] > '~')
			plain[i] = '?';
	return (struct str){plain, text.len};
}

static bool is_trace(struct str name)
{
	return str_is_nocase(name, "Received") ||
	       str_is_nocase(name, "Authentication-Results");
}

/* Is `field` to be left out: too long to read, or a mail system's verdict that
 * stands where that system may not have taken it for one (MSG-09)? */
static bool is_left_out(const struct field *field, bool is_mended)
{
	if (field->value.len > SCAN_FIELD_MAX && field_may_be_long(field->name))
		return true;
	return is_mended &&
	       (str_is_nocase(field->name, "Authentication-Results") ||
	        str_is_nocase(field->name, "Received-SPF") ||
	        str_starts_nocase(field->name, "ARC-"));
}

static void read_fields(struct arena *arena, struct str raw,
                        const struct charset_hint *hint, struct mail *mail)
{
	struct field field;

	while (mail->n_fields < HEAD_FIELDS_MAX &&
	       field_next_of_mail(&raw, &mail->is_mended, &field)) {
		if (is_left_out(&field, mail->is_mended))
			continue;
		mail->fields = arena_grow(arena, mail->fields, mail->n_fields,
		                          sizeof(*mail->fields));
		mail->fields[mail->n_fields++] = (struct mail_field){
			field.name,
			is_trace(field.name)
				? trace_value(arena, field.value)
				: word_decode_hinted(
					  arena,
					  field_unfold(arena, field.value),
					  hint),
		};
	}
}

/* A list of addresses of the field `value`, ready for address_next(). */
static struct str address_list(struct arena *arena, struct str value)
{
	return word_protect(arena, field_unfold(arena, value));
}

/* Is what was read the first half of the name of `box`?  Some programs write
 * "Vos, Jan <jan@example.net>" without quotes; it still counts as two. */
static bool is_half(const struct mail *mail, const struct mailbox *box)
{
	return mail->n_from == 2 && box->name.len > 0 &&
	       str_find_char(mail->from_addr, '@') == STR_NONE &&
	       str_find_char(box->address, '@') != STR_NONE;
}

/* Let `box` be the writer. */
static void speak(struct arena *arena, const struct mailbox *box,
                  const struct charset_hint *hint, struct mail *mail)
{
	struct str before = mail->from_addr;
	struct str name = word_decode_hinted(arena, box->name, hint);

	if (before.len > 0)
		name = str_of(arena_printf(arena, "%.*s, %.*s", (int)before.len,
		                           before.ptr, (int)name.len,
		                           name.ptr));
	mail->from_name = name;
	mail->from_addr = utf8_clean_line(arena, box->address, ADDRESS_LENGTH);
}

/* The first mailbox that can be read speaks; all are counted. */
static void read_from(struct arena *arena, struct str raw,
                      const struct charset_hint *hint, struct mail *mail)
{
	bool is_mended = false;
	struct field field;

	while (mail->n_from < HEAD_ADDRESSES_MAX &&
	       field_next_of_mail(&raw, &is_mended, &field)) {
		struct mailbox box;
		struct str rest;

		if (!str_is_nocase(field.name, "From"))
			continue;
		rest = address_list(arena, field.value);
		while (mail->n_from < HEAD_ADDRESSES_MAX &&
		       address_next(arena, &rest, &box)) {
			mail->n_from++;
			if (box.address.len == 0 ||
			    (mail->from_addr.len > 0 && !is_half(mail, &box)))
				continue;
			speak(arena, &box, hint, mail);
		}
	}
}

/* `n_seen` counts the addresses that were looked at, empty ones too. */
static void add_recipients(struct arena *arena, struct str list, size_t *n_seen,
                           struct mail *mail)
{
	struct mailbox box;

	while (*n_seen < HEAD_ADDRESSES_MAX &&
	       address_next(arena, &list, &box)) {
		++*n_seen;
		if (box.address.len == 0)
			continue;
		mail->recipients =
			arena_grow(arena, mail->recipients, mail->n_recipients,
		                   sizeof(*mail->recipients));
		mail->recipients[mail->n_recipients++] =
			utf8_clean_line(arena, box.address, ADDRESS_LENGTH);
	}
}

static void read_recipients(struct arena *arena, struct str raw,
                            struct mail *mail)
{
	static const char *const names[] = {
		"Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc",
	};
	size_t n_seen = 0;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct str rest = raw;
		bool is_mended = false;
		struct field field;

		while (n_seen < HEAD_ADDRESSES_MAX &&
		       field_next_of_mail(&rest, &is_mended, &field))
			if (str_is_nocase(field.name, names[i]))
				add_recipients(arena,
				               address_list(arena, field.value),
				               &n_seen, mail);
	}
}

/* The ids of `value`, as many and as long as are kept. */
static struct str read_references(struct arena *arena, struct str value)
{
	struct buf ids =
		BUF_INIT(HEAD_REFERENCES_MAX * (HEAD_REFERENCE_MAX + 3));
	size_t open;

	for (size_t n = 0; n < HEAD_REFERENCES_MAX; n++) {
		size_t end;

		open = str_find_char(value, '<');
		value = str_from(value, open == STR_NONE ? value.len : open);
		end = str_find_char(value, '>');
		if (end == STR_NONE)
			break;
		if (end - 1 <= HEAD_REFERENCE_MAX) {
			buf_adds(&ids, ids.len > 0 ? " " : "");
			buf_add(&ids, str_slice(value, 0, end + 1));
		}
		value = str_from(value, end + 1);
	}
	return buf_take(&ids, arena);
}

/* What the first <> in `value` hold; without any, `value` if it is a word. */
static struct str first_id(struct arena *arena, struct str value)
{
	struct str text = str_trim(field_unfold(arena, value));
	size_t open = str_find_char(text, '<'), close;

	if (open != STR_NONE) {
		text = str_from(text, open + 1);
		close = str_find_char(text, '>');
		text = str_slice(text, 0, close);
	} else if (str_find_char(text, '@') == STR_NONE ||
	           str_find_char(text, ' ') != STR_NONE) {
		return (struct str){"", 0};
	}
	return utf8_clean_line(arena, str_trim(text), ID_MAX);
}

void head_read_hinted(struct arena *arena, struct str raw,
                      const struct charset_hint *hint, struct mail *mail)
{
	struct str value;

	raw = field_skip_mbox(raw);
	read_fields(arena, raw, hint, mail);
	read_from(arena, raw, hint, mail);
	read_recipients(arena, raw, mail);
	mail->subject = mail_field(mail, "Subject");
	mail->references =
		read_references(arena, mail_field(mail, "References"));
	if (find_field(raw, "Message-ID", &value))
		mail->message_id = first_id(arena, value);
	if (find_field(raw, "In-Reply-To", &value))
		mail->in_reply_to = first_id(arena, value);
	if (!date_parse_mail(mail_field(mail, "Date"), &mail->date))
		mail->date = 0;
}

void head_read(struct arena *arena, struct str raw, struct mail *mail)
{
	const struct charset_hint nothing = {{"", 0}, {"", 0}};

	head_read_hinted(arena, raw, &nothing, mail);
}
