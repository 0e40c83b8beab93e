#include "tests/suite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/wording.h"
#include "tests/store_fixture.h"

static struct arena arena;
static struct site site;
static struct config_list lists[3];
static const char *folder;

static void open_site(void)
{
	folder = store_folder(&arena);
	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		lists[i] =
			(struct config_list){.name = "news", .language = "en"};
	lists[1].name = "blatt";
	lists[1].language = "de-AT";
	lists[2].name = "sport";
	site = (struct site){.shipped = "templates",
	                     .config = {.templates = folder,
	                                .lists = lists,
	                                .n_lists = ARRAY_LEN(lists)}};
}

static void close_site(void)
{
	arena_free(&site.arena);
	(void)!remove(store_path(&arena, folder, "lists/news/help.txt"));
	(void)!remove(store_path(&arena, folder, "lists/news"));
	(void)!remove(store_path(&arena, folder, "lists"));
	(void)!remove(store_path(&arena, folder, "de/help.txt"));
	(void)!remove(store_path(&arena, folder, "de"));
	store_remove_folder(folder);
	arena_free(&arena);
}

static void write_file(const char *name, const char *text)
{
	FILE *file = fopen(store_path(&arena, folder, name), "w");

	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

static void make_folder(const char *name)
{
	ck_assert_int_eq(mkdir(store_path(&arena, folder, name), 0700), 0);
}

static struct str render(const struct config_list *list,
                         enum template_name name)
{
	struct str text = {"", 0};
	struct why why = {""};

	ck_assert_msg(template_render(&arena, wording_of(&site, list)->of[name],
	                              value_object(&arena), &text, &why) == OK,
	              "%s", why.text);
	return text;
}

static void load(void)
{
	struct why why = {""};

	ck_assert_msg(wording_load(&site, &why) == OK, "%s", why.text);
}

START_TEST(a_list_has_the_shipped_templates_of_its_language)
{
	load();
	ck_assert(str_starts(render(&lists[1], TEMPLATE_FAQ),
	                     "Subject: : Fragen"));
	ck_assert(str_starts(render(&lists[0], TEMPLATE_FAQ),
	                     "Subject: : Comments FAQ"));
	/* and English ones where there are none */
	ck_assert(str_starts(render(&lists[1], TEMPLATE_QUEUE),
	                     "Subject: :  to decide"));
}
END_TEST

START_TEST(what_is_nearest_to_the_list_is_used)
{
	make_folder("lists");
	make_folder("lists/news");
	make_folder("de");
	write_file("help.txt", "Subject: all\n\nx");
	write_file("de/help.txt", "Subject: alle\n\nx");
	write_file("lists/news/help.txt", "Subject: news\n\nx");
	load();
	ck_assert_text(render(&lists[0], TEMPLATE_HELP), "Subject: news\n\nx");
	ck_assert_text(render(&lists[1], TEMPLATE_HELP), "Subject: alle\n\nx");
	ck_assert_text(render(&lists[2], TEMPLATE_HELP), "Subject: all\n\nx");
	ck_assert(str_starts(render(&lists[1], TEMPLATE_FAQ),
	                     "Subject: : Fragen"));
}
END_TEST

START_TEST(lists_with_the_same_files_share_them)
{
	load();
	ck_assert_ptr_eq(wording_of(&site, &lists[0]),
	                 wording_of(&site, &lists[2]));
	ck_assert_ptr_ne(wording_of(&site, &lists[0]),
	                 wording_of(&site, &lists[1]));
}
END_TEST

START_TEST(a_mistake_in_one_lists_file_refuses_all_with_its_path)
{
	struct why why = {""};

	make_folder("lists");
	make_folder("lists/news");
	write_file("lists/news/help.txt", "Subject: news\n\n{{nonsense}}");
	ck_assert_int_eq(wording_load(&site, &why), ERR_INPUT);
	ck_assert_msg(strstr(why.text, "lists/news/help.txt:3") != NULL, "%s",
	              why.text);
}
END_TEST

START_TEST(a_faq_without_a_reason_is_refused)
{
	struct why why = {""};

	write_file("faq.txt", "Subject: FAQ\n\n[spam] x\n y\n");
	ck_assert_int_eq(wording_load(&site, &why), ERR_INPUT);
	ck_assert_msg(strstr(why.text, "[off-topic]") != NULL, "%s", why.text);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("wording");
	TCase *t = tcase_create("wording_load");

	tcase_add_checked_fixture(t, open_site, close_site);
	tcase_add_test(t, a_list_has_the_shipped_templates_of_its_language);
	tcase_add_test(t, what_is_nearest_to_the_list_is_used);
	tcase_add_test(t, lists_with_the_same_files_share_them);
	tcase_add_test(t,
	               a_mistake_in_one_lists_file_refuses_all_with_its_path);
	tcase_add_test(t, a_faq_without_a_reason_is_refused);
	suite_add_tcase(s, t);
	return s;
}
