#include "app/console.h"

#include <stdio.h>

#include "app/console_private.h"
#include "app/effect.h"
#include "base/buf.h"
#include "digest/command.h"

static void say(struct console *desk, struct str text)
{
	snprintf(desk->message, sizeof(desk->message), "%.*s", (int)text.len,
	         text.ptr);
}

/* Read the held ones again; the one that was chosen stays so, or else its
 * place. */
static enum err reload(struct console *desk, struct why *why)
{
	int64_t id = desk->at < desk->n ? desk->comments[desk->at].id : 0;
	struct arena arena = {0};
	struct comment *comments;
	size_t n = 0;
	enum err err = comment_list(desk->site->db, &arena, desk->list,
	                            COMMENT_HELD, &comments, &n, why);

	if (err) {
		arena_free(&arena);
		return err;
	}
	arena_free(&desk->arena);
	desk->arena = arena;
	desk->comments = comments;
	desk->n = n;
	for (size_t i = 0; i < n; i++)
		if (comments[i].id == id)
			desk->at = i;
	if (desk->at >= n)
		desk->at = n > 0 ? n - 1 : 0;
	return OK;
}

enum err console_open(struct console *desk, struct site *site, struct str list,
                      struct str actor, struct why *why)
{
	*desk = (struct console){.site = site, .list = list, .actor = actor};
	return reload(desk, why);
}

void console_close(struct console *desk)
{
	arena_free(&desk->arena);
}

/* An answer about `list` by who sits here. */
static struct effect answer_of(struct console *desk, struct arena *arena,
                               struct str list, int64_t now)
{
	return (struct effect){
		.site = desk->site,
		.arena = arena,
		.list = site_list(desk->site, arena_copy(arena, list)),
		.actor = desk->actor,
		.now = now,
		.may_move = true};
}

static enum err commit_or_not(struct console *desk, enum err err,
                              struct why *why)
{
	if (err == OK)
		return db_commit(desk->site->db, why);
	db_rollback(desk->site->db);
	return err;
}

static enum err decide(struct console *desk, enum decision_verb verb,
                       struct str reason, int64_t now, struct why *why)
{
	const struct comment *comment = &desk->comments[desk->at];
	const struct order order = {.verb = verb,
	                            .reason = reason,
	                            .words = {"", 0},
	                            .line = {"", 0}};
	struct arena arena = {0};
	struct effect effect = answer_of(desk, &arena, comment->list, now);
	struct str text = str_of("its list is not in the configuration");
	bool is_done = false;
	enum err err = db_begin(desk->site->db, DB_DURABLE, why);

	if (err == OK && effect.list)
		err = effect_apply(&effect, &order, comment->id, &is_done,
		                   &text, why);
	err = commit_or_not(desk, err, why);
	if (err == OK)
		say(desk, str_of(arena_printf(&arena, "%lld: %.*s",
		                              (long long)comment->id,
		                              (int)text.len, text.ptr)));
	arena_free(&arena);
	return err ? err : reload(desk, why);
}

/* The last answer about the list, or about that of the one that is chosen; what
 * is held again is chosen then. */
static enum err undo(struct console *desk, int64_t now, struct why *why)
{
	struct arena arena = {0};
	struct str list = desk->list;
	struct effect effect;
	struct effect_undone *undone = NULL;
	int64_t id;
	size_t n = 0;
	enum err err;

	if (list.len == 0 && desk->n > 0)
		list = desk->comments[desk->at].list;
	if (list.len == 0)
		list = str_of(desk->site->config.lists[0].name);
	effect = answer_of(desk, &arena, list, now);
	err = db_begin(desk->site->db, DB_DURABLE, why);
	if (err == OK)
		err = effect_undo(&effect, &undone, &n, why);
	err = commit_or_not(desk, err, why);
	if (err == OK && n == 0)
		say(desk, str_of("there is nothing of yours to undo"));
	else if (err == OK)
		say(desk, str_of(arena_printf(&arena, "%lld: %.*s",
		                              (long long)undone[0].comment,
		                              (int)undone[0].text.len,
		                              undone[0].text.ptr)));
	id = n > 0 ? undone[0].comment : 0;
	arena_free(&arena);
	if (err == OK)
		err = reload(desk, why);
	for (size_t i = 0; err == OK && i < desk->n; i++)
		if (desk->comments[i].id == id)
			desk->at = i;
	return err;
}

/* "1" to "7": the codes in their order; anything else: never mind. */
static enum err press_reason(struct console *desk, int key, int64_t now,
                             struct why *why)
{
	struct str rest = str_of(reject_reasons), code;

	desk->asks_reason = false;
	say(desk, str_of("not rejected"));
	for (int i = '1'; str_next_field(&rest, ',', &code); i++)
		if (key == i)
			return decide(desk, VERB_REJECT, str_trim(code), now,
			              why);
	return OK;
}

static void move(struct console *desk, int step)
{
	desk->scroll = 0;
	if (step > 0 && desk->at + 1 < desk->n)
		desk->at++;
	else if (step < 0 && desk->at > 0)
		desk->at--;
}

static void turn(struct console *desk, int step)
{
	desk->scroll = 0;
	desk->view = (enum console_view)(
		((int)desk->view + step + CONSOLE_VIEWS) % CONSOLE_VIEWS);
}

static enum err press_one(struct console *desk, int key, int64_t now,
                          struct why *why)
{
	switch (key) {
	case 'a':
		return decide(desk, VERB_APPROVE, str_of(""), now, why);
	case 'f':
		return decide(desk, VERB_FEATURE, str_of(""), now, why);
	case 'b':
		return decide(desk, VERB_BLOCK, str_of(""), now, why);
	case 'r':
		desk->asks_reason = true;
		return OK;
	default:
		return OK;
	}
}

enum err console_press(struct console *desk, int key, int64_t now,
                       struct why *why)
{
	if (key == CONSOLE_KEY_NONE)
		return reload(desk, why);
	desk->message[0] = '\0';
	if (desk->asks_reason)
		return press_reason(desk, key, now, why);
	if (key == 'q')
		desk->is_done = true;
	else if (key == 'j' || key == CONSOLE_KEY_DOWN)
		move(desk, 1);
	else if (key == 'k' || key == CONSOLE_KEY_UP)
		move(desk, -1);
	else if (key == '\t' || key == CONSOLE_KEY_RIGHT)
		turn(desk, 1);
	else if (key == CONSOLE_KEY_LEFT)
		turn(desk, -1);
	else if (key == ' ' || key == CONSOLE_KEY_PAGE_DOWN)
		desk->scroll += CONSOLE_PAGE;
	else if (key == CONSOLE_KEY_PAGE_UP)
		desk->scroll -= desk->scroll < CONSOLE_PAGE ? desk->scroll
		                                            : CONSOLE_PAGE;
	else if (key == 'u')
		return undo(desk, now, why);
	else if (desk->n > 0)
		return press_one(desk, key, now, why);
	return OK;
}
