/*
 * Whatever stands in postbag.conf: config_load() takes it, or says what is
 * wrong, and what it takes is whole.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conf/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
const char *__asan_default_options(void);

/* libconfig 1.5 loses the text that it reads when the grammar breaks off. */
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

static char folder[] = "/tmp/fuzz_config.XXXXXX";
static char path[sizeof(folder) + sizeof("/postbag.conf")];

static void remove_folder(void)
{
	unlink(path);
	rmdir(folder);
}

static void make_folder(void)
{
	if (path[0])
		return;
	if (!mkdtemp(folder))
		abort();
	memcpy(path, folder, strlen(folder));
	memcpy(path + strlen(folder), "/postbag.conf", sizeof("/postbag.conf"));
	atexit(remove_folder);
}

static void check_whole(const struct config *config)
{
	assert(config->store && config->hostname && config->keys_file);
	assert(config->n_relays >= 1 && config->n_lists >= 1);
	for (int64_t i = 0; i < config->n_lists; i++) {
		const struct config_list *list = &config->lists[i];

		assert(list->name && list->address && list->list_id);
		assert(config_relay_of(config, list));
		assert(config_list_named(config, list->name) == list);
		for (int64_t j = 0; j < list->n_moderators; j++)
			assert(list->moderators[j]);
	}
	for (int64_t i = 0; i < config->n_mailboxes; i++)
		assert(config->mailboxes[i].host || config->mailboxes[i].path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = {NULL};
	struct config config;
	struct config_mistake *mistakes;
	size_t n_mistakes;
	FILE *file;

	make_folder();
	file = fopen(path, "w");
	if (!file || fwrite(data, 1, n, file) != n || fclose(file))
		abort();
	if (config_load(&arena, path, false, &config, &mistakes, &n_mistakes))
		for (size_t i = 0; i < n_mistakes; i++)
			assert(mistakes[i].file && mistakes[i].text[0]);
	else
		check_whole(&config);
	arena_free(&arena);
	return 0;
}
