#include "tests/suite.h"

#include "store/deliveries.h"
#include "store/editions.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;
static int64_t edition; /* of "news", planned at 1000 for three */

static const struct str a = STR("host:1:a"), b = STR("host:2:b");

static void open_store(void)
{
	int64_t n = 0;

	db = store_in_memory();
	why = (struct why){""};
	store_add_subscriber(db, "news", "one@x", SUBSCRIBER_ACTIVE);
	store_add_subscriber(db, "news", "two@x", SUBSCRIBER_ACTIVE);
	store_add_subscriber(db, "news", "Three@x", SUBSCRIBER_ACTIVE);
	store_add_subscriber(db, "news", "pending@x", SUBSCRIBER_PENDING);
	store_add_subscriber(db, "news", "gone@x", SUBSCRIBER_GONE);
	store_add_subscriber(db, "sports", "one@x", SUBSCRIBER_ACTIVE);
	edition = store_add_edition(db, "news", 1);
	ck_assert_int_eq(
		delivery_plan(db, edition, str_of("news"), 1000, &n, &why), OK);
	ck_assert_int_eq(n, 3);
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static struct delivery get(int64_t id)
{
	struct delivery delivery;

	ck_assert_int_eq(delivery_get(db, &arena, id, &delivery, &why), OK);
	return delivery;
}

/* Claim of the edition: how many; *first is one of them. */
static size_t claim(struct str owner, int64_t now, int64_t until, int64_t limit,
                    struct delivery *first)
{
	struct delivery *claimed = NULL;
	size_t n = 77;

	ck_assert_int_eq(delivery_claim(db, &arena, edition, str_of("news"),
	                                owner, now, until, limit, &claimed, &n,
	                                &why),
	                 OK);
	if (n > 0 && first)
		*first = claimed[0];
	return n;
}

static enum err record(int64_t id, struct str owner, enum delivery_state state,
                       int64_t next_at)
{
	return delivery_record(db, id, owner, state, 250, str_of("2.0.0 ok"),
	                       next_at, 2000, &why);
}

static int64_t add_notice(const char *list, const char *kind,
                          const char *address, int64_t planned_at)
{
	const struct delivery notice = {
		.list = str_of(list),
		.kind = str_of(kind),
		.address = str_of(address),
		.has_verp = true,
		.planned_at = planned_at,
	};
	int64_t id = 0;

	ck_assert_int_eq(delivery_add_notice(db, &notice, &id, &why), OK);
	ck_assert_int_eq(delivery_set_bytes(db, id, str_of("To: x\r\n"), &why),
	                 OK);
	return id;
}

static size_t claim_notices(const char *list, int64_t now, int64_t limit,
                            struct delivery **claimed)
{
	size_t n = 77;

	ck_assert_int_eq(delivery_claim(db, &arena, 0, str_of(list), a, now,
	                                now + 900, limit, claimed, &n, &why),
	                 OK);
	return n;
}

START_TEST(states_have_names)
{
	static const char *const names[] = {
		"planned",  "leased", "deferred",   "in doubt",
		"accepted", "failed", "suppressed", "unknown"};

	for (int i = 0; i < 8; i++)
		ck_assert_str_eq(delivery_state_name((enum delivery_state)i),
		                 names[i]);
}
END_TEST

START_TEST(plan_is_one_for_each_active_subscriber_of_the_list)
{
	struct delivery d = get(3);

	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM deliveries"),
	                 3);
	ck_assert_int_eq(d.edition, edition);
	ck_assert_int_eq(d.subscriber, 3);
	ck_assert_text(d.list, "news");
	ck_assert_text(d.kind, "edition");
	ck_assert_text(d.address, "Three@x");
	ck_assert(d.has_verp);
	ck_assert_int_eq(d.state, DELIVERY_PLANNED);
	ck_assert_int_eq(d.attempts, 0);
	ck_assert_int_eq(d.planned_at, 1000);
	ck_assert_int_eq(d.next_at, 1000);
	ck_assert_int_eq(d.done_at, 0);
}
END_TEST

