/*
 * account.h - the model of weekly.txt and weekly.html: how moderation is doing
 */
#ifndef DIGEST_ACCOUNT_H
#define DIGEST_ACCOUNT_H

#include "digest/render.h"
#include "digest/statistics.h"

struct account {
	struct str name;                 /* of the list, in commands */
	const struct statistics *week;   /* what it tells */
	const struct statistics *longer; /* the days of its chart */
	int offset_s;                    /* of the list's zone */
	struct str chart;                /* link to the picture */
	int64_t record;                  /* the last row of the record, ... */
	struct str record_hash;          /* ... and its hash */
};

/* The names of postbag-templates(7), each once. */
struct value *account_model(struct arena *arena, const struct render_list *list,
                            const struct account *account);

#endif
