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
	"Trimis",
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
};

static const char *const cc[] = {
	"Cc",   "Bcc",   "Kopie", "Copie", "Copia", "Kopia",
	"Kopi", "Kopio", "DW",    "Копия", "Копія", "Bilgi",
	"Κοιν", "עותק",  "نسخة",  "抄送",  "副本",  "참조",
};

static const char *const subject[] = {
	"Subject", "Betreff", "Objet",     "Sujet", "Asunto",
	"Oggetto", "Assunto", "Onderwerp", "Emne",  "Ämne",
	"Aihe",    "Temat",   "Předmět",   "Тема",  "Konu",
	"Θέμα",    "נושא",    "الموضوع",   "件名",  "主题",
	"主旨",    "主題",    "제목",      "Tárgy", "Subiect",
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
	"đã viết",
	"menulis",
	"เขียน",
};

static const char *const leads[] = {
	"On ",   "Am ",     "Le ",   "El ",  "Il ",        "In data ",
	"Em ",   "No dia ", "Op ",   "Den ", "På ",        "W dniu ",
	"Dnia ", "Dne ",    "Dňa ",  "At ",  "Il giorno ", "Në ",
	"Pada ", "Vào ",    "Στις ", "Την ", "ב-",         "בתאריך ",
	"ביום ", "في ",     "在 ",   "在",   "於 ",        "于",
};

static const char *const original[] = {
	"original message",
	"original appointment",
	"original mail",
	"original email",
	"reply message",
	"antwort nachricht",
	"ursprüngliche nachricht",
	"ursprungliche nachricht",
	"originalnachricht",
	"original-nachricht",
	"originale nachricht",
	"message d'origine",
	"message d’origine",
	"message original",
	"message initial",
	"mensaje original",
	"missatge original",
	"mensagem original",
	"messaggio originale",
	"messaggio originario",
	"oorspronkelijk bericht",
	"origineel bericht",
	"original meddelelse",
	"oprindelig meddelelse",
	"oprindelig besked",
	"opprinnelig melding",
	"originalmelding",
	"ursprungligt meddelande",
	"originalmeddelande",
	"alkuperäinen viesti",
	"wiadomość oryginalna",
	"oryginalna wiadomość",
	"original zprava",
	"původní zpráva",
	"původní e-mail",
	"pôvodná správa",
	"eredeti üzenet",
	"mesaj original",
	"mesajul original",
	"исходное сообщение",
	"Исходное сообщение",
	"Оригинальное сообщение",
	"Оригінальне повідомлення",
	"Вихідне повідомлення",
	"Початкове повідомлення",
	"orijinal mesaj",
	"özgün ileti",
	"orijinal ileti",
	"αρχικό μήνυμα",
	"Αρχικό μήνυμα",
	"הודעה מקורית",
	"ההודעה המקורית",
	"الرسالة الأصلية",
	"رسالة أصلية",
	"元のメッセージ",
	"元のメール",
	"原始邮件",
	"原始郵件",
	"原邮件",
	"原始信件",
	"원본 메시지",
	"원본 메일",
	"원본메시지",
};

static const char *const forwarded[] = {
	"forwarded message",
	"forwarded by",
	"forwarded mail",
	"begin forwarded",
	"weitergeleitete nachricht",
	"weitergeleitete mail",
	"weitergeleitet von",
	"message transféré",
	"message transmis",
	"message transfere",
	"mensaje reenviado",
	"missatge reenviat",
	"mensagem encaminhada",
	"mensagem reencaminhada",
	"messaggio inoltrato",
	"doorgestuurd bericht",
	"videresendt meddelelse",
	"videresendt besked",
	"videresendt melding",
	"vidarebefordrat meddelande",
	"vidarebefordrat mail",
	"välitetty viesti",
	"edelleenlähetetty viesti",
	"przekazana wiadomość",
	"wiadomość przekazana",
	"přeposlaná zpráva",
	"preposlaná správa",
	"továbbított üzenet",
	"mesaj redirecționat",
	"Пересылаемое сообщение",
	"Пересланное сообщение",
	"Переслане повідомлення",
	"iletilen mesaj",
	"iletilmiş ileti",
	"Προωθημένο μήνυμα",
	"הודעה שהועברה",
	"رسالة معاد توجيهها",
	"رسالة محولة",
	"転送されたメッセージ",
	"転送メッセージ",
	"转发的邮件",
	"转发邮件信息",
	"轉寄的郵件",
	"已轉寄郵件",
	"전달된 메시지",
	"전달된 메일",
};

static const char *const apple_forward[] = {
	"begin forwarded message",
	"anfang der weitergeleiteten nachricht",
	"début du message réexpédié",
	"début du message transféré",
	"inicio del mensaje reenviado",
	"inizio messaggio inoltrato",
	"início da mensagem reencaminhada",
	"início da mensagem encaminhada",
	"begin doorgestuurd bericht",
	"start på videresendt besked",
	"videresendt melding",
	"vidarebefordrat brev",
	"välitetty viesti alkaa",
	"początek przekazywanej wiadomości",
	"začátek přeposílané zprávy",
	"Начало переадресованного сообщения",
	"Початок переадресованого повідомлення",
	"iletilen ileti başlangıcı",
	"Αρχή προωθημένου μηνύματος",
	"תחילת ההודעה שהועברה",
	"بداية الرسالة المعاد توجيهها",
	"転送されたメッセージ",
	"以下是转发的邮件",
	"開始轉寄郵件",
	"전달된 메시지",
};

/* Whether one of the `n` phrases is in `text`. */
static bool has_any(struct str text, const char *const *phrases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_find_nocase(text, phrases[i]) != STR_NONE)
			return true;
	return false;
}

static bool starts_any(struct str text, const char *const *phrases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts_nocase(text, phrases[i]))
			return true;
	return false;
}

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

/* Whether `text` starts with `name` and a colon behind it. */
static bool is_header(struct str text, const char *name)
{
	size_t n = str_of(name).len;

	return str_starts_nocase(text, name) &&
	       colon(skip_emphasis(str_from(text, n))) > 0;
}

enum header header_of(struct str text)
{
	struct str head = str_slice(text, 0, HEADER_MAX);

	if (str_find_char(head, ':') == STR_NONE &&
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

bool says_original(struct str text)
{
	return has_any(text, original, ARRAY_LEN(original));
}

bool says_forwarded(struct str text)
{
	return has_any(text, forwarded, ARRAY_LEN(forwarded));
}

bool begins_forward(struct str text)
{
	text = skip_emphasis(text);
	return text.len < 120 &&
	       starts_any(text, apple_forward, ARRAY_LEN(apple_forward)) &&
	       (str_ends(text, ":") || str_ends(text, "\xef\xbc\x9a"));
}
