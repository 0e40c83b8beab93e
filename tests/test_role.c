#include "tests/suite.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/role.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

/* Seconds after so many failures, before the fifth more or less. */
static const int64_t backoffs[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300};

START_TEST(the_back_off_doubles_up_to_five_minutes)
{
	int64_t s = backoffs[_i];

	for (int i = 0; i < 2000; i++) {
		int64_t ms = role_backoff_ms(_i + 1);

		ck_assert_int_ge(ms, s * 800);
		ck_assert_int_le(ms, s * 1200);
	}
}
END_TEST

START_TEST(the_back_off_is_by_chance)
{
	int64_t least = INT64_MAX, most = 0;

	for (int i = 0; i < 2000; i++) {
		int64_t ms = role_backoff_ms(10);

		least = ms < least ? ms : least;
		most = ms > most ? ms : most;
	}
	ck_assert_int_lt(least, 270000);
	ck_assert_int_gt(most, 330000);
}
END_TEST

START_TEST(without_a_failure_there_is_no_back_off)
{
	ck_assert_int_eq(role_backoff_ms(0), 0);
	ck_assert_int_eq(role_backoff_ms(-1), 0);
	ck_assert_int_le(role_backoff_ms(2147483647), 360000);
}
END_TEST

START_TEST(an_owner_is_host_process_and_start)
{
	struct str owner = role_owner(&arena), host, pid, start;
	int64_t number;
	char here[256];

	ck_assert_int_eq(gethostname(here, sizeof(here)), 0);
	ck_assert(str_eq(owner, role_owner(&arena)));
	ck_assert(str_next_field(&owner, '/', &host));
	ck_assert(str_is(host, here));
	ck_assert(str_next_field(&owner, '/', &pid));
	ck_assert(str_number(pid, &number));
	ck_assert_int_eq(number, getpid());
	ck_assert(str_next_field(&owner, '/', &start));
	ck_assert(str_number(start, &number));
	ck_assert_int_gt(number, 0);
	ck_assert_uint_eq(owner.len, 0);
}
END_TEST

START_TEST(who_lives_is_not_dead)
{
	ck_assert(!role_owner_is_dead(role_owner(&arena)));
}
END_TEST

/* The owner string of a child, which then waits to be ended. */
static pid_t child_owner(char *text, size_t size)
{
	int ends[2];
	ssize_t n;
	pid_t pid;

	ck_assert_int_eq(pipe(ends), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		struct str owner = role_owner(&arena);

		if (write(ends[1], owner.ptr, owner.len) < 0)
			_exit(1);
		close(ends[1]);
		for (;;)
			pause();
	}
	close(ends[1]);
	n = read(ends[0], text, size - 1);
	ck_assert_int_gt(n, 0);
	text[n] = '\0';
	close(ends[0]);
	return pid;
}

START_TEST(a_process_that_ended_is_dead)
{
	char owner[512];
	pid_t pid = child_owner(owner, sizeof(owner));

	ck_assert(!role_owner_is_dead(str_of(owner)));
	kill(pid, SIGKILL);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	ck_assert(role_owner_is_dead(str_of(owner)));
}
END_TEST

START_TEST(another_process_of_the_same_number_does_not_hide_it)
{
	struct str owner = role_owner(&arena);
	size_t at = str_find_last_char(owner, '/') + 1;
	char *other = arena_printf(&arena, "%.*s12345", (int)at, owner.ptr);

	ck_assert(role_owner_is_dead(str_of(other)));
}
END_TEST

START_TEST(of_others_hosts_and_other_texts_nothing_is_known)
{
	static const char *const owners[] = {
		"", "/", "//", "elsewhere.example/1/1", "x", "/1/1",
	};
	char here[256];
	static const char *const tails[] = {"",
	                                    "/",
	                                    "/x/1",
	                                    "/1",
	                                    "/1/",
	                                    "/1/x",
	                                    "/99999999999999999999/1"};

	ck_assert_int_eq(gethostname(here, sizeof(here)), 0);
	for (size_t i = 0; i < ARRAY_LEN(owners); i++)
		ck_assert(!role_owner_is_dead(str_of(owners[i])));
	for (size_t i = 0; i < ARRAY_LEN(tails); i++)
		ck_assert(!role_owner_is_dead(
			str_of(arena_printf(&arena, "%s%s", here, tails[i]))));
}
END_TEST

