#include "conf/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
