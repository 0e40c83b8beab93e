#include "mailer/jail.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <seccomp.h>

#include "base/str.h"

#if defined(__SANITIZE_ADDRESS__)
#	define HAS_SANITIZER true
#elif defined(__has_feature)
#	if __has_feature(address_sanitizer)
#		define HAS_SANITIZER true
#	endif
#endif
#ifndef HAS_SANITIZER
#	define HAS_SANITIZER false
#endif

static enum err failed(struct why *why, const char *what)
{
	return err_because(why, ERR_TEMP, "%s: %s", what, strerror(errno));
}

/* A supervisor's handlers and masks are not for us. */
static void reset_signals(void)
{
	static const int signals[] = {SIGHUP,  SIGINT,  SIGTERM, SIGCHLD,
	                              SIGUSR1, SIGUSR2, SIGPIPE, SIGALRM};
	struct sigaction action = {.sa_handler = SIG_DFL};
	sigset_t none;

	sigemptyset(&none);
	for (size_t i = 0; i < ARRAY_LEN(signals); i++)
		(void)sigaction(signals[i], &action, NULL);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The highest descriptor that is open, as far as the system tells. */
static int highest_fd(void)
{
	DIR *folder = opendir("/proc/self/fd");
	long max = sysconf(_SC_OPEN_MAX);
	int highest = max > 0 && max < 65536 ? (int)max : 65536;
	struct dirent *entry;
	int64_t number;

	if (!folder)
		return highest;
	highest = 0;
	while ((entry = readdir(folder)))
		if (str_number(str_of(entry->d_name), &number) &&
		    number > highest)
			highest = (int)number;
	closedir(folder);
	return highest;
}

static enum err close_others(int fd, struct why *why)
{
	int null = open("/dev/null", O_RDWR);

	if (null < 0)
		return failed(why, "/dev/null");
	for (int i = highest_fd(); i > STDERR_FILENO; i--)
		if (i != fd && i != null)
			(void)close(i);
	for (int i = 0; i <= STDERR_FILENO; i++)
		if (i != fd && i != null &&
		    !(HAS_SANITIZER && i == STDERR_FILENO) && dup2(null, i) < 0)
			return failed(why, "/dev/null");
	if (null > STDERR_FILENO)
		(void)close(null);
	return OK;
}

static enum err set_limit(int resource, rlim_t soft, rlim_t hard,
                          struct why *why)
{
	struct rlimit limit = {soft, hard}, old;

	/* A lower hard limit of our parent's is fine with us. */
	if (getrlimit(resource, &old) == 0 && old.rlim_max < hard)
		limit.rlim_max = old.rlim_max;
	if (limit.rlim_cur > limit.rlim_max)
		limit.rlim_cur = limit.rlim_max;
	if (setrlimit(resource, &limit) != 0)
		return failed(why, "setrlimit");
	return OK;
}

static enum err set_limits(struct why *why)
{
	static const struct {
		int resource;
		rlim_t soft, hard;
	} limits[] = {
		{RLIMIT_CPU, JAIL_JOB_CPU_S, JAIL_TOTAL_CPU_S},
		{RLIMIT_NOFILE, 16, 16},
		{RLIMIT_FSIZE, 0, 0},
		{RLIMIT_CORE, 0, 0},
	};

	for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
		enum err err = set_limit(limits[i].resource, limits[i].soft,
		                         limits[i].hard, why);

		if (err)
			return err;
	}
	if (HAS_SANITIZER)
		return OK;
	return set_limit(RLIMIT_AS, JAIL_MEMORY_MAX, JAIL_MEMORY_MAX, why);
}

/* Every system call that may still be made. */
static int allow_calls(scmp_filter_ctx filter)
{
	static const int calls[] = {
		SCMP_SYS(read),          SCMP_SYS(write),
		SCMP_SYS(recvfrom),      SCMP_SYS(sendto),
		SCMP_SYS(mmap),          SCMP_SYS(munmap),
		SCMP_SYS(mremap),        SCMP_SYS(brk),
		SCMP_SYS(madvise),       SCMP_SYS(futex),
		SCMP_SYS(rt_sigreturn),  SCMP_SYS(exit),
		SCMP_SYS(exit_group),    SCMP_SYS(restart_syscall),
		SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
		SCMP_SYS(time),          SCMP_SYS(getrandom),
		SCMP_SYS(close),         SCMP_SYS(rt_sigprocmask),
		SCMP_SYS(getpid),        SCMP_SYS(gettid),
	};
	int failure = 0;

	for (size_t i = 0; i < ARRAY_LEN(calls) && failure == 0; i++)
		failure = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
	if (failure == 0) /* of itself, and nothing else: jail_start_job() */
		failure = seccomp_rule_add(filter, SCMP_ACT_ALLOW,
		                           SCMP_SYS(prlimit64), 2,
		                           SCMP_A0(SCMP_CMP_EQ, 0),
		                           SCMP_A1(SCMP_CMP_EQ, RLIMIT_CPU));
	if (failure == 0)
		failure = seccomp_rule_add(filter, SCMP_ACT_ALLOW,
		                           SCMP_SYS(setrlimit), 1,
		                           SCMP_A0(SCMP_CMP_EQ, RLIMIT_CPU));
	if (failure == 0) /* abort() */
		failure = seccomp_rule_add(
			filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
			SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
	return failure;
}

static enum err filter_calls(struct why *why)
{
	scmp_filter_ctx filter;
	int failure;

	if (HAS_SANITIZER)
		return OK;
	filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (!filter)
		return err_because(why, ERR_TEMP, "seccomp: no memory");
	failure = allow_calls(filter);
	if (failure == 0)
		failure = seccomp_load(filter);
	seccomp_release(filter);
	if (failure != 0)
		return err_because(why, ERR_TEMP, "seccomp: %s",
		                   strerror(-failure));
	return OK;
}

enum err jail_enter(int fd, struct why *why)
{
	enum err err;

	reset_signals();
	err = close_others(fd, why);
	if (!err && prctl(PR_SET_DUMPABLE, 0) != 0)
		err = failed(why, "prctl");
	if (!err)
		err = set_limits(why);
	if (!err)
		err = filter_calls(why);
	return err;
}

enum err jail_start_job(void)
{
	struct timespec used;
	struct rlimit limit;

	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0)
		return ERR_LIMIT;
	/* What the kernel counts are whole seconds: round up. */
	limit.rlim_cur = (rlim_t)used.tv_sec + 1 + JAIL_JOB_CPU_S;
	limit.rlim_max = JAIL_TOTAL_CPU_S;
	if (limit.rlim_cur > limit.rlim_max)
		return ERR_LIMIT;
	return setrlimit(RLIMIT_CPU, &limit) == 0 ? OK : ERR_LIMIT;
}
