/*
 * inspect: what would happen to a mail, without doing it
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include <jansson.h>

#include "app/args.h"
#include "app/judge.h"
#include "app/moderate.h"
#include "app/out.h"
#include "app/program.h"
#include "app/target.h"
#include "base/buf.h"
#include "base/file.h"
#include "digest/kind.h"
#include "digest/restore.h"
#include "mailer/address.h"
#include "mailer/parser.h"
#include "store/articles.h"
#include "text/charset.h"
#include "text/html.h"
#include "text/unquoted.h"
#include "text/utf8.h"

enum {
	FILE_MAX_LEN = 64 * 1024 * 1024,
	TEXT_MAX = 4 * 1024 * 1024,
	TARGET_MAX = 4096, /* bytes of a link's target */
	PATH_SHOWN = 1000,
};

struct inspector {
	struct site *site; /* NULL: no configuration */
	struct parser *parser;
	const char *as;      /* "mail", "text", "html", or NULL: by the name */
	const char *charset; /* of a body, NULL: not known */
	bool is_json;
};

static const char *kind_of_file(const struct inspector *in, const char *path)
{
	if (in->as)
		return in->as;
	if (str_ends_nocase(str_of(path), ".txt"))
		return "text";
	if (str_ends_nocase(str_of(path), ".html") ||
	    str_ends_nocase(str_of(path), ".htm"))
		return "html";
	return "mail"; /* or, without a header, a text */
}

static enum err read_mail(struct inspector *in, struct arena *arena,
                          const char *path, struct mail *mail, struct why *why)
{
	const char *kind = kind_of_file(in, path);
	struct str raw;
	enum err err = file_read(arena, path, FILE_MAX_LEN, &raw, why);

	*mail = (struct mail){.n_from = 0};
	if (err)
		return err;
	if (!strcmp(kind, "mail")) {
		err = parser_parse(in->parser, arena, raw, mail, why);
		if (err || mail->n_fields > 0 || str_trim(raw).len == 0)
			return err;
		if (in->as || str_ends_nocase(str_of(path), ".eml"))
			return err_because(why, ERR_INPUT, "it has no header");
		*mail = (struct mail){.n_from = 0}; /* a body then */
	}
	raw = charset_to_utf8(arena, str_of(in->charset), raw);
	if (!strcmp(kind, "html")) {
		mail->html = raw;
		mail->html_text = html_to_text(arena, raw);
	} else {
		mail->text = utf8_clean(arena, raw);
	}
	return OK;
}

/* All answers of a mail as one text, as a person would read them. */
static struct str own_words(struct arena *arena, const struct reply *reply)
{
	struct buf out = BUF_INIT(TEXT_MAX);

	for (size_t i = 0; i < reply->n_answers; i++) {
		if (i > 0)
			buf_adds(&out, "\n\n");
		buf_add(&out, reply->answers[i].text);
	}
	return buf_take(&out, arena);
}

static json_t *cuts_json(const struct reply *reply)
{
	json_t *list = json_array();

	for (size_t i = 0; i < reply->n_cuts; i++)
		json_array_append_new(
			list,
			json_pack("{s:s, s:s%}", "kind",
		                  cut_kind_name(reply->cuts[i].kind), "text",
		                  reply->cuts[i].text.ptr
		                          ? reply->cuts[i].text.ptr
		                          : "",
		                  reply->cuts[i].text.len));
	return list;
}

static json_t *attachments_json(const struct mail *mail)
{
	json_t *list = json_array();

	for (size_t i = 0; i < mail->n_attachments; i++) {
		const struct mail_attachment *a = &mail->attachments[i];

		json_array_append_new(
			list,
			json_pack("{s:s%, s:s%, s:I}", "name",
		                  a->name.ptr ? a->name.ptr : "", a->name.len,
		                  "type", a->type.ptr ? a->type.ptr : "",
		                  a->type.len, "size", (json_int_t)a->len));
	}
	return list;
}

/* "courier edition 2 article 5", or what else the mail is for. */
static json_t *target_json(const struct judgement *j)
{
	json_t *target;

	if (!j->list)
		return json_null();
	target = json_pack("{s:s}", "list", j->list->name);
	if (j->item.id) {
		json_object_set_new(target, "edition",
		                    json_integer(j->edition.number));
		json_object_set_new(target, "item",
		                    json_integer(j->item.position));
		if (j->item.article)
			json_object_set_new(target, "article",
			                    json_integer(j->item.article));
	}
	if (j->command != COMMAND_NONE)
		json_object_set_new(target, "command",
		                    json_string(command_name(j->command)));
	return target;
}

