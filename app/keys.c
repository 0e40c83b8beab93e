#include "app/keys.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/args.h"
#include "app/out.h"
#include "app/program.h"
#include "app/site.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"

enum {
	KEYS_MAX = 32,
	FILE_MAX_LEN = 16 * 1024,
};

static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

static int hex_value(char c)
{
	if (char_is_digit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_root(struct str hex, uint8_t root[KEY_LEN])
{
	if (hex.len != 2 * KEY_LEN)
		return false;
	for (size_t i = 0; i < KEY_LEN; i++) {
		int high = hex_value(hex.ptr[2 * i]);
		int low = hex_value(hex.ptr[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		root[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

/* "2026-11-23" and nothing else as days since 1970-01-01. */
static bool read_day(struct str text, int64_t *days)
{
	struct str rest = str_trim(text), year, month;
	int64_t y, m, d;

	if (rest.len != 10 || !str_next_field(&rest, '-', &year) ||
	    year.len != 4 || !str_number(year, &y) ||
	    !str_next_field(&rest, '-', &month) || month.len != 2 ||
	    !str_number(month, &m) || !str_number(rest, &d) || m < 1 ||
	    m > 12 || d < 1 || d > 31)
		return false;
	*days = date_days(y, (int)m, (int)d);
	return true;
}

static bool read_key(struct str line, struct token_key *key, int64_t *made)
{
	uint8_t root[KEY_LEN];
	struct str kid, hex;
	bool is_root;

	if (!str_next_word(&line, &kid) || kid.len != 1 ||
	    !memchr(digits, kid.ptr[0], sizeof(digits) - 1))
		return false;
	is_root = str_next_word(&line, &hex) && read_root(hex, root);
	if (is_root)
		token_key_set(key, kid.ptr[0], root);
	crypto_wipe(root, sizeof(root));
	return is_root && read_day(line, made);
}

static bool has_kid(const struct token_key *keys, size_t n, char kid)
{
	for (size_t i = 0; i < n; i++)
		if (keys[i].kid == kid)
			return true;
	return false;
}

/* The keys of `text` in its order; `path` is for messages. */
static enum err read_lines(const char *path, struct str text,
                           struct token_key *found, int64_t *made, size_t *n,
                           struct why *why)
{
	struct str line;
	size_t number = 0;

	*n = 0;
	while (str_next_line(&text, &line)) {
		number++;
		line = str_trim(line);
		if (line.len == 0 || line.ptr[0] == '#')
			continue;
		if (*n == KEYS_MAX || !read_key(line, &found[*n], &made[*n]))
			return err_because(why, ERR_FATAL,
			                   "%s:%zu: not a key (id, 64"
			                   " hexadecimal digits, day)",
			                   path, number);
		if (has_kid(found, *n, found[*n].kid))
			return err_because(why, ERR_FATAL,
			                   "%s:%zu: a second key with the id"
			                   " '%c'",
			                   path, number, found[*n].kid);
		(*n)++;
	}
	if (*n == 0)
		return err_because(why, ERR_FATAL, "%s: no key in it", path);
	return OK;
}

enum err keys_read(struct arena *arena, const char *path,
                   struct token_key **keys, int64_t **made, size_t *n,
                   struct why *why)
{
	struct token_key found[KEYS_MAX];
	int64_t days[KEYS_MAX];
	size_t count = 0;
	struct str text;
	enum err err = file_read(arena, path, FILE_MAX_LEN, &text, why);

	if (err == ERR_ABSENT)
		return err_because(why, ERR_FATAL,
		                   "%s: no such file: run 'postbag keys add'",
		                   path);
	if (err == OK)
		err = read_lines(path, text, found, days, &count, why);
	if (err == OK) {
		*keys = arena_array(arena, struct token_key, count);
		*made = arena_array(arena, int64_t, count);
		*n = count;
		for (size_t i = 0; i < count; i++) {
			(*keys)[i] = found[count - 1 - i];
			(*made)[i] = days[count - 1 - i];
		}
	}
	crypto_wipe(found, sizeof(found));
	return err;
}

/* The first id that no key of the file has. */
static char free_kid(const struct token_key *keys, size_t n)
{
	for (size_t i = 0; i < sizeof(digits) - 1; i++)
		if (!has_kid(keys, n, digits[i]))
			return digits[i];
	return '\0';
}

enum err keys_add(const char *path, struct why *why)
{
	struct arena arena = {0};
	struct buf out = BUF_INIT(FILE_MAX_LEN);
	struct token_key *keys = NULL;
	int64_t *made;
	struct date today = date_of(site_now());
	uint8_t root[KEY_LEN];
	struct str old = {"", 0};
	size_t n = 0;
	enum err err = file_read(&arena, path, FILE_MAX_LEN, &old, why);

	if (err == OK && str_trim(old).len > 0)
		err = keys_read(&arena, path, &keys, &made, &n, why);
	else if (err == ERR_ABSENT)
		err = OK;
	if (err == OK && free_kid(keys, n) == '\0')
		err = err_because(why, ERR_LIMIT, "%s: holds %d keys already",
		                  path, KEYS_MAX);
	if (err)
		goto out;
	if (old.len == 0)
		buf_adds(&out,
		         "# Postbag's root keys: id, key, day it was made."
		         "\n# The last one signs. Keep it secret, back it"
		         " up.\n");
	buf_add(&out, old);
	if (old.len > 0 && !str_ends(old, "\n"))
		buf_addc(&out, '\n');
	crypto_random(root, sizeof(root));
	buf_addf(&out, "%c ", free_kid(keys, n));
	for (size_t i = 0; i < KEY_LEN; i++)
		buf_addf(&out, "%02x", root[i]);
	buf_addf(&out, " %04lld-%02d-%02d\n", (long long)today.year,
	         today.month, today.day);
	err = file_write(path, buf_str(&out), 0600, why);
	crypto_wipe(root, sizeof(root));
out:
	buf_free(&out);
	arena_free(&arena);
	return err;
}

int program_keys(const struct program *program, int argc, char **argv)
{
	struct site site = {0};
	struct args args;
	struct why why;
	int code = args_read(program, argc, argv, NULL, 0, &args);

	if (code >= 0)
		return code;
	if (args.n_words != 1 || strcmp(args.words[0], "add") != 0)
		return args_wrong(program, "say 'add'");
	code = site_configure(args.config, false, &site);
	if (code == EX_OK) {
		enum err err = keys_add(site.config.keys_file, &why);

		if (err)
			code = out_error(err, "%s", why.text);
		else
			out_say(args.is_json,
			        "A new key in %s signs from now on.",
			        site.config.keys_file);
	}
	site_close(&site);
	return code;
}
