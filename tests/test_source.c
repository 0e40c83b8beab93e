#include "conf/source.h"

#include <unistd.h>

#include "tests/config_text.h"

static enum err read_text(struct loaded *loaded, struct mistakes *mistakes,
                          struct source *source)
{
	enum err err;

	mistakes->arena = &loaded->arena;
	err = source_read(&loaded->arena, loaded_path(loaded, "postbag.conf"),
	                  mistakes, source);
	loaded->n = mistakes_list(mistakes, &loaded->mistakes);
	return err;
}

/* `text` with F for the path of the file. */
static const char *expand(struct loaded *loaded, const char *text)
{
	size_t at = str_find(str_of(text), "F:");

	if (at == STR_NONE)
		return text;
	return arena_printf(&loaded->arena, "%.*s%s%s", (int)at, text,
	                    loaded_path(loaded, "postbag.conf"), text + at + 1);
}

START_TEST(read_knows_where_each_line_came_from)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct source source;
	struct place place;

	loaded_open(&loaded);
	loaded_put(&loaded, "postbag.conf",
	           str_of("a = 1;\n@include \"a.conf\" d = 1;\ne = 1;\n"),
	           0600);
	loaded_put(&loaded, "a.conf", str_of("b = 1;\nc = 1;"), 0600);
	ck_assert_int_eq(read_text(&loaded, &mistakes, &source), OK);
	ck_assert_uint_eq(loaded.n, 0);
	for (unsigned line = 1; line < 7; line++) {
		static const int lines[] = {0, 1, 2, 1, 2, 2, 3};
		static const char *const texts[] = {
			"",       "a = 1;", "",       "b = 1;",
			"c = 1;", "d = 1;", "e = 1;",
		};
		bool is_inner = line == 3 || line == 4;

		place = source_place(&source, line);
		ck_assert_int_eq(place.line, lines[line]);
		ck_assert_int_eq(place.file_no, is_inner);
		ck_assert_str_eq(
			place.file,
			loaded_path(&loaded,
		                    is_inner ? "a.conf" : "postbag.conf"));
		ck_assert_text(source_line(&source, line), texts[line]);
	}
	loaded_close(&loaded);
}
END_TEST

/* What an @include may name. */
static const struct {
	const char *name, *mistake;
} includes[] = {
	{"a.conf", ""},
	{"./a.conf", ""},
	{"/etc/passwd", "@include \"/etc/passwd\" is not below F"},
	{"../x", "@include \"../x\" must not hold \"..\""},
	{"a/../a.conf", "@include \"a/../a.conf\" must not hold \"..\""},
	{"absent", "@include \"absent\": No such file or directory"},
	{"link", "@include \"link\" is not below F"},
	{".", "@include \".\" is not below F"},
	{"", "@include \"\" is no name of a file"},
	{"a\\x2econf", "@include \"a\\x2econf\" is no name of a file"},
	{"postbag.conf", "@include \"postbag.conf\" includes itself"},
	{"b.conf", "@include \"b.conf\" is not a plain file"},
};

START_TEST(include_stays_below_the_folder)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct source source;
	struct str expected = str_of(includes[_i].mistake);

	loaded_open(&loaded);
	loaded_put(&loaded, "a.conf", str_of("a = 1;\n"), 0600);
	ck_assert_int_eq(symlink("/etc/passwd", loaded_path(&loaded, "link")),
	                 0);
	ck_assert_int_eq(mkfifo(loaded_path(&loaded, "b.conf"), 0600), 0);
	loaded_put(&loaded, "postbag.conf",
	           str_of(arena_printf(&loaded.arena, "@include \"%s\"\n",
	                               includes[_i].name)),
	           0600);
	ck_assert_int_eq(read_text(&loaded, &mistakes, &source), OK);
	if (str_ends(expected, " F"))
		expected = str_of(arena_printf(&loaded.arena, "%.*s%s",
		                               (int)expected.len - 1,
		                               expected.ptr, loaded.folder));
	if (expected.len > 0)
		ck_assert_only(&loaded,
		               arena_printf(&loaded.arena, "1: %.*s",
		                            (int)expected.len, expected.ptr));
	ck_assert_uint_eq(loaded.n, expected.len > 0);
	loaded_close(&loaded);
}
END_TEST

