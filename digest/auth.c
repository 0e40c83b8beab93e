#include "digest/auth.h"

#include "mailer/address.h"
#include "mailer/authres.h"
#include "mailer/domain.h"

/* What the fields that are believed say, taken together. */
struct findings {
	struct arena *arena;
	struct str domain; /* of From, in lower case */
	struct str server; /* who said it */
	bool dmarc_pass, dmarc_fail, dmarc_other;
	bool dkim_pass, dkim_bad;
	bool spf_pass, spf_bad;
	bool is_other; /* header.from is not the domain of From */
	size_t n;      /* fields */
};

const char *auth_verdict_name(enum auth_verdict verdict)
{
	static const char *const names[] = {
		[AUTH_OFF] = "off",        [AUTH_NONE] = "unauth",
		[AUTH_FAIL] = "fail",      [AUTH_SPF] = "weak spf",
		[AUTH_DKIM] = "pass dkim", [AUTH_DMARC] = "pass dmarc",
	};

	return (size_t)verdict < ARRAY_LEN(names) ? names[verdict] : "unknown";
}

bool auth_is_pass(enum auth_verdict verdict)
{
	return verdict == AUTH_DKIM || verdict == AUTH_DMARC;
}

static bool is_one_of(const char **names, int64_t n, struct str name)
{
	for (int64_t i = 0; i < n; i++)
		if (str_is_nocase(name, names[i]))
			return true;
	return false;
}

/* Take the next word of a Received off `rest`, comments left out. */
static bool next_word(struct str *rest, struct str *word)
{
	size_t depth = 0, at = 0, start;

	for (; at < rest->len; at++) {
		char c = rest->ptr[at];

		if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (depth == 0 && !char_is_space(c))
			break;
	}
	start = at;
	while (at < rest->len && !char_is_space(rest->ptr[at]) &&
	       rest->ptr[at] != '(' && rest->ptr[at] != ';')
		at++;
	*word = str_slice(*rest, start, at);
	*rest = str_from(*rest, at);
	return word->len > 0;
}

/* The host that wrote a Received: the word behind "by".  What follows "from" is
 * the sender's own word and may be "by" as well. */
static struct str received_by(struct str value)
{
	struct str word = {"", 0};
	bool is_first = true, is_by = false;

	while (next_word(&value, &word) && !is_by) {
		if (is_first && str_is_nocase(word, "from"))
			(void)next_word(&value, &word);
		else
			is_by = str_is_nocase(word, "by");
		is_first = false;
	}
	if (!is_by)
		return (struct str){"", 0};
	if (str_ends(word, "."))
		word.len--;
	return word;
}

static bool is_ours(const struct auth_options *options,
                    const struct mail_field *field)
{
	return is_one_of(options->received_by, options->n_received_by,
	                 received_by(field->value));
}

/*
 * Find the border's Received, field number `border`, and the next one below it
 * (or the number of fields).  NULL, or what is wrong.
 */
static const char *find_border(const struct mail *mail,
                               const struct auth_options *options,
                               size_t *border, size_t *below)
{
	int64_t n = 0;

	*below = mail->n_fields;
	for (size_t i = 0; i < mail->n_fields; i++) {
		if (!str_is_nocase(mail->fields[i].name, "Received"))
			continue;
		n++;
		if (n <= options->depth && !is_ours(options, &mail->fields[i]))
			return "it did not come in through our border";
		if (n > options->depth && is_ours(options, &mail->fields[i]))
			return "below the border stands a Received that says it"
			       " is ours";
		if (n == options->depth)
			*border = i;
		if (n > options->depth) {
			*below = i;
			return NULL;
		}
	}
	return n < options->depth ? "it did not come in through our border"
	                          : NULL;
}

/* How many fields of the name. */
static size_t count_fields(const struct mail *mail, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < mail->n_fields; i++)
		n += str_is_nocase(mail->fields[i].name, name);
	return n;
}

/* NULL, or why From cannot be judged at all (STANDARDS MSG-09). */
static const char *find_flaw(const struct mail *mail)
{
	if (mail->is_mended)
		return "lines that are no fields stand in its header";
	if (count_fields(mail, "From") != 1 || mail->n_from != 1)
		return "it has not exactly one author";
	if (!address_ok(mail->from_addr))
		return "its author's address is not a plain one";
	if (count_fields(mail, "Subject") > 1 ||
	    count_fields(mail, "Message-ID") > 1 ||
	    count_fields(mail, "Date") > 1)
		return "a field is there twice";
	return NULL;
}

static void add_dmarc(struct findings *f, const struct authres_result *r)
{
	struct str from = authres_property(r, "header", "from");
	bool is_same = domain_eq(from, f->domain);

	if (from.len > 0 && !is_same) {
		f->dmarc_fail = true;
		f->is_other = true;
	} else if (str_is_nocase(r->result, "fail")) {
		f->dmarc_fail = true;
	} else if (str_is_nocase(r->result, "pass") && is_same) {
		f->dmarc_pass = true;
	} else {
		f->dmarc_other = true;
	}
}

