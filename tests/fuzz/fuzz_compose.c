/*
 * Whatever stands in its fields, a mail of ours is 7 bits of printable ASCII in
 * lines that end in CRLF, at most 76 long in the body, and has each field of
 * its header once; or it is refused.
 */
#include <stdlib.h>

#include "mailer/compose.h"
#include "mailer/header.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* The next piece, up to the byte 0xff, which no UTF-8 has. */
static struct str next(struct str *rest)
{
	struct str piece = {"", 0};

	(void)str_next_field(rest, '\xff', &piece);
	return piece;
}

/* Check one line; `n_fields` counts fields of the header. */
static void check_line(struct str line, bool in_header, size_t *n_fields)
{
	for (size_t i = 0; i < line.len; i++)
		if ((line.ptr[i] < ' ' && line.ptr[i] != '\t') ||
		    line.ptr[i] > '~')
			abort();
	if (line.len > (in_header ? 998 : 76))
		abort();
	if (in_header && line.len > 78 &&
	    str_find_char(str_trim(line), ' ') !=
	            str_find_last_char(str_trim(line), ' '))
		abort(); /* there was a place to fold */
	if (!in_header && str_starts(line, "."))
		abort();
	if (in_header && line.ptr[0] != ' ')
		++*n_fields;
	if (in_header && str_trim(line).len == 0)
		abort();
}

static void check_mail(struct str mail, size_t n_expected)
{
	bool in_header = true;
	size_t n_fields = 0;

	while (mail.len > 0) {
		size_t end = str_find(mail, "\r\n");

		if (end == STR_NONE)
			abort();
		if (end == 0)
			in_header = false;
		else
			check_line(str_slice(mail, 0, end), in_header,
			           &n_fields);
		mail = str_from(mail, end + 2);
	}
	if (n_fields != n_expected)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {0};
	struct str rest = {(const char *)data, n};
	struct compose_field field = {"X-Field", next(&rest)};
	struct compose mail = {
		.from_name = next(&rest),
		.from_addr = STR("a@b.c"),
		.to_addr = STR("d@e.f"),
		.to_name = next(&rest),
		.subject = next(&rest),
		.message_id = STR("x\001A@b.c"),
		.fields = &field,
		.n_fields = 1,
		.text = next(&rest),
		.html = next(&rest),
		.boundary = STR("b"),
	};
	/* Longer ones are not foreseen when the header is folded. */
	struct str value = str_slice(next(&rest), 0, HEADER_SLOT_WIDTH);
	struct str values[SLOTS_MAX];
	struct buf out = BUF_INIT(FORM_MAX);
	struct form form, same;
	bool multipart = mail.html.len > 0;

	for (size_t i = 0; i < SLOTS_MAX; i++)
		values[i] = value;
	if (compose_mail(&arena, &mail, &form, NULL) == OK) {
		if (form_parse(&arena, form_format(&arena, &form), &same) != OK)
			abort();
		if (form_fill(&same, values, SLOTS_MAX, &out) == OK)
			check_mail(buf_str(&out),
			           6 + (str_trim(field.value).len > 0) +
			                   (multipart ? 1 : 2));
	}
	(void)form_parse(&arena, value, &form);
	buf_free(&out);
	arena_free(&arena);
	return 0;
}