/* What each answer is about; without a store only what the mail tells. */
static enum err answers_json(struct inspector *in, struct arena *arena,
                             const struct mail *mail, const struct judgement *j,
                             json_t *list, struct why *why)
{
	enum err err = OK;

	for (size_t i = 0; err == OK && i < j->reply.n_answers; i++) {
		const struct reply_answer *answer = &j->reply.answers[i];
		struct target t = {.how = "", .doubt = {"", 0}};
		struct str text = restore_kept(arena, answer->text);

		if (in->site && j->class == CLASS_COMMENT)
			err = target_find(in->site, arena, j, mail, answer, &t,
			                  why);
		json_array_append_new(
			list,
			json_pack("{s:s%, s:s%, s:i, s:I, s:I, s:I, s:s, s:s%,"
		                  " s:b}",
		                  "text", text.ptr, text.len, "context",
		                  answer->context.ptr, answer->context.len,
		                  "confidence", answer->confidence, "article",
		                  (json_int_t)t.article, "number",
		                  (json_int_t)t.number, "parent",
		                  (json_int_t)t.parent, "how", t.how, "doubt",
		                  t.doubt.ptr, t.doubt.len, "ask", t.may_ask));
	}
	return err;
}

/* What a delivery report says, worst first: one that failed for good counts
 * before one that is only late. */
static void add_bounce(struct out *out, const struct bounce *bounce)
{
	const struct bounce_recipient *worst = NULL;
	json_t *failed = json_array();
	bool is_hard = bounce->n > 0;

	for (size_t i = 0; i < bounce->n; i++) {
		const struct bounce_recipient *one = &bounce->recipients[i];

		if (one->address.len > 0 && one->action != BOUNCE_DELIVERED)
			json_array_append_new(failed,
			                      json_stringn(one->address.ptr,
			                                   one->address.len));
		if (!worst || one->action < worst->action)
			worst = one;
		is_hard = is_hard && one->is_hard;
	}
	out_json(out, "recipients", failed);
	if (!worst)
		return;
	out_text(out, "status", worst->status);
	out_text(out, "reason", str_of(bounce_reason_name(worst->reason)));
	out_text(out, "diagnostic", worst->diagnostic);
	out_flag(out, "permanent", worst->is_permanent);
	out_flag(out, "hard", is_hard); /* all of them */
}

/* The bytes of a "<url>" or "[cid:...]" at the start of `text`; 0: it is none. */
static size_t target_len(struct str text)
{
	static const struct {
		const char *start;
		char end;
	} targets[] = {
		{"<http://", '>'},
		{"<https://", '>'},
		{"<mailto:", '>'},
		{"[cid:", ']'},
	};

	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		struct str look = str_slice(text, 0, TARGET_MAX);
		size_t end;

		if (!str_starts(text, targets[i].start))
			continue;
		end = str_find_char(look, targets[i].end);
		return end == STR_NONE ? 0 : end + 1;
	}
	return 0;
}

/*
 * All that the mail says, quotes included.  Of HTML, and of the plain text that
 * a program made of HTML, the targets that stand behind links are left out.
 */
static struct str whole_body(struct arena *arena, const struct mail *mail)
{
	struct str text = judge_body(mail);
	struct buf out = BUF_INIT(TEXT_MAX);
	size_t done = 0;

	if (mail->html.len == 0)
		return text;
	for (size_t i = 0; i < text.len; i++) {
		size_t n = text.ptr[i] == '<' || text.ptr[i] == '['
		                   ? target_len(str_from(text, i))
		                   : 0;

		if (n == 0)
			continue;
		buf_add(&out, str_trim_right(str_slice(text, done, i)));
		done = i + n;
		i = done - 1;
	}
	buf_add(&out, str_from(text, done));
	return buf_take(&out, arena);
}

/* Everybody in the first field called `name`. */
static json_t *people_json(struct arena *arena, const struct mail *mail,
                           const char *name)
{
	json_t *list = json_array();
	struct str rest = mail_field(mail, name);
	struct mailbox box;

	while (address_next(arena, &rest, &box))
		json_array_append_new(
			list, json_pack("{s:s%, s:s%}", "name",
		                        box.name.ptr ? box.name.ptr : "",
		                        box.name.len, "address",
		                        box.address.ptr ? box.address.ptr : "",
		                        box.address.len));
	return list;
}

static void add_fields(struct out *out, struct arena *arena, const char *path,
                       const struct mail *mail, const struct judgement *j,
                       json_t *answers)
{
	bool is_comment = j->class == CLASS_COMMENT || j->class == CLASS_EMPTY;
	struct str text = own_words(arena, &j->reply);
	struct str unquoted = unquoted_text(arena, &j->reply);

	if (!is_comment)
		text = unquoted = str_trim(judge_body(mail));
	out_row(out);
	out_text(out, "file", str_of(path));
	out_text(out, "class", str_of(letter_class_name(j->class)));
	out_text(out, "from_addr", mail->from_addr);
	out_text(out, "from_name", mail->from_name);
	out_json(out, "to", people_json(arena, mail, "To"));
	out_json(out, "cc", people_json(arena, mail, "Cc"));
	out_time(out, "date", mail->date);
	out_text(out, "subject", mail->subject);
	out_text(out, "message_id", mail->message_id);
	out_flag(out, "auto",
	         j->class == CLASS_AUTO || j->class == CLASS_BOUNCE ||
	                 j->class == CLASS_COMPLAINT);
	out_flag(out, "may_answer", kind_may_answer(mail));
	out_text(out, "text", text);
	out_text(out, "unquoted", unquoted);
	out_json(out, "cut", cuts_json(&j->reply));
	out_json(out, "attachments", attachments_json(mail));
	out_json(out, "target", target_json(j));
	out_json(out, "answers", answers);
	if (j->class == CLASS_BOUNCE)
		add_bounce(out, &j->bounce);
	out_flag(out, "verified", j->is_verified);
	out_text(out, "authentication",
	         str_of(auth_verdict_name(j->auth.verdict)));
	out_text(out, "doubt", j->doubt);
	out_story(out, "why", &j->story);
	out_text(out, "body", whole_body(arena, mail));
}

