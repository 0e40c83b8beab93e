#include "digest/outline.h"

#include "base/buf.h"
#include "text/align.h"
#include "text/wordhash.h"

enum {
	OUTLINE_MAX = 8 * 1024 * 1024, /* bytes */
	MARK_MAX = 22,                 /* bytes of a mark */
};

struct str outline_mark(struct arena *arena, int64_t item)
{
	return str_of(arena_printf(arena, "%c%lld%c", OUTLINE_MARK,
	                           (long long)item, OUTLINE_END));
}

/* Take a mark off the start of `rest`. */
static bool next_mark(struct str *rest, int64_t *item)
{
	size_t end = str_find_char(str_slice(*rest, 0, MARK_MAX), OUTLINE_END);

	if (end == STR_NONE || !str_number(str_slice(*rest, 1, end), item))
		return false;
	*rest = str_from(*rest, end + 1);
	return true;
}

static void add_piece(struct arena *arena, struct edition_piece **pieces,
                      size_t *n, struct str text, int64_t item)
{
	if (text.len == 0)
		return;
	*pieces = arena_grow(arena, *pieces, *n, sizeof(**pieces));
	(*pieces)[(*n)++] = (struct edition_piece){text, item};
}

void outline_cut(struct arena *arena, struct str text, struct str *clean,
                 struct edition_piece **pieces, size_t *n)
{
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0, start = 0;
	int64_t item = 0, next;

	*pieces = NULL;
	*n = 0;
	while (text.len > 0) {
		if (text.ptr[0] == OUTLINE_MARK && next_mark(&text, &next)) {
			add_piece(arena, pieces, n,
			          (struct str){out + start, len - start}, item);
			item = next;
			start = len;
			continue;
		}
		out[len++] = text.ptr[0];
		text = str_from(text, 1);
	}
	add_piece(arena, pieces, n, (struct str){out + start, len - start},
	          item);
	*clean = (struct str){out, len};
}

/* The words of all pieces without an item. */
static void frame_words(struct arena *arena, const struct edition_piece *pieces,
                        size_t n, struct wordlist *frame)
{
	struct buf text = BUF_INIT(OUTLINE_MAX);

	for (size_t i = 0; i < n; i++)
		if (pieces[i].item == 0)
			buf_add(&text, pieces[i].text);
	wordlist_of(arena, buf_take(&text, arena), frame);
}

void outline_add_page(struct arena *arena, struct str page,
                      struct edition_piece **pieces, size_t *n)
{
	struct buf out = BUF_INIT(OUTLINE_MAX);
	struct wordlist frame, words;
	struct lines lines;

	lines_split(arena, page, &lines);
	lines.is_edition = true;
	(void)align_mark(arena, &lines, *pieces, *n);
	frame_words(arena, *pieces, *n, &frame);
	for (size_t i = 0; i < lines.n; i++) {
		const struct line *line = &lines.line[i];

		if (line->piece != PIECE_NONE &&
		    (*pieces)[line->piece].item != 0)
			continue;
		wordlist_of(arena, line->text, &words);
		if (wordlist_holds(&frame, &words))
			continue;
		buf_add(&out, line->text);
		buf_addc(&out, '\n');
	}
	add_piece(arena, pieces, n, buf_take(&out, arena), 0);
}

struct str outline_format(struct arena *arena,
                          const struct edition_piece *pieces, size_t n)
{
	struct buf out = BUF_INIT(OUTLINE_MAX);

	for (size_t i = 0; i < n; i++) {
		buf_addf(&out, "%lld %zu\n", (long long)pieces[i].item,
		         pieces[i].text.len);
		buf_add(&out, pieces[i].text);
	}
	return buf_take(&out, arena);
}

enum err outline_parse(struct arena *arena, struct str bytes,
                       struct edition_piece **pieces, size_t *n)
{
	struct edition_piece *found = NULL;
	struct str line, word;
	int64_t item, len;
	size_t count = 0;

	while (str_next_line(&bytes, &line)) {
		if (!str_next_field(&line, ' ', &word) ||
		    !str_number(word, &item) || !str_number(line, &len) ||
		    len < 0 || (uint64_t)len > bytes.len)
			return ERR_INPUT;
		add_piece(arena, &found, &count,
		          str_slice(bytes, 0, (size_t)len), item);
		bytes = str_from(bytes, (size_t)len);
	}
	*pieces = found;
	*n = count;
	return OK;
}
