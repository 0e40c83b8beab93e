#include "app/subscription.h"

enum {
	PID_BYTES = 5,
};

struct str subscription_leave_pid(struct arena *arena)
{
	char *bytes = arena_alloc(arena, SUBSCRIBER_LEAVE_LEN);

	crypto_random(bytes, SUBSCRIBER_LEAVE_LEN);
	return (struct str){bytes, SUBSCRIBER_LEAVE_LEN};
}

enum err subscription_add(struct site *site, struct arena *arena,
                          const struct config_list *list, struct str address,
                          struct str name, enum subscriber_state state,
                          const char *source, int64_t now, int64_t *id,
                          struct why *why)
{
	uint8_t chance[PID_BYTES];
	struct subscriber row = {
		.list = str_of(list->name),
		.name = name,
		.address = address,
		.leave_pid = subscription_leave_pid(arena),
		.state = state,
		.source = str_of(source),
		.created_at = now,
	};

	crypto_random(chance, sizeof(chance));
	for (size_t i = 0; i < sizeof(chance); i++)
		row.pid = row.pid << 8 | chance[i];
	return subscriber_add(site->db, &row, id, why);
}
