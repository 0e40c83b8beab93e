#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *err_name(enum err code)
{
	static const char *const names[] = {
		[OK] = "ok",
		[ERR_INPUT] = "input",
		[ERR_DENIED] = "denied",
		[ERR_EXPIRED] = "expired",
		[ERR_ABSENT] = "absent",
		[ERR_LIMIT] = "limit",
		[ERR_TEMP] = "temp",
		[ERR_FATAL] = "fatal",
	};

	return (size_t)code < ARRAY_LEN(names) ? names[code] : "unknown";
}

enum err err_because(struct why *why, enum err code, const char *fmt, ...)
{
	char text[WHY_MAX];
	va_list args;
	int len;

	if (!why)
		return code;
	va_start(args, fmt);
	len = vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (len >= (int)sizeof(text))
		memcpy(text + sizeof(text) - 4, "...", 4);
	for (char *p = text; *p; p++)
		if (*p == '\n' || *p == '\r')
			*p = ' ';
	memcpy(why->text, text, sizeof(text));
	return code;
}
