/*
 * imap.c - an IMAP server that plays a script, for tests of faults
 *
 *	peer/imap < SCRIPT
 *
 * It listens on a free port of 127.0.0.1, writes the port number on a line of
 * its standard output, takes one connection after the other as the script says
 * and writes each line that it was sent as "C: ...".  Exit 0: the whole script
 * was played.  The script is a step a line; # starts a comment line.
 *
 *	accept             take a (further) connection; done at the start, too
 *	expect WORDS       read a line; it holds WORDS (case ignored) or exit 1.
 *	                   Its first word is the tag from now on
 *	ok TEXT            send "<tag> OK TEXT" CRLF
 *	send TEXT          send TEXT and CRLF
 *	raw TEXT           send TEXT
 *	repeat N TEXT      send TEXT N times
 *	drip MS TEXT       send TEXT a byte at a time, MS milliseconds apart
 *	drip-on MS TEXT    the same again and again, until the client has gone
 *	pause MS           wait
 *	gone               wait until the client closes; else exit 1 in 10 s
 *	login WORDS        play all from the greeting to the selected folder of
 *	                   3 mails; WORDS are capabilities, such as IDLE MOVE
 *	validity TEXT      what `login` says of UIDVALIDITY from now on, at first
 *	                   "[UIDVALIDITY 77]"
 *	close              close the connection
 *
 * In TEXT, \r \n \0 \\ and \xNN mean what they do in C, and \t is the tag.
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/buf.h"

#define LINE_MAX_LEN 65536
#define PATIENCE_MS  10000

struct peer {
	int listener, fd;
	char tag[32];
	bool is_gone; /* the client closed */
	struct str validity;
};

static void wait_ms(int ms)
{
	poll(NULL, 0, ms);
}

static void give_up(const char *cause, const char *detail)
{
	fprintf(stderr, "peer: %s: %s\n", cause, detail);
	exit(EXIT_FAILURE);
}

static void accept_client(struct peer *peer)
{
	struct pollfd poll_fd = {peer->listener, POLLIN, 0};
	int one = 1;

	if (peer->fd >= 0)
		close(peer->fd);
	if (poll(&poll_fd, 1, PATIENCE_MS) != 1)
		give_up("accept", "nobody came");
	peer->fd = accept(peer->listener, NULL, NULL);
	setsockopt(peer->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	peer->is_gone = false;
}

static void send_bytes(struct peer *peer, struct str bytes)
{
	while (bytes.len > 0 && !peer->is_gone) {
		ssize_t n = send(peer->fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);

		if (n < 0)
			peer->is_gone = true;
		else
			bytes = str_from(bytes, (size_t)n);
	}
}

/* One byte of the client's; false when there is none within the patience. */
static bool read_byte(struct peer *peer, char *c)
{
	struct pollfd poll_fd = {peer->fd, POLLIN, 0};

	return poll(&poll_fd, 1, PATIENCE_MS) == 1 && read(peer->fd, c, 1) == 1;
}

/* Write the text that `text` stands for. */
static void unescape(const struct peer *peer, struct str text, struct buf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i], hex[3] = "";

		if (c != '\\' || ++i == text.len) {
			buf_addc(out, c);
			continue;
		}
		switch (text.ptr[i]) {
		case 'r':
			buf_addc(out, '\r');
			break;
		case 'n':
			buf_addc(out, '\n');
			break;
		case '0':
			buf_addc(out, '\0');
			break;
		case 't':
			buf_adds(out, peer->tag);
			break;
		case 'x':
			memcpy(hex, str_slice(text, i + 1, i + 3).ptr, 2);
			buf_addc(out, (char)strtol(hex, NULL, 16));
			i += 2;
			break;
		default:
			buf_addc(out, text.ptr[i]);
		}
	}
}

static void do_accept(struct peer *peer, struct str text)
{
	(void)text;
	accept_client(peer);
}

static void do_expect(struct peer *peer, struct str text)
{
	struct buf line = BUF_INIT(LINE_MAX_LEN);
	struct str got, rest, tag;
	char wanted[200], c = 0;

	while (c != '\n' && read_byte(peer, &c))
		if (c != '\r' && c != '\n')
			buf_addc(&line, c);
	got = buf_str(&line);
	printf("C: %.*s\n", (int)got.len, got.ptr ? got.ptr : "");
	snprintf(wanted, sizeof(wanted), "%.*s", (int)text.len, text.ptr);
	if (c != '\n' || str_find_nocase(got, wanted) == STR_NONE)
		give_up("expected", wanted);
	rest = got;
	if (str_next_word(&rest, &tag) && !str_is(tag, "DONE"))
		snprintf(peer->tag, sizeof(peer->tag), "%.*s", (int)tag.len,
		         tag.ptr);
	buf_free(&line);
}

static void do_raw(struct peer *peer, struct str text)
{
	struct buf out = BUF_INIT(LINE_MAX_LEN);

	unescape(peer, text, &out);
	send_bytes(peer, buf_str(&out));
	buf_free(&out);
}

static void do_send(struct peer *peer, struct str text)
{
	struct buf out = BUF_INIT(LINE_MAX_LEN);

	unescape(peer, text, &out);
	buf_adds(&out, "\r\n");
	send_bytes(peer, buf_str(&out));
	buf_free(&out);
}

