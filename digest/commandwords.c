#include "digest/commandwords.h"

static const struct {
	enum command command;
	bool is_clear;
	const char *words; /* parted by commas */
} rows[] = {
	/* en de fr es it pt nl sv da no fi pl cs */
	{COMMAND_SUBSCRIBE, true,
         "subscribe,abonnieren,s'abonner,abonner,suscribir,suscribirse,"
         "iscrivi,iscrivimi,abbonami,subscrever,inscrever,assinar,"
         "aanmelden,inschrijven,abonneren,prenumerera,tilmeld,"
         "abonnér,tilaa,subskrybuj,zapisz,zapisz mnie,přihlásit,"
         "přihlásit se,odebírat"},
	{COMMAND_SUBSCRIBE, false,
         "join,anmelden,abonnement,inscription,alta,iscrizione,påmelding,"
         "meld på,subskrypcja"},
	{COMMAND_UNSUBSCRIBE, true,
         "unsubscribe,signoff,abmelden,abbestellen,austragen,"
         "désabonner,désabonnement,se désabonner,me désabonner,"
         "désinscrire,désinscription,me désinscrire,desabonner,"
         "desabonnement,darse de baja,dar de baja,desuscribir,"
         "desuscribirse,cancelar suscripción,cancelar la suscripción,"
         "cancelar suscripcion,disiscrivi,disiscrivimi,"
         "annulla iscrizione,cancella iscrizione,cancellami,"
         "cancelar subscrição,cancelar assinatura,"
         "cancelar inscrição,descadastrar,afmelden,uitschrijven,"
         "opzeggen,avprenumerera,avregistrera,"
         "avsluta prenumeration,avsluta prenumerationen,afmeld,"
         "afmelding,frameld,avmeld,avmelding,meld av,meld meg av,"
         "peru tilaus,peruuta tilaus,lopeta tilaus,poista tilaus,wypisz,"
         "wypisz mnie,anuluj subskrypcję,zrezygnuj z subskrypcji,"
         "odhlásit,odhlásit se,odhlásit odběr,zrušit odběr"},
	{COMMAND_UNSUBSCRIBE, false,
         "leave,stop,stopp,kündigen,baja,rezygnacja,rezygnuję,arrêter,"
         "parar,fermare,lopeta,säg upp,opsig"},
	{COMMAND_FAQ, true, "faq"},
	{COMMAND_HELP, true,
         "help,hilfe,aide,ayuda,aiuto,ajuda,hulp,hjälp,hjælp,hjelp,apua,"
         "ohje,pomoc,nápověda"},
};

enum command commandwords_find(struct str text, bool *is_clear)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct str rest = str_of(rows[i].words), word;

		while (str_next_field(&rest, ',', &word)) {
			if (!str_eq_nocase(text, word))
				continue;
			*is_clear = rows[i].is_clear;
			return rows[i].command;
		}
	}
	return COMMAND_NONE;
}
