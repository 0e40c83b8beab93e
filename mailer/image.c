#include "mailer/image.h"

#include "mailer/address.h"

enum {
	LINE_BYTES = 57, /* of the image: 76 characters (RFC 2045, 6.8) */
};

struct str image_link(struct arena *arena, const char *name, struct str address)
{
	struct str domain = address_domain(address);

	return str_of(arena_printf(arena, "cid:%s@%.*s", name, (int)domain.len,
	                           domain.ptr));
}

/* Three bytes or fewer as four characters. */
static void add_group(struct buf *out, struct str bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = 0;

	for (size_t i = 0; i < 3; i++)
		bits = bits << 8 |
		       (i < bytes.len ? (unsigned char)bytes.ptr[i] : 0);
	for (size_t i = 0; i < 4; i++)
		buf_addc(out, i > bytes.len
		                      ? '='
		                      : digits[bits >> (18 - 6 * i) & 63]);
}

void image_add(struct buf *out, const char *name, struct str address,
               struct str png)
{
	struct str domain = address_domain(address);

	buf_addf(out, "Content-Type: image/png; name=\"%s.png\"\r\n", name);
	buf_adds(out, "Content-Transfer-Encoding: base64\r\n");
	buf_addf(out, "Content-ID: <%s@%.*s>\r\n", name, (int)domain.len,
	         domain.ptr);
	buf_addf(out, "Content-Disposition: inline; filename=\"%s.png\"\r\n",
	         name);
	for (size_t i = 0; i < png.len; i += 3) {
		if (i % LINE_BYTES == 0)
			buf_adds(out, "\r\n");
		add_group(out, str_slice(png, i, i + 3));
	}
}
