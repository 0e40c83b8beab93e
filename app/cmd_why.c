/*
 * why: what was made of a letter, step by step, and what came of it
 */
#include <stdio.h>
#include <sysexits.h>

#include <jansson.h>

#include "app/args.h"
#include "app/program.h"
#include "app/site.h"
#include "app/tell.h"
#include "store/comments.h"
#include "store/deliveries.h"
#include "store/editions.h"

#define COMMENT_PREFIX "comment:"

struct teller {
	struct site *site;
	struct arena *arena;
	struct why why;
};

/* A comment with all that was done about it. */
struct outcome {
	struct comment comment;
	struct decision *decisions;
	size_t n;
	struct edition edition; /* that printed it; id 0: none */
};

static enum err find_by_comment(struct teller *t, struct str id,
                                struct letter **letters, size_t *n)
{
	struct comment comment;
	int64_t number;
	enum err err;

	if (!str_number(id, &number))
		return err_because(&t->why, ERR_INPUT,
		                   "'%.*s' is not the id of a comment",
		                   (int)id.len, id.ptr);
	err = comment_get(t->site->db, t->arena, number, &comment, &t->why);
	if (err == OK && comment.letter == 0)
		return err_because(&t->why, ERR_ABSENT,
		                   "comment %lld came by no letter",
		                   (long long)number);
	*letters = arena_new(t->arena, struct letter);
	*n = 1;
	return err ? err
	           : letter_get(t->site->db, t->arena, comment.letter, *letters,
	                        &t->why);
}

static enum err find_by_name(struct teller *t, struct str name,
                             struct letter **letters, size_t *n)
{
	struct str id = name;
	enum err err;

	if (str_starts(id, "<") && str_ends(id, ">"))
		id = str_slice(id, 1, id.len - 1);
	err = letter_list_named(t->site->db, t->arena, id, letters, n, &t->why);
	if (err == OK && *n == 0)
		return err_because(&t->why, ERR_ABSENT,
		                   "no letter with the Message-ID %.*s",
		                   (int)name.len, name.ptr);
	return err;
}

/* The letters that `word` calls: an id, comment:ID or a Message-ID. */
static enum err find(struct teller *t, struct str word, struct letter **letters,
                     size_t *n)
{
	int64_t id;

	if (str_starts(word, COMMENT_PREFIX))
		return find_by_comment(
			t, str_from(word, sizeof(COMMENT_PREFIX) - 1), letters,
			n);
	if (!str_number(word, &id))
		return find_by_name(t, word, letters, n);
	*letters = arena_new(t->arena, struct letter);
	*n = 1;
	return letter_get(t->site->db, t->arena, id, *letters, &t->why);
}

static enum err find_outcomes(struct teller *t, int64_t letter,
                              struct outcome **outcomes, size_t *n)
{
	struct db *db = t->site->db;
	struct comment *comments;
	enum err err = comment_list_of_letter(db, t->arena, letter, &comments,
	                                      n, &t->why);

	if (err)
		return err;
	*outcomes = arena_array(t->arena, struct outcome, *n);
	for (size_t i = 0; err == OK && i < *n; i++) {
		struct outcome *o = &(*outcomes)[i];

		o->comment = comments[i];
		err = comment_decisions(db, t->arena, comments[i].id,
		                        &o->decisions, &o->n, &t->why);
		if (err == OK && comments[i].edition)
			err = edition_get(db, t->arena, comments[i].edition,
			                  &o->edition, &t->why);
	}
	return err;
}

static json_t *text_json(struct str text)
{
	return json_stringn(text.ptr ? text.ptr : "", text.len);
}

static json_t *outcome_json(const struct outcome *o)
{
	const struct comment *c = &o->comment;
	json_t *decisions = json_array();

	for (size_t i = 0; i < o->n; i++)
		json_array_append_new(
			decisions,
			json_pack("{s:o, s:o, s:o, s:s, s:o}", "event",
		                  text_json(o->decisions[i].event), "actor",
		                  text_json(o->decisions[i].actor), "reason",
		                  text_json(o->decisions[i].reason), "state",
		                  comment_state_name(o->decisions[i].state),
		                  "at", out_time_json(o->decisions[i].at)));
	return json_pack(
		"{s:I, s:s, s:I, s:o, s:I, s:o, s:o, s:o}", "id",
		(json_int_t)c->id, "state", comment_state_name(c->state),
		"article", (json_int_t)c->article, "title", text_json(c->title),
		"confidence", (json_int_t)c->confidence, "doubt",
		text_json(c->doubt), "decisions", decisions, "edition",
		o->edition.id ? json_integer(o->edition.number) : json_null());
}

