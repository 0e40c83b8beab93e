#!/usr/bin/env python3
"""replies.py PROGRAM [FOLDER] - replies as mail programs write them, and what
Postbag makes of them.

The same seed gives the same replies, but for the edition's tokens.  FOLDER
keeps the mails.
"""
import html
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
sys.path.insert(0, HERE)

import pages  # noqa: E402
from edition import READER, TWIN, Edition  # noqa: E402
from programs import PROGRAMS, LOCALE, Program  # noqa: E402
from words import TRANSLATED, WORDS  # noqa: E402

SEED = 20261123
CHARSETS = {"ja": "iso-2022-jp", "ru": "koi8-r", "pl": "iso-8859-2",
            "ar": "windows-1256", "he": "windows-1255", "zh": "gb18030",
            "ko": "euc-kr", "uk": "windows-1251", "tr": "iso-8859-9"}
LINKS = [None, None, pages.safelinks, pages.urldefense, pages.tracked]


class Case:
    """One reply: what stands in it, and what is to come of it."""
    list_name, list_address = "The Harbour Courier", "courier@courier.test"

    def __init__(self, edition, rng, n, program, language, shape):
        self.edition, self.rng, self.n = edition, rng, n
        self.program, self.language, self.shape = program, language, shape
        self.reader_name, self.address = READER
        self.to = str(edition.mail["Reply-To"])
        self.edition_subject = str(edition.mail["Subject"])
        self.in_reply_to = edition.mail["Message-ID"]
        self.subject = f"{LOCALE[language][7]}: {self.edition_subject}"
        self.is_doubtful = False        # a moderator has to be told
        self.is_ambiguous = False       # of whatever article it is taken for
        self.link = rng.choice(LINKS)
        self.parts, self.expected = [], []
        self.words = rng.sample(WORDS[language], len(WORDS[language]))
        {**SHAPES, **LATER}[shape](self)
        self.change_quotes()

    @property
    def reader(self):
        return f"{self.reader_name} <{self.address}>"

    @property
    def name(self):
        return f"{self.n:03d}-{self.program}-{self.language}-{self.shape}"

    # -- parts -----------------------------------------------------------
    def own(self, item=None, parent=0, first=""):
        """Words of the reader's about `item` (None: nothing tells)."""
        words = self.words.pop(0)
        self.words.append(words)
        words = first + words
        self.parts.append(("own", words))
        self.expected.append((item.id if item else 0, parent, words))

    def quote(self, text, page):
        self.parts.append(("quote", text, page))

    def quote_all(self):
        self.quote(self.edition.text, self.edition.page)

    def quote_item(self, item):
        self.quote(item.text, f"<table><tbody>{item.page}</tbody></table>")

    def quote_paragraph(self, words):
        """What is left when a reader deletes all but one paragraph."""
        end = pages.text_end_of(self.edition.text, words)
        start = self.edition.text.rfind("\n\n", 0, end - 2) + 2
        stop = pages.end_of(self.edition.page, words)
        begin = self.edition.page.rfind("<p", 0, stop)
        self.quote(self.edition.text[start:end], self.edition.page[begin:stop])

    def answer_below(self, places):
        """Quote all, with words of one's own under some paragraphs."""
        text, page = self.edition.text, self.edition.page
        for words, item, parent in places:
            at = pages.text_end_of(text, words)
            above, page = pages.split_at(page, pages.end_of(page, words))
            self.quote(text[:at], above)
            text = text[at:]
            self.own(item, parent)
        return text, page

    def some_items(self, n):
        return sorted(self.rng.sample(self.edition.items, n),
                      key=lambda i: i.number)

    # -- what programs and gateways do to a quote --------------------------
    def change_quotes(self):
        rng = self.rng
        changes = [c for c in ("smart", "nbsp", "rewrap") if
                   rng.random() < 0.25]
        for i, part in enumerate(self.parts):
            if part[0] == "own":
                continue
            text, page = part[1], part[2]
            if self.link:
                text = pages.change_links(text, self.link)
                page = pages.change_links(page, self.link)
            if "smart" in changes:
                text, page = pages.smart(text), pages.smart(page)
            if "nbsp" in changes:
                text = text.replace("  ", " \u00a0")
                page = re.sub(r"(?<=[a-z]) (?=[a-z]+ [a-z]+</p>)", "&nbsp;",
                              page)
            if "rewrap" in changes:
                text = pages.wrap(text, rng.choice((48, 60)))
            self.parts[i] = ("quote", text, page)

    # -- the mail ----------------------------------------------------------
    def mail(self):
        program = PROGRAMS[self.program](self)
        mail = EmailMessage(policy=SMTP.clone(max_line_length=76))
        mail["From"] = self.reader
        mail["To"] = self.to
        mail["Subject"] = self.subject
        mail["Date"] = "Tue, 24 Nov 2026 09:00:00 +0100"
        mail["Message-ID"] = f"<{self.n}.reply@lund-hansen.example>"
        mail["In-Reply-To"] = self.in_reply_to
        kind = self.kind(program)
        if kind == "text":
            self.set(mail, program, program.text(), "plain")
        elif kind == "html":
            self.set(mail, program, program.page(), "html")
        else:
            self.set(mail, program, program.text(), "plain")
            part = EmailMessage(policy=mail.policy)
            self.set(part, program, program.page(), "html")
            mail.make_alternative()
            mail.attach(part)
        return mail.as_bytes()

    def kind(self, program):
        """Some programs, and gateways, leave one of two parts."""
        if program.kind == "alternative" and self.rng.random() < 0.2:
            return "html"
        return program.kind

    def set(self, mail, program, text, subtype):
        encoding = self.rng.choice(program.encodings)
        if program.flowed and subtype == "plain":
            text = flowed(text)
        charset = program.charset
        if self.rng.random() < 0.3:
            charset = CHARSETS.get(self.language, charset)
        try:
            text.encode(charset)
        except UnicodeEncodeError:
            charset = "utf-8"
        mail.set_content(text, subtype=subtype, charset=charset, cte=encoding)
        if program.flowed and subtype == "plain":
            mail.set_param("format", "flowed")