static void print_plain(struct arena *arena, const char *path,
                        const struct mail *mail, const struct judgement *j)
{
	struct str text = own_words(arena, &j->reply);
	struct str shown = utf8_clean_line(arena, str_of(path), PATH_SHOWN);

	printf("%.*s: %s\n", (int)shown.len, shown.ptr,
	       letter_class_name(j->class));
	if (mail->from_addr.len > 0)
		printf("  from %.*s\n", (int)mail->from_addr.len,
		       mail->from_addr.ptr);
	for (size_t i = 0; i < j->story.n; i++)
		printf("  - %.*s\n", (int)j->story.steps[i].text.len,
		       j->story.steps[i].text.ptr);
	if (text.len > 0)
		printf("\n%.*s\n\n", (int)text.len, text.ptr);
}

/* The line of a file that cannot be read as a mail. */
static void unreadable(struct judgement *j, struct arena *arena,
                       const char *cause)
{
	*j = (struct judgement){.class = CLASS_UNREADABLE,
	                        .story = {.arena = arena}};
	story_add(&j->story, "%s", cause);
}

/* What a moderator's answer orders, a line each. */
static enum err orders_json(struct site *site, struct arena *arena,
                            const struct mail *mail, struct judgement *j,
                            json_t *answers, struct why *why)
{
	struct str *lines;
	size_t n = 0;
	enum err err = moderate_orders(site, arena, mail, j, site_now(), &lines,
	                               &n, why);

	for (size_t i = 0; err == OK && i < n; i++)
		json_array_append_new(answers,
		                      json_stringn(lines[i].ptr, lines[i].len));
	return err;
}

static int inspect_file(struct inspector *in, const char *path)
{
	static const char *const columns[] = {NULL};
	struct arena arena = {0};
	struct judgement j = {.class = CLASS_UNREADABLE};
	struct mail mail;
	struct why why = {""};
	struct out out;
	json_t *answers = json_array();
	bool is_absent = false;
	enum err err = read_mail(in, &arena, path, &mail, &why);

	if (err == ERR_LIMIT) /* the child died of it: once more */
		err = read_mail(in, &arena, path, &mail, &why);
	is_absent = err == ERR_ABSENT || err == ERR_FATAL;
	if (err == OK)
		err = judge_mail(in->site, &arena, &mail, site_now(), &j, &why);
	if (err == OK && in->is_json)
		err = answers_json(in, &arena, &mail, &j, answers, &why);
	if (err == OK && in->is_json && j.class == CLASS_DECISION)
		err = orders_json(in->site, &arena, &mail, &j, answers, &why);
	if (err) {
		mail = (struct mail){.n_from = 0};
		unreadable(&j, &arena, why.text);
	}
	if (in->is_json) {
		out_open(&out, true);
		add_fields(&out, &arena, path, &mail, &j, answers);
		out_close(&out, columns, "");
	} else {
		print_plain(&arena, path, &mail, &j);
		json_decref(answers);
	}
	arena_free(&arena);
	return is_absent ? EX_NOINPUT : EX_OK;
}

static int inspect_all(struct inspector *in, const struct args *args)
{
	int code = EX_OK;

	parser_open(&in->parser);
	for (size_t i = 0; i < args->n_words; i++) {
		int one = inspect_file(in, args->words[i]);

		code = one != EX_OK ? one : code;
	}
	parser_close(&in->parser);
	return code;
}

int program_inspect(const struct program *program, int argc, char **argv)
{
	struct inspector in = {.site = NULL};
	const struct option options[] = {
		{"--as", "KIND", "mail, text or html (by the file's name)",
	         &in.as, NULL, NULL},
		{"--charset", "NAME", "of a body that is no mail (found out)",
	         &in.charset, NULL, NULL},
	};
	struct site site = {0};
	struct args args;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	if (args.n_words == 0)
		return args_wrong(program, "no file");
	if (in.as && strcmp(in.as, "mail") != 0 && strcmp(in.as, "text") != 0 &&
	    strcmp(in.as, "html") != 0)
		return args_wrong(program, "--as is mail, text or html");
	in.is_json = args.is_json;
	if (args.has_config) {
		code = site_start(args.config, &site);
		in.site = &site;
	} else {
		code = EX_OK;
	}
	if (code == EX_OK)
		code = inspect_all(&in, &args);
	site_close(&site);
	return code;
}
