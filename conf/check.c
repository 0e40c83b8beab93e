#include "conf/check.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "conf/secret.h"
#include "conf/literal.h"
#include "digest/command.h"
#include "mailer/address.h"
#include "mailer/imap.h"
#include "mailer/smtp.h"

#define ZONE_FOLDER "/usr/share/zoneinfo"

typedef void entry_check(struct check *check, const struct check_entry *entry);

static bool is_set(const struct check_entry *entry, const char *name)
{
	return entry->set[key_find(entry->group, str_of(name))].line > 0;
}

/* Where the key stands, or the group that it is missing in. */
static struct place place_of(const struct check_entry *entry, const char *name)
{
	if (!is_set(entry, name))
		return entry->place;
	return entry->set[key_find(entry->group, str_of(name))];
}

static const char *text_at(const struct check_entry *entry,
                           const struct key *key)
{
	const char *text;

	memcpy(&text, (const char *)entry->base + key->at, sizeof(text));
	return text;
}

/* Whether the key is one of a mailbox of another type. */
static bool is_foreign(const struct check_entry *entry, const struct key *key)
{
	const struct config_mailbox *mailbox = entry->base;

	if (entry->group != KEY_GROUP_MAILBOX)
		return false;
	if (mailbox->type == CONFIG_MAILBOX_IMAP)
		return key->flags & KEY_MAILDIR;
	return mailbox->type == CONFIG_MAILBOX_MAILDIR && key->flags & KEY_IMAP;
}

/* Whether the entry cannot do without the key. */
static bool is_needed(const struct check_entry *entry, const struct key *key)
{
	const struct config_mailbox *mailbox = entry->base;

	if (!(key->flags & KEY_REQUIRED))
		return false;
	if (key->flags & KEY_IMAP)
		return mailbox->type == CONFIG_MAILBOX_IMAP;
	if (key->flags & KEY_MAILDIR)
		return mailbox->type == CONFIG_MAILBOX_MAILDIR;
	return true;
}

static void check_presence(struct check *check, const struct check_entry *entry)
{
	for (size_t i = 0; i < config_key_count(); i++) {
		const struct key *key = key_at(i);
		struct place place = entry->set[i];

		if (key->group != entry->group)
			continue;
		if (place.line > 0 && is_foreign(entry, key))
			mistakes_add(check->mistakes, place,
			             "%s is not for a mailbox of type \"%s\"",
			             key->name,
			             key->flags & KEY_IMAP ? "maildir"
			                                   : "imap");
		if (place.line == 0 && is_needed(entry, key) &&
		    !check->is_partial &&
		    !(check->is_part && entry->group == KEY_GROUP_TOP))
			mistakes_add(check->mistakes, entry->place,
			             "%s is missing in this %s", key->name,
			             key_group_noun(entry->group));
	}
}

/* Whether both have a text for `name` that is the same mailbox or name. */
static bool is_twin(const struct check_entry *a, const struct check_entry *b,
                    const char *name)
{
	const struct key *key = key_at(key_find(a->group, str_of(name)));
	const char *one = text_at(a, key), *other = text_at(b, key);

	if (!one || !other)
		return false;
	if (key->type == KEY_ADDRESS)
		return address_eq(str_of(one), str_of(other));
	return !strcmp(one, other);
}

static void check_unique(struct check *check, const struct check_entry *entry,
                         const char *name)
{
	for (size_t i = 0; check->entries[i] != entry; i++) {
		const struct check_entry *other = check->entries[i];

		if (other->group != entry->group ||
		    !is_twin(entry, other, name))
			continue;
		mistakes_add(check->mistakes, place_of(entry, name),
		             "%s: the %s in %s:%d has the same one", name,
		             key_group_noun(entry->group),
		             place_of(other, name).file,
		             place_of(other, name).line);
		return;
	}
}

/* Plain text goes to this host only, as imap_open() and smtp_send() want it. */
static void check_plain(struct check *check, const struct check_entry *entry,
                        const char *host)
{
	if (!host || literal_is_loopback(str_of(host)))
		return;
	mistakes_add(check->mistakes,
	             place_of(entry, is_set(entry, "tls") ? "tls" : "host"),
	             "tls: \"none\" is for this host only, not for %s", host);
}

static void check_imap(struct check *check, const struct check_entry *entry,
                       struct config_mailbox *mailbox)
{
	if (!is_set(entry, "port") && mailbox->tls != IMAP_TLS_IMPLICIT)
		mailbox->port = 143;
	if (mailbox->tls == IMAP_TLS_NONE)
		check_plain(check, entry, mailbox->host);
	if (mailbox->folder && mailbox->processed &&
	    !strcmp(mailbox->folder, mailbox->processed))
		mistakes_add(check->mistakes, place_of(entry, "processed"),
		             "processed is the same as folder");
}

static void check_maildir(struct check *check, const struct check_entry *entry,
                          struct config_mailbox *mailbox)
{
	struct str path = str_of(mailbox->path);
	const char *processed = mailbox->processed;

