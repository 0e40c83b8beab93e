"""Subscriptions: by mail, by CSV, by hand."""
import csv
import io
import os
import re
from email.message import EmailMessage
from email.utils import make_msgid

import clients
from paper import DOMAIN, Site, text_part
from topic import SiteTopic, equal, has, lacks, says, step, true

FIRST = ("The pool opens early\n\nThe town's pool opens at six from Monday on. "
         "The first hour is for those who swim lanes.\n")
SECOND = ("The tram runs late\n\nThe last tram runs an hour later from Friday "
          "on. The night bus stays as it is.\n")
THIRD = ("The market moves\n\nThe market moves to the square in spring. "
         "The stalls keep their numbers.\n")


def plain(sender, to, subject="", body="", **fields):
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = subject
    mail["Message-ID"] = make_msgid(domain="mail.example")
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    return mail


class Check(SiteTopic):
    def set_up(self):
        self.site = Site(self.program)
        self.site.start_servers()
        self.site.prepare()
        self.site.postbag("subscriber", "add", "courier", f"bo@{DOMAIN}",
                          "--name", "Bo")
        self.site.article("pool.txt", FIRST)
        self.site.run()
        self.site.wait("edition 1", lambda: self.site.find("bo", "#1"))

    def state(self, user):
        rows = self.site.rows("subscriber", "show", f"{user}@{DOMAIN}")
        return rows[0]["state"] if rows else None

    def send(self, user, to, **how):
        """Send it and wait until it is done."""
        s = self.site
        n = len(s.letters())
        s.send(f"{user}@{DOMAIN}", to, plain(f"{user}@{DOMAIN}", to, **how))
        s.wait(f"{user}'s mail", lambda: len(s.letters()) > n)
        return s.letters()[-1]

    @step("A subscribe mail is answered by a confirmation with the token in "
          "the body only")
    def subscribe(self):
        self.send("ada", f"courier@{DOMAIN}", subject="subscribe")
        equal(self.state("ada"), "pending")
        self.asked = self.site.wait(
            "the confirmation mail",
            lambda: self.site.find("ada", "Please confirm"))
        found = re.findall(rf"\S+\+c\S+@{DOMAIN}", text_part(self.asked))
        equal(len(found), 1, "confirmation addresses in the body")
        self.confirm = found[0]
        token = found[0].split("+")[1].split("@")[0]
        for name, value in self.asked.items():
            lacks(f"{name}: {value}", token)

    @says("A vacation program's answer to the confirmation does not confirm")
    def vacation(self):
        for to in {clients.reply_address(self.asked), f"courier@{DOMAIN}",
                   str(self.asked["Return-Path"]).strip("<>")}:
            self.send("ada", to, subject="Re: Please confirm",
                      body="I am away.\n\n> " + text_part(self.asked)
                      .replace("\n", "\n> "), Auto_Submitted="auto-replied")
        equal(self.state("ada"), "pending")
        self.send("ada", self.confirm, subject="Automatic reply: confirm",
                  Auto_Submitted="auto-replied")
        equal(self.state("ada"), "pending")

    @says("Any other words to that address confirm nothing and are answered "
          "once, and no says no")
    def other_words(self):
        for words, story in (("That was not me.", "neither yes nor no"),
                             ("No, that is not my address!", "it says no")):
            letter = self.send("ada", self.confirm, body=words)
            has(letter["story"], "nothing is done", story)
        equal(self.state("ada"), "pending")
        self.site.wait("how to answer",
                       lambda: self.site.find("ada", "not clear"))
        self.send("ada", self.confirm, body="Yes, but who are you?")
        equal((self.state("ada"), len([
            m for m in self.site.mails("ada")
            if "not clear" in str(m["Subject"])])), ("pending", 1))

    @says("A second subscribe mail within a day sends no second confirmation")
    def once(self):
        self.send("ada", f"courier@{DOMAIN}", subject="Subscribe")
        letter = self.send("ada", f"courier@{DOMAIN}", body="subscribe\n")
        has(letter["story"], "had its share")
        equal(len([m for m in self.site.mails("ada")
                   if "confirm" in str(m["Subject"])]), 1, "confirmations")

    @says("Whoever has not confirmed gets no edition")
    def unconfirmed(self):
        self.site.article("tram.txt", SECOND)
        self.site.build()
        self.site.wait("edition 2", lambda: self.site.find("bo", "#2"))
        self.site.wait("its end", self.site.delivered)
        equal(self.site.find("ada", "#2"), None)

    @step("An empty mail to the confirmation's address makes the subscription "
          "active, and a welcome comes")
    def confirmed(self):
        self.send("ada", self.confirm)
        equal(self.state("ada"), "active")
        self.welcome = self.site.wait(
            "the welcome", lambda: self.site.find("ada", "Welcome"))
        has(text_part(self.welcome), "The Harbour Courier", "comments-faq")

    @says("A confirmation works once")
    def used_up(self):
        letter = self.send("ada", self.confirm, subject="again")
        has(letter["story"], "used already")
        equal(len([m for m in self.site.mails("ada")
                   if "Welcome" in str(m["Subject"])]), 1, "welcomes")

    @step("Whoever confirmed gets the next edition")
    def gets_it(self):
        self.site.article("market.txt", THIRD)
        self.site.build()
        self.third = self.site.wait("edition 3",
                                    lambda: self.site.find("ada", "#3"))

    @says("The word unsubscribe from anybody's address ends nothing by itself")
    def forged(self):
        self.send("ada", f"courier@{DOMAIN}", subject="unsubscribe")
        equal(self.state("ada"), "active")
        mail = self.site.wait("the question",
                              lambda: self.site.find("ada", "no more of"))
        has(text_part(mail), "To end it", f"ada@{DOMAIN}")

    @says("The same word in an answer to an edition is a command, no comment, "
          "and asks too")
    def answered(self):
        letter = self.send("ada", clients.reply_address(self.third),
                           subject="Re: Courier", body="Unsubscribe.\n")
        equal(letter["kind"], "command")
        has(letter["story"], "answered by a leave mail")
        equal(self.state("ada"), "active")

    def way_out(self, mail):
        return re.search(r"mailto:([^>?]+)",
                         str(mail["List-Unsubscribe"])).group(1)

    @step("An empty mail to the List-Unsubscribe address ends the "
          "subscription")
    def leave(self):
        self.send("ada", self.way_out(self.third))
        equal(self.state("ada"), "gone")
        self.goodbye = self.site.wait(
            "the goodbye", lambda: self.site.find("ada", "unsubscribed"))

    @step("The goodbye undoes it by one mail, once, and old mails cannot end "
          "what begins then")
    def undo(self):
        found = re.findall(rf"\S+\+c\S+@{DOMAIN}", text_part(self.goodbye))
        equal(len(found), 1, "addresses that undo it")
        has(text_part(self.goodbye), "24 hours")
        self.send("ada", found[0])
        equal(self.state("ada"), "active")
        self.site.wait("the second welcome", lambda: len(
            [m for m in self.site.mails("ada")
             if "Welcome" in str(m["Subject"])]) == 2)
        letter = self.send("ada", self.way_out(self.third), body="once more")
        equal(self.state("ada"), "active")
        lacks(letter["story"], "is gone")
        self.send("ada", self.way_out(self.site.find("ada", "Welcome")))
        equal(self.state("ada"), "gone")
        letter = self.send("ada", found[0], subject="again")
        has(letter["story"], "used already")
        equal(self.state("ada"), "gone")

    @says("Whoever unsubscribed gets no further edition")
    def no_further(self):
        self.site.article("more.txt", SECOND.replace("tram", "ferry"))
        self.site.build()
        self.site.wait("edition 4", lambda: self.site.find("bo", "#4"))
        self.site.wait("its end", self.site.delivered)
        equal(self.site.find("ada", "#4"), None)

    @says("Whoever unsubscribes after an edition is frozen does not get that "
          "one either, and the audit adds up")
    def frozen(self):
        s = self.site
        s.postbag("subscriber", "add", "courier", f"cleo@{DOMAIN}")
        s.stop()
        s.article("last.txt", THIRD.replace("market", "fair"))
        s.build()
        s.postbag("subscriber", "remove", "courier", f"cleo@{DOMAIN}")
        s.run()
        s.wait("edition 5", lambda: s.find("bo", "#5"))
        s.wait("its end", s.delivered)
        equal(s.find("cleo", "#5"), None)
        row = s.rows("audit", "courier", "5")[0]
        equal((row["accepted"], row["suppressed"], row["adds_up"]),
              (1, 1, True))

    @says("A stranger's help mail is not answered")
    def stranger(self):
        n = len(self.site.mails("dag"))
        letter = self.send("dag", f"courier@{DOMAIN}", subject="help")
        has(letter["story"], "only subscribers are")
        equal(len(self.site.mails("dag")), n, "mails")

    @says("CSV goes in and comes out, quotes and commas in names kept")
    def csv_file(self):
        path = os.path.join(self.site.folder, "in.csv")
        rows = [("dag@courier.test", 'Dag "the Rower" Olsen, jr.'),
                ("emil@courier.test", "Émil Øst")]
        with open(path, "w", newline="", encoding="utf-8") as f:
            csv.writer(f).writerows([("name", "email")]
                                    + [(n, a) for a, n in rows])
        has(self.site.postbag("subscriber", "import", "courier", path).stdout,
            "2 subscribed")
        out = self.site.postbag("subscriber", "export", "courier").stdout
        found = {r["address"]: r for r in csv.DictReader(io.StringIO(out))}
        for address, name in rows:
            equal((found[address]["name"], found[address]["state"]),
                  (name, "active"))
        equal(found[f"ada@{DOMAIN}"]["state"], "gone")
        again = self.site.postbag("subscriber", "import", "courier", path)
        has(again.stdout, "0 subscribed", "2 known already")

    @says("Whoever left does not come back by a CSV that was exported and "
          "imported")
    def round_trip(self):
        s = self.site
        path = os.path.join(s.folder, "out.csv")
        with open(path, "w") as f:
            f.write(s.postbag("subscriber", "export", "courier").stdout)
        before = s.rows("subscriber", "export", "courier")
        store = s.store
        s.change(store, store + ".new")
        s.postbag("store", "upgrade")
        has(s.postbag("subscriber", "import", "courier", path).stdout,
            "kept as not active")
        after = s.rows("subscriber", "export", "courier")
        s.change(store + ".new", store)
        kept = [r for r in before if r["state"] != "pending"]
        equal(sorted(r["address"] + r["state"] for r in after),
              sorted(r["address"] + r["state"] for r in kept), "subscribers")
        true(any(r["state"] == "gone" for r in after), "somebody has left")

    @says("A CSV's bad lines are named with file and line, its good ones "
          "taken")
    def bad_csv(self):
        path = os.path.join(self.site.folder, "bad.csv")
        with open(path, "w", encoding="utf-8") as f:
            f.write('address,name\nnot an address,X\ncleo@courier.test,Cleo\n'
                    '"x@courier.test\r\nBcc: y@courier.test",Y\n')
        done = self.site.postbag("subscriber", "import", "courier", path,
                                 check=False)
        equal(done.returncode, 65, "exit code")
        has(done.stderr, f"{path}:2: ", f"{path}:4: ")
        lacks(self.site.postbag("subscriber", "export", "courier").stdout,
              "Bcc")

    @says("`postbag subscriber remove` ends a subscription, an unknown one is "
          "an error")
    def remove(self):
        self.site.postbag("subscriber", "remove", "courier", f"dag@{DOMAIN}")
        equal(self.state("dag"), "gone")
        done = self.site.postbag("subscriber", "remove", "courier",
                                 "nobody@courier.test", check=False)
        true(done.returncode != 0, "exit code")
