#include "text/signwords.h"

#include "base/attr.h"
#include "text/phrase_private.h"

enum {
	PAIRS = 1024,
};

static const char *const closings[] = {
	"best regards",
	"best wishes",
	"kind regards",
	"kindest regards",
	"warm regards",
	"warmest regards",
	"with kind regards",
	"with best regards",
	"regards",
	"sincerely",
	"sincerely yours",
	"yours sincerely",
	"yours faithfully",
	"yours truly",
	"respectfully",
	"respectfully yours",
	"mit freundlichen grüßen",
	"mit freundlichen gruessen",
	"mit freundlichem gruß",
	"mit freundlichen grüssen",
	"freundliche grüße",
	"freundliche grüsse",
	"freundlicher gruß",
	"mit besten grüßen",
	"beste grüße",
	"viele grüße",
	"liebe grüße",
	"herzliche grüße",
	"hochachtungsvoll",
	"mfg",
	"cordialement",
	"bien cordialement",
	"bien à vous",
	"sincères salutations",
	"meilleures salutations",
	"salutations distinguées",
	"amicalement",
	"atentamente",
	"saludos cordiales",
	"un cordial saludo",
	"un saludo",
	"saludos",
	"cordiali saluti",
	"distinti saluti",
	"cordialmente",
	"un cordiale saluto",
	"atenciosamente",
	"com os melhores cumprimentos",
	"melhores cumprimentos",
	"cumprimentos",
	"met vriendelijke groet",
	"met vriendelijke groeten",
	"vriendelijke groet",
	"vriendelijke groeten",
	"mvg",
	"med venlig hilsen",
	"venlig hilsen",
	"de bedste hilsner",
	"med vennlig hilsen",
	"vennlig hilsen",
	"med vänlig hälsning",
	"med vänliga hälsningar",
	"vänliga hälsningar",
	"ystävällisin terveisin",
	"parhain terveisin",
	"z poważaniem",
	"z wyrazami szacunku",
	"s pozdravem",
	"S úctou",
	"s přátelským pozdravem",
	"üdvözlettel",
	"cu stimă",
	"С уважением",
	"З повагою",
	"saygılarımla",
	"Με εκτίμηση",
	"בברכה",
	"مع تحياتي",
	"مع أطيب التحيات",
	"敬具",
	"よろしくお願いします",
	"よろしくお願いいたします",
	"此致",
	"敬礼",
	"祝好",
	"감사합니다",
};

static const char *const thanks[] = {
	"thanks",      "thank you", "many thanks", "thanks again",
	"thx",         "cheers",    "best",        "all the best",
	"take care",   "yours",     "greetings",   "danke",
	"vielen dank", "gruß",      "gruss",       "grüße",
	"lg",          "vg",        "merci",       "merci d'avance",
	"gracias",     "grazie",    "obrigado",    "obrigada",
	"bedankt",     "groet",     "groeten",     "hilsen",
	"mvh",         "tack",      "terveisin",   "pozdrawiam",
	"děkuji",      "Спасибо",   "Дякую",       "teşekkürler",
};

static const char *const notices[] = {
	"intended recipient",
	"intended solely",
	"intended only for",
	"confidential",
	"privileged",
	"please notify the sender",
	"notify the sender",
	"in error",
	"unauthorized",
	"unauthorised",
	"dissemination",
	"strictly prohibited",
	"disclaimer",
	"scanned for viruses",
	"virus-free",
	"checked for viruses",
	"virus scanned",
	"malware",
	"external email",
	"originated from outside",
	"from outside of the organization",
	"do not click links",
	"do not click on links",
	"legally binding",
	"delete this message",
	"delete this email",
	"consider the environment",
	"vertraulich",
	"bestimmungsgemäße",
	"irrtümlich",
	"nicht der richtige adressat",
	"vernichten sie",
	"confidentiel",
	"destinataire",
	"par erreur",
	"confidencial",
	"por error",
	"por erro",
	"riservate",
	"destinatari",
	"per errore",
	"vertrouwelijk",
	"geadresseerde",
	"fortrolig",
	"konfidentiell",
	"luottamuksellinen",
	"poufn",
	"důvěrn",
	"конфиденциальн",
	"предназначен",
	"по ошибке",
	"destinatár",
	"alleen bestemd",
	"ten onrechte",
	"abusievelijk",
	"endast avsett",
	"av misstag",
	"kun beregnet",
	"ved en fejl",
	"konfidensiell",
	"kun ment for",
	"ved en feil",
	"tarkoitettu vain",
	"erehdyksessä",
	"vahingossa",
	"wyłącznie dla",
	"omyłkow",
	"przez pomyłkę",
	"pouze adresát",
	"výhradně",
	"omylem",
	"конфіденційн",
	"призначен",
	"помилково",
	"gizli bilgi",
	"alıcısı için",
	"yanlışlıkla",
	"Yanlışlıkla",
	"εμπιστευτικ",
	"προορίζεται",
	"κατά λάθος",
	"חסוי",
	"מיועדת",
	"בטעות",
	"سرية",
	"مرسل إليه",
	"عن طريق الخطأ",
	"機密",
	"受信者",
	"誤って",
	"保密",
	"机密",
	"收件人",
	"误收",
	"誤收",
	"기밀",
	"수신인",
	"잘못",
};

