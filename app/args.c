#include "app/args.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/program.h"
#include "base/attr.h"
#include "base/str.h"

static void print_usage(FILE *to, const struct program *program)
{
	struct str rest = str_of(program->usage), line;
	const char *lead = "usage:";

	if (rest.len == 0)
		fprintf(to, "usage: postbag %s [options]\n", program->name);
	while (str_next_line(&rest, &line)) {
		fprintf(to, "%-6s postbag %s %.*s\n", lead, program->name,
		        (int)line.len, line.ptr);
		lead = "";
	}
}

static void print_help(const struct program *program,
                       const struct option *options, size_t n)
{
	printf("%s\n\n", program->help);
	print_usage(stdout, program);
	printf("\noptions:\n");
	for (size_t i = 0; i < n; i++)
		printf("  %s %-*s %s\n", options[i].name,
		       (int)(22 - strlen(options[i].name)),
		       options[i].value ? options[i].value : "",
		       options[i].help);
	printf("  -c, --config FILE       the configuration (%s/postbag.conf)\n"
	       "  --json                  a JSON object on each line\n"
	       "  -h, --help              this text\n",
	       CONFDIR);
}

int args_wrong(const struct program *program, const char *fmt, ...)
{
	va_list list;

	fprintf(stderr, "postbag %s: ", program->name);
	va_start(list, fmt);
	vfprintf(stderr, fmt, list);
	va_end(list);
	fprintf(stderr, "\n");
	print_usage(stderr, program);
	return EX_USAGE;
}

/* Options that every command has. */
static const struct option *common_option(const struct option *common, size_t n,
                                          const char *word)
{
	if (!strcmp(word, "-c"))
		word = "--config";
	if (!strcmp(word, "-h"))
		word = "--help";
	for (size_t i = 0; i < n; i++)
		if (!strcmp(common[i].name, word))
			return &common[i];
	return NULL;
}

static int take_value(const struct program *program,
                      const struct option *option, const char *value)
{
	int64_t number;

	if (!value)
		return args_wrong(program, "%s wants a value", option->name);
	if (option->text)
		*option->text = value;
	if (!option->number)
		return -1;
	if (!str_number(str_of(value), &number) || number < 0)
		return args_wrong(program, "%s wants a number, not '%s'",
		                  option->name, value);
	*option->number = number;
	return -1;
}

int args_read(const struct program *program, int argc, char **argv,
              const struct option *options, size_t n_options, struct args *args)
{
	bool is_help = false, is_over = false;
	const char *config = NULL;
	const struct option common[] = {
		{"--config", "FILE", "", &config, NULL, NULL},
		{"--json", NULL, "", NULL, NULL, &args->is_json},
		{"--help", NULL, "", NULL, NULL, &is_help},
	};
	int result = -1;

	*args = (struct args){.words = argv, .config = CONFDIR "/postbag.conf"};
	for (int i = 1; i < argc && result < 0; i++) {
		const struct option *option = NULL;

		if (is_over || argv[i][0] != '-' || !argv[i][1]) {
			args->words[args->n_words++] = argv[i];
			continue;
		}
		if (!strcmp(argv[i], "--")) {
			is_over = true;
			continue;
		}
		for (size_t k = 0; k < n_options && !option; k++)
			if (!strcmp(options[k].name, argv[i]))
				option = &options[k];
		if (!option)
			option = common_option(common, ARRAY_LEN(common),
			                       argv[i]);
		if (!option)
			return args_wrong(program, "unknown option '%s'",
			                  argv[i]);
		if (option->flag)
			*option->flag = true;
		else
			result = take_value(program, option,
			                    i + 1 < argc ? argv[++i] : NULL);
	}
	if (result < 0 && is_help) {
		print_help(program, options, n_options);
		return EX_OK;
	}
	if (config) {
		args->config = config;
		args->has_config = true;
	}
	return result;
}
