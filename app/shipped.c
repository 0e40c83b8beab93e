#include "app/shipped.h"

#include <unistd.h>

enum {
	PATH_LIMIT = 4096,
	FOLDERS_UP = 3, /* build/postbag, build/asan/tests/test_x */
};

const char *shipped_path(struct arena *arena, const char *name)
{
	char self[PATH_LIMIT];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	struct str exe = {self, n > 0 ? (size_t)n : 0};
	const char *up = "";

	exe = str_slice(exe, 0, str_find_last_char(exe, '/'));
	for (int i = 0; n > 0 && i < FOLDERS_UP; i++) {
		const char *near;

		up = arena_printf(arena, "%s/..", up);
		near = arena_printf(arena, "%.*s%s/%s", (int)exe.len, exe.ptr,
		                    up, name);
		if (access(near, R_OK) == 0)
			return near;
	}
	return arena_printf(arena, DATADIR "/%s", name);
}
