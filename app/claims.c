#include "app/claims.h"

#include "app/role.h"
#include "base/log.h"
#include "store/deliveries.h"
#include "store/editions.h"

enum {
	RECORD_TRIES = 5,
};

void claims_take_over(struct site *site)
{
	struct arena arena = {0};
	struct str *owners;
	size_t n = 0;
	enum err err = delivery_owners(site->db, &arena, &owners, &n, NULL);

	for (size_t i = 0; err == OK && i < n; i++) {
		int64_t rows = 0;

		if (!role_owner_is_dead(owners[i]) ||
		    delivery_orphan(site->db, owners[i], site_now(), &rows,
		                    NULL) != OK ||
		    rows == 0)
			continue;
		log_event(LOG_LEVEL_WARN, "deliveries_taken_over", "n=%lld",
		          (long long)rows);
	}
	arena_free(&arena);
}

enum err claims_record(struct site *site, int64_t delivery, struct str owner,
                       const struct outcome *outcome, struct why *why)
{
	enum err err = ERR_TEMP;

	for (int i = 0; i < RECORD_TRIES && err == ERR_TEMP; i++) {
		err = db_begin(site->db, DB_KILLED, why);
		if (err == OK)
			err = delivery_record(
				site->db, delivery, owner, outcome->state,
				outcome->code, str_of(outcome->reply),
				outcome->next_at, site_now(), why);
		if (err == OK)
			err = db_commit(site->db, why);
		if (err)
			db_rollback(site->db);
	}
	return err;
}

bool claims_keep(struct site *site, struct str owner, size_t n, int64_t until)
{
	struct why why = {"others have claimed them"};
	int64_t kept = 0;
	enum err err = db_begin(site->db, DB_KILLED, &why);

	if (err == OK)
		err = delivery_renew(site->db, owner, until, &kept, &why);
	if (err == OK)
		err = db_commit(site->db, &why);
	if (err)
		db_rollback(site->db);
	if (err == OK && kept >= (int64_t)n)
		return true;
	log_event(LOG_LEVEL_WARN, "lease_lost", "n=%lld why=%s",
	          (long long)n - (long long)kept, why.text);
	return false;
}

void claims_close(struct site *site, const struct edition *edition)
{
	int64_t n = 1;

	if (delivery_open(site->db, edition->id, &n, NULL) != OK || n > 0)
		return;
	if (edition_set_state(site->db, edition->id, EDITION_DELIVERED,
	                      site_now(), NULL) == OK)
		log_event(LOG_LEVEL_INFO, "edition_delivered",
		          "list=%.*s edition=%lld", (int)edition->list.len,
		          edition->list.ptr, (long long)edition->number);
}

int64_t claims_open(struct site *site)
{
	struct arena arena = {0};
	struct edition *editions;
	int64_t sum = 0, open;
	size_t n = 0;

	if (edition_list(site->db, &arena, str_of(""), EDITION_DELIVERING,
	                 &editions, &n, NULL) == OK)
		for (size_t i = 0; i < n; i++)
			if (delivery_open(site->db, editions[i].id, &open,
			                  NULL) == OK)
				sum += open;
	arena_free(&arena);
	return sum;
}
