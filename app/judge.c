#include "app/judge.h"

#include "digest/kind.h"
#include "digest/outline.h"
#include "mailer/address.h"

struct judge {
	struct site *site;
	struct arena *arena;
	const struct mail *mail;
	int64_t now;
	struct judgement *j;
	bool is_to_list; /* the list's own address was written to */
};

const char *letter_class_name(enum letter_class class)
{
	static const char *const names[] = {
		[CLASS_COMMENT] = "comment",
		[CLASS_COMMAND] = "command",
		[CLASS_DECISION] = "decision",
		[CLASS_BOUNCE] = "bounce",
		[CLASS_COMPLAINT] = "complaint",
		[CLASS_AUTO] = "auto",
		[CLASS_ARTICLE] = "article",
		[CLASS_EMPTY] = "empty",
		[CLASS_JUNK] = "junk",
		[CLASS_UNREADABLE] = "unreadable",
	};

	return (size_t) class < ARRAY_LEN(names) ? names[class] : "unknown";
}

struct str judge_body(const struct mail *mail)
{
	return str_trim(mail->text).len > 0 ? mail->text : mail->html_text;
}

/* A lookup that may find nothing: ERR_ABSENT is an answer, not a failure. */
static enum err found(enum err err, bool *is_there)
{
	*is_there = err == OK;
	return err == ERR_ABSENT ? OK : err;
}

static bool is_signed_here(struct judge *g, const struct config_list *list,
                           const struct token *token, struct str owner_list)
{
	enum err err;

	if (!str_is(owner_list, list->name))
		return false;
	err = token_verify(&g->site->keys, owner_list, token_day(g->now),
	                   token);
	if (err == ERR_EXPIRED)
		story_step(&g->j->story, STEP_TOKEN, 100,
		           token_kind_name(token->kind),
		           "the token in the address is older than"
		           " %d days",
		           TOKEN_DAYS);
	return err == OK;
}

/* Look up what a token names and check that we signed it for `list`. */
static enum err check_token(struct judge *g, const struct config_list *list,
                            const struct token *token, bool *is_good,
                            struct why *why)
{
	struct judgement *j = g->j;
	struct db *db = g->site->db;
	struct str pid = {(const char *)token->pid, sizeof(token->pid)};
	struct str hash = str_of(token->secret_hash);
	enum err err = OK;

	*is_good = false;
	switch (token->kind) {
	case TOKEN_REPLY:
		err = found(subscriber_by_pid(db, g->arena, token->subscriber,
		                              &j->subscriber, why),
		            &j->has_subscriber);
		*is_good = j->has_subscriber &&
		           is_signed_here(g, list, token, j->subscriber.list);
		break;
	case TOKEN_LEAVE:
		err = found(subscriber_by_leave_pid(db, g->arena, pid,
		                                    &j->subscriber, why),
		            &j->has_subscriber);
		*is_good = j->has_subscriber &&
		           is_signed_here(g, list, token, j->subscriber.list);
		break;
	case TOKEN_VERP:
		err = found(delivery_get(db, g->arena, token->delivery,
		                         &j->delivery, why),
		            is_good);
		*is_good = *is_good &&
		           is_signed_here(g, list, token, j->delivery.list);
		break;
	case TOKEN_MODERATE:
		err = found(queue_by_token(db, g->arena, hash, &j->queue, why),
		            is_good);
		*is_good = *is_good && str_is(j->queue.list, list->name);
		break;
	case TOKEN_CONFIRM:
		*is_good = true; /* app/act.c uses it up, or finds it wrong */
		break;
	}
	if (!*is_good)
		j->has_subscriber = false;
	return err;
}

static enum err route_one(struct judge *g, struct str address, struct why *why)
{
	const struct config *config = &g->site->config;
	struct judgement *j = g->j;

	for (int64_t i = 0; i < config->n_lists && !j->has_token; i++) {
		const struct config_list *list = &config->lists[i];
		struct str text;
		struct token token;
		bool is_good = false;
		enum err err;

		if (address_eq(address, str_of(list->address))) {
			g->is_to_list = true;
			j->list = list;
		}
		if (!token_in_address(address, str_of(list->reply_address),
		                      &text))
			continue;
		if (token_parse(text, &token) != OK) {
			story_step(&j->story, STEP_TOKEN, 100, "recipients",
			           "the address has no token of ours");
			continue;
		}
		err = check_token(g, list, &token, &is_good, why);
		if (err)
			return err;
		if (!is_good) {
			story_step(&j->story, STEP_TOKEN, 100,
			           token_kind_name(token.kind),
			           "the token in the address is not one that we"
			           " gave out");
			continue;
		}
		j->list = list;
		j->token = token;
		j->has_token = true;
	}
	return OK;
}

