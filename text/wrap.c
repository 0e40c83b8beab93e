#include "text/wrap.h"

#include <uniwidth.h>

#include "base/buf.h"
#include "text/utf8.h"

size_t text_width(struct str text)
{
	size_t width = 0;
	uint32_t code;

	while (utf8_next(&text, &code)) {
		int columns = uc_width(code, "UTF-8");

		width += columns > 0 ? (size_t)columns : 0;
	}
	return width;
}

/* Take the spaces at the start of `rest` and the word behind them. */
static void next_word(struct str *rest, struct str *gap, struct str *word)
{
	size_t from = 0, to;

	while (from < rest->len && rest->ptr[from] == ' ')
		from++;
	to = from;
	while (to < rest->len && rest->ptr[to] != ' ')
		to++;
	*gap = str_slice(*rest, 0, from);
	*word = str_slice(*rest, from, to);
	*rest = str_from(*rest, to);
}

static void wrap_line(struct buf *out, struct str line, size_t width,
                      struct str indent)
{
	size_t start = text_width(indent), column = start;
	bool is_first = true;
	struct str gap, word;

	line = str_trim_right(line);
	buf_add(out, line.len > 0 ? indent : str_trim_right(indent));
	while (line.len > 0) {
		size_t columns;

		next_word(&line, &gap, &word);
		columns = text_width(word);
		if (!is_first && column + gap.len + columns > width) {
			buf_addc(out, '\n');
			buf_add(out, indent);
			column = start;
		} else {
			buf_add(out, gap);
			column += gap.len;
		}
		buf_add(out, word);
		column += columns;
		is_first = false;
	}
	buf_addc(out, '\n');
}

struct str text_wrap(struct arena *arena, struct str text, size_t width,
                     const char *indent)
{
	struct buf out = BUF_INIT(SIZE_MAX / 4);
	struct str line;

	while (str_next_line(&text, &line))
		wrap_line(&out, line, width, str_of(indent));
	return buf_take(&out, arena);
}
