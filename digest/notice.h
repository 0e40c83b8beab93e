/*
 * notice.h - any mail of ours that is no edition
 *
 * Confirmations, welcomes, queues, receipts: text from a template, one
 * recipient, marked as a machine's (RFC 3834), no text of a stranger in them
 * unless it goes to a moderator (STANDARDS T-06).
 */
#ifndef DIGEST_NOTICE_H
#define DIGEST_NOTICE_H

#include "digest/render.h"

#define NOTICE_CONFIRM_HOURS 72 /* a confirmation waits, STANDARDS 5.3 */
#define NOTICE_UNDO_HOURS    24 /* leaving can be undone, STANDARDS T-03 */

struct notice {
	enum template_name template;
	const struct value *model;
	struct str to;
	struct str reply_to;    /* empty: the list's address */
	struct str in_reply_to; /* a Message-ID without <>; empty, or none that
	                           we could write: none */
	struct str thread; /* likewise: the mail that its thread began with */
	struct str references; /* of the mail that is answered: "<a> <b>" */
	struct str leave;      /* address that ends the subscription; or "" */
	struct str unique;     /* makes the Message-ID: ASCII, from chance */
	bool is_answer;        /* auto-replied, else auto-generated */
	bool has_html;         /* `html` renders the model, too */
	enum template_name html;
	const struct compose_image *images; /* of the HTML part */
	size_t n_images;
};

/* The Message-ID, without <>, of the notice that `unique` belongs to. */
struct str notice_id(struct arena *arena, struct str unique,
                     struct str hostname);

/* Has `id` the form of such a one? */
bool notice_is_id(struct str id, struct str hostname);

/* The whole mail, CRLF.  Mails for moderators have a List-Id of their own.
 * Errors as compose_mail(). */
enum err notice_compose(struct arena *arena, const struct templates *templates,
                        const struct render_list *list,
                        const struct notice *notice, int64_t now, int offset_s,
                        struct str *bytes, struct why *why) MUST_CHECK;

/* The names that confirm, welcome, goodbye, help, leave, letter, address
 * and owner share; `action` is the address that does what the notice is about, `leave` the one that ends the
 * subscription, `other` another one that it is about (each may be empty). */
struct value *notice_model(struct arena *arena, const struct render_list *list,
                           struct str address, struct str action,
                           struct str leave, struct str other);

#endif
