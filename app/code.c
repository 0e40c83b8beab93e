#include "app/code.h"

#include "base/crypto.h"
#include "digest/order.h"
#include "store/answers.h"
#include "store/deliveries.h"

enum {
	DAY_S = 86400,
	VALID_S = DAY_S,
	PER_DAY = 30, /* to one moderator of one list */
};

/* What is stored of a code: it counts for one queue. */
static struct str hash_of(struct arena *arena, const struct queue *queue,
                          struct str code)
{
	const char *text =
		arena_printf(arena, "postbag code %lld %.*s",
	                     (long long)queue->id, (int)code.len, code.ptr);
	char *hex = arena_array(arena, char, 2 * HASH_LEN + 1);

	crypto_sha256_hex(str_of(text), hex);
	return str_of(hex);
}

/* Six digits, each of them equally likely. */
static struct str new_code(struct arena *arena)
{
	char *digits = arena_array(arena, char, ORDER_CODE_LEN + 1);

	for (size_t i = 0; i < ORDER_CODE_LEN;) {
		uint8_t byte;

		crypto_random(&byte, sizeof(byte));
		if (byte < 250)
			digits[i++] = (char)('0' + byte % 10);
	}
	return str_of(digits);
}

enum err code_check(struct act *act, struct str code, bool *is_right,
                    struct str *text, struct why *why)
{
	const struct queue *queue = &act->judgement->queue;
	int64_t letter = 0;
	enum err err = answer_confirm(act->site->db, act->arena, queue->id,
	                              hash_of(act->arena, queue, code),
	                              act->now, text, &letter, why);

	*is_right = err == OK;
	return err == ERR_ABSENT || err == ERR_EXPIRED ? OK : err;
}

enum err code_send(struct act *act, struct receipt *receipt, bool *is_allowed,
                   struct why *why)
{
	struct judgement *j = act->judgement;
	struct str code = new_code(act->arena);
	int64_t n = 0;
	enum err err = delivery_count_notices(
		act->site->db, str_of(j->list->name), str_of("code"),
		j->queue.moderator, act->now - DAY_S, &n, why);

	if (err)
		return err;
	*is_allowed = n < PER_DAY;
	if (!*is_allowed) {
		story_step(&j->story, STEP_EFFECT, 100, "the outbox",
		           "no code is sent: %lld were today", (long long)n);
		return OK;
	}
	receipt->code = code;
	return answer_wait(act->site->db, j->queue.id, act->letter->id,
	                   act->mail->text,
	                   hash_of(act->arena, &j->queue, code), act->now,
	                   act->now + VALID_S, why);
}
