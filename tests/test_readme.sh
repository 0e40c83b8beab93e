#!/bin/sh
# test_readme.sh PROGRAM - what the documents tell to type is there to be typed
#
# Every `postbag ...` command line in README.md, docs/*.md and docs/postbag.8
# names a command, a sub-command and options that PROGRAM --help knows; every
# `make ...` a target of the Makefile; every link of the former a file; every
# test that docs/design.md names is there.  And docs/postbag.8 leaves no command,
# sub-command or option of the program out.
# Run in the project's root; one line for each finding, status 1 if there is one.
set -eu

program=${1:?usage: test_readme.sh PROGRAM}
pages='README.md CONTRIBUTING.md CHANGES.md docs/*.md'
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
: >"$folder/findings"

say() {
	echo "$1" >&2
	echo "$1" >>"$folder/findings"
}

# Pieces of code in a page of Markdown, a line each: what is indented by four,
# and what stands between backquotes, which may go over a line's end.
code_of() {
	sed -n 's/^    //p' "$1"
	# shellcheck disable=SC2016 # backquotes are meant
	grep -v '^    ' "$1" | tr '\n' ' ' | grep -o '`[^`]*`' | tr -d '`' || :
}

# Command lines of the manual page, without the words of its markup.
lines_of_manual() {
	sed -n -e 's/^\.It Cm /postbag /' -e '/^postbag /p' docs/postbag.8 |
		sed -e 's/ Fl \([^ ]\)/ -\1/g' \
			-e 's/ \(Cm\|Ar\|Oo\|Oc\|Op\|Ns\)\>//g'
}

# The help of a command, kept; false when there is no such command.
help_of() {
	[ -e "$folder/help.$1" ] ||
		"$program" "$1" --help >"$folder/help.$1" 2>/dev/null ||
		{
			rm -f "$folder/help.$1"
			return 1
		}
}

# Its sub-commands, if it has any.
verbs_of() {
	sed -n "s/^.* postbag $1 \([a-z][a-z]*\).*/\1/p" "$folder/help.$1"
}

options_of() {
	sed -n 's/^  \(--[a-z-]*\).*/\1/p' "$folder/help.$1"
}

# check_line PAGE COMMAND WORDS...
check_line() {
	page=$1 command=$2
	shift 2
	case $command in
	--help | --version | COMMAND) return 0 ;;
	esac
	if ! help_of "$command"; then
		say "$page: there is no command '$command'"
		return 0
	fi
	verbs=$(verbs_of "$command")
	if [ -n "$verbs" ] && [ $# -gt 0 ]; then
		echo "$verbs" | grep -qx -e "$1" -e '--help' ||
			say "$page: 'postbag $command' knows no '$1'"
	fi
	for word; do
		case $word in
		--json | --help | --config) ;;
		--[a-z]*)
			options_of "$command" | grep -qx -e "$word" ||
				say "$page: 'postbag $command' knows no $word"
			;;
		esac
	done
}

# Check the command lines on standard input, which stand in page $1.
check_lines() {
	while read -r line; do
		# shellcheck disable=SC2086 # the words of the line
		case $line in
		'postbag '*) check_line "$1" ${line#postbag } ;;
		*/bin/postbag\ *) check_line "$1" ${line##*/bin/postbag } ;;
		esac
	done
}

# Whether the Makefile has target $1.
has_target() {
	grep -Eq "^([a-z]+ )*$1( [a-z]+)*:" Makefile
}

check_make() {
	while read -r first words; do
		[ "$first" = make ] || continue
		for word in $words; do
			case $word in
			'#'*) break ;;
			*=* | -*) continue ;;
			esac
			has_target "$word" ||
				say "$1: 'make $word' has no rule"
		done
	done
}

check_links() {
	grep -o '](\([^)]*\))' "$1" | sed 's/^](\(.*\))$/\1/' |
		while read -r link; do
			case $link in
			*:* | '#'*) continue ;;
			esac
			[ -e "$(dirname "$1")/${link%%#*}" ] ||
				say "$1: there is no $link"
		done
}

# The tests behind promises and limits: `suite: name`, and topics of the day.
check_promises() {
	sed -n '/^## Promises/,/^## Decisions/p' docs/design.md |
		grep '^| [0-9]' >"$folder/promises"
	[ -s "$folder/promises" ] || say "docs/design.md: no promises"
	# shellcheck disable=SC2016 # backquotes are meant
	grep -o '`[a-z_]*: [a-z0-9_]*`' docs/design.md | tr -d '`' |
		while IFS=': ' read -r suite name; do
			grep -qs "^START_TEST($name)" "tests/test_$suite.c" ||
				say "docs/design.md: no test '$suite: $name'"
		done
	# shellcheck disable=SC2016 # backquotes are meant
	grep -o 'topics\{0,1\} `[^|;]*' "$folder/promises" |
		tr -c '[:lower:]' '\n' | sed '/^topics*$/d' | grep -x '[a-z]*' | sort -u |
		while read -r topic; do
			[ -z "$topic" ] || [ -e "tests/day/check_$topic.py" ] ||
				say "docs/design.md: no topic '$topic'"
		done
}

# Is everything that the program has in the manual page?
check_manual() {
	lines_of_manual >"$folder/manual"
	"$program" --help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' \
		>"$folder/commands"
	while read -r command; do
		grep -Eq "^postbag $command( |\$)" "$folder/manual" ||
			say "docs/postbag.8: '$command' is missing"
		help_of "$command" || continue
		for verb in $(verbs_of "$command"); do
			grep -Eq "^postbag $command $verb( |\$)" \
				"$folder/manual" ||
				say "docs/postbag.8: '$command $verb' is missing"
		done
		for option in $(options_of "$command"); do
			case $option in
			--json | --help) continue ;;
			esac
			grep -E "^postbag $command" "$folder/manual" |
				grep -qw -e "$option" ||
				say "docs/postbag.8: '$command $option' is missing"
		done
	done <"$folder/commands"
}

for page in $pages; do
	code_of "$page" >"$folder/code"
	check_lines "$page" <"$folder/code"
	check_make "$page" <"$folder/code"
	check_links "$page"
done
lines_of_manual >"$folder/manual"
check_lines docs/postbag.8 <"$folder/manual"
check_manual
check_promises
[ -s "$folder/commands" ] || say "$program --help names no commands"
[ ! -s "$folder/findings" ]
