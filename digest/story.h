/*
 * story.h - what happened to a letter and why, step by step
 *
 * A step says in words what was found or done, what that rests on, and how
 * certain it is.  The steps are kept with the letter, so that `postbag why`,
 * `postbag inspect` and `postbag letter show` can tell them.  Whoever adds one
 * leaves tokens, and what strangers put into a field, out of it.
 */
#ifndef DIGEST_STORY_H
#define DIGEST_STORY_H

#include "base/arena.h"

#define STORY_STEPS_MAX    200
#define STORY_LINE_MAX     300 /* characters of a step's words */
#define STORY_EVIDENCE_MAX 100 /* characters of what it rests on */

/* What a step is about, in the order in which a letter takes them. */
enum story_kind {
	STEP_NOTE,   /* anything else */
	STEP_KIND,   /* person or machine, bounce, complaint, spam */
	STEP_ROUTE,  /* which list, edition, queue, delivery */
	STEP_TOKEN,  /* the token in the address */
	STEP_AUTHOR, /* who wrote it */
	STEP_TARGET, /* which article or comment it is about */
	STEP_WORDS,  /* what the writer's own words are */
	STEP_STATE,  /* into which state a row came */
	STEP_EFFECT, /* what else was done, or why nothing was */
	STORY_KINDS,
};

struct story_step {
	enum story_kind kind;
	int confidence;      /* 1..100; 0: none is known */
	struct str evidence; /* "From", "the token in To"; "": none */
	struct str text;     /* one line */
};

struct story {
	struct arena *arena; /* where the steps live */
	struct story_step *steps;
	size_t n;
};

/* "note", "kind", "route", ... */
const char *story_kind_name(enum story_kind kind);

/*
 * Add a step, made fit to show: a stranger's bytes in it do no harm.  What it
 * rests on is the name of a field, a part or a table: "" for nothing to name.
 * What is longer than the limits is cut, what comes after STORY_STEPS_MAX steps
 * is dropped.
 */
void story_step(struct story *story, enum story_kind kind, int confidence,
                const char *evidence, const char *fmt, ...) PRINTF(5, 6);

/* A note without evidence and confidence. */
void story_add(struct story *story, const char *fmt, ...) PRINTF(2, 3);

/* The words of all steps in order, each with its LF. */
struct str story_text(const struct story *story);

/* All steps as they are kept: a line each of kind, confidence, evidence and
 * words, with tabs between them. */
struct str story_kept(const struct story *story);

/* What story_kept() wrote; a line without tabs is a note. */
void story_read(struct story *story, struct str kept);

#endif
