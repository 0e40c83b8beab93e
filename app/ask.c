#include "app/ask.h"

#include "app/ack.h"
#include "app/post.h"
#include "app/target.h"
#include "app/who.h"
#include "base/log.h"
#include "digest/choice.h"
#include "digest/question.h"
#include "digest/scrub.h"
#include "digest/state.h"
#include "store/questions.h"
#include "text/utf8.h"

enum {
	DAY_S = 86400,
	ANSWER_SHOWN = 60, /* characters of an answer in a doubt */
};

/* What is known of the letter's comments once the question is closed. */
struct outcome {
	int64_t article; /* 0: still not known */
	struct str doubt;
	struct str actor, reason; /* of the decision to hold them */
};

enum err ask_allowed(struct act *act, bool *is_allowed, struct why *why)
{
	struct judgement *j = act->judgement;
	enum err err =
		post_allowed(act->site, j->list, "ask", j->subscriber.address,
	                     act->now, is_allowed, why);

	if (err == OK && !*is_allowed)
		story_step(&j->story, STEP_EFFECT, 100, "",
		           "not asked which article is meant: this reader had"
		           " enough questions today");
	return err;
}

enum err ask_reader(struct act *act, struct str words, struct why *why)
{
	struct judgement *j = act->judgement;
	char hash[2 * HASH_LEN + 1];
	struct render_list about;
	struct post post = {
		.list = j->list,
		.kind = "ask",
		.template = TEMPLATE_ASK,
		.to = j->subscriber.address,
		.reply_to = post_secret_address(act->arena, j->list,
	                                        TOKEN_QUESTION, hash),
		.in_reply_to = act->mail->message_id,
		.is_answer = true,
		.has_verp = true,
		.subscriber = j->subscriber.id,
		.letter = act->letter->id,
	};
	const struct question question = {
		.list = str_of(j->list->name),
		.letter = act->letter->id,
		.subscriber = j->subscriber.id,
		.edition = j->edition.id,
		.token_hash = str_of(hash),
		.asked_at = act->now,
		.expires_at = act->now + QUESTION_DAYS * DAY_S,
	};
	int64_t *articles, id = 0;
	struct str *headlines;
	size_t n = 0;
	enum err err = target_articles(act->site, act->arena, j->edition.id,
	                               &articles, &headlines, &n, why);

	if (err == OK)
		err = question_add(act->site->db, &question, &id, why);
	if (err)
		return err;
	site_render_list(act->site, act->arena, j->list, &about);
	post.model = question_model(act->arena, &about, j->edition.number,
	                            headlines, n, words);
	story_step(&j->story, STEP_EFFECT, 100, "",
	           "the reader is asked which article is meant");
	return post_notice(act->site, act->arena, &post, act->now, why);
}

/* Bring one asked comment before the moderators. */
static enum err hold(struct site *site, const struct comment *comment,
                     const struct outcome *outcome, int64_t now,
                     struct why *why)
{
	enum comment_state next;
	enum err err;

	if (comment_next(comment->state, EVENT_HOLD, &next) != OK)
		return err_because(why, ERR_FATAL, "comment %lld is %s",
		                   (long long)comment->id,
		                   comment_state_name(comment->state));
	err = comment_decide(site->db, comment->id, comment->state, next,
	                     str_of(comment_event_name(EVENT_HOLD)),
	                     outcome->actor, outcome->reason, now, why);
	if (err == OK && outcome->article)
		err = comment_set_target(site->db, comment->id,
		                         outcome->article, 0, why);
	if (err == OK)
		err = comment_set_doubt(site->db, comment->id, outcome->doubt,
		                        why);
	return err;
}

/* Close the question and hold its comments; `*n` of them. */
static enum err settle(struct site *site, struct arena *arena,
                       const struct question *question,
                       const struct outcome *outcome, int64_t now, size_t *n,
                       struct why *why)
{
	struct comment *comments;
	enum err err = question_close(site->db, question->id, now, why);

	*n = 0;
	if (err == OK)
		err = comment_list_asked(site->db, arena, question->letter,
		                         &comments, n, why);
	for (size_t i = 0; err == OK && i < *n; i++)
		err = hold(site, &comments[i], outcome, now, why);
	return err;
}

/* The reader's words in the answer: first by the patterns of mail programs,
 * then with the question's own lines taken out. */
static enum choice read_choice(struct act *act, const struct str *headlines,
                               size_t n, struct str *words, size_t *number)
{
	struct edition_piece *pieces =
		arena_array(act->arena, struct edition_piece, n + 1);
	struct str body = judge_body(act->mail);
	enum choice choice = CHOICE_NONE;

	for (size_t i = 0; i < n; i++)
		pieces[i] = (struct edition_piece){
			str_of(arena_printf(act->arena, "%zu. %.*s\n", i + 1,
		                            (int)headlines[i].len,
		                            headlines[i].ptr)),
			0};
	for (size_t i = 0; i < 2 && choice == CHOICE_NONE; i++) {
		struct reply reply;

		reply_split(act->arena, body,
		            judge_writer(act->arena, act->mail), pieces, i * n,
		            &reply);
		if (reply.n_answers == 0)
			continue;
		choice = choice_find(act->arena, reply.answers[0].text,
		                     headlines, n, number);
		if (i == 0 || choice != CHOICE_NONE)
			*words = reply.answers[0].text;
	}
	return choice;
}

