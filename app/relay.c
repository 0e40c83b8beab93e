#include "app/relay.h"

#include <string.h>

#include "conf/secret.h"

const struct config_relay *relay_find(const struct config *config,
                                      const char *name)
{
	for (int64_t i = 0; i < config->n_relays; i++)
		if (!strcmp(config->relays[i].name, name))
			return &config->relays[i];
	return NULL;
}

enum err relay_options(const struct config *config,
                       const struct config_relay *relay, struct arena *arena,
                       struct smtp_options *options, struct why *why)
{
	*options = (struct smtp_options){
		.host = relay->host,
		.port = relay->port,
		.tls = relay->tls,
		.ca_file = relay->ca_file,
		.user = relay->user,
		.helo = config->hostname,
		.connect_timeout_s = relay->connect_timeout_s,
		.timeout_s = relay->timeout_s,
	};
	if (!relay->user)
		return OK;
	return secret_read(arena, relay->password_file, &options->password,
	                   why);
}
