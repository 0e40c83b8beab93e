#include "mailer/parser_serve_private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "mailer/feedrecord.h"
#include "mailer/jail.h"
#include "mailer/parse.h"
#include "mailer/record.h"
#include "text/html.h"

struct buf serve_framed(uint64_t code, const char *language, struct str text)
{
	struct serve_frame frame = {.len = text.len, .code = code};
	struct buf message = BUF_INIT(sizeof(frame) + text.len);

	memcpy(frame.language, language, PARSER_LANGUAGE_MAX);
	buf_add(&message, (struct str){(const char *)&frame, sizeof(frame)});
	buf_add(&message, text);
	return message;
}

/* Read exactly `len` bytes; false: the other end has gone. */
static bool read_all(int fd, void *bytes, size_t len)
{
	char *to = bytes;

	while (len > 0) {
		ssize_t n = read(fd, to, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		to += n;
		len -= (size_t)n;
	}
	return true;
}

static bool answer(int fd, enum err code, struct str text)
{
	static const char none[PARSER_LANGUAGE_MAX];
	struct buf message = serve_framed((uint64_t)code, none, text);
	bool told = file_write_fd(fd, buf_str(&message), NULL) == OK;

	buf_free(&message);
	return told;
}

static enum err parse_job(struct arena *arena, const struct serve_frame *frame,
                          struct str raw, struct buf *record, struct why *why)
{
	struct str language = {frame->language, PARSER_LANGUAGE_MAX}, url;
	struct mail mail = {0};
	struct feed feed = {.n_items = 0};
	enum err err;

	if (frame->code == SERVE_FEED) {
		url = str_slice(raw, 0, str_find_char(raw, '\n'));
		raw = str_from(raw, url.len + 1);
		err = feed_parse(arena, url, raw, &feed, why);
		if (!err)
			feedrecord_encode(&feed, record);
		return err;
	}
	language = str_slice(language, 0, str_find_char(language, '\0'));
	err = parse_mail(arena, raw, language, &mail, why);
	if (!err)
		record_encode(&mail, record);
	return err;
}

/* Parse one mail or feed and tell; false: it is time to end. */
static bool serve_one(int fd, struct arena *arena)
{
	struct buf record = BUF_INIT(RECORD_MAX);
	struct why why = {""};
	struct serve_frame frame;
	char *raw;
	enum err err;
	bool told;

	if (!read_all(fd, &frame, sizeof(frame)) || frame.len > SERVE_RAW_MAX)
		return false;
	raw = arena_alloc(arena, frame.len);
	if (!read_all(fd, raw, frame.len) || jail_start_job() != OK)
		return false;
	err = parse_job(arena, &frame, (struct str){raw, frame.len}, &record,
	                &why);
	if (!err && !buf_ok(&record))
		err = err_because(&why, ERR_INPUT,
		                  "more than %d bytes of result", RECORD_MAX);
	told = answer(fd, err, err ? str_of(why.text) : buf_str(&record));
	buf_free(&record);
	return told;
}

/* A library that starts up with its first use does so here. */
static void warm_up(void)
{
	static const char *const feeds[] = {"<rss><item/></rss>",
	                                    "{\"items\": [{}]}"};
	struct arena arena = {0};
	struct feed feed;
	struct why why;

	(void)html_to_text(&arena, str_of("<p>&auml;"));
	for (size_t i = 0; i < ARRAY_LEN(feeds); i++)
		if (feed_parse(&arena, str_of(""), str_of(feeds[i]), &feed,
		               &why) != OK)
			abort();
	arena_free(&arena);
}

_Noreturn void serve_jobs(int fd)
{
	struct arena arena = {0};
	struct why why = {""};

	warm_up();
	if (jail_enter(fd, &why) != OK) {
		(void)answer(fd, ERR_TEMP, str_of(why.text));
		_exit(1);
	}
	if (!answer(fd, OK, str_of("")))
		_exit(1);
	while (serve_one(fd, &arena))
		arena_free(&arena);
	_exit(0);
}
