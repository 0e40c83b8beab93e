"""Kills at any moment: nothing is lost, and little is done twice."""
import collections
import os
import pwd
import random
import re
import shutil
import signal
import subprocess
import time

import clients
from paper import DOMAIN, READERS, Site, free_port
from topic import Skipped, SiteTopic, equal, has, says, step, true

ARTICLE = ("The dam is dry\n\nThe dam is dry for the first time since it was "
           "built. The fish have been moved to the lake.\n")
AUDIENCE = 300
KILLS = 6
SEED = 7


def sink_program():
    return shutil.which("smtp-sink", path=os.environ.get("PATH", "")
                        + ":/usr/sbin:/sbin")


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False


class Sink:
    """smtp-sink, which keeps each message in a file, and is slow at times:
    so that a kill meets messages that are accepted and not yet recorded."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        os.mkdir(folder)
        user = pwd.getpwnam("nobody")
        os.chown(folder, user.pw_uid, user.pw_gid)
        self.child = subprocess.Popen(
            [sink_program(), "-u", "nobody", "-d", "mail.", "-W", ".:1:5",
             f"127.0.0.1:{self.port}", "100"], cwd=folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def mails(self):
        """(recipient, bytes as we sent them) of each message taken."""
        found = []
        for name in sorted(os.listdir(self.folder)):
            with open(os.path.join(self.folder, name), "rb") as f:
                raw = f.read()
            to = re.search(rb"(?m)^X-Rcpt-Args: <(.*?)>", raw)
            head = re.search(rb"(?m)^Received: .*\n(?:[ \t].*\n)*", raw)
            if to and head:
                found.append((to.group(1).decode(), raw[head.end():]))
        return found

    def close(self):
        self.child.terminate()
        self.child.wait()


class Check(SiteTopic):
    sink = None

    def set_up(self):
        self.chance = random.Random(SEED)
        s = self.site = Site(self.program)
        s.start_servers()
        s.prepare()
        s.subscribe()
        s.article("dam.txt", ARTICLE)

    def tear_down(self):
        if self.sink:
            self.sink.close()
        super().tear_down()

    def kill_one(self, role):
        """Kill it; one that is being started again is waited for."""
        return self.site.wait(f"a {role} to kill", lambda: sum(
            kill(p) for p in self.site.pids(role)))

    # -- letters -------------------------------------------------------------
    @step("50 letters while collect and edit are killed again and again: 50 "
          "comments, none twice")
    def letters(self):
        s = self.site
        s.run()
        first = {r: s.wait("edition 1", lambda r=r: s.find(r, "#1"))
                 for r in READERS}
        mails = {f"This is letter number {n}, and no other.":
                 READERS[n % len(READERS)] for n in range(50)}
        killed = collections.Counter()
        for n, (words, reader) in enumerate(mails.items()):
            name = reader.capitalize()
            s.append("courier", clients.apple_item_address(
                f"{name} <{reader}@{DOMAIN}>", first[reader], 0,
                words).as_bytes())
            if n % 16 == 4:
                for role in ("collect", "edit"):
                    time.sleep(self.chance.random() * 0.05)
                    killed[role] += self.kill_one(role)
        s.wait("50 comments", lambda: len(s.held()) >= 50, 60)
        s.wait("an empty INBOX", lambda: not s.raws("courier"), 60)
        equal(killed, {"collect": 3, "edit": 3}, "kills")
        counts = collections.Counter(c["text"] for c in s.held())
        equal(set(counts), set(mails), "the comments")
        equal(counts.most_common(1)[0][1], 1, "copies of a comment")
        equal(len(s.raws("courier", "Processed")), 50, "processed mails")
        equal(len(s.letters()), 50, "letters")

    @says("A reader's eleventh letter within an hour is set aside, not lost")
    def eleventh(self):
        s = self.site
        first = s.find("ada", "#1")
        s.append("courier", clients.apple_item_address(
            f"Ada <ada@{DOMAIN}>", first, 0,
            "And one more thing.").as_bytes())
        s.wait("it aside", lambda: s.logged("letter_aside"))
        row = s.rows("letter", "list", "--set-aside")[0]
        equal(len(s.held()), 50, "comments")
        done = s.postbag("letter", "show", str(row["id"])).stdout
        has(done, "10 comments within an hour")

    # -- an edition ------------------------------------------------------------
    @step("An edition for 300 goes to its end although workers and the "
          "supervisor are killed at random moments")
    def edition(self):
        s = self.site
        if not sink_program():
            raise Skipped("smtp-sink is not installed")
        s.stop()
        self.sink = Sink(os.path.join(s.folder, "sink"))
        s.change(f"port = {s.ports['smtp']};", f"port = {self.sink.port};")
        path = os.path.join(s.folder, "many.csv")
        with open(path, "w") as f:
            f.write("address,name\n")
            f.writelines(f"r{n}@{DOMAIN},Reader {n}\n"
                         for n in range(AUDIENCE - len(READERS)))
        s.subscribe(path)
        for comment in s.held():
            s.postbag("comment", "approve", str(comment["id"]))
        s.build()
        s.run()
        self.kills = 0
        while self.kills < KILLS and not s.delivered():
            s.wait("a worker", lambda: s.pids("deliver") or s.delivered())
            time.sleep(0.2 + self.chance.random() * 0.8)
            if self.kills % 3 == 2:
                self.kills += kill(s.runner.pid)
                s.runner.wait()
                time.sleep(0.1)
                s.run()
            else:
                self.kills += sum(kill(p) for p in s.pids("deliver"))
        true(self.kills >= 3, f"{self.kills} kills met the delivery")
        s.wait("the edition's end", s.delivered, 90)
        self.copies = collections.defaultdict(list)
        for to, mail in self.sink.mails():
            if not to.startswith("desk@"):  # a moderator's queue
                self.copies[to].append(mail)

    def reached(self):
        if not self.sink:
            raise Skipped("smtp-sink is not installed")

    @says("Every subscriber got at least one copy, duplicates are at most one "
          "for each kill")
    def everybody(self):
        self.reached()
        wanted = {f"r{n}@{DOMAIN}" for n in range(AUDIENCE - len(READERS))}
        wanted |= {f"{r}@{DOMAIN}" for r in READERS}
        equal(set(self.copies), wanted, "who got it")
        more = sum(map(len, self.copies.values())) - AUDIENCE
        true(more <= self.kills, f"{more} duplicates, {self.kills} kills")

    @says("Duplicates are byte-identical, Message-IDs differ between "
          "subscribers")
    def identical(self):
        self.reached()
        ids = set()
        for to, mails in self.copies.items():
            equal(len(set(mails)), 1, f"different mails to {to}")
            ids.add(re.search(rb"(?m)^Message-ID: (.*)$", mails[0]).group(1))
        equal(len(ids), AUDIENCE, "Message-IDs")

    @says("The audit adds up: all accepted")
    def audit(self):
        self.reached()
        row = self.site.rows("audit", "courier", "2")[0]
        equal((row["accepted"], row["failed"], row["in_flight"],
               row["audience"], row["adds_up"]),
              (AUDIENCE, 0, 0, AUDIENCE, True))

    @says("`store verify` finds the store whole after all kills")
    def whole(self):
        done = self.site.postbag("store", "verify", check=False)
        equal(done.returncode, 0, done.stderr)
