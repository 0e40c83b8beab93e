#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ARENA_BLOCK
#	define ARENA_BLOCK 16384 /* bytes; 0: one allocation each */
#endif

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	max_align_t bytes[];
};

static struct arena_block *add_block(struct arena *arena, size_t size)
{
	struct arena_block *block = calloc(1, sizeof(*block) + size);

	if (!block)
		abort();
	block->size = size;
	block->next = arena->top;
	arena->top = block;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t unit = _Alignof(max_align_t);
	struct arena_block *block = arena->top;
	char *bytes;

	if (size > SIZE_MAX / 4)
		abort();
	if (ARENA_BLOCK > 0)
		size = (size + unit - 1) / unit * unit;
	if (ARENA_BLOCK == 0 || !block || block->size - block->used < size)
		block = add_block(arena,
		                  size > ARENA_BLOCK ? size : ARENA_BLOCK);
	bytes = (char *)block->bytes + block->used;
	block->used += size;
	return bytes;
}

void *arena_alloc_array(struct arena *arena, size_t size, size_t n)
{
	if (size > 0 && n > SIZE_MAX / 4 / size)
		abort();
	return arena_alloc(arena, size * n);
}

void *arena_grow(struct arena *arena, void *array, size_t n, size_t size)
{
	void *bigger;

	if (n > 0 && (n & (n - 1)) != 0)
		return array;
	bigger = arena_alloc_array(arena, size, n > 0 ? n * 2 : 1);
	if (n > 0)
		memcpy(bigger, array, n * size);
	return bigger;
}

char *arena_copy(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.len + 1);

	if (text.len > 0)
		memcpy(copy, text.ptr, text.len);
	return copy;
}

struct str arena_str(struct arena *arena, struct str text)
{
	return (struct str){arena_copy(arena, text), text.len};
}

char *arena_vprintf(struct arena *arena, const char *fmt, va_list args)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	if (len < 0)
		abort();
	text = arena_alloc(arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	return text;
}

char *arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = arena_vprintf(arena, fmt, args);
	va_end(args);
	return text;
}

void arena_free(struct arena *arena)
{
	while (arena->top) {
		struct arena_block *next = arena->top->next;

		free(arena->top);
		arena->top = next;
	}
}
