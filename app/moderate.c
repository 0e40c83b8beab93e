/*
 * A moderator's answer to a queue: who may, what it says, what becomes of it.
 */
#include "app/moderate.h"

#include "app/act.h"
#include "app/code.h"
#include "app/effect.h"
#include "app/judges.h"
#include "app/receipt.h"
#include "app/who.h"
#include "digest/decision.h"
#include "mailer/address.h"
#include "text/utf8.h"

enum {
	LINE_SHOWN = 60, /* characters of a line that was not understood */
};

/* An answer while it is worked on. */
struct session {
	struct act *act;
	struct receipt receipt;
	struct effect effect;
	struct decision_strangers strangers;
	bool needs_code; /* nobody vouches for From: nothing happens yet */
};

/* Is `who` a moderator of `list`, or an admin, whose queue has appeals only? */
static bool is_judge(const struct config_list *list, struct str who)
{
	for (int64_t i = 0; i < list->n_moderators; i++)
		if (address_eq(who, str_of(list->moderators[i])))
			return true;
	return judges_is_admin(list, who);
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
	if (act->mail->n_from == 1 &&
	    address_eq(act->mail->from_addr, j->queue.moderator) &&
	    is_judge(list, j->queue.moderator))
		return true;
	story_step(&j->story, STEP_AUTHOR, 100, "token and From",
	           "not done: it is not from the moderator whom the queue went"
	           " to");
	return false;
}

/* Begins as an item of a queue does: whatever program quotes it, reading an
 * answer stops there. */
static struct str say(struct session *s, int64_t number, struct str text)
{
	if (number == 0)
		return text;
	return str_of(arena_printf(s->act->arena, "[%lld] %.*s",
	                           (long long)number, (int)text.len, text.ptr));
}

static struct str fault_text(struct session *s, const struct order *order)
{
	static const char *const hints[] = {
		[ORDER_FAULT_WORDS] = "",
		[ORDER_FAULT_REASON] = "; a reason is missing behind it",
		[ORDER_FAULT_QUOTE] = "; put words of your own in quotation"
				      " marks, at the end of the line",
		[ORDER_FAULT_TEXT] = "; the text stands below it, and a line"
				     " with a full stop alone ends it",
		[ORDER_FAULT_STRANGER] =
			"; a letter in the queue says the same: write it above"
			" what is quoted",
	};
	struct str shown =
		utf8_clean_line(s->act->arena, order->line, LINE_SHOWN);

	return str_of(arena_printf(s->act->arena, "not understood: %.*s%s",
	                           (int)shown.len, shown.ptr,
	                           hints[order->fault]));
}

static bool is_against(const struct order *order)
{
	return order->verb == VERB_REJECT ||
	       (order->verb == VERB_BLOCK && order->reason.len > 0);
}

static bool is_for(const struct order *order)
{
	return order->verb == VERB_APPROVE || order->verb == VERB_EDIT ||
	       order->verb == VERB_FEATURE;
}

/* Do two orders about one number want different things? */
static bool disagree(const struct order *a, const struct order *b)
{
	if (a == b || a->number != b->number)
		return false;
	if ((is_for(a) && is_against(b)) || (is_against(a) && is_for(b)))
		return true;
	if (a->verb == VERB_EDIT && b->verb == VERB_EDIT)
		return !str_eq(a->words, b->words);
	if (is_for(a) && is_for(b))
		return a->article && b->article && a->article != b->article;
	return is_against(a) && is_against(b) &&
	       (!str_eq(a->reason, b->reason) || !str_eq(a->words, b->words));
}

static bool is_contradicted(const struct order *orders, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		if (disagree(&orders[i], &orders[k]))
			return true;
	return false;
}

/* Was the same ordered before, word for word?  Then once is enough. */
static bool is_repeated(const struct order *orders, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (orders[k].verb == orders[i].verb &&
		    orders[k].number == orders[i].number &&
		    orders[i].verb != VERB_UNKNOWN && orders[i].number != 0)
			return true;
	return false;
}

/* By its number, or by its id where it is of another queue. */
static struct str undone_text(struct session *s,
                              const struct effect_undone *undone)
{
	int64_t number = receipt_number(&s->receipt, undone->comment);

	if (number)
		return say(s, number, undone->text);
	return str_of(arena_printf(s->act->arena, "comment %lld: %.*s",
	                           (long long)undone->comment,
	                           (int)undone->text.len, undone->text.ptr));
}

static enum err undo(struct session *s, struct why *why)
{
	struct effect_undone *undone = NULL;
	size_t n = 0;
	enum err err = effect_undo(&s->effect, &undone, &n, why);

	for (size_t i = 0; err == OK && i < n; i++)
		receipt_add(&s->receipt, undone[i].is_done,
		            undone_text(s, &undone[i]));
	if (err == OK && n == 0)
		receipt_add(&s->receipt, false,
		            str_of("there is no answer of yours to undo"));
	return err;
}

/* What an order would do, as long as nobody has proved whose it is. */
static const char *plan_of(const struct order *order)
{
	static const char *const plans[] = {
		[VERB_APPROVE] = "approve", [VERB_REJECT] = "reject",
		[VERB_EDIT] = "edit",       [VERB_FEATURE] = "feature",
		[VERB_BLOCK] = "block",
	};

	return plans[order->verb];
}

static enum err do_numbered(struct session *s, const struct order *order,
                            struct why *why)
{
	int64_t id = receipt_comment(&s->receipt, order->number);
	struct str text = {"", 0};
	bool is_done = false;
	enum err err = OK;

