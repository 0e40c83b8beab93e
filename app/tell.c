#include "app/tell.h"

#include <stdio.h>

#include "base/date.h"

void tell_letter(struct out *out, struct arena *arena,
                 const struct letter *letter)
{
	struct story story = {.arena = arena};

	story_read(&story, letter->story);
	out_row(out);
	out_number(out, "id", letter->id);
	out_text(out, "state", str_of(letter_state_name(letter->state)));
	out_text(out, "kind", letter->kind);
	out_text(out, "list", letter->list);
	out_text(out, "from", letter->from_addr);
	out_text(out, "subject", letter->subject);
	out_text(out, "message_id", letter->message_id);
	out_text(out, "mailbox", letter->mailbox);
	out_text(out, "source", letter->source);
	out_text(out, "story", story_text(&story));
	out_story(out, "why", &story);
	out_time(out, "fetched", letter->fetched_at);
	out_time(out, "done", letter->done_at);
}

static void print_text(const char *label, struct str text)
{
	if (text.len > 0)
		printf("%s: %.*s\n", label, (int)text.len, text.ptr);
}

void tell_letter_head(const struct letter *letter)
{
	char fetched[DATE_RFC5322_LEN + 1];

	date_format_mail(letter->fetched_at, 0, fetched);
	printf("Letter %lld, %s%s%.*s\n", (long long)letter->id,
	       letter->state == LETTER_ASIDE ? "set aside"
	                                     : letter_state_name(letter->state),
	       letter->kind.len > 0 ? ": " : "", (int)letter->kind.len,
	       letter->kind.ptr);
	print_text("From", letter->from_addr);
	print_text("Subject", letter->subject);
	print_text("Message-ID", letter->message_id);
	print_text("List", letter->list);
	printf("Fetched: %s\n", fetched);
}

void tell_steps(struct arena *arena, const struct letter *letter)
{
	struct story story = {.arena = arena};

	story_read(&story, letter->story);
	if (story.n == 0)
		printf("  It has not been read yet.\n");
	for (size_t i = 0; i < story.n; i++) {
		const struct story_step *step = &story.steps[i];

		printf("  %-7s", story_kind_name(step->kind));
		if (step->confidence > 0)
			printf(" %3d %%  ", step->confidence);
		else
			printf("        ");
		printf("%.*s", (int)step->text.len, step->text.ptr);
		if (step->evidence.len > 0)
			printf(" [%.*s]", (int)step->evidence.len,
			       step->evidence.ptr);
		printf("\n");
	}
}