START_TEST(a_signal_stops_a_sleep_and_stays_known)
{
	int64_t before = role_clock_ms();

	role_signals(true);
	ck_assert(!role_stopped());
	ck_assert(!role_sleep(1));
	raise(SIGTERM);
	ck_assert(role_stopped());
	ck_assert(role_sleep(60000));
	ck_assert(role_sleep(60000));
	ck_assert_int_lt(role_clock_ms() - before, 30000);
}
END_TEST

START_TEST(a_reload_is_told_once_and_is_no_stop)
{
	role_signals(true);
	ck_assert(!role_reload());
	raise(SIGHUP);
	ck_assert(!role_stopped());
	ck_assert(!role_sleep(60000)); /* it wakes, and goes on */
	ck_assert(role_reload());
	ck_assert(!role_reload());
}
END_TEST

START_TEST(a_role_alone_does_not_mind_sighup_and_sigpipe)
{
	role_signals(false);
	raise(SIGHUP);
	raise(SIGPIPE);
	ck_assert(!role_stopped());
	ck_assert(!role_reload());
}
END_TEST

START_TEST(busy_stamps_until_when)
{
	volatile struct role_shared shared = {0};
	struct role role = {.shared = &shared};
	int64_t now = role_clock_ms();

	role_busy(&role, 10);
	ck_assert_int_ge(shared.busy_until, now + 10000);
	ck_assert_int_le(shared.busy_until, role_clock_ms() + 10000);
	role.shared = NULL; /* alone: nobody watches */
	role_busy(&role, 10);
}
END_TEST

START_TEST(take_tells_how_often_the_job_was_the_last)
{
	volatile struct role_shared shared = {0};
	struct role role = {.shared = &shared};

	role_succeed(&shared); /* it had nothing in hand */
	ck_assert_int_eq(role_take(&role, 5), 0);
	role_succeed(&shared);
	ck_assert_int_eq(role_take(&role, 5), 1);
	role_succeed(&shared);
	ck_assert_int_eq(role_take(&role, 5), 2);
	ck_assert_int_eq(role_take(&role, 0), 0);
	ck_assert_int_eq(role_take(&role, 5), 0);
	role_succeed(&shared);
	ck_assert_int_eq(role_take(&role, 6), 0);
	role.shared = NULL; /* alone */
	ck_assert_int_eq(role_take(&role, 6), 0);
}
END_TEST

START_TEST(a_pause_takes_its_time)
{
	int64_t before = role_clock_ms();

	role_pause(20);
	ck_assert_int_ge(role_clock_ms() - before, 20);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("role");
	TCase *backoff = tcase_create("role_backoff_ms");
	TCase *owner = tcase_create("role_owner");
	TCase *signals = tcase_create("role_signals");

	tcase_add_loop_test(backoff, the_back_off_doubles_up_to_five_minutes, 0,
	                    ARRAY_LEN(backoffs));
	tcase_add_test(backoff, the_back_off_is_by_chance);
	tcase_add_test(backoff, without_a_failure_there_is_no_back_off);
	suite_add_tcase(s, backoff);

	tcase_add_checked_fixture(owner, NULL, drop_arena);
	tcase_add_test(owner, an_owner_is_host_process_and_start);
	tcase_add_test(owner, who_lives_is_not_dead);
	tcase_add_test(owner, a_process_that_ended_is_dead);
	tcase_add_test(owner,
	               another_process_of_the_same_number_does_not_hide_it);
	tcase_add_test(owner, of_others_hosts_and_other_texts_nothing_is_known);
	suite_add_tcase(s, owner);

	tcase_add_test(signals, a_signal_stops_a_sleep_and_stays_known);
	tcase_add_test(signals, a_reload_is_told_once_and_is_no_stop);
	tcase_add_test(signals, a_role_alone_does_not_mind_sighup_and_sigpipe);
	tcase_add_test(signals, busy_stamps_until_when);
	tcase_add_test(signals, take_tells_how_often_the_job_was_the_last);
	tcase_add_test(signals, a_pause_takes_its_time);
	suite_add_tcase(s, signals);
	return s;
}
