/*
 * markdown.h - an article in Markdown as text (md4c, CommonMark)
 */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* One "key: value" of the front matter between two "---" lines. */
struct markdown_field {
	struct str key, value; /* quotes around a value taken off */
};

struct markdown_article {
	struct markdown_field *fields;
	size_t n_fields;
	struct str title; /* front matter `title`, else the first heading */
	struct str text;  /* without that heading; blocks parted by one empty
	                     line, list items "- ", links as "text (url)", raw
	                     HTML dropped, images as their alt text */
};

#define MARKDOWN_MAX (256 * 1024) /* bytes: md4c 0.4.8 is quadratic */

/*
 *	ERR_INPUT	front matter is opened and never closed
 *	ERR_LIMIT	`source` has more than MARKDOWN_MAX bytes
 */
enum err markdown_article(struct arena *arena, struct str source,
                          struct markdown_article *article) MUST_CHECK;

#endif
