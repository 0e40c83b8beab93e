#include "conf/config.h"
#include "conf/secret.h"

#include "mailer/imap.h"
#include "mailer/smtp.h"
#include "tests/config_text.h"

#define GOOD WHOLE(TOP, MAILBOX, RELAY, LIST)

START_TEST(load_fills_in_the_defaults)
{
	struct loaded loaded;
	const struct config *config = &loaded.config;
	const struct config_mailbox *mailbox;
	const struct config_list *list;

	loaded_open(&loaded);
	loaded_text(&loaded, GOOD);
	ck_assert_str_eq(loaded_mistake(&loaded, 0), "");
	ck_assert_int_eq(loaded.err, OK);
	ck_assert_str_eq(config->store, loaded_path(&loaded, "s.db"));
	ck_assert_str_eq(config->log_level, "info");
	ck_assert_int_eq(config->edit_every_s, 5);
	ck_assert_ptr_null(config->templates);
	mailbox = &config->mailboxes[0];
	ck_assert_int_eq(mailbox->type, CONFIG_MAILBOX_IMAP);
	ck_assert_int_eq(mailbox->tls, IMAP_TLS_IMPLICIT);
	ck_assert_int_eq(mailbox->port, 993);
	ck_assert_str_eq(mailbox->folder, "INBOX");
	ck_assert_int_eq(mailbox->max_mail, 1048576);
	ck_assert_int_eq(config->relays[0].tls, SMTP_TLS_NONE);
	ck_assert_str_eq(config->relays[0].host, "127.0.0.1");
	ck_assert_int_eq(config->relays[0].sessions, 1);
	list = &config->lists[0];
	ck_assert_str_eq(list->zone, "UTC");
	ck_assert_int_eq(list->daily_at, 420);
	ck_assert_int_eq(list->queue_every_s, 3600);
	ck_assert_int_eq(list->max_attempts_s, 432000);
	ck_assert_int_eq(list->n_moderators, 0);
	ck_assert_int_eq(list->n_editors, 0);
	ck_assert_int_eq(list->tokenless, CONFIG_TOKENLESS_HOLD);
	ck_assert_int_eq(config->auth.n_authserv_ids, 0);
	ck_assert_int_eq(config->auth.depth, 1);
	ck_assert_int_eq(config->auth.strips_forged, 0);
	loaded_close(&loaded);
}
END_TEST

START_TEST(load_takes_sensible_forms)
{
	struct loaded loaded;
	const struct config *config = &loaded.config;

	loaded_open(&loaded);
	loaded_text(&loaded, TOP
	            "auth = { authserv_ids = [ \"mx.example.org\", \"mx\" ];"
	            " border_received_by = \"2001:db8::1\";"
	            " border_depth = 2; strips_forged = \"yes\"; };"
	            "mailboxes = [ ];\nrelays = { name = \"r\"; "
	            "port : 0x19, sessions = 2L };\n"
	            "lists = [ { " LIST "moderators = \"a@example.org\"; "
	            "tokenless = \"drop\"; "
	            "admins = [ \"b@EXAMPLE.org\", \"c@example.org\", ]; "
	            "queue : { at = 3; }; daily_at = \"6:05\"; "
	            "zone = \"Europe/Oslo\"; } ];\n");
	ck_assert_str_eq(loaded_mistake(&loaded, 0), "");
	ck_assert_int_eq(loaded.err, OK);
	ck_assert_int_eq(config->n_mailboxes, 0);
	ck_assert_int_eq(config->relays[0].port, 25);
	ck_assert_int_eq(config->relays[0].sessions, 2);
	ck_assert_int_eq(config->auth.n_authserv_ids, 2);
	ck_assert_str_eq(config->auth.authserv_ids[1], "mx");
	ck_assert_str_eq(config->auth.received_by[0], "2001:db8::1");
	ck_assert_int_eq(config->auth.depth, 2);
	ck_assert_int_eq(config->auth.strips_forged, 1);
	ck_assert_int_eq(config->lists[0].n_moderators, 1);
	ck_assert_str_eq(config->lists[0].moderators[0], "a@example.org");
	ck_assert_int_eq(config->lists[0].n_admins, 2);
	ck_assert_str_eq(config->lists[0].admins[0], "b@example.org");
	ck_assert_int_eq(config->lists[0].queue_at, 3);
	ck_assert_int_eq(config->lists[0].daily_at, 365);
	loaded_close(&loaded);
}
END_TEST

