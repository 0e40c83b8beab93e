#include "tests/suite.h"

#include "app/act.h"
#include "app/post.h"
#include "mailer/head.h"
#include "store/bounces.h"
#include "store/deliveries.h"
#include "tests/site_fixture.h"
#include "tests/store_fixture.h"

enum {
	DAY_S = 86400,
	NOW = 1795501800,
	SENT = NOW - DAY_S,
};

static struct site site;
static struct arena arena;
static int64_t ann, bob; /* subscribers of news */
static int64_t editions; /* how many there are */
static int64_t n_letters;

/* An edition for all active subscribers of news, accepted at `at`. */
static void send_edition(int64_t at)
{
	int64_t n = 0, edition;
	struct why why;

	edition = store_add_edition(site.db, "news", ++editions);
	ck_assert_int_eq(
		delivery_plan(site.db, edition, str_of("news"), at, &n, &why),
		OK);
	store_run(site.db, arena_printf(&arena,
	                                "UPDATE deliveries SET state = 4,"
	                                " done_at = %lld WHERE edition = %lld",
	                                (long long)at, (long long)edition));
}

static void open_site(void)
{
	site_in_memory(&site);
	editions = n_letters = 0;
	ann = store_add_subscriber(site.db, "news", "ann@example.net",
	                           SUBSCRIBER_ACTIVE);
	bob = store_add_subscriber(site.db, "news", "bob@example.net",
	                           SUBSCRIBER_ACTIVE);
	store_add_subscriber(site.db, "sports", "ann@example.net",
	                     SUBSCRIBER_ACTIVE);
	send_edition(SENT);
}

static void close_site(void)
{
	site_close(&site);
	arena_free(&arena);
}

/* The delivery of the newest edition to a subscriber. */
static int64_t delivery_to(int64_t subscriber)
{
	return store_number(
		site.db,
		arena_printf(&arena,
	                     "SELECT MAX(id) FROM deliveries WHERE edition ="
	                     " (SELECT MAX(id) FROM editions)"
	                     " AND subscriber = %lld",
	                     (long long)subscriber));
}

static int64_t add_letter(void)
{
	const char *n = arena_printf(&arena, "%lld", (long long)++n_letters);

	return store_add_letter(site.db, n, n);
}

/* A report as a letter to `to`; its effects, and its story. */
static const char *report(struct str to, const char *fields, int64_t now)
{
	struct mail_field from = {str_of("From"),
	                          str_of("mailer-daemon@example.net")};
	const struct mail mail = {
		.fields = &from,
		.n_fields = 1,
		.from_addr = from.value,
		.n_from = 1,
		.recipients = &to,
		.n_recipients = 1,
		.report_type = str_of("delivery-status"),
		.report = str_of(fields),
	};
	const struct letter letter = {.id = add_letter()};
	struct judgement j;
	struct act act = {&site, &arena, &letter, &mail, &j, now};
	struct why why = {""};

	ck_assert_int_eq(judge_mail(&site, &arena, &mail, now, &j, &why), OK);
	ck_assert_int_eq(j.class, CLASS_BOUNCE);
	store_begin(site.db);
	ck_assert_msg(act_on(&act, &why) == OK, "%s", why.text);
	store_commit(site.db);
	return arena_copy(&arena, story_text(&j.story));
}

static const char no_user[] = "Reporting-MTA: dns; mx.example.net\n\n"
			      "Final-Recipient: rfc822; ann@example.net\n"
			      "Action: failed\nStatus: 5.1.1\n";
static const char full[] = "Final-Recipient: rfc822; ann@example.net\n"
			   "Action: failed\nStatus: 4.2.2\n";

static struct str verp(int64_t delivery)
{
	return site_verp(&site, &arena, "news", delivery);
}

static int64_t count(const char *table)
{
	return store_number(
		site.db,
		arena_printf(&arena, "SELECT COUNT(*) FROM %s", table));
}

