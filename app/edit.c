/*
 * The editor: letters are judged, their effects written; moderators' queues
 * and editions that are due are made.
 */
#include <sysexits.h>

#include "app/act.h"
#include "app/ask.h"
#include "app/assess.h"
#include "app/decided.h"
#include "app/earned.h"
#include "app/expire.h"
#include "app/judges.h"
#include "app/probe.h"
#include "app/publish.h"
#include "app/queue.h"
#include "app/role.h"
#include "app/screen.h"
#include "app/unconfirmed.h"
#include "app/weekly.h"
#include "app/who.h"
#include "base/log.h"
#include "mailer/address.h"
#include "mailer/parser.h"
#include "mailer/scan.h"
#include "text/utf8.h"

enum {
	WATCH_MS = 200,    /* between looks whether the store has changed */
	CRASHES_MAX = 2,   /* of the parser: then a letter is set aside */
	DEATHS_MAX = 3,    /* of the editor itself, which others may kill too */
	STORE_WAIT_S = 10, /* after a store that failed */
	SUBJECT_KEPT = 200,
	ID_KEPT = 250,  /* bytes of a Message-ID (STANDARDS 2.1) */
	FATALS_MAX = 3, /* of one letter: then it is set aside */
};

struct editor {
	struct role *role;
	struct site *site;
	struct parser *parser;
	struct assessor *assessor;
	int64_t last;  /* the letter that was looked at last in this round */
	int64_t stuck; /* the letter that the store refused last */
	int n_refused; /* so many times in a row */
};

/* How well a letter is proven, best first: each is a key of its own. */
enum proof_rank {
	RANK_VOUCHED,
	RANK_UNPROVEN,
	RANK_FORGED,
};

static enum proof_rank rank_of(const struct judgement *j)
{
	if (who_is_forged(j))
		return RANK_FORGED;
	return who_is_vouched(j) ? RANK_VOUCHED : RANK_UNPROVEN;
}

/* What says that two mails are the same letter to the same address, whatever
 * their trace headers (STANDARDS 4.9, K2), and as well proven as `rank`. */
static struct str content_key(struct arena *arena, const struct mail *mail,
                              const struct judgement *j, enum proof_rank rank)
{
	char hex[2 * HASH_LEN + 1];
	struct str body = judge_body(mail);
	char *text = arena_printf(
		arena, "%.*s\n%.*s\n%lld\n%.*s\n%.*s\n%s\n%s %s\n%d",
		(int)mail->from_addr.len, mail->from_addr.ptr,
		(int)mail->message_id.len, mail->message_id.ptr,
		(long long)mail->date, (int)mail->subject.len,
		mail->subject.ptr, (int)body.len, body.ptr,
		j->list ? j->list->name : "", j->has_token ? j->token.text : "",
		j->has_token ? j->token.secret_hash : "", (int)rank);

	crypto_sha256_hex(str_of(text), hex);
	return arena_str(arena, str_of(hex));
}

/* Was it done before by a copy that was as well proven as this one, or better?
 * A forged copy that comes first must not keep the true letter out. */
static enum err is_done_before(struct editor *e, struct arena *arena,
                               const struct letter *letter,
                               const struct mail *mail,
                               const struct judgement *j, bool *is_so,
                               struct why *why)
{
	enum err err = OK;

	*is_so = false;
	for (int rank = RANK_VOUCHED;
	     err == OK && !*is_so && rank <= (int)rank_of(j); rank++)
		err = letter_is_repeat(
			e->site->db, letter->id,
			content_key(arena, mail, j, (enum proof_rank)rank),
			is_so, why);
	return err;
}

static enum err finish(struct editor *e, struct letter *letter,
                       enum letter_state state, const char *kind,
                       struct str story, struct str key, struct why *why)
{
	letter->state = state;
	letter->kind = str_of(kind);
	letter->story = story;
	letter->done_at = site_now();
	return letter_finish(e->site->db, letter, key, why);
}

static void take_head(struct arena *arena, struct letter *letter,
                      const struct mail *mail)
{
	if (address_normalise(arena, mail->from_addr, &letter->from_addr, NULL))
		letter->from_addr = mail->from_addr;
	letter->subject = utf8_clean_line(arena, mail->subject, SUBJECT_KEPT);
	letter->message_id = mail->message_id;
	if (letter->message_id.len >
	    ID_KEPT) /* it would be no use to anybody */
		letter->message_id = str_of("");
}

/* What the header alone tells of a mail that cannot be read as a whole. */
static void read_head(struct editor *e, struct arena *arena,
                      struct letter *letter)
{
	struct str rest = letter->raw, line, head;
	struct mail mail;

	while (str_next_line(&rest, &line) && str_trim(line).len > 0)
		;
	head = str_slice(letter->raw, 0, letter->raw.len - rest.len);
	if (parser_parse(e->parser, arena, head, &mail, NULL) == OK)
		take_head(arena, letter, &mail);
}

