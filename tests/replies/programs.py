"""How mail programs write an answer, each with its own quoting form.

An answer is a list of parts in the order in which they stand in the mail:
("own", words) and ("quote", text, page), where `text` is a piece of the
edition's text part and `page` the same piece of its HTML.
"""
import html
import textwrap

import pages
from words import LOCALE

SIGNATURES = {
    "outlook-ios": "Get Outlook for iOS",
    "outlook-android": "Outlook f\u00fcr Android",
    "samsung": "Sent from my Galaxy",
    "yahoo-app": "Sent from Yahoo Mail on Android",
    "proton": "Sent with Proton Mail secure email.",
    "k9": "Sent from my Android device with K-9 Mail. Please excuse my "
          "brevity.",
}


class Program:
    """What a mail has besides its parts: see the classes below."""
    kind = "alternative"        # or "text", "html"
    width = 0                   # where own lines are wrapped
    flowed = False
    encodings = ("quoted-printable", "base64")
    charset = "utf-8"

    def __init__(self, case):
        self.case = case
        self.locale = LOCALE[case.language]
        self.who = f"{case.list_name} <{case.list_address}>"

    # -- what differs ----------------------------------------------------
    def head_text(self):
        return self.locale[0].format(who=self.who) + "\n\n"

    def head_page(self):
        return html.escape(self.head_text().strip())

    def quote_text(self, text, page):
        return pages.quoted(text)

    def open_quote(self):
        return "<blockquote>"

    close_quote = "</blockquote>"

    def own_page(self, words):
        return "".join(f"<div>{line or '<br>'}</div>" for line in
                       html.escape(words, quote=False).split("\n"))

    def signature(self):
        return "", ""

    # -- what does not ---------------------------------------------------
    def own_text(self, words):
        if not self.width:
            return words
        return "\n".join(
            textwrap.fill(line, self.width, break_long_words=False,
                          break_on_hyphens=False)
            for line in words.split("\n"))

    def text(self):
        out, is_headed = [], False
        for part in self.case.parts:
            if part[0] == "own":
                out.append(self.own_text(part[1]) + "\n")
                continue
            quote = self.quote_text(part[1], part[2])
            out.append(quote if is_headed else self.head_text() + quote)
            is_headed = True
        signature = self.signature()[0]
        if signature:
            at = 1 if self.signs_above() else len(out)
            out.insert(at, signature + "\n")
        return "\n".join(out)

    def signs_above(self):
        """Under the first words, where these stand on top."""
        return self.case.parts[0][0] == "own"

    def page(self):
        out, is_headed = [], False
        for part in self.case.parts:
            if part[0] == "own":
                out.append(self.own_page(part[1]))
                continue
            quote = self.open_quote() + part[2] + self.close_quote
            out.append(quote if is_headed else self.head_page() + quote)
            is_headed = True
        signature = self.signature()[1]
        if signature:
            out.insert(1 if self.signs_above() else len(out), signature)
        return self.frame("".join(out))

    def frame(self, body):
        return f"<html><head></head><body>{body}</body></html>"


class Gmail(Program):
    """In a browser: the text part is made of the HTML, wrapped at 78."""
    width = 76
    own_ends = '<br clear="all">'

    def head_text(self):
        return pages.wrap(super().head_text().strip(), 76) + "\n\n"

    def head_page(self):
        return ('<br><div class="gmail_quote gmail_quote_container"><div '
                'dir="ltr" class="gmail_attr">'
                + html.escape(self.locale[0].format(who=self.who))
                + "<br></div>")

    def quote_text(self, text, page):
        return pages.quoted(pages.wrap(
            pages.Text(page, bold="*", link=" <{}>").text(), 74))

    def open_quote(self):
        return ('<blockquote class="gmail_quote" style="margin:0px 0px 0px '
                '0.8ex;border-left:1px solid rgb(204,204,204);padding-left:'
                '1ex"><u></u>')

    def own_page(self, words):
        return '<div dir="ltr">' + super().own_page(words) + "</div>"


class GmailMobile(Gmail):
    def own_page(self, words):
        lines = html.escape(words, quote=False).split("\n\n")
        return "".join(f'<p dir="ltr">{p}</p>'.replace("\n", "<br>\n")
                       for p in lines)


