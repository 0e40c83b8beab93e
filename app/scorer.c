#include "app/scorer.h"

#include <math.h>

#include "app/shipped.h"
#include "base/buf.h"
#include "base/file.h"
#include "digest/rank.h"
#include "digest/recommend.h"
#include "text/manner.h"
#include "text/utf8.h"

enum {
	MODEL_MAX = 4 * 1024 * 1024, /* bytes of a file */
	WORDS_SHOWN = 200,           /* bytes */
	WORD_SHOWN = 40,             /* characters */
};

static const char *path_of(struct arena *arena, const char *folder,
                           const char *name)
{
	return folder ? arena_printf(arena, "%s/%s", folder, name)
	              : shipped_path(arena,
	                             arena_printf(arena, "models/%s", name));
}

static enum err load(const char *folder, struct scorer *s, struct why *why)
{
	const char *path = path_of(&s->arena, folder, "abuse.model");
	struct str bytes;
	enum err err = map_open(path, MODEL_MAX, &s->abuse_map, why);

	if (err)
		return err;
	if (abuse_model_parse(s->abuse_map.bytes, &s->abuse) != OK)
		return err_because(why, ERR_FATAL,
		                   "%s: no model of abuse, or damaged", path);
	path = path_of(&s->arena, folder, "topic.model");
	err = file_read(&s->arena, path, MODEL_MAX, &bytes, why);
	if (err == OK &&
	    background_parse(&s->arena, bytes, &s->background) != OK)
		err = err_because(why, ERR_FATAL,
		                  "%s: no model of topics, or damaged", path);
	return err;
}

enum err scorer_open(const char *folder, struct scorer *scorer, struct why *why)
{
	enum err err;

	*scorer = (struct scorer){.abuse_map = {{"", 0}}};
	err = load(folder, scorer, why);
	if (err) {
		scorer_close(scorer);
		return ERR_FATAL;
	}
	scorer->adapt = adapt_none(&scorer->abuse);
	return OK;
}

void scorer_close(struct scorer *scorer)
{
	map_close(&scorer->abuse_map);
	arena_free(&scorer->arena);
}

/* "fool, liar": words as their author wrote them, each on one line. */
static struct str joined(struct arena *arena, const struct str *words, size_t n)
{
	struct buf out = BUF_INIT(WORDS_SHOWN);

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_adds(&out, ", ");
		buf_add(&out, utf8_clean_line(arena, words[i], WORD_SHOWN));
	}
	return buf_take(&out, arena);
}

static int64_t thousandths(double x)
{
	return (int64_t)llround(1000 * x);
}

static void judge_abuse(const struct scorer *s, struct arena *arena,
                        const struct scorer_input *in, struct scored *out)
{
	struct str first =
		str_slice(in->language, 0, str_find_char(in->language, '-'));
	struct str words[ABUSE_WORDS];

	out->row.abuse_words = str_of("");
	if (!str_eq_nocase(first, s->abuse.language)) {
		out->row.abuse_state = SCORE_NO_MODEL;
		return;
	}
	out->abuse_logit = adapt_logit_text(arena, &s->adapt, in->text);
	out->row.abuse_state = SCORE_OK;
	out->row.abuse_logit = thousandths(out->abuse_logit);
	out->row.abuse_words = joined(
		arena, words, abuse_explain(arena, &s->abuse, in->text, words));
}

static void judge_topic(struct arena *arena, const struct scorer_input *in,
                        struct scored *out)
{
	struct topic_vector comment, parent;
	struct topic_result r;

	out->row.topic_words = str_of("");
	if (!in->topic || (in->article == TOPIC_NONE && !in->about))
		return;
	if (!topic_is_ready(in->topic)) {
		out->row.topic_state = SCORE_NO_MODEL;
		return;
	}
	comment = topic_vector_of(arena, in->topic, str_of(""), in->text);
	if (in->parent.len > 0)
		parent = topic_vector_of(arena, in->topic, str_of(""),
		                         in->parent);
	r = topic_judge(in->topic, arena, in->article, in->about, &comment,
	                in->parent.len > 0 ? &parent : NULL, in->middle);
	out->topic_logit = r.logit;
	out->row.n_stems = (int64_t)r.n_stems;
	out->row.topic_state =
		r.n_stems < TOPIC_STEMS_MIN ? SCORE_TOO_SHORT : SCORE_OK;
	if (out->row.topic_state == SCORE_OK)
		out->row.topic_logit = thousandths(r.logit);
	out->row.topic_words = joined(arena, r.shared, r.n_shared);
}

static double probability(double logit)
{
	return 1 / (1 + exp(-logit));
}

struct scored scorer_judge(const struct scorer *scorer, struct arena *arena,
                           const struct scorer_input *in)
{
	struct scored out = {.abuse_logit = 0};
	struct manner manner = manner_of(in->text);

	out.row.language = in->language;
	out.row.failure = str_of("");
	out.row.model =
		str_of(arena_printf(arena, "%016llx-%016llx-%016llx",
	                            (unsigned long long)scorer->abuse.id,
	                            (unsigned long long)scorer->background.id,
	                            (unsigned long long)scorer->adapt.id));
	judge_abuse(scorer, arena, in, &out);
	judge_topic(arena, in, &out);
	out.constructive = manner_constructive(&manner);
	out.print = rank_score(
		out.constructive,
		out.row.topic_state == SCORE_OK ? probability(out.topic_logit)
						: -1,
		out.row.abuse_state == SCORE_OK ? probability(out.abuse_logit)
						: 0,
		in->parent.len == 0, false);
	out.row.constructive = thousandths(out.constructive);
	out.row.print = thousandths(out.print);
	out.row.n_words = (int64_t)manner.n_words;
	out.row.n_links = (int64_t)manner.n_links;
	out.row.capitals = manner.capitals;
	return out;
}
