/*
 * JSON Feed, 1.0 and 1.1 (jsonfeed.org)
 */
#include <jansson.h>

#include "text/charset.h"
#include "text/feed_private.h"
#include "text/html.h"
#include "text/safehtml.h"
#include "text/utf8.h"
#include "text/weblink.h"
#include "text/when.h"

enum {
	LINE_LEN_MAX = 2000, /* characters of what is one line */
};

/* A text or a number, copied out of the tree. */
static struct str get(struct arena *arena, const json_t *object,
                      const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (json_is_integer(value))
		return str_of(arena_printf(
			arena, "%lld", (long long)json_integer_value(value)));
	if (!json_is_string(value))
		return str_of("");
	return arena_str(arena, (struct str){json_string_value(value),
	                                     json_string_length(value)});
}

static struct str get_line(struct arena *arena, const json_t *object,
                           const char *key)
{
	return utf8_clean_line(arena, get(arena, object, key), LINE_LEN_MAX);
}

static struct str get_link(struct arena *arena, struct str url,
                           const json_t *object, const char *key)
{
	struct str link =
		weblink_resolve(arena, url, get_line(arena, object, key));

	return weblink_is_safe(link) ? link : str_of("");
}

/* The names of "authors" (1.1) or of "author" (1.0). */
static struct str get_authors(struct arena *arena, const json_t *object)
{
	const json_t *list = json_object_get(object, "authors");
	struct str names =
		get_line(arena, json_object_get(object, "author"), "name");

	for (size_t i = 0; i < json_array_size(list) && i < 10; i++) {
		struct str name =
			get_line(arena, json_array_get(list, i), "name");

		if (name.len > 0)
			names = i == 0 || names.len == 0
			                ? name
			                : str_of(arena_printf(
						  arena, "%.*s, %.*s",
						  (int)names.len, names.ptr,
						  (int)name.len, name.ptr));
	}
	return names;
}

static int64_t get_time(struct arena *arena, const json_t *object,
                        const char *key)
{
	int64_t time = 0;

	return when_parse(get(arena, object, key), &time) ? time : 0;
}

static void read_item(struct arena *arena, struct str url, const json_t *object,
                      struct feed_item *item)
{
	struct str html = get(arena, object, "content_html");

	item->id = get_line(arena, object, "id");
	item->title = html_escape(arena, get_line(arena, object, "title"));
	item->link = get_link(arena, url, object, "url");
	if (item->link.len == 0)
		item->link = get_link(arena, url, object, "external_url");
	item->author = get_authors(arena, object);
	item->summary = html_escape(
		arena, utf8_clean(arena, get(arena, object, "summary")));
	item->content = safehtml_clean(arena, url, utf8_clean(arena, html));
	if (html.len == 0)
		item->content = html_escape(
			arena,
			utf8_clean(arena, get(arena, object, "content_text")));
	item->published = get_time(arena, object, "date_published");
	item->updated = get_time(arena, object, "date_modified");
}

enum err feed_parse_json(struct arena *arena, struct str url, struct str raw,
                         struct feed *feed, struct why *why)
{
	struct str text = charset_page_to_utf8(arena, str_of("utf-8"), raw);
	json_t *root = json_loadb(text.ptr, text.len, JSON_ALLOW_NUL, NULL);
	const json_t *items = json_object_get(root, "items");

	if (!json_is_array(items) &&
	    !str_starts(get(arena, root, "version"), "https://jsonfeed.org/")) {
		json_decref(root);
		return err_because(why, ERR_INPUT, "it is no feed");
	}
	feed->title = html_escape(arena, get_line(arena, root, "title"));
	feed->link = get_link(arena, url, root, "home_page_url");
	feed->author = get_authors(arena, root);
	feed->language = get_line(arena, root, "language");
	for (size_t i = 0; i < json_array_size(items); i++) {
		struct feed_item *item = feed_add_item(arena, feed);

		if (!item)
			break;
		read_item(arena, url, json_array_get(items, i), item);
	}
	json_decref(root);
	return OK;
}
