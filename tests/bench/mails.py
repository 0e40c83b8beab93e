"""Replies of readers, made up: the same ones in every run.

About 3 kB each: multipart/alternative or plain text, quoted-printable, base64
or 8 bit, in five charsets, with the article quoted below, above or not at all.
"""
import base64
import quopri
import random

WORDS = {
    "utf-8": "the ferry quay roof winter board members voted harbour fund "
             "Straße naïve 北京 crème season tickets neighbours reckon",
    "iso-8859-1": "brygga skal få nytt tak før vinteren sier styret på kaia "
                  "og ferja går fortsatt hver time året rundt søndager også",
    "windows-1252": "das Dach am Kai wird größer als früher – sagt man „im "
                    "Hafen“ und die Fähre fährt über Straßen täglich öfter",
    "koi8-r": "крыша на причале будет готова до зимы говорит совет порта "
              "паром ходит каждый час люди ждут под дождём давно",
    "us-ascii": "people wait on the quay every working day in the rain and "
                "the number of tickets went down by a tenth since January",
}
HEADS = {
    "utf-8": "On Mon, 23 Nov 2026 at 07:02, The Harbour Courier <{}> wrote:",
    "iso-8859-1": "man. 23. nov. 2026 kl. 07:02 skrev The Harbour Courier "
                  "<{}>:",
    "windows-1252": "Am 23.11.26 um 07:02 schrieb The Harbour Courier:",
    "koi8-r": "пн, 23 нояб. 2026 г. в 07:02, The Harbour Courier <{}>:",
    "us-ascii": "On 2026-11-23 07:02, The Harbour Courier wrote:",
}


def paragraph(rng, words, n):
    out, line = [], ""
    for _ in range(n):
        word = rng.choice(words)
        if len(line) + len(word) > 70:
            out.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*out, line + "."])


def body(rng, charset):
    words = WORDS[charset].split()
    own = "\n\n".join(paragraph(rng, words, rng.randint(12, 40))
                      for _ in range(rng.randint(1, 3)))
    quoted = paragraph(rng, words, 70).replace("\n", "\n> ")
    head = HEADS[charset].format("courier+r2c@courier.test")
    style = rng.randint(0, 4)
    if style == 0:
        return own + "\n"
    if style == 1:
        return f"{head}\n> {quoted}\n\n{own}\n\n-- \nA Reader\n"
    return f"{own}\n\n{head}\n\n> {quoted}\n"


def encoded(text, charset, how):
    raw = text.encode(charset)
    if how == "base64":
        return base64.encodebytes(raw).replace(b"\n", b"\r\n")
    if how == "quoted-printable":
        return quopri.encodestring(raw).replace(b"\n", b"\r\n")
    return raw.replace(b"\n", b"\r\n")


def part(text, kind, charset, how):
    return (f"Content-Type: text/{kind}; charset={charset}\r\n"
            f"Content-Transfer-Encoding: {how}\r\n\r\n").encode() + \
        encoded(text, charset, how)


def html(text):
    own, mark, quoted = text.partition("\n> ")
    for a, b in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        own, quoted = own.replace(a, b), quoted.replace(a, b)
    tail = f'<blockquote type="cite">{quoted}</blockquote>' if mark else ""
    return (f'<html><body><div dir="ltr">{own}</div>{tail}</body></html>'
            .replace("\n\n", "<br><br>\n"))


def reply(i):
    """The i-th reply."""
    rng = random.Random(i)
    charset = rng.choice(list(WORDS))
    how = rng.choice(["quoted-printable", "base64"]
                     + (["8bit"] if charset != "us-ascii" else ["7bit"]))
    text = body(rng, charset)
    head = (f"Return-Path: <reader{i}@reader.test>\r\n"
            f"Received: from mx.reader.test (mx.reader.test [192.0.2.7])\r\n"
            f"\tby mail.courier.test with ESMTPS id {i:06x};\r\n"
            f"\tMon, 23 Nov 2026 08:{i // 60 % 60:02}:{i % 60:02} +0000\r\n"
            f"From: =?utf-8?q?Reader_N=C2=BA_{i}?= <reader{i}@reader.test>\r\n"
            f"To: The Harbour Courier <courier@courier.test>\r\n"
            f"Subject: Re: The Harbour Courier #1: the old ferry quay\r\n"
            f"Date: Mon, 23 Nov 2026 08:{i // 60 % 60:02}:{i % 60:02} +0000\r\n"
            f"Message-ID: <{i}.{rng.getrandbits(64):x}@reader.test>\r\n"
            f"In-Reply-To: <edition1@courier.test>\r\n"
            f"User-Agent: Mail 1.0\r\nMIME-Version: 1.0\r\n").encode()
    if rng.random() < 0.3:
        return head + part(text, "plain", charset, how)
    edge = f"=_{rng.getrandbits(96):x}"
    return head + (
        f'Content-Type: multipart/alternative;\r\n\tboundary="{edge}"\r\n\r\n'
        f"--{edge}\r\n").encode() + part(text, "plain", charset, how) + \
        f"\r\n--{edge}\r\n".encode() + \
        part(html(text), "html", charset, how) + \
        f"\r\n--{edge}--\r\n".encode()


def plain_mail(i, size):
    """A mail of exactly `size` bytes."""
    rng = random.Random(i)
    head = (f"From: Reader {i} <reader{i}@reader.test>\r\n"
            f"To: courier@courier.test\r\nSubject: Letter {i}\r\n"
            f"Date: Mon, 23 Nov 2026 08:00:00 +0000\r\n"
            f"Message-ID: <letter{i}@reader.test>\r\n\r\n").encode()
    text = paragraph(rng, WORDS["us-ascii"].split(), size // 4)
    raw = head + text.encode().replace(b"\n", b"\r\n")
    return raw[:size - 2].rstrip(b"\r\n").ljust(size - 2, b".") + b"\r\n"
