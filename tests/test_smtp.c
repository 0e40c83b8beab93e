/*
 * Each test plays one session of smtp_send() with a peer that follows a script
 * (tests/peer/smtp.c); what the peer read is compared byte by byte.  The last
 * cases use Postfix where it is installed.
 */
#define _DEFAULT_SOURCE

#include "tests/suite.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "mailer/smtp.h"

#define MAIL                                                                   \
	"From: news@example.org\r\nTo: a@example.net\r\n"                      \
	"Date: Mon, 23 Nov 2026 08:00:00 +0000\r\n"                            \
	"Message-ID: <1@example.org>\r\nSubject: News\r\n\r\n"                 \
	"first\r\n.\r\n..\r\n.x\r\nlast\r\n"

/* Pieces of scripts.  HELLO has six lines, so mail starts with line 7. */
#define HELLO(extension)                                                       \
	"send 220 peer ESMTP\nexpect EHLO\nsend 250-peer\n"                    \
	"send 250-SIZE 10000\nsend 250-" extension "\nsend 250 HELP\n"
#define ENVELOPE                                                               \
	"expect MAIL\nsend 250 2.1.0 ok\nexpect RCPT\nsend 250 2.1.5 ok\n"
#define DATA "expect DATA\nsend 354 go\nbody\n"
#define TAKE ENVELOPE DATA "send 250 2.0.0 queued\n"
#define BYE  "expect QUIT\nsend 221 bye\n"

static struct arena arena;
static char folder[64];

/*
 * Processes.
 */

static pid_t child; /* the peer, or a server */

/* Start `argv` with `script` on its standard input; give its standard output. */
static int start(char *const *argv, const char *script)
{
	int in[2], out[2];

	ck_assert_int_eq(pipe(in), 0);
	ck_assert_int_eq(pipe(out), 0);
	child = fork();
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in[0]);
		close(in[1]);
		close(out[0]);
		close(out[1]);
		execv(argv[0], argv);
		_exit(127);
	}
	ck_assert_int_gt(child, 0);
	close(in[0]);
	close(out[1]);
	ck_assert_int_eq(file_write_fd(in[1], str_of(script), NULL), OK);
	close(in[1]);
	return out[0];
}

static void stop(void)
{
	if (child > 0) {
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	child = 0;
}

static char *in_folder(const char *name)
{
	return arena_printf(&arena, "%s/%s", folder, name);
}

/* A peer that plays `script`; its port. */
static int peer(const char *script, const char *name)
{
	char self[512] = "", line[16] = "";
	char *argv[5] = {NULL, in_folder("log"), NULL, NULL, NULL};
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;
	int out;

	ck_assert_int_gt(n, 0);
	slash = strrchr(self, '/');
	*slash = '\0';
	argv[0] = arena_printf(&arena, "%s/peer/smtp", self);
	if (name) {
		argv[2] = arena_copy(&arena, str_of(name));
		argv[3] = in_folder("certificate.pem");
	}
	out = start(argv, script);
	ck_assert_msg(read(out, line, sizeof(line) - 1) > 0, "%s did not start",
	              argv[0]);
	close(out);
	return (int)strtol(line, NULL, 10);
}

static int free_port(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, len), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address, &len), 0);
	close(fd);
	return ntohs(address.sin_port);
}

static struct str file_text(const char *name)
{
	struct str text = {0};

	ck_assert_int_eq(
		file_read(&arena, in_folder(name), 64 << 20, &text, NULL), OK);
	return text;
}

/* Once the peer has seen the end of the connection. */
static struct str wire(void)
{
	poll(NULL, 0, 50);
	stop();
	return file_text("log");
}

static bool wire_has(struct str log, const char *text)
{
	return str_find(log, text) != STR_NONE;
}

static size_t wire_count(struct str log, const char *text)
{
	size_t n = 0, at;

	for (; (at = str_find(log, text)) != STR_NONE; n++)
		log = str_from(log, at + strlen(text));
	return n;
}

/*
 * Callers of smtp_send().
 */

static struct {
	struct smtp_message messages[SMTP_SESSION_MAX + 10];
	int n, n_given, n_done, stop_after;
	struct smtp_result results[SMTP_SESSION_MAX + 10];
	enum err err;
	struct why why;
	double seconds;
} caller;

static bool give(void *context, struct smtp_message *message)
{
	ck_assert_ptr_eq(context, &caller);
	/* The result of each comes before the next is asked for. */
	ck_assert_int_eq(caller.n_given, caller.n_done);
	if (caller.n_given == caller.n)
		return false;
	*message = caller.messages[caller.n_given++];
	/* Memory of its own, so that a late look at it is noticed. */
	message->bytes.ptr = memcpy(malloc(message->bytes.len),
	                            message->bytes.ptr, message->bytes.len);
	return true;
}

static bool take(void *context, const struct smtp_message *message,
                 const struct smtp_result *result)
{
	ck_assert_ptr_eq(context, &caller);
	ck_assert_int_eq(message->id, caller.n_given);
	ck_assert_int_eq(caller.n_done, caller.n_given - 1);
	caller.results[caller.n_done++] = *result;
	free((void *)(uintptr_t)message->bytes.ptr);
	return caller.n_done != caller.stop_after;
}

static struct smtp_options options = {
	.host = "127.0.0.1",
	.helo = "news.example.org",
	.connect_timeout_s = 2,
	.timeout_s = 1,
};

static void add(const char *from, const char *to, struct str bytes)
{
	caller.messages[caller.n] = (struct smtp_message){
		.id = caller.n + 1, .from = from, .to = to, .bytes = bytes};
	caller.n++;
}

static void add_many(int n)
{
	while (n-- > 0) {
		const char *to =
			arena_printf(&arena, "r%d@example.net", caller.n + 1);
		const char *mail = arena_printf(
			&arena, "To: %s\r\nSubject: %d\r\n\r\nbody %d\r\n", to,
			caller.n + 1, caller.n + 1);

		add("news+b@example.org", to, str_of(mail));
	}
}

