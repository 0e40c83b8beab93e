#include "store/schema.h"

#include <string.h>

#include "base/buf.h"
#include "store/driver.h"

/*
 * Times are Unix seconds.  Booleans are 0 and 1.  `list` is the name of a list
 * of the configuration.  $ID and $BLOB are the engine's words for an id that
 * counts up and for bytes.
 */
static const char *const version_1[] = {
	/* A person.  Addresses are in a table of their own, which nothing that
	 * renders an edition reads (STANDARDS T-13). */
	"CREATE TABLE readers ("
	" id $ID,"
	" name TEXT NOT NULL,"
	" created_at BIGINT NOT NULL)",

	/* address_key: the address in lower case, what is looked up. */
	"CREATE TABLE addresses ("
	" id $ID,"
	" reader BIGINT NOT NULL REFERENCES readers (id),"
	" address TEXT NOT NULL,"
	" address_key TEXT NOT NULL UNIQUE,"
	" verified_at BIGINT)",
	"CREATE INDEX addresses_by_reader ON addresses (reader)",

	/* state: enum subscriber_state.  pid is what reply tokens name, leave_pid
	 * what unsubscribing names; the latter is new at each subscription. */
	"CREATE TABLE subscribers ("
	" id $ID,"
	" list TEXT NOT NULL,"
	" reader BIGINT NOT NULL REFERENCES readers (id),"
	" address BIGINT NOT NULL REFERENCES addresses (id),"
	" pid BIGINT NOT NULL UNIQUE,"
	" leave_pid $BLOB NOT NULL UNIQUE,"
	" state INT NOT NULL,"
	" state_at BIGINT NOT NULL,"
	" source TEXT NOT NULL,"
	" created_at BIGINT NOT NULL,"
	" confirmed_at BIGINT,"
	" UNIQUE (list, reader))",
	"CREATE INDEX subscribers_by_state ON subscribers (list, state)",

	/* source: what names the mail in its mailbox ("UIDVALIDITY/UID" or the
	 * name of a file); hash: SHA-256 of the raw bytes; content_key: of what
	 * says that two mails are the same (STANDARDS 4.9, K2). */
	"CREATE TABLE letters ("
	" id $ID,"
	" mailbox TEXT NOT NULL,"
	" source TEXT NOT NULL,"
	" hash TEXT NOT NULL,"
	" content_key TEXT,"
	" raw $BLOB NOT NULL,"
	" is_whole INT NOT NULL,"
	" arrived_at BIGINT NOT NULL,"
	" fetched_at BIGINT NOT NULL,"
	" state INT NOT NULL,"
	" crashes INT NOT NULL DEFAULT 0,"
	" kind TEXT,"
	" list TEXT,"
	" from_addr TEXT,"
	" subject TEXT,"
	" story TEXT,"
	" done_at BIGINT,"
	" UNIQUE (mailbox, source))",
	"CREATE INDEX letters_to_do ON letters (id) WHERE state = 0",
	"CREATE INDEX letters_by_hash ON letters (hash)",
	"CREATE UNIQUE INDEX letters_by_content ON letters (content_key)"
	" WHERE content_key IS NOT NULL",

	/* key: what tells that two articles are one (link, file or headline). */
	"CREATE TABLE articles ("
	" id $ID,"
	" list TEXT NOT NULL,"
	" key TEXT NOT NULL,"
	" title TEXT NOT NULL,"
	" byline TEXT NOT NULL,"
	" published TEXT NOT NULL,"
	" link TEXT NOT NULL,"
	" text TEXT NOT NULL,"
	" summary TEXT NOT NULL,"
	" is_open INT NOT NULL,"
	" added_at BIGINT NOT NULL,"
	" UNIQUE (list, key))",

	/* period: the local day that the edition is for ("2026-11-23"), or
	 * "order <number>" for one that was ordered: at most one for each. */
	"CREATE TABLE editions ("
	" id $ID,"
	" list TEXT NOT NULL,"
	" number INT NOT NULL,"
	" period TEXT NOT NULL,"
	" state INT NOT NULL,"
	" subject TEXT NOT NULL,"
	" frozen_at BIGINT NOT NULL,"
	" audience BIGINT NOT NULL,"
	" done_at BIGINT,"
	" UNIQUE (list, number),"
	" UNIQUE (list, period))",

	/* state: enum comment_state.  One letter can hold several: answer counts
	 * them.  article 0 is NULL: not known which. */
	"CREATE TABLE comments ("
	" id $ID,"
	" list TEXT NOT NULL,"
	" article BIGINT REFERENCES articles (id),"
	" parent BIGINT REFERENCES comments (id),"
	" reader BIGINT REFERENCES readers (id),"
	" letter BIGINT REFERENCES letters (id),"
	" answer INT NOT NULL,"
	" author TEXT NOT NULL,"
	" text TEXT NOT NULL,"
	" context TEXT NOT NULL,"
	" confidence INT NOT NULL,"
	" is_verified INT NOT NULL,"
	" doubt TEXT NOT NULL,"
	" state INT NOT NULL,"
	" reason TEXT NOT NULL,"
	" received_at BIGINT NOT NULL,"
	" decided_at BIGINT,"
	" edition BIGINT REFERENCES editions (id),"
	" UNIQUE (letter, answer))",
	"CREATE INDEX comments_by_state ON comments (list, state)",
	"CREATE INDEX comments_by_article ON comments (article, state)",
	"CREATE INDEX comments_by_reader ON comments (reader, received_at)",

	/* What was cut from a comment's letter, in order. */
	"CREATE TABLE cuts ("
	" comment BIGINT NOT NULL REFERENCES comments (id),"
	" position INT NOT NULL,"
	" kind TEXT NOT NULL,"
	" text TEXT NOT NULL,"
	" PRIMARY KEY (comment, position))",

	/* Who decided what: rows are only ever added.  No comment is printed
	 * without one that says approve (DESIGN 8, promise 3). */
	"CREATE TABLE decisions ("
	" id $ID,"
	" comment BIGINT NOT NULL REFERENCES comments (id),"
	" event TEXT NOT NULL,"
	" state INT NOT NULL,"
	" actor TEXT NOT NULL CHECK (actor <> ''),"
	" reason TEXT NOT NULL,"
	" at BIGINT NOT NULL)",
	"CREATE INDEX decisions_by_comment ON decisions (comment)",

	/* A mail to a moderator with numbered comments. */
	"CREATE TABLE queues ("
	" id $ID,"
	" list TEXT NOT NULL,"
	" moderator TEXT NOT NULL,"
	" token_hash TEXT NOT NULL UNIQUE,"
	" sent_at BIGINT NOT NULL,"
	" expires_at BIGINT NOT NULL)",
	"CREATE INDEX queues_by_list ON queues (list, sent_at)",
	"CREATE TABLE queue_items ("
	" queue BIGINT NOT NULL REFERENCES queues (id),"
	" number INT NOT NULL,"
	" comment BIGINT NOT NULL REFERENCES comments (id),"
	" PRIMARY KEY (queue, number))",
	"CREATE INDEX queue_items_by_comment ON queue_items (comment)",

	/* What was decided for a period: an edition, or (NULL) nothing new. */
	"CREATE TABLE periods ("
	" list TEXT NOT NULL,"
	" period TEXT NOT NULL,"
	" edition BIGINT REFERENCES editions (id),"
	" at BIGINT NOT NULL,"
	" PRIMARY KEY (list, period))",

	/* Position 0 is the edition itself: its id is in the Reply-To. */
	"CREATE TABLE edition_items ("
	" id $ID,"
	" edition BIGINT NOT NULL REFERENCES editions (id),"
	" position INT NOT NULL,"
	" article BIGINT REFERENCES articles (id),"
	" comments INT NOT NULL,"
	" UNIQUE (edition, position))",
	"CREATE INDEX edition_items_by_article ON edition_items (article)",

	/* The encoded mail with its slots (mailer/compose.h), and the pieces of
	 * text that replies are aligned with (digest/outline.h). */
	"CREATE TABLE edition_forms ("
	" edition BIGINT NOT NULL REFERENCES editions (id),"
	" format TEXT NOT NULL,"
	" form $BLOB NOT NULL,"
	" outline $BLOB NOT NULL,"
	" text TEXT NOT NULL,"
	" html TEXT NOT NULL,"
	" PRIMARY KEY (edition, format))",

	/* state: enum delivery_state.  One row for each subscriber of an edition's
	 * frozen audience, or for a notice, whose bytes are in `notices`.  next_at
	 * is when it may be claimed: of a leased one, when its lease ends, and
	 * state_before what it goes back to untried.  address_key (of notices):
	 * what their number is limited by. */
	"CREATE TABLE deliveries ("
	" id $ID,"
	" edition BIGINT REFERENCES editions (id),"
	" subscriber BIGINT REFERENCES subscribers (id),"
	" list TEXT NOT NULL,"
	" kind TEXT NOT NULL,"
	" address TEXT NOT NULL,"
	" address_key TEXT,"
	" has_verp INT NOT NULL,"
	" state INT NOT NULL,"
	" state_before INT,"
	" attempts INT NOT NULL DEFAULT 0,"
	" planned_at BIGINT NOT NULL,"
	" next_at BIGINT NOT NULL,"
	" owner TEXT,"
	" code INT,"
	" reply TEXT,"
	" done_at BIGINT,"
	" UNIQUE (edition, subscriber))",
	"CREATE INDEX deliveries_due ON deliveries"
	" (edition, next_at, id, state)"
	" WHERE edition IS NOT NULL AND state <= 3",
	"CREATE INDEX notices_due ON deliveries (list, next_at, id)"
	" WHERE edition IS NULL AND state <= 3",
	"CREATE INDEX notices_by_address ON deliveries (address_key, "
	"planned_at)"
	" WHERE edition IS NULL",
	"CREATE INDEX deliveries_leased ON deliveries (owner) WHERE state = 1",
	"CREATE INDEX deliveries_troubled ON deliveries (id)"
	" WHERE state IN (2, 3, 5)",
	"CREATE TABLE notices ("
	" delivery BIGINT PRIMARY KEY REFERENCES deliveries (id),"
	" bytes $BLOB NOT NULL)",

	/* Random tokens that confirm something: only their hash is kept. */
	"CREATE TABLE tokens ("
	" hash TEXT PRIMARY KEY,"
	" purpose TEXT NOT NULL,"
	" subscriber BIGINT NOT NULL REFERENCES subscribers (id),"
	" created_at BIGINT NOT NULL,"
	" expires_at BIGINT NOT NULL,"
	" used_at BIGINT)",
	"CREATE INDEX tokens_by_subscriber ON tokens (subscriber, created_at)",

	/* Who may do what alone: a mailbox has one collector. */
	"CREATE TABLE leases ("
	" name TEXT PRIMARY KEY,"
	" owner TEXT NOT NULL,"
	" until BIGINT NOT NULL)",
	NULL,
};

