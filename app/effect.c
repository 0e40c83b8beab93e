#include "app/effect.h"

#include "app/blocked.h"
#include "app/decide.h"
#include "digest/restore.h"
#include "digest/scrub.h"
#include "store/answers.h"
#include "store/articles.h"
#include "store/blocks.h"
#include "store/revise.h"

enum {
	DAY_S = 86400,
};

static struct str say(struct effect *e, const char *fmt, ...) PRINTF(2, 3);

static struct str say(struct effect *e, const char *fmt, ...)
{
	va_list args;
	struct str text;

	va_start(args, fmt);
	text = str_of(arena_vprintf(e->arena, fmt, args));
	va_end(args);
	return text;
}

/* Note what was done, as the first or a further effect of this answer. */
static enum err note(struct effect *e, enum answer_effect effect,
                     int64_t comment, int64_t what, struct why *why)
{
	const struct answer_row row = {effect, comment, what};
	enum err err = OK;

	if (!e->answer)
		err = answer_add(e->site->db, str_of(e->list->name), e->actor,
		                 e->queue, e->letter, e->now, &e->answer, why);
	return err ? err : answer_add_effect(e->site->db, e->answer, &row, why);
}

/* Say which article a comment is about that nobody knew.  False in `is_done`:
 * not so. */
static enum err set_article(struct effect *e, const struct order *order,
                            const struct comment *comment, bool *is_done,
                            struct str *text, struct why *why)
{
	struct article article;
	enum err err;

	*is_done = order->article == 0;
	if (*is_done)
		return OK;
	if (comment->article != 0 && !e->may_move) {
		*text = say(e,
		            "not done: it is known that it is about article"
		            " #%lld; leave \"on %lld\" away",
		            (long long)comment->article,
		            (long long)order->article);
		return OK;
	}
	err = article_get(e->site->db, e->arena, order->article, &article, why);
	if (err == ERR_ABSENT ||
	    (err == OK && !str_is(article.list, e->list->name))) {
		*text = say(e, "not done: there is no article #%lld",
		            (long long)order->article);
		return OK;
	}
	if (err == OK)
		err = comment_set_target(e->site->db, comment->id,
		                         order->article, 0, why);
	if (err == OK)
		err = note(e, EFFECT_ARTICLE, comment->id, comment->article,
		           why);
	*is_done = true;
	return err;
}

static struct str reason_of(struct effect *e, const struct order *order)
{
	if (order->words.len == 0)
		return order->reason;
	return say(e, "%.*s (%.*s)", (int)order->reason.len, order->reason.ptr,
	           (int)order->words.len, order->words.ptr);
}

static enum err decide(struct effect *e, const struct order *order,
                       const struct comment *comment, bool *is_done,
                       struct str *text, struct why *why)
{
	bool is_reject =
		order->verb == VERB_REJECT || order->verb == VERB_BLOCK;
	enum err err = decide_comment(
		e->site, e->arena, comment->id,
		is_reject ? EVENT_REJECT : EVENT_APPROVE, e->actor,
		is_reject ? reason_of(e, order) : str_of(""), e->now, is_done,
		text, why);

	if (err == OK && *is_done)
		err = note(e, is_reject ? EFFECT_REJECT : EFFECT_APPROVE,
		           comment->id, 0, why);
	return err;
}

/* The text that an edit gives a comment; `text` says why it gives none. */
static bool edited_text(struct effect *e, const struct order *order,
                        const struct comment *comment, struct str *edited,
                        struct str *text)
{
	*edited = restore_kept(e->arena, order->words);
	if (!scrub_fits(order->words))
		*text = str_of("not done: it is longer than a comment may be");
	else if (edited->len == 0)
		*text = str_of("not done: the text is empty");
	else if (str_eq(*edited, comment->text))
		*text = str_of("not done: the text is the reader's own");
	else
		return true;
	return false;
}

static enum err edit(struct effect *e, const struct order *order,
                     const struct comment *comment, bool *is_done,
                     struct str *text, struct why *why)
{
	struct str edited;
	enum err err = OK;

