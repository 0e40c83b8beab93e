#include "mailer/cms.h"

#include <stdbool.h>

#include "base/attr.h"
#include "base/buf.h"

#define DEPTH_MAX  16 /* of elements without a length in each other */
#define CHUNKS_MAX 100000

/* The identifiers that matter, of one byte each. */
enum {
	TAG_OID = 0x06,
	TAG_OCTETS = 0x04,
	TAG_OCTETS_IN_PIECES = 0x24,
	TAG_SEQUENCE = 0x30,
	TAG_CONTENT = 0xa0, /* [0], explicit */
	CONSTRUCTED = 0x20,
};

struct element {
	unsigned char tag;
	struct str value; /* of an endless one: all the rest */
	bool is_endless;  /* it ends with two zeros */
};

/* Take tag and length off `rest`, and of an element with a length its value;
 * false: that is no BER. */
static bool next(struct str *rest, struct element *e)
{
	const unsigned char *p = (const unsigned char *)rest->ptr;
	size_t len, n, at = 2;

	if (rest->len < 2 || (p[0] & 0x1f) == 0x1f)
		return false;
	e->tag = p[0];
	e->is_endless = p[1] == 0x80;
	len = p[1];
	if (len > 0x80) {
		n = len & 0x7f;
		if (n > 4 || rest->len < 2 + n)
			return false;
		for (len = 0; n > 0; n--)
			len = len << 8 | p[at++];
	}
	*rest = str_from(*rest, at);
	if (e->is_endless) {
		e->value = *rest;
		return (e->tag & CONSTRUCTED) != 0;
	}
	if (len > rest->len) /* cut off on its way: what is there counts */
		len = rest->len;
	e->value = str_slice(*rest, 0, len);
	*rest = str_from(*rest, len);
	return true;
}

/* Take the rest of an endless element off `rest`, its end included. */
static bool skip_endless(struct str *rest)
{
	size_t depth = 1;

	while (depth > 0) {
		struct element e;

		if (!next(rest, &e))
			return false;
		if (e.tag == 0 && e.value.len == 0 && !e.is_endless)
			depth--;
		else if (e.is_endless && ++depth > DEPTH_MAX)
			return false;
	}
	return true;
}

/* Take one whole element off `rest`. */
static bool skip(struct str *rest)
{
	struct element e;

	return next(rest, &e) && (!e.is_endless || skip_endless(rest));
}

/* Enter the element `tag` at the start of `rest`; its inside goes to
 * `inside`. */
static bool enter(struct str rest, unsigned char tag, struct str *inside)
{
	struct element e;

	if (!next(&rest, &e) || e.tag != tag)
		return false;
	*inside = e.value;
	return true;
}

static bool is_oid(struct str oid, const char *bytes, size_t len)
{
	return str_eq(oid, (struct str){bytes, len});
}

static enum cms kind_of(struct str oid)
{
	static const char pkcs7[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x07";
	static const char auth_enveloped[] =
		"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17";

	if (is_oid(oid, auth_enveloped, sizeof(auth_enveloped) - 1))
		return CMS_CLOSED;
	if (oid.len != sizeof(pkcs7) || !str_starts(oid, pkcs7))
		return CMS_OTHER;
	switch (oid.ptr[oid.len - 1]) {
	case 2:
		return CMS_SIGNED;
	case 3: /* enveloped */
	case 4: /* signed and enveloped */
	case 6: /* encrypted */
		return CMS_CLOSED;
	default:
		return CMS_OTHER;
	}
}

/* The bytes of an octet string, in one piece or in many. */
static bool read_octets(struct arena *arena, struct str rest,
                        struct str *content)
{
	struct buf out = BUF_INIT(rest.len);
	struct element e;
	bool found = false;

	if (!next(&rest, &e))
		return false;
	if (e.tag == TAG_OCTETS) {
		*content = e.value;
		return true;
	}
	if (e.tag != TAG_OCTETS_IN_PIECES)
		return false;
	rest = e.value;
	for (int i = 0; i < CHUNKS_MAX && next(&rest, &e); i++) {
		if (e.tag != TAG_OCTETS)
			break;
		buf_add(&out, e.value);
		found = true;
	}
	*content = buf_take(&out, arena);
	return found;
}

/* The content of the SignedData that `rest` is. */
static bool read_signed(struct arena *arena, struct str rest,
                        struct str *content)
{
	struct str inside;

	/* version, digestAlgorithms, encapContentInfo */
	if (!enter(rest, TAG_SEQUENCE, &rest) || !skip(&rest) || !skip(&rest) ||
	    !enter(rest, TAG_SEQUENCE, &inside))
		return false;
	/* eContentType, eContent */
	return skip(&inside) && enter(inside, TAG_CONTENT, &inside) &&
	       read_octets(arena, inside, content);
}

enum cms cms_read(struct arena *arena, struct str der, struct str *content)
{
	struct str inside, found;
	struct element oid;
	enum cms kind;

	if (!enter(der, TAG_SEQUENCE, &inside) || !next(&inside, &oid) ||
	    oid.tag != TAG_OID)
		return CMS_NONE;
	kind = kind_of(oid.value);
	if (kind != CMS_SIGNED)
		return kind;
	if (!enter(inside, TAG_CONTENT, &inside) ||
	    !read_signed(arena, inside, &found))
		return CMS_OTHER; /* a signature of something elsewhere */
	*content = found;
	return CMS_SIGNED;
}
