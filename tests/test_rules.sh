#!/bin/sh
# test_rules.sh - tests/rules notices what it is there for, and nothing else
#
# Builds a small tree in a folder of its own, spoils it in every way at once,
# and looks for one finding each.  Run in the project's root.
set -eu

rules=$PWD/tests/rules
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
cd "$tree"
failed=0
n=0

# A tree without a finding, though it mentions what is forbidden.
fresh() {
	rm -rf "${tree:?}"/*
	mkdir -p base text mailer store digest conf app tests/peer
	for dir in base text mailer store digest conf; do
		printf '#include "%s/%s.h"\n' $dir one_$dir >$dir/one_$dir.c
		printf 'int one_%s(void);\n' $dir >$dir/one_$dir.h
		: >tests/test_one_$dir.c
	done
	cat >>base/one_base.c <<-'END'
	/* strcpy(a, b) and system("x"); time(NULL)
	   malloc(1) */
	static const char text[] = "sprintf(\"x\") /* ";
	static const char quote = '"'; // gets(x)
	int ctime_like(int runtime) { return my_malloc(runtime); }
	END
	cat >digest/one_digest.c <<-'END'
	#include <stdint.h>
	#include "base/one_base.h"
	#include "mailer/one_mailer.h"
	#include "store/one_store.h"
	END
	printf '#include <sodium.h>\n' >base/crypto.c
	: >tests/test_crypto.c
	printf 'int t(void) { return (int)time(0); }\n' >app/main.c
	printf 'void *p(void) { return malloc(1); }\n' >tests/peer/peer.c
}

run() {
	"$rules" base text mailer store digest conf app tests 2>&1
}

# notices EXPECTED FILE TEXT - TEXT added to FILE is to give such a finding.
# An x in the name of FILE becomes one of its own.
notices() {
	n=$((n + 1))
	file=$(echo "$2" | sed "s|/x\.|/x$n.|")
	# shellcheck disable=SC2059
	printf "$3\n" >>"$file"
	case $file in
	*.c) : >"tests/test_$(basename "$file")" ;;
	esac
	printf '%s:\t%s\n' "$file" "$1" >>expected
}

# Look for what was expected, and for nothing else.
check_expected() {
	if run >found; then
		echo "nothing was noticed" >&2
		failed=1
	fi
	while IFS='	' read -r file text; do
		grep -F "$file" found | grep -qF "$text" || {
			echo "not noticed: $file $text" >&2
			failed=1
		}
	done <expected
	if [ "$(wc -l <found)" != "$(wc -l <expected)" ]; then
		echo "other findings than expected:" >&2
		cat found >&2
		failed=1
	fi
}

fresh
n=$((n + 1))
if ! out=$(run); then
	echo "a clean tree is not clean: $out" >&2
	failed=1
fi

inc() {
	notices "$3" "$1" "#include $2"
}

fresh
inc base/x.c '"text/one_text.h"' 'must not include'
inc base/x.h '"mailer/one_mailer.h"' 'must not include'
inc text/x.c '"mailer/one_mailer.h"' 'must not include'
inc mailer/x.c '"store/one_store.h"' 'must not include'
inc store/x.c '"mailer/one_mailer.h"' 'must not include'
inc mailer/x.c '"digest/one_digest.h"' 'must not include'
inc digest/x.c '"conf/one_conf.h"' 'must not include'
inc digest/x.c '"app/x.h"' 'must not include'
inc conf/x.c '"app/x.h"' 'must not include'
inc digest/x.c '"mailer/smtp.h"' 'the network belongs to'
inc digest/x.c '"mailer/imap.h"' 'the network belongs to'
inc mailer/x.c '<sqlite3.h>' 'store/sqlite.c'
inc store/x.h '<sqlite3.h>' 'store/sqlite.c'
inc mailer/x.c '<libetpan/libetpan.h>' 'mailer/imap.c'
inc mailer/imap.h '<libetpan/mailimap.h>' 'mailer/imap.c'
inc mailer/imap.c '<libesmtp.h>' 'mailer/smtp.c'
inc base/x.c '<openssl/ssl.h>' 'mailer/transport.c'
inc app/x.c '<libconfig.h>' 'conf/*.c'
inc mailer/x.c '<sodium.h>' 'base/crypto.c'
inc mailer/x.c '<libxml/HTMLparser.h>' 'text/*.c'
inc text/x.c '<md4c.h>' 'text/markdown.c'
inc text/x.h '<unistr.h>' 'text/*.c'
inc base/x.c '<unicase.h>' 'text/*.c'
inc digest/x.c '<libstemmer.h>' 'text/*.c'
inc digest/x.c '<jansson.h>' 'app/*.c'
inc app/x.c '<seccomp.h>' 'mailer/*.c'
inc mailer/x.c '<idn2.h>' 'mailer/domain.c'

