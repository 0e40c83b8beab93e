#include "tests/child.h"

#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATH_LEN 1024

/* The program beside our own: build/tests/test_x and build/tests/peer/y. */
static void find(const char *name, char path[PATH_LEN])
{
	ssize_t n = -1;
	char *slash;

	if (!strncmp(name, "peer/", 5))
		n = readlink("/proc/self/exe", path, PATH_LEN - 1);
	if (n < 0) {
		snprintf(path, PATH_LEN, "%s", name);
		return;
	}
	path[n] = '\0';
	slash = strrchr(path, '/');
	snprintf(slash + 1, PATH_LEN - (size_t)(slash + 1 - path), "%s", name);
}

/* An unnamed file that holds `input`, to be read from its start. */
static int file_of(const char *input)
{
	FILE *file = tmpfile();
	int fd;

	ck_assert_ptr_nonnull(file);
	fputs(input, file);
	rewind(file);
	fd = dup(fileno(file));
	fclose(file);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

void child_start(struct child *child, const char *const argv[],
                 const char *input)
{
	char path[PATH_LEN];
	char *words[16] = {NULL};
	int in = file_of(input), out[2];

	for (size_t i = 0; argv[i]; i++) {
		ck_assert_uint_lt(i, ARRAY_LEN(words) - 1);
		words[i] = strdup(argv[i]);
	}
	find(argv[0], path);
	ck_assert_int_eq(pipe(out), 0);
	fcntl(out[0], F_SETFD, FD_CLOEXEC);
	child->pid = fork();
	ck_assert_int_ge(child->pid, 0);
	if (child->pid == 0) {
		dup2(in, STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in);
		close(out[1]);
		execvp(path, words);
		_exit(127);
	}
	for (size_t i = 0; words[i]; i++)
		free(words[i]);
	close(in);
	close(out[1]);
	child->out = out[0];
}

void child_line(struct child *child, struct buf *line)
{
	char c;
	ssize_t n;

	do {
		n = read(child->out, &c, 1);
		if (n == 1 && c != '\n')
			buf_addc(line, c);
	} while (n == 1 ? c != '\n' : n < 0 && errno == EINTR);
}

int child_end(struct child *child, struct buf *rest)
{
	char part[4096];
	int status = 0;
	ssize_t n;

	while ((n = read(child->out, part, sizeof(part))) != 0)
		if (n > 0)
			buf_add(rest, (struct str){part, (size_t)n});
		else if (errno != EINTR)
			break;
	close(child->out);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int child_run(const char *const argv[])
{
	struct buf rest = BUF_INIT(1 << 20);
	struct child child;
	int code;

	child_start(&child, argv, "");
	code = child_end(&child, &rest);
	buf_free(&rest);
	return code;
}

int64_t child_port(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, len), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address, &len), 0);
	close(fd);
	return ntohs(address.sin_port);
}

int64_t child_peer(struct child *child, const char *name, const char *script)
{
	char path[100];
	const char *argv[] = {path, NULL};
	struct buf line = BUF_INIT(100);
	int64_t port = 0;

	snprintf(path, sizeof(path), "peer/%s", name);
	child_start(child, argv, script);
	child_line(child, &line);
	ck_assert_msg(str_number(buf_str(&line), &port), "%s did not start",
	              path);
	buf_free(&line);
	return port;
}
