#include "app/changes.h"

#include "store/amends.h"
#include "store/editions.h"

struct gather {
	struct site *site;
	struct arena *arena;
	struct issue_change *changes;
	size_t n;
};

static enum err add(struct gather *g, int64_t comment, bool is_corrected,
                    struct why *why)
{
	struct issue_change *change = &g->changes[g->n];
	struct comment row;
	struct edition edition;
	enum err err = comment_get(g->site->db, g->arena, comment, &row, why);

	if (err || g->n == ISSUE_CHANGES_MAX || row.edition == 0)
		return err;
	err = edition_get(g->site->db, g->arena, row.edition, &edition, why);
	if (err)
		return err;
	*change = (struct issue_change){
		.comment = comment,
		.is_corrected = is_corrected,
		.author = row.author,
		.headline = row.title,
		.edition = edition.number,
	};
	g->n++;
	return OK;
}

/* The last version before `comment` that was printed; 0: there is none. */
static enum err find_printed(struct gather *g, int64_t comment,
                             int64_t *printed, struct why *why)
{
	enum err err = OK;

	*printed = 0;
	while (err == OK && *printed == 0) {
		struct comment row;

		err = amend_original(g->site->db, comment, &comment, why);
		if (err || comment == 0)
			return err;
		err = comment_get(g->site->db, g->arena, comment, &row, why);
		if (err == OK && row.edition)
			*printed = comment;
	}
	return err;
}

static enum err add_corrected(struct gather *g, const struct issue_item *item,
                              struct why *why)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < item->n_letters; i++) {
		int64_t original = 0;

		err = find_printed(g, item->letters[i].comment->id, &original,
		                   why);
		if (err == OK && original)
			err = add(g, original, true, why);
	}
	return err;
}

enum err changes_gather(struct site *site, struct arena *arena,
                        const struct config_list *list,
                        const struct issue_item *items, size_t n_items,
                        struct issue_change **changes, size_t *n,
                        struct why *why)
{
	struct gather g = {
		site, arena,
		arena_array(arena, struct issue_change, ISSUE_CHANGES_MAX + 1),
		0};
	int64_t *withdrawn;
	size_t n_withdrawn = 0;
	enum err err = withdrawal_list(site->db, arena, str_of(list->name),
	                               &withdrawn, &n_withdrawn, why);

	for (size_t i = 0; err == OK && i < n_items; i++)
		err = add_corrected(&g, &items[i], why);
	for (size_t i = 0; err == OK && i < n_withdrawn; i++)
		err = add(&g, withdrawn[i], false, why);
	if (err)
		return err;
	*changes = g.changes;
	*n = g.n;
	return OK;
}

enum err changes_told(struct site *site, const struct issue_change *changes,
                      size_t n, int64_t edition, struct why *why)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < n; i++)
		if (!changes[i].is_corrected)
			err = withdrawal_told(site->db, changes[i].comment,
			                      edition, why);
	return err;
}
