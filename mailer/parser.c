#include "mailer/parser.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "mailer/feedrecord.h"
#include "mailer/jail.h"
#include "mailer/parser_private.h"
#include "mailer/record.h"
#include "mailer/scan.h"
#include "mailer/parser_serve_private.h"
#include "text/charset.h"

#define PARSER_DEADLINE_MS 10000 /* of one mail, whatever the child does */

struct parser {
	struct arena arena; /* holds this struct */
	pid_t child;        /* 0: none */
	int fd;             /* our end of the socket pair */
	int deadline_ms;
	char language[PARSER_LANGUAGE_MAX]; /* NULs behind it */
};

static int64_t now_ms(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Wait until the child can be written to or read from; false: too late. */
static bool wait_for(const struct parser *parser, short events, int64_t until)
{
	struct pollfd poller = {.fd = parser->fd, .events = events};

	for (;;) {
		int64_t left = until - now_ms();
		int n;

		if (left <= 0)
			return false;
		n = poll(&poller, 1, (int)left);
		if (n > 0)
			return true;
		if (n < 0 && errno != EINTR)
			return false;
	}
}

/* Whether to go on after send() or recv() gave -1; waits when they would. */
static bool may_go_on(const struct parser *parser, short events, int64_t until)
{
	if (errno == EAGAIN || errno == EWOULDBLOCK)
		return wait_for(parser, events, until);
	return errno == EINTR;
}

static bool send_all(const struct parser *parser, struct str bytes,
                     int64_t until)
{
	while (bytes.len > 0) {
		ssize_t n = send(parser->fd, bytes.ptr, bytes.len,
		                 MSG_DONTWAIT | MSG_NOSIGNAL);

		if (n < 0 && !may_go_on(parser, POLLOUT, until))
			return false;
		if (n > 0)
			bytes = str_from(bytes, (size_t)n);
	}
	return true;
}

static bool receive_all(const struct parser *parser, void *bytes, size_t len,
                        int64_t until)
{
	char *to = bytes;

	while (len > 0) {
		ssize_t n = recv(parser->fd, to, len, MSG_DONTWAIT);

		if (n == 0 || (n < 0 && !may_go_on(parser, POLLIN, until)))
			return false;
		if (n > 0) {
			to += n;
			len -= (size_t)n;
		}
	}
	return true;
}

/* Kill the child; returns how it ended, as waitpid() tells. */
static int stop_child(struct parser *parser)
{
	int status = 0;

	(void)close(parser->fd);
	parser->fd = -1;
	(void)kill(parser->child, SIGKILL);
	while (waitpid(parser->child, &status, 0) < 0 && errno == EINTR)
		;
	parser->child = 0;
	return status;
}

/*
 * The child did not answer: end it and say why that was.  ERR_ABSENT: it had
 * used up its time before this mail and asks for a successor.
 */
static enum err give_up(struct parser *parser, int64_t until, struct why *why)
{
	bool late = now_ms() >= until;
	/* A child that has died is no more for SIGKILL to change. */
	int status = stop_child(parser);

	if (late)
		return err_because(why, ERR_LIMIT,
		                   "the parser passed its deadline of %d ms",
		                   parser->deadline_ms);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		return err_because(why, ERR_LIMIT,
		                   "the parser used more than %d s of CPU",
		                   JAIL_JOB_CPU_S);
	if (WIFSIGNALED(status))
		return err_because(why, ERR_LIMIT,
		                   "the parser died of signal %d",
		                   WTERMSIG(status));
	return err_because(why, ERR_ABSENT, "the parser ended by itself");
}

/*
 * Read an answer into `arena`.  What the child says is believed only in its
 * form; give_up() when there is none, the child then is gone.
 */
static enum err receive(struct parser *parser, struct arena *arena,
                        int64_t until, enum err *code, struct str *text,
                        struct why *why)
{
	struct serve_frame frame;
	char *bytes;

	if (!receive_all(parser, &frame, sizeof(frame), until))
		return give_up(parser, until, why);
	if (frame.len > RECORD_MAX || frame.code > ERR_FATAL) {
		(void)stop_child(parser);
		return err_because(why, ERR_LIMIT, "the parser talks nonsense");
	}
	bytes = arena_alloc(arena, frame.len);
	if (!receive_all(parser, bytes, frame.len, until))
		return give_up(parser, until, why);
	*code = (enum err)frame.code;
	*text = (struct str){bytes, frame.len};
	return OK;
}

/* Whether there is a child that has not hung up since the last mail. */
static bool is_alive(const struct parser *parser)
{
	struct pollfd poller = {.fd = parser->fd, .events = POLLIN};

	/* An idle child has nothing to say: anything here is its end. */
	return parser->child > 0 && poll(&poller, 1, 0) == 0;
}

static enum err start_child(struct parser *parser, struct why *why)
{
	struct arena arena = {0};
	struct str text = {"", 0};
	struct why reason = {""};
	enum err err, code = OK;
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) != 0)
		return err_because(why, ERR_TEMP, "socketpair: %s",
		                   strerror(errno));
	/* Once in the parent is cheaper than in each child. */
	charset_preload();
	parser->child = fork();
	if (parser->child == 0) {
		(void)close(fds[0]);
		serve_jobs(fds[1]);
	}
	(void)close(fds[1]);
	parser->fd = fds[0];
	if (parser->child < 0) {
		(void)close(fds[0]);
		parser->child = 0;
		return err_because(why, ERR_TEMP, "fork: %s", strerror(errno));
	}
	err = receive(parser, &arena, now_ms() + PARSER_DEADLINE_MS, &code,
	              &text, &reason);
	if (!err && code)
		(void)stop_child(parser);
	if (err || code)
		err = err_because(why, ERR_TEMP, "no parser: %.*s",
		                  err ? (int)sizeof(reason.text)
		                      : (int)str_slice(text, 0, 200).len,
		                  err ? reason.text : text.ptr);
	arena_free(&arena);
	return err;
}

