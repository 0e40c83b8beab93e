#include "conf/check.h"

#include "tests/config_text.h"

#define GOOD WHOLE(TOP, MAILBOX, RELAY, LIST)

/* Keys that are wrong only beside other keys, and the one mistake of each. */
static const struct {
	const char *text, *mistake; /* NULL: fine */
} rows[] = {
	{GOOD, NULL},
	/* missing */
	{"hostname = \"localhost\"; keys_file = \"k\"; mailboxes = ( );\n"
         "relays = { name = \"r\"; };\nlists = { " LIST " };\n",
         "3: store is missing in this file"},
	{WHOLE(TOP, "name = \"m\"; host = \"h\"; user = \"u\"; ", RELAY, LIST),
         "2: password_file is missing in this mailbox"},
	{WHOLE(TOP, "name = \"m\"; type = \"maildir\"; ", RELAY, LIST),
         "2: path is missing in this mailbox"},
	{WHOLE(TOP, MAILBOX, "host = \"localhost\"; ", LIST),
         "3: name is missing in this relay"},
	{WHOLE(TOP, MAILBOX, RELAY,
               "name = \"l\"; title = \"T\"; address = \"a@example.org\"; "),
         "4: reply_address is missing in this list"},
	/* a key that is meant for another type */
	{WHOLE(TOP, MAILDIR "host = \"h\"; ", RELAY, LIST),
         "2: host is not for a mailbox of type \"maildir\""},
	{WHOLE(TOP, MAILBOX "path = \"p\"; ", RELAY, LIST),
         "2: path is not for a mailbox of type \"imap\""},
	/* a wrong type says nothing about the other keys */
	{WHOLE(TOP, "name = \"m\"; type = \"pop3\"; ", RELAY, LIST),
         "2: type: expected one of \"imap\", \"maildir\", found \"pop3\""},
	/* twins */
	{WHOLE(TOP, MAILBOX "}, {" MAILBOX, RELAY, LIST),
         "2: name: the mailbox in F:2 has the same one"},
	{WHOLE(TOP, MAILBOX, RELAY "}, {\n" RELAY, LIST),
         "4: name: the relay in F:3 has the same one"},
	{WHOLE(TOP, MAILBOX, RELAY,
               LIST "}, { name = \"other\"; title = \"T\"; "
                    "address = \"Courier@LISTS.example.org\"; "
                    "reply_address = \"{token}@example.org\"; "),
         "4: address: the list in F:4 has the same one"},
	{WHOLE(TOP, MAILBOX, "name = \"courier\"; ", LIST), NULL},
	{WHOLE(TOP, MAILBOX, RELAY,
               LIST "moderators = [ \"m@a.example\", \"n@a.example\",\n"
                    "\"m@A.example\" ]; "),
         "4: moderators: m@a.example is named twice"},
	{WHOLE(TOP, MAILBOX, RELAY,
               LIST "admins = [ \"m@a.example\", \"n@a.example\" ]; "),
         NULL},
	/* plain text */
	{WHOLE(TOP, MAILBOX "tls = \"none\"; ", RELAY, LIST),
         "2: tls: \"none\" is for this host only, not for imap.example.org"},
	{WHOLE(TOP, MAILBOX, RELAY "host = \"smtp.example.org\"; ", LIST),
         "3: tls: \"none\" is for this host only, not for smtp.example.org"},
	{WHOLE(TOP, MAILBOX,
               RELAY "host = \"smtp.example.org\"; tls = \"starttls\"; ", LIST),
         NULL},
	{WHOLE(TOP, MAILBOX, RELAY "host = \"::1\"; ", LIST), NULL},
	/* whose word is believed */
	{WHOLE(TOP "auth = { authserv_ids = \"mx.example.org\"; "
                   "border_received_by = ( \"mx.example.org\" ); }; ",
               MAILBOX, RELAY, LIST "editors = \"e@example.org\"; "),
         NULL},
	{WHOLE(TOP "auth = { authserv_ids = \"mx.example.org\"; }; ", MAILBOX,
               RELAY, LIST),
         "1: auth.authserv_ids needs auth.border_received_by"},
	{WHOLE(TOP "auth = { border_received_by = \"mx.example.org\"; }; ",
               MAILBOX, RELAY, LIST),
         "1: auth.border_received_by needs auth.authserv_ids"},
	{WHOLE(TOP, MAILBOX, RELAY, LIST "editors = \"e@example.org\"; "),
         "4: editors needs auth.authserv_ids: an editor's mail is taken only"
         " when it is proven"},
	/* passwords */
	{WHOLE(TOP, MAILBOX, RELAY "user = \"u\"; password_file = \"p\"; ",
               LIST),
         "3: user needs tls = \"starttls\": the password would travel in "
         "the open"},
	{WHOLE(TOP, MAILBOX, RELAY "user = \"u\"; tls = \"starttls\"; ", LIST),
         "3: user needs password_file"},
	{WHOLE(TOP, MAILBOX, RELAY "password_file = \"p\"; ", LIST),
         "3: password_file needs user"},
	/* folders */
	{WHOLE(TOP, MAILBOX "processed = \"INBOX\"; ", RELAY, LIST),
         "2: processed is the same as folder"},
	{WHOLE(TOP, MAILDIR "processed = \"Maildir\"; ", RELAY, LIST),
         "2: processed is the same as path"},
	/* who is named */
	{WHOLE(TOP, MAILBOX, RELAY, LIST "relay = \"other\"; "),
         "4: relay: there is no relay called \"other\""},
};

