"""Mail that comes back: scores, probes, suspensions, complaints, forgeries."""
import os
import re
from email import message_from_bytes, policy

from paper import DOMAIN, Site
from relay import Relay
from topic import SiteTopic, equal, has, lacks, says, step, true

ARTICLE = "The %s is late\n\nThe %s is late again. Nobody knows why.\n"
DSN = """\
Return-Path: <>
From: Mail Delivery System <mailer-daemon@mx.example.net>
To: <{to}>
Subject: Undelivered Mail Returned to Sender
Date: Tue, 24 Nov 2026 10:00:00 +0000
Message-ID: <{n}.dsn@mx.example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system. Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {whom}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--b--
"""
ARF = """\
Return-Path: <>
From: <feedback@provider.example>
To: <{to}>
Subject: A complaint
Date: Tue, 24 Nov 2026 10:00:00 +0000
Message-ID: <{n}.arf@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

A reader says that this is spam.

--b
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Provider/1.0
Version: 1

--b
Content-Type: message/rfc822

{mail}
--b--
"""


def address(reader):
    return f"{reader}@{DOMAIN}"


class Check(SiteTopic):
    sent = 0

    def set_up(self):
        s = self.site = Site(self.program)
        s.prepare()
        self.relay = Relay(s.ports["smtp"])
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
        s.change("  queue = {", "  bounces = { threshold = 4; };\n"
                 f'  complaints_address = "fbl@{DOMAIN}";\n  queue = {{')
        s.subscribe()
        self.relay.refused[address("bo")] = "550 5.1.1 no such user"
        s.article("tram.txt", ARTICLE % ("tram", "tram"))
        s.run()

    def tear_down(self):
        super().tear_down()
        self.relay.close()

    # -- helpers -------------------------------------------------------------
    def deliver(self, mail):
        """As an MTA does; returns the letter when it is done."""
        self.sent += 1
        if isinstance(mail, str):
            mail = mail.encode()
        done = len(self.site.letters())
        with open(f"{self.maildir}/tmp/{self.sent}.host", "wb") as f:
            f.write(mail)
        os.rename(f"{self.maildir}/tmp/{self.sent}.host",
                  f"{self.maildir}/new/{self.sent}.host")
        self.site.wait("the letter",
                       lambda: len(self.site.letters()) > done)
        return self.site.letters()[-1]

    def report(self, to, whom, action="failed", status="5.1.1",
               words="550 no such user"):
        return self.deliver(DSN.format(to=to, whom=whom, action=action,
                                       status=status, words=words,
                                       n=self.sent + 1))

    def quiet(self):
        """How many mails the relay has taken, with none under way."""
        s = self.site
        s.wait("the last mail",
               lambda: s.rows("status")[0]["deliveries_open"] == 0)
        return len(self.relay.taken)

    def show(self, reader):
        return self.site.rows("subscriber", "show", address(reader))[0]

    def edition(self, reader, number):
        """(return path, mail) of a copy that the relay took."""
        for path, _, raw in self.relay.to(address(reader)):
            mail = message_from_bytes(raw, policy=policy.default)
            if f"#{number}" in str(mail["Subject"]):
                return path, raw
        return None

    def probe(self, reader):
        return [(path, raw) for path, _, raw in
                self.relay.to(address(reader)) if b"reach you?" in raw]

    def audit(self, number):
        return self.site.rows("audit", "courier", str(number))[0]

    # -- refused while it was sent -------------------------------------------
    @step("A recipient refused in the session counts, is probed, and when the "
          "probe is refused too, suspended")
    def refused(self):
        s = self.site
        s.wait("the suspension",
               lambda: self.show("bo")["state"] == "suspended")
        row = self.show("bo")
        equal(row["reason"], "bounces")
        equal([b["kind"] for b in row["bounces"]], ["hard", "hard"])
        equal({b["counts"] for b in row["bounces"]}, {False})
        true(s.logged("probe_written"), "a probe was written")
        for reader in ("ada", "cleo", "dag", "emil"):
            s.wait(f"edition 1 for {reader}", lambda: self.edition(reader, 1))

    @says("The edition's audit still adds up")
    def audited(self):
        self.site.wait("its end", self.site.delivered)
        row = self.audit(1)
        equal((row["accepted"], row["failed"], row["adds_up"]), (4, 1, True))

    @says("The admin gets one mail that names the subscriber, from the null "
          "sender")
    def admin(self):
        s = self.site
        mails = s.wait("the mail", lambda: [
            t for t in self.relay.to(address("desk")) if b"suspended" in t[2]])
        equal(len(mails), 1)
        equal(mails[0][0], "")
        text = mails[0][2].decode()
        has(text, address("bo"), "no such user",
            "subscriber resume courier ADDRESS")
        lacks(text, address("ada"))

    # -- reports -------------------------------------------------------------
    @step("A report to a copy's return path counts once, soft for a full "
          "mailbox")
    def soft(self):
        path = self.edition("cleo", 1)[0]
        letter = self.report(path, address("cleo"), status="4.2.2",
                             words="452 mailbox full")
        equal(letter["kind"], "bounce")
        row = self.show("cleo")
        equal((row["score_hard"], row["state"]), (0, "active"))
        true(990 <= row["score_soft"] <= 1000, row)
        again = self.report(path, address("cleo"))
        has(again["story"], "counted before")
        equal(self.show("cleo")["score_hard"], 0)

    @says("Reports of delay, success and policy count nothing")
    def others(self):
        path = self.edition("emil", 1)[0]
        self.report(path, address("emil"), "delayed", "4.4.1", "later")
        self.report(path, address("emil"), "delivered", "2.0.0", "ok")
        self.report(path, address("emil"), "failed", "5.7.1",
                    "550 5.7.1 blocked for spam")
        row = self.show("emil")
        equal((row["score_hard"], row["score_soft"], row["bounces"]),
              (0, 0, []))

    @step("Over the threshold one probe is sent, with a return path of its own")
    def probed(self):
        self.report(self.edition("dag", 1)[0], address("dag"))
        s = self.site
        probe = s.wait("the probe", lambda: self.probe("dag"))
        equal(len(probe), 1)
        path, raw = probe[0]
        true(path and path != self.edition("dag", 1)[0], path)
        mail = message_from_bytes(raw, policy=policy.default)
        equal(mail["Auto-Submitted"], "auto-generated")
        equal(self.show("dag")["state"], "active")
        true(self.show("dag")["probe"], "the card tells of the probe")

    @step("When the probe comes back the subscriber is suspended; a copy that "
          "was planned before is suppressed, and the audit adds up")
    def suspended(self):
        s = self.site
        self.relay.is_open = False
        s.article("bus.txt", ARTICLE % ("bus", "bus"))
        s.build()
        self.report(self.probe("dag")[0][0], address("dag"), status="5.0.0",
                    words="550 rejected")
        equal(self.show("dag")["state"], "suspended")
        self.relay.is_open = True
        for reader in ("ada", "cleo", "emil"):
            s.wait(f"edition 2 for {reader}",
                   lambda: self.edition(reader, 2), 60)
        s.wait("its end", s.delivered, 60)
        row = self.audit(2)
        equal((row["accepted"], row["suppressed"], row["adds_up"]),
              (3, 1, True))
        equal(self.edition("dag", 2), None)

    @says("Within a day the admin hears of no second suspension")
    def once_a_day(self):
        equal(len([t for t in self.relay.to(address("desk"))
                   if b"suspended" in t[2]]), 1)

    @says("A resumed subscriber gets the next edition, and starts from zero")
    def resumed(self):
        s = self.site
        s.postbag("subscriber", "resume", "courier", address("dag"))
        row = self.show("dag")
        equal((row["state"], row["score_hard"], row["reason"]),
              ("active", 0, ""))
        true(s.postbag("subscriber", "resume", "courier", address("dag"),
                       check=False).returncode, "a second resume is refused")
        s.article("ferry.txt", ARTICLE % ("ferry", "ferry"))
        s.build()
        s.wait("edition 3", lambda: self.edition("dag", 3))

    @says("A suspended reader who subscribes again by mail comes back")
    def subscribes(self):
        s = self.site
        del self.relay.refused[address("bo")]
        self.deliver(f"From: <{address('bo')}>\nTo: <courier@{DOMAIN}>\n"
                     "Subject: subscribe\nMessage-ID: <s1@mail.example>\n\n")
        confirm = s.wait("the confirmation", lambda: [
            t for t in self.relay.to(address("bo")) if b"onfirm" in t[2]])[0]
        token = re.search(r"courier\+c[0-9a-z]{26}@" + re.escape(DOMAIN),
                          confirm[2].decode().replace("=\r\n", "")).group(0)
        equal(self.show("bo")["state"], "suspended")
        self.deliver(f"From: <{address('bo')}>\nTo: <{token}>\n"
                     "Subject: Re: yes\nMessage-ID: <s2@mail.example>\n\nyes\n")
        equal((self.show("bo")["state"], self.show("bo")["score_hard"]),
              ("active", 0))

    # -- forgeries -----------------------------------------------------------
    @step("Forged reports, stale or without a return path of ours, change "
          "nothing and are counted as such")
    def forged(self):
        s = self.site
        before = [self.show(r) for r in ("ada", "bo", "cleo", "emil")]
        n_mails = self.quiet()
        path = self.edition("ada", 3)[0]
        at = path.index("+") + 1
        forgeries = [f"courier@{DOMAIN}", f"courier+b{'0' * 22}@{DOMAIN}"]
        for i in range(2, 22, 3):
            c = "0" if path[at + i] != "0" else "1"
            forgeries.append(path[:at + i] + c + path[at + i + 1:])
        for to in forgeries:
            letter = self.report(to, address("ada"))
            has(letter["story"], "names no delivery of ours")
        equal([self.show(r) for r in ("ada", "bo", "cleo", "emil")], before)
        equal(len(self.relay.taken), n_mails)
        status = s.rows("status")[0]
        equal(status["bounces_unmatched"], len(forgeries))
        equal(status["subscribers_suspended"], 0)
        has(s.postbag("status").stdout, "bounces that name no delivery")

    # -- complaints ----------------------------------------------------------
    @says("Editions say where complaints go, by RFC 9477")
    def cfbl(self):
        mail = message_from_bytes(self.edition("ada", 3)[1],
                                  policy=policy.default)
        equal(mail["CFBL-Address"], f"fbl@{DOMAIN}; report=arf")

    @says("A complaint that gives our mail back ends that subscription at "
          "once, without a mail")
    def complaint(self):
        n_mails = self.quiet()
        raw = self.edition("emil", 3)[1].decode().replace("\r\n", "\n")
        letter = self.deliver(ARF.format(to=f"fbl@{DOMAIN}", kind="abuse",
                                         mail=raw, n=self.sent))
        equal((letter["kind"], letter["list"]), ("complaint", "courier"))
        row = self.show("emil")
        equal((row["state"], row["reason"]), ("gone", "complaint"))
        equal(len(self.relay.taken), n_mails)

    @says("One that gives back a mail with a token of nobody's changes nothing")
    def complaint_forged(self):
        raw = self.edition("ada", 3)[1].decode().replace("\r\n", "\n")
        for change in ((r"courier\+[a-z]", "courier+x"),
                       (r"courier\+([a-z])(.)", r"courier+\1z")):
            letter = self.deliver(ARF.format(
                to=f"fbl@{DOMAIN}", kind="abuse", n=self.sent,
                mail=re.sub(*change, raw)))
            equal(letter["kind"], "complaint")
            has(letter["story"], "names no mail of ours")
        letter = self.deliver(ARF.format(to=f"fbl@{DOMAIN}", kind="not-spam",
                                         mail=raw, n=self.sent))
        equal(self.show("ada")["state"], "active")
        status = self.site.rows("status")[0]
        equal((status["complaints"], status["complaints_unmatched"]), (2, 2))

    # -- loops ---------------------------------------------------------------
    @says("Our own mail that comes back is a loop and answered by nothing, "
          "whatever was stripped from it")
    def loops(self):
        n_mails = self.quiet()
        for reader, n in (("ada", 1), ("cleo", 2), ("dag", 3)):
            raw = self.edition(reader, n)[1].decode()
            drop = ["X-NL-Loop", "Auto-Submitted", "Precedence",
                    "X-Auto-Response-Suppress"]
            if reader == "cleo":
                drop.append("Message-ID")
            if reader == "dag":
                drop.append("List-Id")
            for name in drop:
                raw = re.sub(rf"(?m)^{name}:.*\r\n(\s.*\r\n)*", "", raw)
            raw = raw.replace(f"<courier@{DOMAIN}>", "<robot@example.net>", 1)
            to = re.search(r"courier\+r[0-9a-z]{35}@", raw).group(0) + DOMAIN
            letter = self.deliver(f"Delivered-To: {to}\r\n{raw}")
            equal(letter["kind"], "auto", letter["story"])
        equal(self.site.held(), [])
        equal(len(self.relay.taken), n_mails)

    @says("A robot that answers each of our mails, without any mark of one, "
          "draws one mail from us at most")
    def robot(self):
        """Of another Postbag too: its list asks to subscribe, and so on."""
        robot = "list@other.example"
        for i in range(4):
            taken = self.relay.to(robot)
            words = taken[-1][2].decode() if taken else "subscribe"
            self.deliver(f"From: <{robot}>\nTo: <courier@{DOMAIN}>\n"
                         f"Subject: {'Re: ' * min(i, 1)}subscribe\n"
                         f"Message-ID: <loop{i}@other.example>\n\n"
                         f"{'I am a robot.' if i else words}\n")
        equal(len(self.relay.to(robot)), 1)

    @says("A relay that refuses everybody makes nobody fail: the session ends, "
          "one line of the log says so, and the mails go out later")
    def denied(self):
        s = self.site
        s.stop()
        path = os.path.join(s.folder, "many.csv")
        with open(path, "w") as f:
            f.write("address,name\n")
            f.writelines(f"{address(f'r{n}')},R\n" for n in range(12))
        s.subscribe(path)
        s.article("barge.txt", ARTICLE % ("barge", "barge"))
        s.build()
        number = max(r["number"] for r in s.rows("edition", "list"))
        self.relay.everybody = "554 Relay access denied"
        done = s.postbag("deliver", "--once", check=False)
        equal(done.returncode, 75, "exit code")
        equal(done.stderr.count("relay_refuses_everybody"), 1, "log lines")
        row = self.audit(number)
        equal((row["accepted"], row["failed"], row["deferred"],
               row["adds_up"]), (0, 0, 5, True))
        self.relay.everybody = None
        s.postbag("deliver", "--once")
        row = self.audit(number)
        equal((row["accepted"], row["failed"], row["deferred"]),
              (row["audience"] - row["suppressed"] - 5, 0, 5))
