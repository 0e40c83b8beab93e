#include "conf/keys.h"

#include "conf/config.h"
#include "conf/keys_private.h"
#include "conf/literal.h"
#include "mailer/imap.h"
#include "mailer/smtp.h"

#define AT_TOP(field)     offsetof(struct config, field)
#define AT_MAILBOX(field) offsetof(struct config_mailbox, field)
#define AT_RELAY(field)   offsetof(struct config_relay, field)
#define AT_LIST(field)    offsetof(struct config_list, field)

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
#define KB     INT64_C(1024)
#define MB     (1024 * KB)

/* The words of a choice stand in the order of the enum that they become. */
#define TYPES       "imap|maildir"
#define MAILBOX_TLS "implicit|starttls|none"
#define RELAY_TLS   "none|starttls"
#define LOG_LEVELS  "error|warn|info|debug"
#define NO_YES      "no|yes"
#define TOKENLESS   "hold|confirm|drop"
#define STRANGERS   "drop|confirm|hold"
#define WEEKDAYS                                                               \
	"sunday|monday|tuesday|wednesday|thursday|friday|saturday|never"
#define MODERATION "before|first|trusted|after|closed"
_Static_assert(CONFIG_MAILBOX_IMAP == 0 && CONFIG_MAILBOX_MAILDIR == 1,
               "order of TYPES");
_Static_assert(IMAP_TLS_IMPLICIT == 0 && IMAP_TLS_STARTTLS == 1 &&
                       IMAP_TLS_NONE == 2,
               "order of MAILBOX_TLS");
_Static_assert(SMTP_TLS_NONE == 0 && SMTP_TLS_STARTTLS == 1,
               "order of RELAY_TLS");
_Static_assert(CONFIG_TOKENLESS_HOLD == 0 && CONFIG_TOKENLESS_CONFIRM == 1 &&
                       CONFIG_TOKENLESS_DROP == 2 && CONFIG_STRANGERS_HOLD == 2,
               "order of TOKENLESS and STRANGERS");
_Static_assert(CONFIG_BEFORE == 0 && CONFIG_FIRST == 1 && CONFIG_TRUSTED == 2 &&
                       CONFIG_AFTER == 3 && CONFIG_CLOSED == 4,
               "order of MODERATION");