static void run(int port)
{
	struct timespec begin, end;

	options.port = port;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	caller.err = smtp_send(&options, give, take, &caller, &caller.why);
	clock_gettime(CLOCK_MONOTONIC, &end);
	caller.seconds = (double)(end.tv_sec - begin.tv_sec) +
	                 (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
	ck_assert_int_eq(caller.n_done, caller.n_given);
}

static void prepare(void)
{
	signal(SIGPIPE, SIG_IGN);
	/* libesmtp looks for a client certificate below HOME. */
	setenv("HOME", "/nonexistent", 1);
	snprintf(folder, sizeof(folder), "/tmp/postbag-smtp-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	ck_assert_int_eq(chmod(folder, 0711), 0); /* for Postfix's user */
}

static void clean(void)
{
	stop();
	unlink(in_folder("log"));
	unlink(in_folder("certificate.pem"));
	rmdir(folder);
	arena_free(&arena);
	memset(&caller, 0, sizeof(caller));
	options.tls = SMTP_TLS_NONE;
	options.user = NULL;
	options.ca_file = NULL;
	options.host = "127.0.0.1";
}

/*
 * What each event makes of a message: LIBRARIES 1.7, STANDARDS E13-E19.
 */

static const struct event {
	const char *name, *script;
	enum smtp_verdict verdict;
	int code;
	enum err err;
} events[] = {
	{"all fine", HELLO("PIPELINING") TAKE BYE, SMTP_SENT, 250, OK},
	{"all fine, one by one", HELLO("8BITMIME") TAKE BYE, SMTP_SENT, 250,
         OK},
	{"all fine, reply in three lines",
         HELLO("PIPELINING") ENVELOPE DATA
         "send 250-2.0.0 a\nsend 250-2.0.0 b\nsend 250 2.0.0 c\n" BYE,
         SMTP_SENT, 250, OK},
	{"all fine by HELO",
         "send 220 peer\nexpect EHLO\nsend 500 what\nexpect HELO\n"
         "send 250 peer\n" TAKE BYE,
         SMTP_SENT, 250, OK},
	{"reply dripped", HELLO("X") ENVELOPE DATA "drip 20 250 ok\n" BYE,
         SMTP_SENT, 250, OK},
	{"closed instead of the reply to QUIT", HELLO("X") TAKE, SMTP_SENT, 250,
         OK},
	{"RCPT 450",
         HELLO("PIPELINING") "expect MAIL\nsend 250 ok\nexpect RCPT\n"
                             "send 450 4.2.0 busy\nexpect DATA\nsend 554 5.5.1 "
                             "none\n" BYE,
         SMTP_TEMPORARY, 450, OK},
	{"RCPT 450, DATA 354 all the same",
         HELLO("PIPELINING") "expect MAIL\nsend 250 ok\nexpect RCPT\n"
                             "send 450 4.2.0 busy\n" DATA
                             "send 554 5.5.1 none\n" BYE,
         SMTP_TEMPORARY, 450, OK},
	{"RCPT 450, CHUNKING",
         HELLO("CHUNKING\nsend 250-PIPELINING") "expect MAIL\nsend 250 "
                                                "ok\nexpect RCPT\nsend 450 "
                                                "4.2.0 busy\n"
                                                "chunk\nsend 551 "
                                                "a\nchunk\nsend 551 "
                                                "b\nchunk\nsend 551 c\n" BYE,
         SMTP_TEMPORARY, 450, OK},
	{"RCPT 550",
         HELLO("PIPELINING") "expect MAIL\nsend 250 ok\nexpect RCPT\n"
                             "send 550 5.1.1 no such reader\nexpect DATA\nsend "
                             "554 none\n" BYE,
         SMTP_REFUSED, 550, OK},
	{"RCPT 550 and closed",
         HELLO("X") "expect MAIL\nsend 250 ok\nexpect RCPT\n"
                    "send 550 5.1.1 no such reader\n",
         SMTP_REFUSED, 550, OK},
	{"MAIL 550", HELLO("X") "expect MAIL\nsend 550 5.7.1 not you\n" BYE,
         SMTP_SENDER_REFUSED, 550, OK},
	{"MAIL 552", HELLO("X") "expect MAIL\nsend 552 5.3.4 too big\n" BYE,
         SMTP_MESSAGE_REFUSED, 552, OK},
	{"MAIL 451", HELLO("X") "expect MAIL\nsend 451 4.3.0 later\n" BYE,
         SMTP_TEMPORARY, 451, OK},
	{"DATA 451", HELLO("X") ENVELOPE "expect DATA\nsend 451 full\n" BYE,
         SMTP_TEMPORARY, 451, OK},
	{"dot 451", HELLO("X") ENVELOPE DATA "send 451 4.3.0 no\n" BYE,
         SMTP_TEMPORARY, 451, OK},
	{"dot 552", HELLO("X") ENVELOPE DATA "send 552 5.2.3 no\n" BYE,
         SMTP_MESSAGE_REFUSED, 552, OK},
	{"BDAT 452 behind 503",
         HELLO("CHUNKING\nsend 250-PIPELINING") ENVELOPE
         "chunk\nsend 452 full\nchunk\nsend 503 what\nchunk\n"
         "send 503 what\n" BYE,
         SMTP_TEMPORARY, 503, OK},
	{"BDAT fine, pipelined",
         HELLO("CHUNKING\nsend 250-PIPELINING") ENVELOPE
         "chunk\nsend 250 a\nchunk\nsend 250 b\nchunk\n"
         "send 250 2.0.0 queued\n" BYE,
         SMTP_SENT, 250, OK},
	{"BDAT fine, one by one",
         HELLO("CHUNKING") ENVELOPE
         "chunk\nsend 250 a\nchunk\nsend 250 b\nchunk\n"
         "send 250 2.0.0 queued\n" BYE,
         SMTP_SENT, 250, OK},
	{"BDAT, closed before the last reply",
         HELLO("CHUNKING\nsend 250-PIPELINING") ENVELOPE
         "chunk\nsend 250 a\nchunk\nchunk\n",
         SMTP_IN_DOUBT, 0, ERR_TEMP},
	{"BDAT, half a refusal",
         HELLO("CHUNKING\nsend 250-PIPELINING") ENVELOPE
         "chunk\nsend 250 a\nchunk\nsend 250 b\nchunk\nraw 550\n",
         SMTP_IN_DOUBT, 0, ERR_TEMP},
	{"closed before the reply to the dot", HELLO("X") ENVELOPE DATA,
         SMTP_IN_DOUBT, 0, ERR_TEMP},
	{"reset before the reply to the dot",
         HELLO("X") ENVELOPE DATA "reset\n", SMTP_IN_DOUBT, 0, ERR_TEMP},
	{"no reply to the dot", HELLO("X") ENVELOPE DATA "wait 9000\n",
         SMTP_IN_DOUBT, 0, ERR_TEMP},
	{"E17: reply to the dot without its end",
         HELLO("X") ENVELOPE DATA "raw 250 2.0.0 Ok\n", SMTP_SENT, 250,
         ERR_TEMP},
	{"E18: the code of the reply and no more",
         HELLO("X") ENVELOPE DATA "raw 250\n", SMTP_IN_DOUBT, 0, ERR_TEMP},
	{"E18: half of the code", HELLO("X") ENVELOPE DATA "raw 25\n",
         SMTP_IN_DOUBT, 0, ERR_TEMP},
	{"half of a refusal in two lines",
         HELLO("X") ENVELOPE DATA "send 550-5.7.1 we\n", SMTP_IN_DOUBT, 0,
         ERR_TEMP},
	{"reply to the dot is garbage",
         HELLO("X") ENVELOPE DATA "send \\0garbage\n" BYE, SMTP_IN_DOUBT, 0,
         ERR_TEMP},
	{"reply in two lines of two codes",
         HELLO("X") ENVELOPE DATA "send 250-a\nsend 550 b\n" BYE, SMTP_IN_DOUBT,
         0, ERR_TEMP},
	{"closed before the reply to MAIL", HELLO("X") "expect MAIL\n",
         SMTP_NOT_TRIED, 0, ERR_TEMP},
	{"no reply to MAIL", HELLO("X") "expect MAIL\nwait 9000\n",
         SMTP_NOT_TRIED, 0, ERR_TEMP},
	{"closed before the reply to RCPT",
         HELLO("X") "expect MAIL\nsend 250 ok\nexpect RCPT\n", SMTP_NOT_TRIED,
         0, ERR_TEMP},
	{"half a refusal of RCPT",
         HELLO("X") "expect MAIL\nsend 250 ok\nexpect RCPT\nraw 550\n",
         SMTP_NOT_TRIED, 0, ERR_TEMP},
	{"closed before the reply to DATA", HELLO("X") ENVELOPE "expect DATA\n",
         SMTP_TEMPORARY, 0, ERR_TEMP},
	{"RCPT 421 and closed",
         HELLO("X") "expect MAIL\nsend 250 ok\nexpect RCPT\n"
                    "send 421 4.3.2 going down\n",
         SMTP_TEMPORARY, 421, ERR_TEMP},
	{"MAIL 421 and closed", HELLO("X") "expect MAIL\nsend 421 bye\n",
         SMTP_TEMPORARY, 421, ERR_TEMP},
	{"out of step: DATA 250",
         HELLO("X") ENVELOPE "expect DATA\nsend 250 ok\ndrain\n", SMTP_IN_DOUBT,
         250, OK},
	{"greeting 554", "send 554 no service\n" BYE, SMTP_NOT_TRIED, 0,
         ERR_TEMP},
	{"greeting 421", "send 421 later\n", SMTP_NOT_TRIED, 0, ERR_TEMP},
	{"no greeting", "wait 9000\n", SMTP_NOT_TRIED, 0, ERR_TEMP},
	{"greeting is garbage", "send hello\n", SMTP_NOT_TRIED, 0, ERR_TEMP},
	{"closed at once", "", SMTP_NOT_TRIED, 0, ERR_TEMP},
	{"EHLO 450", "send 220 peer\nexpect EHLO\nsend 450 later\n" BYE,
         SMTP_NOT_TRIED, 0, ERR_TEMP},
	{"EHLO 550", "send 220 peer\nexpect EHLO\nsend 550 no\n" BYE,
         SMTP_NOT_TRIED, 0, ERR_TEMP},
};

START_TEST(send_judges_an_event)
{
	const struct event *event = &events[_i];

	add("news@example.org", "a@example.net", str_of(MAIL));
	run(peer(event->script, NULL));
	ck_assert_int_eq(caller.n_done, 1);
	ck_assert_msg(caller.results[0].verdict == event->verdict,
	              "%s: %s, expected %s (%s)", event->name,
	              smtp_verdict_name(caller.results[0].verdict),
	              smtp_verdict_name(event->verdict), caller.why.text);
	ck_assert_msg(caller.results[0].code == event->code, "%s: %d",
	              event->name, caller.results[0].code);
	ck_assert_msg(caller.err == event->err, "%s: %s", event->name,
	              err_name(caller.err));
	ck_assert_msg(caller.seconds < 5, "%s: %.1f s", event->name,
	              caller.seconds);
}
END_TEST

START_TEST(send_keeps_the_servers_words)
{
	add("news@example.org", "a@example.net", str_of(MAIL));
	run(peer(HELLO("ENHANCEDSTATUSCODES") "expect MAIL\nsend 250 2.1.0 "
	                                      "ok\nexpect RCPT\n"
	                                      "send 550-5.1.1 no such\nsend "
	                                      "550 5.1.1 reader here\n"
	                                      "expect DATA\nsend 554 5.5.1 "
	                                      "none\n" BYE,
	         NULL));
	ck_assert_str_eq(caller.results[0].enhanced, "5.1.1");
	ck_assert_str_eq(caller.results[0].text, "no such reader here");
}
END_TEST

START_TEST(send_says_why_there_was_no_session)
{
	add("news@example.org", "a@example.net", str_of(MAIL));
	run(peer("send 554 5.7.1 you are listed\n" BYE, NULL));
	ck_assert_int_eq(caller.err, ERR_TEMP);
	ck_assert_ptr_nonnull(strstr(caller.why.text, "127.0.0.1"));
	ck_assert_ptr_nonnull(strstr(caller.why.text, "you are listed"));
	ck_assert_ptr_nonnull(strstr(caller.results[0].text, "you are listed"));
}
END_TEST

START_TEST(send_reports_a_refused_connection)
{
	int port = peer("", NULL);

	stop(); /* nobody listens there now */
	add("news@example.org", "a@example.net", str_of(MAIL));
	run(port);
	ck_assert_int_eq(caller.err, ERR_TEMP);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_NOT_TRIED);
	ck_assert_ptr_nonnull(strstr(caller.why.text, "refused"));
}
END_TEST

START_TEST(send_does_not_connect_for_nothing)
{
	int port = peer(HELLO("X"), NULL);

	run(port);
	ck_assert_int_eq(caller.err, OK);
	ck_assert_uint_eq(wire().len, 0);
}
END_TEST

/*
 * What goes over the wire.
 */

START_TEST(send_writes_mail_unchanged_but_for_dots)
{
	struct str log;

	add("news+b7@example.org", "a@example.net", str_of(MAIL));
	run(peer(HELLO("PIPELINING") TAKE BYE, NULL));
	ck_assert_int_eq(caller.err, OK);
	log = wire();
	ck_assert_text(log,
	               "EHLO news.example.org\r\n"
	               "MAIL FROM:<news+b7@example.org> SIZE=152\r\n"
	               "RCPT TO:<a@example.net>\r\nDATA\r\n"
	               "From: news@example.org\r\nTo: a@example.net\r\n"
	               "Date: Mon, 23 Nov 2026 08:00:00 +0000\r\n"
	               "Message-ID: <1@example.org>\r\nSubject: News\r\n\r\n"
	               "first\r\n..\r\n...\r\n..x\r\nlast\r\n.\r\nQUIT\r\n");
}
END_TEST

START_TEST(send_writes_mail_unchanged_in_chunks)
{
	struct str log;

	add("news@example.org", "a@example.net", str_of(MAIL));
	run(peer(
		HELLO("CHUNKING") ENVELOPE
		"chunk\nsend 250 a\nchunk\nsend 250 b\nchunk\nsend 250 c\n" BYE,
		NULL));
	ck_assert_int_eq(caller.results[0].verdict, SMTP_SENT);
	log = wire();
	ck_assert(wire_has(log, "Subject: News\r\n\r\nBDAT 24\r\n"
	                        "first\r\n.\r\n..\r\n.x\r\nlast\r\nBDAT 0 "
	                        "LAST\r\n"));
}
END_TEST

START_TEST(send_asks_for_notices_of_failure_only)
{
	struct str log;

	add("news@example.org", "a@example.net", str_of(MAIL));
	run(peer(HELLO("DSN") TAKE BYE, NULL));
	log = wire();
	ck_assert(wire_has(log, " RET=HDRS ENVID=1\r\n"));
	ck_assert(wire_has(log, "RCPT TO:<a@example.net> NOTIFY=FAILURE\r\n"));
}
END_TEST

START_TEST(send_takes_the_null_sender)
{
	add("", "a@example.net", str_of(MAIL));
	run(peer(HELLO("X") TAKE BYE, NULL));
	ck_assert_int_eq(caller.results[0].verdict, SMTP_SENT);
	ck_assert(wire_has(wire(), "\r\nMAIL FROM:<> SIZE="));
}
END_TEST

START_TEST(send_keeps_what_is_unfit_off_the_wire)
{
	struct str log;

	add("news@example.org", "a@x>\r\nRCPT TO:<evil@y", str_of(MAIL));
	add("a@x>\r\nRCPT TO:<evil@y", "a@example.net", str_of(MAIL));
	add("news@example.org", "a@example.net",
	    str_of(MAIL "\n.\r\nMAIL FROM:<evil@y>\r\n"));
	add("news@example.org", "a@example.net", str_of(MAIL));
	add("news@example.org", "a@example.net", str_of("evil\r\r\n"));
	run(peer(HELLO("PIPELINING") TAKE BYE, NULL));
	ck_assert_int_eq(caller.err, OK);
	ck_assert_int_eq(caller.n_done, 5);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_REFUSED);
	ck_assert_int_eq(caller.results[1].verdict, SMTP_SENDER_REFUSED);
	ck_assert_int_eq(caller.results[2].verdict, SMTP_MESSAGE_REFUSED);
	ck_assert_str_eq(caller.results[2].text, "message has a bare LF");
	ck_assert_int_eq(caller.results[3].verdict, SMTP_SENT);
	ck_assert_int_eq(caller.results[4].verdict, SMTP_MESSAGE_REFUSED);
	log = wire();
	ck_assert(!wire_has(log, "evil"));
	ck_assert_uint_eq(wire_count(log, "MAIL FROM"), 1);
}
END_TEST

