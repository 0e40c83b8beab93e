#include "text/layout.h"

#include <string.h>

#define URL_MAX 2048 /* bytes; longer ones are not shown */

/* What a character is to the layout. */
enum sort {
	SORT_WORD,
	SORT_SPACE,
	SORT_NOTHING, /* zero width */
};

/* The sort of the character at the start of `text`, and its bytes. */
static enum sort sort_of(struct str text, size_t *len)
{
	static const struct {
		const char *bytes;
		enum sort sort;
	} special[] = {
		{"\xc2\xa0", SORT_SPACE},       /* no-break space */
		{"\xc2\xad", SORT_NOTHING},     /* soft hyphen */
		{"\xcd\x8f", SORT_NOTHING},     /* grapheme joiner */
		{"\xe2\x80\x8b", SORT_NOTHING}, /* zero width space */
		{"\xe2\x81\xa0", SORT_NOTHING}, /* word joiner */
		{"\xef\xbb\xbf", SORT_NOTHING}, /* byte order mark */
		{"\xe2\x80\xaf", SORT_SPACE},   /* narrow no-break space */
	};

	*len = 1;
	if ((unsigned char)*text.ptr < 0x80)
		return char_is_space(*text.ptr) ? SORT_SPACE : SORT_WORD;
	for (size_t i = 0; i < ARRAY_LEN(special); i++) {
		if (str_starts(text, special[i].bytes)) {
			*len = strlen(special[i].bytes);
			return special[i].sort;
		}
	}
	return SORT_WORD;
}

/* The prefix of a line that is empty: what is around both its neighbours. */
static void put_empty_line(struct layout *layout)
{
	struct str prefix = {layout->prefix, layout->low_len};

	buf_add(&layout->out, str_trim_right(prefix));
	buf_addc(&layout->out, '\n');
}

/* End the last line; "--" alone is a signature's mark (RFC 3676, 4.3). */
static void end_line(struct layout *layout)
{
	if (str_is(str_from(buf_str(&layout->out), layout->line_at), "--"))
		buf_addc(&layout->out, ' ');
	buf_addc(&layout->out, '\n');
}

/* Be on a line where a word can be written. */
static void start_line(struct layout *layout)
{
	size_t before = layout->prefix_len;

	if (layout->is_open)
		return;
	if (layout->out.len > 0) {
		end_line(layout);
		if (layout->breaks > 1)
			put_empty_line(layout);
	}
	if (layout->marker && layout->marker_at < before)
		before = layout->marker_at;
	buf_add(&layout->out, (struct str){layout->prefix, before});
	buf_adds(&layout->out, layout->marker);
	layout->line_at = layout->out.len;
	layout->marker = NULL;
	layout->gap = NULL;
	layout->breaks = 0;
	layout->low_len = layout->prefix_len;
	layout->is_open = true;
}

static void put_word(struct layout *layout, struct str word)
{
	start_line(layout);
	if (layout->gap)
		buf_adds(&layout->out, layout->gap);
	layout->gap = NULL;
	buf_add(&layout->out, word);
}

void layout_gap(struct layout *layout, const char *gap)
{
	if (layout->is_open)
		layout->gap = gap;
}

void layout_text(struct layout *layout, struct str text)
{
	size_t from = 0, at = 0, len;

	for (; at < text.len; at += len) {
		enum sort sort = sort_of(str_from(text, at), &len);

		if (sort == SORT_WORD)
			continue;
		if (at > from)
			put_word(layout, str_slice(text, from, at));
		from = at + len;
		if (sort == SORT_SPACE && !layout->gap)
			layout_gap(layout, " ");
	}
	if (at > from)
		put_word(layout, str_slice(text, from, at));
}

/* Write what one line holds, its spaces as they are but at its end. */
static void pre_line(struct layout *layout, struct str line)
{
	struct str rest = str_trim_right(line);
	bool had_space = rest.len < line.len;
	size_t len;

	if (rest.len > 0) {
		start_line(layout);
		if (layout->gap)
			buf_adds(&layout->out, layout->gap);
		layout->gap = NULL;
	}
	for (; rest.len > 0; rest = str_from(rest, len)) {
		enum sort sort = sort_of(rest, &len);

		if (sort == SORT_SPACE)
			buf_addc(&layout->out, *rest.ptr == '\t' ? '\t' : ' ');
		else if (sort == SORT_WORD)
			buf_add(&layout->out, str_slice(rest, 0, len));
	}
	if (had_space)
		layout_gap(layout, " ");
}