START_TEST(all_finds)
{
	struct loaded loaded;
	const char *mistake = rows[_i].mistake;
	size_t at;

	loaded_open(&loaded);
	loaded_text(&loaded, rows[_i].text);
	if (!mistake) {
		ck_assert_str_eq(loaded_mistake(&loaded, 0), "");
		ck_assert_int_eq(loaded.err, OK);
	} else {
		at = str_find(str_of(mistake), "F:");
		if (at != STR_NONE)
			mistake = arena_printf(
				&loaded.arena, "%.*s%s%s", (int)at, mistake,
				loaded_path(&loaded, "postbag.conf"),
				mistake + at + 1);
		ck_assert_only(&loaded, mistake);
		ck_assert_int_eq(loaded.err, ERR_INPUT);
	}
	loaded_close(&loaded);
}
END_TEST

START_TEST(all_fills_in_what_follows_from_other_keys)
{
	struct loaded loaded;
	const struct config *config = &loaded.config;

	loaded_open(&loaded);
	loaded_text(&loaded,
	            WHOLE(TOP, MAILBOX "tls = \"starttls\"; ", RELAY, LIST));
	ck_assert_int_eq(loaded.err, OK);
	ck_assert_int_eq(config->mailboxes[0].port, 143);
	ck_assert_str_eq(config->lists[0].list_id, "courier.lists.example.org");
	ck_assert_str_eq(config->lists[0].relay, "local");

	loaded_text(&loaded,
	            WHOLE(TOP, MAILBOX "tls = \"starttls\"; port = 993;", RELAY,
	                  LIST "list_id = \"x.example.org\"; "));
	ck_assert_int_eq(loaded.err, OK);
	ck_assert_int_eq(config->mailboxes[0].port, 993);
	ck_assert_str_eq(config->lists[0].list_id, "x.example.org");
	loaded_close(&loaded);
}
END_TEST

START_TEST(processed_maildir_lies_beside_the_maildir)
{
	struct loaded loaded;

	loaded_open(&loaded);
	loaded_text(&loaded, WHOLE(TOP, MAILDIR, RELAY, LIST));
	ck_assert_int_eq(loaded.err, OK);
	ck_assert_str_eq(loaded.config.mailboxes[0].path,
	                 loaded_path(&loaded, "in/Maildir"));
	ck_assert_str_eq(loaded.config.mailboxes[0].processed,
	                 loaded_path(&loaded, "in/Processed"));

	loaded_text(&loaded, WHOLE(TOP,
	                           "name = \"m\"; type = \"maildir\"; "
	                           "path = \"/var/m/\"; processed = \"/x\"; ",
	                           RELAY, LIST));
	ck_assert_str_eq(loaded.config.mailboxes[0].path, "/var/m");
	ck_assert_str_eq(loaded.config.mailboxes[0].processed, "/x");
	loaded_close(&loaded);
}
END_TEST

static void put_files(struct loaded *loaded, unsigned mode)
{
	loaded_put(loaded, "postbag.conf",
	           str_of(WHOLE(TOP "templates = \"a.conf\"; ",
	                        MAILBOX "ca_file = \"ca\"; ", RELAY,
	                        LIST "zone = \"Europe/Oslo\"; ")),
	           0600);
	loaded_put(loaded, "keys", str_of("x"), mode);
	loaded_put(loaded, "secret", str_of("x"), mode);
	loaded_put(loaded, "ca", str_of("x"), 0644);
	ck_assert_int_eq(chmod(loaded_path(loaded, "keys"), mode), 0);
	ck_assert_int_eq(chmod(loaded_path(loaded, "secret"), mode), 0);
}

