/*
 * imap_wait.c - waiting for mail, for mailer/imap.h
 *
 * IDLE (RFC 2177) is spoken here and not by libetpan, which waits for ever when
 * a server has something to say before its "+" and forgets what it was.  What
 * arrives is counted in mailer/imap_wire.h.
 */
#include <assert.h>

#include "mailer/deadline.h"
#include "mailer/imap_private.h"

#define TAG "idle" /* libetpan's are numbers */

/* Write a line that is one command by itself. */
static enum err send_line(struct imap *imap, const char *line, size_t len,
                          struct why *why)
{
	mailstream *stream = imap->session->imap_stream;
	int r = MAILIMAP_NO_ERROR;

	imap_begin(imap, 0);
	if (mailstream_write(stream, line, len) < 0 ||
	    mailstream_flush(stream) < 0)
		r = MAILIMAP_ERROR_STREAM;
	return imap_end(imap, r, "idle", why);
}

static enum err read_line(struct imap *imap, struct str *line, struct why *why)
{
	mailimap *session = imap->session;
	const char *text;

	text = mailstream_read_line(session->imap_stream,
	                            session->imap_stream_buffer);
	if (!text || imap->wire.has_bye)
		return imap_end(imap, MAILIMAP_ERROR_STREAM, "idle", why);
	*line = str_of(text);
	return OK;
}

/* Read on until a line starts with `start`. */
static enum err read_until(struct imap *imap, const char *start,
                           struct str *line, struct why *why)
{
	enum err err;

	do {
		err = read_line(imap, line, why);
		if (err)
			return err;
	} while (!str_starts(*line, start) && !str_starts(*line, TAG " "));
	return OK;
}

static enum err start_idle(struct imap *imap, struct why *why)
{
	static const char command[] = TAG " IDLE\r\n";
	struct str line;
	enum err err = send_line(imap, command, sizeof(command) - 1, why);

	if (!err)
		err = read_until(imap, "+", &line, why);
	if (!err && !str_starts(line, "+"))
		err = imap_end(imap, MAILIMAP_ERROR_PROTOCOL, "idle", why);
	return err;
}

static enum err end_idle(struct imap *imap, struct why *why)
{
	static const char command[] = "DONE\r\n";
	struct str line;
	enum err err = send_line(imap, command, sizeof(command) - 1, why);

	if (!err)
		err = read_until(imap, TAG " ", &line, why);
	if (!err && !str_starts_nocase(line, TAG " OK"))
		err = imap_end(imap, MAILIMAP_ERROR_PROTOCOL, "idle", why);
	return err;
}

/* Take lines while idle until there is news or the time is over. */
static enum err idle(struct imap *imap, int64_t until_ms, int stop_fd,
                     struct why *why)
{
	const mailstream *stream = imap->session->imap_stream;

	while (!imap->wire.has_news) {
		int64_t left_ms = until_ms - deadline_clock();
		struct str line;
		enum err err;

		/* What libetpan holds already would wake no poll(). */
		if (stream->read_buffer_len == 0 &&
		    (left_ms <= 0 ||
		     transport_wait(imap->transport, left_ms, stop_fd) !=
		             TRANSPORT_READY))
			return OK;
		imap_begin(imap, 0);
		err = read_line(imap, &line, why);
		if (!err && str_starts(line, TAG " "))
			err = imap_end(imap, MAILIMAP_ERROR_PROTOCOL, "idle",
			               why);
		if (err)
			return err;
	}
	return OK;
}

static enum err wait_with_idle(struct imap *imap, int64_t until_ms, int stop_fd,
                               struct why *why)
{
	enum err err = start_idle(imap, why);

	if (!err)
		err = idle(imap, until_ms, stop_fd, why);
	return err ? err : end_idle(imap, why);
}

static enum err wait_and_ask(struct imap *imap, int64_t until_ms, int stop_fd,
                             struct why *why)
{
	int64_t left_ms = until_ms - deadline_clock();

	if (left_ms > 0 && transport_wait(imap->transport, left_ms, stop_fd) ==
	                           TRANSPORT_STOPPED)
		return OK;
	imap_begin(imap, 0);
	return imap_end(imap, mailimap_noop(imap->session), "noop", why);
}

enum err imap_wait(struct imap *imap, int64_t seconds, int stop_fd, bool *news,
                   struct why *why)
{
	int64_t until_ms = deadline_clock() + seconds * 1000;
	enum err err = OK;

	assert(seconds >= 0 && seconds < 29 * 60);
	/* Something came while another command ran. */
	if (!imap->wire.has_news)
		err = imap->has_idle
		              ? wait_with_idle(imap, until_ms, stop_fd, why)
		              : wait_and_ask(imap, until_ms, stop_fd, why);
	if (err)
		return err;
	*news = imap->wire.has_news;
	imap->wire.has_news = false;
	return OK;
}
