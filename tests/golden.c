#include "tests/golden.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "tests/suite.h"

enum {
	GOLDEN_MAX = 1024 * 1024,
};

/* The first line of `text` with its LF. */
static struct str line_of(struct str text)
{
	size_t end = str_find_char(text, '\n');

	return str_slice(text, 0, end == STR_NONE ? end : end + 1);
}

/* The last line of `text` with its LF. */
static struct str last_line(struct str text)
{
	size_t end = str_find_last_char(
		str_slice(text, 0, text.len > 0 ? text.len - 1 : 0), '\n');

	return str_from(text, end == STR_NONE ? 0 : end + 1);
}

static void add_lines(struct buf *out, char mark, struct str text)
{
	struct str line;

	while (str_next_line(&text, &line)) {
		buf_addc(out, mark);
		buf_add(out, line);
		buf_addc(out, '\n');
	}
}

struct str golden_difference(struct arena *arena, struct str expected,
                             struct str text)
{
	struct buf out = BUF_INIT(GOLDEN_MAX);

	while (expected.len > 0 && text.len > 0 &&
	       str_eq(line_of(expected), line_of(text))) {
		expected = str_from(expected, line_of(expected).len);
		text = str_from(text, line_of(text).len);
	}
	while (expected.len > 0 && text.len > 0 &&
	       str_eq(last_line(expected), last_line(text))) {
		expected.len -= last_line(expected).len;
		text.len -= last_line(text).len;
	}
	add_lines(&out, '-', expected);
	add_lines(&out, '+', text);
	return buf_take(&out, arena);
}

void ck_assert_golden(struct arena *arena, const char *name, struct str text)
{
	const char *path = arena_printf(arena, "tests/golden/%s", name);
	const char *order = getenv("GOLDEN");
	struct str expected = {"", 0}, difference;
	struct why why = {"no such file"};
	enum err err;

	if (order && strcmp(order, "write") == 0) {
		err = file_write(path, text, 0644, &why);
		ck_assert_msg(err == OK, "%s: %s", path, why.text);
	}
	err = file_read(arena, path, GOLDEN_MAX, &expected, &why);
	ck_assert_msg(err == OK, "%s: %s", path, why.text);
	difference = golden_difference(arena, expected, text);
	ck_assert_msg(str_eq(expected, text), "%s is not so any more:\n%.*s",
	              path, (int)difference.len, difference.ptr);
}
