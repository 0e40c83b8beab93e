#include "digest/verbs.h"

#include "digest/typed.h"

static const struct {
	const char *word;
	enum decision_verb verb;
	bool is_letter, is_spanish;
} verbs[] = {
	{"a", VERB_APPROVE, true, false},
	{"approve", VERB_APPROVE, false, false},
	{"approved", VERB_APPROVE, false, false},
	{"accept", VERB_APPROVE, false, false},
	{"accepted", VERB_APPROVE, false, false},
	{"publish", VERB_APPROVE, false, false},
	{"annehmen", VERB_APPROVE, false, false},
	{"angenommen", VERB_APPROVE, false, false},
	{"freigeben", VERB_APPROVE, false, false},
	{"freigegeben", VERB_APPROVE, false, false},
	{"genehmigen", VERB_APPROVE, false, false},
	{"genehmigt", VERB_APPROVE, false, false},
	{"zulassen", VERB_APPROVE, false, false},
	{"approuver", VERB_APPROVE, false, false},
	{"approuve", VERB_APPROVE, false, false},
	{"approuv\xc3\xa9", VERB_APPROVE, false, false},
	{"accepter", VERB_APPROVE, false, false},
	{"accepte", VERB_APPROVE, false, false},
	{"accept\xc3\xa9", VERB_APPROVE, false, false},
	{"publier", VERB_APPROVE, false, false},
	{"aprobar", VERB_APPROVE, false, true},
	{"apruebo", VERB_APPROVE, false, true},
	{"aprobado", VERB_APPROVE, false, true},
	{"aceptar", VERB_APPROVE, false, true},
	{"acepto", VERB_APPROVE, false, true},
	{"publicar", VERB_APPROVE, false, true},
	{"r", VERB_REJECT, true, false},
	{"reject", VERB_REJECT, false, false},
	{"rejected", VERB_REJECT, false, false},
	{"decline", VERB_REJECT, false, false},
	{"declined", VERB_REJECT, false, false},
	{"refuse", VERB_REJECT, false, false},
	{"ablehnen", VERB_REJECT, false, false},
	{"abgelehnt", VERB_REJECT, false, false},
	{"refuser", VERB_REJECT, false, false},
	{"refus\xc3\xa9", VERB_REJECT, false, false},
	{"rejeter", VERB_REJECT, false, false},
	{"rejette", VERB_REJECT, false, false},
	{"rejet\xc3\xa9", VERB_REJECT, false, false},
	{"rechazar", VERB_REJECT, false, true},
	{"rechazo", VERB_REJECT, false, true},
	{"rechazado", VERB_REJECT, false, true},
	{"e", VERB_EDIT, true, false},
	{"edit", VERB_EDIT, false, false},
	{"\xc3\xa4ndern", VERB_EDIT, false, false},
	{"bearbeiten", VERB_EDIT, false, false},
	{"modifier", VERB_EDIT, false, false},
	{"corriger", VERB_EDIT, false, false},
	{"\xc3\xa9"
         "diter",
         VERB_EDIT, false, false},
	{"editar", VERB_EDIT, false, true},
	{"corregir", VERB_EDIT, false, true},
	{"f", VERB_FEATURE, true, false},
	{"feature", VERB_FEATURE, false, false},
	{"featured", VERB_FEATURE, false, false},
	{"hervorheben", VERB_FEATURE, false, false},
	{"mettre en avant", VERB_FEATURE, false, false},
	{"destacar", VERB_FEATURE, false, true},
	{"b", VERB_BLOCK, true, false},
	{"block", VERB_BLOCK, false, false},
	{"ban", VERB_BLOCK, false, false},
	{"sperren", VERB_BLOCK, false, false},
	{"blockieren", VERB_BLOCK, false, false},
	{"bloquer", VERB_BLOCK, false, false},
	{"bloquear", VERB_BLOCK, false, true},
	{"show", VERB_SHOW, false, false},
	{"zeigen", VERB_SHOW, false, false},
	{"anzeigen", VERB_SHOW, false, false},
	{"afficher", VERB_SHOW, false, false},
	{"montrer", VERB_SHOW, false, false},
	{"mostrar", VERB_SHOW, false, true},
	{"ver", VERB_SHOW, false, true},
	{"u", VERB_UNDO, true, false},
	{"undo", VERB_UNDO, false, false},
	{"r\xc3\xbc"
         "ckg\xc3\xa4ngig",
         VERB_UNDO, false, false},
	{"annuler", VERB_UNDO, false, false},
	{"deshacer", VERB_UNDO, false, true},
	{"anular", VERB_UNDO, false, true},
	{"code", VERB_CODE, false, false},
	{"c\xc3\xb3"
         "digo",
         VERB_CODE, false, true},
};