void layout_pre(struct layout *layout, struct str text)
{
	for (;;) {
		size_t end = str_find_char(text, '\n');

		pre_line(layout, str_slice(text, 0, end));
		if (end == STR_NONE)
			break;
		layout_br(layout);
		text = str_from(text, end + 1);
	}
}

void layout_break(struct layout *layout, int lines)
{
	if (layout->out.len == 0 || layout->marker)
		return;
	layout->is_open = false;
	if (layout->breaks < lines)
		layout->breaks = lines;
}

void layout_br(struct layout *layout)
{
	layout_break(layout, layout->is_open ? 1 : layout->breaks + 1);
}

size_t layout_push(struct layout *layout, const char *prefix)
{
	size_t outside = layout->prefix_len, len = strlen(prefix);

	if (len <= LAYOUT_PREFIX_MAX - outside) {
		memcpy(layout->prefix + outside, prefix, len);
		layout->prefix_len += len;
	}
	return outside;
}

void layout_pop(struct layout *layout, size_t outside)
{
	if (outside < layout->floor_len)
		outside = layout->floor_len;
	layout->marker = NULL;
	layout->prefix_len = outside;
	if (layout->low_len > outside)
		layout->low_len = outside;
}

void layout_floor(struct layout *layout, const char *prefix)
{
	layout->floor_len = 0;
	layout_pop(layout, 0);
	layout_push(layout, prefix);
	layout->floor_len = layout->prefix_len;
}

struct str layout_last_line(const struct layout *layout)
{
	return str_from(buf_str(&layout->out), layout->line_at);
}

size_t layout_item(struct layout *layout, const char *marker)
{
	static const char blanks[] = "                        ";
	size_t len = strlen(marker), max = sizeof(blanks) - 1;
	size_t outside =
		layout_push(layout, blanks + max - (len < max ? len : max));

	layout->marker = marker;
	layout->marker_at = outside;
	return outside;
}

/* A URL without what people leave out when they write it. */
static struct str bare_url(struct str url)
{
	static const char *const starts[] = {"mailto:", "http://", "https://",
	                                     "www."};

	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (str_starts_nocase(url, starts[i]))
			url = str_from(url, strlen(starts[i]));
	if (str_ends(url, "/"))
		url.len--;
	return url;
}

/* Does what was written since `start` end with the URL itself? */
static bool shows_url(const struct layout *layout, size_t start, struct str url)
{
	struct str text = str_from(buf_str(&layout->out), start);

	text = bare_url(str_trim(text));
	url = bare_url(url);
	return text.len == 0 ||
	       (text.len >= url.len &&
	        str_eq_nocase(str_from(text, text.len - url.len), url));
}

/* What of a link's target is shown; empty: nothing. */
static struct str shown_url(struct str url)
{
	url = str_trim(url);
	if (str_starts_nocase(url, "mailto:")) {
		url = str_from(url, strlen("mailto:"));
		url = str_slice(url, 0, str_find_char(url, '?'));
	} else if (!str_starts_nocase(url, "http://") &&
	           !str_starts_nocase(url, "https://")) {
		return str_of("");
	}
	return url.len <= URL_MAX ? url : str_of("");
}

void layout_url(struct layout *layout, size_t start, struct str url,
                const char *around)
{
	struct buf *out = &layout->out;

	url = shown_url(url);
	if (url.len == 0 || shows_url(layout, start, url))
		return;
	buf_addc(out, ' ');
	buf_addc(out, around[0]);
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.ptr[i];

		if (c <= ' ' || strchr("<>\"\x7f", c))
			buf_addf(out, "%%%02X", c);
		else
			buf_addc(out, (char)c);
	}
	buf_addc(out, around[1]);
}

struct str layout_take(struct layout *layout, struct arena *arena)
{
	if (layout->out.len > 0)
		end_line(layout);
	return buf_take(&layout->out, arena);
}
