#include "tests/suite.h"

#include <string.h>

#include "text/template.h"

/*
 * A model in short: {name:'Ann',n:7,ok:true,list:[1,2],none:null}.  Read by a
 * few lines of our own, so that a row of the tables below is one row.
 */
static struct value *read_model(struct arena *arena, const char **at);

static char *read_word(struct arena *arena, const char **at, const char *ends)
{
	size_t n = strcspn(*at, ends);
	char *word = arena_copy(arena, (struct str){*at, n});

	*at += n;
	return word;
}

static struct value *read_many(struct arena *arena, const char **at)
{
	bool is_list = *(*at)++ == '[';
	struct value *many = is_list ? value_list(arena) : value_object(arena);

	while (**at != ']' && **at != '}') {
		char *name = is_list ? NULL : read_word(arena, at, ":");

		*at += !is_list;
		if (is_list)
			value_push(arena, many, read_model(arena, at));
		else
			value_set(arena, many, name, read_model(arena, at));
		*at += **at == ',';
	}
	(*at)++;
	return many;
}

static struct value *read_model(struct arena *arena, const char **at)
{
	struct value *value;
	char *word;

	if (**at == '{' || **at == '[')
		return read_many(arena, at);
	if (**at == '\'') {
		(*at)++;
		value = value_text(arena, str_of(read_word(arena, at, "'")));
		(*at)++;
		return value;
	}
	word = read_word(arena, at, ",]}");
	if (!strcmp(word, "true"))
		return value_bool(arena, true);
	if (!strcmp(word, "false") || !strcmp(word, "null"))
		return value_bool(arena, false);
	return value_text(arena, str_of(word));
}

static struct arena arena;
static struct why why;

static void teardown(void)
{
	arena_free(&arena);
}

/* Load `main` with the partials "p" and "q", which may be NULL. */
static enum err load(const char *main, const char *p, const char *q,
                     enum template_escape escape, const char *const *schema,
                     size_t n_schema, const struct template **template)
{
	struct template_source sources[] = {
		{"p", "dir/p.txt", str_of(p ? p : "")},
		{"main", "dir/main.txt", str_of(main)},
		{"q", "dir/q.txt", str_of(q ? q : "")},
	};

	return template_load(&arena, sources, ARRAY_LEN(sources), 1, escape,
	                     schema, n_schema, template, &why);
}

static struct str render(const char *main, const char *p, const char *q,
                         enum template_escape escape, const char *model)
{
	const struct template *template = NULL;
	struct str text = {0};

	ck_assert_msg(!load(main, p, q, escape, NULL, 0, &template), "%s",
	              why.text);
	ck_assert_msg(!template_render(&arena, template,
	                               read_model(&arena, &model), &text, &why),
	              "%s", why.text);
	return text;
}

struct row {
	const char *template, *model, *expected;
};

struct partial_row {
	const char *template, *model, *expected;
	const char *p, *q;
};

