#include "conf/config.h"

#include <libconfig.h>
#include <string.h>

#include "conf/check.h"
#include "conf/setting.h"
#include "conf/keys.h"
#include "conf/mistakes.h"
#include "conf/source.h"
#include "conf/literal.h"

#define KEY_LEN_MAX 200 /* bytes of "group.key" that are looked at */
#define TYPO_MAX    2   /* letters between a key and one that is meant */

struct loader {
	struct arena *arena;
	struct mistakes mistakes;
	struct source source;
	struct config config;
	struct check_entry **entries;
	size_t n_entries;
	bool is_partial; /* the text broke off */
	bool is_part;    /* only its rules are wanted */
};

static struct place place_at(const struct loader *loader,
                             const config_setting_t *setting)
{
	return source_place(&loader->source,
	                    config_setting_source_line(setting));
}

static struct setting field_at(struct loader *loader,
                               const struct check_entry *entry,
                               const struct key *key, struct place place)
{
	return (struct setting){
		.arena = loader->arena,
		.mistakes = &loader->mistakes,
		.folder = loader->source.folder,
		.key = key,
		.base = entry->base,
		.place = place,
	};
}

/* The value has another type than its key. */
static void mistake_type(const struct setting *field,
                         const config_setting_t *setting)
{
	static const char *const kinds[] = {
		[CONFIG_TYPE_NONE] = "nothing",
		[CONFIG_TYPE_GROUP] = "a group",
		[CONFIG_TYPE_FLOAT] = "a number with a fraction",
		[CONFIG_TYPE_BOOL] = "true or false",
		[CONFIG_TYPE_ARRAY] = "a list",
		[CONFIG_TYPE_LIST] = "a list",
	};
	const char *found;

	switch (config_setting_type(setting)) {
	case CONFIG_TYPE_INT:
	case CONFIG_TYPE_INT64:
		found = arena_printf(field->arena, "the number %lld",
		                     config_setting_get_int64(setting));
		break;
	case CONFIG_TYPE_STRING:
		found = arena_printf(field->arena, "the text \"%.*s\"",
		                     SETTING_SHOWN_MAX,
		                     config_setting_get_string(setting));
		break;
	default:
		found = kinds[config_setting_type(setting)];
	}
	field_mistake(field, found);
}

static void load_string(const struct setting *field,
                        const config_setting_t *setting)
{
	if (config_setting_type(setting) != CONFIG_TYPE_STRING)
		mistake_type(field, setting);
	else
		setting_set_text(field,
		                 str_of(config_setting_get_string(setting)));
}

static void load_number(const struct setting *field,
                        const config_setting_t *setting)
{
	int type = config_setting_type(setting);

	if (type != CONFIG_TYPE_INT && type != CONFIG_TYPE_INT64)
		mistake_type(field, setting);
	else
		setting_set_number(field, config_setting_get_int64(setting));
}

/*
 * The number of elements in a list whose elements are of the libconfig type
 * `single`, and a value of that type alone counts as one; 0 with a mistake.
 */
static int64_t list_length(const struct loader *loader,
                           const struct setting *field,
                           const config_setting_t *setting, int single)
{
	int64_t n = 1;

	if (config_setting_type(setting) != single) {
		if (!config_setting_is_list(setting)) {
			mistake_type(field, setting);
			return 0;
		}
		n = config_setting_length(setting);
	}
	return loader->is_partial || setting_length_ok(field, n) ? n : 0;
}

static config_setting_t *list_element(config_setting_t *setting, int64_t i)
{
	if (!config_setting_is_list(setting))
		return setting;
	return config_setting_get_elem(setting, (unsigned)i);
}

static void load_texts(struct loader *loader, const struct setting *field,
                       config_setting_t *setting)
{
	int64_t n = list_length(loader, field, setting, CONFIG_TYPE_STRING);
	const char **list = arena_array(loader->arena, const char *, (size_t)n);
	struct setting one = *field;

	for (int64_t i = 0; i < n; i++) {
		const config_setting_t *element = list_element(setting, i);

		one.place = place_at(loader, element);
		if (config_setting_type(element) != CONFIG_TYPE_STRING)
			mistake_type(&one, element);
		else
			list[i] = field_element(
				&one,
				str_of(config_setting_get_string(element)));
	}
	setting_set_list(field, list, n);
}

static void load_group(struct loader *loader, struct check_entry *entry,
                       config_setting_t *group, const char *prefix);

