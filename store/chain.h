/*
 * chain.h - whether the record of decisions is whole
 *
 * Rows are looked at in the order in which they were written.  A row that fails
 * is named; the ones behind it are compared with what it says, so that one fault
 * is not told of every later row.
 */
#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H

#include "base/crypto.h"
#include "store/decisions.h"

struct chain {
	int64_t number; /* of the last row */
	char hash[2 * HASH_LEN + 1];
};

enum chain_fault {
	CHAIN_OK,
	CHAIN_CHANGED,  /* the row does not say any more what was written */
	CHAIN_MISSING,  /* rows before it are gone */
	CHAIN_INSERTED, /* nobody decided so: it has no number, or another's */
	CHAIN_MOVED,    /* it does not follow on the row before it */
	CHAIN_CUT,      /* it was not the last row: those behind it are gone */
	CHAIN_TEXT,     /* its comment's text was changed since */
	CHAIN_STATE,    /* its comment is in another state, undecided */
};

/* What is wrong with a row. */
struct chain_finding {
	enum chain_fault fault;
	int64_t id, number, comment;
};

#define CHAIN_FINDINGS_MAX 1000

struct chain_report {
	int64_t n;       /* rows */
	int64_t n_loose; /* of these from before there were numbers, while no
	                    decision has been added since */
	int64_t number;  /* of the last, and its hash */
	struct str hash;
	struct chain_finding *findings; /* CHAIN_FINDINGS_MAX at most */
	size_t n_findings;
};

/* What is hashed: each field as its length, ':', its bytes and ','. */
struct str chain_text(struct arena *arena, const struct decision *decision);

/* Its SHA-256, in hexadecimal digits. */
void chain_hash(const struct decision *decision, char hash[2 * HASH_LEN + 1]);

/* Look at the next row; a zeroed `chain` is before the first. */
enum chain_fault chain_next(struct chain *chain,
                            const struct decision *decision);

/*
 * Look at all rows, at the head, and at the comments that they are about.  OK,
 * whatever is found; it holds the store's write lock for as long.
 */
enum err chain_verify(struct db *db, struct arena *arena,
                      struct chain_report *report, struct why *why) MUST_CHECK;

/* "was changed", "follows on rows that are missing", ... */
const char *chain_fault_name(enum chain_fault fault);

#endif
