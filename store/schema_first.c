#include "store/schema_private.h"

#include <stddef.h>

const char *const schema_first[] = {
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