/* clang-format off */
static const struct key keys[] = {
	{KEY_GROUP_TOP, "store", KEY_PATH, AT_TOP(store),
	 .max = 4000, .flags = KEY_REQUIRED,
	 .meaning = "an SQLite file, or a postgresql:// address: it holds "
		    "everything"},
	{KEY_GROUP_TOP, "hostname", KEY_DOMAIN, AT_TOP(hostname),
	 .max = 253, .flags = KEY_REQUIRED,
	 .meaning = "this site's name, in EHLO, Message-ID and tokens: "
		    "never change it"},
	{KEY_GROUP_TOP, "keys_file", KEY_PATH, AT_TOP(keys_file),
	 .max = 4000, .flags = KEY_REQUIRED | KEY_FILE | KEY_OWN,
	 .meaning = "the root keys that sign tokens, mode 0600 or less"},
	{KEY_GROUP_TOP, "templates", KEY_PATH, AT_TOP(templates),
	 .max = 4000, .flags = KEY_FOLDER,
	 .meaning = "a folder whose files replace the shipped templates"},
	{KEY_GROUP_TOP, "models", KEY_PATH, AT_TOP(models),
	 .max = 4000, .flags = KEY_FOLDER,
	 .meaning = "a folder whose models score instead of the shipped ones"},
	{KEY_GROUP_TOP, "learn", KEY_CHOICE, AT_TOP(learn),
	 .words = NO_YES, .standard = "yes",
	 .meaning = "whether scores learn from the moderators' decisions"},
	{KEY_GROUP_TOP, "log_level", KEY_WORD, AT_TOP(log_level),
	 .words = LOG_LEVELS, .standard = "info",
	 .meaning = "how much is logged"},
	{KEY_GROUP_TOP, "edit_every", KEY_DURATION, AT_TOP(edit_every_s),
	 .min = 1, .max = HOUR, .standard = "5s",
	 .meaning = "how often the editor looks for work"},
	{KEY_GROUP_TOP, "auth.authserv_ids", KEY_HOSTS,
	 AT_TOP(auth.authserv_ids), .n_at = AT_TOP(auth.n_authserv_ids),
	 .max = 20,
	 .meaning = "names that our border signs Authentication-Results with"},
	{KEY_GROUP_TOP, "auth.border_received_by", KEY_HOSTS,
	 AT_TOP(auth.received_by), .n_at = AT_TOP(auth.n_received_by),
	 .max = 20,
	 .meaning = "names of our own hosts in Received, behind \"by\""},
	{KEY_GROUP_TOP, "auth.border_depth", KEY_NUMBER, AT_TOP(auth.depth),
	 .min = 1, .max = 20, .standard = "1",
	 .meaning = "how many Received fields our own hosts add"},
	{KEY_GROUP_TOP, "auth.strips_forged", KEY_CHOICE,
	 AT_TOP(auth.strips_forged), .words = NO_YES, .standard = "no",
	 .meaning = "whether our border drops results that others signed with "
		    "its name"},
	{KEY_GROUP_TOP, "mailboxes", KEY_GROUPS, AT_TOP(mailboxes),
	 .n_at = AT_TOP(n_mailboxes), .min = 0, .max = 100,
	 .flags = KEY_REQUIRED,
	 .meaning = "where letters come from"},
	{KEY_GROUP_TOP, "relays", KEY_GROUPS, AT_TOP(relays),
	 .n_at = AT_TOP(n_relays), .min = 1, .max = 100,
	 .flags = KEY_REQUIRED,
	 .meaning = "the mail servers that take our mail"},
	{KEY_GROUP_TOP, "lists", KEY_GROUPS, AT_TOP(lists),
	 .n_at = AT_TOP(n_lists), .min = 1, .max = 1000,
	 .flags = KEY_REQUIRED,
	 .meaning = "the newsletters"},
	{KEY_GROUP_TOP, "rules", KEY_GROUPS, AT_TOP(rules),
	 .n_at = AT_TOP(n_rules), .max = 200,
	 .meaning = "what is done with comments before anybody looks, in order"},

	{KEY_GROUP_MAILBOX, "name", KEY_NAME, AT_MAILBOX(name),
	 .flags = KEY_REQUIRED,
	 .meaning = "what logs and the store call it: never change it"},
	{KEY_GROUP_MAILBOX, "type", KEY_CHOICE, AT_MAILBOX(type),
	 .words = TYPES, .standard = "imap",
	 .meaning = "an account on an IMAP server, or a Maildir on this host"},
	{KEY_GROUP_MAILBOX, "host", KEY_HOST, AT_MAILBOX(host),
	 .flags = KEY_REQUIRED | KEY_IMAP,
	 .meaning = "the IMAP server"},
	{KEY_GROUP_MAILBOX, "port", KEY_NUMBER, AT_MAILBOX(port),
	 .min = 1, .max = 65535, .standard = "993", .flags = KEY_IMAP,
	 .meaning = "its port; 143 unless tls is implicit"},
	{KEY_GROUP_MAILBOX, "tls", KEY_CHOICE, AT_MAILBOX(tls),
	 .words = MAILBOX_TLS, .standard = "implicit", .flags = KEY_IMAP,
	 .meaning = "how the connection is protected; none: this host only"},
	{KEY_GROUP_MAILBOX, "ca_file", KEY_PATH, AT_MAILBOX(ca_file),
	 .max = 4000, .flags = KEY_IMAP | KEY_FILE,
	 .meaning = "certificates to trust instead of the system's (PEM)"},
	{KEY_GROUP_MAILBOX, "user", KEY_TEXT, AT_MAILBOX(user),
	 .max = 255, .flags = KEY_REQUIRED | KEY_IMAP,
	 .meaning = "the account"},
	{KEY_GROUP_MAILBOX, "password_file", KEY_PATH,
	 AT_MAILBOX(password_file), .max = 4000,
	 .flags = KEY_REQUIRED | KEY_IMAP | KEY_FILE | KEY_SECRET,
	 .meaning = "its first line is the password; mode 0640 or less"},
	{KEY_GROUP_MAILBOX, "folder", KEY_TEXT, AT_MAILBOX(folder),
	 .max = 255, .standard = "INBOX", .flags = KEY_IMAP,
	 .meaning = "the folder that is read"},
	{KEY_GROUP_MAILBOX, "processed", KEY_TEXT, AT_MAILBOX(processed),
	 .max = 4000, .standard = "Processed",
	 .meaning = "the folder that read mail is moved to; "
		    "maildir: beside path"},
	{KEY_GROUP_MAILBOX, "poll", KEY_DURATION, AT_MAILBOX(poll_s),
	 .min = 1, .max = DAY, .standard = "60s",
	 .meaning = "how often to look where the server gives no news"},
	{KEY_GROUP_MAILBOX, "idle", KEY_DURATION, AT_MAILBOX(idle_s),
	 .min = 10, .max = 28 * MINUTE, .standard = "10m", .flags = KEY_IMAP,
	 .meaning = "how long one IDLE waits for news"},
	{KEY_GROUP_MAILBOX, "timeout", KEY_DURATION, AT_MAILBOX(timeout_s),
	 .min = 1, .max = HOUR, .standard = "60s", .flags = KEY_IMAP,
	 .meaning = "how long the server may take for an answer"},
	{KEY_GROUP_MAILBOX, "max_mail", KEY_SIZE, AT_MAILBOX(max_mail),
	 .min = 4 * KB, .max = 100 * MB, .standard = "1MB",
	 .meaning = "how much of one mail is kept"},
	{KEY_GROUP_MAILBOX, "path", KEY_PATH, AT_MAILBOX(path),
	 .max = 4000, .flags = KEY_REQUIRED | KEY_MAILDIR | KEY_FOLDER,
	 .meaning = "the Maildir"},

	{KEY_GROUP_RELAY, "name", KEY_NAME, AT_RELAY(name),
	 .flags = KEY_REQUIRED,
	 .meaning = "what logs and lists call it"},
	{KEY_GROUP_RELAY, "host", KEY_HOST, AT_RELAY(host),
	 .standard = "127.0.0.1",
	 .meaning = "the SMTP server"},
	{KEY_GROUP_RELAY, "port", KEY_NUMBER, AT_RELAY(port),
	 .min = 1, .max = 65535, .standard = "25",
	 .meaning = "its port"},
	{KEY_GROUP_RELAY, "tls", KEY_CHOICE, AT_RELAY(tls),
	 .words = RELAY_TLS, .standard = "none",
	 .meaning = "how the connection is protected; none: this host only"},
	{KEY_GROUP_RELAY, "ca_file", KEY_PATH, AT_RELAY(ca_file),
	 .max = 4000, .flags = KEY_FILE,
	 .meaning = "certificates to trust instead of the system's (PEM)"},
	{KEY_GROUP_RELAY, "user", KEY_TEXT, AT_RELAY(user),
	 .max = 255,
	 .meaning = "the account, where the server wants one; needs starttls"},
	{KEY_GROUP_RELAY, "password_file", KEY_PATH,
	 AT_RELAY(password_file), .max = 4000,
	 .flags = KEY_FILE | KEY_SECRET,
	 .meaning = "its first line is the password; mode 0640 or less"},
	{KEY_GROUP_RELAY, "sessions", KEY_NUMBER, AT_RELAY(sessions),
	 .min = 1, .max = 16, .standard = "1",
	 .meaning = "how many processes deliver to it at once"},
	{KEY_GROUP_RELAY, "connect_timeout", KEY_DURATION,
	 AT_RELAY(connect_timeout_s),
	 .min = 1, .max = 10 * MINUTE, .standard = "30s",
	 .meaning = "how long the server may take to accept a connection"},
	{KEY_GROUP_RELAY, "timeout", KEY_DURATION, AT_RELAY(timeout_s),
	 .min = 1, .max = HOUR, .standard = "5m",
	 .meaning = "how long the server may take for an answer"},

	{KEY_GROUP_LIST, "name", KEY_NAME, AT_LIST(name),
	 .flags = KEY_REQUIRED,
	 .meaning = "what commands, tokens and the store call it: "
		    "never change it"},
	{KEY_GROUP_LIST, "title", KEY_TEXT, AT_LIST(title),
	 .max = 200, .flags = KEY_REQUIRED,
	 .meaning = "what readers call it"},
	{KEY_GROUP_LIST, "address", KEY_ADDRESS, AT_LIST(address),
	 .flags = KEY_REQUIRED,
	 .meaning = "the sender of editions; commands are mailed to it"},
	{KEY_GROUP_LIST, "reply_address", KEY_PATTERN,
	 AT_LIST(reply_address), .flags = KEY_REQUIRED,
	 .meaning = "where answers go, with {token} for what they answer"},
	{KEY_GROUP_LIST, "list_id", KEY_DOMAIN, AT_LIST(list_id),
	 .max = 253,
	 .meaning = "its List-Id; otherwise name, a dot and the domain of "
		    "address"},
	{KEY_GROUP_LIST, "language", KEY_LANGUAGE, AT_LIST(language),
	 .standard = "en",
	 .meaning = "the language it is written in"},
	{KEY_GROUP_LIST, "zone", KEY_ZONE, AT_LIST(zone),
	 .standard = "UTC",
	 .meaning = "the time zone of daily_at and of dates"},
	{KEY_GROUP_LIST, "daily_at", KEY_CLOCK, AT_LIST(daily_at),
	 .standard = "07:00",
	 .meaning = "when the day's edition is built"},
	{KEY_GROUP_LIST, "relay", KEY_NAME, AT_LIST(relay),
	 .meaning = "the relay that takes it; otherwise the first"},
	{KEY_GROUP_LIST, "postal_address", KEY_TEXT,
	 AT_LIST(postal_address), .max = 500,
	 .meaning = "the publisher's postal address, printed in editions"},
	{KEY_GROUP_LIST, "comments_faq", KEY_LINK, AT_LIST(comments_faq),
	 .max = 1000,
	 .meaning = "link to the Comments FAQ, or an address that answers"},
	{KEY_GROUP_LIST, "moderators", KEY_ADDRESSES, AT_LIST(moderators),
	 .n_at = AT_LIST(n_moderators), .max = 100,
	 .meaning = "who gets the queue of held comments and decides"},
	{KEY_GROUP_LIST, "editors", KEY_ADDRESSES, AT_LIST(editors),
	 .n_at = AT_LIST(n_editors), .max = 100,
	 .meaning = "whose mail to address is an article; needs auth"},
	{KEY_GROUP_LIST, "admins", KEY_ADDRESSES, AT_LIST(admins),
	 .n_at = AT_LIST(n_admins), .max = 100,
	 .meaning = "who keeps the list; the first stands in List-Owner"},
	{KEY_GROUP_LIST, "tokenless", KEY_CHOICE, AT_LIST(tokenless),
	 .words = TOKENLESS, .standard = "hold",
	 .meaning = "what becomes of a subscriber's letter to address that "
		    "answers nothing"},
	{KEY_GROUP_LIST, "strangers", KEY_CHOICE, AT_LIST(strangers),
	 .words = STRANGERS, .standard = "drop", .meaning = "of a stranger"},
	{KEY_GROUP_LIST, "moderation", KEY_CHOICE, AT_LIST(moderation),
	 .words = MODERATION, .standard = "before",
	 .meaning = "which comments are printed only when a moderator has "
		    "approved them"},
	{KEY_GROUP_LIST, "approve_below", KEY_NUMBER, AT_LIST(approve_below),
	 .min = 0, .max = 12, .standard = "0",
	 .meaning = "percent of risk below which comments are approved unseen "
		    "while that is earned; 0: never"},
	{KEY_GROUP_LIST, "weekly.on", KEY_CHOICE, AT_LIST(weekly_on),
	 .words = WEEKDAYS, .standard = "monday",
	 .meaning = "the day when admins are told how moderation is doing"},
	{KEY_GROUP_LIST, "weekly.at", KEY_CLOCK, AT_LIST(weekly_at),
	 .standard = "08:00",
	 .meaning = "the hour of that day"},
	{KEY_GROUP_LIST, "trust.comments", KEY_NUMBER, AT_LIST(trust_comments),
	 .min = 1, .max = 1000, .standard = "3",
	 .meaning = "so many approved comments make a reader trusted"},
	{KEY_GROUP_LIST, "trust.half_life", KEY_DURATION,
	 AT_LIST(trust_half_life_s),
	 .min = DAY, .max = 3650 * DAY, .standard = "180d",
	 .meaning = "a comment counts half each time that this has passed"},
	{KEY_GROUP_LIST, "queue.at_most_every", KEY_DURATION,
	 AT_LIST(queue_every_s),
	 .min = 1, .max = 7 * DAY, .standard = "1h",
	 .meaning = "moderators get at most one queue in this time"},
	{KEY_GROUP_LIST, "queue.at", KEY_NUMBER, AT_LIST(queue_at),
	 .min = 1, .max = 1000, .standard = "10",
	 .meaning = "so many held comments send it early"},
	{KEY_GROUP_LIST, "readers.acknowledge", KEY_CHOICE,
	 AT_LIST(acknowledge), .words = NO_YES, .standard = "yes",
	 .meaning = "whether who wrote a held comment is told that it came"},
	{KEY_GROUP_LIST, "readers.tell_after", KEY_DURATION,
	 AT_LIST(tell_after_s),
	 .min = 1, .max = 7 * DAY, .standard = "10m",
	 .meaning = "a decision has to stand so long before its reader hears"},
	{KEY_GROUP_LIST, "readers.appeal_within", KEY_DURATION,
	 AT_LIST(appeal_within_s),
	 .min = DAY, .max = 365 * DAY, .standard = "14d",
	 .meaning = "so long a rejection can be appealed"},
	{KEY_GROUP_LIST, "queue.remind_after", KEY_DURATION,
	 AT_LIST(remind_after_s),
	 .min = MINUTE, .max = 7 * DAY, .standard = "1d",
	 .meaning = "a comment that waits stands in a queue again after this"},
	{KEY_GROUP_LIST, "queue.escalate_after", KEY_DURATION,
	 AT_LIST(escalate_after_s),
	 .min = 0, .max = 30 * DAY, .standard = "0s",
	 .meaning = "one moderator after the other hears of it; 0s: all at once"},
	{KEY_GROUP_LIST, "queue.expire_after", KEY_DURATION,
	 AT_LIST(expire_after_s),
	 .min = DAY, .max = 3650 * DAY, .standard = "30d",
	 .meaning = "what nobody decided is rejected, and admins are told"},
	{KEY_GROUP_LIST, "queue.block_for", KEY_DURATION,
	 AT_LIST(block_for_s),
	 .min = DAY, .max = 3650 * DAY, .standard = "90d",
	 .meaning = "how long a moderator's answer blocks a reader"},
	{KEY_GROUP_LIST, "summary_sentences", KEY_NUMBER,
	 AT_LIST(summary_sentences),
	 .min = 0, .max = 10, .standard = "0",
	 .meaning = "sentences of an article's summary; 0: by its length"},
	{KEY_GROUP_LIST, "give_up_after", KEY_DURATION,
	 AT_LIST(max_attempts_s),
	 .min = MINUTE, .max = 30 * DAY, .standard = "5d",
	 .meaning = "how long a delivery is tried again"},
	{KEY_GROUP_LIST, "bounces.threshold", KEY_NUMBER,
	 AT_LIST(bounce_threshold),
	 .min = 1, .max = 1000, .standard = "7",
	 .meaning = "points of mail that came back until an address is asked"},
	{KEY_GROUP_LIST, "bounces.half_life", KEY_DURATION,
	 AT_LIST(bounce_half_life_s),
	 .min = DAY, .max = 365 * DAY, .standard = "30d",
	 .meaning = "points are halved each time that this has passed"},
	{KEY_GROUP_LIST, "bounces.probe_wait", KEY_DURATION,
	 AT_LIST(probe_wait_s),
	 .min = HOUR, .max = 30 * DAY, .standard = "7d",
	 .meaning = "how long a probe may take to come back"},
	{KEY_GROUP_LIST, "complaints_address", KEY_ADDRESS,
	 AT_LIST(complaints_address),
	 .meaning = "where providers send complaints: stands in CFBL-Address"},
};
/* clang-format on */

