/* OpenSSL first: it makes libesmtp.h declare smtp_starttls_set_ctx().  What
 * libesmtp calls smtp_message_t points to something of its own, though its tag
 * is that of our struct smtp_message. */
#include <openssl/ssl.h>

#include <auth-client.h>
#include <libesmtp.h>

#include "mailer/smtp.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "mailer/connect.h"
#include "mailer/login.h"
#include "mailer/sendable.h"
#include "mailer/trust.h"
#include "mailer/verdict.h"
#include "mailer/watch.h"

#define DAY_S    86400
#define HOST_MAX 253 /* bytes of a domain name, RFC 1035, 3.1 */

/* One message of a session.  libesmtp forgets none before the session's end
 * and may ask for a message's bytes after its result was given. */
struct job {
	struct session *session;
	struct smtp_message message;
	smtp_recipient_t recipient;
	struct verdict_facts facts;
	const smtp_status_t *status; /* the reply that decided, or NULL */
	bool is_begun;               /* libesmtp has asked for the bytes */
	bool is_given;               /* it has got them */
	bool is_done; /* its result has been given: the bytes are gone */
};

struct session {
	const struct smtp_options *options;
	smtp_next *next;
	smtp_done *done;
	void *context;
	smtp_session_t smtp;
	struct trust trust;
	struct connect_gate gate;
	struct watch watch;
	struct login login;
	const char *fault; /* why it cannot work, or NULL */
	bool is_closed;    /* by the server's 421 */
	bool is_cut;       /* by us: nothing said from now on counts */
	bool is_ending;    /* ask for no more messages */
	struct job jobs[SMTP_SESSION_MAX];
	size_t n_jobs;
};

static void give(struct job *job, const struct smtp_result *result)
{
	struct session *s = job->session;

	job->is_done = true;
	if (!s->done(s->context, &job->message, result))
		s->is_ending = true;
}

/* Judge `job` by its replies; `text` is for one without any. */
static void settle(struct job *job, const char *text)
{
	struct smtp_result result = {.verdict = verdict_of(&job->facts)};
	const smtp_status_t *status = job->status;

	if (status) {
		const int enhanced[3] = {status->enh_class, status->enh_subject,
		                         status->enh_detail};

		verdict_reply(&result, status->code, enhanced, status->text);
	} else {
		verdict_silence(&result, text);
	}
	give(job, &result);
}

/*
 * libesmtp asks for bytes: all in one go, then none.  errno must be 0, or it
 * drops the connection.
 */
static const char *read_message(void **unused, int *len, void *arg)
{
	struct job *job = arg;

	(void)unused;
	errno = 0;
	job->is_begun = true;
	if (!len)
		return NULL; /* a rewind, which comes once */
	/* After RCPT was refused it may still ask: then there is nothing. */
	if (job->is_done || job->is_given) {
		job->facts.is_ended = true;
		*len = 0;
		return NULL;
	}
	job->is_given = true;
	*len = (int)job->message.bytes.len;
	return job->message.bytes.ptr;
}

static void add_message(struct session *s, struct job *job)
{
	const struct smtp_message *m = &job->message;
	smtp_message_t message = smtp_add_message(s->smtp);
	char envid[24];

	if (!message || !smtp_set_reverse_path(message, m->from))
		abort();
	job->recipient = smtp_add_recipient(message, m->to);
	if (!job->recipient)
		abort();
	smtp_message_set_application_data_release(message, job, NULL);
	smtp_recipient_set_application_data_release(job->recipient, job, NULL);
	smtp_set_messagecb(message, read_message, job);
	smtp_size_set_estimate(message, m->bytes.len);
	/* Left out where the server has no DSN (RFC 3461). */
	snprintf(envid, sizeof(envid), "%lld", (long long)m->id);
	smtp_dsn_set_envid(message, envid);
	smtp_dsn_set_ret(message, Ret_HDRS);
	smtp_dsn_set_notify(job->recipient, Notify_FAILURE);
}

/* Ask for the next message and queue it, unless the session is to end.  There
 * is never more than one without a result, so that an end takes effect at
 * once: libesmtp cannot take a message back. */
static void add_next(struct session *s)
{
	while (!s->is_ending && s->n_jobs < SMTP_SESSION_MAX) {
		struct job *job = &s->jobs[s->n_jobs];
		struct smtp_result result;

		*job = (struct job){.session = s};
		if (!s->next(s->context, &job->message)) {
			s->is_ending = true;
		} else if (is_sendable(&job->message, &result)) {
			s->n_jobs++;
			add_message(s, job);
			return;
		} else {
			give(job, &result);
		}
	}
}

/* Make sure that nothing more is said: libesmtp has no call for it. */
static void cut(struct session *s)
{
	s->is_cut = s->is_ending = true;
	if (s->gate.fd >= 0)
		shutdown(s->gate.fd, SHUT_RDWR);
}

