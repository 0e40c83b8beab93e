/*
 * site.h - everything a command works with: configuration, store, keys,
 * templates, zones
 */
#ifndef APP_SITE_H
#define APP_SITE_H

#include "base/zone.h"
#include "conf/config.h"
#include "digest/render.h"
#include "digest/templates.h"
#include "mailer/token.h"
#include "store/db.h"

struct site {
	struct arena arena;
	const char *path; /* of the configuration */
	struct config config;
	struct templates templates;
	const char *shipped; /* folder of the shipped templates; NULL: found */
	const struct templates **wording; /* each list's; NULL: those above */
	struct token_key *key;
	int64_t *key_made; /* for each key: days since 1970-01-01 */
	struct token_keys keys;
	const struct zone **zones; /* one for each list of the configuration */
	struct db *db;
};

/*
 * Load the configuration; mistakes go to stderr, a line each.  Returns an exit
 * code: EX_OK or EX_CONFIG.
 */
int site_configure(const char *path, bool files_too, struct site *site);

/* Log as the configuration says from now on. */
void site_set_log(const struct site *site);

/* Templates, keys and zones; `why` has the file and the cause. */
enum err site_load(struct site *site, struct why *why) MUST_CHECK;

/* The store's name for people: without the password that an address may
 * have. */
const char *site_store(const struct site *site);

/* Open the store and check its schema. */
enum err site_open(struct site *site, struct why *why) MUST_CHECK;

/*
 * All of the above for a command that works on the store; reports what is wrong
 * and returns an exit code, EX_OK when `site` is ready.
 */
int site_start(const char *path, struct site *site);

void site_close(struct site *site);

/* The list called `name`, or NULL after a message on stderr. */
const struct config_list *site_list(const struct site *site, const char *name);

/* What rendering has to know of `list`; strings are in `arena`. */
void site_render_list(const struct site *site, struct arena *arena,
                      const struct config_list *list, struct render_list *out);

/* The zone of `list`. */
const struct zone *site_zone(const struct site *site,
                             const struct config_list *list);

/* Seconds since 1970 now. */
int64_t site_now(void);

#endif
