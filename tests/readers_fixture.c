#include "tests/readers_fixture.h"

#include <check.h>

#include "mailer/head.h"
#include "store/acks.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

static void add_ack(struct readers *r)
{
	static const uint8_t chance[TOKEN_RANDOM_LEN] = {1, 2, 3};
	char hash[2 * HASH_LEN + 1];
	struct ack ack = {
		.list = STR("news"),
		.subscriber = r->subscriber,
		.sent_at = READERS_NOW - 1000,
		.expires_at = READERS_NOW + 86400,
	};
	struct why why = {""};
	int64_t id;

	token_format_random(TOKEN_AUTHOR, chance, r->token, hash);
	ack.token_hash = str_of(hash);
	store_begin(r->site.db);
	ck_assert_msg(ack_add(r->site.db, &ack, &r->comment, 1, &id, &why) ==
	                      OK,
	              "%s", why.text);
	store_commit(r->site.db);
}

void readers_open(struct readers *r)
{
	*r = (struct readers){.n_letters = 0};
	site_in_memory(&r->site);
	r->subscriber = store_add_subscriber(
		r->site.db, "news", "ann@work.example", SUBSCRIBER_ACTIVE);
	r->reader = store_number(r->site.db, "SELECT id FROM readers");
	r->article = store_add_article(r->site.db, "news", "bridge");
	r->comment = store_add_comment(r->site.db, r->article, COMMENT_HELD);
	store_run(r->site.db,
	          arena_printf(&r->arena,
	                       "UPDATE comments SET reader = %lld,"
	                       " is_verified = 1, received_at = 1000",
	                       (long long)r->reader));
	add_ack(r);
}

void readers_close(struct readers *r)
{
	site_close(&r->site);
	arena_free(&r->arena);
}

struct judgement readers_answer(struct readers *r, const char *from,
                                const char *field, const char *words)
{
	const char *source =
		arena_printf(&r->arena, "%lld", (long long)++r->n_letters);
	struct mail mail = {.n_from = 0};
	struct letter letter = {
		.id = store_add_letter(r->site.db, source, source)};
	struct str to = str_of(
		arena_printf(&r->arena, "news+%s@example.org", r->token));
	struct judgement j;
	struct act act = {&r->site, &r->arena, &letter, &mail, &j, READERS_NOW};
	struct why why = {""};

	head_read(&r->arena,
	          str_of(arena_printf(&r->arena,
	                              "%sFrom: <%s>\r\nMessage-ID:"
	                              " <m%s@work.example>\r\n\r\n",
	                              field, from, source)),
	          &mail);
	mail.recipients = &to;
	mail.n_recipients = 1;
	mail.text = str_of(words);
	ck_assert_int_eq(
		judge_mail(&r->site, &r->arena, &mail, READERS_NOW, &j, &why),
		OK);
	store_begin(r->site.db);
	ck_assert_msg(act_on(&act, &why) == OK, "%s", why.text);
	store_commit(r->site.db);
	return j;
}

int64_t readers_mails(struct readers *r, const char *kind)
{
	return store_number(r->site.db,
	                    arena_printf(&r->arena,
	                                 "SELECT COUNT(*) FROM deliveries"
	                                 " WHERE kind = '%s'",
	                                 kind));
}

int64_t readers_state(struct readers *r, int64_t comment)
{
	return store_number(r->site.db,
	                    arena_printf(&r->arena,
	                                 "SELECT state FROM comments"
	                                 " WHERE id = %lld",
	                                 (long long)comment));
}

int64_t readers_newest(struct readers *r)
{
	return store_number(r->site.db, "SELECT MAX(id) FROM comments");
}
