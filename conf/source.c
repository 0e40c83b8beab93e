#include "conf/source_private.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

/* Mended text is longer than what was read: "a" for a, key*1 for key. */
#define TEXT_MAX (8 * (size_t)SOURCE_MAX)

static void add_run(struct scan *scan, struct place place)
{
	struct source *source = scan->source;

	source->runs = arena_grow(scan->arena, source->runs, source->n_runs,
	                          sizeof(*source->runs));
	source->runs[source->n_runs].line = scan->line;
	source->runs[source->n_runs++].place = place;
}

static void add_line_end(struct scan *scan)
{
	buf_addc(&scan->text, '\n');
	scan->line++;
}

/* The path without symbolic links, or NULL with errno. */
static const char *real_path(struct arena *arena, const char *path)
{
	char real[PATH_MAX];

	if (!realpath(path, real))
		return NULL;
	return arena_copy(arena, str_of(real));
}

/* Read all of `path`, adding a mistake at `place` when that fails. */
static enum err read_file(struct scan *scan, const char *path,
                          struct place place, struct str *text)
{
	struct why why;
	enum err err = file_read(scan->arena, path, SOURCE_MAX - scan->read,
	                         text, &why);
	struct str cause;

	if (!err) {
		scan->read += text->len;
		return OK;
	}
	if (err == ERR_LIMIT) {
		mistakes_add(scan->mistakes, place,
		             "more than %d bytes of configuration", SOURCE_MAX);
		return ERR_INPUT;
	}
	cause = str_of(why.text);
	if (str_starts(cause, path))
		cause = str_from(cause, strlen(path) + 2);
	mistakes_add(scan->mistakes, place, "cannot read %s: %.*s", path,
	             (int)cause.len, cause.ptr);
	return err == ERR_ABSENT ? ERR_ABSENT : ERR_INPUT;
}

static bool has_dotdot(struct str path)
{
	struct str part;

	while (str_next_field(&path, '/', &part))
		if (str_is(part, ".."))
			return true;
	return false;
}

static bool is_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	if (!strcmp(folder, "/"))
		return true;
	return !strncmp(path, folder, len) && path[len] == '/';
}

/* Where `name` really lies, if we may read it; else a mistake and NULL. */
static const char *find_include(struct scan *scan, const struct file *from,
                                struct str name, const char *path)
{
	const char *real = real_path(scan->arena, path);
	struct stat status;

	if (!real) {
		mistakes_add(scan->mistakes, from->place,
		             "@include \"%.*s\": %s", (int)name.len, name.ptr,
		             strerror(errno));
		return NULL;
	}
	if (!is_below(real, scan->source->folder)) {
		mistakes_add(scan->mistakes, from->place,
		             "@include \"%.*s\" is not below %s", (int)name.len,
		             name.ptr, scan->source->folder);
		return NULL;
	}
	if (stat(real, &status) || !S_ISREG(status.st_mode)) {
		mistakes_add(scan->mistakes, from->place,
		             "@include \"%.*s\" is not a plain file",
		             (int)name.len, name.ptr);
		return NULL;
	}
	for (const struct file *file = from; file; file = file->above) {
		if (!file->real || strcmp(file->real, real) != 0)
			continue;
		mistakes_add(scan->mistakes, from->place,
		             "@include \"%.*s\" includes itself", (int)name.len,
		             name.ptr);
		return NULL;
	}
	return real;
}

static bool include_name_ok(struct scan *scan, const struct file *from,
                            struct str name)
{
	const char *wrong = NULL;

	if (name.len == 0 || memchr(name.ptr, '\0', name.len) ||
	    memchr(name.ptr, '\\', name.len))
		wrong = "is no name of a file";
	else if (has_dotdot(name))
		wrong = "must not hold \"..\"";
	else if (from->depth + 1 == SOURCE_DEPTH_MAX)
		wrong = "is included too deeply";
	if (!wrong)
		return true;
	mistakes_add(scan->mistakes, from->place, "@include \"%.*s\" %s",
	             (int)name.len, name.ptr, wrong);
	return false;
}

void source_include(struct scan *scan, const struct file *from, struct str name)
{
	struct file file = {.above = from, .depth = from->depth + 1};
	const char *path;

	if (!include_name_ok(scan, from, name))
		return;
	if (str_starts(name, "/")) {
		path = file.place.file = arena_copy(scan->arena, name);
	} else {
		path = arena_printf(scan->arena, "%s/%.*s",
		                    scan->source->folder, (int)name.len,
		                    name.ptr);
		file.place.file =
			arena_printf(scan->arena, "%s%.*s", scan->shown_folder,
		                     (int)name.len, name.ptr);
	}
	file.real = find_include(scan, from, name, path);
	if (!file.real || read_file(scan, file.real, from->place, &file.rest))
		return;
	file.place.file_no = ++scan->n_files;
	file.place.line = 1;
	add_line_end(scan);
	add_run(scan, file.place);
	scan_file(scan, &file);
	add_line_end(scan);
	add_run(scan, from->place);
}

/* `path` up to and with its last slash; "" when it has none. */
static const char *folder_of(struct arena *arena, const char *path)
{
	size_t slash = str_find_last_char(str_of(path), '/');

	if (slash == STR_NONE)
		return "";
	return arena_copy(arena, str_slice(str_of(path), 0, slash + 1));
}

enum err source_read(struct arena *arena, const char *path,
                     struct mistakes *mistakes, struct source *source)
{
	struct source result = {.folder = NULL};
	struct scan scan = {
		.arena = arena,
		.mistakes = mistakes,
		.source = &result,
		.shown_folder = folder_of(arena, path),
		.text = BUF_INIT(TEXT_MAX),
		.line = 1,
		.name_at = STR_NONE,
	};
	struct file file = {.place = {path, 0, 0}};
	/* file_read() takes a lone "-" for standard input. */
	const char *name = strcmp(path, "-") ? path : "./-";
	enum err err;

	err = read_file(&scan, name, file.place, &file.rest);
	if (err)
		return err;
	file.real = real_path(arena, name);
	result.folder = real_path(
		arena, scan.shown_folder[0] ? scan.shown_folder : ".");
	if (!result.folder) {
		mistakes_add(mistakes, file.place, "folder of %s: %s", path,
		             strerror(errno));
		return ERR_INPUT;
	}
	file.place.line = 1;
	add_run(&scan, file.place);
	scan_file(&scan, &file);
	result.text = buf_take(&scan.text, arena);
	if (scan.is_over)
		return ERR_INPUT;
	*source = result;
	return OK;
}

struct place source_place(const struct source *source, unsigned line)
{
	size_t i = source->n_runs - 1;
	struct place place;

	while (i > 0 && source->runs[i].line > line)
		i--;
	place = source->runs[i].place;
	if (line > source->runs[i].line)
		place.line += (int)(line - source->runs[i].line);
	return place;
}

struct str source_line(const struct source *source, unsigned line)
{
	struct str rest = source->text, text = {NULL, 0};

	while (line-- > 0)
		if (!str_next_line(&rest, &text))
			return (struct str){NULL, 0};
	return str_trim(text);
}
