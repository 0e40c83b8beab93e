#include "tests/suite.h"

#include "store/blocks.h"
#include "tests/store_fixture.h"

enum {
	NOW = 1000,
	LATER = 5000,
};

static struct db *db;
static struct arena arena;
static struct why why;

static void open_store(void)
{
	db = store_in_memory();
	why = (struct why){""};
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static enum err add(const struct block *block, int64_t *id)
{
	enum err err;

	store_begin(db);
	err = blocks_add(db, block, id, &why);
	if (err)
		db_rollback(db);
	else
		store_commit(db);
	return err;
}

static int64_t block(enum block_kind kind, const char *list,
                     const char *pattern, int64_t expires_at)
{
	const struct block row = {.list = str_of(list),
	                          .kind = kind,
	                          .pattern = str_of(pattern),
	                          .actor = str_of("ida@example.org"),
	                          .reason = str_of("insults"),
	                          .added_at = NOW,
	                          .expires_at = expires_at};
	int64_t id = 0;

	ck_assert_msg(add(&row, &id) == OK, "%s", why.text);
	return id;
}

static enum err find_at(const char *list, const char *address, int64_t now)
{
	struct block found;

	return blocks_find(db, &arena, str_of(list), str_of(address), now,
	                   &found, &why);
}

static enum err find(const char *address)
{
	return find_at("news", address, NOW);
}

START_TEST(add_keeps_who_set_it_and_why)
{
	int64_t id = block(BLOCK_ADDRESS, "news", "Eve@Example.org", LATER);
	struct block got;

	ck_assert_int_eq(blocks_get(db, &arena, id, &got, &why), OK);
	ck_assert_int_eq(got.kind, BLOCK_ADDRESS);
	ck_assert_text(got.pattern, "eve@example.org");
	ck_assert_text(got.actor, "ida@example.org");
	ck_assert_text(got.reason, "insults");
	ck_assert_int_eq(got.added_at, NOW);
	ck_assert_int_eq(got.expires_at, LATER);
	ck_assert_int_eq(got.ended_at, 0);
	ck_assert_int_eq(blocks_get(db, &arena, id + 1, &got, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(add_wants_a_pattern_and_somebody_who_set_it)
{
	struct block row = {.pattern = STR("eve@example.org"),
	                    .actor = STR("ida")};
	int64_t id = 0;

	row.pattern = str_of("");
	ck_assert_int_eq(add(&row, &id), ERR_INPUT);
	row.pattern = str_of("eve@example.org");
	row.actor = str_of("");
	ck_assert_int_eq(add(&row, &id), ERR_INPUT);
}
END_TEST

START_TEST(add_of_the_same_ends_the_one_before)
{
	int64_t first = block(BLOCK_ADDRESS, "news", "eve@example.org", LATER);
	int64_t second = block(BLOCK_ADDRESS, "news", "Eve@example.org", 0);
	struct block *blocks;
	size_t n = 0;

	ck_assert_int_eq(blocks_list(db, &arena, str_of("news"), false, NOW,
	                             &blocks, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
	ck_assert_int_eq(blocks[0].id, second);
	ck_assert_int_eq(blocks_list(db, &arena, str_of("news"), true, NOW,
	                             &blocks, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(blocks[0].id, first);
	ck_assert_int_eq(blocks[0].ended_at, NOW);
	ck_assert_text(blocks[0].ended_by, "ida@example.org");
}
END_TEST

START_TEST(add_takes_so_many_expressions_and_no_more)
{
	struct block row = {.list = STR("news"),
	                    .kind = BLOCK_EXPRESSION,
	                    .actor = STR("ida"),
	                    .added_at = NOW};
	int64_t id = 0;

	store_begin(db);
	for (int i = 0; i < BLOCK_EXPRESSIONS_MAX; i++) {
		row.pattern = str_of(arena_printf(&arena, "*%d@x", i));
		ck_assert_int_eq(blocks_add(db, &row, &id, &why), OK);
	}
	store_commit(db);
	row.pattern = str_of("*one-more@x");
	ck_assert_int_eq(add(&row, &id), ERR_LIMIT);
	row.list = str_of("sports");
	ck_assert_int_eq(add(&row, &id), OK);
}
END_TEST

static const struct {
	enum block_kind kind;
	const char *pattern, *address;
	bool is_blocked;
} rows[] = {
	{BLOCK_ADDRESS, "eve@example.org", "eve@example.org", true},
	{BLOCK_ADDRESS, "eve@example.org", "EVE@Example.ORG", true},
	{BLOCK_ADDRESS, "eve@example.org", "steve@example.org", false},
	{BLOCK_DOMAIN, "example.org", "eve@example.org", true},
	{BLOCK_DOMAIN, "Example.org", "eve@EXAMPLE.org", true},
	{BLOCK_DOMAIN, "example.org", "eve@mail.example.org", true},
	{BLOCK_DOMAIN, "example.org", "eve@evilexample.org", false},
	{BLOCK_DOMAIN, "example.org", "eve@example.org.example", false},
	{BLOCK_DOMAIN, "example.org", "eve@org", false},
	{BLOCK_DOMAIN, "example.org", "example.org", true},
	{BLOCK_DOMAIN, "example.org", "", false},
	{BLOCK_EXPRESSION, "eve+*@*", "eve+7@example.net", true},
	{BLOCK_EXPRESSION, "eve+*@*", "eve@example.net", false},
	{BLOCK_EXPRESSION, "*@mail-*.example", "Eve@mail-9.example", true},
	/* Only an expression has stars. */
	{BLOCK_ADDRESS, "*@example.org", "eve@example.org", false},
};

START_TEST(T41_find_compares_addresses_whole_and_domains_by_labels)
{
	block(rows[_i].kind, "news", rows[_i].pattern, 0);
	ck_assert_msg(find(rows[_i].address) ==
	                      (rows[_i].is_blocked ? OK : ERR_ABSENT),
	              "%s on %s", rows[_i].pattern, rows[_i].address);
}
END_TEST

START_TEST(find_is_of_the_list_or_of_all)
{
	block(BLOCK_ADDRESS, "news", "eve@example.org", 0);
	block(BLOCK_ADDRESS, "", "mallory@example.org", 0);
	ck_assert_int_eq(find_at("news", "eve@example.org", NOW), OK);
	ck_assert_int_eq(find_at("sports", "eve@example.org", NOW), ERR_ABSENT);
	ck_assert_int_eq(find_at("news", "mallory@example.org", NOW), OK);
	ck_assert_int_eq(find_at("sports", "mallory@example.org", NOW), OK);
}
END_TEST

START_TEST(find_forgets_a_block_at_its_time)
{
	static const enum block_kind kinds[] = {BLOCK_ADDRESS,
	                                        BLOCK_EXPRESSION};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		block(kinds[i], "news", "eve@example.org", LATER);
		ck_assert_int_eq(find_at("news", "eve@example.org", LATER - 1),
		                 OK);
		ck_assert_int_eq(find_at("news", "eve@example.org", LATER),
		                 ERR_ABSENT);
	}
}
END_TEST

START_TEST(end_ends_it_once)
{
	int64_t id = block(BLOCK_DOMAIN, "", "example.org", 0);
	struct block got;

	ck_assert_int_eq(find("eve@example.org"), OK);
	ck_assert_int_eq(blocks_end(db, id, str_of("ola"), LATER, &why), OK);
	ck_assert_int_eq(find("eve@example.org"), ERR_ABSENT);
	ck_assert_int_eq(blocks_end(db, id, str_of("ola"), LATER, &why),
	                 ERR_EXPIRED);
	ck_assert_int_eq(blocks_end(db, id + 1, str_of("ola"), LATER, &why),
	                 ERR_ABSENT);
	ck_assert_int_eq(blocks_get(db, &arena, id, &got, &why), OK);
	ck_assert_text(got.ended_by, "ola");
	ck_assert_int_eq(got.ended_at, LATER);
}
END_TEST

START_TEST(list_has_those_of_the_list_and_of_all_lists)
{
	struct block *blocks;
	size_t n = 0;

	block(BLOCK_DOMAIN, "", "example.org", 0);
	block(BLOCK_ADDRESS, "news", "eve@example.net", LATER);
	block(BLOCK_ADDRESS, "sports", "eve@example.net", 0);
	ck_assert_int_eq(blocks_list(db, &arena, str_of("news"), false, NOW,
	                             &blocks, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(blocks_list(db, &arena, str_of(""), false, NOW,
	                             &blocks, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 3);
	ck_assert_int_eq(blocks_list(db, &arena, str_of("news"), false, LATER,
	                             &blocks, &n, &why),
	                 OK);
	ck_assert_uint_eq(n, 1);
}
END_TEST

START_TEST(kinds_have_names)
{
	ck_assert_str_eq(block_kind_name(BLOCK_ADDRESS), "address");
	ck_assert_str_eq(block_kind_name(BLOCK_DOMAIN), "domain");
	ck_assert_str_eq(block_kind_name(BLOCK_EXPRESSION), "expression");
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("blocks");
	TCase *blocks = tcase_create("blocks");

	tcase_add_checked_fixture(blocks, open_store, close_store);
	tcase_add_test(blocks, add_keeps_who_set_it_and_why);
	tcase_add_test(blocks, add_wants_a_pattern_and_somebody_who_set_it);
	tcase_add_test(blocks, add_of_the_same_ends_the_one_before);
	tcase_add_test(blocks, add_takes_so_many_expressions_and_no_more);
	tcase_add_loop_test(
		blocks, T41_find_compares_addresses_whole_and_domains_by_labels,
		0, ARRAY_LEN(rows));
	tcase_add_test(blocks, find_is_of_the_list_or_of_all);
	tcase_add_test(blocks, find_forgets_a_block_at_its_time);
	tcase_add_test(blocks, end_ends_it_once);
	tcase_add_test(blocks, list_has_those_of_the_list_and_of_all_lists);
	tcase_add_test(blocks, kinds_have_names);
	suite_add_tcase(s, blocks);
	return s;
}
