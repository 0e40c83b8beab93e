#include "tests/suite.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "base/buf.h"
#include "mailer/scan.h"
#include "tests/shapes.h"

/* STANDARDS T-20: any megabyte takes at most so much.  A build that is watched
 * by tools, which takes many times that, is not measured. */
#define CPU_MS_MAX 2000
#define RSS_KB_MAX (64 * 1024)
#define BOMB_SIZE  50000000

#if defined(__SANITIZE_ADDRESS__)
#	define IS_WATCHED true
#else
#	define IS_WATCHED false
#endif

static long cpu_ms(void)
{
	struct timespec used;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return (long)used.tv_sec * 1000 + used.tv_nsec / 1000000;
}

static long peak_kb(void)
{
	struct rusage used;

	getrusage(RUSAGE_SELF, &used);
	return used.ru_maxrss;
}

/* A size at which a watched build ends as well. */
static size_t largest(size_t shape)
{
	return IS_WATCHED && shape_max(shape) > 65536 ? 65536
	                                              : shape_max(shape);
}

START_TEST(a_megabyte_is_read_in_at_most_2_s_and_64_mb)
{
	size_t shape = (size_t)_i;
	struct arena arena = {0};
	struct str mail = shape_mail(&arena, shape, largest(shape));
	long ms = cpu_ms(), kb = peak_kb();
	bool is_read;

	ck_assert_uint_le(mail.len, SCAN_RAW_MAX);
	ck_assert_uint_ge(mail.len, largest(shape) * 9 / 10);
	is_read = shape_walk(&arena, mail);
	ms = cpu_ms() - ms;
	kb = peak_kb() - kb;
	arena_free(&arena);
	ck_assert_msg(is_read, "%s", shape_name(shape));
	ck_assert_msg(IS_WATCHED || ms <= CPU_MS_MAX, "%s: %ld ms",
	              shape_name(shape), ms);
	ck_assert_msg(IS_WATCHED || kb <= RSS_KB_MAX, "%s: %ld KB",
	              shape_name(shape), kb);
}
END_TEST

/* What kills or stalls parsers, as large as mail servers let through: `more`
 * again and again, %u a number that goes up. */
static const struct {
	const char *name, *head, *more;
} bombs[] = {
	{"mails in each other", "", "Content-Type: message/rfc822\r\n\r\n"},
	{"multiparts in each other", "",
         "Content-Type: multipart/mixed; boundary=b%u\r\n\r\n--b%u\r\n"},
	{"parentheses", "From: ", "("},
	{"parentheses, folded", "Sender: ", "((((((((((((((((((\r\n "},
	{"parts", "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
         "--b\r\n\r\n"},
	{"fields", "", "X: y\r\n"},
	{"recipients", "To: ", "a%u@b.example,\r\n "},
	{"references", "References: ", "<%u@b.example>\r\n "},
	{"a header line", "X: ", "y"},
	{"encoded words", "Subject: ", "=?utf-8?q?a?=\r\n "},
	{"groups", "To: ", "a:;,"},
	{"zeros in base64",
         "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64"
         "\r\n\r\n",
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"},
	{"utf-16 that grows",
         "Content-Type: text/plain; charset=utf-16le\r\n\r\n",
         "\x01\x4e\x01\x4e\x01\x4e\x01\x4e\x01\x4e\x01\x4e\r\n"},
	{"a line", "\r\n", "x"},
};

static struct str bomb(struct arena *arena, size_t index, size_t size)
{
	struct str head = str_of(bombs[index].head);
	struct str more = str_of(bombs[index].more);
	struct buf text = BUF_INIT(2 * BOMB_SIZE);
	char piece[256];

	buf_add(&text, head);
	for (unsigned i = 0; text.len < size; i++) {
		struct str rest = more;
		size_t at;

		while ((at = str_find(rest, "%u")) != STR_NONE) {
			buf_add(&text, str_slice(rest, 0, at));
			snprintf(piece, sizeof(piece), "%u", i);
			buf_adds(&text, piece);
			rest = str_from(rest, at + 2);
		}
		buf_add(&text, rest);
	}
	return buf_take(&text, arena);
}

START_TEST(a_bomb_has_its_verdict_in_2_s_and_64_mb)
{
	struct arena arena = {0}, work = {0};
	bool is_whole = _i % 2 == 1; /* else as much as is looked at */
	struct str mail = bomb(&arena, (size_t)_i / 2,
	                       is_whole ? BOMB_SIZE : SCAN_RAW_MAX);
	struct why why = {""};
	long ms, kb;

	if (!is_whole)
		mail = str_slice(mail, 0, SCAN_RAW_MAX);
	ms = cpu_ms();
	kb = peak_kb();
	if (!is_whole) {
		(void)shape_walk(&work, mail);
	} else {
		ck_assert_int_eq(scan_mail(mail, SCAN_RAW_MAX, &why),
		                 ERR_INPUT);
		ck_assert_ptr_nonnull(strstr(why.text, "1048576"));
	}
	ms = cpu_ms() - ms;
	kb = peak_kb() - kb;
	arena_free(&work);
	arena_free(&arena);
	ck_assert_msg(IS_WATCHED || ms <= CPU_MS_MAX, "%s: %ld ms",
	              bombs[_i / 2].name, ms);
	ck_assert_msg(IS_WATCHED || kb <= RSS_KB_MAX, "%s: %ld KB",
	              bombs[_i / 2].name, kb);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("shapes");
	TCase *t = tcase_create("shape_walk");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, a_megabyte_is_read_in_at_most_2_s_and_64_mb, 0,
	                    (int)shape_count());
	tcase_add_loop_test(t, a_bomb_has_its_verdict_in_2_s_and_64_mb, 0,
	                    2 * ARRAY_LEN(bombs));
	suite_add_tcase(s, t);
	return s;
}
