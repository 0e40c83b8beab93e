/*
 * html.h - HTML of strangers as text
 *
 * libxml2's HTML parser without network and without HUGE, behind a scanner of
 * our own (text/markup.h); only text comes out, and no file is opened.
 * To be called in the parser child where the HTML came by mail.
 */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The text of a mail's HTML body as a person reads it: blocks and <br> end
 * lines, paragraphs have one empty line between them, lists get "- " and
 * "1. ", <blockquote> (and the quote containers of mail clients: gmail_quote,
 * moz-cite-prefix + blockquote, divRplyFwdMsg, yahoo_quoted, protonmail_quote
 * ...) "> " before each line, tables one row a line; script, style, title,
 * head and hidden elements give nothing; links give their text, and " <url>"
 * behind it where the text is not the URL itself (http and mail only).  A mail
 * program's signature block begins with a line "-- " of ours if it has none,
 * <hr> is a line of dashes.  Valid UTF-8, LF, at most 4 MiB.
 */
struct str html_to_text(struct arena *arena, struct str html);

/* `text` with & < > " ' as entities: safe in text and in quoted attributes. */
struct str html_escape(struct arena *arena, struct str text);

/* Text as HTML: escaped, empty lines part paragraphs, lines stay lines. */
struct str html_paragraphs(struct arena *arena, struct str text);

#endif
