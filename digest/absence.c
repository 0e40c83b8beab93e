#include "digest/absence.h"

#include "base/attr.h"

/* What programs start the subjects of their answers with; compared without case
 * in ASCII only, so others are here in the cases that programs write.  Twenty
 * and more languages: en de fr es ca it pt ro nl sv da no fi et pl cs sk hu hr
 * sl ru uk bg tr el he ar vi id th ja zh ko. */
static const char *const auto_subjects[] = {
	"out of office",
	"out of the office",
	"out-of-office",
	"ooo",
	"automatic reply",
	"automated reply",
	"automatic response",
	"automated response",
	"automatic answer",
	"auto reply",
	"auto-reply",
	"autoreply",
	"auto response",
	"auto-response",
	"autoresponse",
	"auto responder",
	"autoresponder",
	"away from my mail",
	"away from my mailbox",
	"away from the office",
	"on vacation",
	"on annual leave",
	"vacation reply",
	"vacation response",
	"abwesenheitsnotiz",
	"abwesenheitsmeldung",
	"abwesenheitsassistent",
	"abwesenheitsagent",
	"abwesenheitsbenachrichtigung",
	"abwesenheitsinformation",
	"abwesenheitsmitteilung",
	"automatische antwort",
	"automatische abwesenheit",
	"automatische rückantwort",
	"automatische e-mail-antwort",
	"automatische mitteilung",
	"autom. antwort",
	"nicht im büro",
	"nicht im haus",
	"außer haus",
	"urlaubsbenachrichtigung",
	"réponse automatique",
	"reponse automatique",
	"réponse d'absence",
	"absence du bureau",
	"absent du bureau",
	"hors du bureau",
	"message d'absence",
	"message automatique",
	"notification d'absence",
	"avis d'absence",
	"respuesta automática",
	"respuesta automatica",
	"respuesta automàtica",
	"resposta automàtica",
	"contestación automática",
	"mensaje automático",
	"mensaje de ausencia",
	"aviso de ausencia",
	"fuera de la oficina",
	"fuera de oficina",
	"risposta automatica",
	"risposta automatizzata",
	"messaggio automatico",
	"messaggio di assenza",
	"fuori ufficio",
	"fuori sede",
	"resposta automática",
	"resposta automatica",
	"resposta de ausência",
	"mensagem automática",
	"fora do escritório",
	"răspuns automat",
	"automatisch antwoord",
	"automatische beantwoording",
	"automatische reactie",
	"automatisch bericht",
	"afwezigheidsbericht",
	"afwezigheidsassistent",
	"afwezigheidsmelding",
	"buiten kantoor",
	"niet aanwezig",
	"niet op kantoor",
	"autosvar",
	"automatiskt svar",
	"automatiskt meddelande",
	"automatisk svar",
	"automatisk besked",
	"frånvaromeddelande",
	"frånvarobesked",
	"fraværsmelding",
	"fraværsbesked",
	"fraværsmeddelelse",
	"ude af kontoret",
	"ikke på kontoret",
	"ikke til stede",
	"ute av kontoret",
	"utenfor kontoret",
	"automaattinen vastaus",
	"automaattivastaus",
	"automaattinen poissaolo",
	"poissaoloilmoitus",
	"poissaoloviesti",
	"poissa toimistosta",
	"automaatvastus",
	"automaatne vastus",
	"odpowiedź automatyczna",
	"automatyczna odpowiedź",
	"autoodpowiedź",
	"poza biurem",
	"informacja o nieobecności",
	"automatická odpověď",
	"automaticka odpoved",
	"automatická odpoveď",
	"mimo kancelář",
	"mimo kanceláriu",
	"zpráva o nepřítomnosti",
	"automatikus válasz",
	"házon kívül",
	"automatski odgovor",
	"samodejni odgovor",
	"автоответ",
	"Автоответ",
	"АВТООТВЕТ",
	"автоматический ответ",
	"Автоматический ответ",
	"Автоматическое уведомление",
	"Вне офиса",
	"вне офиса",
	"Нет на месте",
	"Нет на рабочем месте",
	"Сообщение об отсутствии",
	"Автоматична відповідь",
	"автоматична відповідь",
	"Автовідповідь",
	"Поза офісом",
	"Автоматичен отговор",
	"Αυτόματη απάντηση",
	"αυτόματη απάντηση",
	"ΑΥΤΟΜΑΤΗ ΑΠΑΝΤΗΣΗ",
	"Απάντηση εκτός γραφείου",
	"Εκτός γραφείου",
	"εκτός γραφείου",
	"otomatik yanıt",
	"otomatik cevap",
	"automatik yanıt",
	"ofis dışında",
	"תשובה אוטומטית",
	"מענה אוטומטי",
	"הודעה אוטומטית",
	"מחוץ למשרד",
	"לא במשרד",
	"رد تلقائي",
	"الرد التلقائي",
	"رد آلي",
	"إجابة تلقائية",
	"خارج المكتب",
	"trả lời tự động",
	"ตอบกลับอัตโนมัติ",
	"balasan otomatis",
	"自動応答",
	"自動返信",
	"自動回答",
	"不在通知",
	"不在連絡",
	"不在のお知らせ",
	"不在のため",
	"休暇のお知らせ",
	"自動回覆",
	"自動回復",
	"自动回覆",
	"自动答复",
	"自动回复",
	"自动应答",
	"不在办公室",
	"不在辦公室",
	"外出通知",
	"休假通知",
	"자동회신",
	"자동 회신",
	"자동응답",
	"자동 응답",
	"자동 답장",
	"부재중",
	"부재 중",
};