static const struct row interpolation[] = {
	/* Text without tags stays. */
	{"Good morning.\n", "{}", "Good morning.\n"},
	{"", "{}", ""},
	{"{ not } a {tag}\n", "{}", "{ not } a {tag}\n"},
	/* A name gives its value, more than once too. */
	{"Dear {{name}},", "{name:'Ann'}", "Dear Ann,"},
	{"{{a}}{{b}}{{a}}", "{a:'1',b:'2'}", "121"},
	/* What comes out is not read again. */
	{"{{a}}", "{a:'{{b}}',b:'no'}", "{{b}}"},
	/* Escaped in HTML, or raw by either of two tags. */
	{"{{a}}", "{a:'<b> & \"c\"'}", "&lt;b&gt; &amp; &quot;c&quot;"},
	{"{{{a}}}", "{a:'<b> & \"c\"'}", "<b> & \"c\""},
	{"{{&a}}", "{a:'<b> & \"c\"'}", "<b> & \"c\""},
	{"{{a}}", "{a:'x&&y'}", "x&amp;&amp;y"},
	/* Numbers, zero among them. */
	{"{{n}} {{{n}}} {{&n}}", "{n:1210}", "1210 1210 1210"},
	{"{{n}}", "{n:0}", "0"},
	{"{{n}}", "{n:-1.21}", "-1.21"},
	/* Nothing known, or nothing there, gives nothing. */
	{"({{a}})({{{a}}})({{&a}})", "{}", "()()()"},
	{"({{a}})({{{a}}})({{&a}})", "{a:null}", "()()()"},
	/* Dotted names go down; the last one counts. */
	{"{{a.b}} {{{a.b}}} {{&a.b}}", "{a:{b:'<'}}", "&lt; < <"},
	{"{{a.b.c.d.e}}", "{a:{b:{c:{d:{e:'deep'}}}}}", "deep"},
	{"({{a.b.c}})", "{a:{}}", "()"},
	{"({{a.b.c}})", "{a:{b:{}},c:'no'}", "()"},
	{"({{a.name}})", "{a:{b:'x'},name:'no'}", "()"},
	{"({{a.b}})", "{a:'text'}", "()"},
	/* The first key is looked for from inside out, the rest is not. */
	{"{{#a}}{{b.c}}{{/a}}", "{a:{b:{c:'in'}},b:{c:'out'}}", "in"},
	{"{{#a}}({{b.c}}){{/a}}", "{a:{b:{}},b:{c:'out'}}", "()"},
	{"{{#a}}({{b}}){{/a}}", "{a:{b:null},b:'out'}", "()"},
	/* The element itself. */
	{"{{.}} {{{.}}} {{&.}}", "'<'", "&lt; < <"},
	/* White space around a tag stays, inside it goes. */
	{"| {{a}} |", "{a:'-'}", "| - |"},
	{"  {{a}}\n", "{a:'-'}", "  -\n"},
	{"  {{{a}}}\n", "{a:'-'}", "  -\n"},
	{"  {{&a}}\n", "{a:'-'}", "  -\n"},
	{"|{{ a }}|{{{ a }}}|{{& a }}|{{\ta\n}}|", "{a:'-'}", "|-|-|-|-|"},
};

