#include "mailer/feedrecord.h"

#include "base/attr.h"
#include "text/utf8.h"

static const char magic[] = "PBF1";

/* The texts of a feed and of an item: the one list of them. */
static const size_t heads[] = {
	offsetof(struct feed, title),
	offsetof(struct feed, link),
	offsetof(struct feed, author),
	offsetof(struct feed, language),
};

static const size_t members[] = {
	offsetof(struct feed_item, id),
	offsetof(struct feed_item, title),
	offsetof(struct feed_item, link),
	offsetof(struct feed_item, author),
	offsetof(struct feed_item, summary),
	offsetof(struct feed_item, content),
	offsetof(struct feed_item, text),
};

static struct str *text_at(void *owner, size_t offset)
{
	return (struct str *)(void *)((char *)owner + offset);
}

static void put_number(struct buf *record, uint64_t number, size_t n_bytes)
{
	for (size_t i = 0; i < n_bytes; i++)
		buf_addc(record, (char)(number >> 8 * i & 0xff));
}

static void put_texts(struct buf *record, void *owner, const size_t *offsets,
                      size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str text = *text_at(owner, offsets[i]);

		put_number(record, text.len, 4);
		buf_add(record, text);
	}
}

void feedrecord_encode(const struct feed *feed, struct buf *record)
{
	struct feed copy = *feed;

	buf_adds(record, magic);
	put_texts(record, &copy, heads, ARRAY_LEN(heads));
	put_number(record, feed->n_items, 8);
	for (size_t i = 0; i < feed->n_items; i++) {
		struct feed_item item = feed->items[i];

		put_texts(record, &item, members, ARRAY_LEN(members));
		put_number(record, (uint64_t)item.published, 8);
		put_number(record, (uint64_t)item.updated, 8);
	}
}

/* False: the record is shorter. */
static bool get_number(struct str *rest, size_t n_bytes, uint64_t *number)
{
	*number = 0;
	if (rest->len < n_bytes)
		return false;
	for (size_t i = 0; i < n_bytes; i++)
		*number |= (uint64_t)(unsigned char)rest->ptr[i] << 8 * i;
	*rest = str_from(*rest, n_bytes);
	return true;
}

static bool get_texts(struct str *rest, void *owner, const size_t *offsets,
                      size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str text;
		uint64_t len;

		if (!get_number(rest, 4, &len) || len > rest->len)
			return false;
		text = str_slice(*rest, 0, (size_t)len);
		*rest = str_from(*rest, (size_t)len);
		if (!utf8_ok(text) || str_find_char(text, '\0') != STR_NONE)
			return false;
		*text_at(owner, offsets[i]) = text;
	}
	return true;
}

static bool get_item(struct str *rest, struct feed_item *item)
{
	uint64_t published, updated;

	if (!get_texts(rest, item, members, ARRAY_LEN(members)) ||
	    !get_number(rest, 8, &published) || !get_number(rest, 8, &updated))
		return false;
	item->published = (int64_t)published;
	item->updated = (int64_t)updated;
	return true;
}

enum err feedrecord_decode(struct arena *arena, struct str record,
                           struct feed *feed, struct why *why)
{
	struct feed found = {.n_items = 0};
	struct str rest = record;
	uint64_t n = 0;
	bool is_ok = str_starts(rest, magic);

	rest = str_from(rest, strlen(magic));
	is_ok = is_ok && get_texts(&rest, &found, heads, ARRAY_LEN(heads)) &&
	        get_number(&rest, 8, &n) && n <= FEED_ITEMS_MAX;
	if (is_ok) {
		found.items = arena_array(arena, struct feed_item, (size_t)n);
		found.n_items = (size_t)n;
	}
	for (size_t i = 0; is_ok && i < found.n_items; i++)
		is_ok = get_item(&rest, &found.items[i]);
	if (!is_ok || rest.len > 0)
		return err_because(why, ERR_INPUT, "no record of a feed");
	*feed = found;
	return OK;
}
