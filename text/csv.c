#include "text/csv.h"

/* Would a spreadsheet take it for a formula?  What has a ' before one is
 * guarded too, so that reading gives back what was written. */
static bool is_formula(struct str field)
{
	while (str_starts(field, "'"))
		field = str_from(field, 1);
	return field.len > 0 &&
	       str_find_char(str_of("=+-@\t\r"), field.ptr[0]) != STR_NONE;
}

/* The one of , ; TAB that the first line has most of. */
static char guess_separator(struct str text)
{
	static const char candidates[] = {',', ';', '\t'};
	struct str line = str_slice(text, 0, str_find_char(text, '\n'));
	size_t best = 0, best_n = 0;

	for (size_t i = 0; i < sizeof(candidates); i++) {
		size_t n = 0;

		for (size_t k = 0; k < line.len; k++)
			n += line.ptr[k] == candidates[i];
		if (n > best_n) {
			best = i;
			best_n = n;
		}
	}
	return candidates[best];
}

/* Take a quoted field off `reader`; the opening quote is next. */
static enum err quoted(struct arena *arena, struct csv_reader *reader,
                       struct str *field)
{
	struct buf out = BUF_INIT(CSV_FIELD_MAX);
	struct str rest = str_from(reader->rest, 1);

	for (;;) {
		size_t end = str_find_char(rest, '"');

		if (end == STR_NONE) {
			buf_free(&out);
			return ERR_INPUT;
		}
		for (size_t i = 0; i < end; i++)
			reader->line += rest.ptr[i] == '\n';
		buf_add(&out, str_slice(rest, 0, end));
		rest = str_from(rest, end + 1);
		if (!str_starts(rest, "\""))
			break;
		buf_addc(&out, '"');
		rest = str_from(rest, 1);
	}
	reader->rest = rest;
	if (!buf_ok(&out)) {
		buf_free(&out);
		return ERR_INPUT;
	}
	*field = buf_take(&out, arena);
	return OK;
}

/* Take what stands before a separator or the end of the line. */
static struct str plain(struct csv_reader *reader)
{
	struct str text = reader->rest;
	size_t n = 0;

	while (n < text.len && text.ptr[n] != reader->separator &&
	       text.ptr[n] != '\n')
		n++;
	reader->rest = str_from(text, n);
	return str_slice(text, 0, n);
}

static enum err next_field(struct arena *arena, struct csv_reader *reader,
                           struct str *field)
{
	while (reader->rest.len > 0 && reader->rest.ptr[0] == ' ')
		reader->rest = str_from(reader->rest, 1);
	if (str_starts(reader->rest, "\"")) {
		enum err err = quoted(arena, reader, field);

		if (err)
			return err;
		if (str_trim(plain(reader)).len > 0)
			return ERR_INPUT;
	} else {
		*field = plain(reader);
	}
	*field = str_trim(*field);
	if (str_starts(*field, "'") && is_formula(str_from(*field, 1)))
		*field = str_from(*field, 1);
	return OK;
}

static void skip_empty_lines(struct csv_reader *reader)
{
	struct str rest = reader->rest, line;

	while (str_next_line(&rest, &line) && str_trim(line).len == 0) {
		reader->rest = rest;
		reader->line++;
	}
}

enum err csv_next(struct arena *arena, struct csv_reader *reader,
                  struct csv_record *record)
{
	if (reader->line == 0) {
		reader->line = 1;
		if (str_starts(reader->rest, "\xef\xbb\xbf"))
			reader->rest = str_from(reader->rest, 3);
	}
	skip_empty_lines(reader);
	if (!reader->separator)
		reader->separator = guess_separator(reader->rest);
	if (reader->rest.len == 0)
		return ERR_ABSENT;
	record->line = reader->line;
	record->n = 0;
	for (;;) {
		enum err err;

		if (record->n == CSV_FIELDS_MAX)
			return ERR_INPUT;
		err = next_field(arena, reader, &record->fields[record->n]);
		if (err)
			return err;
		record->n++;
		if (reader->rest.len == 0 || reader->rest.ptr[0] == '\n')
			break;
		reader->rest = str_from(reader->rest, 1);
	}
	reader->rest = str_from(reader->rest, 1);
	reader->line++;
	return OK;
}

void csv_add(struct buf *out, struct str field, bool is_last)
{
	buf_adds(out, is_formula(field) ? "\"'" : "\"");
	for (size_t i = 0; i < field.len; i++) {
		if (field.ptr[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, field.ptr[i]);
	}
	buf_adds(out, is_last ? "\"\r\n" : "\",");
}
