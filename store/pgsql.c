/*
 * The PostgreSQL engine: one connection for each process.
 *
 * Transactions.  db.h promises a writer that it cannot fail half-way for a
 * lock.  So a DB_DURABLE transaction takes one advisory lock of the database
 * first and holds it to its end, as SQLite's writer holds the file.  What has
 * to run side by side does not come this way: claims are single statements
 * (SKIP LOCKED), and results are DB_KILLED transactions, without the lock and
 * with synchronous_commit off: the server has them, and its next flush, at
 * most some 0.6 s later, makes them last through a power cut of *its* machine.
 *
 * Whoever has committed says so by NOTIFY; everybody else counts.
 *
 * When the connection breaks, what runs fails with ERR_TEMP, and the next
 * statement outside a transaction connects anew.
 */
#include "store/driver.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libpq-fe.h>

#include "base/buf.h"
#include "store/wire.h"

enum {
	STATEMENTS_MAX = 128, /* prepared statements kept */
	COLUMNS_MAX = 40,     /* more are never asked for */
	NUMBER_LEN = 24,      /* bytes of a number in decimal */
	SQL_MAX = 16384,      /* bytes of a statement */
};

#define WRITER_LOCK "7305789"
#define CHANNEL     "postbag"

/*
 * Whatever the place names wins over these.  A host that is cut off is noticed
 * within 25 s at both ends, so that its locks do not outlive it.
 */
static const char *const defaults[][2] = {
	{"connect_timeout", "10"},     {"keepalives_idle", "10"},
	{"keepalives_interval", "5"},  {"keepalives_count", "3"},
	{"tcp_user_timeout", "20000"}, {"application_name", "postbag"},
	{"client_encoding", "UTF8"},
};

static const char *const settings[] = {
	"SET lock_timeout = '10s'",
	"SET tcp_keepalives_idle = 10",
	"SET tcp_keepalives_interval = 5",
	"SET tcp_keepalives_count = 3",
	"SET tcp_user_timeout = 20000",
	"SET idle_in_transaction_session_timeout = '120s'",
	"SET client_min_messages = warning",
	"LISTEN " CHANNEL,
};

struct prepared {
	const char *sql; /* the caller's, compared by address first */
	struct buf text;
	unsigned char kinds[WIRE_MAX];
	size_t n_args;
	int name;
};

struct postgres {
	struct db db;
	PGconn *connection;
	struct prepared prepared[STATEMENTS_MAX];
	size_t n_prepared;
	size_t next; /* of `prepared`, to make room once all are taken */
	int last_name;
	bool is_lost;    /* the transaction: nothing runs until its end */
	bool is_durable; /* the one that is open */
	bool has_news;   /* it has changed something */
	int64_t changes, version;
	struct arena arena;
};

static struct postgres *engine(struct db *db)
{
	return (struct postgres *)db;
}

/* By SQLSTATE: its first two letters are the class. */
static enum err err_of(const struct postgres *p, const char *state)
{
	static const struct {
		const char *class;
		enum err err;
	} classes[] = {
		{"22", ERR_INPUT},   /* a value that cannot be: a NUL in text */
		{"23", ERR_INPUT},   /* a constraint */
		{"08", ERR_TEMP},    /* connection */
		{"40", ERR_TEMP},    /* rolled back: deadlock, serialization */
		{"53", ERR_TEMP},    /* disk full, too many connections */
		{"54", ERR_INPUT},   /* too large for an index */
		{"55", ERR_TEMP},    /* lock not to be had */
		{"57", ERR_TEMP},    /* the server is shut down */
		{"25P03", ERR_TEMP}, /* idle for too long */
	};

	if (PQstatus(p->connection) == CONNECTION_BAD)
		return ERR_TEMP;
	for (size_t i = 0; state && i < ARRAY_LEN(classes); i++)
		if (!strncmp(state, classes[i].class, strlen(classes[i].class)))
			return classes[i].err;
	return ERR_FATAL;
}

/* `words` of libpq, which end in a line feed, on one line. */
static enum err because(const struct postgres *p, const char *state,
                        const char *words, struct why *why)
{
	struct str line = str_trim(str_of(words));
	char text[200];
	size_t n = line.len < sizeof(text) - 1 ? line.len : sizeof(text) - 1;

	for (size_t i = 0; i < n; i++)
		text[i] = line.ptr[i] == '\n' ? ' ' : line.ptr[i];
	text[n] = '\0';
	return err_because(why, err_of(p, state), "store: %s (%s)", text,
	                   state ? state : "no connection");
}

static enum err result_err(struct postgres *p, PGresult *result,
                           struct why *why)
{
	ExecStatusType status = PQresultStatus(result);

	if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
		return OK;
	p->is_lost = p->db.is_begun;
	return because(p, PQresultErrorField(result, PG_DIAG_SQLSTATE),
	               PQerrorMessage(p->connection), why);
}

