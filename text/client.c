#include "text/client_private.h"

#include "base/attr.h"
#include "base/str.h"
#include "text/dom_private.h"

#define LOOK_AHEAD 80 /* nodes of a block that are looked at */
#define LABELS_MIN 3  /* From, Sent, Subject */

static const struct {
	const char *attribute, *word;
	enum client_mark mark;
} names[] = {
	{"class", "gmail_quote", CLIENT_QUOTE},
	{"class", "gmail_attr", CLIENT_PREFIX},
	{"class", "gmail_signature", CLIENT_SIGNATURE},
	{"class", "moz-cite-prefix", CLIENT_PREFIX},
	{"class", "moz-forward-container", CLIENT_QUOTE},
	{"class", "moz-signature", CLIENT_SIGNATURE},
	{"id", "reply-intro", CLIENT_PREFIX}, /* Roundcube */
	{"class", "yahoo_quoted", CLIENT_QUOTE},
	{"id", "ymail_android_signature", CLIENT_SIGNATURE},
	{"class", "protonmail_quote", CLIENT_QUOTE},
	{"class", "protonmail_signature_block", CLIENT_SIGNATURE},
	{"id", "divRplyFwdMsg", CLIENT_REST}, /* Outlook */
	{"id", "appendonsend", CLIENT_REST},
	{"id", "mail-editor-reference-message-container", CLIENT_QUOTE},
	{"id", "OLK_SRC_BODY_SECTION", CLIENT_QUOTE},
	{"class", "OutlookMessageHeader", CLIENT_REST},
	{"id", "ms-outlook-mobile-signature", CLIENT_SIGNATURE},
	{"id", "Signature", CLIENT_SIGNATURE},
	{"id", "stopSpelling", CLIENT_REST}, /* Hotmail */
	{"id", "AppleMailSignature", CLIENT_SIGNATURE},
	{"id", "zwchr", CLIENT_REST}, /* Zimbra */
	{"data-marker", "__DIVIDER__", CLIENT_REST},
	{"class", "zmail_extra", CLIENT_QUOTE},         /* Zoho */
	{"class", "bloop_original_html", CLIENT_QUOTE}, /* Airmail */
	{"name", "messageReplySection", CLIENT_QUOTE},  /* Spark */
	{"name", "messageSignatureSection", CLIENT_SIGNATURE},
	{"id", "composer_signature", CLIENT_SIGNATURE}, /* Samsung */
	{"class", "sh-signature", CLIENT_SIGNATURE},    /* Superhuman */
	{"name", "quote", CLIENT_QUOTE},                /* GMX */
	{"id", "isReplyContent", CLIENT_QUOTE},         /* NetEase */
	{"id", "isForwardContent", CLIENT_QUOTE},
};

/* "From:" in bold, in whatever language? */
static bool is_label(const xmlNode *text)
{
	struct str label = str_trim(str_of((const char *)text->content));
	const xmlNode *up = text->parent;

	if (!str_ends(label, ":") && !str_ends(label, "\xef\xbc\x9a"))
		return false;
	for (size_t i = 0; up && i < 4; i++, up = up->parent)
		if (dom_is(up, "b") || dom_is(up, "strong"))
			return true;
	return false;
}

static bool is_blank(const xmlNode *text)
{
	return str_trim(str_of((const char *)text->content)).len == 0;
}

/*
 * A block that begins with three labels in bold, an address or a rule with
 * them: the header that Outlook sets above the letter it answers.
 */
static bool is_header(const xmlNode *block)
{
	bool is_marked = dom_style(block, "border-top").len > 0;
	const xmlNode *n = block;
	size_t labels = 0;

	for (size_t i = 0; n && i < LOOK_AHEAD; i++) {
		if (n->type == XML_TEXT_NODE && !is_blank(n)) {
			struct str text = str_of((const char *)n->content);

			if (is_label(n))
				labels++;
			else if (labels == 0)
				return false;
			is_marked = is_marked ||
			            str_find_char(str_slice(text, 0, 500),
			                          '@') != STR_NONE;
		}
		n = dom_next(block, n, false);
	}
	return is_marked && labels >= LABELS_MIN;
}

/* The next element beside `node`. */
static const xmlNode *next_element(const xmlNode *node)
{
	do
		node = node->next;
	while (node && node->type != XML_ELEMENT_NODE);
	return node;
}

static enum client_mark mark_of(const xmlNode *node)
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (dom_has_word(dom_attr(node, names[i].attribute),
		                 names[i].word))
			return names[i].mark;
	if ((dom_is(node, "div") || dom_is(node, "p")) && is_header(node))
		return CLIENT_REST;
	return CLIENT_NONE;
}

enum client_mark client_mark(const xmlNode *node)
{
	const xmlNode *next = dom_is(node, "hr") ? next_element(node) : NULL;

	/* The rule above a header belongs to it. */
	if (next && mark_of(next) == CLIENT_REST)
		return CLIENT_REST;
	return mark_of(node);
}

bool client_is_inner_quote(const xmlNode *quote, const xmlNode *child)
{
	static const char *const both[] = {"gmail_quote", "protonmail_quote"};

	for (size_t i = 0; i < ARRAY_LEN(both); i++)
		if (dom_is(child, "blockquote") &&
		    dom_has_word(dom_attr(quote, "class"), both[i]) &&
		    dom_has_word(dom_attr(child, "class"), both[i]))
			return true;
	return false;
}
