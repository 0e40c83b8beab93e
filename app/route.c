#include "app/route.h"

#include "mailer/address.h"

enum {
	RETURNED_MAX = 100, /* addresses of a returned mail that are tried */
};

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

/* Which mail of ours `token` is from, and whom that went to. */
static enum err find_asked(struct route *r, const struct config_list *list,
                           const struct token *token, bool *is_good,
                           struct why *why)
{
	struct judgement *j = r->j;
	struct db *db = r->site->db;
	struct str hash = str_of(token->secret_hash);
	bool is_question = token->kind == TOKEN_QUESTION;
	enum err err;

	if (is_question)
		err = question_by_token(db, r->arena, hash, &j->question, why);
	else
		err = ack_by_token(db, r->arena, hash, &j->ack, why);
	err = found(err, is_good);
	*is_good =
		*is_good && str_is(is_question ? j->question.list : j->ack.list,
	                           list->name);
	if (err || !*is_good)
		return err;
	return found(subscriber_get(db, r->arena,
	                            is_question ? j->question.subscriber
	                                        : j->ack.subscriber,
	                            &j->subscriber, why),
	             &j->has_subscriber);
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
	case TOKEN_AUTHOR:
		err = find_asked(r, list, token, is_good, why);
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
		j->ack = (struct ack){.id = 0};
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
		if (address_eq(address, str_of(list->complaints_address)))
			j->list = list;
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

/* The item of a good reply token in `address` that is not of what `j->token` is
 * of; 0: there is none. */
static int64_t other_item(const struct route *r, struct str address)
{
	const struct config_list *list = r->j->list;
	struct str text;
	struct token token;

	if (!token_in_address(address, str_of(list->reply_address), &text) ||
	    token_parse(text, &token) != OK || token.kind != TOKEN_REPLY ||
	    token.item == r->j->token.item ||
	    token_verify(&r->site->keys, str_of(list->name), token_day(r->now),
	                 &token) != OK)
		return 0;
	return token.item;
}

/* Which other part of an edition `mail` was sent to, with its reply token. */
static void find_other(const struct route *r, const struct mail *mail)
{
	struct judgement *j = r->j;

	if (!j->has_token || j->token.kind != TOKEN_REPLY)
		return;
	for (size_t i = 0; !j->other_item && i < mail->n_recipients; i++)
		j->other_item = other_item(r, mail->recipients[i]);
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
	find_other(&r, mail);
	if (judgement->list)
		tell_route(judgement);
	*is_to_list = r.is_to_list;
	return OK;
}

/* What an address of ours may consist of. */
static bool is_address_char(char c)
{
	return char_is_alnum(c) ||
	       str_find_char(str_of("@.+-_=~"), c) != STR_NONE;
}

/* Only who got the mail has it: none that stands in what readers see. */
static bool is_own(const struct judgement *j)
{
	return j->has_token &&
	       (j->token.kind == TOKEN_VERP || j->token.kind == TOKEN_LEAVE);
}

/* Take what the address tells, unless more is known. */
static enum err try_returned(struct route *r, struct str address,
                             struct why *why)
{
	struct judgement *known = r->j, one = *known;
	enum err err;

	one.has_token = false;
	r->j = &one;
	err = route_one(r, address, why);
	r->j = known;
	if (one.has_token && (is_own(&one) || !known->has_token)) {
		*known = one;
		return err;
	}
	known->story = one.story;
	if (!known->list)
		known->list = one.list;
	return err;
}

enum err route_returned(struct site *site, struct arena *arena, struct str text,
                        int64_t now, struct judgement *judgement,
                        struct why *why)
{
	struct route r = {site, arena, now, judgement, false};
	int left = RETURNED_MAX;
	enum err err = OK;

	for (size_t i = 0; err == OK && i < text.len && left > 0; i++) {
		size_t from = i;

		while (i < text.len && is_address_char(text.ptr[i]))
			i++;
		if (str_find_char(str_slice(text, from, i), '@') == STR_NONE)
			continue;
		left--;
		if (!is_own(judgement))
			err = try_returned(&r, str_slice(text, from, i), why);
	}
	return err;
}

/* "<d7.abc@lists.example.org>": a list's id behind '<' or blank. */
static bool has_list_id(struct str value, const char *list_id)
{
	size_t at = str_find_nocase(value, list_id);
	struct str rest = str_from(value, at + str_of(list_id).len);

	return at != STR_NONE && *list_id != '\0' &&
	       (at == 0 || value.ptr[at - 1] == '<' ||
	        value.ptr[at - 1] == ' ') &&
	       (rest.len == 0 || rest.ptr[0] == '>');
}

/* As digest/render.c and app/post.c make them: "d7." and 16 random characters,
 * "n." and 26, at our own name. */
static bool is_our_id(struct str id, const char *hostname)
{
	size_t at = str_find_last_char(id, '@'), n = 1, len;
	struct str local = str_slice(id, 0, at);

	if (at == STR_NONE || !str_is_nocase(str_from(id, at + 1), hostname))
		return false;
	while (n < local.len && char_is_digit(local.ptr[n]))
		n++;
	len = local.len - n;
	return len > 0 && local.ptr[n] == '.' &&
	       ((local.ptr[0] == 'd' && n > 1 && len == 1 + 16) ||
	        (local.ptr[0] == 'n' && n == 1 && len == 1 + 26));
}

bool route_is_from_us(const struct site *site, const struct mail *mail)
{
	const struct config *config = &site->config;
	struct str from = mail->from_addr, text;
	struct str list_id = mail_field(mail, "List-Id");

	for (int64_t i = 0; i < config->n_lists; i++)
		if (address_eq(from, str_of(config->lists[i].address)) ||
		    token_in_address(from,
		                     str_of(config->lists[i].reply_address),
		                     &text) ||
		    has_list_id(list_id, config->lists[i].list_id))
			return true;
	return is_our_id(mail->message_id, config->hostname);
}
