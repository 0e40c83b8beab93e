"""Why a letter became what it is: `why`, `letter`, `comment restore`."""
import json
import os
import subprocess
from email.message import EmailMessage

import clients
from check_hostile import KILLERS
from paper import DOMAIN, READERS, Site
from topic import SiteTopic, equal, has, lacks, says, step, true

ARTICLE = ("The clock tower strikes thirteen\n\nThe clock of the tower has "
           "struck thirteen times at noon since Friday. Nobody knows why.\n")
KILLER = KILLERS["20,000 mails in each other"]
ID = "clock-1@mail.example"


class Check(SiteTopic):
    def set_up(self):
        s = self.site = Site(self.program, queue_at=1)
        s.start_servers()
        s.prepare()
        s.subscribe()
        s.article("clock.txt", ARTICLE)
        s.run()
        self.first = {r: s.wait(f"edition 1 for {r}",
                                lambda r=r: s.find(r, "#1")) for r in READERS}

    def why(self, word):
        return self.site.rows("why", word)[0]

    @step("A comment with two quotes, a mail that is set aside and a "
          "command become letters")
    def letters(self):
        s = self.site
        self.to = clients.reply_address(self.first["ada"])
        mail = EmailMessage()
        mail["From"] = f"ada@{DOMAIN}"
        mail["To"] = self.to
        mail["Subject"] = "Re: your edition"
        mail["Message-ID"] = f"<{ID}>"
        mail.set_content(
            "> The clock of the tower has struck thirteen times at noon since "
            "Friday.\n\nI heard it twelve times only.\n\n"
            "> Nobody knows why.\n\n-- \nAda\nada@home.example\n")
        s.append("courier", mail.as_bytes())
        s.append("courier", KILLER.encode())
        s.send(f"new@{DOMAIN}", f"courier@{DOMAIN}",
               self.command(f"new@{DOMAIN}"))
        s.wait("three letters", lambda: len(
            [l for l in s.letters() if l["state"] != "fetched"]) == 3)
        self.comment = s.held()[0]["id"]
        self.aside = s.rows("letter", "list", "--set-aside")[0]["id"]

    @staticmethod
    def command(sender):
        mail = EmailMessage()
        mail["From"] = sender
        mail["To"] = f"courier@{DOMAIN}"
        mail["Subject"] = "subscribe"
        mail["Message-ID"] = "<command-1@mail.example>"
        mail.set_content("subscribe\n")
        return mail

    @says("`why` finds a letter by its id, its Message-ID and its comment, "
          "and tells each step with evidence and confidence")
    def found(self):
        row = self.why(ID)
        equal(self.why(f"<{ID}>"), row, "by <Message-ID>")
        equal(self.why(f"comment:{self.comment}"), row, "by the comment")
        equal(self.why(str(row["id"])), row, "by the id")
        kinds = [step["step"] for step in row["steps"]]
        for kind in ("kind", "route", "author", "words", "state"):
            true(kind in kinds, f"a step {kind} in {kinds}")
        equal([step["text"] for step in row["steps"]], row["why"], "why")
        for found in row["steps"]:
            true(found["confidence"] is None
                 or 1 <= found["confidence"] <= 100, found)
        true(any(step["evidence"] for step in row["steps"]), row["steps"])
        equal([c["id"] for c in row["comments"]], [self.comment])

    @says("`why` tells the notice that a letter made us write")
    def notices(self):
        row = self.why("command-1@mail.example")
        equal([(n["kind"], n["to"]) for n in row["notices"]],
              [("confirm", f"new@{DOMAIN}")])

    @says("No step tells a token")
    def no_token(self):
        token = self.to.split("+")[1].split("@")[0]
        for word in (ID, "command-1@mail.example"):
            lacks(json.dumps(self.why(word)), token)
            lacks(self.site.postbag("why", word).stdout, token)

    @says("`letter list` shows those of a class, a list and a time only")
    def listed(self):
        def ids(*words):
            return [l["id"] for l in self.site.rows("letter", "list", *words)]

        comment = self.why(ID)["id"]
        equal(ids("--class", "comment"), [comment])
        true(comment in ids("--list", "courier"), "of the list")
        equal(ids("--list", "nobody"), [])
        equal(len(ids("--limit", "1")), 1)
        equal(ids("--since", "2100-01-01"), [])
        equal(ids("--since", "2000-01-01"), ids())
        done = self.site.postbag("letter", "list", "--since", "2026-02-30",
                                 check=False)
        equal(done.returncode, 64, "a day that is none")

    @says("What was set aside is exported byte for byte, and inspected as a "
          "file")
    def exported(self):
        s = self.site
        path = s.folder + "/aside.eml"
        s.postbag("letter", "export", str(self.aside), path)
        with open(path, "rb") as f:
            equal(f.read(), KILLER.encode(), "the file")
        done = subprocess.run(
            [self.program, "letter", "show", str(self.aside), "--raw", "-c",
             s.folder + "/postbag.conf"], capture_output=True, check=True)
        equal(done.stdout, KILLER.encode(), "--raw")
        has(s.postbag("inspect", path).stdout, "unreadable", "in each other")
        os.remove(path)

    @says("What was set aside is read again, and set aside again; what is "
          "done is not")
    def retried(self):
        s = self.site
        done = s.postbag("letter", "retry", str(self.why(ID)["id"]),
                         check=False)
        true(done.returncode != 0, "an exit code")
        has(done.stderr, "is done")
        has(s.postbag("letter", "retry", "--set-aside").stdout,
            "will be read again")
        s.wait("it is aside again", lambda: s.rows(
            "letter", "list", "--set-aside"))
        equal(len(s.held()), 1, "held comments")

    @says("A moderator sees what was cut by number, and puts it back where "
          "it stood")
    def restored(self):
        s = self.site
        word = str(self.comment)
        cuts = s.rows("comment", "show", word)[0]["cut"]
        equal([c["number"] for c in cuts], list(range(1, len(cuts) + 1)))
        number = next(c["number"] for c in cuts if "thirteen" in c["text"])
        has(s.postbag("comment", "show", word).stdout, f"-- cut {number} (")
        s.postbag("comment", "restore", word, str(number))
        row = s.rows("comment", "show", word)[0]
        text = row["text"]
        true(text.startswith("> The clock of the tower"), text)
        true(text.rstrip().endswith("twelve times only."), text)
        true(row["cut"][number - 1]["restored"], row["cut"])
        decisions = self.why(f"comment:{word}")["comments"][0]["decisions"]
        equal([d["event"] for d in decisions], ["restore"])
        again = s.postbag("comment", "restore", word, str(number), check=False)
        true(again.returncode != 0, "it comes back once")

    @says("What is put back is scrubbed as all that is printed")
    def scrubbed(self):
        s = self.site
        cuts = s.rows("comment", "show", str(self.comment))[0]["cut"]
        number = next(c["number"] for c in cuts if "home" in c["text"])
        s.postbag("comment", "restore", str(self.comment), str(number))
        text = s.rows("comment", "show", str(self.comment))[0]["text"]
        has(text, "twelve times only.", "[address removed]")
        lacks(text, "ada@home.example")

    @says("`why` tells who decided and which edition printed it")
    def printed(self):
        s = self.site
        s.postbag("comment", "approve", str(self.comment))
        s.build()
        s.wait("edition 2", lambda: s.find("bo", "#2"))
        row = self.why(ID)["comments"][0]
        equal((row["state"], row["edition"]), ("published", 2))
        equal([d["event"] for d in row["decisions"]][-2:],
              ["approve", "publish"])
        has(s.postbag("why", ID).stdout, "printed in edition 2")
