#include "text/signature.h"

#include "text/contact.h"
#include "text/delimiter.h"
#include "text/devicewords.h"
#include "text/phrase_private.h"
#include "text/signwords.h"

#define BELOW_MAX   12 /* lines below a rule that may be a signature */
#define RULE_SHORT  8  /* bytes of a rule that nobody draws in a table */
#define PROSE_MIN   4  /* words of a line of a text */
#define CONTACT_MAX 12 /* lines of a block with telephone numbers */
#define PERSON_MAX  3  /* words of the name of somebody we do not know */

/* Lines [from, to) that are own, blank ones included. */
struct run {
	size_t from, to;
	bool has_above; /* other own lines stand above */
};

static bool next_run(const struct lines *lines, struct run *run)
{
	size_t i = run->to;

	while (i < lines->n && lines->line[i].kind != LINE_OWN)
		i++;
	run->from = i;
	while (i < lines->n && lines->line[i].kind == LINE_OWN)
		i++;
	run->to = i;
	return run->from < run->to;
}

/* Whether the rule at `i` parts two texts; one in a table does not. */
static bool is_apart(const struct lines *lines, size_t i)
{
	struct str rule = lines->line[i].text;

	return i == 0 || line_is_blank(&lines->line[i - 1]) ||
	       lines->line[i - 1].kind != LINE_OWN || i + 1 >= lines->n ||
	       rule.len <= RULE_SHORT ||
	       (rule.ptr[0] != '-' && rule.ptr[0] != '=');
}

/* Whether own words stand in the run, or above it, before the line `to`. */
static bool has_own(const struct lines *lines, const struct run *run, size_t to)
{
	for (size_t i = run->from; i < to && !run->has_above; i++)
		if (lines->line[i].kind == LINE_OWN &&
		    !line_is_blank(&lines->line[i]))
			return true;
	return run->has_above;
}

/* A short block that ends the run, as the lines below a rule must be. */
static bool is_tail(const struct lines *lines, size_t from, size_t to)
{
	size_t n = 0, n_long = 0;

	for (size_t i = from; i < to && n <= BELOW_MAX; i++) {
		n += !line_is_blank(&lines->line[i]);
		n_long += lines->line[i].text.len > 70;
	}
	return n > 0 && n <= BELOW_MAX && n_long <= 1 + n / 4;
}

static bool ends_sentence(struct str text)
{
	return str_ends(text, ".") || str_ends(text, "!") ||
	       str_ends(text, "?");
}

/* Whether `text` is of a text: four words or more, and a sentence's end, or a
 * sentence that goes on. */
static bool is_prose(struct str text)
{
	struct str rest = text, word;
	size_t n = 0;

	while (n < PROSE_MIN && str_next_word(&rest, &word))
		n++;
	return n == PROSE_MIN && !contact_is_address(text) &&
	       ((text.ptr[0] >= 'a' && text.ptr[0] <= 'z') ||
	        ends_sentence(text));
}

enum below {
	BELOW_OTHER,
	BELOW_PROSE,   /* sentences, and nothing of whom one could reach */
	BELOW_CONTACT, /* whom one could reach, or a notice */
};

/* What the lines [from, to) are, by their start. */
static enum below what_below(const struct lines *lines, size_t from, size_t to)
{
	size_t i = lines_skip_blank(lines, from);
	enum below below = BELOW_OTHER;

	for (size_t n = 0; i < to && n < BELOW_MAX; n++) {
		struct str text = lines->line[i].text;

		if (contact_is_address(text) ||
		    str_find_char(text, '@') != STR_NONE ||
		    str_find(text, "://") != STR_NONE ||
		    disclaimer_count(text) > 0)
			return BELOW_CONTACT;
		if (is_prose(text))
			below = BELOW_PROSE;
		i = lines_skip_blank(lines, i + 1);
	}
	return below;
}

/* Does the line `i`, or the rule it is, delimit anything? */
static bool is_delimiting(const struct lines *lines, const struct run *run,
                          size_t i)
{
	const struct line *line = &lines->line[i];

	if (line->is_code || line_is_blank(line))
		return false;
	if (delimiter_is_mark(line->text))
		return has_own(lines, run, i) || is_tail(lines, i, run->to);
	return delimiter_is_rule(line->text) && is_apart(lines, i) &&
	       has_own(lines, run, i) && is_tail(lines, i + 1, run->to);
}

/* Everything below "-- ", below an underscored rule, below "---". */
static void mark_delimited(struct lines *lines, struct run *run)
{
	struct str kept = {0}; /* a rule that parts the text */

	for (size_t i = run->from; i < run->to; i++) {
		const struct line *line = &lines->line[i];
		enum below below;

		if (!is_delimiting(lines, run, i))
			continue;
		below = what_below(lines, i + 1, run->to);
		/* Some type where their signature stands. */
		if (below == BELOW_PROSE && !has_own(lines, run, i)) {
			lines_mark(lines, i, i + 1, LINE_SIGNATURE);
			lines->is_unsure = true;
			continue;
		}
		/* People draw rules between two parts of a text, too. */
		if (!str_starts(line->raw, "-- ") && below == BELOW_PROSE) {
			lines->is_unsure = true;
			kept = line->text;
			if (!str_is(line->text, "--"))
				continue;
		}
		if (kept.len > 2 && str_eq(line->text, kept) &&
		    below == BELOW_OTHER)
			continue;
		lines_mark(lines, i, run->to, LINE_SIGNATURE);
		run->to = i;
		return;
	}
}

