#include "conf/keys.h"

#include <unistd.h>

#include "tests/config_text.h"

#define SAMPLE "conf/postbag.conf"
#define MANUAL "docs/postbag.conf.5"

static struct str read_all(struct arena *arena, const char *path)
{
	struct str text = {NULL, 0};

	ck_assert_msg(!file_read(arena, path, 1 << 20, &text, NULL), "%s",
	              path);
	return text;
}

/* The part of the sample in which the keys of `group` stand. */
static struct str sample_part(struct str sample, enum key_group group)
{
	size_t ends[] = {
		[KEY_GROUP_TOP] = str_find(sample, "\nmailboxes = ("),
		[KEY_GROUP_MAILBOX] = str_find(sample, "\nrelays = ("),
		[KEY_GROUP_RELAY] = str_find(sample, "\nlists = ("),
		[KEY_GROUP_LIST] = str_find(sample, "\nrules = ("),
		[KEY_GROUP_RULE] = sample.len,
	};

	if (group == KEY_GROUP_TOP)
		return sample;
	return str_slice(sample, ends[group - 1] + 1, ends[group]);
}

/* Does `text` have the line `line`, blanks and one # before it left aside? */
static bool has_line(struct str text, const char *line)
{
	struct str next;

	while (str_next_line(&text, &next)) {
		next = str_trim(next);
		if (str_starts(next, "#"))
			next = str_from(next, 1);
		if (str_is(next, line))
			return true;
	}
	return false;
}

/* Does a line of `text` set the key called `name`? */
static bool has_setting(struct str text, const char *name)
{
	struct str next;

	while (str_next_line(&text, &next)) {
		next = str_trim(next);
		if (str_starts(next, "#"))
			next = str_from(next, 1);
		if (str_starts(next, name) &&
		    str_starts(str_from(next, strlen(name)), " = "))
			return true;
	}
	return false;
}

/* Every comment of `text` as one line, for meanings that are wrapped. */
static struct str comments(struct arena *arena, struct str text)
{
	struct buf all = BUF_INIT(1 << 20);
	struct str next, word;

	while (str_next_line(&text, &next)) {
		next = str_trim(next);
		if (!str_starts(next, "# "))
			continue;
		next = str_from(next, 2);
		while (str_next_word(&next, &word)) {
			buf_add(&all, word);
			buf_addc(&all, ' ');
		}
	}
	return buf_take(&all, arena);
}

static const char *last_part(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot ? dot + 1 : name;
}

START_TEST(sample_has_the_key_with_its_default_and_meaning)
{
	struct arena arena = {NULL};
	const struct key *key = key_at((size_t)_i);
	struct str part = sample_part(read_all(&arena, SAMPLE), key->group);
	const char *name = last_part(key->name);
	const char *mark = key->type == KEY_NUMBER ? "" : "\"";

	ck_assert_msg(has_setting(part, name), "%s", key->name);
	ck_assert_msg(str_find(comments(&arena, part), key->meaning) !=
	                      STR_NONE,
	              "%s: %s", key->name, key->meaning);
	if (key->standard)
		ck_assert_msg(
			has_line(part,
		                 arena_printf(&arena, "%s = %s%s%s;", name,
		                              mark, key->standard, mark)),
			"%s = %s", key->name, key->standard);
	arena_free(&arena);
}
END_TEST

/* "number, 1..65535, default 993", as the manual has it. */
static const char *manual_says(struct arena *arena, const struct key *key)
{
	const char *range = key_range(arena, key);
	const char *end = "";

	if (key->standard)
		end = arena_printf(arena, ", default %s", key->standard);
	else if (key->flags & KEY_REQUIRED &&
	         !(key->flags & (KEY_IMAP | KEY_MAILDIR)))
		end = ", required";
	return arena_printf(arena, "%s%s%s%s", key_type_name(key),
	                    range[0] ? ", " : "", range, end);
}

START_TEST(manual_has_the_key_with_type_range_and_default)
{
	static const char *const titles[] = {
		"\n.Ss File\n",  "\n.Ss Mailboxes\n", "\n.Ss Relays\n",
		"\n.Ss Lists\n", "\n.Ss Rules\n",     "\n.Sh FILES\n",
	};
	struct arena arena = {NULL};
	const struct key *key = key_at((size_t)_i);
	struct str text = read_all(&arena, MANUAL);
	size_t start = str_find(text, titles[key->group]);
	size_t end = str_find(text, titles[key->group + 1]);
	const char *item = arena_printf(&arena, "\n.It Ic %s\n.Pq %s\n",
	                                key->name, manual_says(&arena, key));

	ck_assert_uint_ne(start, STR_NONE);
	ck_assert_uint_ne(end, STR_NONE);
	ck_assert_msg(str_find(str_slice(text, start, end), item) != STR_NONE,
	              "%s", item);
	arena_free(&arena);
}
END_TEST

START_TEST(manual_has_no_key_that_the_table_has_not)
{
	struct arena arena = {NULL};
	struct str text = read_all(&arena, MANUAL), line;
	size_t n = 0;

	while (str_next_line(&text, &line))
		n += str_starts(line, ".It Ic ");
	ck_assert_uint_eq(n, config_key_count());
	arena_free(&arena);
}
END_TEST

/* Take the # off every setting that is commented out. */
static struct str uncomment(struct arena *arena, struct str text)
{
	struct buf all = BUF_INIT(1 << 20);
	struct str line;

