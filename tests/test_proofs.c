#include "tests/suite.h"

#include <signal.h>

#include "base/buf.h"
#include "store/proofs.h"
#include "tests/store_fixture.h"

static struct db *db;
static struct arena arena;
static struct why why;

static const struct str other = STR("another address"), forged = STR("forged");

/* Reader 1 with letters 1 and 2 from a second address, 3 from the first; reader
 * 2 with letter 4 from the second address too. */
static void open_store(void)
{
	static const char *const froms[] = {
		"Ann@home.example", "ann@HOME.example", "ann@work.example",
		"ann@home.example"};

	db = store_in_memory();
	why = (struct why){""};
	store_add_subscriber(db, "news", "ann@work.example", SUBSCRIBER_ACTIVE);
	store_add_subscriber(db, "news", "bob@work.example", SUBSCRIBER_ACTIVE);
	store_add_article(db, "news", "bridge");
	for (int i = 0; i < 4; i++) {
		store_add_letter(db, arena_printf(&arena, "%d", i), "raw");
		store_add_comment(db, 1, COMMENT_HELD);
		store_run(db, arena_printf(&arena,
		                           "UPDATE letters SET from_addr ="
		                           " '%s' WHERE id = %d",
		                           froms[i], i + 1));
		store_run(db, arena_printf(&arena,
		                           "UPDATE comments SET letter = %d,"
		                           " reader = %d, doubt ="
		                           " 'another address' WHERE id = %d",
		                           i + 1, i == 3 ? 2 : 1, i + 1));
	}
}

static void close_store(void)
{
	db_close(&db);
	arena_free(&arena);
}

static struct proof proof_of(const char *hash, int64_t letter,
                             bool is_of_letter)
{
	return (struct proof){str_of(hash), 1, str_of("ann@home.example"),
	                      letter, is_of_letter};
}

static enum err add(struct proof proof)
{
	enum err err;

	store_begin(db);
	err = proof_add(db, &proof, 1000, &why);
	store_commit(db);
	return err;
}

/* "1 held; 0 held another address; ..." of all comments. */
static struct str comments(void)
{
	struct buf out = BUF_INIT(1000);
	struct comment *rows;
	size_t n = 0;

	ck_assert_int_eq(
		comment_list(db, &arena, str_of(""), -1, &rows, &n, &why), OK);
	for (size_t i = 0; i < n; i++)
		buf_addf(&out, "%d %s %.*s;", rows[i].is_verified,
		         comment_state_name(rows[i].state),
		         (int)rows[i].doubt.len, rows[i].doubt.ptr);
	return buf_take(&out, &arena);
}

START_TEST(get_gives_what_was_asked)
{
	struct proof proof;

	ck_assert_int_eq(add(proof_of("aa", 2, true)), OK);
	ck_assert_int_eq(proof_get(db, &arena, str_of("aa"), &proof, &why), OK);
	ck_assert_text(proof.address, "ann@home.example");
	ck_assert_int_eq(proof.reader, 1);
	ck_assert_int_eq(proof.letter, 2);
	ck_assert(proof.is_of_letter);
	ck_assert_int_eq(proof_get(db, &arena, str_of("bb"), &proof, &why),
	                 ERR_ABSENT);
}
END_TEST

START_TEST(an_address_is_asked_about_once_for_each_reader)
{
	struct proof again = proof_of("bb", 2, false);
	bool was_asked = true;

	ck_assert_int_eq(proof_was_asked(db, 1, str_of("ann@home.example"),
	                                 1000, &was_asked, &why),
	                 OK);
	ck_assert(!was_asked);
	ck_assert_int_eq(add(proof_of("aa", 1, false)), OK);
	again.address = str_of("Ann@Home.example");
	ck_assert_int_eq(add(again), ERR_INPUT);
	ck_assert_int_eq(
		proof_was_asked(db, 1, again.address, 1000, &was_asked, &why),
		OK);
	ck_assert(was_asked);
	again.reader = 2;
	ck_assert_int_eq(add(again), OK);
}
END_TEST