/* One mistake each. */
static const struct {
	const char *text, *mistake;
} rows[] = {
	/* unknown keys */
	{WHOLE(TOP "stores = 1; ", MAILBOX, RELAY, LIST),
         "1: unknown key \"stores\"; the nearest known one is \"store\""},
	{WHOLE(TOP, MAILBOX "prot = 5; ", RELAY, LIST),
         "2: unknown key \"prot\"; the nearest known one is \"port\""},
	{WHOLE(TOP, MAILBOX, RELAY, LIST "queue = { att = 5; }; "),
         "4: unknown key \"queue.att\"; the nearest known one is "
         "\"queue.at\""},
	{WHOLE("stoer = \"x\"; hostname = \"localhost\"; keys_file = \"k\"; ",
               MAILBOX, RELAY, LIST),
         "1: unknown key \"stoer\"; the nearest known one is \"store\""},
	{WHOLE(TOP, MAILBOX, RELAY, LIST "Language = \"en\"; "),
         "4: unknown key \"Language\"; the nearest known one is "
         "\"language\""},
	/* wrong types */
	{WHOLE(TOP "edit_every = 5; ", MAILBOX, RELAY, LIST),
         "1: edit_every: expected a duration such as \"90s\", \"15m\", "
         "\"2h\", \"7d\", found the number 5"},
	{WHOLE(TOP, MAILBOX "port = \"993\"; ", RELAY, LIST),
         "2: port: expected a whole number without quotes, found the text "
         "\"993\""},
	{WHOLE(TOP, MAILBOX "port = 993.0; ", RELAY, LIST),
         "2: port: expected a whole number without quotes, found a number "
         "with a fraction"},
	{WHOLE(TOP, MAILBOX "folder = true; ", RELAY, LIST),
         "2: folder: expected a text in quotes, found true or false"},
	{WHOLE(TOP, MAILBOX "folder = ( \"a\" ); ", RELAY, LIST),
         "2: folder: expected a text in quotes, found a list"},
	{WHOLE(TOP, MAILBOX "max_mail = 1048576; ", RELAY, LIST),
         "2: max_mail: expected a size such as \"64KB\" or \"20MB\", found "
         "the number 1048576"},
	{WHOLE(TOP, MAILBOX, RELAY, LIST "queue = 5; "),
         "4: queue: expected a group { ... }"},
	{WHOLE(TOP, MAILBOX, RELAY, LIST "moderators = ( \"a@b.org\", 5 ); "),
         "4: moderators: expected a list of addresses, found the number 5"},
	{WHOLE(TOP, MAILBOX, RELAY, LIST "moderators = { a = 5; }; "),
         "4: moderators: expected a list of addresses, found a group"},
	{TOP "mailboxes = 5;\nrelays = { " RELAY " };\nlists = { " LIST " };",
         "1: mailboxes: expected a list of groups: ( { ... }, { ... } ), "
         "found the number 5"},
	{TOP "mailboxes = \n(\"x\");\nrelays = { " RELAY " };\nlists = { " LIST
             " };",
         "2: mailboxes: expected a list of groups: ( { ... }, { ... } ), found "
         "the text \"x\""},
	{WHOLE(TOP "auth = { border_received_by = \"a\"; "
                   "authserv_ids = ( 5 ); }; ",
               MAILBOX, RELAY, LIST),
         "1: auth.authserv_ids: expected a list of host names, found the "
         "number 5"},
	{WHOLE(TOP "auth = { border_received_by = \"a\"; "
                   "authserv_ids = \"a b\"; }; ",
               MAILBOX, RELAY, LIST),
         "1: auth.authserv_ids: no host name: \"a b\""},
	{WHOLE(TOP "auth = { strips_forged = \"maybe\"; }; ", MAILBOX, RELAY,
               LIST),
         "1: auth.strips_forged: expected one of \"no\", \"yes\", found "
         "\"maybe\""},
	{WHOLE(TOP "auth = { border_depth = 0; }; ", MAILBOX, RELAY, LIST),
         "1: auth.border_depth: 0 is out of range, expected 1..20"},
	{WHOLE(TOP, MAILBOX, RELAY, LIST "tokenless = \"ask\"; "),
         "4: tokenless: expected one of \"hold\", \"confirm\", \"drop\", "
         "found \"ask\""},
	/* numbers that libconfig wraps */
	{WHOLE(TOP, MAILBOX "port = 99999999999; ", RELAY, LIST),
         "2: port: 99999999999 is out of range, expected 1..65535"},
	{WHOLE(TOP, MAILBOX "port = 4294968289; ", RELAY, LIST),
         "2: port: 4294968289 is out of range, expected 1..65535"},
	{WHOLE(TOP, MAILBOX "port = 4294968289L; ", RELAY, LIST),
         "2: port: 4294968289 is out of range, expected 1..65535"},
	{WHOLE(TOP, MAILBOX "port = 0x1000003E1; ", RELAY, LIST),
         "2: port: 4294968289 is out of range, expected 1..65535"},
	{WHOLE(TOP, MAILBOX "port = 0x100000000000003E1L; ", RELAY, LIST),
         "2: port: 9223372036854775807 is out of range, expected 1..65535"},
	{WHOLE(TOP, MAILBOX, RELAY, LIST "summary_sentences = -1; "),
         "4: summary_sentences: -1 is out of range, expected 0..10"},
	{TOP "mailboxes = ( );\nrelays = ( );\nlists = { " LIST " };",
         "2: relays: a list of 0 is out of range, expected 1..100"},
	/* values */
	{WHOLE(TOP, MAILBOX, RELAY, LIST "zone = \"../etc/passwd\"; "),
         "4: zone: expected a time zone such as \"Europe/Oslo\", found "
         "\"../etc/passwd\""},
	{WHOLE(TOP, MAILBOX, RELAY, LIST "postal_address = \"a\\nb\"; "),
         "4: postal_address holds the control character U+000A"},
	{WHOLE(TOP, MAILBOX, RELAY, LIST "postal_address = \"a\\x1b\"; "),
         "4: postal_address holds the control character U+001B"},
	{WHOLE(TOP "log_level = \"loud\"; ", MAILBOX, RELAY, LIST),
         "1: log_level: expected one of \"error\", \"warn\", \"info\", "
         "\"debug\", found \"loud\""},
	{WHOLE(TOP, MAILBOX, RELAY,
               "name = \"l\"; title = \"T\"; address = \"a@example.org\"; "
               "reply_address = \"a@example.org\"; "),
         "4: reply_address: {token} is missing"},
	/* grammar */
	{GOOD "edit_every = = 1;\n",
         "5: syntax error at or before: edit_every = = 1;"},
	{TOP "\nrelays = (\n", "3: syntax error at or before: "},
};

