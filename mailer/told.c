#include "mailer/told.h"

#include "base/buf.h"

enum {
	HEAD_LINES = 25, /* where a report says that it is one */
	HEAD_MAX = 8192,
};

/* The first lines with one blank between all words, so that a phrase is found
 * wherever its line was broken; what a person quotes is none of it. */
static struct str head_of(struct arena *arena, struct str report)
{
	struct buf out = BUF_INIT(HEAD_MAX);
	struct str line, word;

	for (int i = 0; i < HEAD_LINES && str_next_line(&report, &line); i++) {
		if (str_starts(line, ">") && !str_starts(line, ">>>"))
			continue;
		while (str_next_word(&line, &word)) {
			buf_add(&out, word);
			buf_addc(&out, ' ');
		}
	}
	return buf_take(&out, arena);
}

/* What a report says at its start. */
static const char *const failures[] = {
	"could not be delivered",
	"couldn't be delivered",
	"cannot be delivered",
	"can not be delivered",
	"can't be delivered",
	"could not deliver",
	"couldn't deliver",
	"cannot deliver",
	"was not delivered",
	"not been delivered",
	"not be sent",
	"undeliverable",
	"undelivered",
	"unable to deliver",
	"able to deliver",
	"unable to send",
	"able to send",
	"error delivering",
	"error sending",
	"delivery failed",
	"delivery failure",
	"delivery error",
	"delivery problem",
	"delivery has failed",
	"delivery to the following recipient",
	"delivery to these recipients",
	"failed permanently",
	"failed recipient",
	"failed address",
	"failure reasons",
	"encountered an error while",
	"attempting to deliver",
	"attempted to deliver",
	"message not delivered",
	"mail not delivered",
	"recipients was aborted",
	"recipients was rejected",
	"recipients were rejected",
	"transcript of session follows",
	"automatically by mail delivery software",
	"this is the mail system at host",
	"not yet been delivered",
	"following addresses had",
	"following address had",
	"following address failed",
	"following addresses failed",
	"following recipients failed",
	"following recipient failed",
	"did not reach",
	"did not receive a copy",
	"did not receive your message",
	"fatal error",
	"returned mail",
	"returned to sender",
	"returning your mail",
	"message was rejected",
	"mail was rejected",
	"message has been rejected",
	"message could not be",
	"not accepting mail from",
	"konnte nicht zugestellt werden",
	"nicht zustellbar",
	"unzustellbar",
	"nicht ausgeliefert werden",
	"n'a pas pu",
	"n'a pu être",
	"n'ont pas pu",
	"impossible de remettre",
	"no se pudo entregar",
	"no se ha podido entregar",
	"no ha podido ser entregado",
	"no pudo ser entregado",
	"não pôde ser entregue",
	"não foi possível entregar",
	"non è stato consegnato",
	"non è stato possibile",
	"impossibile recapitare",
	"kon niet worden afgeleverd",
	"kan niet worden bezorgd",
	"kunde inte levereras",
	"kunne ikke leveres",
	"nie można dostarczyć",
	"nie została dostarczona",
	"не доставлено", /* ru: not delivered */
	"может "
	"быть доставлен", /* ru: cannot be */
	"送信できません", /* ja: could not be sent */
	"配信できません", /* ja: could not be delivered */
};

bool told_failure(struct arena *arena, struct str report)
{
	struct str head = head_of(arena, report);

	for (size_t i = 0; i < ARRAY_LEN(failures); i++)
		if (str_find_nocase(head, failures[i]) != STR_NONE)
			return true;
	return false;
}

/* What servers write over it. */
static const char *const subjects[] = {
	"undeliver",
	"undelivr",
	"delivery status",
	"delivery notification",
	"delivery report",
	"returned mail",
	"returned to sender",
	"mail returned",
	"message returned",
	"mail delivery",
	"message delivery",
	"failure notice",
	"delivery fail",
	"delivery error",
	"delivery problem",
	"delivery has failed",
	"failed delivery",
	"failed mail",
	"failed to deliver",
	"could not be delivered",
	"couldn't be delivered",
	"not delivered",
	"non-deliver",
	"nondeliver",
	"mail system error",
	"mail error",
	"mail failure",
	"delayed mail",
	"warning: could not send",
	"processing error",
	"message status",
	"returned due to",
	"unzustellbar",
	"nicht zugestellt",
	"nicht zustellbar",
	"non remis",
	"non distribué",
	"onbestelbaar",
	"no entregado",
	"no se ha podido entregar",
	"não entregue",
	"non recapitabile",
	"mancato recapito",
	"niedostarczalne",
	"メールエラー", /* ja: mail error */
};

bool told_subject(struct str subject)
{
	if (str_starts_nocase(subject, "re:") ||
	    str_starts_nocase(subject, "aw:"))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(subjects); i++)
		if (str_find_nocase(subject, subjects[i]) != STR_NONE)
			return true;
	return false;
}

bool told_fields(struct str report)
{
	struct str line;
	bool is_whom = false, is_how = false;

	while (!(is_whom && is_how) && str_next_line(&report, &line)) {
		is_whom = is_whom ||
		          str_starts_nocase(line, "Final-Recipient:") ||
		          str_starts_nocase(line, "Original-Recipient:");
		is_how = is_how || str_starts_nocase(line, "Action: ") ||
		         str_starts_nocase(line, "Status: ");
	}
	return is_whom && is_how;
}
