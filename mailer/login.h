/*
 * login.h - user and password for libesmtp
 *
 * Its SASL plug-ins ask back for them while the session runs (PLAIN, LOGIN).
 * They copy both into one array of 513 bytes without looking, hence the limit.
 */
#ifndef MAILER_LOGIN_H
#define MAILER_LOGIN_H

#include "base/err.h"
#include "base/str.h"

#define LOGIN_LEN_MAX 255 /* bytes of either */

struct login {
	void *context; /* libesmtp's auth_context_t; NULL: no login */
	char user[LOGIN_LEN_MAX + 1], password[LOGIN_LEN_MAX + 1];
};

/*
 * Keep `user` and `password` for one session; `login` must not move until
 * login_close().
 *
 *	ERR_FATAL	either is empty, too long or holds a NUL
 */
enum err login_open(struct login *login, struct str user, struct str password,
                    struct why *why) MUST_CHECK;

/* Forget both; fine for one that is all zero. */
void login_close(struct login *login);

#endif
