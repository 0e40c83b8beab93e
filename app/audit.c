#include "app/audit.h"

#include <stdio.h>
#include <sysexits.h>

#include <jansson.h>

#include "app/out.h"
#include "store/chain.h"

enum {
	PAGE = 500, /* rows that are in memory at once */
};

struct audit {
	const struct verb_call *call;
	int64_t since;
	struct chain_report report;
	int64_t n, n_persons, n_rules; /* decisions since `since` */
	const char *head;
	bool has_head; /* the row that `head` names is in the record */
};

static json_t *text_json(struct str text)
{
	return json_stringn(text.ptr ? text.ptr : "", text.len);
}

/* What is wrong with a row; null: nothing. */
static json_t *fault_json(const struct audit *audit, int64_t id)
{
	for (size_t i = 0; i < audit->report.n_findings; i++)
		if (audit->report.findings[i].id == id)
			return json_string(chain_fault_name(
				audit->report.findings[i].fault));
	return json_null();
}

static json_t *scores_json(const struct decision *d)
{
	int64_t approved = 0, rejected = 0;
	struct scores s;
	json_t *o;

	if (!decision_scores(d, &s, &approved, &rejected))
		return json_null();
	o = json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}",
	              "constructive", (json_int_t)s.constructive, "print",
	              (json_int_t)s.print, "words", (json_int_t)s.n_words,
	              "links", (json_int_t)s.n_links, "capitals",
	              (json_int_t)s.capitals, "duplicate",
	              (json_int_t)s.duplicate, "approved", (json_int_t)approved,
	              "rejected", (json_int_t)rejected);
	json_object_set_new(o, "abuse_logit",
	                    s.abuse_state == SCORE_OK
	                            ? json_integer(s.abuse_logit)
	                            : json_null());
	json_object_set_new(o, "topic_logit",
	                    s.topic_state == SCORE_OK
	                            ? json_integer(s.topic_logit)
	                            : json_null());
	return o;
}

/* A decision as a line. */
static void print_decision(const struct audit *audit, const struct decision *d)
{
	json_t *o = json_object();

	json_object_set_new(o, "number", json_integer(d->number));
	json_object_set_new(o, "id", json_integer(d->id));
	json_object_set_new(o, "comment", json_integer(d->comment));
	json_object_set_new(o, "event", text_json(d->event));
	json_object_set_new(o, "state",
	                    json_string(comment_state_name(d->state)));
	json_object_set_new(o, "actor", text_json(d->actor));
	json_object_set_new(o, "rule", text_json(d->rule));
	json_object_set_new(o, "reason", text_json(d->reason));
	json_object_set_new(o, "at", out_time_json(d->at));
	json_object_set_new(o, "scores", scores_json(d));
	json_object_set_new(o, "model", text_json(d->model));
	json_object_set_new(o, "text_hash", text_json(d->text_hash));
	json_object_set_new(o, "previous", text_json(d->previous));
	json_object_set_new(o, "hash", text_json(d->hash));
	json_object_set_new(o, "fault", fault_json(audit, d->id));
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(o);
}

static void look_at(struct audit *audit, const struct decision *d)
{
	struct arena arena = {0};
	const char *own =
		arena_printf(&arena, "%lld:%.*s", (long long)d->number,
	                     (int)d->hash.len, d->hash.ptr);

	if (audit->head && str_is(str_of(audit->head), own))
		audit->has_head = true;
	arena_free(&arena);
	if (d->at < audit->since)
		return;
	audit->n++;
	audit->n_persons += decision_is_persons(d);
	audit->n_rules += d->rule.len > 0;
	if (audit->call->args->is_json)
		print_decision(audit, d);
}

static enum err look_at_all(struct audit *audit, struct why *why)
{
	int64_t last = 0;
	size_t n = PAGE;
	enum err err = OK;

	while (err == OK && n == PAGE) {
		struct arena page = {0};
		struct decision *rows;

		err = decision_list(audit->call->site->db, &page, last, PAGE,
		                    &rows, &n, why);
		for (size_t i = 0; err == OK && i < n; i++) {
			look_at(audit, &rows[i]);
			last = rows[i].id;
		}
		arena_free(&page);
	}
	return err;
}

/* For a program what belongs to no row of those that were printed is a line of
 * its own. */
static void print_summary_json(const struct audit *audit, bool is_whole)
{
	json_t *findings = json_array(), *o;

	for (size_t i = 0; i < audit->report.n_findings; i++) {
		const struct chain_finding *f = &audit->report.findings[i];

		json_array_append_new(
			findings, json_pack("{s:I, s:I, s:s}", "number",
		                            (json_int_t)f->number, "comment",
		                            (json_int_t)f->comment, "fault",
		                            chain_fault_name(f->fault)));
	}
	o = json_pack("{s:b, s:I, s:I, s:s%, s:o}", "whole", is_whole,
	              "decisions", (json_int_t)audit->report.n, "head_number",
	              (json_int_t)audit->report.number, "head_hash",
	              audit->report.hash.ptr, audit->report.hash.len,
	              "findings", findings);
	json_dumpf(o, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(o);
}

static void print_summary(const struct audit *audit, bool is_whole)
{
	const struct chain_report *r = &audit->report;

	printf("%lld decisions, %lld of them in the time that was asked for:"
	       " %lld by\npersons, %lld by rules.\n",
	       (long long)r->n, (long long)audit->n,
	       (long long)audit->n_persons, (long long)audit->n_rules);
	if (r->n_loose > 0)
		printf("%lld are from before the record was kept; the next"
		       " decision seals them.\n",
		       (long long)r->n_loose);
	for (size_t i = 0; i < r->n_findings; i++) {
		const struct chain_finding *f = &r->findings[i];

		printf("  row %lld%s %s\n", (long long)f->number,
		       f->comment ? arena_printf(audit->call->arena,
		                                 " (comment %lld)",
		                                 (long long)f->comment)
		                  : "",
		       chain_fault_name(f->fault));
	}
	if (audit->head && !audit->has_head)
		printf("  the row %s is not in it\n", audit->head);
	if (r->number > 0)
		printf("The last row is %lld:%.*s\n", (long long)r->number,
		       (int)r->hash.len, r->hash.ptr);
	printf(is_whole ? "The record is whole.\n"
	                : "THE RECORD IS NOT WHOLE.\n");
}

int audit_moderation(const struct verb_call *call, int64_t since,
                     const char *head)
{
	struct audit audit = {.call = call, .since = since, .head = head};
	struct why why;
	bool is_whole;
	enum err err =
		chain_verify(call->site->db, call->arena, &audit.report, &why);

	if (err == OK)
		err = look_at_all(&audit, &why);
	if (err)
		return out_error(err, "%s", why.text);
	is_whole = audit.report.n_findings == 0 && (!head || audit.has_head);
	if (call->args->is_json)
		print_summary_json(&audit, is_whole);
	else
		print_summary(&audit, is_whole);
	return is_whole ? EX_OK : 1;
}
