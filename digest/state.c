#include "digest/state.h"

static const struct {
	enum comment_state from;
	enum comment_event event;
	enum comment_state to;
} arrows[] = {
	{COMMENT_RECEIVED, EVENT_ASK, COMMENT_ASKED},
	{COMMENT_RECEIVED, EVENT_HOLD, COMMENT_HELD},
	{COMMENT_RECEIVED, EVENT_WITHDRAW, COMMENT_WITHDRAWN},
	{COMMENT_ASKED, EVENT_HOLD, COMMENT_HELD},
	{COMMENT_ASKED, EVENT_APPROVE, COMMENT_APPROVED},
	{COMMENT_ASKED, EVENT_REJECT, COMMENT_REJECTED},
	{COMMENT_ASKED, EVENT_WITHDRAW, COMMENT_WITHDRAWN},
	{COMMENT_HELD, EVENT_APPROVE, COMMENT_APPROVED},
	{COMMENT_HELD, EVENT_REJECT, COMMENT_REJECTED},
	{COMMENT_HELD, EVENT_WITHDRAW, COMMENT_WITHDRAWN},
	{COMMENT_APPROVED, EVENT_PUBLISH, COMMENT_PUBLISHED},
	{COMMENT_APPROVED, EVENT_UNDO, COMMENT_HELD},
	{COMMENT_APPROVED, EVENT_REJECT, COMMENT_REJECTED},
	{COMMENT_APPROVED, EVENT_WITHDRAW, COMMENT_WITHDRAWN},
	{COMMENT_APPROVED, EVENT_REMOVE, COMMENT_REMOVED},
	{COMMENT_REJECTED, EVENT_UNDO, COMMENT_HELD},
	{COMMENT_REJECTED, EVENT_APPEAL, COMMENT_APPEALED},
	{COMMENT_APPEALED, EVENT_HOLD, COMMENT_HELD},
	{COMMENT_APPEALED, EVENT_WITHDRAW, COMMENT_WITHDRAWN},
	{COMMENT_PUBLISHED, EVENT_WITHDRAW, COMMENT_WITHDRAWN},
	{COMMENT_PUBLISHED, EVENT_REMOVE, COMMENT_REMOVED},
};

const char *comment_event_name(enum comment_event event)
{
	static const char *const names[EVENTS] = {
		[EVENT_ASK] = "ask",           [EVENT_HOLD] = "hold",
		[EVENT_APPROVE] = "approve",   [EVENT_REJECT] = "reject",
		[EVENT_PUBLISH] = "publish",   [EVENT_APPEAL] = "appeal",
		[EVENT_WITHDRAW] = "withdraw", [EVENT_REMOVE] = "remove",
		[EVENT_UNDO] = "undo",
	};

	return event < EVENTS ? names[event] : "unknown";
}

enum err comment_next(enum comment_state state, enum comment_event event,
                      enum comment_state *next)
{
	for (size_t i = 0; i < ARRAY_LEN(arrows); i++) {
		if (arrows[i].from == state && arrows[i].event == event) {
			*next = arrows[i].to;
			return OK;
		}
	}
	return ERR_DENIED;
}
