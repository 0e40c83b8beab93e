#include "app/receipt.h"

#include "app/post.h"
#include "base/buf.h"
#include "store/articles.h"

enum {
	THREAD_MAX = 10,  /* letters above one that is shown */
	SHOWN_MAX = 20,   /* in one receipt */
	LEFT_MAX = 10000, /* bytes */
};

/* What strangers wrote in one comment, and the queue mail shows. */
static enum err add_strangers(struct receipt *r, int64_t id, struct str *texts,
                              size_t *n, struct why *why)
{
	struct act *act = r->act;
	struct comment_cut *cuts = NULL;
	struct comment c;
	struct buf all = BUF_INIT(4 * 1024 * 1024);
	size_t n_cuts = 0;
	enum err err = comment_get(act->site->db, act->arena, id, &c, why);

	if (err == OK)
		err = comment_cuts(act->site->db, act->arena, id, &cuts,
		                   &n_cuts, why);
	if (err)
		return err;
	buf_add(&all, c.author);
	buf_addc(&all, '\n');
	buf_add(&all, c.context);
	for (size_t i = 0; i < n_cuts; i++) {
		buf_addc(&all, '\n');
		buf_add(&all, cuts[i].text);
	}
	texts[(*n)++] = c.text;
	texts[(*n)++] = c.original;
	texts[(*n)++] = buf_take(&all, act->arena);
	return OK;
}

enum err receipt_open(struct receipt *receipt, struct act *act,
                      struct decision_strangers *strangers, struct why *why)
{
	struct str *texts;
	size_t n = 0;
	enum err err;

	*receipt = (struct receipt){.act = act, .code = {"", 0}};
	err = queue_comments(act->site->db, act->arena,
	                     act->judgement->queue.id, &receipt->comments,
	                     &receipt->n_comments, why);
	if (err)
		return err;
	texts = arena_array(act->arena, struct str,
	                    3 * receipt->n_comments + 1);
	for (size_t i = 0; err == OK && i < receipt->n_comments; i++)
		err = add_strangers(receipt, receipt->comments[i], texts, &n,
		                    why);
	*strangers = (struct decision_strangers){texts, n};
	return err;
}

int64_t receipt_comment(const struct receipt *receipt, int64_t number)
{
	if (number < 1 || (uint64_t)number > receipt->n_comments)
		return 0;
	return receipt->comments[number - 1];
}

int64_t receipt_number(const struct receipt *receipt, int64_t comment)
{
	for (size_t i = 0; i < receipt->n_comments; i++)
		if (receipt->comments[i] == comment)
			return (int64_t)i + 1;
	return 0;
}

void receipt_add(struct receipt *receipt, bool is_done, struct str text)
{
	receipt->results = arena_grow(receipt->act->arena, receipt->results,
	                              receipt->n, sizeof(*receipt->results));
	receipt->results[receipt->n++] = (struct desk_result){text, is_done};
}

int64_t receipt_n_done(const struct receipt *receipt)
{
	int64_t n = 0;

	for (size_t i = 0; i < receipt->n; i++)
		n += receipt->results[i].is_done;
	return n;
}

/* The letters above `comment`, the first one first. */
static enum err read_thread(struct act *act, const struct comment *comment,
                            struct slip_item *item, struct why *why)
{
	struct comment *thread =
		arena_array(act->arena, struct comment, THREAD_MAX);
	int64_t id = comment->parent;
	size_t at = THREAD_MAX;
	enum err err = OK;

	while (err == OK && id != 0 && at > 0) {
		err = comment_get(act->site->db, act->arena, id, &thread[--at],
		                  why);
		id = err == OK ? thread[at].parent : 0;
	}
	item->thread = thread + at;
	item->n_thread = THREAD_MAX - at;
	return err;
}

static enum err read_article(struct act *act, int64_t id,
                             struct slip_item *item, struct why *why)
{
	struct article *article = arena_new(act->arena, struct article);
	enum err err = article_get(act->site->db, act->arena, id, article, why);

