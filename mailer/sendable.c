#include "mailer/sendable.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "mailer/address.h"

/* Whether all bytes are below 128; eight at a time: every byte of every
 * copy of an edition comes through here. */
static bool is_seven_bit(struct str text)
{
	uint64_t high = 0, eight;
	size_t i = 0;

	for (; text.len - i >= sizeof(eight); i += sizeof(eight)) {
		memcpy(&eight, text.ptr + i, sizeof(eight));
		high |= eight;
	}
	for (; i < text.len; i++)
		high |= (uint8_t)text.ptr[i];
	return !(high & UINT64_C(0x8080808080808080));
}

static const char *line_fault(struct str line)
{
	if (line.len == 0 || line.ptr[line.len - 1] != '\r')
		return "message has a bare LF";
	line.len--;
	if (line.len > SENDABLE_LINE_MAX)
		return "message has a line over 998 bytes";
	if (str_find_char(line, '\r') != STR_NONE)
		return "message has a bare CR";
	if (!is_seven_bit(line) || str_find_char(line, '\0') != STR_NONE)
		return "message is not 7-bit";
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
