#include "digest/restore.h"

#include "base/buf.h"
#include "digest/scrub.h"
#include "text/unwrap.h"

struct str restore_kept(struct arena *arena, struct str words)
{
	return scrub_text(arena, unwrap_text(arena, words));
}

/* Go on in `text` from `*at` over what is kept of `part`; false when something
 * else stands there. */
static bool pass(struct arena *arena, struct str text, struct str part,
                 size_t *at)
{
	struct str kept = restore_kept(arena, part);
	size_t start = *at > 0 ? *at + 2 : 0; /* behind an empty line */

	if (!str_eq(str_slice(text, start, start + kept.len), kept))
		return false;
	*at = start + kept.len;
	return true;
}

size_t restore_cuts(struct arena *arena, const struct reply *reply,
                    const struct reply_answer *answer, struct str text,
                    struct comment_cut **cuts)
{
	size_t n = reply->n_cuts, part = 0, at = 0;
	bool is_known = true;

	if (n > RESTORE_CUTS_MAX)
		n = RESTORE_CUTS_MAX;
	*cuts = arena_array(arena, struct comment_cut, n);
	for (size_t i = 0; i < n; i++) {
		const struct cut *cut = &reply->cuts[i];

		while (is_known && part < answer->n_parts &&
		       answer->parts[part].ptr < cut->text.ptr)
			is_known =
				pass(arena, text, answer->parts[part++], &at);
		(*cuts)[i] = (struct comment_cut){
			.kind = str_of(cut_kind_name(cut->kind)),
			.text = cut->text,
			/* What is encrypted was gone before the text was. */
			.place = is_known && cut->kind != CUT_ENCRYPTED
		                         ? (int64_t)at
		                         : -1,
		};
	}
	return n;
}

/* Where in `text` a paragraph can stand: at `place`, else at the end. */
static size_t place_in(struct str text, int64_t place)
{
	if (place < 0 || (uint64_t)place >= text.len ||
	    ((unsigned char)text.ptr[place] & 0xc0) == 0x80)
		return text.len;
	return (size_t)place;
}

enum err restore_text(struct arena *arena, struct str text,
                      const struct comment_cut *cut, struct str *restored)
{
	struct str kept = restore_kept(arena, cut->text), whole;
	struct buf out = BUF_INIT(text.len + kept.len + 4);
	size_t at = place_in(text, cut->place);
	struct str parts[] = {str_trim(str_slice(text, 0, at)), kept,
	                      str_trim(str_from(text, at))};

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (parts[i].len == 0)
			continue;
		if (out.len > 0)
			buf_adds(&out, "\n\n");
		buf_add(&out, parts[i]);
	}
	whole = buf_take(&out, arena);
	if (!scrub_fits(whole))
		return ERR_LIMIT;
	/* Two halves must not become something that is not to be printed. */
	*restored = scrub_text(arena, whole);
	return OK;
}
