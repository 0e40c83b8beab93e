#define _DEFAULT_SOURCE /* syscall() */

#include "mailer/connect.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static _Thread_local struct connect_gate *gate;

void connect_gate_set(struct connect_gate *new_gate)
{
	gate = new_gate;
	if (!gate)
		return;
	gate->fd = -1;
	gate->is_refused = false;
}

static bool is_tcp(int fd, const struct sockaddr *address)
{
	int type = 0;
	socklen_t len = sizeof(type);

	return (address->sa_family == AF_INET ||
	        address->sa_family == AF_INET6) &&
	       getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) == 0 &&
	       type == SOCK_STREAM;
}

static bool is_loopback(const struct sockaddr *address)
{
	const void *any = address; /* its family says what it really is */
	const struct sockaddr_in *v4 = any;
	const struct sockaddr_in6 *v6 = any;

	if (address->sa_family == AF_INET)
		return ntohl(v4->sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
	return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Wait until `fd` is connected; 0, or -1 with errno. */
static int wait_connected(int fd, int timeout_ms)
{
	const int64_t end = now_ms() + timeout_ms;
	struct pollfd poller = {.fd = fd, .events = POLLOUT};
	int error = 0, n;
	socklen_t len = sizeof(error);

	do {
		int64_t left = end - now_ms();

		n = poll(&poller, 1, left > 0 ? (int)left : 0);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return -1;
	if (n == 0)
		error = ETIMEDOUT;
	else if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) != 0)
		return -1;
	errno = error;
	return error == 0 ? 0 : -1;
}

/* Options only make it faster or safer: a socket without one still works. */
static void set_options(int fd)
{
	const int on = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	fcntl(fd, F_SETFD, FD_CLOEXEC);
#ifdef TCP_USER_TIMEOUT
	if (gate->silence_ms > 0)
		setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &gate->silence_ms,
		           sizeof(gate->silence_ms));
#endif
}

static int connect_plainly(int fd, const struct sockaddr *address,
                           socklen_t len)
{
	return (int)syscall(SYS_connect, fd, address, len);
}

/* Instead of libc's: libesmtp calls it through its procedure linkage table. */
__attribute__((visibility("default"))) int connect(
	int fd, const struct sockaddr *address, socklen_t len)
{
	int flags, result, error;

	if (!gate || !is_tcp(fd, address))
		return connect_plainly(fd, address, len);
	if (gate->loopback_only && !is_loopback(address)) {
		gate->is_refused = true;
		errno = EACCES;
		return -1;
	}
	gate->fd = fd;
	set_options(fd);
	flags = fcntl(fd, F_GETFL);
	fcntl(fd, F_SETFL, flags | O_NONBLOCK);
	result = connect_plainly(fd, address, len);
	if (result != 0 && errno == EINPROGRESS)
		result = wait_connected(fd, gate->timeout_ms);
	error = errno;
	fcntl(fd, F_SETFL, flags);
	errno = error;
	return result;
}
