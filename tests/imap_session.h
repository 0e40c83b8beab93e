/*
 * imap_session.h - the session under test against peer/imap and its script
 */
#ifndef TESTS_IMAP_SESSION_H
#define TESTS_IMAP_SESSION_H

#include "mailer/imap.h"
#include "tests/child.h"
#include "tests/suite.h"

#define SLOW_MS 15000 /* far more than the time-out of 1 s, not for ever */

extern struct imap_options options;
extern struct imap *imap;
extern struct why why;
extern char log_text[8192]; /* what the peer was sent */

/* Options as for a plain server on this machine, with a time-out of 1 s. */
void imap_session_setup(void);

/* Start the peer with `script`; the options have its port. */
void peer_session_play(const char *script);

/* The same, and open `imap`. */
void peer_session_open(const char *script);

/* The peer has played its whole script; fills `log_text`. */
void ck_assert_played(void);

/* `why` holds `words`. */
void ck_assert_said(const char *words);

#endif
