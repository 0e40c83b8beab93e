/*
 * console.h - the desk: held comments on a screen, decided by a key
 *
 * What it shows and what keys do, without a terminal: app/terminal.h draws the
 * lines and reads the keys.  Each key that decides is an answer of its own
 * (app/effect.h), committed at once, and "u" undoes the last one.
 *
 *	The Harbour Courier: 3 held                            desk
 *	> 812  47 h  Cleo M.    Council votes on the old ...   likely problem
 *	  813   5 m  Bo         Ferries leave from the ...     likely fine
 *	------------------------------------------------------------------
 *	(the text, thread, cut or scores of the one that is chosen)
 *	------------------------------------------------------------------
 *	a approve  r reject  f feature  b block  u undo  TAB more  q quit
 */
#ifndef APP_CONSOLE_H
#define APP_CONSOLE_H

#include "app/site.h"
#include "store/comments.h"

enum console_key {
	CONSOLE_KEY_UP = 256, /* below that: the characters themselves */
	CONSOLE_KEY_DOWN,
	CONSOLE_KEY_LEFT,
	CONSOLE_KEY_RIGHT,
	CONSOLE_KEY_PAGE_UP,
	CONSOLE_KEY_PAGE_DOWN,
	CONSOLE_KEY_NONE, /* nothing came: look at the store again */
};

enum console_view {
	CONSOLE_TEXT,
	CONSOLE_THREAD,
	CONSOLE_CUT,
	CONSOLE_SCORES,
	CONSOLE_VIEWS,
};

struct console {
	struct site *site;
	struct str list; /* empty: all lists */
	struct str actor;
	struct arena arena; /* of what was read last */
	struct comment *comments;
	size_t n, at;
	enum console_view view;
	size_t scroll;     /* lines of the view that are above the screen */
	bool asks_reason;  /* the next key is a reason */
	bool is_done;      /* "q" */
	char message[200]; /* what the last key did */
};

struct console_screen {
	struct str *lines; /* valid UTF-8 without control characters */
	size_t n;
	size_t chosen; /* the line that is chosen; SIZE_MAX: none */
};

/* Read what is held. */
enum err console_open(struct console *desk, struct site *site, struct str list,
                      struct str actor, struct why *why) MUST_CHECK;
void console_close(struct console *desk);

/* Do what `key` is for at `now`. */
enum err console_press(struct console *desk, int key, int64_t now,
                       struct why *why) MUST_CHECK;

/* The screen of `rows` x `columns`, both at least 8, in `arena`. */
enum err console_draw(struct console *desk, struct arena *arena, size_t rows,
                      size_t columns, int64_t now,
                      struct console_screen *screen,
                      struct why *why) MUST_CHECK;

#endif
