#include "app/decide.h"

#include "app/judges.h"
#include "base/date.h"
#include "base/zone.h"

enum {
	DAY_S = 86400,
};

/* "10:02" today, "23 Nov 10:02" else, in the zone of the comment's list. */
static struct str clock_of(struct site *site, struct arena *arena,
                           struct str list, int64_t at, int64_t now)
{
	const struct config_list *of = site_list(site, arena_copy(arena, list));
	int64_t offset = of ? zone_offset(site_zone(site, of), at) : 0;
	struct date date = date_of(at + offset);

	if ((at + offset) / DAY_S == (now + offset) / DAY_S)
		return str_of(arena_printf(arena, "%02d:%02d", date.hour,
		                           date.minute));
	return str_of(arena_printf(arena, "%02d:%02d on %d %s", date.hour,
	                           date.minute, date.day,
	                           date_month_name(date.month)));
}

/* Who brought the comment into its state, and when: "already approved by A at
 * 10:02". */
static enum err tell_state(struct site *site, struct arena *arena,
                           const struct comment *comment, int64_t now,
                           struct str *text, struct why *why)
{
	struct decision *decisions;
	size_t n = 0;
	const struct decision *last;
	struct str when;
	enum err err = comment_decisions(site->db, arena, comment->id,
	                                 &decisions, &n, why);

	if (err || n == 0)
		return err;
	last = &decisions[n - 1];
	when = clock_of(site, arena, comment->list, last->at, now);
	*text = str_of(arena_printf(arena, "already %s by %.*s at %.*s",
	                            comment_state_name(last->state),
	                            (int)last->actor.len, last->actor.ptr,
	                            (int)when.len, when.ptr));
	return OK;
}

enum err decide_comment(struct site *site, struct arena *arena, int64_t id,
                        enum comment_event event, struct str actor,
                        struct str reason, int64_t now, bool *is_done,
                        struct str *text, struct why *why)
{
	struct comment comment;
	struct appeal appeal;
	enum comment_state next;
	bool may_judge = true;
	enum err err = comment_get(site->db, arena, id, &comment, why);

	*is_done = false;
	if (err == ERR_ABSENT) {
		*text = str_of("there is no such comment");
		return OK;
	}
	if (err)
		return err;
	if (event == EVENT_APPROVE && comment.article == 0) {
		*text = str_of("not approved: it is not known which article it"
		               " is about; say \"on\" and an article's"
		               " number behind it");
		return OK;
	}
	err = judges_check(site, arena, id, actor, &may_judge, &appeal, why);
	if (err)
		return err;
	if (!may_judge) {
		*text = str_of("not decided: it is an appeal, and somebody else"
		               " decides those");
		return OK;
	}
	if (comment.is_unseen && event == EVENT_APPROVE) {
		err = comment_confirm(site->db, id, actor, now, why);
		*is_done = err == OK;
		*text = str_of("approved: a rule did so before");
		return err;
	}
	if (comment.is_unseen && event == EVENT_REJECT &&
	    comment.state == COMMENT_PUBLISHED)
		event = EVENT_REMOVE; /* it has been mailed */
	if ((event == EVENT_REJECT && comment.state == COMMENT_APPROVED &&
	     !comment.is_unseen) || /* a person approved it: that stands */
	    comment_next(comment.state, event, &next) != OK) {
		*text = str_of(arena_printf(arena, "it is %s",
		                            comment_state_name(comment.state)));
		return tell_state(site, arena, &comment, now, text, why);
	}
	err = comment_decide(site->db, id, comment.state, next,
	                     str_of(comment_event_name(event)), actor, reason,
	                     now, why);
	if (err)
		return err;
	*is_done = true;
	*text = str_of(arena_printf(arena, "%s%s%.*s", comment_state_name(next),
	                            reason.len > 0 ? ": " : "", (int)reason.len,
	                            reason.ptr));
	return OK;
}
