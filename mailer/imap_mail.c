/* imap_mail.c - listing, fetching and moving mails, for mailer/imap.h */
#include <assert.h>
#include <stdlib.h>

#include "base/date.h"
#include "mailer/deadline.h"
#include "mailer/imap_private.h"

#define BATCH_MAX 200

/*
 * Sets of UIDs
 */

static struct mailimap_set *new_set(const uint32_t *uids, size_t n)
{
	struct mailimap_set *set = mailimap_set_new_empty();
	size_t first = 0;
	int r;

	assert(set);
	for (size_t i = 0; i < n; i++) {
		assert(uids[i] > 0); /* libetpan writes 0 as "*" */
		if (i + 1 < n && uids[i + 1] == uids[i] + 1)
			continue;
		r = mailimap_set_add_interval(set, uids[first], uids[i]);
		assert(r == MAILIMAP_NO_ERROR);
		first = i + 1;
	}
	return set;
}

static int by_uid(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Copy what the server listed (NULL: nothing): sorted, each once, without 0. */
static void copy_uids(struct arena *arena, clist *list, uint32_t **uids,
                      size_t *n)
{
	size_t count = list ? (size_t)clist_count(list) : 0, kept = 0;
	uint32_t *all = arena_array(arena, uint32_t, count + 1);

	count = 0;
	for (clistiter *c = list ? clist_begin(list) : NULL; c;
	     c = clist_next(c))
		all[count++] = *(uint32_t *)clist_content(c);
	qsort(all, count, sizeof(*all), by_uid);
	for (size_t i = 0; i < count; i++)
		if (all[i] > 0 && (kept == 0 || all[kept - 1] < all[i]))
			all[kept++] = all[i];
	*uids = all;
	*n = kept;
}

enum err imap_list(struct imap *imap, struct arena *arena, uint32_t **uids,
                   size_t *n, struct why *why)
{
	struct mailimap_search_key key = {
		.sk_type = MAILIMAP_SEARCH_KEY_UNDELETED};
	clist *list = NULL;
	uint64_t modseq; /* libetpan writes it without a look at NULL */
	enum err err;
	int r;

	imap_begin(imap, 0);
	imap->wire.line_max = SIZE_MAX; /* the byte budget holds */
	imap->wire.has_news = false;
	r = mailimap_uid_search_modseq(imap->session, NULL, &key, &list,
	                               &modseq);
	err = imap_end(imap, r, "search", why);
	if (!err)
		copy_uids(arena, list, uids, n);
	if (list)
		mailimap_search_result_free(list);
	return err;
}

/*
 * Fetching
 */

struct fetch {
	struct imap *imap;
	const uint32_t *uids;
	size_t n;
	bool is_done[BATCH_MAX]; /* by index of `uids` */
	imap_sink *sink;
	void *context;
	enum err err; /* the sink's */
	struct why *why;
};

/* Seconds since 1970 of an INTERNALDATE; 0: nonsense. */
static int64_t time_of(const struct mailimap_date_time *when)
{
	struct date date = {.year = when->dt_year,
	                    .month = when->dt_month,
	                    .day = when->dt_day,
	                    .hour = when->dt_hour,
	                    .minute = when->dt_min,
	                    .second = when->dt_sec};
	int zone = when->dt_zone;

	if (date.year < 1970 || date.year > 9999 || date.month < 1 ||
	    date.month > 12 || date.day < 1 || date.day > 31 || date.hour < 0 ||
	    date.hour > 23 || date.minute < 0 || date.minute > 59 ||
	    date.second < 0 || date.second > 60 || zone < -2400 || zone > 2400)
		return 0;
	return date_time(&date) - (zone / 100 * 60 + zone % 100) * 60;
}

/* Take from libetpan's record what we asked for; false: no body in it. */
static bool read_mail(const struct fetch *fetch,
                      const struct mailimap_msg_att *record,
                      struct imap_mail *mail)
{
	size_t max = (size_t)fetch->imap->max_mail;
	bool has_body = false;

	for (clistiter *c = clist_begin(record->att_list); c;
	     c = clist_next(c)) {
		const struct mailimap_msg_att_item *item = clist_content(c);
		const struct mailimap_msg_att_static *att;
		const struct mailimap_msg_att_body_section *body;

		if (item->att_type != MAILIMAP_MSG_ATT_ITEM_STATIC)
			continue;
		att = item->att_data.att_static;
		body = att->att_data.att_body_section;
		if (att->att_type == MAILIMAP_MSG_ATT_UID)
			mail->uid = att->att_data.att_uid;
		if (att->att_type == MAILIMAP_MSG_ATT_INTERNALDATE)
			mail->arrived_at =
				time_of(att->att_data.att_internal_date);
		if (att->att_type != MAILIMAP_MSG_ATT_BODY_SECTION || !body ||
		    !body->sec_body_part)
			continue;
		has_body = true;
		mail->is_whole = body->sec_length <= max;
		mail->raw.ptr = body->sec_body_part;
		mail->raw.len = mail->is_whole ? body->sec_length : max;
	}
	return has_body;
}

/* Whether `uid` was asked for and has not come yet. */
static bool is_expected(struct fetch *fetch, uint32_t uid)
{
	for (size_t i = 0; i < fetch->n; i++)
		if (fetch->uids[i] == uid && !fetch->is_done[i])
			return fetch->is_done[i] = true;
	return false;
}

/* libetpan calls this with each record of an answer to FETCH. */
static void take_record(struct mailimap_msg_att *record, void *context)
{
	struct fetch *fetch = context;
	struct imap_mail mail = {0};
	int64_t start_ms;

	if (fetch->err || !read_mail(fetch, record, &mail) ||
	    !is_expected(fetch, mail.uid))
		return;
	start_ms = deadline_clock();
	fetch->err = fetch->sink(fetch->context, &mail, fetch->why);
	transport_excuse(fetch->imap->transport, deadline_clock() - start_ms);
	if (fetch->err)
		transport_fail(fetch->imap->transport, "given up");
}

/* Without a progress callback libetpan does not call take_record(). */
static void ignore_progress(size_t current, size_t maximum, void *context)
{
	(void)current;
	(void)maximum;
	(void)context;
}

/* (UID INTERNALDATE BODY.PEEK[]<0.max+1>) */
static struct mailimap_fetch_type *new_wish(uint32_t max)
{
	struct mailimap_fetch_type *wish =
		mailimap_fetch_type_new_fetch_att_list_empty();
	struct mailimap_section *all = mailimap_section_new(NULL);
	int failed;

	assert(wish && all);
	failed = mailimap_fetch_type_new_fetch_att_list_add(
		wish, mailimap_fetch_att_new_uid());
	failed |= mailimap_fetch_type_new_fetch_att_list_add(
		wish, mailimap_fetch_att_new_internaldate());
	failed |= mailimap_fetch_type_new_fetch_att_list_add(
		wish,
		mailimap_fetch_att_new_body_peek_section_partial(all, 0, max));
	assert(!failed);
	return wish;
}

static int run_fetch(struct imap *imap, struct fetch *fetch)
{
	uint32_t max = (uint32_t)imap->max_mail + 1;
	struct mailimap_set *set = new_set(fetch->uids, fetch->n);
	struct mailimap_fetch_type *wish = new_wish(max);
	clist *rest = NULL;
	int r;

	imap_begin(imap, (int64_t)fetch->n * max);
	mailimap_set_progress_callback(imap->session, ignore_progress,
	                               ignore_progress, NULL);
	mailimap_set_msg_att_handler(imap->session, take_record, fetch);
	r = mailimap_uid_fetch(imap->session, set, wish, &rest);
	mailimap_set_msg_att_handler(imap->session, NULL, NULL);
	mailimap_set_progress_callback(imap->session, NULL, NULL, NULL);
	if (r == MAILIMAP_NO_ERROR && rest)
		mailimap_fetch_list_free(rest);
	mailimap_fetch_type_free(wish);
	mailimap_set_free(set);
	return r;
}

enum err imap_fetch(struct imap *imap, const uint32_t *uids, size_t n,
                    imap_sink *sink, void *context, struct why *why)
{
	struct fetch fetch = {.imap = imap,
	                      .uids = uids,
	                      .n = n,
	                      .sink = sink,
	                      .context = context,
	                      .why = why};
	int r;

	assert(n <= BATCH_MAX);
	if (n == 0)
		return OK;
	r = run_fetch(imap, &fetch);
	return fetch.err ? fetch.err : imap_end(imap, r, "fetch", why);
}

/*
 * Moving
 */

static enum err mark_deleted(struct imap *imap, struct mailimap_set *set,
                             struct why *why)
{
	struct mailimap_flag_list *flags = mailimap_flag_list_new_empty();
	struct mailimap_store_att_flags *wish;
	int r;

	assert(flags);
	r = mailimap_flag_list_add(flags, mailimap_flag_new_deleted());
	assert(r == MAILIMAP_NO_ERROR);
	wish = mailimap_store_att_flags_new_add_flags_silent(flags);
	assert(wish);
	imap_begin(imap, 0);
	r = mailimap_uid_store(imap->session, set, wish);
	mailimap_store_att_flags_free(wish);
	return imap_end(imap, r, "mark as deleted", why);
}

static enum err move_set(struct imap *imap, struct mailimap_set *set,
                         struct why *why)
{
	enum err err;
	int r;

	imap_begin(imap, 0);
	if (imap->has_move) {
		r = mailimap_uid_move(imap->session, set, imap->processed);
		return imap_end(imap, r, "move", why);
	}
	r = mailimap_uid_copy(imap->session, set, imap->processed);
	err = imap_end(imap, r, "copy", why);
	if (!err)
		err = mark_deleted(imap, set, why);
	/* A plain EXPUNGE would take other people's deleted mail along. */
	if (err || !imap->has_uidplus)
		return err;
	imap_begin(imap, 0);
	r = mailimap_uid_expunge(imap->session, set);
	return imap_end(imap, r, "expunge", why);
}

enum err imap_move(struct imap *imap, const uint32_t *uids, size_t n,
                   struct why *why)
{
	for (size_t i = 0; i < n; i += BATCH_MAX) {
		size_t left = n - i;
		struct mailimap_set *set =
			new_set(uids + i, left < BATCH_MAX ? left : BATCH_MAX);
		enum err err = move_set(imap, set, why);

		mailimap_set_free(set);
		if (err)
			return err;
	}
	return OK;
}
