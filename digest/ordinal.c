#include "digest/ordinal.h"

#include "text/wordhash.h"

/* A language's words for 1 to ORDINAL_MAX, several parted by blanks, each with
 * each of the endings, which are parted by '|'. */
struct row {
	const char *endings;
	const char *words[ORDINAL_MAX];
};

/* Not in it: Italian "prima", which says in German that all is well. */
static const struct row ordinal_rows[] = {
	{"",
         {"first", "second", "third", "fourth", "fifth", "sixth", "seventh",
          "eighth", "ninth", "tenth"}},
	{"e|er|en|es|em",
         {"erst", "zweit", "dritt", "viert", "fünft fuenft", "sechst",
          "siebt siebent", "acht", "neunt", "zehnt"}},
	{"",
         {"premier première premiere", "deuxième deuxieme second seconde",
          "troisième troisieme", "quatrième quatrieme", "cinquième cinquieme",
          "sixième sixieme", "septième septieme", "huitième huitieme",
          "neuvième neuvieme", "dixième dixieme"}},
	{"|o|a",
         {"primer", "segund", "tercer", "cuart", "quint", "sext",
          "séptim septim", "octav", "noven", "décim"}},
	{"o|a",
         {"", "second", "terz", "quart", "quint", "sest", "settim", "ottav",
          "non", "decim"}},
	{"", {"primo"}},
	{"o|a",
         {"primeir", "segund", "terceir", "quart", "quint", "sext",
          "sétim setim", "oitav", "non", "décim"}},
	{"",
         {"eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende",
          "achtste", "negende", "tiende"}},
	{"",
         {"första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde",
          "åttonde", "nionde", "tionde"}},
	{"",
         {"første", "anden andet andre annen annet", "tredje", "fjerde",
          "femte", "sjette", "syvende sjuende", "ottende åttende", "niende",
          "tiende"}},
	{"|ta",
         {"ensimmäinen ensimmäis ensimmäisestä ensimmäistä",
          "toinen toises tois", "kolmas kolmannes kolmat",
          "neljäs neljännestä neljättä", "viides viidennestä viidettä",
          "kuudes kuudennes", "seitsemäs seitsemännestä",
          "kahdeksas kahdeksannes", "yhdeksäs yhdeksännestä",
          "kymmenes kymmenennestä"}},
	{"y|a|e|ego|ej|ym|ą|i|ia|ie|iego|iej|im|ią",
         {"pierwsz", "drug", "trzec", "czwart", "piąt", "szóst", "siódm", "ósm",
          "dziewiąt", "dziesiąt"}},
	{"í|ý|á|é|ém|ého|ou|ího",
         {"prvn", "druh", "třet", "čtvrt", "pát", "šest", "sedm", "osm",
          "devát", "desát"}},
	{"ый|ой|ая|ое|ую|ом|ого|ий|ья|ье|ью|ьем",
         {"перв", "втор", "трет", "четвёрт четверт", "пят", "шест", "седьм",
          "восьм", "девят", "десят"}},
};

static const struct row cardinal_rows[] = {
	{"",
         {"one", "two", "three", "four", "five", "six", "seven", "eight",
          "nine", "ten"}},
	{"",
         {"eins", "zwei", "drei", "vier", "fünf fuenf", "sechs", "sieben",
          "acht", "neun", "zehn"}},
	{"",
         {"un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit",
          "neuf", "dix"}},
	{"",
         {"uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho",
          "nueve", "diez"}},
	{"",
         {"uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto",
          "nove", "dieci"}},
	{"",
         {"um", "dois duas", "três", "quatro", "cinco", "seis", "sete", "oito",
          "nove", "dez"}},
	{"",
         {"een één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht",
          "negen", "tien"}},
	{"",
         {"ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio",
          "tio"}},
	{"",
         {"en et én", "to", "tre", "fire", "fem", "seks", "syv sju",
          "otte åtte", "ni", "ti"}},
	{"",
         {"yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän",
          "kahdeksan", "yhdeksän", "kymmenen"}},
	{"",
         {"jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem",
          "dziewięć", "dziesięć"}},
	{"",
         {"jedna", "dva", "tři", "čtyři", "pět", "šest", "sedm", "osm", "devět",
          "deset"}},
	{"",
         {"один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь",
          "девять", "десять"}},
};

