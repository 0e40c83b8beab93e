#include "digest/desk.h"

#include "base/buf.h"
#include "base/date.h"
#include "digest/column.h"
#include "digest/command.h"
#include "digest/scrub.h"
#include "digest/tap.h"
#include "text/html.h"
#include "text/utf8.h"

enum {
	CUT_LINES_SHOWN = 4,
	CUT_READ = 4096,       /* bytes of a cut that are looked at */
	LINE_MAX_SHOWN = 60,   /* characters */
	PARENT_MAX_SHOWN = 50, /* characters of the letter answered */
	TITLE_MAX_SHOWN = 60,  /* of an article to choose */
	TEXT_MAX = 64 * 1024,
};

static struct str age(struct arena *arena, int64_t since, int64_t now)
{
	int64_t minutes = now > since ? (now - since) / 60 : 0;

	if (minutes < 60)
		return str_of(
			arena_printf(arena, "%lld min", (long long)minutes));
	if (minutes < 48 * 60)
		return str_of(arena_printf(arena, "%lld h",
		                           (long long)(minutes / 60)));
	return str_of(arena_printf(arena, "%lld days",
	                           (long long)(minutes / 60 / 24)));
}

/* The first lines of what was cut, so that a moderator sees a wrong cut. */
static struct str cut_lines(struct arena *arena, const struct desk_item *item,
                            const char *prefix)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	int left = CUT_LINES_SHOWN;

	for (size_t i = 0; i < item->n_cuts; i++) {
		struct str line,
			rest = str_slice(item->cuts[i].text, 0, CUT_READ);

		rest = scrub_text(arena, rest);
		while (left > 0 && str_next_line(&rest, &line)) {
			line = utf8_clean_line(arena, line, LINE_MAX_SHOWN);
			if (line.len == 0)
				continue;
			buf_adds(&out, prefix);
			buf_add(&out, line);
			buf_addc(&out, '\n');
			left--;
		}
		if (left == 0)
			break;
	}
	return str_trim_right(buf_take(&out, arena));
}

static struct str record(struct arena *arena, const struct desk_item *item)
{
	if (item->n_approved + item->n_rejected == 0)
		return str_of("nothing decided yet");
	return str_of(arena_printf(arena, "%lld approved, %lld rejected",
	                           (long long)item->n_approved,
	                           (long long)item->n_rejected));
}

static struct str answering(struct arena *arena, const struct comment *parent)
{
	struct buf out = BUF_INIT(TEXT_MAX);

	if (!parent)
		return (struct str){"", 0};
	buf_add(&out, parent->author);
	buf_adds(&out, ": \"");
	buf_add(&out, utf8_clean_line(arena, parent->text, PARENT_MAX_SHOWN));
	buf_addc(&out, '"');
	return buf_take(&out, arena);
}

/* Who rejected it before, when and why. */
static struct str appealed(struct arena *arena, const struct appeal *appeal)
{
	struct date date;

	if (!appeal)
		return str_of("");
	date = date_of(appeal->at);
	return str_of(arena_printf(arena,
	                           "rejected by %.*s: %.*s; appealed on %d %s",
	                           (int)appeal->actor.len, appeal->actor.ptr,
	                           (int)appeal->reason.len, appeal->reason.ptr,
	                           date.day, date_month_name(date.month)));
}

/* "likely problem: 3 links; much of it in capitals" */
static struct str advice(struct arena *arena, const struct recommendation *r)
{
	struct buf out = BUF_INIT(TEXT_MAX);

	buf_adds(&out, recommend_level_name(r->level));
	for (size_t i = 0; i < r->n_reasons; i++) {
		buf_adds(&out, i == 0 ? ": " : "; ");
		buf_add(&out, r->reasons[i]);
	}
	return buf_take(&out, arena);
}

/* What links of a queue have in common. */
struct links {
	struct arena *arena;
	struct str address, subject;
};

static void set_link(const struct links *links, struct value *v,
                     const char *name, const char *answer)
{
	value_set_text(links->arena, v, name,
	               tap_link(links->arena, links->address, links->subject,
	                        str_of(answer)));
}

/* An edit starts from the text; of a long one from nothing, which decides
 * nothing as it is. */
static void add_edit_link(const struct links *links, struct value *v,
                          const struct comment *c, size_t number)
{
	struct str text = c->text;

	if (tap_encode(links->arena, text).len > TAP_TEXT_MAX)
		text = str_of("");
	set_link(links, v, "link_edit",
	         arena_printf(links->arena, "e %zu\n%.*s\n.\n", number,
	                      (int)text.len, text.ptr));
}

static void add_links(const struct links *links, struct value *v,
                      const struct comment *c, size_t number)
{
	struct arena *arena = links->arena;
	struct str codes = str_of(reject_reasons), code;
	struct value *rejects = value_list(arena);

	set_link(links, v, "link_approve",
	         arena_printf(arena, "a %zu", number));
	set_link(links, v, "link_feature",
	         arena_printf(arena, "f %zu", number));
	set_link(links, v, "link_block", arena_printf(arena, "b %zu", number));
	set_link(links, v, "link_show", arena_printf(arena, "? %zu", number));
	add_edit_link(links, v, c, number);
	while (str_next_field(&codes, ',', &code)) {
		struct value *reject = value_object(arena);

		code = str_trim(code);
		value_set_text(arena, reject, "reason", code);
		set_link(links, reject, "link_reject",
		         arena_printf(arena, "r %zu %.*s", number,
		                      (int)code.len, code.ptr));
		value_push(arena, rejects, reject);
	}
	value_set(arena, v, "rejects", rejects);
}

