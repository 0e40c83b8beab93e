#include "digest/calibration.h"

#include <math.h>

#include "base/attr.h"
#include "base/buf.h"

enum {
	TEXT_MAX = 64 * 1024,
	BAR = 30,     /* columns */
	SIDE = 300,   /* of the square in the picture, pixels */
	MARGIN = 60,  /* around it */
	DOT_MAX = 12, /* pixels: radius of the bin with the most */
	TICKS = 4,
};

/* Most comments are far from abuse: bins are narrow there. */
static const double edges[CALIBRATION_BINS + 1] = {0,   .02, .04, .06, .08, .10,
                                                   .15, .20, .30, .50, 1};

static const int risks[] = {12, 10, 8, 6, 5, 4, 3, 2};

void calibration_range(size_t i, double *from, double *to)
{
	*from = edges[i];
	*to = edges[i + 1];
}

void calibration_add(struct calibration *c, const struct calibration_case *one)
{
	size_t bin = 0;

	c->n++;
	c->table[one->level][one->outcome]++;
	if (one->abuse < 0)
		return;
	while (bin + 1 < CALIBRATION_BINS && one->abuse >= edges[bin + 1])
		bin++;
	c->bins[bin].n++;
	c->bins[bin].n_abuse += one->outcome == OUTCOME_ABUSE;
	c->bins[bin].foretold += one->abuse;
}

double calibration_bound(size_t k, size_t n)
{
	double z = 1.959964, m = (double)n, p;

	if (n == 0)
		return 1;
	p = (double)k / m;
	return (p + z * z / (2 * m) +
	        z * sqrt(p * (1 - p) / m + z * z / (4 * m * m))) /
	       (1 + z * z / m);
}

struct calibration_offer calibration_offer(const struct calibration_case *cases,
                                           size_t n)
{
	struct calibration_offer offer = {.is_offered = false};

	for (size_t r = 0; r < ARRAY_LEN(risks) && !offer.is_offered; r++) {
		offer = (struct calibration_offer){.below = risks[r]};
		for (size_t i = 0; i < n; i++) {
			if (cases[i].risk >= risks[r])
				continue;
			offer.n++;
			offer.n_rejected +=
				cases[i].outcome != OUTCOME_APPROVED;
		}
		offer.bound = calibration_bound(offer.n_rejected, offer.n);
		offer.is_offered = offer.n >= CALIBRATION_OFFER_MIN &&
		                   offer.bound <= CALIBRATION_OFFER_MAX;
	}
	return offer;
}

/* --- text ----------------------------------------------------------------- */

static void add_table(struct buf *out, const struct calibration *c)
{
	buf_adds(out, "Recommended, and decided by a person:\n\n"
	              "                    approved     abuse     other\n");
	for (size_t i = 0; i < ARRAY_LEN(c->table); i++)
		buf_addf(out, "  %-16s %11zu %9zu %9zu\n",
		         recommend_level_name((enum recommend_level)i),
		         c->table[i][OUTCOME_APPROVED],
		         c->table[i][OUTCOME_ABUSE],
		         c->table[i][OUTCOME_OTHER]);
}

static double share(double part, size_t n)
{
	return n > 0 ? part / (double)n : 0;
}

/* The foretold share as a bar, and the decided one as an o. */
static void add_bar(struct buf *out, double foretold, double decided)
{
	int bar = (int)lround(BAR * foretold);
	int mark = (int)lround(BAR * decided);

	for (int i = 0; i <= BAR; i++)
		buf_addc(out, i == mark ? 'o' : i < bar ? '=' : ' ');
}

static void add_bins(struct buf *out, const struct calibration *c)
{
	buf_adds(out, "\nAbuse, foretold (=) and decided (o):\n\n"
	              "   foretold        n   mean  decided\n");
	for (size_t i = 0; i < CALIBRATION_BINS; i++) {
		const struct calibration_bin *b = &c->bins[i];
		double mean = share(b->foretold, b->n);
		double decided = share((double)b->n_abuse, b->n);

		buf_addf(out, "  %3.0f - %3.0f %% %6zu", 100 * edges[i],
		         100 * edges[i + 1], b->n);
		if (b->n > 0) {
			buf_addf(out, " %4.0f %%   %4.0f %%  |", 100 * mean,
			         100 * decided);
			add_bar(out, mean, decided);
			buf_addc(out, '|');
		}
		buf_addc(out, '\n');
	}
}

