#include "app/out.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/date.h"
#include "text/utf8.h"
#include "text/wrap.h"

enum {
	COLUMNS_MAX = 16,
	WIDTH_MAX = 60, /* columns of a cell */
};

void out_open(struct out *out, bool is_json)
{
	*out = (struct out){.is_json = is_json, .rows = json_array()};
}

void out_row(struct out *out)
{
	out->row = json_object();
	json_array_append_new(out->rows, out->row);
}

void out_json(struct out *out, const char *name, struct json_t *value)
{
	json_object_set_new(out->row, name, value);
}

static json_t *as_json(struct str text)
{
	struct arena arena = {0};
	json_t *value;

	if (!utf8_ok(text))
		text = utf8_repair(&arena, text);
	value = json_stringn_nocheck(text.ptr ? text.ptr : "", text.len);
	arena_free(&arena);
	return value;
}

void out_text(struct out *out, const char *name, struct str text)
{
	out_json(out, name, as_json(text));
}

void out_number(struct out *out, const char *name, int64_t number)
{
	out_json(out, name, json_integer(number));
}

void out_flag(struct out *out, const char *name, bool is_true)
{
	out_json(out, name, json_boolean(is_true));
}

json_t *out_time_json(int64_t time)
{
	struct date d = date_of(time);
	char text[48];

	if (time == 0)
		return json_null();
	snprintf(text, sizeof(text), "%04lld-%02d-%02dT%02d:%02d:%02dZ",
	         (long long)d.year, d.month, d.day, d.hour, d.minute, d.second);
	return json_string(text);
}

void out_time(struct out *out, const char *name, int64_t time)
{
	out_json(out, name, out_time_json(time));
}

void out_list(struct out *out, const char *name, const struct str *texts,
              size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, as_json(texts[i]));
	out_json(out, name, list);
}

void out_story(struct out *out, const char *name, const struct story *story)
{
	json_t *words = json_array(), *steps = json_array();

	for (size_t i = 0; i < story->n; i++) {
		const struct story_step *step = &story->steps[i];
		json_t *one = json_object();

		json_array_append_new(words, as_json(step->text));
		json_object_set_new(one, "step",
		                    json_string(story_kind_name(step->kind)));
		json_object_set_new(one, "text", as_json(step->text));
		json_object_set_new(one, "evidence", as_json(step->evidence));
		json_object_set_new(one, "confidence",
		                    step->confidence > 0
		                            ? json_integer(step->confidence)
		                            : json_null());
		json_array_append_new(steps, one);
	}
	out_json(out, name, words);
	out_json(out, "steps", steps);
}

/* A cell of the table: one line. */
static struct str cell(struct arena *arena, const json_t *value)
{
	if (json_is_string(value))
		return utf8_clean_line(arena,
		                       (struct str){json_string_value(value),
		                                    json_string_length(value)},
		                       WIDTH_MAX);
	if (json_is_integer(value))
		return str_of(arena_printf(
			arena, "%lld", (long long)json_integer_value(value)));
	if (json_is_boolean(value))
		return str_of(json_is_true(value) ? "yes" : "no");
	return str_of("-");
}

static void print_cell(struct str text, size_t width, bool is_last)
{
	printf("%.*s", (int)text.len, text.ptr);
	for (size_t i = text_width(text); !is_last && i < width + 2; i++)
		putchar(' ');
}

static void print_table(const struct out *out, const char *const *columns)
{
	struct arena arena = {0};
	size_t width[COLUMNS_MAX], n = 0, rows = json_array_size(out->rows);

	for (; n < COLUMNS_MAX && columns[n]; n++) {
		width[n] = strlen(columns[n]);
		for (size_t i = 0; i < rows; i++) {
			size_t w = text_width(cell(
				&arena,
				json_object_get(json_array_get(out->rows, i),
			                        columns[n])));

			width[n] = w > width[n] ? w : width[n];
		}
	}
	for (size_t k = 0; k < n; k++)
		print_cell(str_of(columns[k]), width[k], k + 1 == n);
	putchar('\n');
	for (size_t i = 0; i < rows; i++) {
		const json_t *row = json_array_get(out->rows, i);

		for (size_t k = 0; k < n; k++)
			print_cell(
				cell(&arena, json_object_get(row, columns[k])),
				width[k], k + 1 == n);
		putchar('\n');
	}
	arena_free(&arena);
}

void out_close(struct out *out, const char *const *columns, const char *nothing)
{
	size_t n = json_array_size(out->rows);

	for (size_t i = 0; out->is_json && i < n; i++) {
		json_dumpf(json_array_get(out->rows, i), stdout, JSON_COMPACT);
		putchar('\n');
	}
	if (!out->is_json && n == 0)
		printf("%s\n", nothing);
	else if (!out->is_json)
		print_table(out, columns);
	out_drop(out);
	fflush(stdout);
}

void out_say(bool is_json, const char *fmt, ...)
{
	static const char *const columns[] = {NULL};
	struct arena arena = {0};
	struct out out;
	va_list args;
	const char *text;

	va_start(args, fmt);
	text = arena_vprintf(&arena, fmt, args);
	va_end(args);
	if (is_json) {
		out_open(&out, true);
		out_row(&out);
		out_text(&out, "message", str_of(text));
		out_close(&out, columns, "");
	} else {
		printf("%s\n", text);
		fflush(stdout);
	}
	arena_free(&arena);
}

void out_drop(struct out *out)
{
	json_decref(out->rows);
	out->rows = NULL;
}

int out_error(enum err err, const char *fmt, ...)
{
	static const int codes[] = {
		[OK] = EX_OK,
		[ERR_INPUT] = EX_DATAERR,
		[ERR_DENIED] = EX_NOPERM,
		[ERR_EXPIRED] = EX_DATAERR,
		[ERR_ABSENT] = EX_NOINPUT,
		[ERR_LIMIT] = EX_DATAERR,
		[ERR_TEMP] = EX_TEMPFAIL,
		[ERR_FATAL] = EX_SOFTWARE,
	};
	va_list args;

	fprintf(stderr, "postbag: ");
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(stderr, "\n");
	return (size_t)err < ARRAY_LEN(codes) ? codes[err] : EX_SOFTWARE;
}
