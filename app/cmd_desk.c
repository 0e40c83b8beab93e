/*
 * desk: held comments on a full screen, decided by keys
 */
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "app/args.h"
#include "app/console.h"
#include "app/out.h"
#include "app/program.h"
#include "app/terminal.h"
#include "app/verb.h"

static enum err show(struct console *desk, struct why *why)
{
	struct arena arena = {0};
	struct console_screen screen;
	size_t rows, columns;
	enum err err;

	terminal_size(&rows, &columns);
	err = console_draw(desk, &arena, rows, columns, site_now(), &screen,
	                   why);
	if (err == OK)
		terminal_show(&screen);
	arena_free(&arena);
	return err;
}

/* Until "q", or something fails. */
static enum err sit(struct console *desk, struct why *why)
{
	enum err err = show(desk, why);

	while (err == OK && !desk->is_done) {
		err = console_press(desk, terminal_key(), site_now(), why);
		if (err == OK)
			err = show(desk, why);
	}
	return err;
}

static int run_desk(struct site *site, const char *list)
{
	struct arena arena = {0};
	struct console desk;
	struct why why;
	enum err err;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || !terminal_open())
		return out_error(ERR_INPUT, "the desk wants a terminal; see"
		                            " postbag comment");
	err = console_open(&desk, site, str_of(list), verb_operator(&arena),
	                   &why);
	if (err == OK)
		err = sit(&desk, &why);
	terminal_close();
	console_close(&desk);
	arena_free(&arena);
	return err ? out_error(err, "%s", why.text) : EX_OK;
}

int program_desk(const struct program *program, int argc, char **argv)
{
	struct site site = {0};
	struct args args;
	const char *list = "";
	int code = args_read(program, argc, argv, NULL, 0, &args);

	if (code >= 0)
		return code;
	if (args.n_words > 1)
		return args_wrong(program, "one list");
	code = site_start(args.config, &site);
	if (code == EX_OK && args.n_words == 1)
		list = args.words[0];
	if (code == EX_OK && *list && !site_list(&site, list)) {
		out_error(ERR_ABSENT, "there is no list %s", list);
		code = EX_NOINPUT;
	}
	if (code == EX_OK)
		code = run_desk(&site, list);
	site_close(&site);
	return code;
}
