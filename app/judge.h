/*
 * judge.h - what a mail is, who wrote it, what it is about
 *
 * Reads the store and writes nothing: `postbag inspect` stops here, the editor
 * goes on to app/act.h.
 */
#ifndef APP_JUDGE_H
#define APP_JUDGE_H

#include "app/site.h"
#include "digest/auth.h"
#include "digest/command.h"
#include "digest/story.h"
#include "mailer/bounce.h"
#include "mailer/mail.h"
#include "store/acks.h"
#include "store/deliveries.h"
#include "store/editions.h"
#include "store/questions.h"
#include "store/subscribers.h"
#include "store/tokens.h"
#include "text/reply.h"

enum letter_class {
	CLASS_COMMENT,
	CLASS_COMMAND, /* subscribe, confirm, leave, help */
	CLASS_DECISION,
	CLASS_ANSWER,  /* to a question of ours: which article? */
	CLASS_REQUEST, /* an answer about the reader's own comments */
	CLASS_BOUNCE,
	CLASS_COMPLAINT,
	CLASS_AUTO,
	CLASS_ARTICLE,
	CLASS_EMPTY,
	CLASS_JUNK,
	CLASS_BLOCKED, /* would be a comment: app/blocked.h */
	CLASS_FLOOD,   /* more than one reader may write: set aside */
	CLASS_UNREADABLE,
};

/* Whose address From is, where it is not that of the token's reader. */
enum who_is {
	WHO_IS_SAME,
	WHO_IS_UNKNOWN, /* nobody's that we know */
	WHO_IS_READER,  /* another reader's */
};

struct judgement {
	enum letter_class class;
	const struct config_list *list; /* NULL: none of ours */
	bool has_token;                 /* a good one */
	struct token token;
	bool has_subscriber;
	struct subscriber
		subscriber; /* whom the token was given to; without one,
	                                 see is_tokenless */
	bool is_verified;   /* and From says the same */
	struct str doubt;   /* for a moderator; "" */
	struct auth auth;   /* what our border says of From */
	enum who_is other;
	bool is_tokenless;        /* a subscriber's by From alone, or */
	bool is_stranger;         /* nobody's that we know */
	struct edition_item item; /* of a reply token; id 0: none */
	int64_t other_item;       /* of another reply token beside it; 0 */
	int64_t quoted_edition;   /* that it quotes, not the item's; 0 */
	struct edition edition;
	struct delivery delivery; /* of a VERP token; id 0: none */
	struct queue queue;       /* of a moderator's token; id 0: none */
	struct question question; /* of a question's token; id 0: none */
	struct ack ack;           /* of an author's token; id 0: none */
	enum command command;
	struct bounce bounce; /* of a delivery report */
	struct reply reply;
	struct story story;
};

/* "comment", "command", ... */
const char *letter_class_name(enum letter_class class);

/* The mail's own text: text/plain, or what the HTML says where that is missing,
 * blank or a stub (text/stub.h). */
struct str judge_body(const struct mail *mail);

/* Whom From names, as text/signature.h wants it: "Ann Lee ann.lee". */
struct str judge_writer(struct arena *arena, const struct mail *mail);

/*
 * Judge `mail`.  `site` NULL: without configuration and store, by the form of
 * the mail alone.  ERR_TEMP, ERR_FATAL: the store failed.
 */
enum err judge_mail(struct site *site, struct arena *arena,
                    const struct mail *mail, int64_t now,
                    struct judgement *judgement, struct why *why) MUST_CHECK;

#endif
