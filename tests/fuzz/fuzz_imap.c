/*
 * All that an IMAP server says in a session: through the transport, the guard
 * of mailer/imap_wire.h and libetpan.  It must end, and the sink must get only
 * what was asked for.
 */
#include <arpa/inet.h>
#include <assert.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "mailer/imap.h"

/* libetpan loses memory when it reads nonsense. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

struct server {
	int listener;
	struct str bytes;
};

static void *serve(void *context)
{
	const struct server *server = context;
	int fd = accept(server->listener, NULL, NULL);
	struct str rest = server->bytes;
	char dust[4096];

	assert(fd >= 0);
	while (rest.len > 0) {
		ssize_t n = send(fd, rest.ptr, rest.len, MSG_NOSIGNAL);

		if (n <= 0)
			break;
		rest = str_from(rest, (size_t)n);
	}
	shutdown(fd, SHUT_WR);
	while (read(fd, dust, sizeof(dust)) > 0)
		continue;
	close(fd);
	return NULL;
}

static enum err sink(void *context, const struct imap_mail *mail,
                     struct why *why)
{
	(void)why;
	assert(mail->uid >= 1 && mail->uid <= 3 && mail->raw.len <= 100);
	return *(const bool *)context ? OK : ERR_TEMP;
}

static void use(struct imap *imap, bool accepts)
{
	static const uint32_t uids[] = {1, 2, 3};
	struct arena arena = {0};
	uint32_t *found;
	size_t n;
	bool news;

	if (!imap_list(imap, &arena, &found, &n, NULL) &&
	    !imap_fetch(imap, uids, 3, sink, &accepts, NULL) &&
	    !imap_move(imap, uids, 3, NULL) &&
	    !imap_wait(imap, 0, -1, &news, NULL))
		n = 0;
	arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof(address);
	struct server server = {socket(AF_INET, SOCK_STREAM, 0),
	                        {(const char *)data, size}};
	struct imap_options options = {.host = "127.0.0.1",
	                               .tls = IMAP_TLS_NONE,
	                               .user = "user",
	                               .password = STR("password"),
	                               .folder = "INBOX",
	                               .processed = "Processed",
	                               .max_mail = 100,
	                               .timeout_s = 1};
	struct imap *imap = NULL;
	pthread_t thread;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert(!bind(server.listener, (struct sockaddr *)&address, len));
	assert(!listen(server.listener, 1));
	getsockname(server.listener, (struct sockaddr *)&address, &len);
	options.port = ntohs(address.sin_port);
	assert(!pthread_create(&thread, NULL, serve, &server));
	if (imap_open(&options, &imap, NULL) == OK)
		use(imap, size % 2 == 0);
	imap_close(&imap);
	pthread_join(thread, NULL);
	close(server.listener);
	return 0;
}