/* Letters: who wrote, what is asked back, what bounced. */
static const char *const version_2[] = {
	/* Found by it, too: what a reader's own mail program calls it. */
	"ALTER TABLE letters ADD COLUMN message_id TEXT",
	"CREATE INDEX letters_by_message_id ON letters (message_id)"
	" WHERE message_id IS NOT NULL",
	/* The letter that made us write a notice. */
	"ALTER TABLE deliveries ADD COLUMN letter BIGINT"
	" REFERENCES letters (id)",
	"CREATE INDEX deliveries_by_letter ON deliveries (letter)"
	" WHERE letter IS NOT NULL",
	/* place: bytes of the comment's text before the cut; NULL: not known.
	 * restored_at: when a moderator put it back. */
	"ALTER TABLE cuts ADD COLUMN place BIGINT",
	"ALTER TABLE cuts ADD COLUMN restored_at BIGINT",
	/* Which article a letter is about, asked once; its comments in state 5
	 * (asked) wait for the answer. */
	"CREATE TABLE questions ("
	" id $ID,"
	" list TEXT NOT NULL,"
	" letter BIGINT NOT NULL UNIQUE REFERENCES letters (id),"
	" subscriber BIGINT NOT NULL REFERENCES subscribers (id),"
	" edition BIGINT NOT NULL REFERENCES editions (id),"
	" token_hash TEXT NOT NULL UNIQUE,"
	" asked_at BIGINT NOT NULL,"
	" expires_at BIGINT NOT NULL,"
	" closed_at BIGINT)",
	"CREATE INDEX questions_open ON questions (expires_at)"
	" WHERE closed_at IS NULL",

	/* The mail that asked, for plain answers to it. */
	"ALTER TABLE tokens ADD COLUMN message_id TEXT",
	"CREATE INDEX tokens_by_message_id ON tokens (message_id)"
	" WHERE message_id IS NOT NULL",
	/* What a reader was asked to confirm beside a subscription: an address,
	 * once for each, or a letter (store/proofs.h). */
	"CREATE TABLE proofs ("
	" token_hash TEXT PRIMARY KEY,"
	" reader BIGINT NOT NULL REFERENCES readers (id),"
	" address TEXT NOT NULL,"
	" address_key TEXT NOT NULL,"
	" letter BIGINT NOT NULL REFERENCES letters (id),"
	" is_of_letter INT NOT NULL,"
	" asked_at BIGINT NOT NULL)",
	"CREATE UNIQUE INDEX proofs_by_address ON proofs (reader, address_key)"
	" WHERE is_of_letter = 0",
	"CREATE UNIQUE INDEX proofs_by_letter ON proofs (letter)"
	" WHERE is_of_letter = 1",
	NULL,
};

