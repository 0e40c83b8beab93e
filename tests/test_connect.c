#include "tests/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "mailer/connect.h"

static struct sockaddr_in address_of(in_addr_t host)
{
	struct sockaddr_in address = {.sin_family = AF_INET};

	address.sin_addr.s_addr = htonl(host);
	return address;
}

/* Listen on a free port of 127.0.0.1; `address` is where. */
static int listener(struct sockaddr_in *address, int backlog)
{
	socklen_t len = sizeof(*address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	*address = address_of(INADDR_LOOPBACK);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)address, len), 0);
	ck_assert_int_eq(listen(fd, backlog), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)address, &len), 0);
	return fd;
}

static int try(int fd, const struct sockaddr_in *address)
{
	return connect(fd, (const struct sockaddr *)address, sizeof(*address));
}

static int no_delay(int fd)
{
	int on = -1;
	socklen_t len = sizeof(on);

	ck_assert_int_eq(getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, &len),
	                 0);
	return on;
}

START_TEST(connect_is_libcs_without_a_gate)
{
	struct sockaddr_in address;
	int server = listener(&address, 1);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	ck_assert_int_eq(try(fd, &address), 0);
	ck_assert_int_eq(no_delay(fd), 0);
	ck_assert_int_eq(fcntl(fd, F_GETFD), 0);
	close(fd);
	close(server);
}
END_TEST

START_TEST(connect_through_a_gate_sets_the_options)
{
	struct connect_gate gate = {.timeout_ms = 1000, .silence_ms = 5000};
	struct sockaddr_in address;
	int server = listener(&address, 1);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	connect_gate_set(&gate);
	ck_assert_int_eq(gate.fd, -1);
	ck_assert_int_eq(try(fd, &address), 0);
	connect_gate_set(NULL);
	ck_assert_int_eq(gate.fd, fd);
	ck_assert_int_ne(no_delay(fd), 0);
	ck_assert_int_eq(fcntl(fd, F_GETFD), FD_CLOEXEC);
	ck_assert_int_eq(fcntl(fd, F_GETFL) & O_NONBLOCK, 0);
	close(fd);
	close(server);
}
END_TEST

START_TEST(connect_reports_a_refusal_as_libc_does)
{
	struct connect_gate gate = {.timeout_ms = 1000};
	struct sockaddr_in address;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	close(listener(&address, 1)); /* nobody listens there now */
	connect_gate_set(&gate);
	ck_assert_int_eq(try(fd, &address), -1);
	ck_assert_int_eq(errno, ECONNREFUSED);
	ck_assert_int_eq(try(-1, &address), -1);
	ck_assert_int_eq(errno, EBADF);
	connect_gate_set(NULL);
	close(fd);
}
END_TEST

START_TEST(connect_gives_up_when_the_gate_says)
{
	struct connect_gate gate = {.timeout_ms = 200};
	struct timespec begin, end;
	struct sockaddr_in address;
	int server = listener(&address, 0);
	int fds[4], failed = 0;

	/* A queue of one that nobody empties: later ones are not answered. */
	connect_gate_set(&gate);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	for (int i = 0; i < 4; i++) {
		fds[i] = socket(AF_INET, SOCK_STREAM, 0);
		if (try(fds[i], &address) != 0) {
			ck_assert_int_eq(errno, ETIMEDOUT);
			failed++;
		}
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	connect_gate_set(NULL);
	ck_assert_int_ge(failed, 1);
	ck_assert_int_le(end.tv_sec - begin.tv_sec, 2);
	for (int i = 0; i < 4; i++)
		close(fds[i]);
	close(server);
}
END_TEST

START_TEST(connect_keeps_to_loopback_when_told)
{
	struct connect_gate gate = {.timeout_ms = 1000, .loopback_only = true};
	struct sockaddr_in there = address_of(0xc0000201); /* 192.0.2.1 */
	struct sockaddr_in here;
	int server = listener(&here, 1);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	there.sin_port = htons(25);
	connect_gate_set(&gate);
	ck_assert_int_eq(try(fd, &there), -1);
	ck_assert_int_eq(errno, EACCES);
	ck_assert(gate.is_refused);
	ck_assert_int_eq(gate.fd, -1);
	ck_assert_int_eq(try(fd, &here), 0);
	ck_assert_int_eq(gate.fd, fd);
	connect_gate_set(NULL);
	close(fd);
	close(server);
}
END_TEST

START_TEST(connect_keeps_to_loopback_with_ipv6)
{
	struct connect_gate gate = {.timeout_ms = 1000, .loopback_only = true};
	struct sockaddr_in6 there = {.sin6_family = AF_INET6};
	int fd = socket(AF_INET6, SOCK_STREAM, 0);

	if (fd < 0)
		return;                    /* a machine without IPv6 */
	there.sin6_addr.s6_addr[0] = 0x20; /* 2000:: */
	there.sin6_port = htons(25);
	connect_gate_set(&gate);
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&there, sizeof(there)),
	                 -1);
	ck_assert_int_eq(errno, EACCES);
	there.sin6_addr = in6addr_loopback;
	there.sin6_port = htons(1);
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&there, sizeof(there)),
	                 -1);
	ck_assert_int_ne(errno, EACCES);
	connect_gate_set(NULL);
	close(fd);
}
END_TEST

START_TEST(connect_lets_other_sockets_pass)
{
	struct connect_gate gate = {.timeout_ms = 1000, .loopback_only = true};
	struct sockaddr_un nowhere = {.sun_family = AF_UNIX,
	                              .sun_path = "/nonexistent/socket"};
	struct sockaddr_in address = address_of(INADDR_LOOPBACK);
	int local = socket(AF_UNIX, SOCK_STREAM, 0);
	int datagram = socket(AF_INET, SOCK_DGRAM, 0);

	address.sin_port = htons(9);
	connect_gate_set(&gate);
	ck_assert_int_eq(
		connect(local, (struct sockaddr *)&nowhere, sizeof(nowhere)),
		-1);
	ck_assert_int_eq(errno, ENOENT);
	ck_assert_int_eq(try(datagram, &address), 0);
	ck_assert_int_eq(gate.fd, -1);
	connect_gate_set(NULL);
	close(local);
	close(datagram);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("connect");
	TCase *gate = tcase_create("connect_gate_set");

	tcase_add_test(gate, connect_is_libcs_without_a_gate);
	tcase_add_test(gate, connect_through_a_gate_sets_the_options);
	tcase_add_test(gate, connect_reports_a_refusal_as_libc_does);
	tcase_add_test(gate, connect_gives_up_when_the_gate_says);
	tcase_add_test(gate, connect_keeps_to_loopback_when_told);
	tcase_add_test(gate, connect_keeps_to_loopback_with_ipv6);
	tcase_add_test(gate, connect_lets_other_sockets_pass);
	suite_add_tcase(s, gate);
	return s;
}
