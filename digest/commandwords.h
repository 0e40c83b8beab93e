/*
 * commandwords.h - the words that are commands, in fourteen languages
 */
#ifndef DIGEST_COMMANDWORDS_H
#define DIGEST_COMMANDWORDS_H

#include <stdbool.h>

#include "digest/command.h"

/*
 * The command that all of `text` is, ASCII's case aside; COMMAND_NONE.
 * `*is_clear`: nobody writes it to say something else, as "stop" or "leave" may
 * be in an answer to an article.
 */
enum command commandwords_find(struct str text, bool *is_clear);

#endif
