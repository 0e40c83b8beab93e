#include "app/intake.h"

#include "base/buf.h"
#include "base/file.h"
#include "text/charset.h"
#include "text/markdown.h"
#include "text/page.h"
#include "text/summary.h"
#include "text/utf8.h"

enum {
	TITLE_MAX = 200, /* characters */
	LINE_OF_TITLE = 120,
	SUMMARY_MAX = 64 * 1024,
	PRESCAN_LEN = 1024,
};

static bool is_markdown(struct str path)
{
	return str_ends_nocase(path, ".md") ||
	       str_ends_nocase(path, ".markdown");
}

static bool is_page(struct str path)
{
	return str_ends_nocase(path, ".html") || str_ends_nocase(path, ".htm");
}

/* What a page says in <meta charset="..."> or in "text/html; charset=..." at
 * its start (WHATWG HTML, 13.2.3.2); empty: nothing. */
static struct str stated_charset(struct str source)
{
	struct str rest = str_slice(source, 0, PRESCAN_LEN);
	size_t at = str_find_nocase(rest, "charset="), len = 0;

	if (at == STR_NONE)
		return str_of("");
	rest = str_from(rest, at + strlen("charset="));
	if (str_starts(rest, "\"") || str_starts(rest, "'"))
		rest = str_from(rest, 1);
	while (len < rest.len && (char_is_alnum(rest.ptr[len]) ||
	                          rest.ptr[len] == '-' || rest.ptr[len] == '_'))
		len++;
	return str_slice(rest, 0, len);
}

bool intake_link_ok(struct str link)
{
	if (link.len == 0)
		return true;
	for (size_t i = 0; i < link.len; i++)
		if ((unsigned char)link.ptr[i] <= ' ' || link.ptr[i] == '"' ||
		    link.ptr[i] == '<' || link.ptr[i] == '>' ||
		    (unsigned char)link.ptr[i] >= 0x7f)
			return false;
	return str_starts_nocase(link, "http://") ||
	       str_starts_nocase(link, "https://");
}

/* "summary" of front matter: one sentence or several, as they stand. */
static void read_field(struct arena *arena, const struct markdown_field *field,
                       struct article *article)
{
	static const struct {
		const char *key;
		size_t at;
	} keys[] = {
		{"byline", offsetof(struct article, byline)},
		{"author", offsetof(struct article, byline)},
		{"date", offsetof(struct article, published)},
		{"published", offsetof(struct article, published)},
		{"link", offsetof(struct article, link)},
		{"url", offsetof(struct article, link)},
		{"summary", offsetof(struct article, summary)},
	};

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (str_is_nocase(field->key, keys[i].key))
			*(struct str *)((char *)article + keys[i].at) =
				utf8_clean_line(arena, field->value, 2000);
}

static enum err from_markdown(struct arena *arena, struct str source,
                              struct article *article)
{
	struct markdown_article found;
	enum err err = markdown_article(arena, source, &found);

	if (err)
		return err;
	article->title = found.title;
	article->text = found.text;
	for (size_t i = 0; i < found.n_fields; i++)
		read_field(arena, &found.fields[i], article);
	return OK;
}

static enum err from_page(struct arena *arena, struct str source,
                          struct article *article)
{
	struct html_article found;
	enum err err = html_to_article(arena, source, &found);

	if (err)
		return err;
	article->title = found.title;
	article->byline = found.byline;
	article->published = found.published;
	article->link = found.link;
	article->text = found.text;
	return OK;
}

/* Does a paragraph end before `rest`?  Where lines are long each is one; below
 * a headline the byline may follow at once. */
static bool is_apart(struct str rest)
{
	struct str next;

	return !str_next_line(&rest, &next) || str_trim(next).len == 0 ||
	       utf8_length(next) > LINE_OF_TITLE ||
	       str_starts_nocase(next, "by ");
}

/* Take a paragraph of a single short line off the start of `rest`. */
static bool take_line(struct str *rest, struct str *line)
{
	struct str text = *rest, first;

	if (!str_next_line(&text, &first) ||
	    utf8_length(first) > LINE_OF_TITLE || !is_apart(text))
		return false;
	*line = str_trim(first);
	*rest = str_trim(text);
	return true;
}

static void from_text(struct str source, struct article *article)
{
	struct str rest = str_trim(source), line;

	article->text = rest;
	if (!take_line(&rest, &line) || str_ends(line, "."))
		return;
	article->title = line;
	article->text = rest;
	if (!str_starts_nocase(rest, "by ") || !take_line(&rest, &line))
		return;
	article->byline = str_trim(str_from(line, 3));
	article->text = rest;
}

enum err intake_file(struct arena *arena, const char *path,
                     struct article *article, struct why *why)
{
	struct article found = {.is_open = true};
	struct str source, name = str_of(path);
	enum err err = file_read(arena, path, INTAKE_MAX, &source, why);

	if (err)
		return err;
	source = charset_page_to_utf8(
		arena, is_page(name) ? stated_charset(source) : str_of(""),
		source);
	if (is_markdown(name))
		err = from_markdown(arena, source, &found);
	else if (is_page(name))
		err = from_page(arena, source, &found);
	else
		from_text(source, &found);
	if (err)
		return err_because(why, ERR_INPUT, "%s: no article in it",
		                   path);
	found.title = utf8_clean_line(arena, found.title, TITLE_MAX);
	found.byline = utf8_clean_line(arena, found.byline, TITLE_MAX);
	found.published = utf8_clean_line(arena, found.published, TITLE_MAX);
	found.link = str_trim(found.link);
	found.text = str_trim(utf8_clean(arena, found.text));
	if (found.text.len == 0)
		return err_because(why, ERR_INPUT, "%s: no text in it", path);
	if (!intake_link_ok(found.link))
		return err_because(why, ERR_INPUT,
		                   "%s: its link is not an http(s) address",
		                   path);
	found.key = found.link.len > 0 ? found.link : found.title;
	*article = found;
	return OK;
}

void intake_summarize(struct arena *arena, struct str language, int64_t wanted,
                      struct article *article)
{
	struct buf out = BUF_INIT(SUMMARY_MAX);
	struct str *sentences;
	size_t n;

	if (article->summary.len > 0)
		return;
	n = summary_choose(arena, article->title, article->text, language,
	                   (size_t)wanted, &sentences);
	for (size_t i = 0; i < n; i++) {
		buf_add(&out, utf8_clean_line(arena, sentences[i], 2000));
		buf_addc(&out, '\n');
	}
	article->summary = buf_take(&out, arena);
}