static const struct row sections[] = {
	/* Shown when true, not when false, absent, empty. */
	{"{{#a}}yes{{/a}}", "{a:true}", "yes"},
	{"({{#a}}yes{{/a}})", "{a:false}", "()"},
	{"({{#a}}yes{{/a}})", "{a:null}", "()"},
	{"({{#a}}yes{{/a}})", "{}", "()"},
	{"({{#a}}yes{{/a}})", "{a:''}", "()"},
	{"({{#a}}yes{{/a}})", "{a:[]}", "()"},
	{"{{#a}}yes{{/a}}", "{a:0}", "yes"},
	{"{{#a}}yes{{/a}}", "{a:{}}", "yes"},
	/* An object is where its names are looked for first. */
	{"{{#a}}{{n}}{{/a}}", "{a:{n:'Joe'},n:'no'}", "Joe"},
	{"{{#a}}{{n}}, {{m}}{{/a}}", "{a:{n:'Joe'},m:'out'}", "Joe, out"},
	{"{{#a}}{{b}}{{/a}}", "{a:'one',b:'two'}", "two"},
	{"{{#a}}{{#b}}{{#c}}{{x}}{{y}}{{z}}{{/c}}{{/b}}{{/a}}",
         "{a:{x:1},b:{y:2},c:{z:3}}", "123"},
	{"{{#a}}{{n}}{{#b}}{{n}}{{#a}}{{n}}{{/a}}{{n}}{{/b}}{{n}}{{/a}}",
         "{a:{n:1},b:{n:2}}", "12121"},
	/* A list: once for each. */
	{"{{#l}}{{i}};{{/l}}", "{l:[{i:1},{i:2},{i:3}]}", "1;2;3;"},
	{"{{#l}}{{n}}{{#m}}{{i}}{{/m}}.{{/l}}",
         "{l:[{n:'a',m:[{i:1},{i:2}]},{n:'b',m:[]}]}", "a12.b."},
	/* The same section twice, and within itself. */
	{"{{#a}}1{{/a}}-{{#a}}2{{/a}}", "{a:true}", "1-2"},
	{"{{#a}}1{{#b}}2{{/b}}3{{/a}}", "{a:true,b:true}", "123"},
	{"{{#a}}1{{#b}}2{{/b}}3{{/a}}", "{a:true,b:false}", "13"},
	{"{{#a}}{{#a}}x{{/a}}{{/a}}", "{a:true}", "x"},
	/* Elements that are texts, lists or objects: the dot. */
	{"{{#l}}({{.}}){{/l}}", "{l:['a','b',3,1.5]}", "(a)(b)(3)(1.5)"},
	{"{{#l}}({{.}}){{/l}}", "{l:['<','&']}", "(&lt;)(&amp;)"},
	{"{{#l}}({{{.}}}){{/l}}", "{l:['<','&']}", "(<)(&)"},
	{"{{#l}}({{&.}}){{/l}}", "{l:['<','&']}", "(<)(&)"},
	{"{{#l}}({{#.}}{{.}}{{/.}}){{/l}}", "{l:[[1,2],[3]]}", "(12)(3)"},
	{"{{#.}}{{v}}{{/.}}", "[{v:'a'},{v:'b'}]", "ab"},
	{"{{#l}}{{#.}}{{v}}{{/.}}{{/l}}", "{l:[{v:'a'}]}", "a"},
	{"{{#a}}{{.}}{{/a}}", "{a:'once'}", "once"},
	/* Dotted names. */
	{"{{#a.b.c}}yes{{/a.b.c}}", "{a:{b:{c:true}}}", "yes"},
	{"({{#a.b.c}}yes{{/a.b.c}})", "{a:{b:{c:false}}}", "()"},
	{"({{#a.b.c}}yes{{/a.b.c}})", "{a:{}}", "()"},
	{"{{#a.l}}{{.}}{{/a.l}}", "{a:{l:[1,2]}}", "12"},
	/* White space. */
	{"| {{#a}}\t|\t{{/a}} |\n", "{a:true}", "| \t|\t |\n"},
	{"| {{#a}} {{! x }}\n {{/a}} |\n", "{a:true}", "|  \n  |\n"},
	{" {{#a}}Y{{/a}}\n {{#a}}N{{/a}}\n", "{a:true}", " Y\n N\n"},
	{"|{{# a }}={{/ a }}|", "{a:true}", "|=|"},
	/* Alone on a line: the line goes too. */
	{"| A\n{{#a}}\n| B\n{{/a}}\n| C\n", "{a:true}", "| A\n| B\n| C\n"},
	{"| A\n  {{#a}}\n| B\n\t{{/a}}  \n| C\n", "{a:true}",
         "| A\n| B\n| C\n"},
	{"|\r\n{{#a}}\r\n{{/a}}\r\n|", "{a:true}", "|\r\n|"},
	{"  {{#a}}\n#{{/a}}\n/", "{a:true}", "#\n/"},
	{"#{{#a}}\n/\n  {{/a}}", "{a:true}", "#\n/\n"},
	{"{{#a}}\n\n{{/a}}\n", "{a:true}", "\n"},
	{"{{#a}} {{#b}}\nx\n{{/b}} {{/a}}\n", "{a:true,b:true}", " \nx\n \n"},
};

static const struct row inverted[] = {
	{"{{^a}}no{{/a}}", "{a:false}", "no"},
	{"{{^a}}no{{/a}}", "{a:null}", "no"},
	{"{{^a}}no{{/a}}", "{}", "no"},
	{"{{^a}}no{{/a}}", "{a:[]}", "no"},
	{"{{^a}}no{{/a}}", "{a:''}", "no"},
	{"({{^a}}no{{/a}})", "{a:true}", "()"},
	{"({{^a}}no{{/a}})", "{a:{b:1}}", "()"},
	{"({{^a}}no{{/a}})", "{a:[1]}", "()"},
	{"({{^a}}no{{/a}})", "{a:0}", "()"},
	{"{{#a}}1{{/a}}{{^a}}2{{/a}}", "{a:false}", "2"},
	{"{{^a}}1{{^b}}2{{/b}}3{{/a}}", "{a:false,b:false}", "123"},
	{"{{^a}}1{{^b}}2{{/b}}3{{/a}}", "{a:false,b:true}", "13"},
	{"({{^a.b.c}}no{{/a.b.c}})", "{a:{b:{c:true}}}", "()"},
	{"({{^a.b.c}}no{{/a.b.c}})", "{a:{b:{c:false}}}", "(no)"},
	{"({{^a.b.c}}no{{/a.b.c}})", "{a:{}}", "(no)"},
	{"{{^a}}{{b}}{{/a}}", "{b:'out'}", "out"},
	{"| {{^a}}\t|\t{{/a}} |\n", "{}", "| \t|\t |\n"},
	{"|{{^ a }}={{/ a }}|", "{}", "|=|"},
	{"| A\n  {{^a}}\n| B\n{{/a}} \n| C\n", "{}", "| A\n| B\n| C\n"},
	{"|\r\n{{^a}}\r\n{{/a}}\r\n|", "{}", "|\r\n|"},
	{"  {{^a}}\n^{{/a}}\n/", "{}", "^\n/"},
	{"^{{^a}}\n/\n  {{/a}}", "{}", "^\n/\n"},
};