	if (id == 0) {
		text = str_of("this queue has no such number");
	} else if (order->verb == VERB_SHOW) {
		return receipt_show(&s->receipt, order->number, why);
	} else if (s->needs_code) {
		text = str_of(arena_printf(
			s->act->arena, "%s %.*s", plan_of(order),
			(int)order->reason.len, order->reason.ptr));
		is_done = true;
	} else {
		err = effect_apply(&s->effect, order, id, &is_done, &text, why);
	}
	if (err == OK)
		receipt_add(&s->receipt, is_done, say(s, order->number, text));
	return err;
}

static enum err do_order(struct session *s, const struct order *order,
                         struct why *why)
{
	switch (order->verb) {
	case VERB_UNKNOWN:
		receipt_add(&s->receipt, false, fault_text(s, order));
		return OK;
	case VERB_HELP:
		s->receipt.is_help = true;
		return OK;
	case VERB_UNDO:
		if (!s->needs_code)
			return undo(s, why);
		receipt_add(&s->receipt, true, str_of("undo"));
		return OK;
	case VERB_CODE:
		return OK;
	default:
		return do_numbered(s, order, why);
	}
}

static enum err do_orders(struct session *s, const struct order *orders,
                          size_t n, struct why *why)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < n; i++) {
		if (is_contradicted(orders, n, i)) {
			if (!is_repeated(orders, i))
				receipt_add(&s->receipt, false,
				            say(s, orders[i].number,
				                str_of("not done: your answer"
				                       " says two things about"
				                       " it")));
			continue;
		}
		if (!is_repeated(orders, i))
			err = do_order(s, &orders[i], why);
	}
	return err;
}

static enum err do_text(struct session *s, struct str text, struct why *why)
{
	struct order *orders;
	bool is_full = false;
	size_t n = decision_parse(s->act->arena, text, &s->strangers, &orders,
	                          &is_full);

	if (is_full)
		receipt_add(&s->receipt, false,
		            str_of("not read: more than an answer may have"));
	return do_orders(s, orders, n, why);
}

/* The code in the answer, or "". */
static struct str code_in(const struct order *orders, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (orders[i].verb == VERB_CODE)
			return orders[i].words;
	return (struct str){"", 0};
}

/* Does it ask for anything that a code has to go before? */
static bool has_effect(const struct order *orders, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (orders[i].verb <= VERB_BLOCK || orders[i].verb == VERB_UNDO)
			return true;
	return false;
}

/* Without a border that vouches for From: a code from an earlier receipt makes
 * the answer that it was for count, and this one. */
static enum err check_code(struct session *s, const struct order *orders,
                           size_t n, struct why *why)
{
	struct act *act = s->act;
	struct str code = code_in(orders, n), text = {"", 0};
	bool is_right = false;
	enum err err;

	if (act->judgement->auth.verdict != AUTH_OFF)
		return OK;
	s->needs_code = true;
	if (code.len == 0)
		return OK;
	err = code_check(act, code, &is_right, &text, why);
	if (err)
		return err;
	s->needs_code = !is_right;
	receipt_add(&s->receipt, is_right,
	            str_of(is_right ? "the code is right"
	                            : "this code is wrong, used or too old"));
	return is_right ? do_text(s, text, why) : OK;
}

static enum err open_session(struct session *s, struct act *act,
                             struct why *why)
{
	struct judgement *j = act->judgement;

	*s = (struct session){
		.act = act,
		.effect = {.site = act->site,
	                   .arena = act->arena,
	                   .list = j->list,
	                   .actor = j->queue.moderator,
	                   .queue = j->queue.id,
	                   .letter = act->letter->id,
	                   .now = act->now},
	};
	return receipt_open(&s->receipt, act, &s->strangers, why);
}

static enum err close_session(struct session *s, bool is_waiting,
                              struct why *why)
{
	struct act *act = s->act;
	int64_t n_done = receipt_n_done(&s->receipt);
	bool is_allowed = true;
	enum err err = OK;

	story_step(&act->judgement->story, STEP_EFFECT, 0, "text/plain",
	           is_waiting ? "%lld wait for a code, %lld are not understood"
	                      : "%lld decided, %lld not",
	           (long long)n_done,
	           (long long)((int64_t)s->receipt.n - n_done));
	if (is_waiting)
		err = code_send(act, &s->receipt, &is_allowed, why);
	return err || !is_allowed ? err : receipt_send(&s->receipt, why);
}

enum err moderate_orders(struct site *site, struct arena *arena,
                         const struct mail *mail, struct judgement *judgement,
                         int64_t now, struct str **lines, size_t *n,
                         struct why *why)
{
	const struct letter letter = {.id = 0};
	struct act act = {site, arena, &letter, mail, judgement, now};
	struct session s;
	struct order *orders;
	enum err err = open_session(&s, &act, why);

	if (err)
		return err;
	*n = decision_parse(arena, mail->text, &s.strangers, &orders, NULL);
	*lines = arena_array(arena, struct str, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*lines)[i] = decision_text(arena, &orders[i]);
	return OK;
}

enum err act_decide(struct act *act, struct why *why)
{
	struct session s;
	struct order *orders;
	size_t n;
	bool is_waiting;
	enum err err;

	if (!may_decide(act))
		return OK;
	err = open_session(&s, act, why);
	if (err)
		return err;
	n = decision_parse(act->arena, act->mail->text, &s.strangers, &orders,
	                   NULL);
	err = check_code(&s, orders, n, why);
	if (err == OK)
		err = do_text(&s, act->mail->text, why);
	if (err)
		return err;
	if (n == 0)
		receipt_add(&s.receipt, false,
		            str_of("nothing was decided: no line of plain text"
		                   " of your own"));
	is_waiting = s.needs_code && has_effect(orders, n);
	return close_session(&s, is_waiting, why);
}
