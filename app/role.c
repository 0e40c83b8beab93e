#include "app/role.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "app/out.h"
#include "base/log.h"

enum {
	BACKOFF_MAX_S = 300,
};

/* Signals write here; the one global that a signal needs. */
static struct {
	volatile sig_atomic_t is_stopped, is_reload;
	int pipe[2];
} signals = {.pipe = {-1, -1}};

static void on_signal(int number)
{
	int saved = errno;

	if (number == SIGHUP)
		signals.is_reload = 1;
	else
		signals.is_stopped = 1;
	if (write(signals.pipe[1], "", 1) < 0)
		signals.is_stopped |= 0; /* full: it is readable anyway */
	errno = saved;
}

void role_signals(bool with_reload)
{
	struct sigaction action = {.sa_handler = on_signal};

	for (int i = 0; i < 2; i++)
		if (signals.pipe[i] >= 0)
			close(signals.pipe[i]);
	signals.is_stopped = signals.is_reload = 0;
	if (pipe(signals.pipe) == 0) {
		for (int i = 0; i < 2; i++) {
			fcntl(signals.pipe[i], F_SETFL, O_NONBLOCK);
			fcntl(signals.pipe[i], F_SETFD, FD_CLOEXEC);
		}
	}
	sigemptyset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	if (with_reload)
		sigaction(SIGHUP, &action, NULL);
	else
		signal(SIGHUP, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
}

void role_leave_home(void)
{
	setenv("HOME", "/nonexistent", 1);
	unsetenv("XDG_CONFIG_DIR");
	unsetenv("XDG_CONFIG_HOME");
}

bool role_stopped(void)
{
	return signals.is_stopped != 0;
}

bool role_reload(void)
{
	bool is_reload = signals.is_reload != 0;

	signals.is_reload = 0;
	return is_reload;
}

int role_signal_fd(void)
{
	return signals.pipe[0];
}

bool role_sleep(int64_t ms)
{
	struct pollfd p = {.fd = signals.pipe[0], .events = POLLIN};
	char drain[64];

	if (role_stopped())
		return true;
	poll(&p, 1, (int)ms);
	while (!role_stopped() && read(p.fd, drain, sizeof(drain)) > 0)
		continue;
	return role_stopped();
}

void role_pause(int64_t ms)
{
	struct timespec left = {ms / 1000, ms % 1000 * 1000000};

	while (nanosleep(&left, &left) != 0 && errno == EINTR)
		continue;
}

int64_t role_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void role_busy(struct role *role, int64_t seconds)
{
	if (role->shared)
		role->shared->busy_until = role_clock_ms() + seconds * 1000;
}

int64_t role_take(struct role *role, int64_t job)
{
	volatile struct role_shared *shared = role->shared;

	if (!shared)
		return 0;
	if (job == 0 || shared->job != job)
		shared->deaths = 0;
	shared->job = job;
	return shared->deaths;
}

void role_succeed(volatile struct role_shared *shared)
{
	if (shared->job != 0)
		shared->deaths++;
}

int64_t role_backoff_ms(int failures)
{
	int64_t s = BACKOFF_MAX_S;
	uint32_t chance;

	if (failures < 1)
		return 0;
	if (failures <= 9) /* 2^8 is 256 */
		s = (int64_t)1 << (failures - 1);
	crypto_random(&chance, sizeof(chance));
	return s * 800 + (int64_t)(chance % (uint32_t)(s * 400 + 1));
}

/* When process `pid` started, in the kernel's ticks; 0: there is none. */
static int64_t start_of(long pid)
{
	char path[64], text[1024];
	struct str rest, word;
	int64_t start = 0;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	n = read(fd, text, sizeof(text));
	close(fd);
	rest = (struct str){text, n > 0 ? (size_t)n : 0};
	rest = str_from(rest, str_find_last_char(rest, ')') + 1);
	for (int i = 0; i < 20 && str_next_word(&rest, &word); i++)
		if (i == 19 && !str_number(word, &start))
			start = 0;
	return start;
}

static void host_name(char *host, size_t size)
{
	if (gethostname(host, size) != 0)
		snprintf(host, size, "localhost");
	host[size - 1] = '\0';
}

struct str role_owner(struct arena *arena)
{
	char host[256];
	long pid = (long)getpid();

	host_name(host, sizeof(host));
	return str_of(arena_printf(arena, "%s/%ld/%lld", host, pid,
	                           (long long)start_of(pid)));
}

bool role_owner_is_dead(struct str owner)
{
	struct str host, pid, start;
	int64_t number, started;
	char here[256];

	host_name(here, sizeof(here));
	if (!str_next_field(&owner, '/', &host) || !str_is(host, here) ||
	    !str_next_field(&owner, '/', &pid) || !str_number(pid, &number) ||
	    !str_next_field(&owner, '/', &start) ||
	    !str_number(start, &started))
		return false;
	return start_of((long)number) != started;
}

/* Check the mailbox or relay that was named, or take the first one. */
static int find_object(struct role *role)
{
	const struct config *c = &role->site->config;
	bool is_collect = !strcmp(role->name, "collect");
	int64_t n = is_collect ? c->n_mailboxes : c->n_relays;

	if (!strcmp(role->name, "edit"))
		return EX_OK;
	for (int64_t i = 0; i < n; i++) {
		const char *name =
			is_collect ? c->mailboxes[i].name : c->relays[i].name;

		if (role->object && strcmp(role->object, name) != 0)
			continue;
		role->object = name;
		return EX_OK;
	}
	return out_error(ERR_ABSENT, "no %s '%s' in the configuration",
	                 is_collect ? "mailbox" : "relay",
	                 role->object ? role->object : "");
}

int role_main(const char *config, const char *name, const char *object,
              bool is_once, role_run *run)
{
	struct site site = {0};
	struct role role = {.site = &site,
	                    .name = name,
	                    .object = object,
	                    .is_once = is_once};
	int code = site_start(config, &site);

	if (code == EX_OK)
		code = find_object(&role);
	if (code == EX_OK) {
		log_set_role(name);
		role_signals(false);
		role_leave_home();
		code = run(&role);
	}
	site_close(&site);
	return code;
}
