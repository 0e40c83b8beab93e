/*
 * state.h - the life of a comment
 *
 *	                 ask           target known
 *	received --> asked ---------------+
 *	   |                              |
 *	   +--hold--> held <--------------+
 *	               |  ^ \
 *	       approve |  |  \ reject
 *	               |  |   \
 *	               v  |    v         appeal
 *	          approved|   rejected ----------> appealed
 *	            |  |  |       ^                   |
 *	   publish  |  |  +-undo--+ <--- hold --------+
 *	            v  |
 *	       published
 *	            |
 *	            +---- withdraw, remove (approved ones too)
 *
 *	received	in the store, nobody has judged it
 *	asked		we asked the reader which article is meant
 *	held		waits for a moderator
 *	approved	may be printed; there is a decision that says so
 *	published	stands in an edition
 *	rejected	not printed; its reader may appeal
 *	appealed	waits to be held again for another moderator
 *	withdrawn	taken back by its reader; removed: by a moderator
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

/* "ask", "hold", "approve", ... */
const char *comment_event_name(enum comment_event event);

/* The state after `event`; ERR_DENIED when the drawing has no such arrow. */
enum err comment_next(enum comment_state state, enum comment_event event,
                      enum comment_state *next) MUST_CHECK;

#endif