START_TEST(an_address_is_asked_about_again_after_a_question_in_vain)
{
	struct str address = str_of("ann@home.example");
	struct proof again = proof_of("bb", 2, false);
	bool was_asked = false;

	ck_assert_int_eq(add(proof_of("aa", 1, false)), OK);
	ck_assert_int_eq(proof_was_asked(db, 1, address,
	                                 1000 + PROOF_AGAIN_S - 1, &was_asked,
	                                 &why),
	                 OK);
	ck_assert(was_asked);
	ck_assert_int_eq(proof_was_asked(db, 1, address, 1000 + PROOF_AGAIN_S,
	                                 &was_asked, &why),
	                 OK);
	ck_assert(!was_asked);
	store_run(db, "INSERT INTO tokens (hash, purpose, subscriber,"
	              " created_at, expires_at, used_at) VALUES ('aa',"
	              " 'address', 1, 1, 2, 1)");
	ck_assert_int_eq(proof_was_asked(db, 1, address, 1000 + PROOF_AGAIN_S,
	                                 &was_asked, &why),
	                 OK);
	ck_assert(was_asked); /* it was answered */
	store_run(db, "UPDATE tokens SET used_at = NULL");
	store_begin(db);
	ck_assert_int_eq(proof_add(db, &again, 1000 + PROOF_AGAIN_S, &why), OK);
	store_commit(db);
	ck_assert_int_eq(store_number(db, "SELECT COUNT(*) FROM proofs"), 1);
}
END_TEST

START_TEST(a_letter_is_asked_about_once)
{
	bool was_asked = true;

	ck_assert_int_eq(add(proof_of("aa", 1, true)), OK);
	ck_assert_int_eq(add(proof_of("bb", 1, true)), ERR_INPUT);
	ck_assert_int_eq(add(proof_of("cc", 2, true)), OK);
	ck_assert_int_eq(proof_was_asked(db, 1, str_of("ann@home.example"),
	                                 1000, &was_asked, &why),
	                 OK);
	ck_assert(!was_asked);
}
END_TEST

START_TEST(verify_of_an_address_is_of_its_readers_letters_from_there)
{
	struct proof proof = proof_of("aa", 1, false);
	int64_t n = 0;

	ck_assert_int_eq(proof_verify(db, &proof, COMMENT_HELD, COMMENT_HELD,
	                              other, forged, &n, &why),
	                 OK);
	ck_assert_int_eq(n, 2);
	ck_assert_text(comments(), "1 held ;1 held ;0 held another address;"
	                           "0 held another address;");
}
END_TEST

START_TEST(verify_keeps_other_doubts_and_leaves_forged_ones_alone)
{
	struct proof proof = proof_of("aa", 1, false);
	int64_t n = 0;

	store_run(db, "UPDATE comments SET doubt = 'forged' WHERE id = 1");
	store_run(db, "UPDATE comments SET doubt = 'another address; closed'"
	              " WHERE id = 2");
	ck_assert_int_eq(proof_verify(db, &proof, COMMENT_HELD, COMMENT_HELD,
	                              other, forged, &n, &why),
	                 OK);
	ck_assert_int_eq(n, 1);
	ck_assert_text(comments(), "0 held forged;1 held closed;"
	                           "0 held another address;"
	                           "0 held another address;");
}
END_TEST

/* The answer says whose the address is, not who wrote from it. */
START_TEST(verify_leaves_what_has_another_doubt_alone)
{
	struct proof proof = proof_of("aa", 1, false);
	int64_t n = 0;

	store_run(db, "UPDATE comments SET doubt ="
	              " 'another address; forged' WHERE id = 1");
	store_run(db, "UPDATE comments SET doubt = 'damaged' WHERE id = 2");
	ck_assert_int_eq(proof_verify(db, &proof, COMMENT_HELD, COMMENT_HELD,
	                              other, forged, &n, &why),
	                 OK);
	ck_assert_int_eq(n, 0);
	store_run(db, "UPDATE comments SET doubt ="
	              " 'another address; forged; closed' WHERE id = 1");
	store_run(db, "UPDATE comments SET doubt = 'another addresses'"
	              " WHERE id = 2");
	ck_assert_int_eq(proof_verify(db, &proof, COMMENT_HELD, COMMENT_HELD,
	                              other, forged, &n, &why),
	                 OK);
	ck_assert_int_eq(n, 0);
	ck_assert_text(comments(), "0 held another address; forged; closed;"
	                           "0 held another addresses;"
	                           "0 held another address;"
	                           "0 held another address;");
}
END_TEST