START_TEST(all_looks_at_files_when_asked_to)
{
	struct loaded loaded;

	loaded_open(&loaded);
	put_files(&loaded, 0600);
	ck_assert_int_eq(mkdir(loaded_path(&loaded, "a.conf"), 0700), 0);
	loaded_read(&loaded, true);
	ck_assert_str_eq(loaded_mistake(&loaded, 0), "");
	ck_assert_int_eq(loaded.err, OK);

	put_files(&loaded, 0640);
	loaded_read(&loaded, true);
	ck_assert_only(&loaded,
	               arena_printf(&loaded.arena,
	                            "1: keys_file: %s: mode 0640 lets others "
	                            "at it, 0600 is the most",
	                            loaded_path(&loaded, "keys")));

	put_files(&loaded, 0604);
	loaded_read(&loaded, true);
	ck_assert_uint_eq(loaded.n, 2);
	ck_assert_int_eq(loaded.mistakes[1].line, 2);
	loaded_read(&loaded, false);
	ck_assert_int_eq(loaded.err, OK);
	loaded_close(&loaded);
}
END_TEST

/* A file of rules alone, for the lists of a whole one. */
static enum err load_rules(struct loaded *loaded, const char *text)
{
	loaded_put(loaded, "postbag.conf",
	           str_of(WHOLE(TOP, MAILBOX, RELAY,
	                        LIST "moderators = \"ida@example.org\"; ")),
	           0600);
	loaded_read(loaded, false);
	ck_assert_int_eq(loaded->err, OK);
	loaded_put(loaded, "rules.conf", str_of(text), 0600);
	return config_load_rules(
		&loaded->arena, loaded_path(loaded, "rules.conf"),
		&loaded->config, &loaded->mistakes, &loaded->n);
}

static const struct {
	const char *rule, *mistake;
} wrong_rules[] = {
	{"then = \"hold\";", "rules.conf:2: name is missing in this rule"},
	{"name = \"a\";", "rules.conf:2: then is missing in this rule"},
	{"name = \"ask\"; then = \"hold\";",
         "rules.conf:2: name: \"ask\" is the program's own"},
	{"name = \"mode-after\"; then = \"hold\";",
         "rules.conf:2: name: \"mode-after\" is the program's own"},
	{"name = \"a\"; then = \"drop\";",
         "rules.conf:2: then: expected one of \"hold\", \"mark\", \"approve\","
         " \"reject\", found \"drop\""},
	{"name = \"a\"; then = \"reject\";",
         "rules.conf:2: reason: a rejection's is one of: off-topic, abuse, "
         "duplicate,"
         " spam, too-long, unverified, other"},
	{"name = \"a\"; then = \"reject\";\nreason = \"I dislike it\";",
         "rules.conf:3: reason: a rejection's is one of: off-topic, abuse, "
         "duplicate,"
         " spam, too-long, unverified, other"},
	{"name = \"a\"; then = \"hold\";\nif = { wrds = \"x\"; };",
         "rules.conf:3: unknown key \"if.wrds\"; the nearest known one is"
         " \"if.words\""},
	{"name = \"a\"; then = \"hold\";\nif = {\nabuse_at_least = 101; };",
         "rules.conf:4: if.abuse_at_least: 101 is out of range, expected "
         "0..100"},
	{"name = \"a\"; then = \"hold\"; if = {\nlinks_at_least = 3;\n"
         "links_at_most = 2; };",
         "rules.conf:3: if.links_at_least is more than if.links_at_most: no "
         "comment is"
         " so"},
	{"name = \"a\"; then = \"hold\"; if = { lists = \"couriers\"; };",
         "rules.conf:2: if.lists: there is no list called \"couriers\""},
	{"name = \"a\"; then = \"hold\"; to = \"eve@example.org\";",
         "rules.conf:2: to: eve@example.org is no list's moderator"},
	{"name = \"a\"; then = \"approve\"; to = \"ida@example.org\";",
         "rules.conf:2: to is for rules that hold or mark"},
	{"name = \"a\"; then = \"hold\"; }, {\nname = \"a\"; then = \"mark\";",
         "rules.conf:3: name: the rule in FILE:2 has the same one"},
	{"name = \"a\"; then = \"hold\"; if = { words = ( \"x\", \"\" ); };",
         "rules.conf:2: if.words: expected texts of 1..200 bytes, found \"\""},
	{"name = \"a\"; then = \"hold\"; if = { words = 7; };",
         "rules.conf:2: if.words: expected a list of texts, found the number "
         "7"},
};