for f in strcpy strcat strncpy sprintf strtok atoi gets sscanf localtime \
	gmtime_r system popen alloca tmpnam; do
	notices 'banned' mailer/x.c "int x = $f (y);"
	notices 'banned' app/x.c "int x = -$f(y);"
done
notices 'banned' tests/peer/x.c 'int x = system(y);'
notices 'memory' mailer/x.c 'void *p = malloc(3);'
notices 'memory' app/x.c 'void *p = strdup(s);'
notices 'memory' digest/x.c 'free(p);'
notices 'clock' digest/x.c 'int64_t t = time(NULL);'
notices 'clock' mailer/deadline.c 'int64_t t = time(NULL);'
notices 'clock' mailer/parser.c 'int c = CLOCK_REALTIME;'
notices 'clock' mailer/imap.c 'clock_gettime(CLOCK_MONOTONIC, &t);'
notices 'chance' digest/x.c 'crypto_random(bytes, 3);'
notices 'chance' app/x.c 'getrandom(bytes, 3, 0);'
notices 'chance' text/x.c 'int x = rand();'
notices 'locales' mailer/x.c 'int x = isalpha(c);'
notices 'typedef' base/x.h 'typedef struct x { int y; } x;'
notices 'NDEBUG' base/x.c '#define NDEBUG'
notices 'banned' base/x.c '/* a comment */ int x = atoi("/*"); /* more */'
notices 'banned' base/x.c "int q = '\\\\\"'; int x = atoi(y);"

body=$(seq 61 | sed 's/.*/\\tx();/' | tr '\n' '@' | sed 's/@/\\n/g')
notices 'too_long() has 61 lines' base/x.c \
	"static int too_long(int y)\n{\n$body}"
notices '451 lines, over 450' base/x.c \
	"$(seq 450 | tr '\n' '@' | sed 's/@/\\n/g')x"
check_expected

# The longest function and the longest file that may be.
fresh
n=$((n + 1))
body=$(seq 60 | sed 's/.*/\\tx();/' | tr '\n' '@' | sed 's/@/\\n/g')
{
	# shellcheck disable=SC2059
	printf "static int x(int y)\n{\n$body}\n"
	seq 387
} >base/long.c
: >tests/test_long.c
if [ "$(wc -l <base/long.c)" != 450 ] || ! out=$(run); then
	echo "60 lines in a function or 450 in a file: ${out:-}" >&2
	failed=1
fi

# Where the libraries, the clock and chance do belong.
fresh
n=$((n + 1))
echo '#include <sqlite3.h>' >store/sqlite.c
echo '#include <libetpan/mailimap.h>' >mailer/imap.c
echo '#include <openssl/ssl.h>' >mailer/trust.c
echo 'int x = clock_gettime(CLOCK_MONOTONIC, &t);' >mailer/deadline.c
echo '#include <unistr.h>' >text/utf8.c
echo 'void x(void) { free(p); crypto_random(p, 3); }' >app/x.c
echo 'typedef enum err sink(void *context);' >app/x.h
for name in sqlite imap trust deadline utf8; do
	: >tests/test_$name.c
done
if ! out=$(run); then
	echo "what belongs there: $out" >&2
	failed=1
fi

# A module without a test, a folder that nobody knows.
fresh
n=$((n + 1))
rm tests/test_one_store.c
case $(run || :) in
*"store/one_store.c:1: there is no tests/test_one_store.c"*) ;;
*)
	echo "not noticed: a module without a test" >&2
	failed=1
	;;
esac
mkdir other
n=$((n + 1))
if "$rules" other 2>/dev/null; then
	echo "not noticed: an unknown folder" >&2
	failed=1
fi

[ "$failed" -eq 0 ] && echo "rules: $n checks"
exit "$failed"
