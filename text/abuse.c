#include "text/abuse.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"

enum {
	LANGUAGE_AT = 8,
	NUMBERS_AT = 16,
	ID_AT = 48,
	PIECE_MIN = 2, /* bytes of a piece of a word */
	PIECE_MAX = 5,
	WORD_MAX = 30, /* bytes of a word that are cut in pieces */
	OVERLAP = 200, /* bytes that two parts of a text share, at least */
};

static const char magic[] = "PBABUSE1";
static const double unit = 4294967296.0; /* 2^32 */
static const double share_told = .15;

/* --- the file ------------------------------------------------------------- */

static uint64_t read_u64(const char *bytes)
{
	uint64_t n = 0;

	for (size_t i = 8; i-- > 0;)
		n = n << 8 | (unsigned char)bytes[i];
	return n;
}

static void write_u64(struct buf *out, uint64_t n)
{
	for (int i = 0; i < 8; i++, n >>= 8)
		buf_addc(out, (char)(n & 0xff));
}

static uint64_t fingerprint(uint64_t hash, struct str bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		hash = (hash ^ (unsigned char)bytes.ptr[i]) *
		       UINT64_C(1099511628211);
	return hash;
}

static uint64_t id_of(struct str bytes)
{
	uint64_t hash = fingerprint(UINT64_C(14695981039346656037),
	                            str_slice(bytes, 0, ID_AT));

	return fingerprint(hash, str_from(bytes, ABUSE_HEAD));
}

static double number_at(struct str bytes, size_t i)
{
	return (double)(int64_t)read_u64(bytes.ptr + NUMBERS_AT + 8 * i) / unit;
}

enum err abuse_model_parse(struct str bytes, struct abuse_model *model)
{
	struct str language;

	if (bytes.len != ABUSE_HEAD + ABUSE_SIZE || !str_starts(bytes, magic) ||
	    read_u64(bytes.ptr + ID_AT) != id_of(bytes))
		return ERR_INPUT;
	language = str_slice(bytes, LANGUAGE_AT, NUMBERS_AT);
	language = str_slice(language, 0, str_find_char(language, '\0'));
	*model = (struct abuse_model){
		.weights = (const int8_t *)bytes.ptr + ABUSE_HEAD,
		.scale = number_at(bytes, 0),
		.bias = number_at(bytes, 1),
		.slope = number_at(bytes, 2),
		.offset = number_at(bytes, 3),
		.language = language,
		.id = read_u64(bytes.ptr + ID_AT),
	};
	return OK;
}

static void write_number(struct buf *out, double number)
{
	write_u64(out, (uint64_t)(int64_t)floor(number * unit + .5));
}

struct str abuse_model_format(struct arena *arena,
                              const struct abuse_model *model)
{
	struct buf out = BUF_INIT(ABUSE_HEAD + ABUSE_SIZE);
	struct str made;
	uint64_t id;

	buf_adds(&out, magic);
	buf_add(&out, str_slice(model->language, 0, NUMBERS_AT - LANGUAGE_AT));
	while (buf_str(&out).len < NUMBERS_AT)
		buf_addc(&out, '\0');
	write_number(&out, model->scale);
	write_number(&out, model->bias);
	write_number(&out, model->slope);
	write_number(&out, model->offset);
	write_u64(&out, 0);
	buf_add(&out, (struct str){(const char *)model->weights, ABUSE_SIZE});
	made = buf_take(&out, arena);
	id = id_of(made);
	for (size_t i = 0; i < 8; i++)
		((char *)(uintptr_t)made.ptr)[ID_AT + i] =
			(char)(id >> (8 * i) & 0xff);
	return made;
}

/* --- features ------------------------------------------------------------- */

/* A set of indexes: open addressing, each slot an index + 1. */
struct set {
	uint32_t *slots;
	uint32_t mask;
	struct abuse_features *features;
};

static uint32_t hash_bytes(uint32_t h, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		h = (h ^ (unsigned char)text.ptr[i]) * 16777619u;
	return h;
}

static uint32_t hash_start(const char *kind)
{
	return hash_bytes(2166136261u, str_of(kind));
}

static uint32_t index_of(uint32_t h)
{
	return (h ^ h >> ABUSE_BITS) & (ABUSE_SIZE - 1);
}

static uint32_t word_index(struct str word)
{
	return index_of(hash_bytes(hash_start("w:"), word));
}

static uint32_t pair_index(struct str a, struct str b)
{
	uint32_t h = hash_bytes(hash_start("b:"), a);

	return index_of(hash_bytes(hash_bytes(h, str_of(" ")), b));
}

static void set_add(struct set *set, uint32_t index)
{
	uint32_t slot = index * 2654435761u >> 8 & set->mask;

	while (set->slots[slot] != 0) {
		if (set->slots[slot] == index + 1)
			return;
		slot = (slot + 1) & set->mask;
	}
	set->slots[slot] = index + 1;
	set->features->index[set->features->n++] = index;
}

/* Pieces of "<word>". */
#define PIECES_MAX ((PIECE_MAX - PIECE_MIN + 1) * (WORD_MAX + 2))

static size_t pieces_of(struct str word, uint32_t pieces[PIECES_MAX])
{
	char text[WORD_MAX + 2];
	uint32_t start = hash_start("c:");
	size_t len = 0, n = 0;

	word = str_slice(word, 0, WORD_MAX);
	text[len++] = '<';
	memcpy(text + len, word.ptr, word.len);
	len += word.len;
	text[len++] = '>';
	for (size_t i = 0; i + PIECE_MIN <= len; i++) {
		uint32_t h = start;

		for (size_t k = 1; k <= PIECE_MAX && i + k <= len; k++) {
			h = (h ^ (unsigned char)text[i + k - 1]) * 16777619u;
			if (k >= PIECE_MIN)
				pieces[n++] = index_of(h);
		}
	}
	return n;
}

