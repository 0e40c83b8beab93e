#include "mailer/authres.h"

#include "base/buf.h"

struct scan {
	struct arena *arena;
	struct str rest;
	bool is_bad;
};

static char peek(const struct scan *s)
{
	return s->rest.len > 0 ? s->rest.ptr[0] : '\0';
}

static bool take(struct scan *s, char c)
{
	if (s->rest.len == 0 || s->rest.ptr[0] != c)
		return false;
	s->rest = str_from(s->rest, 1);
	return true;
}

/* A comment, which may hold others (RFC 5322, 3.2.2). */
static void skip_comment(struct scan *s)
{
	size_t depth = 0;

	do {
		if (s->rest.len == 0 || depth > AUTHRES_COMMENT_DEPTH) {
			s->is_bad = true;
			return;
		}
		if (take(s, '\\')) {
			if (s->rest.len > 0)
				s->rest = str_from(s->rest, 1);
			continue;
		}
		if (peek(s) == '(')
			depth++;
		else if (peek(s) == ')')
			depth--;
		s->rest = str_from(s->rest, 1);
	} while (depth > 0);
}

/* Blanks and comments; false: there were none. */
static bool skip_cfws(struct scan *s)
{
	size_t before = s->rest.len;

	while (!s->is_bad && s->rest.len > 0) {
		if (char_is_space(s->rest.ptr[0]))
			s->rest = str_from(s->rest, 1);
		else if (s->rest.ptr[0] == '(')
			skip_comment(s);
		else
			break;
	}
	return s->rest.len < before;
}

static bool is_keyword_char(char c)
{
	return char_is_alnum(c) || c == '-' || c == '_';
}

/* A character of a token (RFC 2045, 5.1). */
static bool is_token_char(char c)
{
	return c > ' ' && c < 0x7f &&
	       str_find_char(str_of("()<>@,;:\\\"/[]?="), c) == STR_NONE;
}

/* One of a value as servers write them: an address, or base 64. */
static bool is_value_char(char c)
{
	return c > ' ' && c < 0x7f &&
	       str_find_char(str_of("();\"\\"), c) == STR_NONE;
}

static struct str take_run(struct scan *s, bool (*is_in)(char c))
{
	struct str run;
	size_t n = 0;

	while (n < s->rest.len && is_in(s->rest.ptr[n]))
		n++;
	run = str_slice(s->rest, 0, n);
	s->rest = str_from(s->rest, n);
	return run;
}

/* A keyword; it must be there. */
static struct str take_keyword(struct scan *s)
{
	struct str word = take_run(s, is_keyword_char);

	if (word.len == 0)
		s->is_bad = true;
	return word;
}

/* What the quotes hold (RFC 5322, 3.2.4); `rest` begins with the first. */
static struct str take_quoted(struct scan *s)
{
	struct buf out = BUF_INIT(AUTHRES_MAX);

	take(s, '"');
	while (s->rest.len > 0 && peek(s) != '"') {
		take(s, '\\');
		if (s->rest.len > 0)
			buf_addc(&out, s->rest.ptr[0]);
		s->rest = str_from(s->rest, 1);
	}
	if (!take(s, '"'))
		s->is_bad = true;
	return buf_take(&out, s->arena);
}

/* "text", plain, or "local part"@domain; may be empty. */
static struct str take_value(struct scan *s)
{
	struct str local, domain;

	if (peek(s) != '"')
		return take_run(s, is_value_char);
	local = take_quoted(s);
	if (peek(s) != '@')
		return local;
	domain = take_run(s, is_value_char);
	return str_of(arena_printf(s->arena, "%.*s%.*s", (int)local.len,
	                           local.ptr, (int)domain.len, domain.ptr));
}

static void add_property(struct scan *s, struct authres_result *result,
                         struct authres_property property)
{
	if (result->n_properties == AUTHRES_PROPERTY_MAX) {
		s->is_bad = true;
		return;
	}
	result->properties =
		arena_grow(s->arena, result->properties, result->n_properties,
	                   sizeof(*result->properties));
	result->properties[result->n_properties++] = property;
}

/* Does the next property stand behind the "=" and a blank? */
static bool is_value_missing(const struct scan *s)
{
	struct scan ahead = *s;

	return skip_cfws(&ahead) &&
	       str_find_char(take_run(&ahead, is_value_char), '=') != STR_NONE;
}