START_TEST(load_refuses)
{
	struct loaded loaded;

	loaded_open(&loaded);
	loaded_text(&loaded, rows[_i].text);
	ck_assert_int_eq(loaded.err, ERR_INPUT);
	ck_assert_only(&loaded, rows[_i].mistake);
	ck_assert_ptr_null(loaded.config.store);
	loaded_close(&loaded);
}
END_TEST

START_TEST(load_reports_ten_mistakes_of_two_files_in_order)
{
	static const char *const mistakes[] = {
		"1: unknown key \"stor\"; the nearest known one is \"store\"",
		"2: lists.example.org needs quotes: \"lists.example.org\"",
		"4: log_level is set twice, first in ",
		"6: port: 99999999999 is out of range, expected 1..65535",
		"6: poll: 0s is out of range, expected 1s..1d",
		"7: tls: \"none\" is for this host only, not for h.example.org",
		"a.conf:2: title is missing in this list",
		"a.conf:3: address: no valid address: \"nobody\" (",
		"a.conf:4: {token}", /* see below */
		"a.conf:5: relay: there is no relay called \"other\"",
	};
	struct loaded loaded;

	loaded_open(&loaded);
	loaded_put(&loaded, "a.conf",
	           str_of("lists = (\n{ name = \"l\";\naddress = \"nobody\";\n"
	                  "reply_address = \"r@example.org\";\n"
	                  "relay = \"other\"; } );\n"),
	           0600);
	loaded_text(&loaded, "stor = \"s\"; keys_file = \"k\";\n"
	                     "hostname = lists.example.org;\n"
	                     "log_level = \"info\";\nlog_level = \"warn\";\n"
	                     "mailboxes = (\n{ " MAILBOX
	                     "port = 99999999999; poll = \"0s\"; } );\n"
	                     "relays = { name = \"r\"; "
	                     "host = \"h.example.org\"; };\n"
	                     "@include \"a.conf\"\n");
	ck_assert_uint_eq(loaded.n, ARRAY_LEN(mistakes));
	for (size_t i = 0; i < loaded.n; i++) {
		const char *mistake = loaded_mistake(&loaded, i);

		if (i == 8)
			ck_assert_str_eq(mistake, "a.conf:4: reply_address: "
			                          "{token} is missing");
		else
			ck_assert_msg(str_starts(str_of(mistake), mistakes[i]),
			              "%s", mistake);
	}
	loaded_close(&loaded);
}
END_TEST

