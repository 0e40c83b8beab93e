#include "mailer/transport.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "mailer/deadline.h"
#include "mailer/dial.h"

#define CLOSE_MS 500 /* to say goodbye in TLS */
#define HOST_FLAGS                                                             \
	(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |                                \
	 X509_CHECK_FLAG_NEVER_CHECK_SUBJECT)

struct transport {
	struct arena arena; /* of all this */
	const char *host;
	int fd;
	SSL *ssl; /* NULL: in clear */
	SSL_CTX *context;
	BIO_METHOD *method;
	int64_t until_ms; /* of the command, at the clock */
	int64_t budget;   /* bytes that the command may still read */
	int64_t received; /* bytes that it has read */
	bool is_failed;
	char fault[160];
};

void transport_fail(struct transport *transport, const char *fault)
{
	if (transport->is_failed)
		return;
	transport->is_failed = true;
	snprintf(transport->fault, sizeof(transport->fault), "%s", fault);
}

const char *transport_fault(const struct transport *transport)
{
	return transport->is_failed ? transport->fault : NULL;
}

void transport_allow(struct transport *transport, int64_t bytes,
                     int64_t wait_ms)
{
	transport->until_ms = deadline_clock() + wait_ms;
	transport->budget = bytes;
	transport->received = 0;
}

void transport_excuse(struct transport *transport, int64_t ms)
{
	transport->until_ms += ms;
}

static enum err failed(struct transport *transport, const char *fault)
{
	transport_fail(transport, fault);
	return ERR_TEMP;
}

/* Wait for `events` on the socket until the command's deadline. */
static enum err wait_for(struct transport *transport, short events)
{
	struct pollfd poll_fd = {transport->fd, events, 0};
	int64_t earned_ms = transport->received * 1000 / TRANSPORT_RATE;
	int ready = deadline_poll(&poll_fd, 1, transport->until_ms + earned_ms);

	if (ready > 0)
		return OK;
	return failed(transport, ready == 0 ? "timed out" : strerror(errno));
}

/*
 * The plain socket, for both kinds
 */

static enum err raw_read(struct transport *transport, void *bytes, size_t max,
                         size_t *n)
{
	for (;;) {
		ssize_t got;

		if (transport->is_failed)
			return ERR_TEMP;
		got = recv(transport->fd, bytes, max, 0);
		if (got > 0) {
			*n = (size_t)got;
			return OK;
		}
		if (got == 0)
			return failed(transport,
			              "server closed the connection");
		if (errno == EAGAIN || errno == EWOULDBLOCK) {
			if (wait_for(transport, POLLIN))
				return ERR_TEMP;
		} else if (errno != EINTR) {
			return failed(transport, strerror(errno));
		}
	}
}

static enum err raw_write(struct transport *transport, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t put;

		if (transport->is_failed)
			return ERR_TEMP;
		put = send(transport->fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
		if (put >= 0)
			bytes = str_from(bytes, (size_t)put);
		else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			if (wait_for(transport, POLLOUT))
				return ERR_TEMP;
		} else if (errno != EINTR) {
			return failed(transport, strerror(errno));
		}
	}
	return OK;
}

/*
 * OpenSSL reads and writes through these, so that its calls end by the
 * deadline too and raise no SIGPIPE.
 */

static int bio_read(BIO *bio, char *bytes, int max)
{
	size_t n = 0;

	if (max <= 0 || raw_read(BIO_get_data(bio), bytes, (size_t)max, &n))
		return -1;
	return (int)n;
}

static int bio_write(BIO *bio, const char *bytes, int n)
{
	if (n < 0 ||
	    raw_write(BIO_get_data(bio), (struct str){bytes, (size_t)n}))
		return -1;
	return n;
}

static long bio_ctrl(BIO *bio, int command, long number, void *pointer)
{
	(void)bio;
	(void)number;
	(void)pointer;
	return command == BIO_CTRL_FLUSH;
}

static BIO *new_bio(struct transport *transport)
{
	BIO *bio;

	transport->method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "transport");
	assert(transport->method);
	BIO_meth_set_read(transport->method, bio_read);
	BIO_meth_set_write(transport->method, bio_write);
	BIO_meth_set_ctrl(transport->method, bio_ctrl);
	bio = BIO_new(transport->method);
	assert(bio);
	BIO_set_data(bio, transport);
	BIO_set_init(bio, 1);
	return bio;
}

/* The certificate has to be for `host`; ask for it by name, too. */
static void expect_host(SSL *ssl, const char *host)
{
	X509_VERIFY_PARAM *param = SSL_get0_param(ssl);
	int ok;

	X509_VERIFY_PARAM_set_hostflags(param, HOST_FLAGS);
	if (X509_VERIFY_PARAM_set1_ip_asc(param, host))
		return;
	ok = X509_VERIFY_PARAM_set1_host(param, host, 0) &&
	     SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME,
	              TLSEXT_NAMETYPE_host_name, (void *)(uintptr_t)host);
	assert(ok);
}

