#include "tests/paper.h"

#include "base/file.h"
#include "tests/suite.h"
#include "text/wrap.h"

const struct render_list paper_list = {
	.name = STR("courier"),
	.title = STR("The Harbour Courier"),
	.address = STR("courier@example.org"),
	.reply_address = STR("courier+{token}@example.org"),
	.list_id = STR("courier.example.org"),
	.language = STR("en"),
	.comments_faq = STR("https://courier.example.org/comments-faq"),
	.postal_address = STR("Harbour Press, 1 Fish Market, 5003 Example"),
	.hostname = STR("mail.example.org"),
	.schedule = STR("every day at 07:30 (Europe/Oslo)"),
};

static const struct article ferry = {
	.id = 11,
	.title = STR("Ferries leave from the fish market again"),
	.byline = STR("Ann Lee"),
	.published = STR("22 November 2026"),
	.link = STR("https://courier.example.org/2026/ferries"),
	.summary = STR("From Monday the ferries leave from the fish market "
                       "again.\nThe new pier at the north quay was closed "
                       "after two storms.\n\"Nobody liked it there,\" said "
                       "harbour master Ole Vik, \"& the gulls did not "
                       "either.\"\n"),
	.is_open = true,
};

static const struct article bridge = {
	.id = 12,
	.title = STR(
		"Council votes on the old bridge, its tolls, its painting and "
		"whether anybody may fish from it after dark"),
	.published = STR("2026-11-23"),
	.summary = STR("The council votes on Thursday.\n"),
	.is_open = false,
};

static const struct article winter = {
	.id = 9,
	.title = STR("A long winter for the orchard growers"),
	.byline = STR("Ed Moss"),
	.summary = STR("Late frost has taken half of the blossom.\n"),
	.link = STR("https://courier.example.org/2026/orchards"),
	.is_open = true,
};

static const struct comment letters[] = {
	{.id = 1,
         .author = STR("Bo"),
         .text = STR("At last. The north quay was no place for a ferry, and "
                     "everybody who ever waited there in November knows it.\n\n"
                     "Thank you."),
         .state = COMMENT_APPROVED,
         .received_at = 1795422000},
	{.id = 2,
         .author = STR("Cleo M\xc3\xb8ller"),
         .text = STR("Three things:\n1. It smells.\n2. It is full of "
                     "<tourists>.\n3. I love it."),
         .parent = 1,
         .state = COMMENT_APPROVED,
         .received_at = 1795425600},
	{.id = 3,
         .author = STR("Dag"),
         .text = STR("See you there \xf0\x9f\x9a\xa2"),
         .parent = 2,
         .state = COMMENT_APPROVED,
         .received_at = 1795429200},
	{.id = 4,
         .author = STR("\xd7\x93\xd7\xa0\xd7\x94"),
         .text = STR("\xd7\x94\xd7\x9e\xd7\xa2\xd7\x91\xd7\x95\xd7\xa8\xd7\xaa"
                     " \xd7\x99\xd7\xa4\xd7\x94."),
         .state = COMMENT_APPROVED,
         .received_at = 1795432800},
	{.id = 5,
         .author = STR("Emil"),
         .text = STR("Printed last week."),
         .state = COMMENT_PUBLISHED,
         .received_at = 1795000000},
	{.id = 6,
         .author = STR("Fay"),
         .text = STR("\xe6\x9e\x9c\xe6\xa8\xb9\xe5\x9c\x92 is an orchard."),
         .parent = 5,
         .state = COMMENT_APPROVED,
         .received_at = 1795436400},
};

static struct issue_letter on_ferry[] = {
	{&letters[0], NULL, 0},
	{&letters[1], &letters[0], 1},
	{&letters[2], &letters[1], 2},
	{&letters[3], NULL, 0},
};

static struct issue_letter on_winter[] = {
	{&letters[5], &letters[4], 0},
};

static const struct issue_item items[] = {
	{&ferry, false, on_ferry, ARRAY_LEN(on_ferry), 101},
	{&bridge, false, NULL, 0, 102},
	{&winter, true, on_winter, ARRAY_LEN(on_winter), 103},
};

const struct render_issue paper_issue = {
	.number = 2,
	.frozen_at = 1795501800, /* 24 November 2026, 07:30 in Oslo */
	.offset_s = 3600,
	.items = items,
	.n_items = ARRAY_LEN(items),
};

