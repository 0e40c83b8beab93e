#include "app/site.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "app/keys.h"
#include "app/out.h"
#include "app/wording.h"
#include "base/file.h"
#include "base/log.h"
#include "store/schema.h"

enum {
	ZONE_MAX = 256 * 1024, /* bytes */
};

int64_t site_now(void)
{
	return (int64_t)time(NULL);
}

int site_configure(const char *path, bool files_too, struct site *site)
{
	struct config_mistake *mistakes;
	size_t n = 0;
	enum err err = config_load(&site->arena, path, files_too, &site->config,
	                           &mistakes, &n);

	site->path = path;
	for (size_t i = 0; err && i < n; i++) {
		if (mistakes[i].line > 0)
			fprintf(stderr, "%s:%d: %s\n", mistakes[i].file,
			        mistakes[i].line, mistakes[i].text);
		else
			fprintf(stderr, "%s: %s\n", mistakes[i].file,
			        mistakes[i].text);
	}
	return err ? EX_CONFIG : EX_OK;
}

void site_set_log(const struct site *site)
{
	enum log_level level;

	if (log_level_named(site->config.log_level, &level))
		log_set_level(level);
}

static enum err load_zones(struct site *site, struct why *why)
{
	size_t n = (size_t)site->config.n_lists;

	site->zones = arena_array(&site->arena, const struct zone *, n);
	for (size_t i = 0; i < n; i++) {
		const char *path =
			arena_printf(&site->arena, "/usr/share/zoneinfo/%s",
		                     site->config.lists[i].zone);
		struct str bytes;
		enum err err =
			file_read(&site->arena, path, ZONE_MAX, &bytes, why);

		if (err)
			return err;
		if (zone_parse(&site->arena, bytes, &site->zones[i]) != OK)
			return err_because(why, ERR_FATAL,
			                   "%s: not a time zone file", path);
	}
	return OK;
}

enum err site_load(struct site *site, struct why *why)
{
	size_t n = 0;
	enum err err = wording_load(site, why);

	if (err == OK)
		err = load_zones(site, why);
	if (err == OK)
		err = keys_read(&site->arena, site->config.keys_file,
		                &site->key, &site->key_made, &n, why);
	if (err == OK)
		site->keys = (struct token_keys){site->key, n,
		                                 str_of(site->config.hostname)};
	return err;
}

const char *site_store(const struct site *site)
{
	return db_is_server(site->config.store) ? "the PostgreSQL store"
	                                        : site->config.store;
}

enum err site_open(struct site *site, struct why *why)
{
	enum err err;

	if (!db_is_server(site->config.store) &&
	    access(site->config.store, F_OK) != 0)
		return err_because(why, ERR_ABSENT,
		                   "no such store: run 'postbag store"
		                   " upgrade' to make it");
	err = db_open(site->config.store, &site->db, why);
	return err ? err : schema_check(site->db, why);
}

int site_start(const char *path, struct site *site)
{
	struct why why;
	enum err err;
	int code = site_configure(path, true, site);

	if (code != EX_OK)
		return code;
	err = site_load(site, &why);
	if (err) {
		fprintf(stderr, "%s\n", why.text);
		return EX_CONFIG;
	}
	site_set_log(site);
	err = site_open(site, &why);
	return err ? out_error(err, "%s: %s", site_store(site), why.text)
	           : EX_OK;
}

void site_close(struct site *site)
{
	db_close(&site->db);
	if (site->key)
		crypto_wipe(site->key, sizeof(*site->key) * site->keys.n);
	arena_free(&site->arena);
	*site = (struct site){0};
}

const struct config_list *site_list(const struct site *site, const char *name)
{
	const struct config_list *list = config_list_named(&site->config, name);

	if (!list) {
		fprintf(stderr, "postbag: no list '%s'; there are:", name);
		for (int64_t i = 0; i < site->config.n_lists; i++)
			fprintf(stderr, " %s", site->config.lists[i].name);
		fprintf(stderr, "\n");
	}
	return list;
}

const struct zone *site_zone(const struct site *site,
                             const struct config_list *list)
{
	return site->zones[list - site->config.lists];
}

void site_render_list(const struct site *site, struct arena *arena,
                      const struct config_list *list, struct render_list *out)
{
	*out = (struct render_list){
		.name = str_of(list->name),
		.title = str_of(list->title),
		.address = str_of(list->address),
		.reply_address = str_of(list->reply_address),
		.list_id = str_of(list->list_id),
		.language = str_of(list->language),
		.comments_faq = str_of(list->comments_faq),
		.postal_address = str_of(list->postal_address),
		.hostname = str_of(site->config.hostname),
		.owner = str_of(list->n_admins > 0 ? list->admins[0] : NULL),
		.complaints = str_of(list->complaints_address),
		.schedule = str_of(
			arena_printf(arena, "every day at %02d:%02d (%s)",
	                             (int)(list->daily_at / 60),
	                             (int)(list->daily_at % 60), list->zone)),
	};
}