static const struct row comments[] = {
	{"12{{! gone }}34", "{}", "1234"},
	{"12{{!\n gone\n\n}}34", "{}", "1234"},
	{"12 {{! kept blanks }} 34", "{}", "12  34"},
	{"A\n{{! alone }}\nB\n", "{}", "A\nB\n"},
	{"A\n \t{{! indented }} \nB\n", "{}", "A\nB\n"},
	{"A\n  {{!\n many\n lines\n}}\nB\n", "{}", "A\nB\n"},
	{"|\r\n{{! alone }}\r\n|", "{}", "|\r\n|"},
	{"  {{! first line }}\n!", "{}", "!"},
	{"!\n  {{! last line }}", "{}", "!\n"},
	{"  12 {{! not alone }}\n", "{}", "  12 \n"},
	{"({{! a }}{{!a}}{{!=}})", "{a:'x'}", "()"},
};

static const struct row delimiters[] = {
	{"{{=<% %>=}}(<%a%>)", "{a:'x'}", "(x)"},
	{"({{=[ ]=}}[a])", "{a:'x'}", "(x)"},
	{"{{=| |=}}|a| {{a}}", "{a:'x'}", "x {{a}}"},
	{"{{= <%  %> =}}<%a%>", "{a:'x'}", "x"},
	{"{{=\n<%\n%>\n=}}<%a%>", "{a:'x'}", "x"},
	{"{{=<% %>=}}<%={{ }}=%>{{a}}", "{a:'x'}", "x"},
	{"{{=<% %>=}}<%#a%><%b%><%/a%><%^a%>n<%/a%>", "{a:true,b:1}", "1"},
	{"{{#a}}{{b}}{{=| |=}}|b||/a|", "{a:true,b:1}", "11"},
	{"{{=<% %>=}}<%&a%><%{a}%>", "{a:'<'}", "<<"},
	{"{{=<% %>=}}<%! gone %>.", "{}", "."},
	/* White space. */
	{"| {{=@ @=}} |", "{}", "|  |"},
	{"A\n{{=@ @=}}\nB\n", "{}", "A\nB\n"},
	{"A\n  {{=@ @=}}\t\nB\n", "{}", "A\nB\n"},
	{"|\r\n{{=@ @=}}\r\n|", "{}", "|\r\n|"},
	{"  {{=@ @=}}\n=", "{}", "="},
	{"=\n  {{=@ @=}}", "{}", "=\n"},
};