START_TEST(plan_is_made_once_and_for_nobody_else_later)
{
	int64_t n = 77;

	store_add_subscriber(db, "news", "late@x", SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(
		delivery_plan(db, edition, str_of("news"), 1000, &n, &why),
		ERR_INPUT);
	ck_assert_int_eq(n, 77);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM deliveries"),
	                 3);
}
END_TEST

START_TEST(plan_says_temp_when_the_store_is_full_and_plans_nobody)
{
	int64_t n = 77, second = store_add_edition(db, "news", 2);

	ONLY_SQLITE();
	for (int i = 0; i < 300; i++)
		store_add_subscriber(db, "news",
		                     arena_printf(&arena, "%d@example.org", i),
		                     SUBSCRIBER_ACTIVE);
	store_run(db, arena_printf(&arena, "PRAGMA max_page_count=%lld",
	                           (long long)store_number(
					   db, "PRAGMA page_count")));
	ck_assert_int_eq(
		delivery_plan(db, second, str_of("news"), 1000, &n, &why),
		ERR_TEMP);
	ck_assert_int_eq(n, 77);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM deliveries"),
	                 3);
}
END_TEST

START_TEST(notice_keeps_what_is_read_and_its_bytes)
{
	struct delivery notice = {
		.subscriber = 4,
		.list = str_of("news"),
		.kind = str_of("confirm"),
		.address = str_of("pending@x"),
		.has_verp = false,
		.planned_at = 1500,
	};
	const struct str bytes = STR("To: x\r\n\0\xff");
	struct delivery found;
	int64_t id = 0;

	ck_assert_int_eq(delivery_add_notice(db, &notice, &id, &why), OK);
	ck_assert_int_eq(delivery_set_bytes(db, id, bytes, &why), OK);
	ck_assert_int_eq(delivery_set_bytes(db, id, bytes, &why), ERR_INPUT);
	found = get(id);
	ck_assert_int_eq(found.id, id);
	ck_assert_int_eq(found.edition, 0);
	ck_assert_int_eq(found.subscriber, 4);
	ck_assert_text(found.list, "news");
	ck_assert_text(found.kind, "confirm");
	ck_assert_text(found.address, "pending@x");
	ck_assert(!found.has_verp);
	ck_assert_int_eq(found.planned_at, 1500);
	ck_assert_int_eq(found.next_at, 1500);
	ck_assert_int_eq(found.state, DELIVERY_PLANNED);
	ck_assert(str_eq(found.bytes, bytes));
}
END_TEST