static int64_t state_of(int64_t subscriber)
{
	return store_number(site.db,
	                    arena_printf(&arena,
	                                 "SELECT state FROM subscribers"
	                                 " WHERE id = %lld",
	                                 (long long)subscriber));
}

static void ck_assert_told(const char *story, const char *words)
{
	ck_assert_msg(strstr(story, words) != NULL, "\"%s\" is not in:\n%s",
	              words, story);
}

START_TEST(bounce_to_a_return_path_counts_against_its_subscriber)
{
	const char *story = report(verp(delivery_to(ann)), no_user, NOW);

	ck_assert_told(story, "it counts");
	ck_assert_told(story, "has 4.0 points of 7");
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM bounces"
	                              " WHERE is_hard = 1 AND counts = 1"
	                              " AND status = '5.1.1'"),
	                 1);
	ck_assert_int_eq(
		store_number(site.db, "SELECT subscriber FROM bounces"), ann);
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_ACTIVE);
}
END_TEST

START_TEST(bounce_counts_once_for_a_delivery)
{
	report(verp(delivery_to(ann)), no_user, NOW);
	for (int i = 0; i < 20; i++)
		ck_assert_told(report(verp(delivery_to(ann)), no_user,
		                      NOW + i * DAY_S / 4),
		               "counted before");
	ck_assert_int_eq(count("bounces"), 1);
	ck_assert_int_eq(count("probes"), 0);
}
END_TEST

START_TEST(bounce_of_a_full_mailbox_is_soft)
{
	ck_assert_told(report(verp(delivery_to(ann)), full, NOW),
	               "has 1.0 points of 7");
	ck_assert_int_eq(store_number(site.db, "SELECT is_hard FROM bounces"),
	                 0);
}
END_TEST

START_TEST(bounce_over_the_threshold_sends_one_probe)
{
	report(verp(delivery_to(ann)), no_user, NOW);
	send_edition(NOW);
	ck_assert_told(report(verp(delivery_to(ann)), no_user, NOW + DAY_S),
	               "a probe asks");
	send_edition(NOW + DAY_S);
	report(verp(delivery_to(ann)), no_user, NOW + 2 * DAY_S);
	ck_assert_int_eq(count("probes"), 1);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM deliveries WHERE"
	                              " kind = 'probe' AND has_verp = 1 AND"
	                              " address = 'ann@example.net'"),
	                 1);
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_ACTIVE);
}
END_TEST

START_TEST(bounce_of_the_probe_suspends)
{
	int64_t probe;

	report(verp(delivery_to(ann)), no_user, NOW);
	send_edition(NOW);
	report(verp(delivery_to(ann)), no_user, NOW + DAY_S);
	probe = store_number(site.db, "SELECT delivery FROM probes");
	store_run(site.db, arena_printf(&arena,
	                                "UPDATE deliveries SET state = 4,"
	                                " done_at = %d WHERE id = %lld",
	                                NOW + DAY_S, (long long)probe));
	ck_assert_told(report(verp(probe), full, NOW + DAY_S + 60),
	               "suspended");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_SUSPENDED);
	ck_assert_int_eq(state_of(bob), SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM suspensions"
	                              " WHERE told_at IS NULL"),
	                 1);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM bounces"
	                                       " WHERE counts = 1"),
	                 0);
}
END_TEST

START_TEST(bounce_of_a_confirm_mail_ends_the_request)
{
	int64_t eve = store_add_subscriber(site.db, "news", "eve@example.net",
	                                   SUBSCRIBER_PENDING);
	const struct delivery notice = {
		.list = str_of("news"),
		.kind = str_of("confirm"),
		.address = str_of("eve@example.net"),
		.has_verp = true,
		.subscriber = eve,
		.planned_at = SENT,
	};
	struct why why;
	int64_t id = 0;

	ck_assert_int_eq(delivery_add_notice(site.db, &notice, &id, &why), OK);
	store_run(site.db, "UPDATE deliveries SET state = 4 WHERE kind ="
	                   " 'confirm'");
	report(verp(id), full, NOW);
	ck_assert_int_eq(state_of(eve), SUBSCRIBER_PENDING);
	store_run(site.db, "DELETE FROM bounces");
	ck_assert_told(report(verp(id), no_user, NOW), "gone");
	ck_assert_int_eq(state_of(eve), SUBSCRIBER_GONE);
}
END_TEST

