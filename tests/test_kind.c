#include "tests/suite.h"

#include "digest/kind.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

#define FIELDS 4

/* A mail as far as its kind goes. */
struct sample {
	const char *subject;
	const char *from; /* NULL: ann@example.org */
	struct {
		const char *name, *value;
	} fields[FIELDS];
	const char *report_type;
};

static enum kind judge(const struct sample *sample, struct str *why)
{
	struct mail_field fields[FIELDS];
	struct mail mail = {.fields = fields};
	struct story story = {.arena = &arena};
	enum kind kind;

	for (size_t i = 0; i < FIELDS && sample->fields[i].name; i++)
		fields[mail.n_fields++] =
			(struct mail_field){str_of(sample->fields[i].name),
		                            str_of(sample->fields[i].value)};
	mail.subject = str_of(sample->subject ? sample->subject : "");
	mail.from_addr =
		str_of(sample->from ? sample->from : "ann@example.org");
	mail.report_type =
		str_of(sample->report_type ? sample->report_type : "");
	kind = kind_of(&mail, &story);
	*why = story_text(&story);
	return kind;
}

static void ck_assert_kind(const struct sample *sample, enum kind expected)
{
	struct str why;
	enum kind kind = judge(sample, &why);

	ck_assert_msg(kind == expected, "\"%s\" is %s, not %s: %.*s",
	              sample->subject, kind_name(kind), kind_name(expected),
	              (int)why.len, why.len ? why.ptr : "");
	/* Whatever is no person's has a reason, and people need none. */
	ck_assert(expected == KIND_PERSON ? why.len == 0 : why.len > 0);
}

/* Mail of people that looks a little like a machine's. */
static const struct sample people[] = {
	{"Re: The Harbour Courier #3", NULL, {{0}}, NULL},
	{"", NULL, {{0}}, NULL},
	{"Re: Out of office hours at the library", NULL, {{0}}, NULL},
	{"Out of office hours at the library", NULL, {{0}}, NULL},
	{"Out of office-hours care", NULL, {{0}}, NULL},
	{"Re: Automatic reply: your ferry", NULL, {{0}}, NULL},
	{"Automatic replies are a plague", NULL, {{0}}, NULL},
	{"On vacation in the harbour: a letter", NULL, {{0}}, NULL},
	{"Abwesenheiten im Stadtrat", NULL, {{0}}, NULL},
	{"Auto: der neue Golf", NULL, {{0}}, NULL},
	{"Poissaolot koulussa", NULL, {{0}}, NULL},
	{"Re: Undelivered letters", NULL, {{0}}, NULL},
	{"Mail delivery failed me again", NULL, {{0}}, NULL},
	{"Re: x", NULL, {{"X-Loop", "yes-i-am@home.example"}}, NULL},
	{"Re: x",
         NULL,
         {{"Delivered-To", "ann-autoresponder-list@example.org"}},
         NULL},
	{"Re: x", NULL, {{"X-Spam", "yes, please"}}, NULL},
	{"Re: x",
         NULL,
         {{"From", "Mailer-Daemon Fan <ann@example.org>"}},
         NULL},
	{"Re: x", NULL, {{"Auto-Submitted", "no"}}, NULL},
	{"Re: x", NULL, {{"Auto-Submitted", " No (by hand)"}}, NULL},
	{"Re: x", NULL, {{"Precedence", "normal"}}, NULL},
	{"Re: x", NULL, {{"Precedence", "first-class"}}, NULL},
	{"Re: x", NULL, {{"X-Auto-Response-Suppress", "DR, RN, NRN"}}, NULL},
	{"Re: x", NULL, {{"X-Auto-Response-Suppress", "OOF"}}, NULL},
	/* Fastmail and Proton give every mail one; forwarders the others. */
	{"Re: x", NULL, {{"Feedback-ID", "i12345678:Fastmail"}}, NULL},
	{"Re: x", NULL, {{"X-Loop", "letters@example.org"}}, NULL},
	{"Re: x",
         NULL,
         {{"X-MS-Exchange-Inbox-Rules-Loop", "a@b.example"}},
         NULL},
	{"Re: x", NULL, {{"X-Autoreply", ""}}, NULL},
	{"Re: x", NULL, {{"Return-Path", "<ann@example.org>"}}, NULL},
	{"Re: x",
         NULL,
         {{"X-Spam-Flag", "NO"},
          {"X-Spam-Status", "No, score=1.2 required=5"},
          {"X-Spam", "no"}},
         NULL},
	{"Re: x",
         NULL,
         {{"X-Spamd-Result", "default: False [11.20 / 15.00]; True(0)[]"},
          {"X-Spamd-Bar", "+++++++++++"}},
         NULL},
	{"Re: x", NULL, {{"X-Spamd-Bar", "++++"}}, NULL},
	{"Re: x", NULL, {{"X-Spamd-Bar", "----------"}}, NULL},
	{"Re: x",
         NULL,
         {{"X-Spam-Level", "***********"}, {"X-Spam-Status", "No, score=11"}},
         NULL},
	/* addresses that only start like a machine's */
	{"Re: x", "owner@farm.example", {{0}}, NULL},
	{"Re: x", "bouncey.castle@example.org", {{0}}, NULL},
	{"Re: x", "ownership@example.org", {{0}}, NULL},
	{"Re: x", "noreplyatall.ann@example.org", {{0}}, NULL},
	{"Re: x", "ann.request@example.org", {{0}}, NULL},
};

