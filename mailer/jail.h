/*
 * jail.h - a process shuts itself in with one descriptor
 *
 * What is left to it afterwards: to read and write what is open, memory, the
 * clock and the end.  Any other system call kills it (seccomp), and so does
 * memory or time over the limits.
 */
#ifndef MAILER_JAIL_H
#define MAILER_JAIL_H

#include "base/err.h"

#define JAIL_MEMORY_MAX  (256 * 1024 * 1024) /* bytes of address space */
#define JAIL_JOB_CPU_S   5                   /* seconds for one job */
#define JAIL_TOTAL_CPU_S 600 /* and for all jobs, then it has to end */

/*
 * Lock this process in for good: signals as at its start, all descriptors but
 * `fd` closed (0 to 2 are /dev/null), rlimits, no new privileges, seccomp.
 * Built for AddressSanitizer there is no memory limit, no seccomp, and stderr
 * stays, for it could not tell what it found.  ERR_TEMP with `why`: not locked
 * in, and not to go on.
 */
enum err jail_enter(int fd, struct why *why) MUST_CHECK;

/* Begin a job: JAIL_JOB_CPU_S from now on.  ERR_LIMIT: the process has used up
 * what it may have altogether and has to end. */
enum err jail_start_job(void) MUST_CHECK;

#endif
