#include "conf/secret.h"

#include <unistd.h>

#include "tests/config_text.h"

static const struct {
	unsigned mode, forbidden;
	const char *why; /* NULL: fine */
} modes[] = {
	{0600, SECRET_OPEN, NULL},
	{0400, SECRET_OPEN, NULL},
	{0640, SECRET_OPEN, NULL},
	{0644, SECRET_OPEN, "mode 0644 lets others at it, 0640 is the most"},
	{0660, SECRET_OPEN, "mode 0660 lets others at it, 0640 is the most"},
	{0601, SECRET_OPEN, "mode 0601 lets others at it, 0640 is the most"},
	{0600, SECRET_OWN, NULL},
	{0400, SECRET_OWN, NULL},
	{0640, SECRET_OWN, "mode 0640 lets others at it, 0600 is the most"},
	{0666, 0, NULL},
};

START_TEST(check_looks_at_the_mode)
{
	struct loaded loaded;
	struct why why = {""};
	enum err err;

	loaded_open(&loaded);
	loaded_put(&loaded, "secret", str_of("x"), 0600);
	ck_assert_int_eq(chmod(loaded_path(&loaded, "secret"), modes[_i].mode),
	                 0);
	err = secret_check(loaded_path(&loaded, "secret"), modes[_i].forbidden,
	                   &why);
	ck_assert_int_eq(err, modes[_i].why ? ERR_FATAL : OK);
	ck_assert_str_eq(why.text, modes[_i].why ? modes[_i].why : "");
	loaded_close(&loaded);
}
END_TEST

START_TEST(check_wants_a_plain_file)
{
	struct loaded loaded;
	struct why why;

	loaded_open(&loaded);
	ck_assert_int_eq(secret_check(loaded.folder, 0, &why), ERR_FATAL);
	ck_assert_str_eq(why.text, "not a plain file");
	ck_assert_int_eq(mkfifo(loaded_path(&loaded, "secret"), 0600), 0);
	ck_assert_int_eq(secret_check(loaded_path(&loaded, "secret"), 0, &why),
	                 ERR_FATAL);
	ck_assert_str_eq(why.text, "not a plain file");
	ck_assert_int_eq(secret_check(loaded_path(&loaded, "absent"), 0, &why),
	                 ERR_ABSENT);
	ck_assert_str_eq(why.text, "No such file or directory");
	loaded_close(&loaded);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("secret");
	TCase *c = tcase_create("check");

	tcase_add_loop_test(c, check_looks_at_the_mode, 0, ARRAY_LEN(modes));
	tcase_add_test(c, check_wants_a_plain_file);
	suite_add_tcase(s, c);
	return s;
}
