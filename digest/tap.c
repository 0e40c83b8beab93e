#include "digest/tap.h"

#include "base/buf.h"

enum {
	LINK_MAX = 64 * 1024,
};

struct str tap_encode(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(LINK_MAX);

	for (size_t i = 0; i < text.len; i++) {
		if (char_is_alnum(text.ptr[i]))
			buf_addc(&out, text.ptr[i]);
		else if (text.ptr[i] == '\n')
			buf_adds(&out, "%0D%0A");
		else
			buf_addf(&out, "%%%02X", (unsigned char)text.ptr[i]);
	}
	return buf_take(&out, arena);
}

struct str tap_link(struct arena *arena, struct str address, struct str subject,
                    struct str body)
{
	struct buf out = BUF_INIT(LINK_MAX);

	buf_adds(&out, "mailto:");
	buf_add(&out, address);
	buf_adds(&out, "?subject=");
	buf_add(&out, tap_encode(arena, subject));
	buf_adds(&out, "&body=");
	buf_add(&out, tap_encode(arena, body));
	return buf_take(&out, arena);
}