class Outlook(Program):
    """On a desktop: headers of the original, its lines without marks."""
    charset = "iso-8859-1"

    def labels(self):
        c = self.case
        return list(zip(self.locale[2], (self.who, self.locale[3],
                                         c.reader, c.edition_subject)))

    def head_text(self):
        return "".join(f"{l}: {v}\n" for l, v in self.labels()) + "\n"

    def head_page(self):
        lines = "<br>".join(f"<b>{l}:</b> {html.escape(v)}"
                            for l, v in self.labels())
        return ('<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;'
                'padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><span '
                'lang="EN-US" style="font-size:11.0pt;font-family:Calibri">'
                f"{lines}<o:p></o:p></span></p></div></div>"
                '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>')

    def quote_text(self, text, page):
        return pages.Text(page, link="<{}>").text()

    def open_quote(self):
        return "<div>"

    close_quote = "</div>"

    def own_page(self, words):
        return "".join(
            f'<p class="MsoNormal">{line or "<o:p>&nbsp;</o:p>"}'
            "<o:p></o:p></p>\n"
            for line in html.escape(words, quote=False).split("\n"))

    def frame(self, body):
        return ('<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
                '<style><!-- p.MsoNormal {margin:0cm;} --></style></head><body '
                f'lang="EN-US"><div class="WordSection1">{body}</div></body>'
                "</html>")


class OutlookWeb(Outlook):
    charset = "utf-8"

    def head_text(self):
        return "_" * 32 + "\n" + super().head_text()

    def head_page(self):
        lines = "<br>\n".join(f"<b>{l}:</b> {html.escape(v)}"
                              for l, v in self.labels())
        return ('<div id="appendonsend"></div><hr style="display:inline-block;'
                'width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
                f'<font face="Calibri" color="#000000">{lines}</font><div>'
                "&nbsp;</div></div>")

    def own_page(self, words):
        return "".join(f'<div class="elementToProof" style="font-family:Aptos;'
                       f'font-size:12pt">{line or "<br>"}</div>' for line in
                       html.escape(words, quote=False).split("\n"))

    def frame(self, body):
        return (f'<html><head></head><body dir="ltr">{body}</body></html>')


class OutlookMobile(OutlookWeb):
    def signature(self):
        name = "outlook-android" if self.case.language == "de" else \
            "outlook-ios"
        line = SIGNATURES[name]
        return ("\n" + line + "<https://aka.ms/o0ukef>",
                '<div id="ms-outlook-mobile-signature"><div><br></div>'
                f'<a href="https://aka.ms/o0ukef">{line}</a></div>')


class AppleMail(Program):
    encodings = ("quoted-printable",)

    def head_text(self):
        return self.locale[1].format(who=self.who) + "\n\n"

    def head_page(self):
        return ('<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote '
                'type="cite"><div>'
                + html.escape(self.locale[1].format(who=self.who))
                + '</div><br class="Apple-interchange-newline"></blockquote>')

    def quote_text(self, text, page):
        return pages.quoted(pages.Text(page, link=" <{}>").text())

    def open_quote(self):
        return '<blockquote type="cite"><div>'

    close_quote = "</div></blockquote>"

    def frame(self, body):
        return ('<html><head><meta http-equiv="content-type" content="text/'
                'html; charset=utf-8"></head><body style="overflow-wrap: '
                f'break-word;">{body}</div></body></html>')


class IosMail(AppleMail):
    def signature(self):
        line = self.locale[4]
        return ("\n" + line, f'<br id="lineBreakAtBeginningOfSignature"><div '
                f'dir="ltr">{line}</div>')

    def quote_text(self, text, page):
        return pages.quoted("\ufeff" + pages.Text(page, link="").text())


class Thunderbird(Program):
    kind = "text"
    flowed = True
    encodings = ("8bit", "base64")

    def head_text(self):
        if self.case.language == "de":
            return f"Am 23.11.26 um 08:00 schrieb {self.case.list_name}:\n"
        if self.case.language == "fr":
            return f"Le 23/11/2026 \u00e0 08:00, {self.case.list_name} a \u00e9crit\u00a0:\n"
        return f"On 23.11.26 08:00, {self.case.list_name} wrote:\n"

    def signature(self):
        return f"\n-- \n{self.case.reader_name}\nQuay 7, Harbour", ""

    def signs_above(self):
        return False


class ThunderbirdHtml(Thunderbird):
    kind = "html"
    flowed = False

    def head_page(self):
        return ('<div class="moz-cite-prefix">'
                + html.escape(self.head_text().strip()) + "<br></div>")

    def open_quote(self):
        return '<blockquote type="cite" cite="mid:e.1@courier.test">'

    def own_page(self, words):
        return "".join(f"<p>{p}</p>".replace("\n", "<br>\n") for p in
                       html.escape(words, quote=False).split("\n\n"))

    def signature(self):
        return "", ('<pre class="moz-signature" cols="72">-- \n'
                    + html.escape(self.case.reader_name) + "</pre>")


