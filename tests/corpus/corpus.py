#!/usr/bin/env python3
"""corpus.py PROGRAM FOLDER [SET...] - how well Postbag reads other people's mail

FOLDER holds sets of real mail with expected results, a folder for each with
expected.jsonl (a line for each case) beside the cases.  They are not part of
the project: who has none is told so, and nothing fails.  Each figure is
compared with the one in docs/corpus.md; below it the run fails.

    --table     print the figures as rows for docs/corpus.md
    --misses    print the ids of the cases that are wrong, for each figure
    --results   write build/corpus/SET/ID.txt and ID.json, what was read of
                each case, for a program that counts in another way
"""
import collections
import json
import os
import re
import subprocess
import sys
import time

from figures import CLASSES, COMMANDS, FIGURES, TIMED, WHOLE, Case
from scores import SCORES, ScoreSet
from values import ValueSet

TABLE = os.path.join(os.path.dirname(__file__), "..", "..", "docs",
                     "corpus.md")
VALUES = ["mail-fields"]  # no mails, but values of single fields
BATCH = 200
SLOW_S = 2


def stated():
    """{(set, figure): least} of docs/corpus.md."""
    rows = {}
    with open(TABLE, encoding="utf-8") as f:
        for line in f:
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if len(cells) == 4 and re.fullmatch(r"[\d.]+ %|0", cells[3]):
                rows[cells[0], cells[1]] = float(cells[3].split()[0])
    return rows


class Set:
    """One set, read by the program."""

    def __init__(self, program, folder, name):
        self.program, self.name = program, name
        self.folder = os.path.join(folder, name)
        with open(os.path.join(self.folder, "expected.jsonl"),
                  encoding="utf-8") as f:
            self.rows = [json.loads(line) for line in f]
        self.crashed = 0

    def ask(self, files, *options):
        command = COMMANDS.get(self.name, ["inspect"])
        done = subprocess.run([self.program, *command, "--json", *options,
                               *files],
                              cwd=self.folder, capture_output=True,
                              timeout=600, check=False)
        self.crashed += done.returncode < 0
        lines = done.stdout.decode("utf-8", "strict").splitlines()
        return {found["file"]: found for found in map(json.loads, lines)}

    def cases(self):
        found = {}
        texts = [row["file"] for row in self.rows if row.get("charset")]
        mails = [row["file"] for row in self.rows if not row.get("charset")]
        for i in range(0, len(mails), BATCH):
            found.update(self.ask(mails[i:i + BATCH]))
        for i in range(0, len(texts), BATCH):
            found.update(self.ask(texts[i:i + BATCH], "--as", "text"))
        labelled = self.labelled()
        return [Case(self.folder, row, found.get(row["file"]),
                     labelled.get(row["file"]))
                for row in self.rows]

    def labelled(self):
        """What is found in texts whose charset is told."""
        names = collections.defaultdict(list)
        for row in self.rows:
            if row.get("charset"):
                names[row["charset"]].append(row["file"])
        found = {}
        for charset, files in names.items():
            found.update(self.ask(files, "--as", "text",
                                  "--charset", charset))
        return found

    def slow(self):
        """The cases that take longer than they may, each on its own."""
        ids = []
        for row in self.rows:
            start = time.monotonic()
            self.ask([row["file"]])
            if time.monotonic() - start > SLOW_S:
                ids.append(row["id"])
        return ids


def write_results(name, cases):
    folder = os.path.join("build", "corpus", name)
    os.makedirs(folder, exist_ok=True)
    for c in cases:
        if not c.found:
            continue
        found = dict(c.found)
        wanted = c.get("cls")
        found["cls"] = wanted \
            if found.get("class") in CLASSES.get(wanted, ()) \
            else found.get("class")
        base = os.path.join(folder, c.id)
        with open(base + ".txt", "w", encoding="utf-8") as f:
            f.write(c.body if name in WHOLE else c.text)
        with open(base + ".json", "w", encoding="utf-8") as f:
            json.dump(found, f)


def figures_of(program, folder, name, has_results=False):
    """(figure, percent or count, cases, ids that miss) of a set."""
    one = Set(program, folder, name)
    cases = one.cases()
    if has_results:
        write_results(name, cases)
    for figure, value_of in FIGURES[name].items():
        values = [(c.id, value_of(c)) for c in cases]
        values = [(i, float(v)) for i, v in values if v is not None]
        if not values:
            continue
        total = sum(v for _, v in values)
        is_count = figure.startswith("never ")
        yield (figure, total if is_count else 100 * total / len(values),
               len(values),
               [i for i, v in values if (v > 0 if is_count else v < 0.95)])
    if name in TIMED:
        slow = one.slow()
        yield f"never over {SLOW_S} s", len(slow), len(cases), slow
    yield "crashes of the program", one.crashed, len(cases), []


def all_figures(program, folder, name, has_results):
    if name in FIGURES:
        yield from figures_of(program, folder, name, has_results)
        return
    if name in SCORES:
        values = ScoreSet(program, folder, name)
    else:
        values = ValueSet(program, os.path.join(folder, name))
    yield from values.figures()
    yield "crashes of the program", values.crashed, 0, []


def is_there(folder, name):
    if name in SCORES:
        return any(os.path.exists(f"{folder}/{top}{name}/dev.tsv")
                   for top in ("nlp/", ""))
    return os.path.isdir(os.path.join(folder, name)) and \
        (name in VALUES or os.path.exists(
            os.path.join(folder, name, "expected.jsonl")))


def show(value, figure):
    if figure.startswith(("never ", "crashes")):
        return f"{value:.0f}"
    return f"{value:.1f} %"


def main():
    options = {a for a in sys.argv[1:] if a.startswith("--")}
    program, folder, *names = [a for a in sys.argv[1:] if a not in options]
    program = os.path.abspath(program)
    names = [n for n in names or [*FIGURES, *VALUES, *SCORES] if is_there(folder, n)]
    least, below = stated(), 0
    if not names:
        print(f"corpus: no sets in {folder}: nothing to compare with")
        return 0
    for name in names:
        for figure, value, n, misses in all_figures(
                program, folder, name, "--results" in options):
            want = least.get((name, figure))
            is_count = not show(value, figure).endswith("%")
            is_bad = want is not None and (
                value > want if is_count else round(value, 1) < want)
            below += is_bad
            if "--table" in options:
                print(f"| {name} | {figure} |  | {show(value, figure)} |")
                continue
            note = "" if want is None else f"  at least {want:g}"
            if is_count:
                note = "" if want is None else f"  at most {want:g}"
            print(f"{name:18} {figure:30} {show(value, figure):>8}"
                  f"  of {n:4}{note}{'  BELOW' if is_bad else ''}")
            if "--misses" in options and misses:
                print("    " + " ".join(misses))
    if "--table" not in options:
        print(f"corpus: {below} figures below docs/corpus.md" if below else
              f"corpus: {len(names)} sets, no figure below docs/corpus.md")
    return below > 0


if __name__ == "__main__":
    sys.exit(main())