/* STANDARDS E15: libesmtp's own time-out leaves a hole and goes on. */
START_TEST(send_leaves_no_hole_when_the_server_stops_reading)
{
	const size_t len = 16 << 20, head = 64;
	char *bytes = arena_alloc(&arena, len + 17);
	struct str log, body;

	snprintf(bytes, head + 1, "Subject: %051d\r\n\r\n", 1);
	for (size_t at = head; at < len; at += 16)
		snprintf(bytes + at, 17, "%014zx\r\n", at);
	add("news@example.org", "a@example.net", (struct str){bytes, len});
	run(peer("send 220 peer\nexpect EHLO\nsend 250 peer\n" ENVELOPE
	         "expect DATA\nsend 354 go\nsip 100000\nwait 4000\nbody\n"
	         "send 250 ok\n" BYE,
	         NULL));
	poll(NULL, 0, 2000); /* the peer reads what it can get */
	log = wire();
	body = str_from(log, str_find(log, "\r\n00000000000040\r\n") + 2);
	ck_assert_uint_gt(body.len, 100000);
	if (caller.results[0].verdict == SMTP_SENT) {
		ck_assert(str_ends(body, "fffff0\r\n.\r\nQUIT\r\n"));
		body.len = len - head;
	} else {
		ck_assert_int_eq(caller.err, ERR_TEMP);
		ck_assert(!str_ends(body, "\r\n.\r\nQUIT\r\n"));
	}
	ck_assert_uint_le(body.len, len - head);
	ck_assert_int_eq(memcmp(body.ptr, bytes + head, body.len), 0);
}
END_TEST