static const struct partial_row partials[] = {
	{"({{>p}})", "{}", "(from p)", "from p", ""},
	{"({{>p}})", "{a:'x'}", "(x)", "{{a}}", ""},
	{"({{> p }})", "{}", "(p)", "p", ""},
	{"{{#a}}{{>p}}{{/a}}", "{a:{n:1},n:2}", "1", "{{n}}", ""},
	{"{{#l}}{{>p}}{{/l}}", "{l:[1,2]}", "<1><2>", "<{{.}}>", ""},
	{"{{>p}}", "{}", "[q]", "[{{>q}}]", "q"},
	/* A partial may name itself where the model ends somewhere. */
	{"{{>p}}", "{n:'a',k:[{n:'b',k:[{n:'c',k:[]}]},{n:'d',k:[]}]}",
         "a<b<c<>>d<>>", "{{n}}<{{#k}}{{>p}}{{/k}}>", ""},
	/* Within a line nothing is indented. */
	{"| {{>p}} |", "{}", "| \t|\t |", "\t|\t", ""},
	{"  {{a}}  {{>p}}\n", "{a:'|'}", "  |  >\n>\n", ">\n>", ""},
	/* Alone on a line: the line end goes, each line is indented. */
	{"A\n{{>p}}\nB\n", "{}", "A\np\nB\n", "p\n", ""},
	{"|\r\n{{>p}}\r\n|", "{}", "|\r\n>|", ">", ""},
	{"  {{>p}}\n>", "{}", "  >\n  >>", ">\n>", ""},
	{">\n  {{>p}}", "{}", ">\n  >\n  >", ">\n>", ""},
	{"\\\n {{>p}}\n/\n", "{a:'<\n->'}", "\\\n |\n <\n->\n |\n/\n",
         "|\n{{{a}}}\n|\n", ""},
	{"  {{>p}}\n", "{a:true}", "  x\n  y\n  z\n",
         "{{#a}}\nx\n{{/a}}\n{{^a}}\nno\n{{/a}}\ny\n{{! c }}\nz\n", ""},
	{"  {{>p}}\n", "{l:[1,2]}", "  - 1\n  - 2\n",
         "{{#l}}\n- {{.}}\n{{/l}}\n", ""},
	{" {{>p}}\n", "{a:1}", " 1\n  2\n  1\n 4\n", "{{a}}\n {{>q}}\n4\n",
         "2\n{{a}}\n"},
	{" {{>p}}\n", "{}", " (x\ny)\n", "({{>q}})\n", "x\ny"},
	/* Delimiters are not handed down to a partial, nor taken over from one. */
	{"{{>p}}{{=| |=}}|>p|", "{a:'x'}", ".x..x.", ".{{a}}.", ""},
	{"{{>p}}{{a}}|a|", "{a:'x'}", ".x.x|a|", ".{{=| |=}}|a|.", ""},
	/* No blanks at the end of what was an empty line. */
	{"  {{>p}}\n", "{}", "  a\n\n  b\n", "a\n\nb\n", ""},
};

static void check_row(const struct row *row)
{
	ck_assert_text(
		render(row->template, NULL, NULL, TEMPLATE_HTML, row->model),
		row->expected);
}

START_TEST(interpolation_follows_the_specification)
{
	check_row(&interpolation[_i]);
}
END_TEST

START_TEST(sections_follow_the_specification)
{
	check_row(&sections[_i]);
}
END_TEST

START_TEST(inverted_sections_follow_the_specification)
{
	check_row(&inverted[_i]);
}
END_TEST

START_TEST(comments_follow_the_specification)
{
	check_row(&comments[_i]);
}
END_TEST

START_TEST(delimiters_follow_the_specification)
{
	check_row(&delimiters[_i]);
}
END_TEST

START_TEST(partials_follow_the_specification)
{
	const struct partial_row *row = &partials[_i];

	ck_assert_text(render(row->template, row->p, row->q, TEMPLATE_HTML,
	                      row->model),
	               row->expected);
}
END_TEST

START_TEST(render_escapes_the_apostrophe_too)
{
	struct value *model = value_object(&arena);
	const struct template *template = NULL;
	struct str text;

	value_set_text(&arena, model, "a", str_of("it's"));
	ck_assert(!load("{{a}}", 0, 0, TEMPLATE_HTML, NULL, 0, &template));
	ck_assert(!template_render(&arena, template, model, &text, &why));
	ck_assert_text(text, "it&#39;s");
}
END_TEST

START_TEST(render_leaves_text_parts_unescaped)
{
	ck_assert_text(
		render("{{a}} {{{a}}}", 0, 0, TEMPLATE_TEXT, "{a:'<\"&>'}"),
		"<\"&> <\"&>");
}
END_TEST

START_TEST(render_keeps_control_bytes_and_nuls)
{
	struct value *model = value_object(&arena);
	static const char slot[] = "\001X\001 a\0b";
	const struct template *template = NULL;
	struct str text;

	value_set_text(&arena, model, "a", (struct str){slot, sizeof(slot)});
	ck_assert(
		!load("{{a}}{{{a}}}", 0, 0, TEMPLATE_HTML, NULL, 0, &template));
	ck_assert(!template_render(&arena, template, model, &text, &why));
	ck_assert_uint_eq(text.len, 2 * sizeof(slot));
	ck_assert_mem_eq(text.ptr, slot, sizeof(slot));
	ck_assert_mem_eq(text.ptr + sizeof(slot), slot, sizeof(slot));
}
END_TEST