/* One of our constant statements without parameters and rows. */
static enum err step(struct postgres *p, const char *sql, struct why *why)
{
	PGresult *result = PQexec(p->connection, sql);
	enum err err = result_err(p, result, why);

	PQclear(result);
	return err;
}

static void forget_statements(struct postgres *p)
{
	for (size_t i = 0; i < p->n_prepared; i++)
		buf_free(&p->prepared[i].text);
	p->n_prepared = p->next = 0;
}

static enum err set_up(struct postgres *p, struct why *why)
{
	enum err err = OK;

	if (PQstatus(p->connection) != CONNECTION_OK)
		return because(p, NULL, PQerrorMessage(p->connection), why);
	for (size_t i = 0; err == OK && i < ARRAY_LEN(settings); i++)
		err = step(p, settings[i], why);
	return err;
}

/* Connect again where that is needed and nothing depends on it. */
static enum err revive(struct postgres *p, struct why *why)
{
	if (p->db.is_begun)
		return p->is_lost ? err_because(why, ERR_TEMP,
		                                "store: the transaction was"
		                                " rolled back")
		                  : OK;
	if (PQstatus(p->connection) == CONNECTION_OK)
		return OK;
	forget_statements(p);
	PQreset(p->connection);
	p->version++; /* who knows what was missed */
	return set_up(p, why);
}

static bool is_same(const struct prepared *one, const char *sql,
                    const struct db_value *args, size_t n_args)
{
	if (one->sql != sql || one->n_args != n_args ||
	    !str_is(buf_str(&one->text), sql))
		return false;
	for (size_t i = 0; i < n_args; i++)
		if (one->kinds[i] != args[i].kind)
			return false;
	return true;
}

/* Room for one more statement; the server forgets the one that had it. */
static struct prepared *take_slot(struct postgres *p)
{
	char text[NUMBER_LEN + 16];
	struct prepared *slot;

	if (p->n_prepared < STATEMENTS_MAX) {
		slot = &p->prepared[p->n_prepared++];
	} else {
		slot = &p->prepared[p->next];
		p->next = (p->next + 1) % STATEMENTS_MAX;
		snprintf(text, sizeof(text), "DEALLOCATE p%d", slot->name);
		PQclear(PQexec(p->connection, text));
		buf_free(&slot->text);
	}
	*slot = (struct prepared){.text = BUF_INIT(SQL_MAX)};
	return slot;
}

/* The highest of $1, $2 ... in `sql`. */
static size_t count_parameters(const char *sql)
{
	size_t highest = 0;

	while ((sql = strchr(sql, '$'))) {
		size_t number = strtoul(++sql, NULL, 10);

		highest = number > highest ? number : highest;
	}
	return highest;
}

/* The name by which the server knows `sql` with parameters of these kinds. */
static enum err prepare(struct postgres *p, const char *sql,
                        const struct db_value *args, size_t n_args,
                        char name[NUMBER_LEN], struct why *why)
{
	Oid types[WIRE_MAX];
	struct prepared *slot;
	PGresult *result;
	enum err err;

	for (size_t i = 0; i < p->n_prepared; i++)
		if (is_same(&p->prepared[i], sql, args, n_args)) {
			snprintf(name, NUMBER_LEN, "p%d", p->prepared[i].name);
			return OK;
		}
	assert(count_parameters(sql) <= n_args);
	for (size_t i = 0; i < n_args; i++)
		types[i] = wire_type(args[i].kind);
	snprintf(name, NUMBER_LEN, "p%d", ++p->last_name);
	result = PQprepare(p->connection, name, sql, (int)n_args, types);
	err = result_err(p, result, why);
	PQclear(result);
	if (err)
		return err;
	slot = take_slot(p);
	buf_adds(&slot->text, sql);
	slot->sql = sql;
	slot->name = p->last_name;
	slot->n_args = n_args;
	for (size_t i = 0; i < n_args; i++)
		slot->kinds[i] = (unsigned char)args[i].kind;
	return OK;
}

static struct db_value read_column(const PGresult *result, int row, int column)
{
	const char *bytes = PQgetvalue(result, row, column);
	int n = PQgetlength(result, row, column);

	if (PQgetisnull(result, row, column))
		return DB_NULL;
	return wire_value(PQftype(result, column),
	                  (struct str){bytes, (size_t)n});
}

static void give_rows(const PGresult *result, db_sink *sink, void *context)
{
	struct db_value values[COLUMNS_MAX];
	int n = PQnfields(result);

	if (n > COLUMNS_MAX)
		abort();
	for (int row = 0; row < PQntuples(result); row++) {
		struct db_row one = {values, (size_t)n};

		for (int i = 0; i < n; i++)
			values[i] = read_column(result, row, i);
		sink(context, &one);
	}
}