/*
 * Many messages.
 */

START_TEST(send_carries_many_messages_in_one_session)
{
	struct str log;

	add_many(205);
	run(peer(HELLO("PIPELINING") TAKE "again 7\n", NULL));
	ck_assert_int_eq(caller.err, OK);
	/* The number is a promise to relays, whatever the constant says. */
	ck_assert_int_eq(caller.n_done, 200);
	for (int i = 0; i < SMTP_SESSION_MAX; i++)
		ck_assert_int_eq(caller.results[i].verdict, SMTP_SENT);
	log = wire();
	ck_assert_uint_eq(wire_count(log, "EHLO"), 1);
	for (int i = 1; i <= SMTP_SESSION_MAX; i++)
		ck_assert_uint_eq(
			wire_count(log,
		                   arena_printf(&arena, "\r\nbody %d\r\n", i)),
			1);
}
END_TEST

START_TEST(send_is_not_held_up_by_nagle)
{
	char *body = arena_alloc(&arena, 12000);
	struct str mail;

	for (int i = 0; i < 12000; i += 60)
		memcpy(body + i,
		       "0123456789012345678901234567890123456789012345678901234"
		       "567\r\n",
		       60);
	mail = str_of(
		arena_printf(&arena, "Subject: a\r\n\r\n%.*s", 12000, body));
	for (int i = 0; i < 50; i++)
		add("news@example.org", "a@example.net", mail);
	run(peer("send 220 peer\nexpect EHLO\nsend 250 PIPELINING\n" TAKE
	         "again 4\n",
	         NULL));
	ck_assert_int_eq(caller.err, OK);
	ck_assert_int_eq(caller.n_done, 50);
	ck_assert_msg(caller.seconds < 1, "%.2f s", caller.seconds);
}
END_TEST

