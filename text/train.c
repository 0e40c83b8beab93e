#include "text/train.h"

#include <math.h>

enum {
	EPOCHS = 5,
	SQUARINGS = 10, /* e^x = (e^(x / 1024))^1024 */
	WEIGHT_MAX = 127,
};

static const double rate = .5, first_gradient = .01, bias_rate = .01,
		    decay = 3e-4;

struct trainer {
	double *weight, *gradient;
	double bias;
};

double train_sigmoid(double x)
{
	double small, power = 1, term = 1;

	x = x < -30 ? -30 : x > 30 ? 30 : x;
	small = -x / (1 << SQUARINGS);
	for (int i = 1; i <= 8; i++) {
		term = term * small / i;
		power = power + term;
	}
	for (int i = 0; i < SQUARINGS; i++)
		power = power * power;
	return 1 / (1 + power);
}

/* SplitMix64 */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static void shuffle(uint32_t *order, size_t n, uint64_t *state)
{
	for (size_t i = n; i > 1; i--) {
		size_t k = (size_t)(next_random(state) % i);
		uint32_t swapped = order[i - 1];

		order[i - 1] = order[k];
		order[k] = swapped;
	}
}

static void learn(struct trainer *t, const struct train_text *text)
{
	const struct abuse_features *x = &text->features;
	double value, sum = 0, error;

	if (x->n == 0)
		return;
	value = 1 / sqrt((double)x->n);
	for (size_t i = 0; i < x->n; i++)
		sum += t->weight[x->index[i]];
	error = train_sigmoid(sum * value + t->bias) - text->is_abuse;
	for (size_t i = 0; i < x->n; i++) {
		uint32_t k = x->index[i];
		double step = error * value;

		t->gradient[k] += step * step;
		t->weight[k] -= rate * (step + decay * t->weight[k]) /
		                sqrt(t->gradient[k]);
	}
	t->bias -= bias_rate * error;
}

static void quantise(struct arena *arena, const struct trainer *t,
                     struct abuse_model *model)
{
	int8_t *weights = arena_array(arena, int8_t, ABUSE_SIZE);
	double most = 0;

	for (size_t i = 0; i < ABUSE_SIZE; i++)
		most = fmax(most, fabs(t->weight[i]));
	model->scale = most > 0 ? most / WEIGHT_MAX : 1;
	for (size_t i = 0; i < ABUSE_SIZE; i++)
		weights[i] = (int8_t)floor(t->weight[i] / model->scale + .5);
	model->weights = weights;
	model->bias = t->bias;
}

void train_abuse(struct arena *arena, const struct train_text *texts, size_t n,
                 struct abuse_model *model)
{
	struct trainer t = {arena_array(arena, double, ABUSE_SIZE),
	                    arena_array(arena, double, ABUSE_SIZE), 0};
	uint32_t *order = arena_array(arena, uint32_t, n + 1);
	uint64_t state = 1;

	for (size_t i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	for (size_t i = 0; i < ABUSE_SIZE; i++)
		t.gradient[i] = first_gradient;
	for (int epoch = 0; epoch < EPOCHS; epoch++) {
		shuffle(order, n, &state);
		for (size_t i = 0; i < n; i++)
			learn(&t, &texts[order[i]]);
	}
	quantise(arena, &t, model);
}
