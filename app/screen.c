#include "app/screen.h"

#include "app/decide.h"
#include "base/log.h"
#include "digest/scrub.h"
#include "store/scores.h"
#include "text/utf8.h"

enum {
	DAY_S = 86400,
	CERTAIN = 50,   /* percent: below it a moderator looks */
	AT_ONCE = 200,  /* comments of one round */
	NOTE_MAX = 300, /* characters of what moderators are told */
};

/* What is asked about. */
struct asked {
	struct site *site;
	struct arena *arena;
	const struct comment *comment;
	const struct scores *scores;
	const struct config_list *list;
	struct article article; /* id 0: not known */
	struct standing standing;
	int64_t at;
};

static enum err gather(struct asked *a, struct why *why)
{
	const struct comment *c = a->comment;
	enum err err = OK;

	a->list = config_list_named(&a->site->config,
	                            arena_copy(a->arena, c->list));
	if (c->article)
		err = article_get(a->site->db, a->arena, c->article,
		                  &a->article, why);
	if (err)
		return err;
	return standing_get(a->site->db, a->arena, c->list, c->reader, a->at,
	                    c->id, &a->standing, why);
}

/* Why neither a rule nor a mode may approve it; NULL: they may. */
static const char *waits(const struct asked *a)
{
	const struct comment *c = a->comment;

	if (!a->list)
		return "its list is not configured";
	if (!c->is_verified)
		return "nothing proves that it is its reader's";
	if (c->doubt.len > 0)
		return "there is something to look at";
	if (c->confidence < CERTAIN)
		return "it is not certain which words are its writer's";
	if (!a->article.id)
		return "it is not known which article it is about";
	if (!mode_is_open(a->list, &a->article))
		return "comments on its article are closed";
	if (a->scores && (a->scores->abuse_state == SCORE_FAILED ||
	                  a->scores->topic_state == SCORE_FAILED))
		return "its score failed";
	return NULL;
}

static void facts_of(const struct asked *a, struct rule_facts *facts)
{
	const struct comment *c = a->comment;

	*facts = (struct rule_facts){
		.list = c->list,
		.is_verified = c->is_verified,
		.is_trusted =
			a->list && mode_trusts(a->list, &a->standing, a->at),
		.is_doubtful = c->doubt.len > 0 || c->confidence < CERTAIN,
		.n_approved = a->standing.n_approved,
		.n_rejected = a->standing.n_rejected,
		.n_links = (int64_t)scrub_links(c->text),
		.length = (int64_t)utf8_length(c->text),
		.article_age_s = a->article.id
	                                 ? c->received_at - a->article.added_at
	                                 : -1,
		.scores = a->scores,
		.text = whole_split(a->arena, c->text),
	};
	if (a->article.id && facts->article_age_s < 0)
		facts->article_age_s = 0;
}

static struct str rule_actor(struct arena *arena, const char *name)
{
	return str_of(arena_printf(arena, "rule %s", name));
}

/* What moderators are told of the rule that holds. */
static struct str note_of(const struct asked *a, const struct screening *m)
{
	const struct rule *rule = m->verdict.rule;

	if (m->verdict.failure)
		return str_of(arena_printf(a->arena,
		                           "rule %s cannot be applied: %s",
		                           rule->name, m->verdict.failure));
	if (rule->act == RULE_APPROVE)
		return str_of(arena_printf(a->arena,
		                           "rule %s would approve it, but %s",
		                           rule->name, m->waits));
	return str_of(arena_printf(a->arena, "rule %s%s%s", rule->name,
	                           rule->reason ? ": " : "",
	                           rule->reason ? rule->reason : ""));
}

/* The mode decides. */
static void ask_mode(const struct asked *a, struct screening *m)
{
	m->state = COMMENT_HELD;
	m->actor = str_of("");
	if (m->waits || !mode_passes(a->list, m->mode, &a->standing, a->at))
		return;
	m->state = COMMENT_APPROVED;
	m->actor = str_of(
		arena_printf(a->arena, "rule mode-%s", mode_name(m->mode)));
}

static void weigh(const struct asked *a, struct screening *m)
{
	const struct rule *rule = m->verdict.rule;

	m->mode = mode_of(a->list, a->article.id ? &a->article : NULL);
	m->waits = waits(a);
	if (!rule || (rule->act == RULE_MARK && !m->verdict.failure)) {
		ask_mode(a, m);
		if (rule)
			m->note = note_of(a, m);
		return;
	}
	m->actor = rule_actor(a->arena, rule->name);
	m->state = COMMENT_HELD;
	if (rule->act == RULE_REJECT && !m->verdict.failure)
		m->state = COMMENT_REJECTED;
	else if (rule->act == RULE_APPROVE && !m->verdict.failure && !m->waits)
		m->state = COMMENT_APPROVED;
	else
		m->note = note_of(a, m);
}