/* What stands behind a digit: 2nd, 2e, 2ème, 2º, 2-й. */
static const char suffixes[] = "st|nd|rd|th|e|er|re|ère|ème|eme|de|ste|º|ª|й|я";

struct entry {
	uint64_t hash;
	size_t number;
};

struct list {
	struct entry *entry;
	size_t n;
};

struct ordinals {
	struct arena *arena;
	struct list ordinal, cardinal;
};

static void add(struct ordinals *o, struct list *list, const char *word,
                size_t number)
{
	struct wordhash words = {str_of(word), 0};
	struct entry entry = {.number = number};
	bool is_end;

	if (!wordhash_next(&words, &entry.hash, &is_end))
		return;
	list->entry = arena_grow(o->arena, list->entry, list->n, sizeof(entry));
	list->entry[list->n++] = entry;
}

/* With a capital where that is no ASCII, which hashes do not fold; `word` when
 * there is none. */
static const char *capital(struct arena *arena, const char *word)
{
	char *big = arena_printf(arena, "%s", word);
	unsigned char lead = (unsigned char)big[0], *next;

	if (lead < 0xc3 || lead > 0xd1)
		return word;
	next = (unsigned char *)big + 1;
	if (lead == 0xc3) { /* Latin-1 */
		*next = (unsigned char)(*next - 0x20);
	} else if (lead < 0xd0) { /* in pairs */
		*next = (unsigned char)(*next & ~1U);
	} else if (lead == 0xd0) { /* Cyrillic */
		*next = (unsigned char)(*next - 0x20);
	} else {
		big[0] = (char)0xd0;
		*next = (unsigned char)(*next + 0x20);
	}
	return big;
}

/* `stem` with each of `endings`. */
static void add_forms(struct ordinals *o, struct list *list, struct str stem,
                      const char *endings, size_t number)
{
	struct str rest = str_of(endings);
	size_t end;

	do {
		struct str ending;
		const char *word;

		end = str_find_char(rest, '|');
		ending = str_slice(rest, 0, end);
		rest = end == STR_NONE ? rest : str_from(rest, end + 1);
		word = arena_printf(o->arena, "%.*s%.*s", (int)stem.len,
		                    stem.ptr, (int)ending.len, ending.ptr);
		add(o, list, word, number);
		if (capital(o->arena, word) != word)
			add(o, list, capital(o->arena, word), number);
	} while (end != STR_NONE);
}

static void add_rows(struct ordinals *o, struct list *list,
                     const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < ORDINAL_MAX; k++) {
			struct str rest = str_of(rows[i].words[k]), stem;

			while (str_next_word(&rest, &stem))
				add_forms(o, list, stem, rows[i].endings,
				          k + 1);
		}
}

struct ordinals *ordinals_new(struct arena *arena)
{
	struct ordinals *o = arena_new(arena, struct ordinals);

	*o = (struct ordinals){.arena = arena};
	add_rows(o, &o->ordinal, ordinal_rows, ARRAY_LEN(ordinal_rows));
	add_rows(o, &o->cardinal, cardinal_rows, ARRAY_LEN(cardinal_rows));
	for (size_t i = 1; i <= ORDINAL_MAX; i++)
		add_forms(o, &o->ordinal, str_of(arena_printf(arena, "%zu", i)),
		          suffixes, i);
	return o;
}

static size_t find(const struct list *list, uint64_t hash)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->entry[i].hash == hash)
			return list->entry[i].number;
	return 0;
}

size_t ordinal_of(const struct ordinals *ordinals, uint64_t hash)
{
	return find(&ordinals->ordinal, hash);
}

size_t cardinal_of(const struct ordinals *ordinals, uint64_t hash)
{
	return find(&ordinals->cardinal, hash);
}
