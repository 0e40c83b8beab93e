/*
 * attr.h - the few compiler attributes and macros that we use
 */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

/* Whoever calls must look at what comes back. */
#define MUST_CHECK __attribute__((warn_unused_result))

/* `format` is a printf format for the arguments that start at `first`. */
#define PRINTF(format_arg, first)                                              \
	__attribute__((format(printf, format_arg, first)))

/* The number of elements of an array (not of a pointer). */
#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

#endif
