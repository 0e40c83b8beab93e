#include "mailer/dial.h"

#include <fcntl.h>
#include <unistd.h>

#include "mailer/deadline.h"
#include "tests/child.h"
#include "tests/suite.h"

START_TEST(dial_connects_by_name_and_by_address)
{
	static const char *const hosts[] = {"127.0.0.1", "localhost"};
	struct buf rest = BUF_INIT(100);
	struct child peer;
	struct why why = {""};
	enum err err;
	int fd = -1;

	err = dial(hosts[_i], child_peer(&peer, "imap", "gone\n"), true, 1000,
	           &fd, &why);
	ck_assert_msg(err == OK, "%s", why.text);
	ck_assert(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	ck_assert(fcntl(fd, F_GETFL) & O_NONBLOCK);
	close(fd);
	ck_assert_int_eq(child_end(&peer, &rest), 0);
}
END_TEST

static const struct {
	const char *host;
	bool loopback_only;
	enum err err;
} failing[] = {
	{"127.0.0.1", false, ERR_TEMP}, /* nobody listens */
	{"no-such-host.invalid", false, ERR_TEMP},
	{"192.0.2.1", true, ERR_FATAL},
	{"2001:db8::1", true, ERR_FATAL},
	{"::ffff:192.0.2.1", true, ERR_FATAL},
	{"0.0.0.0", true, ERR_FATAL},
	{"127.255.255.254", true, ERR_TEMP},
	{"::ffff:127.0.0.1", true, ERR_TEMP},
};

START_TEST(dial_names_the_host_when_it_fails)
{
	struct why why = {""};
	int fd = -7;

	ck_assert_int_eq(dial(failing[_i].host, child_port(),
	                      failing[_i].loopback_only, 500, &fd, &why),
	                 failing[_i].err);
	ck_assert_uint_ne(str_find(str_of(why.text), failing[_i].host),
	                  STR_NONE);
	ck_assert_int_eq(fd, -7);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("dial");
	TCase *tc = tcase_create("dial");

	tcase_set_timeout(tc, 20);
	tcase_add_loop_test(tc, dial_connects_by_name_and_by_address, 0, 2);
	tcase_add_loop_test(tc, dial_names_the_host_when_it_fails, 0,
	                    ARRAY_LEN(failing));
	suite_add_tcase(s, tc);
	return s;
}