size_t config_key_count(void)
{
	return ARRAY_LEN(keys) + key_rule_count();
}

const struct key *key_at(size_t i)
{
	return i < ARRAY_LEN(keys) ? &keys[i] : key_rule(i - ARRAY_LEN(keys));
}

bool key_is_list(const struct key *key)
{
	return key->type == KEY_ADDRESSES || key->type == KEY_HOSTS ||
	       key->type == KEY_NAMES || key->type == KEY_TEXTS;
}

void config_key(size_t i, const char **group, const char **name,
                const char **type, const char **standard)
{
	const struct key *key = key_at(i);

	*group = key_group_name(key->group);
	*name = key->name;
	*type = key_type_name(key);
	*standard = key->standard;
	if (!key->standard && !(key->flags & KEY_REQUIRED))
		*standard = "";
}

const char *config_key_meaning(size_t i)
{
	return key_at(i)->meaning;
}

size_t key_find(enum key_group group, struct str name)
{
	for (size_t i = 0; i < config_key_count(); i++)
		if (key_at(i)->group == group && str_is(name, key_at(i)->name))
			return i;
	return KEY_NONE;
}

const char *key_nearest(enum key_group group, struct str name)
{
	const char *nearest = NULL;
	size_t least = SIZE_MAX, longest = name.len / 3 + 1;

	for (size_t i = 0; i < config_key_count(); i++) {
		size_t distance;

		if (key_at(i)->group != group)
			continue;
		distance = literal_distance(name, str_of(key_at(i)->name));
		if (distance >= least)
			continue;
		least = distance;
		nearest = key_at(i)->name;
	}
	return least <= longest ? nearest : NULL;
}

const char *key_group_name(enum key_group group)
{
	static const char *const names[] = {"", "mailboxes", "relays", "lists",
	                                    "rules"};

	return names[group];
}

const char *key_group_noun(enum key_group group)
{
	static const char *const nouns[] = {"file", "mailbox", "relay", "list",
	                                    "rule"};

	return nouns[group];
}
