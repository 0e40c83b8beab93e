#include "digest/story.h"

#include "base/buf.h"
#include "text/utf8.h"

/* A code point has at most 4 bytes; kind, number and tabs come on top. */
#define KEPT_MAX                                                               \
	(STORY_STEPS_MAX * (4 * (STORY_LINE_MAX + STORY_EVIDENCE_MAX) + 32))

static const char *const names[STORY_KINDS] = {
	"note",   "kind",  "route", "token",  "author",
	"target", "words", "state", "effect",
};

const char *story_kind_name(enum story_kind kind)
{
	return (size_t)kind < STORY_KINDS ? names[kind] : names[STEP_NOTE];
}

static enum story_kind kind_named(struct str name)
{
	for (size_t i = 0; i < STORY_KINDS; i++)
		if (str_is(name, names[i]))
			return (enum story_kind)i;
	return STEP_NOTE;
}

/* Both texts are tidied here, whoever they come from. */
static void add(struct story *story, struct story_step step)
{
	if (story->n == STORY_STEPS_MAX)
		return;
	step.text = utf8_clean_line(story->arena, step.text, STORY_LINE_MAX);
	step.evidence = utf8_clean_line(story->arena, step.evidence,
	                                STORY_EVIDENCE_MAX);
	if (step.confidence < 0 || step.confidence > 100)
		step.confidence = 0;
	story->steps = arena_grow(story->arena, story->steps, story->n,
	                          sizeof(*story->steps));
	story->steps[story->n++] = step;
}

void story_step(struct story *story, enum story_kind kind, int confidence,
                const char *evidence, const char *fmt, ...)
{
	struct story_step step = {kind, confidence, str_of(evidence), {"", 0}};
	va_list args;

	va_start(args, fmt);
	step.text = str_of(arena_vprintf(story->arena, fmt, args));
	va_end(args);
	add(story, step);
}

void story_add(struct story *story, const char *fmt, ...)
{
	struct story_step step = {STEP_NOTE, 0, {"", 0}, {"", 0}};
	va_list args;

	va_start(args, fmt);
	step.text = str_of(arena_vprintf(story->arena, fmt, args));
	va_end(args);
	add(story, step);
}

struct str story_text(const struct story *story)
{
	struct buf text = BUF_INIT(KEPT_MAX);

	for (size_t i = 0; i < story->n; i++) {
		buf_add(&text, story->steps[i].text);
		buf_addc(&text, '\n');
	}
	return buf_take(&text, story->arena);
}

struct str story_kept(const struct story *story)
{
	struct buf text = BUF_INIT(KEPT_MAX);

	for (size_t i = 0; i < story->n; i++) {
		const struct story_step *step = &story->steps[i];

		buf_addf(&text, "%s\t%d\t", story_kind_name(step->kind),
		         step->confidence);
		buf_add(&text, step->evidence);
		buf_addc(&text, '\t');
		buf_add(&text, step->text);
		buf_addc(&text, '\n');
	}
	return buf_take(&text, story->arena);
}

/* What stands before the next tab; false: there is none. */
static bool take(struct str *rest, struct str *text)
{
	size_t tab = str_find_char(*rest, '\t');

	if (tab == STR_NONE)
		return false;
	*text = str_slice(*rest, 0, tab);
	*rest = str_from(*rest, tab + 1);
	return true;
}

void story_read(struct story *story, struct str kept)
{
	struct str line;

	while (str_next_line(&kept, &line)) {
		struct story_step step = {STEP_NOTE, 0, {"", 0}, line};
		struct str rest = line, kind, number, evidence;
		int64_t confidence;

		if (take(&rest, &kind) && take(&rest, &number) &&
		    take(&rest, &evidence) && str_number(number, &confidence))
			step = (struct story_step){
				kind_named(kind),
				confidence <= 100 ? (int)confidence : 0,
				evidence, rest};
		add(story, step);
	}
}
