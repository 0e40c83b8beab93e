#include "mailer/verdict.h"

#include <stdio.h>

/* Unknown codes go by their first digit (RFC 5321, 4.2). */
static bool is_class(int code, int digit)
{
	return code / 100 == digit;
}

static enum smtp_verdict of_mail(int code)
{
	if (code == 552)
		return SMTP_MESSAGE_REFUSED;
	return is_class(code, 5) ? SMTP_SENDER_REFUSED : SMTP_TEMPORARY;
}

static enum smtp_verdict of_transfer(const struct verdict_facts *facts)
{
	if (is_class(facts->transfer, 2))
		return facts->is_complete ? SMTP_SENT : SMTP_IN_DOUBT;
	if (is_class(facts->transfer, 4) || facts->transfer == 503)
		return SMTP_TEMPORARY;
	if (is_class(facts->transfer, 5))
		return SMTP_MESSAGE_REFUSED;
	return facts->is_ended ? SMTP_IN_DOUBT : SMTP_TEMPORARY;
}

enum smtp_verdict verdict_of(const struct verdict_facts *facts)
{
	if (facts->mail == 0)
		return SMTP_NOT_TRIED;
	if (!is_class(facts->mail, 2))
		return of_mail(facts->mail);
	/* BDAT does not wait for the reply to RCPT. */
	if (facts->rcpt == 0)
		return facts->is_ended ? SMTP_IN_DOUBT : SMTP_NOT_TRIED;
	if (is_class(facts->rcpt, 5))
		return SMTP_REFUSED;
	if (!is_class(facts->rcpt, 2))
		return SMTP_TEMPORARY;
	return of_transfer(facts);
}

void verdict_silence(struct smtp_result *result, const char *text)
{
	struct str words = str_trim(str_of(text));
	size_t n = 0;

	for (size_t i = 0; i < words.len; i++) {
		char c = words.ptr[i];

		if (c == '\r' || n + 1 == sizeof(result->text))
			continue;
		if (c == '\n')
			c = ' ';
		result->text[n++] = c >= ' ' && c <= '~' ? c : '?';
	}
	result->text[n] = '\0';
}

static bool is_status(const int enhanced[3], int code)
{
	return enhanced[0] == code / 100 && enhanced[0] > 0 &&
	       enhanced[1] >= 0 && enhanced[1] <= 999 && enhanced[2] >= 0 &&
	       enhanced[2] <= 999;
}

void verdict_reply(struct smtp_result *result, int code, const int enhanced[3],
                   const char *text)
{
	result->code = code;
	if (is_status(enhanced, code))
		snprintf(result->enhanced, sizeof(result->enhanced), "%u.%u.%u",
		         (unsigned)enhanced[0] % 10,
		         (unsigned)enhanced[1] % 1000,
		         (unsigned)enhanced[2] % 1000);
	verdict_silence(result, text);
}

const char *smtp_verdict_name(enum smtp_verdict verdict)
{
	static const char *const names[] = {
		[SMTP_SENT] = "sent",
		[SMTP_TEMPORARY] = "temporary",
		[SMTP_REFUSED] = "refused",
		[SMTP_MESSAGE_REFUSED] = "message-refused",
		[SMTP_SENDER_REFUSED] = "sender-refused",
		[SMTP_IN_DOUBT] = "in-doubt",
		[SMTP_NOT_TRIED] = "not-tried",
	};

	return names[verdict];
}
