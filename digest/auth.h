/*
 * auth.h - is a mail's author proven by the mail server that took it in?
 *
 * Only what our own border wrote is believed (RFC 8601, 5 and 7.1; STANDARDS
 * 5.7).  A mail that came in has, from the top,
 *
 *	Received: ... by imap.example.org	R1, the last hop of ours
 *	Authentication-Results: mx.example.org; ...
 *	Received: ... by mx.example.org		R2, the border: depth is 2
 *	Received: ... by out.example.net	R3, not ours: anybody's word
 *	Authentication-Results: mx.example.org; ...	forged
 *
 * Results above the border's Received were written behind it.  Those below are
 * anybody's, but where the border is known to drop forged ones
 * (`strips_forged`) the first one between it and the next Received counts.
 *
 * `depth` must be exact: with a Received too few or too many of ours nothing is
 * believed, so that a forged one cannot stretch the zone of trust.
 */
#ifndef DIGEST_AUTH_H
#define DIGEST_AUTH_H

#include "base/arena.h"
#include "mailer/mail.h"

struct auth_options {
	const char **authserv_ids; /* none: nothing is believed */
	int64_t n_authserv_ids;
	const char **received_by; /* "by" of our own hosts' Received */
	int64_t n_received_by;
	int64_t depth;         /* how many Received are ours, >= 1 */
	int64_t strips_forged; /* 1: it drops forged results with its id */
};

enum auth_verdict {
	AUTH_OFF,  /* no authserv_ids: nobody was asked */
	AUTH_NONE, /* nothing that is believed says anything */
	AUTH_FAIL, /* the domain of From says that it is not from there */
	AUTH_SPF,  /* the server that sent it may, which proves no author */
	AUTH_DKIM, /* signed by the domain of From */
	AUTH_DMARC,
};

struct auth {
	enum auth_verdict verdict;
	struct str evidence; /* in words, for the story */
};

/* "off", "unauth", "fail", "weak spf", "pass dkim", "pass dmarc" */
const char *auth_verdict_name(enum auth_verdict verdict);

/* Proven by a signature of the author's domain? */
bool auth_is_pass(enum auth_verdict verdict);

struct auth auth_judge(struct arena *arena, const struct mail *mail,
                       const struct auth_options *options);

#endif
