"""Mails of 3 kB out of a Dovecot, until each of them is safe on disk."""
import os
import shutil

import mails
from meter import Failed, Run, Table, alternate
from postoffice import PASSWORD, Dovecot, Site

MBSYNCRC = """\
FSync {fsync}

IMAPAccount bench
Host 127.0.0.1
Port {port}
User courier
Pass {password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account bench

MaildirStore near
Path {folder}/near/
Inbox {folder}/near/INBOX

Channel bench
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
"""


class Intake:
    def __init__(self, program, folder, n, size=3000):
        self.folder, self.n, self.size = folder, n, size
        self.dovecot = Dovecot(folder + "/dovecot")
        self.site = Site(program, folder + "/site", imap=self.dovecot.port)
        self.site.save("empty")
        self.mails = [mails.plain_mail(i, size) for i in range(n)]
        self.dovecot.fill(self.mails)

    def postbag(self):
        self.dovecot.refill()
        self.site.restore("empty")
        run = self.site.do("collect", "--once", n=self.n)
        got = self.site.ask("SELECT count(*), sum(length(raw)),"
                            " count(DISTINCT hash) FROM letters")
        if got != (self.n, self.n * self.size, self.n):
            raise Failed(f"the store has {got} letters, bytes, hashes")
        return run

    def mbsync(self, fsync):
        near = self.folder + "/near"
        shutil.rmtree(near, ignore_errors=True)
        os.mkdir(near)
        self.dovecot.refill()
        with open(self.folder + "/mbsyncrc", "w", encoding="ascii") as f:
            f.write(MBSYNCRC.format(folder=self.folder, fsync=fsync,
                                    port=self.dovecot.port,
                                    password=PASSWORD))
        run = Run(["mbsync", "-q", "-c", f.name, "bench"], self.n)
        run.must_succeed("mbsync")
        got = sum(len(os.listdir(f"{near}/INBOX/{d}")) for d in ("cur", "new"))
        if got != self.n:
            raise Failed(f"mbsync got {got} of {self.n} mails")
        return run

    def measure(self, rounds):
        table = Table(f"Intake: {self.n:,} mails of {self.size:,} bytes out "
                      "of Dovecot", "mails/s")
        alternate(rounds, [
            lambda: table.add("mbsync, FSync yes", self.mbsync("yes")),
            lambda: table.add("mbsync, FSync no", self.mbsync("no")),
            lambda: table.add("postbag collect", self.postbag())])
        table.ratio("postbag collect", "mbsync, FSync yes", 2)
        table.ratio("postbag collect", "mbsync, FSync no")
        table.notes.append("postbag: each letter flushed to the disk, then "
                           "moved to another folder of the server")
        table.show()
        return table

    def close(self):
        self.dovecot.close()
