/*
 * suite.h - included by every test_*.c, which defines the one function in it
 */
#ifndef TESTS_SUITE_H
#define TESTS_SUITE_H

#include <check.h>
#include <string.h>

#include "base/attr.h"
#include "base/str.h"

/* The tests of one module, a case for each of its public functions. */
Suite *suite(void);

/* Whether the bytes of `text` are those of the literal `expected`. */
#define ck_assert_text(text, expected)                                         \
	do {                                                                   \
		struct str text_ = (text);                                     \
		const char *expected_ = (expected);                            \
		ck_assert_msg(str_is(text_, expected_),                        \
		              "%s is \"%.*s\", expected \"%s\"", #text,        \
		              (int)text_.len, text_.ptr ? text_.ptr : "",      \
		              expected_);                                      \
	} while (0)

#endif
