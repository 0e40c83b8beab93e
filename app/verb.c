#include "app/verb.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "app/program.h"
#include "base/date.h"
#include "conf/literal.h"

int64_t verb_id(const char *text)
{
	int64_t id;

	if (str_number(str_of(text), &id) && id > 0)
		return id;
	fprintf(stderr, "postbag: '%s' is not an id\n", text);
	return 0;
}

const char *verb_list(const struct verb_call *call)
{
	const struct config_list *list;

	if (call->n == 0)
		return "";
	list = site_list(call->site, call->words[0]);
	return list ? list->name : NULL;
}

bool verb_day(const char *text, int64_t *time)
{
	struct str rest = str_of(text ? text : "1970-01-01");
	int64_t part[3] = {0};
	struct date date;
	struct str word;
	size_t n = 0;

	while (n < 3 && str_next_field(&rest, '-', &word) &&
	       str_number(word, &part[n]))
		n++;
	if (n == 3 && rest.len == 0 && part[0] <= 9999 && part[1] >= 1 &&
	    part[1] <= 12 && part[2] >= 1 && part[2] <= 31) {
		*time = date_days(part[0], (int)part[1], (int)part[2]) * 86400;
		date = date_of(*time);
		if (date.day == part[2]) /* there is such a day */
			return true;
	}
	fprintf(stderr, "postbag: '%s' is not a day such as 2026-11-25\n",
	        text);
	return false;
}

bool verb_since(const char *text, int64_t *time)
{
	int64_t seconds;

	if (!text || !literal_duration(str_of(text), &seconds))
		return verb_day(text, time);
	*time = site_now() - seconds;
	return true;
}

struct str verb_operator(struct arena *arena)
{
	const struct passwd *user = getpwuid(getuid());

	return str_of(arena_printf(arena, "%s (command line)",
	                           user ? user->pw_name : "somebody"));
}

int verb_run(const struct program *program, const struct args *args,
             const struct verb *verbs, size_t n_verbs, const void *options)
{
	const struct verb *verb = NULL;
	struct arena arena = {0};
	struct site site = {0};
	struct verb_call call = {.program = program,
	                         .site = &site,
	                         .args = args,
	                         .arena = &arena,
	                         .options = options};
	int code;

	for (size_t i = 0; args->n_words > 0 && i < n_verbs; i++)
		if (!strcmp(verbs[i].name, args->words[0]))
			verb = &verbs[i];
	if (!verb)
		return args_wrong(program, "%s%s%s",
		                  args->n_words > 0 ? "no verb '" : "no verb",
		                  args->n_words > 0 ? args->words[0] : "",
		                  args->n_words > 0 ? "'" : "");
	call.n = args->n_words - 1;
	call.words = args->words + 1;
	if (call.n < verb->min || call.n > verb->max)
		return args_wrong(program, "%s: wrong number of words",
		                  verb->name);
	code = site_start(args->config, &site);
	if (code == EX_OK)
		code = verb->run(&call);
	site_close(&site);
	arena_free(&arena);
	return code;
}