	while (path.len > 1 && str_ends(path, "/"))
		path.len--;
	if (path.len == 0 || !processed)
		return;
	mailbox->path = arena_copy(check->arena, path);
	if (processed[0] != '/') {
		struct str above =
			str_slice(path, 0, str_find_last_char(path, '/') + 1);

		mailbox->processed =
			arena_printf(check->arena, "%.*s%s", (int)above.len,
		                     above.ptr, processed);
	}
	if (!strcmp(mailbox->path, mailbox->processed))
		mistakes_add(check->mistakes, place_of(entry, "processed"),
		             "processed is the same as path");
}

static void check_mailbox(struct check *check, const struct check_entry *entry)
{
	struct config_mailbox *mailbox = entry->base;

	check_unique(check, entry, "name");
	if (mailbox->type == CONFIG_MAILBOX_IMAP)
		check_imap(check, entry, mailbox);
	else if (mailbox->type == CONFIG_MAILBOX_MAILDIR)
		check_maildir(check, entry, mailbox);
}

static void check_relay(struct check *check, const struct check_entry *entry)
{
	const struct config_relay *relay = entry->base;
	bool has_user = is_set(entry, "user");

	check_unique(check, entry, "name");
	if (relay->tls == SMTP_TLS_NONE)
		check_plain(check, entry, relay->host);
	if (has_user && relay->tls == SMTP_TLS_NONE)
		mistakes_add(check->mistakes, place_of(entry, "user"),
		             "user needs tls = \"starttls\": the password "
		             "would travel in the open");
	if (check->is_partial || has_user == is_set(entry, "password_file"))
		return;
	mistakes_add(check->mistakes,
	             place_of(entry, has_user ? "user" : "password_file"),
	             has_user ? "user needs password_file"
	                      : "password_file needs user");
}

static const struct config_relay *relay_named(const struct config *config,
                                              const char *name)
{
	for (int64_t i = 0; i < config->n_relays; i++)
		if (config->relays[i].name &&
		    !strcmp(config->relays[i].name, name))
			return &config->relays[i];
	return NULL;
}

static void check_relay_of(struct check *check, const struct check_entry *entry,
                           struct config_list *list)
{
	if (!is_set(entry, "relay") && check->config->n_relays > 0)
		list->relay = check->config->relays[0].name;
	if (!list->relay || check->is_partial ||
	    relay_named(check->config, list->relay))
		return;
	mistakes_add(check->mistakes, place_of(entry, "relay"),
	             "relay: there is no relay called \"%s\"", list->relay);
}

static void check_zone(struct check *check, const struct check_entry *entry,
                       const char *zone)
{
	const char *path;
	struct why why;

	if (!zone || !check->files_too)
		return;
	path = arena_printf(check->arena, "%s/%s", ZONE_FOLDER, zone);
	if (secret_check(path, 0, &why))
		mistakes_add(check->mistakes, place_of(entry, "zone"),
		             "zone: this host knows no \"%s\" (%s: %s)", zone,
		             path, why.text);
}

/* Whoever is named twice would get each queue twice. */
static void check_people(struct check *check, const struct check_entry *entry,
                         const char *name, const char *const *people, int64_t n)
{
	for (int64_t i = 1; i < n; i++)
		for (int64_t k = 0; k < i; k++) {
			if (!address_eq(str_of(people[i]), str_of(people[k])))
				continue;
			mistakes_add(check->mistakes, place_of(entry, name),
			             "%s: %s is named twice", name, people[i]);
			return;
		}
}

static void check_list(struct check *check, const struct check_entry *entry)
{
	struct config_list *list = entry->base;

	check_unique(check, entry, "name");
	check_unique(check, entry, "address");
	check_relay_of(check, entry, list);
	check_zone(check, entry, list->zone);
	if (list->n_editors > 0 && check->config->auth.n_authserv_ids == 0 &&
	    !check->is_partial)
		mistakes_add(check->mistakes, place_of(entry, "editors"),
		             "editors needs auth.authserv_ids: an editor's mail"
		             " is taken only when it is proven");
	check_people(check, entry, "moderators", list->moderators,
	             list->n_moderators);
	check_people(check, entry, "admins", list->admins, list->n_admins);
	if (is_set(entry, "list_id") || !list->name || !list->address)
		return;
	list->list_id = arena_printf(check->arena, "%s.%s", list->name,
	                             address_domain(str_of(list->address)).ptr);
}

static bool has_moderator(const struct config_list *list, const char *to)
{
	for (int64_t i = 0; i < list->n_moderators; i++)
		if (list->moderators[i] &&
		    address_eq(str_of(to), str_of(list->moderators[i])))
			return true;
	return false;
}

/* Whose comments the rule gives to a moderator, that moderator decides about. */
static void check_to(struct check *check, const struct check_entry *entry,
                     const struct rule *rule)
{
	const struct config *config = check->config;
	bool is_any = false;

	if (!rule->to || check->is_partial)
		return;
	if (rule->act == RULE_APPROVE || rule->act == RULE_REJECT)
		mistakes_add(check->mistakes, place_of(entry, "to"),
		             "to is for rules that hold or mark");
	for (int64_t i = 0; i < config->n_lists; i++)
		is_any |= has_moderator(&config->lists[i], rule->to);
	if (!is_any)
		mistakes_add(check->mistakes, place_of(entry, "to"),
		             "to: %s is no list's moderator", rule->to);
}

