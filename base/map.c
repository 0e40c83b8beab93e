#include "base/map.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err map_fd(int fd, const char *path, size_t max, struct map *map,
                       struct why *why)
{
	struct stat about;
	void *at;

	if (fstat(fd, &about) != 0)
		return err_because(why, ERR_FATAL, "%s: %s", path,
		                   strerror(errno));
	if (!S_ISREG(about.st_mode))
		return err_because(why, ERR_FATAL, "%s: not a file", path);
	if ((uintmax_t)about.st_size > max)
		return err_because(why, ERR_LIMIT, "%s: more than %zu bytes",
		                   path, max);
	if (about.st_size == 0) {
		map->bytes = str_of("");
		return OK;
	}
	at = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		return err_because(why, ERR_FATAL, "%s: %s", path,
		                   strerror(errno));
	map->bytes = (struct str){at, (size_t)about.st_size};
	return OK;
}

enum err map_open(const char *path, size_t max, struct map *map,
                  struct why *why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum err err;

	if (fd < 0)
		return err_because(why,
		                   errno == ENOENT ? ERR_ABSENT : ERR_FATAL,
		                   "%s: %s", path, strerror(errno));
	err = map_fd(fd, path, max, map, why);
	close(fd);
	return err;
}

void map_close(struct map *map)
{
	if (map->bytes.len > 0)
		munmap((void *)(uintptr_t)map->bytes.ptr, map->bytes.len);
	map->bytes = (struct str){"", 0};
}