class Yahoo(Program):
    def head_text(self):
        return "    " + self.locale[0].format(who=self.who) + "  \n \n"

    def head_page(self):
        return ('<div id="ydp1yahoo_quoted" class="yahoo_quoted"><div style='
                '"font-family:Helvetica;color:#26282a;"><div>'
                + html.escape(self.locale[0].format(who=self.who))
                + "</div><div><br></div><div><br></div>")

    def quote_text(self, text, page):
        return pages.Text(page, link="").text().replace("\n", "  \n")

    def open_quote(self):
        return '<div><div dir="ltr">'

    close_quote = "</div></div>"

    def own_page(self, words):
        return ('<div class="ydp1yahoo-style-wrap" style="font-size:13px">'
                + "".join(f'<div dir="ltr" data-setdir="false">'
                          f'{line or "<br>"}</div>' for line in
                          html.escape(words, quote=False).split("\n"))
                + "</div>")

    def frame(self, body):
        return f"<html><head></head><body>{body}</div></div></body></html>"


class Proton(Program):
    kind = "html"

    def head_page(self):
        return ('<div class="protonmail_quote">'
                + html.escape(f"On Monday, November 23rd, 2026 at 8:00 AM, "
                              f"{self.who} wrote:") + "<br>")

    def open_quote(self):
        return '<blockquote class="protonmail_quote" type="cite">'

    def own_page(self, words):
        return "".join(f'<div style="font-family: Arial, sans-serif; font-'
                       f'size: 14px;">{line or "<br>"}</div>' for line in
                       html.escape(words, quote=False).split("\n"))

    def signature(self):
        return "", ('<div class="protonmail_signature_block"><div class='
                    '"protonmail_signature_block-proton">Sent with <a href='
                    '"https://proton.me/" target="_blank">Proton Mail</a> '
                    "secure email.</div></div>")


class Samsung(Program):
    def head_text(self):
        c = self.case
        return (f"\n-------- {self.locale[5]} --------\n{self.locale[2][0]}: "
                f"{self.who} \nDate: 23/11/2026  08:00  (GMT+01:00) \n"
                f"{self.locale[2][2]}: {c.reader} \n{self.locale[2][3]}: "
                f"{c.edition_subject} \n\n")

    def head_page(self):
        return ('<div style="font-size:100%;color:#000000"><!-- originalMessage'
                ' --><div>' + "</div><div>".join(
                    html.escape(l) for l in
                    self.head_text().strip().split("\n"))
                + "</div><div><br></div></div>")

    def quote_text(self, text, page):
        return pages.Text(page, link="").text()

    def open_quote(self):
        return "<div>"

    close_quote = "</div>"

    def own_page(self, words):
        return "".join(f'<div dir="auto">{line or "<br>"}</div>' for line in
                       html.escape(words, quote=False).split("\n"))

    def signature(self):
        line = SIGNATURES["samsung"]
        return ("\n\n\n" + line, '<div dir="auto"><br></div><div id="composer_'
                f'signature" dir="auto"><div style="font-size:12px">{line}'
                "</div></div>")


class K9(Program):
    kind = "text"
    width = 72

    def head_text(self):
        return f"On 23 November 2026 08:00:00 CET, {self.who} wrote:\n"

    def quote_text(self, text, page):
        return pages.quoted(text, ">")

    def signature(self):
        return "-- \n" + SIGNATURES["k9"], ""


class Mutt(Program):
    kind = "text"
    width = 68
    encodings = ("8bit", "quoted-printable")

    def head_text(self):
        return ("On Mon, Nov 23, 2026 at 08:00:00AM +0100, "
                f"{self.case.list_name} wrote:\n")

    def signature(self):
        return f"\n-- \n{self.case.reader_name}", ""

    def signs_above(self):
        return False


class Fastmail(Program):
    def head_text(self):
        return (f"On Mon, Nov 23, 2026, at 8:00 AM, {self.case.list_name} "
                "wrote:\n")

    def quote_text(self, text, page):
        return pages.quoted(pages.wrap(pages.Text(page, link=" <{}>").text(),
                                       70))

    def head_page(self):
        return "<div>" + html.escape(self.head_text().strip()) + "</div>"

    def open_quote(self):
        return '<blockquote type="cite" id="qt" style="">'

    def frame(self, body):
        return ('<!DOCTYPE html><html><head><title></title><style type="text/'
                'css">p.MsoNormal{margin:0}</style></head><body>'
                f"{body}</body></html>")


PROGRAMS = {
    "gmail": Gmail, "gmail-mobile": GmailMobile, "outlook": Outlook,
    "outlook-web": OutlookWeb, "outlook-mobile": OutlookMobile,
    "apple": AppleMail, "ios": IosMail, "thunderbird": Thunderbird,
    "thunderbird-html": ThunderbirdHtml, "yahoo": Yahoo, "proton": Proton,
    "samsung": Samsung, "k9": K9, "mutt": Mutt, "fastmail": Fastmail,
}