START_TEST(notices_are_found_by_the_letter_that_they_come_of)
{
	struct delivery notice = {
		.list = str_of("news"),
		.kind = str_of("help"),
		.address = str_of("a@x"),
		.letter = store_add_letter(db, "1", "one"),
		.planned_at = 1500,
	};
	struct delivery *found;
	int64_t id = 0;
	size_t n = 0;

	add_notice("news", "confirm", "b@x", 1000);
	ck_assert_int_eq(delivery_add_notice(db, &notice, &id, &why), OK);
	ck_assert_int_eq(delivery_list_of_letter(db, &arena, notice.letter,
	                                         &found, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(found[0].id, id);
	ck_assert_text(found[0].address, "a@x");
	ck_assert_int_eq(
		delivery_list_of_letter(db, &arena, 77, &found, &n, &why), OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

static int64_t count_notices(const char *list, const char *kind,
                             const char *address, int64_t since)
{
	int64_t n = 77;

	ck_assert_int_eq(delivery_count_notices(db, str_of(list), str_of(kind),
	                                        str_of(address), since, &n,
	                                        &why),
	                 OK);
	return n;
}

START_TEST(notices_are_counted_by_kind_address_list_and_time)
{
	add_notice("news", "confirm", "a@x", 1000);
	add_notice("sports", "confirm", "a@x", 2000);
	add_notice("news", "help", "a@x", 2000);
	add_notice("news", "confirm", "b@x", 2000);
	ck_assert_int_eq(count_notices("news", "confirm", "a@x", 999), 1);
	ck_assert_int_eq(count_notices("news", "confirm", "a@x", 1000), 0);
	ck_assert_int_eq(count_notices("", "confirm", "a@x", 999), 2);
	ck_assert_int_eq(count_notices("", "help", "a@x", 999), 1);
	ck_assert_int_eq(count_notices("", "edition", "one@x", 0), 0);
}
END_TEST

START_TEST(notices_to_an_address_count_however_it_is_written)
{
	add_notice("news", "confirm", "Victim@Example.org", 1000);
	add_notice("news", "confirm", "vIctim@example.org", 1000);
	ck_assert_int_eq(
		count_notices("news", "confirm", "VICTIM@EXAMPLE.ORG", 0), 2);
}
END_TEST

START_TEST(claim_leases_what_is_due_up_to_the_limit)
{
	struct delivery d;

	ck_assert_uint_eq(claim(a, 999, 1900, 10, NULL), 0);
	ck_assert_uint_eq(claim(a, 1000, 1900, 2, &d), 2);
	ck_assert_int_eq(d.state, DELIVERY_LEASED);
	ck_assert_int_eq(d.attempts, 1);
	ck_assert_int_eq(d.next_at, 1900);
	ck_assert_int_eq(d.edition, edition);
	ck_assert_uint_eq(claim(b, 1000, 1900, 10, &d), 1);
	ck_assert_int_eq(d.id, 3);
	ck_assert_uint_eq(claim(b, 1000, 1900, 10, NULL), 0);
}
END_TEST

START_TEST(claim_takes_what_is_due_longest_first)
{
	struct delivery d;

	store_run(db, "UPDATE deliveries SET next_at = 1003 - id");
	ck_assert_uint_eq(claim(a, 2000, 2900, 1, &d), 1);
	ck_assert_int_eq(d.id, 3);
	ck_assert_uint_eq(claim(a, 2000, 2900, 1, &d), 1);
	ck_assert_int_eq(d.id, 2);
}
END_TEST

START_TEST(claim_gives_only_what_it_has_just_claimed)
{
	struct delivery first, second;

	ck_assert_uint_eq(claim(a, 1000, 1900, 1, &first), 1);
	ck_assert_uint_eq(claim(a, 1000, 1900, 1, &second), 1);
	ck_assert_int_ne(first.id, second.id);
}
END_TEST

START_TEST(claim_tells_what_a_copy_is_filled_with)
{
	struct subscriber s;
	struct delivery d;

	ck_assert_int_eq(subscriber_get(db, &arena, 1, &s, &why), OK);
	ck_assert_int_eq(subscriber_set_state(db, 1, SUBSCRIBER_GONE,
	                                      str_of(""), 1500, &why),
	                 OK);
	ck_assert_uint_eq(claim(a, 1000, 1900, 1, &d), 1);
	ck_assert_int_eq(d.subscriber, 1);
	ck_assert_int_eq(d.pid, s.pid);
	ck_assert(str_eq(d.leave_pid, s.leave_pid));
	ck_assert(!d.is_active);
	ck_assert_uint_eq(claim(a, 1000, 1900, 1, &d), 1);
	ck_assert(d.is_active);
}
END_TEST

START_TEST(claim_of_a_paused_edition_is_none)
{
	ck_assert_int_eq(
		edition_set_state(db, edition, EDITION_PAUSED, 1000, &why), OK);
	ck_assert_uint_eq(claim(a, 1000, 1900, 10, NULL), 0);
	ck_assert_int_eq(get(1).state, DELIVERY_PLANNED);
	ck_assert_int_eq(
		edition_set_state(db, edition, EDITION_DELIVERING, 1000, &why),
		OK);
	ck_assert_uint_eq(claim(a, 1000, 1900, 10, NULL), 3);
}
END_TEST

START_TEST(claim_of_notices_is_by_list_with_their_bytes)
{
	struct delivery *claimed;
	int64_t id = add_notice("news", "confirm", "a@x", 1000);

	add_notice("sports", "confirm", "a@x", 1000);
	ck_assert_uint_eq(claim_notices("news", 999, 10, &claimed), 0);
	ck_assert_uint_eq(claim_notices("news", 1000, 10, &claimed), 1);
	ck_assert_int_eq(claimed[0].id, id);
	ck_assert_int_eq(claimed[0].edition, 0);
	ck_assert_text(claimed[0].bytes, "To: x\r\n");
	ck_assert_uint_eq(claim_notices("sports", 1000, 10, &claimed), 1);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM deliveries"
	                                  " WHERE state = 0"),
	                 3);
}
END_TEST

START_TEST(a_lease_can_be_claimed_again_once_it_has_ended)
{
	struct delivery d;

	ck_assert_uint_eq(claim(a, 1000, 1900, 10, NULL), 3);
	ck_assert_uint_eq(claim(b, 1899, 2800, 10, NULL), 0);
	ck_assert_uint_eq(claim(b, 1900, 2800, 1, &d), 1);
	ck_assert_int_eq(d.attempts, 2);
	ck_assert_int_eq(record(d.id, a, DELIVERY_ACCEPTED, 0), ERR_EXPIRED);
	ck_assert_ptr_nonnull(strstr(why.text, "not ours"));
	ck_assert_int_eq(get(d.id).state, DELIVERY_LEASED);
	ck_assert_int_eq(record(d.id, b, DELIVERY_ACCEPTED, 0), OK);
	ck_assert_int_eq(get(d.id).state, DELIVERY_ACCEPTED);
}
END_TEST

/* A row for each state that a result can be. */
static const struct {
	enum delivery_state state;
	bool is_over;
} results[] = {
	{DELIVERY_DEFERRED, false},  {DELIVERY_IN_DOUBT, false},
	{DELIVERY_ACCEPTED, true},   {DELIVERY_FAILED, true},
	{DELIVERY_SUPPRESSED, true},
};

START_TEST(record_writes_a_result_once)
{
	struct delivery d;
	int64_t n = 77;

	ck_assert_uint_eq(claim(a, 1000, 1900, 1, &d), 1);
	ck_assert_int_eq(record(d.id, a, results[_i].state, 5000), OK);
	ck_assert_int_eq(record(d.id, a, DELIVERY_FAILED, 0), ERR_EXPIRED);
	d = get(d.id);
	ck_assert_int_eq(d.state, results[_i].state);
	ck_assert_int_eq(d.code, 250);
	ck_assert_text(d.reply, "2.0.0 ok");
	ck_assert_int_eq(d.done_at, results[_i].is_over ? 2000 : 0);
	ck_assert_int_eq(d.attempts, 1);
	ck_assert_int_eq(delivery_open(db, edition, &n, &why), OK);
	ck_assert_int_eq(n, results[_i].is_over ? 2 : 3);
	ck_assert_uint_eq(claim(a, 1900, 2800, 10, NULL), 2);
	ck_assert_uint_eq(claim(b, 4999, 5900, 10, NULL), 2);
	ck_assert_uint_eq(claim(a, 5000, 5899, 10, NULL),
	                  results[_i].is_over ? 0 : 1);
}
END_TEST

START_TEST(record_of_one_that_nobody_claimed_is_expired)
{
	ck_assert_int_eq(record(1, a, DELIVERY_ACCEPTED, 0), ERR_EXPIRED);
	ck_assert_int_eq(record(77, a, DELIVERY_ACCEPTED, 0), ERR_EXPIRED);
	ck_assert_int_eq(get(1).state, DELIVERY_PLANNED);
}
END_TEST

START_TEST(renew_prolongs_what_is_still_the_owners)
{
	struct delivery d;
	int64_t n = 0;

	ck_assert_uint_eq(claim(a, 1000, 1900, 3, &d), 3);
	ck_assert_int_eq(delivery_renew(db, a, 2500, &n, &why), OK);
	ck_assert_int_eq(n, 3);
	ck_assert_uint_eq(claim(b, 2499, 3000, 10, NULL), 0);
	ck_assert_int_eq(record(d.id, a, DELIVERY_ACCEPTED, 0), OK);
	ck_assert_uint_eq(claim(b, 2500, 3000, 1, NULL), 1);
	ck_assert_int_eq(delivery_renew(db, a, 9000, &n, &why), OK);
	ck_assert_int_eq(n, 1);
	ck_assert_uint_eq(claim(a, 3000, 3900, 10, NULL), 1);
}
END_TEST

START_TEST(release_gives_back_as_before)
{
	struct delivery d;

	ck_assert_uint_eq(claim(a, 1000, 1900, 1, &d), 1);
	ck_assert_int_eq(delivery_release(db, d.id, a, 3000, &why), OK);
	ck_assert_int_eq(get(d.id).state, DELIVERY_PLANNED);
	ck_assert_int_eq(get(d.id).attempts, 0);
	ck_assert_int_eq(get(d.id).next_at, 3000);
	ck_assert_uint_eq(claim(a, 2999, 3900, 10, NULL), 2);
	ck_assert_uint_eq(claim(a, 3000, 3900, 10, NULL), 1);
}
END_TEST

START_TEST(release_gives_back_what_waited_as_before)
{
	enum delivery_state state = (enum delivery_state)_i;
	struct delivery d;

	ck_assert_uint_eq(claim(a, 1000, 1900, 1, &d), 1);
	ck_assert_int_eq(record(d.id, a, state, 1100), OK);
	ck_assert_uint_eq(claim(a, 1100, 2000, 10, NULL), 3);
	ck_assert_int_eq(delivery_release(db, d.id, a, 3000, &why), OK);
	ck_assert_int_eq(get(d.id).state, state);
	ck_assert_int_eq(get(d.id).attempts, 1);
}
END_TEST

START_TEST(release_of_one_whose_lease_had_ended_is_in_doubt)
{
	struct delivery d;

	ck_assert_uint_eq(claim(a, 1000, 1900, 1, &d), 1);
	ck_assert_uint_eq(claim(b, 1900, 2800, 10, NULL), 3);
	ck_assert_int_eq(delivery_release(db, d.id, b, 3000, &why), OK);
	ck_assert_int_eq(get(d.id).state, DELIVERY_IN_DOUBT);
	ck_assert_int_eq(get(d.id).attempts, 1);
}
END_TEST

START_TEST(release_leaves_what_is_anothers)
{
	struct delivery d;

	ck_assert_uint_eq(claim(a, 1000, 1900, 1, &d), 1);
	ck_assert_int_eq(delivery_release(db, d.id, b, 3000, &why), OK);
	ck_assert_int_eq(get(d.id).state, DELIVERY_LEASED);
	ck_assert_int_eq(record(d.id, a, DELIVERY_ACCEPTED, 0), OK);
	ck_assert_int_eq(delivery_release(db, d.id, a, 3000, &why), OK);
	ck_assert_int_eq(get(d.id).state, DELIVERY_ACCEPTED);
	ck_assert_int_eq(get(d.id).attempts, 1);
}
END_TEST

START_TEST(owners_are_those_of_leases)
{
	struct delivery d;
	struct str *owners;
	size_t n = 77;

	ck_assert_int_eq(delivery_owners(db, &arena, &owners, &n, &why), OK);
	ck_assert_uint_eq(n, 0);
	ck_assert_uint_eq(claim(a, 1000, 1900, 2, NULL), 2);
	ck_assert_uint_eq(claim(b, 1000, 1900, 1, &d), 1);
	ck_assert_int_eq(delivery_owners(db, &arena, &owners, &n, &why), OK);
	ck_assert_uint_eq(n, 2);
	ck_assert(str_eq(owners[0], a));
	ck_assert(str_eq(owners[1], b));
	ck_assert_int_eq(record(d.id, b, DELIVERY_ACCEPTED, 0), OK);
	ck_assert_int_eq(delivery_owners(db, &arena, &owners, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
}
END_TEST

START_TEST(orphan_makes_a_dead_owners_in_doubt_and_due)
{
	struct delivery d;
	int64_t n = 77;

	ck_assert_uint_eq(claim(a, 1000, 1900, 2, NULL), 2);
	ck_assert_uint_eq(claim(b, 1000, 1900, 1, &d), 1);
	ck_assert_int_eq(delivery_orphan(db, a, 1200, &n, &why), OK);
	ck_assert_int_eq(n, 2);
	ck_assert_int_eq(get(1).state, DELIVERY_IN_DOUBT);
	ck_assert_int_eq(get(1).next_at, 1200);
	ck_assert_int_eq(get(d.id).state, DELIVERY_LEASED);
	ck_assert_int_eq(record(1, a, DELIVERY_ACCEPTED, 0), ERR_EXPIRED);
	ck_assert_uint_eq(claim(b, 1199, 2000, 10, NULL), 0);
	ck_assert_uint_eq(claim(b, 1200, 2000, 10, NULL), 2);
	ck_assert_int_eq(delivery_orphan(db, a, 1300, &n, &why), OK);
	ck_assert_int_eq(n, 0);
}
END_TEST

START_TEST(count_tells_how_an_edition_stands)
{
	struct delivery_counts counts;
	struct delivery d;
	int64_t n = 0, second = store_add_edition(db, "news", 2);

	ck_assert_int_eq(
		delivery_plan(db, second, str_of("news"), 1000, &n, &why), OK);
	ck_assert_uint_eq(claim(a, 1000, 1900, 1, &d), 1);
	ck_assert_int_eq(record(d.id, a, DELIVERY_ACCEPTED, 0), OK);
	ck_assert_uint_eq(claim(a, 1000, 1900, 1, &d), 1);
	ck_assert_int_eq(delivery_count(db, edition, &counts, &why), OK);
	ck_assert_int_eq(counts.total, 3);
	ck_assert_int_eq(counts.by_state[DELIVERY_PLANNED], 1);
	ck_assert_int_eq(counts.by_state[DELIVERY_LEASED], 1);
	ck_assert_int_eq(counts.by_state[DELIVERY_ACCEPTED], 1);
	ck_assert_int_eq(counts.by_state[DELIVERY_FAILED], 0);
	ck_assert_int_eq(delivery_open(db, edition, &n, &why), OK);
	ck_assert_int_eq(n, 2);
	ck_assert_int_eq(delivery_open(db, second, &n, &why), OK);
	ck_assert_int_eq(n, 3);
}
END_TEST

START_TEST(get_of_none_is_absent)
{
	struct delivery d;

	ck_assert_int_eq(delivery_get(db, &arena, 77, &d, &why), ERR_ABSENT);
}
END_TEST

START_TEST(troubled_are_the_newest_failed_deferred_or_in_doubt)
{
	static const enum delivery_state states[] = {
		DELIVERY_FAILED, DELIVERY_ACCEPTED, DELIVERY_IN_DOUBT};
	struct delivery *troubled;
	size_t n = 77;

	ck_assert_uint_eq(claim(a, 1000, 1900, 10, NULL), 3);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(record(i + 1, a, states[i], 9000), OK);
	ck_assert_int_eq(
		delivery_list_troubled(db, &arena, 10, &troubled, &n, &why),
		OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(troubled[0].id, 3);
	ck_assert_int_eq(troubled[1].id, 1);
	ck_assert_int_eq(
		delivery_list_troubled(db, &arena, 1, &troubled, &n, &why), OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(troubled[0].id, 3);
}
END_TEST

/* What must stay fast however many deliveries there were: none may walk
 * through the table. */
static enum err run_claim(struct db *on)
{
	struct delivery *claimed;
	size_t n;

	return delivery_claim(on, &arena, 1, str_of("news"), a, 1, 2, 9,
	                      &claimed, &n, &why);
}

static enum err run_claim_notices(struct db *on)
{
	struct delivery *claimed;
	size_t n;

	return delivery_claim(on, &arena, 0, str_of("news"), a, 1, 2, 9,
	                      &claimed, &n, &why);
}

static enum err run_open(struct db *on)
{
	int64_t n;

	return delivery_open(on, 1, &n, &why);
}

static enum err run_owners(struct db *on)
{
	struct str *owners;
	size_t n;

	return delivery_owners(on, &arena, &owners, &n, &why);
}

static enum err run_orphan(struct db *on)
{
	int64_t n;

	return delivery_orphan(on, b, 1, &n, &why);
}

static enum err run_troubled(struct db *on)
{
	struct delivery *troubled;
	size_t n;

	return delivery_list_troubled(on, &arena, 5, &troubled, &n, &why);
}

static enum err run_count_notices(struct db *on)
{
	int64_t n;

	return delivery_count_notices(on, str_of("news"), str_of("help"),
	                              str_of("a@x"), 1, &n, &why);
}

static const struct {
	enum err (*run)(struct db *on);
	const char *index;
} plans[] = {
	{run_claim, "COVERING INDEX deliveries_due (edition=? AND next_at<?)"},
	{run_claim_notices, "USING INDEX notices_due (list=? AND next_at<?)"},
	{run_open, "USING COVERING INDEX deliveries_due (edition=?)"},
	{run_owners, "USING INDEX deliveries_leased"},
	{run_orphan, "INDEX deliveries_leased (owner=?)"},
	{run_troubled, "USING INDEX deliveries_troubled"},
	{run_count_notices,
         "notices_by_address (address_key=? AND planned_at>?"},
};

static void note(void *context, const char *sql)
{
	*(const char **)context = sql;
}

START_TEST(a_partial_index_leads_to_the_rows)
{
	const char *sql = NULL;
	struct store_watched watched;
	struct str plan;

	ONLY_SQLITE();
	store_watch(&watched, db, note, &sql);
	ck_assert_msg(plans[_i].run(&watched.db) == OK, "%s", why.text);
	plan = store_plan(db, &arena, sql);
	ck_assert_msg(str_find(plan, plans[_i].index) != STR_NONE, "%.*s",
	              (int)plan.len, plan.ptr);
	ck_assert_msg(str_find(plan, "B-TREE FOR ORDER") == STR_NONE, "%.*s",
	              (int)plan.len, plan.ptr);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("deliveries");
	TCase *t = tcase_create("delivery_plan");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, states_have_names);
	tcase_add_test(t, plan_is_one_for_each_active_subscriber_of_the_list);
	tcase_add_test(t, plan_is_made_once_and_for_nobody_else_later);
	tcase_add_test(t,
	               plan_says_temp_when_the_store_is_full_and_plans_nobody);
	suite_add_tcase(s, t);

	t = tcase_create("delivery_add_notice");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, notice_keeps_what_is_read_and_its_bytes);
	tcase_add_test(t, notices_are_found_by_the_letter_that_they_come_of);
	tcase_add_test(t, notices_are_counted_by_kind_address_list_and_time);
	tcase_add_test(t, notices_to_an_address_count_however_it_is_written);
	suite_add_tcase(s, t);

	t = tcase_create("delivery_claim");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, claim_leases_what_is_due_up_to_the_limit);
	tcase_add_test(t, claim_takes_what_is_due_longest_first);
	tcase_add_test(t, claim_gives_only_what_it_has_just_claimed);
	tcase_add_test(t, claim_tells_what_a_copy_is_filled_with);
	tcase_add_test(t, claim_of_a_paused_edition_is_none);
	tcase_add_test(t, claim_of_notices_is_by_list_with_their_bytes);
	tcase_add_test(t, a_lease_can_be_claimed_again_once_it_has_ended);
	tcase_add_loop_test(t, a_partial_index_leads_to_the_rows, 0,
	                    ARRAY_LEN(plans));
	suite_add_tcase(s, t);

	t = tcase_create("delivery_record");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_loop_test(t, record_writes_a_result_once, 0,
	                    ARRAY_LEN(results));
	tcase_add_test(t, record_of_one_that_nobody_claimed_is_expired);
	tcase_add_test(t, renew_prolongs_what_is_still_the_owners);
	tcase_add_test(t, release_gives_back_as_before);
	tcase_add_loop_test(t, release_gives_back_what_waited_as_before,
	                    DELIVERY_DEFERRED, DELIVERY_IN_DOUBT + 1);
	tcase_add_test(t, release_of_one_whose_lease_had_ended_is_in_doubt);
	tcase_add_test(t, release_leaves_what_is_anothers);
	tcase_add_test(t, owners_are_those_of_leases);
	tcase_add_test(t, orphan_makes_a_dead_owners_in_doubt_and_due);
	suite_add_tcase(s, t);

	t = tcase_create("delivery_count");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, count_tells_how_an_edition_stands);
	tcase_add_test(t, get_of_none_is_absent);
	tcase_add_test(t, troubled_are_the_newest_failed_deferred_or_in_doubt);
	suite_add_tcase(s, t);
	return s;
}
