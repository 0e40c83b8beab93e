#include "mailer/transport.h"

#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mailer/deadline.h"
#include "tests/child.h"
#include "tests/suite.h"

/*
 * Certificates, each NAME.pem with its NAME.key, most by the authority ca.pem;
 * made once, by openssl(1).
 */
static const char make_certificates[] =
	"set -e; cd \"$0\"; exec 2>/dev/null\n"
	"new='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'\n"
	"openssl req -x509 $new -subj /CN=ca -keyout ca.key -out ca.pem\n"
	"make() {\n"
	"  openssl req $new -subj /CN=$4 -keyout $1.key -out $1.csr\n"
	"  echo \"$2\" >ext\n"
	"  openssl x509 -req -in $1.csr -CA ca.pem -CAkey ca.key \\\n"
	"    -CAcreateserial -days $3 -extfile ext -out $1.pem\n"
	"}\n"
	"make good subjectAltName=DNS:localhost 2 x\n"
	"make address subjectAltName=IP:127.0.0.1 2 x\n"
	"make text subjectAltName=DNS:127.0.0.1 2 x\n"
	"make other subjectAltName=DNS:example.org 2 localhost\n"
	"make common basicConstraints=CA:FALSE 2 localhost\n"
	"make partial subjectAltName=DNS:loc*,DNS:*host 2 x\n"
	"make old subjectAltName=DNS:localhost -1 x\n"
	"openssl req -x509 $new -subj /CN=localhost -keyout self.key \\\n"
	"  -addext subjectAltName=DNS:localhost -out self.pem\n";

static char folder[64], ca_file[80];
static struct transport *transport;
static struct child server;
static struct why why;

