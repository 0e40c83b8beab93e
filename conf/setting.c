#include "conf/setting.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/zone.h"
#include "conf/literal.h"
#include "mailer/address.h"

enum {
	TEXTS_MAX = 200, /* bytes of one text of a list */
};

typedef void field_reader(const struct setting *field, struct str text);

static char *at(const struct setting *field, size_t offset)
{
	return (char *)field->base + offset;
}

static void put_number(const struct setting *field, int64_t value)
{
	memcpy(at(field, field->key->at), &value, sizeof(value));
}

static void put_text(const struct setting *field, const char *text)
{
	memcpy(at(field, field->key->at), &text, sizeof(text));
}

void setting_set_list(const struct setting *field, const void *list, int64_t n)
{
	memcpy(at(field, field->key->at), &list, sizeof(list));
	memcpy(at(field, field->key->n_at), &n, sizeof(n));
}

static int shown(struct str text)
{
	return text.len < SETTING_SHOWN_MAX ? (int)text.len : SETTING_SHOWN_MAX;
}

/* `one of "a", "b"` for words, else what the type says. */
static const char *expected(const struct setting *field)
{
	struct str rest = str_of(field->key->words), word;
	const char *text = key_expects(field->key);
	const char *comma = " ";

	while (str_next_field(&rest, '|', &word)) {
		text = arena_printf(field->arena, "%s%s\"%.*s\"", text, comma,
		                    (int)word.len, word.ptr);
		comma = ", ";
	}
	return text;
}

void field_mistake(const struct setting *field, const char *found)
{
	mistakes_add(field->mistakes, field->place, "%s: expected %s, found %s",
	             field->key->name, expected(field), found);
}

static void mistake_text(const struct setting *field, struct str text)
{
	field_mistake(field, arena_printf(field->arena, "\"%.*s\"", shown(text),
	                                  text.ptr));
}

static bool in_range(const struct setting *field, int64_t value,
                     const char *written)
{
	const struct key *key = field->key;

	if (key->max == 0 || (value >= key->min && value <= key->max))
		return true;
	mistakes_add(field->mistakes, field->place,
	             "%s: %s is out of range, expected %s", key->name, written,
	             key_range(field->arena, key));
	return false;
}

void setting_set_number(const struct setting *field, int64_t value)
{
	if (in_range(field, value,
	             arena_printf(field->arena, "%" PRId64, value)))
		put_number(field, value);
}

bool setting_length_ok(const struct setting *field, int64_t n)
{
	return in_range(field, n,
	                arena_printf(field->arena, "a list of %" PRId64, n));
}

static void read_plain(const struct setting *field, struct str text)
{
	put_text(field, arena_copy(field->arena, text));
}

static void read_path(const struct setting *field, struct str text)
{
	if (str_starts(text, "/") || str_starts(text, "postgresql://"))
		read_plain(field, text);
	else
		put_text(field,
		         arena_printf(field->arena, "%s/%.*s", field->folder,
		                      (int)text.len, text.ptr));
}

static void read_word(const struct setting *field, struct str text)
{
	const char *words = field->key->words;
	int64_t index;

	if (!literal_choice(text, words, &index)) {
		mistake_text(field, text);
		if (field->key->type == KEY_CHOICE)
			put_number(field, -1);
	} else if (field->key->type == KEY_CHOICE) {
		put_number(field, index);
	} else {
		read_plain(field, literal_word(words, index));
	}
}

static const char *field_address(const struct setting *field, struct str text)
{
	struct why why = {""};
	struct str address;

	if (!address_normalise(field->arena, text, &address, &why))
		return arena_copy(field->arena, address);
	mistakes_add(field->mistakes, field->place,
	             "%s: no valid address: \"%.*s\" (%s)", field->key->name,
	             shown(text), text.ptr, why.text);
	return NULL;
}

