#!/usr/bin/env python3
"""seeds.py FOLDER - what each fuzzer starts from: samples of our own

For each tests/fuzz/fuzz_MODULE.c a folder FOLDER/fuzz_MODULE with the strings
in tests/test_MODULE.c, and with what fits it of tests/mail, tests/golden,
tests/day, templates and conf.  What a fuzzer has found there stays.
"""
import ast
import glob
import hashlib
import os
import re
import sys
from email import message_from_bytes

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
sys.path.insert(0, TOP + "/tests/bench")
import mails  # noqa: E402

LITERAL = r'"(?:[^"\\\n]|\\.)*"'
# Strings with nothing but blanks and comments between them are one in C.
STRINGS = re.compile(rf"{LITERAL}(?:(?:\s|/\*.*?\*/)*{LITERAL})*", re.DOTALL)
MAX = 64 * 1024


def read(*patterns):
    for pattern in patterns:
        for path in sorted(glob.glob(f"{TOP}/{pattern}")):
            if os.path.isdir(path):
                continue
            with open(path, "rb") as f:
                yield f.read()


def strings(module):
    """The strings of the module's own test."""
    for source in read(f"tests/test_{module}.c"):
        for text in STRINGS.findall(source.decode()):
            pieces = re.findall(LITERAL, text)
            try:
                yield b"".join(ast.literal_eval("b" + piece)
                               for piece in pieces if piece.isascii())
            except (SyntaxError, ValueError):
                pass  # an escape that Python does not have


LETTERS = [*read("tests/mail/*.eml", "tests/mail/*/*.eml"), *(mails.reply(i) for i in range(40))]
PAGE = b"".join(read("tests/golden/digest.txt"))


def parts(kind):
    """Decoded bodies of one type, with the charset they claim."""
    for raw in LETTERS:
        for part in message_from_bytes(raw).walk():
            if part.get_content_type() == kind:
                yield (part.get_content_charset() or "",
                       part.get_payload(decode=True) or b"")


def texts(kind="text/plain"):
    return [body for _, body in parts(kind)]


def fields(*names):
    for raw in LETTERS:
        head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
        for field in re.split(rb"\r?\n(?![ \t])", head):
            name, _, value = field.partition(b":")
            if not names or name.decode("latin-1").lower() in names:
                yield value.strip()


def replies():
    """An edition, NUL, what a mail program makes of the answer to it."""
    lines = PAGE.split(b"\n")
    head = b"On Mon, 23 Nov 2026, The Harbour Courier wrote:\n"
    for mark in (b"> ", b"", b"    "):
        quoted = b"\n".join(mark + line for line in lines)
        yield PAGE + b"\0" + b"I agree.\n\n" + head + quoted
        yield PAGE + b"\0" + head + quoted + b"\n\nI agree.\n\n-- \nAnn\n"
        half = len(lines) // 2
        yield (PAGE + b"\0" + b"\n".join(mark + x for x in lines[:half])
               + b"\n\nI agree.\n\n"
               + b"\n".join(mark + x for x in lines[half:]))
    for text in texts():
        yield text
        yield PAGE + b"\0" + text


def bounces():
    reports = [body for kind in ("message/delivery-status",
                                 "message/feedback-report")
               for body in texts(kind)] or [b""]
    for report in reports:
        for text in texts():
            yield report + b"\0" + text


SEEDS = {
    "scan": lambda: LETTERS,
    "parse": lambda: LETTERS,
    "reply": replies,
    "bounce": bounces,
    "html": lambda: [*texts("text/html"), *read("tests/golden/*.html")],
    "page": lambda: read("tests/day/articles/*.html", "tests/golden/*.html"),
    "markdown": lambda: read("tests/day/articles/*.md", "README.md"),
    "summary": lambda: read("tests/day/articles/*.txt"),
    "word": fields,
    "address": lambda: fields("from", "to", "cc", "reply-to", "delivered-to"),
    "charset": lambda: (charset.encode() + b"\n" + body
                        for charset, body in parts("text/plain")),
    "flowed": texts,
    "scrub": texts,
    "restore": texts,
    "utf8_clean": texts,
    "command": lambda: [*texts(), *read("tests/golden/queue.txt",
                                        "tests/golden/receipt.txt")],
    "csv": lambda: read("tests/day/*.csv"),
    "config": lambda: read("conf/postbag.conf"),
    "template": lambda: read("templates/*"),
}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for source in sorted(glob.glob(TOP + "/tests/fuzz/fuzz_*.c")):
        target = os.path.basename(source)[:-2]
        module = target.removeprefix("fuzz_")
        folder = f"{sys.argv[1]}/{target}"
        os.makedirs(folder, exist_ok=True)
        for seed in {*strings(module), *SEEDS.get(module, lambda: [])()}:
            if 0 < len(seed) <= MAX:
                name = hashlib.sha1(seed).hexdigest()
                with open(f"{folder}/{name}", "wb") as f:
                    f.write(seed)


if __name__ == "__main__":
    main()