START_TEST(verify_of_a_letter_is_of_that_alone_and_only_while_it_waits)
{
	struct proof proof = proof_of("aa", 2, true);
	int64_t n = 0;

	store_run(db, "UPDATE comments SET state = 0");
	ck_assert_int_eq(proof_verify(db, &proof, COMMENT_RECEIVED,
	                              COMMENT_HELD, other, forged, &n, &why),
	                 OK);
	ck_assert_int_eq(n, 1);
	ck_assert_text(comments(), "0 received another address;1 held ;"
	                           "0 received another address;"
	                           "0 received another address;");
	store_run(db, "UPDATE comments SET state = 4, is_verified = 0");
	ck_assert_int_eq(proof_verify(db, &proof, COMMENT_RECEIVED,
	                              COMMENT_HELD, other, forged, &n, &why),
	                 OK);
	ck_assert_int_eq(n, 0);
}
END_TEST

START_TEST(disown_puts_a_doubt_on_the_same_comments)
{
	struct proof proof = proof_of("aa", 1, false);
	int64_t n = 0;

	ck_assert_int_eq(proof_disown(db, &proof, COMMENT_HELD, other,
	                              str_of("not theirs"), &n, &why),
	                 OK);
	ck_assert_int_eq(n, 2);
	ck_assert_text(comments(), "0 held not theirs;0 held not theirs;"
	                           "0 held another address;"
	                           "0 held another address;");
}
END_TEST

START_TEST(disown_leaves_what_is_doubted_beside)
{
	struct proof proof = proof_of("aa", 1, false);
	int64_t n = 0;

	store_run(db, "UPDATE comments SET doubt ="
	              " 'another address; a rule: links' WHERE id = 1");
	store_run(db, "UPDATE comments SET doubt = 'forged' WHERE id = 2");
	ck_assert_int_eq(proof_disown(db, &proof, COMMENT_HELD, other,
	                              str_of("not theirs"), &n, &why),
	                 OK);
	ck_assert_text(comments(), "0 held not theirs; a rule: links;"
	                           "0 held not theirs; forged;"
	                           "0 held another address;"
	                           "0 held another address;");
}
END_TEST

START_TEST(add_aborts_without_a_transaction)
{
	struct proof proof = proof_of("aa", 1, false);

	(void)!proof_add(db, &proof, 1000, &why);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("proofs");
	TCase *t = tcase_create("proof_add");

	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(t, get_gives_what_was_asked);
	tcase_add_test(t, an_address_is_asked_about_once_for_each_reader);
	tcase_add_test(
		t, an_address_is_asked_about_again_after_a_question_in_vain);
	tcase_add_test(t, a_letter_is_asked_about_once);
	suite_add_tcase(s, t);

	t = tcase_create("proof_verify");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test(
		t, verify_of_an_address_is_of_its_readers_letters_from_there);
	tcase_add_test(t,
	               verify_keeps_other_doubts_and_leaves_forged_ones_alone);
	tcase_add_test(t, verify_leaves_what_has_another_doubt_alone);
	tcase_add_test(
		t, verify_of_a_letter_is_of_that_alone_and_only_while_it_waits);
	tcase_add_test(t, disown_puts_a_doubt_on_the_same_comments);
	tcase_add_test(t, disown_leaves_what_is_doubted_beside);
	suite_add_tcase(s, t);

	t = tcase_create("aborts");
	tcase_set_tags(t, "aborts");
	tcase_add_checked_fixture(t, open_store, close_store);
	tcase_add_test_raise_signal(t, add_aborts_without_a_transaction,
	                            SIGABRT);
	suite_add_tcase(s, t);
	return s;
}