static const struct {
	const char *word, *code;
} reasons[] = {
	{"off-topic", "off-topic"},
	{"am thema vorbei", "off-topic"},
	{"themenfremd", "off-topic"},
	{"hors-sujet", "off-topic"},
	{"fuera de tema", "off-topic"},
	{"abuse", "abuse"},
	{"abusive", "abuse"},
	{"beleidigung", "abuse"},
	{"beleidigend", "abuse"},
	{"injurieux", "abuse"},
	{"injure", "abuse"},
	{"injures", "abuse"},
	{"abus", "abuse"},
	{"abuso", "abuse"},
	{"insulto", "abuse"},
	{"insultos", "abuse"},
	{"duplicate", "duplicate"},
	{"duplikat", "duplicate"},
	{"doppelt", "duplicate"},
	{"doublon", "duplicate"},
	{"duplicado", "duplicate"},
	{"spam", "spam"},
	{"too-long", "too-long"},
	{"zu-lang", "too-long"},
	{"trop-long", "too-long"},
	{"demasiado-largo", "too-long"},
	{"unverified", "unverified"},
	{"unbest\xc3\xa4tigt", "unverified"},
	{"nicht best\xc3\xa4tigt", "unverified"},
	{"non v\xc3\xa9rifi\xc3\xa9", "unverified"},
	{"no verificado", "unverified"},
	{"other", "other"},
	{"sonstiges", "other"},
	{"anderes", "other"},
	{"autre", "other"},
	{"otro", "other"},
};

bool verb_take(struct str *rest, enum decision_verb *verb,
               struct verb_form *form)
{
	static const char *const marks[] = {"?", "\xc2\xbf", NULL};
	size_t best = 0;

	if (typed_mark(rest, marks)) {
		*verb = VERB_SHOW;
		*form = (struct verb_form){false, false};
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
		size_t n =
			typed_length(*rest, verbs[i].word, verbs[i].is_letter);

		if (n <= best)
			continue;
		best = n;
		*verb = verbs[i].verb;
		*form = (struct verb_form){!verbs[i].is_letter,
		                           verbs[i].is_spanish};
	}
	*rest = str_from(*rest, best);
	return best > 0;
}

bool verb_take_reason(struct str *rest, struct str *code)
{
	size_t best = 0;

	for (size_t i = 0; i < ARRAY_LEN(reasons); i++) {
		size_t n = typed_length(*rest, reasons[i].word, false);

		if (n <= best)
			continue;
		best = n;
		*code = str_of(reasons[i].code);
	}
	*rest = str_from(*rest, best);
	return best > 0;
}

bool verb_take_and(struct str *rest)
{
	static const char *const words[] = {"and", "und", "et", "y", NULL};
	static const char *const marks[] = {"&", "+", NULL};

	return typed_take(rest, words) != STR_NONE || typed_mark(rest, marks);
}

bool verb_take_dash(struct str *rest)
{
	static const char *const dashes[] = {
		"-",
		"\xe2\x80\x90", /* hyphen */
		"\xe2\x80\x91", /* it does not break */
		"\xe2\x80\x92", /* figure dash */
		"\xe2\x80\x93", /* en dash */
		"\xe2\x80\x94", /* em dash */
		"\xe2\x88\x92", /* minus */
		NULL};

	return typed_mark(rest, dashes);
}

