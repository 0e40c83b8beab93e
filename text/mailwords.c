#include "text/mailwords.h"

#include "base/attr.h"

#define HEADER_MAX 60 /* bytes to the colon of a header */

static const char *const sender[] = {
	"From",       "Von",       "De",          "Da",         "Van",
	"Fra",        "Från",      "Lähettäjä",   "Od",         "От",
	"Від",        "Kimden",    "Gönderen",    "Από",        "מאת",
	"من",         "差出人",    "发件人",      "發件人",     "寄件者",
	"寄件人",     "보낸 사람", "보낸사람",    "Feladó",     "De la",
	"Expéditeur", "Absender",  "Remitente",   "Remetente",  "Mittente",
	"Afzender",   "Avsändare", "Отправитель", "Відправник", "Odesílatel",
	"Nadawca",    "Từ",        "Αποστολέας",  "المرسل",     "發信人",
	"發件者",     "从",        "從",          "발신",       "보낸이",
};

static const char *const date[] = {
	"Sent",       "Date",         "Sent at",
	"Gesendet",   "Datum",        "Envoyé",
	"Envoyé le",  "Date d'envoi", "Enviado",
	"Enviado el", "Enviado em",   "Enviada",
	"Enviada em", "Fecha",        "Data",
	"Inviato",    "Verzonden",    "Sendt",
	"Dato",       "Skickat",      "Lähetetty",
	"Päivämäärä", "Päiväys",      "Wysłano",
	"Wysłane",    "Odesláno",     "Отправлено",
	"Дата",       "Надіслано",    "Відправлено",
	"Gönderildi", "Gönderilen",   "Gönderme Tarihi",
	"Tarih",      "Στάλθηκε",     "Απεστάλη",
	"Ημερομηνία", "נשלח",         "תאריך",
	"تم الإرسال", "التاريخ",      "تاريخ الإرسال",
	"送信日時",   "日時",         "日付",
	"发送时间",   "发送日期",     "日期",
	"傳送時間",   "寄件日期",     "보낸 날짜",
	"날짜",       "Elküldve",     "Dátum",
	"Trimis",     "Gửi",          "Đã gửi",
};

static const char *const receiver[] = {
	"To",        "An",           "À",
	"A",         "Para",         "Aan",
	"Til",       "Till",         "Vastaanottaja",
	"Do",        "Komu",         "Кому",
	"Kime",      "Alıcı",        "Προς",
	"אל",        "إلى",          "宛先",
	"收件人",    "收件者",       "받는 사람",
	"받는사람",  "Címzett",      "Către",
	"Empfänger", "Destinataire", "Destinatario",
	"Pour",      "Per",          "Saaja",
	"Adresat",   "Tới",          "Đến",
	"Mottagare", "Modtager",     "Mottaker",
	"Ontvanger", "Получатель",   "Παραλήπτης",
	"到",        "至",           "받은 사람",
	"수신",
};

static const char *const cc[] = {
	"Cc",   "Bcc",   "Kopie", "Copie", "Copia", "Kopia",
	"Kopi", "Kopio", "DW",    "Копия", "Копія", "Bilgi",
	"Κοιν", "עותק",  "نسخة",  "抄送",  "副本",  "참조",
};

static const char *const subject[] = {
	"Subject", "Betreff", "Objet",     "Sujet",          "Asunto",
	"Oggetto", "Assunto", "Onderwerp", "Emne",           "Ämne",
	"Aihe",    "Temat",   "Předmět",   "Тема",           "Konu",
	"Θέμα",    "נושא",    "الموضوع",   "件名",           "主题",
	"主旨",    "主題",    "제목",      "Tárgy",          "Subiect",
	"Ärende",  "Chủ đề",  "Otsikko",   "Předmět zprávy",
};

static const char *const other[] = {
	"Reply-To",     "Reply To",   "Antwort an", "Répondre à",
	"Responder a",  "Rispondi a", "Risposta",   "Sent by",
	"Organization", "Importance", "Priority",   "Sensitivity",
	"Attachments",  "Newsgroups",
};

static const struct {
	enum header header;
	const char *const *name;
	size_t n;
} headers[] = {
	{HEADER_FROM, sender, ARRAY_LEN(sender)},
	{HEADER_DATE, date, ARRAY_LEN(date)},
	{HEADER_TO, receiver, ARRAY_LEN(receiver)},
	{HEADER_CC, cc, ARRAY_LEN(cc)},
	{HEADER_SUBJECT, subject, ARRAY_LEN(subject)},
	{HEADER_OTHER, other, ARRAY_LEN(other)},
};

