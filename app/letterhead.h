/*
 * letterhead.h - what is a subscriber's own in a copy of an edition
 */
#ifndef APP_LETTERHEAD_H
#define APP_LETTERHEAD_H

#include "app/site.h"
#include "store/deliveries.h"
#include "store/editions.h"

#define LETTERHEAD_VALUES (SLOT_FIRST_ITEM + ISSUE_ITEMS_MAX)

/* The texts behind the slots, in place: nothing to free.  Zeroed before the
 * first use, wiped after the last.  `values` point into it and to the delivery's
 * address, so it is not to be copied. */
struct letterhead {
	char token[LETTERHEAD_VALUES][TOKEN_MAX + 1];
	struct str values[LETTERHEAD_VALUES];
	size_t n;
	const struct token_key *id_from; /* whose key signs Message-IDs */
	uint8_t id_key[KEY_LEN];
};

/*
 * Fill in for `delivery` of `edition`; `items` are by position (0 the edition
 * itself).  The same delivery always gets the same texts, whenever it is sent,
 * also when keys have been added since.  A slot without an item has no text.
 */
void letterhead_fill(const struct site *site, const struct edition *edition,
                     const struct edition_item *items, size_t n_items,
                     const struct delivery *delivery,
                     struct letterhead *letterhead);

/* The return path of a delivery: its VERP address, or "" for the null sender.
 * ERR_LIMIT when it does not fit `size`. */
enum err letterhead_return_path(const struct site *site,
                                const struct config_list *list,
                                const struct delivery *delivery, char *path,
                                size_t size) MUST_CHECK;

#endif