enum err screen_ask(struct site *site, struct arena *arena,
                    const struct rule *rules, size_t n_rules,
                    const struct comment *comment, const struct scores *scores,
                    int64_t at, struct screening *screening, struct why *why)
{
	struct asked a = {.site = site,
	                  .arena = arena,
	                  .comment = comment,
	                  .scores = scores,
	                  .at = at};
	struct rule_facts facts;
	enum err err = gather(&a, why);

	if (err)
		return err;
	*screening = (struct screening){.note = {"", 0}};
	facts_of(&a, &facts);
	rules_apply(arena, rules, n_rules, &facts, &screening->verdict);
	weigh(&a, screening);
	return OK;
}

/* What a rule says without deciding: for the record, and for moderators. */
static enum err write_note(struct site *site, struct arena *arena,
                           const struct comment *c, const struct screening *m,
                           int64_t now, struct why *why)
{
	const struct rule *rule = m->verdict.rule;
	bool is_mark = rule->act == RULE_MARK && !m->verdict.failure;
	struct str note = utf8_clean_line(arena, m->note, NOTE_MAX);
	enum err err =
		comment_mark(site->db, c->id, str_of(is_mark ? "mark" : "hold"),
	                     rule_actor(arena, rule->name), note,
	                     str_of(rule->to), now, why);

	if (err)
		return err;
	if (c->doubt.len > 0)
		note = str_of(arena_printf(arena, "%.*s; %.*s",
		                           (int)c->doubt.len, c->doubt.ptr,
		                           (int)note.len, note.ptr));
	return comment_set_doubt(site->db, c->id, note, why);
}

static enum err carry_out(struct site *site, struct arena *arena,
                          const struct comment *c, const struct screening *m,
                          int64_t now, struct why *why)
{
	struct str reason = str_of(
		m->state == COMMENT_REJECTED ? m->verdict.rule->reason : "");
	struct str text;
	bool is_done = false;
	enum err err = OK;

	if (m->note.len > 0)
		err = write_note(site, arena, c, m, now, why);
	if (err || m->state == COMMENT_HELD)
		return err;
	err = decide_comment(site, arena, c->id,
	                     m->state == COMMENT_APPROVED ? EVENT_APPROVE
	                                                  : EVENT_REJECT,
	                     m->actor, reason, now, &is_done, &text, why);
	if (err == OK && !is_done)
		err = err_because(why, ERR_EXPIRED, "%.*s", (int)text.len,
		                  text.ptr);
	return err;
}

static enum err judge(struct site *site, struct arena *arena, int64_t id,
                      int64_t now, struct screening *m, struct why *why)
{
	struct scores scores = {.comment = 0};
	struct comment comment;
	bool has_scores, is_due = false;
	enum err err = comment_take_unruled(site->db, id, &is_due, why);

	m->actor = str_of("");
	m->state = COMMENT_HELD;
	if (err || !is_due)
		return err;
	err = comment_get(site->db, arena, id, &comment, why);
	if (err)
		return err;
	err = scores_get(site->db, arena, id, &scores, why);
	if (err && err != ERR_ABSENT)
		return err;
	has_scores = err == OK;
	err = screen_ask(site, arena, site->config.rules,
	                 (size_t)site->config.n_rules, &comment,
	                 has_scores ? &scores : NULL, now, m, why);
	return err ? err : carry_out(site, arena, &comment, m, now, why);
}

/* One comment, in a transaction of its own. */
static enum err judge_one(struct site *site, int64_t id, int64_t now,
                          struct why *why)
{
	struct arena arena = {0};
	struct screening m = {.actor = {"", 0}};
	enum err err = db_begin(site->db, DB_DURABLE, why);

	if (err == OK)
		err = judge(site, &arena, id, now, &m, why);
	if (err == OK)
		err = db_commit(site->db, why);
	else
		db_rollback(site->db);
	if (err == OK && m.actor.len > 0)
		log_event(LOG_LEVEL_INFO, "comment_ruled",
		          "comment=%lld state=%s by=%.*s", (long long)id,
		          comment_state_name(m.state), (int)m.actor.len,
		          m.actor.ptr);
	arena_free(&arena);
	return err;
}

void screen_due(struct site *site, int64_t now)
{
	struct arena arena = {0};
	int64_t *ids = NULL;
	struct why why = {""};
	size_t n = 0;
	enum err err =
		comment_list_unruled(site->db, &arena, AT_ONCE, &ids, &n, &why);

	if (err)
		log_event(LOG_LEVEL_ERROR, "screen_failed", "why=%s", why.text);
	for (size_t i = 0; err == OK && i < n; i++)
		if (judge_one(site, ids[i], now, &why))
			log_event(LOG_LEVEL_ERROR, "screen_failed",
			          "comment=%lld why=%s", (long long)ids[i],
			          why.text);
	if (comment_give_to_all(site->db, now - DAY_S, &why))
		log_event(LOG_LEVEL_ERROR, "screen_failed", "why=%s", why.text);
	arena_free(&arena);
}
