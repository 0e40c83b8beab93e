"""Answers as mail programs write them.

Each function takes the edition as it lies in the reader's own mailbox and what
the reader types, and gives the mail that the program would send.
"""
import html
import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid, parseaddr

from paper import html_part, text_part


def reply_address(mail):
    return parseaddr(str(mail["Reply-To"]))[1]


def item_addresses(mail):
    """The articles' own addresses, in their order."""
    return re.findall(r"Comment on this article:\s+(\S+@\S+)", text_part(mail))


def items(mail):
    """The text of each article's block in the text part."""
    blocks = re.split(r"(?m)^[=-]{60,}\n", text_part(mail))
    return [b for b in blocks if re.match(r"\d+\. ", b)]


def _mail(reader, to, subject):
    mail = EmailMessage(policy=SMTP.clone(max_line_length=76))
    mail["From"] = reader
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain="courier.test")
    return mail


def _answer(reader, edition):
    mail = _mail(reader, str(edition["Reply-To"]),
                 "Re: " + str(edition["Subject"]))
    mail["In-Reply-To"] = edition["Message-ID"]
    mail["References"] = edition["Message-ID"]
    return mail


def _quoted(text):
    return "".join("> " + line if line.strip() else ">" + line
                   for line in text.splitlines(keepends=True))


def _split_after(text, mark):
    """`text` up to the end of the paragraph that holds `mark`, and the rest."""
    at = text.index(mark)
    end = text.find("\n\n", at)
    end = len(text) if end < 0 else end + 1
    return text[:end], text[end:]


def gmail_inline(reader, edition, mark, words):
    """Gmail in a browser: text and HTML, written under a quoted item."""
    mail = _answer(reader, edition)
    above, below = _split_after(text_part(edition), mark)
    wrote = ("On Mon, Nov 23, 2026 at 8:00 AM The Harbour Courier <"
             + parseaddr(str(edition["From"]))[1] + ">\nwrote:\n\n")
    mail.set_content(wrote + _quoted(above) + "\n" + words + "\n\n"
                     + _quoted(below), cte="quoted-printable")
    quote = ('<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;'
             'border-left:1px solid rgb(204,204,204);padding-left:1ex">')
    page = html_part(edition)
    cut = page.index(html.escape(mark, quote=False))
    cut = page.index("</p>", cut) + 4
    body = ('<div dir="ltr"><div dir="ltr" class="gmail_attr">'
            + html.escape(wrote).replace("\n", "<br>") + "</div>" + quote
            + page[:cut] + "</blockquote><div>"
            + html.escape(words).replace("\n", "<br>") + "</div>" + quote
            + page[cut:] + "</blockquote></div>")
    mail.add_alternative(body, subtype="html", cte="quoted-printable")
    return mail


def outlook_top(reader, edition, words):
    """Outlook on a desktop: the answer on top, headers of the original below,
    and all of it."""
    mail = _answer(reader, edition)
    original = text_part(edition)
    header = (f"From: {edition['From']}\nSent: Monday, November 23, 2026 8:00 AM\n"
              f"To: {edition['To']}\nSubject: {edition['Subject']}\n\n")
    mail.set_content(words + "\n\n" + "_" * 32 + "\n" + header + original,
                     cte="quoted-printable")
    lines = "".join(f'<p class="MsoNormal">{html.escape(p)}<o:p></o:p></p>'
                    for p in re.split(r"\n\s*\n", original) if p.strip())
    said = "".join(f'<p class="MsoNormal">{html.escape(p)}</p>'
                   for p in words.split("\n"))
    body = ('<html><body lang="EN-US"><div class="WordSection1">' + said
            + '<div style="border:none;border-top:solid #E1E1E1 1.0pt;'
            'padding:3.0pt 0in 0in 0in"><p class="MsoNormal">'
            + html.escape(header).replace("\n", "<br>") + "</p></div>"
            + lines + "</div></body></html>")
    mail.add_alternative(body, subtype="html", cte="quoted-printable")
    return mail


def one_line(reader, question, words):
    """A phone's answer to a question: one line, the question quoted below."""
    mail = _mail(reader, str(question["Reply-To"]),
                 "Re: " + str(question["Subject"]))
    mail["In-Reply-To"] = question["Message-ID"]
    mail.set_content(f"{words}\n\nOn Mon, 23 Nov 2026, The Harbour Courier "
                     "wrote:\n" + _quoted(text_part(question)))
    return mail


def apple_item_address(reader, edition, item, words):
    """Apple Mail on a phone, opened by the article's own mailto link."""
    title = re.match(r"\d+\. (.*)", items(edition)[item]).group(1)
    mail = _mail(reader, item_addresses(edition)[item], "Re: " + title)
    mail.set_content(words + "\n\nSent from my iPhone\n")
    return mail


def thunderbird_inline(reader, edition, mark, words):
    """Thunderbird: plain text, format=flowed, written under a quoted item."""
    mail = _answer(reader, edition)
    above, below = _split_after(text_part(edition), mark)
    wrote = "On 23.11.26 08:00, The Harbour Courier wrote:\n"
    mail.set_content(wrote + _quoted(above) + "\n" + words + "\n\n"
                     + _quoted(below) + "\n-- \n" + reader + "\n")
    mail.set_param("format", "flowed")
    return mail


def out_of_office(reader, edition):
    """What a vacation program sends by itself (RFC 3834)."""
    mail = _mail(reader, str(edition["Reply-To"]),
                 "Out of office: " + str(edition["Subject"]))
    mail["Auto-Submitted"] = "auto-replied"
    mail["In-Reply-To"] = edition["Message-ID"]
    mail.set_content("I am away until Monday and will answer then.\n")
    return mail


def spam(to):
    mail = _mail("Lucky Winner <winner@spam.example>", to,
                 "You have won a prize")
    mail.set_content("Click here to collect it: https://spam.example/x\n")
    return mail


def decisions(moderator, queue, lines):
    """A moderator's answer, the queue quoted below."""
    mail = _mail(moderator, str(queue["Reply-To"]),
                 "Re: " + str(queue["Subject"]))
    mail["In-Reply-To"] = queue["Message-ID"]
    mail.set_content(lines + "\n\nOn Mon, 23 Nov 2026 The Harbour Courier "
                     "wrote:\n" + _quoted(text_part(queue)))
    return mail