const struct str paper_values[PAPER_SLOTS] = {
	[SLOT_ADDRESS] = STR("reader@example.net"),
	[SLOT_REPLY] = STR("r718djrfae00000ag9trk55edae0jzp0jthd"),
	[SLOT_LEAVE] = STR("u7008j4ct4ank7f24sbd4jaf07gfr14s3q"),
	[SLOT_MESSAGE_ID] = STR("wfa5n4nc4krbqkbc"),
	[SLOT_FIRST_ITEM] = STR("r718djrfae00000agaaaaaaaaaaaaaaaaaaa"),
	[SLOT_FIRST_ITEM + 1] = STR("r718djrfae00000agbbbbbbbbbbbbbbbbbbb"),
	[SLOT_FIRST_ITEM + 2] = STR("r718djrfae00000agccccccccccccccccccc"),
};

void paper_sources(struct arena *arena,
                   struct template_source sources[TEMPLATES])
{
	for (int i = 0; i < TEMPLATES; i++) {
		struct why why;
		struct template_source *s = &sources[i];

		s->name = template_file((enum template_name)i);
		s->path = arena_printf(arena, "templates/%s", s->name);
		ck_assert_int_eq(
			file_read(arena, s->path, 1024 * 1024, &s->text, &why),
			OK);
	}
}

void paper_templates(struct arena *arena, struct templates *templates)
{
	struct template_source sources[TEMPLATES];
	struct why why = {""};
	enum err err;

	paper_sources(arena, sources);
	err = templates_load(arena, sources, templates, &why);
	ck_assert_msg(err == OK, "%s", why.text);
}

struct str paper_fill(struct arena *arena, struct str text)
{
	struct buf out = BUF_INIT(FORM_MAX);

	for (size_t i = 0; i < text.len; i++) {
		size_t slot;

		if (text.ptr[i] != SLOT_MARK) {
			buf_addc(&out, text.ptr[i]);
			continue;
		}
		ck_assert_uint_lt(++i, text.len);
		slot = (size_t)(text.ptr[i] - 'A');
		ck_assert_uint_lt(slot, PAPER_SLOTS);
		buf_add(&out, paper_values[slot]);
	}
	return buf_take(&out, arena);
}

void paper_render(struct arena *arena, const struct render_list *list,
                  const struct render_issue *issue, struct rendering *rendering)
{
	struct templates templates;
	struct why why = {""};
	enum err err;

	paper_templates(arena, &templates);
	err = render_edition(arena, &templates, list, issue, rendering, &why);
	ck_assert_msg(err == OK, "%s", why.text);
}

struct str paper_mail(struct arena *arena, const struct rendering *rendering)
{
	struct buf out = BUF_INIT(FORM_MAX);

	ck_assert_int_eq(
		form_fill(&rendering->form, paper_values, PAPER_SLOTS, &out),
		OK);
	return buf_take(&out, arena);
}

const struct value *paper_field(const struct value *object, const char *name)
{
	for (size_t i = 0; i < object->n; i++)
		if (!strcmp(object->fields[i].name, name))
			return object->fields[i].value;
	ck_abort_msg("no field %s", name);
}

static size_t count_fields(const struct value *object, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < object->n; i++)
		n += !strcmp(object->fields[i].name, name);
	return n;
}

struct names {
	struct arena *arena;
	const char *const *name;
	size_t n;
};

static void check_object(const struct names *names, const struct value *object,
                         const char *prefix)
{
	size_t skip = strlen(prefix), expected = 0;

	ck_assert_int_eq(object->kind, VALUE_OBJECT);
	for (size_t i = 0; i < names->n; i++) {
		const char *name = names->name[i];

		if (strncmp(name, prefix, skip) != 0 ||
		    strchr(name + skip, '.'))
			continue;
		expected++;
		ck_assert_msg(count_fields(object, name + skip) == 1,
		              "%s is there %zu times", name,
		              count_fields(object, name + skip));
	}
	ck_assert_msg(object->n == expected, "%s: %zu fields, not %zu", prefix,
	              object->n, expected);
	for (size_t i = 0; i < object->n; i++) {
		const struct value *list = object->fields[i].value;
		const char *inner =
			arena_printf(names->arena, "%s%s[].", prefix,
		                     object->fields[i].name);

		for (size_t k = 0; list->kind == VALUE_LIST && k < list->n; k++)
			check_object(names, list->items[k], inner);
	}
}

void paper_check_names(struct arena *arena, const struct value *model,
                       enum template_name name)
{
	struct names names = {.arena = arena};

	names.name = template_names(name, &names.n);
	check_object(&names, model, "");
}

void paper_check_columns(struct str text)
{
	struct str line;

	while (str_next_line(&text, &line))
		ck_assert_msg(text_width(line) <= 72 ||
		                      str_find_char(str_trim(line), ' ') ==
		                              STR_NONE,
		              "too wide: \"%.*s\"", (int)line.len, line.ptr);
}
