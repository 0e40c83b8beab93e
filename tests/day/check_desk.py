"""A moderator's day: 200 held comments, decided by mail in ten answers, each
effect once, also when every mail comes twice."""
import fcntl
import os
import pty
import re
import select
import struct
import termios
from email import policy

import clients
import moderator
from check_day import flat
from paper import DOMAIN, HERE, READERS, text_part
from press import Press
from topic import SiteTopic, equal, has, lacks, says, step, true

N = 200
EDITED = ("I have waited on that quay for years, and nobody told me why the "
          "bench is gone.")


class Check(SiteTopic):
    def set_up(self):
        self.site = s = Press(self.program)
        s.prepare()
        s.subscribe(f"{HERE}/subscribers.csv")
        for name in ("ferry-quay.txt", "library-sundays.md"):
            s.postbag("article", "add", "courier", f"{HERE}/articles/{name}")
        s.publish()
        self.answers = self.receipts = 0

    def write(self, reader, item, words):
        edition = self.site.got(reader)[0]
        self.site.deliver(clients.apple_item_address(
            f"{reader.capitalize()} <{reader}@{DOMAIN}>", edition, item, words))

    def twice(self, mail):
        """A mail server that delivers each mail twice."""
        raw = mail.as_bytes(policy=policy.SMTP)
        self.site.edit(raw, raw)

    def answer(self, queue, lines):
        """One answer of the moderator's, with the code that it needs."""
        s = self.site
        self.answers += 1
        self.twice(clients.decisions("Desk <desk@courier.test>", queue, lines))
        s.send_out()
        asked = s.got("desk")[-1]
        equal(len(s.got("desk")), self.n_mails + 1, "one receipt")
        true(moderator.code_of(asked), "a code is asked for")
        self.twice(clients.decisions("Desk <desk@courier.test>", asked,
                                     "Code " + moderator.code_of(asked)))
        s.send_out()
        equal(len(s.got("desk")), self.n_mails + 2, "one receipt more")
        return s.got("desk")[-1]

    @property
    def n_mails(self):
        return self.known

    def states(self):
        found = {}
        for c in self.site.rows("comment", "list"):
            found.setdefault(c["state"], []).append(c["id"])
        return found

    def queue_setting(self, text):
        """Write `text` into the list, instead of what stood there."""
        with open(self.site.config) as f:
            config = f.read()
        config = re.sub(r"queue = \{.*\};", text, config, count=1)
        with open(self.site.config, "w") as f:
            f.write(config)

    @step("200 comments are held, each of them came twice")
    def held(self):
        s = self.site
        self.queue_setting('queue = { at = 1000; at_most_every = "7d"; };')
        raws = []
        for i in range(N):
            before = s.n
            self.write(list(READERS)[i % len(READERS)], i % 2,
                       f"Letter {i}: the bench was there for {i + 1} years, "
                       "and now it is not.")
            with open(f"{s.maildir}/new/{before + 1}.a.host", "rb") as f:
                raws.append(f.read())
            s.deliver(raws[-1])
            if i % 40 == 39:
                s.sql("UPDATE comments SET received_at = received_at - 90000")
                s.edit()
        s.sql("UPDATE comments SET received_at = received_at - 90000")
        s.edit()
        equal(len(s.held()), N, "held comments")

    @step("The queue comes in two mails of a hundred, as text and as a page")
    def queued(self):
        s = self.site
        self.queue_setting('queue = { at_most_every = "1h"; at = 10; };')
        s.postbag("edit", "--once")
        s.postbag("edit", "--once")
        s.send_out()
        self.queues = s.got("desk", "100 to decide")
        equal(len(self.queues), 2, "queue mails")
        for queue in self.queues:
            has(text_part(queue), "[1] ", "[100] ")
            has(queue.get_body(("html",)).get_content(), "mailto:")
            lacks(queue.get_body(("html",)).get_content(), 'href="http')
        self.known = len(s.got("desk"))

    @step("Ten answers decide them all, each with one receipt")
    def decided(self):
        first, second = self.queues
        for queue, answers in ((first, [
                "a 1-40", "Approve 41, 42 and 43 to 60.",
                'r 61-65 off-topic\nr 66 abuse "Mind your tone"',
                f"e 67\n{EDITED}\n.\nf 67\na 68-80",
                "R 81-90 spam. A 91-100."]), (second, [
                    "Annehmen 1 bis 30", "1-10 sperren\na 31-60",
                    "r 61-80 too long\na 81-99", "u",
                    "a 61-80\nr 81-100 duplicate"])):
            for lines in answers:
                receipt = self.answer(queue, lines)
                has(text_part(receipt), "not done 0")
                self.known = len(self.site.got("desk"))
        equal(self.answers, 10, "answers")
        lacks(self.states(), "held")
        has(text_part(receipt), "Nothing of this queue is left")

    @says("Each comment is in the state that was ordered, by one decision for "
          "each order")
    def effects(self):
        s = self.site
        found = self.states()
        equal((len(found["approved"]), len(found["rejected"])), (164, 36))
        rows = s.sql("SELECT event, COUNT(*) FROM decisions GROUP BY event")
        counts = dict(rows)
        # 100 and 100 by the answers, 39 of them a second time behind "u"
        equal(counts["approve"] + counts["reject"], 100 + 60 + 39 + 40)
        equal(counts["undo"], 39, "undone")
        equal((counts["edit"], counts["feature"]), (1, 1))
        equal(s.sql("SELECT COUNT(*) FROM comments WHERE is_featured = 1 AND "
                    "state = 2"), [(1,)])
        equal(s.sql("SELECT text FROM comments WHERE original IS NOT NULL"),
              [(EDITED,)])

    @says("Blocks hold once for each reader")
    def blocks(self):
        rows = self.site.sql("SELECT pattern, COUNT(*) FROM blocks WHERE "
                             "ended_at IS NULL GROUP BY pattern")
        equal(sorted(rows), sorted((f"{r}@{DOMAIN}", 1) for r in READERS))

    @says("The next edition has the featured letter first, marked as edited")
    def printed(self):
        s = self.site
        s.publish()
        blocks = [flat(b) for b in clients.items(s.got("emil", "#2")[-1])]
        mine = next(b for b in blocks if EDITED in b)
        above = mine[:mine.index(EDITED)]
        has(above, ", edited:")
        lacks(above, "Letter ")
        s.publish()

    @says("What is printed is not undone any more")
    def late(self):
        receipt = self.answer(self.queues[0], "u")
        self.known = len(self.site.got("desk"))
        has(flat(text_part(receipt)), "not undone: it is published")
        equal(self.site.sql("SELECT COUNT(*) FROM comments WHERE edition IS "
                            "NOT NULL AND state <> 3"), [(0,)])

    # -- the desk in a terminal ----------------------------------------------
    def state(self, comment):
        return next(c["state"] for c in self.site.rows("comment", "list")
                    if c["id"] == comment)

    def sit_down(self):
        """`postbag desk` on a terminal of 24 lines."""
        s = self.site
        pid, fd = pty.fork()
        if pid == 0:
            os.environ["TERM"] = "vt100"
            os.environ["LC_ALL"] = "C.UTF-8"
            os.execv(s.program, [s.program, "desk", "-c", s.config])
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        return pid, fd

    @staticmethod
    def drawn(fd):
        """What it has drawn by now."""
        text = ""
        while select.select([fd], [], [], 0.3)[0]:
            try:
                text += os.read(fd, 65536).decode(errors="replace")
            except OSError:
                break
        return text

    @says("`postbag desk` shows the held ones on a full screen, and decides "
          "and undoes by a key")
    def terminal(self):
        s = self.site
        before = len(s.held())
        true(before > 1, "some are held again")
        first = s.held()[0]["id"]
        pid, fd = self.sit_down()
        s.wait("the screen", lambda: "Postbag desk" in self.drawn(fd))
        for keys, state in (("a", "approved"), ("u", "held"),
                            ("\tr4", "rejected")):
            os.write(fd, keys.encode())
            s.wait(f"{state} by {keys!r}", lambda w=state: (
                self.drawn(fd), self.state(first) == w)[1])
        os.write(fd, b"q")
        self.drawn(fd)
        equal(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0, "its end")
        os.close(fd)
        equal(len(s.held()), before - 1, "held comments")
        s.postbag("comment", "undo", "courier")
        equal(len(s.held()), before, "held again")

    @says("Without a terminal it says so")
    def pipe(self):
        done = self.site.postbag("desk", check=False)
        equal(done.returncode, 65)
        has(done.stderr, "wants a terminal")
