/*
 * article, summarize
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/args.h"
#include "app/intake.h"
#include "app/mode.h"
#include "app/out.h"
#include "app/program.h"
#include "app/verb.h"
#include "conf/literal.h"
#include "text/utf8.h"

enum {
	SENTENCES_MAX = 64, /* of a summary */
};

struct article_options {
	const char *title, *byline, *link, *moderation;
};

static int add_file(const struct verb_call *call,
                    const struct config_list *list, const char *path,
                    struct out *out)
{
	const struct article_options *o = call->options;
	struct article article;
	struct why why;
	enum err err = intake_file(call->arena, path, &article, &why);

	if (err)
		return out_error(err, "%s", why.text);
	if (o->title)
		article.title =
			utf8_clean_line(call->arena, str_of(o->title), 200);
	if (o->byline)
		article.byline =
			utf8_clean_line(call->arena, str_of(o->byline), 200);
	if (o->link)
		article.link = article.key = str_of(o->link);
	if (!intake_link_ok(article.link))
		return out_error(ERR_INPUT,
		                 "%s: its link is not an http(s) address",
		                 path);
	if (article.title.len == 0)
		return out_error(ERR_INPUT,
		                 "%s: it has no headline: say --title", path);
	if (article.key.len == 0)
		article.key = article.title;
	article.list = str_of(list->name);
	article.added_at = site_now();
	intake_summarize(call->arena, str_of(list->language),
	                 list->summary_sentences, &article);
	err = article_add(call->site->db, &article, &article.id, &why);
	if (err)
		return out_error(err, "%s: %s", path, why.text);
	out_row(out);
	out_number(out, "id", article.id);
	out_text(out, "title", article.title);
	out_text(out, "summary", article.summary);
	return EX_OK;
}

static int article_verb_add(const struct verb_call *call)
{
	static const char *const columns[] = {"id", "title", NULL};
	const struct config_list *list = site_list(call->site, call->words[0]);
	struct out out;
	int code = EX_OK;

	if (!list)
		return EX_NOINPUT;
	out_open(&out, call->args->is_json);
	for (size_t i = 1; i < call->n; i++) {
		int one = add_file(call, list, call->words[i], &out);

		code = one != EX_OK ? one : code;
	}
	out_close(&out, columns, "Nothing was added.");
	return code;
}

static int article_verb_list(const struct verb_call *call)
{
	static const char *const columns[] = {
		"id", "list", "title", "byline", "open", "added", NULL};
	struct article *articles;
	struct out out;
	struct why why;
	size_t n = 0;
	const char *list = verb_list(call);
	enum err err;

	if (!list)
		return EX_NOINPUT;
	err = article_list(call->site->db, call->arena, str_of(list), &articles,
	                   &n, &why);
	if (err)
		return out_error(err, "%s", why.text);
	out_open(&out, call->args->is_json);
	for (size_t i = 0; i < n; i++) {
		out_row(&out);
		out_number(&out, "id", articles[i].id);
		out_text(&out, "list", articles[i].list);
		out_text(&out, "title", articles[i].title);
		out_text(&out, "byline", articles[i].byline);
		out_flag(&out, "open", articles[i].is_open);
		out_time(&out, "added", articles[i].added_at);
	}
	out_close(&out, columns, "No articles.");
	return EX_OK;
}

static void print_article(const struct article *a)
{
	printf("%.*s\n", (int)a->title.len, a->title.ptr);
	if (a->byline.len > 0)
		printf("By %.*s\n", (int)a->byline.len, a->byline.ptr);
	if (a->link.len > 0)
		printf("%.*s\n", (int)a->link.len, a->link.ptr);
	printf("\nSummary:\n%.*s\n%.*s\n", (int)a->summary.len, a->summary.ptr,
	       (int)a->text.len, a->text.ptr);
}

static int article_verb_show(const struct verb_call *call)
{
	static const char *const columns[] = {"title", NULL};
	struct article a;
	struct why why;
	struct out out;
	int64_t id = verb_id(call->words[0]);
	enum err err;

	if (!id)
		return EX_USAGE;
	err = article_get(call->site->db, call->arena, id, &a, &why);
	if (err)
		return out_error(err, "%s", why.text);
	if (!call->args->is_json) {
		print_article(&a);
		return EX_OK;
	}
	out_open(&out, true);
	out_row(&out);
	out_number(&out, "id", a.id);
	out_text(&out, "list", a.list);
	out_text(&out, "title", a.title);
	out_text(&out, "byline", a.byline);
	out_text(&out, "published", a.published);
	out_text(&out, "link", a.link);
	out_text(&out, "summary", a.summary);
	out_text(&out, "text", a.text);
	out_flag(&out, "open", a.is_open);
	out_text(&out, "moderation", a.moderation);
	out_close(&out, columns, "");
	return EX_OK;
}

static int set_open(const struct verb_call *call, bool is_open)
{
	struct why why;
	int64_t id = verb_id(call->words[0]);
	enum err err;

	if (!id)
		return EX_USAGE;
	err = article_open(call->site->db, id, is_open, &why);
	if (err)
		return out_error(err, "%s", why.text);
	out_say(call->args->is_json, "Comments on article %lld are %s.",
	        (long long)id, is_open ? "open" : "closed");
	return EX_OK;
}

static int article_verb_open(const struct verb_call *call)
{
	return set_open(call, true);
}

static int article_verb_close(const struct verb_call *call)
{
	return set_open(call, false);
}

