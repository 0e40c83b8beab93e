/*
 * The supervisor: one child for each role that this host runs.
 *
 * A child that dies is started again, later each time it dies early; one that
 * is busy past what it said is killed.  SIGTERM lets all finish what they are
 * at; SIGHUP loads the configuration anew and restarts them, or says why not
 * and keeps the old one.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>
#ifdef __linux__
#	include <sys/prctl.h>
#endif

#include "app/args.h"
#include "app/out.h"
#include "app/program.h"
#include "app/role.h"
#include "base/log.h"

enum {
	DRAIN_MS = 30000, /* for SIGTERM; then SIGKILL */
	EARLY_MS = 10000, /* a child that dies sooner failed */
	WATCH_MS = 200,
	GRACE_MS = 5000,
};

struct child {
	const char *name;   /* for the log */
	const char *object; /* mailbox or relay */
	int64_t instance;
	role_run *run;
	pid_t pid; /* 0: not running */
	int failures;
	int64_t started_ms, start_at_ms;
};

struct supervisor {
	struct site site;
	struct arena arena; /* of `child` */
	struct child *child;
	size_t n;
	bool is_draining; /* children end because they are told to */
	volatile struct role_shared *shared; /* one for each child */
};

static void add_child(struct supervisor *s, const char *name,
                      const char *object, int64_t instance, role_run *run)
{
	s->child[s->n++] = (struct child){.name = name,
	                                  .object = object,
	                                  .instance = instance,
	                                  .run = run};
}

/* How many children the configuration asks for. */
static size_t count_children(const struct config *c)
{
	int64_t n = c->n_mailboxes + 1;

	for (int64_t i = 0; i < c->n_relays; i++)
		n += c->relays[i].sessions;
	return (size_t)n;
}

/* Forget the children of before, which have ended. */
static void forget_children(struct supervisor *s)
{
	if (s->shared)
		munmap((void *)(uintptr_t)s->shared, s->n * sizeof(*s->shared));
	arena_free(&s->arena);
	s->shared = NULL;
	s->n = 0;
}

static enum err plan_children(struct supervisor *s, struct why *why)
{
	const struct config *c = &s->site.config;
	size_t n = count_children(c);
	void *shared;

	forget_children(s);
	shared = mmap(NULL, n * sizeof(*s->shared), PROT_READ | PROT_WRITE,
	              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		return err_because(why, ERR_TEMP, "shared memory: %s",
		                   strerror(errno));
	s->shared = shared;
	s->child = arena_array(&s->arena, struct child, n);
	for (int64_t i = 0; i < c->n_mailboxes; i++)
		add_child(s, "collect", c->mailboxes[i].name, 0, role_collect);
	add_child(s, "edit", "", 0, role_edit);
	for (int64_t i = 0; i < c->n_relays; i++)
		for (int64_t k = 0; k < c->relays[i].sessions; k++)
			add_child(s, "deliver", c->relays[i].name, k,
			          role_deliver);
	return OK;
}

/* The child's side: its own connection to the store, then its role. */
static int be_child(struct supervisor *s, size_t i)
{
	struct child *child = &s->child[i];
	struct why why;
	struct role role = {.site = &s->site,
	                    .name = child->name,
	                    .object = child->object,
	                    .instance = child->instance,
	                    .shared = &s->shared[i]};
	enum err err;
	int code;

#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
	role_signals(false);
	role_leave_home();
	log_set_role(child->name);
	role_busy(&role, 60);
	err = site_open(&s->site, &why);
	if (err) {
		log_event(LOG_LEVEL_ERROR, "store_failed", "store=%s why=%s",
		          site_store(&s->site), why.text);
		return EX_TEMPFAIL;
	}
	code = child->run(&role);
	db_close(&s->site.db);
	return code;
}

static void start_child(struct supervisor *s, size_t i)
{
	struct child *child = &s->child[i];
	pid_t pid;

	fflush(NULL);
	s->shared[i].busy_until = role_clock_ms() + 60000;
	role_succeed(&s->shared[i]);
	pid = fork();
	if (pid == 0)
		_exit(be_child(s, i));
	child->started_ms = role_clock_ms();
	if (pid < 0) {
		child->start_at_ms = child->started_ms + GRACE_MS;
		log_event(LOG_LEVEL_ERROR, "fork_failed", "role=%s why=%s",
		          child->name, strerror(errno));
		return;
	}
	child->pid = pid;
	log_event(LOG_LEVEL_INFO, "role_started", "role=%s object=%s pid=%ld",
	          child->name, child->object, (long)pid);
}

static void bury(struct supervisor *s, pid_t pid, int status)
{
	for (size_t i = 0; i < s->n; i++) {
		struct child *child = &s->child[i];
		int64_t now = role_clock_ms(), wait;
		bool is_early = now - child->started_ms < EARLY_MS;

		if (child->pid != pid)
			continue;
		child->pid = 0;
		child->failures = is_early ? child->failures + 1 : 1;
		wait = is_early ? role_backoff_ms(child->failures) : 0;
		child->start_at_ms = now + wait;
		if (s->is_draining)
			continue;
		log_event(LOG_LEVEL_WARN, "role_ended",
		          "role=%s object=%s pid=%ld %s=%d again_in_s=%lld",
		          child->name, child->object, (long)pid,
		          WIFSIGNALED(status) ? "signal" : "exit",
		          WIFSIGNALED(status) ? WTERMSIG(status)
		                              : WEXITSTATUS(status),
		          (long long)(wait / 1000));
	}
}

static void reap(struct supervisor *s)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		bury(s, pid, status);
}

