/*
 * growth - how the work for a mail grows with its size, for each shape
 *
 * Prints the CPU time of the largest mail of each shape and the exponent k of
 * time = c * size^k, fitted over doubling sizes: 1 is linear, 2 is quadratic.
 * Of a curve that bends (texts are cut at 256 KiB) the steeper part counts.
 *
 *	growth [SHAPE...]
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tests/shapes.h"

enum {
	SIZES = 7,     /* 16 KiB ... 1 MiB, or as many halvings of the most */
	RUNS = 5,      /* of which the fastest counts */
	SPAN = 5,      /* sizes that one fit is over */
	RUN_US = 4000, /* a small mail is walked through for so long */
};

#define EXPONENT_MAX 1.15

static double cpu_us(void)
{
	struct timespec used;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (double)used.tv_sec * 1e6 + (double)used.tv_nsec / 1e3;
}

/* One walk of `mail`, of the average of a run. */
static double run(struct str mail)
{
	double start = cpu_us(), end;
	int n = 0;

	do {
		struct arena arena = {0};

		(void)shape_walk(&arena, mail);
		arena_free(&arena);
		n++;
		end = cpu_us();
	} while (end - start < RUN_US);
	return (end - start) / n;
}

static double fastest(struct str mail)
{
	double best = run(mail);

	for (int i = 1; i < RUNS; i++) {
		double us = run(mail);

		best = us < best ? us : best;
	}
	return best;
}

/* The slope of log(us) over log(size), by least squares. */
static double fit(const double *size, const double *us, int n)
{
	double x = 0, y = 0, xx = 0, xy = 0;

	for (int i = 0; i < n; i++) {
		x += log(size[i]);
		y += log(us[i]);
		xx += log(size[i]) * log(size[i]);
		xy += log(size[i]) * log(us[i]);
	}
	return (n * xy - x * y) / (n * xx - x * x);
}

static double measure(size_t shape, double *ms)
{
	double size[SIZES], us[SIZES], low, high;

	for (int i = 0; i < SIZES; i++) {
		struct arena arena = {0};
		struct str mail = shape_mail(
			&arena, shape, shape_max(shape) >> (SIZES - 1 - i));

		size[i] = (double)mail.len;
		us[i] = fastest(mail);
		arena_free(&arena);
	}
	*ms = us[SIZES - 1] / 1e3;
	low = fit(size, us, SPAN);
	high = fit(size + SIZES - SPAN, us + SIZES - SPAN, SPAN);
	return low > high ? low : high;
}

static bool is_wanted(size_t shape, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!strcmp(argv[i], shape_name(shape)))
			return true;
	return argc < 2;
}

int main(int argc, char **argv)
{
	double worst = 0, slowest = 0;
	size_t n = 0, over = 0;

	printf("  %-28s%12s%12s%10s\n", "", "size", "CPU ms", "exponent");
	for (size_t i = 0; i < shape_count(); i++) {
		double k, ms;

		if (!is_wanted(i, argc, argv))
			continue;
		k = measure(i, &ms);
		printf("  %-28s%8zu KiB%12.1f%10.2f%s\n", shape_name(i),
		       shape_max(i) / 1024, ms, k,
		       k > EXPONENT_MAX ? "  OVER" : "");
		fflush(stdout);
		worst = k > worst ? k : worst;
		slowest = ms > slowest ? ms : slowest;
		over += k > EXPONENT_MAX;
		n++;
	}
	printf("  %zu shapes: at most %.1f ms (aim 2,000: %s), exponent %.2f"
	       " (aim %.2f: %s)\n",
	       n, slowest, slowest <= 2000 ? "met" : "MISSED", worst,
	       EXPONENT_MAX, over == 0 ? "met" : "MISSED");
	return 0;
}
