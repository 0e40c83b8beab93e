#include "text/delimiter.h"

#include "base/attr.h"

bool delimiter_is_mark(struct str text)
{
	static const char *const marks[] = {
		"--",           "\xe2\x80\x94",  "\xe2\x80\x93",
		"\xe2\x80\x95", "\xe2\x80\x94-", "__",
	};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (str_is(text, marks[i]))
			return true;
	return false;
}

bool delimiter_is_rule(struct str text)
{
	if (text.len < 3 ||
	    str_find_char(str_of("-_*=~#"), text.ptr[0]) == STR_NONE ||
	    str_find(text, "  ") != STR_NONE) /* as in a table's head */
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != text.ptr[0] && text.ptr[i] != ' ')
			return false;
	return true;
}
