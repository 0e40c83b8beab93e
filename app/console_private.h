/*
 * console_private.h - what app/console.c and app/console_draw.c share
 */
#ifndef APP_CONSOLE_PRIVATE_H
#define APP_CONSOLE_PRIVATE_H

enum {
	CONSOLE_PAGE = 8, /* lines that a page key scrolls */
};

#endif