const char *field_element(const struct setting *field, struct str text)
{
	struct why why;

	if (field->key->type == KEY_ADDRESSES)
		return field_address(field, text);
	if (field->key->type == KEY_TEXTS) {
		if (text.len > 0 && text.len <= TEXTS_MAX &&
		    !literal_text(text, &why))
			return arena_copy(field->arena, text);
		mistakes_add(field->mistakes, field->place,
		             "%s: expected texts of 1..%d bytes, found"
		             " \"%.*s\"",
		             field->key->name, TEXTS_MAX, shown(text),
		             text.ptr);
		return NULL;
	}
	if (field->key->type == KEY_NAMES) {
		if (literal_name_ok(text))
			return arena_copy(field->arena, text);
		mistake_text(field, text);
		return NULL;
	}
	if (literal_host_ok(text))
		return arena_copy(field->arena, text);
	mistakes_add(field->mistakes, field->place,
	             "%s: no host name: \"%.*s\"", field->key->name,
	             shown(text), text.ptr);
	return NULL;
}

static void read_address(const struct setting *field, struct str text)
{
	put_text(field, field_address(field, text));
}

static void read_pattern(const struct setting *field, struct str text)
{
	struct why why;

	if (!literal_pattern(text, &why))
		read_plain(field, text);
	else
		mistakes_add(field->mistakes, field->place, "%s: %s",
		             field->key->name, why.text);
}

/* How each type is read: at most one of the columns. */
static const struct {
	field_reader *read;
	bool (*ok)(struct str text); /* read_plain() follows */
	bool (*parse)(struct str text, int64_t *value);
} readers[] = {
	[KEY_TEXT] = {.read = read_plain},
	[KEY_NAME] = {.ok = literal_name_ok},
	[KEY_HOST] = {.ok = literal_host_ok},
	[KEY_DOMAIN] = {.ok = literal_domain_ok},
	[KEY_PATH] = {.read = read_path},
	[KEY_ADDRESS] = {.read = read_address},
	[KEY_PATTERN] = {.read = read_pattern},
	[KEY_LINK] = {.ok = literal_link_ok},
	[KEY_LANGUAGE] = {.ok = literal_language_ok},
	[KEY_ZONE] = {.ok = zone_name_ok},
	[KEY_WORD] = {.read = read_word},
	[KEY_CHOICE] = {.read = read_word},
	[KEY_SIZE] = {.parse = literal_size},
	[KEY_DURATION] = {.parse = literal_duration},
	[KEY_CLOCK] = {.parse = literal_clock},
};

static void read_text(const struct setting *field, struct str text)
{
	enum key_type type = field->key->type;
	int64_t value;

	if (readers[type].read)
		readers[type].read(field, text);
	else if (readers[type].ok ? !readers[type].ok(text)
	                          : !readers[type].parse(text, &value))
		mistake_text(field, text);
	else if (readers[type].ok)
		read_plain(field, text);
	else if (in_range(field, value, arena_copy(field->arena, text)))
		put_number(field, value);
}

void setting_set_text(const struct setting *field, struct str text)
{
	const struct key *key = field->key;
	struct why why;

	assert(key->type < ARRAY_LEN(readers));
	if (text.len == 0)
		mistakes_add(field->mistakes, field->place, "%s is empty",
		             key->name);
	else if (literal_text(text, &why))
		mistakes_add(field->mistakes, field->place, "%s %s", key->name,
		             why.text);
	else if (!readers[key->type].parse && key->max > 0 &&
	         text.len > (size_t)key->max)
		mistakes_add(field->mistakes, field->place,
		             "%s is longer than %" PRId64 " bytes", key->name,
		             key->max);
	else
		read_text(field, text);
}

void setting_set_standard(const struct setting *field)
{
	struct str text = str_of(field->key->standard);
	int64_t value;

	if (text.len == 0)
		return;
	if (field->key->type == KEY_NUMBER && str_number(text, &value))
		setting_set_number(field, value);
	else
		setting_set_text(field, text);
}
