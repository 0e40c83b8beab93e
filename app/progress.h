/*
 * progress.h - a bar with rate and time left, on terminals only
 */
#ifndef APP_PROGRESS_H
#define APP_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool is_shown; /* stderr is a terminal */
	int64_t total, done;
	int64_t start_ms, shown_ms; /* of role_clock_ms() */
};

void progress_open(struct progress *progress, int64_t total);
void progress_step(struct progress *progress);
/* End the line, if there is one. */
void progress_close(struct progress *progress);

/* What the bar shows of `done` of `total` (both >= 0) after `ms`:
 * "1,200/5,000  24 %  3,100/s  2 s left". */
void progress_format(int64_t done, int64_t total, int64_t ms, char *text,
                     unsigned size);

#endif
