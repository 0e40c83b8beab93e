#include "mailer/parse.h"

#include "base/buf.h"
#include "mailer/armour.h"
#include "mailer/cms.h"
#include "mailer/enclosed.h"
#include "mailer/field.h"
#include "mailer/head.h"
#include "mailer/part.h"
#include "mailer/record.h"
#include "mailer/scan.h"
#include "mailer/split.h"
#include "mailer/winmail.h"
#include "mailer/word.h"
#include "text/enriched.h"
#include "text/flowed.h"
#include "text/html.h"
#include "text/rtf.h"

/* What a reader may see of a part; an empty text is none. */
struct view {
	struct str text, html, html_text;
	bool is_flowed;
};

struct walk {
	struct arena *arena;
	struct mail *mail;
	struct why *why;
	size_t n_parts;
	bool has_text; /* something that a reader would read was found */
	struct charset_hint hint;
	struct view spare; /* of a winmail.dat, for a mail without a text */
};

static bool is_blank(struct str text)
{
	return str_trim(text).len == 0;
}

static void add_file(struct walk *walk, const char *type, struct str name,
                     size_t len)
{
	struct mail *mail = walk->mail;

	if (mail->n_attachments == RECORD_ATTACHMENTS_MAX)
		return;
	mail->attachments =
		arena_grow(walk->arena, mail->attachments, mail->n_attachments,
	                   sizeof(*mail->attachments));
	mail->attachments[mail->n_attachments++] =
		(struct mail_attachment){str_of(type), name, len};
}

static void add_attachment(struct walk *walk, const struct part *part)
{
	add_file(walk, arena_copy(walk->arena, part->type), part->name,
	         part_bytes(walk->arena, part).len);
}

/* The text of `part` without the files that stand in it, which are listed, and
 * without the marks of a signature. */
static struct str plain_words(struct walk *walk, const struct part *part)
{
	struct arena *arena = walk->arena;
	struct enclosed found = {.n = 0};
	struct str bytes = enclosed_cut(arena, part_bytes(arena, part), &found);

	for (size_t i = 0; i < found.n; i++)
		add_file(walk, "application/octet-stream",
		         word_decode_hinted(arena, found.files[i].name,
		                            &walk->hint),
		         found.files[i].len);
	return armour_strip(arena, part_decode(arena, part, bytes));
}

/* `a` and `b`, one under the other, an empty line between them; without `b`
 * when both are longer than a text may be. */
static struct str join(struct arena *arena, struct str a, struct str b)
{
	struct buf text = BUF_INIT(PART_TEXT_MAX);

	if (is_blank(a) || is_blank(b))
		return is_blank(a) ? b : a;
	buf_add(&text, a);
	buf_adds(&text, str_ends(a, "\n") ? "\n" : "\n\n");
	buf_add(&text, b);
	if (buf_ok(&text))
		return buf_take(&text, arena);
	buf_free(&text);
	return a;
}

/* Put `more` under `view`; each form takes the other one where it has none. */
static void add_view(struct arena *arena, struct view *view,
                     const struct view *more)
{
	bool has_text = view->text.len > 0 || more->text.len > 0;
	bool has_html = view->html_text.len > 0 || more->html_text.len > 0;
	struct view a = *view, b = *more;

	if (has_text)
		view->text = join(arena, a.text.len ? a.text : a.html_text,
		                  b.text.len ? b.text : b.html_text);
	if (has_html)
		view->html_text =
			join(arena, a.html_text.len ? a.html_text : a.text,
		             b.html_text.len ? b.html_text : b.text);
	view->html = join(arena, a.html, b.html);
	view->is_flowed = a.is_flowed || b.is_flowed;
}

static void view_plain(struct walk *walk, const struct part *part,
                       struct view *view)
{
	struct arena *arena = walk->arena;
	struct str format = {"", 0}, delsp = {"", 0};

	view->text = plain_words(walk, part);
	if (!word_parameter(arena, part->params, "format", &format) ||
	    !str_is_nocase(format, "flowed"))
		return;
	(void)word_parameter(arena, part->params, "delsp", &delsp);
	view->is_flowed = true;
	view->text =
		flowed_to_text(arena, view->text, str_is_nocase(delsp, "yes"));
}

/* Text in a form that is no plain text and no HTML; empty: `part` is none. */
static struct str rich_words(struct walk *walk, const struct part *part)
{
	struct arena *arena = walk->arena;
	bool is_old = str_is(part->type, "text/richtext");
	struct str text;

	if (str_is(part->type, "text/rtf") ||
	    str_is(part->type, "application/rtf"))
		return part_clean(arena,
		                  rtf_to_text(arena, part_bytes(arena, part)));
	if (is_old || str_is(part->type, "text/enriched")) {
		text = part_text(arena, part);
		return enriched_to_text(arena, text, is_old);
	}
	if (str_is(part->type, "text/markdown") ||
	    str_is(part->type, "text/x-markdown"))
		return part_text(arena, part);
	return str_of("");
}

static bool is_encrypted(const struct part *part)
{
	return str_is(part->type, "multipart/encrypted") ||
	       str_is(part->type, "application/pgp-encrypted");
}

