#include "app/assess.h"

#include "base/log.h"
#include "store/articles.h"
#include "store/comments.h"
#include "text/manner.h"

enum {
	DAY_S = 86400,
	AT_ONCE = 200,      /* comments of one look */
	ARCHIVE_MAX = 1000, /* articles of an index, the newest */
	INDEX_USES = 5000,  /* comments that one index judges: it grows */
	EARLIER_MAX = 200,  /* comments that may be repeated */
	RETRY_S = 600,      /* after models that could not be read */
};

static const double likeness_same = .8;

/* A list's articles. */
struct shelf {
	const struct config_list *list;
	struct arena arena;
	struct topic *topic; /* NULL: not made yet */
	int64_t newest;      /* article when it was made */
	int64_t *ids;        /* of the articles, by number, rising */
	size_t n_ids, n_uses;
};

struct assessor {
	struct site *site;
	struct arena arena;
	struct scorer scorer;
	bool is_loaded;
	struct why failure; /* why it is not */
	int64_t tried_at, learnt_at;
	struct shelf *shelves; /* one for each list */
	struct arena learnt;   /* what was learnt */
};

struct assessor *assess_open(struct site *site)
{
	struct arena arena = {0};
	struct assessor *a = arena_new(&arena, struct assessor);
	size_t n = (size_t)site->config.n_lists;

	a->site = site;
	a->shelves = arena_array(&arena, struct shelf, n + 1);
	for (size_t i = 0; i < n; i++)
		a->shelves[i].list = &site->config.lists[i];
	a->arena = arena;
	return a;
}

static void clear(struct shelf *shelf)
{
	topic_close(&shelf->topic);
	arena_free(&shelf->arena);
	*shelf = (struct shelf){.list = shelf->list};
}

void assess_close(struct assessor **assessor)
{
	struct assessor *a = *assessor;
	struct arena arena;

	if (!a)
		return;
	for (size_t i = 0; a->shelves[i].list; i++)
		clear(&a->shelves[i]);
	if (a->is_loaded)
		scorer_close(&a->scorer);
	arena_free(&a->learnt);
	arena = a->arena;
	arena_free(&arena);
	*assessor = NULL;
}

/* --- models --------------------------------------------------------------- */

enum err assess_lessons(struct site *site, struct arena *arena,
                        const struct abuse_model *model, struct str list,
                        struct adapt_decision **decisions, size_t *n,
                        struct why *why)
{
	struct scores_lesson *lessons = NULL;
	size_t n_lessons = 0;
	enum err err = scores_lessons(site->db, arena, list, ADAPT_LOG_MAX,
	                              &lessons, &n_lessons, why);

	if (err)
		return err;
	*decisions = arena_array(arena, struct adapt_decision, n_lessons + 1);
	*n = 0;
	for (size_t i = 0; i < n_lessons; i++) {
		bool is_abuse = !lessons[i].is_approved &&
		                str_is(lessons[i].reason, "abuse");

		if (is_abuse || lessons[i].is_approved)
			(*decisions)[(*n)++] = adapt_decision_of(
				arena, model, lessons[i].text, is_abuse);
	}
	return OK;
}

/* Learn anew, once a day. */
static void learn(struct assessor *a, int64_t now)
{
	struct arena arena = {0};
	struct adapt_decision *decisions = NULL;
	struct adapt *adapt = &a->scorer.adapt;
	struct why why;
	size_t n = 0;

	if (!a->site->config.learn ||
	    (a->learnt_at && now - a->learnt_at < DAY_S))
		return;
	a->learnt_at = now;
	if (assess_lessons(a->site, &arena, &a->scorer.abuse, str_of(""),
	                   &decisions, &n, &why) != OK) {
		log_event(LOG_LEVEL_ERROR, "learn_failed", "why=%s", why.text);
	} else {
		arena_free(&a->learnt);
		*adapt = adapt_replay(&a->learnt, &a->scorer.abuse, decisions,
		                      n);
		log_event(LOG_LEVEL_INFO, "scores_learnt",
		          "decisions=%zu abuse=%zu kept=%d", adapt->n_decisions,
		          adapt->n_abuse, adapt->is_kept);
	}
	arena_free(&arena);
}

static bool may_load(const struct assessor *a, int64_t now)
{
	return !a->is_loaded && (!a->tried_at || now - a->tried_at >= RETRY_S);
}

static void load(struct assessor *a, int64_t now)
{
	if (!may_load(a, now))
		return;
	a->tried_at = now;
	a->is_loaded = scorer_open(a->site->config.models, &a->scorer,
	                           &a->failure) == OK;
	if (!a->is_loaded)
		log_event(LOG_LEVEL_ERROR, "models_failed", "why=%s",
		          a->failure.text);
}

/* --- a list's articles ---------------------------------------------------- */

static enum err fill(struct assessor *a, struct shelf *shelf, struct why *why)
{
	struct arena arena = {0};
	struct article *articles = NULL;
	size_t n = 0;
	enum err err = article_list_newest(a->site->db, &arena,
	                                   str_of(shelf->list->name),
	                                   ARCHIVE_MAX, &articles, &n, why);

	if (err == OK) {
		clear(shelf);
		shelf->topic =
			topic_open(&shelf->arena, str_of(shelf->list->language),
		                   &a->scorer.background);
		shelf->ids = arena_array(&shelf->arena, int64_t, n + 1);
		shelf->n_ids = n;
		for (size_t i = 0; i < n; i++) {
			topic_add(shelf->topic, articles[i].title,
			          articles[i].text);
			shelf->ids[i] = articles[i].id;
		}
		shelf->newest = n > 0 ? articles[n - 1].id : 0;
		topic_index(shelf->topic);
	}
	arena_free(&arena);
	return err;
}

