#include "mailer/compose.h"

#include <string.h>

#include "base/date.h"
#include "mailer/address.h"
#include "mailer/header.h"
#include "mailer/image.h"
#include "mailer/quoted.h"

#define LINE_LIMIT   998  /* octets, RFC 5322, 2.1.1 */
#define ID_MAX       250  /* of a Message-ID that we write */
#define IDS_MAX      4096 /* of a stranger's References */
#define BOUNDARY_MAX 40
#define FORM_HEAD    8 /* bytes: magic, number of slots */
#define FORM_SLOT    8 /* bytes: at, slot, encoding */
#define FORM_MAGIC   "PBF1"

/* Fields that are written once and by us, or that are not ours to write. */
static const char *const reserved[] = {
	"Date",         "From",       "Reply-To",
	"To",           "Subject",    "Message-ID",
	"In-Reply-To",  "References", "MIME-Version",
	"Content-Type", "Cc",         "Bcc",
	"Return-Path",  "Received",   "Content-Transfer-Encoding"};

/* `text` with each slot as one 'x', so that what is around it can be checked. */
static struct str without_slots(struct arena *arena, struct str text)
{
	char *plain = arena_alloc(arena, text.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		bool slot = header_is_slot(text, i);

		plain[n++] = slot ? 'x' : text.ptr[i];
		i += slot ? 1 : 0;
	}
	return (struct str){plain, n};
}

static enum err check_address(struct arena *arena, const char *field,
                              struct str address, struct why *why)
{
	if (address.len == 2 && header_is_slot(address, 0))
		return OK; /* a whole address, checked by who fills it in */
	if (!address_ok(without_slots(arena, address)))
		return err_because(why, ERR_INPUT, "%s: no address", field);
	return OK;
}

static enum err check_text(const char *field, struct str text, struct why *why)
{
	if (!header_text_ok(text))
		return err_because(why, ERR_INPUT, "%s: a control character",
		                   field);
	return OK;
}

/* Something@something in ASCII, as one word without <>. */
static bool id_ok(struct str id)
{
	size_t at = str_find_char(id, '@');

	for (size_t i = 0; i < id.len; i++)
		if (id.ptr[i] <= ' ' || id.ptr[i] > '~' ||
		    str_find_char(str_of("<>()\\\""), id.ptr[i]) != STR_NONE)
			return false;
	return at != STR_NONE && at > 0 && at + 1 < id.len && id.len <= ID_MAX;
}

static enum err check_id(struct arena *arena, struct str id, struct why *why)
{
	if (!id_ok(without_slots(arena, id)))
		return err_because(why, ERR_INPUT, "Message-ID: no such id");
	return OK;
}

/* Is `name` one of `n` fields, or one that compose_mail() writes itself? */
static bool is_taken(const char *name, const struct compose_field *fields,
                     size_t n)
{
	for (size_t i = 0; i < ARRAY_LEN(reserved); i++)
		if (str_is_nocase(str_of(name), reserved[i]))
			return true;
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(str_of(name), fields[i].name))
			return true;
	return false;
}

static bool name_ok(const char *name)
{
	for (const char *p = name; *p; p++)
		if (!char_is_alnum(*p) && *p != '-')
			return false;
	return name[0] != '\0';
}

static enum err check_fields(const struct compose *mail, struct why *why)
{
	for (size_t i = 0; i < mail->n_fields; i++) {
		const struct compose_field *field = &mail->fields[i];

		if (!name_ok(field->name) ||
		    is_taken(field->name, mail->fields, i))
			return err_because(why, ERR_INPUT,
			                   "%s: no field to be added",
			                   field->name);
		if (!header_value_ok(field->value))
			return err_because(why, ERR_INPUT,
			                   "%s: a control character or no "
			                   "ASCII",
			                   field->name);
	}
	return OK;
}

static enum err check_boundary(const struct compose *mail, struct why *why)
{
	bool ok = mail->boundary.len > 0 && mail->boundary.len <= BOUNDARY_MAX;

