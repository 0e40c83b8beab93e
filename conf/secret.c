#include "conf/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "conf/literal.h"

#define SECRET_FILE_MAX 4096 /* bytes, of which the first line counts */

static enum err check_fd(int fd, unsigned forbidden, struct why *why)
{
	struct stat status;

	if (fstat(fd, &status))
		return err_because(why, ERR_FATAL, "%s", strerror(errno));
	if (!S_ISREG(status.st_mode))
		return err_because(why, ERR_FATAL, "not a plain file");
	if (status.st_mode & forbidden)
		return err_because(why, ERR_FATAL,
		                   "mode %04o lets others at it, "
		                   "%04o is the most",
		                   (unsigned)status.st_mode & 0777,
		                   forbidden == SECRET_OWN ? 0600 : 0640);
	return OK;
}

enum err secret_check(const char *path, unsigned forbidden, struct why *why)
{
	/* A pipe must not make us wait. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	enum err err;

	if (fd < 0)
		return err_because(why,
		                   errno == ENOENT ? ERR_ABSENT : ERR_FATAL,
		                   "%s", strerror(errno));
	err = check_fd(fd, forbidden, why);
	close(fd);
	return err;
}

enum err secret_read(struct arena *arena, const char *path, struct str *secret,
                     struct why *why)
{
	struct str text, line = {NULL, 0};
	struct why cause;

	if (secret_check(path, SECRET_OPEN, &cause))
		return err_because(why, ERR_FATAL, "%s: %s", path, cause.text);
	if (file_read(arena, path, SECRET_FILE_MAX, &text, why))
		return ERR_FATAL;
	if (!str_next_line(&text, &line) || line.len == 0)
		return err_because(why, ERR_FATAL, "%s: no secret in it", path);
	if (line.len > SECRET_MAX)
		return err_because(why, ERR_FATAL,
		                   "%s: a secret of more than %d bytes", path,
		                   SECRET_MAX);
	if (literal_text(line, &cause))
		return err_because(why, ERR_FATAL, "%s: the secret %s", path,
		                   cause.text);
	*secret = line;
	return OK;
}
