#include "mailer/address.h"

#include "base/buf.h"
#include "mailer/domain.h"

#define LOCAL_MAX  64  /* octets, RFC 5321, 4.5.3.1.1 */
#define TOKENS_MAX 100 /* in one mailbox of a list */

/* A character of an atom (RFC 5322, 3.2.3), in ASCII. */
static bool is_atom_char(char c)
{
	return char_is_alnum(c) ||
	       str_find_char(str_of("!#$%&'*+-/=?^_`{|}~"), c) != STR_NONE;
}

static bool local_ok(struct str local)
{
	char before = '.';

	for (size_t i = 0; i < local.len; i++) {
		char c = local.ptr[i];

		if (c == '.' ? before == '.' : !is_atom_char(c))
			return false;
		before = c;
	}
	return local.len <= LOCAL_MAX && before != '.';
}

bool address_ok(struct str address)
{
	size_t at = str_find_last_char(address, '@');

	return at != STR_NONE && address.len <= ADDRESS_MAX &&
	       local_ok(str_slice(address, 0, at)) &&
	       domain_ok(str_from(address, at + 1));
}

static bool is_ascii(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] > 0x7e || text.ptr[i] <= ' ')
			return false;
	return true;
}

enum err address_normalise(struct arena *arena, struct str text,
                           struct str *address, struct why *why)
{
	struct str given = str_trim(text), local, domain;
	size_t at = str_find_last_char(given, '@');
	struct buf whole = BUF_INIT(ADDRESS_MAX);
	struct str result;

	if (at == STR_NONE)
		return err_because(why, ERR_INPUT, "no @ in the address");
	if (given.len > 4 * ADDRESS_MAX)
		return err_because(why, ERR_INPUT, "the address is too long");
	local = str_slice(given, 0, at);
	if (!is_ascii(local))
		return err_because(why, ERR_INPUT,
		                   "the part before the @ has a letter that is"
		                   " not ASCII, or a control character");
	domain = domain_ascii(arena, str_from(given, at + 1));
	buf_add(&whole, local);
	buf_addc(&whole, '@');
	buf_add(&whole, domain);
	if (!buf_ok(&whole) || !address_ok(buf_str(&whole))) {
		buf_free(&whole);
		return err_because(why, ERR_INPUT,
		                   "no address that we can write to");
	}
	result = buf_take(&whole, arena);
	*address = result;
	return OK;
}

bool address_eq(struct str a, struct str b)
{
	return str_eq_nocase(a, b);
}

struct str address_domain(struct str address)
{
	size_t at = str_find_last_char(address, '@');

	return str_from(address, at == STR_NONE ? address.len : at + 1);
}

/* What address_next() found so far of one mailbox. */
struct reading {
	struct buf name;    /* words before the <, unquoted */
	struct buf address; /* what stands in the <>, or all without one */
	struct str comment; /* the last one: an old way to give the name */
	size_t n_words;     /* runs between blanks in `address` */
	bool is_joined;     /* the next word touches the last one */
	bool in_angle, was_angle;
	bool is_broken;
};

/* Take a comment off `rest`, which starts with its "("; false: no end. */
static bool next_comment(struct str *rest, struct str *comment)
{
	size_t depth = 0, i = 0;

	for (; i < rest->len; i++) {
		char c = rest->ptr[i];

		if (c == '\\')
			i++;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			break;
	}
	if (i >= rest->len)
		return false;
	*comment = str_trim(str_slice(*rest, 1, i));
	*rest = str_from(*rest, i + 1);
	return true;
}

/* Take a quoted string with its quotes off `rest`; false: no end. */
static bool next_quoted(struct str *rest, struct str *quoted)
{
	size_t i = 1;

	for (; i < rest->len && rest->ptr[i] != '"'; i++)
		if (rest->ptr[i] == '\\')
			i++;
	if (i >= rest->len)
		return false;
	*quoted = str_slice(*rest, 0, i + 1);
	*rest = str_from(*rest, i + 1);
	return true;
}

static struct str next_atom(struct str *rest)
{
	struct str atom;
	size_t n = 0;

	while (n < rest->len && !char_is_space(rest->ptr[n]) &&
	       str_find_char(str_of("()<>,;:\""), rest->ptr[n]) == STR_NONE)
		n++;
	atom = str_slice(*rest, 0, n);
	*rest = str_from(*rest, n);
	return atom;
}

/* Add `word`; a quoted one without its quotes and backslashes. */
static void add_unquoted(struct buf *text, struct str word)
{
	if (!str_starts(word, "\"")) {
		buf_add(text, word);
		return;
	}
	for (size_t i = 1; i + 1 < word.len; i++) {
		if (word.ptr[i] == '\\' && i + 2 < word.len)
			i++;
		buf_addc(text, word.ptr[i]);
	}
}

static void add_word(struct reading *r, struct str word)
{
	if (r->was_angle && !r->in_angle)
		r->is_broken = true;
	if (!r->was_angle) {
		if (r->name.len > 0 && !r->is_joined)
			buf_addc(&r->name, ' ');
		add_unquoted(&r->name, word);
	}
	if (!r->is_joined)
		r->n_words++;
	buf_add(&r->address, word);
	r->is_joined = true;
}

