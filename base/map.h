/*
 * map.h - a file as bytes in memory, read where it lies
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/err.h"
#include "base/str.h"

struct map {
	struct str bytes; /* until map_close() */
};

/*
 * Map all of `path`, a regular file of at most `max` bytes, for reading.
 *
 *	ERR_ABSENT	there is no such file
 *	ERR_LIMIT	it is larger
 *	ERR_FATAL	anything else, named in `why`
 */
enum err map_open(const char *path, size_t max, struct map *map,
                  struct why *why) MUST_CHECK;

/* Give it back; fine when it is none. */
void map_close(struct map *map);

#endif
