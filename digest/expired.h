/*
 * expired.h - what admins hear of comments that nobody decided
 */
#ifndef DIGEST_EXPIRED_H
#define DIGEST_EXPIRED_H

#include "digest/render.h"

/* The model of expired.txt: `n` comments that waited for `days`. */
struct value *expired_model(struct arena *arena, const struct render_list *list,
                            const struct comment *comments, size_t n,
                            int64_t days);

#endif
