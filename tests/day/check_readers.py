"""What readers hear of their letters, and what they can do about them.

Held, corrected, rejected, appealed, decided by another moderator; taken back
before and after the freeze; and all of what must not work (T-01, T-03 to T-06,
T-08, T-11, T-42).
"""
import os

import clients
from check_who import AUTH, stamped
from paper import DOMAIN, HERE, html_part, text_part
from press import Press
from topic import SiteTopic, equal, has, lacks, says, step, true

ADA, BO, CLEO, DAG = (f"{n} <{n.lower()}@{DOMAIN}>"
                      for n in ("Ada", "Bo", "Cleo", "Dag"))
WORDS = "I have waited for this for thirty years. At last!"
BETTER = ("I have waited for this for twenty years, not thirty.\n\nA roof now "
          "is worth more than a hall later.")
BLATT = """, {{
  name = "blatt";
  title = "Das Hafenblatt";
  address = "blatt@{domain}";
  reply_address = "blatt+{{token}}@{domain}";
  language = "de";
  zone = "Europe/Oslo";
  daily_at = "00:00";
  moderators = [ "desk@{domain}", "night@{domain}" ];
  admins = "boss@{domain}";
  queue = {{ at_most_every = "1h"; at = 1; }};
}} );
""".format(domain=DOMAIN)


