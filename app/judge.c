#include "app/judge.h"

#include "app/blocked.h"
#include "app/consent.h"
#include "app/quoted.h"
#include "app/route.h"
#include "app/who.h"
#include "digest/kind.h"
#include "digest/outline.h"
#include "mailer/address.h"
#include "text/stub.h"

enum {
	GREETING_WORDS = 5,     /* more beside an encrypted message are words */
	BESIDE_CONFIDENCE = 40, /* of these, percent: a moderator looks */
};

struct judge {
	struct site *site;
	struct arena *arena;
	const struct mail *mail;
	int64_t now;
	struct judgement *j;
	bool is_to_list; /* see route_letter() */
};

const char *letter_class_name(enum letter_class class)
{
	static const char *const names[] = {
		[CLASS_COMMENT] = "comment",
		[CLASS_COMMAND] = "command",
		[CLASS_DECISION] = "decision",
		[CLASS_ANSWER] = "answer",
		[CLASS_REQUEST] = "request",
		[CLASS_BOUNCE] = "bounce",
		[CLASS_COMPLAINT] = "complaint",
		[CLASS_AUTO] = "auto",
		[CLASS_ARTICLE] = "article",
		[CLASS_EMPTY] = "empty",
		[CLASS_JUNK] = "junk",
		[CLASS_BLOCKED] = "blocked",
		[CLASS_FLOOD] = "flood",
		[CLASS_UNREADABLE] = "unreadable",
	};

	return (size_t) class < ARRAY_LEN(names) ? names[class] : "unknown";
}

struct str judge_body(const struct mail *mail)
{
	return stub_is(mail->text, mail->html_text) ? mail->html_text
	                                            : mail->text;
}

struct str judge_writer(struct arena *arena, const struct mail *mail)
{
	struct str box = str_slice(mail->from_addr, 0,
	                           str_find_char(mail->from_addr, '@'));

	return str_trim(str_of(
		arena_printf(arena, "%.*s %.*s", (int)mail->from_name.len,
	                     mail->from_name.ptr ? mail->from_name.ptr : "",
	                     (int)box.len, box.ptr ? box.ptr : "")));
}

/* The pieces of the edition that was answered; none when it is unknown. */
static enum err load_pieces(struct judge *g, struct edition_piece **pieces,
                            size_t *n, struct why *why)
{
	struct judgement *j = g->j;
	struct str outline;
	enum err err = edition_item_get(g->site->db, g->arena, j->token.item,
	                                &j->item, why);

	if (err) /* nothing to align with is no failure */
		return err == ERR_ABSENT ? OK : err;
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
	return stub_is(mail->text, mail->html_text) ? "text/html"
	                                            : "text/plain";
}

/* Nothing is deleted: what was taken out of the text is a cut of it. */
static void keep_closed(struct judge *g)
{
	struct reply *reply = &g->j->reply;

	if (g->mail->closed.len == 0)
		return;
	reply->cuts = arena_grow(g->arena, reply->cuts, reply->n_cuts,
	                         sizeof(*reply->cuts));
	reply->cuts[reply->n_cuts++] =
		(struct cut){CUT_ENCRYPTED, g->mail->closed};
}

/* What stands beside an encrypted message: a greeting is no comment, and of
 * more a moderator should know. */
static void judge_encrypted(struct judge *g)
{
	struct reply *reply = &g->j->reply;
	size_t n_words = 0;

	for (size_t i = 0; i < reply->n_answers; i++) {
		struct reply_answer *answer = &reply->answers[i];
		struct str rest = answer->text, word;

		while (str_next_word(&rest, &word))
			n_words++;
		if (answer->confidence > BESIDE_CONFIDENCE)
			answer->confidence = BESIDE_CONFIDENCE;
	}
	if (n_words <= GREETING_WORDS)
		g->j->class = CLASS_EMPTY;
}