void parser_open(struct parser **parser)
{
	struct arena arena = {0};
	struct parser *p = arena_new(&arena, struct parser);

	p->arena = arena;
	p->fd = -1;
	p->deadline_ms = PARSER_DEADLINE_MS;
	*parser = p;
}

void parser_close(struct parser **parser)
{
	struct arena arena;

	if (!*parser)
		return;
	if ((*parser)->child > 0)
		(void)stop_child(*parser);
	arena = (*parser)->arena;
	arena_free(&arena);
	*parser = NULL;
}

/* Have the child, which is started if need be, answer to `raw`. */
static enum err ask_once(struct parser *parser, struct arena *arena,
                         enum serve_job job, struct str raw, enum err *code,
                         struct str *text, struct why *why)
{
	struct buf message;
	int64_t until;
	bool sent;

	if (!is_alive(parser)) {
		enum err err;

		if (parser->child > 0)
			(void)stop_child(parser);
		err = start_child(parser, why);
		if (err)
			return err;
	}
	until = now_ms() + parser->deadline_ms;
	message = serve_framed(job, parser->language, raw);
	sent = send_all(parser, buf_str(&message), until);
	buf_free(&message);
	if (!sent)
		return give_up(parser, until, why);
	return receive(parser, arena, until, code, text, why);
}

/* The record of what the child found; errors as parser_parse(). */
static enum err ask(struct parser *parser, struct arena *arena,
                    enum serve_job job, struct str raw, struct str *record,
                    struct why *why)
{
	struct str text = {"", 0};
	enum err code = OK, err;

	err = ask_once(parser, arena, job, raw, &code, &text, why);
	if (err == ERR_ABSENT)
		err = ask_once(parser, arena, job, raw, &code, &text, why);
	if (err)
		return err == ERR_ABSENT ? ERR_LIMIT : err;
	if (code == ERR_INPUT)
		return err_because(why, ERR_INPUT, "%.*s",
		                   (int)str_slice(text, 0, 200).len, text.ptr);
	if (code)
		return err_because(why, ERR_LIMIT, "the parser talks nonsense");
	*record = text;
	return OK;
}

enum err parser_parse_unscanned(struct parser *parser, struct arena *arena,
                                struct str raw, struct mail *mail,
                                struct why *why)
{
	struct str record;
	enum err err = ask(parser, arena, SERVE_MAIL, raw, &record, why);

	if (err)
		return err;
	return record_decode(arena, record, mail, why) ? ERR_LIMIT : OK;
}

enum err parser_parse_feed(struct parser *parser, struct arena *arena,
                           struct str url, struct str raw, struct feed *feed,
                           struct why *why)
{
	struct buf job = BUF_INIT(SERVE_RAW_MAX);
	struct str record;
	enum err err;

	if (raw.len > FEED_MAX)
		return err_because(why, ERR_INPUT, "over %d bytes", FEED_MAX);
	buf_add(&job, str_slice(url, 0, str_find_char(url, '\n')));
	buf_addc(&job, '\n');
	buf_add(&job, raw);
	err = ask(parser, arena, SERVE_FEED, buf_str(&job), &record, why);
	buf_free(&job);
	if (err)
		return err;
	return feedrecord_decode(arena, record, feed, why) ? ERR_LIMIT : OK;
}

enum err parser_parse(struct parser *parser, struct arena *arena,
                      struct str raw, struct mail *mail, struct why *why)
{
	enum err err = scan_mail(raw, SCAN_RAW_MAX, why);

	return err ? err
	           : parser_parse_unscanned(parser, arena, raw, mail, why);
}

void parser_set_language(struct parser *parser, struct str language)
{
	memset(parser->language, 0, PARSER_LANGUAGE_MAX);
	if (language.len <= PARSER_LANGUAGE_MAX)
		memcpy(parser->language, language.ptr, language.len);
}

pid_t parser_child(const struct parser *parser)
{
	return parser->child;
}

void parser_set_deadline(struct parser *parser, int ms)
{
	parser->deadline_ms = ms;
}