/* type.name=value, or reason=value and its like. */
static void read_property(struct scan *s, struct authres_result *result)
{
	struct authres_property property = {{"", 0}, {"", 0}, {"", 0}};

	property.name = take_keyword(s);
	skip_cfws(s);
	if (!s->is_bad && take(s, '.')) {
		property.type = property.name;
		skip_cfws(s);
		property.name = take_keyword(s);
		skip_cfws(s);
	}
	if (s->is_bad || !take(s, '=')) {
		s->is_bad = true;
		return;
	}
	if (!is_value_missing(s)) {
		skip_cfws(s);
		property.value = take_value(s);
	}
	add_property(s, result, property);
}

/* A number of at most 9 digits; it must be there. */
static int64_t take_number(struct scan *s)
{
	struct str digits = take_run(s, char_is_digit);
	int64_t number = 0;

	if (digits.len == 0 || digits.len > 9 || !str_number(digits, &number))
		s->is_bad = true;
	return number;
}

/* method [/version] = result {property}; the method is read already. */
static void read_result(struct scan *s, struct str method,
                        struct authres *authres)
{
	struct authres_result result = {.method = method};

	if (authres->n == AUTHRES_RESULTS_MAX) {
		s->is_bad = true;
		return;
	}
	skip_cfws(s);
	if (take(s, '/')) {
		skip_cfws(s);
		if (take_number(s) != 1) /* an other version means others */
			result.method = str_of("");
		skip_cfws(s);
	}
	if (!take(s, '='))
		s->is_bad = true;
	skip_cfws(s);
	result.result = take_keyword(s);
	while (!s->is_bad && s->rest.len > 0 && peek(s) != ';') {
		if (!skip_cfws(s))
			s->is_bad = true;
		if (s->rest.len > 0 && peek(s) != ';')
			read_property(s, &result);
	}
	authres->results = arena_grow(s->arena, authres->results, authres->n,
	                              sizeof(*authres->results));
	authres->results[authres->n++] = result;
}

/* What stands behind the server's name: "; none", or results. */
static void read_results(struct scan *s, struct authres *authres)
{
	bool is_none = false;

	if (peek(s) != ';')
		s->is_bad = true;
	while (!s->is_bad && take(s, ';')) {
		struct str method;

		skip_cfws(s);
		if (s->rest.len == 0)
			break; /* many end with a ";" */
		method = take_keyword(s);
		skip_cfws(s);
		is_none = str_is_nocase(method, "none") && authres->n == 0 &&
		          s->rest.len == 0;
		if (!s->is_bad && !is_none)
			read_result(s, method, authres);
	}
	if (s->rest.len > 0 || (authres->n == 0 && !is_none))
		s->is_bad = true;
}

static bool is_ascii(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if ((c < ' ' && !char_is_space(c)) || c >= 0x7f)
			return false;
	}
	return true;
}

enum err authres_parse(struct arena *arena, struct str text,
                       struct authres *authres)
{
	struct scan s = {arena, text, false};
	struct authres a = {.version = 1};

	if (text.len > AUTHRES_MAX || !is_ascii(text))
		return ERR_INPUT;
	skip_cfws(&s);
	a.id = peek(&s) == '"' ? take_quoted(&s) : take_run(&s, is_token_char);
	if (a.id.len == 0)
		return ERR_INPUT;
	if (skip_cfws(&s) && char_is_digit(peek(&s))) {
		a.version = take_number(&s);
		skip_cfws(&s);
	}
	if (!s.is_bad)
		read_results(&s, &a);
	if (s.is_bad)
		return ERR_INPUT;
	*authres = a;
	return OK;
}

struct str authres_property(const struct authres_result *result,
                            const char *type, const char *name)
{
	struct str found = {"", 0};

	for (size_t i = 0; i < result->n_properties; i++) {
		const struct authres_property *p = &result->properties[i];

		if (!str_is_nocase(p->type, type) ||
		    !str_is_nocase(p->name, name))
			continue;
		if (found.len > 0 && !str_eq_nocase(found, p->value))
			return (struct str){"", 0};
		if (found.len == 0)
			found = p->value;
	}
	return found;
}