static enum err set_aside(struct editor *e, struct letter *letter,
                          const char *evidence, const char *reason,
                          struct why *why)
{
	struct arena arena = {0};
	struct story story = {.arena = &arena};
	enum err err;

	if (letter->crashes == 0) /* the parser may have died of its head */
		read_head(e, &arena, letter);
	story_step(&story, STEP_STATE, 0, evidence, "%s", reason);
	err = finish(e, letter, LETTER_ASIDE, "unreadable", story_kept(&story),
	             str_of(""), why);
	if (err == ERR_INPUT || err == ERR_FATAL) {
		/* Its head may be what the store refuses. */
		letter->from_addr = letter->subject = letter->message_id =
			str_of("");
		err = finish(e, letter, LETTER_ASIDE, "unreadable",
		             str_of(reason), str_of(""), why);
	}
	arena_free(&arena);
	if (err == OK)
		log_event(LOG_LEVEL_WARN, "letter_aside", "letter=%lld why=%s",
		          (long long)letter->id, reason);
	return err;
}

/* The parser refused the mail or died of it. */
static enum err not_parsed(struct editor *e, struct letter *letter,
                           enum err cause, const struct why *reason,
                           struct why *why)
{
	if (cause == ERR_INPUT)
		return set_aside(e, letter, "limits", reason->text, why);
	if (cause != ERR_LIMIT)
		return err_because(why, ERR_TEMP, "%s", reason->text);
	log_event(LOG_LEVEL_WARN, "parser_died", "letter=%lld why=%s",
	          (long long)letter->id, reason->text);
	if (letter->crashes + 1 >= CRASHES_MAX)
		return set_aside(e, letter, "parser", reason->text, why);
	return letter_crashed(e->site->db, letter->id, why);
}

/* Does it have no effect, so that no other copy repeats it? */
static bool is_idle(enum letter_class class)
{
	return class == CLASS_JUNK || class == CLASS_AUTO ||
	       class == CLASS_BLOCKED || class == CLASS_FLOOD;
}

/* What was a flood is set aside with its story. */
static enum err finish_as(struct editor *e, struct letter *letter,
                          struct judgement *j, struct str key, struct why *why)
{
	return finish(e, letter,
	              j->class == CLASS_FLOOD ? LETTER_ASIDE : LETTER_DONE,
	              letter_class_name(j->class), story_kept(&j->story),
	              is_idle(j->class) ? str_of("") : key, why);
}

/* Judge and act in one transaction. */
static enum err take_effect(struct editor *e, struct arena *arena,
                            struct letter *letter, const struct mail *mail,
                            struct why *why)
{
	struct judgement j;
	struct act act = {e->site, arena, letter, mail, &j, site_now()};
	bool is_repeat = false;
	enum err err = judge_mail(e->site, arena, mail, act.now, &j, why);

	take_head(arena, letter, mail);
	if (err == OK)
		err = is_done_before(e, arena, letter, mail, &j, &is_repeat,
		                     why);
	if (err)
		return err;
	if (is_repeat)
		return finish(e, letter, LETTER_DONE, "repeat",
		              str_of("this letter came before\n"), str_of(""),
		              why);
	err = act_on(&act, why);
	if (err)
		return err;
	if (j.list)
		letter->list = str_of(j.list->name);
	return finish_as(e, letter, &j,
	                 content_key(arena, mail, &j, rank_of(&j)), why);
}

/* Does an address of `list` stand in the header `head`? */
static bool is_addressed(struct arena *arena, const struct config_list *list,
                         struct str head)
{
	struct str reply = str_of(list->reply_address);
	const char *before_token = arena_copy(
		arena, str_slice(reply, 0, str_find(reply, "{token}")));

	return str_find_nocase(head, list->address) != STR_NONE ||
	       (before_token[0] &&
	        str_find_nocase(head, before_token) != STR_NONE);
}

/* The language of the list that `raw` was written to, for texts in it that do
 * not tell their charset. */
static struct str language_of(struct arena *arena, const struct site *site,
                              struct str raw)
{
	const struct config *config = &site->config;
	size_t end = str_find(raw, "\n\n");
	struct str head;

	if (end == STR_NONE)
		end = str_find(raw, "\r\n\r\n");
	head = str_slice(raw, 0, end < SCAN_HEADER_MAX ? end : SCAN_HEADER_MAX);
	for (int64_t i = 0; i < config->n_lists; i++)
		if (is_addressed(arena, &config->lists[i], head))
			return str_of(config->lists[i].language);
	return str_of("");
}

