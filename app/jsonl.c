#include "app/jsonl.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/attr.h"
#include "text/utf8.h"

enum {
	LINE_MAX_LEN = 16 * 1024 * 1024, /* bytes */
};

static struct str text_of(struct arena *arena, const json_t *object,
                          const char *name)
{
	const json_t *value = json_object_get(object, name);

	if (json_is_integer(value))
		return str_of(arena_printf(
			arena, "%lld", (long long)json_integer_value(value)));
	return arena_str(arena, (struct str){json_string_value(value),
	                                     json_string_length(value)});
}

/* 1, 0, or -1 for neither. */
static int truth_of(const json_t *value)
{
	if (json_is_boolean(value))
		return json_is_true(value);
	if (json_is_integer(value))
		return json_integer_value(value) == 0   ? 0
		       : json_integer_value(value) == 1 ? 1
		                                        : -1;
	if (json_is_string(value)) {
		const char *text = json_string_value(value);

		return !strcmp(text, "1") || !strcmp(text, "abuse")  ? 1
		       : !strcmp(text, "0") || !strcmp(text, "fine") ? 0
		                                                     : -1;
	}
	return -1;
}

static enum jsonl_label decision_of(const json_t *object)
{
	static const char *const names[] = {"decision", "event", "state",
	                                    "action"};
	const char *reason =
		json_string_value(json_object_get(object, "reason"));
	const char *what = NULL;

	for (size_t i = 0; i < ARRAY_LEN(names) && !what; i++)
		what = json_string_value(json_object_get(object, names[i]));
	if (!what)
		return JSONL_NONE;
	if (!strncmp(what, "approve", 7) || !strncmp(what, "publish", 7) ||
	    !strncmp(what, "feature", 7))
		return JSONL_FINE;
	if (strncmp(what, "reject", 6) != 0 && strncmp(what, "remove", 6) != 0)
		return JSONL_NONE;
	return reason && !strcmp(reason, "abuse") ? JSONL_ABUSE : JSONL_OTHER;
}

static enum jsonl_label label_of(const json_t *object)
{
	int truth = truth_of(json_object_get(object, "label"));

	if (truth < 0)
		truth = truth_of(json_object_get(object, "abuse"));
	if (truth >= 0)
		return truth ? JSONL_ABUSE : JSONL_FINE;
	return decision_of(object);
}

static struct str dump(struct arena *arena, const json_t *value)
{
	char *text = value ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
	struct str copy =
		text ? arena_str(arena, str_of(text)) : str_of("null");

	free(text);
	return copy;
}

static void read_object(struct arena *arena, const json_t *object,
                        struct jsonl_line *line)
{
	const json_t *id = json_object_get(object, "id");

	line->id = text_of(arena, object, "id");
	line->id_json = dump(
		arena, json_is_string(id) || json_is_number(id) ? id : NULL);
	line->text = text_of(arena, object, "text");
	line->article_id = text_of(arena, object, "article_id");
	line->title = text_of(arena, object, "title");
	line->article = text_of(arena, object, "article");
	line->parent = text_of(arena, object, "parent");
	line->has_article = json_is_string(json_object_get(object, "title")) ||
	                    json_is_string(json_object_get(object, "article"));
	line->label = label_of(object);
	if (!json_is_string(json_object_get(object, "text")))
		line->mistake = "it has no \"text\"";
}

static void read_line(struct arena *arena, struct str text,
                      struct jsonl_line *line)
{
	json_error_t error;
	json_t *object;

	line->id_json = str_of("null");
	if (text.len > LINE_MAX_LEN) {
		line->mistake = "it is longer than 16 MiB";
		return;
	}
	text = utf8_repair(arena, text);
	object = json_loadb(text.ptr, text.len, JSON_ALLOW_NUL, &error);
	if (json_is_object(object))
		read_object(arena, object, line);
	else
		line->mistake = object ? "it is no object"
		                       : arena_printf(arena, "%s", error.text);
	json_decref(object);
}

size_t jsonl_parse(struct arena *arena, struct str file,
                   struct jsonl_line **lines)
{
	struct str text;
	size_t n = 0, number = 0;

	*lines = NULL;
	if (str_starts(file, "\xef\xbb\xbf"))
		file = str_from(file, 3);
	while (str_next_line(&file, &text)) {
		number++;
		if (str_trim(text).len == 0)
			continue;
		*lines = arena_grow(arena, *lines, n, sizeof(**lines));
		(*lines)[n] = (struct jsonl_line){.number = number};
		read_line(arena, text, &(*lines)[n++]);
	}
	return n;
}
