/*
 * authres.h - what a mail server found out about a mail's author
 *
 * One Authentication-Results field (RFC 8601, 2.2) as a record: who says it,
 * and for each method its result and the properties that it looked at.
 *
 *	mx.example.org 1; dkim=pass (2048 bit) header.d=example.net;
 *		dmarc=pass header.from=example.net
 *
 * Read strictly, by hand, in one pass.  What RFC 8601 does not have but mail
 * servers write is read past: a property without type ("x-bits=2048",
 * "action=none"), an empty value, and values with signs such as "/" and "=" in
 * them and no quotes around.  Whether to believe it is for digest/auth.h.
 */
#ifndef MAILER_AUTHRES_H
#define MAILER_AUTHRES_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define AUTHRES_MAX           8192 /* bytes of a field */
#define AUTHRES_RESULTS_MAX   50
#define AUTHRES_PROPERTY_MAX  50 /* of one result */
#define AUTHRES_COMMENT_DEPTH 5

struct authres_property {
	struct str type; /* "header", "smtp"; "": it has none */
	struct str name; /* "d", "mailfrom", "from" */
	struct str value;
};

struct authres_result {
	struct str method; /* "dkim" */
	struct str result; /* "pass" */
	struct authres_property *properties;
	size_t n_properties;
};

struct authres {
	struct str id;   /* the server's name, unquoted */
	int64_t version; /* 1 where none is written */
	struct authres_result *results;
	size_t n; /* 0: "none" was done */
};

/*
 * Read the value of a field, folded or not.  Words come as written, without
 * quotes: compare them without case.  ERR_INPUT, `authres` untouched: it is
 * not of this grammar, has a byte that is no ASCII, or is over a limit.
 */
enum err authres_parse(struct arena *arena, struct str text,
                       struct authres *authres) MUST_CHECK;

/* The value of property `type`.`name` of `result`, "" when there is none or
 * when there are two that differ. */
struct str authres_property(const struct authres_result *result,
                            const char *type, const char *name);

#endif