static size_t features_max(const struct disguise_token *tokens, size_t n)
{
	size_t most = 1;

	for (size_t i = 0; i < n; i++) {
		size_t len = tokens[i].text.len;

		most += 2 + (PIECE_MAX - PIECE_MIN + 1) *
		                    ((len < WORD_MAX ? len : WORD_MAX) + 2);
	}
	return most;
}

struct abuse_features abuse_features_of(struct arena *arena,
                                        const struct disguise_token *tokens,
                                        size_t n)
{
	struct abuse_features features = {.n = 0};
	struct set set = {.features = &features};
	size_t most = features_max(tokens, n), slots = 64;
	struct str before = str_of("^");
	uint32_t pieces[PIECES_MAX];

	if (n == 0)
		return features;
	while (slots < 2 * most)
		slots *= 2;
	set.slots = arena_array(arena, uint32_t, slots);
	set.mask = (uint32_t)(slots - 1);
	features.index = arena_array(arena, uint32_t, most);
	for (size_t i = 0; i < n; i++) {
		struct str word = tokens[i].text;

		set_add(&set, word_index(word));
		set_add(&set, pair_index(before, word));
		before = word;
		if (!tokens[i].is_word)
			continue;
		for (size_t k = pieces_of(word, pieces); k-- > 0;)
			set_add(&set, pieces[k]);
	}
	set_add(&set, pair_index(before, str_of("$")));
	return features;
}

/* --- scores --------------------------------------------------------------- */

bool abuse_next_part(struct str *rest, struct str *part)
{
	if (rest->len == 0)
		return false;
	*part = str_slice(*rest, 0, ABUSE_MAX);
	if (part->len < rest->len) { /* within a word, or a character? */
		size_t at = str_find_last_char(*part, ' ');

		if (at != STR_NONE && at > ABUSE_MAX - OVERLAP)
			part->len = at;
	}
	*rest = str_from(*rest, part->len < rest->len ? part->len - OVERLAP
	                                              : part->len);
	return true;
}

double abuse_score(const struct abuse_model *model,
                   const struct abuse_features *features)
{
	int64_t sum = 0;

	for (size_t i = 0; i < features->n; i++)
		sum += model->weights[features->index[i]];
	if (features->n == 0)
		return model->bias;
	return model->scale * (double)sum / sqrt((double)features->n) +
	       model->bias;
}

double abuse_score_text(struct arena *arena, const struct abuse_model *model,
                        struct str text)
{
	double worst = model->bias;
	bool is_first = true;
	struct str part;

	while (abuse_next_part(&text, &part)) {
		struct disguise_token *tokens;
		size_t n = disguise_tokens(arena, part, &tokens);
		struct abuse_features features =
			abuse_features_of(arena, tokens, n);
		double score = abuse_score(model, &features);

		if (is_first || score > worst)
			worst = score;
		is_first = false;
	}
	return worst;
}

/* --- why ------------------------------------------------------------------ */

/* What token `i` adds to the sum: its word, its pieces, half of its pairs. */
static double part_of(const struct abuse_model *model,
                      const struct disguise_token *tokens, size_t n, size_t i)
{
	struct str edge[2] = {str_of("^"), str_of("$")};
	struct str word = tokens[i].text;
	struct str before = i > 0 ? tokens[i - 1].text : edge[0];
	struct str after = i + 1 < n ? tokens[i + 1].text : edge[1];
	uint32_t pieces[PIECES_MAX];
	double sum = model->weights[word_index(word)];

	sum += .5 * model->weights[pair_index(before, word)];
	sum += .5 * model->weights[pair_index(word, after)];
	for (size_t k = pieces_of(word, pieces); k-- > 0;)
		sum += model->weights[pieces[k]];
	return sum;
}

static bool is_told(const struct str *words, size_t n, struct str word)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(words[i], word))
			return true;
	return false;
}

/* The part of `text` with the highest score. */
static struct str worst_part(struct arena *arena,
                             const struct abuse_model *model, struct str text)
{
	struct str part, worst = str_slice(text, 0, ABUSE_MAX);
	double most = -HUGE_VAL;

	while (text.len > ABUSE_MAX && abuse_next_part(&text, &part)) {
		double score = abuse_score_text(arena, model, part);

		if (score > most) {
			most = score;
			worst = part;
		}
	}
	return worst;
}

size_t abuse_explain(struct arena *arena, const struct abuse_model *model,
                     struct str text, struct str words[ABUSE_WORDS])
{
	struct disguise_token *tokens;
	size_t n =
		disguise_tokens(arena, worst_part(arena, model, text), &tokens);
	double *parts = arena_array(arena, double, n + 1), sum = 0;
	size_t told = 0;

	for (size_t i = 0; i < n; i++) {
		if (tokens[i].is_word)
			parts[i] = part_of(model, tokens, n, i);
		sum += parts[i];
	}
	while (told < ABUSE_WORDS) {
		size_t best = n;

		for (size_t i = 0; i < n; i++)
			if (parts[i] > 0 &&
			    (best == n || parts[i] > parts[best]))
				best = i;
		if (best == n || sum <= 0 || parts[best] < share_told * sum)
			break;
		parts[best] = 0;
		if (!is_told(words, told, tokens[best].written))
			words[told++] = tokens[best].written;
	}
	return told;
}

double abuse_logit(const struct abuse_model *model, double score)
{
	return model->slope * score + model->offset;
}
