#!/usr/bin/env python3
"""results.py PROGRAM FOLDER OUT [SET...] - what Postbag makes of the sets

For programs that score by files: OUT/SET/ID.txt has the text, OUT/SET/ID.json
the fields.  Which of the program's texts answers a set's question is the
set's: the own words, where it asks for a comment; all that is not quoted,
where it counts a sender's signature and footers as said by the sender; the
whole body, where it asks for the text of a mail.
"""
import json
import os
import sys

from corpus import Set, is_there
from figures import FIGURES

UNQUOTED = {"mail-zones", "html-quotes"}
ZONES = {"plain", "reply", "below_quote", "forward_only"}
BODY = {"zammad-mail", "redmine-mail", "mime-decode", "mail-spam",
        "mime-hostile", "charsets"}
FIELDS = ["auto", "subject", "from_addr", "from_name", "recipients",
          "permanent", "hard", "status", "attachments"]
CLASSES = {"comment": "accept", "complaint": "feedback", "junk": "spam",
           "unreadable": "no_sender"}


def text_of(name, case):
    if case.row.get("charset"):
        return case.labelled.get("body", "")
    if name in BODY:
        return case.body
    return case.unquoted if name in UNQUOTED else case.text


def class_of(found):
    """The class by the name that sets have for it."""
    name = found.get("class", "")
    if name == "empty" and found.get("attachments"):
        return "attachment_only"
    if name == "junk" and not found.get("from_addr"):
        return "no_sender"
    if name == "command":
        what = (found.get("target") or {}).get("command", "unsubscribe")
        return "unsubscribe" if what == "unsubscribe" else "command"
    return CLASSES.get(name, name)


def fields_of(case):
    fields = {key: case.found[key] for key in FIELDS if key in case.found}
    if case.row.get("cls") not in ZONES:
        fields["cls"] = class_of(case.found)
    return fields


def write_set(program, folder, out, name):
    os.makedirs(os.path.join(out, name), exist_ok=True)
    n = 0
    for case in Set(program, folder, name).cases():
        if not case.found:
            continue
        path = os.path.join(out, name, case.id)
        with open(path + ".txt", "w", encoding="utf-8") as f:
            f.write(text_of(name, case))
        with open(path + ".json", "w", encoding="utf-8") as f:
            json.dump(fields_of(case), f)
        n += 1
    return n


def main():
    if len(sys.argv) < 4:
        print(__doc__.split("\n")[0], file=sys.stderr)
        return 2
    program, folder, out, *names = sys.argv[1:]
    for name in names or FIGURES:
        if is_there(folder, name):
            n = write_set(os.path.abspath(program), folder, out, name)
            print(f"{name}: {n} results in {os.path.join(out, name)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