def flowed(text):
    """RFC 3676: own lines end in a space where the program broke them."""
    out = []
    for line in text.split("\n"):
        if line.startswith(">") or line == "-- ":
            out.append(line)
            continue
        line = line.rstrip()
        if line.startswith((" ", "From ")):
            line = " " + line
        lines = pages.wrap(line, 70).split("\n")
        out += [one + " " for one in lines[:-1]] + lines[-1:]
    return "\n".join(out)


# -- the shapes of a reply ---------------------------------------------------
def top(case):
    case.own()
    case.quote_all()


def bottom(case):
    case.quote_all()
    case.own()


def inline(case, n=1):
    case.quote(*case.answer_below(
        [(i.mark, i, 0) for i in case.some_items(n)]))


def inline_two(case):
    inline(case, 2)


def inline_three(case):
    inline(case, 3)


def trimmed(case, n=1):
    for item in case.some_items(n):
        case.quote_paragraph(item.mark)
        case.own(item)


def trimmed_three(case):
    trimmed(case, 3)


def top_item(case):
    item, = case.some_items(1)
    case.own(item)
    case.quote_item(item)


def bottom_item(case):
    item, = case.some_items(1)
    case.quote_item(item)
    case.own(item)


def address(case):
    """By an article's own link: nothing is quoted."""
    item, = case.some_items(1)
    case.to = item.address
    case.subject = case.rng.choice(("", "Re: ")) + item.title
    case.own(item)


def some_letter(case):
    """One that nobody else wrote, with its item."""
    item = case.rng.choice([i for i in case.edition.items if i.letters])
    letter = case.rng.choice([l for l in item.letters if l[1] != TWIN])
    return item, letter, " ".join(letter[1].split()[:6])


