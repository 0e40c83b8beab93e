#include "store/chain.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"

enum {
	TEXT_MAX = 65536, /* bytes of one row as text */
	PAGE = 500,       /* rows that are in memory at once */
};

static void add_text(struct buf *out, struct str text)
{
	buf_addf(out, "%zu:", text.len);
	buf_add(out, text);
	buf_addc(out, ',');
}

static void add_number(struct buf *out, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%lld", (long long)number);
	add_text(out, str_of(digits));
}

struct str chain_text(struct arena *arena, const struct decision *d)
{
	struct buf out = BUF_INIT(TEXT_MAX);

	add_text(&out, str_of("postbag decision 1"));
	add_number(&out, d->number);
	add_number(&out, d->comment);
	add_text(&out, d->event);
	add_text(&out, str_of(comment_state_name(d->state)));
	add_text(&out, d->actor);
	add_text(&out, d->reason);
	add_number(&out, d->at);
	add_text(&out, d->rule);
	add_text(&out, d->text_hash);
	add_text(&out, d->scores);
	add_text(&out, d->model);
	add_text(&out, d->previous);
	return buf_take(&out, arena);
}

void chain_hash(const struct decision *decision, char hash[2 * HASH_LEN + 1])
{
	struct arena arena = {0};

	crypto_sha256_hex(chain_text(&arena, decision), hash);
	arena_free(&arena);
}

static enum chain_fault fault_of(const struct chain *chain,
                                 const struct decision *d)
{
	char hash[2 * HASH_LEN + 1];

	if (d->number <= chain->number)
		return CHAIN_INSERTED;
	chain_hash(d, hash);
	if (!str_is(d->hash, hash))
		return CHAIN_CHANGED;
	if (d->number != chain->number + 1)
		return CHAIN_MISSING;
	return str_is(d->previous, chain->hash) ? CHAIN_OK : CHAIN_MOVED;
}

enum chain_fault chain_next(struct chain *chain,
                            const struct decision *decision)
{
	enum chain_fault fault = fault_of(chain, decision);

	if (fault == CHAIN_INSERTED)
		return fault;
	chain->number = decision->number;
	snprintf(chain->hash, sizeof(chain->hash), "%.*s",
	         (int)decision->hash.len, decision->hash.ptr);
	return fault;
}

static void find(struct arena *arena, struct chain_report *report,
                 enum chain_fault fault, int64_t id, int64_t number,
                 int64_t comment)
{
	if (report->n_findings >= CHAIN_FINDINGS_MAX)
		return;
	report->findings =
		arena_grow(arena, report->findings, report->n_findings,
	                   sizeof(*report->findings));
	report->findings[report->n_findings++] =
		(struct chain_finding){fault, id, number, comment};
}

/* All rows in the order in which they were written. */
static enum err verify_rows(struct db *db, struct arena *arena,
                            struct chain *chain, struct chain_report *report,
                            struct why *why)
{
	int64_t last = 0;
	size_t n = PAGE;
	enum err err = OK;

	while (err == OK && n == PAGE) {
		struct arena page = {0};
		struct decision *rows;

		err = decision_list(db, &page, last, PAGE, &rows, &n, why);
		for (size_t i = 0; err == OK && i < n; i++) {
			const struct decision *d = &rows[i];
			enum chain_fault fault = CHAIN_OK;

			if (report->number == 0 && d->number == 0)
				report->n_loose++;
			else
				fault = chain_next(chain, d);
			if (fault != CHAIN_OK)
				find(arena, report, fault, d->id, d->number,
				     d->comment);
			report->n++;
			last = d->id;
		}
		arena_free(&page);
	}
	return err;
}

/* The last row has to be the one that the head says. */
static void verify_head(struct arena *arena, const struct chain *chain,
                        struct chain_report *report)
{
	if (chain->number < report->number)
		find(arena, report, CHAIN_CUT, 0, chain->number, 0);
	else if (chain->number > report->number)
		find(arena, report, CHAIN_INSERTED, 0, chain->number, 0);
	else if (!str_is(report->hash, chain->hash))
		find(arena, report, CHAIN_CHANGED, 0, chain->number, 0);
}

/* What was decided about last is what there is. */
static enum err verify_comments(struct db *db, struct arena *arena,
                                struct chain_report *report, struct why *why)
{
	int64_t last = 0;
	size_t n = PAGE;
	enum err err = OK;

	while (err == OK && n == PAGE) {
		struct arena page = {0};
		struct db_rows rows;

		err = db_query(db, &page,
		               "SELECT c.id, c.state, c.text, d.id, d.number,"
		               " d.state, d.text_hash FROM comments c"
		               " JOIN decisions d ON d.id = (SELECT MAX(e.id)"
		               " FROM decisions e WHERE e.comment = c.id)"
		               " WHERE c.id > $1 ORDER BY c.id LIMIT $2",
		               DB_ARGS(DB_INT(last), DB_INT(PAGE)), &rows, why);
		n = err ? 0 : rows.n;
		for (size_t i = 0; i < n; i++) {
			const struct db_row *row = &rows.rows[i];
			char hash[2 * HASH_LEN + 1];

			last = db_int(row, 0);
			crypto_sha256_hex(db_text(row, 2), hash);
			if (db_int(row, 1) != db_int(row, 5))
				find(arena, report, CHAIN_STATE, db_int(row, 3),
				     db_int(row, 4), last);
			else if (db_text(row, 6).len > 0 &&
			         !str_is(db_text(row, 6), hash))
				find(arena, report, CHAIN_TEXT, db_int(row, 3),
				     db_int(row, 4), last);
		}
		arena_free(&page);
	}
	return err;
}

enum err chain_verify(struct db *db, struct arena *arena,
                      struct chain_report *report, struct why *why)
{
	struct chain_report r = {.hash = {"", 0}};
	struct chain chain = {.hash = ""};
	enum err err = db_begin(db, DB_DURABLE, why);

	if (err)
		return err;
	err = decision_head(db, arena, &r.number, &r.hash, why);
	if (err == OK)
		err = verify_rows(db, arena, &chain, &r, why);
	if (err == OK)
		verify_head(arena, &chain, &r);
	if (err == OK)
		err = verify_comments(db, arena, &r, why);
	db_rollback(db);
	if (err == OK)
		*report = r;
	return err;
}

const char *chain_fault_name(enum chain_fault fault)
{
	static const char *const names[] = {
		[CHAIN_OK] = "is as it was written",
		[CHAIN_CHANGED] = "was changed",
		[CHAIN_MISSING] = "follows on rows that are gone",
		[CHAIN_INSERTED] = "was put in",
		[CHAIN_MOVED] = "does not follow on the row before it",
		[CHAIN_CUT] = "is not the last: those behind it are gone",
		[CHAIN_TEXT] = "is about another text than the comment has",
		[CHAIN_STATE] = "says another state than the comment has",
	};

	return (size_t)fault < ARRAY_LEN(names) ? names[fault] : "unknown";
}