	while (str_next_line(&text, &line)) {
		struct str start = str_trim_left(line);

		if (str_starts(start, "#") && start.len > 1 &&
		    !char_is_space(start.ptr[1]))
			line = str_from(start, 1);
		buf_add(&all, line);
		buf_addc(&all, '\n');
	}
	return buf_take(&all, arena);
}

START_TEST(sample_loads_as_it_is)
{
	struct loaded loaded;

	loaded_open(&loaded);
	ck_assert_int_eq(config_load(&loaded.arena, SAMPLE, false,
	                             &loaded.config, &loaded.mistakes,
	                             &loaded.n),
	                 OK);
	ck_assert_uint_eq(loaded.n, 0);
	ck_assert_str_eq(loaded.config.lists[0].name, "courier");
	loaded_close(&loaded);
}
END_TEST

START_TEST(sample_loads_with_all_its_keys)
{
	struct loaded loaded;
	struct str text;

	loaded_open(&loaded);
	text = uncomment(&loaded.arena, read_all(&loaded.arena, SAMPLE));
	loaded_put(&loaded, "postbag.conf", text, 0600);
	loaded_read(&loaded, false);
	ck_assert_str_eq(loaded_mistake(&loaded, 0), "");
	ck_assert_int_eq(loaded.err, OK);
	ck_assert_int_eq(loaded.config.n_mailboxes, 2);
	ck_assert_int_eq(loaded.config.n_relays, 2);
	ck_assert_int_eq(loaded.config.lists[0].n_moderators, 2);
	ck_assert_int_eq(loaded.config.lists[0].queue_at, 10);
	loaded_close(&loaded);
}
END_TEST

/* The text between .Bd and .Ed below EXAMPLES. */
START_TEST(manual_has_an_example_that_loads)
{
	static const char begin[] = ".Bd -literal -offset indent\n";
	struct loaded loaded;
	struct str text;

	loaded_open(&loaded);
	text = read_all(&loaded.arena, MANUAL);
	text = str_from(text, str_find(text, "\n.Sh EXAMPLES\n"));
	text = str_from(text, str_find(text, begin) + strlen(begin));
	text = str_slice(text, 0, str_find(text, "\n.Ed\n") + 1);
	loaded_put(&loaded, "postbag.conf", text, 0600);
	loaded_read(&loaded, false);
	ck_assert_str_eq(loaded_mistake(&loaded, 0), "");
	ck_assert_int_eq(loaded.config.lists[0].queue_every_s, 1800);
	loaded_close(&loaded);
}
END_TEST

START_TEST(row_is_sound)
{
	const struct key *key = key_at((size_t)_i);
	const char *group, *name, *type, *standard;

	config_key((size_t)_i, &group, &name, &type, &standard);
	ck_assert_str_eq(group, key_group_name(key->group));
	ck_assert_str_eq(name, key->name);
	ck_assert(strlen(type) > 0);
	ck_assert_uint_eq(key_find(key->group, str_of(name)), (size_t)_i);
	ck_assert_str_eq(key_nearest(key->group, str_of(name)), name);
	ck_assert_str_eq(config_key_meaning((size_t)_i), key->meaning);
	ck_assert(key->min <= key->max);
	/* Numbers without a range would take anything. */
	if (key->type == KEY_NUMBER || key->type == KEY_SIZE ||
	    key->type == KEY_DURATION)
		ck_assert_int_gt(key->max, 0);
	/* A key is required, or has a default, or may be left out. */
	if (key->flags & KEY_REQUIRED)
		ck_assert_ptr_null(standard);
	else
		ck_assert_ptr_nonnull(standard);
}
END_TEST

START_TEST(nearest_finds_what_was_meant)
{
	static const struct {
		enum key_group group;
		const char *text, *key;
	} rows[] = {
		{KEY_GROUP_TOP, "stoer", "store"},
		{KEY_GROUP_TOP, "list", "lists"},
		{KEY_GROUP_MAILBOX, "pasword_file", "password_file"},
		{KEY_GROUP_LIST, "adress", "address"},
		{KEY_GROUP_LIST, "queue.at_most", "queue.at"},
		{KEY_GROUP_RELAY, "conect_timeout", "connect_timeout"},
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		ck_assert_str_eq(
			key_nearest(rows[i].group, str_of(rows[i].text)),
			rows[i].key);
	ck_assert_uint_eq(key_find(KEY_GROUP_TOP, str_of("host")), KEY_NONE);
}
END_TEST

START_TEST(nearest_finds_nothing_far_away)
{
	ck_assert_ptr_null(key_nearest(KEY_GROUP_TOP, str_of("colour")));
	ck_assert_ptr_null(key_nearest(KEY_GROUP_LIST, str_of("x")));
	ck_assert_ptr_null(key_nearest(KEY_GROUP_RELAY, str_of("dkim_domain")));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("keys");
	TCase *table = tcase_create("table");
	TCase *texts = tcase_create("texts");
	int n = (int)config_key_count();

	tcase_add_loop_test(table, row_is_sound, 0, n);
	tcase_add_test(table, nearest_finds_what_was_meant);
	tcase_add_test(table, nearest_finds_nothing_far_away);
	tcase_add_loop_test(
		texts, sample_has_the_key_with_its_default_and_meaning, 0, n);
	tcase_add_loop_test(
		texts, manual_has_the_key_with_type_range_and_default, 0, n);
	tcase_add_test(texts, manual_has_no_key_that_the_table_has_not);
	tcase_add_test(texts, sample_loads_as_it_is);
	tcase_add_test(texts, sample_loads_with_all_its_keys);
	tcase_add_test(texts, manual_has_an_example_that_loads);
	suite_add_tcase(s, table);
	suite_add_tcase(s, texts);
	return s;
}
