/*
 * score: what the models say of comments
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include <jansson.h>

#include "app/args.h"
#include "app/evaluate.h"
#include "app/jsonl.h"
#include "app/out.h"
#include "app/program.h"
#include "app/scorer.h"
#include "base/file.h"
#include "digest/recommend.h"

enum {
	FILE_MAX_LEN = 1024 * 1024 * 1024,
	DIGITS = 9, /* of a number that is printed */
};

struct options {
	const char *articles, *learn, *language, *models, *svg, *list;
	bool is_jsonl, is_eval;
};

struct batch {
	const struct options *options;
	struct arena arena;
	struct scorer scorer;
	struct topic *topic;
	struct jsonl_line *articles; /* in the order of the archive */
	struct jsonl_line **by_id;
	size_t n_articles;
	struct jsonl_line *lines;
	struct jsonl_line **lines_by_id;
	size_t n_lines;
	struct arena about_arena; /* of the article that was given last */
	struct jsonl_line about_line;
	struct topic_vector about;
	bool had_mistakes;
};

static void tell(struct batch *b, const char *file, size_t line,
                 const char *what)
{
	fprintf(stderr, "%s:%zu: %s\n", file, line, what);
	b->had_mistakes = true;
}

/* Read the lines of `file` and tell what is wrong with some. */
static enum err read_lines(struct batch *b, const char *file,
                           struct jsonl_line **lines, size_t *n,
                           struct why *why)
{
	struct str text;
	enum err err = file_read(&b->arena, file, FILE_MAX_LEN, &text, why);

	if (err)
		return err;
	*n = jsonl_parse(&b->arena, text, lines);
	for (size_t i = 0; i < *n; i++)
		if ((*lines)[i].mistake)
			tell(b, file, (*lines)[i].number, (*lines)[i].mistake);
	return OK;
}

static int by_id(const void *a, const void *b)
{
	const struct jsonl_line *x = *(struct jsonl_line *const *)a;
	const struct jsonl_line *y = *(struct jsonl_line *const *)b;

	return str_compare(x->id, y->id);
}

static struct jsonl_line **sort_by_id(struct arena *arena,
                                      struct jsonl_line *lines, size_t n)
{
	struct jsonl_line **sorted =
		arena_array(arena, struct jsonl_line *, n + 1);

	for (size_t i = 0; i < n; i++)
		sorted[i] = &lines[i];
	qsort(sorted, n, sizeof(struct jsonl_line *), by_id);
	return sorted;
}

static const struct jsonl_line *find(struct jsonl_line *const *sorted, size_t n,
                                     struct str id)
{
	struct jsonl_line key = {.id = id};
	const struct jsonl_line *at = &key;
	struct jsonl_line *const *found =
		n > 0 ? bsearch(&at, sorted, n, sizeof(struct jsonl_line *),
	                        by_id)
		      : NULL;

	return found ? *found : NULL;
}

static enum err load_articles(struct batch *b, struct why *why)
{
	enum err err = OK;

	if (b->options->articles)
		err = read_lines(b, b->options->articles, &b->articles,
		                 &b->n_articles, why);
	if (err)
		return err;
	b->by_id = sort_by_id(&b->arena, b->articles, b->n_articles);
	b->topic = topic_open(&b->arena, str_of(b->options->language),
	                      &b->scorer.background);
	for (size_t i = 0; i < b->n_articles; i++)
		topic_add(b->topic, b->articles[i].title, b->articles[i].text);
	topic_index(b->topic);
	return OK;
}

static enum err learn(struct batch *b, struct why *why)
{
	struct jsonl_line *lines = NULL;
	struct adapt_decision *decisions;
	size_t n_lines = 0, n = 0;
	enum err err;

	if (!b->options->learn)
		return OK;
	err = read_lines(b, b->options->learn, &lines, &n_lines, why);
	if (err)
		return err;
	decisions = arena_array(&b->arena, struct adapt_decision, n_lines + 1);
	for (size_t i = 0; i < n_lines; i++)
		if (!lines[i].mistake && (lines[i].label == JSONL_FINE ||
		                          lines[i].label == JSONL_ABUSE))
			decisions[n++] = adapt_decision_of(
				&b->arena, &b->scorer.abuse, lines[i].text,
				lines[i].label == JSONL_ABUSE);
	b->scorer.adapt =
		adapt_replay(&b->arena, &b->scorer.abuse, decisions, n);
	return OK;
}

/* The article that a line brings along; kept while the next has the same. */
static const struct topic_vector *given_article(struct batch *b,
                                                const struct jsonl_line *line)
{
	if (!b->about_line.has_article ||
	    !str_eq(b->about_line.title, line->title) ||
	    !str_eq(b->about_line.article, line->article)) {
		arena_free(&b->about_arena);
		b->about = topic_vector_of(&b->about_arena, b->topic,
		                           line->title, line->article);
		b->about_line = *line;
	}
	return &b->about;
}