	for (size_t i = 0; ok && i < mail->boundary.len; i++)
		ok = char_is_alnum(mail->boundary.ptr[i]) ||
		     str_find_char(str_of("_-."), mail->boundary.ptr[i]) !=
		             STR_NONE;
	if (mail->html.len > 0 && !ok)
		return err_because(why, ERR_INPUT, "boundary: not usable");
	return OK;
}

static enum err check(struct arena *arena, const struct compose *mail,
                      struct why *why)
{
	const struct {
		const char *name;
		struct str text;
	} texts[] = {
		{"From", mail->from_name},
		{"To", mail->to_name},
		{"Reply-To", mail->reply_name},
		{"Subject", mail->subject},
		{"In-Reply-To", without_slots(arena, mail->in_reply_to)},
		{"References", without_slots(arena, mail->references)},
	};
	enum err err = OK;

	for (size_t i = 0; !err && i < ARRAY_LEN(texts); i++)
		err = check_text(texts[i].name, texts[i].text, why);
	if (!err)
		err = check_address(arena, "From", mail->from_addr, why);
	if (!err)
		err = check_address(arena, "To", mail->to_addr, why);
	if (!err && mail->reply_addr.len > 0)
		err = check_address(arena, "Reply-To", mail->reply_addr, why);
	if (!err)
		err = check_id(arena, mail->message_id, why);
	if (!err)
		err = check_fields(mail, why);
	return err ? err : check_boundary(mail, why);
}

/* May these ids be written?  A stranger made them: if not, we do without. */
static bool ids_ok(struct arena *arena, struct str ids)
{
	struct str rest = without_slots(arena, ids), word;

	while (str_next_word(&rest, &word))
		if (!str_starts(word, "<") || !str_ends(word, ">") ||
		    !id_ok(str_slice(word, 1, word.len - 1)))
			return false;
	return ids.len > 0 && ids.len <= IDS_MAX;
}

/* An id is never folded: not everybody unfolds it. */
static void add_id(struct buf *out, const char *name, struct str id)
{
	buf_addf(out, "%s: <", name);
	buf_add(out, id);
	buf_adds(out, ">\r\n");
}

static void add_header(struct arena *arena, struct buf *out,
                       const struct compose *mail)
{
	char date[DATE_RFC5322_LEN + 1];

	date_format_mail(mail->date, mail->offset_s, date);
	header_add(out, "Date", str_of(date));
	header_add_mailbox(out, "From", mail->from_name, mail->from_addr);
	if (mail->reply_addr.len > 0)
		header_add_mailbox(out, "Reply-To", mail->reply_name,
		                   mail->reply_addr);
	header_add_mailbox(out, "To", mail->to_name, mail->to_addr);
	header_add_text(out, "Subject", mail->subject);
	add_id(out, "Message-ID", mail->message_id);
	if (id_ok(without_slots(arena, mail->in_reply_to)))
		add_id(out, "In-Reply-To", mail->in_reply_to);
	if (ids_ok(arena, mail->references))
		header_add(out, "References", mail->references);
	for (size_t i = 0; i < mail->n_fields; i++)
		if (str_trim(mail->fields[i].value).len > 0)
			header_add(out, mail->fields[i].name,
			           mail->fields[i].value);
	header_add(out, "MIME-Version", str_of("1.0"));
}

