/*
 * stub.h - a text part that is none: "Your program does not show HTML."
 *
 * Some programs send the letter in HTML alone and put a sentence of their own,
 * or nothing that can be read, where the same letter should be as plain text.
 * That is known without their words: it is short, and the letter has hardly
 * any of it.
 */
#ifndef TEXT_STUB_H
#define TEXT_STUB_H

#include <stdbool.h>

#include "base/str.h"

/* Whether `text` is blank or a stub, so that `html_text`, the same mail's HTML
 * as text, is to be read instead; false when that is blank. */
bool stub_is(struct str text, struct str html_text);

#endif
