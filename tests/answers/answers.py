#!/usr/bin/env python3
"""answers.py PROGRAM [FOLDER] - moderators' answers as mail programs write
them, and what Postbag makes of them.

Each sample of typed.py is written by mail programs (tests/replies/programs.py)
that quote a real queue mail below, above, around it or not at all.  The same
seed gives the same answers, but for the queue's token.  FOLDER keeps the mails.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from email.message import EmailMessage
from email.policy import SMTP

HERE = os.path.dirname(os.path.abspath(__file__))
for name in ("replies", "day"):
    sys.path.insert(0, os.path.join(os.path.dirname(HERE), name))

import clients  # noqa: E402
import pages  # noqa: E402
from paper import DOMAIN, READERS, html_part, text_part  # noqa: E402
from press import Press  # noqa: E402
from programs import LOCALE, PROGRAMS  # noqa: E402
from replies import flowed  # noqa: E402
from typed import DOUBTFUL, SAMPLES  # noqa: E402

SEED = 20261125
N_COMMENTS = 24
# Lines of a moderator's, as a reader may write them.
LURES = ["a 11 12 13", "approve 11", "r 12 spam", "f 11", "b 12 abuse",
         "I waited there in the rain, and would like a 11 minute ferry at "
         "least, or better still a 12 minute one, r 13 spam or not"]
# They quote without marks: nobody answers below such a quote and is read.
UNMARKED = ("outlook", "outlook-web", "outlook-mobile", "yahoo", "samsung")


class Queue:
    """A queue mail about 24 comments, in a store of its own."""

    def __init__(self, program):
        self.press = p = Press(program)
        p.prepare()
        p.subscribe(os.path.join(os.path.dirname(HERE), "day",
                                 "subscribers.csv"))
        for name in ("ferry-quay.txt", "library-sundays.md"):
            p.postbag("article", "add", "courier", os.path.join(
                os.path.dirname(HERE), "day", "articles", name))
        p.publish()
        p.sql("UPDATE readers SET name = 'Reader ' || id")
        for i in range(N_COMMENTS):
            p.deliver(self.letter(i))
        p.edit()
        p.sql("UPDATE comments SET received_at = received_at - 7200")
        p.postbag("edit", "--once")
        p.send_out()
        self.mail = p.got("desk", "to decide")[-1]
        self.text = text_part(self.mail)
        self.page = pages.body_of(html_part(self.mail))

    def letter(self, i):
        users = [u for u in READERS]
        user = users[i % len(users)]
        words = (LURES[i] if i < len(LURES) else
                 f"Letter {i}: I have waited on that quay for {i} years, and "
                 "nobody has ever told me why the bench was taken away.")
        return clients.apple_item_address(
            f"{user.capitalize()} <{user}@{DOMAIN}>",
            self.press.got(user)[0], i % 2, words)

    def close(self):
        self.press.close()
        self.press.remove()


def below(case):
    case.own()
    case.quote_all()


def above(case):
    case.quote_all()
    case.own()


def between(case):
    """Quoted items above and below the answer."""
    text, page = case.queue.text, case.queue.page
    at = text.index("\n[3] ")
    cut = page.index("<tr>", page.index("[3] "))
    first, rest = pages.split_at(page, cut)
    case.quote(text[:at + 1], first)
    case.own()
    case.quote(text[at + 1:], rest)


def alone(case):
    case.own()


SHAPES = [below, below, above, between, alone]


class Case:
    """One answer."""
    list_name, list_address = "The Harbour Courier", "courier@courier.test"
    reader_name, address = "Ida Lund", f"desk@{DOMAIN}"

    def __init__(self, queue, n, program, sample, shape):
        self.queue, self.n, self.program = queue, n, program
        self.language, self.typed, self.expected = sample
        self.shape = shape.__name__
        self.rng = random.Random(f"{SEED} {n}")
        self.edition_subject = str(queue.mail["Subject"])
        self.parts = []
        shape(self)
        self.change_quotes()

    @property
    def reader(self):
        return f"{self.reader_name} <{self.address}>"

    @property
    def name(self):
        return f"{self.n:03d}-{self.program}-{self.language}-{self.shape}"

    def own(self):
        self.parts.append(("own", self.typed))

    def quote(self, text, page):
        self.parts.append(("quote", text, page))

    def quote_all(self):
        self.quote(self.queue.text, self.queue.page)

    def change_quotes(self):
        """Programs break quoted lines anew, gateways change marks."""
        width = self.rng.choice((0, 0, 48, 60))
        smart = self.rng.random() < 0.25
        for i, part in enumerate(self.parts):
            if part[0] == "own":
                continue
            text, page = part[1], part[2]
            if smart:
                text, page = pages.smart(text), pages.smart(page)
            if width:
                text = pages.wrap(text, width)
            self.parts[i] = ("quote", text, page)

    def text(self, program):
        """Some programs break marked lines anew, and lose marks."""
        text = program.text()
        if self.rng.random() < 0.15:
            text = "\n".join(
                pages.wrap(line, 40) if line.startswith(">") else line
                for line in text.split("\n"))
        return text

    def mail(self):
        program = PROGRAMS[self.program](self)
        mail = EmailMessage(policy=SMTP.clone(max_line_length=76))
        mail["From"] = self.reader
        mail["To"] = str(self.queue.mail["Reply-To"])
        mail["Subject"] = f"{LOCALE[self.language][7]}: {self.edition_subject}"
        mail["Date"] = "Wed, 25 Nov 2026 09:00:00 +0100"
        mail["Message-ID"] = f"<{self.n}.answer@lund-hansen.example>"
        mail["In-Reply-To"] = self.queue.mail["Message-ID"]
        text = self.text(program)
        if program.kind == "html":
            self.set(mail, program, program.page(), "html")
            return mail.as_bytes()
        self.set(mail, program, flowed(text) if program.flowed else text,
                 "plain")
        if program.flowed:
            mail.set_param("format", "flowed")
        if program.kind == "alternative":
            part = EmailMessage(policy=mail.policy)
            self.set(part, program, program.page(), "html")
            mail.make_alternative()
            mail.attach(part)
        return mail.as_bytes()

    def set(self, mail, program, text, subtype):
        charset = program.charset
        try:
            text.encode(charset)
        except UnicodeEncodeError:
            charset = "utf-8"
        mail.set_content(text, subtype=subtype, charset=charset,
                         cte=self.rng.choice(program.encodings))

    @property
    def is_unread(self):
        return (PROGRAMS[self.program].kind == "html" or
                self.program in UNMARKED and
                self.shape in ("above", "between"))


def cases(queue):
    """Each sample by some programs, in the shapes in turn."""
    programs = list(PROGRAMS)
    found = []
    for i, sample in enumerate(SAMPLES + DOUBTFUL):
        for k in range(5):
            n = len(found)
            program = programs[(i * 7 + k * 4 + k) % len(programs)]
            found.append(Case(queue, n, program, sample,
                              SHAPES[(i + k) % len(SHAPES)]))
    return found


class Figures:
    def __init__(self):
        self.n = self.understood = self.misunderstood = self.n_unread = 0
        self.misses = []

    def text(self):
        return (f"{self.n} answers: understood "
                f"{100 * self.understood / self.n:.1f} %, misunderstood "
                f"{self.misunderstood}; {self.n_unread} of HTML alone, or "
                "below a quote without marks, decide nothing")


def judge(case, row, figures):
    got = row.get("answers", [])
    decided = [line for line in got if not line.startswith("not understood")]
    wanted = [line for line in case.expected if line != "!"]
    wrong = [line for line in decided if line not in wanted]
    figures.misunderstood += bool(wrong)
    if wrong:
        figures.misses.append((case, f"WRONG {wrong} in {got}"))
    if case.is_unread:
        figures.n_unread += 1
        if decided:
            figures.misunderstood += 1
            figures.misses.append((case, f"decides {got}"))
        return
    figures.n += 1
    is_named = len(decided) < len(got) or "!" not in case.expected
    is_right = decided == wanted and is_named
    figures.understood += is_right
    if not is_right:
        figures.misses.append((case, f"{got} for {case.expected}"))


def measure(queue, found, folder):
    paths = []
    for case in found:
        paths.append(os.path.join(folder, case.name + ".eml"))
        with open(paths[-1], "wb") as f:
            f.write(case.mail())
    p = queue.press
    out = subprocess.run([p.program, "inspect", "--json", "-c", p.config,
                          *paths], capture_output=True, text=True).stdout
    figures = Figures()
    for case, line in zip(found, out.splitlines()):
        judge(case, json.loads(line), figures)
    return figures


def main():
    queue = Queue(sys.argv[1])
    try:
        with tempfile.TemporaryDirectory() as folder:
            if len(sys.argv) > 2:
                folder = sys.argv[2]
                os.makedirs(folder, exist_ok=True)
            figures = measure(queue, cases(queue), folder)
    finally:
        queue.close()
    for case, what in figures.misses:
        print(f"{case.name}: {case.typed!r}: {what}")
    print(figures.text())


if __name__ == "__main__":
    main()
