"""What is counted of each set: a function of a case that gives 1 (or a
fraction) for right, 0 for wrong, None where the case says nothing of it."""
import collections
import os
import quopri
import re
import unicodedata

import feeds

UNDECODED = "\ufffd"  # what a decoder writes that does not know further


def unified(text):
    """Trimmed lines, runs of blank ones as one."""
    text = text.replace("\r\n", "\n").replace("\xa0", " ").strip()
    return re.sub(r"\n{2,}", "\n\n",
                  "\n".join(line.strip() for line in text.split("\n")))


def one_line(text):
    return re.sub(r"\s+", " ", text)


def lines(text, dropped=()):
    return collections.Counter(
        line.strip() for line in text.split("\n")
        if line.strip() and line.strip() not in dropped)


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    if len(words) < 4:
        return collections.Counter([tuple(words)])
    return collections.Counter(zip(words, words[1:], words[2:], words[3:]))


def f1(want, got):
    if not want and not got:
        return 1.0
    same = sum((want & got).values())
    return 2 * same / (sum(want.values()) + sum(got.values()) or 1)


class Case:
    """A row of expected.jsonl and the program's line about it."""

    def __init__(self, folder, row, found, labelled=None):
        self.folder, self.row, self.found = folder, row, found or {}
        self.labelled = labelled or {}
        self.id = row["id"]

    def get(self, key):
        return self.row.get(key)

    def read(self, key):
        if key not in self.row:
            return None
        with open(os.path.join(self.folder, self.row[key]),
                  encoding="utf-8") as f:
            return f.read()

    @property
    def text(self):
        return self.found.get("text", "")

    @property
    def unquoted(self):
        return self.found.get("unquoted", "")

    @property
    def body(self):
        return self.found.get("body", "")


# -- figures ---------------------------------------------------------------
def result(c):
    return bool(c.found)


def exact(c):
    want = c.read("text_file")
    if want is None or c.get("cmp") == "words":
        return None
    got = c.text
    if c.get("cmp") == "markup":
        want, got = (re.sub(r"[*_]", "", t) for t in (want, got))
    if c.get("cmp") == "nospace":
        return re.sub(r"\s", "", want) == re.sub(r"\s", "", got)
    tail = c.get("optional_tail")
    return unified(got) == unified(want) or bool(tail) and \
        unified(got) == unified(want + "\n\n" + tail)


def is_quoted_printable(c):
    """Whether the case is a mail whose expected text was not decoded."""
    if not c.row["file"].endswith(".eml"):
        return False
    with open(os.path.join(c.folder, c.row["file"]), "rb") as f:
        head = re.split(rb"\r?\n\r?\n", f.read(), maxsplit=1)[0].lower()
    return b"\ncontent-transfer-encoding: quoted-printable" in head


def zone_text(c):
    want = c.read("text_file")
    if want is not None and is_quoted_printable(c):
        want = quopri.decodestring(want.encode()).decode("latin-1")
    # Control characters are no text, and nothing that Postbag keeps.
    return None if want is None else re.sub(r"[\0-\x08\x0e-\x1f\x7f]", "", want)


def loose(c):
    """Lines that may be there or not: greetings, signatures."""
    return {line.strip() for part in c.get("optional") or []
            for line in part["text"].split("\n")}


def line_f1_of(got_of):
    """As the set has it for mail with zones, all that is not quoted."""
    def value(c):
        want = zone_text(c) if c.get("zones") else c.read("text_file")
        if want is None:
            return None
        if exact(c):
            return 1.0
        return f1(lines(want, loose(c)), lines(got_of(c), loose(c)))
    return value


def plain_recall_of(got_of):
    def value(c):
        want = zone_text(c)
        if want is None or c.get("cls") != "plain":
            return None
        want, got = lines(want, loose(c)), lines(got_of(c), loose(c))
        return sum((want & got).values()) / sum(want.values()) \
            if want else None
    return value


def own(c):
    return c.text


def unquoted(c):
    return c.unquoted


def word_f1_of(got_of):
    def value(c):
        want = c.read("text_file")
        if want is None or c.get("cmp") not in ("words", "shingles"):
            return None
        return f1(shingles(want), shingles(got_of(c)))
    return value


