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
	   libseccomp openssl
CFLAGS  ?= -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LDFLAGS ?= -pie -Wl,-z,relro,-z,now
WARN     = -Wall -Wextra -Wshadow -Wconversion -Wformat=2 -Wundef -Wvla \
	   -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	   -Wcast-qual -Wwrite-strings
override CPPFLAGS += -I. -D_XOPEN_SOURCE=700 -DVERSION='"$(VERSION)"' \
	   -DDATADIR='"$(PREFIX)/share/postbag"' -DCONFDIR='"$(CONFDIR)"'
override CFLAGS += -std=c11 $(WARN) $(PKG_CFLAGS)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
# Not pkg-config for libetpan: its flags turn position independence off.
LDLIBS  := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -letpan -lesmtp \
	   -lstemmer -lunistring -lm
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
TESTSRCS = $(wildcard tests/*.c tests/fuzz/*.c tests/peer/*.c)

all: $O/postbag

$O/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$O/lib.a: $(OBJS)
	@$(RM) $@
	$(AR) rcs $@ $^

$O/postbag: $O/app/main.o $O/lib.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$O/tests/test_%: $O/tests/test_%.o $(HELPERS) $O/lib.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(CHECK)

$O/tests/peer/%: $O/tests/peer/%.o $O/lib.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$O/tests/fuzz/%: tests/fuzz/%.c $(filter-out app/main.c,$(SRCS)) $(HDRS)
	@mkdir -p $(@D)
	clang $(CPPFLAGS) -std=c11 -g -O1 $(PKG_CFLAGS) -DARENA_BLOCK=0 \
		-fsanitize=fuzzer,address,undefined \
		-o $@ $(filter %.c,$^) $(LDLIBS)

test: $(TESTS) $(PEERS)
	@failed=0; for t in $(TESTS); do $(RUN) $$t || failed=1; done; exit $$failed

.PHONY: all test
.SECONDARY:
-include $(shell find $O -name '*.d' 2>/dev/null)
