#include "mailer/vague.h"

#include <string.h>

#include "base/attr.h"

enum {
	LOOKED_AT = 16384, /* bytes */
	GAP = 80,          /* bytes that a "*" stands for, at most */
};

/* The first one found counts: what is said of a mailbox that is there comes
 * before what is said of one that is not.  A "*" stands for a name. */
static const struct {
	const char *text;
	enum bounce_reason reason;
} phrases[] = {
	{"not enough disk space", BOUNCE_FULL},
	{"insufficient disk space", BOUNCE_FULL},
	{"insufficient space", BOUNCE_FULL},
	{"out of disk space", BOUNCE_FULL},
	{"no space left", BOUNCE_FULL},
	{"no storage space", BOUNCE_FULL},
	{"disk full", BOUNCE_FULL},
	{"disk is full", BOUNCE_FULL},
	{"exceeds allowed size", BOUNCE_FULL},
	{"exceeded the mail quota", BOUNCE_FULL},
	{"quota is exhausted", BOUNCE_FULL},
	{"over the quota", BOUNCE_FULL},
	{"over its limit", BOUNCE_FULL},
	{"over the limit of", BOUNCE_FULL},
	{"reached its size limit", BOUNCE_FULL},
	{"over the maximum size", BOUNCE_FULL},
	{"mailbox too large", BOUNCE_FULL},
	{"postfach ist voll", BOUNCE_FULL},
	{"postfach voll", BOUNCE_FULL},
	{"mailbox voll", BOUNCE_FULL},
	{"mailbox is vol", BOUNCE_FULL},
	{"boîte aux lettres pleine", BOUNCE_FULL},
	{"boite aux lettres pleine", BOUNCE_FULL},
	{"buzón lleno", BOUNCE_FULL},
	{"buzon lleno", BOUNCE_FULL},
	{"casella piena", BOUNCE_FULL},
	{"casella di posta piena", BOUNCE_FULL},
	{"caixa postal cheia", BOUNCE_FULL},
	{"skrzynka pełna", BOUNCE_FULL},
	{"mailbox overfull", BOUNCE_FULL},
	{"mailbox is over", BOUNCE_FULL},

	{"maximum message size", BOUNCE_TOO_BIG},
	{"too big for", BOUNCE_TOO_BIG},
	{"message length exceeds", BOUNCE_TOO_BIG},
	{"current system limit", BOUNCE_TOO_BIG},
	{"attachment too big", BOUNCE_TOO_BIG},
	{"attachment too large", BOUNCE_TOO_BIG},
	{"message is too big", BOUNCE_TOO_BIG},
	{"message is larger than", BOUNCE_TOO_BIG},

	{"deactivated", BOUNCE_SUSPENDED},
	{"account locked", BOUNCE_SUSPENDED},
	{"account is locked", BOUNCE_SUSPENDED},
	{"user disabled", BOUNCE_SUSPENDED},
	{"user is disabled", BOUNCE_SUSPENDED},
	{"temporarily disabled", BOUNCE_SUSPENDED},
	{"mailbox closed", BOUNCE_SUSPENDED},
	{"mailbox is closed", BOUNCE_SUSPENDED},
	{"receiving disabled", BOUNCE_SUSPENDED},
	{"not currently accepting", BOUNCE_SUSPENDED},
	{"temporarily unavailable", BOUNCE_SUSPENDED},

	{"illegal host", BOUNCE_NO_HOST},
	{"no mail exchangers", BOUNCE_NO_HOST},
	{"no mail exchanger", BOUNCE_NO_HOST},
	{"no mx or a record", BOUNCE_NO_HOST},
	{"no mx record", BOUNCE_NO_HOST},
	{"no a record", BOUNCE_NO_HOST},
	{"find any host by that name", BOUNCE_NO_HOST},
	{"unable to resolve", BOUNCE_NO_HOST},
	{"could not resolve", BOUNCE_NO_HOST},
	{"couldn't resolve", BOUNCE_NO_HOST},
	{"can't resolve", BOUNCE_NO_HOST},
	{"cannot resolve", BOUNCE_NO_HOST},
	{"no mail server for", BOUNCE_NO_HOST},
	{"unknown mail host", BOUNCE_NO_HOST},
	{"domain is unknown", BOUNCE_NO_HOST},
	{"domain unknown", BOUNCE_NO_HOST},
	{"non-existent domain", BOUNCE_NO_HOST},
	{"nonexistent domain", BOUNCE_NO_HOST},
	{"non-existent host", BOUNCE_NO_HOST},
	{"dns name not found", BOUNCE_NO_HOST},

	{"invalid final delivery", BOUNCE_NO_USER},
	{"receiver not found", BOUNCE_NO_USER},
	{"illegal alias", BOUNCE_NO_USER},
	{"illegal user", BOUNCE_NO_USER},
	{"addressee not found", BOUNCE_NO_USER},
	{"not a valid recipient", BOUNCE_NO_USER},
	{"not a valid address", BOUNCE_NO_USER},
	{"not a valid e-mail address", BOUNCE_NO_USER},
	{"not a valid email address", BOUNCE_NO_USER},
	{"addresses are not valid", BOUNCE_NO_USER},
	{"unroutable address", BOUNCE_NO_USER},
	{"account closed", BOUNCE_NO_USER},
	{"account is closed", BOUNCE_NO_USER},
	{"account has been closed", BOUNCE_NO_USER},
	{"account has been deleted", BOUNCE_NO_USER},
	{"account deleted", BOUNCE_NO_USER},
	{"account not available", BOUNCE_NO_USER},
	{"account not found", BOUNCE_NO_USER},
	{"no longer in use", BOUNCE_NO_USER},
	{"no longer active", BOUNCE_NO_USER},
	{"no longer exists", BOUNCE_NO_USER},
	{"no longer available", BOUNCE_NO_USER},
	{"no longer has an account", BOUNCE_NO_USER},
	{"not in use", BOUNCE_NO_USER},
	{"not a local address", BOUNCE_NO_USER},
	{"not a local user", BOUNCE_NO_USER},
	{"invalid address", BOUNCE_NO_USER},
	{"address invalid", BOUNCE_NO_USER},
	{"address is invalid", BOUNCE_NO_USER},
	{"address not valid", BOUNCE_NO_USER},
	{"bad address", BOUNCE_NO_USER},
	{"unable to find recipient", BOUNCE_NO_USER},
	{"unable to find user", BOUNCE_NO_USER},
	{"could not find the user", BOUNCE_NO_USER},
	{"couldn't find the user", BOUNCE_NO_USER},
	{"no user by that", BOUNCE_NO_USER},
	{"no recipient by that", BOUNCE_NO_USER},
	{"no one here by that", BOUNCE_NO_USER},
	{"nobody here by that", BOUNCE_NO_USER},
	{"no one by that name", BOUNCE_NO_USER},
	{"unknown mail user", BOUNCE_NO_USER},
	{"unknown virtual", BOUNCE_NO_USER},
	{"unknown person", BOUNCE_NO_USER},
	{"unknown to us", BOUNCE_NO_USER},
	{"addresses were unknown", BOUNCE_NO_USER},
	{"address was unknown", BOUNCE_NO_USER},
	{"user is unknown", BOUNCE_NO_USER},
	{"recipient is unknown", BOUNCE_NO_USER},
	{"address is unknown", BOUNCE_NO_USER},
	{"mailbox is unknown", BOUNCE_NO_USER},
	{"recipient not recognized", BOUNCE_NO_USER},
	{"recipient unavailable", BOUNCE_NO_USER},
	{"user * not found", BOUNCE_NO_USER},
	{"user * unknown", BOUNCE_NO_USER},
	{"user * does not", BOUNCE_NO_USER},
	{"recipient * not found", BOUNCE_NO_USER},
	{"mailbox * not found", BOUNCE_NO_USER},
	{"not in my alias list", BOUNCE_NO_USER},
	{"handle mail for that user", BOUNCE_NO_USER},
	{"no record of that user", BOUNCE_NO_USER},
	{"no record of this user", BOUNCE_NO_USER},
	{"unable to chdir to maildir", BOUNCE_NO_USER},
	{"not a known", BOUNCE_NO_USER},
	{"kein benutzer", BOUNCE_NO_USER},
	{"benutzer existiert", BOUNCE_NO_USER},
	{"adressat nicht gefunden", BOUNCE_NO_USER},
	{"empfänger nicht gefunden", BOUNCE_NO_USER},
	{"empfänger existiert", BOUNCE_NO_USER},
	{"adresse inconnue", BOUNCE_NO_USER},
	{"aucun utilisateur", BOUNCE_NO_USER},
	{"boîte aux lettres inconnue", BOUNCE_NO_USER},
	{"cuenta inexistente", BOUNCE_NO_USER},
	{"usuario inexistente", BOUNCE_NO_USER},
	{"destinatario inexistente", BOUNCE_NO_USER},
	{"destinatario desconocido", BOUNCE_NO_USER},
	{"cuenta no existe", BOUNCE_NO_USER},
	{"destinatario sconosciuto", BOUNCE_NO_USER},
	{"utente non trovato", BOUNCE_NO_USER},
	{"casella inesistente", BOUNCE_NO_USER},
	{"indirizzo inesistente", BOUNCE_NO_USER},
	{"gebruiker onbekend", BOUNCE_NO_USER},
	{"onbekende gebruiker", BOUNCE_NO_USER},
	{"bestaat niet", BOUNCE_NO_USER},
	{"nie ma takiego", BOUNCE_NO_USER},
	{"nie istnieje", BOUNCE_NO_USER},
	{"nieznany użytkownik", BOUNCE_NO_USER},
	{"usuário desconhecido", BOUNCE_NO_USER},
	{"usuário inexistente", BOUNCE_NO_USER},
	{"não existe", BOUNCE_NO_USER},
	{"okänd mottagare", BOUNCE_NO_USER},
	{"finns inte", BOUNCE_NO_USER},
	{"findes ikke", BOUNCE_NO_USER},
	{"finnes ikke", BOUNCE_NO_USER},
	{"не существует", BOUNCE_NO_USER},
	{"не найден", BOUNCE_NO_USER},

	{"blackhole", BOUNCE_POLICY},
	{"not allowed", BOUNCE_POLICY},
	{"message refused", BOUNCE_POLICY},
	{"mail refused", BOUNCE_POLICY},
	{"connection refused by policy", BOUNCE_POLICY},
	{"not accepting mail", BOUNCE_POLICY},
	{"content rejected", BOUNCE_POLICY},
	{"do not relay", BOUNCE_POLICY},
	{"cannot relay", BOUNCE_POLICY},
	{"relay access", BOUNCE_POLICY},
	{"spf check", BOUNCE_POLICY},
	{"spf fail", BOUNCE_POLICY},
	{"banned", BOUNCE_POLICY},
	{"unsolicited", BOUNCE_POLICY},
	{"junk mail", BOUNCE_POLICY},
	{"bulk mail", BOUNCE_POLICY},
	{"unacceptable", BOUNCE_POLICY},
	{"in rbl", BOUNCE_POLICY},
	{"by rbl", BOUNCE_POLICY},
	{"is listed", BOUNCE_POLICY},
	{"bad reputation", BOUNCE_POLICY},
	{"filtered", BOUNCE_POLICY},

	{"time limit", BOUNCE_EXPIRED},
	{"in the queue too long", BOUNCE_EXPIRED},

	{"no route to host", BOUNCE_NETWORK},
	{"establish an smtp connection", BOUNCE_NETWORK},
	{"mail loop", BOUNCE_NETWORK},
	{"loop detected", BOUNCE_NETWORK},
	{"network is unreachable", BOUNCE_NETWORK},
	{"host is unreachable", BOUNCE_NETWORK},
	{"host unreachable", BOUNCE_NETWORK},
	{"connection reset", BOUNCE_NETWORK},
	{"connection dropped", BOUNCE_NETWORK},
	{"connection lost", BOUNCE_NETWORK},
	{"connection was", BOUNCE_NETWORK},
	{"lost connection", BOUNCE_NETWORK},
	{"unable to contact", BOUNCE_NETWORK},
	{"could not contact", BOUNCE_NETWORK},
	{"server is down", BOUNCE_NETWORK},
};

/* Do `first` and `second` stand in `words`, with no more than a name of one
 * line between them? */
static bool has_both(struct str words, const char *first, const char *second)
{
	size_t at;

	while ((at = str_find_nocase(words, first)) != STR_NONE) {
		struct str gap;

		words = str_from(words, at + strlen(first));
		gap = str_slice(words, 0, GAP);
		gap = str_slice(gap, 0, str_find_char(gap, '\n'));
		if (str_find_nocase(gap, second) != STR_NONE)
			return true;
	}
	return false;
}

static bool has_phrase(struct str words, const char *phrase)
{
	const char *star = strchr(phrase, '*');
	char first[GAP] = "";

	if (!star)
		return str_find_nocase(words, phrase) != STR_NONE;
	memcpy(first, phrase, (size_t)(star - phrase));
	return has_both(words, first, star + 1);
}

enum bounce_reason vague_reason(struct str words)
{
	struct str look = str_slice(words, 0, LOOKED_AT);

	for (size_t i = 0; i < ARRAY_LEN(phrases); i++)
		if (has_phrase(look, phrases[i].text))
			return phrases[i].reason;
	return BOUNCE_UNCLEAR;
}
