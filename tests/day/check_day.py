"""The newspaper's day, as the demo plays it, sentence by sentence."""
import html
import re
from email.utils import parseaddr

import clients
import moderator
from day import ANSWER, WORDS, Day
from paper import (DOMAIN, READERS, Site, html_part, raw, text_part)
from topic import SiteTopic, equal, has, lacks, says, step, true

TITLES = ["The old ferry quay gets a roof again",
          "The library opens on Sundays",
          "Council moves the cycle path to Mill Street"]
SENTENCE = ("Comments are moderated and generally will be posted if they are "
            "on-topic and not abusive.")
FAQ = "https://courier.example.org/comments-faq"
TOKENED = re.compile(rf"courier\+([a-z0-9]+)@{DOMAIN}")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def flat(text):
    """One line, so that wrapping makes no difference."""
    return re.sub(r"\s+", " ", text).strip()


def words_of_page(page):
    """What a reader sees of an HTML part."""
    page = re.sub(r"(?s)<(style|head|script)\b.*?</\1>", " ", page)
    page = re.sub(r"(?s)<br\s*/?>|</?(p|div|td|tr|li|h\d|table)\b[^>]*>", " ",
                  page)
    return flat(html.unescape(re.sub(r"(?s)<[^>]*>", "", page)))


def tokens(mail):
    return set(TOKENED.findall(raw(mail)))


def header(mail, name):
    return flat(str(mail[name] or ""))