START_TEST(include_takes_an_absolute_path_below_the_folder)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct source source;

	loaded_open(&loaded);
	loaded_put(&loaded, "a.conf", str_of("a = $;\n"), 0600);
	loaded_put(&loaded, "postbag.conf",
	           str_of(arena_printf(&loaded.arena, "@include \"%s\"\n",
	                               loaded_path(&loaded, "a.conf"))),
	           0600);
	ck_assert_int_eq(read_text(&loaded, &mistakes, &source), OK);
	ck_assert_str_eq(loaded_mistake(&loaded, 0),
	                 "a.conf:1: $ needs quotes: \"$\"");
	loaded_close(&loaded);
}
END_TEST

START_TEST(include_of_two_files_by_each_other_ends)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct source source;

	loaded_open(&loaded);
	loaded_put(&loaded, "postbag.conf", str_of("@include \"a.conf\"\n"),
	           0600);
	loaded_put(&loaded, "a.conf", str_of("@include \"b.conf\"\n"), 0600);
	loaded_put(&loaded, "b.conf", str_of("\n@include \"a.conf\"\n"), 0600);
	ck_assert_int_eq(read_text(&loaded, &mistakes, &source), OK);
	ck_assert_str_eq(loaded_mistake(&loaded, 0),
	                 "b.conf:2: @include \"a.conf\" includes itself");
	ck_assert_uint_eq(loaded.n, 1);
	loaded_close(&loaded);
}
END_TEST

START_TEST(key_that_two_files_set_is_set_twice)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct source source;

	loaded_open(&loaded);
	loaded_put(&loaded, "postbag.conf",
	           str_of("a = 1;\n@include \"a.conf\"\n"), 0600);
	loaded_put(&loaded, "a.conf", str_of("a = 2;\n"), 0600);
	ck_assert_int_eq(read_text(&loaded, &mistakes, &source), OK);
	ck_assert_str_eq(
		loaded_mistake(&loaded, 0),
		expand(&loaded, "a.conf:1: a is set twice, first in F:1"));
	loaded_close(&loaded);
}
END_TEST

/* Files that are no configuration at all. */
START_TEST(read_refuses_what_it_cannot_go_on_with)
{
	struct loaded loaded;
	struct mistakes mistakes = {NULL};
	struct source source = {NULL};
	char *large;

	loaded_open(&loaded);
	ck_assert_int_eq(read_text(&loaded, &mistakes, &source), ERR_ABSENT);
	ck_assert(str_ends(str_of(loaded_mistake(&loaded, 0)),
	                   "postbag.conf: No such file or directory"));
	ck_assert_int_eq(loaded.mistakes[0].line, 0);

	mistakes = (struct mistakes){NULL};
	large = arena_alloc(&loaded.arena, SOURCE_MAX + 1);
	memset(large, '\n', SOURCE_MAX + 1);
	loaded_put(&loaded, "postbag.conf", (struct str){large, SOURCE_MAX + 1},
	           0600);
	ck_assert_int_eq(read_text(&loaded, &mistakes, &source), ERR_INPUT);
	ck_assert_only(&loaded, "0: more than 262144 bytes of configuration");

	mistakes = (struct mistakes){NULL};
	memset(large, '(', SOURCE_MAX);
	loaded_put(&loaded, "postbag.conf", (struct str){large, SOURCE_MAX},
	           0600);
	ck_assert_int_eq(read_text(&loaded, &mistakes, &source), ERR_INPUT);
	ck_assert_only(&loaded, "1: too many brackets inside brackets");
	ck_assert_ptr_null(source.folder);
	loaded_close(&loaded);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("source");
	TCase *c = tcase_create("source_read");

	tcase_add_test(c, read_knows_where_each_line_came_from);
	tcase_add_loop_test(c, include_stays_below_the_folder, 0,
	                    ARRAY_LEN(includes));
	tcase_add_test(c, include_takes_an_absolute_path_below_the_folder);
	tcase_add_test(c, include_of_two_files_by_each_other_ends);
	tcase_add_test(c, key_that_two_files_set_is_set_twice);
	tcase_add_test(c, read_refuses_what_it_cannot_go_on_with);
	suite_add_tcase(s, c);
	return s;
}
