/*
 * feed: what a feed offers
 */
#include <string.h>
#include <sysexits.h>

#include <jansson.h>

#include "app/args.h"
#include "app/out.h"
#include "app/program.h"
#include "base/attr.h"
#include "base/file.h"
#include "mailer/parser.h"
#include "text/feed.h"

static json_t *text_json(struct str text)
{
	return json_stringn_nocheck(text.ptr ? text.ptr : "", text.len);
}

static json_t *items_json(const struct feed *feed)
{
	json_t *list = json_array();

	for (size_t i = 0; i < feed->n_items; i++) {
		const struct feed_item *item = &feed->items[i];
		json_t *one = json_object();

		json_object_set_new(one, "id", text_json(item->id));
		json_object_set_new(one, "title", text_json(item->title));
		json_object_set_new(one, "link", text_json(item->link));
		json_object_set_new(one, "author", text_json(item->author));
		json_object_set_new(one, "published",
		                    out_time_json(item->published));
		json_object_set_new(one, "updated",
		                    out_time_json(item->updated));
		json_object_set_new(one, "summary", text_json(item->summary));
		json_object_set_new(one, "content", text_json(item->content));
		json_object_set_new(one, "text", text_json(item->text));
		json_array_append_new(list, one);
	}
	return list;
}

/* A feed's line, or why there is none; one that cannot be read is in nobody's
 * way. */
static int inspect_one(struct parser *parser, const char *path, const char *url,
                       bool is_json)
{
	static const char *const columns[] = {"published", "title", "link",
	                                      NULL};
	struct arena arena = {0};
	struct feed feed = {.n_items = 0};
	struct why why = {""};
	struct out out;
	struct str raw;
	enum err err = file_read(&arena, path, FEED_MAX, &raw, &why);

	if (err == OK)
		err = parser_parse_feed(parser, &arena, str_of(url), raw, &feed,
		                        &why);
	out_open(&out, is_json);
	if (is_json) {
		out_row(&out);
		out_text(&out, "file", str_of(path));
		out_text(&out, "title", feed.title);
		out_text(&out, "link", feed.link);
		out_text(&out, "author", feed.author);
		out_text(&out, "language", feed.language);
		out_json(&out, "items", items_json(&feed));
		if (err)
			out_text(&out, "error", str_of(why.text));
	}
	for (size_t i = 0; !is_json && i < feed.n_items; i++) {
		out_row(&out);
		out_time(&out, "published", feed.items[i].published);
		out_text(&out, "title", feed.items[i].title);
		out_text(&out, "link", feed.items[i].link);
	}
	out_close(&out, columns, "No items.");
	arena_free(&arena);
	return err ? out_error(err, "%s: %s", path, why.text) : EX_OK;
}

int program_feed(const struct program *program, int argc, char **argv)
{
	const char *url = "";
	const struct option options[] = {
		{"--url", "URL", "where the file came from", &url, NULL, NULL},
	};
	struct parser *parser;
	struct args args;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	if (args.n_words == 0 || strcmp(args.words[0], "inspect") != 0)
		return args_wrong(program, "the verb is 'inspect'");
	if (args.n_words < 2)
		return args_wrong(program, "inspect: no file");
	code = EX_OK;
	parser_open(&parser);
	for (size_t i = 1; i < args.n_words; i++) {
		int one = inspect_one(parser, args.words[i], url, args.is_json);

		code = one != EX_OK ? one : code;
	}
	parser_close(&parser);
	return code;
}
