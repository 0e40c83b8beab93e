#include "mailer/sendable.h"

#include <limits.h>
#include <stdio.h>

#include "mailer/address.h"

static const char *line_fault(struct str line)
{
	if (line.len == 0 || line.ptr[line.len - 1] != '\r')
		return "message has a bare LF";
	line.len--;
	if (line.len > SENDABLE_LINE_MAX)
		return "message has a line over 998 bytes";
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] == '\r')
			return "message has a bare CR";
		if (line.ptr[i] == '\0' || (line.ptr[i] & 0x80))
			return "message is not 7-bit";
	}
	return NULL;
}

const char *sendable_fault(struct str mail)
{
	const char *fault = mail.len == 0 ? "message is empty" : NULL;

	if (mail.len > INT_MAX)
		return "message is too large";
	while (mail.len > 0 && !fault) {
		size_t end = str_find_char(mail, '\n');

		if (end == STR_NONE)
			return "message does not end in CRLF";
		fault = line_fault(str_slice(mail, 0, end));
		mail = str_from(mail, end + 1);
	}
	return fault;
}

bool is_sendable(const struct smtp_message *message, struct smtp_result *result)
{
	const char *text = sendable_fault(message->bytes);

	*result = (struct smtp_result){.verdict = SMTP_MESSAGE_REFUSED};
	if (*message->from != '\0' && !address_ok(str_of(message->from))) {
		result->verdict = SMTP_SENDER_REFUSED;
		text = "envelope sender is no address";
	} else if (!address_ok(str_of(message->to))) {
		result->verdict = SMTP_REFUSED;
		text = "envelope recipient is no address";
	}
	snprintf(result->text, sizeof(result->text), "%s", text ? text : "");
	return text == NULL;
}