static const char *const *const versions[] = {version_1, version_2};

int64_t schema_version(void)
{
	return (int64_t)ARRAY_LEN(versions);
}

bool schema_table(size_t i, struct schema_table *table)
{
	for (size_t v = 0; v < ARRAY_LEN(versions); v++)
		for (const char *const *sql = versions[v]; *sql; sql++) {
			struct str rest = str_of(*sql);

			if (!str_starts(rest, "CREATE TABLE ") || i-- > 0)
				continue;
			rest = str_from(rest, strlen("CREATE TABLE "));
			table->name =
				str_slice(rest, 0, str_find_char(rest, ' '));
			table->has_id = str_find(rest, " ( id $ID") != STR_NONE;
			return true;
		}
	return false;
}

/* `sql` with the engine's own words in it. */
static const char *in_dialect(struct arena *arena, const struct db *db,
                              const char *sql)
{
	struct buf out = BUF_INIT(16384);
	struct str rest = str_of(sql);

	while (rest.len > 0) {
		size_t at = str_find_char(rest, '$');

		buf_add(&out, str_slice(rest, 0, at));
		rest = str_from(rest, at == STR_NONE ? rest.len : at);
		if (str_starts(rest, "$ID"))
			buf_adds(&out, db->driver->id_column);
		else if (str_starts(rest, "$BLOB"))
			buf_adds(&out, db->driver->blob_type);
		rest = str_from(rest, str_starts(rest, "$BLOB") ? 5 : 3);
	}
	return buf_take(&out, arena).ptr;
}

