#include "mailer/winmail.h"

#include "text/charset.h"
#include "text/rtf.h"
#include "text/utf8.h"

#define NAME_MAX_LEN  255 /* code points of a file's name */
#define CODEPAGE_UTF8 65001

static struct str decode(struct arena *arena, uint32_t codepage,
                         struct tnef_text text)
{
	struct str charset = str_of("");

	if (text.is_utf16)
		charset = str_of("utf-16le");
	else if (codepage == CODEPAGE_UTF8)
		charset = str_of("utf-8");
	else if (codepage > 0 && codepage <= UINT16_MAX)
		charset = str_of(arena_printf(arena, "cp%u", codepage));
	return charset_to_utf8(arena, charset, text.bytes);
}

bool winmail_read(struct arena *arena, struct str bytes,
                  struct winmail *winmail)
{
	struct winmail w = {.n_files = 0};
	struct tnef tnef;

	if (!tnef_read(bytes, &tnef))
		return false;
	w.text = decode(arena, tnef.codepage, tnef.text);
	w.html = decode(arena, tnef.codepage, tnef.html);
	if (str_trim(w.text).len == 0 && str_trim(w.html).len == 0)
		w.text = rtf_to_text(arena, rtf_inflate(arena, tnef.rtf));
	for (size_t i = 0; i < tnef.n_files; i++) {
		struct str name =
			decode(arena, tnef.codepage, tnef.files[i].name);

		w.files[i].name = utf8_clean_line(arena, name, NAME_MAX_LEN);
		w.files[i].len = tnef.files[i].len;
	}
	w.n_files = tnef.n_files;
	*winmail = w;
	return true;
}