START_TEST(load_says_what_came_before_the_file_broke_off)
{
	struct loaded loaded;

	loaded_open(&loaded);
	loaded_text(&loaded, "stores = \"x\";\nedit_every = \"5\";\n"
	                     "mailboxes = ( { name = ; } );\n");
	ck_assert_uint_eq(loaded.n, 3);
	ck_assert_str_eq(loaded_mistake(&loaded, 2),
	                 "3: syntax error at or before: "
	                 "mailboxes = ( { name = ; } );");
	loaded_close(&loaded);
}
END_TEST

START_TEST(load_of_no_file_is_absent)
{
	struct loaded loaded;

	loaded_open(&loaded);
	loaded_read(&loaded, false);
	ck_assert_int_eq(loaded.err, ERR_ABSENT);
	ck_assert_uint_eq(loaded.n, 1);
	ck_assert_int_eq(loaded.mistakes[0].line, 0);
	loaded_close(&loaded);
}
END_TEST

START_TEST(load_of_a_folder_is_a_mistake)
{
	struct loaded loaded;

	loaded_open(&loaded);
	ck_assert_int_eq(mkdir(loaded_path(&loaded, "postbag.conf"), 0700), 0);
	loaded_read(&loaded, false);
	ck_assert_int_eq(loaded.err, ERR_INPUT);
	ck_assert(
		str_ends(str_of(loaded_mistake(&loaded, 0)), "Is a directory"));
	loaded_close(&loaded);
}
END_TEST