static void make_folder(void)
{
	snprintf(folder, sizeof(folder), "/tmp/test-transport-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(ca_file, sizeof(ca_file), "%s/ca.pem", folder);
	ck_assert_int_eq(child_run((const char *[]){
				 "sh", "-c", make_certificates, folder, NULL}),
	                 0);
}

static int remove_one(const char *name, const struct stat *status, int type,
                      struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(name);
}

static void remove_folder(void)
{
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void setup(void)
{
	transport = NULL;
	server = (struct child){0};
	why.text[0] = '\0';
}

static void stop_server(void)
{
	struct buf rest = BUF_INIT(65536);

	if (server.pid > 0) {
		kill(server.pid, SIGKILL);
		child_end(&server, &rest);
		server.pid = 0;
	}
	buf_free(&rest);
}

static void teardown(void)
{
	transport_close(&transport);
	stop_server();
}

static const char run_server[] =
	"exec openssl s_server -quiet -rev -accept $1 -cert $0/$2.pem "
	"-key $0/$2.key -cipher ALL:@SECLEVEL=0 $3 2>/dev/null";

/* Connect to a new openssl(1) that reverses each line it gets. */
static void dial_server(const char *host, const char *certificate,
                        const char *protocol)
{
	char at[40];
	int64_t port = child_port();
	const char *argv[] = {"sh", "-c",        run_server, folder,
	                      at,   certificate, protocol,   NULL};

	snprintf(at, sizeof(at), "127.0.0.1:%lld", (long long)port);
	child_start(&server, argv, "");
	for (int i = 0; i < 200 && !transport; i++) {
		if (transport_open(host, port, true, 1000, &transport, &why))
			poll(NULL, 0, 20);
	}
	ck_assert_msg(transport != NULL, "%s", why.text);
	transport_allow(transport, 65536, 3000);
}

static void dial_peer(const char *script)
{
	int64_t port = child_peer(&server, "imap", script);
	enum err err =
		transport_open("127.0.0.1", port, true, 1000, &transport, &why);

	ck_assert_msg(err == OK, "%s", why.text);
}

static const struct {
	const char *host, *certificate, *protocol;
	enum err err;
	const char *why;
} handshakes[] = {
	{"localhost", "good", NULL, OK, ""},
	{"localhost", "good", "-tls1_2", OK, ""},
	{"127.0.0.1", "address", NULL, OK, ""},
	{"127.0.0.1", "good", NULL, ERR_FATAL, "IP address mismatch"},
	{"127.0.0.1", "text", NULL, ERR_FATAL, "IP address mismatch"},
	{"localhost", "address", NULL, ERR_FATAL, "hostname mismatch"},
	{"localhost", "other", NULL, ERR_FATAL, "hostname mismatch"},
	{"localhost", "common", NULL, ERR_FATAL, "hostname mismatch"},
	{"localhost", "partial", NULL, ERR_FATAL, "hostname mismatch"},
	{"localhost", "old", NULL, ERR_FATAL, "expired"},
	{"localhost", "self", NULL, ERR_FATAL, "self-signed"},
	{"localhost", "good", "-tls1_1", ERR_FATAL, "TLS"},
};

START_TEST(start_tls_verifies_chain_name_and_version)
{
	enum err err;

	dial_server(handshakes[_i].host, handshakes[_i].certificate,
	            handshakes[_i].protocol);
	err = transport_start_tls(transport, ca_file, &why);
	ck_assert_msg(err == handshakes[_i].err, "%s: %s", err_name(err),
	              why.text);
	if (err) {
		ck_assert_msg(str_find_nocase(str_of(why.text),
		                              handshakes[_i].why) != STR_NONE,
		              "%s", why.text);
		ck_assert_int_eq(
			transport_write(transport, (struct str)STR("secret\n")),
			ERR_TEMP);
	}
}
END_TEST

/* The server has the right certificate for who asks for it by name, and
 * another for all others. */
START_TEST(start_tls_says_which_host_is_meant)
{
	char second[300];

	snprintf(second, sizeof(second),
	         "-servername localhost -cert2 %s/good.pem -key2 %s/good.key",
	         folder, folder);
	dial_server("localhost", "other", second);
	ck_assert_msg(transport_start_tls(transport, ca_file, &why) == OK, "%s",
	              why.text);
}
END_TEST

START_TEST(tls_carries_bytes_both_ways)
{
	char text[8] = "";
	size_t n, len = 0;

	dial_server("localhost", "good", NULL);
	ck_assert_int_eq(transport_start_tls(transport, ca_file, &why), OK);
	ck_assert_int_eq(
		transport_write(transport, (struct str)STR("abcdef\n")), OK);
	while (len < 7) {
		ck_assert_int_eq(transport_wait(transport, 3000, -1),
		                 TRANSPORT_READY);
		ck_assert_int_eq(transport_read(transport, text + len, 2, &n),
		                 OK);
		len += n;
	}
	ck_assert_str_eq(text, "fedcba\n");
}
END_TEST

START_TEST(tls_ends_with_an_error_and_without_sigpipe)
{
	char text[8];
	size_t n;

	dial_server("localhost", "good", NULL);
	ck_assert_int_eq(transport_start_tls(transport, ca_file, &why), OK);
	stop_server();
	for (int i = 0; i < 3; i++)
		if (transport_write(transport, (struct str)STR("abcdef\n")))
			break;
	ck_assert_int_eq(transport_read(transport, text, 7, &n), ERR_TEMP);
	ck_assert_ptr_nonnull(transport_fault(transport));
	ck_assert_int_eq(transport_write(transport, (struct str)STR("x\n")),
	                 ERR_TEMP);
}
END_TEST

START_TEST(start_tls_needs_a_readable_ca_file)
{
	dial_server("localhost", "good", NULL);
	ck_assert_int_eq(
		transport_start_tls(transport, "/nonexistent/ca.pem", &why),
		ERR_FATAL);
	ck_assert_uint_ne(str_find(str_of(why.text), "/nonexistent/ca.pem"),
	                  STR_NONE);
	ck_assert_int_eq(transport_write(transport, (struct str)STR("x\n")),
	                 ERR_TEMP);
}
END_TEST

START_TEST(start_tls_ends_by_the_deadline)
{
	int64_t start_ms;

	dial_peer("gone\n");
	start_ms = deadline_clock();
	transport_allow(transport, 100, 300);
	ck_assert_int_eq(transport_start_tls(transport, ca_file, &why),
	                 ERR_TEMP);
	ck_assert_int_lt(deadline_clock() - start_ms, 2000);
}
END_TEST

static const struct {
	const char *script;
	int64_t bytes;
	const char *fault;
} ends[] = {
	{"close\n", 100, "server closed the connection"},
	{"gone\n", 100, "timed out"},
	{"drip-on 10 x\n", 100000, "timed out"},
	{"repeat 11 x\ngone\n", 10, "answer larger than allowed"},
};

START_TEST(read_ends_with_an_error)
{
	int64_t start_ms;
	char text[10];
	size_t n, total = 0;

	dial_peer(ends[_i].script);
	transport_allow(transport, ends[_i].bytes, 300);
	start_ms = deadline_clock();
	while (transport_read(transport, text, sizeof(text), &n) == OK)
		total += n;
	ck_assert_str_eq(transport_fault(transport), ends[_i].fault);
	ck_assert_int_lt(deadline_clock() - start_ms, 2000);
	ck_assert_uint_le(total, (size_t)ends[_i].bytes);
	transport_allow(transport, 100, 300);
	ck_assert_int_eq(transport_read(transport, text, 1, &n), ERR_TEMP);
	ck_assert_int_eq(transport_write(transport, (struct str)STR("x\n")),
	                 ERR_TEMP);
	transport_fail(transport, "another");
	ck_assert_str_eq(transport_fault(transport), ends[_i].fault);
}
END_TEST

/* 16 KiB at 40 kB/s pass a time-out of 0.1 s: they move it on by two. */
START_TEST(read_gives_a_large_answer_its_time)
{
	char text[4096];
	size_t n, total = 0;
	char script[200] = "";

	for (int i = 0; i < 4; i++)
		snprintf(script + strlen(script),
		         sizeof(script) - strlen(script),
		         "repeat 1024 abcd\npause 100\n");
	dial_peer(script);
	transport_allow(transport, 100000, 150);
	while (total < 16384 &&
	       transport_read(transport, text, sizeof(text), &n) == OK)
		total += n;
	ck_assert_uint_eq(total, 16384);
}
END_TEST

START_TEST(write_ends_when_nobody_reads)
{
	static char much[1 << 20];
	int64_t start_ms = deadline_clock();

	dial_peer("pause 2000\n");
	transport_allow(transport, 100, 300);
	for (int i = 0; i < 64; i++)
		if (transport_write(transport,
		                    (struct str){much, sizeof(much)}))
			break;
	ck_assert_str_eq(transport_fault(transport), "timed out");
	ck_assert_int_lt(deadline_clock() - start_ms, 2000);
}
END_TEST

START_TEST(wait_tells_what_came_first)
{
	int stop[2];

	ck_assert_int_eq(pipe(stop), 0);
	dial_peer("expect go\nraw x\ngone\n");
	ck_assert_int_eq(transport_wait(transport, 50, stop[0]),
	                 TRANSPORT_QUIET);
	ck_assert_int_eq(write(stop[1], "x", 1), 1);
	ck_assert_int_eq(transport_wait(transport, 5000, stop[0]),
	                 TRANSPORT_STOPPED);
	ck_assert_int_eq(transport_write(transport, (struct str)STR("go\n")),
	                 OK);
	ck_assert_int_eq(transport_wait(transport, 5000, -1), TRANSPORT_READY);
	close(stop[0]);
	close(stop[1]);
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("transport");
	TCase *tc = tcase_create("transport_tls");

	tcase_set_timeout(tc, 20);
	tcase_add_unchecked_fixture(tc, make_folder, remove_folder);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, start_tls_verifies_chain_name_and_version, 0,
	                    ARRAY_LEN(handshakes));
	tcase_add_test(tc, start_tls_says_which_host_is_meant);
	tcase_add_test(tc, tls_carries_bytes_both_ways);
	tcase_add_test(tc, tls_ends_with_an_error_and_without_sigpipe);
	tcase_add_test(tc, start_tls_needs_a_readable_ca_file);
	tcase_add_test(tc, start_tls_ends_by_the_deadline);
	suite_add_tcase(s, tc);

	tc = tcase_create("transport_read");
	tcase_set_timeout(tc, 20);
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, read_ends_with_an_error, 0, ARRAY_LEN(ends));
	tcase_add_test(tc, read_gives_a_large_answer_its_time);
	tcase_add_test(tc, write_ends_when_nobody_reads);
	tcase_add_test(tc, wait_tells_what_came_first);
	suite_add_tcase(s, tc);
	return s;
}
