#include "mailer/split.h"

#include "mailer/scan.h"

/* What a line of a multipart's body is. */
enum line {
	LINE_TEXT,
	LINE_OPENS, /* a part */
	LINE_CLOSES /* the last one */
};

static enum line line_kind(struct str line, struct str boundary)
{
	struct str after;

	if (!str_starts(line, "--") ||
	    !str_eq(str_slice(line, 2, 2 + boundary.len), boundary))
		return LINE_TEXT;
	after = str_from(line, 2 + boundary.len);
	if (str_trim(after).len == 0)
		return LINE_OPENS;
	return str_starts(after, "--") ? LINE_CLOSES : LINE_TEXT;
}

/* The part from `start` to the line at `end`, whose line break before it is
 * the boundary's. */
static void add_part(struct arena *arena, struct split *split,
                     const char *start, const char *end)
{
	struct str raw = {start, (size_t)(end - start)};

	if (raw.len == 0 || split->n == SPLIT_PARTS_MAX)
		return;
	raw.len -= raw.ptr[raw.len - 1] == '\n';
	raw.len -= raw.len > 0 && raw.ptr[raw.len - 1] == '\r';
	split->raw =
		arena_grow(arena, split->raw, split->n, sizeof(*split->raw));
	split->raw[split->n++] = raw;
}

struct split split_body(struct arena *arena, struct str body,
                        struct str boundary)
{
	struct str rest = body, line;
	struct split split = {0};
	const char *start = NULL; /* of the part that is open */

	while (str_next_line(&rest, &line)) {
		enum line kind = line_kind(line, boundary);

		if (kind == LINE_TEXT)
			continue;
		if (start)
			add_part(arena, &split, start, line.ptr);
		start = kind == LINE_OPENS ? rest.ptr : NULL;
	}
	if (start && start < body.ptr + body.len)
		add_part(arena, &split, start, body.ptr + body.len);
	return split;
}

struct str split_guess(struct str body)
{
	struct str line, boundary;

	while (str_next_line(&body, &line)) {
		if (!str_starts(line, "--") ||
		    !str_starts_nocase(body, "Content-"))
			continue;
		boundary = str_trim_right(str_from(line, 2));
		if (scan_boundary_ok(boundary) &&
		    str_find_char(str_slice(body, 0, 200), ':') != STR_NONE)
			return boundary;
	}
	return str_of("");
}