START_TEST(people_are_not_taken_for_machines)
{
	ck_assert_kind(&people[_i], KIND_PERSON);
}
END_TEST

static const struct sample machines[] = {
	/* by RFC 3834 */
	{"Re: x", NULL, {{"Auto-Submitted", "auto-replied"}}, NULL},
	{"Re: x", NULL, {{"Auto-Submitted", "auto-generated"}}, NULL},
	{"Re: x", NULL, {{"auto-submitted", "AUTO-REPLIED (vacation)"}}, NULL},
	{"Re: x",
         NULL,
         {{"Auto-Submitted", "auto-notified; owner-email=x"}},
         NULL},
	{"Re: x", NULL, {{"Auto-Submitted", "yes"}}, NULL},
	/* a second field does not hide behind an honest first one */
	{"Re: x",
         NULL,
         {{"Auto-Submitted", "no"}, {"Auto-Submitted", "auto-replied"}},
         NULL},
	{"Re: x",
         NULL,
         {{"Delivered-To", "a@example.org"}, {"Delivered-To", "Autoresponder"}},
         NULL},
	/* Gmail's, Outlook's and others' absence notices */
	{"Automatic reply: The Courier", NULL, {{0}}, NULL},
	{"Out of Office: The Courier", NULL, {{0}}, NULL},
	{"Out of Office AutoReply: The Courier", NULL, {{0}}, NULL},
	{"Out of office Re: The Courier", NULL, {{0}}, NULL},
	{"out of office", NULL, {{0}}, NULL},
	{"Out of office until 3 May", NULL, {{0}}, NULL},
	{"Out of the office 24.11.", NULL, {{0}}, NULL},
	{"[Auto-Reply] The Courier", NULL, {{0}}, NULL},
	{"*** Automated reply *** The Courier", NULL, {{0}}, NULL},
	{"Autoreply - The Courier", NULL, {{0}}, NULL},
	{"Abwesenheitsnotiz: The Courier", NULL, {{0}}, NULL},
	{"Automatische Antwort: The Courier", NULL, {{0}}, NULL},
	{"Abwesend bis 3. Mai", NULL, {{0}}, NULL},
	{"R\xc3\xa9ponse automatique : The Courier", NULL, {{0}}, NULL},
	{"Respuesta autom\xc3\xa1tica: The Courier", NULL, {{0}}, NULL},
	{"Automatisch antwoord: The Courier", NULL, {{0}}, NULL},
	{"Autosvar: The Courier", NULL, {{0}}, NULL},
	{"Automaattinen vastaus: The Courier", NULL, {{0}}, NULL},
	{"\xd0\x90\xd0\xb2\xd1\x82\xd0\xbe\xd0\xbe\xd1\x82\xd0\xb2\xd0\xb5\xd1"
         "\x82: The Courier",
         NULL,
         {{0}},
         NULL},
	{"\xe8\x87\xaa\xe5\x8b\x95\xe8\xbf\x94\xe4\xbf\xa1", NULL, {{0}}, NULL},
	/* by fields */
	{"Re: x", NULL, {{"Precedence", "bulk"}}, NULL},
	{"Re: x", NULL, {{"Precedence", "auto_reply"}}, NULL},
	{"Re: x", NULL, {{"Precedence", "Junk"}}, NULL},
	{"Re: x", NULL, {{"Precedence", "list"}}, NULL},
	{"Re: x", NULL, {{"X-Precedence", "auto_reply"}}, NULL},
	{"Re: x", NULL, {{"Preference", "auto_reply"}}, NULL},
	{"Re: x", NULL, {{"X-Autoreply", "yes"}}, NULL},
	{"Re: x", NULL, {{"X-Autoreply-From", "a@example.org"}}, NULL},
	{"Re: x", NULL, {{"X-Autorespond", "Re: x"}}, NULL},
	{"Re: x", NULL, {{"X-Auto-Response", "x"}}, NULL},
	{"Re: x", NULL, {{"X-Autogenerated", "Reply"}}, NULL},
	{"Re: x", NULL, {{"X-Auto-Reply", "x"}}, NULL},
	{"Re: x", NULL, {{"X-Auto-Reply-From", "x"}}, NULL},
	{"Re: x", NULL, {{"Auto-Reply", "x"}}, NULL},
	{"Re: x", NULL, {{"X-Mail-Autoreply", "x"}}, NULL},
	{"Re: x", NULL, {{"X-Amazon-Auto-Reply", "true"}}, NULL},
	{"Re: x", NULL, {{"X-POST-MessageClass", "9; Autoresponder"}}, NULL},
	{"Re: x", NULL, {{"X-FC-MachineGenerated", "true"}}, NULL},
	{"Re: x", NULL, {{"X-Auto-Response-Suppress", "All"}}, NULL},
	{"Re: x",
         NULL,
         {{"X-Auto-Response-Suppress", "DR, OOF, AutoReply"}},
         NULL},
	{"Re: x",
         NULL,
         {{"X-MS-Exchange-Generated-Message-Source", "Mailbox Rules Agent"}},
         NULL},
	{"Re: x", NULL, {{"X-Challenge-Response", "x"}}, NULL},
	{"Re: x", NULL, {{"X-Loop", "yes"}}, NULL},
	{"Re: x", NULL, {{"X-NL-Loop", "courier.example.org"}}, NULL},
	{"Re: x", NULL, {{"Precedence", "list"}}, NULL},
	{"Frånvaro: x", NULL, {{0}}, NULL},
	{"Automaattinen vastaus: x", NULL, {{0}}, NULL},
	{"Автоматична відповідь: x", NULL, {{0}}, NULL},
	{"رد تلقائي: x", NULL, {{0}}, NULL},
	{"תשובה אוטומטית: x", NULL, {{0}}, NULL},
	{"不在通知", NULL, {{0}}, NULL},
	{"부재중: x", NULL, {{0}}, NULL},
	/* receipts and other reports */
	{"Read: x", NULL, {{0}}, "disposition-notification"},
	{"Report domain: x", NULL, {{0}}, "report"},
	/* by addresses */
	{"Re: x", "no-reply@example.org", {{0}}, NULL},
	{"Re: x", "NoReply@example.org", {{0}}, NULL},
	{"Re: x", "no-reply+7@example.org", {{0}}, NULL},
	{"Re: x", "do_not_reply@example.org", {{0}}, NULL},
	{"Re: x", "postmaster@example.org", {{0}}, NULL},
	{"Re: x", "bounces-77@example.org", {{0}}, NULL},
	{"Re: x", "owner-cats@example.org", {{0}}, NULL},
	{"Re: x", "cats-owner@example.org", {{0}}, NULL},
	{"Re: x", "cats-request@example.org", {{0}}, NULL},
	/* by their empty sender */
	{"Re: x", NULL, {{"Return-Path", "<>"}}, NULL},
	{"Re: x", NULL, {{"Return-Path", "<MAILER-DAEMON>"}}, NULL},
};

