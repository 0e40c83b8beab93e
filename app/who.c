#include "app/who.h"

#include "digest/outline.h"
#include "mailer/address.h"
#include "text/align.h"

enum {
	EDITIONS_MAX = 5, /* whose words a letter without a token may quote */
};

struct who {
	struct site *site;
	struct arena *arena;
	const struct mail *mail;
	struct judgement *j;
};

void who_border(struct site *site, struct arena *arena, const struct mail *mail,
                struct judgement *judgement)
{
	struct auth *auth = &judgement->auth;

	*auth = auth_judge(arena, mail, &site->config.auth);
	if (auth->verdict == AUTH_OFF)
		return;
	story_step(&judgement->story, STEP_AUTHOR,
	           auth->verdict == AUTH_NONE ? 0 : 95,
	           "Received and Authentication-Results", "%s: %.*s",
	           auth_verdict_name(auth->verdict), (int)auth->evidence.len,
	           auth->evidence.ptr);
}

bool who_is_signed(const struct judgement *judgement)
{
	return judgement->is_verified ||
	       str_is(judgement->doubt, WHO_UNPROVEN) ||
	       str_is(judgement->doubt, WHO_TOKENLESS);
}

bool who_is_vouched(const struct judgement *judgement)
{
	return judgement->auth.verdict == AUTH_OFF ||
	       auth_is_pass(judgement->auth.verdict);
}

bool who_is_forged(const struct judgement *judgement)
{
	return judgement->auth.verdict == AUTH_FAIL;
}

static void doubt(struct judgement *j, const char *words)
{
	j->doubt = str_of(words);
	story_step(&j->story, STEP_AUTHOR, 0, "token and From",
	           "not verified: %s", words);
}

/* Whose address is From?  0: nobody's that we know. */
static enum err reader_of_from(struct who *w, int64_t *reader, struct why *why)
{
	struct str address = w->mail->from_addr, name;
	enum err err;

	if (address_normalise(w->arena, address, &address, NULL))
		address = w->mail->from_addr;
	err = reader_find(w->site->db, w->arena, address, reader, &name, why);
	if (err == ERR_ABSENT)
		*reader = 0;
	return err == ERR_ABSENT ? OK : err;
}

enum err who_author(struct site *site, struct arena *arena,
                    const struct mail *mail, struct judgement *judgement,
                    struct why *why)
{
	struct who w = {site, arena, mail, judgement};
	struct judgement *j = judgement;
	int64_t reader = 0;
	enum err err = reader_of_from(&w, &reader, why);

	if (err)
		return err;
	if (who_is_forged(j)) {
		doubt(j, WHO_FORGED);
	} else if (mail->is_mended) {
		doubt(j, "the header of the letter is damaged");
	} else if (mail->n_from != 1) {
		doubt(j, "the letter has not exactly one author");
	} else if (reader != j->subscriber.reader) {
		doubt(j, who_is_vouched(j) ? WHO_OTHER : WHO_OTHER_UNPROVEN);
		j->other = reader ? WHO_IS_READER : WHO_IS_UNKNOWN;
	} else if (!who_is_vouched(j)) {
		doubt(j, WHO_UNPROVEN);
	} else {
		j->is_verified = true;
		story_step(&j->story, STEP_AUTHOR,
		           j->auth.verdict == AUTH_OFF ? 80 : 95,
		           "token and From",
		           address_eq(mail->from_addr, j->subscriber.address)
		                   ? "the author is the subscriber whom the"
		                     " token was given to"
		                   : "the author is the subscriber whom the"
		                     " token was given to, from another"
		                     " address that was confirmed");
	}
	return OK;
}

/* The pieces of an edition, which has items; none when `lines` are not of it.
 * Aligning is cheap, splitting is not: that is done once, with these. */
static enum err try_edition(struct who *w, struct lines *lines, int64_t edition,
                            struct edition_piece **pieces, size_t *n,
                            struct why *why)
{
	struct db *db = w->site->db;
	struct judgement *j = w->j;
	struct edition_item *items;
	struct str outline;
	size_t n_items = 0;
	enum err err = edition_form(db, w->arena, edition, str_of("both"), NULL,
	                            &outline, NULL, NULL, why);

	*n = 0;
	if (err || outline_parse(w->arena, outline, pieces, n) ||
	    !align_mark(w->arena, lines, *pieces, *n)) {
		*n = 0;
		return err;
	}
	err = edition_items(db, w->arena, edition, &items, &n_items, why);
	if (err == OK)
		err = edition_get(db, w->arena, edition, &j->edition, why);
	if (err || n_items == 0)
		return err;
	j->item = items[0];
	story_step(&j->story, STEP_TARGET, 80, "what it quotes",
	           "it quotes edition %lld", (long long)j->edition.number);
	return OK;
}

