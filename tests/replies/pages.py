"""HTML as mail programs treat it: cut in two, as text, with its links changed.
"""
import html
import re
import urllib.parse
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "link", "input"}
BLOCKS = {"p", "div", "h1", "h2", "h3", "li", "tr", "td", "table", "ol", "ul",
          "blockquote"}


class Stack(HTMLParser):
    """The tags that are open at the end of a page's first part."""

    def __init__(self, part):
        super().__init__()
        self.open = []
        self.feed(part)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, self.get_starttag_text()))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass


def body_of(page):
    """What stands inside <body>, as programs quote it."""
    page = re.sub(r"(?s)<!--.*?-->", "", page)
    return re.search(r"(?s)<body[^>]*>(.*)</body>", page).group(1).strip()


def split_at(page, place):
    """Two pages: tags that are open at `place` are closed, and opened again."""
    tags = Stack(page[:place]).open
    return (page[:place] + "".join(f"</{t}>" for t, _ in reversed(tags)),
            "".join(text for _, text in tags) + page[place:])


def end_of(page, words):
    """Where the paragraph that begins with `words` ends."""
    some = r"\s+".join(re.escape(html.escape(w, quote=False)).replace(
        "'", "(?:'|&#39;)") for w in words.split())
    at = re.search(some, page).end()
    return page.index("</p>", at) + 4


def text_end_of(text, words):
    some = r"\s+".join(re.escape(w) for w in words.split())
    at = re.search(some, text).end()
    end = text.find("\n\n", at)
    return len(text) if end < 0 else end + 1


class Text(HTMLParser):
    """A page as the text part that a program makes of it."""

    def __init__(self, page, bold="", link=" <{}>", marks=False):
        super().__init__()
        self.lines, self.skip, self.href = [""], 0, None
        self.bold, self.link, self.marks, self.n = bold, link, marks, 0
        self.feed(page)

    def new_line(self, blank=False):
        if self.lines[-1].strip():
            self.lines.append("")
        if blank and len(self.lines) > 1 and self.lines[-2].strip():
            self.lines.append("")

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("style", "head", "script"):
            self.skip += 1
        elif tag == "br":
            self.lines.append("")
        elif tag in BLOCKS:
            self.new_line(tag in ("p", "h1", "h2", "h3", "table"))
        if tag == "li":
            self.n += 1
            self.lines[-1] = f"   {self.n}. "
        if tag in ("b", "strong", "h1", "h2", "h3") and self.bold:
            self.lines[-1] += self.bold
        if tag == "a":
            self.href = attrs.get("href")

    def handle_endtag(self, tag):
        if tag in ("style", "head", "script"):
            self.skip -= 1
        if tag in ("b", "strong", "h1", "h2", "h3") and self.bold:
            self.lines[-1] += self.bold
        if tag == "a" and self.href:
            if self.link and not self.href.startswith("#"):
                self.lines[-1] += self.link.format(self.href)
            self.href = None
        if tag in BLOCKS:
            self.new_line(tag in ("p", "h1", "h2", "h3"))

    def handle_data(self, data):
        if self.skip:
            return
        words = re.sub(r"[ \t\r\n]+", " ", data)
        line = self.lines[-1]
        if not line or line.endswith(" "):
            words = words.lstrip(" ")
        self.lines[-1] += words

    def text(self):
        lines = [line.rstrip() for line in self.lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def wrap(text, width):
    """Break at spaces, with a program's hard hand: no indentation is kept."""
    out = []
    for line in text.split("\n"):
        while len(line) > width:
            at = line.rfind(" ", 0, width + 1)
            if at <= 0:
                at = line.find(" ", width)
            if at <= 0:
                break
            out.append(line[:at])
            line = line[at + 1:]
        out.append(line)
    return "\n".join(out)


def quoted(text, mark="> "):
    return "".join((mark + line if line.strip() else mark.rstrip()) + "\n"
                   for line in text.rstrip("\n").split("\n"))


def safelinks(url):
    return ("https://eur01.safelinks.protection.outlook.com/?url="
            + urllib.parse.quote(url, safe="")
            + "&data=05%7C02%7Cada%40lund-hansen.example%7C0c9e&reserved=0")


def urldefense(url):
    return ("https://urldefense.com/v3/__" + url.replace(":", ":/", 1)
            + "__;!!AbC9dE!tok3nOfTheirs$")


def tracked(url):
    return "https://click.gateway.example/CL0/" + urllib.parse.quote(
        url, safe="") + "/1/0102019a/9J2"


def change_links(text, change):
    return re.sub(r"https?://[^\s\"<>]+",
                  lambda m: html.escape(change(html.unescape(m.group(0)))),
                  text)


def smart(text):
    """Quotation marks and dashes as a word processor turns them."""
    text = re.sub(r"(?<![=\w<])\"(?=\w)", "\u201c", text)
    text = re.sub(r"(?<=[\w.,!?])\"(?![\w>=/])", "\u201d", text)
    return re.sub(r"(?<=\w)'(?=\w)", "\u2019", text).replace(" - ", " \u2013 ")