/* Whether `status` counts: what libesmtp still had in its buffer when we cut
 * the line does not.  421 closes the session, and so do we when libesmtp has
 * not read the reply to its end, since the rest would pass for the next. */
static bool counts(struct session *s, const smtp_status_t *status)
{
	if (s->is_cut)
		return false;
	if (status->code == 421)
		s->is_closed = s->is_ending = true;
	if (!str_ends(str_of(status->text), "\n"))
		cut(s);
	return status->text != NULL;
}

static void on_mail(struct session *s, smtp_message_t message)
{
	struct job *job = smtp_message_get_application_data(message);
	const smtp_status_t *status = smtp_reverse_path_status(message);

	if (!counts(s, status))
		return;
	job->facts.mail = status->code;
	if (status->code / 100 == 2)
		return;
	job->status = status;
	settle(job, "");
	add_next(s);
}

/*
 * A refused recipient is final here, and the next message has to be queued
 * before libesmtp reads the reply to DATA.  With CHUNKING it may be in the
 * middle of the bytes already; then both wait for on_transfer().
 */
static void on_rcpt(struct session *s, smtp_recipient_t recipient)
{
	struct job *job = smtp_recipient_get_application_data(recipient);
	const smtp_status_t *status = smtp_recipient_status(recipient);

	if (!counts(s, status))
		return;
	job->facts.rcpt = status->code;
	if (status->code / 100 == 2)
		return;
	job->status = status;
	if (!job->is_begun) {
		settle(job, "");
		add_next(s);
	}
}

/*
 * Where the bytes were not taken to their end, no message may follow: libesmtp
 * would put the rest of this one before the next.  After a refused DATA it has
 * looked for the next message already and found none.  With CHUNKING it comes
 * here without a whole reply, too: then there is no text.
 */
static void on_transfer(struct session *s, smtp_message_t message)
{
	struct job *job = smtp_message_get_application_data(message);
	const smtp_status_t *status = smtp_message_transfer_status(message);

	if (!counts(s, status) || job->is_done)
		return;
	if (!job->facts.is_ended)
		s->is_ending = true;
	if (!job->facts.is_ended && job->is_begun)
		cut(s);
	job->facts.transfer = status->code;
	job->facts.is_complete = smtp_recipient_check_complete(job->recipient);
	if (!job->status)
		job->status = status;
	settle(job, "");
	add_next(s);
}

/* libesmtp compares the certificate with a name that DNS gave; OpenSSL has
 * compared it with the configured one during the handshake. */
static void on_other_name(va_list args)
{
	int *ok = va_arg(args, int *);
	const SSL *ssl;

	(void)va_arg(args, char *);
	ssl = va_arg(args, SSL *);
	*ok = SSL_get_verify_result(ssl) == X509_V_OK;
}

static void on_connect(struct session *s)
{
	/* Were it libc's connect(), no guard of ours would work. */
	assert(s->gate.fd >= 0);
	if (s->is_cut)
		cut(s); /* it tries the host's next address */
	else
		watch_start(&s->watch, s->options->tls != SMTP_TLS_NONE,
		            s->options->user != NULL);
}

static void on_event(smtp_session_t smtp, int event, void *arg, ...)
{
	struct session *s = arg;
	va_list args;

	(void)smtp;
	va_start(args, arg);
	switch (event) {
	case SMTP_EV_CONNECT:
		on_connect(s);
		break;
	case SMTP_EV_STARTTLS_OK:
		watch_secure(&s->watch);
		break;
	case SMTP_EV_EXTNA_STARTTLS:
		s->fault = "server offers no STARTTLS";
		break;
	case SMTP_EV_UNUSABLE_CLIENT_CERTIFICATE:
		s->fault = "HOME is a folder that cannot be read";
		break;
	case SMTP_EV_WRONG_PEER_CERTIFICATE:
		on_other_name(args);
		break;
	case SMTP_EV_MAILSTATUS:
		(void)va_arg(args, char *);
		on_mail(s, va_arg(args, smtp_message_t));
		break;
	case SMTP_EV_RCPTSTATUS:
		(void)va_arg(args, char *);
		on_rcpt(s, va_arg(args, smtp_recipient_t));
		break;
	case SMTP_EV_MESSAGESENT:
		on_transfer(s, va_arg(args, smtp_message_t));
		break;
	default:
		break;
	}
	va_end(args);
}

/* It sees passwords: nothing of it may be kept or logged but replies. */
static void on_bytes(const char *bytes, int len, int is_writing, void *arg)
{
	struct session *s = arg;
	struct str piece = {bytes, (size_t)len};
	bool is_fine = is_writing ? watch_sent(&s->watch, piece)
	                          : watch_received(&s->watch, piece);

	if (!is_fine)
		cut(s);
}

static enum err check_options(const struct smtp_options *o, struct why *why)
{
	const char *host = o->host;