/* Forget what turned out to be a name, a group or a route. */
static void drop_address(struct reading *r)
{
	buf_cut(&r->address, 0);
	r->n_words = 0;
}

static bool is_route(const struct reading *r)
{
	return r->in_angle && str_starts(buf_str(&r->address), "@");
}

/* One of <>:,; at which false ends the mailbox. */
static bool add_special(struct reading *r, char c)
{
	bool was_route = is_route(r);

	if (c == ';' || (c == ',' && !was_route))
		return false;
	if (c == '<') {
		r->is_broken = r->is_broken || r->was_angle;
		r->in_angle = r->was_angle = true;
		drop_address(r);
	} else if (c == '>') {
		r->is_broken = r->is_broken || !r->in_angle;
		r->in_angle = false;
	} else if (c == ':' && was_route) {
		drop_address(r);
	} else if (c == ':') {
		r->is_broken = r->is_broken || r->was_angle;
		buf_cut(&r->name, 0);
		drop_address(r);
	}
	return true;
}

/* Take one token off `rest`; false at the end of the mailbox. */
static bool read_token(struct reading *r, struct str *rest)
{
	char c = rest->ptr[0];
	struct str word;

	if (c == '(' && next_comment(rest, &r->comment)) {
		r->is_joined = false;
	} else if (c == '"' && next_quoted(rest, &word)) {
		add_word(r, word);
	} else if (c == '(' || c == '"') {
		r->is_broken = true; /* it has no end: all the rest is in it */
		*rest = str_from(*rest, rest->len);
	} else if (char_is_space(c)) {
		*rest = str_trim_left(*rest);
		r->is_joined = false;
	} else if (c == ')') {
		*rest = str_from(*rest, 1);
		r->is_broken = true;
	} else if (str_find_char(str_of("<>:,;"), c) != STR_NONE) {
		*rest = str_from(*rest, 1);
		r->is_joined = false;
		return add_special(r, c);
	} else {
		add_word(r, next_atom(rest));
	}
	return true;
}

/* Free of controls, encoded words and all quoting but of the local part? */
static bool is_readable(struct str local, struct str domain)
{
	if (local.len == 0 || domain.len == 0 ||
	    str_find_char(domain, '"') != STR_NONE ||
	    str_find(local, "=?") != STR_NONE ||
	    str_find(domain, "=?") != STR_NONE)
		return false;
	for (size_t i = 0; i < local.len; i++)
		if ((unsigned char)local.ptr[i] < ' ' || local.ptr[i] == 0x7f)
			return false;
	for (size_t i = 0; i < domain.len; i++)
		if ((unsigned char)domain.ptr[i] <= ' ' ||
		    domain.ptr[i] == 0x7f)
			return false;
	return true;
}

/* A name without a domain, as a mail system may have for its own? */
static bool is_bare(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.ptr[i] <= ' ' || name.ptr[i] == 0x7f ||
		    name.ptr[i] == '"')
			return false;
	return name.len > 0 && str_find(name, "=?") == STR_NONE;
}

/* The address that was read, without quotes where none are needed. */
static struct str take_address(struct arena *arena, struct reading *r)
{
	struct str raw = buf_str(&r->address), local, domain, result = {"", 0};
	size_t at = str_find_last_char(raw, '@');
	struct buf plain = BUF_INIT(raw.len);

	if (r->is_broken || r->in_angle || r->n_words != 1)
		return result;
	if (at == STR_NONE)
		return is_bare(raw) ? arena_str(arena, raw) : result;
	local = str_slice(raw, 0, at);
	domain = str_from(raw, at + 1);
	if (!is_readable(local, domain))
		return result;
	if (str_find_char(local, '"') == STR_NONE)
		return str_find_char(local, '@') == STR_NONE
		               ? arena_str(arena, raw)
		               : result;
	if (!next_quoted(&local, &domain) || local.len > 0)
		return result; /* more than one quoted string */
	add_unquoted(&plain, domain);
	if (!local_ok(buf_str(&plain)) || plain.len == 0) {
		buf_free(&plain);
		return arena_str(arena, raw);
	}
	buf_add(&plain, str_from(raw, at));
	return buf_take(&plain, arena);
}

bool address_next(struct arena *arena, struct str *rest, struct mailbox *box)
{
	bool found = false;

	while (!found && rest->len > 0) {
		struct reading r = {.name = BUF_INIT(rest->len),
		                    .address = BUF_INIT(rest->len)};
		size_t n = 0;

		while (rest->len > 0 && read_token(&r, rest)) {
			if (++n >= TOKENS_MAX) {
				r.is_broken = true;
				*rest = str_from(*rest, rest->len);
			}
		}
		found = r.is_broken || r.was_angle || r.n_words > 0;
		if (found) {
			struct str name = r.was_angle
			                          ? str_trim(buf_str(&r.name))
			                          : (struct str){"", 0};

			box->address = take_address(arena, &r);
			box->name =
				arena_str(arena, name.len ? name : r.comment);
		}
		buf_free(&r.name);
		buf_free(&r.address);
	}
	return found;
}
