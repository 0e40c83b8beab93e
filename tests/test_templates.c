#include "tests/suite.h"
#include "tests/paper.h"

#include "base/buf.h"
#include "base/file.h"

static struct arena arena;
static struct template_source sources[TEMPLATES];

static void load_sources(void)
{
	paper_sources(&arena, sources);
}

static void drop_arena(void)
{
	arena_free(&arena);
}

static const char *const files[TEMPLATES] = {
	"digest.txt",   "digest.html",   "confirm.txt", "welcome.txt",
	"goodbye.txt",  "help.txt",      "leave.txt",   "letter.txt",
	"address.txt",  "owner.txt",     "probe.txt",   "suspended.txt",
	"unclear.txt",  "encrypted.txt", "queue.txt",   "queue.html",
	"expired.txt",  "receipt.txt",   "ask.txt",     "held.txt",
	"approved.txt", "rejected.txt",  "request.txt", "faq.txt",
	"weekly.txt",   "weekly.html",
};

START_TEST(each_template_has_its_file)
{
	ck_assert_str_eq(template_file((enum template_name)_i), files[_i]);
}
END_TEST

START_TEST(the_shipped_ones_load)
{
	struct templates templates;

	paper_templates(&arena, &templates);
	for (int i = 0; i < TEMPLATES; i++)
		ck_assert_ptr_nonnull(templates.of[i]);
}
END_TEST

/* Load with `text` in the place of one file; what is wrong goes to `why`. */
static enum err load_with(enum template_name name, const char *text,
                          struct why *why)
{
	struct templates templates;
	enum err err;

	templates.of[0] = (const struct template *)&arena;
	sources[name].text = str_of(text);
	err = templates_load(&arena, sources, &templates, why);
	if (err)
		ck_assert_ptr_eq(templates.of[0],
		                 (const struct template *)&arena);
	return err;
}

static const struct {
	enum template_name name;
	const char *text;
	const char *why; /* NULL: it loads */
} changes[] = {
	{TEMPLATE_DIGEST_TEXT, "", NULL},
	{TEMPLATE_DIGEST_TEXT, "{{title}}", NULL},
	{TEMPLATE_DIGEST_TEXT, "\n{{titel}}", "templates/digest.txt:2: "},
	{TEMPLATE_DIGEST_TEXT, "{{#items}}", "templates/digest.txt:1: "},
	{TEMPLATE_DIGEST_TEXT, "{{author}}", "templates/digest.txt:1: "},
	{TEMPLATE_DIGEST_TEXT,
         "{{#items}}{{#letters}}{{author}}{{/letters}}"
         "{{/items}}",
         NULL},
	{TEMPLATE_DIGEST_HTML, "{{moderator}}", "templates/digest.html:1: "},
	/* each is a partial of the others */
	{TEMPLATE_DIGEST_TEXT, "{{>welcome.txt}}", NULL},
	{TEMPLATE_DIGEST_TEXT, "{{>other.txt}}", "templates/digest.txt:1: "},
	{TEMPLATE_DIGEST_TEXT, "{{>queue.txt}}", "templates/queue.txt:"},
	/* a notice has its subject, whatever the values are */
	{TEMPLATE_HELP, "Subject: x\n\nbody", NULL},
	{TEMPLATE_HELP, "Subject: {{title}}\n\n", NULL},
	{TEMPLATE_HELP, "{{! what it is for }}\nSubject: x\n\nbody", NULL},
	{TEMPLATE_HELP, "Subject: x\nbody", "templates/help.txt:1: no"},
	{TEMPLATE_HELP, "Subject: x", "templates/help.txt:1: no"},
	{TEMPLATE_HELP, "subject: x\n\n", "templates/help.txt:1: no"},
	{TEMPLATE_HELP, "\nSubject: x\n\n", "templates/help.txt:1: no"},
	{TEMPLATE_HELP, "", "templates/help.txt:1: no"},
	{TEMPLATE_HELP, "{{#hours}}Subject: x\n{{/hours}}\n\n",
         "templates/help.txt:1: no"},
	{TEMPLATE_RECEIPT, "x", "templates/receipt.txt:1: no"},
	{TEMPLATE_QUEUE, "x", "templates/queue.txt:1: no"},
	/* names of others */
	{TEMPLATE_HELP, "Subject: x\n\n{{number}}", "templates/help.txt:3: "},
	{TEMPLATE_QUEUE, "Subject: x\n\n{{n_done}}", "templates/queue.txt:3: "},
	{TEMPLATE_RECEIPT, "Subject: x\n\n{{age}}",
         "templates/receipt.txt:3: "},
};

START_TEST(a_mistake_refuses_all_with_file_and_line)
{
	struct why why = {""};
	enum err err = load_with(changes[_i].name, changes[_i].text, &why);

	if (!changes[_i].why) {
		ck_assert_msg(err == OK, "%s", why.text);
		return;
	}
	ck_assert_int_eq(err, ERR_INPUT);
	ck_assert_msg(strncmp(why.text, changes[_i].why,
	                      strlen(changes[_i].why)) == 0,
	              "%s", why.text);
}
END_TEST

