#include "text/weblink.h"

#include "base/attr.h"
#include "base/buf.h"

#define LINK_MAX 8192 /* bytes; what is longer is none */

static const char *const schemes[] = {
	"http", "https", "mailto", "tel",  "ftp",  "sftp",   "news",   "nntp",
	"irc",  "sip",   "sips",   "xmpp", "feed", "magnet", "webcal", "urn",
};

/* The parts of RFC 3986, 3: empty and absent are told apart by `has_...`. */
struct parts {
	struct str scheme, host, path, query; /* query with its '?', or "" */
	struct str fragment;                  /* with its '#', or "" */
	bool has_host;
};

static bool is_scheme_char(char c)
{
	return char_is_alnum(c) || c == '+' || c == '-' || c == '.';
}

static struct parts split(struct str link)
{
	struct parts parts = {.scheme = {"", 0}};
	size_t at = 0;

	while (at < link.len && is_scheme_char(link.ptr[at]))
		at++;
	if (at > 0 && at < link.len && link.ptr[at] == ':' &&
	    char_is_alpha(link.ptr[0])) {
		parts.scheme = str_slice(link, 0, at);
		link = str_from(link, at + 1);
	}
	at = str_find_char(link, '#');
	parts.fragment = str_from(link, at);
	link = str_slice(link, 0, at);
	at = str_find_char(link, '?');
	parts.query = str_from(link, at);
	link = str_slice(link, 0, at);
	if (str_starts(link, "//")) {
		parts.has_host = true;
		link = str_from(link, 2);
		at = str_find_char(link, '/');
		parts.host = str_slice(link, 0, at);
		link = str_from(link, at);
	}
	parts.path = link;
	return parts;
}

/* Without control characters, and without blanks around it. */
static struct str tidy(struct arena *arena, struct str link)
{
	struct buf out = BUF_INIT(LINK_MAX);

	link = str_trim(link);
	if (link.len > LINK_MAX)
		return str_of("");
	for (size_t i = 0; i < link.len; i++)
		if ((unsigned char)link.ptr[i] >= ' ' && link.ptr[i] != 0x7f)
			buf_addc(&out, link.ptr[i]);
	return buf_take(&out, arena);
}

bool weblink_is_safe(struct str link)
{
	char name[16];
	size_t n = 0;

	for (size_t i = 0; i < link.len; i++) {
		char c = char_lower(link.ptr[i]);

		if (c == '/' || c == '?' || c == '#')
			return true;
		if (c == ':') {
			for (size_t k = 0; k < ARRAY_LEN(schemes); k++)
				if (str_is((struct str){name, n}, schemes[k]))
					return true;
			return false;
		}
		/* What a reader of it may skip is skipped here. */
		if ((unsigned char)c > ' ' && c != 0x7f && n < sizeof(name))
			name[n++] = c;
	}
	return true;
}

/* Add `path` without "." and ".." (RFC 3986, 5.2.4). */
static void add_path(struct buf *out, struct str path)
{
	size_t start = out->len;
	struct str rest = path, part;

	while (str_next_field(&rest, '/', &part)) {
		bool is_last = rest.len == 0 && !str_ends(path, "/");

		if (str_is(part, ".") || str_is(part, "..")) {
			struct str done = str_from(buf_str(out), start);
			size_t up;

			if (str_is(part, "..") && done.len > 0) {
				done.len--; /* its last '/' */
				up = str_find_last_char(done, '/');
				buf_cut(out, up == STR_NONE ? start + 1
				                            : start + up + 1);
			}
			continue;
		}
		buf_add(out, part);
		if (!is_last)
			buf_addc(out, '/');
	}
}

struct str weblink_resolve(struct arena *arena, struct str base,
                           struct str link)
{
	struct str wanted = tidy(arena, link);
	struct parts to = split(wanted), from = split(tidy(arena, base));
	struct buf out = BUF_INIT(LINK_MAX * 2 + 16);

	if (to.scheme.len > 0 || !from.has_host)
		return wanted;
	buf_add(&out, from.scheme);
	buf_adds(&out, from.scheme.len > 0 ? "://" : "//");
	buf_add(&out, to.has_host ? to.host : from.host);
	if (to.has_host) {
		add_path(&out, to.path);
	} else if (to.path.len == 0) {
		buf_add(&out, from.path);
		if (to.query.len == 0)
			to.query = from.query;
	} else if (str_starts(to.path, "/")) {
		add_path(&out, to.path);
	} else {
		size_t last = str_find_last_char(from.path, '/');
		struct str folder = last == STR_NONE
		                            ? str_of("/")
		                            : str_slice(from.path, 0, last + 1);

		add_path(&out,
		         str_of(arena_printf(arena, "%.*s%.*s", (int)folder.len,
		                             folder.ptr, (int)to.path.len,
		                             to.path.ptr)));
	}
	buf_add(&out, to.query);
	buf_add(&out, to.fragment);
	return buf_take(&out, arena);
}