START_TEST(machines_are_known)
{
	ck_assert_kind(&machines[_i], KIND_AUTO);
}
END_TEST

static const struct sample bounces[] = {
	/* Postfix, Exchange, Gmail: RFC 3464 */
	{"Undelivered Mail Returned to Sender",
         "MAILER-DAEMON@mx.example",
         {{"Auto-Submitted", "auto-replied"}},
         "delivery-status"},
	{"Undeliverable: x", "postmaster@x.example", {{0}}, "delivery-status"},
	{"Delivery Status Notification (Failure)",
         "mailer-daemon@googlemail.com",
         {{0}},
         "delivery-status"},
	{"anything", NULL, {{0}}, "delivery-status"},
	/* Exim */
	{"Mail delivery failed: returning message to sender",
         "Mailer-Daemon@mx.example",
         {{"X-Failed-Recipients", "a@example.org"}},
         NULL},
	{"x", NULL, {{"X-Failed-Recipients", "a@example.org"}}, NULL},
	/* qmail, and one without an address */
	{"failure notice", "MAILER-DAEMON@mx.example", {{0}}, NULL},
	{"x", "", {{"From", "MAILER-DAEMON <>"}}, NULL},
	/* by subject, where nobody is to be answered */
	{"Undelivered Mail Returned to Sender",
         "x@mx.example",
         {{"Return-Path", "<>"}},
         NULL},
	{"Mail could not be delivered", "postmaster@mx.example", {{0}}, NULL},
	{"Returned mail: User unknown", "postmaster@mx.example", {{0}}, NULL},
};

