"""Which article is meant?  Asked once, and the answer is understood."""
import html
import os
import random
import sys

import clients
from paper import DOMAIN, HERE, text_part
from press import Press
from topic import SiteTopic, equal, has, lacks, says, step, true

sys.path.insert(0, os.path.join(os.path.dirname(HERE), "replies"))
from programs import PROGRAMS  # noqa: E402
from replies import Case  # noqa: E402
from words import LOCALE  # noqa: E402

WORDS = "I have waited for this for thirty years. At last!"
ADA, BO, CLEO = (f"{n} <{n.lower()}@{DOMAIN}>" for n in ("Ada", "Bo", "Cleo"))


class Answer(Case):
    """A question answered by a mail program, with what this quotes."""

    def __init__(self, question, n, program, words):
        self.n, self.program, self.rng = n, program, random.Random(n)
        self.language = list(LOCALE)[n % len(LOCALE)]
        self.reader_name, self.address = "Bo", f"bo@{DOMAIN}"
        self.to = str(question["Reply-To"])
        self.edition_subject = str(question["Subject"])
        self.subject = f"Re: {self.edition_subject}"
        self.in_reply_to = question["Message-ID"]
        text = text_part(question)
        page = "".join(f"<div>{html.escape(line) or '<br>'}</div>"
                       for line in text.splitlines())
        self.parts = [("own", words), ("quote", text, page)]
        if n % 4 == 3:
            self.parts.reverse()


