#include "text/html.h"

enum {
	TEXT_MAX = 1024 * 1024, /* bytes of a text as HTML */
};

#include "base/buf.h"
#include "text/dom_private.h"
#include "text/textify_private.h"

struct str html_to_text(struct arena *arena, struct str html)
{
	xmlDoc *doc = dom_parse(arena, html);
	struct str text = {"", 0};

	if (doc && xmlDocGetRootElement(doc))
		text = textify_node(arena, xmlDocGetRootElement(doc), true);
	xmlFreeDoc(doc);
	return text;
}

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

struct str html_escape(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(SIZE_MAX / 4);
	size_t from = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (!entity(text.ptr[i]))
			continue;
		buf_add(&out, str_slice(text, from, i));
		buf_adds(&out, entity(text.ptr[i]));
		from = i + 1;
	}
	buf_add(&out, str_from(text, from));
	return buf_take(&out, arena);
}

struct str html_paragraphs(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	struct str line;
	bool is_open = false;

	while (str_next_line(&text, &line)) {
		line = str_trim_right(line);
		if (line.len == 0) {
			buf_adds(&out, is_open ? "</p>\n" : "");
			is_open = false;
			continue;
		}
		buf_adds(
			&out,
			is_open ? "<br>\n"
				: "<p dir=\"auto\" style=\"margin:0 0 10px\">");
		buf_add(&out, html_escape(arena, line));
		is_open = true;
	}
	buf_adds(&out, is_open ? "</p>" : "");
	return str_trim_right(buf_take(&out, arena));
}
