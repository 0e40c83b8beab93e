#include "app/wording.h"

#include <string.h>
#include <unistd.h>

#include "app/shipped.h"
#include "base/file.h"

enum {
	TEMPLATE_BYTES_MAX = 1024 * 1024,
	FOLDERS_MAX = 8, /* that one file is looked for in */
};

/* Where the files of one list are looked for, in order, and which they are. */
struct places {
	const char *folder[FOLDERS_MAX];
	size_t n;
	const char *path[TEMPLATES];
};

static void add_folder(struct places *places, const char *folder)
{
	places->folder[places->n++] = folder;
}

/* `tag` in lower case, up to `end`. */
static const char *lower(struct arena *arena, struct str tag, size_t end)
{
	struct str part = str_slice(tag, 0, end);
	char *out = arena_alloc(arena, part.len + 1);

	for (size_t i = 0; i < part.len; i++)
		out[i] = char_lower(part.ptr[i]);
	out[part.len] = '\0';
	return out;
}

/* The folders of a language below `top`, and `top` itself. */
static void add_language(struct arena *arena, struct places *places,
                         const char *top, const char *language)
{
	struct str tag = str_of(language);
	size_t dash = str_find_char(tag, '-');

	if (tag.len > 0)
		add_folder(places, arena_printf(arena, "%s/%s", top,
		                                lower(arena, tag, STR_NONE)));
	if (tag.len > 0 && dash != STR_NONE)
		add_folder(places, arena_printf(arena, "%s/%s", top,
		                                lower(arena, tag, dash)));
	add_folder(places, top);
}

/* Find each file; one that is nowhere is to be read in the last folder, so that
 * the mistake names it. */
static void find_files(struct site *site, const char *shipped,
                       const struct config_list *list, struct places *places)
{
	struct arena *arena = &site->arena;
	const char *own = site->config.templates;
	const char *language = list ? list->language : NULL;

	if (own && list)
		add_folder(places,
		           arena_printf(arena, "%s/lists/%s", own, list->name));
	if (own)
		add_language(arena, places, own, language);
	add_language(arena, places, shipped, language);
	for (size_t i = 0; i < TEMPLATES; i++)
		for (size_t k = 0; k < places->n; k++) {
			places->path[i] = arena_printf(
				arena, "%s/%s", places->folder[k],
				template_file((enum template_name)i));
			if (access(places->path[i], F_OK) == 0)
				break;
		}
}

static bool is_same(const struct places *a, const struct places *b)
{
	for (size_t i = 0; i < TEMPLATES; i++)
		if (strcmp(a->path[i], b->path[i]) != 0)
			return false;
	return true;
}

static enum err load(struct site *site, const struct places *places,
                     struct templates *templates, struct why *why)
{
	struct template_source *sources =
		arena_array(&site->arena, struct template_source, TEMPLATES);
	enum err err = OK;

	for (size_t i = 0; err == OK && i < TEMPLATES; i++) {
		sources[i].name = template_file((enum template_name)i);
		sources[i].path = places->path[i];
		err = file_read(&site->arena, places->path[i],
		                TEMPLATE_BYTES_MAX, &sources[i].text, why);
	}
	if (err)
		return err;
	return templates_load(&site->arena, sources, templates, why);
}

enum err wording_load(struct site *site, struct why *why)
{
	size_t n = (size_t)site->config.n_lists;
	struct places *places = arena_array(&site->arena, struct places, n + 1);
	const struct templates **wording =
		arena_array(&site->arena, const struct templates *, n + 1);
	const char *shipped = site->shipped
	                              ? site->shipped
	                              : shipped_path(&site->arena, "templates");

	/* Those without a list first; lists with the same files share them. */
	for (size_t i = 0; i <= n; i++) {
		struct templates *own =
			arena_new(&site->arena, struct templates);
		enum err err;

		find_files(site, shipped,
		           i > 0 ? &site->config.lists[i - 1] : NULL,
		           &places[i]);
		for (size_t k = 0; k < i && !wording[i]; k++)
			if (is_same(&places[k], &places[i]))
				wording[i] = wording[k];
		if (wording[i])
			continue;
		err = load(site, &places[i], own, why);
		if (err)
			return err;
		wording[i] = own;
	}
	site->templates = *wording[0];
	site->wording = wording + 1;
	return OK;
}

const struct templates *wording_of(const struct site *site,
                                   const struct config_list *list)
{
	return site->wording ? site->wording[list - site->config.lists]
	                     : &site->templates;
}
