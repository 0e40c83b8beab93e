#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where `more` bytes and a NUL can be written, or NULL and `full`. */
static char *reserve(struct buf *buf, size_t more)
{
	size_t need;

	if (buf->full || more > buf->max - buf->len) {
		buf->full = true;
		return NULL;
	}
	need = buf->len + more + 1;
	if (need > buf->cap) {
		buf->cap = need + need / 2 + 64;
		buf->ptr = realloc(buf->ptr, buf->cap);
		if (!buf->ptr)
			abort();
	}
	return buf->ptr + buf->len;
}

void buf_add(struct buf *buf, struct str text)
{
	char *to = reserve(buf, text.len);

	if (!to)
		return;
	if (text.len > 0)
		memcpy(to, text.ptr, text.len);
	to[text.len] = '\0';
	buf->len += text.len;
}

void buf_adds(struct buf *buf, const char *text)
{
	buf_add(buf, str_of(text));
}

void buf_addc(struct buf *buf, char c)
{
	buf_add(buf, (struct str){&c, 1});
}

void buf_addf(struct buf *buf, const char *fmt, ...)
{
	va_list args;
	char *to;
	int len;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len < 0)
		abort();
	to = reserve(buf, (size_t)len);
	if (!to)
		return;
	va_start(args, fmt);
	vsnprintf(to, (size_t)len + 1, fmt, args);
	va_end(args);
	buf->len += (size_t)len;
}

void buf_cut(struct buf *buf, size_t len)
{
	if (len >= buf->len)
		return;
	buf->len = len;
	buf->ptr[len] = '\0';
}

bool buf_ok(const struct buf *buf)
{
	return !buf->full;
}

struct str buf_str(const struct buf *buf)
{
	return (struct str){buf->ptr ? buf->ptr : "", buf->len};
}

struct str buf_take(struct buf *buf, struct arena *arena)
{
	struct str text = arena_str(arena, buf_str(buf));

	buf_free(buf);
	return text;
}

void buf_free(struct buf *buf)
{
	free(buf->ptr);
	*buf = (struct buf)BUF_INIT(buf->max);
}
