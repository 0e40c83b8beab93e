#include "conf/keys.h"

#include <inttypes.h>
#include <stdio.h>

#include "conf/literal.h"

/* What each type is called, and what a value of it looks like. */
static const struct {
	const char *name, *expects;
} types[] = {
	[KEY_TEXT] = {"text", "a text in quotes"},
	[KEY_NAME] = {"name", "a name of a-z, 0-9, - and _, at most 64"},
	[KEY_HOST] = {"host", "a host name or an IP address"},
	[KEY_DOMAIN] = {"domain", "a name such as \"lists.example.org\""},
	[KEY_PATH] = {"path", "a path in quotes"},
	[KEY_ADDRESS] = {"address", "an address such as \"post@example.org\""},
	[KEY_PATTERN] = {"pattern",
                         "an address such as \"post+{token}@example.org\""},
	[KEY_LINK] = {"link", "a link or an address"},
	[KEY_LANGUAGE] = {"language", "a language such as \"en\" or \"pt-BR\""},
	[KEY_ZONE] = {"zone", "a time zone such as \"Europe/Oslo\""},
	[KEY_WORD] = {NULL, "one of"},
	[KEY_CHOICE] = {NULL, "one of"},
	[KEY_SIZE] = {"size", "a size such as \"64KB\" or \"20MB\""},
	[KEY_DURATION] =
		{"duration",
                 "a duration such as \"90s\", \"15m\", \"2h\", \"7d\""},
	[KEY_CLOCK] = {"clock", "an hour of the day such as \"07:30\""},
	[KEY_NUMBER] = {"number", "a whole number without quotes"},
	[KEY_ADDRESSES] = {"addresses", "a list of addresses"},
	[KEY_HOSTS] = {"hosts", "a list of host names"},
	[KEY_NAMES] = {"names", "a list of names"},
	[KEY_TEXTS] = {"texts", "a list of texts"},
	[KEY_GROUPS] = {"groups", "a list of groups: ( { ... }, { ... } )"},
};

const char *key_type_name(const struct key *key)
{
	return key->words ? key->words : types[key->type].name;
}

const char *key_expects(const struct key *key)
{
	return types[key->type].expects;
}

const char *key_range(struct arena *arena, const struct key *key)
{
	char min[VALUE_LEN], max[VALUE_LEN];

	switch (key->type) {
	case KEY_SIZE:
		literal_format_size(key->min, min);
		literal_format_size(key->max, max);
		break;
	case KEY_DURATION:
		literal_format_duration(key->min, min);
		literal_format_duration(key->max, max);
		break;
	case KEY_NUMBER:
	case KEY_GROUPS:
	case KEY_ADDRESSES:
	case KEY_HOSTS:
	case KEY_NAMES:
	case KEY_TEXTS:
		snprintf(min, sizeof(min), "%" PRId64, key->min);
		snprintf(max, sizeof(max), "%" PRId64, key->max);
		break;
	default:
		return "";
	}
	return arena_printf(arena, "%s..%s", min, max);
}