/* What a moderator should know of an answer that does not say all. */
static struct str tell_answer(struct act *act, const char *about,
                              struct str words)
{
	struct str shown = utf8_clean_line(
		act->arena, scrub_text(act->arena, words), ANSWER_SHOWN);

	if (shown.len == 0)
		shown = str_of("(no words)");
	return str_of(arena_printf(act->arena, "%s, letter %lld: \"%.*s\"",
	                           about, (long long)act->letter->id,
	                           (int)shown.len, shown.ptr));
}

/* What the answer says, and whether that is certain. */
static enum err judge_answer(struct act *act, struct outcome *outcome,
                             struct why *why)
{
	struct judgement *j = act->judgement;
	struct str *headlines, words = {"", 0};
	int64_t *articles;
	size_t n = 0, number = 0;
	enum choice choice;
	enum err err =
		target_articles(act->site, act->arena, j->question.edition,
	                        &articles, &headlines, &n, why);

	if (err)
		return err;
	choice = read_choice(act, headlines, n, &words, &number);
	*outcome = (struct outcome){
		.actor = str_of("reader"), .doubt = {"", 0}, .reason = {"", 0}};
	if (choice == CHOICE_NONE) {
		outcome->doubt = tell_answer(
			act,
			"the reader was asked which article is meant, and the"
			" answer does not tell",
			words);
		return OK;
	}
	outcome->article = articles[number - 1];
	outcome->reason = str_of(
		arena_printf(act->arena, "it is about article %zu", number));
	if (choice == CHOICE_LIKELY)
		outcome->doubt = tell_answer(
			act, "the reader was asked which article is meant",
			words);
	if (!j->is_verified)
		outcome->doubt = j->doubt;
	return outcome->doubt.len > 0
	               ? OK
	               : target_closed(act->site, act->arena, outcome->article,
	                               &outcome->doubt, why);
}

enum err act_answer(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct outcome outcome;
	size_t n = 0;
	enum err err;

	if (who_is_forged(j)) {
		story_step(&j->story, STEP_EFFECT, 100,
		           "Authentication-Results", "not done: %s",
		           WHO_FORGED);
		return OK;
	}
	if (j->question.closed_at) {
		story_step(&j->story, STEP_EFFECT, 100, "question token",
		           "not done: the question was answered, or it is too"
		           " old");
		return OK;
	}
	err = judge_answer(act, &outcome, why);
	if (err == OK)
		err = settle(act->site, act->arena, &j->question, &outcome,
		             act->now, &n, why);
	if (err)
		return err;
	story_step(&j->story, STEP_STATE, outcome.doubt.len > 0 ? 50 : 95,
	           "own words", "%zu of letter %lld held on article %lld%s%.*s",
	           n, (long long)j->question.letter, (long long)outcome.article,
	           outcome.doubt.len > 0 ? ": " : "", (int)outcome.doubt.len,
	           outcome.doubt.ptr);
	return ack_held(act, j->question.letter, false, why);
}

static enum err expire_one(struct site *site, struct arena *arena,
                           const struct question *question, int64_t now,
                           struct why *why)
{
	const struct outcome outcome = {
		.doubt = STR("the reader was asked which article is meant and"
	                     " did not answer"),
		.actor = STR("rule ask"),
		.reason = STR("no answer"),
	};
	size_t n = 0;
	enum err err = db_begin(site->db, DB_DURABLE, why);

	if (err)
		return err;
	err = settle(site, arena, question, &outcome, now, &n, why);
	if (err == OK)
		err = db_commit(site->db, why);
	else
		db_rollback(site->db);
	if (err == ERR_EXPIRED) /* another editor was first */
		return OK;
	if (err == OK)
		log_event(LOG_LEVEL_INFO, "question_expired",
		          "letter=%lld comments=%zu",
		          (long long)question->letter, n);
	return err;
}

void ask_expire(struct site *site, int64_t now)
{
	struct arena arena = {0};
	struct question *questions;
	struct why why;
	size_t n = 0;
	enum err err = question_list_expired(site->db, &arena, now, &questions,
	                                     &n, &why);

	if (err)
		log_event(LOG_LEVEL_ERROR, "ask_failed", "why=%s", why.text);
	for (size_t i = 0; err == OK && i < n; i++)
		if (expire_one(site, &arena, &questions[i], now, &why))
			log_event(LOG_LEVEL_ERROR, "ask_failed",
			          "letter=%lld why=%s",
			          (long long)questions[i].letter, why.text);
	arena_free(&arena);
}
