#include "text/signwords.h"

#include "base/attr.h"

#define MOBILE_MAX 160 /* bytes of a line that a device adds */

/* First words of such a line; what follows decides. */
static const char *const sent_from[] = {
	"sent from",
	"sent via",
	"sent with",
	"sent using",
	"sent by",
	"sent on the",
	"sent a ",
	"from my iphone",
	"from my ipad",
	"from my android",
	"von meinem",
	"gesendet von",
	"gesendet mit",
	"gesendet über",
	"gesendet aus",
	"diese nachricht wurde von meinem",
	"envoyé de",
	"envoyé depuis",
	"envoyé à partir",
	"envoyé avec",
	"envoye de",
	"enviado desde",
	"enviado con",
	"enviado do",
	"enviado da",
	"enviado de",
	"enviado a partir",
	"enviado pelo",
	"enviado por",
	"enviada do",
	"enviat des",
	"inviato da",
	"inviato dal",
	"inviato con",
	"verzonden vanaf",
	"verzonden vanuit",
	"verzonden met",
	"verzonden via",
	"verstuurd vanaf",
	"verstuurd met",
	"sendt fra",
	"sendt med",
	"skickat från",
	"skickat med",
	"från min",
	"lähetetty",
	"wysłane z",
	"wysłano z",
	"wysłano ze",
	"odesláno z",
	"odoslané z",
	"poslano z",
	"poslano iz",
	"trimis de pe",
	"trimis din",
	"Отправлено с",
	"Отправлено из",
	"Отправлено от",
	"Надіслано з",
	"Відправлено з",
	"Изпратено от",
	"Στάλθηκε από",
	"Απεστάλη από",
	"נשלח מה",
	"נשלח מ",
	"أرسلت من",
	"أُرسلت من",
	"تم الإرسال من",
	"发自我的",
	"發自我的",
	"发送自",
	"從我的",
	"傳送自",
	"나의 iphone",
	"내 iphone",
	"get outlook for",
	"get [outlook for",
	"outlook für",
	"obtenez outlook",
	"obtener outlook",
	"obter o outlook",
	"holen sie sich outlook",
	"télécharger outlook",
	"download outlook",
	"scarica outlook",
	"hämta outlook",
	"hent outlook",
	"pobierz aplikację outlook",
};

/* Last words, where the verb comes last. */
static const char *const sent_end[] = {
	"gesendet", "gesendet.", "lähetetty", "küldve",    "gönderildi",
	"kaldım",   "から送信",  "より送信",  "에서 보냄", "傳送",
	"发送",     "發送",      "발송",
};

/* What sends: one of these makes the line sure. */
static const char *const devices[] = {
	"iphone",   "ipad",      "ipod",       "phone",     "mobile",
	"mobil",    "android",   "blackberry", "galaxy",    "samsung",
	"htc",      "nokia",     "huawei",     "xiaomi",    "handy",
	"cell",     "tablet",    "handheld",   "device",    "smartphone",
	"outlook",  "yahoo",     "windows",    "airmail",   "mailbox",
	"mail",     "gmx",       "web.de",     "telefon",   "telefoon",
	"telefono", "teléfono",  "téléphone",  "telemóvel", "móvil",
	"celular",  "телефон",   "aol",        "typeapp",   "bluemail",
	"k-9",      "fairemail", "surface",    "palm",      "treo",
	"pixel",    "lumia",     "oneplus",    "sony",      "motorola",
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
	"敬具",
	"此致",
	"敬礼",
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
	"destinatario",
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

/* The first of the `n` phrases that `text` starts with, or NULL. */
static const char *start_of(struct str text, const char *const *phrases,
                            size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts_nocase(text, phrases[i]))
			return phrases[i];
	return NULL;
}

static struct str without_brackets(struct str text)
{
	while (text.len > 0 &&
	       (text.ptr[0] == '<' || text.ptr[0] == '(' ||
	        text.ptr[0] == '*' || text.ptr[0] == '_' ||
	        text.ptr[0] == '[' || text.ptr[0] == '-' || text.ptr[0] == ' '))
		text = str_from(text, 1);
	while (text.len > 0 && (str_ends(text, ")") || str_ends(text, "*") ||
	                        str_ends(text, "_") || str_ends(text, " ")))
		text.len--;
	return text;
}

static bool has_device(struct str text)
{
	for (size_t i = 0; i < ARRAY_LEN(devices); i++)
		if (str_find_nocase(text, devices[i]) != STR_NONE)
			return true;
	return false;
}

static size_t count_words(struct str text)
{
	struct str word;
	size_t n = 0;

	while (str_next_word(&text, &word))
		n++;
	return n;
}

bool is_mobile_line(struct str text)
{
	const char *lead;
	size_t comma;

	text = without_brackets(text);
	if (text.len > MOBILE_MAX)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(sent_end); i++)
		if (str_ends_nocase(text, sent_end[i]) && has_device(text))
			return true;
	lead = start_of(text, sent_from, ARRAY_LEN(sent_from));
	if (!lead)
		return false;
	/* "Sent from my desk, is much easier than my mobile phone." */
	comma = str_find_char(text, ',');
	if (has_device(str_slice(text, 0, comma)))
		return count_words(str_slice(text, 0, comma)) < 13;
	return comma == STR_NONE && !str_ends(text, ":") &&
	       !str_ends(text, ".") && count_words(text) < 9 &&
	       str_starts_nocase(text, "sent");
}

/* Whether `text` is one of the phrases, but for signs at its end. */
static bool is_one(struct str text, const char *const *phrases, size_t n)
{
	while (text.len > 0 && (str_ends(text, ",") || str_ends(text, ".") ||
	                        str_ends(text, "!") || str_ends(text, ":") ||
	                        str_ends(text, " ") || str_ends(text, ";")))
		text.len--;
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

/* Asked of each paragraph: only where a word starts is one looked for. */
size_t disclaimer_count(struct str text)
{
	bool is_there[ARRAY_LEN(notices)] = {false};
	size_t n = 0;

	for (size_t at = 0; at < text.len; at++) {
		if (at > 0 && is_in_word(text.ptr[at - 1]))
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
	return is_one(without_brackets(text), notice_headings,
	              ARRAY_LEN(notice_headings));
}

bool is_greeting(struct str text)
{
	const char *lead = start_of(text, greetings, ARRAY_LEN(greetings));
	struct str rest;

	if (!lead || text.len > 60)
		return false;
	rest = str_from(text, str_of(lead).len);
	if (rest.len == 0)
		return true;
	if (char_is_alpha(rest.ptr[0]))
		return false;
	return count_words(rest) <= 4 && !str_ends(text, "?") &&
	       !str_ends(text, ".");
}
