#include "app/terminal.h"

#include <locale.h>
#include <stdlib.h>

#include <curses.h>

enum {
	WAIT_MS = 5000,
	SIZE_MIN = 8,
};

bool terminal_open(void)
{
	setlocale(LC_CTYPE, "");
	if (!getenv("TERM") || !initscr())
		return false;
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	curs_set(0);
	timeout(WAIT_MS);
	return true;
}

void terminal_close(void)
{
	endwin();
}

void terminal_size(size_t *rows, size_t *columns)
{
	int y, x;

	getmaxyx(stdscr, y, x);
	*rows = y < SIZE_MIN ? SIZE_MIN : (size_t)y;
	*columns = x < SIZE_MIN ? SIZE_MIN : (size_t)x;
}

void terminal_show(const struct console_screen *screen)
{
	erase();
	for (size_t i = 0; i < screen->n; i++) {
		if (i == screen->chosen || i == 0)
			attron(A_BOLD);
		if (i == screen->chosen)
			attron(A_REVERSE);
		mvaddnstr((int)i, 0, screen->lines[i].ptr,
		          (int)screen->lines[i].len);
		attrset(A_NORMAL);
	}
	refresh();
}

int terminal_key(void)
{
	static const struct {
		int curses, key;
	} keys[] = {
		{KEY_UP, CONSOLE_KEY_UP},
		{KEY_DOWN, CONSOLE_KEY_DOWN},
		{KEY_LEFT, CONSOLE_KEY_LEFT},
		{KEY_RIGHT, CONSOLE_KEY_RIGHT},
		{KEY_PPAGE, CONSOLE_KEY_PAGE_UP},
		{KEY_NPAGE, CONSOLE_KEY_PAGE_DOWN},
	};
	int c = getch();

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (keys[i].curses == c)
			return keys[i].key;
	return c >= 0 && c < 128 ? c : CONSOLE_KEY_NONE;
}