bool verb_take_to(struct str *rest, bool is_spanish)
{
	static const char *const words[] = {"to",  "through",  "thru",
	                                    "bis", "\xc3\xa0", "jusqu'\xc3\xa0",
	                                    "al",  "hasta",    NULL};
	static const char *const spanish[] = {"a", NULL};
	return typed_take(rest, words) != STR_NONE ||
	       (is_spanish && typed_take(rest, spanish) != STR_NONE) ||
	       verb_take_dash(rest);
}

bool verb_take_on(struct str *rest)
{
	static const char *const words[] = {"on",
	                                    "about",
	                                    "zu",
	                                    "zum",
	                                    "sur",
	                                    "sobre",
	                                    "\xc3\xbc"
	                                    "ber",
	                                    NULL};

	return typed_take(rest, words) != STR_NONE;
}

bool verb_take_noun(struct str *rest)
{
	static const char *const words[] = {"comment",
	                                    "comments",
	                                    "item",
	                                    "items",
	                                    "number",
	                                    "numbers",
	                                    "nr",
	                                    "kommentar",
	                                    "kommentare",
	                                    "nummer",
	                                    "artikel",
	                                    "article",
	                                    "commentaire",
	                                    "commentaires",
	                                    "comentario",
	                                    "comentarios",
	                                    "num\xc3\xa9ro",
	                                    "n\xc3\xba"
	                                    "mero",
	                                    "art\xc3\xad"
	                                    "culo",
	                                    NULL};
	static const char *const marks[] = {"n\xc2\xb0",    "N\xc2\xb0",
	                                    "n\xc2\xba",    "N\xc2\xba",
	                                    "\xe2\x84\x96", NULL};

	return typed_take(rest, words) != STR_NONE || typed_mark(rest, marks);
}

bool verb_take_because(struct str *rest)
{
	static const char *const words[] = {
		"because", "as",   "for", "weil",   "wegen",  "als",
		"car",     "pour", "por", "porque", "reason", NULL};

	return typed_take(rest, words) != STR_NONE;
}

bool verb_take_please(struct str *rest)
{
	static const char *const words[] = {"please",
	                                    "pls",
	                                    "bitte",
	                                    "s'il vous pla\xc3\xaet",
	                                    "s'il te pla\xc3\xaet",
	                                    "merci de",
	                                    "por favor",
	                                    NULL};

	return typed_take(rest, words) != STR_NONE;
}

bool verb_is_polite(struct str line)
{
	static const char *const words[] = {
		"hi",
		"hello",
		"hi all",
		"hello all",
		"good morning",
		"thanks",
		"thank you",
		"many thanks",
		"thanks a lot",
		"cheers",
		"regards",
		"best regards",
		"kind regards",
		"best",
		"done",
		"hallo",
		"guten tag",
		"guten morgen",
		"moin",
		"danke",
		"vielen dank",
		"danke sch\xc3\xb6n",
		"gru\xc3\x9f",
		"viele gr\xc3\xbc\xc3\x9f"
		"e",
		"liebe gr\xc3\xbc\xc3\x9f"
		"e",
		"mit freundlichen gr\xc3\xbc\xc3\x9f"
		"en",
		"beste gr\xc3\xbc\xc3\x9f"
		"e",
		"lg",
		"mfg",
		"bonjour",
		"bonsoir",
		"merci",
		"merci beaucoup",
		"cordialement",
		"bien \xc3\xa0 vous",
		"bonne journ\xc3\xa9"
		"e",
		"hola",
		"buenos d\xc3\xad"
		"as",
		"gracias",
		"muchas gracias",
		"saludos",
		"un saludo",
		"atentamente",
		NULL};

	line = str_trim(line);
	if (typed_take(&line, words) == STR_NONE)
		return false;
	line = str_trim(line);
	while (line.len > 0 &&
	       str_find_char(str_of(".,!;:"), line.ptr[0]) != STR_NONE)
		line = str_trim(str_from(line, 1));
	return line.len == 0;
}
