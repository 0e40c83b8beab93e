/*
 * background.h - how common words are, and texts about anything
 *
 * A site that has few articles cannot know yet which words are rare, nor how
 * much a comment shares with articles that it is not about.  This table knows
 * it for English: in how many of its documents each stem stands, and 200 texts
 * as counted stems.  Stems are known by their FNV-1a-32 alone.
 *
 * The file: BACKGROUND_HEAD bytes of head ("PBTOPIC1", 8 bytes of language,
 * numbers of documents, stems, texts and terms as 4 bytes each, the FNV-1a-64
 * of all other bytes), then the stems' hashes in order (4 bytes), in how many
 * documents they are (4), how many terms each text has (2), and the terms: the
 * number of a stem (2) and its count (1).  All little-endian.
 */
#ifndef TEXT_BACKGROUND_H
#define TEXT_BACKGROUND_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define BACKGROUND_HEAD  40
#define BACKGROUND_STEMS 20000 /* at most; a number has to fit 2 bytes */
#define BACKGROUND_TEXTS 200   /* at most */
#define BACKGROUND_NONE  UINT32_MAX

struct background_term {
	uint16_t stem; /* its number, from 0 */
	uint8_t n;     /* how often */
};

struct background_text {
	struct background_term *terms;
	size_t n;
};

struct background {
	struct str language;
	size_t n_documents;
	uint32_t *hashes;      /* of the stems, in order */
	uint32_t *frequencies; /* documents that have each */
	size_t n_stems;
	struct background_text *texts;
	size_t n_texts;
	uint64_t id;
};

/* Read a table's file into `arena`.  ERR_INPUT: it is none, or it is damaged. */
enum err background_parse(struct arena *arena, struct str bytes,
                          struct background *background) MUST_CHECK;

/* A table's file, in `arena`. */
struct str background_format(struct arena *arena,
                             const struct background *background);

uint32_t background_hash(struct str stem);

/* The number of a stem, or BACKGROUND_NONE. */
uint32_t background_find(const struct background *background, uint32_t hash);

#endif