static struct check_entry *add_entry(struct loader *loader,
                                     enum key_group group, struct place place,
                                     void *base)
{
	struct check_entry *entry =
		arena_new(loader->arena, struct check_entry);

	entry->group = group;
	entry->place = place;
	entry->base = base;
	entry->set =
		arena_array(loader->arena, struct place, config_key_count());
	loader->entries =
		arena_grow(loader->arena, loader->entries, loader->n_entries,
	                   sizeof(*loader->entries));
	loader->entries[loader->n_entries++] = entry;
	return entry;
}

/* Give every key of the entry that was not set its default. */
static void load_standards(struct loader *loader,
                           const struct check_entry *entry)
{
	for (size_t i = 0; i < config_key_count(); i++) {
		const struct key *key = key_at(i);
		struct setting field =
			field_at(loader, entry, key, entry->place);

		if (key->group == entry->group && entry->set[i].line == 0)
			setting_set_standard(&field);
	}
}

/* What the elements of the list that `key` names are made into. */
static enum key_group group_of(const struct key *key, size_t *size)
{
	static const size_t sizes[] = {
		[KEY_GROUP_MAILBOX] = sizeof(struct config_mailbox),
		[KEY_GROUP_RELAY] = sizeof(struct config_relay),
		[KEY_GROUP_LIST] = sizeof(struct config_list),
		[KEY_GROUP_RULE] = sizeof(struct rule),
	};
	enum key_group group = KEY_GROUP_MAILBOX;

	while (strcmp(key_group_name(group), key->name) != 0)
		group++;
	*size = sizes[group];
	return group;
}

static void load_groups(struct loader *loader, const struct setting *field,
                        config_setting_t *setting)
{
	int64_t n = list_length(loader, field, setting, CONFIG_TYPE_GROUP);
	size_t size;
	enum key_group group = group_of(field->key, &size);
	char *list = arena_alloc_array(loader->arena, size, (size_t)n);

	for (int64_t i = 0; i < n; i++) {
		config_setting_t *element = list_element(setting, i);
		struct place place = place_at(loader, element);
		struct check_entry *entry;

		if (!config_setting_is_group(element)) {
			struct setting one = *field;

			one.place = place;
			mistake_type(&one, element);
			continue;
		}
		entry = add_entry(loader, group, place,
		                  list + (size_t)i * size);
		load_group(loader, entry, element, "");
		load_standards(loader, entry);
	}
	setting_set_list(field, list, n);
}

static void load_value(struct loader *loader, struct check_entry *entry,
                       size_t number, config_setting_t *setting)
{
	const struct key *key = key_at(number);
	struct place place = place_at(loader, setting);
	struct setting field = field_at(loader, entry, key, place);

	entry->set[number] = place;
	if (config_setting_type(setting) == CONFIG_TYPE_NONE)
		return; /* where the file breaks off */
	if (key->type == KEY_GROUPS)
		load_groups(loader, &field, setting);
	else if (key_is_list(key))
		load_texts(loader, &field, setting);
	else if (key->type == KEY_NUMBER)
		load_number(&field, setting);
	else
		load_string(&field, setting);
}

/* Whether keys of `group` stand inside a group `name` of their own. */
static bool is_inner(enum key_group group, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < config_key_count(); i++)
		if (key_at(i)->group == group &&
		    str_starts(str_of(key_at(i)->name), name) &&
		    key_at(i)->name[len] == '.')
			return true;
	return false;
}

/*
 * Nobody is told that store is missing when stoer is there: the key that is
 * meant counts as set, here.
 */
static void mistake_unknown(struct loader *loader, struct check_entry *entry,
                            struct place place, const char *name)
{
	const char *nearest = key_nearest(entry->group, str_of(name));
	size_t number;

	if (!nearest) {
		mistakes_add(&loader->mistakes, place,
		             "unknown key \"%s\": %s has none of a like name",
		             name,
		             entry->group == KEY_GROUP_TOP
		                     ? "the file"
		                     : "what is configured here");
		return;
	}
	number = key_find(entry->group, str_of(nearest));
	mistakes_add(&loader->mistakes, place,
	             "unknown key \"%s\"; the nearest known one is \"%s\"",
	             name, nearest);
	if (literal_distance(str_of(name), str_of(nearest)) <= TYPO_MAX &&
	    entry->set[number].line == 0)
		entry->set[number] = place;
}

static void load_member(struct loader *loader, struct check_entry *entry,
                        config_setting_t *setting, const char *name)
{
	size_t number = key_find(entry->group, str_of(name));
	struct place place = place_at(loader, setting);

	if (number != KEY_NONE)
		load_value(loader, entry, number, setting);
	else if (!is_inner(entry->group, name))
		mistake_unknown(loader, entry, place, name);
	else if (config_setting_is_group(setting))
		load_group(loader, entry, setting,
		           arena_printf(loader->arena, "%s.", name));
	else
		mistakes_add(&loader->mistakes, place,
		             "%s: expected a group { ... }", name);
}

