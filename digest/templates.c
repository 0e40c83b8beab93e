#include "digest/templates.h"

static const char *const digest_names[] = {
	"language",
	"title",
	"number",
	"date",
	"n_articles",
	"n_comments",
	"contents",
	"contents[].number",
	"contents[].headline",
	"contents[].comments",
	"items",
	"items[].mark",
	"items[].number",
	"items[].headline",
	"items[].headline_wrapped",
	"items[].byline",
	"items[].published",
	"items[].meta",
	"items[].is_again",
	"items[].summary",
	"items[].summary[].sentence",
	"items[].summary_wrapped",
	"items[].link",
	"items[].comments",
	"items[].is_open",
	"items[].reply_address",
	"items[].reply_subject",
	"items[].letters",
	"items[].letters[].author",
	"items[].letters[].date",
	"items[].letters[].answering",
	"items[].letters[].heading_wrapped",
	"items[].letters[].text_wrapped",
	"items[].letters[].text_as_html",
	"items[].letters[].indent",
	"end_mark",
	"comments_faq",
	"faq_is_link",
	"reply_address",
	"address",
	"leave_address",
	"request_address",
	"schedule",
	"postal_address",
	"postal_wrapped",
};

static const char *const notice_names[] = {
	"title",         "address",       "list_address", "action_address",
	"leave_address", "reply_address", "schedule",     "postal_address",
	"comments_faq",  "hours",
};

static const char *const queue_names[] = {
	"title",
	"n",
	"moderator",
	"comments",
	"comments[].number",
	"comments[].headline",
	"comments[].author",
	"comments[].record",
	"comments[].answering",
	"comments[].text_wrapped",
	"comments[].cut",
	"comments[].doubt",
	"comments[].age",
	"reasons",
	"example_approve",
	"example_reject",
	"postal_address",
};

static const char *const receipt_names[] = {
	"title",           "lines",          "lines[].text",
	"n_done",          "n_failed",       "postal_address",
	"example_approve", "example_reject", "reasons",
};

static const struct {
	const char *file;
	enum template_escape escape;
	const char *const *names;
	size_t n;
} kinds[TEMPLATES] = {
	[TEMPLATE_DIGEST_TEXT] = {"digest.txt", TEMPLATE_TEXT, digest_names,
                                  ARRAY_LEN(digest_names)},
	[TEMPLATE_DIGEST_HTML] = {"digest.html", TEMPLATE_HTML, digest_names,
                                  ARRAY_LEN(digest_names)},
	[TEMPLATE_CONFIRM] = {"confirm.txt", TEMPLATE_TEXT, notice_names,
                              ARRAY_LEN(notice_names)},
	[TEMPLATE_WELCOME] = {"welcome.txt", TEMPLATE_TEXT, notice_names,
                              ARRAY_LEN(notice_names)},
	[TEMPLATE_GOODBYE] = {"goodbye.txt", TEMPLATE_TEXT, notice_names,
                              ARRAY_LEN(notice_names)},
	[TEMPLATE_HELP] = {"help.txt", TEMPLATE_TEXT, notice_names,
                           ARRAY_LEN(notice_names)},
	[TEMPLATE_QUEUE] = {"queue.txt", TEMPLATE_TEXT, queue_names,
                            ARRAY_LEN(queue_names)},
	[TEMPLATE_RECEIPT] = {"receipt.txt", TEMPLATE_TEXT, receipt_names,
                              ARRAY_LEN(receipt_names)},
};

const char *template_file(enum template_name name)
{
	return kinds[name].file;
}

const char *const *template_names(enum template_name name, size_t *n)
{
	*n = kinds[name].n;
	return kinds[name].names;
}

enum err templates_load(struct arena *arena,
                        const struct template_source sources[TEMPLATES],
                        struct templates *templates, struct why *why)
{
	struct templates loaded;

	for (size_t i = 0; i < TEMPLATES; i++) {
		enum err err = template_load(arena, sources, TEMPLATES, i,
		                             kinds[i].escape, kinds[i].names,
		                             kinds[i].n, &loaded.of[i], why);

		if (err)
			return err;
	}
	*templates = loaded;
	return OK;
}
