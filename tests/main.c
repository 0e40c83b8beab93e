/*
 * main.c - runs the one suite of a test_*.c
 *
 * check(3) reads CK_RUN_CASE, CK_FORK and CK_VERBOSITY from the environment.
 * With CK_FORK=no (valgrind, gdb) give CK_EXCLUDE_TAGS=aborts as well.
 */
#include <stdlib.h>

#include "base/crypto.h"
#include "tests/suite.h"

int main(void)
{
	SRunner *runner;
	int failed;

	crypto_start();
	runner = srunner_create(suite());
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