START_TEST(send_ends_politely_when_told)
{
	struct str log;

	add_many(5);
	caller.stop_after = 2;
	run(peer(HELLO("PIPELINING") TAKE TAKE BYE, NULL));
	ck_assert_int_eq(caller.err, OK);
	ck_assert_int_eq(caller.n_done, 2);
	log = wire();
	ck_assert_uint_eq(wire_count(log, "MAIL FROM"), 2);
	ck_assert(str_ends(log, ".\r\nQUIT\r\n"));
}
END_TEST

#define REFUSE_RCPT                                                            \
	"expect MAIL\nsend 250 ok\nexpect RCPT\nsend 550 5.1.1 no\n"           \
	"expect DATA\nsend 554 5.5.1 none\n"

START_TEST(send_goes_on_after_a_refused_recipient_or_sender)
{
	add_many(4);
	run(peer(HELLO("PIPELINING") REFUSE_RCPT
	         "expect RSET\nsend 250 ok\n" TAKE
	         "expect MAIL\nsend 550 no\n" TAKE BYE,
	         NULL));
	ck_assert_int_eq(caller.err, OK);
	ck_assert_int_eq(caller.n_done, 4);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_REFUSED);
	ck_assert_int_eq(caller.results[1].verdict, SMTP_SENT);
	ck_assert_int_eq(caller.results[2].verdict, SMTP_SENDER_REFUSED);
	ck_assert_int_eq(caller.results[3].verdict, SMTP_SENT);
}
END_TEST

START_TEST(send_goes_on_after_a_refused_message)
{
	add_many(2);
	run(peer(HELLO("X") ENVELOPE DATA "send 554 5.7.1 spam\n"
	                                  "expect RSET\nsend 250 ok\n" TAKE BYE,
	         NULL));
	ck_assert_int_eq(caller.n_done, 2);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_MESSAGE_REFUSED);
	ck_assert_int_eq(caller.results[1].verdict, SMTP_SENT);
}
END_TEST

START_TEST(send_ends_the_session_after_a_refused_data)
{
	add_many(2);
	run(peer(HELLO("X") ENVELOPE "expect DATA\nsend 451 4.3.0 later\n" BYE,
	         NULL));
	ck_assert_int_eq(caller.err, OK);
	ck_assert_int_eq(caller.n_done, 1);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_TEMPORARY);
}
END_TEST

START_TEST(send_asks_for_no_more_after_421)
{
	add_many(3);
	run(peer(HELLO("X") TAKE "expect MAIL\nsend 421 4.3.2 bye\n", NULL));
	ck_assert_int_eq(caller.err, ERR_TEMP);
	ck_assert_int_eq(caller.n_done, 2);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_SENT);
	ck_assert_int_eq(caller.results[1].verdict, SMTP_TEMPORARY);
	ck_assert_ptr_nonnull(strstr(caller.why.text, "421"));
}
END_TEST

START_TEST(send_leaves_later_messages_untried_when_the_line_drops)
{
	add_many(3);
	run(peer(HELLO("X") TAKE, NULL));
	ck_assert_int_eq(caller.err, ERR_TEMP);
	ck_assert_int_eq(caller.n_done, 2);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_SENT);
	ck_assert_int_eq(caller.results[1].verdict, SMTP_NOT_TRIED);
}
END_TEST

/* libesmtp would put the rest of a message that was refused early before the
 * next one: one reader's mail, with its tokens, in another's. */
START_TEST(send_never_mixes_two_messages)
{
	struct str log;

	add_many(3);
	run(peer(HELLO("CHUNKING") ENVELOPE
	         "chunk\nsend 552 no\nexpect RSET\nsend 250 ok\n" ENVELOPE
	         "chunk\nsend 250 a\nchunk\nsend 250 b\nchunk\nsend 250 c\n",
	         NULL));
	ck_assert_int_eq(caller.n_done, 1);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_MESSAGE_REFUSED);
	log = wire();
	ck_assert(!wire_has(log, "body"));
	ck_assert_uint_eq(wire_count(log, "MAIL FROM"), 1);
}
END_TEST

START_TEST(send_chunks_nothing_to_a_refused_recipient)
{
	struct str log;

	add_many(2);
	run(peer(HELLO("CHUNKING") "expect MAIL\nsend 250 ok\nexpect "
	                           "RCPT\nsend 550 no\n"
	                           "chunk\nsend 503 no\nexpect RSET\nsend 250 "
	                           "ok\n" ENVELOPE
	                           "chunk\nsend 250 a\nchunk\nsend 250 "
	                           "b\nchunk\nsend 250 c\n" BYE,
	         NULL));
	ck_assert_int_eq(caller.n_done, 2);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_REFUSED);
	ck_assert_int_eq(caller.results[1].verdict, SMTP_SENT);
	log = wire();
	ck_assert(!wire_has(log, "body 1"));
	ck_assert_uint_eq(wire_count(log, "body 2"), 1);
}
END_TEST

START_TEST(send_survives_a_refused_recipient_in_the_middle_of_chunks)
{
	char *body = arena_alloc(&arena, 300001);
	const char *mail;

	memset(body, 'x', 300000);
	for (int i = 60; i < 300000; i += 60)
		memcpy(body + i, "\r\n", 2);
	mail = arena_printf(&arena, "Subject: 1\r\n\r\n%s\r\n", body);
	add("news@example.org", "a@example.net", str_of(mail));
	add_many(1);
	run(peer(HELLO("CHUNKING\nsend 250-PIPELINING") "expect MAIL\nsend 250 "
	                                                "ok\nexpect RCPT\nsend "
	                                                "550 5.1.1 no\n"
	                                                "chunk\nsend 503 "
	                                                "a\nchunk\nsend 503 "
	                                                "b\nchunk\nsend 503 c\n"
	                                                "expect RSET\nsend 250 "
	                                                "ok\n" ENVELOPE
	                                                "chunk\nsend 250 "
	                                                "a\nchunk\nsend 250 "
	                                                "b\nchunk\nsend 250 "
	                                                "c\n" BYE,
	         NULL));
	ck_assert_int_ge(caller.n_done, 1);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_REFUSED);
	ck_assert_int_eq(caller.results[0].code, 550);
	if (caller.n_done == 2)
		ck_assert_int_eq(caller.results[1].verdict, SMTP_SENT);
}
END_TEST

START_TEST(send_drops_the_line_after_a_reply_that_libesmtp_would_cut)
{
	char *line = arena_alloc(&arena, 1101);
	struct str log;

	memset(line, 'x', 1100);
	add_many(2);
	run(peer(arena_printf(&arena,
	                      HELLO("X") "expect MAIL\nsend 250 %s\ndrain\n",
	                      line),
	         NULL));
	ck_assert_int_eq(caller.n_done, 1);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_NOT_TRIED);
	log = wire();
	ck_assert(!wire_has(log, "RCPT"));
}
END_TEST

