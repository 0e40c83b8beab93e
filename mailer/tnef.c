#include "mailer/tnef.h"

#include "base/attr.h"

#define SIGNATURE  0x223e9f78
#define VALUES_MAX 100 /* of one property */

enum {
	LEVEL_MAIL = 1,
	LEVEL_FILE = 2,
};

/* Attributes, the type that stands above them left out. */
enum {
	ATT_BODY = 0x800c,
	ATT_DATA = 0x800f,
	ATT_TITLE = 0x8010,
	ATT_FILE_START = 0x9002,
	ATT_MAIL_PROPERTIES = 0x9003,
	ATT_FILE_PROPERTIES = 0x9005,
	ATT_CODEPAGE = 0x9007,
};

/* Properties of MAPI. */
enum {
	PROP_BODY = 0x1000,
	PROP_RTF = 0x1009,
	PROP_HTML = 0x1013,
	PROP_FILE_NAME = 0x3707,
	PROP_CODEPAGE = 0x3fde,
};

/* Their types. */
enum {
	TYPE_STRING = 0x1e,
	TYPE_UTF16 = 0x1f,
	TYPE_BINARY = 0x102,
	TYPE_OBJECT = 0x0d,
	TYPE_MANY = 0x1000,
	NAMED_FROM = 0x8000, /* identifiers with a name behind them */
};

/* Bytes being read; `bad` once there were too few. */
struct reader {
	struct str rest;
	bool bad;
};

static struct str take(struct reader *r, size_t len)
{
	struct str bytes = str_slice(r->rest, 0, len);

	if (bytes.len < len)
		r->bad = true;
	r->rest = str_from(r->rest, len);
	return bytes;
}

static uint32_t number(struct reader *r, size_t n_bytes)
{
	struct str bytes = take(r, n_bytes);
	uint32_t value = 0;

	for (size_t i = 0; i < bytes.len; i++)
		value |= (uint32_t)(unsigned char)bytes.ptr[i] << 8 * i;
	return r->bad ? 0 : value;
}

/* Values fill up whole groups of four bytes. */
static void skip_padding(struct reader *r, size_t len)
{
	(void)take(r, (4 - len % 4) % 4);
}

/* How long a value of `type` is; 0: it says so itself, or is unknown. */
static size_t fixed_length(uint32_t type)
{
	static const struct {
		uint32_t type;
		size_t len;
	} types[] = {
		{0x02, 4}, {0x03, 4}, {0x04, 4},  {0x05, 8},
		{0x06, 8}, {0x07, 8}, {0x0a, 4},  {0x0b, 4},
		{0x14, 8}, {0x40, 8}, {0x48, 16},
	};

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (types[i].type == type)
			return types[i].len;
	return 0;
}

/* Text without the NULs that end it. */
static struct tnef_text text_of(struct str bytes, bool is_utf16)
{
	size_t unit = is_utf16 ? 2 : 1;

	while (bytes.len >= unit && bytes.ptr[bytes.len - 1] == '\0' &&
	       bytes.ptr[bytes.len - unit] == '\0')
		bytes.len -= unit;
	return (struct tnef_text){bytes, is_utf16};
}

/* Keep what a property says, when it is one that counts. */
static void keep(struct tnef *t, uint32_t id, uint32_t type, struct str value,
                 bool is_file)
{
	struct tnef_text text = text_of(value, type == TYPE_UTF16);
	struct reader r = {value, false};

	if (is_file) {
		if (id == PROP_FILE_NAME && t->n_files > 0)
			t->files[t->n_files - 1].name = text;
	} else if (id == PROP_BODY) {
		t->text = text;
	} else if (id == PROP_HTML) {
		t->html = text;
	} else if (id == PROP_RTF) {
		t->rtf = value;
	} else if (id == PROP_CODEPAGE) {
		t->codepage = number(&r, 4);
	}
}

/* The name of a named property: a number, or letters. */
static void skip_name(struct reader *r)
{
	uint32_t len;

	(void)take(r, 16);
	if (number(r, 4) == 0) {
		(void)take(r, 4);
		return;
	}
	len = number(r, 4);
	(void)take(r, len);
	skip_padding(r, len);
}

/* Read one property; false: the rest cannot be read. */
static bool read_property(struct tnef *t, struct reader *r, bool is_file)
{
	uint32_t type = number(r, 2), id = number(r, 2), n = 1;
	bool is_many = (type & TYPE_MANY) != 0;
	size_t len;

	type &= ~(uint32_t)TYPE_MANY;
	if (id >= NAMED_FROM)
		skip_name(r);
	len = fixed_length(type);
	if (len == 0 && type != TYPE_STRING && type != TYPE_UTF16 &&
	    type != TYPE_BINARY && type != TYPE_OBJECT)
		return false;
	if (is_many || len == 0)
		n = number(r, 4);
	if (n > VALUES_MAX)
		return false;
	for (; n > 0 && !r->bad; n--) {
		size_t own = len > 0 ? len : number(r, 4);
		struct str value = take(r, own);

		skip_padding(r, own);
		if (!is_many && value.len == own)
			keep(t, id, type, value, is_file);
	}
	return !r->bad;
}

static void read_properties(struct tnef *t, struct str bytes, bool is_file)
{
	struct reader r = {bytes, false};
	uint32_t n = number(&r, 4);

	while (n-- > 0 && !r.bad && r.rest.len > 0)
		if (!read_property(t, &r, is_file))
			return;
}

static void read_attribute(struct tnef *t, uint32_t id, struct str value)
{
	struct reader r = {value, false};

	switch (id) {
	case ATT_CODEPAGE:
		if (t->codepage == 0)
			t->codepage = number(&r, 4);
		break;
	case ATT_BODY:
		if (t->text.bytes.len == 0)
			t->text = text_of(value, false);
		break;
	case ATT_MAIL_PROPERTIES:
		read_properties(t, value, false);
		break;
	case ATT_FILE_START:
		t->n_files += t->n_files < TNEF_FILES_MAX;
		break;
	case ATT_TITLE:
		if (t->n_files > 0 &&
		    t->files[t->n_files - 1].name.bytes.len == 0)
			t->files[t->n_files - 1].name = text_of(value, false);
		break;
	case ATT_DATA:
		if (t->n_files > 0)
			t->files[t->n_files - 1].len = value.len;
		break;
	case ATT_FILE_PROPERTIES:
		read_properties(t, value, true);
		break;
	default:
		break;
	}
}

bool tnef_read(struct str bytes, struct tnef *tnef)
{
	struct reader r = {bytes, false};
	struct tnef t = {.codepage = 0};

	if (number(&r, 4) != SIGNATURE)
		return false;
	(void)take(&r, 2); /* a key */
	while (!r.bad && r.rest.len > 0) {
		uint32_t level = number(&r, 1);
		uint32_t id = number(&r, 4) & 0xffff;
		uint32_t len = number(&r, 4);
		struct str value = take(&r, len);

		if (r.bad || (level != LEVEL_MAIL && level != LEVEL_FILE))
			break;
		(void)take(&r, 2); /* a checksum */
		read_attribute(&t, id, value);
	}
	*tnef = t;
	return true;
}