static void tell_route(struct judgement *j)
{
	story_step(&j->story, STEP_ROUTE, 100,
	           j->has_token ? token_kind_name(j->token.kind) : "recipients",
	           "it is for list %s", j->list->name);
}

/* Find list and token among the addresses that the mail was sent to. */
static enum err route(struct judge *g, struct why *why)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < g->mail->n_recipients; i++)
		if (!g->j->has_token)
			err = route_one(g, g->mail->recipients[i], why);
	if (g->j->list)
		tell_route(g->j);
	return err;
}

/* Is it from whom the token was given to?  One From mailbox, the same address
 * (Authentication-Results are not read yet: what is not certain is held). */
static void judge_author(struct judge *g)
{
	struct judgement *j = g->j;

	if (g->mail->n_from != 1) {
		j->doubt = str_of("the letter has not exactly one author");
	} else if (!address_eq(g->mail->from_addr, j->subscriber.address)) {
		j->doubt = str_of("the letter comes from another address than"
		                  " the edition went to");
	} else {
		j->is_verified = true;
		story_step(&j->story, STEP_AUTHOR, 80, "token and From",
		           "the author is the subscriber whom the token was"
		           " given to");
		return;
	}
	story_step(&j->story, STEP_AUTHOR, 0, "token and From",
	           "not verified: %.*s", (int)j->doubt.len, j->doubt.ptr);
}

/* The pieces of the edition that was answered; none when it is unknown. */
static enum err load_pieces(struct judge *g, struct edition_piece **pieces,
                            size_t *n, struct why *why)
{
	struct judgement *j = g->j;
	struct str outline;
	bool is_there;
	enum err err = found(edition_item_get(g->site->db, g->arena,
	                                      j->token.item, &j->item, why),
	                     &is_there);

	if (err || !is_there)
		return err;
	err = edition_get(g->site->db, g->arena, j->item.edition, &j->edition,
	                  why);
	if (err == OK)
		err = edition_form(g->site->db, g->arena, j->item.edition,
		                   str_of("both"), NULL, &outline, NULL, NULL,
		                   why);
	if (err)
		return err;
	story_step(&j->story, STEP_ROUTE, 100, "reply token",
	           "it answers edition %lld%s", (long long)j->edition.number,
	           j->item.position > 0 ? ", by an article's own address" : "");
	if (outline_parse(g->arena, outline, pieces, n) != OK)
		story_step(&j->story, STEP_ROUTE, 100, "edition",
		           "the edition's outline is damaged");
	return OK;
}

/* The confidence of the answer that is least certain. */
static int least_confidence(const struct reply *reply)
{
	int least = reply->n_answers > 0 ? 100 : 0;

	for (size_t i = 0; i < reply->n_answers; i++)
		if (reply->answers[i].confidence < least)
			least = reply->answers[i].confidence;
	return least;
}

/* The part that judge_body() is of. */
static const char *body_name(const struct mail *mail)
{
	return str_trim(mail->text).len > 0 ? "text/plain" : "text/html";
}

static void tell_split(struct judge *g)
{
	struct judgement *j = g->j;

	story_step(&j->story, STEP_WORDS, least_confidence(&j->reply),
	           body_name(g->mail), "own words: %zu %s, %zu cut (%s)",
	           j->reply.n_answers,
	           j->reply.n_answers == 1 ? "answer" : "answers",
	           j->reply.n_cuts, j->reply.how ? j->reply.how : "");
	j->class = j->reply.n_answers > 0 ? CLASS_COMMENT : CLASS_EMPTY;
	if (j->class == CLASS_EMPTY)
		story_step(&j->story, STEP_WORDS, 0, body_name(g->mail), "%s",
		           g->mail->is_encrypted
		                   ? "it is encrypted"
		                   : "it has no words of its own");
}

static enum err judge_comment(struct judge *g, struct why *why)
{
	struct edition_piece *pieces = NULL;
	size_t n = 0;
	enum err err = load_pieces(g, &pieces, &n, why);

	if (err)
		return err;
	judge_author(g);
	reply_split(g->arena, judge_body(g->mail), pieces, n, &g->j->reply);
	tell_split(g);
	return OK;
}

static void judge_command(struct judge *g)
{
	struct judgement *j = g->j;

	j->command = command_find(g->mail->subject, judge_body(g->mail));
	if (j->command == COMMAND_NONE) {
		j->class = CLASS_JUNK;
		story_step(&j->story, STEP_KIND, 0, "Subject and text",
		           "it has no token and is no command");
		return;
	}
	j->class = CLASS_COMMAND;
	story_step(&j->story, STEP_KIND, 0, "Subject and text",
	           "it says \"%s\"", command_name(j->command));
}

static enum err judge_person(struct judge *g, struct why *why)
{
	struct judgement *j = g->j;

