/*
 * hearing.h - how a reader's comments stand, as mails to that reader
 *
 * held.txt when they came, approved.txt and rejected.txt when they were decided,
 * request.txt when the reader asked for something.  They go to the subscribed
 * address alone.
 */
#ifndef DIGEST_HEARING_H
#define DIGEST_HEARING_H

#include "digest/render.h"
#include "digest/request.h"

/* held.txt: `n` comments wait.  `with_words`: the mail may quote them, since the
 * border vouches for who wrote them (STANDARDS T-06).  `original` (NULL: none):
 * what the only one corrects. */
struct value *hearing_held_model(struct arena *arena,
                                 const struct render_list *list,
                                 const struct comment *comments, size_t n,
                                 bool with_words, bool is_correction,
                                 bool is_wanted);

/* approved.txt: it stands in `edition`, or is to (`is_printed`). */
struct value *hearing_approved_model(struct arena *arena,
                                     const struct render_list *list,
                                     const struct comment *comment,
                                     int64_t edition, bool is_printed,
                                     bool is_appeal);

/* What a decision letter says besides the comment. */
struct hearing_rejection {
	struct str faq; /* the Comments FAQ, whose section is quoted */
	int64_t until;  /* it can be appealed until then */
	int offset_s;   /* the list's zone */
	bool can_appeal;
	bool is_appeal; /* this is what became of an appeal */
};

/* rejected.txt.  Its reason is the code, and the moderator's own words in
 * parentheses behind it. */
struct value *hearing_rejected_model(struct arena *arena,
                                     const struct render_list *list,
                                     const struct comment *comment,
                                     const struct hearing_rejection *about);

/* "off-topic (own words)" in its two parts. */
void hearing_reason(struct str reason, struct str *code, struct str *words);

/* What became of a request. */
enum hearing_result {
	HEARING_DONE,
	HEARING_OVER,     /* it was taken back, corrected or removed before */
	HEARING_LATE,     /* an appeal after its time */
	HEARING_TWICE,    /* an appeal after an appeal */
	HEARING_REJECTED, /* an appeal of what is not rejected */
	HEARING_WHICH,    /* several comments: which one? */
	HEARING_EMPTY,    /* a correction without words */
	HEARING_FLOOD,    /* too many comments today */
	HEARING_UNCLEAR,  /* no word that asks for something */
	HEARING_RESULTS,
};

/* "done", "over", ... for the story. */
const char *hearing_result_name(enum hearing_result result);

/* request.txt.  `was_printed`: what was taken back stands in an edition. */
struct value *hearing_request_model(struct arena *arena,
                                    const struct render_list *list,
                                    enum request request,
                                    enum hearing_result result,
                                    bool was_printed);

#endif