/* Reports that say that it did not fail, or that it is our fault. */
static const struct {
	const char *fields, *words;
} others[] = {
	{"Final-Recipient: rfc822; ann@example.net\nAction: delayed\n"
         "Status: 4.4.1\n",
         "still being tried"},
	{"Final-Recipient: rfc822; ann@example.net\nAction: relayed\n"
         "Status: 2.0.0\n",
         "has arrived"},
	{"Final-Recipient: rfc822; ann@example.net\nAction: failed\n"
         "Status: 5.7.1\n",
         "about us"},
};

START_TEST(bounce_that_is_no_failure_of_the_address_does_not_count)
{
	ck_assert_told(report(verp(delivery_to(ann)), others[_i].fields, NOW),
	               others[_i].words);
	ck_assert_int_eq(count("bounces"), 0);
}
END_TEST

/* What a forger may try at `i`: return paths that are nearly ours. */
static struct str forged(int i)
{
	char *address = arena_copy(&arena, verp(delivery_to(ann)));
	char *token = strchr(address, '+') + 1;
	static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
	char was = token[i % 23], *at = strchr(digits, was);

	if (i < 23 * 31 && at) /* another character in each place */
		token[i % 23] = digits[(at - digits + 1 + i / 23) % 32];
	else if (i < 23 * 31 + 200) /* a delivery that he guesses */
		return site_verp(&site, &arena, "sports",
		                 delivery_to(ann) + i % 7);
	else /* another's token, cut or grown */
		token[i % 22] = '\0';
	return str_of(address);
}

START_TEST(forged_reports_change_nothing)
{
	const int n = 23 * 31 + 500;

	for (int i = 0; i < n; i++)
		ck_assert_told(report(forged(i), no_user, NOW),
		               "it names no delivery of ours");
	ck_assert_int_eq(count("bounces"), 0);
	ck_assert_int_eq(count("probes"), 0);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM deliveries"
	                                       " WHERE edition IS NULL"),
	                 0);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM subscribers"
	                              " WHERE state <> 1"),
	                 0);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM reports"
	                                       " WHERE delivery IS NULL"),
	                 n);
}
END_TEST

/* Whoever left and came back is not punished for what was before. */
START_TEST(bounce_of_an_earlier_subscription_does_not_count)
{
	store_run(site.db,
	          arena_printf(&arena,
	                       "UPDATE subscribers SET state = 0, state_at = %d"
	                       " WHERE id = %lld",
	                       SENT + 1, (long long)ann));
	ck_assert_told(report(verp(delivery_to(ann)), no_user, NOW),
	               "last change");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_PENDING);
	ck_assert_int_eq(count("bounces"), 0);
}
END_TEST

START_TEST(bounce_of_long_ago_does_not_count)
{
	ck_assert_told(
		report(verp(delivery_to(ann)), no_user, SENT + 14 * DAY_S + 1),
		"too long ago");
	ck_assert_int_eq(count("bounces"), 0);
}
END_TEST

/* What `mail` does, as a letter. */
static const char *take(const struct mail *mail, enum letter_class class)
{
	const struct letter letter = {.id = add_letter()};
	struct judgement j;
	struct act act = {&site, &arena, &letter, mail, &j, NOW};
	struct why why = {""};

	ck_assert_int_eq(judge_mail(&site, &arena, mail, NOW, &j, &why), OK);
	ck_assert_int_eq(j.class, class);
	store_begin(site.db);
	ck_assert_msg(act_on(&act, &why) == OK, "%s", why.text);
	store_commit(site.db);
	return arena_copy(&arena, story_text(&j.story));
}