START_TEST(named_finds_lists_and_relays)
{
	struct loaded loaded;
	const struct config_list *list;

	loaded_open(&loaded);
	loaded_text(&loaded, WHOLE(TOP, MAILBOX,
	                           RELAY "}, { name = \"other\"; port = 26; ",
	                           LIST "relay = \"other\"; "));
	ck_assert_int_eq(loaded.err, OK);
	list = config_list_named(&loaded.config, "courier");
	ck_assert_ptr_eq(list, &loaded.config.lists[0]);
	ck_assert_int_eq(config_relay_of(&loaded.config, list)->port, 26);
	ck_assert_ptr_null(config_list_named(&loaded.config, "Courier"));
	loaded_close(&loaded);
}
END_TEST

#define X50 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const struct {
	const char *text, *secret, *why; /* why: behind the path */
} secrets[] = {
	{"s3cret", "s3cret", NULL},
	{"s3cret\n", "s3cret", NULL},
	{" s3 cret \r\nsecond\n", " s3 cret ", NULL},
	{X50 X50 X50 X50 X50 "xxxxx\n", X50 X50 X50 X50 X50 "xxxxx", NULL},
	{X50 X50 X50 X50 X50 "xxxxxx\n", NULL,
         "a secret of more than 255 bytes"},
	{"", NULL, "no secret in it"},
	{"\nsecond\n", NULL, "no secret in it"},
	{"a\rb\n", NULL, "the secret holds the control character U+000D"},
};

START_TEST(secret_is_the_first_line)
{
	struct loaded loaded;
	struct str secret = {NULL, 0};
	struct why why = {""};
	const char *path;
	enum err err;

	loaded_open(&loaded);
	path = loaded_path(&loaded, "secret");
	loaded_put(&loaded, "secret", str_of(secrets[_i].text), 0600);
	err = secret_read(&loaded.arena, path, &secret, &why);
	if (secrets[_i].secret) {
		ck_assert_int_eq(err, OK);
		ck_assert_text(secret, secrets[_i].secret);
	} else {
		ck_assert_int_eq(err, ERR_FATAL);
		ck_assert_ptr_null(secret.ptr);
		ck_assert_str_eq(why.text, arena_printf(&loaded.arena, "%s: %s",
		                                        path, secrets[_i].why));
	}
	loaded_close(&loaded);
}
END_TEST

START_TEST(secret_that_others_can_read_is_refused)
{
	struct loaded loaded;
	struct str secret;
	struct why why;

	loaded_open(&loaded);
	loaded_put(&loaded, "secret", str_of("s3cret\n"), 0600);
	ck_assert_int_eq(chmod(loaded_path(&loaded, "secret"), 0644), 0);
	ck_assert_int_eq(secret_read(&loaded.arena,
	                             loaded_path(&loaded, "secret"), &secret,
	                             &why),
	                 ERR_FATAL);
	ck_assert_ptr_nonnull(strstr(why.text, "mode 0644"));
	ck_assert_ptr_null(strstr(why.text, "s3cret"));
	ck_assert_int_eq(secret_read(&loaded.arena,
	                             loaded_path(&loaded, "absent"), &secret,
	                             &why),
	                 ERR_FATAL);
	loaded_close(&loaded);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("config");
	TCase *load = tcase_create("config_load");
	TCase *rest = tcase_create("config_rest");

	tcase_add_test(load, load_fills_in_the_defaults);
	tcase_add_test(load, load_takes_sensible_forms);
	tcase_add_loop_test(load, load_refuses, 0, ARRAY_LEN(rows));
	tcase_add_test(load, load_reports_ten_mistakes_of_two_files_in_order);
	tcase_add_test(load, load_says_what_came_before_the_file_broke_off);
	tcase_add_test(load, load_of_no_file_is_absent);
	tcase_add_test(load, load_of_a_folder_is_a_mistake);
	tcase_add_test(rest, named_finds_lists_and_relays);
	tcase_add_loop_test(rest, secret_is_the_first_line, 0,
	                    ARRAY_LEN(secrets));
	tcase_add_test(rest, secret_that_others_can_read_is_refused);
	suite_add_tcase(s, load);
	suite_add_tcase(s, rest);
	return s;
}