/* Words that a headline may start with as well: only when they stand alone, or
 * a mark or a date comes behind them. */
static const char *const absent[] = {
	"abwesend",  "abwesenheit", "im urlaub",  "urlaub",       "absence",
	"absent",    "ausente",     "ausencia",   "ausência",     "férias",
	"de férias", "assente",     "assenza",    "in ferie",     "afwezig",
	"frånvaro",  "frånvarande", "fravær",     "fraværende",   "poissa",
	"lomalla",   "nieobecność", "urlop",      "nepřítomnost", "dovolená",
	"vacation",  "Отсутствие",  "отсутствие", "Отпуск",       "Відсутній",
	"Відпустка", "Απουσία",     "外出",       "休假",
};

/* What may follow such a start when a program goes on: "Out of office hours"
 * is somebody's headline. */
static const char *const after_subjects[] = {
	"re",      "aw",     "sv",           "fw",     "fwd",   "reply",
	"auto",    "notice", "notification", "until",  "till",  "from",
	"message", "to",     "autoreply",    "assist", "bis",   "vom",
	"ab",      "von",    "jusqu",        "du",     "hasta", "tot",
	"au",      "dal",    "fino",         "t",      "til",   "fra",
	"od",      "do",     "vs",           "odp",    "antw",  "response",
};

/* Does a letter of another script start `text`, not one of its marks? */
static bool is_letter(struct str text)
{
	static const char *const marks[] = {
		"\xc2\xa0",     "\xc2\xab",     "\xc2\xbb",
		"\xe2\x80",     "\xe3\x80",     "\xef\xbc\x9a",
		"\xef\xbc\x88", "\xef\xbc\xbb", "\xef\xbc\x8d",
	};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (str_starts(text, marks[i]))
			return false;
	return text.len > 0 && (unsigned char)text.ptr[0] >= 0x80;
}

static bool is_end_of_start(struct str rest)
{
	struct str word = str_trim_left(rest);
	size_t n = 0;

	if (word.len == 0 || !char_is_alnum(word.ptr[0])) {
		bool is_joined = rest.len > 1 && rest.ptr[0] == '-' &&
		                 char_is_alnum(rest.ptr[1]);

		return !is_joined; /* not "out of office-hours" */
	}
	if (word.len == rest.len)
		return false;
	if (char_is_digit(word.ptr[0]))
		return true;
	while (n < word.len && char_is_alpha(word.ptr[n]))
		n++;
	for (size_t i = 0; i < ARRAY_LEN(after_subjects); i++)
		if (str_is_nocase(str_slice(word, 0, n), after_subjects[i]))
			return true;
	return false;
}

/* The first of `starts` that `subject` starts with, NULL: none. */
static const char *start_of(struct str subject, const char *const *starts,
                            size_t n, bool is_alone)
{
	for (size_t i = 0; i < n; i++) {
		struct str rest = str_from(subject, str_of(starts[i]).len);

		if (str_starts_nocase(subject, starts[i]) &&
		    is_end_of_start(rest) &&
		    !(is_alone && (is_letter(str_trim_left(rest)) ||
		                   str_starts(str_trim_left(rest), ","))))
			return starts[i];
	}
	return NULL;
}

/* Brackets and the like before it: "[Out of office]", "\u3010...". */
static struct str skip_marks(struct str subject)
{
	for (;;) {
		if (subject.len > 0 &&
		    str_find_char(str_of(" [(*\"'<"), subject.ptr[0]) !=
		            STR_NONE)
			subject = str_from(subject, 1);
		else if (str_starts(subject, "\xe3\x80") || /* U+3000.. */
		         str_starts(subject, "\xef\xbc\xbb"))
			subject = str_from(subject, 3);
		else
			return subject;
	}
}

const char *absence_start(struct str subject)
{
	const char *start;

	subject = skip_marks(subject);
	start = start_of(subject, auto_subjects, ARRAY_LEN(auto_subjects),
	                 false);
	return start ? start
	             : start_of(subject, absent, ARRAY_LEN(absent), true);
}