static bool is_cms(const struct part *part)
{
	return str_is(part->type, "application/pkcs7-mime") ||
	       str_is(part->type, "application/x-pkcs7-mime");
}

/* An opaque part of S/MIME, whatever it says it is. */
static bool may_be_cms(const struct part *part)
{
	return is_cms(part) || str_ends_nocase(part->name, ".p7m");
}

static bool is_winmail(const struct part *part)
{
	return str_is(part->type, "application/ms-tnef") ||
	       str_is(part->type, "application/vnd.ms-tnef") ||
	       str_is_nocase(part->name, "winmail.dat");
}

/* List what a winmail.dat holds; its text is kept for want of another. */
static void open_winmail(struct walk *walk, const struct part *part)
{
	struct winmail w;

	if (!winmail_read(walk->arena, part_bytes(walk->arena, part), &w))
		return;
	for (size_t i = 0; i < w.n_files; i++)
		add_file(walk, "application/octet-stream", w.files[i].name,
		         w.files[i].len);
	walk->spare.text = part_clean(walk->arena, w.text);
	walk->spare.html = part_clean(walk->arena, w.html);
	walk->spare.html_text = part_clean(
		walk->arena, html_to_text(walk->arena, walk->spare.html));
}

/*
 * Is the text in `part` a file that came along?  A name alone does not make the
 * first text of a mail one, and nothing makes it the only part of a mail.
 */
static bool is_file(const struct walk *walk, const struct part *part,
                    size_t depth)
{
	if (depth == 0)
		return false;
	return part->is_attachment || (part->name.len > 0 && walk->has_text);
}

static void view_leaf(struct walk *walk, const struct part *part, size_t depth,
                      struct view *view)
{
	/* The charset of a mail is that of the first part that names one. */
	if (walk->hint.charset.len == 0)
		walk->hint.charset = part->charset;
	if ((str_is(part->type, "text/plain") ||
	     str_is(part->type, "application/pgp")) &&
	    !is_file(walk, part, depth)) {
		view_plain(walk, part, view);
	} else if (str_is(part->type, "text/html") &&
	           !is_file(walk, part, depth)) {
		view->html = part_text(walk->arena, part);
		view->html_text = part_clean(
			walk->arena, html_to_text(walk->arena, view->html));
	} else if (part->name.len == 0 && !part->is_attachment &&
	           !is_blank(rich_words(walk, part))) {
		view->text = rich_words(walk, part);
	} else {
		add_attachment(walk, part);
		if (is_winmail(part))
			open_winmail(walk, part);
	}
	if (!is_blank(view->text) || !is_blank(view->html_text))
		walk->has_text = true;
}

static bool is_mail(const struct part *part)
{
	return str_is(part->type, "message/rfc822") ||
	       str_is(part->type, "message/global") ||
	       str_is(part->type, "text/rfc822-headers") ||
	       str_is(part->type, "message/global-headers") ||
	       str_is(part->type, "message/rfc822-headers");
}

/* A part that a machine wrote for a machine (RFC 3464, 5965, 8098, 6533). */
static bool is_machine_part(const struct part *part)
{
	return str_is(part->type, "message/delivery-status") ||
	       str_is(part->type, "message/global-delivery-status") ||
	       str_is(part->type, "message/feedback-report") ||
	       str_is(part->type, "message/disposition-notification") ||
	       str_is(part->type, "message/global-disposition-notification");
}

/* A part of the outermost multipart: does it belong to a report? */
static bool take_report_part(struct walk *walk, const struct part *part,
                             bool in_report)
{
	struct mail *mail = walk->mail;

	if (is_machine_part(part) && mail->report.len == 0) {
		mail->report = part_text(walk->arena, part);
		if (mail->report_type.len == 0)
			mail->report_type = part->subtype;
		return true;
	}
	if (in_report && is_mail(part) && mail->report_mail.len == 0) {
		mail->report_mail = part_text(walk->arena, part);
		return true;
	}
	return false;
}

static enum err walk_part(struct walk *walk, const struct part *part,
                          size_t depth, struct view *view);

/* Of several forms of one text the first that is there counts. */
static void choose_view(struct view *view, const struct view *form)
{
	if (is_blank(view->text) && !is_blank(form->text)) {
		view->text = form->text;
		view->is_flowed = form->is_flowed;
	}
	if (is_blank(view->html_text) && !is_blank(form->html_text)) {
		view->html = form->html;
		view->html_text = form->html_text;
	}
}

static enum err walk_multipart(struct walk *walk, const struct part *outer,
                               struct split split, size_t depth,
                               struct view *view)
{
	bool in_report = str_is(outer->subtype, "report") && depth == 1;
	bool in_digest = str_is(outer->subtype, "digest");

	for (size_t i = 0; i < split.n; i++) {
		struct view inner = {0};
		struct part part;
		enum err err;

		part_read(walk->arena, split.raw[i],
		          in_digest ? "message/rfc822" : "text/plain", &part);
		part.hint = walk->hint;
		if (depth == 1 && take_report_part(walk, &part, in_report))
			continue;
		err = walk_part(walk, &part, depth, &inner);
		if (err)
			return err;
		if (str_is(outer->subtype, "alternative"))
			choose_view(view, &inner);
		else
			add_view(walk->arena, view, &inner);
	}
	return OK;
}