START_TEST(render_works_again_and_without_the_sources)
{
	char source[] = "{{a}}!";
	struct template_source main = {"m", "m", {source, sizeof(source) - 1}};
	struct value *model = value_object(&arena);
	const struct template *template = NULL;
	struct str text;

	ck_assert(!template_load(&arena, &main, 1, 0, TEMPLATE_TEXT, NULL, 0,
	                         &template, &why));
	memset(source, 'x', sizeof(source));
	value_set_number(&arena, model, "a", INT64_MIN);
	for (int i = 0; i < 2; i++) {
		ck_assert(
			!template_render(&arena, template, model, &text, &why));
		ck_assert_text(text, "-9223372036854775808!");
	}
}
END_TEST

START_TEST(render_stops_at_its_limit_of_output)
{
	struct value *model = value_object(&arena), *list = value_list(&arena);
	static char kilo[1024];
	const struct template *template = NULL;
	struct str text = STR("untouched");

	memset(kilo, 'k', sizeof(kilo));
	value_set(&arena, model, "l", list);
	ck_assert(!load("{{#l}}{{.}}{{/l}}", 0, 0, TEMPLATE_HTML, NULL, 0,
	                &template));
	for (size_t i = 0; i <= TEMPLATE_OUTPUT_MAX / sizeof(kilo); i++) {
		struct str item = {kilo, sizeof(kilo)};

		if (list->n * sizeof(kilo) == TEMPLATE_OUTPUT_MAX) {
			struct str all;

			ck_assert(!template_render(&arena, template, model,
			                           &all, &why));
			ck_assert_uint_eq(all.len, TEMPLATE_OUTPUT_MAX);
			item.len = 1;
		}
		value_push(&arena, list, value_text(&arena, item));
	}
	ck_assert_int_eq(template_render(&arena, template, model, &text, &why),
	                 ERR_LIMIT);
	ck_assert_text(text, "untouched");
	ck_assert(str_starts(str_of(why.text), "dir/main.txt:1: "));
}
END_TEST

START_TEST(render_stops_where_partials_have_no_end)
{
	const struct template *template = NULL;
	struct str text = STR("untouched");

	ck_assert(!load("{{>p}}", "\n{{>q}}", "{{>p}}", TEMPLATE_TEXT, NULL, 0,
	                &template));
	ck_assert_int_eq(template_render(&arena, template, value_object(&arena),
	                                 &text, &why),
	                 ERR_LIMIT);
	ck_assert_text(text, "untouched");
	ck_assert(str_find(str_of(why.text), ": partials nest deeper") !=
	          STR_NONE);
}
END_TEST

START_TEST(render_stops_where_nothing_comes_out_for_too_long)
{
	const struct template *template = NULL;
	struct str text;

	ck_assert(!load("{{>p}}", "{{>p}}{{>p}}{{>p}}{{^a}}{{>p}}{{/a}}", 0,
	                TEMPLATE_TEXT, NULL, 0, &template));
	ck_assert_int_eq(template_render(&arena, template, value_object(&arena),
	                                 &text, &why),
	                 ERR_LIMIT);
}
END_TEST

/* Sources that are refused whatever the names. */
static const struct {
	const char *main, *p, *why;
} mistakes[] = {
	{"\n\n{{a", "", "dir/main.txt:3: the tag {{... is never closed"},
	{"{{{a}}", "", "dir/main.txt:1: the tag {{... is never closed"},
	{"{{! a }", "", "dir/main.txt:1: the tag {{... is never closed"},
	{"{{=<% %>}}", "", "dir/main.txt:1: the tag {{... is never closed"},
	{"{{=<% %>=}}\n<%a}}", "",
         "dir/main.txt:2: the tag <%... is never closed"},
	{"{{a\n}}\n{{}}", "", "dir/main.txt:3: \"\" is no name"},
	{"{{a b}}", "", "dir/main.txt:1: \"a b\" is no name"},
	{"{{a..b}}", "", "dir/main.txt:1: \"a..b\" is no name"},
	{"{{.a}}", "", "dir/main.txt:1: \".a\" is no name"},
	{"{{a.}}", "", "dir/main.txt:1: \"a.\" is no name"},
	{"{{#}}{{/}}", "", "dir/main.txt:1: \"\" is no name"},
	{"{{*a}}", "", "dir/main.txt:1: \"*a\" is no name"},
	{"a\n{{#a}}\n{{b}}\n", "",
         "dir/main.txt:2: the section \"a\" is never closed"},
	{"{{#a}}\n{{^b}}\n{{/b}}", "",
         "dir/main.txt:1: the section \"a\" is never closed"},
	{"{{#a}}\r\n{{#b}}\r\n{{/a}}\n{{/b}}", "",
         "dir/main.txt:3: {{/a}} where the section \"b\" of line 2 is open"},
	{"{{! two\nlines }}{{/a}}", "",
         "dir/main.txt:2: nothing is open that {{/a}} could close"},
	{"{{! two\nlines }}\n{{/a}}", "",
         "dir/main.txt:3: nothing is open that {{/a}} could close"},
	{"a\n{{>absent}}", "",
         "dir/main.txt:2: there is no template \"absent\""},
	{"{{>p}}", "\n\n{{>absent}}",
         "dir/p.txt:3: there is no template \"absent\""},
	{"\n{{>p}}", "{{#a}}\n",
         "dir/p.txt:1: the section \"a\" is never closed"},
	{"{{=<%=}}", "", "dir/main.txt:1: \"<%\" are no two delimiters"},
	{"{{===}}", "", "dir/main.txt:1: \"=\" are no two delimiters"},
	{"{{=a b c=}}", "", "dir/main.txt:1: \"a b c\" are no two delimiters"},
	{"{{=a= =b=}}", "", "dir/main.txt:1: \"a= =b\" are no two delimiters"},
};

