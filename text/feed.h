/*
 * feed.h - what a feed offers: RSS 0.9 to 2.0, RDF, CDF, Atom, JSON Feed
 *
 * Feeds are read as they are written, not as they should be: an item gives what
 * can be found in it.  Markup is made safe (text/safehtml.h), links are seen from
 * where they stand (xml:base).  To be called in the parser child where the feed
 * comes from outside.
 */
#ifndef TEXT_FEED_H
#define TEXT_FEED_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define FEED_MAX       (5 * 1024 * 1024) /* bytes of a feed */
#define FEED_ITEMS_MAX 1000              /* further ones are not read */

/* Texts are valid UTF-8 without NUL; empty: the feed does not say. */
struct feed_item {
	struct str id;      /* guid, atom:id, rdf:about, JSON id; else link */
	struct str title;   /* as safe markup */
	struct str link;    /* of what it is about */
	struct str author;  /* "Name", "Name (address)" */
	struct str summary; /* safe markup; the content where there is none */
	struct str content; /* safe markup */
	struct str text;    /* content, else summary, as paragraphs */
	int64_t published, updated; /* 0: not told; published as updated then */
};

struct feed {
	struct str title, link, author, language;
	struct feed_item *items;
	size_t n_items;
};

/*
 * Read `raw`, which came from `url` (may be empty: a file).
 *
 *	ERR_INPUT	it is no feed, over FEED_MAX, or refused by
 *			text/xmlclean.h; `why` tells
 */
enum err feed_parse(struct arena *arena, struct str url, struct str raw,
                    struct feed *feed, struct why *why) MUST_CHECK;

#endif
