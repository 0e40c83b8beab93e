#include "mailer/deadline.h"

#include <errno.h>
#include <limits.h>
#include <time.h>

int64_t deadline_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int deadline_poll(struct pollfd *fds, nfds_t n, int64_t until_ms)
{
	for (;;) {
		int64_t left = until_ms - deadline_clock();
		int ready;

		if (left < 0)
			left = 0;
		ready = poll(fds, n, left > INT_MAX ? INT_MAX : (int)left);
		if (ready > 0 || (ready == 0 && left <= INT_MAX))
			return ready;
		if (ready < 0 && errno != EINTR)
			return -1;
	}
}
