#include "tests/suite.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mailer/jail.h"

/* Each function runs in a child of its own, locked in; 0: all is well. */

static int does_what_it_may(int fd)
{
	char *bytes = malloc(1024 * 1024);
	char c;

	if (!bytes)
		return 1;
	memset(bytes, 1, 1024 * 1024);
	free(bytes);
	if (jail_start_job() != OK)
		return 2;
	if (read(fd, &c, 1) != 1 || c != '?')
		return 3;
	return write(fd, "!", 1) == 1 ? 0 : 4;
}

static int has_no_other_descriptor(int fd)
{
	char c;

	for (int i = STDERR_FILENO + 1; i < 100; i++)
		if (i != fd && read(i, &c, 1) >= 0)
			return 1;
	return read(STDIN_FILENO, &c, 1) == 0 ? 0 : 2; /* /dev/null */
}

static int opens_a_file(int fd)
{
	(void)fd;
	return open("/etc/passwd", O_RDONLY) >= 0;
}

static int opens_a_socket(int fd)
{
	(void)fd;
	return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static int forks(int fd)
{
	(void)fd;
	return fork() >= 0;
}

static int kills_its_parent(int fd)
{
	(void)fd;
	return kill(getppid(), 0) == 0;
}

static int eats_memory(int fd)
{
	(void)fd;
	for (size_t i = 0; i < 512; i++) {
		char *bytes = malloc(1024 * 1024);

		if (!bytes)
			abort();
		*(volatile char *)bytes = 1;
	}
	return 0;
}

static int lasts_for_ever(int fd)
{
	volatile unsigned n = 0;

	(void)fd;
	if (jail_start_job() != OK)
		return 1;
	for (;;)
		n++;
}

static const struct {
	int (*run)(int fd);
	int signal; /* that it dies of; 0: it ends well */
} lives[] = {
	{does_what_it_may, 0},  {has_no_other_descriptor, 0},
	{opens_a_file, SIGSYS}, {opens_a_socket, SIGSYS},
	{forks, SIGSYS},        {kills_its_parent, SIGSYS},
	{eats_memory, SIGABRT}, {lasts_for_ever, SIGXCPU},
};

/* Run `run` in the jail; returns what waitpid() tells. */
static int run_in_jail(int (*run)(int fd))
{
	int fds[2], status;
	pid_t child;

	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	ck_assert_int_eq(write(fds[0], "?", 1), 1);
	child = fork();
	if (child == 0)
		_exit(jail_enter(fds[1], NULL) == OK ? run(fds[1]) : 99);
	ck_assert_int_gt(child, 0);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	close(fds[0]);
	close(fds[1]);
	return status;
}

START_TEST(prisoner_lives_by_the_rules_or_dies)
{
	int status = run_in_jail(lives[_i].run);

#ifdef __SANITIZE_ADDRESS__
	if (lives[_i].signal == SIGSYS || lives[_i].signal == SIGABRT) {
		ck_assert(WIFEXITED(status)); /* these walls are left out */
		return;
	}
#endif
	if (lives[_i].signal) {
		ck_assert(WIFSIGNALED(status));
		ck_assert_int_eq(WTERMSIG(status), lives[_i].signal);
	} else {
		ck_assert(WIFEXITED(status));
		ck_assert_int_eq(WEXITSTATUS(status), 0);
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("jail");
	TCase *enter = tcase_create("jail_enter");

	tcase_set_tags(enter, "aborts"); /* valgrind is no prisoner */
	tcase_set_timeout(enter, 180);   /* 5 s of CPU, on a busy machine */
	tcase_add_loop_test(enter, prisoner_lives_by_the_rules_or_dies, 0,
	                    ARRAY_LEN(lives));
	suite_add_tcase(s, enter);
	return s;
}
