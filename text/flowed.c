#include "text/flowed.h"

#include "base/buf.h"

/* A line of the letter, its marks taken off (RFC 3676, 4.5). */
struct flowed_line {
	struct str text; /* without quote marks, stuffing and soft end */
	size_t depth;    /* of quoting */
	bool is_soft;    /* the paragraph goes on */
};

static struct flowed_line read_line(struct str text, bool delsp)
{
	struct flowed_line line = {text, 0, false};

	while (line.depth < text.len && text.ptr[line.depth] == '>')
		line.depth++;
	line.text = str_from(text, line.depth);
	if (str_starts(line.text, " "))
		line.text = str_from(line.text, 1);
	if (str_is(line.text, "-- "))
		return line;
	line.is_soft = str_ends(line.text, " ");
	if (line.is_soft && delsp)
		line.text = str_slice(line.text, 0, line.text.len - 1);
	return line;
}

static void put_start(struct buf *out, const struct flowed_line *line)
{
	for (size_t i = 0; i < line->depth; i++)
		buf_addc(out, '>');
	/* A '>' that was stuffed is no quote mark: it keeps its space. */
	if ((line->depth > 0 && line->text.len > 0) ||
	    str_starts(line->text, ">"))
		buf_addc(out, ' ');
}

/* End the paragraph; the space of a soft end that had no sequel goes. */
static void put_end(struct buf *out, bool is_soft)
{
	while (is_soft && str_ends(buf_str(out), " "))
		buf_cut(out, out->len - 1);
	buf_addc(out, '\n');
}

struct str flowed_to_text(struct arena *arena, struct str text, bool delsp)
{
	struct buf out = BUF_INIT(SIZE_MAX / 4);
	struct flowed_line last = {{NULL, 0}, 0, false};
	bool is_open = false;
	struct str bytes;

	while (str_next_line(&text, &bytes)) {
		struct flowed_line line = read_line(bytes, delsp);
		bool goes_on = is_open && last.is_soft &&
		               line.depth == last.depth &&
		               !str_is(line.text, "-- ");

		if (is_open && !goes_on)
			put_end(&out, last.is_soft);
		if (!goes_on)
			put_start(&out, &line);
		buf_add(&out, line.text);
		last = line;
		is_open = true;
	}
	if (is_open)
		put_end(&out, last.is_soft);
	return buf_take(&out, arena);
}