static void tell_split(struct judge *g)
{
	struct judgement *j = g->j;

	keep_closed(g);
	story_step(&j->story, STEP_WORDS, least_confidence(&j->reply),
	           body_name(g->mail), "own words: %zu %s, %zu cut (%s)",
	           j->reply.n_answers,
	           j->reply.n_answers == 1 ? "answer" : "answers",
	           j->reply.n_cuts, j->reply.how ? j->reply.how : "");
	j->class = j->reply.n_answers > 0 ? CLASS_COMMENT : CLASS_EMPTY;
	if (g->mail->is_encrypted)
		judge_encrypted(g);
	if (j->class == CLASS_EMPTY)
		story_step(&j->story, STEP_WORDS, 0, body_name(g->mail), "%s",
		           g->mail->is_encrypted
		                   ? "it is encrypted"
		                   : "it has no words of its own");
}

/* The command that the writer's own words are, if they are one that an answer to
 * an edition may be. */
static enum command only_word(const struct reply *reply)
{
	return reply->n_answers == 1 ? command_in_answer(reply->answers[0].text)
	                             : COMMAND_NONE;
}

static enum err judge_comment(struct judge *g, struct why *why)
{
	struct edition_piece *pieces = NULL;
	enum command command;
	size_t n = 0;
	enum err err = load_pieces(g, &pieces, &n, why);

	if (err)
		return err;
	err = who_author(g->site, g->arena, g->mail, g->j, why);
	if (err)
		return err;
	reply_split(g->arena, judge_body(g->mail),
	            judge_writer(g->arena, g->mail), pieces, n, &g->j->reply);
	err = quoted_find(g->site, g->arena, g->mail, g->j, why);
	if (err)
		return err;
	tell_split(g);
	command = only_word(&g->j->reply);
	if (command != COMMAND_NONE) {
		g->j->class = CLASS_COMMAND;
		g->j->command = command;
		story_step(&g->j->story, STEP_KIND, 90, "own words",
		           "it says \"%s\"", command_name(g->j->command));
	}
	return OK;
}

/* A mail to the list's own address: a command, or a letter without a token. */
static enum err judge_tokenless(struct judge *g, struct why *why)
{
	struct judgement *j = g->j;
	bool is_answer = false;
	enum err err;

	j->command = command_find(g->mail->subject, judge_body(g->mail));
	if (j->command != COMMAND_NONE) {
		j->class = CLASS_COMMAND;
		story_step(&j->story, STEP_KIND, 0, "Subject and text",
		           "it says \"%s\"", command_name(j->command));
		return OK;
	}
	err = consent_judge(g->site, g->arena, g->mail, j, &is_answer, why);
	if (err || is_answer)
		return err;
	err = who_tokenless(g->site, g->arena, g->mail, j, why);
	if (err == OK && j->is_tokenless)
		tell_split(g);
	return err;
}

static enum err judge_person(struct judge *g, struct why *why)
{
	struct judgement *j = g->j;

	who_border(g->site, g->arena, g->mail, j);
	if (!j->has_token && g->is_to_list)
		return judge_tokenless(g, why);
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
		           "it confirms what we asked");
		j->class = CLASS_COMMAND;
		return OK;
	case TOKEN_LEAVE:
		story_step(&j->story, STEP_KIND, 100,
		           token_kind_name(j->token.kind),
		           "it ends a subscription");
		j->class = CLASS_COMMAND;
		return OK;
	case TOKEN_QUESTION:
		story_step(&j->story, STEP_KIND, 100,
		           token_kind_name(j->token.kind),
		           "it answers our question about letter %lld",
		           (long long)j->question.letter);
		j->class = CLASS_ANSWER;
		return who_author(g->site, g->arena, g->mail, j, why);
	case TOKEN_AUTHOR:
		story_step(&j->story, STEP_KIND, 100,
		           token_kind_name(j->token.kind),
		           "it answers our mail about letter %lld",
		           (long long)j->ack.letter);
		j->class = CLASS_REQUEST;
		reply_split(g->arena, judge_body(g->mail),
		            judge_writer(g->arena, g->mail), NULL, 0,
		            &j->reply);
		return who_author(g->site, g->arena, g->mail, j, why);
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
	reply_split(g->arena, judge_body(g->mail),
	            judge_writer(g->arena, g->mail), NULL, 0, &g->j->reply);
	tell_split(g);
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

