#include "app/quoted.h"

#include "app/who.h"
#include "digest/outline.h"
#include "text/align.h"

enum {
	EDITIONS_MAX = 5, /* of the last that the reader got */
};

struct quoted {
	struct edition_piece *pieces;
	size_t n;
	size_t n_copied; /* words of the letter that it has */
	int64_t edition; /* 0: none yet */
};

/* Take `edition` if it has more of the letter than what was found before. */
static enum err try_edition(struct site *site, struct arena *arena,
                            struct lines lines, int64_t edition,
                            struct quoted *quoted, struct why *why)
{
	struct line *line = arena_array(arena, struct line, lines.n + 1);
	struct edition_piece *pieces;
	struct share share;
	struct str outline;
	size_t n = 0;
	enum err err = edition_form(site->db, arena, edition, str_of("both"),
	                            NULL, &outline, NULL, NULL, why);

	if (err || outline_parse(arena, outline, &pieces, &n))
		return err;
	for (size_t i = 0; i < lines.n; i++)
		line[i] = lines.line[i];
	lines.line = line;
	if (!align_mark(arena, &lines, pieces, n))
		return OK;
	share = share_of(arena, &lines);
	if (share.n_copied > quoted->n_copied)
		*quoted = (struct quoted){pieces, n, share.n_copied, edition};
	return OK;
}

enum err quoted_find(struct site *site, struct arena *arena,
                     const struct mail *mail, struct judgement *j,
                     struct why *why)
{
	struct quoted quoted = {.n_copied = 0};
	struct str body = judge_body(mail);
	struct edition edition;
	struct lines lines;
	int64_t *editions;
	size_t n = 0;
	enum err err;

	if (!j->item.id || !share_is_foreign(&j->reply.share))
		return OK;
	lines_split(arena, body, &lines); /* costly, so once */
	err = who_editions(site, arena, j, EDITIONS_MAX, &editions, &n, why);
	if (err == OK) /* the first of those that have as much */
		err = try_edition(site, arena, lines, j->item.edition, &quoted,
		                  why);
	for (size_t i = 0; err == OK && i < n; i++)
		if (editions[i] != j->item.edition)
			err = try_edition(site, arena, lines, editions[i],
			                  &quoted, why);
	if (err || !quoted.edition || quoted.edition == j->item.edition)
		return err;
	err = edition_get(site->db, arena, quoted.edition, &edition, why);
	if (err)
		return err;
	j->quoted_edition = quoted.edition;
	reply_split(arena, body, judge_writer(arena, mail), quoted.pieces,
	            quoted.n, &j->reply);
	story_step(&j->story, STEP_TARGET, 80, "what it quotes",
	           "it quotes edition %lld, not the one that it answers",
	           (long long)edition.number);
	return OK;
}