static void do_ok(struct peer *peer, struct str text)
{
	struct buf out = BUF_INIT(LINE_MAX_LEN);

	buf_addf(&out, "%s OK ", peer->tag);
	buf_add(&out, text);
	buf_adds(&out, "\r\n");
	send_bytes(peer, buf_str(&out));
	buf_free(&out);
}

static int take_number(struct str *text)
{
	struct str word;
	int64_t number = 0;

	if (!str_next_field(text, ' ', &word) || !str_number(word, &number))
		give_up("script", "a number is missing");
	return (int)number;
}

static void do_repeat(struct peer *peer, struct str text)
{
	struct buf out = BUF_INIT(LINE_MAX_LEN);
	int n = take_number(&text);

	unescape(peer, text, &out);
	for (int i = 0; i < n && !peer->is_gone; i++)
		send_bytes(peer, buf_str(&out));
	buf_free(&out);
}

static void drip(struct peer *peer, struct str text, bool is_endless)
{
	struct buf out = BUF_INIT(LINE_MAX_LEN);
	int ms = take_number(&text);

	unescape(peer, text, &out);
	do
		for (size_t i = 0; i < out.len && !peer->is_gone; i++) {
			send_bytes(peer, (struct str){out.ptr + i, 1});
			wait_ms(ms);
		}
	while (is_endless && !peer->is_gone);
	buf_free(&out);
}

static void do_drip(struct peer *peer, struct str text)
{
	drip(peer, text, false);
}

static void do_drip_on(struct peer *peer, struct str text)
{
	drip(peer, text, true);
}

static void do_pause(struct peer *peer, struct str text)
{
	(void)peer;
	wait_ms(take_number(&text));
}

static void do_gone(struct peer *peer, struct str text)
{
	struct buf line = BUF_INIT(LINE_MAX_LEN);
	struct pollfd poll_fd = {peer->fd, POLLIN, 0};
	ssize_t n;
	char c;

	(void)text;
	do {
		if (poll(&poll_fd, 1, PATIENCE_MS) != 1)
			give_up("gone", "the client is still there");
		n = read(peer->fd, &c, 1);
		if (n == 1)
			buf_addc(&line, c);
	} while (n == 1);
	if (line.len > 0)
		printf("C: %s\n", line.ptr);
	buf_free(&line);
}

static void do_close(struct peer *peer, struct str text)
{
	(void)text;
	close(peer->fd);
	peer->fd = -1;
}

static void do_login(struct peer *peer, struct str text)
{
	static const struct {
		const char *wanted, *answer;
	} steps[] = {
		{"CAPABILITY", "* CAPABILITY IMAP4rev1\r\n"},
		{"LOGIN", ""},
		{"CAPABILITY", NULL},
		{"LIST", "* LIST () \"/\" Processed\r\n"},
		{"SELECT", "* 3 EXISTS\r\n* OK "},
	};

	send_bytes(peer, str_of("* OK ready\r\n"));
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		do_expect(peer, str_of(steps[i].wanted));
		if (steps[i].answer) {
			send_bytes(peer, str_of(steps[i].answer));
		} else {
			send_bytes(peer, str_of("* CAPABILITY IMAP4rev1 "));
			send_bytes(peer, text);
			send_bytes(peer, str_of("\r\n"));
		}
		if (i + 1 == ARRAY_LEN(steps)) {
			send_bytes(peer, peer->validity);
			send_bytes(peer, str_of(" x\r\n"));
		}
		do_ok(peer, str_of("done"));
	}
}

static void do_validity(struct peer *peer, struct str text)
{
	peer->validity = text;
}

static void play(struct peer *peer, struct str line)
{
	static const struct {
		const char *name;
		void (*play)(struct peer *peer, struct str text);
	} steps[] = {
		{"accept", do_accept},
		{"expect", do_expect},
		{"ok", do_ok},
		{"send", do_send},
		{"raw", do_raw},
		{"repeat", do_repeat},
		{"drip", do_drip},
		{"drip-on", do_drip_on},
		{"pause", do_pause},
		{"gone", do_gone},
		{"login", do_login},
		{"close", do_close},
		{"validity", do_validity},
	};
	struct str text = line, name;

	if (line.len == 0 || line.ptr[0] == '#')
		return;
	if (str_next_field(&text, ' ', &name))
		for (size_t i = 0; i < ARRAY_LEN(steps); i++)
			if (str_is(name, steps[i].name)) {
				steps[i].play(peer, text);
				fflush(stdout);
				return;
			}
	give_up("script", "no such step");
}

static int listen_somewhere(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) ||
	    listen(fd, 5) || getsockname(fd, (struct sockaddr *)&address, &len))
		give_up("listen", "no port");
	printf("%d\n", ntohs(address.sin_port));
	fflush(stdout);
	return fd;
}

int main(void)
{
	struct peer peer = {.fd = -1, .validity = STR("[UIDVALIDITY 77]")};
	struct buf script = BUF_INIT(LINE_MAX_LEN);
	struct str rest, line;
	char part[4096];
	ssize_t n;

	signal(SIGPIPE, SIG_IGN);
	while ((n = read(STDIN_FILENO, part, sizeof(part))) > 0)
		buf_add(&script, (struct str){part, (size_t)n});
	if (!buf_ok(&script))
		give_up("script", "too long");
	peer.listener = listen_somewhere();
	accept_client(&peer);
	rest = buf_str(&script);
	while (str_next_line(&rest, &line))
		play(&peer, line);
	buf_free(&script);
	return EXIT_SUCCESS;
}