/* The domain that a signature is of: header.d, or else that of header.i, which
 * is never above it (RFC 6376, 3.5). */
static struct str signer(const struct authres_result *r)
{
	struct str domain = authres_property(r, "header", "d");

	if (domain.len > 0)
		return domain;
	return address_domain(authres_property(r, "header", "i"));
}

static void add_dkim(const struct findings *f, const struct authres_result *r,
                     bool *is_pass, bool *is_bad)
{
	struct str algorithm = authres_property(r, "header", "a");

	if (!domain_ok(signer(r)) || !domain_under(f->domain, signer(r)))
		return;
	if (str_is_nocase(r->result, "pass") &&
	    !str_is_nocase(algorithm, "rsa-sha1"))
		*is_pass = true;
	else
		*is_bad = true;
}

static void add_spf(struct findings *f, const struct authres_result *r)
{
	struct str sender = authres_property(r, "smtp", "mailfrom");

	if (str_starts(sender, "<") && str_ends(sender, ">"))
		sender = str_slice(sender, 1, sender.len - 1);
	if (str_find_char(sender, '@') != STR_NONE)
		sender = address_domain(sender);
	if (!str_is_nocase(r->result, "pass"))
		f->spf_bad = true;
	else if (domain_eq(sender, f->domain))
		f->spf_pass = true;
}

/* Add a field, if it is one of ours.  Within it one good signature is enough;
 * where two fields disagree the worse one counts. */
static void add_field(struct findings *f, const struct auth_options *options,
                      struct str value)
{
	struct authres a;
	bool is_pass = false, is_bad = false;

	if (authres_parse(f->arena, value, &a) != OK || a.version != 1 ||
	    !is_one_of(options->authserv_ids, options->n_authserv_ids, a.id))
		return;
	f->n++;
	f->server = a.id;
	for (size_t i = 0; i < a.n; i++) {
		if (str_is_nocase(a.results[i].method, "dmarc"))
			add_dmarc(f, &a.results[i]);
		else if (str_is_nocase(a.results[i].method, "dkim"))
			add_dkim(f, &a.results[i], &is_pass, &is_bad);
		else if (str_is_nocase(a.results[i].method, "spf"))
			add_spf(f, &a.results[i]);
	}
	f->dkim_pass = f->dkim_pass || is_pass;
	f->dkim_bad = f->dkim_bad || (is_bad && !is_pass);
}

static bool is_results(const struct mail_field *field)
{
	return str_is_nocase(field->name, "Authentication-Results");
}

/* All results above the border, or else the first one right below it. */
static void collect(struct findings *f, const struct mail *mail,
                    const struct auth_options *options, size_t border,
                    size_t below)
{
	for (size_t i = 0; i < border; i++)
		if (is_results(&mail->fields[i]))
			add_field(f, options, mail->fields[i].value);
	if (f->n > 0 || !options->strips_forged)
		return;
	for (size_t i = border + 1; i < below; i++) {
		if (!is_results(&mail->fields[i]))
			continue;
		add_field(f, options, mail->fields[i].value);
		return;
	}
}

static enum auth_verdict conclude(const struct findings *f)
{
	if (f->dmarc_fail)
		return AUTH_FAIL;
	if (f->dmarc_pass && !f->dmarc_other)
		return AUTH_DMARC;
	if (f->dkim_pass && !f->dkim_bad)
		return AUTH_DKIM;
	if (f->spf_pass && !f->spf_bad)
		return AUTH_SPF;
	return AUTH_NONE;
}

static struct str evidence(const struct findings *f, enum auth_verdict verdict)
{
	static const char *const said[] = {
		[AUTH_NONE] = "nothing that proves it is from",
		[AUTH_FAIL] = "dmarc=fail for",
		[AUTH_SPF] = "no more than spf=pass for",
		[AUTH_DKIM] = "dkim=pass for",
		[AUTH_DMARC] = "dmarc=pass for",
	};
	const char *words = said[verdict];

	if (f->n == 0)
		return str_of("no results of our border's are in it");
	if (verdict == AUTH_FAIL && f->is_other)
		words = "that its author is not of";
	return str_of(arena_printf(f->arena, "%.*s says %s %.*s",
	                           (int)f->server.len, f->server.ptr, words,
	                           (int)f->domain.len, f->domain.ptr));
}

struct auth auth_judge(struct arena *arena, const struct mail *mail,
                       const struct auth_options *options)
{
	struct findings f = {.arena = arena};
	struct auth auth = {AUTH_NONE, {"", 0}};
	size_t border = 0, below = 0;
	const char *flaw;

	if (options->n_authserv_ids == 0)
		return (struct auth){AUTH_OFF, {"", 0}};
	flaw = find_flaw(mail);
	if (!flaw)
		flaw = find_border(mail, options, &border, &below);
	if (flaw) {
		auth.evidence = str_of(flaw);
		return auth;
	}
	f.domain = domain_ascii(arena, address_domain(mail->from_addr));
	collect(&f, mail, options, border, below);
	auth.verdict = conclude(&f);
	auth.evidence = evidence(&f, auth.verdict);
	return auth;
}
