#include "digest/consentwords.h"

#include "text/whole.h"

enum {
	LINE_MAX_LEN = 1000, /* what is behind is for no word to matter */
};

/* en de fr es it pt pl cs hu ro tr fi ru uk el he ar ja zh ko sv da */
static const char yes_words[] =
	"yes,confirm,confirmed,ok,okay,ja,oui,si,sim,tak,ano,igen,da,evet,"
	"kyll\xc3\xa4,\xd0\xb4\xd0\xb0,\xd1\x82\xd0\xb0\xd0\xba,"
	"\xce\xbd\xce\xb1\xce\xb9,\xd7\x9b\xd7\x9f,"
	"\xd9\x86\xd8\xb9\xd9\x85,\xe3\x81\xaf\xe3\x81\x84,\xe6\x98\xaf,"
	"\xe6\x98\xaf\xe7\x9a\x84,\xeb\x84\xa4";
static const char no_words[] =
	"no,not,nope,nah,nein,nicht,non,pas,nee,niet,nej,nei,nie,ne,nem,nu,ei,"
	"inte,ikke,n\xc3\xa3o,hay\xc4\xb1r,hayir,\xd0\xbd\xd0\xb5\xd1\x82,"
	"\xd0\xbd\xd0\xb5,\xd0\xbd\xd1\x96,\xcf\x8c\xcf\x87\xce\xb9,"
	"\xd7\x9c\xd7\x90,\xd9\x84\xd8\xa7,"
	"\xe3\x81\x84\xe3\x81\x84\xe3\x81\x88,"
	"\xe4\xb8\x8d,\xec\x95\x84\xeb\x8b\x88\xec\x98\xa4,"
	"\xec\x95\x84\xeb\x8b\x88\xec\x9a\x94";

static const char block_words[] =
	"block,no more,block me,blockieren,sperren,nie mehr,bloquer,bloquear,"
	"blocca,blokkeren,blokker,blockera,zablokuj";

static bool begins(const struct whole *line, const struct whole *word)
{
	size_t i = 0;

	while (i < word->n && i < line->n &&
	       str_eq(line->words[i], word->words[i]))
		i++;
	return word->n > 0 && i == word->n;
}

/* Does `line` begin by one of `words`?  `*is_all`: by one that is all of it. */
static bool begins_by(struct arena *arena, const struct whole *line,
                      const char *words, bool *is_all)
{
	struct str rest = str_of(words), word;
	bool is_one = false;

	*is_all = false;
	while (str_next_field(&rest, ',', &word)) {
		struct whole parts = whole_split(arena, word);

		if (!begins(line, &parts))
			continue;
		is_one = true;
		*is_all = *is_all || parts.n == line->n;
	}
	return is_one;
}

static bool is_question(struct str line)
{
	return str_find(line, "?") != STR_NONE ||
	       str_find(line, "\xef\xbc\x9f") != STR_NONE || /* ？ */
	       str_find(line, "\xd8\x9f") != STR_NONE;       /* ؟ */
}

static enum consent find(struct arena *arena, struct str line, bool *is_all)
{
	struct whole words =
		whole_split(arena, str_slice(line, 0, LINE_MAX_LEN));
	bool is_block = begins_by(arena, &words, block_words, is_all);

	if (is_block && *is_all)
		return CONSENT_BLOCK;
	if (begins_by(arena, &words, no_words, is_all))
		return CONSENT_NO;
	if (is_block)
		return CONSENT_BLOCK;
	if (begins_by(arena, &words, yes_words, is_all) && *is_all &&
	    line.len <= LINE_MAX_LEN && !is_question(line))
		return CONSENT_YES;
	*is_all = false;
	return CONSENT_NONE;
}

enum consent consentwords_find(struct str line, bool *is_all)
{
	struct arena arena = {0};
	enum consent found = find(&arena, line, is_all);

	arena_free(&arena);
	return found;
}
