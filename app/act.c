#include "app/act.h"

#include "digest/issue.h"
#include "digest/restore.h"
#include "digest/scrub.h"
#include "digest/state.h"
#include "mailer/address.h"
#include "store/articles.h"

enum {
	DAY_S = 86400,
	HOUR_S = 3600,
	PER_HOUR = 10, /* comments of one reader, STANDARDS T-11 */
	PER_DAY = 30,
	CONTEXT_MAX = 200, /* bytes kept of a quoted line */
};

/* The article that an answer is about: what its quotes tell, else its address,
 * else the edition's only one; 0 when nothing tells. */
static enum err find_article(struct act *act, const struct reply_answer *answer,
                             int64_t *article, struct why *why)
{
	struct judgement *j = act->judgement;
	struct edition_item *items;
	size_t n = 0;
	enum err err;

	*article = 0;
	if (!j->item.id)
		return OK;
	err = edition_items(act->site->db, act->arena, j->item.edition, &items,
	                    &n, why);
	for (size_t i = 0; err == OK && i < n; i++)
		if (answer->item && items[i].id == answer->item)
			*article = items[i].article;
	if (*article == 0)
		*article = j->item.article;
	if (err == OK && *article == 0 && n == 2)
		*article = items[1].article;
	return err;
}

/* The printed comment that the quoted line is from, 0: none. */
static enum err find_parent(struct act *act, int64_t article,
                            struct str context, int64_t *parent,
                            struct why *why)
{
	const struct comment *quoted;
	struct comment *comments;
	size_t n = 0;
	enum err err;

	*parent = 0;
	if (!article || context.len == 0)
		return OK;
	err = comment_list_printable(act->site->db, act->arena, article,
	                             &comments, &n, why);
	if (err)
		return err;
	quoted = issue_quoted(comments, n, context);
	*parent = quoted ? quoted->id : 0;
	return OK;
}

/* What a moderator should look at, worst first. */
static enum err find_doubt(struct act *act, int64_t article,
                           const struct reply_answer *answer, struct str *doubt,
                           struct why *why)
{
	struct article row;
	enum err err = OK;

	*doubt = act->judgement->doubt;
	if (!article) {
		*doubt = str_of("it does not tell which article is meant");
		return OK;
	}
	err = article_get(act->site->db, act->arena, article, &row, why);
	if (err == OK && !row.is_open)
		*doubt = str_of("comments on this article are closed");
	else if (err == OK && doubt->len == 0 && answer->confidence < 50)
		*doubt = str_of("it is not certain what was quoted and what is"
		                " the reader's own");
	return err;
}

/* The name that is printed: the subscriber's; a verified letter may give it
 * the first time. */
static enum err author_name(struct act *act, struct str *author,
                            struct why *why)
{
	struct judgement *j = act->judgement;
	struct str name = j->subscriber.name;
	enum err err = OK;

	if (name.len == 0 && j->is_verified && act->mail->from_name.len > 0) {
		name = scrub_name(act->arena, act->mail->from_name);
		err = reader_name(act->site->db, j->subscriber.reader, name,
		                  why);
	}
	*author = scrub_name(act->arena, name);
	return err;
}

/* What told the article. */
static const char *target_evidence(const struct judgement *j,
                                   const struct reply_answer *answer)
{
	if (answer->item)
		return "the quoted lines";
	if (j->item.article)
		return "the article's own address";
	return j->item.id ? "the edition" : "";
}

static enum err add_comment(struct act *act, size_t index, struct why *why)
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
	struct comment_cut *cuts;
	size_t n_cuts = restore_cuts(act->arena, &j->reply, answer,
	                             comment.text, &cuts);
	int64_t id = 0;
	enum err err = find_article(act, answer, &comment.article, why);

	if (err == OK)
		err = find_parent(act, comment.article, answer->context,
		                  &comment.parent, why);
	if (err == OK)
		err = find_doubt(act, comment.article, answer, &comment.doubt,
		                 why);
	if (err == OK)
		err = author_name(act, &comment.author, why);
	if (err == OK &&
	    comment_next(COMMENT_RECEIVED, EVENT_HOLD, &comment.state) != OK)
		err = err_because(why, ERR_FATAL, "a comment cannot be held");
	if (err == OK)
		err = comment_add(act->site->db, &comment, cuts, n_cuts, &id,
		                  why);
	if (err == OK)
		story_step(&j->story, STEP_STATE, answer->confidence,
		           target_evidence(j, answer),
		           "comment %lld on article %lld is held%s%.*s",
		           (long long)id, (long long)comment.article,
		           comment.doubt.len > 0 ? ": " : "",
		           (int)comment.doubt.len, comment.doubt.ptr);
	return err;
}

/* More letters than a person writes?  Then they are set aside. */
static enum err refuse_flood(struct act *act, struct why *why)
{
	int64_t reader = act->judgement->subscriber.reader;
	int64_t hour = 0, day = 0;
	enum err err = comment_count_since(act->site->db, reader,
	                                   act->now - HOUR_S, &hour, why);

	if (err == OK)
		err = comment_count_since(act->site->db, reader,
		                          act->now - DAY_S, &day, why);
	if (err == OK && (hour >= PER_HOUR || day >= PER_DAY))
		err = err_because(
			why, ERR_DENIED,
			"its reader sent %lld comments within an hour,"
			" %lld within a day",
			(long long)hour, (long long)day);
	return err;
}

static enum err act_comment(struct act *act, struct why *why)
{
	size_t n = act->judgement->reply.n_answers;
	enum err err = refuse_flood(act, why);

	for (size_t i = 0; err == OK && i < n && i < PER_HOUR; i++)
		err = add_comment(act, i, why);
	if (err == OK && n > PER_HOUR)
		story_step(
			&act->judgement->story, STEP_EFFECT, 100, "",
			"not taken: %zu answers more than one letter may have",
			n - PER_HOUR);
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
	default:
		story_step(&act->judgement->story, STEP_EFFECT, 0, "",
		           "it has no effect");
		return OK;
	}
}