def is_odd_text(c, want):
    """What one has to be of another mind about: text that upstream could not
    decode, the source of HTML, files in it, all that several parts say."""
    if UNDECODED in want or want.lstrip().startswith("<") or \
            re.search(r"^begin [0-7]{3,4} ", want, re.M):
        return True
    return bool(c.get("note")) and (
        len([t for t in c.get("leaf_types") or [] if t == "text/plain"]) > 1
        or any(a["type"].startswith("message/")
               for a in c.found.get("attachments", [])))


def body_f1(c):
    want = c.read("text_file")
    if want is None or is_odd_text(c, want):
        return None
    if c.get("cmp") == "lines":
        return f1(lines(want), lines(c.body))
    return f1(shingles(want), shingles(c.body))


def composed(text):
    """As everything is that Postbag keeps."""
    return unicodedata.normalize("NFC", text)


def body_word_f1(c):
    """The same by words, however the lines of a flowed text are broken."""
    want = c.read("text_file")
    if want is None or is_odd_text(c, want):
        return None
    return f1(shingles(want), shingles(c.body))


def body_exact(c):
    want = c.read("text_file")
    return None if want is None else \
        unified(composed(want)) == unified(composed(c.body))


def labelled_exact(c):
    want = c.read("text_file")
    return None if want is None else \
        unified(composed(want)) == unified(c.labelled.get("body", ""))


def holds(c):
    """Everything that must be in the text is, and nothing that must not."""
    want, never = c.get("contains") or [], c.get("not_contains") or []
    if not want and not never:
        return None
    got = one_line(c.text)
    right = sum(one_line(s) in got for s in want) + \
        sum(one_line(s) not in got for s in never)
    return right / (len(want) + len(never))


def whole_of(got_of):
    def value(c):
        if not c.get("whole"):
            return None
        want = c.read("text_file")
        return not any(cut["kind"] in ("quote", "forward")
                       for cut in c.found.get("cut", [])) and \
            (want is None or f1(shingles(want), shingles(got_of(c))) > 0.99)
    return value


def of_kind(*kinds):
    return lambda c: exact(c) if c.get("kind") in kinds else None


def signature_precision(c):
    return signature_share(c, lambda cut, want: cut)


def signature_recall(c):
    return signature_share(c, lambda cut, want: want)


def signature_share(c, of):
    want = c.read("text_signature_file")
    cut = lines("\n".join(x["text"] for x in c.found.get("cut", [])
                          if x["kind"] == "signature"))
    want = lines(want) if want else collections.Counter()
    whole_of = of(cut, want)
    if not whole_of:
        return None
    return sum((cut & want).values()) / sum(whole_of.values())


def field(name, key=None):
    def right(c):
        want = c.get(key or name)
        if want is None or UNDECODED in str(want):
            return None
        return one_line(str(c.found.get(name, ""))).strip().lower() == \
            one_line(str(want)).strip().lower()
    return right


def first_from(c):
    want = c.get("from")
    if not isinstance(want, list) or not want or not want[0]["address"]:
        return None
    return c.found.get("from_addr", "").lower() == \
        str(want[0].get("address")).lower()


# Which of our classes say what a set calls by its own names.
CLASSES = {
    "accept": {"comment"}, "auto": {"auto"}, "bounce": {"bounce"},
    "feedback": {"complaint"}, "loop": {"auto", "junk"},
    "spam": {"junk"}, "unsubscribe": {"command"}, "command": {"command"},
    "no_sender": {"unreadable", "junk", "auto"},
    "empty": {"empty"}, "attachment_only": {"empty"},
    "forward_only": {"empty"}, "short": {"comment", "empty"},
    # These hang on a site's addresses and trust, which inspect has none of
    # without a configuration: a letter of a person it is.
    "not_for_us": {"comment", "empty", "junk"},
    "auth_fail": {"comment", "empty", "junk"},
    "reject_or_accept": {"comment", "empty", "junk"},
    "delivered": {"bounce", "auto"}, "not_bounce": {"comment", "auto"},
}


def class_right(c):
    return c.found.get("class") in CLASSES[c.get("cls")] \
        if c.get("cls") in CLASSES else None


