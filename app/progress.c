#include "app/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "app/role.h"

enum {
	EVERY_MS = 100,
};

void progress_format(int64_t done, int64_t total, int64_t ms, char *text,
                     unsigned size)
{
	int64_t rate = ms > 0 ? done * 1000 / ms : 0;
	int64_t left = rate > 0 ? (total - done + rate - 1) / rate : 0;

	snprintf(text, size, "%lld/%lld  %d %%  %lld/s  %lld s left",
	         (long long)done, (long long)total,
	         total > 0 ? (int)(done * 100 / total) : 100, (long long)rate,
	         (long long)left);
}

static void show(struct progress *progress, int64_t now)
{
	char text[120];
	int filled = progress->total > 0
	                     ? (int)(progress->done * 24 / progress->total)
	                     : 24;

	progress_format(progress->done, progress->total,
	                now - progress->start_ms, text, sizeof(text));
	fprintf(stderr, "\r[%.*s%.*s] %s\033[K", filled,
	        "########################", 24 - filled,
	        "........................", text);
	progress->shown_ms = now;
}

void progress_open(struct progress *progress, int64_t total)
{
	*progress = (struct progress){
		.is_shown = isatty(STDERR_FILENO) == 1 && total > 0,
		.total = total,
		.start_ms = role_clock_ms(),
	};
}

void progress_step(struct progress *progress)
{
	int64_t now;

	if (progress->done < progress->total)
		progress->done++;
	if (!progress->is_shown)
		return;
	now = role_clock_ms();
	if (now - progress->shown_ms >= EVERY_MS)
		show(progress, now);
}

void progress_close(struct progress *progress)
{
	if (!progress->is_shown)
		return;
	show(progress, role_clock_ms());
	fprintf(stderr, "\n");
	progress->is_shown = false;
}
