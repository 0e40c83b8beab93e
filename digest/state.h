/*
 * state.h - the life of a comment
 *
 *	received ---------------- hold --------------> held <---------+
 *	   |  +- withdraw --> withdrawn                ^  | |         |
 *	   +-- ask --> asked ----- hold ---------------+  | |         |
 *	                                                  | |         |
 *	         +----- approve (asked ones, too) --------+ |         |
 *	         v                                          |         |
 *	      approved ---- undo ---------------------------)-------->+
 *	         |                                          |         ^
 *	      publish                            reject (likewise)    |
 *	         |                                          v         |
 *	         v                                      rejected -- undo
 *	      published                                     |         |
 *	                                                  appeal      |
 *	      held, approved, published                     v         |
 *	         -- withdraw --> withdrawn              appealed - hold
 *	      approved, published
 *	         -- remove ----> removed
 *
 * Arrow by arrow, and who goes along it:
 *
 *	received	ask	asked		app/act.c: nothing tells the article
 *	received	hold	held		app/act.c: a letter came;
 *						app/prove.c, newcomer.c: its
 *						author confirmed it
 *	received	withdraw	withdrawn	app/unconfirmed.c: nobody did
 *	asked		hold	held		app/ask.c: an answer, or 7 days
 *	asked		approve	approved	app/decide.c: a moderator names
 *						the article
 *	asked		reject	rejected	app/decide.c: a moderator
 *	asked		withdraw	withdrawn	app/amend.c: its reader
 *	held		approve	approved	app/decide.c: a moderator;
 *						app/screen.c: a rule, a mode
 *	held		reject	rejected	app/decide.c: a moderator;
 *						app/screen.c: a rule
 *	held		withdraw	withdrawn	app/amend.c: its reader
 *	approved	publish	published	app/publish.c: an edition
 *	approved	undo	held		app/effect.c: that moderator
 *	approved	reject	rejected	app/decide.c: a moderator, of
 *						what a rule approved
 *	approved	withdraw	withdrawn	app/amend.c: its reader
 *	approved	remove	removed		app/decide.c: a moderator
 *	rejected	undo	held		app/effect.c: that moderator
 *	rejected	appeal	appealed	app/request.c: its reader
 *	appealed	hold	held		app/judges.c: another moderator
 *						is there
 *	appealed	withdraw	withdrawn	app/amend.c: its reader
 *	published	withdraw	withdrawn	app/amend.c: its reader
 *	published	remove	removed		app/decide.c: a moderator
 *
 * What is true in each state:
 *
 *	received	in the store, nobody has judged it: its author has
 *			not confirmed it yet
 *	asked		we asked the reader which article is meant
 *	held		waits for a moderator
 *	approved	may be printed; there is a decision that says so
 *	published	stands in an edition
 *	rejected	not printed; its reader may appeal
 *	appealed	waits to be held again for another moderator
 *	withdrawn	taken back by its reader, or corrected by another
 *			comment before it was printed, or never confirmed
 *	removed		taken back by a moderator
 */
#ifndef DIGEST_STATE_H
#define DIGEST_STATE_H

#include "base/err.h"
#include "store/comments.h"

enum comment_event {
	EVENT_ASK,
	EVENT_HOLD,
	EVENT_APPROVE,
	EVENT_REJECT,
	EVENT_PUBLISH,
	EVENT_APPEAL,
	EVENT_WITHDRAW,
	EVENT_REMOVE,
	EVENT_UNDO,
	EVENTS,
};

/* "ask", "hold", "approve", ...; "unknown" for anything else. */
const char *comment_event_name(enum comment_event event);

/* The state after `event`; ERR_DENIED when the drawing has no such arrow. */
enum err comment_next(enum comment_state state, enum comment_event event,
                      enum comment_state *next) MUST_CHECK;

#endif
