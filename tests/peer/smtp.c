/*
 * smtp.c - an SMTP (or LMTP) server that plays a script
 *
 *	smtp LOG [NAME CERTIFICATE] < SCRIPT
 *
 * Listens on a free port of 127.0.0.1, prints the port, plays the script on
 * each connection, one after the other, and appends all it reads (in clear) to
 * LOG.  With NAME ("DNS:localhost", "IP:127.0.0.1") it has a key and writes a
 * certificate for NAME, signed by itself, to CERTIFICATE.  A line of the script
 * is one of
 *
 *	send TEXT	write TEXT and CRLF; \r \n \0 are what they are in C
 *	raw TEXT	the same without CRLF
 *	drip MS TEXT	like send, byte by byte, with a pause before each
 *	expect WORD	read a line, which starts with WORD, else close
 *	body		read up to CRLF . CRLF
 *	chunk		read a line "BDAT n" and n bytes
 *	tls		become TLS
 *	named NAME	close unless the client asked for NAME when TLS began
 *			(RFC 6066); nothing: unless it named none
 *	wait MS		do nothing
 *	sip BYTES	read so many bytes
 *	drain		read to the end of the connection
 *	again N		go on with line N (from 1)
 *	reset		close by RST
 *
 * The script's end closes the connection.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#define SCRIPT_MAX 65536 /* bytes */
#define LINES_MAX  512

struct peer {
	char script[SCRIPT_MAX];
	char *lines[LINES_MAX];
	size_t n_lines;
	SSL_CTX *context; /* NULL: no TLS */
	int log;
	int fd;
	SSL *ssl;
	char bytes[8192]; /* read, from `at` to `n` not yet looked at */
	size_t at, n;
};

static void die(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

static void make_certificate(struct peer *peer, const char *name,
                             const char *path)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *x = X509_new();
	X509_NAME *subject = X509_get_subject_name(x);
	X509_EXTENSION *extension;
	FILE *file = fopen(path, "w");

	extension = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, name);
	X509_set_version(x, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
	X509_gmtime_adj(X509_getm_notBefore(x), -3600);
	X509_gmtime_adj(X509_getm_notAfter(x), 3600);
	X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_ASC,
	                           (const unsigned char *)"peer", -1, -1, 0);
	X509_set_issuer_name(x, subject);
	X509_set_pubkey(x, key);
	X509_add_ext(x, extension, -1);
	X509_EXTENSION_free(extension);
	if (!X509_sign(x, key, EVP_sha256()) || !file ||
	    !PEM_write_X509(file, x) || fclose(file) != 0)
		die(path);
	peer->context = SSL_CTX_new(TLS_server_method());
	SSL_CTX_use_certificate(peer->context, x);
	SSL_CTX_use_PrivateKey(peer->context, key);
	X509_free(x);
	EVP_PKEY_free(key);
}

static void read_script(struct peer *peer)
{
	size_t n = fread(peer->script, 1, sizeof(peer->script) - 1, stdin);
	char *line = peer->script;

	peer->script[n] = '\0';
	while (*line != '\0' && peer->n_lines < LINES_MAX) {
		char *end = strchr(line, '\n');

		peer->lines[peer->n_lines++] = line;
		if (!end)
			break;
		*end = '\0';
		line = end + 1;
	}
}

static int listen_anywhere(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) != 0 ||
	    listen(fd, 8) != 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &len) != 0)
		die("listen");
	printf("%d\n", ntohs(address.sin_port));
	fflush(stdout);
	return fd;
}

/* Read more and log it; false: the connection has ended. */
static bool fill(struct peer *peer)
{
	ssize_t len;

	do {
		len = peer->ssl ? SSL_read(peer->ssl, peer->bytes,
		                           sizeof(peer->bytes))
		                : read(peer->fd, peer->bytes,
		                       sizeof(peer->bytes));
	} while (len < 0 && errno == EINTR);
	if (len <= 0)
		return false;
	peer->at = 0;
	peer->n = (size_t)len;
	return write(peer->log, peer->bytes, peer->n) == len;
}

static bool take_line(struct peer *peer, char *line, size_t size)
{
	size_t n = 0;

	while (n + 1 < size && (peer->at < peer->n || fill(peer))) {
		line[n++] = peer->bytes[peer->at++];
		if (line[n - 1] == '\n') {
			line[n] = '\0';
			return true;
		}
	}
	return false;
}

static bool take_bytes(struct peer *peer, long n)
{
	while (n > 0 && (peer->at < peer->n || fill(peer))) {
		peer->at++;
		n--;
	}
	return n <= 0;
}

static bool take_body(struct peer *peer)
{
	char line[4096];

	while (take_line(peer, line, sizeof(line)))
		if (strcmp(line, ".\r\n") == 0)
			return true;
	return false;
}

