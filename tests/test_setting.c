#include "conf/setting.h"

#include "conf/literal.h"
#include "tests/config_text.h"

/* The key called `name` of a mailbox, to be set in `mailbox`. */
static struct setting field_of(struct loaded *loaded, struct mistakes *mistakes,
                               struct config_mailbox *mailbox, const char *name)
{
	mistakes->arena = &loaded->arena;
	return (struct setting){
		.arena = &loaded->arena,
		.mistakes = mistakes,
		.folder = "/etc/postbag",
		.key = key_at(key_find(KEY_GROUP_MAILBOX, str_of(name))),
		.base = mailbox,
		.place = {"F", 0, 3},
	};
}

static const char *first_mistake(struct mistakes *mistakes)
{
	struct config_mistake *list;

	if (mistakes_list(mistakes, &list) == 0)
		return "";
	ck_assert_int_eq(list[0].line, 3);
	ck_assert_str_eq(list[0].file, "F");
	return list[0].text;
}

static const struct {
	const char *key, *text, *mistake;
} refused[] = {
	{"name", "A",
         "name: expected a name of a-z, 0-9, - and _, at most 64, "
         "found \"A\""},
	{"host", "a b",
         "host: expected a host name or an IP address, "
         "found \"a b\""},
	{"tls", "tls",
         "tls: expected one of \"implicit\", \"starttls\", "
         "\"none\", found \"tls\""},
	{"poll", "0s", "poll: 0s is out of range, expected 1s..1d"},
	{"poll", "1d1s",
         "poll: expected a duration such as \"90s\", \"15m\", "
         "\"2h\", \"7d\", found \"1d1s\""},
	{"poll", "86401s", "poll: 86401s is out of range, expected 1s..1d"},
	{"max_mail", "1KB",
         "max_mail: 1KB is out of range, "
         "expected 4KB..100MB"},
	{"user", "", "user is empty"},
	{"user", "a\nb", "user holds the control character U+000A"},
	{"user", "\xff", "user is not valid UTF-8"},
};

START_TEST(set_text_refuses)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct config_mailbox mailbox = {.name = "old", .poll_s = 7};
	struct setting field;

	loaded_open(&loaded);
	field = field_of(&loaded, &mistakes, &mailbox, refused[_i].key);
	setting_set_text(&field, str_of(refused[_i].text));
	ck_assert_str_eq(first_mistake(&mistakes), refused[_i].mistake);
	ck_assert_str_eq(mailbox.name, "old");
	ck_assert_int_eq(mailbox.poll_s, 7);
	ck_assert_ptr_null(mailbox.user);
	loaded_close(&loaded);
}
END_TEST

START_TEST(set_text_limits_length)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct config_mailbox mailbox = {NULL};
	struct setting field;
	char text[257];

	memset(text, 'x', 256);
	text[256] = '\0';
	loaded_open(&loaded);
	field = field_of(&loaded, &mistakes, &mailbox, "user");
	setting_set_text(&field, (struct str){text, 255});
	ck_assert_uint_eq(strlen(mailbox.user), 255);
	ck_assert_str_eq(first_mistake(&mistakes), "");
	setting_set_text(&field, (struct str){text, 256});
	ck_assert_str_eq(first_mistake(&mistakes),
	                 "user is longer than 255 bytes");
	loaded_close(&loaded);
}
END_TEST

START_TEST(set_text_reads_every_type)
{
	static const struct {
		const char *key, *text;
	} rows[] = {
		{"name", "main"},    {"tls", "none"}, {"ca_file", "ca.pem"},
		{"poll", "2m"},      {"user", "u"},   {"path", "/var/x"},
		{"max_mail", "2MB"},
	};
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct config_mailbox mailbox = {NULL};

	loaded_open(&loaded);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct setting field =
			field_of(&loaded, &mistakes, &mailbox, rows[i].key);

		setting_set_text(&field, str_of(rows[i].text));
	}
	ck_assert_str_eq(first_mistake(&mistakes), "");
	ck_assert_str_eq(mailbox.name, "main");
	ck_assert_int_eq(mailbox.tls, 2);
	ck_assert_str_eq(mailbox.ca_file, "/etc/postbag/ca.pem");
	ck_assert_int_eq(mailbox.poll_s, 120);
	ck_assert_str_eq(mailbox.path, "/var/x");
	ck_assert_int_eq(mailbox.max_mail, 2097152);
	loaded_close(&loaded);
}
END_TEST

START_TEST(set_number_keeps_to_the_range)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct config_mailbox mailbox = {NULL};
	struct setting field;

	loaded_open(&loaded);
	field = field_of(&loaded, &mistakes, &mailbox, "port");
	setting_set_number(&field, 65535);
	ck_assert_int_eq(mailbox.port, 65535);
	setting_set_number(&field, 1);
	ck_assert_int_eq(mailbox.port, 1);
	setting_set_number(&field, 65536);
	ck_assert_int_eq(mailbox.port, 1);
	ck_assert_str_eq(first_mistake(&mistakes),
	                 "port: 65536 is out of range, expected 1..65535");
	loaded_close(&loaded);
}
END_TEST

/* Every default of the table is a value that its own key takes. */
START_TEST(set_standard_is_never_a_mistake)
{
	union {
		struct config top;
		struct config_mailbox mailbox;
		struct config_relay relay;
		struct config_list list;
	} base;
	const struct key *key = key_at((size_t)_i);
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct setting field;

	memset(&base, 0xff, sizeof(base));
	loaded_open(&loaded);
	mistakes.arena = &loaded.arena;
	field = (struct setting){
		.arena = &loaded.arena,
		.mistakes = &mistakes,
		.key = key,
		.base = &base,
	};
	setting_set_standard(&field);
	ck_assert_uint_eq(mistakes.n, 0);
	/* It was written, or there is none. */
	ck_assert_int_eq(memcmp((char *)&base + key->at,
	                        "\xff\xff\xff\xff\xff\xff\xff\xff",
	                        sizeof(void *)) != 0,
	                 key->standard != NULL);
	loaded_close(&loaded);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("setting");
	TCase *c = tcase_create("field_set");

	tcase_add_loop_test(c, set_text_refuses, 0, ARRAY_LEN(refused));
	tcase_add_test(c, set_text_limits_length);
	tcase_add_test(c, set_text_reads_every_type);
	tcase_add_test(c, set_number_keeps_to_the_range);
	tcase_add_loop_test(c, set_standard_is_never_a_mistake, 0,
	                    (int)config_key_count());
	suite_add_tcase(s, c);
	return s;
}
