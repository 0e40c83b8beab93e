#include "app/act.h"

#include "app/ack.h"
#include "app/ask.h"
#include "app/prove.h"
#include "app/target.h"
#include "app/who.h"
#include "digest/restore.h"
#include "digest/scrub.h"
#include "digest/state.h"
#include "mailer/address.h"
#include "store/strangers.h"

enum {
	DAY_S = 86400,
	HOUR_S = 3600,
	PER_HOUR = 10, /* comments of one reader, STANDARDS T-11 */
	PER_DAY = 30,
	STRANGERS_PER_HOUR = 50, /* of all strangers to a list */
	CONTEXT_MAX = 200,       /* bytes kept of a quoted line */
};

/* The name that is printed: the subscriber's, unless somebody else wrote; a
 * verified letter may give it the first time. */
static enum err author_name(struct act *act, struct str *author,
                            struct why *why)
{
	struct judgement *j = act->judgement;
	struct str name = j->is_stranger && !who_is_forged(j)
	                          ? act->mail->from_name
	                          : j->subscriber.name;
	enum err err = OK;

	if (name.len == 0 && j->is_verified && act->mail->from_name.len > 0) {
		name = scrub_name(act->arena, act->mail->from_name);
		err = reader_name(act->site->db, j->subscriber.reader, name,
		                  why);
	}
	if (!who_is_signed(j) && !j->is_stranger)
		name = str_of("");
	*author = scrub_name(act->arena, name);
	return err;
}

static enum err write_comment(struct act *act, const struct comment *comment,
                              const struct reply_answer *answer,
                              const char *evidence, struct why *why)
{
	struct judgement *j = act->judgement;
	struct comment_cut *cuts;
	size_t n_cuts = restore_cuts(act->arena, &j->reply, answer,
	                             comment->text, &cuts);
	int64_t id = 0;
	enum err err =
		comment_add(act->site->db, comment, cuts, n_cuts, &id, why);

	if (err == OK)
		story_step(&j->story, STEP_STATE, answer->confidence, evidence,
		           "comment %lld on article %lld is %s%s%.*s",
		           (long long)id, (long long)comment->article,
		           comment_state_name(comment->state),
		           comment->doubt.len > 0 ? ": " : "",
		           (int)comment->doubt.len, comment->doubt.ptr);
	return err;
}

/* `waits`: nobody is to see it before its author has confirmed it.  `*asked`:
 * the words of answers whose reader has to be asked about them. */
static enum err add_comment(struct act *act, size_t index, bool waits,
                            struct str *asked, struct why *why)
{
	struct judgement *j = act->judgement;
	const struct reply_answer *answer = &j->reply.answers[index];
	struct comment comment = {
		.list = str_of(j->list->name),
		.reader = j->subscriber.reader,
		.letter = act->letter->id,
		.answer = (int64_t)index + 1,
		.text = restore_kept(act->arena, answer->text),
		.context = scrub_text(
			act->arena, str_slice(answer->context, 0, CONTEXT_MAX)),
		.confidence = answer->confidence,
		.is_verified = j->is_verified,
		.received_at = act->now,
	};
	struct target target;
	bool is_asked = false;
	enum err err = target_find(act->site, act->arena, j, act->mail, answer,
	                           &target, why);

	if (err == OK && target.may_ask)
		err = ask_allowed(act, &is_asked, why);
	if (err == OK)
		err = author_name(act, &comment.author, why);
	if (err == OK && !waits &&
	    comment_next(COMMENT_RECEIVED, is_asked ? EVENT_ASK : EVENT_HOLD,
	                 &comment.state) != OK)
		err = err_because(why, ERR_FATAL, "a comment cannot be held");
	if (err)
		return err;
	comment.article = target.article;
	comment.parent = target.parent;
	comment.doubt = target.doubt;
	if (is_asked)
		*asked = asked->len == 0 ? comment.text
		                         : str_of(arena_printf(
						   act->arena, "%.*s\n\n%.*s",
						   (int)asked->len, asked->ptr,
						   (int)comment.text.len,
						   comment.text.ptr));
	return write_comment(act, &comment, answer, target.how, why);
}

/* The comments since `since` that count together with this letter's. */
static enum err count_since(struct act *act, int64_t since, int64_t *n,
                            struct why *why)
{
	const struct judgement *j = act->judgement;
	struct str from = act->mail->from_addr;

