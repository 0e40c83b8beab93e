#include "app/card.h"

#include <stdio.h>

#include <jansson.h>

#include "app/probe.h"
#include "base/date.h"
#include "store/bounces.h"

/* All that there is to tell. */
struct card {
	const struct config_list *list; /* NULL: not there any more */
	struct health_score score;
	struct bounce_row *rows;
	size_t n;
	int64_t probe_at; /* 0: none is open */
};

static enum err load(struct site *site, struct arena *arena,
                     const struct subscriber *subscriber, int64_t now,
                     struct card *card, struct why *why)
{
	char *name = arena_copy(arena, subscriber->list);
	struct probe_row probe;
	enum err err = bounce_last(site->db, arena, subscriber->id,
	                           CARD_BOUNCES, &card->rows, &card->n, why);

	card->list = config_list_named(&site->config, name);
	if (err == OK && card->list)
		err = probe_score(site, card->list, subscriber->id, now,
		                  &card->score, why);
	if (err)
		return err;
	err = probe_open(site->db, arena, subscriber->id, &probe, why);
	if (err == OK)
		card->probe_at = probe.at;
	return err == ERR_ABSENT ? OK : err;
}

static json_t *bounce_json(const struct bounce_row *row)
{
	return json_pack("{s:s, s:b, s:s%, s:s%, s:I, s:I, s:b, s:I}", "kind",
	                 row->is_hard ? "hard" : "soft", "counts", row->counts,
	                 "status", row->status.ptr, row->status.len, "reason",
	                 row->reason.ptr, row->reason.len, "code",
	                 (json_int_t)row->code, "delivery",
	                 (json_int_t)row->delivery, "reported",
	                 row->letter != 0, "at", (json_int_t)row->at);
}

enum err card_add(struct out *out, struct site *site,
                  const struct subscriber *subscriber, int64_t now,
                  struct why *why)
{
	struct arena arena = {0};
	struct card card = {.list = NULL};
	json_t *list = json_array();
	enum err err = load(site, &arena, subscriber, now, &card, why);

	for (size_t i = 0; err == OK && i < card.n; i++)
		json_array_append_new(list, bounce_json(&card.rows[i]));
	if (err == OK) {
		out_number(out, "score_hard", card.score.hard);
		out_number(out, "score_soft", card.score.soft);
		out_number(out, "threshold",
		           card.list ? card.list->bounce_threshold : 0);
		out_time(out, "probe", card.probe_at);
		out_json(out, "bounces", list);
	} else {
		json_decref(list);
	}
	arena_free(&arena);
	return err;
}

static void print(const struct card *card)
{
	long long tenths = (card->score.hard + card->score.soft) / 100;

	if (card->list)
		printf("\nMail that came back from %s: %lld.%lld points of"
		       " %lld%s\n",
		       card->list->name, tenths / 10, tenths % 10,
		       (long long)card->list->bounce_threshold,
		       card->probe_at ? ", a probe is under way" : "");
	for (size_t i = 0; i < card->n; i++) {
		const struct bounce_row *row = &card->rows[i];
		struct date day = date_of(row->at);

		printf("  %lld-%02d-%02d  %s  %-6.*s %.*s%s\n",
		       (long long)day.year, day.month, day.day,
		       row->is_hard ? "hard" : "soft", (int)row->status.len,
		       row->status.ptr, (int)row->reason.len, row->reason.ptr,
		       row->counts ? "" : " (counts no more)");
	}
}

enum err card_print(struct site *site, const struct subscriber *subscriber,
                    int64_t now, struct why *why)
{
	struct arena arena = {0};
	struct card card = {.list = NULL};
	enum err err = load(site, &arena, subscriber, now, &card, why);

	if (err == OK && (card.n > 0 || card.probe_at))
		print(&card);
	arena_free(&arena);
	return err;
}
