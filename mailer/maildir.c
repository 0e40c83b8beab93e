#include "mailer/maildir.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#	include <sys/inotify.h>
#endif

#include "base/buf.h"
#include "base/file.h"

#define FOLDER_MODE 0700
#define NAMES_MAX   100 /* tries for a free name */

struct entries {
	struct maildir_entry *all;
	size_t n;
};

static enum err failed(struct why *why, enum err err, const char *path)
{
	return err_because(why, err, "%s: %s", path, strerror(errno));
}

/* The file's name without ":2,flags". */
static const char *unique_part(struct arena *arena, const char *name)
{
	struct str text = str_of(name);

	return arena_copy(arena, str_slice(text, 0, str_find_char(text, ':')));
}

static void add_entry(struct arena *arena, const char *folder, const char *name,
                      struct entries *entries)
{
	const char *path = arena_printf(arena, "%s/%s", folder, name);
	struct stat status;

	/* Gone meanwhile, or no mail: a link, a folder. */
	if (lstat(path, &status) || !S_ISREG(status.st_mode))
		return;
	entries->all = arena_grow(arena, entries->all, entries->n,
	                          sizeof(*entries->all));
	entries->all[entries->n++] =
		(struct maildir_entry){.path = path,
	                               .name = unique_part(arena, name),
	                               .arrived_at = status.st_mtime};
}

static enum err add_folder(struct arena *arena, const char *path,
                           struct entries *entries, struct why *why)
{
	DIR *folder = opendir(path);
	const struct dirent *file;

	if (!folder)
		return failed(why, ERR_FATAL, path);
	while ((file = readdir(folder)))
		if (file->d_name[0] != '.')
			add_entry(arena, path, file->d_name, entries);
	closedir(folder);
	return OK;
}

static int by_age(const void *a, const void *b)
{
	const struct maildir_entry *x = a, *y = b;

	if (x->arrived_at != y->arrived_at)
		return x->arrived_at < y->arrived_at ? -1 : 1;
	return strcmp(x->name, y->name);
}

enum err maildir_list(struct arena *arena,
                      const struct maildir_options *options, size_t max,
                      struct maildir_entry **entries, size_t *n,
                      struct why *why)
{
	static const char *const folders[] = {"new", "cur"};
	struct entries found = {0};

	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		const char *path =
			arena_printf(arena, "%s/%s", options->path, folders[i]);
		enum err err = add_folder(arena, path, &found, why);

		if (err)
			return err;
	}
	if (found.n > 0)
		qsort(found.all, found.n, sizeof(*found.all), by_age);
	*entries = found.all;
	*n = found.n < max ? found.n : max;
	return OK;
}

/* Read up to `max` bytes; ERR_TEMP with errno. */
static enum err read_up_to(struct arena *arena, int fd, size_t max,
                           struct str *raw)
{
	struct buf all = BUF_INIT(max);
	char part[65536];

	while (all.len < max) {
		size_t left = max - all.len;
		ssize_t n = read(fd, part,
		                 left < sizeof(part) ? left : sizeof(part));

		if (n == 0)
			break;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			buf_free(&all);
			return ERR_TEMP;
		}
		buf_add(&all, (struct str){part, (size_t)n});
	}
	*raw = buf_take(&all, arena);
	return OK;
}

enum err maildir_read(struct arena *arena,
                      const struct maildir_options *options,
                      const struct maildir_entry *entry, struct str *raw,
                      bool *is_whole, struct why *why)
{
	size_t max = (size_t)options->max_mail;
	struct str text;
	enum err err;
	int fd = open(entry->path,
	              O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	assert(options->max_mail > 0);
	if (fd < 0)
		return failed(why, errno == ENOENT ? ERR_ABSENT : ERR_TEMP,
		              entry->path);
	err = read_up_to(arena, fd, max + 1, &text);
	if (err)
		err = failed(why, err, entry->path);
	close(fd);
	if (err)
		return err;
	*is_whole = text.len <= max;
	*raw = str_slice(text, 0, max);
	return OK;
}

static enum err make_maildir(struct arena *arena, const char *path,
                             struct why *why)
{
	static const char *const folders[] = {"tmp", "new", "cur"};

	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		const char *folder =
			arena_printf(arena, "%s/%s", path, folders[i]);
		enum err err = file_make_folder(folder, FOLDER_MODE, why);

		if (err)
			return err;
	}
	return OK;
}

/* A path in the processed Maildir that no other mail has. */
static const char *free_path(struct arena *arena,
                             const struct maildir_options *options,
                             const char *name)
{
	struct stat status;

	for (int i = 0; i < NAMES_MAX; i++) {
		const char *path =
			i == 0 ? arena_printf(arena, "%s/cur/%s:2,S",
		                              options->processed, name)
			       : arena_printf(arena, "%s/cur/%s.%d:2,S",
		                              options->processed, name, i);

		if (lstat(path, &status) && errno == ENOENT)
			return path;
	}
	return NULL;
}

static enum err move(struct arena *arena, const struct maildir_options *options,
                     const struct maildir_entry *entry, struct why *why)
{
	const char *path;
	enum err err = make_maildir(arena, options->processed, why);

	if (err)
		return err;
	path = free_path(arena, options, entry->name);
	if (!path)
		return err_because(why, ERR_FATAL,
		                   "%s/cur: no free name for %s",
		                   options->processed, entry->name);
	if (rename(entry->path, path) == 0)
		return OK;
	return failed(why, errno == ENOENT ? ERR_ABSENT : ERR_FATAL,
	              entry->path);
}

enum err maildir_done(const struct maildir_options *options,
                      const struct maildir_entry *entry, struct why *why)
{
	struct arena arena = {0};
	enum err err = move(&arena, options, entry, why);

	arena_free(&arena);
	return err;
}

#ifdef __linux__
int maildir_watch(const struct maildir_options *options)
{
	static const char *const folders[] = {"new", "cur"};
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	struct arena arena = {0};

	for (size_t i = 0; fd >= 0 && i < ARRAY_LEN(folders); i++) {
		const char *path = arena_printf(&arena, "%s/%s", options->path,
		                                folders[i]);

		if (inotify_add_watch(fd, path, IN_MOVED_TO | IN_CREATE) < 0)
			maildir_unwatch(&fd);
	}
	arena_free(&arena);
	return fd;
}
#else
int maildir_watch(const struct maildir_options *options)
{
	(void)options;
	return -1;
}
#endif

bool maildir_wait(int watch, int64_t ms, int stop_fd)
{
	struct pollfd fds[] = {{watch, POLLIN, 0}, {stop_fd, POLLIN, 0}};
	bool has_news = false;
	char events[4096];

	if (poll(fds, ARRAY_LEN(fds), (int)ms) <= 0)
		return false;
	while (watch >= 0 && read(watch, events, sizeof(events)) > 0)
		has_news = true;
	return has_news;
}

void maildir_unwatch(int *watch)
{
	if (*watch >= 0)
		close(*watch);
	*watch = -1;
}
