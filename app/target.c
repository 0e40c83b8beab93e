#include "app/target.h"

#include "app/mode.h"

#include "app/who.h"
#include "digest/issue.h"
#include "digest/kind.h"
#include "digest/scrub.h"
#include "store/articles.h"
#include "text/wordhash.h"

enum {
	CONFIDENT = 50,    /* percent; below, a moderator should look */
	PREFIX_MAX = 12,   /* bytes of "Re" in front of a colon */
	PREFIXES_MAX = 5,  /* "Re: AW: Re: ..." */
	SUBJECT_WORDS = 3, /* fewer may be the same by accident */
	EDITIONS_MAX = 5,  /* that a letter without a token may be about */
};

struct finder {
	struct site *site;
	struct arena *arena;
	const struct judgement *j;
	const struct mail *mail;
	const struct reply_answer *answer;
	int64_t *articles;
	struct str *headlines;
	size_t n;
	int64_t quoted; /* the article that the quotes are from; 0 */
};

enum err target_articles(struct site *site, struct arena *arena,
                         int64_t edition, int64_t **articles,
                         struct str **headlines, size_t *n, struct why *why)
{
	struct edition_item *items;
	size_t n_items = 0, count = 0;
	enum err err =
		edition_items(site->db, arena, edition, &items, &n_items, why);

	if (err)
		return err;
	*articles = arena_array(arena, int64_t, n_items + 1);
	*headlines = arena_array(arena, struct str, n_items + 1);
	for (size_t i = 0; err == OK && i < n_items; i++) {
		struct article row;

		if (items[i].article == 0)
			continue;
		err = article_get(site->db, arena, items[i].article, &row, why);
		if (err)
			return err;
		(*articles)[count] = row.id;
		(*headlines)[count++] = row.title;
	}
	*n = count;
	return OK;
}

enum err target_closed(struct site *site, struct arena *arena, int64_t article,
                       struct str *doubt, struct why *why)
{
	const struct config_list *list;
	struct article row;
	enum err err = article_get(site->db, arena, article, &row, why);

	if (err)
		return err;
	list = config_list_named(&site->config, arena_copy(arena, row.list));
	*doubt = str_of(mode_is_open(list, &row)
	                        ? ""
	                        : "comments on this article are closed");
	return OK;
}

/* `subject` without "Re:", "AW:", "Antw.:" and the like. */
static struct str without_prefixes(struct str subject)
{
	for (size_t i = 0; i < PREFIXES_MAX; i++) {
		size_t colon =
			str_find_char(str_slice(subject, 0, PREFIX_MAX), ':');
		size_t len = 1;

		if (colon == STR_NONE) { /* a wide one */
			colon = str_find(str_slice(subject, 0, PREFIX_MAX),
			                 "\xef\xbc\x9a");
			len = 3;
		}
		if (colon == STR_NONE ||
		    str_find_char(str_slice(subject, 0, colon), ' ') !=
		            STR_NONE)
			break;
		subject = str_trim(str_from(subject, colon + len));
	}
	return subject;
}

/* The article whose headline is the subject, as an article's own link makes
 * it; 0: none, or several have this headline. */
static int64_t subjects_article(const struct finder *f)
{
	struct wordlist subject, headline;
	int64_t found = 0;

	wordlist_of(f->arena, without_prefixes(f->mail->subject), &subject);
	if (subject.n < SUBJECT_WORDS)
		return 0;
	for (size_t i = 0; i < f->n; i++) {
		wordlist_of(f->arena, f->headlines[i], &headline);
		if (headline.n != subject.n ||
		    !wordlist_holds(&headline, &subject))
			continue;
		if (found)
			return 0;
		found = f->articles[i];
	}
	return found;
}

/* The edition that the letter is about. */
static int64_t edition_of(const struct judgement *j)
{
	return j->quoted_edition ? j->quoted_edition : j->item.edition;
}

/* The article that the item of the edition is about, 0: none of it. */
static enum err items_article(const struct finder *f, int64_t item,
                              int64_t *article, struct why *why)
{
	struct edition_item row;
	enum err err;

	*article = 0;
	if (!item)
		return OK;
	err = edition_item_get(f->site->db, f->arena, item, &row, why);
	if (err == OK && row.edition == edition_of(f->j))
		*article = row.article;
	return err == ERR_ABSENT ? OK : err;
}