static void load_group(struct loader *loader, struct check_entry *entry,
                       config_setting_t *group, const char *prefix)
{
	for (int i = 0; i < config_setting_length(group); i++) {
		config_setting_t *setting =
			config_setting_get_elem(group, (unsigned)i);
		const char *name = config_setting_name(setting);

		if (strchr(name, '*'))
			continue; /* source.h: its mistake is known */
		load_member(loader, entry, setting,
		            arena_printf(loader->arena, "%s%.*s", prefix,
		                         KEY_LEN_MAX, name));
	}
}

static void mistake_syntax(struct loader *loader, const config_t *libconfig)
{
	unsigned line = (unsigned)config_error_line(libconfig);
	struct str text = source_line(&loader->source, line);
	const char *cause = config_error_text(libconfig);
	size_t shown =
		text.len < SETTING_SHOWN_MAX ? text.len : SETTING_SHOWN_MAX;

	mistakes_add(&loader->mistakes, source_place(&loader->source, line),
	             "%s at or before: %.*s", cause ? cause : "unreadable",
	             (int)shown, text.ptr ? text.ptr : "");
}

static unsigned last_line(struct str text)
{
	struct str line;
	unsigned n = 0;

	while (str_next_line(&text, &line))
		n++;
	return n > 0 ? n : 1;
}

static void load_source(struct loader *loader)
{
	/* What is missing at the top is missing up to the last line. */
	struct place place =
		source_place(&loader->source, last_line(loader->source.text));
	struct check_entry *entry;
	config_t libconfig;

	entry = add_entry(loader, KEY_GROUP_TOP, place, &loader->config);
	config_init(&libconfig);
	if (!config_read_string(&libconfig, loader->source.text.ptr)) {
		mistake_syntax(loader, &libconfig);
		loader->is_partial = true;
	}
	load_group(loader, entry, config_root_setting(&libconfig), "");
	load_standards(loader, entry);
	config_destroy(&libconfig);
}

static void check_loaded(struct loader *loader, bool files_too)
{
	struct check check = {
		.arena = loader->arena,
		.mistakes = &loader->mistakes,
		.config = &loader->config,
		.entries = loader->entries,
		.n = loader->n_entries,
		.is_partial = loader->is_partial,
		.is_part = loader->is_part,
		.files_too = files_too,
	};

	check_all(&check);
}

/* Check what was loaded and hand it over, or the mistakes. */
static enum err finish(struct loader *loader, enum err err, bool files_too,
                       struct config *config, struct config_mistake **mistakes,
                       size_t *n_mistakes)
{
	if (!err)
		check_loaded(loader, files_too);
	*n_mistakes = mistakes_list(&loader->mistakes, mistakes);
	if (*n_mistakes > 0)
		return err ? err : ERR_INPUT;
	*config = loader->config;
	return OK;
}

enum err config_load(struct arena *arena, const char *path, bool files_too,
                     struct config *config, struct config_mistake **mistakes,
                     size_t *n_mistakes)
{
	struct loader loader = {.arena = arena, .mistakes = {.arena = arena}};
	enum err err =
		source_read(arena, path, &loader.mistakes, &loader.source);

	if (!err)
		load_source(&loader);
	return finish(&loader, err, files_too, config, mistakes, n_mistakes);
}

enum err config_load_rules(struct arena *arena, const char *path,
                           struct config *config,
                           struct config_mistake **mistakes, size_t *n_mistakes)
{
	struct loader loader = {
		.arena = arena, .mistakes = {.arena = arena}, .is_part = true};
	struct config whole = *config;
	enum err err =
		source_read(arena, path, &loader.mistakes, &loader.source);

	if (!err)
		load_source(&loader);
	whole.rules = loader.config.rules;
	whole.n_rules = loader.config.n_rules;
	loader.config = whole;
	return finish(&loader, err, false, config, mistakes, n_mistakes);
}

const struct config_list *config_list_named(const struct config *config,
                                            const char *name)
{
	for (int64_t i = 0; i < config->n_lists; i++)
		if (!strcmp(config->lists[i].name, name))
			return &config->lists[i];
	return NULL;
}

const struct config_relay *config_relay_of(const struct config *config,
                                           const struct config_list *list)
{
	for (int64_t i = 0; i < config->n_relays; i++)
		if (!strcmp(config->relays[i].name, list->relay))
			return &config->relays[i];
	return NULL;
}