/* The boundary as it is written.  Blanks at its end are none of it (RFC 2046,
 * 5.1.1), but who wrote them here may have written them into the lines, too. */
static bool find_boundary(struct arena *arena, struct str params,
                          struct str *boundary)
{
	struct str rest = params;
	struct parameter p;

	while (word_next_parameter(arena, &rest, &p)) {
		if (!str_is_nocase(p.name, "boundary"))
			continue;
		*boundary = p.value;
		return scan_boundary_ok(p.value);
	}
	return word_parameter(arena, params, "boundary", boundary) &&
	       scan_boundary_ok(*boundary);
}

/* Split `part`; false when it is no multipart or nothing parts it. */
static bool split_parts(struct walk *walk, const struct part *part,
                        struct split *split)
{
	struct str boundary = {"", 0};

	if (!str_starts(part->type, "multipart/"))
		return false;
	if (find_boundary(walk->arena, part->params, &boundary)) {
		*split = split_body(walk->arena, part->body, boundary);
		if (split->n == 0)
			*split = split_body(walk->arena, part->body,
			                    str_trim_right(boundary));
	}
	if (split->n > 0)
		return true;
	boundary = split_guess(part->body);
	if (boundary.len > 0)
		*split = split_body(walk->arena, part->body, boundary);
	return split->n > 0;
}

/* What a signed part of S/MIME holds; false: it is closed, or no such part. */
static bool open_cms(struct walk *walk, const struct part *part,
                     struct part *inside)
{
	struct str content = {"", 0};
	enum cms kind =
		cms_read(walk->arena, part_bytes(walk->arena, part), &content);

	if (kind == CMS_CLOSED || (kind == CMS_NONE && is_cms(part)))
		walk->mail->is_encrypted = true;
	if (kind != CMS_SIGNED ||
	    scan_mail(content, SCAN_RAW_MAX, walk->why) != OK)
		return false;
	part_read(walk->arena, content, "text/plain", inside);
	inside->hint = walk->hint;
	return true;
}

static enum err walk_part(struct walk *walk, const struct part *part,
                          size_t depth, struct view *view)
{
	struct split split = {0};
	struct part leaf = *part, inside;

	if (++walk->n_parts > SCAN_PARTS_MAX + 1)
		return err_because(walk->why, ERR_INPUT, "more than %d parts",
		                   SCAN_PARTS_MAX);
	if (is_encrypted(part))
		walk->mail->is_encrypted = true;
	if (split_parts(walk, part, &split)) {
		if (depth == SCAN_DEPTH_MAX)
			return err_because(walk->why, ERR_INPUT,
			                   "more than %d parts in each other",
			                   SCAN_DEPTH_MAX);
		return walk_multipart(walk, part, split, depth + 1, view);
	}
	if (may_be_cms(part) && depth < SCAN_DEPTH_MAX &&
	    open_cms(walk, part, &inside))
		return walk_part(walk, &inside, depth + 1, view);
	/* A multipart in one piece: whoever wrote it meant to say something. */
	if (str_starts(part->type, "multipart/"))
		leaf.type = str_of("text/plain");
	view_leaf(walk, &leaf, depth, view);
	return OK;
}

static void set_report_type(struct arena *arena, const struct part *part,
                            struct mail *mail)
{
	struct str type;

	if (str_is(part->type, "multipart/report") &&
	    word_parameter(arena, part->params, "report-type", &type))
		mail->report_type = word_type(arena, type);
}

/* Take the encrypted messages out of what the mail says. */
static void take_closed(struct arena *arena, struct mail *mail)
{
	struct str of_html;

	mail->text = armour_drop_messages(arena, mail->text, &mail->closed);
	mail->html_text =
		armour_drop_messages(arena, mail->html_text, &of_html);
	if (mail->closed.len == 0)
		mail->closed = of_html;
	if (mail->closed.len > 0)
		mail->is_encrypted = true;
}

enum err parse_mail(struct arena *arena, struct str raw, struct str language,
                    struct mail *mail, struct why *why)
{
	struct mail m = {0};
	struct walk walk = {.arena = arena,
	                    .mail = &m,
	                    .why = why,
	                    .hint = {{"", 0}, language}};
	struct view view = {0};
	struct part part;
	enum err err;

	part_read_mail(arena, field_skip_mbox(raw), &part);
	part.hint = walk.hint;
	set_report_type(arena, &part, &m);
	err = walk_part(&walk, &part, 0, &view);
	if (err)
		return err;
	head_read_hinted(arena, raw, &walk.hint, &m);
	if (is_blank(view.text) && is_blank(view.html_text))
		view = walk.spare;
	m.text = view.text;
	m.html = view.html;
	m.html_text = view.html_text;
	m.is_flowed = view.is_flowed;
	take_closed(arena, &m);
	*mail = m;
	return OK;
}
