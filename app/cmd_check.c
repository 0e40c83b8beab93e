/*
 * check, store: is the configuration right, is the store?
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "app/args.h"
#include "app/judges.h"
#include "app/out.h"
#include "app/program.h"
#include "app/site.h"
#include "store/copy.h"
#include "store/schema.h"

/* Every mistake as an object of its own. */
static int check_as_json(const char *path)
{
	static const char *const columns[] = {NULL};
	struct config_mistake *mistakes = NULL;
	struct arena arena = {0};
	struct config config;
	struct out out;
	size_t n = 0;
	enum err err = config_load(&arena, path, true, &config, &mistakes, &n);

	out_open(&out, true);
	for (size_t i = 0; err && i < n; i++) {
		out_row(&out);
		out_text(&out, "file", str_of(mistakes[i].file));
		out_number(&out, "line", mistakes[i].line);
		out_text(&out, "mistake", str_of(mistakes[i].text));
	}
	out_close(&out, columns, "");
	arena_free(&arena);
	return err ? EX_CONFIG : EX_OK;
}

/* What is no mistake, but hardly meant. */
static void warn_of_nobody(const struct site *site)
{
	for (int64_t i = 0; i < site->config.n_lists; i++)
		if (site->config.lists[i].n_moderators == 0)
			fprintf(stderr,
			        "%s: list %s has no moderators: nobody is told"
			        " of held comments\n",
			        site->path, site->config.lists[i].name);
}

/* An appeal is for another than who rejected the letter. */
static void warn_of_appeals(const struct site *site)
{
	for (int64_t i = 0; i < site->config.n_lists; i++) {
		const struct config_list *list = &site->config.lists[i];

		for (int64_t k = 0; k < list->n_moderators; k++)
			if (!judges_any(list, str_of(list->moderators[k])))
				fprintf(stderr,
				        "%s: list %s has nobody but %s to"
				        " decide an appeal against that"
				        " moderator: name an admin or another"
				        " moderator\n",
				        site->path, list->name,
				        list->moderators[k]);
	}
}

static bool has_approving_rule(const struct config *config)
{
	for (int64_t i = 0; i < config->n_rules; i++)
		if (config->rules[i].act == RULE_APPROVE)
			return true;
	return false;
}

/* Anybody can write any From: printed unseen, it should be proven. */
static void warn_of_unproven(const struct site *site)
{
	const struct config *config = &site->config;
	bool has_rule = has_approving_rule(config);

	if (config->auth.n_authserv_ids > 0)
		return;
	for (int64_t i = 0; i < config->n_lists; i++) {
		int64_t mode = config->lists[i].moderation;

		if (mode != CONFIG_CLOSED &&
		    (mode != CONFIG_BEFORE || has_rule))
			fprintf(stderr,
			        "%s: list %s prints comments that nobody has"
			        " looked at, without auth: a forged sender is"
			        " not noticed\n",
			        site->path, config->lists[i].name);
	}
}

int program_check(const struct program *program, int argc, char **argv)
{
	struct site site = {0};
	struct args args;
	struct why why;
	int code = args_read(program, argc, argv, NULL, 0, &args);

	if (code >= 0)
		return code;
	if (args.is_json && check_as_json(args.config) != EX_OK)
		return EX_CONFIG;
	code = site_configure(args.config, true, &site);
	if (code == EX_OK && site_load(&site, &why) != OK) {
		fprintf(stderr, "%s\n", why.text);
		code = EX_CONFIG;
	}
	if (code == EX_OK)
		warn_of_nobody(&site);
	if (code == EX_OK)
		warn_of_appeals(&site);
	if (code == EX_OK)
		warn_of_unproven(&site);
	if (code == EX_OK)
		out_say(args.is_json, "%s is fine: %lld %s, %lld %s, %lld %s.",
		        args.config, (long long)site.config.n_lists,
		        site.config.n_lists == 1 ? "list" : "lists",
		        (long long)site.config.n_mailboxes,
		        site.config.n_mailboxes == 1 ? "mailbox" : "mailboxes",
		        (long long)site.config.n_relays,
		        site.config.n_relays == 1 ? "relay" : "relays");
	site_close(&site);
	return code;
}

static enum err upgrade(struct site *site, bool is_json, struct why *why)
{
	enum err err = db_open(site->config.store, &site->db, why);

	if (err == OK)
		err = schema_upgrade(site->db, why);
	if (err == OK)
		out_say(is_json, "%s has schema %lld.", site_store(site),
		        (long long)schema_version());
	return err;
}

static enum err verify(struct site *site, bool is_json, struct why *why)
{
	int64_t broken = 0;
	enum err err = site_open(site, why);

	if (err == OK)
		err = db_verify(site->db, why);
	/* Nothing is printed that nobody approved (DESIGN 8, promise 3). */
	if (err == OK)
		err = db_number(site->db,
		                "SELECT COUNT(*) FROM comments c WHERE"
		                " c.state IN (2, 3) AND NOT EXISTS (SELECT 1"
		                " FROM decisions d WHERE d.comment = c.id"
		                " AND d.state = 2)",
		                NULL, 0, &broken, why);
	if (err == OK && broken > 0)
		err = err_because(why, ERR_FATAL,
		                  "%lld comments are approved without a"
		                  " decision",
		                  (long long)broken);
	if (err == OK)
		out_say(is_json, "%s is sound.", site_store(site));
	return err;
}

static void tell_table(void *context, struct str table, int64_t rows)
{
	const struct args *args = context;

	if (!args->is_json)
		printf("%10lld  %.*s\n", (long long)rows, (int)table.len,
		       table.ptr);
}

/* From one store to another, neither of which need be the configuration's. */
static enum err copy(struct args *args, struct why *why)
{
	struct db *from = NULL, *to = NULL;
	int64_t rows = 0;
	enum err err;

	if (!db_is_server(args->words[1]) && access(args->words[1], F_OK) != 0)
		return err_because(why, ERR_ABSENT, "%s: no such store",
		                   args->words[1]);
	err = db_open(args->words[1], &from, why);
	if (err == OK)
		err = schema_check(from, why);
	if (err == OK)
		err = db_open(args->words[2], &to, why);
	if (err == OK)
		err = schema_upgrade(to, why);
	if (err == OK)
		err = store_copy(from, to, tell_table, args, &rows, why);
	if (err == OK)
		out_say(args->is_json,
		        "%lld rows are in both stores.  Name the new one in the"
		        " configuration.",
		        (long long)rows);
	db_close(&from);
	db_close(&to);
	return err;
}

int program_store(const struct program *program, int argc, char **argv)
{
	struct site site = {0};
	struct args args;
	struct why why;
	enum err err;
	int code = args_read(program, argc, argv, NULL, 0, &args);

	if (code >= 0)
		return code;
	if (args.n_words == 3 && !strcmp(args.words[0], "copy")) {
		err = copy(&args, &why);
		return err ? out_error(err, "%s", why.text) : EX_OK;
	}
	if (args.n_words != 1 || (strcmp(args.words[0], "upgrade") != 0 &&
	                          strcmp(args.words[0], "verify") != 0))
		return args_wrong(program,
		                  "say 'upgrade', 'verify' or 'copy FROM TO'");
	code = site_configure(args.config, false, &site);
	if (code == EX_OK) {
		err = !strcmp(args.words[0], "upgrade")
		              ? upgrade(&site, args.is_json, &why)
		              : verify(&site, args.is_json, &why);
		if (err)
			code = out_error(err, "%s", why.text);
	}
	site_close(&site);
	return code;
}
