#include "mailer/imap.h"

#include <assert.h>
#include <string.h>

#include "base/crypto.h"
#include "mailer/imap_private.h"

#define COMMAND_MAX (8 * 1024 * 1024) /* bytes besides the mails */
#define STREAM_BUF  65536
#define CLOSE_MS    2000

/*
 * libetpan's stream over our transport
 */

static ssize_t stream_read(mailstream_low *low, void *bytes, size_t max)
{
	struct imap *imap = low->data;
	const char *fault;
	size_t n;

	if (transport_read(imap->transport, bytes, max, &n))
		return -1;
	if (imap_wire_take(&imap->wire, bytes, n, &fault))
		return (ssize_t)n;
	transport_fail(imap->transport, fault);
	return -1;
}

static ssize_t stream_write(mailstream_low *low, const void *bytes, size_t n)
{
	struct imap *imap = low->data;

	if (transport_write(imap->transport, (struct str){bytes, n}))
		return -1;
	return (ssize_t)n;
}

/* imap_close() does it: here is nothing to close or to free. */
static int stream_close(mailstream_low *low)
{
	(void)low;
	return 0;
}

static void stream_free(mailstream_low *low)
{
	(void)low;
}

static mailstream *new_stream(struct imap *imap)
{
	mailstream *stream;

	imap->driver.mailstream_read = stream_read;
	imap->driver.mailstream_write = stream_write;
	imap->driver.mailstream_close = stream_close;
	imap->driver.mailstream_free = stream_free;
	imap->low.data = imap;
	imap->low.driver = &imap->driver;
	stream = mailstream_new(&imap->low, STREAM_BUF);
	assert(stream);
	return stream;
}

/*
 * Commands
 */

void imap_begin(struct imap *imap, int64_t bytes)
{
	imap->wire.line_max = IMAP_WIRE_LINE;
	if (!imap->wire.has_bye)
		imap->wire.words[0] = '\0';
	transport_allow(imap->transport, COMMAND_MAX + bytes, imap->timeout_ms);
}

static enum err because(const struct imap *imap, enum err err, const char *what,
                        const char *cause, struct why *why)
{
	return err_because(why, err, "imap %s: %s: %s", imap->host, what,
	                   cause);
}

enum err imap_end(struct imap *imap, int result, const char *what,
                  struct why *why)
{
	const char *fault = transport_fault(imap->transport);

	if (result == MAILIMAP_NO_ERROR && imap->uidvalidity != 0 &&
	    imap->wire.uidvalidity != imap->uidvalidity)
		return because(imap, ERR_TEMP, what, "UIDVALIDITY changed",
		               why);
	if (result == MAILIMAP_NO_ERROR)
		return OK;
	if (imap->wire.has_bye)
		return because(imap, ERR_TEMP, what, imap->wire.words, why);
	if (fault)
		return because(imap, ERR_TEMP, what, fault, why);
	if (result == MAILIMAP_ERROR_PARSE || !imap->wire.words[0])
		return err_because(why, ERR_TEMP,
		                   "imap %s: %s: malformed answer %s",
		                   imap->host, what, imap->wire.words);
	return because(imap, ERR_TEMP, what, imap->wire.words, why);
}

/*
 * Opening, step by step
 */

/* Control characters would end a command and start one of their own. */
static bool is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < ' ' || text.ptr[i] == 0x7f)
			return false;
	return text.len > 0;
}

static enum err check_options(const struct imap_options *options,
                              struct why *why)
{
	if (!is_plain(str_of(options->user)) ||
	    !is_plain(str_of(options->folder)) ||
	    !is_plain(str_of(options->processed)))
		return err_because(why, ERR_FATAL,
		                   "imap %s: user or folder is empty or has "
		                   "control characters",
		                   options->host);
	if (!is_plain(options->password))
		return err_because(why, ERR_FATAL,
		                   "imap %s: password is empty or has control "
		                   "characters",
		                   options->host);
	if (!strcmp(options->folder, options->processed))
		return err_because(why, ERR_FATAL,
		                   "imap %s: folder and processed are the same",
		                   options->host);
	return OK;
}

