#include "tests/suite.h"

#include <string.h>

#include "mailer/compose.h"
#include "mailer/image.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

/* Base64 of RFC 4648, 10. */
static const struct {
	const char *bytes, *text;
} rows[] = {
	{"", ""},
	{"f", "Zg=="},
	{"fo", "Zm8="},
	{"foo", "Zm9v"},
	{"foob", "Zm9vYg=="},
	{"fooba", "Zm9vYmE="},
	{"foobar", "Zm9vYmFy"},
};

START_TEST(add_writes_the_part_in_base64)
{
	struct buf out = BUF_INIT(1 << 16);
	const char *want = arena_printf(
		&arena,
		"Content-Type: image/png; name=\"days.png\"\r\n"
		"Content-Transfer-Encoding: base64\r\n"
		"Content-ID: <days@example.org>\r\n"
		"Content-Disposition: inline; filename=\"days.png\"\r\n"
		"%s%s",
		rows[_i].text[0] ? "\r\n" : "", rows[_i].text);

	image_add(&out, "days", str_of("news@example.org"),
	          str_of(rows[_i].bytes));
	ck_assert_text(buf_str(&out), want);
	buf_free(&out);
}
END_TEST

START_TEST(add_breaks_lines_at_76)
{
	struct buf out = BUF_INIT(1 << 16);
	char bytes[500] = {0};
	struct str rest, line;

	image_add(&out, "days", str_of("news@example.org"),
	          (struct str){bytes, sizeof(bytes)});
	rest = buf_str(&out);
	while (str_next_line(&rest, &line))
		ck_assert_uint_le(line.len, 76);
	buf_free(&out);
}
END_TEST

START_TEST(link_names_the_part)
{
	ck_assert_text(image_link(&arena, "days", str_of("news@example.org")),
	               "cid:days@example.org");
}
END_TEST

START_TEST(compose_puts_it_beside_the_html)
{
	static const struct compose_image image = {"days", STR("foobar")};
	const struct compose mail = {
		.from_addr = STR("news@example.org"),
		.to_addr = STR("ida@example.org"),
		.subject = STR("The week"),
		.message_id = STR("1@example.org"),
		.date = 1795501800,
		.text = STR("Words\n"),
		.html = STR("<p><img src=\"cid:days@example.org\"></p>\n"),
		.images = &image,
		.n_images = 1,
		.boundary = STR("b"),
	};
	static const char *const order[] = {
		"Content-Type: multipart/alternative;",
		"boundary=\"=_b\"",
		"--=_b\r\nContent-Type: text/plain",
		"--=_b\r\nContent-Type: multipart/related; type=\"text/html\"",
		"boundary=\"=_br\"",
		"--=_br\r\nContent-Type: text/html",
		"--=_br\r\nContent-Type: image/png",
		"Zm9vYmFy",
		"--=_br--",
		"--=_b--",
	};
	struct form form;
	struct why why = {""};
	struct str rest;

	ck_assert_msg(compose_mail(&arena, &mail, &form, &why) == OK, "%s",
	              why.text);
	rest = form.bytes;
	for (size_t i = 0; i < ARRAY_LEN(order); i++) {
		size_t at = str_find(rest, order[i]);

		ck_assert_msg(at != STR_NONE, "%s", order[i]);
		rest = str_from(rest, at + strlen(order[i]));
	}
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("image");
	TCase *t = tcase_create("image");

	tcase_add_checked_fixture(t, NULL, drop_arena);
	tcase_add_loop_test(t, add_writes_the_part_in_base64, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(t, add_breaks_lines_at_76);
	tcase_add_test(t, link_names_the_part);
	tcase_add_test(t, compose_puts_it_beside_the_html);
	suite_add_tcase(s, t);
	return s;
}