enum err who_editions(struct site *site, struct arena *arena,
                      const struct judgement *judgement, int64_t limit,
                      int64_t **editions, size_t *n, struct why *why)
{
	const struct subscriber *s = &judgement->subscriber;

	if (judgement->is_stranger)
		return edition_list_last(site->db, arena,
		                         str_of(judgement->list->name), limit,
		                         editions, n, why);
	return edition_list_of(site->db, arena, s->list, s->id, limit, editions,
	                       n, why);
}

/* Split the letter by the edition that it quotes, of those that its author got;
 * by patterns when it quotes none. */
static enum err find_edition(struct who *w, struct why *why)
{
	struct judgement *j = w->j;
	struct str body = judge_body(w->mail);
	struct edition_piece *pieces = NULL;
	struct lines lines;
	int64_t *editions;
	size_t n = 0, n_pieces = 0;
	enum err err = who_editions(w->site, w->arena, j, EDITIONS_MAX,
	                            &editions, &n, why);

	lines_split(w->arena, body, &lines);
	for (size_t i = 0; err == OK && !j->item.id && i < n; i++)
		err = try_edition(w, &lines, editions[i], &pieces, &n_pieces,
		                  why);
	if (err == OK)
		reply_split(w->arena, body, judge_writer(w->arena, w->mail),
		            pieces, j->item.id ? n_pieces : 0, &j->reply);
	return err;
}

/* An editor's article; false when it is not an editor's, or not proven. */
static bool is_article(struct who *w)
{
	const struct config_list *list = w->j->list;
	bool is_editor = false;

	for (int64_t i = 0; i < list->n_editors && w->mail->n_from == 1; i++)
		if (address_eq(w->mail->from_addr, str_of(list->editors[i])))
			is_editor = true;
	if (!is_editor)
		return false;
	if (!auth_is_pass(w->j->auth.verdict)) {
		story_step(&w->j->story, STEP_AUTHOR, 0, "From",
		           "an editor's address, but nothing proves that it is"
		           " theirs");
		return false;
	}
	story_step(&w->j->story, STEP_KIND, 95, "From and the border",
	           "it is an article by an editor");
	w->j->class = CLASS_ARTICLE;
	return true;
}

static enum err not_taken(struct who *w, const char *words)
{
	w->j->class = CLASS_JUNK;
	story_step(&w->j->story, STEP_KIND, 0, "From", "%s", words);
	return OK;
}

/* Also who gets no mail for a while: it says nothing of what they write. */
static bool is_subscribed(const struct subscriber *row)
{
	return row->state == SUBSCRIBER_ACTIVE ||
	       row->state == SUBSCRIBER_PAUSED ||
	       row->state == SUBSCRIBER_SUSPENDED;
}

/* A letter of nobody that we know, by list policy. */
static enum err by_stranger(struct who *w, struct why *why)
{
	struct judgement *j = w->j;
	struct str address;

	if (j->list->strangers == CONFIG_STRANGERS_DROP)
		return not_taken(w, "it has no token, is no command and does"
		                    " not come from a subscriber");
	if (w->mail->n_from != 1 || w->mail->is_mended ||
	    address_normalise(w->arena, w->mail->from_addr, &address, NULL))
		return not_taken(w, "it has no token and not one sender that"
		                    " we could write to");
	j->is_tokenless = j->is_stranger = true;
	doubt(j, who_is_forged(j) ? WHO_FORGED : WHO_STRANGER);
	return find_edition(w, why);
}

enum err who_tokenless(struct site *site, struct arena *arena,
                       const struct mail *mail, struct judgement *judgement,
                       struct why *why)
{
	struct who w = {site, arena, mail, judgement};
	struct judgement *j = judgement;
	struct subscriber row;
	enum err err;

	if (is_article(&w))
		return OK;
	err = subscriber_by_address(site->db, arena, str_of(j->list->name),
	                            mail->from_addr, &row, why);
	if (err == ERR_ABSENT ||
	    (err == OK && (!is_subscribed(&row) || mail->n_from != 1)))
		return by_stranger(&w, why);
	if (err)
		return err;
	if (j->list->tokenless == CONFIG_TOKENLESS_DROP)
		return not_taken(&w, "it has no token and is no command");
	j->is_tokenless = j->has_subscriber = true;
	j->subscriber = row;
	doubt(j, who_is_forged(j)    ? WHO_FORGED
	         : who_is_vouched(j) ? WHO_TOKENLESS
	                             : WHO_TOKENLESS_UNPROVEN);
	return find_edition(&w, why);
}