static json_t *notices_json(const struct delivery *notices, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(
			list, json_pack("{s:I, s:o, s:o, s:s}", "id",
		                        (json_int_t)notices[i].id, "kind",
		                        text_json(notices[i].kind), "to",
		                        text_json(notices[i].address), "state",
		                        delivery_state_name(notices[i].state)));
	return list;
}

static void print_outcome(const struct outcome *o)
{
	const struct comment *c = &o->comment;

	printf("\nComment %lld, %s, on %.*s\n", (long long)c->id,
	       comment_state_name(c->state),
	       c->article ? (int)c->title.len : 20,
	       c->article ? c->title.ptr : "no article that we know");
	printf("  confidence %lld %%\n", (long long)c->confidence);
	if (c->doubt.len > 0)
		printf("  look: %.*s\n", (int)c->doubt.len, c->doubt.ptr);
	for (size_t i = 0; i < o->n; i++)
		printf("  %.*s by %.*s%s%.*s\n", (int)o->decisions[i].event.len,
		       o->decisions[i].event.ptr,
		       (int)o->decisions[i].actor.len,
		       o->decisions[i].actor.ptr,
		       o->decisions[i].reason.len > 0 ? ": " : "",
		       (int)o->decisions[i].reason.len,
		       o->decisions[i].reason.ptr);
	if (o->edition.id)
		printf("  printed in edition %lld of %.*s\n",
		       (long long)o->edition.number, (int)o->edition.list.len,
		       o->edition.list.ptr);
}

static void print_notices(const struct delivery *notices, size_t n)
{
	for (size_t i = 0; i < n; i++)
		printf("\nNotice %lld (%.*s) to %.*s: %s\n",
		       (long long)notices[i].id, (int)notices[i].kind.len,
		       notices[i].kind.ptr, (int)notices[i].address.len,
		       notices[i].address.ptr,
		       delivery_state_name(notices[i].state));
}

static enum err tell_one(struct teller *t, const struct letter *letter,
                         struct out *out)
{
	struct outcome *outcomes = NULL;
	struct delivery *notices = NULL;
	json_t *comments;
	size_t n = 0, n_notices = 0;
	enum err err = find_outcomes(t, letter->id, &outcomes, &n);

	if (err == OK)
		err = delivery_list_of_letter(t->site->db, t->arena, letter->id,
		                              &notices, &n_notices, &t->why);
	if (err)
		return err;
	if (!out->is_json) {
		tell_letter_head(letter);
		printf("\n");
		tell_steps(t->arena, letter);
		for (size_t i = 0; i < n; i++)
			print_outcome(&outcomes[i]);
		print_notices(notices, n_notices);
		return OK;
	}
	comments = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(comments, outcome_json(&outcomes[i]));
	tell_letter(out, t->arena, letter);
	out_json(out, "comments", comments);
	out_json(out, "notices", notices_json(notices, n_notices));
	return OK;
}

static int tell(struct teller *t, const char *word, bool is_json)
{
	static const char *const columns[] = {NULL};
	struct letter *letters = NULL;
	struct out out;
	size_t n = 0;
	enum err err = find(t, str_of(word), &letters, &n);

	out_open(&out, is_json);
	for (size_t i = 0; err == OK && i < n; i++) {
		if (i > 0 && !is_json)
			printf("\n");
		err = tell_one(t, &letters[i], &out);
	}
	if (err || !is_json)
		out_drop(&out);
	else
		out_close(&out, columns, "");
	return err ? out_error(err, "%s", t->why.text) : EX_OK;
}

int program_why(const struct program *program, int argc, char **argv)
{
	struct arena arena = {0};
	struct site site = {0};
	struct teller teller = {.site = &site, .arena = &arena};
	struct args args;
	int code = args_read(program, argc, argv, NULL, 0, &args);

	if (code >= 0)
		return code;
	if (args.n_words != 1)
		return args_wrong(program, "which letter?");
	code = site_start(args.config, &site);
	if (code == EX_OK)
		code = tell(&teller, args.words[0], args.is_json);
	site_close(&site);
	arena_free(&arena);
	return code;
}