static const char *const notice_headings[] = {
	"disclaimer",           "legal disclaimer", "confidentiality notice",
	"confidentiality note", "legal notice",     "notice of confidentiality",
	"haftungsausschluss",   "avertissement",    "aviso legal",
	"avvertenza",
};

static const char *const greetings[] = {
	"hi",           "hello",       "hey",         "dear",
	"good morning", "good day",    "hallo",       "guten tag",
	"guten morgen", "moin",        "liebe",       "lieber",
	"sehr geehrte", "bonjour",     "salut",       "cher",
	"chère",        "hola",        "buenos días", "estimado",
	"estimada",     "ciao",        "buongiorno",  "olá",
	"bom dia",      "caro",        "cara",        "beste",
	"geachte",      "hej",         "hei",         "kære",
	"cześć",        "dzień dobry", "dobrý den",   "ahoj",
	"Здравствуйте", "Привет",      "Добрый день", "Вітаю",
	"merhaba",      "Γεια",        "שלום",        "مرحبا",
	"你好",         "您好",
};

static struct str without_signs(struct str text)
{
	static const char *const signs[] = {",",  ".",  "!",  ":",  " ", ";",
	                                    "。", "，", "！", "、", "،"};
	size_t i = 0;

	while (i < ARRAY_LEN(signs)) {
		bool is_found = str_ends(text, signs[i]);

		text.len -= is_found ? str_of(signs[i]).len : 0;
		i = is_found ? 0 : i + 1;
	}
	return text;
}

/* Whether `text` is one of the phrases, but for signs at its end. */
static bool is_one(struct str text, const char *const *phrases, size_t n)
{
	text = without_signs(text);
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(text, phrases[i]))
			return true;
	return false;
}

bool is_closing(struct str text)
{
	return is_one(text, closings, ARRAY_LEN(closings));
}

bool is_farewell(struct str text)
{
	return is_closing(text) || is_one(text, thanks, ARRAY_LEN(thanks));
}

static bool is_in_word(char c)
{
	return char_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* A number for the two bytes at `text`: most of what is no notice differs from
 * all of them there. */
static size_t pair_at(const char *text)
{
	return ((unsigned char)char_lower(text[0]) * 31u +
	        (unsigned char)char_lower(text[1])) %
	       PAIRS;
}

/* Asked of each paragraph: only where a word starts is one looked for.  From
 * Hebrew on, scripts put little words or none before it without a space. */
size_t disclaimer_count(struct str text)
{
	bool is_there[ARRAY_LEN(notices)] = {false};
	bool starts[PAIRS] = {false};
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(notices); i++)
		starts[pair_at(notices[i])] = true;
	for (size_t at = 0; at + 1 < text.len; at++) {
		if (at > 0 && is_in_word(text.ptr[at - 1]) &&
		    (unsigned char)text.ptr[at] < 0xd6)
			continue;
		if (!starts[pair_at(text.ptr + at)])
			continue;
		for (size_t i = 0; i < ARRAY_LEN(notices); i++) {
			if (is_there[i] ||
			    !str_starts_nocase(str_from(text, at), notices[i]))
				continue;
			is_there[i] = true;
			n++;
		}
	}
	return n;
}

bool is_disclaimer_heading(struct str text)
{
	return is_one(phrase_bare(text), notice_headings,
	              ARRAY_LEN(notice_headings));
}

bool is_greeting(struct str text)
{
	const char *lead = phrase_start(text, greetings, ARRAY_LEN(greetings));
	struct str rest;

	if (!lead || text.len > 60)
		return false;
	rest = str_from(text, str_of(lead).len);
	if (rest.len == 0)
		return true;
	if (char_is_alpha(rest.ptr[0]))
		return false;
	return phrase_words(rest) <= 4 && !str_ends(text, "?") &&
	       !str_ends(text, ".");
}

bool is_outside_tag(struct str text)
{
	text = str_trim(text);
	return text.len < 60 &&
	       (str_starts(text, "[") || str_starts(text, "*")) &&
	       (str_ends(text, "]") || str_ends(text, "*")) &&
	       str_find_nocase(text, "external") != STR_NONE;
}