	if (!edited_text(e, order, comment, &edited, text))
		return OK;
	*is_done = comment->state == COMMENT_APPROVED;
	if (!*is_done)
		err = decide(e, order, comment, is_done, text, why);
	if (err || !*is_done)
		return err;
	err = revise_text(e->site->db, comment->id, edited, why);
	if (err == OK)
		err = revise_note(e->site->db, comment->id, str_of("edit"),
		                  e->actor, str_of(""), e->now, why);
	if (err == OK)
		err = note(e, EFFECT_EDIT, comment->id, 0, why);
	*text = say(e, "approved, edited: %.*s", (int)edited.len, edited.ptr);
	return err;
}

/* Print it first: a held one is approved, an approved one only put before the
 * others. */
static enum err feature(struct effect *e, const struct order *order,
                        const struct comment *comment, bool *is_done,
                        struct str *text, struct why *why)
{
	enum err err = OK;

	if (comment->state == COMMENT_APPROVED && comment->is_featured) {
		*text = str_of("it is featured already");
		return OK;
	}
	*is_done = comment->state == COMMENT_APPROVED;
	if (!*is_done)
		err = decide(e, order, comment, is_done, text, why);
	if (err || !*is_done)
		return err;
	err = revise_feature(e->site->db, comment->id, true, why);
	if (err == OK)
		err = revise_note(e->site->db, comment->id, str_of("feature"),
		                  e->actor, str_of(""), e->now, why);
	if (err == OK)
		err = note(e, EFFECT_FEATURE, comment->id, 0, why);
	*text = str_of("approved, featured");
	return err;
}

static enum err block(struct effect *e, const struct order *order,
                      const struct comment *comment, bool *is_done,
                      struct str *text, struct why *why)
{
	struct block added;
	struct str rejected = str_of("");
	bool was_rejected = false;
	struct why ours = {""};
	enum err err;

	if (!comment->is_verified) {
		*text = str_of("not done: it is not proven who wrote it, and"
		               " another may be meant (postbag block)");
		return OK;
	}
	err = blocked_add_writer(e->site, e->arena, comment->id, e->actor,
	                         order->reason, e->now,
	                         e->now + e->list->block_for_s, &added, &ours);
	if (err == ERR_ABSENT || err == ERR_DENIED) {
		*text = say(e, "not done: %s", ours.text);
		return OK;
	}
	if (err)
		return err_because(why, err, "%s", ours.text);
	err = note(e, EFFECT_BLOCK, comment->id, added.id, why);
	if (err == OK && order->reason.len > 0)
		err = decide(e, order, comment, &was_rejected, &rejected, why);
	*is_done = true;
	*text = say(e, "its reader is blocked for %lld days%s%.*s",
	            (long long)(e->list->block_for_s / DAY_S),
	            rejected.len > 0 ? "; " : "", (int)rejected.len,
	            rejected.ptr);
	return err;
}

enum err effect_apply(struct effect *effect, const struct order *order,
                      int64_t id, bool *is_done, struct str *text,
                      struct why *why)
{
	static enum err (*const doers[])(struct effect *, const struct order *,
	                                 const struct comment *, bool *,
	                                 struct str *, struct why *) = {
		[VERB_APPROVE] = decide, [VERB_REJECT] = decide,
		[VERB_EDIT] = edit,      [VERB_FEATURE] = feature,
		[VERB_BLOCK] = block,
	};
	struct comment comment;
	enum err err =
		comment_get(effect->site->db, effect->arena, id, &comment, why);
	bool is_placed = false;

	*is_done = false;
	if (err == ERR_ABSENT) {
		*text = str_of("there is no such comment");
		return OK;
	}
	if (err)
		return err;
	err = set_article(effect, order, &comment, &is_placed, text, why);
	if (err || !is_placed)
		return err;
	if (order->article)
		comment.article = order->article;
	return doers[order->verb](effect, order, &comment, is_done, text, why);
}

/* Is the comment as this answer left it? */
static bool is_as_left(const struct comment *comment,
                       const struct decision *last, struct str actor)
{
	return (comment->state == COMMENT_APPROVED ||
	        comment->state == COMMENT_REJECTED) &&
	       last && str_eq(last->actor, actor);
}

/* Hold it again, with the reader's own text, for the ordinary place. */
static enum err hold_again(struct effect *e, const struct comment *comment,
                           struct effect_undone *out, struct why *why)
{
	struct db *db = e->site->db;
	struct decision *decisions;
	size_t n = 0;
	enum err err = comment_decisions(db, e->arena, comment->id, &decisions,
	                                 &n, why);

