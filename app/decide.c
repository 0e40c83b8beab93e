#include "app/decide.h"

#include "app/act.h"
#include "app/post.h"
#include "app/who.h"
#include "base/date.h"
#include "digest/decision.h"
#include "digest/desk.h"
#include "mailer/address.h"
#include "text/utf8.h"

enum {
	RESULTS_MAX = ORDER_NUMBERS_MAX,
	LINE_SHOWN = 60, /* characters of a line that was not understood */
};

/* Who brought the comment into its state, and when: "approved by A at ...". */
static enum err tell_state(struct site *site, struct arena *arena, int64_t id,
                           struct str *text, struct why *why)
{
	struct decision *decisions;
	size_t n = 0;
	struct date date;
	const struct decision *last;
	enum err err =
		comment_decisions(site->db, arena, id, &decisions, &n, why);

	if (err || n == 0)
		return err;
	last = &decisions[n - 1];
	date = date_of(last->at);
	*text = str_of(arena_printf(
		arena, "already %s by %.*s, %d %s %02d:%02d UTC",
		comment_state_name(last->state), (int)last->actor.len,
		last->actor.ptr, date.day, date_month_name(date.month),
		date.hour, date.minute));
	return OK;
}

enum err decide_comment(struct site *site, struct arena *arena, int64_t id,
                        enum comment_event event, struct str actor,
                        struct str reason, int64_t now, bool *is_done,
                        struct str *text, struct why *why)
{
	struct comment comment;
	enum comment_state next;
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
		               " is about (postbag comment approve --article)");
		return OK;
	}
	if (comment_next(comment.state, event, &next) != OK) {
		*text = str_of(arena_printf(arena, "it is %s",
		                            comment_state_name(comment.state)));
		return tell_state(site, arena, id, text, why);
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

/* May whoever wrote this decide for the queue's list? */
static bool may_decide(struct act *act)
{
	struct judgement *j = act->judgement;
	const struct config_list *list = j->list;

	if (act->now > j->queue.expires_at) {
		story_step(&j->story, STEP_EFFECT, 100, "moderator's token",
		           "not done: the queue mail is too old");
		return false;
	}
	if (j->auth.verdict != AUTH_OFF && !auth_is_pass(j->auth.verdict)) {
		story_step(&j->story, STEP_AUTHOR, 100,
		           "Authentication-Results", "not done: %s",
		           who_is_forged(j) ? WHO_FORGED : WHO_UNPROVEN);
		return false;
	}
	for (int64_t i = 0; i < list->n_moderators; i++)
		if (act->mail->n_from == 1 &&
		    address_eq(act->mail->from_addr, j->queue.moderator) &&
		    address_eq(j->queue.moderator, str_of(list->moderators[i])))
			return true;
	story_step(&j->story, STEP_AUTHOR, 100, "token and From",
	           "not done: it is not from the moderator whom the queue went"
	           " to");
	return false;
}

static enum err decide_line(struct act *act, const struct order *line,
                            const int64_t *comments, size_t n,
                            struct desk_result *result, struct why *why)
{
	struct judgement *j = act->judgement;
	struct str text = {"", 0}, reason = line->reason;
	enum err err;

	if (line->verb == VERB_UNKNOWN) {
		struct str shown =
			utf8_clean_line(act->arena, line->line, LINE_SHOWN);

		result->text =
			str_of(arena_printf(act->arena, "not understood: %.*s",
		                            (int)shown.len, shown.ptr));
		return OK;
	}
	if (line->number < 1 || (uint64_t)line->number > n) {
		result->text = str_of(arena_printf(
			act->arena, "%lld: this queue has no such number",
			(long long)line->number));
		return OK;
	}
	if (line->words.len > 0)
		reason = str_of(arena_printf(
			act->arena, "%.*s (%.*s)", (int)reason.len, reason.ptr,
			(int)line->words.len, line->words.ptr));
	err = decide_comment(act->site, act->arena, comments[line->number - 1],
	                     line->verb == VERB_APPROVE ? EVENT_APPROVE
	                                                : EVENT_REJECT,
	                     j->queue.moderator, reason, act->now,
	                     &result->is_done, &text, why);
	result->text = str_of(arena_printf(act->arena, "%lld: %.*s",
	                                   (long long)line->number,
	                                   (int)text.len, text.ptr));
	return err;
}

static enum err send_receipt(struct act *act, const struct desk_result *results,
                             size_t n, struct why *why)
{
	struct judgement *j = act->judgement;
	struct render_list about;
	struct post post = {
		.list = j->list,
		.kind = "receipt",
		.template = TEMPLATE_RECEIPT,
		.to = j->queue.moderator,
		.in_reply_to = act->mail->message_id,
		.is_answer = true,
		.letter = act->letter->id,
	};

	site_render_list(act->site, act->arena, j->list, &about);
	post.model = desk_receipt_model(act->arena, &about, results, n);
	return post_notice(act->site, act->arena, &post, act->now, why);
}

enum err act_decide(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct order *lines;
	struct desk_result *results;
	int64_t *comments, done = 0;
	size_t n_comments = 0, n;
	enum err err;

	if (!may_decide(act))
		return OK;
	err = queue_comments(act->site->db, act->arena, j->queue.id, &comments,
	                     &n_comments, why);
	if (err)
		return err;
	n = decision_parse(act->arena, act->mail->text, NULL, &lines, NULL);
	results = arena_array(act->arena, struct desk_result, n + 1);
	for (size_t i = 0; err == OK && i < n; i++) {
		err = decide_line(act, &lines[i], comments, n_comments,
		                  &results[i], why);
		done += results[i].is_done;
	}
	if (err)
		return err;
	if (n == 0)
		results[n++].text = str_of(
			"nothing was decided: no line of plain text above the"
			" quote");
	story_step(&j->story, STEP_EFFECT, 0, "text/plain",
	           "%lld decided, %lld not", (long long)done,
	           (long long)n - (long long)done);
	return send_receipt(act, results, n, why);
}