/* A complaint to `to`, about a mail with `header`; `form` is its
 * Content-Type. */
static const char *complain_to(const char *to, const char *form,
                               const char *header, const char *type)
{
	struct mail_field field = {str_of("Content-Type"), str_of(form)};
	struct str recipient = str_of(to);
	const struct mail mail = {
		.fields = &field,
		.n_fields = 1,
		.from_addr = str_of("fbl@provider.example"),
		.n_from = 1,
		.recipients = &recipient,
		.n_recipients = 1,
		.report_type = str_of("feedback-report"),
		.report = str_of(arena_printf(
			&arena, "Feedback-Type: %s\nVersion: 1\n", type)),
		.report_mail = str_of(header),
	};

	return take(&mail, CLASS_COMPLAINT);
}

static const char report_form[] =
	"multipart/report; report-type=feedback-report; boundary=b";

static const char *complain(const char *header, const char *type)
{
	return complain_to("news@example.org", report_form, header, type);
}

/* What Mail's button sends to `to`. */
static const char *press(const char *to, enum letter_class class)
{
	struct mail_field field = {str_of("X-Apple-Unsubscribe"),
	                           str_of("true")};
	struct str recipient = str_of(to);
	const struct mail mail = {
		.fields = &field,
		.n_fields = 1,
		.from_addr = str_of("eve@evil.example"),
		.n_from = 1,
		.recipients = &recipient,
		.n_recipients = 1,
	};

	return take(&mail, class);
}

static const char *reply_address(int64_t subscriber)
{
	char token[TOKEN_MAX + 1];

	token_format_reply(
		&site.keys, str_of("news"),
		store_number(site.db, arena_printf(&arena,
	                                           "SELECT pid FROM"
	                                           " subscribers WHERE"
	                                           " id = %lld",
	                                           (long long)subscriber)),
		0, token_day(NOW), token);
	return arena_printf(&arena, "news+%s@example.org", token);
}

static const char *leave_address(int64_t subscriber)
{
	const struct config_list *list = &site.config.lists[0];
	struct subscriber row;
	struct why why;

	ck_assert_int_eq(
		subscriber_get(site.db, &arena, subscriber, &row, &why), OK);
	return arena_copy(
		&arena, post_leave_address(&site, &arena, list, row.leave_pid));
}

START_TEST(complaint_about_a_mail_of_ours_ends_the_subscription)
{
	struct subscriber s;
	struct why why;
	const char *header = arena_printf(
		&arena, "Return-Path: <%s>\nSubject: The news #1\n",
		verp(delivery_to(ann)).ptr);

	ck_assert_told(complain(header, "abuse"), "is gone");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_GONE);
	ck_assert_int_eq(state_of(bob), SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(subscriber_get(site.db, &arena, ann, &s, &why), OK);
	ck_assert_text(s.state_reason, "complaint");
	/* and no mail says goodbye */
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM deliveries"
	                                       " WHERE edition IS NULL"),
	                 0);
	ck_assert_told(complain(header, "abuse"), "has ended");
}
END_TEST

START_TEST(complaint_without_a_token_of_ours_changes_nothing)
{
	static const char *const headers[] = {
		"From: news@example.org\nTo: ann@example.net\n",
		"Return-Path: <news+b1234567890123456789012@example.org>\n",
		"",
	};

	for (size_t i = 0; i < ARRAY_LEN(headers); i++)
		ck_assert_told(complain(headers[i], "abuse"),
		               "names no mail of ours");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM reports WHERE kind"
	                              " = 'complaint' AND subscriber IS NULL"),
	                 3);
}
END_TEST