/* Where the paragraph that starts at `i` ends. */
static size_t paragraph_end(const struct lines *lines, size_t i, size_t to)
{
	while (i < to && !line_is_blank(&lines->line[i]))
		i++;
	return i;
}

/* Phrases of a legal notice in the lines [from, to). */
static size_t count_notices(const struct lines *lines, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += disclaimer_count(lines->line[i].text);
	return n;
}

/* Paragraphs that only a lawyer or a scanner would write. */
static void mark_notices(struct lines *lines, struct run *run)
{
	size_t i = run->from;

	while ((i = lines_skip_blank(lines, i)) < run->to) {
		size_t end = paragraph_end(lines, i, run->to);

		if (is_outside_tag(lines->line[i].text))
			lines_mark(lines, i, i + 1, LINE_DISCLAIMER);
		if (is_disclaimer_heading(lines->line[i].text)) {
			lines_mark(lines, i, run->to, LINE_DISCLAIMER);
			run->to = i;
			return;
		}
		if (!lines->line[i].is_code && count_notices(lines, i, end) > 2)
			lines_mark(lines, i, end, LINE_DISCLAIMER);
		i = end;
	}
}

/* "Sent from my iPhone": what is below it was not typed by the writer, but for
 * a postscript. */
static void mark_mobile(struct lines *lines, struct run *run, bool is_aligned)
{
	bool has_above = run->has_above;

	for (size_t i = run->from; i < run->to; i++) {
		struct line *line = &lines->line[i];
		size_t end = i + 1;

		if (line->kind != LINE_OWN || line_is_blank(line))
			continue;
		if (line->is_code || !is_mobile_line(line->text)) {
			has_above = true;
			continue;
		}
		lines_mark(lines, i, end, LINE_SIGNATURE);
		if (is_aligned || !has_above)
			continue;
		while (end < run->to && (line_is_blank(&lines->line[end]) ||
		                         is_mobile_line(lines->line[end].text)))
			end++;
		lines_mark(lines, i, end, LINE_SIGNATURE);
		if (end < run->to &&
		    contact_is_postscript(lines->line[end].text))
			end = lines_skip_blank(
				lines, paragraph_end(lines, end, run->to));
		lines->is_unsure |= end < run->to;
		lines_mark(lines, end, lines->n, LINE_QUOTE);
		run->to = i;
	}
}

/* Where the run's last own line is, plus one. */
static size_t run_end(const struct lines *lines, const struct run *run)
{
	size_t end = run->to;

	while (end > run->from && (line_is_blank(&lines->line[end - 1]) ||
	                           lines->line[end - 1].kind != LINE_OWN))
		end--;
	return end;
}

/* Where a signature that starts at `from` stops: what else the writer says
 * below it begins with "PS", "[1]" or a label, "Distribution:". */
static size_t signature_end(const struct lines *lines, size_t from, size_t end)
{
	for (size_t i = from + 1; i < end; i++) {
		struct str text = lines->line[i].text;

		if (contact_is_postscript(text) ||
		    (line_is_blank(&lines->line[i - 1]) && i > from + 2 &&
		     str_ends(text, ":")))
			return i;
	}
	return end;
}

/* Is the line `i` all that stands below a closing, and a post rather than a
 * person: "Your Domain Name Manager"?  Programs sign so. */
static bool is_post(const struct lines *lines, size_t i, size_t end,
                    struct str writer)
{
	return i + 1 == end && phrase_words(lines->line[i].text) > PERSON_MAX &&
	       !contact_is_of(lines->line[i].text, writer);
}

/* A closing and a name, with whatever short lines are below. */
static void mark_closing(struct lines *lines, struct run *run,
                         struct str writer)
{
	size_t end = run_end(lines, run), i = end, n = 0;

	while (i > run->from && n < CONTACT_MAX) {
		const struct line *line = &lines->line[--i];
		size_t name = lines_skip_blank(lines, i + 1);

		if (line->is_code || line->kind != LINE_OWN)
			return;
		n += !line_is_blank(line);
		if (!is_closing(line->text) || name >= end ||
		    !contact_is_name(lines->line[name].text) ||
		    is_post(lines, name, end, writer) ||
		    !has_own(lines, run, i) || !is_tail(lines, i, end))
			continue;
		while (i > run->from && is_closing(lines->line[i - 1].text))
			i--;
		lines_mark(lines, i, signature_end(lines, i, end),
		           LINE_SIGNATURE);
		run->to = i;
		return;
	}
}