class Check(SiteTopic):
    def set_up(self):
        s = self.site = Press(self.program)
        s.prepare()
        s.subscribe()
        folder = os.path.join(HERE, "articles")
        for name in sorted(os.listdir(folder)):
            s.postbag("article", "add", "courier", os.path.join(folder, name))
        s.publish()
        self.edition = {u: s.got(u)[0] for u in ("ada", "bo", "cleo", "dag")}

    def letter(self, user, words, reader=None, to=None):
        """A reply to the whole edition with nothing of it in it."""
        edition = self.edition[user]
        mail = clients._mail(reader or f"{user.title()} <{user}@{DOMAIN}>",
                             to or str(edition["Reply-To"]),
                             "Re: " + str(edition["Subject"]))
        mail["In-Reply-To"] = edition["Message-ID"]
        mail.set_content(words + "\n")
        return mail

    def ask(self, user, words=WORDS):
        """Write such a letter; its comment, and the question about it."""
        s = self.site
        before = len(s.got(user, "which article"))
        s.edit(self.letter(user, words))
        s.send_out()
        asked = s.got(user, "which article")
        equal(len(asked), before + 1, "questions")
        return self.comments()[-1], asked[-1]

    def comments(self):
        return self.site.rows("comment", "list")

    def comment(self, number):
        return next(c for c in self.comments() if c["id"] == number)

    def answer(self, question, words, reader=ADA, **how):
        """Answer `question` as a mail program does, the question below."""
        mail = clients._answer(reader, question)
        quoted = clients._quoted(text_part(question))
        mail.set_content(how.get("above", "") + words + "\n\n"
                         "On Mon, 23 Nov 2026 at 08:00, The Harbour Courier "
                         "<courier@courier.test> wrote:\n" + quoted)
        for name, value in how.get("fields", {}).items():
            mail[name] = value
        return mail

    def titles(self):
        articles = {a["id"]: a["title"] for a in self.site.rows(
            "article", "list")}
        rows = self.site.sql("SELECT article FROM edition_items WHERE "
                             "position > 0 ORDER BY position")
        return [(r[0], articles[r[0]]) for r in rows]

    @step("A letter that does not tell its article is kept, asked about and "
          "not yet before the moderators")
    def asked(self):
        self.first, self.question = self.ask("ada")
        equal((self.first["state"], self.first["text"]), ("asked", WORDS))
        equal(self.site.held(), [], "held comments")

    @says("The question names the articles by their numbers, quotes the "
          "reader, is threaded and marked as a machine's")
    def question_mail(self):
        q, text = self.question, text_part(self.question)
        for number, (_, title) in enumerate(self.titles(), 1):
            has(text, f"{number}. {title}")
        has(text, "> " + WORDS)
        equal(str(q["Auto-Submitted"]), "auto-replied")
        true(q["In-Reply-To"] and q["In-Reply-To"] == q["References"],
             "it is threaded")
        true(str(q["Reply-To"]) != str(self.edition["ada"]["Reply-To"]),
             "an address of its own")

    @says("An auto-reply to the question has no effect")
    def auto(self):
        self.site.edit(self.answer(self.question, "2", fields={
            "Auto-Submitted": "auto-replied"}))
        equal(self.comment(self.first["id"])["state"], "asked")

    @step("The answer 2 holds the comment on the second article")
    def answered(self):
        s = self.site
        s.edit(self.answer(self.question, "2"))
        row = self.comment(self.first["id"])
        equal((row["state"], row["article"]), ("held", self.titles()[1][0]))
        equal(s.rows("comment", "show", str(row["id"]))[0]["doubt"], "")
        has(s.letters("answer")[-1]["kind"], "answer")

    @says("Whoever answers again changes nothing, and is not asked again")
    def again(self):
        s = self.site
        s.edit(self.answer(self.question, "3"))
        s.send_out()
        equal(self.comment(self.first["id"])["article"], self.titles()[1][0])
        equal(len(s.got("ada", "which article")), 1, "questions")

    @says("The answer is understood in the ways that people and programs "
          "write it")
    def ways(self):
        titles = [t for _, t in self.titles()]
        bo = lambda q, w, **h: self.answer(q, w, BO, **h)
        ways = [
            lambda q: self.outlook(q, "Article 3, please"),
            lambda q: bo(q, titles[2]),
            lambda q: self.below(q, "#3"),
            lambda q: bo(q, "the third one"),
        ]
        for number, way in enumerate(ways):
            comment, question = self.ask("bo", f"Well done. {number}")
            self.site.edit(way(question))
            row = self.comment(comment["id"])
            equal((row["state"], row["article"]), ("held", self.titles()[2][0]),
                  f"way {number}")

    def below(self, question, words):
        mail = clients._answer(BO, question)
        mail.set_content("On 23.11.26 08:00, The Harbour Courier wrote:\n"
                         + clients._quoted(text_part(question)) + "\n" + words
                         + "\n\n-- \nBo\n")
        return mail

    def outlook(self, question, words):
        """HTML only, the question below without marks."""
        mail = clients._answer(BO, question)
        lines = "".join(f'<p class="MsoNormal">{html.escape(l)}</p>'
                        for l in text_part(question).splitlines())
        mail.set_content(
            f'<html><body><p class="MsoNormal">{html.escape(words)}</p>'
            '<div style="border:none;border-top:solid #E1E1E1 1.0pt">'
            '<p class="MsoNormal"><b>From:</b> The Harbour Courier<br>'
            '<b>Sent:</b> Monday, November 23, 2026 8:00 AM<br><b>To:</b> Bo'
            f'<br><b>Subject:</b> {html.escape(str(question["Subject"]))}'
            f"</p></div>{lines}</body></html>", subtype="html")
        return mail

    @says("It is understood whatever program sends it, in whatever language, "
          "above or below what is quoted")
    def programs(self):
        s, ids = self.site, [i for i, _ in self.titles()]
        for n, program in enumerate(PROGRAMS):
            # As if the letters before had come two days ago.
            s.sql("UPDATE comments SET received_at = received_at - 172800")
            s.sql("UPDATE deliveries SET planned_at = planned_at - 172800"
                  " WHERE edition IS NULL")
            comment, question = self.ask("bo", f"Letter {n} of mine.")
            number = n % 3 + 1
            words = ("{}", "No. {}", "Article {}, please.", "#{}\n\nThanks!")
            s.edit(Answer(question, n, program,
                          words[n % 4].format(number)).mail())
            row = self.comment(comment["id"])
            equal((row["state"], row["article"]), ("held", ids[number - 1]),
                  program)
            show = s.rows("comment", "show", str(row["id"]))[0]
            equal(show["doubt"], "", program)

    @says("An answer that does not tell holds the comment with a doubt, and "
          "nobody is asked twice about a letter")
    def not_understood(self):
        s = self.site
        comment, question = self.ask("cleo")
        s.edit(self.answer(question, "The one with the roof, please", CLEO))
        s.send_out()
        equal(self.comment(comment["id"])["state"], "held")
        row = s.rows("comment", "show", str(comment["id"]))[0]
        has(row["doubt"], "does not tell", "The one with the roof, please")
        equal(len(s.got("cleo", "which article")), 1, "questions")

    @says("An answer from another address is held with a doubt")
    def another(self):
        s = self.site
        comment, question = self.ask("cleo", "And once more.")
        s.edit(self.answer(question, "1", f"Eve <eve@{DOMAIN}>"))
        row = s.rows("comment", "show", str(comment["id"]))[0]
        equal(row["state"], "held")
        has(row["doubt"], "another address")

    @says("Without an answer the comment is held with a doubt after a week")
    def late(self):
        s = self.site
        comment, _ = self.ask("cleo", "I will not answer.")
        s.postbag("edit", "--once")
        equal(self.comment(comment["id"])["state"], "asked")
        s.sql("UPDATE questions SET expires_at = expires_at - 7 * 86400")
        s.postbag("edit", "--once")
        row = s.rows("comment", "show", str(comment["id"]))[0]
        equal(row["state"], "held")
        has(row["doubt"], "did not answer")

    @says("A moderator need not wait: with its article, one of the list, an "
          "asked comment is approved, and a late answer changes nothing")
    def sooner(self):
        s = self.site
        comment, question = self.ask("cleo", "Whatever it is about.")
        number = str(comment["id"])
        for words in ((), ("--article", "999")):
            true(s.postbag("comment", "approve", number, *words,
                           check=False).returncode != 0, words)
        equal(self.comment(comment["id"])["state"], "asked")
        s.postbag("comment", "approve", number, "--article",
                  str(self.titles()[0][0]))
        s.edit(self.answer(question, "2", CLEO))
        row = self.comment(comment["id"])
        equal((row["state"], row["article"]),
              ("approved", self.titles()[0][0]))
        s.postbag("comment", "remove", number)

    @says("Whoever is not known for the subscriber is not asked: the comment "
          "is held with a doubt")
    def stranger(self):
        s = self.site
        s.edit(self.letter("ada", "Who am I?", f"Eve <eve@{DOMAIN}>"))
        s.send_out()
        row = self.comments()[-1]
        equal((row["text"], row["state"]), ("Who am I?", "held"))
        equal(s.got("eve"), [], "mail to a stranger")
        equal(len(s.got("ada", "which article")), 1, "questions")

    @says("An article's own address, and a quoted line, need no question")
    def told(self):
        s = self.site
        edition = self.edition["dag"]
        dag = f"Dag <dag@{DOMAIN}>"
        line = text_part(edition).split("From the second Sunday")[1][:40]
        mail = self.letter("dag", "> From the second Sunday" +
                           line.replace("\n", "\n> ") + "\n\nNoon is late.")
        s.edit(clients.apple_item_address(dag, edition, 0, "I like it."), mail)
        s.send_out()
        rows = [c for c in self.comments() if c["author"] == "Dag"]
        equal([(c["text"], c["state"]) for c in rows],
              [("I like it.", "held"), ("Noon is late.", "held")])
        true(all(c["article"] for c in rows), rows)
        equal(s.got("dag", "which article"), [], "questions")

    @says("A quote from another article than the address is for is a doubt")
    def contradicts(self):
        s = self.site
        addresses = clients.item_addresses(self.edition["dag"])
        titles = [t for _, t in self.titles()]
        mail = self.letter("dag", f"> {titles[2]}\n\nWhich one do I mean?",
                           to=addresses[0])
        s.edit(mail)
        row = s.rows("comment", "show", str(self.comments()[-1]["id"]))[0]
        equal(row["text"], "Which one do I mean?")
        has(row["doubt"], "another article")

    @says("An answer that names an article whose comments are closed is held "
          "with that doubt")
    def closed(self):
        s, ids = self.site, [i for i, _ in self.titles()]
        comment, question = self.ask("cleo", "One more, to a closed one.")
        s.postbag("article", "close", str(ids[0]))
        s.edit(self.answer(question, "1", CLEO))
        s.postbag("article", "open", str(ids[0]))
        row = s.rows("comment", "show", str(comment["id"]))[0]
        equal((row["state"], row["article"]), ("held", ids[0]))
        has(row["doubt"], "closed")

    @says("A reader is asked five times a day at most; then comments are held "
          "with a doubt")
    def budget(self):
        s = self.site
        for i in range(6):
            s.edit(self.letter("dag", f"Letter {i} about nothing."))
        s.send_out()
        equal(len(s.got("dag", "which article")), 5, "questions")
        row = self.comments()[-1]
        equal((row["text"], row["state"]),
              ("Letter 5 about nothing.", "held"))

    @says("The token of a question is never printed")
    def scrubbed(self):
        s = self.site
        token = str(self.question["Reply-To"]).split("+")[1].split("@")[0]
        s.edit(clients.apple_item_address(ADA, self.edition["ada"], 0,
                                          f"My code is {token} today."))
        row = self.comments()[-1]
        lacks(row["text"], token)
        has(row["text"], "My code is")

    @says("A letter that names no charset is read by the letters of its "
          "list's language: what has Western letters for an English list has "
          "Polish ones for a Polish list")
    def language(self):
        s = self.site

        def read(number, words, charset):
            s.edit((f"From: {ADA}\nTo: {self.edition['ada']['Reply-To']}\n"
                    f"Subject: {number}\n\n").encode()
                   + words.encode(charset))
            return self.comments()[-1]["text"]

        equal(read(1, "Też chcę być.", "windows-1250"), "Te¿ chcê byæ.")
        zone = '  zone = "Europe/Oslo";\n'
        s.change(zone, zone + '  language = "pl";\n')
        equal(read(2, "Też chcę być.", "windows-1250"), "Też chcę być.")
        equal(read(3, "Też chcę być w mieście.", "iso-8859-2"),
              "Też chcę być w mieście.")