START_TEST(mistakes_in_rules_name_file_line_and_key)
{
	struct loaded loaded;
	const char *wanted = wrong_rules[_i].mistake, *file;
	struct str text;

	loaded_open(&loaded);
	ck_assert_int_eq(
		load_rules(&loaded,
	                   arena_printf(&loaded.arena, "rules = (\n{ %s } );\n",
	                                wrong_rules[_i].rule)),
		ERR_INPUT);
	ck_assert_uint_eq(loaded.n, 1);
	file = strstr(wanted, "FILE");
	text = str_of(file ? arena_printf(&loaded.arena, "%.*s%s%s",
	                                  (int)(file - wanted), wanted,
	                                  loaded_path(&loaded, "rules.conf"),
	                                  file + 4)
	                   : wanted);
	ck_assert_str_eq(loaded_mistake(&loaded, 0), text.ptr);
	ck_assert_str_eq(loaded.mistakes[0].file,
	                 loaded_path(&loaded, "rules.conf"));
	loaded_close(&loaded);
}
END_TEST

START_TEST(rules_are_loaded_in_order_with_their_defaults)
{
	struct loaded loaded;
	const struct rule *rule;

	loaded_open(&loaded);
	ck_assert_int_eq(
		load_rules(&loaded,
	                   "rules = ( { name = \"one\"; then = \"mark\"; to ="
	                   " \"ida@example.org\"; if = { words = ( \"x\","
	                   " \"y z\" ); abuse_at_least = 80; verified ="
	                   " \"no\"; article_age_at_most = \"7d\"; }; }, {"
	                   " name = \"two\"; then = \"reject\"; reason ="
	                   " \"spam\"; } );"),
		OK);
	ck_assert_int_eq(loaded.config.n_rules, 2);
	ck_assert_int_eq(loaded.config.n_lists, 1);
	rule = &loaded.config.rules[0];
	ck_assert_str_eq(rule->name, "one");
	ck_assert_int_eq(rule->act, RULE_MARK);
	ck_assert_int_eq(rule->n_words, 2);
	ck_assert_str_eq(rule->words[1], "y z");
	ck_assert_int_eq(rule->abuse.least, 80);
	ck_assert_int_eq(rule->abuse.most, 100);
	ck_assert_int_eq(rule->verified, RULE_NO);
	ck_assert_int_eq(rule->trusted, RULE_ANY);
	ck_assert_int_eq(rule->article_age.most, 7 * 86400);
	ck_assert_int_eq(rule->links.most, RULE_MANY);
	rule = &loaded.config.rules[1];
	ck_assert_int_eq(rule->act, RULE_REJECT);
	ck_assert_int_eq(rule->article_age.most, RULE_AGE_MAX);
	ck_assert_ptr_null(rule->to);
	loaded_close(&loaded);
}
END_TEST

START_TEST(all_misses_files_that_are_not_there)
{
	struct loaded loaded;

	loaded_open(&loaded);
	loaded_put(&loaded, "postbag.conf",
	           str_of(WHOLE(TOP "templates = \"t\"; ", MAILBOX, RELAY,
	                        LIST "zone = \"Europe/Nowhere\"; ")),
	           0600);
	loaded_read(&loaded, true);
	ck_assert_uint_eq(loaded.n, 4);
	ck_assert_str_eq(loaded_mistake(&loaded, 1),
	                 arena_printf(&loaded.arena,
	                              "1: templates: %s: No such file or "
	                              "directory",
	                              loaded_path(&loaded, "t")));
	ck_assert_str_eq(loaded_mistake(&loaded, 3),
	                 "4: zone: this host knows no \"Europe/Nowhere\" "
	                 "(/usr/share/zoneinfo/Europe/Nowhere: No such file "
	                 "or directory)");
	loaded_close(&loaded);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("check");
	TCase *c = tcase_create("check_all");

	tcase_add_loop_test(c, all_finds, 0, ARRAY_LEN(rows));
	tcase_add_test(c, all_fills_in_what_follows_from_other_keys);
	tcase_add_test(c, processed_maildir_lies_beside_the_maildir);
	tcase_add_test(c, all_looks_at_files_when_asked_to);
	tcase_add_test(c, all_misses_files_that_are_not_there);
	tcase_add_loop_test(c, mistakes_in_rules_name_file_line_and_key, 0,
	                    ARRAY_LEN(wrong_rules));
	tcase_add_test(c, rules_are_loaded_in_order_with_their_defaults);
	suite_add_tcase(s, c);
	return s;
}
