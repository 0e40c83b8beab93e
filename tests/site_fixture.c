#include "tests/site_fixture.h"

#include <check.h>

#include "base/file.h"
#include "tests/store_fixture.h"

static const uint8_t root[KEY_LEN] = {7, 7, 7};

static void load_templates(struct site *site)
{
	struct template_source sources[TEMPLATES];
	struct why why = {""};

	for (size_t i = 0; i < TEMPLATES; i++) {
		const char *file = template_file((enum template_name)i);

		sources[i] = (struct template_source){
			.name = file,
			.path = arena_printf(&site->arena, "templates/%s",
		                             file)};
		ck_assert_msg(file_read(&site->arena, sources[i].path, 1 << 20,
		                        &sources[i].text, &why) == OK,
		              "%s", why.text);
	}
	ck_assert_msg(templates_load(&site->arena, sources, &site->templates,
	                             &why) == OK,
	              "%s", why.text);
}

static void set_list(struct config_list *list, const char *name,
                     struct arena *arena)
{
	static const char *admins[] = {"admin@example.org"};

	*list = (struct config_list){
		.name = name,
		.title = arena_printf(arena, "The %s", name),
		.address = arena_printf(arena, "%s@example.org", name),
		.reply_address =
			arena_printf(arena, "%s+{token}@example.org", name),
		.list_id = arena_printf(arena, "%s.example.org", name),
		.language = "en",
		.zone = "UTC",
		.admins = admins,
		.n_admins = 1,
		.weekly_on = 1,
		.weekly_at = 480,
		.trust_comments = 3,
		.trust_half_life_s = 180 * 86400,
		.queue_every_s = 3600,
		.queue_at = 10,
		.remind_after_s = 86400,
		.expire_after_s = 30 * 86400,
		.block_for_s = 90 * 86400,
		.acknowledge = 1,
		.tell_after_s = 600,
		.appeal_within_s = 14 * 86400,
		.max_attempts_s = 432000,
		.bounce_threshold = 7,
		.bounce_half_life_s = 30 * 86400,
		.probe_wait_s = 7 * 86400,
	};
}

static const struct zone *utc(struct arena *arena)
{
	const struct zone *zone = NULL;
	struct str bytes;
	struct why why = {""};

	ck_assert_msg(file_read(arena, "/usr/share/zoneinfo/UTC", 1 << 18,
	                        &bytes, &why) == OK,
	              "%s", why.text);
	ck_assert_int_eq(zone_parse(arena, bytes, &zone), OK);
	return zone;
}

void site_in_memory(struct site *site)
{
	struct config_list *lists;

	*site = (struct site){.path = "memory"};
	lists = arena_array(&site->arena, struct config_list, 2);
	set_list(&lists[0], "news", &site->arena);
	set_list(&lists[1], "sports", &site->arena);
	site->config = (struct config){.hostname = "lists.example.org",
	                               .log_level = "error",
	                               .lists = lists,
	                               .n_lists = 2};
	site->zones = arena_array(&site->arena, const struct zone *, 2);
	site->zones[0] = site->zones[1] = utc(&site->arena);
	site->key = arena_new(&site->arena, struct token_key);
	site->key_made = arena_new(&site->arena, int64_t);
	token_key_set(site->key, '1', root);
	site->keys = (struct token_keys){site->key, 1,
	                                 str_of(site->config.hostname)};
	load_templates(site);
	site->db = store_in_memory();
}

struct str site_verp(const struct site *site, struct arena *arena,
                     const char *list, int64_t delivery)
{
	char token[TOKEN_MAX + 1];

	token_format_verp(&site->keys, str_of(list), delivery, token);
	return str_of(arena_printf(arena, "%s+%s@example.org", list, token));
}
