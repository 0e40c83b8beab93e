#include "app/roster.h"

#include <stdio.h>
#include <sysexits.h>

#include "app/out.h"
#include "app/subscription.h"
#include "base/file.h"
#include "digest/scrub.h"
#include "mailer/address.h"
#include "text/csv.h"

enum {
	CSV_MAX = 256 * 1024 * 1024, /* bytes */
};

struct import {
	const struct verb_call *call;
	const struct config_list *list;
	int64_t n_active, n_other, n_known, n_bad, n_pending;
	size_t address_at, name_at, state_at; /* columns */
};

/* Which columns hold what?  True when the first record is a heading. */
static bool read_heading(const struct csv_record *record, struct import *import)
{
	bool is_heading = false;

	import->address_at = 0;
	import->name_at = 1;
	import->state_at = SIZE_MAX;
	for (size_t i = 0; i < record->n; i++) {
		struct str field = record->fields[i];

		if (str_is_nocase(field, "address") ||
		    str_is_nocase(field, "email") ||
		    str_is_nocase(field, "e-mail")) {
			import->address_at = i;
			is_heading = true;
		} else if (str_is_nocase(field, "name")) {
			import->name_at = i;
		} else if (str_is_nocase(field, "state")) {
			import->state_at = i;
		}
	}
	if (!is_heading)
		import->state_at = SIZE_MAX;
	return is_heading;
}

static struct str column(const struct csv_record *record, size_t at)
{
	return at < record->n ? record->fields[at] : str_of("");
}

/* An empty one is active. */
static bool read_state(struct str text, enum subscriber_state *state)
{
	*state = SUBSCRIBER_ACTIVE;
	if (text.len == 0)
		return true;
	for (int i = SUBSCRIBER_PENDING; i <= SUBSCRIBER_GONE; i++)
		if (str_is_nocase(text, subscriber_state_name(
						(enum subscriber_state)i))) {
			*state = (enum subscriber_state)i;
			return true;
		}
	return false;
}

static void refuse(struct import *import, const struct csv_record *record,
                   const char *why)
{
	fprintf(stderr, "%s:%zu: %s\n", import->call->words[1], record->line,
	        why);
	import->n_bad++;
}

static enum err add(struct import *import, struct str address, struct str name,
                    enum subscriber_state state, struct why *why)
{
	struct arena *arena = import->call->arena;
	int64_t id;
	enum err err;

	if (name.len > 0)
		name = scrub_name(arena, name);
	err = subscription_add(import->call->site, arena, import->list, address,
	                       name, state, "import", site_now(), &id, why);
	if (err == ERR_INPUT) {
		import->n_known++;
		return OK;
	}
	if (err == OK && state == SUBSCRIBER_ACTIVE)
		import->n_active++;
	else if (err == OK)
		import->n_other++;
	return err;
}

static enum err import_record(struct import *import,
                              const struct csv_record *record, struct why *why)
{
	struct str address = column(record, import->address_at);
	struct str name = {"", 0}, normal;
	enum subscriber_state state;

	if (import->name_at != import->address_at)
		name = column(record, import->name_at);
	if (address.len == 0) {
		refuse(import, record, "no address");
		return OK;
	}
	if (address_normalise(import->call->arena, address, &normal, why)) {
		refuse(import, record, why->text);
		return OK;
	}
	if (!read_state(column(record, import->state_at), &state)) {
		refuse(import, record,
		       "the state is none of active, paused, suspended, gone,"
		       " pending");
		return OK;
	}
	if (state == SUBSCRIBER_PENDING) {
		import->n_pending++;
		return OK;
	}
	return add(import, normal, name, state, why);
}

static enum err import_all(struct import *import, struct csv_reader *reader,
                           struct why *why)
{
	struct db *db = import->call->site->db;
	struct csv_record record;
	bool is_first = true;
	struct why cause = {""};
	enum err err = db_begin(db, DB_DURABLE, why), read = OK;

	if (err)
		return err;
	while (err == OK &&
	       (read = csv_next(import->call->arena, reader, &record)) == OK) {
		bool is_heading = is_first && read_heading(&record, import);

		is_first = false;
		if (!is_heading)
			err = import_record(import, &record, &cause);
	}
	if (err == OK && read == ERR_ABSENT)
		return db_commit(db, why);
	db_rollback(db);
	if (err)
		return err_because(why, err,
		                   "line %zu: %s: nothing was imported",
		                   record.line, cause.text);
	return err_because(why, read,
	                   "line %zu: a quote that does not close or has text"
	                   " behind it, more than %d fields, or a field over"
	                   " %d KB: nothing was imported",
	                   reader->line, CSV_FIELDS_MAX, CSV_FIELD_MAX / 1024);
}

static void tell(const struct import *import)
{
	char more[128] = "";

	if (import->n_other + import->n_pending > 0)
		snprintf(more, sizeof(more),
		         ", %lld kept as not active, %lld pending left out",
		         (long long)import->n_other,
		         (long long)import->n_pending);
	out_say(import->call->args->is_json,
	        "%lld subscribed to %s, %lld known already, %lld refused%s.",
	        (long long)import->n_active, import->list->name,
	        (long long)import->n_known, (long long)import->n_bad, more);
}

int roster_import(const struct verb_call *call)
{
	struct import import = {.call = call,
	                        .list = site_list(call->site, call->words[0])};
	struct csv_reader reader = {.line = 0};
	struct why why;
	enum err err;

	if (!import.list)
		return EX_NOINPUT;
	err = file_read(call->arena, call->words[1], CSV_MAX, &reader.rest,
	                &why);
	if (err == OK)
		err = import_all(&import, &reader, &why);
	if (err)
		return out_error(err, "%s: %s", call->words[1], why.text);
	tell(&import);
	return import.n_bad > 0 ? EX_DATAERR : EX_OK;
}

static void print_csv(const struct subscriber *s, size_t n)
{
	struct buf out = BUF_INIT(CSV_MAX);

	buf_adds(&out, "address,name,state\r\n");
	for (size_t i = 0; i < n; i++) {
		csv_add(&out, s[i].address, false);
		csv_add(&out, s[i].name, false);
		csv_add(&out, str_of(subscriber_state_name(s[i].state)), true);
	}
	fwrite(buf_str(&out).ptr, 1, out.len, stdout);
	buf_free(&out);
}

static void print_json(const struct subscriber *s, size_t n)
{
	struct out out;

	out_open(&out, true);
	for (size_t i = 0; i < n; i++) {
		out_row(&out);
		out_text(&out, "address", s[i].address);
		out_text(&out, "name", s[i].name);
		out_text(&out, "state",
		         str_of(subscriber_state_name(s[i].state)));
	}
	out_close(&out, NULL, "");
}

int roster_export(const struct verb_call *call)
{
	const struct config_list *list = site_list(call->site, call->words[0]);
	struct subscriber *s;
	struct why why;
	size_t n = 0;
	enum err err;

	if (!list)
		return EX_NOINPUT;
	err = subscriber_list(call->site->db, call->arena, str_of(list->name),
	                      &s, &n, &why);
	if (err)
		return out_error(err, "%s", why.text);
	if (call->args->is_json)
		print_json(s, n);
	else
		print_csv(s, n);
	return EX_OK;
}