/* The article of the second address, of this edition or an older one; 0. */
static enum err others_article(const struct finder *f, int64_t *article,
                               struct why *why)
{
	struct edition_item row = {.article = 0};
	enum err err = OK;

	if (f->j->other_item)
		err = edition_item_get(f->site->db, f->arena, f->j->other_item,
		                       &row, why);
	*article = err == OK ? row.article : 0;
	return err == ERR_ABSENT ? OK : err;
}

static void tell(struct target *t, int64_t article, const char *how)
{
	t->article = article;
	t->how = how;
}

/* The article whose headline stands in the answer; 0: none, or several. */
static int64_t named_article(const struct finder *f)
{
	struct wordlist words, headline;
	int64_t found = 0;

	wordlist_of(f->arena, f->answer->text, &words);
	for (size_t i = 0; i < f->n; i++) {
		wordlist_of(f->arena, f->headlines[i], &headline);
		if (headline.n < SUBJECT_WORDS ||
		    !wordlist_holds(&words, &headline))
			continue;
		if (found)
			return 0;
		found = f->articles[i];
	}
	return found;
}

/* Below parts of several articles the answer has to name the one it means. */
static void tell_picked(const struct finder *f, struct target *t)
{
	int64_t named = named_article(f);

	if (named)
		tell(t, named, "a headline in the answer");
}

/* Do the quotes, the addresses and the subject say different things? */
static const char *contradiction(const struct finder *f, const struct target *t,
                                 int64_t other, int64_t subject)
{
	int64_t own = f->j->item.article;
	const struct share *share = &f->j->reply.share;

	if (f->quoted && own && f->quoted != own)
		return "it was sent to another article's address than that of"
		       " what it quotes";
	if (other && other != t->article)
		return "it was sent to the addresses of several articles";
	if (!f->quoted && own && subject && subject != own)
		return "its subject is the headline of another article than"
		       " its address is for";
	if (f->j->quoted_edition && !(own && f->quoted == own))
		return "it quotes another edition than its address is for";
	if (own && !f->quoted && share->n_copied == 0 && share->n_foreign > 0)
		return "what it quotes is of no edition that its reader got";
	return "";
}

/* The article of one of the last editions that its author got whose headline is
 * the subject; `f` has the articles of the last one that was looked at. */
static enum err search_subject(struct finder *f, int64_t *article,
                               struct why *why)
{
	int64_t *editions;
	size_t n = 0;
	enum err err = who_editions(f->site, f->arena, f->j, EDITIONS_MAX,
	                            &editions, &n, why);

	*article = 0;
	for (size_t i = 0; err == OK && !*article && i < n; i++) {
		err = target_articles(f->site, f->arena, editions[i],
		                      &f->articles, &f->headlines, &f->n, why);
		if (err == OK)
			*article = subjects_article(f);
	}
	return err;
}

/* Of a letter that quotes no edition and has no token. */
static enum err find_by_subject(struct finder *f, struct target *t,
                                struct why *why)
{
	int64_t article = 0;
	enum err err = OK;

	if (f->j->is_tokenless)
		err = search_subject(f, &article, why);
	if (err == OK && article)
		tell(t, article, "Subject");
	return err;
}

/* The article whose headline is the subject: of the edition, or, for a letter to
 * an article's own address that quotes nothing, of another one. */
static enum err find_subject(const struct finder *f, int64_t *article,
                             struct why *why)
{
	struct finder others = *f;

	*article = subjects_article(f);
	if (*article || f->quoted || !f->j->item.article)
		return OK;
	return search_subject(&others, article, why);
}

static enum err find_article(struct finder *f, struct target *t,
                             struct why *why)
{
	const struct judgement *j = f->j;
	int64_t subject = 0, other = 0;
	enum err err;