/* Add the fields of one part, an empty line and its text. */
static void add_part(struct buf *out, const char *type, struct str text)
{
	buf_addf(out, "Content-Type: %s; charset=utf-8\r\n", type);
	buf_adds(out, "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	quoted_add(out, text);
}

/* Add "--=_boundary", with `end` behind it. */
static void add_border(struct buf *out, struct str boundary, const char *end)
{
	buf_adds(out, "\r\n--=_");
	buf_add(out, boundary);
	buf_adds(out, end);
	buf_adds(out, "\r\n");
}

/* The HTML part with its images (RFC 2387), by a border of their own. */
static void add_related(struct buf *out, const struct compose *mail)
{
	char bytes[BOUNDARY_MAX + 2];
	struct str own = {bytes, mail->boundary.len + 1};

	memcpy(bytes, mail->boundary.ptr, mail->boundary.len);
	bytes[mail->boundary.len] = 'r';
	buf_adds(out, "Content-Type: multipart/related; type=\"text/html\";"
	              "\r\n boundary=\"=_");
	buf_add(out, own);
	buf_adds(out, "\"\r\n");
	add_border(out, own, "");
	add_part(out, "text/html", mail->html);
	for (size_t i = 0; i < mail->n_images; i++) {
		add_border(out, own, "");
		image_add(out, mail->images[i].name, mail->from_addr,
		          mail->images[i].bytes);
	}
	add_border(out, own, "--");
}

static void add_body(struct buf *out, const struct compose *mail)
{
	if (mail->html.len == 0) {
		add_part(out, "text/plain", mail->text);
		return;
	}
	buf_adds(out, "Content-Type: multipart/alternative;\r\n boundary=\"=_");
	buf_add(out, mail->boundary);
	buf_adds(out, "\"\r\n\r\n"
	              "This is a multi-part message in MIME format.");
	add_border(out, mail->boundary, "");
	add_part(out, "text/plain", mail->text);
	add_border(out, mail->boundary, "");
	if (mail->n_images == 0)
		add_part(out, "text/html", mail->html);
	else
		add_related(out, mail);
	add_border(out, mail->boundary, "--");
}

/* Whether each line of the header stays legal when its slots are filled. */
static bool lines_fit(struct str header)
{
	struct str line;

	while (str_next_line(&header, &line)) {
		size_t len = line.len;

		for (size_t i = 0; i < line.len; i++)
			len += line.ptr[i] == SLOT_MARK ? QUOTED_VALUE_MAX : 0;
		if (len > LINE_LIMIT)
			return false;
	}
	return true;
}

/* Take the marks of the slots out of `text` and note where they were. */
static void take_slots(struct arena *arena, struct str text, size_t header_len,
                       struct form *form)
{
	char *bytes = arena_alloc(arena, text.len + 1);
	size_t n = 0, from = 0;

	form->slots = NULL;
	form->n_slots = 0;
	while (from < text.len) {
		struct str rest = str_from(text, from);
		struct str piece =
			str_slice(rest, 0, str_find_char(rest, SLOT_MARK));
		struct form_slot *slot;

		memcpy(bytes + n, piece.ptr, piece.len);
		n += piece.len;
		from += piece.len;
		if (from == text.len)
			break;
		form->slots = arena_grow(arena, form->slots, form->n_slots,
		                         sizeof(*form->slots));
		slot = &form->slots[form->n_slots++];
		slot->at = (uint32_t)n;
		slot->slot =
			(uint16_t)((unsigned char)text.ptr[from + 1] - 'A');
		slot->encoding = from < header_len ? FORM_PLAIN : FORM_QP;
		from += 2;
	}
	form->bytes = (struct str){bytes, n};
}

enum err compose_mail(struct arena *arena, const struct compose *mail,
                      struct form *form, struct why *why)
{
	struct buf out = BUF_INIT(FORM_MAX);
	enum err err = check(arena, mail, why);
	size_t header_len;

	if (err)
		return err;
	add_header(arena, &out, mail);
	header_len = out.len;
	if (!buf_ok(&out) || header_len > HEADER_MAX ||
	    !lines_fit(buf_str(&out))) {
		err = err_because(why, ERR_LIMIT, "the header is too long");
		goto out;
	}
	add_body(&out, mail);
	if (!buf_ok(&out)) {
		err = err_because(why, ERR_LIMIT, "the mail is too long");
		goto out;
	}
	take_slots(arena, buf_str(&out), header_len, form);
out:
	buf_free(&out);
	return err;
}

/*
 * Printable ASCII of a length that the lines were made for?  In the header a
 * value must not end the address or the string that it stands in, nor leave a
 * line without a word.
 */
static bool value_ok(struct str value, enum form_encoding encoding)
{
	const char *banned = encoding == FORM_PLAIN ? " <>\"(),;\\" : "";

	for (size_t i = 0; i < value.len; i++)
		if (value.ptr[i] < ' ' || value.ptr[i] > '~' ||
		    str_find_char(str_of(banned), value.ptr[i]) != STR_NONE)
			return false;
	return value.ptr && value.len <= QUOTED_VALUE_MAX &&
	       (encoding == FORM_QP || value.len > 0);
}

enum err form_fill(const struct form *form, const struct str *values,
                   size_t n_values, struct buf *out)
{
	size_t from = 0, before = out->len;

	for (size_t i = 0; i < form->n_slots; i++) {
		const struct form_slot *slot = &form->slots[i];

		if (slot->slot >= n_values ||
		    !value_ok(values[slot->slot],
		              (enum form_encoding)slot->encoding)) {
			buf_cut(out, before);
			return ERR_INPUT;
		}
		buf_add(out, str_slice(form->bytes, from, slot->at));
		if (slot->encoding == FORM_QP)
			quoted_add_value(out, values[slot->slot]);
		else
			buf_add(out, values[slot->slot]);
		from = slot->at;
	}
	buf_add(out, str_from(form->bytes, from));
	return OK;
}

static void put_number(char *bytes, size_t n, uint32_t number)
{
	while (n-- > 0) {
		bytes[n] = (char)number;
		number >>= 8;
	}
}

static uint32_t get_number(const char *bytes, size_t n)
{
	uint32_t number = 0;

	for (size_t i = 0; i < n; i++)
		number = number << 8 | (unsigned char)bytes[i];
	return number;
}

struct str form_format(struct arena *arena, const struct form *form)
{
	size_t head = FORM_HEAD + FORM_SLOT * form->n_slots;
	char *bytes = arena_alloc(arena, head + form->bytes.len + 1);

	memcpy(bytes, FORM_MAGIC, 4);
	put_number(bytes + 4, 4, (uint32_t)form->n_slots);
	for (size_t i = 0; i < form->n_slots; i++) {
		char *slot = bytes + FORM_HEAD + FORM_SLOT * i;

		put_number(slot, 4, form->slots[i].at);
		put_number(slot + 4, 2, form->slots[i].slot);
		put_number(slot + 6, 2, form->slots[i].encoding);
	}
	if (form->bytes.len > 0)
		memcpy(bytes + head, form->bytes.ptr, form->bytes.len);
	return (struct str){bytes, head + form->bytes.len};
}

enum err form_parse(struct arena *arena, struct str bytes, struct form *form)
{
	struct form f = {0};
	uint32_t last = 0;

	if (bytes.len < FORM_HEAD || !str_starts(bytes, FORM_MAGIC))
		return ERR_INPUT;
	f.n_slots = get_number(bytes.ptr + 4, 4);
	if (f.n_slots > (bytes.len - FORM_HEAD) / FORM_SLOT)
		return ERR_INPUT;
	f.bytes = str_from(bytes, FORM_HEAD + FORM_SLOT * f.n_slots);
	f.slots = arena_array(arena, struct form_slot, f.n_slots);
	for (size_t i = 0; i < f.n_slots; i++) {
		const char *slot = bytes.ptr + FORM_HEAD + FORM_SLOT * i;

		f.slots[i].at = get_number(slot, 4);
		f.slots[i].slot = (uint16_t)get_number(slot + 4, 2);
		f.slots[i].encoding = (uint16_t)get_number(slot + 6, 2);
		if (f.slots[i].at < last || f.slots[i].at > f.bytes.len ||
		    f.slots[i].slot >= SLOTS_MAX ||
		    f.slots[i].encoding > FORM_QP)
			return ERR_INPUT;
		last = f.slots[i].at;
	}
	*form = f;
	return OK;
}
