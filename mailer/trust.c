#include "mailer/trust.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

static bool is_ipv4(const char *host)
{
	struct in_addr address;

	return inet_pton(AF_INET, host, &address) == 1;
}

/* The handshake starts: say which host is meant (RFC 6066, 3). */
static void send_name(const SSL *ssl, int where, int result)
{
	const struct trust *trust = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));

	(void)result;
	/* The callback's type is const, its purpose is not. */
	if ((where & SSL_CB_HANDSHAKE_START) && !is_ipv4(trust->host))
		SSL_set_tlsext_host_name((SSL *)(uintptr_t)ssl, trust->host);
}

static int keep_refusal(int is_fine, X509_STORE_CTX *store)
{
	SSL *ssl = X509_STORE_CTX_get_ex_data(
		store, SSL_get_ex_data_X509_STORE_CTX_idx());
	struct trust *trust = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));

	if (!is_fine)
		trust->refusal = X509_STORE_CTX_get_error(store);
	return is_fine;
}

static bool set_host(SSL_CTX *context, const char *host)
{
	X509_VERIFY_PARAM *param = SSL_CTX_get0_param(context);

	if (is_ipv4(host))
		return X509_VERIFY_PARAM_set1_ip_asc(param, host);
	X509_VERIFY_PARAM_set_hostflags(
		param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
			       X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
	return X509_VERIFY_PARAM_set1_host(param, host, 0);
}

static bool set_authorities(SSL_CTX *context, const char *ca_file)
{
	if (ca_file)
		return SSL_CTX_load_verify_locations(context, ca_file, NULL);
	return SSL_CTX_set_default_verify_paths(context);
}

enum err trust_open(struct trust *trust, const char *host, const char *ca_file,
                    struct why *why)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());

	if (!context || !set_host(context, host) ||
	    !SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) ||
	    !SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION))
		abort();
	if (!set_authorities(context, ca_file)) {
		SSL_CTX_free(context);
		ERR_clear_error();
		return err_because(why, ERR_FATAL,
		                   "no certificates to trust in %s",
		                   ca_file ? ca_file : "the system's store");
	}
	*trust = (struct trust){.host = host, .context = context};
	SSL_CTX_set_app_data(context, trust);
	SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, keep_refusal);
	SSL_CTX_set_info_callback(context, send_name);
	return OK;
}

void trust_close(struct trust *trust)
{
	SSL_CTX_free(trust->context);
	trust->context = NULL;
}

const char *trust_refusal(const struct trust *trust)
{
	if (trust->refusal == X509_V_OK)
		return NULL;
	return X509_verify_cert_error_string(trust->refusal);
}