/*
 * TLS and login.
 */

#define STARTTLS                                                               \
	"send 220 peer\nexpect EHLO\nsend 250-peer\nsend 250 STARTTLS\n"       \
	"expect STARTTLS\n"
#define SECURE_NAMED(named)                                                    \
	STARTTLS "send 220 go on\ntls\n" named "expect EHLO\n"                 \
		 "send 250-peer\nsend 250 AUTH PLAIN LOGIN\n"
#define SECURE SECURE_NAMED("")

static void use_tls(const char *host)
{
	options.tls = SMTP_TLS_STARTTLS;
	options.host = host;
	options.ca_file = in_folder("certificate.pem");
	add("news@example.org", "a@example.net", str_of(MAIL));
}

static void use_login(void)
{
	options.user = "postbag";
	options.password = str_of("secret");
}

static void ck_assert_untried(enum err err, const char *reason)
{
	ck_assert_msg(caller.err == err, "%s: %s", err_name(caller.err),
	              caller.why.text);
	ck_assert_int_eq(caller.n_done, 1);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_NOT_TRIED);
	ck_assert_msg(strstr(caller.why.text, reason) != NULL, "%s",
	              caller.why.text);
}

START_TEST(tls_carries_mail_to_the_right_host)
{
	static const char *const hosts[][2] = {{"localhost", "DNS:localhost"},
	                                       {"127.0.0.1", "IP:127.0.0.1"}};

	use_tls(hosts[_i][0]);
	run(peer(SECURE TAKE BYE, hosts[_i][1]));
	ck_assert_msg(caller.err == OK, "%s", caller.why.text);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_SENT);
	ck_assert(wire_has(wire(), "STARTTLS\r\nEHLO news.example.org\r\n"));
}
END_TEST

/* Else a server of many names shows the certificate of another. */
START_TEST(tls_begins_with_the_hosts_name)
{
	static const char *const hosts[][3] = {
		{"localhost", "DNS:localhost",
	         SECURE_NAMED("named localhost\n") TAKE BYE},
		{"127.0.0.1", "IP:127.0.0.1", SECURE_NAMED("named\n") TAKE BYE},
	};

	use_tls(hosts[_i][0]);
	run(peer(hosts[_i][2], hosts[_i][1]));
	ck_assert_msg(caller.err == OK, "%s", caller.why.text);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_SENT);
}
END_TEST

START_TEST(tls_works_in_many_sessions_of_a_process)
{
	int port;

	use_tls("localhost");
	port = peer(SECURE TAKE BYE, "DNS:localhost");
	for (int i = 0; i < 20; i++) {
		run(port);
		ck_assert_int_eq(caller.err, OK);
		ck_assert_int_eq(caller.results[0].verdict, SMTP_SENT);
		ck_assert_msg(caller.seconds < 1, "%f s", caller.seconds);
		caller.n_given = caller.n_done = 0;
	}
}
END_TEST

START_TEST(tls_is_refused_with_another_name)
{
	static const char *const names[] = {
		"DNS:other.example",     "DNS:*",
		"DNS:localhost.example", "DNS:l*",
		"IP:127.0.0.1",          "email:localhost@localhost",
	};
	struct str log;

	use_tls("localhost");
	use_login();
	run(peer(SECURE TAKE BYE, names[_i]));
	ck_assert_untried(ERR_FATAL, "certificate");
	log = wire();
	ck_assert_text(log, "EHLO news.example.org\r\nSTARTTLS\r\n");
}
END_TEST

START_TEST(tls_is_refused_with_an_unknown_authority)
{
	use_tls("localhost");
	options.ca_file = NULL;
	run(peer(SECURE TAKE BYE, "DNS:localhost"));
	ck_assert_untried(ERR_FATAL, "certificate");
	ck_assert(!wire_has(wire(), "MAIL"));
}
END_TEST

START_TEST(tls_is_never_done_without)
{
	static const struct {
		const char *script;
		enum err err;
		const char *reason;
	} rows[] = {
		{HELLO("AUTH PLAIN") TAKE BYE, ERR_FATAL, "no STARTTLS"},
		{"send 220 peer\nexpect EHLO\nsend 502 what\nexpect HELO\n"
	         "send 250 peer\n" TAKE BYE,
	         ERR_FATAL, "no STARTTLS"},
		{STARTTLS "send 454 no key\n" TAKE BYE, ERR_TEMP, "454"},
		{STARTTLS "send 554 no\n" TAKE BYE, ERR_TEMP, "554"},
		{STARTTLS "send 220 go on\n" TAKE BYE, ERR_TEMP, "220"},
		{STARTTLS "send 220 go on\nsend hello\n" TAKE, ERR_TEMP, "220"},
		{STARTTLS "send 220 go on\nwait 9000\n", ERR_TEMP, "220"},
		{STARTTLS "send 220 go on\n", ERR_TEMP, "220"},
	};
	struct str log;

	use_tls("localhost");
	use_login();
	run(peer(rows[_i].script, "DNS:localhost"));
	/* What comes right behind the reply is told from what comes later. */
	if (_i == 5 && caller.err == ERR_FATAL)
		ck_assert_untried(ERR_FATAL, "injected");
	else
		ck_assert_untried(rows[_i].err, rows[_i].reason);
	log = wire();
	ck_assert(!wire_has(log, "MAIL"));
	ck_assert(!wire_has(log, "AUTH"));
}
END_TEST

/* STANDARDS E13: replies in clear behind the reply to STARTTLS would be taken
 * for those of the server inside TLS. */
START_TEST(tls_ends_when_replies_are_injected)
{
#define FORGED                                                                 \
	"250-peer\\r\\n250 HELP\\r\\n250 ok\\r\\n250 ok\\r\\n354 go\\r\\n"     \
	"250 2.0.0 queued\\r\\n"
	static const char *const scripts[] = {
		STARTTLS "raw 220 go on\\r\\n" FORGED "\ntls\ndrain\n",
		"send 220 peer\nexpect EHLO\nraw 250-peer\\r\\n250 STARTTLS"
		"\\r\\n220 go on\\r\\n" FORGED
		"\nexpect STARTTLS\ntls\ndrain\n",
		"raw 220 peer\\r\\n250-peer\\r\\n250 STARTTLS\\r\\n220 go on"
		"\\r\\n" FORGED "\nexpect EHLO\nexpect STARTTLS\ntls\ndrain\n",
		STARTTLS "raw 220 go on\\r\\n2\ntls\ndrain\n",
	};
	struct str log;

	use_tls("localhost");
	run(peer(scripts[_i], "DNS:localhost"));
	ck_assert_untried(ERR_FATAL, "injected");
	log = wire();
	ck_assert(!wire_has(log, "MAIL"));
	ck_assert(!wire_has(log, "DATA"));
}
END_TEST