/* The shelf of `list`, as its articles are now; NULL: it is no list of ours. */
static enum err shelf_of(struct assessor *a, struct str list,
                         struct shelf **shelf, struct why *why)
{
	int64_t newest = 0;
	enum err err;

	*shelf = NULL;
	for (size_t i = 0; a->shelves[i].list && !*shelf; i++)
		if (str_is(list, a->shelves[i].list->name))
			*shelf = &a->shelves[i];
	if (!*shelf)
		return OK;
	err = article_newest(a->site->db, list, &newest, why);
	if (err == OK && (!(*shelf)->topic || (*shelf)->newest != newest ||
	                  (*shelf)->n_uses++ >= INDEX_USES))
		err = fill(a, *shelf, why);
	return err;
}

static size_t number_of(const struct shelf *shelf, int64_t article)
{
	size_t low = 0, high = shelf->n_ids;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (shelf->ids[middle] == article)
			return middle;
		if (shelf->ids[middle] < article)
			low = middle + 1;
		else
			high = middle;
	}
	return TOPIC_NONE;
}

/* --- one comment ---------------------------------------------------------- */

struct subject {
	struct assessor *assessor;
	struct arena *arena;
	const struct comment *comment;
	struct shelf *shelf;
	struct scorer_input in;
	struct topic_vector about;
	struct terms middle;
	int64_t duplicate;
};

/* The words of the thread so far. */
static enum err take_thread(struct subject *s, struct why *why)
{
	struct comment *printable = NULL;
	struct topic_vector *vectors;
	size_t n = 0, from;
	enum err err = comment_list_printable(s->assessor->site->db, s->arena,
	                                      s->comment->article, &printable,
	                                      &n, why);

	if (err)
		return err;
	from = n > TOPIC_THREAD_MAX ? n - TOPIC_THREAD_MAX : 0;
	vectors = arena_array(s->arena, struct topic_vector, n - from + 1);
	for (size_t i = from; i < n; i++) {
		vectors[i - from] =
			topic_vector_of(s->arena, s->shelf->topic, str_of(""),
		                        printable[i].text);
		if (printable[i].id == s->comment->parent)
			s->in.parent = printable[i].text;
	}
	s->middle = topic_middle(s->arena, vectors, n - from);
	s->in.middle = &s->middle;
	return OK;
}

static enum err take_article(struct subject *s, struct why *why)
{
	struct article article;
	enum err err;

	if (!s->comment->article || !s->shelf)
		return OK;
	s->in.topic = s->shelf->topic;
	s->in.article = number_of(s->shelf, s->comment->article);
	if (s->in.article == TOPIC_NONE) { /* an old one, or another list's */
		err = article_get(s->assessor->site->db, s->arena,
		                  s->comment->article, &article, why);
		if (err)
			return err;
		s->about = topic_vector_of(s->arena, s->shelf->topic,
		                           article.title, article.text);
		s->in.about = &s->about;
	}
	return take_thread(s, why);
}

static enum err find_duplicate(struct subject *s, struct why *why)
{
	struct scores_earlier *earlier = NULL;
	size_t n = 0;
	enum err err =
		scores_earlier_ones(s->assessor->site->db, s->arena, s->comment,
	                            EARLIER_MAX, &earlier, &n, why);

	for (size_t i = 0; err == OK && i < n && !s->duplicate; i++)
		if (manner_likeness(s->arena, s->comment->text,
		                    earlier[i].text) > likeness_same)
			s->duplicate = earlier[i].id;
	return err;
}

/* Score a comment whose text and article can be had. */
static enum err score(struct assessor *a, struct arena *arena,
                      const struct comment *comment, struct scores *row,
                      struct why *why)
{
	struct subject s = {.assessor = a, .arena = arena, .comment = comment};
	enum err err = shelf_of(a, comment->list, &s.shelf, why);

	s.in = (struct scorer_input){
		.text = comment->text,
		.language = str_of(s.shelf ? s.shelf->list->language : ""),
		.article = TOPIC_NONE,
		.parent = {"", 0},
	};
	if (err == OK)
		err = take_article(&s, why);
	if (err == OK)
		err = find_duplicate(&s, why);
	if (err == OK) {
		*row = scorer_judge(&a->scorer, arena, &s.in).row;
		row->duplicate = s.duplicate;
	}
	return err;
}

static enum err assess(struct assessor *a, int64_t id, int64_t now,
                       struct why *why)
{
	struct arena arena = {0};
	struct comment comment;
	struct scores row = {
		.abuse_state = SCORE_FAILED,
		.topic_state = SCORE_FAILED,
		.failure = str_of(a->failure.text),
	};
	enum err err = comment_get(a->site->db, &arena, id, &comment, why);

	if (err == OK && a->is_loaded)
		err = score(a, &arena, &comment, &row, why);
	if (err == OK) {
		row.comment = id;
		row.at = now;
		err = scores_set(a->site->db, &row, why);
	}
	arena_free(&arena);
	return err;
}

void assess_due(struct assessor *assessor, int64_t now)
{
	struct arena arena = {0};
	struct why why = {""};
	int64_t *ids = NULL;
	size_t n = 0;
	bool and_failed = assessor->is_loaded || may_load(assessor, now);
	enum err err = scores_due(assessor->site->db, &arena, and_failed,
	                          AT_ONCE, &ids, &n, &why);

	if (err == OK && n > 0) {
		load(assessor, now);
		if (assessor->is_loaded)
			learn(assessor, now);
	}
	for (size_t i = 0; err == OK && i < n; i++)
		err = assess(assessor, ids[i], now, &why);
	if (err)
		log_event(LOG_LEVEL_ERROR, "assess_failed", "why=%s", why.text);
	arena_free(&arena);
}
