#include "text/devicewords.h"

#include "base/attr.h"
#include "text/phrase_private.h"

#define MOBILE_MAX 160 /* bytes of a line that a device adds */
#define OFFER_MAX  8   /* words of one that offers a program */

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
	"Εστάλη από",
	"Отправлено со",
	"Надіслано зі",
	"来自",
	"來自",
};

/* Last words, where the verb comes last. */
static const char *const sent_end[] = {
	"gesendet",   "gesendet.", "lähetetty",   "küldve",
	"gönderildi", "kaldım",    "から送信",    "より送信",
	"에서 보냄",  "傳送",      "gönderildi.", "에서 보냈습니다.",
	"에서 보냄.", "发送",      "發送",        "발송",
};

/* First and last words of a line that offers Outlook for a telephone. */
static const char *const get_from[] = {
	"get",       "obtenez",     "obtenir",  "télécharger", "obtener",
	"obter",     "obtenha",     "ottieni",  "scarica",     "download",
	"holen sie", "laden sie",   "hämta",    "skaffa",      "hent",
	"få",        "skaff",       "last ned", "hanki",       "lataa",
	"pobierz",   "získat",      "stáhnout", "Получить",    "Скачать",
	"Загрузить", "Завантажити", "Отримати", "Λήψη",        "Αποκτήστε",
	"השג",       "קבל",         "הורד",     "الحصول",      "احصل",
	"获取",      "下载",        "下載",     "取得",        "outlook für",
	"[outlook",
};

static const char *const get_end[] = {
	"downloaden", "beziehen", "herunterladen", "edinin",
	"を入手",     "받기",     "다운로드",      "をダウンロード",
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
	"iphon",    "手机",      "手機",       "三星",      "华为",
	"갤럭시",   "스마트폰",  "휴대폰",     "proton",
};

static bool has_device(struct str text)
{
	for (size_t i = 0; i < ARRAY_LEN(devices); i++)
		if (str_find_nocase(text, devices[i]) != STR_NONE)
			return true;
	return false;
}

/* "Get Outlook for iOS", its link behind it or not. */
static bool offers_outlook(struct str text)
{
	text = str_trim(str_slice(text, 0, str_find_char(text, '<')));
	text = str_trim(str_slice(text, 0, str_find_char(text, '(')));
	if (str_find(text, "Outlook") == STR_NONE ||
	    (str_find(text, "iOS") == STR_NONE &&
	     str_find(text, "Android") == STR_NONE) ||
	    phrase_words(text) > OFFER_MAX)
		return false;
	return phrase_start(text, get_from, ARRAY_LEN(get_from)) ||
	       phrase_ends(text, get_end, ARRAY_LEN(get_end));
}

bool is_mobile_line(struct str text)
{
	const char *lead;
	size_t comma;

	text = phrase_bare(text);
	if (text.len > MOBILE_MAX)
		return false;
	if (offers_outlook(text) ||
	    (phrase_ends(text, sent_end, ARRAY_LEN(sent_end)) &&
	     has_device(text)))
		return true;
	lead = phrase_start(text, sent_from, ARRAY_LEN(sent_from));
	if (!lead)
		return false;
	/* "Sent from my desk, is much easier than my mobile phone." */
	comma = str_find_char(text, ',');
	if (has_device(str_slice(text, 0, comma)))
		return phrase_words(str_slice(text, 0, comma)) < 15;
	return comma == STR_NONE && !str_ends(text, ":") &&
	       !str_ends(text, ".") && phrase_words(text) < 9 &&
	       str_starts_nocase(text, "sent");
}
