/*
 * relay.h - a relay of the configuration, as the SMTP client wants it
 */
#ifndef APP_RELAY_H
#define APP_RELAY_H

#include "conf/config.h"
#include "mailer/smtp.h"

/* The relay called `name`, or NULL. */
const struct config_relay *relay_find(const struct config *config,
                                      const char *name);

/*
 * What a session with `relay` needs; a password is read into `arena`.  Errors
 * are those of secret_read(), which reads it.
 */
enum err relay_options(const struct config *config,
                       const struct config_relay *relay, struct arena *arena,
                       struct smtp_options *options,
                       struct why *why) MUST_CHECK;

#endif
