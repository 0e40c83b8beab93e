#include "text/unwrap.h"

#include "base/buf.h"
#include "text/wrap.h"

enum {
	WIDTH_MIN = 60, /* no program breaks lines before this column */
	WIDTH_MAX = 80, /* nor lets them grow past this one */
	TEXT_MAX = 4 * 1024 * 1024,
};

/* "- ", "* ", "1. ", "> ", an indent: a line that starts something. */
static bool starts_item(struct str line)
{
	size_t i = 0;

	if (line.len == 0 || char_is_blank(line.ptr[0]) ||
	    str_starts(line, "- ") || str_starts(line, "* ") ||
	    str_starts(line, "+ ") || str_starts(line, ">") ||
	    str_starts(line, "\xe2\x80\xa2"))
		return true;
	while (i < line.len && char_is_digit(line.ptr[i]))
		i++;
	return i > 0 && i + 1 < line.len &&
	       (line.ptr[i] == '.' || line.ptr[i] == ')') &&
	       char_is_blank(line.ptr[i + 1]);
}

/* Would the first word of `next` have gone past the width behind `line`? */
static bool is_full(struct str line, struct str next)
{
	size_t width = text_width(str_trim_right(line));
	struct str word;

	if (!str_next_word(&next, &word))
		return false;
	return width <= WIDTH_MAX && width + 1 + text_width(word) > WIDTH_MIN &&
	       width >= WIDTH_MIN / 2;
}

/* The lines of the paragraph at the start of `text`. */
static struct str paragraph(struct str text)
{
	struct str rest = text, line;
	size_t len = 0;

	while (str_next_line(&rest, &line) && str_trim(line).len > 0)
		len = text.len - rest.len;
	return str_slice(text, 0, len);
}

static bool is_broken(struct str text)
{
	struct str line, next;

	if (!str_next_line(&text, &line) || starts_item(line))
		return false;
	while (str_next_line(&text, &next)) {
		if (starts_item(next) || !is_full(line, next))
			return false;
		line = next;
	}
	return true;
}

static void add_joined(struct buf *out, struct str text)
{
	struct str line;
	bool is_first = true;

	while (str_next_line(&text, &line)) {
		if (!is_first)
			buf_addc(out, ' ');
		buf_add(out, str_trim(line));
		is_first = false;
	}
	buf_addc(out, '\n');
}

struct str unwrap_text(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(TEXT_MAX);

	while (text.len > 0) {
		struct str lines = paragraph(text), line;

		if (lines.len == 0) { /* an empty line */
			if (str_next_line(&text, &line))
				buf_addc(&out, '\n');
			continue;
		}
		if (is_broken(lines))
			add_joined(&out, lines);
		else
			buf_add(&out, lines);
		text = str_from(text, lines.len);
	}
	return buf_take(&out, arena);
}