START_TEST(login_works_inside_tls_only)
{
	struct str log;

	use_tls("localhost");
	use_login();
	run(peer(SECURE "expect AUTH\nsend 235 2.7.0 welcome\n" TAKE BYE,
	         "DNS:localhost"));
	ck_assert_msg(caller.err == OK, "%s", caller.why.text);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_SENT);
	log = wire();
	ck_assert(wire_has(log, "AUTH PLAIN AHBvc3RiYWcAc2VjcmV0\r\nMAIL"));
}
END_TEST

START_TEST(login_that_is_refused_ends_the_session)
{
	struct str log;

	use_tls("localhost");
	use_login();
	run(peer(SECURE "expect AUTH\nsend 535 5.7.8 wrong password\ndrain\n",
	         "DNS:localhost"));
	ck_assert_untried(ERR_DENIED, "535 5.7.8 wrong password");
	ck_assert_ptr_null(strstr(caller.why.text, "secret"));
	log = wire();
	ck_assert_uint_eq(wire_count(log, "AUTH"), 1);
	ck_assert(!wire_has(log, "MAIL"));
}
END_TEST

START_TEST(login_that_is_put_off_is_tried_later)
{
	use_tls("localhost");
	use_login();
	run(peer(SECURE "expect AUTH\nsend 454 4.7.0 later\ndrain\n",
	         "DNS:localhost"));
	ck_assert_untried(ERR_TEMP, "454");
	ck_assert(!wire_has(wire(), "MAIL"));
}
END_TEST

START_TEST(login_that_the_server_does_not_offer_is_not_done_without)
{
	use_tls("localhost");
	use_login();
	run(peer(STARTTLS "send 220 go on\ntls\nexpect EHLO\nsend 250-peer\n"
	                  "send 250 AUTH GSSAPI\ndrain\n",
	         "DNS:localhost"));
	ck_assert_untried(ERR_FATAL, "no way to log in");
	ck_assert(!wire_has(wire(), "MAIL"));
}
END_TEST

START_TEST(options_that_cannot_work_are_fatal)
{
	static const struct smtp_options rows[] = {
		{.host = ""},
		{.host = "::1"},
		{.host = "127.0.0.1", .user = "u", .password = STR("p")},
		{.host = "localhost",
	         .tls = SMTP_TLS_STARTTLS,
	         .ca_file = "/nonexistent"},
		{.host = "localhost",
	         .tls = SMTP_TLS_STARTTLS,
	         .user = "u",
	         .password = STR("")},
		{.host = "192.0.2.1"}, /* refused before a packet leaves */
	};
	struct smtp_options o = rows[_i];

	o.port = 9;
	o.helo = "news.example.org";
	o.connect_timeout_s = o.timeout_s = 1;
	add("news@example.org", "a@example.net", str_of(MAIL));
	ck_assert_int_eq(smtp_send(&o, give, take, &caller, &caller.why),
	                 ERR_FATAL);
	ck_assert_str_ne(caller.why.text, "");
	ck_assert_int_eq(caller.n_done, caller.n_given);
	for (int i = 0; i < caller.n_done; i++)
		ck_assert_int_eq(caller.results[i].verdict, SMTP_NOT_TRIED);
}
END_TEST

/*
 * Postfix's own test server, which only counts.
 */

START_TEST(sink_takes_sessions_of_large_messages)
{
	const int port = free_port();
	char where[32];
	char *argv[] = {arena_copy(&arena, str_of("/usr/sbin/smtp-sink")),
	                arena_copy(&arena, str_of("-u")),
	                arena_copy(&arena, str_of("nobody")),
	                where,
	                arena_copy(&arena, str_of("256")),
	                NULL};
	char *bytes = arena_alloc(&arena, 12001);

	if (access(argv[0], X_OK) != 0 || geteuid() != 0) {
		fprintf(stderr, "without smtp-sink and root: left out\n");
		return;
	}
	snprintf(where, sizeof(where), "127.0.0.1:%d", port);
	close(start(argv, ""));
	poll(NULL, 0, 300);
	memset(bytes, 'x', 12000);
	for (int i = 60; i <= 12000; i += 60)
		memcpy(bytes + i - 2, "\r\n", 2);
	for (int i = 0; i < SMTP_SESSION_MAX; i++)
		add("news@example.org", "a@example.net",
		    str_of(arena_printf(&arena, "Subject: a\r\n\r\n%s",
		                        bytes)));
	run(port);
	ck_assert_msg(caller.err == OK, "%s", caller.why.text);
	ck_assert_int_eq(caller.n_done, SMTP_SESSION_MAX);
	for (int i = 0; i < SMTP_SESSION_MAX; i++)
		ck_assert_int_eq(caller.results[i].verdict, SMTP_SENT);
	ck_assert_msg(caller.seconds < 4, "%.1f s", caller.seconds);
}
END_TEST

/*
 * A real Postfix, which hands the mail on to a peer that speaks LMTP.
 */

static int run_command(const char *command, const char *a, const char *b,
                       const char *c, const char *d)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		execl(command, command, a, b, c, d, (char *)NULL);
		_exit(127);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define POSTFIX "tests/servers/postfix"

/* Start Postfix before a peer on `lmtp_port`; 0: there is none here. */
static int postfix(int lmtp_port)
{
	int port = free_port();
	int status = run_command(
		POSTFIX, in_folder("postfix"), arena_printf(&arena, "%d", port),
		"postbag.example", arena_printf(&arena, "%d", lmtp_port));

	if (status == 69 || status == 77) {
		fprintf(stderr, "without Postfix and root: left out\n");
		return 0;
	}
	ck_assert_int_eq(status, 0);
	return port;
}

static void stop_postfix(void)
{
	run_command(POSTFIX, "stop", in_folder("postfix"), NULL, NULL);
	run_command("/bin/rm", "-rf", in_folder("postfix"), NULL, NULL);
	clean();
}

#define LMTP                                                                   \
	"send 220 lmtp\nexpect LHLO\nsend 250-lmtp\nsend 250 PIPELINING\n"     \
	"expect MAIL\nsend 250 ok\nexpect RCPT\nsend 250 ok\n" DATA            \
	"send 250 ok\n" BYE

