#include "text/rulerwords.h"

#include "base/attr.h"

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
	"원본 이메일",
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
	"mail transféré",
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
	"Перенаправленное сообщение",
	"Переслане повідомлення",
	"iletilen mesaj",
	"iletilmiş ileti",
	"İletilmiş İleti",
	"İletilen",
	"Προωθημένο μήνυμα",
	"הודעה שהועברה",
	"رسالة معاد توجيهها",
	"رسالة محولة",
	"転送されたメッセージ",
	"転送メッセージ",
	"转发的邮件",
	"转发的消息",
	"轉寄郵件",
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
	"İletilen ileti başlangıcı",
	"İleti başlangıcı",
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

static struct str skip_emphasis(struct str text)
{
	while (text.len > 0 && (text.ptr[0] == '*' || text.ptr[0] == '_' ||
	                        text.ptr[0] == '|' || text.ptr[0] == ' '))
		text = str_from(text, 1);
	return text;
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

bool says_reply_above(struct str text)
{
	static const char *const phrases[] = {
		"above this line",          "oberhalb dieser zeile",
		"über dieser zeile",        "über dieser linie",
		"au-dessus de cette ligne", "encima de esta línea",
		"sopra questa riga",        "acima desta linha",
		"boven deze regel",         "ovanför denna rad",
		"over denne linje",         "powyżej tej linii",
		"nad tento řádek",          "nad tímto řádkem",
		"выше этой строки",
	};

	return text.len < 120 && has_any(text, phrases, ARRAY_LEN(phrases));
}
