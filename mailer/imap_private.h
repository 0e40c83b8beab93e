/*
 * imap_private.h - a session, as the files imap*.c see it
 */
#ifndef MAILER_IMAP_PRIVATE_H
#define MAILER_IMAP_PRIVATE_H

#include <libetpan/libetpan.h>

#include "mailer/imap.h"
#include "mailer/imap_wire.h"
#include "mailer/transport.h"

struct imap {
	struct arena arena; /* of all this */
	const char *host;
	const char *processed;
	int64_t max_mail;
	int64_t timeout_ms;
	struct transport *transport;
	mailstream_low low; /* libetpan's view of `transport` */
	mailstream_low_driver driver;
	mailimap *session;
	struct imap_wire wire;
	uint32_t uidvalidity; /* when the folder was selected */
	bool has_idle, has_move, has_uidplus;
};

/* A command starts whose answer carries up to `bytes` of mail. */
void imap_begin(struct imap *imap, int64_t bytes);

/*
 * A command ended with libetpan's `result`.  OK, or ERR_TEMP with host, `what`
 * was tried and the cause in `why`.
 */
enum err imap_end(struct imap *imap, int result, const char *what,
                  struct why *why) MUST_CHECK;

#endif