	if (err == OK)
		item->summary = article->summary;
	return err;
}

enum err receipt_show(struct receipt *receipt, int64_t number, struct why *why)
{
	struct act *act = receipt->act;
	struct comment *comment = arena_new(act->arena, struct comment);
	struct comment_cut *cuts = NULL;
	struct slip_item item = {.number = number, .comment = comment};
	enum err err;

	if (receipt->n_shown == SHOWN_MAX)
		return OK;
	err = comment_get(act->site->db, act->arena,
	                  receipt_comment(receipt, number), comment, why);
	if (err == OK)
		err = comment_cuts(act->site->db, act->arena, comment->id,
		                   &cuts, &item.n_cuts, why);
	if (err == OK)
		err = read_thread(act, comment, &item, why);
	if (err == OK && comment->article)
		err = read_article(act, comment->article, &item, why);
	if (err)
		return err;
	item.cuts = cuts;
	receipt->shown = arena_grow(act->arena, receipt->shown,
	                            receipt->n_shown, sizeof(item));
	receipt->shown[receipt->n_shown++] = item;
	return OK;
}

/* The numbers that still wait: "4 6-9". */
static enum err left_of(struct receipt *r, struct str *left, int64_t *n,
                        struct why *why)
{
	struct act *act = r->act;
	struct buf out = BUF_INIT(LEFT_MAX);
	size_t first = 0;

	*n = 0;
	for (size_t i = 0; i <= r->n_comments; i++) {
		struct comment c = {.state = COMMENT_REMOVED};
		enum err err = OK;

		if (i < r->n_comments)
			err = comment_get(act->site->db, act->arena,
			                  r->comments[i], &c, why);
		if (err)
			return err;
		if (c.state == COMMENT_HELD) {
			first = first ? first : i + 1;
			(*n)++;
			continue;
		}
		if (first && first < i)
			buf_addf(&out, " %zu-%zu", first, i);
		else if (first)
			buf_addf(&out, " %zu", first);
		first = 0;
	}
	*left = str_trim(buf_take(&out, act->arena));
	return OK;
}

/* The queue's mail, which began the thread: the answer's first reference, when
 * it is one of ours. */
static struct str thread_of(const struct act *act)
{
	struct str rest = act->mail->references, id;

	if (!str_next_word(&rest, &id) || !str_starts(id, "<") ||
	    !str_ends(id, ">"))
		return (struct str){"", 0};
	id = str_slice(id, 1, id.len - 1);
	if (!notice_is_id(id, str_of(act->site->config.hostname)))
		return (struct str){"", 0};
	return id;
}

enum err receipt_send(struct receipt *receipt, struct why *why)
{
	struct act *act = receipt->act;
	struct judgement *j = act->judgement;
	struct slip slip = {.results = receipt->results,
	                    .n = receipt->n,
	                    .shown = receipt->shown,
	                    .n_shown = receipt->n_shown,
	                    .n_queue = (int64_t)receipt->n_comments,
	                    .code = receipt->code,
	                    .is_help = receipt->is_help};
	struct render_list about;
	struct post post = {
		.list = j->list,
		.kind = receipt->code.len > 0 ? "code" : "receipt",
		.template = TEMPLATE_RECEIPT,
		.to = j->queue.moderator,
		.reply_to = render_address(act->arena,
	                                   str_of(j->list->reply_address),
	                                   str_of(j->token.text)),
		.in_reply_to = act->mail->message_id,
		.thread = thread_of(act),
		.is_answer = true,
		.letter = act->letter->id,
	};
	enum err err = left_of(receipt, &slip.left, &slip.n_left, why);

	if (err)
		return err;
	slip.address = post.reply_to;
	site_render_list(act->site, act->arena, j->list, &about);
	post.model = slip_model(act->arena, &about, &slip);
	return post_notice(act->site, act->arena, &post, act->now, why);
}
