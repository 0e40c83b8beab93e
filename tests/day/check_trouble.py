"""Servers that fail, and a disk that is full: nothing is lost."""
import os
import subprocess
import time

import clients
from paper import DOMAIN, PASSWORD, Site
from topic import Skipped, SiteTopic, equal, has, says, step, true

ARTICLE = ("The %s is late\n\nThe %s is late again, for the third time. "
           "Nobody knows why it is.\n")


class Check(SiteTopic):
    disk = None

    def set_up(self):
        s = self.site = Site(self.program)
        s.start_servers()
        s.prepare()
        s.subscribe()
        s.article("tram.txt", ARTICLE % ("tram", "tram"))
        s.run()
        self.first = {r: s.wait("edition 1", lambda r=r: s.find(r, "#1"))
                      for r in ("ada", "bo", "cleo")}
        s.wait("its end", s.delivered)

    def tear_down(self):
        super().tear_down()
        if self.disk:
            subprocess.run(["umount", self.disk], check=False)

    def comment(self, reader, words):
        s, mail = self.site, self.first[reader]
        s.send(f"{reader}@{DOMAIN}", clients.item_addresses(mail)[0],
               clients.apple_item_address(
                   f"{reader.capitalize()} <{reader}@{DOMAIN}>", mail, 0,
                   words))

    def held(self, words):
        return any(c["text"] == words for c in self.site.held())

    def one_line(self, event, *parts):
        """One clear line: not one for each second that it goes on."""
        s = self.site
        lines = s.wait(f"a {event} line with {parts}",
                       lambda: s.logged(event, *parts))
        time.sleep(2.5)
        n = len(s.logged(event, *parts))
        true(n <= 3, f"back-off: {n} lines within 3 s")
        return lines[0]

    # -- SMTP, first, for it takes longest ---------------------------------
    @step("SMTP server down: one clear log line that names host and cause")
    def smtp_down(self):
        s = self.site
        s.stop_server("postfix")
        s.article("bus.txt", ARTICLE % ("bus", "bus"))
        s.build()
        self.one_line("delivery_session_failed", "127.0.0.1", "refused")
        row = s.rows("audit", "courier", "2")[0]
        equal((row["accepted"], row["failed"], row["adds_up"]), (0, 0, True))
        s.start_postfix()

    # -- IMAP --------------------------------------------------------------
    @says("IMAP server down: one clear log line that names host and cause; "
          "mail comes in when it is back")
    def imap_down(self):
        s = self.site
        s.stop_server("dovecot")
        line = self.one_line("collect_failed", "localhost", "refused")
        has(line, "again_in_s=")
        self.comment("ada", "Sent while IMAP was down.")
        s.start_dovecot()
        s.wait("the letter", lambda: self.held("Sent while IMAP was down."),
               60)

    @says("Wrong password: one clear log line; right again, mail comes in")
    def password(self):
        s = self.site
        path = s.folder + "/password"
        with open(path, "w") as f:
            f.write("wrong-" + PASSWORD + "\n")
        s.stop()
        self.comment("bo", "Sent while the password was wrong.")
        s.run()
        try:
            self.one_line("collect_failed", "imap localhost", "login")
        finally:
            with open(path, "w") as f:
                f.write(PASSWORD + "\n")
        equal(s.logged(PASSWORD), [], "log lines with the password")
        s.hang_up()
        s.wait("the letter",
               lambda: self.held("Sent while the password was wrong."))

    @says("Untrusted certificate: one clear log line, and no password is "
          "sent; with the right CA, mail comes in")
    def certificate(self):
        s = self.site
        other = s.folder + "/other.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
             "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
             "-subj", "/CN=Another authority", "-keyout", other + ".key",
             "-out", other], check=True, capture_output=True)
        s.stop()
        right = f'ca_file = "{s.folder}/dovecot/ca.pem"'
        wrong = f'ca_file = "{other}"'
        s.change(right, wrong)
        self.comment("cleo", "Sent while the CA was wrong.")
        s.run()
        try:
            self.one_line("collect_failed", "imap localhost", "certificate")
        finally:
            s.change(wrong, right)
        s.hang_up()
        s.wait("the letter", lambda: self.held("Sent while the CA was wrong."))

    @says("A certificate for another name: one clear log line")
    def name(self):
        s = self.site
        s.stop()
        s.change('host = "localhost"', 'host = "127.0.0.2"')
        s.run()
        try:
            self.one_line("collect_failed", "127.0.0.2", "certificate")
        finally:
            s.change('host = "127.0.0.2"', 'host = "localhost"')
        s.hang_up()
        n = len(s.logged("mailbox_open"))
        s.wait("the mailbox", lambda: len(s.logged("mailbox_open")) > n)

    # -- disk --------------------------------------------------------------
    def fill(self):
        try:
            with open(self.disk + "/ballast", "ab", 0) as f:
                while True:
                    f.write(b"x" * 1024)
        except OSError:
            pass

    @says("Disk full while a letter is stored: the mail stays on the server "
          "and comes in later")
    def disk_full(self):
        s = self.site
        disk = os.path.join(s.folder, "disk")
        os.makedirs(disk, exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "postbag",
                           disk], capture_output=True).returncode:
            raise Skipped("no file system of its own can be mounted")
        self.disk = disk
        s.wait("edition 2, before its store moves", s.delivered, 90)
        s.stop()
        os.rename(s.folder + "/postbag.db", s.folder + "/old.db")
        subprocess.run(["cp", s.folder + "/old.db", disk + "/postbag.db"],
                       check=True)
        s.change(f'store = "{s.folder}/postbag.db"',
                 f'store = "{disk}/postbag.db"')
        s.run()
        s.wait("the mailbox", lambda: len(s.logged("mailbox_open")) > 3)
        time.sleep(1)
        self.fill()
        words = "Sent while the disk was full.\n" + "".join(
            f"Line {n} of a letter that is long.\n" for n in range(1500))
        mail = self.first["ada"]
        s.append("courier", clients.apple_item_address(
            "Ada <ada@courier.test>", mail, 0, words).as_bytes())
        line = s.wait("the log line",
                      lambda: s.logged("collect_failed", "full",
                                           "letters not kept"))[0]
        has(line, "mailbox=letters")
        equal(len(s.raws("courier")), 1, "mails that stay on the server")
        os.unlink(disk + "/ballast")
        s.wait("the letter", lambda: self.disk_letters(), 60)
        equal(len(self.disk_letters()), 1, "comments of that letter")
        has(s.postbag("letter", "export", str(s.letters()[-1]["id"])).stdout,
            *words.splitlines())
        s.wait("an empty INBOX", lambda: not s.raws("courier"))

    def disk_letters(self):
        return [c for c in self.site.held() if "disk was full" in c["text"]]

    # -- SMTP again ----------------------------------------------------------
    @says("When the SMTP server is back, the edition reaches everybody once")
    def smtp_back(self):
        s = self.site
        for reader in ("ada", "bo", "cleo", "dag", "emil"):
            s.wait(f"edition 2 for {reader}",
                   lambda r=reader: s.find(r, "#2"), 100)
        s.wait("its end", s.delivered)
        for reader in ("ada", "bo", "cleo", "dag", "emil"):
            equal(len([m for m in s.mails(reader)
                       if "#2" in str(m["Subject"])]), 1, f"{reader}'s copies")
        row = s.rows("audit", "courier", "2")[0]
        equal((row["accepted"], row["adds_up"]), (5, True))
