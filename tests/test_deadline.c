#include "mailer/deadline.h"

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include "tests/suite.h"

static void ignore_signal(int number)
{
	(void)number;
}

START_TEST(poll_ends_at_the_moment_whatever_signals_come)
{
	struct itimerval often = {{0, 7000}, {0, 7000}},
			 never = {{0, 0}, {0, 0}};
	struct sigaction action = {.sa_handler = ignore_signal}, before;
	int64_t start_ms = deadline_clock();

	sigaction(SIGALRM, &action, &before);
	setitimer(ITIMER_REAL, &often, NULL);
	ck_assert_int_eq(deadline_poll(NULL, 0, start_ms + 200), 0);
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &before, NULL);
	ck_assert_int_ge(deadline_clock() - start_ms, 200);
	ck_assert_int_lt(deadline_clock() - start_ms, 2000);
}
END_TEST

START_TEST(poll_looks_once_when_the_moment_is_past)
{
	struct pollfd fd = {.events = POLLIN};
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	fd.fd = ends[0];
	ck_assert_int_eq(deadline_poll(&fd, 1, deadline_clock() - 5000), 0);
	ck_assert_int_eq(write(ends[1], "x", 1), 1);
	ck_assert_int_eq(deadline_poll(&fd, 1, deadline_clock() - 5000), 1);
	close(ends[0]);
	close(ends[1]);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("deadline");
	TCase *tc = tcase_create("deadline_poll");

	tcase_add_test(tc, poll_ends_at_the_moment_whatever_signals_come);
	tcase_add_test(tc, poll_looks_once_when_the_moment_is_past);
	suite_add_tcase(s, tc);
	return s;
}