	if (!j->item.id)
		return find_by_subject(f, t, why);
	err = target_articles(f->site, f->arena, edition_of(j), &f->articles,
	                      &f->headlines, &f->n, why);
	if (err == OK)
		err = items_article(f, f->answer->item, &f->quoted, why);
	if (err == OK)
		err = others_article(f, &other, why);
	if (err == OK)
		err = find_subject(f, &subject, why);
	if (err)
		return err;
	if (f->quoted && f->answer->is_picked && !j->item.article)
		tell_picked(f, t);
	else if (f->quoted)
		tell(t, f->quoted, "the quoted lines");
	else if (j->item.article)
		tell(t, j->item.article, "the article's own address");
	else if (subject)
		tell(t, subject, "Subject");
	else if (f->n == 1)
		tell(t, f->articles[0], "the edition");
	t->doubt = str_of(contradiction(f, t, other, subject));
	for (size_t i = 0; i < f->n; i++)
		if (f->articles[i] == t->article)
			t->number = (int64_t)i + 1;
	return OK;
}

/* The printed comment that is answered, 0: none: what the quoted line is from,
 * or whose author the answer speaks to. */
static enum err find_parent(const struct finder *f, struct target *t,
                            struct why *why)
{
	const struct comment *quoted = NULL;
	struct comment *comments;
	struct article row;
	size_t n = 0;
	enum err err;

	if (!t->article)
		return OK;
	err = comment_list_printable(f->site->db, f->arena, t->article,
	                             &comments, &n, why);
	if (err == OK)
		err = article_get(f->site->db, f->arena, t->article, &row, why);
	if (err)
		return err;
	if (f->answer->is_next && !f->answer->is_whole)
		quoted = issue_quoted(f->arena, comments, n, row.summary,
		                      f->answer->context);
	if (!quoted)
		quoted = issue_addressed(f->arena, comments, n, f->answer->text,
		                         f->j->subscriber.name);
	t->parent = quoted ? quoted->id : 0;
	return OK;
}

/* `doubt` and, behind it, `more`: who wrote it counts first. */
static struct str add_doubt(const struct finder *f, struct str doubt,
                            const char *more)
{
	if (doubt.len == 0)
		return str_of(more);
	return str_of(arena_printf(f->arena, "%.*s; %s", (int)doubt.len,
	                           doubt.ptr, more));
}

static enum err find_doubt(const struct finder *f, struct target *t,
                           struct why *why)
{
	struct str closed = {"", 0};
	enum err err = OK;

	if (f->j->doubt.len > 0)
		t->doubt = f->j->doubt;
	if (who_is_forged(f->j))
		return OK;
	if (!t->article) {
		t->doubt = add_doubt(f, f->j->doubt,
		                     "it does not tell which article is"
		                     " meant");
		return OK;
	}
	err = target_closed(f->site, f->arena, t->article, &closed, why);
	if (err == OK && closed.len > 0)
		t->doubt =
			add_doubt(f, f->j->doubt, arena_copy(f->arena, closed));
	else if (err == OK && t->doubt.len == 0 && f->mail->is_encrypted)
		t->doubt = str_of("a part of it is encrypted and cannot be"
		                  " read");
	else if (err == OK && t->doubt.len == 0 &&
	         f->answer->confidence < CONFIDENT)
		t->doubt = str_of("it is not certain what was quoted and what"
		                  " is the reader's own");
	if (err == OK && !scrub_fits(f->answer->text))
		t->doubt = add_doubt(f, t->doubt,
		                     "it is longer than a comment may be: its"
		                     " end stands in the letter only");
	return err;
}

enum err target_find(struct site *site, struct arena *arena,
                     const struct judgement *judgement, const struct mail *mail,
                     const struct reply_answer *answer, struct target *target,
                     struct why *why)
{
	struct finder f = {
		.site = site,
		.arena = arena,
		.j = judgement,
		.mail = mail,
		.answer = answer,
	};
	enum err err;

	*target = (struct target){.how = "", .doubt = {"", 0}};
	err = find_article(&f, target, why);
	if (err == OK)
		err = find_parent(&f, target, why);
	if (err == OK)
		err = find_doubt(&f, target, why);
	target->may_ask = err == OK && !target->article && f.n > 1 &&
	                  !judgement->quoted_edition &&
	                  judgement->is_verified &&
	                  judgement->subscriber.state == SUBSCRIBER_ACTIVE &&
	                  kind_may_answer(mail);
	return err;
}
