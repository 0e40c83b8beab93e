#include "store/schema.h"

#include <string.h>

#include "base/buf.h"
#include "store/driver.h"
#include "store/schema_private.h"

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
	/* Why a subscription is in its state: "bounces", "complaint", ... */
	"ALTER TABLE subscribers ADD COLUMN state_reason TEXT NOT NULL"
	" DEFAULT ''",

	/* Deliveries that came back.  letter NULL: refused while it was sent.
	 * counts 0: cleared since.  is_weighed 0: the editor has not looked. */
	"CREATE TABLE bounces ("
	" id $ID,"
	" subscriber BIGINT NOT NULL REFERENCES subscribers (id),"
	" delivery BIGINT NOT NULL UNIQUE REFERENCES deliveries (id),"
	" letter BIGINT REFERENCES letters (id),"
	" is_hard INT NOT NULL,"
	" counts INT NOT NULL DEFAULT 1,"
	" is_weighed INT NOT NULL DEFAULT 0,"
	" code INT NOT NULL,"
	" status TEXT NOT NULL,"
	" reason TEXT NOT NULL,"
	" at BIGINT NOT NULL)",
	"CREATE INDEX bounces_by_subscriber ON bounces (subscriber, at)",
	"CREATE INDEX bounces_unweighed ON bounces (subscriber)"
	" WHERE is_weighed = 0",

	/* A mail that asks whether an address still works. */
	"CREATE TABLE probes ("
	" id $ID,"
	" subscriber BIGINT NOT NULL REFERENCES subscribers (id),"
	" delivery BIGINT NOT NULL UNIQUE REFERENCES deliveries (id),"
	" at BIGINT NOT NULL,"
	" ended_at BIGINT)",
	"CREATE UNIQUE INDEX probes_open ON probes (subscriber)"
	" WHERE ended_at IS NULL",

	/* told_at: when the list's admins were. */
	"CREATE TABLE suspensions ("
	" id $ID,"
	" subscriber BIGINT NOT NULL REFERENCES subscribers (id),"
	" reason TEXT NOT NULL,"
	" at BIGINT NOT NULL,"
	" told_at BIGINT)",
	"CREATE INDEX suspensions_by_subscriber ON suspensions (subscriber)",
	"CREATE INDEX suspensions_untold ON suspensions (id)"
	" WHERE told_at IS NULL",

	/* What became of a letter that was a bounce or a complaint. */
	"CREATE TABLE reports ("
	" letter BIGINT PRIMARY KEY REFERENCES letters (id),"
	" list TEXT NOT NULL,"
	" kind TEXT NOT NULL,"
	" delivery BIGINT REFERENCES deliveries (id),"
	" subscriber BIGINT REFERENCES subscribers (id),"
	" verdict TEXT NOT NULL,"
	" at BIGINT NOT NULL)",
	"CREATE INDEX reports_by_time ON reports (at)",

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

	/* What models said of a comment (store/scores.h): a row for each that
	 * was held. */
	"CREATE TABLE scores ("
	" comment BIGINT PRIMARY KEY REFERENCES comments (id),"
	" model TEXT NOT NULL,"
	" language TEXT NOT NULL,"
	" at BIGINT NOT NULL,"
	" abuse_state INT NOT NULL,"
	" topic_state INT NOT NULL,"
	" abuse_logit BIGINT NOT NULL,"
	" topic_logit BIGINT NOT NULL,"
	" constructive INT NOT NULL,"
	" print INT NOT NULL,"
	" n_words BIGINT NOT NULL,"
	" n_stems BIGINT NOT NULL,"
	" n_links BIGINT NOT NULL,"
	" capitals INT NOT NULL,"
	" duplicate BIGINT REFERENCES comments (id),"
	" abuse_words TEXT NOT NULL,"
	" topic_words TEXT NOT NULL,"
	" failure TEXT NOT NULL)",
	"CREATE INDEX comments_held ON comments (id) WHERE state = 1",

	/* Whose letters make no comments (store/blocks.h).  kind: enum block_kind;
	 * list '': of all lists; expires_at NULL: for good. */
	"CREATE TABLE blocks ("
	" id $ID,"
	" list TEXT NOT NULL,"
	" kind INT NOT NULL,"
	" pattern TEXT NOT NULL,"
	" actor TEXT NOT NULL CHECK (actor <> ''),"
	" reason TEXT NOT NULL,"
	" added_at BIGINT NOT NULL,"
	" expires_at BIGINT,"
	" ended_at BIGINT,"
	" ended_by TEXT)",
	"CREATE INDEX blocks_open ON blocks (list, kind, pattern)"
	" WHERE ended_at IS NULL",

	/* The record of decisions is numbered and chained (store/decisions.h); what
	 * was decided before has its numbers from the first decision on. */
	"ALTER TABLE decisions ADD COLUMN number BIGINT",
	"ALTER TABLE decisions ADD COLUMN rule TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE decisions ADD COLUMN text_hash TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE decisions ADD COLUMN scores TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE decisions ADD COLUMN model TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE decisions ADD COLUMN previous TEXT NOT NULL DEFAULT ''",
	"ALTER TABLE decisions ADD COLUMN hash TEXT NOT NULL DEFAULT ''",
	"CREATE UNIQUE INDEX decisions_by_number ON decisions (number)",
	"CREATE INDEX decisions_by_time ON decisions (at)",
	"CREATE TABLE decision_heads ("
	" name TEXT PRIMARY KEY,"
	" number BIGINT NOT NULL,"
	" hash TEXT NOT NULL)",
	/* is_unseen: a rule approved it, and no person has looked.  moderator:
	 * whom a rule gave it to; ''. */
	"ALTER TABLE comments ADD COLUMN is_unseen INT NOT NULL DEFAULT 0",
	"ALTER TABLE comments ADD COLUMN moderator TEXT NOT NULL DEFAULT ''",
	"CREATE INDEX comments_unseen ON comments (list) WHERE is_unseen = 1",
	"CREATE INDEX comments_given ON comments (received_at)"
	" WHERE moderator <> ''",
	/* The weeks that a list's admins were told about. */
	"CREATE TABLE weeklies ("
	" list TEXT NOT NULL,"
	" period TEXT NOT NULL,"
	" at BIGINT NOT NULL,"
	" PRIMARY KEY (list, period))",
	/* is_ruled: rules and modes have been asked (app/screen.h). */
	"ALTER TABLE comments ADD COLUMN is_ruled INT NOT NULL DEFAULT 1",
	"CREATE INDEX comments_unruled ON comments (id) WHERE is_ruled = 0",
	/* moderation: a mode of its own; '': the list's. */
	"ALTER TABLE articles ADD COLUMN moderation TEXT NOT NULL DEFAULT ''",

	/* Of a notice that a stranger may have caused: whose mailbox it goes to,
	 * and at which domain that is (store/deliveries.h). */
	"ALTER TABLE deliveries ADD COLUMN asked_box TEXT",
	"ALTER TABLE deliveries ADD COLUMN asked_domain TEXT",
	"CREATE INDEX deliveries_by_asked_box"
	" ON deliveries (asked_box, planned_at) WHERE asked_box IS NOT NULL",
	"CREATE INDEX deliveries_by_asked_domain"
	" ON deliveries (asked_domain, planned_at)"
	" WHERE asked_domain IS NOT NULL",
	/* What a moderator changed: original is the reader's text where another
	 * is printed. */
	"ALTER TABLE comments ADD COLUMN original TEXT",
	"ALTER TABLE comments ADD COLUMN is_featured INT NOT NULL DEFAULT 0",
	/* Each answer of a moderator and what it did (store/answers.h), so that
	 * it can be undone; queue and letter NULL: not by mail. */
	"CREATE TABLE answers ("
	" id $ID,"
	" list TEXT NOT NULL,"
	" actor TEXT NOT NULL,"
	" queue BIGINT REFERENCES queues (id),"
	" letter BIGINT REFERENCES letters (id),"
	" at BIGINT NOT NULL,"
	" undone_at BIGINT)",
	"CREATE INDEX answers_by_actor ON answers (actor, id)"
	" WHERE undone_at IS NULL",
	"CREATE TABLE answer_effects ("
	" answer BIGINT NOT NULL REFERENCES answers (id),"
	" position BIGINT NOT NULL,"
	" effect INT NOT NULL,"
	" comment BIGINT NOT NULL REFERENCES comments (id),"
	" what BIGINT,"
	" PRIMARY KEY (answer, position))",
	/* Answers whose moderator has to send a one-time code back. */
	"CREATE TABLE waiting_answers ("
	" id $ID,"
	" queue BIGINT NOT NULL REFERENCES queues (id),"
	" letter BIGINT REFERENCES letters (id),"
	" text TEXT NOT NULL,"
	" code_hash TEXT NOT NULL,"
	" tries INT NOT NULL DEFAULT 0,"
	" at BIGINT NOT NULL,"
	" expires_at BIGINT NOT NULL,"
	" used_at BIGINT)",
	"CREATE INDEX waiting_answers_by_queue ON waiting_answers (queue)"
	" WHERE used_at IS NULL",
	/* What readers are told about their comments, and can answer: which
	 * comments of whom a token is for (store/acks.h).  puzzled_at: when an
	 * answer was not understood first. */
	"CREATE TABLE acks ("
	" id $ID,"
	" list TEXT NOT NULL,"
	" subscriber BIGINT NOT NULL REFERENCES subscribers (id),"
	" letter BIGINT REFERENCES letters (id),"
	" token_hash TEXT NOT NULL UNIQUE,"
	" sent_at BIGINT NOT NULL,"
	" expires_at BIGINT NOT NULL,"
	" puzzled_at BIGINT)",
	"CREATE TABLE ack_items ("
	" ack BIGINT NOT NULL REFERENCES acks (id),"
	" number INT NOT NULL,"
	" comment BIGINT NOT NULL REFERENCES comments (id),"
	" PRIMARY KEY (ack, number))",
	"CREATE INDEX ack_items_by_comment ON ack_items (comment)",
	/* waits_since: of a decision that its reader has not heard of; NULL.
	 * is_wanted: so is an approval, or always (wants_word). */
	"CREATE TABLE tellings ("
	" comment BIGINT PRIMARY KEY REFERENCES comments (id),"
	" waits_since BIGINT,"
	" is_wanted INT NOT NULL DEFAULT 0)",
	"CREATE INDEX tellings_waiting ON tellings (waits_since)"
	" WHERE waits_since IS NOT NULL",
	"ALTER TABLE subscribers ADD COLUMN wants_word INT NOT NULL DEFAULT 0",
	/* outcome: enum appeal_outcome; 0: nobody has decided. */
	"CREATE TABLE appeals ("
	" id $ID,"
	" comment BIGINT NOT NULL UNIQUE REFERENCES comments (id),"
	" letter BIGINT REFERENCES letters (id),"
	" list TEXT NOT NULL,"
	" actor TEXT NOT NULL,"
	" reason TEXT NOT NULL,"
	" words TEXT NOT NULL,"
	" at BIGINT NOT NULL,"
	" outcome INT NOT NULL DEFAULT 0,"
	" ended_at BIGINT)",
	"CREATE INDEX appeals_open ON appeals (list) WHERE outcome = 0",
	/* Which comment corrects which. */
	"CREATE TABLE amends ("
	" comment BIGINT PRIMARY KEY REFERENCES comments (id),"
	" original BIGINT NOT NULL UNIQUE REFERENCES comments (id))",
	/* Printed comments that were taken back; edition: that tells of it. */
	"CREATE TABLE withdrawals ("
	" comment BIGINT PRIMARY KEY REFERENCES comments (id),"
	" list TEXT NOT NULL,"
	" at BIGINT NOT NULL,"
	" edition BIGINT REFERENCES editions (id))",
	"CREATE INDEX withdrawals_untold ON withdrawals (list)"
	" WHERE edition IS NULL",
	/* Letters of people who are no readers yet: who was asked whether it is
	 * theirs (store/strangers.h). */
	"CREATE TABLE strangers ("
	" token_hash TEXT PRIMARY KEY,"
	" letter BIGINT NOT NULL UNIQUE REFERENCES letters (id),"
	" address TEXT NOT NULL,"
	" name TEXT NOT NULL,"
	" asked_at BIGINT NOT NULL,"
	" expires_at BIGINT NOT NULL,"
	" closed_at BIGINT)",
	"CREATE INDEX comments_unconfirmed ON comments (received_at)"
	" WHERE state = 0",
	/* Of a notice that a stranger may have caused: its Message-ID, and whether
	 * nothing proves who did.  Who wants no further one (store/asked.h). */
	"ALTER TABLE deliveries ADD COLUMN asked_id TEXT",
	"ALTER TABLE deliveries ADD COLUMN is_unproven INT NOT NULL DEFAULT 0",
	"CREATE INDEX deliveries_by_asked_id ON deliveries (asked_id)"
	" WHERE asked_id IS NOT NULL",
	"CREATE INDEX deliveries_asked ON deliveries (planned_at)"
	" WHERE asked_box IS NOT NULL",
	"CREATE TABLE refusals ("
	" box TEXT PRIMARY KEY,"
	" address TEXT NOT NULL,"
	" letter BIGINT REFERENCES letters (id),"
	" at BIGINT NOT NULL)",
	NULL,
};

const char *const *const schema_versions[SCHEMA_VERSIONS] = {schema_first,
                                                             version_2};

int64_t schema_version(void)
{
	return SCHEMA_VERSIONS;
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
	const char *const *sql = schema_versions[version - 1];
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
