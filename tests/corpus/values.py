"""Sets of single header values: a table for each kind, FOLDER/KIND.*.tsv, with
a line of names and then a value and what it says on each line.  Each value is
put into a mail of its own and read from `inspect --json`."""
import datetime
import email.utils
import glob
import json
import os
import re
import subprocess
import tempfile
import unicodedata

ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}


def unescaped(text):
    return re.sub(r"\\(.)", lambda m: ESCAPES.get(m[1], m[0]), text)


def rows(path):
    with open(path, encoding="utf-8", newline="\n") as f:
        for line in f.read().splitlines()[1:]:
            yield [unescaped(cell) for cell in line.split("\t")]


# -- what is expected of a value: None where that is a matter of taste ------
RFC5322_DATE = re.compile(
    r"([A-Za-z]{3}, ?)?\d{1,2} [A-Za-z]{3} (\d{2}|\d{4}) "
    r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
    r"( ([+-](0\d|1[0-4])[0-5]\d|[A-Za-z]{1,4}))?( \(.*\))?")


def date_right(cells, found):
    if not RFC5322_DATE.fullmatch(cells[0].strip()):
        return None
    want = email.utils.parsedate_to_datetime(cells[1])
    if not found.get("date"):
        return False
    got = datetime.datetime.strptime(found["date"], "%Y-%m-%dT%H:%M:%SZ")
    return got.replace(tzinfo=datetime.timezone.utc) == want


def date_read(cells, found):
    want = email.utils.parsedate_to_datetime(cells[1])
    if want.year == 1:
        return None
    return (found.get("date") or "")[:19] == want.astimezone(
        datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")


def word_right(cells, found):
    want = " ".join(cells[1].split())
    return found.get("subject") == unicodedata.normalize("NFC", want)


ADDRESS = re.compile(r'("[^"\\]*"|[^\s\x00-\x1f<>@,:;()"\\]+)@'
                     r"([A-Za-z0-9.-]*[A-Za-z0-9]|\[[0-9.]+\])")


def address_right(cells, found):
    want = [a for a in cells[2].split(" | ") if a] if len(cells) > 2 else []
    quotes = cells[0].count('"') % 2 == 0
    if "error" in cells[1] or not want or not quotes or \
            not all(ADDRESS.fullmatch(a) for a in want) or \
            cells[0].count("(") != cells[0].count(")") or \
            cells[0].count("<") != cells[0].count(">") or \
            re.search(r">\s*<|[:;]\s*$|:\s*<|;", cells[0]):
        return None
    got = [p["address"] for p in found.get("to", [])]
    return got == [re.sub(r'^"([\w.+-]+)"@', r"\1@", a) for a in want]


KINDS = {
    "date": ("Date", {"date: well-formed": date_right,
                      "date: all that can be read": date_read}),
    "encoded-word": ("Subject", {"encoded word": word_right}),
    "address": ("To", {"address: well-formed": address_right}),
}


class ValueSet:
    """A set of single values, read by the program."""

    def __init__(self, program, folder):
        self.program, self.folder, self.crashed = program, folder, 0

    def read(self, field, cells):
        """What the program finds in mails of one value each."""
        with tempfile.TemporaryDirectory() as folder:
            names = []
            for i, row in enumerate(cells):
                value = re.sub(r"\r?\n(?![ \t])", " ", row[0])
                names.append(f"{i}.eml")
                with open(os.path.join(folder, names[-1]), "wb") as f:
                    f.write(f"{field}: {value}\nX-Last: x\n\nx\n".encode())
            done = subprocess.run(
                [self.program, "inspect", "--json", *names], cwd=folder,
                capture_output=True, timeout=600, check=False)
        self.crashed += done.returncode < 0
        found = {f["file"]: f for f in
                 map(json.loads, done.stdout.decode().splitlines())}
        return [found.get(name, {}) for name in names]

    def figures(self):
        """(figure, percent, cases, ids that miss)"""
        for kind, (field, figures) in KINDS.items():
            cells = [row for path in sorted(glob.glob(
                os.path.join(self.folder, kind + ".*.tsv")))
                     for row in rows(path)]
            found = self.read(field, cells)
            for figure, right in figures.items():
                marks = [(row[0][:40], right(row, one))
                         for row, one in zip(cells, found)]
                marks = [(i, m) for i, m in marks if m is not None]
                if marks:
                    good = sum(bool(m) for _, m in marks)
                    yield (figure, 100 * good / len(marks), len(marks),
                           [repr(i) for i, m in marks if not m])
