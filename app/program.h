/*
 * program.h - the commands of postbag
 */
#ifndef APP_PROGRAM_H
#define APP_PROGRAM_H

/* A command.  `run` gets the words behind "postbag", its own name first. */
struct program {
	const char *name;  /* "article" */
	const char *usage; /* "add LIST FILE...": lines parted by LF */
	const char *help;  /* what it is for: a line; --help has the rest too */
	int (*run)(const struct program *program, int argc, char **argv);
};

int program_run(const struct program *program, int argc, char **argv);
int program_collect(const struct program *program, int argc, char **argv);
int program_edit(const struct program *program, int argc, char **argv);
int program_deliver(const struct program *program, int argc, char **argv);
int program_check(const struct program *program, int argc, char **argv);
int program_article(const struct program *program, int argc, char **argv);
int program_comment(const struct program *program, int argc, char **argv);
int program_desk(const struct program *program, int argc, char **argv);
int program_block(const struct program *program, int argc, char **argv);
int program_subscriber(const struct program *program, int argc, char **argv);
int program_edition(const struct program *program, int argc, char **argv);
int program_rules(const struct program *program, int argc, char **argv);
int program_letter(const struct program *program, int argc, char **argv);
int program_why(const struct program *program, int argc, char **argv);
int program_feed(const struct program *program, int argc, char **argv);
int program_inspect(const struct program *program, int argc, char **argv);
int program_summarize(const struct program *program, int argc, char **argv);
int program_score(const struct program *program, int argc, char **argv);
int program_audit(const struct program *program, int argc, char **argv);
int program_stats(const struct program *program, int argc, char **argv);
int program_status(const struct program *program, int argc, char **argv);
int program_keys(const struct program *program, int argc, char **argv);
int program_store(const struct program *program, int argc, char **argv);

#endif
