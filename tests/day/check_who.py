"""Who wrote it: token, From and what the border found out (T-01, T-03, T-04).

The mail comes from a Maildir, as an MTA would have written it: with Received
and Authentication-Results of a border that is part of this test.
"""
import itertools
import os
import re

import clients
from check_subscribe import plain
from paper import DOMAIN, Site, text_part
from topic import SiteTopic, equal, has, lacks, says, step, true

ARTICLE = ("The bridge is painted\n\nThe bridge is painted green again. The "
           "painters begin on Monday.\n")
AUTH = """auth = {{
  authserv_ids = "mx.{domain}";
  border_received_by = ( "mx.{domain}", "imap.{domain}" );
  border_depth = 2;
}};
""".format(domain=DOMAIN)
FORGED = "the sender's domain says that this mail is forged"
UNPROVEN = "nothing proves that the sender's domain sent this mail"
OTHER = "the letter comes from another address than the edition went to"
TOKENLESS = "it answers no edition by its address: it has no token"
FINDINGS = {
    "pass": f"dkim=pass header.d={DOMAIN}; dmarc=pass header.from={DOMAIN}",
    "spf": f"spf=pass smtp.mailfrom=x@{DOMAIN}; dmarc=none "
           f"header.from={DOMAIN}",
    "fail": f"spf=fail smtp.mailfrom=x@{DOMAIN}; dmarc=fail (p=reject) "
            f"header.from={DOMAIN}",
    "home": "dkim=pass header.d=home.example; dmarc=pass "
            "header.from=home.example",
    "absent": None,
}


def stamped(mail, finding):
    """`mail` as the border hands it on, with what a forger put below that."""
    found = FINDINGS[finding]
    head = f"Received: from mx.{DOMAIN} by imap.{DOMAIN} with LMTP; Mon\r\n"
    if found:
        head += f"Authentication-Results: mx.{DOMAIN};\r\n\t{found}\r\n"
    head += (f"Received: from out.example (out.example [192.0.2.1])\r\n"
             f"\tby mx.{DOMAIN} (Postfix) with ESMTPS; Mon\r\n"
             "Received: from pc by out.example; Mon\r\n"
             f"Authentication-Results: mx.{DOMAIN}; {FINDINGS['pass']}\r\n")
    return head.encode() + mail.as_bytes()


def address_of(user):
    return f"{user}@{DOMAIN}"


