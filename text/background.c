#include "text/background.h"

#include <string.h>

#include "base/buf.h"

enum {
	LANGUAGE_AT = 8,
	NUMBERS_AT = 16,
	ID_AT = 32,
	FILE_LIMIT = 4 * 1024 * 1024,
};

static const char magic[] = "PBTOPIC1";

/* --- little-endian numbers ------------------------------------------------ */

struct source {
	struct str rest;
	bool is_short; /* more was wanted than there is */
};

static uint64_t take(struct source *source, size_t n_bytes)
{
	uint64_t n = 0;

	if (source->rest.len < n_bytes) {
		source->is_short = true;
		return 0;
	}
	for (size_t i = n_bytes; i-- > 0;)
		n = n << 8 | (unsigned char)source->rest.ptr[i];
	source->rest = str_from(source->rest, n_bytes);
	return n;
}

static void put(struct buf *out, uint64_t n, size_t n_bytes)
{
	for (size_t i = 0; i < n_bytes; i++, n >>= 8)
		buf_addc(out, (char)(n & 0xff));
}

static uint64_t id_of(struct str bytes)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < bytes.len; i++)
		if (i < ID_AT || i >= BACKGROUND_HEAD)
			hash = (hash ^ (unsigned char)bytes.ptr[i]) *
			       UINT64_C(1099511628211);
	return hash;
}

/* --- the file ------------------------------------------------------------- */

static bool read_stems(struct source *source, struct background *b)
{
	for (size_t i = 0; i < b->n_stems; i++)
		b->hashes[i] = (uint32_t)take(source, 4);
	for (size_t i = 0; i < b->n_stems; i++)
		b->frequencies[i] = (uint32_t)take(source, 4);
	for (size_t i = 1; i < b->n_stems; i++)
		if (b->hashes[i] <= b->hashes[i - 1])
			return false;
	return !source->is_short;
}

static bool read_texts(struct arena *arena, struct source *source,
                       struct background *b, size_t n_terms)
{
	struct background_term *terms =
		arena_array(arena, struct background_term, n_terms + 1);
	size_t used = 0;

	for (size_t i = 0; i < b->n_texts; i++) {
		b->texts[i].terms = terms + used;
		b->texts[i].n = (size_t)take(source, 2);
		if (b->texts[i].n > n_terms - used)
			return false;
		used += b->texts[i].n;
	}
	for (size_t i = 0; i < n_terms; i++) {
		terms[i].stem = (uint16_t)take(source, 2);
		terms[i].n = (uint8_t)take(source, 1);
		if (terms[i].stem >= b->n_stems || terms[i].n == 0)
			return false;
	}
	return used == n_terms && !source->is_short && source->rest.len == 0;
}

enum err background_parse(struct arena *arena, struct str bytes,
                          struct background *background)
{
	struct source source = {str_from(bytes, NUMBERS_AT), false};
	struct background b = {
		.language = str_slice(bytes, LANGUAGE_AT, NUMBERS_AT)};
	size_t n_terms;

	if (bytes.len < BACKGROUND_HEAD || !str_starts(bytes, magic))
		return ERR_INPUT;
	b.n_documents = (size_t)take(&source, 4);
	b.n_stems = (size_t)take(&source, 4);
	b.n_texts = (size_t)take(&source, 4);
	n_terms = (size_t)take(&source, 4);
	b.id = take(&source, 8);
	if (b.n_stems > BACKGROUND_STEMS || b.n_texts > BACKGROUND_TEXTS ||
	    n_terms > bytes.len || b.id != id_of(bytes))
		return ERR_INPUT;
	b.language =
		arena_str(arena, str_slice(b.language, 0,
	                                   str_find_char(b.language, '\0')));
	b.hashes = arena_array(arena, uint32_t, b.n_stems + 1);
	b.frequencies = arena_array(arena, uint32_t, b.n_stems + 1);
	b.texts = arena_array(arena, struct background_text, b.n_texts + 1);
	if (!read_stems(&source, &b) ||
	    !read_texts(arena, &source, &b, n_terms))
		return ERR_INPUT;
	*background = b;
	return OK;
}

struct str background_format(struct arena *arena, const struct background *b)
{
	struct buf out = BUF_INIT(FILE_LIMIT);
	struct str made;
	size_t n_terms = 0;
	uint64_t id;

	for (size_t i = 0; i < b->n_texts; i++)
		n_terms += b->texts[i].n;
	buf_adds(&out, magic);
	buf_add(&out, str_slice(b->language, 0, NUMBERS_AT - LANGUAGE_AT));
	while (buf_str(&out).len < NUMBERS_AT)
		buf_addc(&out, '\0');
	put(&out, b->n_documents, 4);
	put(&out, b->n_stems, 4);
	put(&out, b->n_texts, 4);
	put(&out, n_terms, 4);
	put(&out, 0, 8);
	for (size_t i = 0; i < b->n_stems; i++)
		put(&out, b->hashes[i], 4);
	for (size_t i = 0; i < b->n_stems; i++)
		put(&out, b->frequencies[i], 4);
	for (size_t i = 0; i < b->n_texts; i++)
		put(&out, b->texts[i].n, 2);
	for (size_t i = 0; i < b->n_texts; i++)
		for (size_t k = 0; k < b->texts[i].n; k++) {
			put(&out, b->texts[i].terms[k].stem, 2);
			put(&out, b->texts[i].terms[k].n, 1);
		}
	made = buf_take(&out, arena);
	id = id_of(made);
	for (size_t i = 0; i < 8; i++)
		((char *)(uintptr_t)made.ptr)[ID_AT + i] =
			(char)(id >> (8 * i) & 0xff);
	return made;
}

/* --- stems ---------------------------------------------------------------- */

uint32_t background_hash(struct str stem)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < stem.len; i++)
		h = (h ^ (unsigned char)stem.ptr[i]) * 16777619u;
	return h;
}

uint32_t background_find(const struct background *b, uint32_t hash)
{
	size_t low = 0, high = b->n_stems;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (b->hashes[middle] == hash)
			return (uint32_t)middle;
		if (b->hashes[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return BACKGROUND_NONE;
}