START_TEST(bounces_are_known)
{
	ck_assert_kind(&bounces[_i], KIND_BOUNCE);
}
END_TEST

START_TEST(a_complaint_is_known)
{
	const struct sample report = {"FW: Courier",
	                              NULL,
	                              {{"Auto-Submitted", "auto-generated"}},
	                              "feedback-report"};

	ck_assert_kind(&report, KIND_COMPLAINT);
}
END_TEST

static const struct sample junk[] = {
	{"Re: x", NULL, {{"X-Spam-Flag", "YES"}}, NULL},
	{"Re: x", NULL, {{"X-Spam-Status", "Yes, score=12.1"}}, NULL},
	{"Re: x", NULL, {{"X-Spam", "Yes"}}, NULL},
	{"Re: x",
         NULL,
         {{"X-Spamd-Result", "default: True [15.00 / 10.00];\n\tBAD(5)[]"}},
         NULL},
	{"Re: x", NULL, {{"X-Spamd-Result", "site:true [15 / 10]"}}, NULL},
	{"Re: x", NULL, {{"X-Spamd-Bar", "+++++++++++++++"}}, NULL},
	{"Re: x", NULL, {{"X-Spam-Level", "**********"}}, NULL},
};

START_TEST(marked_spam_is_junk)
{
	ck_assert_kind(&junk[_i], KIND_JUNK);
}
END_TEST

START_TEST(a_machine_is_one_even_when_it_is_marked_as_spam)
{
	const struct sample both = {
		"Re: x",
		NULL,
		{{"X-Spam-Flag", "YES"}, {"Auto-Submitted", "auto-replied"}},
		NULL};

	ck_assert_kind(&both, KIND_AUTO);
}
END_TEST

START_TEST(the_story_names_the_field_and_not_what_a_stranger_put_in_it)
{
	/* Our own edition comes back: its fields hold a reader's token. */
	static const char token[] = "u7008j4ct4ank7f24sbd4jaf07gfr14s3q";
	const struct sample own = {
		"Re: x",
		NULL,
		{{"X-NL-Loop", "u7008j4ct4ank7f24sbd4jaf07gfr14s3q"}},
		NULL};
	struct str why;

	ck_assert_int_eq(judge(&own, &why), KIND_AUTO);
	ck_assert_uint_ne(str_find(why, "X-NL-Loop"), STR_NONE);
	ck_assert_uint_eq(str_find(why, token), STR_NONE);
}
END_TEST

/* People's, but nothing of ours answers them. */
static const struct sample unanswered[] = {
	{"Re: x",
         NULL,
         {{"Precedence", "list"}, {"List-Id", "<cats.example.org>"}},
         NULL},
	{"Re: x", NULL, {{"List-Unsubscribe", "<mailto:a@example.org>"}}, NULL},
	{"Re: x", NULL, {{"Mailing-List", "cats"}}, NULL},
	{"Re: x", NULL, {{"X-Mailing-List", "cats"}}, NULL},
	{"Re: x", NULL, {{"X-Loop", "somebody@example.org"}}, NULL},
	{"Re: x", NULL, {{"X-Auto-Response-Suppress", "OOF"}}, NULL},
};