static void start(const struct imap_options *options, struct imap **result)
{
	struct arena arena = {0};
	struct imap *imap = arena_new(&arena, struct imap);

	assert(options->max_mail > 0 && options->max_mail < UINT32_MAX);
	assert(options->timeout_s > 0);
	imap->host = arena_printf(&arena, "%s port %lld", options->host,
	                          (long long)options->port);
	imap->processed = arena_copy(&arena, str_of(options->processed));
	imap->max_mail = options->max_mail;
	imap->timeout_ms = options->timeout_s * 1000;
	imap->wire.literal_max = (size_t)options->max_mail + 1;
	if (imap->wire.literal_max < IMAP_WIRE_LINE)
		imap->wire.literal_max = IMAP_WIRE_LINE;
	imap->arena = arena;
	imap->session = mailimap_new(0, NULL);
	assert(imap->session);
	*result = imap;
}

static enum err start_tls(struct imap *imap, const struct imap_options *options,
                          struct why *why)
{
	struct why cause;
	enum err err;

	imap_begin(imap, 0);
	err = transport_start_tls(imap->transport, options->ca_file, &cause);
	return err ? err_because(why, err, "imap %s", cause.text) : OK;
}

/* Connect and take the greeting; it may say that we are known already. */
static enum err greet(struct imap *imap, const struct imap_options *options,
                      bool *is_known, struct why *why)
{
	mailstream *stream;
	struct why cause;
	enum err err;
	int r;

	err = transport_open(options->host, options->port,
	                     options->tls == IMAP_TLS_NONE, imap->timeout_ms,
	                     &imap->transport, &cause);
	if (err)
		return err_because(why, err, "imap %s", cause.text);
	if (options->tls == IMAP_TLS_IMPLICIT) {
		err = start_tls(imap, options, why);
		if (err)
			return err;
	}
	imap_begin(imap, 0);
	stream = new_stream(imap);
	imap->session->imap_stream = stream;
	/* libetpan leaks the greeting of a server that says BYE. */
	r = MAILIMAP_ERROR_STREAM;
	if (mailstream_feed_read_buffer(stream) > 0 && !imap->wire.has_bye)
		r = mailimap_connect(imap->session, stream);
	*is_known = r == MAILIMAP_NO_ERROR_AUTHENTICATED;
	if (*is_known || r == MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
		return OK;
	return imap_end(imap, r, "connect", why);
}

/* Ask for the capabilities anew; what was known before is forgotten. */
static enum err ask_capabilities(struct imap *imap, struct why *why)
{
	mailimap *session = imap->session;
	int r;

	if (session->imap_connection_info)
		mailimap_connection_info_free(session->imap_connection_info);
	session->imap_connection_info = mailimap_connection_info_new();
	assert(session->imap_connection_info);
	imap_begin(imap, 0);
	/* mailimap_capability() crashes when the answer has none. */
	r = mailimap_custom_command(session, "CAPABILITY");
	return imap_end(imap, r, "capability", why);
}

static enum err switch_to_tls(struct imap *imap,
                              const struct imap_options *options, bool is_known,
                              struct why *why)
{
	enum err err;
	int r;

	/* Whoever is in the middle could have said so, to keep us in clear. */
	if (is_known)
		return because(imap, ERR_FATAL, "STARTTLS",
		               "server lets us in before TLS (PREAUTH)", why);
	err = ask_capabilities(imap, why);
	if (err)
		return err;
	if (!mailimap_has_extension(imap->session, "STARTTLS"))
		return because(imap, ERR_FATAL, "STARTTLS",
		               "not offered by the server", why);
	imap_begin(imap, 0);
	r = mailimap_starttls(imap->session);
	/* Bytes from before TLS would be read as if they came through it. */
	if (imap->session->imap_stream->read_buffer_len > 0)
		return because(imap, ERR_FATAL, "STARTTLS",
		               "bytes were injected before TLS", why);
	if (r != MAILIMAP_NO_ERROR)
		return imap_end(imap, r, "STARTTLS", why);
	return start_tls(imap, options, why);
}

/* The code of a refusal that is not about user and password (RFC 5530). */
static bool is_for_now(const char *words)
{
	static const char *const codes[] = {"[UNAVAILABLE]", "[INUSE]",
	                                    "[LIMIT]", "[SERVERBUG]"};

	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		if (str_find_nocase(str_of(words), codes[i]) != STR_NONE)
			return true;
	return false;
}

static enum err log_in(struct imap *imap, const struct imap_options *options,
                       struct why *why)
{
	struct arena arena = {0};
	char *words = imap->wire.words, *password;
	int r;

	if (mailimap_has_extension(imap->session, "LOGINDISABLED"))
		return because(imap, ERR_FATAL, "login",
		               "server does not allow it here (LOGINDISABLED)",
		               why);
	password = arena_copy(&arena, options->password);
	imap_begin(imap, 0);
	r = mailimap_login(imap->session, options->user, password);
	if (str_find(str_of(words), password) != STR_NONE)
		memcpy(words, "refused", sizeof("refused"));
	crypto_wipe(password, options->password.len);
	arena_free(&arena);
	if (r != MAILIMAP_ERROR_LOGIN)
		return imap_end(imap, r, "login", why);
	return because(imap, is_for_now(words) ? ERR_TEMP : ERR_DENIED, "login",
	               words, why);
}

static void note_capabilities(struct imap *imap)
{
	imap->has_idle = mailimap_has_extension(imap->session, "IDLE");
	imap->has_move = mailimap_has_extension(imap->session, "MOVE");
	imap->has_uidplus = mailimap_has_extension(imap->session, "UIDPLUS");
}

/* Make the processed folder unless it is there. */
static enum err make_folder(struct imap *imap, struct why *why)
{
	clist *found = NULL;
	bool is_there;
	int r;

	imap_begin(imap, 0);
	r = mailimap_list(imap->session, "", imap->processed, &found);
	if (r != MAILIMAP_NO_ERROR)
		return imap_end(imap, r, "list folders", why);
	is_there = clist_count(found) > 0;
	mailimap_list_result_free(found);
	if (is_there)
		return OK;
	imap_begin(imap, 0);
	r = mailimap_create(imap->session, imap->processed);
	if (r != MAILIMAP_NO_ERROR)
		return imap_end(imap, r, "create the processed folder", why);
	imap_begin(imap, 0);
	r = mailimap_subscribe(imap->session, imap->processed);
	if (r == MAILIMAP_ERROR_SUBSCRIBE)
		return OK; /* it is for mail programs only */
	return imap_end(imap, r, "subscribe", why);
}

static enum err select_folder(struct imap *imap, const char *folder,
                              struct why *why)
{
	enum err err;

	imap_begin(imap, 0);
	err = imap_end(imap, mailimap_select(imap->session, folder), "select",
	               why);
	if (err)
		return err;
	imap->uidvalidity = imap->wire.uidvalidity;
	imap->wire.has_news = false;
	return OK;
}

static enum err open_steps(struct imap *imap,
                           const struct imap_options *options, struct why *why)
{
	bool is_known;
	enum err err = greet(imap, options, &is_known, why);

	if (!err && options->tls == IMAP_TLS_STARTTLS)
		err = switch_to_tls(imap, options, is_known, why);
	if (!err)
		err = ask_capabilities(imap, why);
	if (!err && !is_known) {
		err = log_in(imap, options, why);
		if (!err)
			err = ask_capabilities(imap, why);
	}
	if (err)
		return err;
	note_capabilities(imap);
	err = make_folder(imap, why);
	return err ? err : select_folder(imap, options->folder, why);
}

enum err imap_open(const struct imap_options *options, struct imap **imap,
                   struct why *why)
{
	struct imap *fresh;
	enum err err = check_options(options, why);

	if (err)
		return err;
	start(options, &fresh);
	err = open_steps(fresh, options, why);
	if (err) {
		if (fresh->transport)
			transport_fail(fresh->transport, "gave up");
		imap_close(&fresh);
		return err;
	}
	*imap = fresh;
	return OK;
}

void imap_close(struct imap **imap)
{
	struct imap *old = *imap;
	mailimap *session;
	struct arena arena;

	if (!old)
		return;
	session = old->session;
	if (session->imap_stream && transport_fault(old->transport)) {
		mailstream_close(session->imap_stream);
		session->imap_stream = NULL;
	} else if (session->imap_stream) {
		transport_allow(old->transport, COMMAND_MAX, CLOSE_MS);
	}
	mailimap_free(session); /* with LOGOUT, if there is a stream */
	transport_close(&old->transport);
	arena = old->arena;
	arena_free(&arena);
	*imap = NULL;
}

uint32_t imap_uidvalidity(const struct imap *imap)
{
	return imap->uidvalidity;
}

bool imap_has_idle(const struct imap *imap)
{
	return imap->has_idle;
}
