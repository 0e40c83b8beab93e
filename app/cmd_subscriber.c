/*
 * subscriber: add, remove, resume, list, show, import, export
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/args.h"
#include "app/card.h"
#include "app/out.h"
#include "app/program.h"
#include "app/roster.h"
#include "app/subscription.h"
#include "app/verb.h"
#include "digest/scrub.h"
#include "mailer/address.h"
#include "store/bounces.h"
#include "text/utf8.h"

struct subscriber_options {
	const char *name;
};

/* Add one, or let one that left come back: an admin vouches for consent. */
static enum err add_one(const struct verb_call *call,
                        const struct config_list *list, struct str address,
                        struct str name, const char *source, struct why *why)
{
	struct str normal;
	int64_t id;
	enum err err = address_normalise(call->arena, address, &normal, why);

	if (err)
		return err;
	if (name.len > 0)
		name = scrub_name(call->arena, name);
	return subscription_add(call->site, call->arena, list, normal, name,
	                        SUBSCRIBER_ACTIVE, source, site_now(), &id,
	                        why);
}

/* Whoever is known already but not active becomes so. */
static enum err bring_back(const struct verb_call *call,
                           const struct config_list *list, struct str address,
                           struct why *why)
{
	struct subscriber s;
	struct str normal;
	enum err err = address_normalise(call->arena, address, &normal, why);

	if (err == OK)
		err = subscriber_by_address(call->site->db, call->arena,
		                            str_of(list->name), normal, &s,
		                            why);
	if (err)
		return err;
	err = subscriber_set_state(call->site->db, s.id, SUBSCRIBER_ACTIVE,
	                           subscription_leave_pid(call->arena),
	                           site_now(), why);
	if (err)
		return err;
	return bounce_clear_all(call->site->db, s.id, site_now(), why);
}

static int subscriber_verb_add(const struct verb_call *call)
{
	const struct subscriber_options *o = call->options;
	const struct config_list *list = site_list(call->site, call->words[0]);
	struct str address = str_of(call->words[1]);
	struct why why;
	enum err err;

	if (!list)
		return EX_NOINPUT;
	err = db_begin(call->site->db, DB_DURABLE, &why);
	if (err == OK)
		err = add_one(call, list, address, str_of(o->name),
		              "command line", &why);
	if (err == ERR_INPUT &&
	    bring_back(call, list, address, &(struct why){""}) == OK)
		err = OK;
	if (err == OK)
		err = db_commit(call->site->db, &why);
	else
		db_rollback(call->site->db);
	if (err)
		return out_error(err, "%s", why.text);
	out_say(call->args->is_json, "%s is subscribed to %s.", call->words[1],
	        list->name);
	return EX_OK;
}

static int subscriber_verb_remove(const struct verb_call *call)
{
	const struct config_list *list = site_list(call->site, call->words[0]);
	struct subscriber s;
	struct why why;
	enum err err;

	if (!list)
		return EX_NOINPUT;
	err = subscriber_by_address(call->site->db, call->arena,
	                            str_of(list->name), str_of(call->words[1]),
	                            &s, &why);
	if (err == OK)
		err = subscriber_set_state(call->site->db, s.id,
		                           SUBSCRIBER_GONE, str_of(""),
		                           site_now(), &why);
	if (err)
		return out_error(err, "%s: %s", call->words[1], why.text);
	out_say(call->args->is_json, "%s gets no further editions of %s.",
	        call->words[1], list->name);
	return EX_OK;
}

/* Who is suspended or paused gets editions again; what came back is
 * forgotten. */
static enum err resume(const struct verb_call *call,
                       const struct config_list *list, struct why *why)
{
	struct subscriber s;
	enum err err = subscriber_by_address(call->site->db, call->arena,
	                                     str_of(list->name),
	                                     str_of(call->words[1]), &s, why);

	if (err)
		return err;
	if (s.state != SUBSCRIBER_SUSPENDED && s.state != SUBSCRIBER_PAUSED)
		return err_because(why, ERR_DENIED,
		                   "the subscriber is %s, not suspended",
		                   subscriber_state_name(s.state));
	err = subscriber_set_state(call->site->db, s.id, SUBSCRIBER_ACTIVE,
	                           str_of(""), site_now(), why);
	if (err)
		return err;
	return bounce_clear_all(call->site->db, s.id, site_now(), why);
}