START_TEST(load_names_file_and_line_of_a_mistake)
{
	const struct template *template = NULL;

	ck_assert_int_eq(load(mistakes[_i].main, mistakes[_i].p, 0,
	                      TEMPLATE_TEXT, NULL, 0, &template),
	                 ERR_INPUT);
	ck_assert_str_eq(why.text, mistakes[_i].why);
	ck_assert_ptr_null(template);
}
END_TEST

START_TEST(load_does_not_look_at_sources_that_are_never_named)
{
	const struct template *template = NULL;

	ck_assert_int_eq(
		load("a", "{{#open}}", 0, TEMPLATE_TEXT, NULL, 0, &template),
		OK);
	ck_assert_ptr_nonnull(template);
}
END_TEST

START_TEST(load_refuses_sections_nested_too_deep)
{
	const struct template *template = NULL;
	char source[33 * 12 + 1] = "";

	for (size_t i = 0; i < 66; i++)
		memcpy(source + i * 6, i < 33 ? "{{#a}}" : "{{/a}}", 6);
	ck_assert(load(source, 0, 0, TEMPLATE_TEXT, NULL, 0, &template));
	ck_assert_str_eq(why.text,
	                 "dir/main.txt:1: sections nest deeper than 32");
	source[65 * 6] = '\0'; /* one less of either */
	ck_assert_int_eq(
		load(source + 6, 0, 0, TEMPLATE_TEXT, NULL, 0, &template), OK);
}
END_TEST

static const char *const schema[] = {
	"title",
	"list.name",
	"items",
	"items[].title",
	"items[].has_more",
	"items[].letters[].text",
	"items[].letters[].by.name",
	"tags[]",
};

static enum err load_checked(const char *main, const char *p)
{
	const struct template *template = NULL;
	enum err e = load(main, p, 0, TEMPLATE_TEXT, schema, ARRAY_LEN(schema),
	                  &template);

	ck_assert(!e == !!template);
	return e;
}

static const char *const known[] = {
	"{{title}}{{list.name}}{{#list}}{{name}}{{title}}{{/list}}",
	"{{#items}}{{title}}{{list.name}}{{/items}}{{^items}}x{{/items}}",
	"{{#items}}{{#letters}}{{text}}{{by.name}}{{title}}{{/letters}}"
	"{{/items}}",
	"{{#items}}{{#has_more}}{{title}}{{/has_more}}{{/items}}",
	"{{#tags}}{{.}}{{/tags}}{{#title}}{{.}}{{/title}}",
	"{{#items}}{{>p}}{{/items}}",
	"{{#items}}{{#tags}}{{.}}{{title}}{{/tags}}{{/items}}",
};

START_TEST(load_takes_names_of_the_schema)
{
	ck_assert_msg(!load_checked(known[_i], "{{title}}{{#letters}}{{text}}"
	                                       "{{/letters}}"),
	              "%s", why.text);
}
END_TEST