START_TEST(postfix_hands_the_token_address_on)
{
	int lmtp = peer(LMTP, NULL), port = postfix(lmtp);
	struct str log = {0};

	if (port == 0)
		return;
	add("news+b7@postbag.example", "news+r.abc123@postbag.example",
	    str_of(MAIL));
	run(port);
	ck_assert_msg(caller.err == OK, "%s", caller.why.text);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_SENT);
	for (int i = 0; i < 100 && !wire_has(log, "QUIT"); i++) {
		poll(NULL, 0, 50);
		log = file_text("log");
	}
	ck_assert(wire_has(log, "MAIL FROM:<news+b7@postbag.example>"));
	ck_assert(wire_has(log, "RCPT TO:<news+r.abc123@postbag.example>"));
	ck_assert(wire_has(
		log, "\r\nDelivered-To: news+r.abc123@postbag.example\r\n"));
	ck_assert(wire_has(
		log, "\r\nX-Original-To: news+r.abc123@postbag.example\r\n"));
	ck_assert(wire_has(log, "\r\nfirst\r\n..\r\n...\r\n..x\r\nlast\r\n"));
}
END_TEST

START_TEST(postfix_takes_a_session_full_of_messages)
{
	int port = postfix(free_port());

	if (port == 0)
		return;
	options.timeout_s = 10;
	add_many(SMTP_SESSION_MAX); /* to example.net: discarded */
	run(port);
	options.timeout_s = 1;
	ck_assert_msg(caller.err == OK, "%s", caller.why.text);
	ck_assert_int_eq(caller.n_done, SMTP_SESSION_MAX);
	for (int i = 0; i < SMTP_SESSION_MAX; i++)
		ck_assert_msg(caller.results[i].verdict == SMTP_SENT, "%s",
		              caller.results[i].text);
	/* 40 ms for each were Nagle's algorithm on. */
	ck_assert_msg(caller.seconds < 7, "%.1f s", caller.seconds);
}
END_TEST

START_TEST(postfix_refuses_what_is_too_large_at_mail)
{
	const size_t len = 21 << 20;
	char *bytes = arena_alloc(&arena, len);
	int port = postfix(free_port());

	if (port == 0)
		return;
	for (size_t i = 0; i < len; i += 64)
		memcpy(bytes + i,
		       "a: 0123456789012345678901234567890123456789"
		       "0123456789012345678\r\n",
		       64);
	add("news@postbag.example", "a@postbag.example",
	    (struct str){bytes, len});
	run(port);
	ck_assert_int_eq(caller.err, OK);
	ck_assert_int_eq(caller.results[0].verdict, SMTP_MESSAGE_REFUSED);
	ck_assert_int_eq(caller.results[0].code, 552);
	ck_assert_str_eq(caller.results[0].enhanced, "5.3.4");
}
END_TEST

static TCase *add_case(Suite *s, const char *name)
{
	TCase *tcase = tcase_create(name);

	tcase_add_checked_fixture(tcase, prepare, clean);
	tcase_set_timeout(tcase, 30);
	suite_add_tcase(s, tcase);
	return tcase;
}

static void add_sessions(Suite *s)
{
	TCase *event = add_case(s, "events");
	TCase *wire_case = add_case(s, "wire");
	TCase *many = add_case(s, "many");

	tcase_add_loop_test(event, send_judges_an_event, 0,
	                    (int)ARRAY_LEN(events));
	tcase_add_test(event, send_keeps_the_servers_words);
	tcase_add_test(event, send_says_why_there_was_no_session);
	tcase_add_test(event, send_reports_a_refused_connection);
	tcase_add_test(event, send_does_not_connect_for_nothing);
	tcase_add_test(wire_case, send_writes_mail_unchanged_but_for_dots);
	tcase_add_test(wire_case, send_writes_mail_unchanged_in_chunks);
	tcase_add_test(wire_case, send_asks_for_notices_of_failure_only);
	tcase_add_test(wire_case, send_takes_the_null_sender);
	tcase_add_test(wire_case, send_keeps_what_is_unfit_off_the_wire);
	tcase_add_test(wire_case,
	               send_leaves_no_hole_when_the_server_stops_reading);
	tcase_add_test(many, send_carries_many_messages_in_one_session);
	tcase_add_test(many, send_is_not_held_up_by_nagle);
	tcase_add_test(many, send_ends_politely_when_told);
	tcase_add_test(many, send_goes_on_after_a_refused_recipient_or_sender);
	tcase_add_test(many, send_goes_on_after_a_refused_message);
	tcase_add_test(many, send_ends_the_session_after_a_refused_data);
	tcase_add_test(many, send_asks_for_no_more_after_421);
	tcase_add_test(many,
	               send_leaves_later_messages_untried_when_the_line_drops);
	tcase_add_test(many, send_never_mixes_two_messages);
	tcase_add_test(many, send_chunks_nothing_to_a_refused_recipient);
	tcase_add_test(
		many,
		send_survives_a_refused_recipient_in_the_middle_of_chunks);
	tcase_add_test(
		many,
		send_drops_the_line_after_a_reply_that_libesmtp_would_cut);
}

static void add_secrets(Suite *s)
{
	TCase *tls = add_case(s, "tls");
	TCase *login = add_case(s, "login");
	TCase *bad = add_case(s, "options");

	tcase_add_loop_test(tls, tls_carries_mail_to_the_right_host, 0, 2);
	tcase_add_loop_test(tls, tls_begins_with_the_hosts_name, 0, 2);
	tcase_add_test(tls, tls_works_in_many_sessions_of_a_process);
	tcase_add_loop_test(tls, tls_is_refused_with_another_name, 0, 6);
	tcase_add_test(tls, tls_is_refused_with_an_unknown_authority);
	tcase_add_loop_test(tls, tls_is_never_done_without, 0, 8);
	tcase_add_loop_test(tls, tls_ends_when_replies_are_injected, 0, 4);
	tcase_add_test(login, login_works_inside_tls_only);
	tcase_add_test(login, login_that_is_refused_ends_the_session);
	tcase_add_test(login, login_that_is_put_off_is_tried_later);
	tcase_add_test(
		login,
		login_that_the_server_does_not_offer_is_not_done_without);
	tcase_add_test(add_case(s, "sink"),
	               sink_takes_sessions_of_large_messages);
	tcase_add_loop_test(bad, options_that_cannot_work_are_fatal, 0, 6);
}

Suite *suite(void)
{
	Suite *s = suite_create("smtp");
	TCase *real = tcase_create("postfix");

	add_sessions(s);
	add_secrets(s);
	tcase_add_checked_fixture(real, prepare, stop_postfix);
	tcase_set_timeout(real, 60);
	tcase_add_test(real, postfix_hands_the_token_address_on);
	tcase_add_test(real, postfix_takes_a_session_full_of_messages);
	tcase_add_test(real, postfix_refuses_what_is_too_large_at_mail);
	suite_add_tcase(s, real);
	return s;
}