	if (j->is_stranger && /* as the letter has it */
	    address_normalise(act->arena, from, &from, NULL))
		from = act->mail->from_addr;
	if (j->is_stranger)
		return stranger_count(act->site->db, str_of(j->list->name),
		                      from, since, n, why);
	return comment_count_since(act->site->db, j->subscriber.reader,
	                           j->is_verified, since, n, why);
}

/* Strangers have any number of addresses: together they have one share. */
static enum err find_strangers_flood(struct act *act, int64_t n,
                                     struct why *why)
{
	struct judgement *j = act->judgement;
	int64_t hour = 0;
	enum err err =
		stranger_count(act->site->db, str_of(j->list->name), str_of(""),
	                       act->now - HOUR_S, &hour, why);

	if (err || hour + n <= STRANGERS_PER_HOUR)
		return err;
	j->class = CLASS_FLOOD;
	story_step(&j->story, STEP_STATE, 100, "comments",
	           "set aside: strangers sent %lld comments within an hour, and"
	           " %d are taken",
	           (long long)hour, STRANGERS_PER_HOUR);
	return OK;
}

/* More than a person writes?  Then the letter is set aside, whole.  What
 * somebody else may have sent counts apart: nobody can fill up another's
 * share. */
static enum err find_flood(struct act *act, int64_t n, struct why *why)
{
	struct judgement *j = act->judgement;
	int64_t hour = 0, day = 0;
	enum err err = count_since(act, act->now - HOUR_S, &hour, why);

	if (err == OK)
		err = count_since(act, act->now - DAY_S, &day, why);
	if (err)
		return err;
	if (hour + n <= PER_HOUR && day + n <= PER_DAY)
		return j->is_stranger ? find_strangers_flood(act, n, why) : OK;
	j->class = CLASS_FLOOD;
	story_step(&j->story, STEP_STATE, 100, "comments",
	           "set aside: its reader sent %lld comments within an hour,"
	           " %lld within a day, and %d and %d are taken",
	           (long long)hour, (long long)day, PER_HOUR, PER_DAY);
	return OK;
}

static enum err act_comment(struct act *act, struct why *why)
{
	size_t n = act->judgement->reply.n_answers;
	struct str asked = {"", 0};
	bool waits = false;
	enum err err =
		find_flood(act, (int64_t)(n < PER_HOUR ? n : PER_HOUR), why);

	if (err || act->judgement->class == CLASS_FLOOD)
		return err;
	err = prove_ask(act, &waits, why);
	if (err == OK && !waits && act->judgement->is_stranger &&
	    act->judgement->list->strangers == CONFIG_STRANGERS_CONFIRM) {
		act->judgement->class = CLASS_JUNK;
		story_step(&act->judgement->story, STEP_EFFECT, 100, "",
		           "no comment is made of it: nobody was asked whether"
		           " it is theirs");
		return OK;
	}
	for (size_t i = 0; err == OK && i < n && i < PER_HOUR; i++)
		err = add_comment(act, i, waits, &asked, why);
	if (err == OK && n > PER_HOUR)
		story_step(
			&act->judgement->story, STEP_EFFECT, 100, "",
			"not taken: %zu answers more than one letter may have",
			n - PER_HOUR);
	if (err == OK && asked.len > 0)
		err = ask_reader(act, asked, why);
	if (err == OK && !waits)
		err = ack_held(act, act->letter->id, false, why);
	return err;
}

enum err act_on(struct act *act, struct why *why)
{
	switch (act->judgement->class) {
	case CLASS_COMMENT:
		return act_comment(act, why);
	case CLASS_COMMAND:
		return act_command(act, why);
	case CLASS_DECISION:
		return act_decide(act, why);
	case CLASS_ANSWER:
		return act_answer(act, why);
	case CLASS_REQUEST:
		return act_request(act, why);
	case CLASS_ARTICLE:
		story_step(&act->judgement->story, STEP_EFFECT, 100, "",
		           "the letter is kept: no article is made of mail"
		           " yet");
		return OK;
	case CLASS_BOUNCE:
		return act_bounce(act, why);
	case CLASS_COMPLAINT:
		return act_complaint(act, why);
	case CLASS_EMPTY:
		return act_empty(act, why);
	default:
		story_step(&act->judgement->story, STEP_EFFECT, 0, "",
		           "it has no effect");
		return OK;
	}
}