/* Whose it is tells the address that it came to, or the mail in it.  Of a reply
 * token, which others see too, it matters who writes: and a mail program's
 * button says there what the word says. */
static enum err judge_complaint(struct judge *g, struct why *why)
{
	struct judgement *j = g->j;
	enum err err;

	j->class = CLASS_COMPLAINT;
	if (!g->site)
		return OK;
	err = route_returned(g->site, g->arena, g->mail->report_mail, g->now, j,
	                     why);
	if (err == OK)
		err = route_returned(g->site, g->arena, g->mail->report, g->now,
		                     j, why);
	if (err || !j->has_token || j->token.kind != TOKEN_REPLY)
		return err;
	who_border(g->site, g->arena, g->mail, j);
	if (g->mail->report.len > 0)
		return who_author(g->site, g->arena, g->mail, j, why);
	j->class = CLASS_COMMAND;
	j->command = COMMAND_UNSUBSCRIBE;
	story_step(&j->story, STEP_KIND, 90, "reply token",
	           "it counts as the word \"%s\"", command_name(j->command));
	return OK;
}

/* Words alone do not make a subscriber's answer to an edition a machine's: a
 * moderator shall see it. */
static bool may_be_persons(const struct judge *g, enum kind kind)
{
	const struct judgement *j = g->j;

	return g->site && j->has_token && j->token.kind == TOKEN_REPLY &&
	       j->has_subscriber && kind_is_by_words(g->mail, kind) &&
	       address_eq(g->mail->from_addr, j->subscriber.address);
}

static void doubt_person(struct judgement *j)
{
	static const char words[] =
		"its words are those of a machine's mail; its sender is the"
		" subscriber";

	story_step(&j->story, STEP_KIND, 50, "token and From",
	           "it may be a person's all the same: a moderator decides");
	if (j->doubt.len == 0)
		j->doubt = str_of(words);
}

enum err judge_mail(struct site *site, struct arena *arena,
                    const struct mail *mail, int64_t now,
                    struct judgement *judgement, struct why *why)
{
	struct judge g = {site, arena, mail, now, judgement, false};
	bool is_doubtful;
	enum kind kind;
	enum err err = OK;

	*judgement = (struct judgement){.story = {.arena = arena}};
	kind = kind_of(mail, &judgement->story);
	if (kind == KIND_PERSON)
		story_step(&judgement->story, STEP_KIND, 90, "header and text",
		           "a person wrote it: no mark of a machine");
	if (site)
		err = route_letter(site, arena, mail, now, judgement,
		                   &g.is_to_list, why);
	if (err)
		return err;
	if (site ? route_is_from_us(site, mail)
	         : kind_is_to_itself(arena, mail)) {
		story_step(&judgement->story, STEP_KIND, 100, "From",
		           "it comes from an address of ours: a loop");
		judgement->class = CLASS_AUTO;
		return OK;
	}
	is_doubtful = may_be_persons(&g, kind);
	switch (is_doubtful ? KIND_PERSON : kind) {
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
		return judge_complaint(&g, why);
	case KIND_AUTO:
		judgement->class = CLASS_AUTO;
		return OK;
	case KIND_JUNK:
		judgement->class = CLASS_JUNK;
		return OK;
	case KIND_PERSON:
		break;
	}
	if (!site) {
		judge_form(&g);
		return OK;
	}
	err = judge_person(&g, why);
	if (err == OK && is_doubtful)
		doubt_person(judgement);
	if (err == OK && (judgement->class == CLASS_COMMENT ||
	                  judgement->class == CLASS_EMPTY))
		err = blocked_judge(site, arena, mail, now, judgement, why);
	return err;
}
