/*
 * act.h - the effects of a judged letter
 *
 * To be called inside a transaction which also ends the letter: one letter has
 * all its effects, once, or none.
 */
#ifndef APP_ACT_H
#define APP_ACT_H

#include "app/judge.h"
#include "store/letters.h"

struct act {
	struct site *site;
	struct arena *arena;
	const struct letter *letter;
	const struct mail *mail;
	struct judgement *judgement; /* its story grows */
	int64_t now;
};

/* Do what the judgement calls for.  Errors are the store's. */
enum err act_on(struct act *act, struct why *why) MUST_CHECK;

/* app/moderate.c: a moderator's answer. */
enum err act_decide(struct act *act, struct why *why) MUST_CHECK;

/* app/ask.c: a reader says which article a letter is about. */
enum err act_answer(struct act *act, struct why *why) MUST_CHECK;

/* app/request.c: a reader speaks about comments that are held or decided. */
enum err act_request(struct act *act, struct why *why) MUST_CHECK;

/* app/subscribe.c: subscribe, confirm, leave, help. */
enum err act_command(struct act *act, struct why *why) MUST_CHECK;

/* app/faq.c: the Comments FAQ.  It goes to subscribers, and to others only when
 * our border says that their domain signed the letter. */
enum err act_faq(struct act *act, struct why *why) MUST_CHECK;

/* app/report.c: a delivery report, a complaint. */
enum err act_bounce(struct act *act, struct why *why) MUST_CHECK;
enum err act_complaint(struct act *act, struct why *why) MUST_CHECK;
/* app/closed.c: a letter without words; the writer of an encrypted one, verified
 * by token and From, is told once that we cannot read it. */
enum err act_empty(struct act *act, struct why *why) MUST_CHECK;

#endif