/* What was changed, and word of it to the others: now, or when it commits. */
static void note_changes(struct postgres *p, PGresult *result)
{
	int64_t n = 0;

	str_number(str_of(PQcmdTuples(result)), &n);
	p->changes = n;
	if (n == 0 || str_starts(str_of(PQcmdStatus(result)), "SELECT"))
		return;
	p->has_news = true;
	if (!p->db.is_begun)
		PQclear(PQexec(p->connection, "NOTIFY " CHANNEL));
}

static enum err postgres_run(struct db *db, const char *sql,
                             const struct db_value *args, size_t n_args,
                             db_sink *sink, void *context, struct why *why)
{
	struct postgres *p = engine(db);
	char name[NUMBER_LEN];
	struct wire wire;
	PGresult *result;
	enum err err = revive(p, why);

	assert(n_args <= WIRE_MAX);
	if (err == OK)
		err = prepare(p, sql, args, n_args, name, why);
	if (err)
		return err;
	for (size_t i = 0; i < n_args; i++)
		wire_bind(&wire, i, &args[i]);
	result = PQexecPrepared(p->connection, name, (int)n_args, wire.values,
	                        wire.lengths, wire.formats, 1);
	err = result_err(p, result, why);
	if (err == OK && sink)
		give_rows(result, sink, context);
	if (err == OK)
		note_changes(p, result);
	PQclear(result);
	return err;
}

static enum err postgres_begin(struct db *db, enum db_durability durability,
                               struct why *why)
{
	struct postgres *p = engine(db);
	enum err err = revive(p, why);

	if (err)
		return err;
	p->is_durable = durability == DB_DURABLE;
	p->is_lost = p->has_news = false;
	err = step(p,
	           p->is_durable
	                   ? "BEGIN; SELECT pg_advisory_xact_lock(" WRITER_LOCK
	                     ", hashtext(current_schema()))"
	                   : "BEGIN; SET LOCAL synchronous_commit = off",
	           why);
	if (err)
		PQclear(PQexec(p->connection, "ROLLBACK"));
	return err;
}

static enum err postgres_commit(struct db *db, struct why *why)
{
	struct postgres *p = engine(db);
	bool is_news = p->has_news && p->is_durable;
	PGresult *result;
	enum err err = revive(p, why);

	if (err)
		return err;
	result = PQexec(p->connection,
	                is_news ? "NOTIFY " CHANNEL "; COMMIT" : "COMMIT");
	err = result_err(p, result, why);
	/* COMMIT of what cannot be committed succeeds, and says ROLLBACK. */
	if (err == OK && !str_is(str_of(PQcmdStatus(result)), "COMMIT"))
		err = err_because(why, ERR_TEMP,
		                  "store: the transaction was rolled back");
	PQclear(result);
	return err;
}

static void postgres_rollback(struct db *db)
{
	struct postgres *p = engine(db);

	if (PQtransactionStatus(p->connection) != PQTRANS_IDLE)
		PQclear(PQexec(p->connection, "ROLLBACK"));
	p->is_lost = false;
}

static int64_t postgres_changes(const struct db *db)
{
	return ((const struct postgres *)db)->changes;
}

static int64_t postgres_version(struct db *db)
{
	struct postgres *p = engine(db);
	PGnotify *news;

	PQconsumeInput(p->connection);
	while ((news = PQnotifies(p->connection))) {
		p->version += news->be_pid != PQbackendPID(p->connection);
		PQfreemem(news);
	}
	return p->version;
}

static void postgres_close(struct db *db)
{
	struct postgres *p = engine(db);

	forget_statements(p);
	PQfinish(p->connection);
	struct arena arena = p->arena; /* `p` itself lives in it */
	arena_free(&arena);
}

static const struct db_driver driver = {
	.close = postgres_close,
	.run = postgres_run,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
	.changes = postgres_changes,
	.version = postgres_version,
	.id_column = "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
	.blob_type = "BYTEA",
	.verify = "SELECT 'ok'",
	.advance_ids = "SELECT setval(pg_get_serial_sequence($1, 'id'), $2)",
	.can_skip_locked = true,
};

enum err postgres_open(const char *where, struct db **db, struct why *why)
{
	const char *names[ARRAY_LEN(defaults) + 2];
	const char *values[ARRAY_LEN(defaults) + 2];
	struct arena arena = {0};
	struct postgres *p = arena_new(&arena, struct postgres);
	size_t n = 0;
	enum err err;

	for (; n < ARRAY_LEN(defaults); n++) {
		names[n] = defaults[n][0];
		values[n] = defaults[n][1];
	}
	names[n] = "dbname"; /* which may be a whole URI; later ones win */
	values[n++] = where;
	names[n] = values[n] = NULL;
	p->db.driver = &driver;
	p->connection = PQconnectdbParams(names, values, 1);
	err = set_up(p, why);
	p->arena = arena;
	if (err)
		postgres_close(&p->db);
	else
		*db = &p->db;
	return err;
}