static struct value *item_model(const struct links *links,
                                const struct desk_item *item, size_t number,
                                int64_t now)
{
	struct arena *arena = links->arena;
	const struct comment *c = item->comment;
	struct value *v = value_object(arena);

	value_set_number(arena, v, "number", (int64_t)number);
	value_set_text(arena, v, "headline",
	               c->article ? c->title
	                          : str_of("(it is not known which article)"));
	value_set(arena, v, "is_placed", value_bool(arena, c->article != 0));
	value_set_text(arena, v, "author", c->author);
	value_set_text(arena, v, "record", record(arena, item));
	value_set_text(arena, v, "age", age(arena, c->received_at, now));
	value_set(arena, v, "is_again", value_bool(arena, item->is_again));
	value_set_text(arena, v, "answering", answering(arena, item->parent));
	value_set_text(arena, v, "doubt", c->doubt);
	value_set_text(arena, v, "advice", advice(arena, &item->advice));
	value_set(arena, v, "is_fine",
	          value_bool(arena, item->advice.level == RECOMMEND_FINE));
	value_set(arena, v, "is_problem",
	          value_bool(arena, item->advice.level == RECOMMEND_PROBLEM));
	value_set_text(arena, v, "appeal", appealed(arena, item->appeal));
	value_set_text(arena, v, "appeal_quoted",
	               item->appeal ? column_indent(arena, item->appeal->words,
	                                            "    > ")
	                            : str_of(""));
	value_set_text(arena, v, "text_quoted",
	               column_indent(arena, c->text, "    > "));
	value_set_text(arena, v, "text_as_html",
	               html_paragraphs(arena, utf8_clean(arena, c->text)));
	value_set_text(arena, v, "cut", cut_lines(arena, item, "      | "));
	value_set_text(arena, v, "cut_as_html",
	               html_paragraphs(arena, cut_lines(arena, item, "")));
	add_links(links, v, c, number);
	return v;
}

/* What is likely fine: "1 4 5", and the link that approves it. */
static void add_fine(const struct links *links, struct value *v,
                     const struct desk_queue *queue)
{
	struct arena *arena = links->arena;
	struct buf out = BUF_INIT(TEXT_MAX);
	int64_t n = 0;
	struct str fine;

	for (size_t i = 0; i < queue->n; i++) {
		if (queue->items[i].advice.level != RECOMMEND_FINE ||
		    queue->items[i].comment->article == 0)
			continue;
		buf_addf(&out, "%s%zu", n > 0 ? " " : "", i + 1);
		n++;
	}
	fine = buf_take(&out, arena);
	value_set_text(arena, v, "fine", fine);
	value_set_number(arena, v, "n_fine", n);
	value_set(arena, v, "has_fine", value_bool(arena, n > 0));
	set_link(links, v, "link_fine",
	         arena_printf(arena, "a %.*s", (int)fine.len, fine.ptr));
}

static struct value *articles_model(struct arena *arena,
                                    const struct desk_queue *queue)
{
	struct value *list = value_list(arena);

	for (size_t i = 0; i < queue->n_articles; i++) {
		struct value *v = value_object(arena);

		value_set_number(arena, v, "id", queue->articles[i].id);
		value_set_text(arena, v, "title_of_it",
		               utf8_clean_line(arena, queue->articles[i].title,
		                               TITLE_MAX_SHOWN));
		value_push(arena, list, v);
	}
	return list;
}

struct value *desk_queue_model(struct arena *arena,
                               const struct render_list *list,
                               const struct desk_queue *queue)
{
	struct value *v = value_object(arena), *comments = value_list(arena);
	const struct links links = {
		.arena = arena,
		.address = queue->address,
		.subject = str_of(arena_printf(arena, "Re: %.*s: %zu to decide",
	                                       (int)list->title.len,
	                                       list->title.ptr, queue->n)),
	};
	int64_t n_again = 0;

	for (size_t i = 0; i < queue->n; i++) {
		value_push(arena, comments,
		           item_model(&links, &queue->items[i], i + 1,
		                      queue->now));
		n_again += queue->items[i].is_again;
	}
	value_set_text(arena, v, "language", list->language);
	value_set_text(arena, v, "title", list->title);
	value_set_number(arena, v, "n", (int64_t)queue->n);
	value_set_number(arena, v, "n_again", n_again);
	value_set(arena, v, "has_again", value_bool(arena, n_again > 0));
	value_set_text(arena, v, "moderator", queue->moderator);
	value_set(arena, v, "comments", comments);
	value_set(arena, v, "articles", articles_model(arena, queue));
	value_set(arena, v, "has_articles",
	          value_bool(arena, queue->n_articles > 0));
	add_fine(&links, v, queue);
	set_link(&links, v, "link_undo", "u");
	set_link(&links, v, "link_help", "?");
	slip_add_examples(arena, v);
	return v;
}