static void check_rule_lists(struct check *check,
                             const struct check_entry *entry,
                             const struct rule *rule)
{
	for (int64_t i = 0; i < rule->n_lists && !check->is_partial; i++)
		if (rule->lists[i] &&
		    !config_list_named(check->config, rule->lists[i]))
			mistakes_add(check->mistakes,
			             place_of(entry, "if.lists"),
			             "if.lists: there is no list called \"%s\"",
			             rule->lists[i]);
}

/* A range that nothing is in. */
static void check_range(struct check *check, const struct check_entry *entry,
                        const char *name, const struct rule_range *range)
{
	const char *least = arena_printf(check->arena, "if.%s_at_least", name);

	if (range->least > range->most)
		mistakes_add(check->mistakes, place_of(entry, least),
		             "%s is more than if.%s_at_most: no comment is so",
		             least, name);
}

static void check_rule(struct check *check, const struct check_entry *entry)
{
	const struct rule *rule = entry->base;

	check_unique(check, entry, "name");
	if (rule->name && (str_starts(str_of(rule->name), "mode-") ||
	                   !strcmp(rule->name, "ask")))
		mistakes_add(check->mistakes, place_of(entry, "name"),
		             "name: \"%s\" is the program's own", rule->name);
	if (rule->act == RULE_REJECT && !reject_reason_ok(str_of(rule->reason)))
		mistakes_add(check->mistakes,
		             place_of(entry, rule->reason ? "reason" : "then"),
		             "reason: a rejection's is one of: %s",
		             reject_reasons);
	check_rule_lists(check, entry, rule);
	check_to(check, entry, rule);
	check_range(check, entry, "approved", &rule->approved);
	check_range(check, entry, "rejected", &rule->rejected);
	check_range(check, entry, "links", &rule->links);
	check_range(check, entry, "length", &rule->length);
	check_range(check, entry, "abuse", &rule->abuse);
	check_range(check, entry, "topic", &rule->topic);
	check_range(check, entry, "constructive", &rule->constructive);
	check_range(check, entry, "article_age", &rule->article_age);
}

/* Results are believed only where it is known which hosts are ours. */
static void check_auth(struct check *check, const struct check_entry *entry)
{
	bool has_ids = is_set(entry, "auth.authserv_ids");
	bool has_hosts = is_set(entry, "auth.border_received_by");

	if (check->is_partial || has_ids == has_hosts)
		return;
	mistakes_add(check->mistakes,
	             place_of(entry, has_ids ? "auth.authserv_ids"
	                                     : "auth.border_received_by"),
	             has_ids ? "auth.authserv_ids needs"
	                       " auth.border_received_by"
	                     : "auth.border_received_by needs"
	                       " auth.authserv_ids");
}

static void check_folder(struct check *check, struct place place,
                         const char *name, const char *path)
{
	struct stat status;

	if (stat(path, &status))
		mistakes_add(check->mistakes, place, "%s: %s: %s", name, path,
		             strerror(errno));
	else if (!S_ISDIR(status.st_mode))
		mistakes_add(check->mistakes, place, "%s: %s: not a folder",
		             name, path);
}

static void check_file(struct check *check, struct place place,
                       const struct key *key, const char *path)
{
	unsigned forbidden = 0;
	struct why why;

	if (key->flags & KEY_SECRET)
		forbidden = SECRET_OPEN;
	if (key->flags & KEY_OWN)
		forbidden = SECRET_OWN;
	if (secret_check(path, forbidden, &why))
		mistakes_add(check->mistakes, place, "%s: %s: %s", key->name,
		             path, why.text);
}

static void check_files(struct check *check, const struct check_entry *entry)
{
	for (size_t i = 0; i < config_key_count(); i++) {
		const struct key *key = key_at(i);
		const char *path;

		if (key->group != entry->group || entry->set[i].line == 0 ||
		    !(key->flags & (KEY_FILE | KEY_FOLDER)))
			continue;
		path = text_at(entry, key);
		if (path && key->flags & KEY_FOLDER)
			check_folder(check, entry->set[i], key->name, path);
		else if (path)
			check_file(check, entry->set[i], key, path);
	}
}

void check_all(struct check *check)
{
	static entry_check *const checks[] = {
		[KEY_GROUP_TOP] = check_auth,
		[KEY_GROUP_MAILBOX] = check_mailbox,
		[KEY_GROUP_RELAY] = check_relay,
		[KEY_GROUP_LIST] = check_list,
		[KEY_GROUP_RULE] = check_rule,
	};

	for (size_t i = 0; i < check->n; i++) {
		const struct check_entry *entry = check->entries[i];

		check_presence(check, entry);
		checks[entry->group](check, entry);
		if (check->files_too)
			check_files(check, entry);
	}
}