static enum err trust(struct transport *transport, const char *ca_file,
                      struct why *why)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	int ok;

	assert(context);
	transport->context = context;
	SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
	SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
	ok = ca_file ? SSL_CTX_load_verify_file(context, ca_file)
	             : SSL_CTX_set_default_verify_paths(context);
	ERR_clear_error();
	if (!ok)
		return err_because(why, ERR_FATAL,
		                   "%s: no certificates to be read there",
		                   ca_file ? ca_file : "system's authorities");
	return OK;
}

static enum err handshake_failed(struct transport *transport, struct why *why)
{
	long verdict = SSL_get_verify_result(transport->ssl);
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());

	ERR_clear_error();
	if (verdict != X509_V_OK) {
		transport_fail(transport, "certificate refused");
		return err_because(why, ERR_FATAL,
		                   "%s: certificate refused: %s",
		                   transport->host,
		                   X509_verify_cert_error_string(verdict));
	}
	if (transport->is_failed)
		return err_because(why, ERR_TEMP, "%s: TLS: %s",
		                   transport->host, transport->fault);
	transport_fail(transport, "no TLS");
	return err_because(why, ERR_FATAL, "%s: TLS: %s", transport->host,
	                   reason ? reason : "not spoken there");
}

enum err transport_start_tls(struct transport *transport, const char *ca_file,
                             struct why *why)
{
	BIO *bio;

	assert(!transport->ssl);
	if (trust(transport, ca_file, why)) {
		transport_fail(transport, "no certificates to trust");
		return ERR_FATAL;
	}
	transport->ssl = SSL_new(transport->context);
	assert(transport->ssl);
	bio = new_bio(transport);
	SSL_set_bio(transport->ssl, bio, bio);
	expect_host(transport->ssl, transport->host);
	ERR_clear_error();
	if (SSL_connect(transport->ssl) != 1)
		return handshake_failed(transport, why);
	return OK;
}

static enum err tls_failed(struct transport *transport, int result)
{
	const char *reason = ERR_reason_error_string(ERR_peek_last_error());
	int error = SSL_get_error(transport->ssl, result);

	ERR_clear_error();
	if (error == SSL_ERROR_ZERO_RETURN)
		return failed(transport, "server closed the connection");
	return failed(transport, reason ? reason : "TLS broke off");
}

static enum err tls_read(struct transport *transport, void *bytes, size_t max,
                         size_t *n)
{
	int result;

	ERR_clear_error();
	result = SSL_read_ex(transport->ssl, bytes, max, n);
	return result == 1 ? OK : tls_failed(transport, result);
}

static enum err tls_write(struct transport *transport, struct str bytes)
{
	size_t n;
	int result;

	if (bytes.len == 0)
		return OK;
	ERR_clear_error();
	result = SSL_write_ex(transport->ssl, bytes.ptr, bytes.len, &n);
	return result == 1 ? OK : tls_failed(transport, result);
}

enum err transport_read(struct transport *transport, void *bytes, size_t max,
                        size_t *n)
{
	enum err err;

	assert(max > 0);
	if (transport->is_failed)
		return ERR_TEMP;
	if (transport->budget <= 0)
		return failed(transport, "answer larger than allowed");
	if ((int64_t)max > transport->budget)
		max = (size_t)transport->budget;
	err = transport->ssl ? tls_read(transport, bytes, max, n)
	                     : raw_read(transport, bytes, max, n);
	if (err)
		return err;
	transport->budget -= (int64_t)*n;
	transport->received += (int64_t)*n;
	return OK;
}

enum err transport_write(struct transport *transport, struct str bytes)
{
	if (transport->is_failed)
		return ERR_TEMP;
	return transport->ssl ? tls_write(transport, bytes)
	                      : raw_write(transport, bytes);
}

enum transport_event transport_wait(const struct transport *transport,
                                    int64_t wait_ms, int stop_fd)
{
	struct pollfd fds[] = {{transport->fd, POLLIN, 0},
	                       {stop_fd, POLLIN, 0}};

	if (transport->is_failed ||
	    (transport->ssl && SSL_pending(transport->ssl) > 0))
		return TRANSPORT_READY;
	if (deadline_poll(fds, ARRAY_LEN(fds), deadline_clock() + wait_ms) == 0)
		return TRANSPORT_QUIET;
	return fds[1].revents ? TRANSPORT_STOPPED : TRANSPORT_READY;
}

enum err transport_open(const char *host, int64_t port, bool loopback_only,
                        int64_t wait_ms, struct transport **transport,
                        struct why *why)
{
	struct arena arena = {0};
	struct transport *t;
	enum err err;
	int fd;

	err = dial(host, port, loopback_only, wait_ms, &fd, why);
	if (err)
		return err;
	t = arena_new(&arena, struct transport);
	t->host = arena_copy(&arena, str_of(host));
	t->fd = fd;
	t->arena = arena;
	transport_allow(t, 0, 0);
	*transport = t;
	return OK;
}

void transport_close(struct transport **transport)
{
	struct transport *t = *transport;
	struct arena arena;

	if (!t)
		return;
	if (t->ssl && !t->is_failed) {
		transport_allow(t, 0, CLOSE_MS);
		SSL_shutdown(t->ssl);
		ERR_clear_error();
	}
	SSL_free(t->ssl);
	SSL_CTX_free(t->context);
	BIO_meth_free(t->method);
	close(t->fd);
	arena = t->arena;
	arena_free(&arena);
	*transport = NULL;
}
