#include "store/mailbox.h"

#include "base/buf.h"
#include "store/subscribers.h"

struct str mailbox_domain(struct arena *arena, struct str address)
{
	struct str key = reader_address_key(arena, address);
	size_t at = str_find_last_char(key, '@');

	return at == STR_NONE ? str_of("") : str_from(key, at + 1);
}

struct str mailbox_key(struct arena *arena, struct str address)
{
	struct str key = reader_address_key(arena, address);
	struct str domain = mailbox_domain(arena, address);
	struct str local = str_slice(key, 0, str_find_last_char(key, '@'));
	bool is_dotted =
		str_is(domain, "gmail.com") || str_is(domain, "googlemail.com");
	struct buf box = BUF_INIT(key.len + 1);

	local = str_slice(local, 0, str_find_char(local, '+'));
	for (size_t i = 0; i < local.len; i++)
		if (!is_dotted || local.ptr[i] != '.')
			buf_addc(&box, local.ptr[i]);
	buf_addc(&box, '@');
	buf_add(&box, domain);
	return buf_take(&box, arena);
}
