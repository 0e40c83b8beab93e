/*
 * config_text.h - a configuration in a folder of its own, for the tests
 */
#ifndef TESTS_CONFIG_TEXT_H
#define TESTS_CONFIG_TEXT_H

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "conf/config.h"
#include "tests/suite.h"

/* What each group must have, for a line of its own. */
#define TOP                                                                    \
	"store = \"s.db\"; hostname = \"lists.example.org\"; "                 \
	"keys_file = \"keys\"; "
#define MAILBOX                                                                \
	"name = \"main\"; host = \"imap.example.org\"; user = \"u\"; "         \
	"password_file = \"secret\"; "
#define MAILDIR "name = \"main\"; type = \"maildir\"; path = \"in/Maildir\"; "
#define RELAY   "name = \"local\"; "
#define LIST                                                                   \
	"name = \"courier\"; title = \"The Courier\"; "                        \
	"address = \"courier@lists.example.org\"; "                            \
	"reply_address = \"courier+{token}@lists.example.org\"; "

/* A whole file of four lines: the file's own keys, then one of each group. */
#define WHOLE(top, mailbox, relay, list)                                       \
	top "\nmailboxes = ( { " mailbox " } );\n"                             \
	    "relays = ( { " relay " } );\n"                                    \
	    "lists = ( { " list " } );\n"

struct loaded {
	struct arena arena;
	char folder[64];
	struct config config;
	struct config_mistake *mistakes;
	size_t n;
	enum err err;
};

/* An empty folder; loaded_close() takes it away again. */
static inline void loaded_open(struct loaded *loaded)
{
	static const char pattern[] = "/tmp/test_config.XXXXXX";

	memset(loaded, 0, sizeof(*loaded));
	memcpy(loaded->folder, pattern, sizeof(pattern));
	ck_assert_ptr_nonnull(mkdtemp(loaded->folder));
}

static inline const char *loaded_path(struct loaded *loaded, const char *name)
{
	return arena_printf(&loaded->arena, "%s/%s", loaded->folder, name);
}

static inline void loaded_put(struct loaded *loaded, const char *name,
                              struct str text, unsigned mode)
{
	ck_assert_int_eq(
		file_write(loaded_path(loaded, name), text, mode, NULL), OK);
}

static inline void loaded_read(struct loaded *loaded, bool files_too)
{
	loaded->err = config_load(
		&loaded->arena, loaded_path(loaded, "postbag.conf"), files_too,
		&loaded->config, &loaded->mistakes, &loaded->n);
}

static inline void loaded_text(struct loaded *loaded, const char *text)
{
	loaded_put(loaded, "postbag.conf", str_of(text), 0600);
	loaded_read(loaded, false);
}

/* Mistake number `i` as "4: what is wrong", with a file that is not
 * postbag.conf before it; "" behind the last. */
static inline const char *loaded_mistake(struct loaded *loaded, size_t i)
{
	const char *main_file = loaded_path(loaded, "postbag.conf");
	const struct config_mistake *mistake;
	const char *file = "";

	if (i >= loaded->n)
		return "";
	mistake = &loaded->mistakes[i];
	if (strcmp(mistake->file, main_file) != 0)
		file = arena_printf(&loaded->arena, "%s:",
		                    mistake->file + strlen(loaded->folder) + 1);
	return arena_printf(&loaded->arena, "%s%d: %s", file, mistake->line,
	                    mistake->text);
}

/* Exactly one mistake, and this one? */
static inline void ck_assert_only(struct loaded *loaded, const char *mistake)
{
	ck_assert_str_eq(loaded_mistake(loaded, 0), mistake);
	ck_assert_str_eq(loaded_mistake(loaded, 1), "");
}

/* Remove the files that the tests may have put there, then the folder. */
static inline void loaded_close(struct loaded *loaded)
{
	static const char *const names[] = {
		"postbag.conf", "secret", "keys", "a.conf",
		"b.conf",       "link",   "ca",   "",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (unlink(loaded_path(loaded, names[i])))
			rmdir(loaded_path(loaded, names[i]));
	arena_free(&loaded->arena);
}

#endif
