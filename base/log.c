#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const level_names[] = {
	[LOG_LEVEL_ERROR] = "error",
	[LOG_LEVEL_WARN] = "warn",
	[LOG_LEVEL_INFO] = "info",
	[LOG_LEVEL_DEBUG] = "debug",
};

/* The sink is the one mutable global of base/ (STYLE: the log may have it). */
static struct {
	enum log_level level;
	struct buf *to;
	bool is_over_bar;
	char role[16];
} sink = {.level = LOG_LEVEL_INFO, .role = "postbag"};

void log_set_level(enum log_level level)
{
	sink.level = level;
}

bool log_level_named(const char *name, enum log_level *level)
{
	for (size_t i = 0; i < ARRAY_LEN(level_names); i++) {
		if (!strcmp(level_names[i], name)) {
			*level = (enum log_level)i;
			return true;
		}
	}
	return false;
}

void log_to(struct buf *buf)
{
	sink.to = buf;
}

void log_over_bar(bool is_shown)
{
	sink.is_over_bar = is_shown;
}

void log_set_role(const char *role)
{
	snprintf(sink.role, sizeof(sink.role), "%s", role);
}

/* Add `text` with every control character written as \xNN. */
static void add_escaped(struct buf *line, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < 0x20 || c == 0x7f)
			buf_addf(line, "\\x%02x", c);
		else
			buf_addc(line, (char)c);
	}
}

void log_event(enum log_level level, const char *event, const char *fmt, ...)
{
	struct buf line = BUF_INIT(4096);
	char text[1000];
	va_list args;

	if (level > sink.level)
		return;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (sink.is_over_bar)
		buf_adds(&line, "\r\033[K");
	buf_addf(&line, "%s %s: %s ", level_names[level], sink.role, event);
	add_escaped(&line, text);
	buf_addc(&line, '\n');
	if (sink.to)
		buf_add(sink.to, buf_str(&line));
	else if (write(STDERR_FILENO, line.ptr, line.len) < 0)
		sink.level = level; /* nobody listens: nothing to be done */
	buf_free(&line);
}