static void add_offer(struct buf *out, const struct calibration_offer *offer)
{
	if (offer->is_offered)
		buf_addf(out,
		         "\nApproving unseen what has a risk below %d %% can be"
		         " answered for: of %zu such\ncomments people rejected"
		         " %zu (%.1f %% at most).\n",
		         offer->below, offer->n, offer->n_rejected,
		         100 * offer->bound);
	else
		buf_addf(out,
		         "\nNothing should be approved unseen: of %zu comments"
		         " with a risk below %d %%\npeople rejected %zu (up to"
		         " %.1f %%); it takes %d with at most %.0f %%.\n",
		         offer->n, offer->below, offer->n_rejected,
		         100 * offer->bound, CALIBRATION_OFFER_MIN,
		         100 * CALIBRATION_OFFER_MAX);
}

struct str calibration_text(struct arena *arena,
                            const struct calibration *calibration,
                            const struct calibration_offer *offer)
{
	struct buf out = BUF_INIT(TEXT_MAX);

	add_table(&out, calibration);
	add_bins(&out, calibration);
	add_offer(&out, offer);
	return buf_take(&out, arena);
}

/* --- picture -------------------------------------------------------------- */

/* So that shares near nothing are apart: the square root of both. */
static double place(double x)
{
	return SIDE * sqrt(x);
}

static void add_frame(struct buf *out)
{
	static const double ticks[TICKS] = {.02, .10, .30, 1};
	int all = SIDE + 2 * MARGIN;

	buf_addf(out,
	         "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n"
	         "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\""
	         " fill=\"none\" stroke=\"#666\"/>\n"
	         "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\""
	         " stroke=\"#bbb\" stroke-dasharray=\"4\"/>\n",
	         all, all, MARGIN, MARGIN, SIDE, SIDE, MARGIN, MARGIN + SIDE,
	         MARGIN + SIDE, MARGIN);
	for (size_t i = 0; i < TICKS; i++) {
		double at = place(ticks[i]);

		buf_addf(out,
		         "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">"
		         "%.0f %%</text>\n"
		         "<text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%.0f"
		         " %%</text>\n",
		         MARGIN + at, MARGIN + SIDE + 18, 100 * ticks[i],
		         MARGIN - 6, MARGIN + SIDE - at + 4, 100 * ticks[i]);
	}
	buf_addf(
		out,
		"<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">foretold to be"
		" abuse</text>\n"
		"<text x=\"16\" y=\"%d\" text-anchor=\"middle\""
		" transform=\"rotate(-90 16 %d)\">decided to be abuse</text>\n",
		MARGIN + SIDE / 2, MARGIN + SIDE + 40, MARGIN + SIDE / 2,
		MARGIN + SIDE / 2);
}

static size_t most_of(const struct calibration *c)
{
	size_t most = 1;

	for (size_t i = 0; i < CALIBRATION_BINS; i++)
		most = c->bins[i].n > most ? c->bins[i].n : most;
	return most;
}

struct str calibration_svg(struct arena *arena,
                           const struct calibration *calibration)
{
	struct buf out = BUF_INIT(TEXT_MAX);
	double most = (double)most_of(calibration);
	int all = SIDE + 2 * MARGIN;

	buf_addf(&out,
	         "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\""
	         " height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
	         " font-family=\"sans-serif\" font-size=\"12\">\n"
	         "<title>Abuse foretold and decided</title>\n<desc>",
	         all, all, all, all);
	for (size_t i = 0; i < CALIBRATION_BINS; i++) {
		const struct calibration_bin *b = &calibration->bins[i];

		if (b->n > 0)
			buf_addf(&out,
			         "Of %zu comments foretold at %.0f %%, %.0f %%"
			         " were abuse. ",
			         b->n, 100 * share(b->foretold, b->n),
			         100 * share((double)b->n_abuse, b->n));
	}
	buf_adds(&out, "</desc>\n");
	add_frame(&out);
	for (size_t i = 0; i < CALIBRATION_BINS; i++) {
		const struct calibration_bin *b = &calibration->bins[i];

		if (b->n > 0)
			buf_addf(&out,
			         "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\""
			         " fill=\"#1f5f8b\" fill-opacity=\"0.7\"/>\n",
			         MARGIN + place(share(b->foretold, b->n)),
			         MARGIN + SIDE -
			                 place(share((double)b->n_abuse, b->n)),
			         2 + (DOT_MAX - 2) * sqrt((double)b->n / most));
	}
	buf_adds(&out, "</svg>\n");
	return buf_take(&out, arena);
}