static enum err select_version(struct db *db, int64_t *version, struct why *why)
{
	enum err err = db_number(db,
	                         "SELECT CAST(value AS BIGINT) FROM meta"
	                         " WHERE name = 'schema'",
	                         NULL, 0, version, why);

	if (err == ERR_ABSENT)
		*version = 0;
	return err == ERR_ABSENT ? OK : err;
}

/* 0 for an empty store; within a transaction. */
static enum err read_version(struct db *db, int64_t *version, struct why *why)
{
	enum err err = db_run(db,
	                      "CREATE TABLE IF NOT EXISTS meta ("
	                      " name TEXT PRIMARY KEY, value TEXT NOT NULL)",
	                      NULL, 0, why);

	return err ? err : select_version(db, version, why);
}

static enum err upgrade_to(struct db *db, int64_t version, struct why *why)
{
	const char *const *sql = versions[version - 1];
	struct arena arena = {0};
	struct str text =
		str_of(arena_printf(&arena, "%lld", (long long)version));
	enum err err = OK;

	for (; err == OK && *sql; sql++)
		err = db_run(db, in_dialect(&arena, db, *sql), NULL, 0, why);
	if (err == OK)
		err = db_run(db,
		             "INSERT INTO meta (name, value)"
		             " VALUES ('schema', $1)"
		             " ON CONFLICT (name) DO UPDATE SET value = $1",
		             DB_ARGS(DB_TEXT(text)), why);
	arena_free(&arena);
	return err;
}

static enum err refuse_later(int64_t version, struct why *why)
{
	if (version <= schema_version())
		return OK;
	return err_because(why, ERR_FATAL,
	                   "the store has schema %lld, this program knows"
	                   " only %lld: use the newer program",
	                   (long long)version, (long long)schema_version());
}

enum err schema_upgrade(struct db *db, struct why *why)
{
	int64_t version;
	enum err err = db_begin(db, DB_DURABLE, why);

	if (err)
		return err;
	err = read_version(db, &version, why);
	if (err == OK)
		err = refuse_later(version, why);
	while (err == OK && version < schema_version())
		err = upgrade_to(db, ++version, why);
	if (err == OK)
		return db_commit(db, why);
	db_rollback(db);
	return err;
}

enum err schema_check(struct db *db, struct why *why)
{
	int64_t version = 0;
	enum err err = select_version(db, &version, why);

	if (err == ERR_FATAL) { /* no table yet: engines' words differ */
		err = db_begin(db, DB_DURABLE, why);
		if (err == OK)
			err = read_version(db, &version, why);
		db_rollback(db);
	}
	if (err == OK)
		err = refuse_later(version, why);
	if (err == OK && version < schema_version())
		err = err_because(
			why, ERR_ABSENT,
			"the store has schema %lld, this program wants"
			" %lld: run 'postbag store upgrade'",
			(long long)version, (long long)schema_version());
	return err;
}