def report_class(c):
    """As class_right(), and a report of success is none of failure."""
    if c.get("cls") == "delivered":
        return class_right(c) and not c.found.get("recipients")
    return class_right(c)


def auto_found(c):
    return c.found.get("auto") if c.get("auto") else None


def human_taken(c):
    return bool(c.found.get("auto")) if c.get("auto") is False else None


def answered(c):
    """What must not be answered, and would be."""
    return c.found.get("may_answer") if c.get("may_answer") is False else None


def recipients(c):
    if not c.get("recipients"):
        return None
    return {r.lower() for r in c.get("recipients")} == \
        {r.lower() for r in c.found.get("recipients", [])}


def temporary_as_permanent(c):
    if c.get("permanent") is not False:
        return None
    return bool(c.found.get("permanent"))


def status_class(c):
    facts = c.get("facts")
    if not facts or not facts[0]["status"]:
        return None
    return c.found.get("status", "")[:1] == facts[0]["status"][:1]


def is_hard(c):
    if c.get("hard") is None:
        return None
    return bool(c.found.get("hard")) == c.get("hard")


def complaint(c):
    return c.found.get("class") == "complaint" if c.get("feedback") else None


def ham_junked(c):
    return c.found.get("class") == "junk" if c.get("cls") == "ham" else None


WORDS = {"exact": exact, "line F1": line_f1_of(own)}
REPORT = {"class": report_class, "status class": status_class,
          "hard or soft": is_hard, "complaints": complaint,
          "recipients": recipients}
FIELDS = {"from": field("from_addr"), "name": field("from_name"),
          "subject": field("subject"), "body F1": body_f1,
          "body word F1": body_word_f1}

# Sets in which the expected text is all that a mail says, quotes included.
WHOLE = ["mime-decode", "zammad-mail", "redmine-mail", "charsets"]

# Sets of which each mail is read alone, with a watch beside it.
TIMED = ["mime-hostile", "mail-spam", "feeds-hostile"]

# What reads a set that is no mail.
COMMANDS = {
    "feeds-feedparser": ["feed", "inspect"],
    "feeds-gofeed": ["feed", "inspect"],
    "feeds-hostile": ["feed", "inspect"],
    "html-benchmark": ["article", "inspect"],
    "html-readability": ["article", "inspect"],
}

FIGURES = {
    "feeds-feedparser": {"core": feeds.core,
                         "never unsafe markup": feeds.unsafe},
    "feeds-gofeed": {"items": feeds.translated},
    "feeds-hostile": {"some result": result},
    "html-benchmark": {"word F1": word_f1_of(own)},
    "html-readability": {"word F1": word_f1_of(own), "title": field("title")},
    "reply-trimmer": WORDS,
    "reply-parsers": {**WORDS, "contains": holds, "whole": whole_of(own)},
    "talon": {"text and mail exact": of_kind("text", "mail"),
              "html exact": of_kind("html"),
              "signatures exact": of_kind("signature")},
    "mail-zones": {"line F1": line_f1_of(unquoted),
                   "line F1 of own words": line_f1_of(own),
                   "plain: recall": plain_recall_of(unquoted),
                   "plain: recall of own words": plain_recall_of(own)},
    "discourse-receiver": {"class": class_right, "text": exact,
                           "contains": holds},
    "html-quotes": {"word F1": word_f1_of(unquoted),
                    "word F1 of own words": word_f1_of(own),
                    "text exact": exact, "whole": whole_of(unquoted)},
    "signatures-forge": {"cut lines: precision": signature_precision,
                         "cut lines: recall": signature_recall},
    "redmine-mail": FIELDS,
    "zammad-mail": FIELDS,
    "auto-replies": {"auto found": auto_found,
                     "never human taken for auto": human_taken,
                     "never answered wrongly": answered},
    "bounces-mailman": {
        "recipients": recipients,
        "never temporary as permanent": temporary_as_permanent},
    "bounces-sisimai": REPORT,
    "bounces-perl": REPORT,
    "mime-decode": {"from": first_from, "subject": field("subject"),
                    "body F1": body_f1,
                    "message-id": field("message_id")},
    "charsets": {"labelled": labelled_exact, "detected": body_exact},
    "mime-hostile": {"some result": result},
    "mail-spam": {"some result": result, "never ham as junk": ham_junked},
}
