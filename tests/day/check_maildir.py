"""A site whose MTA delivers on the same host: a Maildir is the source."""
import os
import re
import time

import clients
from paper import DOMAIN, Site
from topic import SiteTopic, equal, step, says, true

ARTICLE = ("The bridge is painted\n\nThe bridge is painted green again. The "
           "painters begin on Monday.\n")


class Check(SiteTopic):
    def set_up(self):
        s = self.site = Site(self.program)
        s.start_servers()
        s.prepare()
        self.maildir = os.path.join(s.folder, "maildir")
        for name in ("", "/new", "/cur", "/tmp"):
            os.mkdir(self.maildir + name)
        with open(s.config) as f:
            text = f.read()
        text = re.sub(r"(?s)mailboxes = \(.*?\);\n\n", "mailboxes = ( { name ="
                      f' "here"; type = "maildir"; path = "{self.maildir}"; '
                      'poll = "1s"; } );\n\n', text, count=1)
        with open(s.config, "w") as f:
            f.write(text)
        s.subscribe()
        s.article("bridge.txt", ARTICLE)
        s.run()
        self.first = s.wait("edition 1", lambda: s.find("ada", "#1"))

    def deliver(self, name, mail):
        """As an MTA does: written to tmp, moved to new."""
        with open(f"{self.maildir}/tmp/{name}", "wb") as f:
            f.write(mail)
        os.rename(f"{self.maildir}/tmp/{name}", f"{self.maildir}/new/{name}")

    def comment(self, words):
        return clients.apple_item_address(
            "Ada <ada@courier.test>", self.first, 0, words).as_bytes()

    @step("A mail that is delivered into the Maildir becomes a comment")
    def becomes(self):
        self.deliver("1.a.host", self.comment("Green is the colour."))
        rows = self.site.wait("the comment", self.site.held)
        equal((rows[0]["text"], rows[0]["author"]),
              ("Green is the colour.", "Ada"))

    @says("It has left `new` and is kept in the folder of processed mail")
    def moved(self):
        self.site.wait("an empty new", lambda: not os.listdir(
            self.maildir + "/new"))
        kept = [os.path.join(top, name)
                for top, _, names in os.walk(self.site.folder)
                for name in names if name.startswith("1.a.host")]
        equal(len(kept), 1, f"copies: {kept}")

    @says("The same file name again, or a mail half written in tmp, adds "
          "nothing")
    def again(self):
        with open(f"{self.maildir}/tmp/3.c.host", "wb") as f:
            f.write(self.comment("Half of"))
        self.deliver("1.a.host", self.comment("Green is the colour."))
        time.sleep(1.5)
        equal(len(self.site.held()), 1, "held comments")
        self.deliver("2.b.host", self.comment("Blue would be better."))
        self.site.wait("the next one", lambda: len(self.site.held()) == 2)

    @says("A Maildir that vanishes is one clear log line, and its mail comes "
          "in when it is back")
    def vanished(self):
        s = self.site
        os.rename(self.maildir, self.maildir + ".away")
        lines = s.wait("the log line",
                       lambda: s.logged("collect_failed", "mailbox=here"))
        true(self.maildir in lines[0], lines[0])
        os.rename(self.maildir + ".away", self.maildir)
        self.deliver("4.d.host", self.comment("Yellow is for boats."))
        s.wait("the comment", lambda: len(s.held()) == 3)
