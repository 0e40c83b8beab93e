#include "mailer/dial.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "mailer/deadline.h"

static bool is_loopback(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)address;

		return ntohl(in->sin_addr.s_addr) >> 24 == 127;
	}
	if (address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = (const void *)address;
		const uint8_t *bytes = in6->sin6_addr.s6_addr;

		return IN6_IS_ADDR_LOOPBACK(&in6->sin6_addr) ||
		       (IN6_IS_ADDR_V4MAPPED(&in6->sin6_addr) &&
		        bytes[12] == 127);
	}
	return false;
}

/* 0, or the cause in terms of errno. */
static int connect_fd(int fd, const struct addrinfo *address, int64_t until_ms)
{
	struct pollfd poll_fd = {fd, POLLOUT, 0};
	socklen_t len = sizeof(int);
	int one = 1, cause = 0;

	if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)))
		return errno;
	if (connect(fd, address->ai_addr, address->ai_addrlen) == 0)
		return 0;
	if (errno != EINPROGRESS && errno != EINTR)
		return errno;
	if (deadline_poll(&poll_fd, 1, until_ms) <= 0)
		return ETIMEDOUT;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &cause, &len))
		return errno;
	return cause;
}

/* Connect to the first that answers; *cause is the last one's. */
static int connect_any(const struct addrinfo *list, bool loopback_only,
                       int64_t wait_ms, int *cause)
{
	int64_t until_ms = deadline_clock() + wait_ms;
	int left = 0;

	for (const struct addrinfo *a = list; a; a = a->ai_next)
		left++;
	for (const struct addrinfo *a = list; a; a = a->ai_next, left--) {
		int64_t now = deadline_clock();
		int fd;

		if (loopback_only && !is_loopback(a->ai_addr))
			continue;
		fd = socket(a->ai_family,
		            SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		*cause = fd < 0 ? errno
		                : connect_fd(fd, a,
		                             now + (until_ms - now) / left);
		if (*cause == 0)
			return fd;
		if (fd >= 0)
			close(fd);
	}
	return -1;
}

enum err dial(const char *host, int64_t port, bool loopback_only,
              int64_t wait_ms, int *fd, struct why *why)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
	                         .ai_flags = AI_NUMERICSERV};
	struct addrinfo *list = NULL;
	char service[24];
	int got, cause = 0, error;

	snprintf(service, sizeof(service), "%lld", (long long)port);
	error = getaddrinfo(host, service, &hints, &list);
	if (error)
		return err_because(why, ERR_TEMP, "%s: %s", host,
		                   gai_strerror(error));
	got = connect_any(list, loopback_only, wait_ms, &cause);
	freeaddrinfo(list);
	if (got < 0 && cause == 0)
		return err_because(why, ERR_FATAL,
		                   "%s is not this machine: TLS is needed",
		                   host);
	if (got < 0)
		return err_because(why, ERR_TEMP, "%s port %s: %s", host,
		                   service, strerror(cause));
	*fd = got;
	return OK;
}