def comment(case):
    item, letter, mark = some_letter(case)
    case.quote(*case.answer_below([(mark, item, letter[0])]))


def comment_only(case):
    item, letter, mark = some_letter(case)
    case.quote_paragraph(mark)
    case.own(item, letter[0])


def comment_top(case):
    item, letter, mark = some_letter(case)
    case.own(item, letter[0])
    case.quote_paragraph(mark)


def spoken_to(case):
    """By an article's own link, to somebody who wrote about it."""
    item, letter, _ = some_letter(case)
    case.to, case.subject = item.address, "Re: " + item.title
    case.own(item, letter[0], case.rng.choice((
        f"{letter[2]}:\n\n", f"In answer to {letter[2]}:\n\n",
        f"{letter[2].split()[0]}!\n\n")) if letter[2] != "Bo Nyman" else
        "@Bo Nyman: ")


def mixed(case):
    """A word to all above the quote, and answers in it."""
    case.own()
    inline(case, 2)


def both(case):
    """An answer to an article, and one to a letter about it."""
    item, letter, mark = some_letter(case)
    case.quote(*case.answer_below([(item.mark, item, 0),
                                   (mark, item, letter[0])]))


def empty(case):
    """Sent by mistake: nothing but the quote."""
    case.quote_all()


def nothing(case):
    """No quote, the whole edition's address."""
    case.own()


def subject(case):
    """No quote, and the article's headline as the subject."""
    item, = case.some_items(1)
    case.subject = case.rng.choice(("", "Re: ")) + item.title
    case.own(item)


def forwarded(case):
    """A copy that was forwarded, answered from another address."""
    item, = case.some_items(1)
    case.reader_name, case.address = "Ada Lund", "ada@work.example"
    rest = case.answer_below([(item.mark, item, 0)])
    text, page = case.parts[0][1:]
    ruler = (f"---------- {LOCALE[case.language][6]} ---------\n"
             f"From: {case.list_name} <{case.list_address}>\n"
             f"Date: Mon, Nov 23, 2026 at 8:00 AM\nSubject: "
             f"{case.edition_subject}\nTo: <{READER[1]}>\n\n\n")
    lines = html.escape(ruler.strip()).replace("\n", "<br>")
    case.parts[0] = ("quote", ruler + text,
                     f'<div class="gmail_quote"><div dir="ltr">{lines}</div>'
                     f"<br><br>{page}</div>")
    case.quote(*rest)
    case.is_doubtful = True


def translated(case):
    """The quote is in another language: nothing of it is ours."""
    case.own()
    case.quote(TRANSLATED, "".join(
        f"<p>{html.escape(p)}</p>" for p in TRANSLATED.split("\n\n")))


def twin(case):
    """The quoted words stand in two articles."""
    case.quote_paragraph(TWIN)
    case.own()


