# make             build build/postbag       make test T=token    one suite
# make demo        a newspaper's day         make check           all that CI runs
# make O=folder    build elsewhere           make bench           speed beside peers
#
# Sources, tests, templates and fuzzers are found by name: nothing is listed.

VERSION  = 0.1.0
O       ?= build
PREFIX  ?= /usr/local
CONFDIR ?= /etc/postbag

PKGS     = libsodium libconfig jansson sqlite3 libxml-2.0 md4c libidn2 \
	   libseccomp openssl uchardet libpq libpng
CFLAGS  ?= -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LDFLAGS ?= -pie -Wl,-z,relro,-z,now
WARN     = -Wall -Wextra -Wshadow -Wconversion -Wformat=2 -Wundef -Wvla \
	   -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	   -Wcast-qual -Wwrite-strings
override CPPFLAGS += -I. -D_XOPEN_SOURCE=700 -DVERSION='"$(VERSION)"' \
	   -DDATADIR='"$(PREFIX)/share/postbag"' -DCONFDIR='"$(CONFDIR)"'
# No fused operations: what is computed is the same on every machine.
override CFLAGS += -std=c11 -ffp-contract=off $(WARN) $(PKG_CFLAGS)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
# Not pkg-config for libetpan: its flags turn position independence off; nor for
# ncurses: its flags set _XOPEN_SOURCE.
LDLIBS  := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -letpan -lesmtp \
	   -lstemmer -lunistring -lncursesw -ltinfo -lm
CHECK   := $(shell pkg-config --libs check 2>/dev/null)