class Check(SiteTopic):
    def set_up(self):
        s = self.site = Press(self.program)
        s.prepare()
        s.change(f'moderators = [ "desk@{DOMAIN}" ]',
                 f'moderators = [ "desk@{DOMAIN}", "night@{DOMAIN}" ]')
        s.change(f'admins = "desk@{DOMAIN}"', f'admins = "boss@{DOMAIN}"')
        s.change("at = 4; };\n} );", "at = 1; };\n}" + BLATT)
        with open(s.config, "a") as f:
            f.write(AUTH)
        s.postbag("check")
        s.subscribe()
        s.postbag("subscriber", "import", "blatt", HERE + "/subscribers.csv")
        folder = os.path.join(HERE, "articles")
        for name in sorted(os.listdir(folder)):
            s.postbag("article", "add", "courier", os.path.join(folder, name))
        s.publish()
        self.edition = {u: s.got(u)[0] for u in ("ada", "bo", "cleo", "dag")}

    # -- what people do ---------------------------------------------------
    def come_in(self, *mails, finding="pass"):
        self.site.edit(*[stamped(m, finding) for m in mails])
        self.site.send_out()

    def write(self, user, words, item=0, finding="pass", edition=None):
        """A comment on an article; its row."""
        reader = f"{user.title()} <{user}@{DOMAIN}>"
        self.come_in(clients.apple_item_address(
            reader, edition or self.edition[user], item, words),
            finding=finding)
        return self.site.rows("comment", "list")[-1]

    def last(self, user, subject):
        found = self.site.got(user, subject)
        true(found, f"{user} got a mail with {subject!r}; there are "
             f"{[str(m['Subject']) for m in self.site.got(user)]}")
        return found[-1]

    def answer(self, reader, mail, words, finding="pass"):
        answer = clients.one_line(reader, mail, words)
        answer["References"] = f"{mail['References']} {mail['Message-ID']}"
        self.come_in(answer, finding=finding)
        return answer

    def decide(self, who, words):
        """`who` answers the newest queue."""
        self.come_in(clients.decisions(f"{who} <{who}@{DOMAIN}>",
                                       self.queues(who)[-1], words))
        return self.receipt(who)

    def queues(self, who):
        return [m for m in self.site.got(who, "to decide")
                if not str(m["Subject"]).startswith("Re:")]

    def receipt(self, who):
        return [t for t in map(text_part, self.site.got(who))
                if "What became of your answer" in t][-1]

    def later(self, seconds=86400):
        """As if decisions had stood for so long, and mails had come before."""
        s = self.site
        s.sql("UPDATE tellings SET waits_since = waits_since - ?"
              " WHERE waits_since IS NOT NULL", seconds)
        s.edit()
        s.send_out()

    def rest(self):
        """As if all mails and letters so far had been two days ago."""
        self.site.sql("UPDATE comments SET received_at = received_at - 172800")
        self.site.sql("UPDATE deliveries SET planned_at = planned_at - 172800"
                      " WHERE edition IS NULL")

    def comment(self, number):
        return self.site.rows("comment", "show", str(number))[0]

    def state(self, number):
        return self.comment(number)["state"]

    def n_mails(self):
        return len(self.site.sink.mails)

    def in_thread(self, mail, of):
        equal(str(mail["In-Reply-To"]), str(of), "In-Reply-To")
        true(str(of) in str(mail["References"]), "it is in the thread")
        equal(str(mail["Auto-Submitted"]), "auto-replied")

    # -- the way of one letter --------------------------------------------
    @step("A held letter is acknowledged once, in its thread, with its words "
          "and an address of its own")
    def acknowledged(self):
        self.first = self.write("ada", WORDS)
        equal(self.first["state"], "held")
        ack = self.ack = self.last("ada", "your letter came")
        has(text_part(ack), "> " + WORDS, "withdraw", "correct", "tell")
        letter = self.site.rows("letter", "list")[-1]
        self.in_thread(ack, f"<{letter['message_id']}>")
        true("+a" in str(ack["Reply-To"]), ack["Reply-To"])
        true(str(ack["Reply-To"]) not in str(self.edition["ada"]),
             "an address that no edition has")
        equal(len(self.site.got("ada", "your letter came")), 1)

    @step("correct takes the letter's place, held, and an old queue mail "
          "cannot approve words that it does not show (T-42)")
    def corrected(self):
        s = self.site
        answer = self.answer(ADA, self.ack, "correct\n\n" + BETTER)
        equal(self.state(self.first["id"]), "withdrawn")
        row = s.rows("comment", "list")[-1]
        self.second = row["id"]
        equal((row["state"], row["text"], row["article"], row["author"]),
              ("held", BETTER, self.first["article"], "Ada"))
        has(self.comment(self.second)["doubt"],
            f"corrected comment {self.first['id']}")
        told = self.last("ada", "your correction came")
        self.in_thread(told, answer["Message-ID"])
        has(text_part(told), "> I have waited for this for twenty years")
        queue = self.queues("desk")[0]
        s.sql("UPDATE queues SET sent_at = sent_at - 7200")
        has(text_part(queue), WORDS)
        s.edit(stamped(clients.decisions(f"Desk <desk@{DOMAIN}>", queue,
                                         "a 1"), "pass"))
        equal([c["state"] for c in s.rows("comment", "list")],
              ["withdrawn", "held"])
        self.later()
        has(text_part(self.queues("desk")[-1]), "twenty years")

    @step("A rejection is told when it has stood, with its section of the FAQ, "
          "the moderator's words, the letter and how to appeal")
    def rejected(self):
        s = self.site
        self.decide("desk", f'r 1 off-topic "The roof is another article."')
        equal(self.state(self.second), "rejected")
        equal(s.got("ada", "not accepted"), [], "told too early")
        self.later()
        letter = self.letter = self.last("ada", "not accepted")
        has(text_part(letter), "off-topic. It is about something else",
            "A comment belongs to the article that it stands under",
            "    The roof is another article.", "> I have waited",
            "appeal", "faq")
        lacks(text_part(letter), "desk@", "It advertises")
        self.later()
        equal(len(s.got("ada", "not accepted")), 1)

    @step("appeal brings it before another moderator, with the earlier "
          "decision and the reader's words, and not before the first one")
    def appealed(self):
        s = self.site
        answer = self.answer(ADA, self.letter,
                             "appeal\n\nThe article is about that very roof.")
        told = self.last("ada", "done as you asked")
        self.in_thread(told, answer["Message-ID"])
        has(text_part(told), "Another moderator")
        equal(self.state(self.second), "held")
        s.sql("UPDATE queues SET sent_at = sent_at - 7200")
        n = len(self.queues("desk"))
        s.edit()
        s.send_out()
        queue = text_part(self.queues("night")[-1])
        has(queue, f"APPEAL: rejected by desk@{DOMAIN}: off-topic",
            "> The article is about that very roof.", "twenty years")
        equal(len(self.queues("desk")), n, "queues of the first one")

    @says("The moderator who rejected it cannot decide, by an old queue "
          "or a new one (T-42)")
    def not_the_first(self):
        queue = self.queues("desk")[-1]
        self.come_in(clients.decisions(f"Desk <desk@{DOMAIN}>", queue, "a 1"))
        has(self.receipt("desk"), "somebody else")
        equal(self.state(self.second), "held")

    @step("The other moderator's decision is told and counted")
    def overturned(self):
        self.decide("night", "a 1")
        equal(self.state(self.second), "approved")
        self.later()
        told = self.last("ada", "was approved")
        has(text_part(told), "You objected", "edition 2", "> I have waited")
        rows = self.site.rows("comment", "appeals")
        equal([(r["comment"], r["outcome"], r["rejected_by"]) for r in rows],
              [(self.second, "overturned", f"desk@{DOMAIN}")])

    @says("Whoever appeals again, or appeals what is approved, is told so, and "
          "nothing changes")
    def appealed_again(self):
        self.answer(ADA, self.letter, "Appeal!\nOnce more.")
        has(text_part(self.last("ada", "nothing was changed")), "before")
        equal(self.state(self.second), "approved")

    # -- taking back -------------------------------------------------------
    @step("withdraw before the freeze is silent: the edition has neither the "
          "letter nor a line")
    def withdrawn_before(self):
        s = self.site
        self.rest()
        row = self.write("bo", "I take this back.", 1)
        self.bo_ack = self.last("bo", "your letter came")
        s.postbag("comment", "approve", str(row["id"]))
        self.answer(BO, self.bo_ack, "Withdraw.")
        equal(self.state(row["id"]), "withdrawn")
        has(text_part(self.last("bo", "done as you asked")),
            "will not be printed")
        s.publish()
        second = text_part(self.last("bo", "#2"))
        has(second, "twenty years")
        lacks(second, "I take this back", "CHANGES")
        equal(s.got("bo", "was approved"), [], "told of what was taken back")

    @step("withdraw after the freeze leaves one line in the next edition, text "
          "and HTML, once")
    def withdrawn_after(self):
        s = self.site
        self.edition["ada"] = self.last("ada", "#2")
        self.answer(ADA, self.last("ada", "was approved"), "withdraw")
        equal(self.state(self.second), "withdrawn")
        has(text_part(self.last("ada", "done as you asked")),
            "the next edition says")
        row = self.write("cleo", "Another letter.", 1)
        s.postbag("comment", "approve", str(row["id"]))
        s.publish()
        third = self.last("ada", "#3")
        for part in (text_part(third), html_part(third)):
            flat = " ".join(part.split())
            has(flat, "CHANGES SINCE THE LAST EDITION",
                "Withdrawn: a letter on")
            lacks(flat, "twenty years", "Ada")
            equal(flat.count("Withdrawn:"), 1)
        row = self.write("cleo", "One more letter.", 1)
        s.postbag("comment", "approve", str(row["id"]))
        s.publish()
        lacks(text_part(self.last("ada", "#4")), "CHANGES")
        self.cleo = row["id"]

    @step("A printed letter that is corrected stays until its correction is "
          "approved; the edition that prints it says so")
    def corrected_after(self):
        s = self.site
        self.rest()
        ack = self.last("cleo", "your letter came")
        self.answer(CLEO, ack, "correct\nOne more letter, spelled well.")
        new = s.rows("comment", "list")[-1]["id"]
        equal((self.state(self.cleo), self.state(new)), ("published", "held"))
        row = self.write("dag", "Something else.", 2)
        s.postbag("comment", "approve", str(row["id"]))
        s.publish()
        lacks(text_part(self.last("ada", "#5")), "CHANGES", "spelled well")
        s.postbag("comment", "approve", str(new))
        s.publish()
        sixth = " ".join(text_part(self.last("ada", "#6")).split())
        has(sixth, "CHANGES SINCE THE LAST EDITION",
            "Corrected: the letter of Cleo on", "spelled well")

    @says("tell brings word of one approval, with its edition; tell always of "
          "each; tell never of none")
    def told(self):
        s = self.site
        self.rest()
        for words, first, second in (("tell", 1, 0), ("Tell always!", 1, 1),
                                     ("tell never", 0, 0)):
            n = len(s.got("dag", "was approved"))
            row = self.write("dag", f"About {words}", 2)
            self.answer(DAG, self.last("dag", "your letter came"), words)
            s.postbag("comment", "approve", str(row["id"]))
            self.later()
            equal(len(s.got("dag", "was approved")), n + first, words)
            row = self.write("dag", f"Once more about {words}", 2)
            s.postbag("comment", "approve", str(row["id"]))
            self.later()
            equal(len(s.got("dag", "was approved")), n + first + second, words)
            self.rest()
        has(text_part(self.last("dag", "was approved")), "edition 7")

    # -- what must not work ------------------------------------------------
    @says("T-01, T-04: nobody but its proven reader withdraws, corrects or "
          "appeals, whoever has the token")
    def forged(self):
        s = self.site
        self.rest()
        row = self.write("bo", "Mine alone.", 1)
        ack = self.last("bo", "your letter came")
        n = self.n_mails()
        for reader, finding in ((BO, "fail"), (BO, "absent"), (BO, "spf"),
                                (ADA, "pass"), (f"Eve <eve@{DOMAIN}>", "pass"),
                                (f"Bo <bo@{DOMAIN}>, Ada <ada@{DOMAIN}>",
                                 "pass")):
            for words in ("withdraw", "correct\nOthers' words.", "appeal"):
                self.answer(reader, ack, words, finding)
        equal(self.state(row["id"]), "held")
        equal([m for t, m in s.sink.mails[n:]], [], "mails (T-08)")

    @says("T-03: without the token the word alone ends nothing")
    def without_token(self):
        s = self.site
        ack = self.last("bo", "your letter came")
        mail = clients.one_line(BO, ack, "withdraw")
        del mail["To"]
        mail["To"] = f"courier@{DOMAIN}"
        self.come_in(mail)
        row = [c for c in s.rows("comment", "list")
               if c["text"] == "Mine alone."][-1]
        equal(row["state"], "held")

    @says("T-05: a reader gets five acknowledgements a day, and no more")
    def budget(self):
        self.rest()
        n = len(self.site.got("cleo", "your letter came"))
        for i in range(8):
            self.write("cleo", f"Letter {i} of today.", i % 3)
        equal(len(self.site.got("cleo", "your letter came")), n + 5)

    @says("T-06, T-08: a letter that nothing proves is held without a mail; no "
          "mail of ours has its words")
    def unproven(self):
        s = self.site
        self.rest()
        for finding in ("absent", "fail", "spf"):
            n = self.n_mails()
            row = self.write("bo", "XYZZY buy this", 1, finding)
            equal((row["state"], row["verified"]), ("held", False))
            s.postbag("comment", "reject", str(row["id"]), "--reason", "spam")
            self.later()
            equal([t for t, m in s.sink.mails[n:]
                   if not t.startswith(("desk", "night"))], [], finding)

    @says("T-11: the same mail twice, and a copy of it with another "
          "Message-ID, have their effect once")
    def twice(self):
        s = self.site
        self.rest()
        row = self.write("bo", "Say it once.", 1)
        ack = self.last("bo", "your letter came")
        mail = clients.one_line(BO, ack, "correct\nSaid once.")
        self.come_in(mail, mail)
        copy = clients.one_line(BO, ack, "withdraw")
        self.come_in(mail)
        rows = [c for c in s.rows("comment", "list") if c["text"]
                in ("Say it once.", "Said once.")]
        equal([c["state"] for c in rows], ["withdrawn", "held"])
        n = len(s.got("bo", "done as you asked"))
        self.come_in(copy, copy)
        equal(len(s.got("bo", "done as you asked")), n + 1)
        equal(self.state(rows[-1]["id"]), "withdrawn")

    @says("An auto-reply to our mail does nothing, and what is not understood "
          "is answered once")
    def machines(self):
        s = self.site
        self.rest()
        row = self.write("bo", "Quiet, please.", 1)
        ack = self.last("bo", "your letter came")
        n = self.n_mails()
        self.come_in(clients.out_of_office(BO, ack))
        equal(self.n_mails(), n)
        for words in ("Thank you!", "I withdraw my remark about you",
                      "Thanks again"):
            self.answer(BO, ack, words)
        equal(self.n_mails(), n + 1)
        has(text_part(self.last("bo", "nothing was changed")),
            "not understood")
        equal(self.state(row["id"]), "held")

    @says("A decision that is undone before it is told is not told")
    def undone(self):
        s = self.site
        self.rest()
        row = self.write("bo", "Reject me for a minute.", 1)
        s.postbag("comment", "reject", str(row["id"]), "--reason", "other")
        s.sql("UPDATE comments SET state = 1 WHERE id = ?", row["id"])
        n = self.n_mails()
        self.later()
        equal([t for t, m in s.sink.mails[n:] if t.startswith("bo")], [])

    @says("An appeal after its time changes nothing, and says so")
    def too_late(self):
        s = self.site
        self.rest()
        row = self.write("bo", "I will think about it.", 1)
        s.postbag("comment", "reject", str(row["id"]), "--reason", "too-long")
        self.later()
        letter = self.last("bo", "not accepted")
        s.sql("UPDATE comments SET decided_at = decided_at - 15 * 86400"
              " WHERE id = ?", row["id"])
        self.answer(BO, letter, "appeal\nToo late?")
        has(text_part(self.last("bo", "nothing was changed")), "is over")
        equal(self.state(row["id"]), "rejected")

    @says("An appeal that is rejected once more is final; the count says so")
    def upheld(self):
        s = self.site
        self.rest()
        row = self.write("bo", "Rejected twice.", 1)
        s.sql("UPDATE queues SET sent_at = sent_at - 7200")
        s.edit()
        s.send_out()
        queue = text_part(self.queues("night")[-1])
        number = queue.split("Rejected twice.")[0].rsplit("[", 1)[1]
        self.decide("night", f"r {number.split(']')[0]} abuse")
        self.later()
        self.answer(BO, self.last("bo", "not accepted"), "appeal\nWhy?")
        s.postbag("comment", "reject", str(row["id"]), "--reason", "abuse")
        self.later()
        letter = text_part(self.last("bo", "not accepted"))
        has(letter, "That is final")
        lacks(letter, "answer this mail with the word")
        outcomes = [r["outcome"] for r in s.rows("comment", "appeals")]
        equal(sorted(outcomes), ["overturned", "upheld"])
        self.answer(BO, self.last("bo", "not accepted"), "appeal\nAgain")
        equal(self.state(row["id"]), "rejected")

    @says("With one moderator an admin decides appeals, and the check of the "
          "configuration says when nobody can")
    def admins(self):
        s = self.site
        self.rest()
        two = f'moderators = [ "desk@{DOMAIN}", "night@{DOMAIN}" ]'
        s.change(two, f'moderators = [ "desk@{DOMAIN}" ]')
        lacks(s.postbag("check").stderr, "appeal")
        row = self.write("bo", "For the admin.", 1)
        s.sql("UPDATE queues SET sent_at = sent_at - 7200")
        s.edit()
        s.send_out()
        queue = text_part(self.queues("desk")[-1])
        number = queue.split("For the admin.")[0].rsplit("[", 1)[1]
        self.decide("desk", f"r {number.split(']')[0]} spam")
        self.later()
        self.answer(BO, self.last("bo", "not accepted"), "appeal\nPlease.")
        self.later()
        queue = text_part(self.queues("boss")[-1])
        has(queue, "For the admin.", "APPEAL:")
        equal(queue.count("\n["), 1, "items of the admin's queue")
        self.decide("boss", "a 1")
        equal(self.state(row["id"]), "approved")
        s.change(f'admins = "boss@{DOMAIN}"', f'admins = "desk@{DOMAIN}"')
        has(s.postbag("check").stderr, "list courier", "decide an appeal")

    @says("acknowledge = \"no\" tells nobody that a letter came")
    def not_acknowledged(self):
        s = self.site
        self.rest()
        s.change('title = "The Harbour Courier";',
                 'title = "The Harbour Courier"; readers = { acknowledge = '
                 '"no"; };')
        n = len(s.got("bo", "your letter came"))
        equal(self.write("bo", "Silence.", 1)["state"], "held")
        equal(len(s.got("bo", "your letter came")), n)

    # -- the FAQ, and another language -------------------------------------
    @says("faq brings the Comments FAQ to subscribers, and to others only when "
          "their domain signed it (T-08)")
    def faq(self):
        s = self.site
        for user, finding, n in (("bo", "pass", 1), ("eve", "pass", 1),
                                 ("fay", "absent", 0), ("gil", "fail", 0)):
            mail = clients._mail(f"{user} <{user}@{DOMAIN}>",
                                 f"courier@{DOMAIN}", "FAQ")
            mail.set_content("\n")
            self.come_in(mail, finding=finding)
            equal(len(s.got(user, "Comments FAQ")), n, user)
        has(text_part(s.got("eve", "FAQ")[0]), "[off-topic]", "14 days")

    @says("A German list speaks German, and understands it")
    def german(self):
        s = self.site
        s.postbag("article", "add", "blatt",
                  os.path.join(HERE, "articles", "ferry-quay.txt"))
        s.postbag("edition", "build", "blatt")
        s.send_out()
        edition = self.last("bo", "Hafenblatt")
        row = self.write("bo", "Endlich ein Dach!", 0, edition=edition)
        equal(row["list"], "blatt")
        ack = self.last("bo", "Ihr Brief ist da")
        has(text_part(ack), "zurückziehen", "> Endlich ein Dach!")
        self.answer(BO, ack, "Korrigieren:\n\nEndlich ein neues Dach!")
        row = s.rows("comment", "list")[-1]
        equal((row["state"], row["text"]), ("held", "Endlich ein neues Dach!"))
        s.postbag("comment", "reject", str(row["id"]), "--reason", "abuse")
        self.later()
        letter = self.last("bo", "nicht angenommen")
        has(text_part(letter), "abuse. Er greift Menschen an", "Einspruch")
        self.answer(BO, letter, "Einspruch\nWen denn?")
        has(text_part(self.last("bo", "wie gewünscht")), "Einspruch")
        self.answer(BO, ack, "ZURÜCKZIEHEN")
        equal(self.state(row["id"]), "withdrawn")
        outcomes = [r["outcome"] for r in s.rows("comment", "appeals", "blatt")]
        equal(outcomes, ["dropped"])
        mail = clients._mail(BO, f"blatt@{DOMAIN}", "faq")
        mail.set_content("\n")
        self.come_in(mail)
        has(text_part(self.last("bo", "Fragen zu Leserbriefen")),
            "[off-topic] Er handelt")

    @says("Whatever was sent, no decision broke the store's promises")
    def sound(self):
        has(self.site.postbag("store", "verify").stdout, "sound")