static int subscriber_verb_resume(const struct verb_call *call)
{
	const struct config_list *list = site_list(call->site, call->words[0]);
	struct why why;
	enum err err;

	if (!list)
		return EX_NOINPUT;
	err = db_begin(call->site->db, DB_DURABLE, &why);
	if (err == OK)
		err = resume(call, list, &why);
	if (err == OK)
		err = db_commit(call->site->db, &why);
	else
		db_rollback(call->site->db);
	if (err)
		return out_error(err, "%s: %s", call->words[1], why.text);
	out_say(call->args->is_json, "%s gets editions of %s again.",
	        call->words[1], list->name);
	return EX_OK;
}

static void out_subscriber(struct out *out, const struct subscriber *s)
{
	out_row(out);
	out_number(out, "id", s->id);
	out_text(out, "list", s->list);
	out_text(out, "address", s->address);
	out_text(out, "name", s->name);
	out_text(out, "state", str_of(subscriber_state_name(s->state)));
	out_text(out, "reason", s->state_reason);
	out_text(out, "source", s->source);
	out_time(out, "created", s->created_at);
	out_time(out, "confirmed", s->confirmed_at);
}

static const char *const columns[] = {"id",    "list",   "address", "name",
                                      "state", "source", "created", NULL};

static int subscriber_verb_list(const struct verb_call *call)
{
	const char *list = verb_list(call);
	struct subscriber *subscribers;
	struct out out;
	struct why why;
	size_t n = 0;
	enum err err;

	if (!list)
		return EX_NOINPUT;
	err = subscriber_list(call->site->db, call->arena, str_of(list),
	                      &subscribers, &n, &why);
	if (err)
		return out_error(err, "%s", why.text);
	out_open(&out, call->args->is_json);
	for (size_t i = 0; i < n; i++)
		out_subscriber(&out, &subscribers[i]);
	out_close(&out, columns, "No subscribers.");
	return EX_OK;
}

/* What came back from each subscription of the reader, for people. */
static int print_cards(const struct verb_call *call,
                       const struct subscriber *subscribers, size_t n,
                       int64_t reader)
{
	struct why why;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < n; i++)
		if (subscribers[i].reader == reader)
			err = card_print(call->site, &subscribers[i],
			                 site_now(), &why);
	return err ? out_error(err, "%s", why.text) : EX_OK;
}

/* A reader's on all lists, with what came back. */
static int subscriber_verb_show(const struct verb_call *call)
{
	static const char *const shown[] = {"id",      "list",      "address",
	                                    "name",    "state",     "source",
	                                    "created", "addresses", NULL};
	struct db *db = call->site->db;
	struct subscriber *s = NULL;
	struct str *addresses = NULL, name;
	struct out out;
	struct why why;
	int64_t reader = 0;
	size_t n = 0, n_addresses = 0;
	enum err err = reader_find(db, call->arena, str_of(call->words[0]),
	                           &reader, &name, &why);

	if (err == OK)
		err = reader_addresses(db, call->arena, reader, &addresses,
		                       &n_addresses, &why);
	if (err == OK)
		err = subscriber_list(db, call->arena, str_of(""), &s, &n,
		                      &why);
	if (err && err != ERR_ABSENT)
		return out_error(err, "%s", why.text);
	out_open(&out, call->args->is_json);
	for (size_t i = 0; i < n; i++) {
		if (s[i].reader != reader)
			continue;
		out_subscriber(&out, &s[i]);
		out_list(&out, "addresses", addresses, n_addresses);
		if (call->args->is_json)
			err = card_add(&out, call->site, &s[i], site_now(),
			               &why);
		if (err)
			break;
	}
	if (err && err != ERR_ABSENT) {
		out_drop(&out);
		return out_error(err, "%s", why.text);
	}
	out_close(&out, shown, "No subscribers.");
	return call->args->is_json ? EX_OK : print_cards(call, s, n, reader);
}

int program_subscriber(const struct program *program, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"add", 2, 2, subscriber_verb_add},
		{"remove", 2, 2, subscriber_verb_remove},
		{"resume", 2, 2, subscriber_verb_resume},
		{"list", 0, 1, subscriber_verb_list},
		{"show", 1, 1, subscriber_verb_show},
		{"import", 2, 2, roster_import},
		{"export", 1, 1, roster_export},
	};
	struct subscriber_options own = {0};
	const struct option options[] = {
		{"--name", "NAME", "what the reader is called in print",
	         &own.name, NULL, NULL},
	};
	struct args args;
	int code = args_read(program, argc, argv, options, ARRAY_LEN(options),
	                     &args);

	if (code >= 0)
		return code;
	return verb_run(program, &args, verbs, ARRAY_LEN(verbs), &own);
}
