#include "mailer/login.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <auth-client.h>

#include "base/crypto.h"

static bool is_secret(struct str text)
{
	return text.len > 0 && text.len <= LOGIN_LEN_MAX &&
	       str_find_char(text, '\0') == STR_NONE;
}

static int answer(auth_client_request_t request, char **result, int n_fields,
                  void *arg)
{
	struct login *login = arg;

	for (int i = 0; i < n_fields; i++) {
		if (request[i].flags & AUTH_USER)
			result[i] = login->user;
		else if (request[i].flags & AUTH_PASS)
			result[i] = login->password;
		else
			result[i] = NULL;
	}
	return 1;
}

enum err login_open(struct login *login, struct str user, struct str password,
                    struct why *why)
{
	if (!is_secret(user) || !is_secret(password))
		return err_because(why, ERR_FATAL,
		                   "user and password: 1 to %d bytes each",
		                   LOGIN_LEN_MAX);
	memset(login, 0, sizeof(*login));
	memcpy(login->user, user.ptr, user.len);
	memcpy(login->password, password.ptr, password.len);
	auth_client_init();
	login->context = auth_create_context();
	if (!login->context)
		abort();
	auth_set_mechanism_flags(login->context, AUTH_PLUGIN_PLAIN, 0);
	auth_set_interact_cb(login->context, answer, login);
	return OK;
}

void login_close(struct login *login)
{
	if (login->context) {
		auth_destroy_context(login->context);
		auth_client_exit();
	}
	crypto_wipe(login, sizeof(*login));
}
