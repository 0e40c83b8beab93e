/*
 * role.h - what the long-running commands share
 *
 * A role works until SIGTERM or SIGINT, finishes what it is at, and returns.
 * Under `postbag run` it is a child that stamps, in memory shared with the
 * supervisor, until when it may be busy; when that passes the supervisor kills
 * it: both mail libraries can hang.  It also notes there what it has in hand, so
 * that whoever is started in its place knows what it died of.
 */
#ifndef APP_ROLE_H
#define APP_ROLE_H

#include <stdbool.h>
#include <stdint.h>

#include "app/site.h"

/* What a child shares with the supervisor, and with its successors. */
struct role_shared {
	int64_t busy_until; /* CLOCK_MONOTONIC ms */
	int64_t job;        /* the letter in hand; 0: none */
	int64_t deaths;     /* of this role with `job` in hand, in a row */
};

struct role {
	struct site *site;
	const char *name;   /* "collect letters", "deliver local/0" */
	const char *object; /* the mailbox or relay */
	int64_t instance;   /* 0, 1, ... of the same object */
	bool is_once;       /* do what there is to do, then return */
	volatile struct role_shared *shared; /* NULL: alone */
};

typedef int role_run(struct role *role);

role_run role_collect, role_edit, role_deliver;

/* Catch SIGTERM and SIGINT (and SIGHUP for the supervisor), ignore SIGPIPE;
 * from now on role_stopped() tells of them. */
void role_signals(bool with_reload);
bool role_stopped(void);
/* Let no library find files in the home of whoever started us: libesmtp
 * crashes on a certificate there and gives up where it may not look. */
void role_leave_home(void);

/* Whether SIGHUP came since the last call. */
bool role_reload(void);

/* A descriptor that becomes readable when a signal came. */
int role_signal_fd(void);

/* Sleep up to `ms`; true when it is time to stop. */
bool role_sleep(int64_t ms);

/* Sleep `ms` whatever signals come. */
void role_pause(int64_t ms);

/* "I may be silent for `seconds` from now." */
void role_busy(struct role *role, int64_t seconds);

/*
 * "I take `job` in hand" (an id; 0: none any more).  Gives how often this role
 * has died with just this job in hand.
 */
int64_t role_take(struct role *role, int64_t job);

/* A new child takes the place of one that ended, however. */
void role_succeed(volatile struct role_shared *shared);

/* Milliseconds on a clock that never jumps. */
int64_t role_clock_ms(void);

/* The back-off after `failures` in a row: none after 0, then 1, 2, 4 ... 256,
 * 300 s, a fifth more or less by chance. */
int64_t role_backoff_ms(int failures);

/* Who we are, for leases: host/pid/start. */
struct str role_owner(struct arena *arena);

/* Whether `owner` (as role_owner() made it) was a process of this host that is
 * no more. */
bool role_owner_is_dead(struct str owner);

/* Run a role as a command of its own: loads the site, returns the exit code. */
int role_main(const char *config, const char *name, const char *object,
              bool is_once, role_run *run);

#endif
