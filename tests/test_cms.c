#include "tests/suite.h"

#include "mailer/cms.h"

static struct arena arena;

static void free_arena(void)
{
	arena_free(&arena);
}

/* 1.2.840.113549.1.7.x */
#define PKCS7(x)   "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07" x
#define DATA       PKCS7("\x01")
#define SIGNED     PKCS7("\x02")
#define FIRST      "\x02\x01\x01"
#define NO_DIGESTS "\x31\x00"

static const struct {
	struct str der;
	enum cms kind;
	const char *content;
} rows[] = {
	/* Every length is told. */
	{STR("\x30\x27" SIGNED "\xa0\x1a\x30\x18" FIRST NO_DIGESTS
             "\x30\x11" DATA "\xa0\x04\x04\x02hi"),
         CMS_SIGNED, "hi"},
	/* None is, and the content comes in pieces. */
	{STR("\x30\x80" SIGNED "\xa0\x80\x30\x80" FIRST
             "\x31\x80\x30\x80\x05\x00\0\0\0\0"
             "\x30\x80" DATA
             "\xa0\x80\x24\x80\x04\x02he\x04\x03llo\0\0\0\0\0\0\0\0\0\0\0\0"),
         CMS_SIGNED, "hello"},
	/* Cut off: what is there counts. */
	{STR("\x30\x80" SIGNED "\xa0\x80\x30\x80" FIRST NO_DIGESTS
             "\x30\x80" DATA "\xa0\x80\x24\x80\x04\x05he"),
         CMS_SIGNED, "he"},
	{STR("\x30\x0b" PKCS7("\x03")), CMS_CLOSED, ""},
	{STR("\x30\x0b" PKCS7("\x06")), CMS_CLOSED, ""},
	{STR("\x30\x0d\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17"),
         CMS_CLOSED, ""},
	{STR("\x30\x0b" PKCS7("\x05")), CMS_OTHER, ""},
	{STR("\x30\x80" SIGNED "\xa0\x80\x30\x80" FIRST NO_DIGESTS
             "\x30\x0b" DATA),
         CMS_OTHER, ""}, /* the content is another part */
	{STR("\x30\x80"), CMS_NONE, ""},
	{STR("\x30\x84\xff\xff\xff\xff\x06"), CMS_NONE, ""},
	{STR("\x30\x85\x01\x01\x01\x01\x01\x06"), CMS_NONE, ""},
	{STR("hello"), CMS_NONE, ""},
	{STR(""), CMS_NONE, ""},
};

START_TEST(read_finds_the_content_that_was_signed)
{
	struct str content = {"", 0};

	ck_assert_int_eq(cms_read(&arena, rows[_i].der, &content),
	                 rows[_i].kind);
	ck_assert_text(content, rows[_i].content);
}
END_TEST

START_TEST(read_survives_elements_without_an_end)
{
	char deep[20000];
	struct str content = {"", 0};

	for (size_t i = 0; i < sizeof(deep); i += 2)
		memcpy(deep + i, "\x30\x80", 2);
	memcpy(deep + 2, SIGNED "\xa0\x80\x30\x80", 15);
	ck_assert_int_eq(
		cms_read(&arena, (struct str){deep, sizeof(deep)}, &content),
		CMS_OTHER);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("cms");
	TCase *read = tcase_create("cms_read");

	tcase_add_checked_fixture(read, NULL, free_arena);
	tcase_add_loop_test(read, read_finds_the_content_that_was_signed, 0,
	                    ARRAY_LEN(rows));
	tcase_add_test(read, read_survives_elements_without_an_end);
	suite_add_tcase(s, read);
	return s;
}
