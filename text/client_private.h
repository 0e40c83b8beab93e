/*
 * client_private.h - how mail programs mark what they quote in HTML
 *
 * Each program has its own element around, or before, the letter that is
 * answered.  Names of classes and ids are facts about programs of others and
 * stand in one table; what Outlook leaves unnamed is known by its shape.
 */
#ifndef TEXT_CLIENT_PRIVATE_H
#define TEXT_CLIENT_PRIVATE_H

#include <stdbool.h>

#include <libxml/tree.h>

enum client_mark {
	CLIENT_NONE,
	CLIENT_QUOTE,     /* the letter answered is in this element */
	CLIENT_PREFIX,    /* "On ... wrote:" */
	CLIENT_REST,      /* the letter answered begins here */
	CLIENT_SIGNATURE, /* the program's signature block */
};

enum client_mark client_mark(const xmlNode *node);

/*
 * Is `child` the quotation itself in the container `quote`, so that answers
 * may stand behind it?  (Gmail and Proton: answers between the lines are in
 * the container, beside its <blockquote>.)
 */
bool client_is_inner_quote(const xmlNode *quote, const xmlNode *child);

#endif
