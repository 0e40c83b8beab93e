"""Modes, rules, trust, blocks and the record of it all (T-01, T-08, T-42)."""
import json
import os
import re
import struct

import clients
from paper import DOMAIN, HERE, raw, text_part
from press import Press
from topic import SiteTopic, equal, has, lacks, says, step, true

ADA, BO, CLEO, DAG, EMIL = (f"{n} <{n.lower()}@{DOMAIN}>" for n in
                            ("Ada", "Bo", "Cleo", "Dag", "Emil"))
DESK = f"desk@{DOMAIN}"
RULES = """
rules = (
  { name = "casino"; if = { words = ( "casino", "free money" ); };
    then = "reject"; reason = "spam"; },
  { name = "links"; if = { links_at_least = 2; };
    then = "hold"; reason = "it has links"; },
  { name = "insults"; if = { words = "fool"; abuse_at_least = 80; };
    then = "mark"; },
  { name = "short"; if = { length_at_most = 12; verified = "yes"; };
    then = "approve"; }
);
"""


class Check(SiteTopic):
    def set_up(self):
        s = self.site = Press(self.program)
        s.prepare()
        s.subscribe()
        folder = os.path.join(HERE, "articles")
        for name in sorted(os.listdir(folder)):
            s.postbag("article", "add", "courier", os.path.join(folder, name))
        s.publish()
        self.edition = {u: s.got(u)[0]
                        for u in ("ada", "bo", "cleo", "dag", "emil")}
        self.count = 0

    def write(self, reader, words, item=0, token_of=None, **fields):
        """A letter about an article; what became of it."""
        user = token_of or reader.split()[0].lower()
        self.count += 1
        mail = clients._mail(
            reader, clients.item_addresses(self.edition[user])[item],
            "Re: the story")
        mail.set_content(words + "\n")
        for name, value in fields.items():
            mail[name.replace("_", "-")] = value
        self.site.edit(mail)
        return mail

    def newest(self):
        return self.site.rows("comment", "list")[-1]

    def comment(self, reader, words, **how):
        n = len(self.site.rows("comment", "list"))
        self.write(reader, words, **how)
        comments = self.site.rows("comment", "list")
        equal(len(comments), n + 1, "comments")
        return comments[-1]

    def state(self, comment):
        return next(c for c in self.site.rows("comment", "list")
                    if c["id"] == comment["id"])["state"]

    def decisions(self, comment):
        return [d for d in self.site.rows("audit", "moderation")
                if d.get("comment") == comment["id"]]

    def approve(self, comment):
        self.site.postbag("comment", "approve", str(comment["id"]))

    def mode(self, mode):
        with open(self.site.config) as f:
            text = f.read()
        lines = [line for line in text.splitlines(True)
                 if "moderation =" not in line]
        with open(self.site.config, "w") as f:
            f.write("".join(lines).replace(
                'name = "courier";',
                f'name = "courier";\n  moderation = "{mode}";'))
        self.site.postbag("check")

    @step("By default every comment waits, and nothing is decided")
    def before(self):
        c = self.comment(ADA, "The quay was better before it was painted.")
        equal(c["state"], "held")
        equal(self.decisions(c), [], "decisions")

    @says("An article of its own mode: a comment is printed at once, and the "
          "moderator gets it as approved already")
    def after(self):
        s = self.site
        article = str(self.newest()["article"])
        s.postbag("article", "set", article, "--moderation", "after")
        c = self.comment(BO, "Green is the colour of the sea here.")
        equal(c["state"], "approved")
        d = self.decisions(c)
        equal([x["actor"] for x in d], ["rule mode-after"], "who decided")
        s.sql("UPDATE comments SET received_at = received_at - 7200")
        s.postbag("edit", "--once")
        s.publish()
        equal(self.state(c), "published")
        has(text_part(s.got("cleo")[-1]), "Green is the colour of the sea")
        queue = s.got("desk", "wait")[-1] if s.got("desk", "wait") else \
            s.got("desk")[-1]
        has(raw(queue), "already by rule mode-after",
            "Green is the colour of the sea")
        self.printed = c

    @says("The moderator takes it back afterwards")
    def take_back(self):
        self.site.postbag("comment", "reject", str(self.printed["id"]),
                          "--reason", "off-topic")
        equal(self.state(self.printed), "removed")

    @says("T-01: what is not proven waits in every mode")
    def unproven(self):
        c = self.comment(f"Eve <eve@{DOMAIN}>", "I am Bo, believe me.",
                         token_of="bo")
        equal((c["state"], c["verified"]), ("held", False))
        self.site.postbag("article", "set", str(c["article"]),
                          "--moderation", "list")

    @says("In the mode 'first' a reader's second comment passes when a person "
          "has approved the first")
    def first(self):
        self.mode("first")
        one = self.comment(CLEO, "Is the clock right at last?")
        equal(one["state"], "held")
        equal(self.comment(CLEO, "I ask again: is it?")["state"], "held")
        self.approve(one)
        equal(self.comment(CLEO, "Thank you for printing it.")["state"],
              "approved")
        equal(self.comment(DAG, "I have never seen it.")["state"], "held")

    @says("In the mode 'trusted' three approved comments earn it, spam loses "
          "it")
    def trusted(self):
        self.mode("trusted")
        for n in range(3):
            c = self.comment(DAG, f"The ferry was late {n + 2} times.")
            equal(c["state"], "held")
            self.approve(c)
        c = self.comment(DAG, "Today it was in time.")
        equal(c["state"], "approved")
        self.site.postbag("comment", "reject", str(c["id"]), "--reason",
                          "spam")
        equal(self.state(c), "rejected")
        equal(self.comment(DAG, "But it was in time!")["state"], "held")

    @says("In the mode 'closed' letters wait with a word to the moderator")
    def closed(self):
        self.mode("closed")
        c = self.comment(BO, "May I still say something?")
        equal(c["state"], "held")
        has(c["doubt"], "closed")
        self.mode("before")

    @step("A mistake in a rule is named with file, line and key")
    def mistakes(self):
        s = self.site
        with open(s.config, "a") as f:
            f.write('rules = ( {\n name = "x"; then = "reject";\n'
                    ' if = { wrds = "y"; }; } );\n')
        done = s.postbag("check", check=False)
        equal(done.returncode, 78, "exit code")
        has(done.stdout + done.stderr, s.config, "reason: a rejection's",
            'unknown key "if.wrds"; the nearest known one is "if.words"')
        with open(s.config) as f:
            text = f.read()
        with open(s.config, "w") as f:
            f.write(text[:text.index("rules = (")] + RULES)
        s.postbag("check")

    @says("The first rule that holds says what is done, and its name is in "
          "the record")
    def rules(self):
        rejected = self.comment(EMIL, "Win FREE,  Money at our place today")
        equal(rejected["state"], "rejected")
        d = self.decisions(rejected)[-1]
        equal((d["rule"], d["reason"]), ("casino", "spam"))
        held = self.comment(EMIL, "See https://a.example and "
                                  "https://b.example for it.")
        equal(held["state"], "held")
        has(held["doubt"], "rule links: it has links")
        approved = self.comment(EMIL, "Well said.")
        equal(approved["state"], "approved")
        equal(self.decisions(approved)[-1]["rule"], "short")

    @says("A rule whose score is not there holds, and nothing is printed "
          "unseen")
    def no_score(self):
        title = 'title = "The Harbour Courier";'
        self.mode("after")
        self.site.change(title, title + ' language = "fi";')  # no model
        c = self.comment(EMIL, "A fool.", item=1)
        self.site.change(' language = "fi";', "")
        equal(c["state"], "held")
        has(c["doubt"], "rule insults cannot be applied: ")
        equal(self.decisions(c)[-1]["rule"], "insults")
        self.mode("before")

    @says("Rules are tried on what was decided: those that would change "
          "nothing end with 0, others with a table and 1")
    def trial(self):
        s = self.site
        path = os.path.join(s.folder, "tried.conf")

        def tried(text, *words):
            with open(path, "w") as f:
                f.write(text)
            return s.postbag("rules", "test", path, "--since", "90d", *words,
                             check=False)

        done = tried(RULES)  # what the mode "first" let pass would wait now
        equal(done.returncode, 1)
        has(done.stdout, "rule mode-first", ": 1 would change")
        done = s.postbag("rules", "test", path, "--since", "2099-01-01")
        has(done.stdout, "Nothing would have been decided otherwise")
        done = tried('rules = ( { name = "mild"; then = "approve"; } );')
        equal(done.returncode, 1)
        has(done.stdout, "would_be", "rejected", "rule casino", "mild",
            "approved", "would have been made without a person")
        done = tried('rules = ( { name = "ferry"; if = { words = "ferry"; };'
                     ' then = "reject"; reason = "off-topic"; } );', "--json")
        equal(done.returncode, 1)
        ferry = [r for r in map(json.loads, done.stdout.splitlines())
                 if "ferry" in r["text"]]
        equal([(r["was"], r["would_be"], r["rule"]) for r in ferry],
              [("approved", "rejected", "ferry")] * 3)
        done = tried("rules = ( {\n name = 7; } );")
        equal(done.returncode, 78)
        has(done.stderr, path + ":2: name: expected a name")

    @says("T-08: a blocked writer's letter makes no comment and is not "
          "answered")
    def blocked(self):
        s = self.site
        s.postbag("block", "add", f"emil@{DOMAIN}", "--reason", "insults",
                  "--for", "30d")
        s.send_out()
        n, mails = len(s.rows("comment", "list")), len(s.got("emil"))
        self.write(EMIL, "You cannot hear me now, can you?")
        s.send_out()
        equal(len(s.rows("comment", "list")), n, "comments")
        equal(len(s.got("emil")), mails, "mails to Emil")
        letter = s.rows("letter", "list", "--class", "blocked")[0]
        has(s.postbag("why", str(letter["id"])).stdout,
            "its writer is blocked until", "insults")
        self.write(f"Emil <emil@home.example>", "Nor under this name?")
        equal(len(s.rows("letter", "list", "--class", "blocked")), 2)
        block = s.rows("block", "list")[0]
        s.postbag("block", "remove", str(block["id"]))
        equal(s.rows("block", "list"), [])
        equal(self.comment(EMIL, "Now you can hear me again.")["state"],
              "held")

    @says("T-03: who is blocked can still leave")
    def blocked_leaves(self):
        s = self.site
        s.postbag("block", "add", f"@{DOMAIN}")
        s.edit(clients._mail(EMIL, f"courier@{DOMAIN}", "unsubscribe"))
        s.send_out()
        true(s.got("emil")[-1]["Auto-Submitted"], "it is asked or told")
        s.postbag("block", "remove",
                  str(s.rows("block", "list")[0]["id"]))

    @says("T-11: the same letter again has no second effect")
    def replay(self):
        mail = self.write(ADA, "Once is enough, I hope.")
        n = len(self.site.rows("comment", "list"))
        self.site.edit(mail)
        equal(len(self.site.rows("comment", "list")), n, "comments")

    @says("Statistics tell of the queue, times, reasons, rules and people")
    def stats(self):
        s = self.site
        one = s.rows("stats", "courier", "--since", "7d")[0]
        comments = s.rows("comment", "list")
        equal(one["received"], len(comments))
        equal(one["waiting"], len(s.held()))
        reasons = {r["name"]: r["n"] for r in one["reasons"]}
        equal(reasons["spam"], 2, "rejections for spam")
        rules = {r["name"]: r["n"] for r in one["rules"]}
        equal(rules["casino"], 1)
        true(rules["mode-after"] >= 1, "modes are counted")
        true(one["people"][0]["n"] >= 5, "persons are counted")
        equal(sum(d["received"] for d in one["days"]), len(comments))
        true(one["oldest_s"] >= 7200, "the oldest has waited two hours")
        text = s.postbag("stats").stdout
        has(text, "Rejected, by reason", "spam", "Decided by rules and modes")

    @says("The admins get a weekly mail exactly once, with text, tables and a "
          "picture in it")
    def weekly(self):
        s = self.site
        s.send_out()
        equal(s.got("desk", "the week's comments"), [], "mails at the start")
        s.sql("UPDATE weeklies SET period = '2020-01-06'")
        for _ in range(3):
            s.postbag("edit", "--once")
        s.send_out()
        mails = s.got("desk", "the week's comments")
        equal(len(mails), 1, "weekly mails")
        mail = mails[0]
        html = mail.get_body(("html",)).get_content()
        cid = re.search(r'src="cid:([^"]+)"', html).group(1)
        image = [p for p in mail.walk()
                 if p.get_content_type() == "image/png"][0]
        equal(image["Content-ID"], f"<{cid}>")
        png = image.get_content()
        equal(png[:8], b"\x89PNG\r\n\x1a\n")
        equal(struct.unpack(">II", png[16:24]), (1200, 360), "its size")
        has(html, 'alt="Bars for 28 days: ', "Rejected, by reason")
        text = text_part(mail)
        has(text, "comments came in", "Rejected, by reason",
            "postbag audit moderation --head")
        has(text, " wait now, the oldest for 2 h ")
        equal(mail.get_content_type(), "multipart/alternative")
        if os.environ.get("POSTBAG_KEEP"):
            folder = os.environ["POSTBAG_KEEP"]
            with open(folder + "/weekly.eml", "wb") as f:
                f.write(mail.as_bytes())
            with open(folder + "/days.png", "wb") as f:
                f.write(png)
            with open(folder + "/weekly.html", "w") as f:
                f.write(html.replace("cid:" + cid, "days.png"))

    @says("T-06: no mail that blocks, rules or statistics cause has a "
          "stranger's words")
    def no_echo(self):
        s = self.site
        rejected = [c for c in s.rows("comment", "list")
                    if c["state"] == "rejected"]
        true(len(rejected) >= 2, "some were rejected")
        for user in ("ada", "bo", "cleo", "dag", "emil"):
            words = [c["text"] for c in rejected
                     if c["author"].lower() != user]
            for mail in s.got(user):
                lacks(raw(mail), *words, "You cannot hear me now")
        lacks(raw(s.got("desk", "the week's comments")[0]),
              *[c["text"] for c in s.rows("comment", "list")])

    @step("The record of all this is whole, and its last row can be kept")
    def whole(self):
        s = self.site
        rows = s.rows("audit", "moderation")
        end = rows.pop()
        true(end["whole"], "the record is whole")
        equal(end["decisions"], len(rows))
        equal([r["number"] for r in rows], list(range(1, len(rows) + 1)))
        true(all(r["actor"] and r["at"] for r in rows), "who and when")
        self.head = f"{end['head_number']}:{end['head_hash']}"
        s.postbag("audit", "moderation", "--head", self.head)

    @says("T-42: a row that was changed, taken out or put in is named")
    def tampered(self):
        s = self.site

        def audit(wanted):
            done = s.postbag("audit", "moderation", "--since", "90d",
                             check=False)
            equal(done.returncode, 1, "exit code")
            has(done.stdout, "NOT WHOLE", wanted)

        s.sql("UPDATE decisions SET actor = 'eve' WHERE number = 2")
        audit("row 2 (comment ")
        row = s.sql("SELECT * FROM decisions WHERE number = 3")[0]
        s.sql("DELETE FROM decisions WHERE number = 3")
        audit("row 4 (comment ")
        marks = ", ".join("?" * len(row))
        s.sql(f"INSERT INTO decisions VALUES ({marks})", *row)
        s.sql("INSERT INTO decisions (comment, event, state, actor, reason,"
              " at) VALUES (1, 'approve', 2, 'ida', '', 1)")
        audit("was put in")
        lacks(s.postbag("audit", "moderation", check=False).stdout,
              "row 4 (comment")
