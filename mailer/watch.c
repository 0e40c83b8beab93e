#include "mailer/watch.h"

#include <string.h>

#include "base/attr.h"

void watch_start(struct watch *watch, bool wants_tls, bool wants_auth)
{
	memset(watch, 0, sizeof(*watch));
	watch->wants_tls = wants_tls;
	watch->wants_auth = wants_auth;
	watch->is_reply_due = true;
}

void watch_secure(struct watch *watch)
{
	watch->is_secure = true;
	watch->line_len = 0;
}

static bool found(struct watch *watch, enum watch_fault fault)
{
	if (watch->fault == WATCH_FINE)
		watch->fault = fault;
	return false;
}

static bool is_bare(const struct watch *watch)
{
	return watch->wants_tls && !watch->is_secure;
}

static bool starts_with_one_of(struct str bytes, const char *const *words,
                               size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts_nocase(bytes, words[i]))
			return true;
	return false;
}

static bool may_say(const struct watch *watch, struct str bytes)
{
	static const char *const words[] = {"EHLO ", "HELO ", "QUIT",
	                                    "STARTTLS", "AUTH "};
	const size_t n_bare = ARRAY_LEN(words) - 1;

	if (is_bare(watch))
		return starts_with_one_of(bytes, words, n_bare);
	if (watch->wants_auth && !watch->is_authenticated)
		return watch->is_in_auth ||
		       starts_with_one_of(bytes, words, ARRAY_LEN(words));
	return true;
}

bool watch_sent(struct watch *watch, struct str bytes)
{
	if (watch->fault != WATCH_FINE)
		return false;
	if (!may_say(watch, bytes))
		return found(watch, WATCH_NOT_ALLOWED);
	if (str_starts_nocase(bytes, "AUTH "))
		watch->is_in_auth = true;
	if (str_starts_nocase(bytes, "QUIT"))
		watch->is_over = true;
	watch->is_reply_due = true;
	return true;
}

static void keep_reply(struct watch *watch)
{
	struct str line = str_trim((struct str){watch->line, watch->line_len});
	size_t n = 0;

	if (watch->is_over)
		return;
	for (; n < line.len && n < sizeof(watch->reply) - 1; n++) {
		char c = line.ptr[n];

		watch->reply[n] = c >= ' ' && c <= '~' ? c : '?';
	}
	watch->reply[n] = '\0';
}

/* Three digits and a blank, a hyphen or the end. */
static bool is_reply(struct str line)
{
	for (size_t i = 0; i < 3; i++)
		if (i >= line.len || !char_is_digit(line.ptr[i]))
			return false;
	return line.len == 3 || line.ptr[3] == ' ' || line.ptr[3] == '-';
}

static bool judge_auth(struct watch *watch, char digit)
{
	if (digit == '3')
		return true;
	watch->is_in_auth = false;
	watch->is_authenticated = digit == '2';
	if (digit == '2')
		return true;
	return found(watch,
	             digit == '4' ? WATCH_AUTH_LATER : WATCH_AUTH_REFUSED);
}

static bool end_line(struct watch *watch)
{
	struct str line =
		str_trim_right((struct str){watch->line, watch->line_len});
	bool is_last = line.len <= 3 || line.ptr[3] != '-';

	keep_reply(watch);
	watch->line_len = 0;
	if (is_bare(watch) && !is_reply(line))
		return found(watch, WATCH_GARBLED);
	if (!is_last)
		return true;
	watch->is_reply_due = false;
	if (watch->is_in_auth)
		return judge_auth(watch, line.len > 0 ? line.ptr[0] : '5');
	return true;
}

bool watch_received(struct watch *watch, struct str bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		if (watch->fault != WATCH_FINE)
			return false;
		if (is_bare(watch) && !watch->is_reply_due)
			return found(watch, WATCH_INJECTED);
		if (watch->line_len == sizeof(watch->line)) {
			if (is_bare(watch))
				return found(watch, WATCH_GARBLED);
			watch->line_len = 0;
		}
		watch->line[watch->line_len++] = bytes.ptr[i];
		if (bytes.ptr[i] == '\n' && !end_line(watch))
			return false;
	}
	return watch->fault == WATCH_FINE;
}

enum err watch_outcome(const struct watch *watch, const char *host,
                       struct why *why)
{
	static const struct {
		enum err code;
		const char *text;
	} rows[] = {
		[WATCH_INJECTED] = {ERR_FATAL, "bytes injected before TLS"},
		[WATCH_GARBLED] = {ERR_FATAL, "no SMTP reply before TLS"},
		[WATCH_AUTH_REFUSED] = {ERR_DENIED, "login refused"},
		[WATCH_AUTH_LATER] = {ERR_TEMP, "login put off"},
		[WATCH_NOT_ALLOWED] = {ERR_FATAL, "no way to log in"},
	};

	if (watch->fault == WATCH_FINE)
		return OK;
	return err_because(why, rows[watch->fault].code, "smtp %s: %s: %s",
	                   host, rows[watch->fault].text, watch->reply);
}
