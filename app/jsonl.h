/*
 * jsonl.h - comments, articles and decisions as JSON lines
 *
 *	{"id": ..., "text": "...", "article_id": ... | "title": "...",
 *	 "article": "...", "parent": "..."}
 *
 * A decision has "label" (0, 1, false, true) or "abuse" likewise, or "decision"
 * ("approve", "reject", "approved", "rejected") with "reason"; fields that
 * nobody asked for are passed over.
 */
#ifndef APP_JSONL_H
#define APP_JSONL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum jsonl_label {
	JSONL_NONE,  /* nothing was decided */
	JSONL_FINE,  /* approved */
	JSONL_ABUSE, /* rejected for abuse */
	JSONL_OTHER, /* rejected for something else */
};

struct jsonl_line {
	size_t number;       /* in the file, from 1 */
	const char *mistake; /* why it cannot be used; NULL: it can */
	struct str id;       /* "" when there is none */
	struct str id_json;  /* as it stands: "\"a\"", "12", "null" */
	struct str text, article_id, title, article, parent;
	bool has_article; /* "title" or "article" */
	enum jsonl_label label;
};

/* The lines of `file` (any bytes) that are not blank; returns how many.  All
 * texts are valid UTF-8, in `arena`. */
size_t jsonl_parse(struct arena *arena, struct str file,
                   struct jsonl_line **lines);

#endif
