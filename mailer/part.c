#include "mailer/part.h"

#include "mailer/field.h"
#include "mailer/transfer.h"
#include "mailer/word.h"
#include "text/charset.h"

#define META_MAX 2048 /* bytes at the start of HTML in which a charset is */

/* Is `type` two names with a slash between them? */
static bool type_ok(struct str type)
{
	size_t slash = str_find_char(type, '/');

	if (slash == STR_NONE || slash == 0 || slash + 1 == type.len)
		return false;
	for (size_t i = 0; i < type.len; i++)
		if (i != slash && !char_is_alnum(type.ptr[i]) &&
		    str_find_char(str_of("!#$&-^_.+*"), type.ptr[i]) ==
		            STR_NONE)
			return false;
	return true;
}

/* What Content-Disposition and, for want of it, Content-Type say of a file. */
static void read_name(struct arena *arena, struct str disposition,
                      struct part *part)
{
	struct str kind = word_type(arena, disposition);

	part->is_attachment = str_is(kind, "attachment");
	if (!word_parameter(arena, disposition, "filename", &part->name))
		(void)word_parameter(arena, part->params, "name", &part->name);
}

static void set_type(struct arena *arena, struct part *part, const char *type)
{
	part->type = word_type(arena, part->params);
	if (!type_ok(part->type)) {
		/* "text" alone is what some write for text/plain. */
		part->type = str_of(str_is(part->type, "text") ? "text/plain"
		                                               : type);
	}
	(void)word_parameter(arena, part->params, "charset", &part->charset);
	part->subtype =
		str_from(part->type, str_find_char(part->type, '/') + 1);
}

/* What the header field `field` says of the part. */
static void read_field(struct arena *arena, struct part *part,
                       struct field field, struct str *disposition)
{
	if (!str_starts_nocase(field.name, "Content-"))
		return;
	field.value = field_unfold(arena, field.value);
	if (str_is_nocase(field.name, "Content-Type")) {
		if (part->params.len == 0)
			part->params = field.value;
	} else if (str_is_nocase(field.name, "Content-Disposition")) {
		*disposition = field.value;
	} else if (str_is_nocase(field.name, "Content-Transfer-Encoding")) {
		part->encoding = word_type(arena, field.value);
	}
}

void part_read(struct arena *arena, struct str raw, const char *type,
               struct part *part)
{
	struct str empty = {"", 0}, rest = raw, disposition = empty;
	struct field field;

	*part = (struct part){.params = empty,
	                      .encoding = empty,
	                      .name = empty,
	                      .charset = empty};
	while (field_next(&rest, &field))
		read_field(arena, part, field, &disposition);
	set_type(arena, part, type);
	read_name(arena, disposition, part);
	part->body = rest;
}

void part_read_mail(struct arena *arena, struct str raw, struct part *part)
{
	struct str empty = {"", 0}, rest = raw, disposition = empty;
	bool is_mended = false;
	struct field field;

	*part = (struct part){.params = empty,
	                      .encoding = empty,
	                      .name = empty,
	                      .charset = empty};
	while (field_next_of_mail(&rest, &is_mended, &field))
		read_field(arena, part, field, &disposition);
	set_type(arena, part, "text/plain");
	read_name(arena, disposition, part);
	part->body = rest;
}

struct str part_bytes(struct arena *arena, const struct part *part)
{
	if (str_is(part->encoding, "base64"))
		return transfer_base64(arena, part->body);
	if (str_is(part->encoding, "quoted-printable"))
		return transfer_quoted(arena, part->body);
	return part->body;
}

/* The charset that a <meta> of `html` names, or none. */
static struct str meta_charset(struct str html)
{
	struct str head = str_slice(html, 0, META_MAX);
	size_t at = str_find_nocase(head, "charset="), n = 0;

	if (at == STR_NONE)
		return (struct str){"", 0};
	head = str_from(head, at + sizeof("charset=") - 1);
	if (str_starts(head, "\"") || str_starts(head, "'"))
		head = str_from(head, 1);
	while (n < head.len &&
	       (char_is_alnum(head.ptr[n]) ||
	        str_find_char(str_of("-_:"), head.ptr[n]) != STR_NONE))
		n++;
	return str_slice(head, 0, n);
}

/* What `<?xml version="1.0" encoding="..."?>` says at the start of `text`. */
static struct str xml_charset(struct str text)
{
	struct str head = str_slice(text, 0, META_MAX);
	size_t at;

	if (!str_starts(head, "<?xml"))
		return (struct str){"", 0};
	head = str_slice(head, 0, str_find(head, "?>"));
	at = str_find(head, "encoding=");
	if (at == STR_NONE)
		return (struct str){"", 0};
	head = str_from(head, at + sizeof("encoding=\"") - 1);
	at = 0;
	while (at < head.len && head.ptr[at] != '"' && head.ptr[at] != '\'')
		at++;
	return str_slice(head, 0, at);
}

struct str part_clean(struct arena *arena, struct str text)
{
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '\r') {
			if (i + 1 == text.len || text.ptr[i + 1] != '\n')
				out[len++] = '\n';
			continue;
		}
		if ((c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 0x7f)
			continue;
		out[len++] = c;
	}
	return (struct str){out, len};
}

/* `text` cut to PART_TEXT_MAX bytes, before a character. */
static struct str cut(struct str text)
{
	size_t len = PART_TEXT_MAX;

	if (text.len <= len)
		return text;
	while (len > 0 && ((unsigned char)text.ptr[len] & 0xc0) == 0x80)
		len--;
	return str_slice(text, 0, len);
}

struct str part_decode(struct arena *arena, const struct part *part,
                       struct str bytes)
{
	struct str charset = part->charset;

	if (charset.len == 0)
		charset = xml_charset(bytes);
	if (charset.len == 0 && str_is(part->subtype, "html"))
		charset = meta_charset(bytes);
	return cut(
		part_clean(arena, charset_to_utf8_hinted(arena, charset,
	                                                 &part->hint, bytes)));
}

struct str part_text(struct arena *arena, const struct part *part)
{
	return part_decode(arena, part, part_bytes(arena, part));
}