START_TEST(a_subject_is_taken_off_a_notice)
{
	struct str text = str_of("Subject:  The Courier \n \nbody\n");
	struct str subject = {"", 0};

	ck_assert(template_subject(&text, &subject));
	ck_assert_text(subject, "The Courier");
	ck_assert_text(text, "body\n");
}
END_TEST

START_TEST(without_a_subject_nothing_is_taken)
{
	static const char *const texts[] = {"", "Subject: x", "Subject: x\nb",
	                                    "x\n\n", "Subject:x\n\n"};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct str text = str_of(texts[i]), subject = str_of("as was");

		ck_assert(!template_subject(&text, &subject));
		ck_assert_text(text, texts[i]);
		ck_assert_text(subject, "as was");
	}
}
END_TEST

/* The last step of a name: "letters[].author" is "author" in a template. */
static struct str last_step(const char *name)
{
	struct str text = str_of(name);
	size_t dot = str_find_last_char(text, '.');

	return dot == STR_NONE ? text : str_from(text, dot + 1);
}

static bool is_used(struct str text, struct str name)
{
	static const char *const tags[] = {"{{", "{{#", "{{^", "{{{"};

	for (size_t i = 0; i < ARRAY_LEN(tags); i++) {
		const char *tag = arena_printf(&arena, "%s%.*s}}", tags[i],
		                               (int)name.len, name.ptr);

		if (str_find(text, tag) != STR_NONE)
			return true;
	}
	return false;
}

START_TEST(each_name_shows_in_a_shipped_template)
{
	size_t n, n_same;
	const char *const *names = template_names((enum template_name)_i, &n);

	for (size_t i = 0; i < n; i++) {
		bool is_there = false;

		for (int k = 0; k < TEMPLATES; k++)
			if (template_names((enum template_name)k, &n_same) ==
			            names &&
			    is_used(sources[k].text, last_step(names[i])))
				is_there = true;
		ck_assert_msg(is_there, "%s is in no template of its kind",
		              names[i]);
	}
}
END_TEST

START_TEST(no_name_is_listed_twice)
{
	size_t n;
	const char *const *names = template_names((enum template_name)_i, &n);

	ck_assert_uint_gt(n, 0);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(names[i], names[k]);
}
END_TEST

/* The names that the manual lists under the heading of a template's file. */
static size_t manual_names(struct str manual, const char *file,
                           struct str names[100])
{
	struct str line;
	bool is_here = false;
	size_t n = 0;

	while (str_next_line(&manual, &line)) {
		if (str_starts(line, ".Ss ") || str_starts(line, ".Sh "))
			is_here = str_find(line, file) != STR_NONE;
		if (!is_here || !str_starts(line, ".It Va "))
			continue;
		ck_assert_uint_lt(n, 100);
		names[n++] = str_trim(str_from(line, 7));
	}
	return n;
}

START_TEST(the_manual_lists_the_names_and_no_others)
{
	struct str manual, found[100];
	struct why why;
	size_t n, n_found;
	const char *const *names = template_names((enum template_name)_i, &n);

	ck_assert_int_eq(file_read(&arena, "docs/postbag-templates.7", 100000,
	                           &manual, &why),
	                 OK);
	n_found = manual_names(manual, files[_i], found);
	for (size_t i = 0; i < n || i < n_found; i++) {
		ck_assert_msg(i < n, "%.*s is no name", (int)found[i].len,
		              found[i].ptr);
		ck_assert_msg(i < n_found, "%s is missing", names[i]);
		ck_assert_text(found[i], names[i]);
	}
}
END_TEST

START_TEST(the_manual_lists_the_files)
{
	struct str manual;
	struct why why;
	const char *item = arena_printf(&arena, "\n.It Pa %s\n", files[_i]);

	ck_assert_int_eq(file_read(&arena, "docs/postbag-templates.7", 100000,
	                           &manual, &why),
	                 OK);
	ck_assert_msg(str_find(manual, item) != STR_NONE, "no %s", files[_i]);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("templates");
	TCase *file = tcase_create("template_file");
	TCase *load = tcase_create("templates_load");
	TCase *subject = tcase_create("template_subject");
	TCase *names = tcase_create("template_names");

	tcase_add_loop_test(file, each_template_has_its_file, 0, TEMPLATES);
	suite_add_tcase(s, file);

	tcase_add_checked_fixture(load, load_sources, drop_arena);
	tcase_add_test(load, the_shipped_ones_load);
	tcase_add_loop_test(load, a_mistake_refuses_all_with_file_and_line, 0,
	                    ARRAY_LEN(changes));
	suite_add_tcase(s, load);

	tcase_add_test(subject, a_subject_is_taken_off_a_notice);
	tcase_add_test(subject, without_a_subject_nothing_is_taken);
	suite_add_tcase(s, subject);

	tcase_add_checked_fixture(names, load_sources, drop_arena);
	tcase_add_loop_test(names, each_name_shows_in_a_shipped_template, 0,
	                    TEMPLATES);
	tcase_add_loop_test(names, no_name_is_listed_twice, 0, TEMPLATES);
	tcase_add_loop_test(names, the_manual_lists_the_names_and_no_others, 0,
	                    TEMPLATES);
	tcase_add_loop_test(names, the_manual_lists_the_files, 0, TEMPLATES);
	suite_add_tcase(s, names);
	return s;
}