static bool may_answer(const struct sample *sample)
{
	struct mail_field fields[FIELDS];
	struct mail mail = {.fields = fields,
	                    .from_addr = str_of("ann@example.org")};

	for (size_t i = 0; i < FIELDS && sample->fields[i].name; i++)
		fields[mail.n_fields++] =
			(struct mail_field){str_of(sample->fields[i].name),
		                            str_of(sample->fields[i].value)};
	return kind_may_answer(&mail);
}

START_TEST(what_came_over_a_list_is_a_persons_but_is_not_answered)
{
	ck_assert_kind(&unanswered[_i], KIND_PERSON);
	ck_assert(!may_answer(&unanswered[_i]));
}
END_TEST

START_TEST(a_machine_is_not_answered_and_a_person_may_be)
{
	const struct sample person = {"Re: x", NULL, {{0}}, NULL};
	const struct sample machine = {
		"Re: x", NULL, {{"Auto-Submitted", "auto-replied"}}, NULL};

	ck_assert(may_answer(&person));
	ck_assert(!may_answer(&machine));
}
END_TEST

/* Whether nothing but its words makes `sample` what it is. */
static bool is_by_words(const struct sample *sample)
{
	struct mail_field fields[FIELDS];
	struct mail mail = {
		.fields = fields,
		.subject = str_of(sample->subject),
		.from_addr =
			str_of(sample->from ? sample->from : "ann@b.example"),
		.report_type =
			str_of(sample->report_type ? sample->report_type : "")};
	struct story story = {.arena = &arena};

	for (size_t i = 0; i < FIELDS && sample->fields[i].name; i++)
		fields[mail.n_fields++] =
			(struct mail_field){str_of(sample->fields[i].name),
		                            str_of(sample->fields[i].value)};
	return kind_is_by_words(&mail, kind_of(&mail, &story));
}

START_TEST(words_alone_are_told_from_marks)
{
	const struct sample words = {
		"Out of office: the mayor must go", NULL, {{0}}, NULL};
	const struct sample person = {"Re: x", NULL, {{0}}, NULL};
	const struct sample marked[] = {
		{"Out of office", NULL, {{"Precedence", "bulk"}}, NULL},
		{"Out of office", NULL, {{"Return-Path", "<>"}}, NULL},
		{"Out of office", "no-reply@b.example", {{0}}, NULL},
		{"Out of office", "MAILER-DAEMON@b.example", {{0}}, NULL},
		{"Out of office", NULL, {{0}}, "disposition-notification"},
		{"x", NULL, {{"X-Failed-Recipients", "ann@b.example"}}, NULL},
	};

	ck_assert(is_by_words(&words));
	ck_assert(!is_by_words(&person));
	for (size_t i = 0; i < ARRAY_LEN(marked); i++)
		ck_assert_msg(!is_by_words(&marked[i]), "%zu", i);
}
END_TEST

START_TEST(a_button_and_a_provider_complain_too)
{
	static const char json[] =
		"{\"notificationType\":\"Complaint\",\"complaint\":{}}";
	struct mail_field fields[] = {
		{STR("X-Apple-Unsubscribe"), STR("true")},
		{STR("Auto-Submitted"), STR("auto-replied")},
		{STR("X-Amz-Sns-Message-Id"), STR("1")}};
	struct mail apple = {.fields = fields, .n_fields = 2};
	struct mail amazon = {
		.fields = fields + 2, .n_fields = 1, .text = str_of(json)};
	struct mail part = {.report =
	                            STR("Version: 1\nFeedback-Type: abuse\n")};
	struct story story = {.arena = &arena};

	ck_assert_int_eq(kind_of(&apple, &story), KIND_COMPLAINT);
	ck_assert_int_eq(kind_of(&amazon, &story), KIND_COMPLAINT);
	ck_assert_int_eq(kind_of(&part, &story), KIND_COMPLAINT);
	amazon.n_fields = 0; /* who can write JSON can write anything */
	ck_assert_int_ne(kind_of(&amazon, &story), KIND_COMPLAINT);
}
END_TEST

