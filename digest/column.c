#include "digest/column.h"

#include "base/buf.h"
#include "text/wrap.h"

enum {
	TEXT_MAX = 8 * 1024 * 1024, /* bytes */
	NUMBER_MAX = 3,             /* digits of "12. " */
};

const char *column_spaces(size_t n)
{
	static const char blank[] = "                                ";
	size_t most = sizeof(blank) - 1;

	return blank + (n < most ? most - n : 0);
}

/* Where the words of a line begin: behind its spaces and its number. */
static size_t words_at(struct str line)
{
	size_t start = 0, end;

	while (start < line.len && line.ptr[start] == ' ')
		start++;
	end = start;
	while (end < line.len && end - start < NUMBER_MAX &&
	       char_is_digit(line.ptr[end]))
		end++;
	if (end > start && str_starts(str_from(line, end), ". "))
		return end + 2;
	return start;
}

/* A long line: its first words keep what stands before them. */
static void add_long(struct arena *arena, struct buf *out, struct str line)
{
	size_t at = words_at(line);
	const char *indent = column_spaces(at);
	struct str wrapped =
		text_wrap(arena, str_from(line, at), COLUMN_WIDTH, indent);

	buf_add(out, str_slice(line, 0, at));
	buf_add(out, str_from(wrapped, str_of(indent).len));
}

static struct str without_empty_lines(struct str text)
{
	while (text.len > 0 && text.ptr[0] == '\n')
		text = str_from(text, 1);
	while (str_ends(text, "\n\n"))
		text.len--;
	return text;
}

struct str column_wrap(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	struct str line;

	while (str_next_line(&text, &line)) {
		line = str_trim_right(line);
		if (text_width(line) > COLUMN_WIDTH) {
			add_long(arena, &out, line);
		} else {
			buf_add(&out, line);
			buf_addc(&out, '\n');
		}
	}
	return without_empty_lines(buf_take(&out, arena));
}

struct str column_indent(struct arena *arena, struct str text,
                         const char *prefix)
{
	return str_trim_right(
		text_wrap(arena, str_trim(text), COLUMN_WIDTH, prefix));
}
