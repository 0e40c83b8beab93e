/*
 * The program: a table of commands.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "app/program.h"
#include "base/attr.h"
#include "base/crypto.h"
#include "base/str.h"

#define SIGNALS "  SIGTERM, SIGINT  finish what is under way, then end\n"
#define EXITS                                                                  \
	"Ends with 0, 64 (wrong usage), 75 (try again later) or 78 (a mistake" \
	" in the\nconfiguration)."

static const struct program programs[] = {
	{"run", "",
         "Run all roles of this host and supervise them.\n\n"
         "Starts a 'collect' for each mailbox of the configuration, one 'edit',"
         " and\n'deliver' as often as each relay has sessions; starts again"
         " what ends, kills\nwhat hangs.\n\n" SIGNALS
         "  SIGHUP           load the configuration anew, or say why not and"
         " keep the old one\n\n" EXITS,
         program_run},
	{"collect", "[MAILBOX] [--once]",
         "Take mail out of a mailbox and keep it as letters.\n\n"
         "Without MAILBOX, of the first one.  A mail is moved to the folder of"
         " what is\nprocessed when its letter is on the disk.  Of two"
         " collectors of a mailbox one\nwaits.\n\n" SIGNALS "\n" EXITS,
         program_collect},
	{"edit", "[--once]",
         "Judge letters, write queues, build the editions that are due.\n\n"
         "A letter that cannot be read is set aside: 'postbag letter list"
         " --set-aside'.\n\n" SIGNALS "\n" EXITS,
         program_edit},
	{"deliver", "[RELAY] [--once]",
         "Send what is planned through a relay.\n\n"
         "Without RELAY, through the first one.  Any number may run at"
         " once.\n\n" SIGNALS "\n" EXITS,
         program_deliver},
	{"check", "", "Check the configuration: every mistake, file and line.",
         program_check},
	{"article",
         "add LIST FILE... [--title T] [--byline B] [--link URL]\n"
         "list [LIST]\nshow ID\nopen ID\nclose ID\n"
         "set ID --moderation MODE\ninspect FILE...",
         "Articles: add from text, Markdown or HTML, list, open, close, "
         "moderate,\ninspect.",
         program_article},
	{"feed", "inspect [--url URL] FILE...",
         "Feeds: say what would be taken of one, and store nothing.",
         program_feed},
	{"comment",
         "list [LIST] [--held]\nshow ID\napprove ID... [--article ID]\n"
         "reject ID... --reason CODE [--words TEXT]\nedit ID [FILE]\n"
         "feature ID... [--article ID]\nblock ID... [--reason CODE]\n"
         "undo [LIST]\nremove ID...\nrestore ID N\nappeals [LIST]",
         "Comments: list, show, decide.\n\n"
         "CODE is the reason that the reader may be told: off-topic, abuse,"
         " duplicate,\nspam, too-long, unverified, other.",
         program_comment},
	{"desk", "[LIST]",
         "Decide about held comments on a full screen.\n\n"
         "a approves, f features, r rejects, b blocks the reader, u undoes;"
         " j and k move,\nTAB shows thread, cuts and scores, q ends.",
         program_desk},
	{"block",
         "add WHOM [--list LIST] [--for TIME] [--reason TEXT]\n"
         "list [LIST] [--ended]\nremove ID",
         "Blocks: whose letters make no comments.\n\n"
         "WHOM is an address, a domain (with all below it), or an expression"
         " in quotes:\n\"*@mail-?.example\", where * is anything and ? one"
         " character.  TIME is \"30d\",\n\"12h\", ...; without it the block"
         " is for good.",
         program_block},
	{"subscriber",
         "add LIST ADDRESS [--name NAME]\nremove LIST ADDRESS\n"
         "resume LIST ADDRESS\nlist [LIST]\nshow ADDRESS\nimport LIST "
         "FILE.csv\nexport LIST",
         "Subscribers: add, remove, resume, list, show, import, export.",
         program_subscriber},
	{"edition",
         "list [LIST]\npreview LIST [--html|--mail]\nbuild LIST\n"
         "show LIST NUMBER [--html]\npause LIST NUMBER\n"
         "resume LIST NUMBER",
         "Editions: preview, build at once, pause, resume.", program_edition},
	{"rules", "test FILE [--list LIST] [--since TIME] [--all]",
         "Try rules on past decisions: which would have been others?\n\n"
         "FILE has rules = ( ... ), alone or as part of a configuration."
         "  TIME is a day\n(2026-11-25) or how long ago (90d).  Ends with 0"
         " when nothing would change, 1 when\nsomething would, 78 for a"
         " mistake in FILE.",
         program_rules},
	{"letter",
         "list [--set-aside] [--class C] [--list L] [--since DAY] [--limit N]\n"
         "show ID [--raw]\nexport ID [FILE.eml]\nretry ID...|--set-aside",
         "Letters: what came in and what became of it.", program_letter},
	{"why", "LETTER",
         "What was made of a letter, step by step, and what came of it.",
         program_why},
	{"inspect", "[--as mail|text|html] FILE...",
         "Say what would happen to a mail, and do nothing.", program_inspect},
	{"summarize", "[--sentences N] FILE...",
         "Summarize articles as editions do.", program_summarize},
	{"score",
         "--jsonl [--articles FILE.jsonl] [--learn FILE.jsonl] [FILE...]\n"
         "--eval [--list LIST] [--svg FILE]",
         "Say what the models think of comments, and how well they did.\n\n"
         "--jsonl reads JSON lines with id, text and, where known, article_id"
         " (of\n--articles) or title and article, and parent; without FILE,"
         " standard input.\nPrints a line for each.  --eval compares what was"
         " recommended to this site's\nmoderators with what they decided.",
         program_score},
	{"audit", "LIST NUMBER | moderation [--since TIME] [--head N:HASH]",
         "Prove that an edition's deliveries add up, or the record of"
         " decisions is whole.\n\n"
         "TIME is a day (2026-11-25) or how long ago (90d).  Ends with 1 when"
         " something is\nwrong.",
         program_audit},
	{"stats", "[LIST] [--since TIME]",
         "How moderation is doing: queue, times, reasons, rules, people.\n\n"
         "TIME is a day (2026-11-25) or how long ago; without it, 30d.",
         program_stats},
	{"status", "", "How this site is doing.", program_status},
	{"keys", "add",
         "Make a new signing key for our tokens.\n\n"
         "It is added to the file that keys_file names, and signs from now on;"
         " the older\nones stay, so that addresses in mails that were sent go"
         " on working.  SIGHUP tells\n'postbag run' of it.",
         program_keys},
	{"store", "upgrade\nverify\ncopy FROM TO",
         "Create the store or bring it to this version; check it; copy it.",
         program_store},
};

static void print_commands(FILE *to)
{
	fprintf(to, "usage: postbag [-c FILE] COMMAND [--json] ...\n\n");
	for (size_t i = 0; i < ARRAY_LEN(programs); i++) {
		struct str help = str_of(programs[i].help);

		help = str_slice(help, 0, str_find_char(help, '\n'));
		fprintf(to, "  %-11s %.*s\n", programs[i].name, (int)help.len,
		        help.ptr);
	}
	fprintf(to, "\n'postbag COMMAND --help' says more; so does"
	            " postbag(8).\n");
}

/* What was printed and could not be written is no success: a full disk. */
static int flushed(int code)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	fprintf(stderr, "postbag: the output cannot be written whole\n");
	return EX_IOERR;
}

/* "-c FILE COMMAND" is "COMMAND -c FILE". */
static void put_command_first(char **argv)
{
	char *command = argv[3];

	argv[3] = argv[2];
	argv[2] = argv[1];
	argv[1] = command;
}

static int run(int argc, char **argv)
{
	if (argc > 3 &&
	    (!strcmp(argv[1], "-c") || !strcmp(argv[1], "--config")))
		put_command_first(argv);
	if (argc < 2) {
		print_commands(stderr);
		return EX_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") ||
	    !strcmp(argv[1], "help")) {
		print_commands(stdout);
		return EX_OK;
	}
	if (!strcmp(argv[1], "--version")) {
		printf("postbag " VERSION "\n");
		return EX_OK;
	}
	for (size_t i = 0; i < ARRAY_LEN(programs); i++)
		if (!strcmp(programs[i].name, argv[1]))
			return programs[i].run(&programs[i], argc - 1,
			                       argv + 1);
	fprintf(stderr, "postbag: no command '%s'\n", argv[1]);
	print_commands(stderr);
	return EX_USAGE;
}

int main(int argc, char **argv)
{
	crypto_start();
	return flushed(run(argc, argv));
}
