#include "tests/suite.h"

#include <sys/resource.h>
#include <time.h>

#include "mailer/scan.h"
#include "tests/shapes.h"

/* STANDARDS T-20: any megabyte takes at most so much.  A build that is watched
 * by tools, which takes many times that, is not measured. */
#define CPU_MS_MAX 2000
#define RSS_KB_MAX (64 * 1024)

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

Suite *suite(void)
{
	Suite *s = suite_create("shapes");
	TCase *t = tcase_create("shape_walk");

	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, a_megabyte_is_read_in_at_most_2_s_and_64_mb, 0,
	                    (int)shape_count());
	suite_add_tcase(s, t);
	return s;
}
