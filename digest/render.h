/*
 * render.h - an edition as a mail: one model, two templates, one form
 *
 * Rendered and MIME-encoded once for an edition; what differs between readers
 * are slots, filled in at delivery.
 */
#ifndef DIGEST_RENDER_H
#define DIGEST_RENDER_H

#include "digest/issue.h"
#include "digest/templates.h"
#include "mailer/compose.h"

/* The slots of an edition's form. */
enum edition_slot {
	SLOT_ADDRESS,    /* the subscriber's */
	SLOT_REPLY,      /* token for the whole edition */
	SLOT_LEAVE,      /* token that ends the subscription */
	SLOT_MESSAGE_ID, /* 16 characters of this copy */
	SLOT_FIRST_ITEM, /* token of the first item, and so on */
};

/* What render_edition() has to know of a list; all borrowed. */
struct render_list {
	struct str name, title, address, reply_address, list_id, language;
	struct str comments_faq, postal_address, hostname;
	struct str owner;      /* address of who keeps the list; may be empty */
	struct str complaints; /* where complaints go (CFBL); may be empty */
	struct str schedule;   /* "every day at 07:30 (Europe/Oslo)" */
};

struct render_issue {
	int64_t number;
	int64_t frozen_at; /* Unix seconds */
	int offset_s;      /* the list's zone then */
	const struct issue_item *items;
	size_t n_items;
	const struct issue_change *changes;
	size_t n_changes;
};

struct rendering {
	struct str subject; /* at most 120 characters */
	struct form form;
	struct str text, html; /* with slots */
	struct edition_piece *pieces;
	size_t n_pieces;
};

/*
 * Render an edition of at most ISSUE_ITEMS_MAX items.  The pieces name the
 * items by their ids.  ERR_LIMIT: too large; ERR_INPUT: a value that may not
 * stand in a header; `why` says which, and `rendering` is as it was.
 */
enum err render_edition(struct arena *arena, const struct templates *templates,
                        const struct render_list *list,
                        const struct render_issue *issue,
                        struct rendering *rendering,
                        struct why *why) MUST_CHECK;

/* A pattern such as "courier+{token}@example.org" with `token` put in. */
struct str render_address(struct arena *arena, struct str pattern,
                          struct str token);

/* A List-Id (RFC 2919): the title where it is plain ASCII, then <id>, `label`
 * ("" or "mod.") before the id. */
struct str render_list_id(struct arena *arena, const struct render_list *list,
                          const char *label);

/* "<mailto:a@example.org?subject=help>", or without a `subject` of "". */
struct str render_mailto(struct arena *arena, struct str address,
                         const char *subject);

/* The two bytes that stand for `slot`. */
struct str render_slot(struct arena *arena, unsigned slot);

/* "23 November 2026" at `time` plus `offset_s`. */
struct str render_date(struct arena *arena, int64_t time, int offset_s);

#endif
