#include "app/route.h"

#include "mailer/address.h"

struct route {
	struct site *site;
	struct arena *arena;
	int64_t now;
	struct judgement *j;
	bool is_to_list;
};

/* A lookup that may find nothing: ERR_ABSENT is an answer, not a failure. */
static enum err found(enum err err, bool *is_there)
{
	*is_there = err == OK;
	return err == ERR_ABSENT ? OK : err;
}

static bool is_signed_here(struct route *r, const struct config_list *list,
                           const struct token *token, struct str owner_list)
{
	enum err err;

	if (!str_is(owner_list, list->name))
		return false;
	err = token_verify(&r->site->keys, owner_list, token_day(r->now),
	                   token);
	if (err == ERR_EXPIRED)
		story_step(&r->j->story, STEP_TOKEN, 100,
		           token_kind_name(token->kind),
		           "the token in the address is older than"
		           " %d days",
		           TOKEN_DAYS);
	return err == OK;
}

/* Look up what a token names and check that we signed it for `list`. */
static enum err check_token(struct route *r, const struct config_list *list,
                            const struct token *token, bool *is_good,
                            struct why *why)
{
	struct judgement *j = r->j;
	struct db *db = r->site->db;
	struct str pid = {(const char *)token->pid, sizeof(token->pid)};
	struct str hash = str_of(token->secret_hash);
	enum err err = OK;

	*is_good = false;
	switch (token->kind) {
	case TOKEN_REPLY:
		err = found(subscriber_by_pid(db, r->arena, token->subscriber,
		                              &j->subscriber, why),
		            &j->has_subscriber);
		*is_good = j->has_subscriber &&
		           is_signed_here(r, list, token, j->subscriber.list);
		break;
	case TOKEN_LEAVE:
		err = found(subscriber_by_leave_pid(db, r->arena, pid,
		                                    &j->subscriber, why),
		            &j->has_subscriber);
		*is_good = j->has_subscriber &&
		           is_signed_here(r, list, token, j->subscriber.list);
		break;
	case TOKEN_VERP:
		err = found(delivery_get(db, r->arena, token->delivery,
		                         &j->delivery, why),
		            is_good);
		*is_good = *is_good &&
		           is_signed_here(r, list, token, j->delivery.list);
		break;
	case TOKEN_MODERATE:
		err = found(queue_by_token(db, r->arena, hash, &j->queue, why),
		            is_good);
		*is_good = *is_good && str_is(j->queue.list, list->name);
		break;
	case TOKEN_QUESTION:
		err = found(question_by_token(db, r->arena, hash, &j->question,
		                              why),
		            is_good);
		*is_good = *is_good && str_is(j->question.list, list->name);
		if (*is_good)
			err = found(subscriber_get(db, r->arena,
			                           j->question.subscriber,
			                           &j->subscriber, why),
			            &j->has_subscriber);
		break;
	case TOKEN_CONFIRM:
		*is_good = true; /* app/act.c uses it up, or finds it wrong */
		break;
	}
	if (!*is_good) { /* nothing of a forger's choice is left */
		j->has_subscriber = false;
		j->subscriber = (struct subscriber){.id = 0};
		j->delivery = (struct delivery){.id = 0};
		j->queue = (struct queue){.id = 0};
		j->question = (struct question){.id = 0};
	}
	return err;
}

static enum err route_one(struct route *r, struct str address, struct why *why)
{
	const struct config *config = &r->site->config;
	struct judgement *j = r->j;

	for (int64_t i = 0; i < config->n_lists && !j->has_token; i++) {
		const struct config_list *list = &config->lists[i];
		struct str text;
		struct token token;
		bool is_good = false;
		enum err err;

		if (address_eq(address, str_of(list->address))) {
			r->is_to_list = true;
			j->list = list;
		}
		if (!token_in_address(address, str_of(list->reply_address),
		                      &text))
			continue;
		if (token_parse(text, &token) != OK) {
			story_step(&j->story, STEP_TOKEN, 100, "recipients",
			           "the address has no token of ours");
			continue;
		}
		err = check_token(r, list, &token, &is_good, why);
		if (err)
			return err;
		if (!is_good) {
			story_step(&j->story, STEP_TOKEN, 100,
			           token_kind_name(token.kind),
			           "the token in the address is not one that we"
			           " gave out");
			continue;
		}
		j->list = list;
		j->token = token;
		j->has_token = true;
	}
	return OK;
}

static void tell_route(struct judgement *j)
{
	story_step(&j->story, STEP_ROUTE, 100,
	           j->has_token ? token_kind_name(j->token.kind) : "recipients",
	           "it is for list %s", j->list->name);
}

enum err route_letter(struct site *site, struct arena *arena,
                      const struct mail *mail, int64_t now,
                      struct judgement *judgement, bool *is_to_list,
                      struct why *why)
{
	struct route r = {site, arena, now, judgement, false};
	enum err err = OK;

	for (size_t i = 0; err == OK && i < mail->n_recipients; i++)
		if (!judgement->has_token)
			err = route_one(&r, mail->recipients[i], why);
	if (err)
		return err;
	if (judgement->list)
		tell_route(judgement);
	*is_to_list = r.is_to_list;
	return OK;
}

bool route_is_from_us(const struct site *site, const struct mail *mail)
{
	const struct config *config = &site->config;
	struct str from = mail->from_addr, text;

	for (int64_t i = 0; i < config->n_lists; i++)
		if (address_eq(from, str_of(config->lists[i].address)) ||
		    token_in_address(from,
		                     str_of(config->lists[i].reply_address),
		                     &text))
			return true;
	return false;
}
