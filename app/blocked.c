#include "app/blocked.h"

#include "base/date.h"
#include "mailer/address.h"
#include "mailer/domain.h"
#include "store/letters.h"
#include "text/glob.h"
#include "text/utf8.h"

/* A pattern for addresses: what an address may have, stars and no blanks. */
static bool is_expression(struct str word)
{
	bool has_sign = false;

	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.ptr[i];

		if (c <= ' ' || c == 0x7f)
			return false;
		has_sign = has_sign || (c != '*' && c != '?' && c != '@');
	}
	return has_sign && word.len <= ADDRESS_MAX && utf8_ok(word);
}

enum err blocked_read(struct arena *arena, struct str word, struct block *block,
                      struct why *why)
{
	struct str domain;
	size_t at;

	word = str_trim(word);
	at = str_find_char(word, '@');
	if (glob_is_pattern(word)) {
		if (!is_expression(word))
			return err_because(why, ERR_INPUT,
			                   "an expression has more than stars,"
			                   " no blanks and at most %d bytes",
			                   ADDRESS_MAX);
		block->kind = BLOCK_EXPRESSION;
		block->pattern = word;
		return OK;
	}
	if (at != STR_NONE && at > 0) {
		block->kind = BLOCK_ADDRESS;
		return address_normalise(arena, word, &block->pattern, why);
	}
	domain = domain_ascii(arena, at == 0 ? str_from(word, 1) : word);
	if (!domain_ok(domain))
		return err_because(why, ERR_INPUT,
		                   "this is no address, domain or expression");
	block->kind = BLOCK_DOMAIN;
	block->pattern = domain;
	return OK;
}

/* Has `address` a role of the list? */
static bool is_staff(const struct config_list *list, struct str address)
{
	for (int64_t i = 0; i < list->n_moderators; i++)
		if (address_eq(address, str_of(list->moderators[i])))
			return true;
	for (int64_t i = 0; i < list->n_editors; i++)
		if (address_eq(address, str_of(list->editors[i])))
			return true;
	for (int64_t i = 0; i < list->n_admins; i++)
		if (address_eq(address, str_of(list->admins[i])))
			return true;
	return false;
}

/* The address that `comment` came from; as it is verified, one of its reader's,
 * which stands for all of them. */
static enum err writer_of(struct site *site, struct arena *arena,
                          const struct comment *comment, struct str *address,
                          struct why *why)
{
	struct letter letter = {.from_addr = {"", 0}};
	enum err err = comment->letter
	                       ? letter_get(site->db, arena, comment->letter,
	                                    &letter, why)
	                       : OK;

	*address = letter.from_addr;
	return err == ERR_ABSENT ? OK : err;
}

enum err blocked_add_writer(struct site *site, struct arena *arena, int64_t id,
                            struct str actor, struct str reason, int64_t now,
                            int64_t expires_at, struct block *block,
                            struct why *why)
{
	struct block row = {
		.actor = actor,
		.reason = utf8_clean_line(arena, reason, BLOCK_REASON_MAX),
		.added_at = now,
		.expires_at = expires_at};
	const struct config_list *list = NULL;
	struct comment comment;
	struct str address;
	enum err err = comment_get(site->db, arena, id, &comment, why);

	if (err)
		return err;
	if (!comment.is_verified)
		return err_because(why, ERR_DENIED,
		                   "nothing proves who wrote comment %lld: its"
		                   " reader and the one in From may both be"
		                   " strangers to it",
		                   (long long)id);
	err = writer_of(site, arena, &comment, &address, why);
	if (err)
		return err;
	if (blocked_read(arena, address, &row, NULL) != OK ||
	    row.kind != BLOCK_ADDRESS)
		return err_because(why, ERR_ABSENT,
		                   "nobody knows who wrote comment %lld",
		                   (long long)id);
	list = config_list_named(&site->config,
	                         arena_printf(arena, "%.*s",
	                                      (int)comment.list.len,
	                                      comment.list.ptr));
	if (list && is_staff(list, row.pattern))
		return err_because(why, ERR_DENIED,
		                   "its writer has a role of the list");
	row.list = comment.list;
	err = blocks_add(site->db, &row, &row.id, why);
	if (err == OK)
		*block = row;
	return err;
}

static void tell(struct judgement *j, struct arena *arena,
                 const struct block *block)
{
	struct date date = date_of(block->expires_at);
	const char *until =
		block->expires_at
			? arena_printf(arena, "until %d %s %lld %02d:%02d UTC",
	                               date.day, date_month_name(date.month),
	                               (long long)date.year, date.hour,
	                               date.minute)
			: "for good";

	j->class = CLASS_BLOCKED;
	story_step(&j->story, STEP_AUTHOR, 100, "block",
	           "its writer is blocked %s: number %lld, set by %.*s%s%.*s",
	           until, (long long)block->id, (int)block->actor.len,
	           block->actor.ptr, block->reason.len > 0 ? ": " : "",
	           (int)block->reason.len, block->reason.ptr);
}

enum err blocked_judge(struct site *site, struct arena *arena,
                       const struct mail *mail, int64_t now,
                       struct judgement *judgement, struct why *why)
{
	struct judgement *j = judgement;
	struct str list = str_of(j->list ? j->list->name : ""), from;
	struct str *addresses = NULL;
	struct block block;
	size_t n = 0;
	enum err err;

	if (address_normalise(arena, mail->from_addr, &from, NULL) != OK)
		from = mail->from_addr;
	err = blocks_find(site->db, arena, list, from, now, &block, why);
	if (err == ERR_ABSENT && j->has_subscriber) {
		err = reader_addresses(site->db, arena, j->subscriber.reader,
		                       &addresses, &n, why);
		if (err == OK)
			err = ERR_ABSENT;
	}
	for (size_t i = 0; err == ERR_ABSENT && i < n; i++)
		err = blocks_find(site->db, arena, list, addresses[i], now,
		                  &block, why);
	if (err == OK)
		tell(j, arena, &block);
	return err == ERR_ABSENT ? OK : err;
}