# Lower layers first: tests/rules says which folder may include which.
DIRS     = base text mailer store digest conf app
SRCS    := $(wildcard $(DIRS:%=%/*.c))
HDRS    := $(wildcard $(DIRS:%=%/*.h) tests/*.h tests/peer/*.h)
OBJS     = $(patsubst %.c,$O/%.o,$(filter-out app/main.c,$(SRCS)))
TESTS    = $(patsubst %.c,$O/%,$(wildcard tests/test_$(or $T,*).c))
FUZZERS  = $(patsubst %.c,$O/%,$(wildcard tests/fuzz/fuzz_$(or $T,*).c))
PEERS    = $(patsubst %.c,$O/%,$(wildcard tests/peer/*.c))
# What tests share: main() and helpers.
HELPERS  = $(patsubst %.c,$O/%.o,$(filter-out tests/test_%,$(wildcard tests/*.c)))
TESTSRCS = $(wildcard tests/*.c tests/fuzz/*.c tests/peer/*.c tests/bench/*.c \
	   models/*.c)

BENCHES  = $(patsubst %.c,$O/%,$(wildcard tests/bench/*.c))

all: $O/postbag

$O/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$O/lib.a: $(OBJS)
	@$(RM) $@
	$(AR) qcs $@ $^

$O/postbag: $O/app/main.o $O/lib.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$O/tests/test_%: $O/tests/test_%.o $(HELPERS) $O/lib.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(CHECK)

$O/tests/bench/%: $O/tests/bench/%.o $O/tests/shapes.o $O/lib.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$O/tests/peer/%: $O/tests/peer/%.o $O/lib.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$O/models/build: $O/models/build.o $O/lib.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# One library for all fuzzers, watched where its branches go.
FUZZ = -std=c11 -g -O1 $(PKG_CFLAGS) -DARENA_BLOCK=0

$O/fuzz/%.o: %.c Makefile
	@mkdir -p $(@D)
	clang $(CPPFLAGS) $(FUZZ) -fsanitize=fuzzer-no-link,address,undefined \
		-MMD -MP -c -o $@ $<

$O/fuzz/lib.a: $(OBJS:$O/%=$O/fuzz/%)
	@$(RM) $@
	$(AR) qcs $@ $^

$O/tests/fuzz/%: $O/fuzz/tests/fuzz/%.o $O/fuzz/lib.a
	@mkdir -p $(@D)
	clang $(FUZZ) -fsanitize=fuzzer,address,undefined -o $@ $^ $(LDLIBS)

# Several suites at a time: the long ones wait for time-outs.  A busy machine
# is slow and not wrong, hence the multiplier.
test: $(TESTS) $(PEERS)
	@printf '%s\n' $(TESTS) | CK_TIMEOUT_MULTIPLIER=5 xargs -P 4 -I{} sh -c \
		'out=$$($(RUN) {} 2>&1); code=$$?; echo "$$out"; exit $$code'

# --- What a newcomer types.  Both install what they miss, by themselves. ---

demo:
	@tests/packages build servers
	@$(MAKE) -s $(JOBS) all
	@python3 tests/day/demo.py $O/postbag

check:
	@tests/packages build servers check lint
	$(MAKE) $(JOBS) all tests
	$(MAKE) lint
	$(MAKE) test
	$(MAKE) day
	@echo "make check: everything passed."

# Slower: all unit tests once more under the sanitizers and under valgrind.
memory:
	@tests/packages build servers check memory
	$(MAKE) asan
	$(MAKE) valgrind

JOBS := -j$(shell nproc 2>/dev/null || echo 2)

tests: $(TESTS) $(PEERS)

# The main job end to end, and what happens when servers fail.
day: all $(PEERS)
	python3 tests/day/check.py $O/postbag

ASAN = -O1 -g -Werror -DARENA_BLOCK=0 -fno-omit-frame-pointer \
	-fsanitize=address,undefined -fno-sanitize-recover=all

asan:
	$(MAKE) $(JOBS) O=build/asan T=$T CFLAGS="$(ASAN)" LDFLAGS= tests
	$(MAKE) O=build/asan T=$T CFLAGS="$(ASAN)" LDFLAGS= test

# Suites that wait for real time-outs are left out here: they run above.
SLOW = smtp imap parser shapes
valgrind: $(TESTS)
	@failed=0; for t in $(filter-out $(SLOW:%=$O/tests/test_%),$(TESTS)); do \
		CK_FORK=no CK_EXCLUDE_TAGS=aborts CK_DEFAULT_TIMEOUT=600 \
		valgrind -q --leak-check=full --error-exitcode=9 \
		--suppressions=tests/valgrind.supp $$t || failed=1; \
	done; exit $$failed

coverage:
	$(MAKE) O=build/cov CFLAGS="-O0 -g --coverage" LDFLAGS=--coverage test
	@cd build/cov && gcov -n $$(find $(DIRS) -name '*.gcda') 2>/dev/null | \
		awk -F"'" '/^File/ { f = $$2 ~ /\.c$$/ ? $$2 : "" } \
		/^Lines/ && f { sub(/^Lines executed:/, ""); print f ": " $$0; f = "" }'

# Each fuzzer starts from samples of our own, and from what it found before:
# make fuzz T=reply SECS=600
fuzz:
	@tests/packages build fuzz
	$(MAKE) $(JOBS) fuzzers T=$T
	@tests/fuzz/seeds.py $O/corpus
	@for f in $(FUZZERS); do \
		echo "$${f##*/}: $(or $(SECS),60) s"; \
		$$f -max_total_time=$(or $(SECS),60) -timeout=10 \
			-artifact_prefix=$O/found- $O/corpus/$${f##*/} \
			>$$f.log 2>&1 || { tail -n 40 $$f.log; exit 1; }; done

fuzzers: $(FUZZERS)

benches: $(BENCHES)

bench:
	@tests/packages build servers bench
	@$(MAKE) -s $(JOBS) all benches
	@python3 tests/bench/bench.py $O/postbag

# Other people's mail, where it is at hand: docs/corpus.md
CORPORA ?= ../shared/corpora
corpus: all
	@python3 tests/corpus/corpus.py $O/postbag $(CORPORA) $(SETS)

# The shipped models anew, from the sets that may train them: models/README.md
model: $O/models/build
	$O/models/build $(CORPORA)/nlp models

picture:
	@tests/packages build servers picture
	@$(MAKE) -s $(JOBS) all
	@python3 tests/day/picture.py $O/postbag docs/digest.png

format:
	clang-format -i $(SRCS) $(HDRS) $(TESTSRCS)

lint: all $(HDRS:%=$O/%.ok)
	clang-format --dry-run -Werror $(SRCS) $(HDRS) $(TESTSRCS)
	tests/rules $(DIRS) tests
	sh tests/test_rules.sh
	sh tests/test_readme.sh $O/postbag
	shellcheck tests/packages tests/rules tests/test_rules.sh \
		tests/test_readme.sh tests/servers/* .ci/run
	mandoc -T lint -W warning docs/*.[1-9]
	python3 -m compileall -q tests
	@# Results go out through pointers to what is not set yet: no ctuuninitvar.
	cppcheck -q --std=c11 --enable=warning,portability,performance \
		--suppress=ctuuninitvar --inline-suppr --error-exitcode=1 -I. \
		$(SRCS)

$O/%.h.ok: %.h # every header compiles alone
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -Werror -fsyntax-only -x c $< && touch $@

install: all
	install -D -m 755 $O/postbag $(DESTDIR)$(PREFIX)/bin/postbag
	install -d $(DESTDIR)$(PREFIX)/share/postbag/templates
	cd templates && find . -type f -exec install -D -m 644 {} \
		$(abspath $(DESTDIR)$(PREFIX))/share/postbag/templates/{} \;
	install -d $(DESTDIR)$(PREFIX)/share/postbag/models
	install -m 644 models/*.model $(DESTDIR)$(PREFIX)/share/postbag/models
	install -D -m 644 docs/postbag.8 \
		$(DESTDIR)$(PREFIX)/share/man/man8/postbag.8
	install -D -m 644 docs/postbag.conf.5 \
		$(DESTDIR)$(PREFIX)/share/man/man5/postbag.conf.5
	install -D -m 644 docs/postbag-templates.7 \
		$(DESTDIR)$(PREFIX)/share/man/man7/postbag-templates.7
	install -D -m 644 conf/postbag.conf \
		$(DESTDIR)$(PREFIX)/share/postbag/postbag.conf

dist:
	git archive --prefix=postbag-$(VERSION)/ -o postbag-$(VERSION).tar.gz HEAD

clean:
	$(RM) -r build

.PHONY: all test tests demo check memory day corpus model asan valgrind coverage \
	fuzz fuzzers bench benches picture format lint install dist clean
.SECONDARY:
-include $(shell find $O -name '*.d' 2>/dev/null)