class Check(SiteTopic):
    def set_up(self):
        self.site = Site(self.program)
        self.told = []
        self.day = Day(self.site, self.told.append)
        self.day.set_up()

    # -- edition 1 ---------------------------------------------------------
    @step("Edition 1 lands in every subscriber's mailbox")
    def first(self):
        self.day.first_edition()
        equal(sorted(self.day.first), sorted(READERS))

    @says("Edition 1 has every article with its headline, byline, summary "
          "and link")
    def articles(self):
        text = flat(text_part(self.day.first["ada"]))
        has(text, *TITLES, "By our harbour desk", "By our culture desk",
            "https://courier.example.org/library-sundays", "COMMENTS (0)")
        has(text, "The old ferry quay will have a roof again before the "
            "winter storms.", "The cycle path from the station to the harbour "
            "will follow Mill Street")

    @says("Text and HTML part of an edition say the same")
    def parts(self):
        self.same_parts(self.day.first["bo"])

    def same_parts(self, mail):
        page, text = words_of_page(html_part(mail)), text_part(mail)
        for item, title in zip(clients.items(mail), TITLES):
            summary = re.search(r"(?s)\n\n(  \S.*?)\n\n", item).group(1)
            has(page, title, flat(summary))
        equal(re.findall(r"COMMENTS \(\d+\)", page),
              re.findall(r"COMMENTS \(\d+\)", text), "the counts")
        has(page, SENTENCE)
        has(html_part(mail), FAQ, *clients.item_addresses(mail))

    @says("An edition has the headers of a list's mail, and is 7-bit CRLF")
    def headers(self):
        mail = self.day.first["ada"]
        equal(header(mail, "List-Id"), 
              f'"The Harbour Courier" <courier.{DOMAIN}>')
        has(header(mail, "List-Help"), f"mailto:courier@{DOMAIN}")
        has(header(mail, "List-Unsubscribe"), "<mailto:courier+u")
        equal(header(mail, "List-Post"), "NO")
        equal(header(mail, "List-Owner"), f"<mailto:desk@{DOMAIN}>")
        equal(header(mail, "Precedence"), "bulk")
        has(header(mail, "Auto-Submitted"), "auto-generated")
        equal(parseaddr(str(mail["From"]))[1], f"courier@{DOMAIN}")
        true(mail["Date"] and mail["MIME-Version"], "Date and MIME-Version")
        equal(mail.get_content_type(), "multipart/alternative")
        true(all(ord(c) < 127 for c in mail.as_string()), "it is 7-bit")

    @says("The return path is the subscriber's own (VERP), and so is the "
          "Reply-To")
    def verp(self):
        paths, replies = set(), set()
        for reader in READERS:
            mail = self.day.first[reader]
            path = header(mail, "Return-Path")
            true(re.fullmatch(rf"<courier\+b[a-z0-9]+@{DOMAIN}>", path), path)
            paths.add(path)
            replies.add(clients.reply_address(mail))
        equal(len(paths), len(READERS), "number of return paths")
        equal(len(replies), len(READERS), "number of reply addresses")

    @says("Message-IDs are unique for each subscriber and edition")
    def ids(self):
        ids = {header(m, "Message-ID") for m in self.day.first.values()}
        equal(len(ids), len(READERS), "number of Message-IDs")
        for one in ids:
            true(re.fullmatch(rf"<\S+@{DOMAIN}>", one), one)

    # -- the answers -------------------------------------------------------
    @step("Four readers' answers are held, each at the article that it is "
          "about")
    def answers(self):
        self.day.answers()
        rows = {c["author"]: c for c in self.site.held()}
        equal({a: c["title"] for a, c in rows.items()},
              {"Ada": TITLES[0], "Bo": TITLES[1], "Cleo": TITLES[2],
               "Dag": TITLES[2]})

    @says("A comment is the reader's own words and nothing else")
    def own_words(self):
        rows = {c["author"]: c for c in self.site.held()}
        for reader, words in WORDS.items():
            equal(flat(rows[reader.capitalize()]["text"]), flat(words),
                  f"{reader}'s comment")
            equal(rows[reader.capitalize()]["doubt"], "", "the doubt")

    @says("An out-of-office reply and spam without a token have no effect")
    def machines(self):
        letters = {l["from"]: l for l in self.site.letters()}
        equal(letters[f"emil@{DOMAIN}"]["kind"], "auto")
        equal(letters["winner@spam.example"]["kind"], "junk")
        equal(len(self.site.held()), 4, "held comments")

    @says("Who answers on top of the whole edition is asked which article is "
          "meant, and only that reader")
    def asked(self):
        text = text_part(self.day.question)
        for n, title in enumerate(TITLES, 1):
            has(text, f"{n}. {title}")
        has(flat(text.replace("\n>", "\n")), flat(WORDS["bo"]))
        for reader in READERS:
            equal(len([m for m in self.site.mails(reader)
                       if "which article" in str(m["Subject"])]),
                  1 if reader == "bo" else 0, f"questions to {reader}")

    @says("Collected mail lies in the Processed folder, none in the INBOX")
    def processed(self):
        self.site.wait("an empty INBOX",
                       lambda: not self.site.raws("courier"))
        # Four letters, Bo's "2", a vacation program and spam.
        equal(len(self.site.raws("courier", "Processed")), 7, "mails")

    # -- moderation ----------------------------------------------------------
    @step("The moderator receives one queue mail with all four comments")
    def queue(self):
        self.day.await_queue()
        text = text_part(self.day.queue)
        equal(len([m for m in self.site.mails("desk")
                   if "to decide" in str(m["Subject"])]), 1, "queue mails")
        for words in WORDS.values():
            has(flat(re.sub(r"(?m)^ *> ?", "", text)), flat(words))
        has(text, *TITLES, "[1] Ada", "[2] Bo", "[3] Cleo", "[4] Dag")
        for reader in READERS:
            lacks(text, f"{reader}@{DOMAIN}")

    @says("A forged moderator (right token, wrong From) changes nothing and "
          "gets no answer")
    def forged(self):
        s = self.site
        n = len(s.letters())
        s.send(f"bo@{DOMAIN}", clients.reply_address(self.day.queue),
               clients.decisions("Bo <bo@courier.test>", self.day.queue,
                                 "a 1 2 3 4"))
        s.wait("the forged decision", lambda: len(s.letters()) > n)
        equal(len(s.held()), 4, "held comments")
        has(s.letters()[-1]["story"], "not from the moderator")
        # An edition, the question, and that his letter waits.
        s.wait("Bo's mails", lambda: len(s.mails("bo")) >= 3)
        equal(len(s.mails("bo")), 3, "mails to the forger")

    @step("`a 1 2 3` and `r 4 off-topic` are done, and a receipt says so")
    def decide(self):
        self.day.decide()
        text = text_part(self.day.receipt)
        has(text, "[1] approved", "[2] approved", "[3] approved",
            "[4] rejected: off-topic", "not done 0")
        equal(self.day.undecided, ["held"] * 4, "before the code came back")
        equal(self.day.receipt["Subject"],
              "Re: " + self.day.queue["Subject"], "the receipt's subject")
        has(self.day.receipt["References"], self.day.receipt["In-Reply-To"])
        equal(header(self.day.receipt, "Return-Path"), "<>")
        equal([c["state"] for c in self.site.rows("comment", "list")],
              ["approved"] * 3 + ["rejected"])

    @says("A second answer is told \"already approved by\" whom")
    def twice(self):
        s = self.site
        mail = moderator.answer(s, "desk", self.day.queue,
                                "r 1 abuse\na 9\nand so on")
        has(flat(text_part(mail)), f"[1] already approved by desk@{DOMAIN} at",
            "[9] this queue has no such number",
            "not understood: and so on")
        equal([c["state"] for c in s.rows("comment", "list")],
              ["approved"] * 3 + ["rejected"])

    # -- edition 2 -----------------------------------------------------------
    @step("Edition 2 goes to every subscriber")
    def second(self):
        self.day.second_edition()
        equal(sorted(self.day.second), sorted(READERS))

    @says("Edition 2 has each article with its summary, COMMENTS (1) and the "
          "approved letter under it")
    def printed(self):
        for reader in READERS:
            mail = self.day.second[reader]
            items = clients.items(mail)
            equal(len(items), 3, "articles")
            for item, title, who in zip(items, TITLES, ("ada", "bo", "cleo")):
                has(flat(item), title, "COMMENTS (1)", flat(WORDS[who]),
                    who.capitalize() + ",")
            self.same_parts(mail)
            for who in ("ada", "bo", "cleo"):
                has(words_of_page(html_part(mail)), flat(WORDS[who]))

    @says("A rejected comment is never printed, nor what machines sent")
    def unprinted(self):
        for mail in self.day.second.values():
            lacks(flat(raw(mail)), "pizza", "away until Monday",
                  "won a prize", "off-topic\n")

    @says("An edition has the moderation sentence, the pointer to the "
          "Comments FAQ, and unsubscribe in text and header")
    def foot(self):
        mail = self.day.second["cleo"]
        has(flat(text_part(mail)), SENTENCE, "Comments FAQ", FAQ,
            "Harbour Courier, Quay 1, 1001 Harbour")
        leave = re.search(r"mailto:([^>]+)>",
                          header(mail, "List-Unsubscribe")).group(1)
        has(text_part(mail), leave)
        has(html_part(mail), "mailto:" + leave)

    @says("`postbag audit` adds up for both editions")
    def audit(self):
        for number in ("1", "2"):
            row = self.site.rows("audit", "courier", number)[0]
            equal((row["adds_up"], row["accepted"], row["audience"]),
                  (True, 5, 5), f"edition {number}")
            has(self.site.postbag("audit", "courier", number).stdout,
                "It adds up.")

    @says("No mail to a reader has an address of another reader or a token "
          "that another reader got")
    def private(self):
        mine = {}
        for reader in READERS:
            mails = self.site.mails(reader)
            # Two editions; that a letter waits; the question to Bo.
            equal(len(mails), 2 + (reader != "emil") + (reader == "bo"),
                  f"mails of {reader}")
            for mail in mails:
                del mail["Received"]
                for other in READERS:
                    if other != reader:
                        lacks(raw(mail), f"{other}@{DOMAIN}")
            mine[reader] = set().union(*map(tokens, mails))
        for reader in READERS:
            for other in READERS:
                if other != reader:
                    equal(mine[reader] & mine[other], set(),
                          f"what {reader} and {other} share")
        true(all(len(t) >= 8 for t in mine.values()), "tokens are found")

    @says("`make demo` ends with the text part, the path of the HTML part and "
          "the audits")
    def shown(self):
        with open(self.day.html_path, encoding="utf-8") as f:
            equal(f.read(), html_part(self.day.second["ada"]))
        has("".join(self.day.audits()), "Edition 1 of courier",
            "Edition 2 of courier")

    # -- threads -------------------------------------------------------------
    @says("An answer to a printed letter is printed in edition 3 as an answer "
          "to it")
    def threaded(self):
        s, mail = self.site, self.day.second["emil"]
        self.day.post("emil", clients.thunderbird_inline(
            "Emil <emil@courier.test>", mail, "please think of a bench too",
            ANSWER), clients.reply_address(mail))
        row = s.held()[0]
        equal((row["title"], flat(row["text"])), (TITLES[0], ANSWER))
        s.postbag("comment", "approve", str(row["id"]))
        s.build()
        third = s.wait("edition 3", lambda: s.find("ada", "#3"))
        items = clients.items(third)
        equal(len(items), 1, "articles with news")
        has(flat(items[0]), 'answering Ada: "I have waited on that quay',
            ANSWER)
        has(words_of_page(html_part(third)), "answering Ada", ANSWER)

    @says("Our tokens are not printed when a reader quotes one in the own "
          "words, and markup is shown as text")
    def scrubbed(self):
        s = self.site
        mail = s.wait("edition 3", lambda: s.find("bo", "#3"))
        words = ("Look: <script>alert(1)</script> & <b>bold</b>, write to "
                 + clients.reply_address(mail) + " now")
        self.day.post("bo", clients.apple_item_address(
            "Bo <bo@courier.test>", mail, 0, words),
            clients.item_addresses(mail)[0])
        s.postbag("comment", "approve", str(s.held()[0]["id"]))
        s.build()
        fourth = s.wait("edition 4", lambda: s.find("cleo", "#4"))
        has(text_part(fourth), "<script>alert(1)</script>")
        lacks(html_part(fourth), "<script", "<b>bold")
        has(html_part(fourth), "&lt;script&gt;")
        token = TOKENED.findall(clients.reply_address(mail))[0]
        lacks(raw(fourth), token)

    @says("An edition is not built when there is nothing new")
    def nothing_new(self):
        has(self.site.build(), "Nothing new")
        equal(len(self.site.rows("edition", "list")), 4, "editions")

    @says("No mail of ours has a control character or a bare line break in a "
          "header")
    def clean(self):
        for user in READERS + ["desk"]:
            for mail in self.site.mails(user):
                for name, value in mail.items():
                    true(not CONTROL.search(str(value)), f"{name}: {value!r}")

    @says("`postbag run` ends with 0 on SIGTERM, nothing left under way")
    def ends(self):
        runner = self.site.runner
        self.site.stop()
        equal(runner.returncode, 0, "exit code")
        status = self.site.rows("status")[0]
        equal((status["deliveries_open"], status["letters_waiting"]), (0, 0))