static int article_verb_set(const struct verb_call *call)
{
	const struct article_options *o = call->options;
	struct str mode = str_of(o->moderation);
	struct why why;
	int64_t id = verb_id(call->words[0]), index;
	enum err err;

	if (!id)
		return EX_USAGE;
	if (!str_is(mode, "list") && !literal_choice(mode, MODE_WORDS, &index))
		return args_wrong(call->program,
		                  "--moderation is 'list' or one of: %s",
		                  MODE_WORDS);
	err = article_moderate(call->site->db, id,
	                       str_is(mode, "list") ? str_of("") : mode, &why);
	if (err)
		return out_error(err, "%s", why.text);
	out_say(call->args->is_json, "Moderation of article %lld: %s.",
	        (long long)id,
	        str_is(mode, "list") ? "as the list has it" : o->moderation);
	return EX_OK;
}

/* The lines of `summary`; returns how many. */
static size_t split_summary(struct str summary,
                            struct str sentences[SENTENCES_MAX])
{
	size_t n = 0;

	while (n < SENTENCES_MAX && str_next_line(&summary, &sentences[n]))
		n++;
	return n;
}

/* What would be taken of `path`, on a line of its own. */
static int inspect_one(const char *path, const char *language, bool is_json)
{
	static const char *const columns[] = {"file",      "title", "byline",
	                                      "published", "error", NULL};
	struct arena arena = {0};
	struct article article = {0};
	struct str sentences[SENTENCES_MAX];
	struct why why = {""};
	struct out out;
	size_t n = 0;
	enum err err = intake_file(&arena, path, &article, &why);

	if (err == OK)
		intake_summarize(&arena, str_of(language), 0, &article);
	n = split_summary(article.summary, sentences);
	out_open(&out, is_json);
	out_row(&out);
	out_text(&out, "file", str_of(path));
	out_text(&out, "title", article.title);
	out_text(&out, "byline", article.byline);
	out_text(&out, "published", article.published);
	out_text(&out, "text", article.text);
	out_list(&out, "summary", sentences, n);
	if (err)
		out_text(&out, "error", str_of(why.text));
	out_close(&out, columns, "");
	arena_free(&arena);
	return err ? out_error(err, "%s", why.text) : EX_OK;
}

/* Needs no configuration: nothing is stored. */
static int inspect_all(const struct program *program, const struct args *args,
                       const char *language)
{
	int code = EX_OK;

	if (args->n_words < 2)
		return args_wrong(program, "inspect: no file");
	for (size_t i = 1; i < args->n_words; i++) {
		int one = inspect_one(args->words[i], language, args->is_json);

		code = one != EX_OK ? one : code;
	}
	return code;
}

int program_article(const struct program *program, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"add", 2, 1000, article_verb_add},
		{"list", 0, 1, article_verb_list},
		{"show", 1, 1, article_verb_show},
		{"open", 1, 1, article_verb_open},
		{"close", 1, 1, article_verb_close},
		{"set", 1, 1, article_verb_set},
	};
	struct article_options own = {0};
	const char *language = "en";
	const struct option options[] = {
		{"--title", "TEXT", "headline of the file", &own.title, NULL,
	         NULL},
		{"--byline", "TEXT", "who wrote it", &own.byline, NULL, NULL},
		{"--link", "URL", "where the story stands", &own.link, NULL,
	         NULL},
		{"--moderation", "MODE",
	         "before, first, trusted, after, closed; list: its own",
	         &own.moderation, NULL, NULL},
		{"--language", "TAG", "inspect: of the articles (en)",
	         &language, NULL, NULL},
	};
	struct args args;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	if (args.n_words > 0 && !strcmp(args.words[0], "inspect"))
		return inspect_all(program, &args, language);
	return verb_run(program, &args, verbs, ARRAY_LEN(verbs), &own);
}

static int summarize_file(const char *path, const char *language,
                          int64_t wanted, struct out *out)
{
	struct arena arena = {0};
	struct article article;
	struct str sentences[SENTENCES_MAX];
	struct why why;
	size_t n = 0;
	enum err err = intake_file(&arena, path, &article, &why);

	out_row(out);
	out_text(out, "file", str_of(path));
	if (err == OK) {
		intake_summarize(&arena, str_of(language), wanted, &article);
		n = split_summary(article.summary, sentences);
	}
	out_text(out, "title", err ? str_of("") : article.title);
	out_list(out, "summary", sentences, n);
	if (err)
		out_text(out, "error", str_of(why.text));
	if (!out->is_json) {
		printf("%s\n", path);
		for (size_t i = 0; i < n; i++)
			printf("  %.*s\n", (int)sentences[i].len,
			       sentences[i].ptr);
	}
	arena_free(&arena);
	return err ? out_error(err, "%s", why.text) : EX_OK;
}

int program_summarize(const struct program *program, int argc, char **argv)
{
	static const char *const columns[] = {NULL};
	int64_t wanted = 0;
	const char *language = "en";
	const struct option options[] = {
		{"--sentences", "N", "how many (by length)", NULL, &wanted,
	         NULL},
		{"--language", "TAG", "of the articles (en)", &language, NULL,
	         NULL},
	};
	struct args args;
	struct out out;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	if (args.n_words == 0)
		return args_wrong(program, "no file");
	for (size_t i = 0; i < args.n_words; i++)
		if (str_ends_nocase(str_of(args.words[i]), ".eml"))
			return args_wrong(program,
			                  "%s is a mail: 'postbag"
			                  " inspect' gives its text",
			                  args.words[i]);
	code = EX_OK;
	for (size_t i = 0; i < args.n_words; i++) {
		int one;

		out_open(&out, args.is_json);
		one = summarize_file(args.words[i], language, wanted, &out);
		code = one != EX_OK ? one : code;
		if (args.is_json)
			out_close(&out, columns, "");
		else
			out_drop(&out);
	}
	return code;
}
