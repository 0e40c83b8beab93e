/*
 * post.h - notices into the outbox, within their budgets
 *
 * Everything here writes inside the caller's transaction, so that a letter's
 * effects and the mails that tell of them come together or not at all.
 */
#ifndef APP_POST_H
#define APP_POST_H

#include "app/site.h"
#include "digest/notice.h"

/* A notice of `kind` (for the ledger) to `to` on behalf of `list`. */
struct post {
	const struct config_list *list;
	const char *kind; /* "confirm", "welcome", "queue", ... */
	enum template_name template;
	const struct value *model;
	struct str to;
	struct str reply_to;
	struct str in_reply_to;
	struct str thread;     /* the mail that the thread began with; or "" */
	struct str references; /* of the mail that is answered; may be empty */
	struct str leave;      /* ends the subscription; may be empty */
	bool is_answer;
	bool has_verp;    /* else the null sender: it must not bounce back */
	bool is_unproven; /* nothing proves who caused it */
	int64_t subscriber;
	int64_t letter;        /* that it comes of; 0: none */
	struct str token_hash; /* of the stored token in its text; or "" */
	bool has_html;         /* `html` too, with `images` */
	enum template_name html;
	const struct compose_image *images;
	size_t n_images;
};

/* Compose and plan it at `now`; the second says which delivery it is. */
enum err post_notice(struct site *site, struct arena *arena,
                     const struct post *post, int64_t now,
                     struct why *why) MUST_CHECK;
enum err post_delivery(struct site *site, struct arena *arena,
                       const struct post *post, int64_t now, int64_t *delivery,
                       struct why *why) MUST_CHECK;

/*
 * May another notice of `kind` go to `address`?  Budgets of STANDARDS T-05 and
 * AUTO-04.  Of what strangers can cause (kinds "confirm", "address", "owner",
 * "letter", "leave" and "writer") 3 a day and 6 in 30 days go to a mailbox, over
 * all lists and kinds, 200 an hour to a domain, and of confirmations 1 a day from
 * one list; of other answers 5 a day of one kind from one list, but 1 "unclear"
 * while a question waits (only who has its token can cause that).  Of the former
 * 1,000 go to all the world in an hour: above that the log has an error; and none
 * to who refused them (app/refuse.h).
 */
enum err post_allowed(struct site *site, const struct config_list *list,
                      const char *kind, struct str address, int64_t now,
                      bool *is_allowed, struct why *why) MUST_CHECK;

/* An address of `list` that carries a fresh random token; `hash` is what to
 * store. */
struct str post_secret_address(struct arena *arena,
                               const struct config_list *list,
                               enum token_kind kind,
                               char hash[2 * HASH_LEN + 1]);

/* The address that ends `subscriber`'s subscription. */
struct str post_leave_address(const struct site *site, struct arena *arena,
                              const struct config_list *list,
                              struct str leave_pid);

#endif
