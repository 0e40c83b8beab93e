#include "digest/trust.h"

enum {
	ONE = 1000, /* a comment */
	LIVES = 10, /* half-lives after which nothing is left of it */
};

int64_t trust_points(const struct standing *standing, int64_t now,
                     int64_t half_life_s)
{
	int64_t points = 0;

	for (size_t i = 0; i < standing->n; i++) {
		int64_t at = standing->approved_at[i], lives;

		if (at <= standing->lost_at)
			continue;
		lives = now > at ? (now - at) / half_life_s : 0;
		points += lives < LIVES ? ONE >> lives : 0;
	}
	return points;
}

bool trust_is_known(const struct standing *standing)
{
	for (size_t i = 0; i < standing->n; i++)
		if (standing->approved_at[i] > standing->lost_at)
			return true;
	return false;
}