static bool take_chunk(struct peer *peer)
{
	char line[256];

	if (!take_line(peer, line, sizeof(line)) ||
	    strncasecmp(line, "BDAT ", 5) != 0)
		return false;
	return take_bytes(peer, strtol(line + 5, NULL, 10));
}

static bool take_all(struct peer *peer)
{
	while (fill(peer))
		;
	return false;
}

static bool expect(struct peer *peer, const char *word)
{
	char line[4096];

	return take_line(peer, line, sizeof(line)) &&
	       strncasecmp(line, word, strlen(word)) == 0;
}

static size_t unescape(const char *text, char *to, size_t size)
{
	size_t n = 0;

	for (; *text != '\0' && n + 3 < size; text++) {
		char c = *text;

		if (c == '\\' && text[1] != '\0') {
			text++;
			c = *text == 'r'   ? '\r'
			    : *text == 'n' ? '\n'
			    : *text == '0' ? '\0'
			                   : *text;
		}
		to[n++] = c;
	}
	return n;
}

static bool put(struct peer *peer, const char *text, const char *end,
                int pause_ms)
{
	char bytes[8192];
	size_t n = unescape(text, bytes, sizeof(bytes)), step, at = 0;

	for (; *end != '\0'; end++)
		bytes[n++] = *end;
	step = pause_ms > 0 ? 1 : n;
	for (; at < n; at += step) {
		ssize_t len;

		if (pause_ms > 0)
			poll(NULL, 0, pause_ms);
		len = peer->ssl ? SSL_write(peer->ssl, bytes + at, (int)step)
		                : write(peer->fd, bytes + at, step);
		if (len != (ssize_t)step)
			return false;
	}
	return true;
}

static bool drip(struct peer *peer, const char *argument)
{
	char *text;
	long pause_ms = strtol(argument, &text, 10);

	return put(peer, *text == ' ' ? text + 1 : text, "\r\n", (int)pause_ms);
}

static bool start_tls(struct peer *peer)
{
	peer->ssl = SSL_new(peer->context);
	return SSL_set_fd(peer->ssl, peer->fd) && SSL_accept(peer->ssl) == 1;
}

static bool is_named(const struct peer *peer, const char *wanted)
{
	const char *name =
		SSL_get_servername(peer->ssl, TLSEXT_NAMETYPE_host_name);

	return strcmp(name ? name : "", wanted) == 0;
}

static bool reset(struct peer *peer)
{
	const struct linger none = {.l_onoff = 1};

	setsockopt(peer->fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
	return false;
}

static bool wait_ms(const char *argument)
{
	poll(NULL, 0, (int)strtol(argument, NULL, 10));
	return true;
}

/* Play one line; false: close. */
static bool play(struct peer *peer, const char *line, size_t *at)
{
	const char *blank = strchr(line, ' ');
	const char *argument = blank ? blank + 1 : "";
	size_t n = blank ? (size_t)(blank - line) : strlen(line);

#define IS(word) (n == strlen(word) && strncmp(line, word, n) == 0)
	if (IS("send"))
		return put(peer, argument, "\r\n", 0);
	if (IS("raw"))
		return put(peer, argument, "", 0);
	if (IS("drip"))
		return drip(peer, argument);
	if (IS("expect"))
		return expect(peer, argument);
	if (IS("body"))
		return take_body(peer);
	if (IS("chunk"))
		return take_chunk(peer);
	if (IS("tls"))
		return start_tls(peer);
	if (IS("named"))
		return is_named(peer, argument);
	if (IS("wait"))
		return wait_ms(argument);
	if (IS("sip"))
		return take_bytes(peer, strtol(argument, NULL, 10));
	if (IS("drain"))
		return take_all(peer);
	if (IS("reset"))
		return reset(peer);
	if (IS("again")) {
		*at = (size_t)strtol(argument, NULL, 10) - 1;
		return true;
	}
#undef IS
	fprintf(stderr, "peer: what is \"%s\"?\n", line);
	exit(EXIT_FAILURE);
}

static void serve(struct peer *peer, int fd)
{
	const int on = 1;
	size_t at = 0;

	peer->fd = fd;
	peer->ssl = NULL;
	peer->at = peer->n = 0;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	while (at < peer->n_lines) {
		size_t next = at + 1;

		if (!play(peer, peer->lines[at], &next))
			break;
		at = next;
	}
	SSL_free(peer->ssl);
	close(fd);
}

int main(int argc, char **argv)
{
	static struct peer peer;
	int listener;

	if (argc != 2 && argc != 4)
		return EXIT_FAILURE;
	signal(SIGPIPE, SIG_IGN);
	peer.log = open(argv[1], O_WRONLY | O_CREAT | O_APPEND, 0600);
	if (peer.log < 0)
		die(argv[1]);
	if (argc == 4)
		make_certificate(&peer, argv[2], argv[3]);
	read_script(&peer);
	listener = listen_anywhere();
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			die("accept");
		serve(&peer, fd);
	}
}