/* Whoever got an answer with Cc, or a forwarded edition, has it. */
START_TEST(complaint_with_a_reply_token_is_not_believed)
{
	const char *reply = reply_address(ann);
	const char *header = arena_printf(&arena, "Reply-To: <%s>\n", reply);

	ck_assert_told(complain(header, "abuse"), "not believed");
	ck_assert_told(complain_to(reply, report_form, "", "abuse"),
	               "not believed");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM reports WHERE kind"
	                              " = 'complaint' AND subscriber IS NULL"),
	                 2);
	ck_assert_int_eq(store_number(site.db, "SELECT COUNT(*) FROM deliveries"
	                                       " WHERE edition IS NULL"),
	                 0);
}
END_TEST

/* A complaint from `from`, whose domain our border vouches for, to Ann's reply
 * address. */
static const char *complain_signed(const char *from)
{
	static const char *hosts[] = {"mx.example.org"};
	struct str recipient = str_of(reply_address(ann));
	struct mail mail = {.n_from = 0};

	site.config.auth = (struct auth_options){.authserv_ids = hosts,
	                                         .n_authserv_ids = 1,
	                                         .received_by = hosts,
	                                         .n_received_by = 1,
	                                         .depth = 1};
	head_read(&arena,
	          str_of(arena_printf(
			  &arena,
			  "Authentication-Results: mx.example.org; dmarc=pass"
			  " header.from=%s\r\n"
			  "Received: from out.example by mx.example.org with"
			  " ESMTPS; Mon\r\n"
			  "From: <%s>\r\nContent-Type: %s\r\n\r\n",
			  strchr(from, '@') + 1, from, report_form)),
	          &mail);
	mail.recipients = &recipient;
	mail.n_recipients = 1;
	mail.report_type = str_of("feedback-report");
	mail.report = str_of("Feedback-Type: abuse\n");
	return take(&mail, CLASS_COMPLAINT);
}

START_TEST(complaint_with_a_reply_token_is_believed_of_its_proven_reader)
{
	ck_assert_told(complain_signed("eve@evil.example"), "not believed");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_ACTIVE);
	ck_assert_told(complain_signed("ann@example.net"), "is gone");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_GONE);
	site.config.auth = (struct auth_options){.depth = 0};
}
END_TEST

START_TEST(complaint_finds_the_return_path_behind_a_reply_token)
{
	const char *reply = reply_address(ann);
	const char *header = arena_printf(
		&arena, "Reply-To: <%s>\nList-Unsubscribe: <mailto:%s>\n",
		reply, leave_address(ann));

	ck_assert_told(complain_to(reply, report_form,
	                           arena_printf(&arena, "Return-Path: <%s>\n",
	                                        verp(delivery_to(bob)).ptr),
	                           "abuse"),
	               "is gone");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(state_of(bob), SUBSCRIBER_GONE);
	ck_assert_told(complain(header, "abuse"), "is gone");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_GONE);
}
END_TEST

START_TEST(complaint_that_is_no_report_is_not_believed)
{
	const char *header = arena_printf(&arena, "Return-Path: <%s>\n",
	                                  verp(delivery_to(ann)).ptr);

	ck_assert_told(complain_to("news@example.org", "multipart/mixed",
	                           header, "abuse"),
	               "not believed");
	press(arena_copy(&arena, verp(delivery_to(ann))), CLASS_COMPLAINT);
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_ACTIVE);
}
END_TEST

START_TEST(complaint_about_an_old_mail_ends_nothing)
{
	const char *header = arena_printf(&arena, "Return-Path: <%s>\n",
	                                  verp(delivery_to(ann)).ptr);

	store_run(site.db,
	          arena_printf(&arena, "UPDATE deliveries SET done_at = %d",
	                       NOW - 14 * DAY_S - 1));
	ck_assert_told(complain(header, "abuse"), "too long ago");
	store_run(site.db,
	          arena_printf(&arena, "UPDATE deliveries SET done_at = %d;",
	                       SENT));
	store_run(site.db,
	          arena_printf(&arena,
	                       "UPDATE subscribers SET confirmed_at = %d",
	                       SENT + 1));
	ck_assert_told(complain(header, "abuse"), "last change");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_ACTIVE);
}
END_TEST