static void log_finished(const struct letter *letter)
{
	if (letter->state == LETTER_ASIDE)
		log_event(LOG_LEVEL_WARN, "letter_aside",
		          "letter=%lld why=%.*s", (long long)letter->id,
		          (int)letter->kind.len, letter->kind.ptr);
	else
		log_event(LOG_LEVEL_INFO, "letter_done",
		          "letter=%lld kind=%.*s list=%.*s",
		          (long long)letter->id, (int)letter->kind.len,
		          letter->kind.ptr, (int)letter->list.len,
		          letter->list.ptr);
}

static enum err edit_letter(struct editor *e, struct arena *arena,
                            struct letter *letter, struct why *why)
{
	struct why reason = {""};
	struct mail mail = {0};
	enum err err;

	if (!letter->is_whole)
		return set_aside(e, letter, "max_mail",
		                 "it is larger than max_mail", why);
	parser_set_language(e->parser,
	                    language_of(arena, e->site, letter->raw));
	err = parser_parse(e->parser, arena, letter->raw, &mail, &reason);
	if (err)
		return not_parsed(e, letter, err, &reason, why);
	err = db_begin(e->site->db, DB_DURABLE, why);
	if (err)
		return err;
	err = take_effect(e, arena, letter, &mail, why);
	if (err == OK)
		err = db_commit(e->site->db, why);
	else
		db_rollback(e->site->db);
	if (err == OK)
		log_finished(letter);
	return err;
}

/* Whether the failure is the letter's: the store refuses it, and not only once
 * (a damaged store refuses every letter). */
static bool is_letters_fault(struct editor *e, const struct letter *letter,
                             enum err err)
{
	if (err != ERR_FATAL)
		return err == ERR_INPUT || err == ERR_LIMIT ||
		       err == ERR_DENIED || err == ERR_EXPIRED;
	e->n_refused = e->stuck == letter->id ? e->n_refused + 1 : 1;
	e->stuck = letter->id;
	return e->n_refused >= FATALS_MAX;
}

/*
 * The oldest letter that is not done; false when there is none.  One that
 * cannot be edited for a mistake of ours (not for a busy store) is set aside,
 * so that it does not stop the others.
 */
static bool edit_next(struct editor *e, enum err *err)
{
	struct arena arena = {0};
	struct letter letter;
	struct why why = {""};

	*err = letter_next(e->site->db, &arena, e->last, &letter, &why);
	if (*err == OK) {
		e->last = letter.crashes > 0 ? letter.id : e->last;
		if (role_take(e->role, letter.id) >= DEATHS_MAX)
			*err = set_aside(e, &letter, "editor",
			                 "the editor died of it, again and"
			                 " again",
			                 &why);
		else
			*err = edit_letter(e, &arena, &letter, &why);
		if (is_letters_fault(e, &letter, *err)) {
			struct why again;

			*err = set_aside(e, &letter, "", why.text, &again);
			if (*err == ERR_EXPIRED) /* another editor was first */
				*err = OK;
		}
		role_take(e->role, 0);
	}
	if (*err && *err != ERR_ABSENT)
		log_event(LOG_LEVEL_ERROR, "edit_failed", "why=%s", why.text);
	arena_free(&arena);
	return *err == OK;
}

/* All there is to do now. */
static enum err edit_round(struct editor *e)
{
	enum err err = OK;

	e->last = 0;
	while (!role_stopped() && edit_next(e, &err))
		role_busy(e->role, 120);
	role_busy(e->role, 600);
	ask_expire(e->site, site_now());
	unconfirmed_expire(e->site, site_now());
	probe_due(e->site, site_now());
	assess_due(e->assessor, site_now());
	screen_due(e->site, site_now());
	earned_due(e->site, site_now());
	expire_due(e->site, site_now());
	judges_hold_due(e->site, site_now());
	decided_tell_due(e->site, site_now());
	queue_send_due(e->site, site_now());
	publish_due(e->site, site_now());
	weekly_send_due(e->site, site_now());
	return err == ERR_ABSENT ? OK : err;
}

/* Wait until the store changes or it is time to look at the clock. */
static void wait_for_work(struct editor *e)
{
	int64_t until = role_clock_ms() + e->site->config.edit_every_s * 1000;
	int64_t version = db_version(e->site->db);

	role_busy(e->role, e->site->config.edit_every_s + 120);
	while (role_clock_ms() < until && !role_sleep(WATCH_MS))
		if (db_version(e->site->db) != version)
			return;
}

int role_edit(struct role *role)
{
	struct editor e = {.role = role, .site = role->site};
	enum err err;

	parser_open(&e.parser);
	e.assessor = assess_open(e.site);
	do {
		err = edit_round(&e);
		if (role->is_once)
			break;
		if (err)
			role_sleep(STORE_WAIT_S * 1000);
		else
			wait_for_work(&e);
	} while (!role_stopped());
	parser_close(&e.parser);
	assess_close(&e.assessor);
	return err ? EX_TEMPFAIL : EX_OK;
}