def selection(case):
    """Half a paragraph: what was selected when the reader chose to answer."""
    item, = case.some_items(1)
    words = item.summary.split()
    some = " ".join(words[2:max(len(words) * 2 // 3, 10)])
    case.quote(pages.wrap(some, 70) + "\n", f"<div>{html.escape(some)}</div>")
    case.own(item)


def cut_off(case):
    """The program left the end of a long mail away: of all but the last
    article that it has, the reader can only mean the one above."""
    item = case.rng.choice(case.edition.items[:-1])
    case.answer_below([(item.mark, item, 0)])


def above_each(case):
    """Answers above what they are about, as some write them: it cannot be
    told from a word to all and answers below."""
    for item in case.some_items(2):
        case.own(item)
        case.quote_paragraph(item.mark)
    case.is_ambiguous = True


def old_address(case):
    """To an article of edition 1, whose address the program completed, with
    something quoted that only edition 2 has."""
    item = case.rng.choice(case.edition.items[:2])
    case.to = case.rng.choice(case.edition.old_addresses)
    case.quote_paragraph(item.mark)
    case.own(item)
    case.is_doubtful = True


def headline(case):
    """By an article's own link, with its headline as the first words."""
    item, = case.some_items(1)
    case.to = item.address
    case.own(item, 0, item.title + case.rng.choice((": ", "? ", " - ")))


SHAPES = {f.__name__: f for f in (
    top, bottom, inline, inline_two, inline_three, trimmed, trimmed_three,
    top_item, bottom_item, address, comment, comment_only, comment_top,
    spoken_to, mixed, both, empty, nothing, subject, forwarded, translated, twin,
    selection, cut_off)}
LATER = {f.__name__: f for f in (above_each, old_address, headline)}


def cases(edition, seed=SEED):
    """Each program in each shape, the languages in turn.  New shapes come
    last, so that the replies before them stay what they are."""
    languages = list(WORDS)
    found = []
    for program, shape in [(p, s) for shapes in (SHAPES, LATER)
                           for p in PROGRAMS for s in shapes]:
        n = len(found)
        language = languages[n % len(languages)]
        rng = random.Random(f"{seed} {n}")
        found.append(Case(edition, rng, n, program, language, shape))
    return found


# -- what Postbag makes of them ----------------------------------------------
class Figures:
    def __init__(self):
        self.n_replies = self.n = self.right = self.wrong = self.exact = 0
        self.misses = []

    def text(self):
        return (f"{self.n_replies} replies, {self.n} comments: right target "
                f"{100 * self.right / self.n:.1f} %, wrong without a doubt "
                f"{self.wrong}, exact words {100 * self.exact / self.n:.1f} %")

    def miss(self, case, what):
        self.misses.append((case, what))


def plain(text):
    """Line ends count, empty lines at the ends of lines do not."""
    text = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text)


def judge(case, row, figures):
    """Count one reply's answers."""
    answers = row.get("answers", [])
    figures.n_replies += 1
    for i, (article, parent, words) in enumerate(case.expected):
        got = answers[i] if i < len(answers) else None
        figures.n += 1
        if not got:
            figures.miss(case, f"no answer {i + 1}: {row['class']}")
            continue
        is_right = (got["article"], got["parent"]) == (article, parent)
        if not article:
            is_right = got["article"] == 0 and bool(got["doubt"])
        if case.is_ambiguous:
            is_right = bool(got["doubt"])
        if case.is_doubtful:
            is_right = is_right and bool(got["doubt"])
        figures.right += is_right
        if not is_right:
            figures.miss(case, f"target {got['article']}/{got['parent']} for "
                               f"{article}/{parent} ({got['doubt']})")
        if got["article"] != article and got["article"] and not got["doubt"]:
            figures.wrong += 1
            figures.miss(case, "WRONG without a doubt")
        is_exact = plain(got["text"]) == plain(words)
        figures.exact += is_exact
        if not is_exact:
            figures.miss(case, f"words {got['text']!r} for {words!r}")
    for got in answers[len(case.expected):]:
        figures.miss(case, f"one answer too many: {got['text']!r}")
        if got["article"] and not got["doubt"]:
            figures.wrong += 1


def measure(edition, all_cases, folder):
    paths = []
    for case in all_cases:
        paths.append(os.path.join(folder, case.name + ".eml"))
        with open(paths[-1], "wb") as f:
            f.write(case.mail())
    done = subprocess.run(
        [edition.press.program, "inspect", "--json", "-c",
         edition.press.config, *paths],
        capture_output=True, text=True, stdin=subprocess.DEVNULL)
    figures = Figures()
    for case, line in zip(all_cases, done.stdout.splitlines(), strict=True):
        judge(case, json.loads(line), figures)
    return figures


def main():
    program = os.path.abspath(sys.argv[1])
    edition = Edition(program)
    folder = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    try:
        f = measure(edition, cases(edition), folder)
    finally:
        edition.close()
    for case, what in f.misses:
        print(f"{case.name}: {what}")
    print(f.text())


if __name__ == "__main__":
    main()