static const struct {
	const char *main, *p, *why;
} unknown[] = {
	{"\n{{titel}}", "",
         "dir/main.txt:2: \"titel\" is no name of this template"},
	{"{{{tit}}}", "",
         "dir/main.txt:1: \"tit\" is no name of this template"},
	{"{{list.nam}}", "",
         "dir/main.txt:1: \"list.nam\" is no name of this template"},
	{"{{title.x}}", "",
         "dir/main.txt:1: \"title.x\" is no name of this template"},
	{"{{text}}", "",
         "dir/main.txt:1: \"text\" is no name of this template"},
	{"{{#letters}}{{/letters}}", "",
         "dir/main.txt:1: \"letters\" is no name of this template"},
	{"{{^no}}{{/no}}", "",
         "dir/main.txt:1: \"no\" is no name of this template"},
	{"{{#items}}\n{{text}}{{/items}}", "",
         "dir/main.txt:2: \"text\" is no name of this template"},
	/* An inner name hides an outer one of the same first key. */
	{"{{#items}}{{title.name}}{{/items}}", "",
         "dir/main.txt:1: \"title.name\" is no name of this template"},
	{"{{^items}}{{has_more}}{{/items}}", "",
         "dir/main.txt:1: \"has_more\" is no name of this template"},
	{"{{.}}", "", "dir/main.txt:1: \".\" is no name of this template"},
	{"{{#items}}{{>p}}{{/items}}\n{{>p}}", "{{title}}\n{{has_more}}",
         "dir/p.txt:2: \"has_more\" is no name of this template"},
	{"{{items}}", "", "dir/main.txt:1: \"items\" is a list, not a text"},
	{"{{list}}", "", "dir/main.txt:1: \"list\" has parts, it is no text"},
	{"{{#items}}{{#letters}}\n{{#tags}}{{/tags}}{{/letters}}{{/items}}", "",
         "dir/main.txt:2: \"tags\" is a loop in a loop in a loop"},
	{"{{>p}}", "\n{{>p}}", "dir/p.txt:2: \"p\" includes itself"},
};

START_TEST(load_refuses_what_the_schema_does_not_know)
{
	ck_assert_int_eq(load_checked(unknown[_i].main, unknown[_i].p),
	                 ERR_INPUT);
	ck_assert_str_eq(why.text, unknown[_i].why);
}
END_TEST

static void add_load(Suite *s)
{
	TCase *tc = tcase_create("template_load");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_loop_test(tc, load_names_file_and_line_of_a_mistake, 0,
	                    ARRAY_LEN(mistakes));
	tcase_add_test(tc, load_does_not_look_at_sources_that_are_never_named);
	tcase_add_test(tc, load_refuses_sections_nested_too_deep);
	tcase_add_loop_test(tc, load_takes_names_of_the_schema, 0,
	                    ARRAY_LEN(known));
	tcase_add_loop_test(tc, load_refuses_what_the_schema_does_not_know, 0,
	                    ARRAY_LEN(unknown));
	suite_add_tcase(s, tc);
}

Suite *suite(void)
{
	Suite *s = suite_create("template");
	TCase *tc = tcase_create("template_render");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_loop_test(tc, interpolation_follows_the_specification, 0,
	                    ARRAY_LEN(interpolation));
	tcase_add_loop_test(tc, sections_follow_the_specification, 0,
	                    ARRAY_LEN(sections));
	tcase_add_loop_test(tc, inverted_sections_follow_the_specification, 0,
	                    ARRAY_LEN(inverted));
	tcase_add_loop_test(tc, comments_follow_the_specification, 0,
	                    ARRAY_LEN(comments));
	tcase_add_loop_test(tc, delimiters_follow_the_specification, 0,
	                    ARRAY_LEN(delimiters));
	tcase_add_loop_test(tc, partials_follow_the_specification, 0,
	                    ARRAY_LEN(partials));
	tcase_add_test(tc, render_escapes_the_apostrophe_too);
	tcase_add_test(tc, render_leaves_text_parts_unescaped);
	tcase_add_test(tc, render_keeps_control_bytes_and_nuls);
	tcase_add_test(tc, render_works_again_and_without_the_sources);
	tcase_add_test(tc, render_stops_at_its_limit_of_output);
	tcase_add_test(tc, render_stops_where_partials_have_no_end);
	tcase_add_test(tc, render_stops_where_nothing_comes_out_for_too_long);
	suite_add_tcase(s, tc);
	add_load(s);
	return s;
}
