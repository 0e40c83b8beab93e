#include "app/letterhead.h"

#include <stdio.h>
#include <string.h>

#include "base/base32.h"

enum {
	DAY_S = 86400,
	MESSAGE_ID_BYTES = 10,
};

/* The keys without those that were made on the edition's day or later: whoever
 * adds one while an edition is under way does not change its copies. */
static struct token_keys keys_for(const struct site *site,
                                  const struct edition *edition)
{
	int64_t day = edition->frozen_at / DAY_S;
	struct token_keys keys = site->keys;

	for (size_t i = 0; keys.n > 1 && site->key_made[i] >= day; i++) {
		keys.key++;
		keys.n--;
	}
	return keys;
}

/* 16 characters that nobody can turn back into edition and subscriber. */
static void message_id(const uint8_t key[KEY_LEN], int64_t edition, int64_t pid,
                       char text[TOKEN_MAX + 1])
{
	uint8_t mac[HASH_LEN];
	char data[48];

	snprintf(data, sizeof(data), "%lld/%lld", (long long)edition,
	         (long long)pid);
	crypto_hmac(key, str_of(data), mac);
	base32_encode(mac, MESSAGE_ID_BYTES, text);
}

static void set(struct letterhead *h, size_t slot)
{
	h->values[slot] = str_of(h->token[slot]);
	if (slot >= h->n)
		h->n = slot + 1;
}

void letterhead_fill(const struct site *site, const struct edition *edition,
                     const struct edition_item *items, size_t n_items,
                     const struct delivery *delivery,
                     struct letterhead *letterhead)
{
	const struct token_keys keys = keys_for(site, edition);
	int64_t day = token_day(edition->frozen_at);
	uint8_t pid[TOKEN_PID_LEN] = {0};

	if (letterhead->id_from != keys.key) {
		crypto_derive(keys.key->root, str_of("nl-token-v1/i"),
		              letterhead->id_key);
		letterhead->id_from = keys.key;
	}
	/* No text of the copy before this one may be left. */
	memset(letterhead->values, 0, sizeof(letterhead->values));
	letterhead->n = 0;
	letterhead->values[SLOT_ADDRESS] = delivery->address;
	if (delivery->leave_pid.len == sizeof(pid))
		memcpy(pid, delivery->leave_pid.ptr, sizeof(pid));
	token_format_leave(&keys, edition->list, pid,
	                   letterhead->token[SLOT_LEAVE]);
	set(letterhead, SLOT_LEAVE);
	message_id(letterhead->id_key, edition->id, delivery->pid,
	           letterhead->token[SLOT_MESSAGE_ID]);
	set(letterhead, SLOT_MESSAGE_ID);
	for (size_t i = 0; i < n_items; i++) {
		size_t slot = items[i].position == 0
		                      ? SLOT_REPLY
		                      : SLOT_FIRST_ITEM +
		                                (size_t)items[i].position - 1;

		if (slot >= LETTERHEAD_VALUES)
			continue;
		token_format_reply(&keys, edition->list, delivery->pid,
		                   items[i].id, day, letterhead->token[slot]);
		set(letterhead, slot);
	}
}

enum err letterhead_return_path(const struct site *site,
                                const struct config_list *list,
                                const struct delivery *delivery, char *path,
                                size_t size)
{
	struct str pattern = str_of(list->reply_address);
	size_t at = str_find(pattern, "{token}");
	struct str tail = str_from(pattern, at == STR_NONE ? at : at + 7);
	char token[TOKEN_MAX + 1];
	int n;

	path[0] = '\0';
	if (!delivery->has_verp)
		return OK;
	token_format_verp(&site->keys, str_of(list->name), delivery->id, token);
	n = snprintf(path, size, "%.*s%s%.*s",
	             (int)str_slice(pattern, 0, at).len, pattern.ptr, token,
	             (int)tail.len, tail.ptr);
	return n >= 0 && (size_t)n < size ? OK : ERR_LIMIT;
}
