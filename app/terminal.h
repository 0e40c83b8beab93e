/*
 * terminal.h - a full-screen terminal, by ncurses
 */
#ifndef APP_TERMINAL_H
#define APP_TERMINAL_H

#include "app/console.h"

/* Take the terminal over; false: it can do nothing but print lines. */
bool terminal_open(void);
void terminal_close(void);

void terminal_size(size_t *rows, size_t *columns);
void terminal_show(const struct console_screen *screen);

/* The next key, as console_press() takes it; CONSOLE_KEY_NONE after 5 seconds
 * without one, or when the terminal changed its size. */
int terminal_key(void);

#endif