static void find_article(struct batch *b, const char *file,
                         const struct jsonl_line *line, struct scorer_input *in)
{
	const struct jsonl_line *article;

	if (line->article_id.len == 0) {
		if (line->has_article)
			in->about = given_article(b, line);
		return;
	}
	article = find(b->by_id, b->n_articles, line->article_id);
	if (article)
		in->article = (size_t)(article - b->articles);
	else
		tell(b, file, line->number,
		     "its \"article_id\" is none of the articles");
}

static void set_score(json_t *object, const char *name, const char *logit_name,
                      bool is_known, double logit)
{
	json_object_set_new(object, name,
	                    is_known ? json_real(1 / (1 + exp(-logit)))
	                             : json_null());
	json_object_set_new(object, logit_name,
	                    is_known ? json_real(logit) : json_null());
}

static json_t *reasons_json(struct arena *arena, const struct scores *row)
{
	struct recommendation r = recommend(arena, row, NULL);
	json_t *reasons = json_array();

	for (size_t i = 0; i < r.n_reasons; i++)
		json_array_append_new(reasons, json_stringn(r.reasons[i].ptr,
		                                            r.reasons[i].len));
	return reasons;
}

static void print_scored(struct arena *arena, const struct jsonl_line *line,
                         const struct scored *s)
{
	json_t *object = json_object();

	json_object_set_new(object, "id",
	                    json_loadb(line->id_json.ptr, line->id_json.len,
	                               JSON_DECODE_ANY, NULL));
	set_score(object, "abuse", "abuse_logit",
	          s->row.abuse_state == SCORE_OK, s->abuse_logit);
	set_score(object, "topic", "topic_logit",
	          s->row.topic_state == SCORE_OK ||
	                  s->row.topic_state == SCORE_TOO_SHORT,
	          s->topic_logit);
	json_object_set_new(object, "constructive", json_real(s->constructive));
	json_object_set_new(object, "print", json_real(s->print));
	json_object_set_new(object, "reasons", reasons_json(arena, &s->row));
	json_dumpf(object, stdout, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS));
	putchar('\n');
	json_decref(object);
}

static void score_line(struct batch *b, const char *file,
                       const struct jsonl_line *line)
{
	struct arena arena = {0};
	const struct jsonl_line *parent =
		find(b->lines_by_id, b->n_lines, line->parent);
	struct scorer_input in = {
		.text = line->text,
		.language = str_of(b->options->language),
		.topic = b->topic,
		.article = TOPIC_NONE,
		.parent = parent && line->parent.len > 0 ? parent->text
	                                                 : line->parent,
	};
	struct scored scored;

	find_article(b, file, line, &in);
	scored = scorer_judge(&b->scorer, &arena, &in);
	print_scored(&arena, line, &scored);
	arena_free(&arena);
}

static enum err score_file(struct batch *b, const char *file, struct why *why)
{
	enum err err = read_lines(b, file, &b->lines, &b->n_lines, why);

	if (err)
		return err;
	b->lines_by_id = sort_by_id(&b->arena, b->lines, b->n_lines);
	for (size_t i = 0; i < b->n_lines; i++)
		if (!b->lines[i].mistake)
			score_line(b, file, &b->lines[i]);
	return OK;
}

static int score_batch(const struct options *options, const struct args *args)
{
	struct batch b = {.options = options};
	struct why why;
	enum err err = scorer_open(options->models, &b.scorer, &why);

	if (err)
		return out_error(err, "%s", why.text);
	err = load_articles(&b, &why);
	if (err == OK)
		err = learn(&b, &why);
	if (err == OK && args->n_words == 0)
		err = score_file(&b, "-", &why);
	for (size_t i = 0; err == OK && i < args->n_words; i++)
		err = score_file(&b, args->words[i], &why);
	topic_close(&b.topic);
	scorer_close(&b.scorer);
	arena_free(&b.about_arena);
	arena_free(&b.arena);
	if (err)
		return out_error(err, "%s", why.text);
	return b.had_mistakes ? EX_DATAERR : EX_OK;
}

int program_score(const struct program *program, int argc, char **argv)
{
	struct options own = {.language = "en"};
	const struct option options[] = {
		{"--jsonl", NULL, "score the comments of JSON lines", NULL,
	         NULL, &own.is_jsonl},
		{"--articles", "FILE", "the archive, as JSON lines",
	         &own.articles, NULL, NULL},
		{"--learn", "FILE", "replay these decisions first", &own.learn,
	         NULL, NULL},
		{"--language", "TAG", "the comments' language (en)",
	         &own.language, NULL, NULL},
		{"--models", "FOLDER", "other models than the shipped ones",
	         &own.models, NULL, NULL},
		{"--eval", NULL, "how well this site's comments were foretold",
	         NULL, NULL, &own.is_eval},
		{"--list", "LIST", "with --eval: of this list alone", &own.list,
	         NULL, NULL},
		{"--svg", "FILE", "with --eval: the picture as SVG, too",
	         &own.svg, NULL, NULL},
	};
	struct args args;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	if (own.is_eval == own.is_jsonl)
		return args_wrong(program, "one of --jsonl and --eval, please");
	if (own.is_jsonl)
		return score_batch(&own, &args);
	if (args.n_words > 0)
		return args_wrong(program, "--eval takes no file");
	return evaluate_site(&args, own.list, own.svg);
}
