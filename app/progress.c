#include "app/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "app/role.h"
#include "base/log.h"

enum {
	EVERY_MS = 100,
	GROUPED_MAX = 28, /* bytes of the largest number with its commas */
	MINUTE = 60,
	HOUR = 3600,
};

/* "1,234,567"; `text` takes GROUPED_MAX. */
static const char *grouped(int64_t number, char text[GROUPED_MAX])
{
	size_t at = GROUPED_MAX - 1;
	int digits = 0;

	text[at] = '\0';
	do {
		if (digits > 0 && digits % 3 == 0)
			text[--at] = ',';
		text[--at] = (char)('0' + number % 10);
		number /= 10;
		digits++;
	} while (number > 0);
	return text + at;
}

/* "12 s left", "3 min left", "2 h left"; "?" while nothing is done. */
static void format_left(int64_t seconds, char *text, size_t size)
{
	if (seconds < 0)
		snprintf(text, size, "? left");
	else if (seconds < 2 * MINUTE)
		snprintf(text, size, "%lld s left", (long long)seconds);
	else if (seconds < 2 * HOUR)
		snprintf(text, size, "%lld min left",
		         (long long)((seconds + MINUTE - 1) / MINUTE));
	else
		snprintf(text, size, "%lld h left",
		         (long long)((seconds + HOUR - 1) / HOUR));
}

void progress_format(int64_t done, int64_t total, int64_t ms, char *text,
                     unsigned size)
{
	char a[GROUPED_MAX], b[GROUPED_MAX], c[GROUPED_MAX], left[40];
	int64_t rate = ms > 0 ? done * 1000 / ms : 0;
	int64_t seconds = -1;

	if (done >= total)
		seconds = 0;
	else if (done > 0) /* by the time so far: rates below 1/s count */
		seconds =
			((total - done) * ms + done * 1000 - 1) / (done * 1000);
	format_left(seconds, left, sizeof(left));
	snprintf(text, size, "%s/%s  %d %%  %s/s  %s", grouped(done, a),
	         grouped(total, b), total > 0 ? (int)(done * 100 / total) : 100,
	         grouped(rate, c), left);
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
	log_over_bar(true);
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
	log_over_bar(false);
	progress->is_shown = false;
}