	if (err)
		return err;
	if (!is_as_left(comment, n ? &decisions[n - 1] : NULL, e->actor)) {
		out->text = say(e, "not undone: it is %s",
		                comment_state_name(comment->state));
		return OK;
	}
	err = decide_comment(e->site, e->arena, comment->id, EVENT_UNDO,
	                     e->actor, str_of(""), e->now, &out->is_done,
	                     &out->text, why);
	if (err == OK && out->is_done) {
		out->text = str_of("held again");
		err = revise_undo(db, comment->id, why);
	}
	if (err == OK && out->is_done)
		err = revise_feature(db, comment->id, false, why);
	return err;
}

/* An edit or a place before the others, of what was approved before. */
static enum err undo_change(struct effect *e, const struct comment *comment,
                            bool is_edit, struct effect_undone *out,
                            struct why *why)
{
	struct db *db = e->site->db;
	enum err err;

	if (comment->state != COMMENT_APPROVED) {
		out->text = say(e, "not undone: it is %s",
		                comment_state_name(comment->state));
		return OK;
	}
	err = is_edit ? revise_undo(db, comment->id, why)
	              : revise_feature(db, comment->id, false, why);
	if (err == OK)
		err = revise_note(db, comment->id, str_of("undo"), e->actor,
		                  str_of(is_edit ? "edit" : "feature"), e->now,
		                  why);
	out->is_done = err == OK;
	out->text = str_of(is_edit ? "its reader's own text again"
	                           : "not featured any more");
	return err;
}

static enum err undo_block(struct effect *e, int64_t block,
                           struct effect_undone *out, struct why *why)
{
	struct why ours;
	enum err err = blocks_end(e->site->db, block, e->actor, e->now, &ours);

	out->is_done = err == OK;
	out->text = str_of(err == OK ? "its reader is not blocked any more"
	                             : "not undone: the block has ended");
	if (err == ERR_ABSENT || err == ERR_EXPIRED)
		return OK;
	return err ? err_because(why, err, "%s", ours.text) : OK;
}

static enum err undo_row(struct effect *e, const struct answer_row *row,
                         struct effect_undone *out, struct why *why)
{
	struct comment comment;
	enum err err =
		comment_get(e->site->db, e->arena, row->comment, &comment, why);

	*out = (struct effect_undone){.comment = row->comment};
	if (err)
		return err;
	switch (row->effect) {
	case EFFECT_APPROVE:
	case EFFECT_REJECT:
		return hold_again(e, &comment, out, why);
	case EFFECT_EDIT:
	case EFFECT_FEATURE:
		return undo_change(e, &comment, row->effect == EFFECT_EDIT, out,
		                   why);
	case EFFECT_BLOCK:
		return undo_block(e, row->what, out, why);
	case EFFECT_ARTICLE:
		if (comment.state == COMMENT_HELD)
			err = comment_set_target(e->site->db, comment.id,
			                         row->what, 0, why);
		return err;
	}
	return OK;
}

/* Is it undone with the approval that is of the same answer? */
static bool is_of_approval(const struct answer_row *rows, size_t n, size_t i)
{
	if (rows[i].effect != EFFECT_EDIT && rows[i].effect != EFFECT_FEATURE)
		return false;
	for (size_t k = i + 1; k < n; k++)
		if (rows[k].comment == rows[i].comment &&
		    rows[k].effect == EFFECT_APPROVE)
			return true;
	return false;
}

enum err effect_undo(struct effect *effect, struct effect_undone **undone,
                     size_t *n, struct why *why)
{
	struct answer_row *rows;
	int64_t id, at;
	size_t n_rows = 0;
	enum err err = answer_last(
		effect->site->db, effect->arena, str_of(effect->list->name),
		effect->actor, effect->answer, &id, &at, &rows, &n_rows, why);

	*n = 0;
	if (err)
		return err == ERR_ABSENT ? OK : err;
	*undone = arena_array(effect->arena, struct effect_undone, n_rows + 1);
	for (size_t i = 0; err == OK && i < n_rows; i++) {
		if (is_of_approval(rows, n_rows, i))
			continue;
		err = undo_row(effect, &rows[i], &(*undone)[*n], why);
		if ((*undone)[*n].text.len > 0)
			(*n)++;
	}
	return err ? err
	           : answer_set_undone(effect->site->db, id, effect->now, why);
}