/* Verbs of attributions.  None is part of another language's common word. */
static const char *const wrote[] = {
	"wrote",
	"writes",
	"has written",
	"sent",
	"schrieb",
	"schrieben",
	"geschrieben",
	"schreibt",
	"a ecrit",
	"écrit",
	"escribió",
	"escribio",
	"ha escrito",
	"escribiste",
	"ha escrit",
	"va escriure",
	"ha scritto",
	"scrive",
	"escreveu",
	"escreveram",
	"geschreven",
	"schreef",
	"skrev",
	"har skrevet",
	"skrifaði",
	"kirjoitti",
	"kirjutas",
	"napisał",
	"napisała",
	"napisał(a)",
	"napisał/a",
	"pisze",
	"napsal",
	"napsala",
	"napsal(a)",
	"napísal",
	"napísala",
	"napísal(a)",
	"napisao",
	"napisala",
	"je napisal",
	"írta",
	"a scris",
	"написал",
	"написала",
	"написал(а)",
	"написали",
	"пишет",
	"писал",
	"писал(а)",
	"пише",
	"написав",
	"написав(ла)",
	"написала(в)",
	"написа",
	"yazdı",
	"έγραψε",
	"έγραψεν",
	"כתב",
	"כתבה",
	"כתב/ה",
	"كتب",
	"كتبت",
	"كتب/كتبت",
	"のメッセージ",
	"のメール",
	"さんは書きました",
	"が書きました",
	"さんが書いた",
	"写道",
	"寫道",
	"写入",
	"寫了",
	"写了",
	"작성",
	"님이 씀",
	"쓴 글",
	"작성함",
	"写到",
	"写于",
	"napisana przez",
	"napisany przez",
	"napisane przez",
	"đã viết",
	"menulis",
	"เขียน",
};

static const char *const leads[] = {
	"W ",         "We wtorek", "Wiadomość napisana",
	"V ",         "Ve ",       "On ",
	"Am ",        "Le ",       "El ",
	"Il ",        "In data ",  "Em ",
	"No dia ",    "Op ",       "Den ",
	"På ",        "W dniu ",   "Dnia ",
	"Dne ",       "Dňa ",      "At ",
	"Il giorno ", "Në ",       "Pada ",
	"Vào ",       "Στις ",     "Την ",
	"ב-",         "בתאריך ",   "ביום ",
	"في ",        "在 ",       "在",
	"於 ",        "于",
};

/* Bytes of a colon, ASCII's or the wide one, at the start of `text`, or 0. */
static size_t colon(struct str text)
{
	return str_starts(text, ":")              ? 1
	       : str_starts(text, "\xef\xbc\x9a") ? 3
	                                          : 0;
}

static struct str skip_emphasis(struct str text)
{
	while (text.len > 0 && (text.ptr[0] == '*' || text.ptr[0] == '_' ||
	                        text.ptr[0] == '|' || text.ptr[0] == ' '))
		text = str_from(text, 1);
	return text;
}

/* Whether `text` starts with `name` and a colon behind it, or is a row of a
 * table that has `name` in its first column. */
static bool is_header(struct str text, const char *name)
{
	struct str rest;

	/* Nearly all names end here, before their length is asked. */
	if (text.len == 0 || char_lower(text.ptr[0]) != char_lower(name[0]) ||
	    !str_starts_nocase(text, name))
		return false;
	rest = str_from(text, str_of(name).len);
	return colon(skip_emphasis(rest)) > 0 || str_starts(rest, "  ");
}

enum header header_of(struct str text)
{
	struct str head = str_slice(text, 0, HEADER_MAX);

	if (str_find_char(head, ':') == STR_NONE &&
	    str_find(head, "  ") == STR_NONE &&
	    str_find(head, "\xef\xbc\x9a") == STR_NONE)
		return HEADER_NONE;
	text = skip_emphasis(text);
	for (size_t i = 0; i < ARRAY_LEN(headers); i++)
		for (size_t k = 0; k < headers[i].n; k++)
			if (is_header(text, headers[i].name[k]))
				return headers[i].header;
	return HEADER_NONE;
}

/* Whether `text` is no letter of a Latin word at `i`. */
static bool is_edge(struct str text, size_t i)
{
	return i >= text.len || !char_is_alnum(text.ptr[i]);
}

/* Where the verb that `text` starts with ends, the longest, or 0. */
static size_t verb_length(struct str text)
{
	size_t best = 0;

	for (size_t i = 0; i < ARRAY_LEN(wrote); i++) {
		size_t n;

		if (wrote[i][0] != text.ptr[0] ||
		    !str_starts_nocase(text, wrote[i]))
			continue;
		n = str_of(wrote[i]).len;
		if (n > best && is_edge(text, n))
			best = n;
	}
	return best;
}

size_t wrote_find(struct str text)
{
	size_t best = STR_NONE;

	for (size_t i = 0; i < text.len; i++) {
		size_t n = 0;

		if (i == 0 || is_edge(text, i - 1) ||
		    (unsigned char)text.ptr[i] >= 0xe0) /* no spaces there */
			n = verb_length(str_from(text, i));
		if (n > 0 && (best == STR_NONE || i + n > best))
			best = i + n;
	}
	return best;
}

bool has_lead(struct str text)
{
	while (text.len > 0 &&
	       (text.ptr[0] == '-' || text.ptr[0] == ' ' || text.ptr[0] == '*'))
		text = str_from(text, 1);
	for (size_t i = 0; i < ARRAY_LEN(leads); i++)
		if (str_starts(text, leads[i]))
			return true;
	return false;
}