	if (*host == '\0' || strlen(host) > HOST_MAX || strchr(host, ':'))
		return err_because(why, ERR_FATAL,
		                   "smtp: \"%s\" is no host name", host);
	if (o->connect_timeout_s < 1 || o->timeout_s < 1)
		return err_because(why, ERR_FATAL,
		                   "smtp %s: time-outs are 1 s or more", host);
	if (o->user && o->tls == SMTP_TLS_NONE)
		return err_because(why, ERR_FATAL,
		                   "smtp %s: a password wants TLS", host);
	return OK;
}

static int milliseconds(int64_t seconds)
{
	return (int)(seconds > DAY_S ? DAY_S : seconds) * 1000;
}

/* The reply to the final dot gets twice as long as others (RFC 5321, 4.5.3.2:
 * 10 minutes where they have 5).  TRANSFER must never run out: libesmtp would
 * go on with a hole in the mail (STANDARDS E15); the gate sees to silence. */
static void set_times(struct session *s)
{
	const int64_t wait_s = s->options->timeout_s;

	for (int which = Timeout_GREETING; which <= Timeout_DATA2; which++) {
		int64_t time_s = which == Timeout_TRANSFER ? DAY_S
		                 : which == Timeout_DATA2  ? wait_s * 2
		                                           : wait_s;

		smtp_set_timeout(s->smtp,
		                 which | Timeout_OVERRIDE_RFC2822_MINIMUM,
		                 milliseconds(time_s));
	}
	s->gate.timeout_ms = milliseconds(s->options->connect_timeout_s);
	s->gate.silence_ms = milliseconds(wait_s);
	s->gate.loopback_only = s->options->tls == SMTP_TLS_NONE;
}

static void open_session(struct session *s)
{
	const struct smtp_options *o = s->options;
	char server[HOST_MAX + 24];

	s->smtp = smtp_create_session();
	snprintf(server, sizeof(server), "%s:%lld", o->host,
	         (long long)o->port);
	if (!s->smtp || !smtp_set_server(s->smtp, server) ||
	    !smtp_set_hostname(s->smtp, o->helo))
		abort();
	smtp_set_eventcb(s->smtp, on_event, s);
	smtp_set_monitorcb(s->smtp, on_bytes, s, 0);
	set_times(s);
	smtp_starttls_enable(s->smtp, Starttls_DISABLED);
	if (o->tls != SMTP_TLS_NONE &&
	    (!smtp_starttls_enable(s->smtp, Starttls_REQUIRED) ||
	     !smtp_starttls_set_ctx(s->smtp, s->trust.context)))
		abort();
	smtp_auth_set_context(s->smtp, s->login.context);
}

/* How the session went; `is_lost`: a message is left without its replies. */
static enum err outcome(const struct session *s, bool is_started, bool is_lost,
                        struct why *why)
{
	const char *host = s->options->host;
	const char *refusal = trust_refusal(&s->trust);
	char text[128];

	if (s->watch.fault != WATCH_FINE)
		return watch_outcome(&s->watch, host, why);
	if (refusal)
		return err_because(why, ERR_FATAL,
		                   "smtp %s: certificate refused: %s", host,
		                   refusal);
	if (s->fault)
		return err_because(why, ERR_FATAL, "smtp %s: %s", host,
		                   s->fault);
	if (!is_lost && !s->is_closed && !s->is_cut)
		return OK;
	if (is_started || s->watch.reply[0] != '\0')
		return err_because(why, ERR_TEMP,
		                   "smtp %s: session ended after \"%s\"", host,
		                   s->watch.reply);
	return err_because(why, ERR_TEMP, "smtp %s: %s", host,
	                   smtp_strerror(smtp_errno(), text, sizeof(text)));
}

static enum err run(struct session *s, struct why *why)
{
	enum err err = OK;

	open_session(s);
	add_next(s);
	if (s->n_jobs > 0) {
		struct job *last;
		struct why reason = {""};
		bool is_started;

		connect_gate_set(&s->gate);
		is_started = smtp_start_session(s->smtp);
		connect_gate_set(NULL);
		if (s->gate.is_refused && !is_started)
			s->fault = "not this machine, so it wants TLS";
		last = &s->jobs[s->n_jobs - 1];
		err = outcome(s, is_started, !last->is_done, &reason);
		if (!last->is_done)
			settle(last, reason.text);
		if (err != OK)
			err_because(why, err, "%s", reason.text);
	}
	smtp_auth_set_context(s->smtp, NULL);
	smtp_destroy_session(s->smtp);
	return err;
}

enum err smtp_send(const struct smtp_options *options, smtp_next *next,
                   smtp_done *done, void *context, struct why *why)
{
	struct session s = {options, next, done, .context = context};
	enum err err = check_options(options, why);

	if (err == OK && options->tls != SMTP_TLS_NONE)
		err = trust_open(&s.trust, options->host, options->ca_file,
		                 why);
	if (err == OK && options->user)
		err = login_open(&s.login, str_of(options->user),
		                 options->password, why);
	if (err == OK)
		err = run(&s, why);
	login_close(&s.login);
	trust_close(&s.trust);
	return err;
}