class Check(SiteTopic):
    def set_up(self):
        s = self.site = Site(self.program, queue_at=1)
        s.start_servers()
        s.prepare()
        self.maildir = os.path.join(s.folder, "maildir")
        self.count = 0
        for name in ("", "/new", "/cur", "/tmp"):
            os.mkdir(self.maildir + name)
        with open(s.config) as f:
            text = f.read()
        text = re.sub(r"(?s)mailboxes = \(.*?\);\n\n", "mailboxes = ( { name ="
                      f' "here"; type = "maildir"; path = "{self.maildir}"; '
                      'poll = "1s"; } );\n\n', text, count=1)
        with open(s.config, "w") as f:
            f.write(text)
        for user in ("ada", "bo", "cleo", "emil"):
            s.postbag("subscriber", "add", "courier", address_of(user),
                      "--name", user.capitalize())
        s.article("bridge.txt", ARTICLE)
        s.run()
        self.first = {u: s.wait("edition 1", lambda u=u: s.find(u, "#1"))
                      for u in ("ada", "bo", "cleo", "emil")}

    def again(self, *changes):
        """Go on with another configuration."""
        self.site.stop()
        for old, new in changes:
            self.site.change(old, new)
        self.site.postbag("check")
        self.site.run()

    def drop(self, mail, finding="pass"):
        self.count += 1
        name = f"{self.count}.test.host"
        with open(f"{self.maildir}/tmp/{name}", "wb") as f:
            f.write(stamped(mail, finding))
        os.rename(f"{self.maildir}/tmp/{name}", f"{self.maildir}/new/{name}")

    def take(self, *mails):
        """Let all of (mail, finding) come in; the letters, in order."""
        n = len(self.site.letters())
        for mail, finding in mails:
            self.drop(mail, finding)
            n += 1
            self.site.wait("the letter",
                           lambda n=n: len(self.site.letters()) >= n)
        return sorted(self.site.letters(),
                      key=lambda l: l["id"])[-len(mails):]

    def one(self, mail, finding="pass"):
        return self.take((mail, finding))[0]

    def token_of(self, user):
        return clients.reply_address(self.first[user])

    def letter(self, sender, to, body, **fields):
        return plain(sender, to, subject="Re: The Harbour Courier", body=body,
                     **fields)

    def comments(self, letter):
        return [c for c in self.site.rows("comment", "list")
                if c["letter"] == letter["id"]]

    def asked(self, user, subject):
        return [m for m in self.site.mails(user)
                if subject in str(m["Subject"])]

    def receipts(self, user):
        return [m for m in self.site.mails(user)
                if "What became of your answer" in text_part(m)]

    def action(self, mail):
        found = re.findall(rf"\S+\+c\S+@{DOMAIN}", text_part(mail))
        equal(len(found), 1, "addresses with a token in the body")
        token = found[0].split("+")[1].split("@")[0]
        for name, value in mail.items():
            lacks(f"{name}: {value}", token)
        return found[0]

    # -- nothing is configured -----------------------------------------------
    @says("Without auth no Authentication-Results are read: token and From "
          "count, whatever stands in the mail")
    def off(self):
        body = "The old green was better."
        letter = self.one(self.letter(address_of("emil"),
                                      self.token_of("emil"), body), "fail")
        comment = self.comments(letter)[0]
        true(comment["author"] != "Reader", "the reader's name is printed")
        equal((comment["verified"], comment["doubt"], comment["state"]),
              (True, "", "held"))
        lacks(letter["story"], "dmarc")

    @step("auth needs both names and hosts, and editors need auth; then the "
          "service goes on with it")
    def configured(self):
        s = self.site
        for text, words in (
                ('auth = { authserv_ids = "mx"; };\n', "border_received_by"),
                ('auth = { border_received_by = "mx"; };\n',
                 "authserv_ids")):
            s.change("lists = (", text + "lists = (")
            done = s.postbag("check", check=False)
            equal(done.returncode, 78, "exit code")
            has(done.stdout + done.stderr, words)
            s.change(text, "")
        self.again(("lists = (", AUTH + "lists = ("),
                   ("  admins =", f'  editors = "{address_of("desk")}";\n'
                    "  admins ="),
                   (f'moderators = [ "{address_of("desk")}" ]',
                    f'moderators = [ "{address_of("desk")}", '
                    f'"{address_of("emil")}" ]'))

    @step("A subscriber's answer whose subject is a machine's waits for a "
          "moderator; one that a machine marked is dropped")
    def named_like_a_machine(self):
        letters = self.take(*[
            (plain(address_of("emil"), self.token_of("emil"), body=body,
                   subject="Out of office: the mayor must go", **fields), "pass")
            for body, fields in (
                ("He was never at the bridge.", {}),
                ("I am away until Monday.",
                 {"Auto-Submitted": "auto-replied"}))])
        comment = self.comments(letters[0])[0]
        equal(comment["state"], "held")
        has(comment["doubt"], "are those of a machine's mail")
        equal(letters[1]["kind"], "auto")
        equal(self.comments(letters[1]), [])

    # -- T-01 ----------------------------------------------------------------
    @step("T-01: of {token: the author's, none, another's} x {From: the "
          "subscriber, a stranger} x {border: pass, fail, silent} one is "
          "verified, and each other is held with its doubt, or junk")
    def table(self):
        tokens = {"ada's": self.token_of("ada"),
                  "none": address_of("courier"), "bo's": self.token_of("bo")}
        expected = {
            ("ada's", "ada", "pass"): "verified",
            ("ada's", "ada", "fail"): FORGED,
            ("ada's", "ada", "absent"): UNPROVEN,
            ("none", "ada", "fail"): FORGED,
            ("none", "ada", "absent"): f"{TOKENLESS}; {UNPROVEN}",
        }
        cells = list(itertools.product(tokens, ("ada", "dag"),
                                       ("pass", "fail", "absent")))
        letters = self.take(*[
            (self.letter(address_of(sender), tokens[token],
                         f"Cell {i} has its own words."), finding)
            for i, (token, sender, finding) in enumerate(cells)])
        n_verified = 0
        for cell, letter in zip(cells, letters):
            token, sender, finding = cell
            wanted = expected.get(cell)
            if not wanted and token == "none":
                wanted = TOKENLESS if sender == "ada" else "junk"
            elif not wanted:
                wanted = {"fail": FORGED, "pass": OTHER,
                          "absent": f"{OTHER}; {UNPROVEN}"}[finding]
            found = self.comments(letter)
            if wanted == "junk":
                equal((len(found), letter["kind"]), (0, "junk"), f"{cell}")
                continue
            equal(len(found), 1, f"comments of {cell}")
            equal(found[0]["state"], "held", f"{cell}")
            equal(found[0]["verified"], wanted == "verified", f"{cell}")
            n_verified += found[0]["verified"]
            doubt = "" if wanted == "verified" else wanted
            true(found[0]["doubt"] in (doubt, doubt + "; it does not tell "
                                       "which article is meant"),
                 f"{cell}: {found[0]['doubt']!r} for {doubt!r}")
            if finding != "absent":
                has(letter["story"], "mx.courier.test says")
        equal(n_verified, 1, "verified ones")

    @says("The story names what the border said")
    def story(self):
        stories = "\n".join(l["story"] for l in self.site.letters())
        has(stories, "pass dmarc: mx.courier.test says dmarc=pass for "
            "courier.test", "fail: mx.courier.test says dmarc=fail",
            "unauth: no results of our border's are in it")

    @says("The owner of each token is asked once about the stranger's address, "
          "nobody about another reader's, and the stranger hears nothing")
    def asked_once(self):
        for user in ("ada", "bo"):
            self.site.wait(f"the question to {user}", lambda u=user:
                           self.asked(u, "Is this address yours"))
            mails = self.asked(user, "Is this address yours")
            equal(len(mails), 1, f"questions to {user}")
            has(text_part(mails[0]), address_of("dag"))
            lacks(mails[0].as_string(), "has its own words", "In-Reply-To")
        equal(len(self.site.mails("dag")), 0, "mails to the stranger")

    # -- another address -----------------------------------------------------
    @step("A letter with a reader's token from another address is held, and "
          "its owner is asked, with the token in the body only")
    def other_address(self):
        self.home = "cleo@home.example"
        letter = self.one(self.letter(self.home, self.token_of("cleo"),
                                      "Green suits the harbour."), "home")
        self.first_from_home = self.comments(letter)[0]
        equal((self.first_from_home["verified"],
               self.first_from_home["doubt"],
               self.first_from_home["author"]), (False, OTHER, "Reader"))
        self.site.wait("the question", lambda: self.asked("cleo", "Is this"))
        self.question = self.asked("cleo", "Is this")[0]
        has(text_part(self.question), self.home)
        self.yes = self.action(self.question)

    @says("T-09: an auto-responder's answer to the question confirms nothing, "
          "even without its marks")
    def responder(self):
        for to in (address_of("courier"),
                   str(self.question["Return-Path"]).strip("<>")):
            body = ("I am away.\n\n> " + text_part(self.question)
                    .replace("\n", "\n> "))
            self.one(plain(address_of("cleo"), to, body=body,
                           subject="Re: " + str(self.question["Subject"]),
                           In_Reply_To=str(self.question["Message-ID"])))
        rows = self.site.rows("subscriber", "show", address_of("cleo"))
        equal(rows[0]["addresses"], [address_of("cleo")])

    @step("An empty mail to the question's address makes the other one the "
          "reader's, and what came from there is verified")
    def linked(self):
        letter = self.one(plain(self.home, self.yes), "absent")
        has(letter["story"], "one more of reader")
        rows = self.site.rows("subscriber", "show", self.home)
        equal((rows[0]["address"], rows[0]["addresses"]),
              (address_of("cleo"), [address_of("cleo"), self.home]))
        comment = [c for c in self.site.rows("comment", "list")
                   if c["id"] == self.first_from_home["id"]][0]
        equal((comment["verified"], comment["doubt"], comment["state"]),
              (True, "", "held"))

    @says("T-11: it works once")
    def once(self):
        letter = self.one(plain(self.home, self.yes, subject="again"), "absent")
        has(letter["story"], "used already")

    @says("A later letter from there is as good as one from the subscribed "
          "address: it wants the border's word too")
    def later(self):
        letter = self.one(self.letter(self.home, self.token_of("cleo"),
                                      "And red would not."), "absent")
        equal(self.comments(letter)[0]["doubt"], UNPROVEN)
        equal(len(self.asked("cleo", "Is this")), 1, "questions")

    @says("Whoever says no has the comment marked, and the address stays a "
          "stranger's")
    def disowned(self):
        sender = "imposter@home.example"
        letter = self.one(self.letter(sender, self.token_of("cleo"),
                                      "Burn the bridge."), "home")
        self.site.wait("the question",
                       lambda: len(self.asked("cleo", "Is this")) > 1)
        no = self.action(self.asked("cleo", "Is this")[-1])
        self.one(plain(address_of("cleo"), no, body="No.\n"))
        equal(self.comments(letter)[0]["doubt"],
              "its reader says that it is not theirs")
        equal(self.site.rows("subscriber", "show", sender), [])

    @says("T-09: a plain yes counts when it answers the question, comes from "
          "the subscribed address, and the border proves that")
    def plain_yes(self):
        home = "bo@home.example"
        self.one(self.letter(home, self.token_of("bo"), "From my desk."),
                 "home")
        self.site.wait("the question",
                       lambda: len(self.asked("bo", "Is this")) > 1)
        question = self.asked("bo", "Is this")[-1]
        has(text_part(question), home)
        quote = "\n> ".join(text_part(question).splitlines())

        def answer(sender, words, finding):
            return self.one(plain(
                sender, address_of("courier"), body=f"{words}\n\n> {quote}",
                subject="Re: " + str(question["Subject"]),
                In_Reply_To=str(question["Message-ID"])), finding)

        for sender, words, finding, why in (
                (address_of("bo"), "Yes", "absent", "nothing proves"),
                (address_of("bo"), "Yes", "spf", "nothing proves"),
                (address_of("bo"), "Yes", "fail", "nothing proves"),
                (address_of("dag"), "Yes", "pass", "another address"),
                (address_of("bo"), "I am away.\nYes", "pass", "neither")):
            letter = answer(sender, words, finding)
            equal((letter["kind"], self.comments(letter)), ("junk", []))
            has(letter["story"], "answers a notice of ours", why)
        equal(self.site.rows("subscriber", "show", home), [])
        has(answer(address_of("bo"), "Yes!", "pass")["story"],
            "one more of reader")
        equal(self.site.rows("subscriber", "show", home)[0]["addresses"],
              [address_of("bo"), home])

    # -- T-03 ----------------------------------------------------------------
    @says("T-03: the word unsubscribe ends nothing, from whomever: the "
          "subscribed address is asked, and only it")
    def unsubscribe(self):
        for sender, to, finding in (
                ("emil", address_of("courier"), "absent"),
                ("ada", address_of("courier"), "pass"),
                ("dag", self.token_of("emil"), "pass"),
                ("emil", address_of("courier"), "fail"),
                ("dag", self.token_of("emil"), "fail")):
            letter = self.one(plain(address_of(sender), to, subject="Re: x"
                                    if "+" in to else "unsubscribe",
                                    body="unsubscribe\n"), finding)
            equal(letter["kind"], "command")
            has(letter["story"], FORGED if finding == "fail"
                else "answered by a leave mail")
        self.one(plain(address_of("dag"), address_of("courier"),
                       subject="unsubscribe"))
        for user, n in (("emil", 2), ("ada", 1)):
            equal(self.site.rows("subscriber", "show",
                                 address_of(user))[0]["state"], "active")
            self.site.wait("the questions", lambda u=user, n=n:
                           len(self.asked(u, "no more of")) >= n)
            equal(len(self.asked(user, "no more of")), n, "questions")
        equal(len(self.site.mails("dag")), 0, "mails to the stranger")

    @says("A command that its domain calls forged is not answered")
    def forged_command(self):
        for word in ("subscribe", "help"):
            letter = self.one(plain(address_of("dag"), address_of("courier"),
                                    subject=word), "fail")
            has(letter["story"], "not done", FORGED)
        equal(self.site.rows("subscriber", "show", address_of("dag")), [])
        equal(len(self.site.mails("dag")), 0, "mails")

    # -- editors -------------------------------------------------------------
    @says("An editor's mail is an article when it is proven, and nothing else")
    def editors(self):
        body = "The ferry\n\nThe ferry sails again from May on."
        for finding, kind in (("pass", "article"), ("absent", "junk"),
                              ("fail", "junk"), ("spf", "junk")):
            letter = self.one(plain(address_of("desk"), address_of("courier"),
                                    subject="The ferry", body=body), finding)
            equal(letter["kind"], kind, finding)
            has(letter["story"], "no article is made of mail yet"
                if kind == "article" else "nothing proves that it is theirs")

    # -- T-04 ----------------------------------------------------------------
    @says("T-04: of 48 {token} x {border} x {From} one decides")
    def moderators(self):
        s = self.site
        queue = s.wait("the queue", lambda: s.find("desk", "to decide"))
        right = clients.reply_address(queue)
        token = right.split("+m")[1].split("@")[0]
        wrong = right.replace(token, token[::-1])
        cells = list(itertools.product(
            (right, wrong, address_of("courier"), self.token_of("bo")),
            ("pass", "spf", "fail", "absent"), ("desk", "emil", "dag")))
        equal(len(cells), 48)
        cells.sort(key=lambda c: c == (right, "pass", "desk"))
        before = {c["id"]: c["state"] for c in s.rows("comment", "list")}
        for i, (to, finding, sender) in enumerate(cells):
            if i == len(cells) - 1:
                s.wait("the others", lambda: len(s.letters("decision")) >= 11)
                now = {c["id"]: c["state"] for c in s.rows("comment", "list")}
                equal([i for i in before if now[i] != before[i]], [])
            mail = clients.decisions(address_of(sender), queue,
                                     f'r 1 off-topic "{i}"')
            mail.replace_header("To", to)
            self.drop(mail, finding)
        s.wait("the one", lambda: [
            c for c in s.rows("comment", "list") if c["state"] == "rejected"])
        equal(len([c for c in s.rows("comment", "list")
                   if c["state"] == "rejected"]), 1, "decisions")
        s.wait("the receipt", lambda: self.receipts("desk"))
        equal(len(self.receipts("desk")), 1, "receipts")
        has(text_part(self.receipts("desk")[0]), "done 1, not done 0")
        equal(len(self.receipts("emil")), 0, "receipts")

    # -- tokenless -----------------------------------------------------------
    def tokenless(self, words, finding="absent"):
        edition = text_part(self.first["emil"]).splitlines()
        quote = "\n".join("> " + line for line in edition)
        return self.one(self.letter(address_of("emil"), address_of("courier"),
                                    f"{words}\n\n{quote}\n"), finding)

    @says("A letter without a token that quotes an edition is held on the "
          "edition's article")
    def held_tokenless(self):
        comment = self.comments(self.tokenless("Why not blue?"))[0]
        equal((comment["doubt"], comment["title"]),
              (f"{TOKENLESS}; {UNPROVEN}", "The bridge is painted"))

    @step("With tokenless = \"confirm\" it waits for its author's word, and "
          "no moderator sees it")
    def confirm_tokenless(self):
        self.again(("  admins =", '  tokenless = "confirm";\n  admins ='))
        self.waiting = self.tokenless("Or yellow?")
        equal(self.comments(self.waiting)[0]["state"], "received")
        self.site.wait("the question",
                       lambda: self.asked("emil", "Is this letter yours"))
        self.word = self.action(self.asked("emil", "Is this letter yours")[0])
        lacks(self.asked("emil", "Is this letter")[0].as_string(), "yellow")

    @says("The author's word makes it a verified one that is held")
    def confirmed_tokenless(self):
        self.one(plain(address_of("emil"), self.word), "absent")
        comment = self.comments(self.waiting)[0]
        equal((comment["state"], comment["verified"], comment["doubt"]),
              ("held", True, ""))

    @says("A forged one is held and marked, and asks nobody")
    def forged_tokenless(self):
        letter = self.tokenless("Or black?", "fail")
        equal(self.comments(letter)[0]["doubt"], FORGED)
        equal(len(self.asked("emil", "Is this letter yours")), 1, "questions")

    @says("With tokenless = \"drop\" it is junk")
    def drop_tokenless(self):
        self.again(('tokenless = "confirm"', 'tokenless = "drop"'))
        letter = self.tokenless("Or white?")
        equal((letter["kind"], self.comments(letter)), ("junk", []))

    # -- strangers -----------------------------------------------------------
    @step("With strangers = \"confirm\" a stranger is asked by a mail without "
          "a word of the letter, and a forged one is not")
    def stranger(self):
        self.again(("  admins =", '  strangers = "confirm";\n  admins ='))
        before = len(self.site.mails("dag"))
        letter = self.one(self.letter(address_of("dag"), address_of("courier"),
                                      "Or brown?"), "fail")
        equal((letter["kind"], self.comments(letter)), ("junk", []))
        self.waiting = self.one(self.letter(
            address_of("dag"), address_of("courier"), "Or orange?"))
        equal(self.comments(self.waiting)[0]["state"], "received")
        self.site.wait("the question",
                       lambda: self.asked("dag", "Is this letter yours"))
        equal(len(self.site.mails("dag")), before + 1, "mails")
        lacks(self.asked("dag", "Is this letter")[0].as_string(), "orange")

    @says("The stranger's word brings it before the moderators, marked")
    def newcomer(self):
        word = self.action(self.asked("dag", "Is this letter yours")[0])
        self.one(plain(address_of("dag"), word), "absent")
        comment = self.comments(self.waiting)[0]
        equal((comment["state"], comment["verified"]), ("held", True))
        has(comment["doubt"], "its writer is no subscriber")