static void kill_stuck(struct supervisor *s)
{
	int64_t now = role_clock_ms();

	for (size_t i = 0; i < s->n; i++) {
		if (!s->child[i].pid || s->shared[i].busy_until > now)
			continue;
		log_event(LOG_LEVEL_ERROR, "role_stuck",
		          "role=%s object=%s pid=%ld", s->child[i].name,
		          s->child[i].object, (long)s->child[i].pid);
		kill(s->child[i].pid, SIGKILL);
		s->shared[i].busy_until = now + GRACE_MS;
	}
}

static bool has_children(const struct supervisor *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->child[i].pid)
			return true;
	return false;
}

/* End all children: politely, then not. */
static void stop_children(struct supervisor *s)
{
	int64_t until = role_clock_ms() + DRAIN_MS;
	int signal_now = SIGTERM;

	s->is_draining = true;
	while (has_children(s)) {
		for (size_t i = 0; i < s->n; i++)
			if (s->child[i].pid && signal_now)
				kill(s->child[i].pid, signal_now);
		signal_now = 0;
		role_pause(20);
		reap(s);
		if (role_clock_ms() > until) {
			signal_now = SIGKILL;
			until += DRAIN_MS;
		}
	}
	s->is_draining = false;
}

/* Everything that a role will need, tried out. */
static bool try_out(const char *path, struct site *fresh, struct why *why)
{
	bool is_good = site_configure(path, true, fresh) == EX_OK &&
	               site_load(fresh, why) == OK &&
	               site_open(fresh, why) == OK;

	db_close(&fresh->db); /* each child opens its own */
	return is_good;
}

/* Load everything anew; the old site stays when anything is wrong. */
static void reload(struct supervisor *s)
{
	struct site fresh = {0};
	struct why why = {"the mistakes are named above"};

	if (!try_out(s->site.path, &fresh, &why)) {
		log_event(LOG_LEVEL_ERROR, "reload_refused",
		          "config=%s why=%s kept=old", s->site.path, why.text);
		site_close(&fresh);
		return;
	}
	stop_children(s);
	site_close(&s->site);
	s->site = fresh;
	site_set_log(&s->site);
	if (plan_children(s, &why) != OK) {
		log_event(LOG_LEVEL_ERROR, "reload_failed", "why=%s", why.text);
		raise(SIGTERM);
		return;
	}
	log_event(LOG_LEVEL_INFO, "reloaded", "config=%s", s->site.path);
}

static void supervise(struct supervisor *s)
{
	while (!role_stopped()) {
		int64_t now = role_clock_ms();

		for (size_t i = 0; i < s->n; i++)
			if (!s->child[i].pid && s->child[i].start_at_ms <= now)
				start_child(s, i);
		if (role_sleep(WATCH_MS))
			break;
		reap(s);
		kill_stuck(s);
		if (role_reload())
			reload(s);
	}
	log_event(LOG_LEVEL_INFO, "stopping", "children=%zu", s->n);
	stop_children(s);
}

/* No core files: they would hold keys and letters. */
static void forbid_cores(void)
{
	const struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
}

int program_run(const struct program *program, int argc, char **argv)
{
	static struct supervisor s;
	struct args args;
	struct why why;
	enum err err;
	int code = args_read(program, argc, argv, NULL, 0, &args);

	if (code >= 0)
		return code;
	if (args.n_words > 0)
		return args_wrong(program, "no '%s' here", args.words[0]);
	code = site_start(args.config, &s.site);
	if (code != EX_OK) {
		site_close(&s.site);
		return code;
	}
	db_close(&s.site.db); /* each child opens its own */
	forbid_cores();
	log_set_role("run");
	role_signals(true);
	err = plan_children(&s, &why);
	if (err)
		return out_error(err, "%s", why.text);
	supervise(&s);
	forget_children(&s);
	site_close(&s.site);
	return EX_OK;
}

/* One role alone: `postbag collect [MAILBOX]` and its like. */
static int run_alone(const struct program *program, int argc, char **argv,
                     role_run *run)
{
	bool is_once = false;
	const struct option options[] = {
		{"--once", NULL, "do what there is to do, then end", NULL, NULL,
	         &is_once},
	};
	struct args args;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	if (args.n_words > 1)
		return args_wrong(program, "one name at most");
	return role_main(args.config, program->name,
	                 args.n_words > 0 ? args.words[0] : NULL, is_once, run);
}

int program_collect(const struct program *program, int argc, char **argv)
{
	return run_alone(program, argc, argv, role_collect);
}

int program_edit(const struct program *program, int argc, char **argv)
{
	return run_alone(program, argc, argv, role_edit);
}

int program_deliver(const struct program *program, int argc, char **argv)
{
	return run_alone(program, argc, argv, role_deliver);
}
