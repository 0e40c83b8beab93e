/*
 * out.h - results for people (a table) or for programs (JSON lines)
 */
#ifndef APP_OUT_H
#define APP_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "digest/story.h"

struct json_t;

/* Rows with the same fields; they print as one object a line, or as a table
 * of the fields that have a heading. */
struct out {
	bool is_json;
	struct json_t *rows;
	struct json_t *row; /* the one that is being filled */
};

void out_open(struct out *out, bool is_json);

/* Start another row, then set its fields in order. */
void out_row(struct out *out);
void out_text(struct out *out, const char *name, struct str text);
void out_number(struct out *out, const char *name, int64_t number);
void out_flag(struct out *out, const char *name, bool is_true);
/* A time as RFC 3339 in UTC; 0 gives null. */
void out_time(struct out *out, const char *name, int64_t time);
/* The same as JSON; the caller's reference. */
struct json_t *out_time_json(int64_t time);
/* A list of texts. */
void out_list(struct out *out, const char *name, const struct str *texts,
              size_t n);
/* The steps of a letter: their words as `name`, all of them as "steps". */
void out_story(struct out *out, const char *name, const struct story *story);
/* Any JSON; the reference is taken over. */
void out_json(struct out *out, const char *name, struct json_t *value);

/*
 * Print and free.  `columns` are the fields of the table in order, NULL at the
 * end; `nothing` is what a person reads when there is no row.
 */
void out_close(struct out *out, const char *const *columns,
               const char *nothing);

/* One sentence for a person, or {"message": ...} for a program. */
void out_say(bool is_json, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Free without printing. */
void out_drop(struct out *out);

/* Print "postbag: ..." on stderr; returns the exit code of sysexits.h that
 * belongs to `err`. */
int out_error(enum err err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
