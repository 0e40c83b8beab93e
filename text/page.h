/*
 * page.h - the article in a page of the web
 */
#ifndef TEXT_PAGE_H
#define TEXT_PAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* A page read as an article. */
struct html_article {
	struct str title; /* headline: h1, og:title, <title> without the site */
	struct str byline;    /* author, without "By " */
	struct str published; /* as it stands in the page: ISO date if given */
	struct str text;      /* paragraphs parted by an empty line */
	struct str link;      /* canonical URL, http(s) only; may be empty */
};

/*
 * The article in a page, without navigation, ads, captions, scripts and
 * footers: <article> or the container with the most text in paragraphs.
 * ERR_INPUT when no text can be found.
 */
enum err html_to_article(struct arena *arena, struct str html,
                         struct html_article *article) MUST_CHECK;

#endif
