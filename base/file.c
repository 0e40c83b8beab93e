#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

static enum err read_fd(struct arena *arena, int fd, size_t max,
                        struct str *text)
{
	struct buf all = BUF_INIT(max);
	char part[65536];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			buf_free(&all);
			return ERR_FATAL;
		}
		buf_add(&all, (struct str){part, (size_t)n});
		if (!buf_ok(&all)) {
			buf_free(&all);
			return ERR_LIMIT;
		}
	}
	*text = buf_take(&all, arena);
	return OK;
}

enum err file_read(struct arena *arena, const char *path, size_t max,
                   struct str *text, struct why *why)
{
	bool standard = !strcmp(path, "-");
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	enum err err;
	int cause;

	if (fd < 0)
		return err_because(why,
		                   errno == ENOENT ? ERR_ABSENT : ERR_FATAL,
		                   "%s: %s", path, strerror(errno));
	err = read_fd(arena, fd, max, text);
	cause = errno;
	if (!standard)
		close(fd);
	if (err == ERR_LIMIT)
		return err_because(why, err, "%s: more than %zu bytes", path,
		                   max);
	if (err)
		return err_because(why, err, "%s: %s", path, strerror(cause));
	return OK;
}

enum err file_write_fd(int fd, struct str text, struct why *why)
{
	while (text.len > 0) {
		ssize_t n = write(fd, text.ptr, text.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_because(why, ERR_TEMP, "write: %s",
			                   strerror(errno));
		text = str_from(text, (size_t)n);
	}
	return OK;
}

static enum err sync_folder_of(const char *path, struct arena *arena)
{
	size_t slash = str_find_last_char(str_of(path), '/');
	const char *folder = ".";
	int fd, failed;

	if (slash != STR_NONE)
		folder = arena_copy(arena, str_slice(str_of(path), 0,
		                                     slash > 0 ? slash : 1));
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return ERR_FATAL;
	failed = fsync(fd);
	close(fd);
	return failed ? ERR_FATAL : OK;
}

enum err file_write(const char *path, struct str text, unsigned mode,
                    struct why *why)
{
	struct arena arena = {0};
	const char *aside =
		arena_printf(&arena, "%s.%ld.tmp", path, (long)getpid());
	int fd = open(aside,
	              O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
	              mode);
	enum err err = OK;
	bool failed;

	if (fd < 0) {
		err = err_because(why, ERR_FATAL, "%s: %s", aside,
		                  strerror(errno));
		goto out;
	}
	failed = file_write_fd(fd, text, NULL) != OK || fsync(fd) != 0;
	failed = close(fd) != 0 || failed;
	if (failed || rename(aside, path) != 0 ||
	    sync_folder_of(path, &arena) != OK) {
		err = err_because(why, ERR_FATAL, "%s: %s", path,
		                  strerror(errno));
		unlink(aside);
	}
out:
	arena_free(&arena);
	return err;
}

enum err file_make_folder(const char *path, unsigned mode, struct why *why)
{
	struct arena arena = {0};
	char *copy = arena_copy(&arena, str_of(path));
	enum err err = OK;

	for (char *p = copy + 1; err == OK; p++) {
		char c = *p;

		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		if (mkdir(copy, mode) != 0 && errno != EEXIST)
			err = err_because(why, ERR_FATAL, "%s: %s", copy,
			                  strerror(errno));
		*p = c;
		if (c == '\0')
			break;
	}
	arena_free(&arena);
	return err;
}
