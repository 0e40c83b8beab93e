/*
 * signwords.h - the words below a letter, language by language
 *
 * "Kind regards", notes of lawyers and scanners, "Dear Ann": tables and the
 * questions about one line that they answer, as in text/mailwords.h.
 */
#ifndef TEXT_SIGNWORDS_H
#define TEXT_SIGNWORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/*
 * "Kind regards,", "Mit freundlichen Grüßen": formal, and nothing else.  A
 * plain "Thanks" is none: it is said to somebody.
 */
bool is_closing(struct str text);

/* "Thanks", "Cheers" or a closing, and nothing else. */
bool is_farewell(struct str text);

/* How many phrases of legal notices and scanners' notes `text` holds. */
size_t disclaimer_count(struct str text);

/* "[EXTERNAL EMAIL]", a line that a company's server adds. */
bool is_outside_tag(struct str text);

/* "Disclaimer", "CONFIDENTIALITY NOTICE:", and nothing else. */
bool is_disclaimer_heading(struct str text);

/* "Hi Ann,", "Hallo!", "Dear editor": nothing but a greeting. */
bool is_greeting(struct str text);

#endif