/* "-Ann" as the last line; "- milk" would be of a list. */
static void mark_dashed_name(struct lines *lines, struct run *run)
{
	size_t end = run_end(lines, run), above;
	struct str text;

	if (end == run->from || !has_own(lines, run, end - 1))
		return;
	text = lines->line[end - 1].text;
	above = lines_before(lines, end - 1);
	if (!str_starts(text, "-") || text.len < 2 ||
	    !(char_is_alpha(text.ptr[1]) || text.ptr[1] == '\xc3') ||
	    !contact_is_name(text) || lines->line[end - 1].is_code ||
	    (above < lines->n && str_starts(lines->line[above].text, "-")))
		return;
	lines_mark(lines, end - 1, end, LINE_SIGNATURE);
	run->to = end - 1;
}

/* A last paragraph of short lines with numbers and addresses among them. */
static void mark_contacts(struct lines *lines, struct run *run)
{
	size_t end = run_end(lines, run), i = end, n_contacts = 0;

	while (i > run->from && !line_is_blank(&lines->line[i - 1]) &&
	       lines->line[i - 1].kind == LINE_OWN &&
	       lines->line[i - 1].text.len < 60 && end - i < CONTACT_MAX) {
		i--;
		n_contacts += contact_is_address(lines->line[i].text);
	}
	/* "Thanks in advance," above the name is said to somebody. */
	if (i > run->from && line_is_blank(&lines->line[i - 1]) &&
	    end - i > 2 && str_ends(lines->line[i].text, ","))
		i++;
	else if (i == run->from || !line_is_blank(&lines->line[i - 1]))
		return;
	if (end - i < 2 || n_contacts == 0 ||
	    !contact_is_name(lines->line[i].text) ||
	    contact_is_address(lines->line[i].text) || !has_own(lines, run, i))
		return;
	lines_mark(lines, i, end, LINE_SIGNATURE);
	run->to = i;
}

/* Can the line `i`, of the writer's name or one like it, be a signature, and
 * not be said to what stands above it? */
static bool is_apart_name(const struct lines *lines, const struct run *run,
                          size_t i, bool is_writers)
{
	size_t above = lines_before(lines, i);
	struct str before;

	if (above >= lines->n || above < run->from ||
	    lines->line[above].kind != LINE_OWN)
		return is_writers && run->has_above;
	before = lines->line[above].text;
	if (is_farewell(before) || str_ends(before, ":") ||
	    str_ends(before, ","))
		return false;
	if (is_writers)
		return above + 1 < i || ends_sentence(before);
	return above + 1 < i && !str_ends(before, "?") &&
	       !contact_is_bare_name(before);
}

/*
 * "Ann" alone in the last paragraph, or below "Thanks,".  Where the words above
 * ask or list something it may be the answer: "Who did it?" - "Ann".  It is
 * none when From says that Ann wrote; "Bravo" looks the same, and is no name
 * then.
 */
static void mark_name(struct lines *lines, struct run *run, struct str writer)
{
	size_t end = run_end(lines, run), i = end;
	bool is_writers, is_word;
	struct str name;

	while (i > run->from && end - i < 3 &&
	       contact_is_number(lines->line[i - 1].text))
		i--;
	if (i == run->from || lines->line[i - 1].is_code ||
	    lines->line[i - 1].kind != LINE_OWN)
		return;
	name = lines->line[--i].text;
	is_writers = contact_is_of(name, writer);
	/* Right above a quote it may tell whose that is. */
	if (is_farewell(name) || !has_own(lines, run, i) ||
	    !is_apart_name(lines, run, i, is_writers) ||
	    (!is_writers && !contact_is_bare_name(name)) ||
	    lines_skip_blank(lines, end) < lines->n)
		return;
	is_word = end - i == 1 && phrase_words(name) == 1;
	lines->is_unsure |= is_word && !is_writers;
	if (is_word && !is_writers && writer.len > 0)
		return;
	lines_mark(lines, i, end, LINE_SIGNATURE);
	run->to = i;
}

/* Rules that are left above what was cut delimit nothing. */
static void mark_rules(struct lines *lines, struct run *run)
{
	size_t i = run->to;

	if (lines_skip_blank(lines, i) == lines->n)
		return;
	while (i > run->from && (line_is_blank(&lines->line[i - 1]) ||
	                         lines->line[i - 1].kind != LINE_OWN ||
	                         delimiter_is_rule(lines->line[i - 1].text)))
		i--;
	lines_mark(lines, i, run->to, LINE_SIGNATURE);
	run->to = i;
}

void signature_mark(struct lines *lines, bool is_aligned, struct str writer)
{
	struct run run = {0, 0, false};

	while (next_run(lines, &run)) {
		size_t next = run.to;

		mark_notices(lines, &run);
		mark_delimited(lines, &run);
		mark_mobile(lines, &run, is_aligned);
		mark_closing(lines, &run, writer);
		mark_contacts(lines, &run);
		mark_dashed_name(lines, &run);
		mark_name(lines, &run, writer);
		mark_rules(lines, &run);
		run.has_above |= has_own(lines, &run, run.to);
		run.to = next;
	}
}