	if (!j->has_token && g->is_to_list) {
		judge_command(g);
		return OK;
	}
	if (!j->has_token) {
		j->class = CLASS_JUNK;
		story_step(&j->story, STEP_TOKEN, 100, "recipients",
		           "it has no token of ours");
		return OK;
	}
	switch (j->token.kind) {
	case TOKEN_REPLY:
		return judge_comment(g, why);
	case TOKEN_VERP:
		j->class = CLASS_JUNK;
		story_step(&j->story, STEP_KIND, 100,
		           token_kind_name(j->token.kind),
		           "a return path takes reports only");
		return OK;
	case TOKEN_CONFIRM:
		story_step(&j->story, STEP_KIND, 100,
		           token_kind_name(j->token.kind),
		           "it confirms a subscription");
		j->class = CLASS_COMMAND;
		return OK;
	case TOKEN_LEAVE:
		story_step(&j->story, STEP_KIND, 100,
		           token_kind_name(j->token.kind),
		           "it ends a subscription");
		j->class = CLASS_COMMAND;
		return OK;
	case TOKEN_MODERATE:
		story_step(&j->story, STEP_KIND, 100,
		           token_kind_name(j->token.kind),
		           "it answers a moderator's queue");
		j->class = CLASS_DECISION;
		return OK;
	}
	return OK;
}

/* Without a site: what the words alone tell. */
static void judge_form(struct judge *g)
{
	struct judgement *j = g->j;

	if (g->mail->n_fields > 0 && mail_field(g->mail, "From").len == 0) {
		j->class = CLASS_JUNK;
		story_step(&j->story, STEP_AUTHOR, 100, "From",
		           "it does not tell who wrote it");
		return;
	}
	j->command = command_find(g->mail->subject, judge_body(g->mail));
	if (j->command != COMMAND_NONE) {
		j->class = CLASS_COMMAND;
		story_step(&j->story, STEP_KIND, 0, "Subject and text",
		           "it says \"%s\"", command_name(j->command));
		return;
	}
	reply_split(g->arena, judge_body(g->mail), NULL, 0, &g->j->reply);
	tell_split(g);
}

/* Whether From is an address that only we write from. */
static bool is_from_us(const struct judge *g)
{
	const struct config *config = &g->site->config;
	struct str from = g->mail->from_addr, text;

	for (int64_t i = 0; i < config->n_lists; i++)
		if (address_eq(from, str_of(config->lists[i].address)) ||
		    token_in_address(from,
		                     str_of(config->lists[i].reply_address),
		                     &text))
			return true;
	return false;
}

/* What the report says of the first recipient that it names. */
static void tell_bounce(struct judgement *j)
{
	static const char *const ends[] = {"failed", "is delayed",
	                                   "was delivered"};
	const struct bounce_recipient *one = j->bounce.recipients;

	story_step(&j->story, STEP_KIND, 0, "the report",
	           "the report says: it %s, %.*s, %s%s", ends[one->action],
	           (int)one->status.len, one->status.ptr,
	           bounce_reason_name(one->reason),
	           one->is_hard ? ", for good" : "");
}

enum err judge_mail(struct site *site, struct arena *arena,
                    const struct mail *mail, int64_t now,
                    struct judgement *judgement, struct why *why)
{
	struct judge g = {site, arena, mail, now, judgement, false};
	enum kind kind;
	enum err err = OK;

	*judgement = (struct judgement){.story = {.arena = arena}};
	kind = kind_of(mail, &judgement->story);
	if (kind == KIND_PERSON)
		story_step(&judgement->story, STEP_KIND, 90, "header and text",
		           "a person wrote it: no mark of a machine");
	if (site)
		err = route(&g, why);
	if (err)
		return err;
	if (site && is_from_us(&g)) {
		story_step(&judgement->story, STEP_KIND, 100, "From",
		           "it comes from an address of ours: a loop");
		judgement->class = CLASS_AUTO;
		return OK;
	}
	switch (kind) {
	case KIND_BOUNCE:
		judgement->class = CLASS_BOUNCE;
		bounce_read(arena, mail, &judgement->bounce);
		tell_bounce(judgement);
		if (judgement->has_token && judgement->delivery.id)
			story_step(&judgement->story, STEP_ROUTE, 100,
			           token_kind_name(judgement->token.kind),
			           "about delivery %lld",
			           (long long)judgement->delivery.id);
		return OK;
	case KIND_COMPLAINT:
		judgement->class = CLASS_COMPLAINT;
		return OK;
	case KIND_AUTO:
		judgement->class = CLASS_AUTO;
		return OK;
	case KIND_JUNK:
		judgement->class = CLASS_JUNK;
		return OK;
	case KIND_PERSON:
		break;
	}
	if (site)
		return judge_person(&g, why);
	judge_form(&g);
	return OK;
}