START_TEST(complaint_counts_after_a_suspension_and_a_resume)
{
	const char *header = arena_printf(&arena, "Return-Path: <%s>\n",
	                                  verp(delivery_to(ann)).ptr);

	ck_assert_int_eq(subscriber_set_state(site.db, ann,
	                                      SUBSCRIBER_SUSPENDED, str_of(""),
	                                      SENT + 1, NULL),
	                 OK);
	if (_i == 1)
		ck_assert_int_eq(
			subscriber_set_state(site.db, ann, SUBSCRIBER_ACTIVE,
		                             str_of(""), SENT + 2, NULL),
			OK);
	ck_assert_told(complain(header, "abuse"), "is gone");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_GONE);
}
END_TEST

START_TEST(button_in_an_answer_has_the_subscribed_address_asked)
{
	ck_assert_told(press(reply_address(ann), CLASS_COMMAND),
	               "answered by a leave mail");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_ACTIVE);
	ck_assert_int_eq(store_number(site.db,
	                              "SELECT COUNT(*) FROM deliveries WHERE"
	                              " kind = 'leave' AND address ="
	                              " 'ann@example.net'"),
	                 1);
}
END_TEST

START_TEST(button_at_the_address_that_ends_it_ends_it)
{
	ck_assert_told(press(leave_address(ann), CLASS_COMPLAINT), "is gone");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_GONE);
}
END_TEST

START_TEST(feedback_that_is_no_complaint_ends_nothing)
{
	const char *header = arena_printf(&arena, "Return-Path: <%s>\n",
	                                  verp(delivery_to(ann)).ptr);

	complain(header, "not-spam");
	complain(header, "auth-failure");
	ck_assert_int_eq(state_of(ann), SUBSCRIBER_ACTIVE);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("report");
	TCase *t = tcase_create("act_bounce");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_set_timeout(t, 60);
	tcase_add_test(t,
	               bounce_to_a_return_path_counts_against_its_subscriber);
	tcase_add_test(t, bounce_counts_once_for_a_delivery);
	tcase_add_test(t, bounce_of_a_full_mailbox_is_soft);
	tcase_add_test(t, bounce_over_the_threshold_sends_one_probe);
	tcase_add_test(t, bounce_of_the_probe_suspends);
	tcase_add_test(t, bounce_of_a_confirm_mail_ends_the_request);
	tcase_add_loop_test(
		t, bounce_that_is_no_failure_of_the_address_does_not_count, 0,
		ARRAY_LEN(others));
	tcase_add_test(t, forged_reports_change_nothing);
	tcase_add_test(t, bounce_of_long_ago_does_not_count);
	tcase_add_test(t, bounce_of_an_earlier_subscription_does_not_count);
	suite_add_tcase(s, t);
	t = tcase_create("act_complaint");
	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, complaint_about_a_mail_of_ours_ends_the_subscription);
	tcase_add_test(t, complaint_without_a_token_of_ours_changes_nothing);
	tcase_add_test(t, complaint_with_a_reply_token_is_not_believed);
	tcase_add_test(
		t,
		complaint_with_a_reply_token_is_believed_of_its_proven_reader);
	tcase_add_test(t, complaint_finds_the_return_path_behind_a_reply_token);
	tcase_add_test(t, complaint_that_is_no_report_is_not_believed);
	tcase_add_test(t, complaint_about_an_old_mail_ends_nothing);
	tcase_add_loop_test(t, complaint_counts_after_a_suspension_and_a_resume,
	                    0, 2);
	tcase_add_test(t, button_in_an_answer_has_the_subscribed_address_asked);
	tcase_add_test(t, button_at_the_address_that_ends_it_ends_it);
	tcase_add_test(t, feedback_that_is_no_complaint_ends_nothing);
	suite_add_tcase(s, t);
	return s;
}
