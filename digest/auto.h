/*
 * auto.h - mail that a machine sent by itself (RFC 3834, RFC 5230)
 *
 * By its header fields, its subject (in the languages that mail programs write
 * absence notices in) and its sender's address.
 */
#ifndef DIGEST_AUTO_H
#define DIGEST_AUTO_H

#include "digest/story.h"
#include "mailer/mail.h"

/* Does `mail` have a mark that a machine makes: a field, a form, an address that
 * nobody writes from?  Says in `story` which. */
bool auto_marked(const struct mail *mail, struct story *story);

/* Did a machine send `mail`: is it marked, or does its subject say so?  Says in
 * `story` by what. */
bool auto_sent(const struct mail *mail, struct story *story);

/* An address that nobody writes from: mailer-daemon, no-reply, ... */
bool auto_address(struct str address);

#endif
