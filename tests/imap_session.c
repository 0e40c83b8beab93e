#include "tests/imap_session.h"

#include <stdio.h>

struct imap_options options;
struct imap *imap;
struct why why;
char log_text[8192];

static struct child peer;

/* libetpan loses memory when it reads nonsense; the rest is ours. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libetpan";
}

void imap_session_setup(void)
{
	options = (struct imap_options){.host = "127.0.0.1",
	                                .tls = IMAP_TLS_NONE,
	                                .user = "reader",
	                                .password = STR("s3cret word"),
	                                .folder = "INBOX",
	                                .processed = "Processed",
	                                .max_mail = 1000,
	                                .timeout_s = 1};
	imap = NULL;
	why.text[0] = '\0';
}

void peer_session_play(const char *script)
{
	options.port = child_peer(&peer, "imap", script);
}

void peer_session_open(const char *script)
{
	enum err err;

	peer_session_play(script);
	err = imap_open(&options, &imap, &why);
	ck_assert_msg(err == OK, "%s", why.text);
}

void ck_assert_played(void)
{
	struct buf rest = BUF_INIT(sizeof(log_text) - 1);
	int code = child_end(&peer, &rest);

	snprintf(log_text, sizeof(log_text), "%.*s", (int)rest.len,
	         rest.ptr ? rest.ptr : "");
	buf_free(&rest);
	ck_assert_msg(code == 0, "peer: exit %d after\n%s", code, log_text);
}

void ck_assert_said(const char *words)
{
	ck_assert_msg(str_find(str_of(why.text), words) != STR_NONE,
	              "\"%s\" lacks \"%s\"", why.text, words);
}
