"""A newspaper's day, step by step: the demo prints it, the test checks it."""
import os

import clients
import moderator
from paper import DOMAIN, HERE, READERS, Failed, Site, html_part, text_part

WORDS = {
    "ada": "I have waited on that quay for twenty years. A roof now is worth "
           "more\nthan a hall in three years, the majority is right about "
           "that.\n\nBut please think of a bench too.",
    "bo": "Eleven libraries do this and nothing is stolen. Why do we need a "
          "trial\nof a whole year?",
    "cleo": "My children cross Mill Street every morning. Sixty parking places "
            "less\nmeans sixty cars less that back out in front of them.",
    "dag": "Has anybody tried the new pizza place at the station? Best one in "
           "town.",
}
# Emil's, to Ada's printed letter.
ANSWER = ("A bench costs less than the committee's coffee, so I am with you "
          "there.")


def say(text):
    print(text, flush=True)


class Day:
    def __init__(self, site, tell=say):
        self.site = site
        self.tell = tell
        self.first = {}
        self.second = {}

    def set_up(self):
        s = self.site
        s.start_servers()
        self.tell(f"   Dovecot: IMAP on 127.0.0.1:{s.ports['imap']}, IMAPS on "
                  f"{s.ports['imaps']}, LMTP on {s.ports['lmtp']}")
        self.tell(f"   Postfix: SMTP on 127.0.0.1:{s.ports['smtp']}")
        self.tell("3. Configuration, store, subscribers, articles")
        s.write_config()
        self.tell(f"   The commented configuration: {s.config}")
        s.postbag("keys", "add")
        self.tell("   " + s.postbag("check").stdout.strip())
        self.tell("   " + s.postbag("store", "upgrade").stdout.strip())
        self.tell("   " + s.postbag("subscriber", "import", "courier",
                                    HERE + "/subscribers.csv").stdout.strip())
        files = [f"{HERE}/articles/{f}" for f in
                 ("ferry-quay.txt", "library-sundays.md", "cycle-paths.html")]
        s.postbag("article", "add", "courier", *files)
        self.tell("   three articles added: plain text, Markdown, HTML page")

    def first_edition(self):
        self.site.run()
        for reader in READERS:
            self.first[reader] = self.site.wait(
                f"edition 1 in {reader}'s mailbox",
                lambda r=reader: self.site.find(r, "#1"))
        self.tell(f"   \"{self.first['ada']['Subject']}\" lies in the mailbox "
                  f"of {', '.join(READERS)}")

    def held(self):
        return len(self.site.held())

    def post(self, reader, mail, to):
        """Send it and wait until it is held, so that the order is known."""
        before = self.held()
        self.site.send(f"{reader}@{DOMAIN}", to, mail)
        self.site.wait(f"{reader}'s letter among the held ones",
                       lambda: self.held() > before)

    def answers(self):
        ed = self.first
        ask = clients.reply_address
        self.post("ada", clients.gmail_inline(
            "Ada <ada@courier.test>", ed["ada"], self.some_line(ed["ada"], 0),
            WORDS["ada"]), ask(ed["ada"]))
        self.tell("   Ada (Gmail) wrote under the first article, text and HTML")
        self.outlook(ed["bo"])
        self.post("cleo", clients.apple_item_address(
            "Cleo <cleo@courier.test>", ed["cleo"], 2, WORDS["cleo"]),
            clients.item_addresses(ed["cleo"])[2])
        self.tell("   Cleo (Apple Mail) used the third article's own address")
        self.machines()
        self.post("dag", clients.thunderbird_inline(
            "Dag <dag@courier.test>", ed["dag"], self.some_line(ed["dag"], 2),
            WORDS["dag"]), ask(ed["dag"]))
        self.tell("   Dag (Thunderbird) wrote under the third article, off-topic")

    def outlook(self, edition):
        """On top of the whole edition: nothing tells the article."""
        s, bo = self.site, "Bo <bo@courier.test>"
        s.send(f"bo@{DOMAIN}", clients.reply_address(edition),
               clients.outlook_top(bo, edition, WORDS["bo"]))
        self.tell("   Bo (Outlook) wrote on top, the whole edition quoted below")
        self.question = s.wait("the question to Bo",
                               lambda: s.find("bo", "which article"))
        self.tell(f"   Postbag asks: \"{self.question['Subject']}\"")
        self.post("bo", clients.one_line(bo, self.question, "2"),
                  clients.reply_address(self.question))
        self.tell("   Bo answers: 2")

    def machines(self):
        emil = self.first["emil"]
        self.site.send(f"emil@{DOMAIN}", clients.reply_address(emil),
                       clients.out_of_office("Emil <emil@courier.test>", emil))
        self.site.send("winner@spam.example", f"courier@{DOMAIN}",
                       clients.spam(f"courier@{DOMAIN}"))
        self.tell("   Emil's vacation program answered, and a stranger sent spam")

    @staticmethod
    def some_line(edition, item):
        """The last line of an article's summary."""
        block = clients.items(edition)[item].split("\n\n")
        return block[1].rstrip().splitlines()[-1].strip()

    def await_queue(self):
        s = self.site
        self.queue = s.wait("the queue in the moderator's mailbox",
                            lambda: s.find("desk", "4 to decide"))
        self.tell(f"   \"{self.queue['Subject']}\" lies in the moderator's "
                  "mailbox")

    def decide(self):
        s, queue = self.site, self.queue
        self.asking = moderator.receipt_of(s, "desk", moderator.send(
            s, "desk", queue, "a 1 2 3\nr 4 off-topic"))
        self.tell("   answered with \"a 1 2 3\" and \"r 4 off-topic\"; no "
                  "border vouches for\n   who wrote it, so a code is asked "
                  "for and sent back")
        self.undecided = [c["state"] for c in s.rows("comment", "list")]
        self.receipt = moderator.receipt_of(s, "desk", moderator.send(
            s, "desk", self.asking, "code " + moderator.code_of(self.asking)))
        self.tell("   the receipt says:")
        for line in text_part(self.receipt).splitlines():
            if line.strip()[:3] in ("[1]", "[2]", "[3]", "[4]"):
                self.tell("     " + line.strip())

    def moderate(self):
        self.await_queue()
        self.decide()

    def second_edition(self):
        s = self.site
        self.tell("   " + s.postbag("edition", "build", "courier").stdout.strip())
        for reader in READERS:
            self.second[reader] = s.wait(
                f"edition 2 in {reader}'s mailbox",
                lambda r=reader: s.find(r, "#2"))
        self.delivered()
        path = os.path.join(s.folder, "edition-2.html")
        with open(path, "w", encoding="utf-8") as f:
            f.write(html_part(self.second["ada"]))
        self.html_path = path

    def delivered(self):
        s = self.site
        s.wait("the end of the delivery", lambda: all(
            row["state"] == "delivered" for row in s.rows("edition", "list")))

    def third_edition(self):
        """A letter that answers a printed letter."""
        s, mail = self.site, self.second["emil"]
        self.post("emil", clients.thunderbird_inline(
            "Emil <emil@courier.test>", mail, "please think of a bench too",
            ANSWER), clients.reply_address(mail))
        self.tell("   Emil (Thunderbird) answered Ada's letter, below it")
        s.postbag("comment", "approve", str(s.held()[0]["id"]))
        self.tell("   approved by `postbag comment approve`; edition 3 has:\n")
        s.build()
        self.third = s.wait("edition 3", lambda: s.find("ada", "#3"))
        self.delivered()
        block = clients.items(self.third)[0]
        for line in block[block.index("  COMMENTS"):].rstrip().splitlines():
            self.tell("   | " + line)

    def audits(self):
        return [self.site.postbag("audit", "courier", n).stdout for n in "12"]
