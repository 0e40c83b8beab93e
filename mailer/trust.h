/*
 * trust.h - whom libesmtp's TLS may be with
 *
 * libesmtp's own SSL_CTX crashes with the second session, starts at TLS 1.0
 * and compares the certificate with a name that DNS gave.  This makes one that
 * lets OpenSSL check chain and name during the handshake: TLS 1.2 only (with
 * 1.3 libesmtp stalls on session tickets), the name from the configuration, no
 * common name, no partial wildcards, SNI sent (LIBRARIES 1.5, guard G2).
 */
#ifndef MAILER_TRUST_H
#define MAILER_TRUST_H

#include "base/err.h"

struct trust {
	const char *host; /* borrowed: a name, or an IPv4 address */
	void *context;    /* OpenSSL's SSL_CTX */
	int refusal;      /* X509_V_*: why a certificate was refused; or 0 */
};

/*
 * Prepare to speak TLS with `host`, whose certificate is signed by one in
 * `ca_file` (NULL: by one that the system trusts).  `trust` must not move
 * until trust_close().
 *
 *	ERR_FATAL	`ca_file` cannot be used; `why` says so
 */
enum err trust_open(struct trust *trust, const char *host, const char *ca_file,
                    struct why *why) MUST_CHECK;
void trust_close(struct trust *trust);

/* Why the certificate was refused, in English; NULL: it was not. */
const char *trust_refusal(const struct trust *trust);

#endif
