#include "app/claims.h"

#include "app/role.h"
#include "base/log.h"
#include "store/deliveries.h"
#include "store/editions.h"

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