START_TEST(feedback_is_a_multipart_report)
{
	struct mail_field field = {STR("Content-Type"),
	                           STR("Multipart/Report; boundary=b")};
	struct mail mail = {.fields = &field,
	                    .n_fields = 1,
	                    .report_type = STR("feedback-report"),
	                    .report = STR("Feedback-Type: abuse\n")};

	ck_assert(kind_is_feedback(&mail));
	mail.report_type = str_of("delivery-status");
	ck_assert(kind_is_feedback(&mail));
	mail.report = str_of("Reporting-MTA: dns; mx.example.net\n");
	ck_assert(!kind_is_feedback(&mail));
	mail.report = str_of("Feedback-Type: abuse\n");
	field.value = str_of("multipart/mixed; boundary=b");
	ck_assert(!kind_is_feedback(&mail));
	mail.n_fields = 0;
	ck_assert(!kind_is_feedback(&mail));
}
END_TEST

START_TEST(amazon_passes_reports_on_as_json_however_it_is_quoted)
{
	static const char *const texts[] = {
		"{\"notificationType\":\"Bounce\",\"bounce\":{}}",
		"{ \"notificationType\" : \"Bounce\" }",
		"{\n \"Type\" : \"Notification\",\n \"Message\" : "
		"\"{\\\"notificationType\\\":\\\"Bounce\\\"}\"\n}",
	};
	struct mail_field field = {STR("X-Amz-Sns-Message-Id"), STR("1")};
	struct story story = {.arena = &arena};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct mail mail = {.fields = &field,
		                    .n_fields = 1,
		                    .text = str_of(texts[i])};

		ck_assert_msg(kind_of(&mail, &story) == KIND_BOUNCE, "%s",
		              texts[i]);
	}
}
END_TEST

START_TEST(a_report_is_known_by_its_words)
{
	struct mail mail = {
		.from_addr = STR("ann@example.org"),
		.text = STR("Your message could not be delivered to:\n\n"
	                    "<bob@example.net>: 550 no such user\n")};
	struct story story = {.arena = &arena};

	ck_assert_int_eq(kind_of(&mail, &story), KIND_BOUNCE);
	mail.subject = str_of("Fwd: look at this");
	ck_assert_int_eq(kind_of(&mail, &story), KIND_PERSON);
	mail.subject = str_of("");
	mail.text = str_of("My paper could not be delivered again.\n"
	                   "Write to bob@example.net about it.\n");
	ck_assert_int_eq(kind_of(&mail, &story), KIND_PERSON);
}
END_TEST

START_TEST(kinds_have_names)
{
	static const char *const names[] = {"person", "bounce", "complaint",
	                                    "auto", "junk"};

	ck_assert_str_eq(kind_name((enum kind)_i), names[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("kind");
	TCase *of = tcase_create("kind_of");
	TCase *name = tcase_create("kind_name");

	tcase_add_checked_fixture(of, NULL, drop_arena);
	tcase_add_loop_test(of, people_are_not_taken_for_machines, 0,
	                    ARRAY_LEN(people));
	tcase_add_loop_test(of, machines_are_known, 0, ARRAY_LEN(machines));
	tcase_add_loop_test(of, bounces_are_known, 0, ARRAY_LEN(bounces));
	tcase_add_test(of, a_complaint_is_known);
	tcase_add_loop_test(
		of, what_came_over_a_list_is_a_persons_but_is_not_answered, 0,
		ARRAY_LEN(unanswered));
	tcase_add_test(of, a_machine_is_not_answered_and_a_person_may_be);
	tcase_add_test(of, a_button_and_a_provider_complain_too);
	tcase_add_test(of, words_alone_are_told_from_marks);
	tcase_add_test(of, feedback_is_a_multipart_report);
	tcase_add_test(of,
	               amazon_passes_reports_on_as_json_however_it_is_quoted);
	tcase_add_test(of, a_report_is_known_by_its_words);
	tcase_add_loop_test(of, marked_spam_is_junk, 0, ARRAY_LEN(junk));
	tcase_add_test(of, a_machine_is_one_even_when_it_is_marked_as_spam);
	tcase_add_test(
		of,
		the_story_names_the_field_and_not_what_a_stranger_put_in_it);
	suite_add_tcase(s, of);

	tcase_add_loop_test(name, kinds_have_names, 0, 5);
	suite_add_tcase(s, name);
	return s;
}
