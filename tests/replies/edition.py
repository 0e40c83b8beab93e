"""A real edition to answer: built by the program in a store of its own.

Three articles go out in edition 1 and draw letters; edition 2 prints these
with two articles more.  Two readers wrote the same words about two articles.
"""
import glob
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "day"))

import clients  # noqa: E402
import pages  # noqa: E402
from paper import DOMAIN, html_part, text_part  # noqa: E402
from press import Press  # noqa: E402

READER = ("Ada O'Hara-Lund", "ada.o'hara+post@mail.lund-hansen.example")
WRITERS = {"bo": "Bo Nyman", "cleo": "Cleo Brandt", "emil": "Emil Berg"}
TWIN = ("Every word of it is true, and my neighbours on both sides of the "
        "street say so too.")
# Who wrote what about which article of edition 1.
LETTERS = [
    ("bo", 0, "Nobody counted how many of us stand there in the morning. I "
              "did, for two weeks, and came to more than six hundred."),
    ("cleo", 0, TWIN),
    ("emil", 1, "The anglers will be glad. I am one of them, and the willows "
                "are where the pike are."),
    ("bo", 1, TWIN),
    ("cleo", 2, "Wer bringt abends die B\u00fccher zur\u00fcck, wenn niemand am "
                "Tresen sitzt? Das w\u00fcsste ich gern."),
    ("emil", 2, "My daughter reads three books a week and has never had a "
                "free Sunday to fetch them."),
]


class Item:
    """One article as edition 2 has it."""

    def __init__(self, number, text, page, address):
        self.number, self.text, self.page = number, text, page
        self.address = address
        self.title = re.search(r'(?s)<h2 id="article-\d+"[^>]*>\d+\. (.*?)'
                               r"</h2>", page).group(1)
        summary = re.search(r'(?s)<p class="ink" dir="auto"[^>]*>(.*?)</p>',
                            page).group(1)
        self.summary = " ".join(summary.split())
        self.mark = " ".join(self.summary.split()[:7])
        self.id, self.letters = 0, []


class Edition:
    def __init__(self, program):
        self.press = p = Press(program)
        p.prepare()
        self.subscribe()
        for path in (sorted(glob.glob(f"{HERE}/../day/articles/*"))):
            p.postbag("article", "add", "courier", path)
        p.publish()
        self.print_letters()
        for path in sorted(glob.glob(f"{HERE}/articles/*")):
            p.postbag("article", "add", "courier", path)
        p.publish()
        self.read()

    def close(self):
        self.press.close()
        self.press.remove()

    def subscribe(self):
        path = os.path.join(self.press.folder, "readers.csv")
        with open(path, "w") as f:
            f.write("address,name\n" + f'"{READER[1]}","{READER[0]}"\n')
            f.writelines(f'{user}@{DOMAIN},"{name}"\n'
                         for user, name in WRITERS.items())
        self.press.subscribe(path)

    def print_letters(self):
        p = self.press
        for user, item, words in LETTERS:
            p.deliver(clients.apple_item_address(
                f"{WRITERS[user]} <{user}@{DOMAIN}>", p.got(user)[0], item,
                words))
        p.edit()
        p.postbag("comment", "approve",
                  *[str(c["id"]) for c in p.held()])

    def read(self):
        p = self.press
        old, *_, self.mail = p.got(READER[1].split("@")[0])
        self.old_addresses = clients.item_addresses(old)
        self.text = text_part(self.mail)
        self.page = pages.body_of(html_part(self.mail))
        texts = [b for b in re.split(r"(?m)^={60,}\n", self.text)
                 if re.match(r"\d+\. ", b)]
        rows = re.findall(r'(?s)<tr><td class="pad rule"[^>]*>\s*<h2 id='
                          r'"article-.*?</td></tr>\n(?=<tr><td class="pad)',
                          self.page)
        addresses = clients.item_addresses(self.mail)
        self.items = [Item(n, *one) for n, one in
                      enumerate(zip(texts, rows, addresses), 1)]
        ids = {a["title"]: a["id"] for a in p.rows("article", "list")}
        for item in self.items:
            item.id = ids[item.title]
        for c in p.rows("comment", "list"):
            item = next(i for i in self.items if i.id == c["article"])
            item.letters.append((c["id"], c["text"], c["author"]))
