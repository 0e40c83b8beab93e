#include "digest/request.h"

#include "text/wordhash.h"

enum {
	LINE_LEN_MAX = 80, /* bytes of a line that is looked at */
};

static const struct {
	const char *words;
	enum request request;
} phrases[] = {
	{"withdraw", REQUEST_WITHDRAW},
	{"retract", REQUEST_WITHDRAW},
	{"zurückziehen", REQUEST_WITHDRAW},
	{"zurueckziehen", REQUEST_WITHDRAW},
	{"zurücknehmen", REQUEST_WITHDRAW},
	{"retirer", REQUEST_WITHDRAW},
	{"retirar", REQUEST_WITHDRAW},
	{"ritirare", REQUEST_WITHDRAW},
	{"intrekken", REQUEST_WITHDRAW},
	{"wycofaj", REQUEST_WITHDRAW},
	{"återkalla", REQUEST_WITHDRAW},

	{"correct", REQUEST_CORRECT},
	{"correction", REQUEST_CORRECT},
	{"korrigieren", REQUEST_CORRECT},
	{"korrektur", REQUEST_CORRECT},
	{"berichtigen", REQUEST_CORRECT},
	{"berichtigung", REQUEST_CORRECT},
	{"corriger", REQUEST_CORRECT},
	{"corregir", REQUEST_CORRECT},
	{"corrección", REQUEST_CORRECT},
	{"correccion", REQUEST_CORRECT},
	{"correggere", REQUEST_CORRECT},
	{"corrigir", REQUEST_CORRECT},
	{"corrigeren", REQUEST_CORRECT},
	{"popraw", REQUEST_CORRECT},
	{"rätta", REQUEST_CORRECT},

	{"tell", REQUEST_TELL},
	{"tell me", REQUEST_TELL},
	{"melden", REQUEST_TELL},
	{"informer", REQUEST_TELL},
	{"avisar", REQUEST_TELL},
	{"tell always", REQUEST_TELL_ALWAYS},
	{"always tell", REQUEST_TELL_ALWAYS},
	{"melden immer", REQUEST_TELL_ALWAYS},
	{"immer melden", REQUEST_TELL_ALWAYS},
	{"informer toujours", REQUEST_TELL_ALWAYS},
	{"toujours informer", REQUEST_TELL_ALWAYS},
	{"avisar siempre", REQUEST_TELL_ALWAYS},
	{"siempre avisar", REQUEST_TELL_ALWAYS},
	{"tell never", REQUEST_TELL_NEVER},
	{"never tell", REQUEST_TELL_NEVER},
	{"melden nie", REQUEST_TELL_NEVER},
	{"nie melden", REQUEST_TELL_NEVER},
	{"informer jamais", REQUEST_TELL_NEVER},
	{"jamais informer", REQUEST_TELL_NEVER},
	{"avisar nunca", REQUEST_TELL_NEVER},
	{"nunca avisar", REQUEST_TELL_NEVER},

	{"appeal", REQUEST_APPEAL},
	{"einspruch", REQUEST_APPEAL},
	{"widerspruch", REQUEST_APPEAL},
	{"recours", REQUEST_APPEAL},
	{"recurso", REQUEST_APPEAL},
	{"apelación", REQUEST_APPEAL},
	{"ricorso", REQUEST_APPEAL},
	{"bezwaar", REQUEST_APPEAL},
	{"odwołanie", REQUEST_APPEAL},
	{"överklaga", REQUEST_APPEAL},
};

/* Said beside one of them. */
static const char *const polite[] = {"please", "bitte", "por favor", "svp",
                                     "per favore"};

const char *request_name(enum request request)
{
	static const char *const names[] = {
		[REQUEST_NONE] = "none",
		[REQUEST_WITHDRAW] = "withdraw",
		[REQUEST_CORRECT] = "correct",
		[REQUEST_TELL] = "tell",
		[REQUEST_TELL_ALWAYS] = "tell always",
		[REQUEST_TELL_NEVER] = "tell never",
		[REQUEST_APPEAL] = "appeal",
	};

	return names[request];
}

static bool starts_with(const struct wordlist *list,
                        const struct wordlist *start)
{
	if (start->n > list->n)
		return false;
	for (size_t i = 0; i < start->n; i++)
		if (list->hash[i] != start->hash[i])
			return false;
	return true;
}

/* Take "please" off either end of `list`. */
static void drop_polite(struct arena *arena, struct wordlist *list)
{
	for (size_t i = 0; i < ARRAY_LEN(polite); i++) {
		struct wordlist words, end;

		wordlist_of(arena, str_of(polite[i]), &words);
		if (words.n >= list->n)
			continue;
		end = (struct wordlist){list->hash + list->n - words.n,
		                        words.n};
		if (starts_with(&end, &words)) {
			list->n -= words.n;
		} else if (starts_with(list, &words)) {
			list->hash += words.n;
			list->n -= words.n;
		}
	}
}

/* `line` without its number, if a word of it is one: "2", "#2", "2." */
static struct str without_number(struct arena *arena, struct str line,
                                 int64_t *number)
{
	struct str rest = line, word;

	*number = 0;
	while (str_next_word(&rest, &word)) {
		struct str digits = str_from(word, str_starts(word, "#"));
		size_t before;

		while (digits.len > 0 &&
		       !char_is_digit(digits.ptr[digits.len - 1]))
			digits.len--;
		if (!str_number(digits, number) || *number < 1)
			continue;
		before = (size_t)(word.ptr - line.ptr);
		return str_of(arena_printf(arena, "%.*s %.*s", (int)before,
		                           line.ptr, (int)rest.len, rest.ptr));
	}
	*number = 0;
	return line;
}

/* `line` with the capitals of Latin-1 (U+00C0 to U+00DE) as small letters; those
 * of ASCII are the same for a word's hash. */
static struct str small(struct arena *arena, struct str line)
{
	char *out = arena_alloc(arena, line.len + 1);
	bool is_latin = false;

	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.ptr[i];

		if (is_latin && c >= 0x80 && c <= 0x9e && c != 0x97)
			c += 0x20;
		is_latin = c == 0xc3;
		out[i] = (char)c;
	}
	return (struct str){out, line.len};
}

static enum request request_in(struct arena *arena, struct str line,
                               int64_t *number)
{
	struct wordlist words, phrase;

	if (line.len > LINE_LEN_MAX)
		return REQUEST_NONE;
	line = small(arena, line);
	wordlist_of(arena, without_number(arena, line, number), &words);
	drop_polite(arena, &words);
	for (size_t i = 0; words.n > 0 && i < ARRAY_LEN(phrases); i++) {
		wordlist_of(arena, str_of(phrases[i].words), &phrase);
		if (phrase.n == words.n && starts_with(&words, &phrase))
			return phrases[i].request;
	}
	return REQUEST_NONE;
}

void request_read(struct arena *arena, struct str subject, struct str words,
                  struct request_words *found)
{
	struct str rest = words, line;

	*found = (struct request_words){.rest = words};
	found->request = request_in(arena, str_trim(subject), &found->number);
	while (found->request == REQUEST_NONE && str_next_line(&rest, &line)) {
		line = str_trim(line);
		if (line.len == 0)
			continue;
		found->request = request_in(arena, line, &found->number);
		found->rest = rest;
		break;
	}
	if (found->request == REQUEST_NONE)
		*found = (struct request_words){.rest = words};
	found->rest = str_trim(found->rest);
}
